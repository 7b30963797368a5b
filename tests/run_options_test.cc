// What a person asks of `run` on the command line and in the files of a case: memory, seed, an accepted mapping,
// families of replays; and two who look at rows at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <thread>

#include "formats/format_samples.h"
#include "investigation/audit.h"
#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

void replace_in(const std::string& path, const std::string& from, const std::string& to) {
  std::string text = read_text(path);
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from << " in " << text;
  write_text(path, text.replace(at, from.size(), to));
}

TEST(RunOptionsRelease, MoreMemoryThanIsAllowedEndsInOneSentenceAndHarmsNothing) {
  const TempFolder temp;
  copy_simulated(0.02, temp / "case");
  ASSERT_EQ(run_program({"-C", temp / "case", "run"}).exit_code, 0);
  const Files before = results_in(temp / "case/out");
  std::filesystem::remove_all(temp / "case/derived");  // nothing is ready: all is read again
  for (const std::string threads : {"1", "2"}) {
    const Outcome held =
        run_program({"-C", temp / "case", "run", "--memory", "2MiB", "-j", threads});
    EXPECT_EQ(held.exit_code, 5) << describe(held);
    EXPECT_EQ(held.signal, 0) << describe(held);
    EXPECT_TRUE(has(held.err,
                    "error: this needs more than the 2 MiB of --memory; what was there "
                    "before is as it was\nhint:  raise --memory"))
        << describe(held);
    EXPECT_EQ(std::count(held.err.begin(), held.err.end(), '\n'), 2) << describe(held);
    EXPECT_TRUE(same(results_in(temp / "case/out"), before));
  }
  const Outcome enough = run_program({"-C", temp / "case", "run", "--memory", "2GiB"});
  EXPECT_EQ(enough.exit_code, 0) << describe(enough);
  EXPECT_TRUE(same(results_in(temp / "case/out"), before));
  EXPECT_EQ(run_program({"-C", temp / "case", "verify"}).exit_code, 0);
}

/// Every verb that takes --memory holds it: init, add and show as well.
TEST(RunOptionsRelease, InitAddAndShowHoldTheMemoryToo) {
  const TempFolder temp;
  const Outcome made = run_program({"init", temp / "case", "--memory", "64MiB"});
  ASSERT_EQ(made.exit_code, 0) << describe(made);
  const std::string zeros(48U << 20, '0');
  write_text(temp / "zeros.zip", formats::zip_of({{"zeros.csv", zeros}, {"a.csv", "a;b\n1;2\n"}}));
  const auto add = [&](const std::string& memory) {
    return run_program({"-C", temp / "case", "add", temp / "zeros.zip", "--memory", memory});
  };
  const Outcome short_of = add("2MiB");
  EXPECT_EQ(short_of.exit_code, 5) << describe(short_of);
  EXPECT_TRUE(has(short_of.err, "error: this needs more than the 2 MiB of --memory"))
      << describe(short_of);
  const Outcome enough = add("256MiB");
  EXPECT_EQ(enough.exit_code, 0) << describe(enough);
  EXPECT_EQ(read_json_lines(temp / "case/evidence/manifest.jsonl").size(), 3U);
  ASSERT_EQ(run_program({"-C", temp / "case", "run"}).exit_code, 0);
  const auto show = [&](const std::string& memory) {
    return run_program({"-C", temp / "case", "show", "E0002#1", "--memory", memory});
  };
  const Outcome dark = show("100000");
  EXPECT_EQ(dark.exit_code, 5) << describe(dark);
  EXPECT_TRUE(has(dark.err, "of --memory")) << describe(dark);
  EXPECT_NE(show("2GiB").exit_code, 5);  // a row of 48 MiB, in several forms at once
}

TEST(RunOptions, ASizeThatIsNoneIsRefused) {
  for (const std::string size : {"much", "0", "4TB", "-1"})
    EXPECT_EQ(run_program({"run", "--memory=" + size}).exit_code, 2) << size;
}

TEST(RunOptions, TheSeedOfTheCommandLineIsPartOfTheResult) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  replace_in(temp / "case/case.toml", "seed = 1", "seed = 7");
  ASSERT_EQ(run_program({"-C", temp / "case", "run"}).exit_code, 0);
  EXPECT_EQ(read_json(temp / "case/out/run.json")["seed"], 7);
  for (const std::uint64_t seed : {42U, 0U}) {
    const Outcome run = run_program({"-C", temp / "case", "--seed", std::to_string(seed), "run"});
    ASSERT_EQ(run.exit_code, 0) << describe(run);
    EXPECT_EQ(read_json(temp / "case/out/run.json")["seed"], seed);
    EXPECT_TRUE(
        has(read_text(temp / "case/out/brief.html"), "seed " + std::to_string(seed) + " ·"));
    const Outcome verified = run_program({"-C", temp / "case", "verify", "--rebuild"});
    EXPECT_EQ(verified.exit_code, 0) << describe(verified);
  }
}

