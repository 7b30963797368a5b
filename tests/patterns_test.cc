// Patterns in a run: findings in the shape of others, rules of the case, the table of transfers.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "case_tools.h"
#include "formats/formats.h"
#include "program.h"

namespace cuibono::cross {
namespace {

using nlohmann::json;

bool has_parquet() { return formats::find_file_format("parquet")->ready().has_value(); }

/// A simulated case, run.
class Patterns : public testing::Test {
 protected:
  void SetUp() override {
    copy_simulated(0.02, temp_ / "case");
    report_ = run_case(temp_ / "case");
    for (auto& line : read_json_lines(temp_ / "case/out/findings.jsonl")) {
      const std::string method = line["method"];
      if (method.starts_with("rule ")) findings_.push_back(std::move(line));
    }
  }
  TempFolder temp_;
  investigation::RunReport report_;
  std::vector<json> findings_;
};

TEST_F(Patterns, FindingsStandOnTheirRecordsAndNameTheirLookAlike) {
  ASSERT_GT(findings_.size(), 10U);
  std::set<std::string> rules;
  for (const auto& finding : findings_) {
    const std::string method = finding["method"];
    rules.insert(method.substr(0, method.find(':')));
    EXPECT_FALSE(finding["records"].empty()) << finding["id"];
    EXPECT_GE(finding["records_total"], finding["records"].size());
    EXPECT_FALSE(finding["for"].empty());
    EXPECT_FALSE(finding["against"].empty());
    EXPECT_FALSE(finding["look_alike"]["explanation"].get<std::string>().empty());
    EXPECT_FALSE(finding["look_alike"]["settled_by"].get<std::string>().empty());
    EXPECT_TRUE(finding["resamples"].is_null());
    for (const auto& reason : finding["for"])
      EXPECT_EQ(reason["text"].get<std::string>().find('{'), std::string::npos);
  }
  EXPECT_GE(rules.size(), 4U);
}

TEST_F(Patterns, NobodyIsPutForwardWithoutVictimsMoney) {
  std::size_t forward = 0;
  for (const auto& finding : findings_) {
    if (finding["band"] == "set_aside") continue;
    ++forward;
    const auto& reasons = finding["for"];
    EXPECT_TRUE(std::any_of(reasons.begin(), reasons.end(), [](const json& reason) {
      return reason["text"].get<std::string>().find("attributable to victims") != std::string::npos;
    })) << finding;
  }
  EXPECT_GT(forward, 0U);
}

std::set<std::string> accounts_in(const json& list) {
  std::set<std::string> accounts;
  for (const auto& one : list)
    accounts.insert(one.is_string() ? one.get<std::string>()
                                    : one.at("account").get<std::string>());
  return accounts;
}

TEST_F(Patterns, NoHonestAccountIsPutForward) {
  const json truth = read_json(temp_ / "case/truth.json");
  std::set<std::string> honest;
  for (const char* list : {"merchants", "employers", "cash_pool"})
    honest.merge(accounts_in(truth.at(list)));
  ASSERT_GT(honest.size(), 3U);
  std::set<std::string> aside;
  for (const auto& finding : findings_) {
    const std::string subject = finding["subject"];
    if (!honest.contains(subject)) continue;
    EXPECT_EQ(finding["band"], "set_aside") << finding;
    aside.insert(subject);
  }
  EXPECT_FALSE(aside.empty()) << "their shapes are seen, and set aside";
}

TEST_F(Patterns, ARuleOfTheCaseIsReadAndABrokenOneIsRefused) {
  const std::string folder = temp_ / "case";
  std::string text = read_text(std::string(CUIBONO_SOURCE_DIR) + "/rules/fan_in.toml");
  const std::string use = "use = true";
  text.replace(text.find(use), use.size(), "use = false");
  write_text(folder + "/rules/fan_in.toml", text);
  static_cast<void>(run_case(folder));
  for (const auto& finding : read_json_lines(folder + "/out/findings.jsonl"))
    EXPECT_FALSE(finding["method"].get<std::string>().starts_with("rule fan_in:"));
  write_text(folder + "/rules/fan_in.toml", text + "\nwindow = 3\n");
  const Outcome refused = run_program({"-C", folder, "run"});
  EXPECT_EQ(refused.exit_code, 3) << describe(refused);
  EXPECT_NE(refused.err.find("unknown key \"words.window\""), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("rules/fan_in.toml:"), std::string::npos) << refused.err;
  write_text(folder + "/rules/fan_in.toml", text);
  write_text(folder + "/rules/fan_in.tml", text);
  const Outcome other = run_program({"-C", folder, "run"});
  EXPECT_EQ(other.exit_code, 3) << describe(other);
  EXPECT_NE(other.err.find("does not end in .toml"), std::string::npos) << other.err;
}

TEST_F(Patterns, TheTableIsReadBack) {
  if (!has_parquet()) GTEST_SKIP() << "the Parquet library is not beside the program";
  const std::string bytes = read_text(temp_ / "case/out/patterns.parquet");
  const auto* parquet = formats::find_file_format("parquet");
  const auto tables = parquet->find_tables(threads(1), bytes);
  ASSERT_TRUE(tables.has_value()) << tables.error().what;
  std::map<std::string, std::size_t> place;
  for (const auto& column : tables->front().columns) place.emplace(column.name, place.size());
  std::map<std::string, std::set<std::string>> hit_records;  // by rule: "E0003#17"
  std::uint64_t rows = 0;
  const core::Status read = parquet->read_rows(
      threads(1), bytes, tables->front(), [&](const formats::Row& row) -> core::Status {
        EXPECT_EQ(row.cells[place.at("event")], std::to_string(rows));
        ++rows;
        const std::string record = std::string(row.cells[place.at("item")]) + "#" +
                                   std::string(row.cells[place.at("row")]);
        for (const auto& [name, at] : place) {
          if (name.starts_with("hits_") && row.cells[at] != "0")
            hit_records[name.substr(5)].insert(record);
        }
        return {};
      });
  ASSERT_TRUE(read.has_value());
  const json intake = read_json(temp_ / "case/out/intake.json");
  EXPECT_GT(rows, 100U);
  EXPECT_EQ(rows, tables->front().rows);
  EXPECT_LE(rows, intake["events"].get<std::uint64_t>());
  // What a finding stands on is marked as part of its rule, as far as it is a first record.
  std::size_t compared = 0;
  for (const auto& finding : findings_) {
    const std::string method = finding["method"];
    const std::string rule = method.substr(5, method.find(':') - 5);
    std::size_t marked = 0;
    for (const auto& record : finding["records"])
      marked += hit_records[rule].contains(record["item"].get<std::string>() + "#" +
                                           std::to_string(record["row"].get<std::uint64_t>()));
    EXPECT_GT(marked, 0U) << method;
    ++compared;
  }
  EXPECT_GT(compared, 10U);
}

}  // namespace
}  // namespace cuibono::cross
