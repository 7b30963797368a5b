// What a case keeps to itself and what verify sees: it writes nothing, it knows results that no run wrote and
// files that are no items; where results may go; what a screen shows of victims.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "case_tools.h"
#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

/// Every file and folder of a case with its time of change and bytes.
std::map<std::string, std::pair<fs::file_time_type, std::string>> state_of(
    const std::string& folder) {
  std::map<std::string, std::pair<fs::file_time_type, std::string>> state;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    state[entry.path().string()] = {
        entry.last_write_time(), entry.is_regular_file() ? read_text(entry.path().string()) : ""};
  return state;
}

class Custody : public ::testing::Test {
 protected:
  void SetUp() override {
    make_tiny_case(folder());
    ASSERT_EQ(cuibono({"run"}).exit_code, 0);
  }
  [[nodiscard]] std::string folder() const { return temp_ / "case"; }
  [[nodiscard]] Outcome cuibono(std::vector<std::string> words) const {
    words.insert(words.begin(), {"-C", folder()});
    return run_program(words);
  }
  [[nodiscard]] std::string beside(const std::string& name) const { return temp_ / name; }

 private:
  TempFolder temp_;
};

TEST_F(Custody, VerifyWritesNothingIntoTheCase) {
  fs::remove_all(folder() + "/derived/segments");  // nothing is ready: all is read again
  fs::remove_all(folder() + "/.cuibono");
  const auto before = state_of(folder());
  for (const auto& words : {std::vector<std::string>{"verify"}, {"verify", "--rebuild"}}) {
    const Outcome told = cuibono(words);
    EXPECT_EQ(told.exit_code, 0) << describe(told);
    EXPECT_TRUE(state_of(folder()) == before);
  }
}

TEST_F(Custody, ResultsThatNoAuditedRunWroteAreTampered) {
  const std::string audit = folder() + "/audit.jsonl";
  std::string lines = read_text(audit);
  lines.erase(lines.rfind('\n', lines.size() - 2) + 1);  // the line of the run is gone
  write_text(audit, lines);
  const Outcome told = cuibono({"verify"});
  EXPECT_EQ(told.exit_code, 4) << describe(told);
  EXPECT_TRUE(has(told.out, "the audit knows of no run")) << told.out;
  EXPECT_EQ(cuibono({"run"}).exit_code, 0);
  EXPECT_EQ(cuibono({"verify"}).exit_code, 0);
}

TEST_F(Custody, AFileThatIsNoItemIsSeen) {
  write_text(folder() + "/evidence/stray.csv", "a,b\n1,2\n");
  const Outcome told = cuibono({"verify"});
  EXPECT_TRUE(has(told.out, "evidence/stray.csv is no item of the case")) << describe(told);
}

TEST_F(Custody, ResultsGoBesideTheCaseAndNotIntoIt) {
  const Files whole = results_in(folder() + "/out");
  for (const std::string name : {"new/", "new", "new//"}) {
    const Outcome told = cuibono({"run", "-o", beside(name)});
    EXPECT_EQ(told.exit_code, 0) << describe(told);
    EXPECT_TRUE(same(results_in(beside("new")), whole));
  }
  for (const std::string inside : {"/notes", "/out/sub", "/evidence/x", "/../case/mappings", ""}) {
    const Outcome told = cuibono({"run", "-o", folder() + inside});
    EXPECT_EQ(told.exit_code, 2) << inside << describe(told);
    EXPECT_TRUE(has(told.err, "lies in the case")) << told.err;
  }
  EXPECT_EQ(cuibono({"run", "-o", folder() + "/out/"}).exit_code, 0);
  EXPECT_EQ(cuibono({"verify"}).exit_code, 0);
}

TEST(CustodyOfReports, AScreenQuotesNoCellOfAVictimsReport) {
  const TempFolder temp;
  const std::string folder = temp / "case", file = temp / "r.csv";
  std::string rows =
      "report id,victim name,victim phone,payment date,payment amount,payment currency,paid to "
      "account\n";
  for (int i = 1; i < 40; ++i)
    rows += "R-" + std::to_string(i) + ",Noor Exampla,+99937060012" + std::to_string(300 + i) +
            ",2025-03-02," + std::to_string(50 + i) + ".00,EUR,ACC1\n";
  write_text(file, rows + "R-40,Ada Mustera,+99937060012343,2025-03-02,Noor Exampla,EUR,ACC1\n");
  ASSERT_EQ(run_program({"init", folder}).exit_code, 0);
  ASSERT_EQ(run_program({"-C", folder, "add", file, "--kind", "reports", "--source", "Police of Ys",
                         "--grade", "B", "--credibility", "2", "--received", "2025-04-01"})
                .exit_code,
            0);
  const Outcome shown = run_program({"-C", folder, "map", "E0001"});
  EXPECT_EQ(shown.exit_code, 0) << describe(shown);
  for (const std::string cell : {"Noor", "Mustera", "370600123"})
    EXPECT_FALSE(has(shown.out + shown.err, cell)) << describe(shown);
  EXPECT_TRUE(has(shown.err, "quarantined E0001#41: bad_amount")) << describe(shown);
  ASSERT_EQ(run_program({"-C", folder, "run"}).exit_code, 0);
  const auto intake = read_json(folder + "/out/intake.json");
  EXPECT_EQ(intake["items"][0]["reliability"], "B");
  EXPECT_EQ(intake["items"][0]["credibility"], "2");
}

/// Leaving out another file changes no victim's pseudonym.
TEST(CustodyOfReports, APseudonymHangsOnTheFileOfTheReport) {
  const TempFolder temp;
  copy_simulated(0.02, temp / "case");
  ASSERT_EQ(run_program({"-C", temp / "case", "run"}).exit_code, 0);
  std::string left_out;
  std::uint64_t fewest = UINT64_MAX;
  const auto intake = read_json(temp / "case/out/intake.json");
  for (const auto& item : intake["items"]) {
    if (item["kind"] != "reports" || item["rows"].get<std::uint64_t>() >= fewest) continue;
    fewest = item["rows"].get<std::uint64_t>();
    left_out = item["id"].get<std::string>();
  }
  ASSERT_EQ(run_program({"-C", temp / "case", "run", "--without", left_out, "-o", temp / "part"})
                .exit_code,
            0);
  const auto victims_of = [](const std::string& folder) {
    std::set<std::string> names;
    const auto money = read_json(folder + "/money.json");
    for (const auto& trace : money["traces"]) names.insert(trace["victim"].get<std::string>());
    return names;
  };
  const auto whole = victims_of(temp / "case/out"), part = victims_of(temp / "part");
  EXPECT_GT(part.size(), 5U);
  EXPECT_TRUE(std::includes(whole.begin(), whole.end(), part.begin(), part.end()));
}

}  // namespace
}  // namespace cuibono::cross
