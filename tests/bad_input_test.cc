// Evidence and folders that are not as they should be: each is told with what, where and help, and a good row
// beside a bad one is still read.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

/// What `run`, `map` and intake.json say of a case with this one file.
struct Told {
  Outcome run, map;
  nlohmann::json item;
};

Told tell_of(const std::string& name, const std::string& text) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  add_text(temp / "case", name, text, "Bank of Testing");
  Told told;
  told.run = run_program({"-C", temp / "case", "run"});
  told.map = run_program({"-C", temp / "case", "map", "E0001"});
  EXPECT_EQ(told.run.exit_code, 0) << describe(told.run);
  EXPECT_EQ(told.map.exit_code, 0) << describe(told.map);
  told.item = read_json(temp / "case/out/intake.json")["items"][0];
  EXPECT_EQ(told.item["rows"],
            told.item["records"].get<int>() + told.item["quarantined"].get<int>());
  const Outcome verified = run_program({"-C", temp / "case", "verify"});
  EXPECT_EQ(verified.exit_code, 0) << describe(verified);
  return told;
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

/// 200 payments of which the one in row 42 has `cell` in `column`.
Told tell_of_cell(std::size_t column, const std::string& cell) {
  auto lines = bank_lines(200);
  auto cells = core::split(lines[41], ',');
  std::vector<std::string> words(cells.begin(), cells.end());
  words[column] = cell;
  lines[41] = core::join(words, ",");
  return tell_of("bank.csv", joined(lines));
}

void expect_one_broken_row(const Told& told, const std::string& kind, const std::string& words) {
  EXPECT_EQ(told.item["rows"], 200);
  EXPECT_EQ(told.item["quarantined"], 1);
  EXPECT_TRUE(says(told.map.err, "quarantined E0001#42: " + words)) << describe(told.map);
  EXPECT_TRUE(says(told.run.err, "rows 200 = records 199 + quarantined 1")) << describe(told.run);
  ASSERT_EQ(told.item["broken"].size(), 1U) << told.item.dump();
  EXPECT_EQ(told.item["broken"][0]["kind"], kind);
  EXPECT_EQ(told.item["broken"][0]["rows"], nlohmann::json::array({42}));
}

TEST(BadInput, ANegativeAmountWhereNoSignIsMarked) {
  expect_one_broken_row(tell_of_cell(5, "-12.50"), "negative_amount",
                        "\"-12.50\" in column \"Amount\" is negative, and the column is not marked "
                        "as signed");
}

TEST(BadInput, ADayThatDoesNotExist) {
  expect_one_broken_row(
      tell_of_cell(4, "2025-02-30 10:00:00"), "bad_time",
      "\"2025-02-30 10:00:00\" in column \"Booked at\" is not a time that exists");
}

TEST(BadInput, ACurrencyThatNobodyKnows) {
  expect_one_broken_row(tell_of_cell(6, "XQZ"), "unknown_currency",
                        "\"XQZ\" in column \"Currency\" is no currency that this engine knows");
}

TEST(BadInput, AnAmountThatIsNone) {
  expect_one_broken_row(tell_of_cell(5, "12.5o"), "bad_amount", "\"12.5o\" in column \"Amount\"");
}

TEST(BadInput, OneRowInAHundredIsBroken) {
  auto lines = bank_lines(500);
  for (const std::size_t row : {18U, 100U, 251U, 334U, 499U}) lines[row - 1] = "garbage,,;\"";
  const Told told = tell_of("bank.csv", joined(lines));
  EXPECT_EQ(told.item["rows"], 500);
  EXPECT_EQ(told.item["records"], 495);
  for (const char* row : {"18", "100", "251", "334", "499"})
    EXPECT_TRUE(says(told.map.err, std::string("quarantined E0001#") + row + ": ")) << row;
  EXPECT_EQ(told.item["broken"][0]["rows"], nlohmann::json::array({18, 100, 251, 334, 499}));
}

TEST(BadInput, AnEmptyFile) {
  const Told told = tell_of("empty.csv", "");
  EXPECT_EQ(told.item["rows"], 0);
  EXPECT_TRUE(
      says(told.run.err, "question: empty.csv: The file holds no bytes. Was it sent whole?"))
      << describe(told.run);
}