TEST(RunOptions, ShowsAtOnceDoNotBreakTheAuditChain) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  static_cast<void>(run_case(temp / "case"));
  const auto the_case = investigation::open_case(temp / "case");
  ASSERT_TRUE(the_case.has_value());
  const auto before = investigation::read_audit(*the_case);
  ASSERT_TRUE(before.has_value());
  constexpr int readers = 4, rows = 8;
  std::vector<std::thread> team;
  std::array<int, readers> shown{};
  for (int reader = 0; reader < readers; ++reader) {
    team.emplace_back([&, reader] {
      for (int row = 2; row < 2 + rows; ++row) {
        const auto text = investigation::show_thing(*the_case, "E0001#" + std::to_string(row));
        shown[static_cast<std::size_t>(reader)] += text.has_value() ? 1 : 0;
      }
    });
  }
  for (auto& reader : team) reader.join();
  for (const int count : shown) EXPECT_EQ(count, rows);
  const auto after = investigation::read_audit(*the_case);
  ASSERT_TRUE(after.has_value()) << after.error().what;
  EXPECT_EQ(after->size(), before->size() + readers * rows);
  EXPECT_EQ(run_program({"-C", temp / "case", "verify"}).exit_code, 0);
}

/// A file that a proposal asks about: whose zone, which currency, a date that reads both ways.
TEST(RunOptions, AnAcceptedMappingAsksNothingAndDoubtsNothing) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  add_text(temp / "case", "list.csv",
           "Date,Payer,Payee,Amount\n03/04/2025 10:00,11111111,22222222,5.00\n"
           "04/05/2025 11:00,11111111,33333333,7.00\n",
           "Bank of Testing");
  const auto asked = run_case(temp / "case");
  const auto item = [&] { return read_json(temp / "case/out/intake.json")["items"][0]; };
  const auto doubts = [&] {
    const auto mapping = item()["mapping"];
    return std::count_if(mapping.begin(), mapping.end(), [](const auto& column) {
      return column["doubtful"].template get<bool>();
    });
  };
  ASSERT_FALSE(item()["questions"].empty());
  ASSERT_GT(doubts(), 0);
  ASSERT_FALSE(asked.questions.empty());
  EXPECT_EQ(run_program({"-C", temp / "case", "run", "--strict"}).exit_code, 3);

  replace_in(temp / "case/mappings/E0001.yml", "accepted: false", "accepted: true");
  const auto accepted = run_case(temp / "case");
  EXPECT_TRUE(item()["questions"].empty()) << item()["questions"].dump();
  EXPECT_EQ(doubts(), 0);
  EXPECT_TRUE(accepted.questions.empty()) << accepted.questions.front();
  const Outcome strict = run_program({"-C", temp / "case", "run", "--strict"});
  EXPECT_EQ(strict.exit_code, 0) << describe(strict);
}

TEST(RunOptions, FamiliesOfReplaysAreThoseOfTheSettings) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  EXPECT_TRUE(run_case(temp / "case").notes.empty());
  const auto plain = results_in(temp / "case/out");
  replace_in(temp / "case/case.toml", "families = []", "families = [\"without-source\"]");
  const Outcome run = run_program({"-C", temp / "case", "run"});
  ASSERT_EQ(run.exit_code, 0) << describe(run);
  const auto asked = read_json(temp / "case/out/run.json")["replay"];
  EXPECT_EQ(asked["families"], nlohmann::json::array({"without-source"}));
  EXPECT_TRUE(asked["draws"].is_null());
  EXPECT_FALSE(read_text(temp / "case/out/replay/without-source.jsonl").empty());
  replace_in(temp / "case/case.toml", "families = [\"without-source\"]", "families = [\"moon\"]");
  const Outcome bad = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(bad.exit_code, 3) << describe(bad);
  EXPECT_TRUE(has(bad.err, "moon") && has(bad.err, "bootstrap")) << describe(bad);
  replace_in(temp / "case/case.toml", "families = [\"moon\"]", "families = []");
  static_cast<void>(run_case(temp / "case"));
  EXPECT_TRUE(same(plain, results_in(temp / "case/out")))
      << "bytes hang on what is asked for alone";
}

}  // namespace
}  // namespace cuibono::cross