TEST(BadInput, AFileThatIsNotText) {
  std::string bytes = "\x89PNG\r\n\x1a\n";
  core::CounterRandom random(1, 1);
  for (int i = 0; i < 20000; ++i) bytes += static_cast<char>(random.below(256));
  const Told told = tell_of("scan.png", bytes);
  EXPECT_EQ(told.item["rows"], 0);
  EXPECT_TRUE(says(told.run.err, "scan.png: The file is of a format that is not read"))
      << describe(told.run);
}

TEST(BadInput, StrictStopsWithTheFirstRows) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  auto lines = bank_lines(200);
  lines[41] = "garbage";
  add_text(temp / "case", "bank.csv", joined(lines), "Bank of Testing");
  const Outcome run = run_program({"-C", temp / "case", "run", "--strict"});
  EXPECT_EQ(run.exit_code, 3) << describe(run);
  EXPECT_TRUE(says(run.err, "error: --strict: ") && says(run.err, "E0001#42: ") &&
              says(run.err, "hint:  settle them in mappings/*.yml"))
      << describe(run);
  EXPECT_FALSE(std::filesystem::exists(temp / "case/out"));
}

TEST(BadInput, AMappingThatCannotBeRead) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  static_cast<void>(run_case(temp / "case"));
  const std::string path = temp / "case/mappings/E0001.yml";
  std::string yaml = read_text(path);
  const auto at = yaml.find("field: amount");
  ASSERT_NE(at, std::string::npos);
  write_text(path, yaml.replace(at, 13, "field: amuont"));
  const Outcome run = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(run.exit_code, 3) << describe(run);
  EXPECT_TRUE(says(run.err, "amuont") && says(run.err, "E0001.yml line ") && says(run.err, "hint:"))
      << describe(run);
}

TEST(BadInput, NoCaseHere) {
  const TempFolder temp;
  const Outcome run = run_program({"-C", temp.path(), "run"});
  EXPECT_EQ(run.exit_code, 3) << describe(run);
  EXPECT_EQ(run.err, "error: there is no case here (no case.toml)\nwhere: " + temp.path() +
                         "\nhint:  make one with: cuibono init DIR   or name it with: cuibono -C "
                         "DIR …\n");
}

TEST(BadInput, ASettingThatNobodyKnows) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  write_text(temp / "case/case.toml", "[case]\nschema = 1\ntimezon = \"Europe/Riga\"\n");
  const Outcome run = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(run.exit_code, 3) << describe(run);
  EXPECT_TRUE(says(run.err, "unknown setting \"case.timezon\"") && says(run.err, "case.toml:3") &&
              says(run.err, "did you mean \"timezone\"?"))
      << describe(run);
}

TEST(BadInput, NoEvidenceYet) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  const Outcome run = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(run.exit_code, 3) << describe(run);
  EXPECT_TRUE(says(run.err, "this case holds no evidence yet") && says(run.err, "add FILE"));
}

TEST(BadInput, AFileThatChangedAfterItWasAdded) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  const Files before = results_of(run_case(temp / "case"));
  const std::string path = temp / "case/evidence/E0001_bank.csv";
  std::string text = read_text(path);
  text[text.find("invoice 77")] = 'I';
  write_text(path, text);
  const Outcome run = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(run.exit_code, 4) << describe(run);
  EXPECT_TRUE(
      says(run.err, "error: E0001 is not the file that was added: its bytes have changed") &&
      says(run.err, "where: ") && says(run.err, "E0001_bank.csv") &&
      says(run.err, "hint:  restore the file"))
      << describe(run);
  EXPECT_TRUE(same(results_in(temp / "case/out"), before)) << "the old results stay";
}

TEST(BadInput, ALinkedFileThatIsGone) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  write_text(temp / "bank.csv", bank_file(50));
  ASSERT_EQ(run_program({"-C", temp / "case", "add", "--link", temp / "bank.csv"}).exit_code, 0);
  std::filesystem::remove(temp / "bank.csv");
  const Outcome run = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(run.exit_code, 3) << describe(run);
  EXPECT_TRUE(says(run.err, "cannot open") && says(run.err, "bank.csv")) << describe(run);
}

/// A limit that lets the lock and small files through, but not the results.
TEST(BadInput, NoRoomForTheResults) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  const Files before = results_of(run_case(temp / "case"));
  add_text(temp / "case", "more.csv", calls_file(50), "Test Telecom");
  ProgramOptions options;
  std::uint64_t refused = 0;
  for (const std::uint64_t limit :
       {std::uint64_t{100}, std::uint64_t{2000}, std::uint64_t{20000}, std::uint64_t{60000}}) {
    options.file_bytes_max = limit;
    const Outcome run = run_program({"-C", temp / "case", "run"}, options);
    if (run.exit_code == 0) continue;
    ++refused;
    EXPECT_EQ(run.exit_code, 5) << limit << ": " << describe(run);
    EXPECT_TRUE(says(run.err, "File too large") && says(run.err, "where: ") &&
                says(run.err, "hint:  free space or raise the file size limit (ulimit -f)"))
        << limit << ": " << describe(run);
    EXPECT_TRUE(same(results_in(temp / "case/out"), before)) << limit;
    for (const auto& name : files_below(temp / "case"))
      EXPECT_FALSE(says(name, ".new-")) << limit << ": " << name << " was left behind";
  }
  EXPECT_GE(refused, 3U);
  const Outcome again = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(again.exit_code, 0) << describe(again);
  const Outcome verified = run_program({"-C", temp / "case", "verify", "--rebuild"});
  EXPECT_EQ(verified.exit_code, 0) << describe(verified);
}

TEST(BadInput, AFolderThatCannotBeWritten) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  const Files before = results_of(run_case(temp / "case"));
  ProgramOptions options;
  options.without_root = true;
  const Outcome alive = run_program({"--version"}, options);
  if (alive.exit_code != 0) GTEST_SKIP() << "the program cannot be started without root's rights";
  std::error_code code;
  if (geteuid() != 0) {
    for (const char* folder : {"", "/derived", "/.cuibono"})
      std::filesystem::permissions(temp / "case" + folder, std::filesystem::perms(0555), code);
  }
  const Outcome run = run_program({"-C", temp / "case", "run"}, options);
  if (geteuid() != 0)
    std::filesystem::permissions(temp / "case", std::filesystem::perms(0755), code);
  EXPECT_EQ(run.exit_code, 5) << describe(run);
  EXPECT_TRUE(says(run.err, "Permission denied") && says(run.err, "where: " + temp / "case") &&
              says(run.err, "hint:  check the permissions of the folder"))
      << describe(run);
  EXPECT_TRUE(same(results_in(temp / "case/out"), before));
}

TEST(BadInput, ResultsAreNeverPutOverOtherThings) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  write_text(temp / "diary/monday.txt", "mine");
  const Outcome refused = run_program({"-C", temp / "case", "run", "--out", temp / "diary"});
  EXPECT_EQ(refused.exit_code, 2) << describe(refused);
  EXPECT_TRUE(says(refused.err, "this folder holds other things") && says(refused.err, "diary"))
      << describe(refused);
  EXPECT_EQ(read_text(temp / "diary/monday.txt"), "mine");
  for (int again = 0; again < 2; ++again)  // a new folder, and one that a run wrote
    EXPECT_EQ(run_program({"-C", temp / "case", "run", "--out", temp / "new"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(temp / "new/brief.html"));
  EXPECT_FALSE(std::filesystem::exists(temp / "case/out"));
}

/// Only what a stopped process left is swept away.
TEST(BadInput, FilesOfAPersonStayInTheCaseFolder) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  write_text(temp / "case/plan.new-york.txt", "mine");
  write_text(temp / "case/out.new-4711/brief.json", "half");
  EXPECT_EQ(run_program({"-C", temp / "case", "run"}).exit_code, 0);
  EXPECT_EQ(read_text(temp / "case/plan.new-york.txt"), "mine");
  EXPECT_FALSE(std::filesystem::exists(temp / "case/out.new-4711"));
}

}  // namespace
}  // namespace cuibono::cross
