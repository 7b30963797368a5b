// 500 single bits, one at a time, anywhere in a case folder: verify names the file of each, and how it came to be
// other than it was. A clean cut of the audit shows against a printed seal.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "investigation/audit.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

using investigation::Check;
using State = Check::State;

/// What verify says of a case, in one process.
struct Said {
  std::vector<Check> checks;
  std::string refused;  ///< where it could not even be opened or run again
  [[nodiscard]] const Check* find(State state, const std::string& name) const {
    for (const auto& check : checks)
      if (check.state == state && check.text.find(name) != std::string::npos) return &check;
    return nullptr;
  }
  [[nodiscard]] std::string text() const {
    std::string out = refused;
    for (const auto& check : checks)
      out += "\n" + check.name + " " + std::to_string(static_cast<int>(check.state)) + " " +
             check.text;
    return out;
  }
};

Said verify(const std::string& folder, const std::string& seal = {}) {
  Said said;
  const auto the_case = investigation::open_case(folder);
  if (!the_case.has_value()) {
    said.refused = the_case.error().what + " (" + the_case.error().where + ")";
    return said;
  }
  investigation::VerifyRequest request;
  request.seal = seal;
  const auto report = investigation::verify_case(threads(1), *the_case, request);
  if (report.has_value()) {
    said.checks = report->checks;
  } else {
    said.refused = report.error().what + " (" + report.error().where + ")";
  }
  return said;
}

/// How a changed bit of a file must be told.
struct Kind {
  State state = State::tampered;
  std::string name;         ///< that stands in the sentence
  bool may_refuse = false;  ///< an unreadable one ends it, with the name of the file
};

Kind kind_of(const std::string& file) {
  if (file == "audit.jsonl") return {State::tampered, "audit.jsonl", false};
  if (file == "evidence/manifest.jsonl") return {State::tampered, "manifest", true};
  if (file.starts_with("evidence/")) return {State::tampered, file.substr(9, 5), false};
  if (file.starts_with("out/")) return {State::tampered, file, false};
  if (file == "case.toml") return {State::edited, file, true};
  if (file.starts_with("mappings/") || file == "truth.json")
    return {file == "truth.json" ? State::tampered : State::edited, file, false};
  return {State::edited, file == "case.sqlite" ? "case.sqlite" : file, false};
}

class EveryBitFlip : public testing::Test {
 protected:
  void SetUp() override {
    make_empty_case(folder());
    add_text(folder(), "bank.csv", bank_file(40), "Bank of Testing");
    add_text(folder(), "calls.csv", calls_file(40), "Test Telecom");
    add_text(folder(), "reports.csv", reports_file(), "Test Police");
    static_cast<void>(run_case(folder()));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder()))
      if (entry.is_regular_file() && entry.file_size() > 0)
        files_.push_back(std::filesystem::relative(entry.path(), folder()).string());
    std::sort(files_.begin(), files_.end());
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder()))
      std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_write,
                                   std::filesystem::perm_options::add);
  }
  [[nodiscard]] std::string folder() const { return temp_ / "case"; }

  /// In place, so that no other file or time changes more than it must.
  void write(const std::string& file, const std::string& bytes) const {
    std::ofstream out(folder() + "/" + file, std::ios::binary | std::ios::trunc);
    out << bytes;
    ASSERT_TRUE(out.flush().good()) << file;
  }

  void flip(std::uint64_t number) {
    core::CounterRandom random(number, 20260501);
    // A file first and a place in it then: the large ones would take all flips otherwise.
    const std::string& file = files_[number < files_.size() ? number : random.below(files_.size())];
    const std::string bytes = read_text(folder() + "/" + file);
    const std::uint64_t at = random.below(bytes.size());
    const auto bit = static_cast<unsigned>(random.below(8));
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1U << bit));
    write(file, flipped);
    const Said said = verify(folder());
    write(file, bytes);
    const Kind kind = kind_of(file);
    const bool refused = kind.may_refuse && said.refused.find(kind.name) != std::string::npos;
    const bool named = said.find(kind.state, kind.name) != nullptr;
    EXPECT_TRUE(named || refused) << file << ", byte " << at << ", bit " << bit << said.text();
    ++told_[file +
            (named ? (kind.state == State::tampered ? ": tampered" : ": edited") : ": refused")];
    ++flips_;
  }

  TempFolder temp_;
  std::vector<std::string> files_;
  std::map<std::string, std::uint64_t> told_;
  std::uint64_t flips_ = 0;
};

class EveryBitFlipRelease : public EveryBitFlip {};

TEST_F(EveryBitFlipRelease, FiveHundredAreNamedEachAndNoneIsMissed) {
  const Said whole = verify(folder());
  for (const auto& check : whole.checks) EXPECT_EQ(check.state, State::ok) << check.text;
  for (std::uint64_t number = 0; number < 500; ++number) flip(number);
  EXPECT_EQ(flips_, 500U);
  EXPECT_GT(told_.size(), 25U) << "flips are in all files";
  const Said again = verify(folder());
  for (const auto& check : again.checks) EXPECT_EQ(check.state, State::ok) << check.text;
}

TEST_F(EveryBitFlip, OneOfEachFileIsNamed) {
  ASSERT_GT(files_.size(), 20U);
  for (std::uint64_t number = 0; number < files_.size(); ++number) flip(number);
}

/// An audit that another engine wrote, chained as it should be.
TEST_F(EveryBitFlip, ResultsOfAnotherEngineAreToldFromTamperedOnes) {
  const auto the_case = investigation::open_case(folder());
  ASSERT_TRUE(the_case.has_value());
  const auto lines = investigation::read_audit(*the_case);
  ASSERT_TRUE(lines.has_value());
  core::Sha256 previous;
  std::string chain;
  for (const auto& line : *lines) {
    std::string entry = line.entry;
    if (const auto at = entry.find("\"engine\":\"cuibono "); at != std::string::npos)
      entry.replace(at, 18, "\"engine\":\"cuibono 9");
    previous = investigation::chain_hash(previous, entry);
    chain += "{\"hash\":\"" + previous.hex() + "\",\"entry\":" + entry + "}\n";
  }
  write("audit.jsonl", chain);
  const Said said = verify(folder());
  EXPECT_NE(said.find(State::other_engine, "the last run was made by cuibono 9"), nullptr)
      << said.text();
  EXPECT_EQ(said.find(State::tampered, ""), nullptr) << said.text();
}

TEST_F(EveryBitFlip, AnAuditThatWasCutCleanlyShowsAgainstItsSeal) {
  auto the_case = investigation::open_case(folder());
  ASSERT_TRUE(the_case.has_value());
  const auto seal = investigation::audit_seal(*the_case);
  ASSERT_TRUE(seal.has_value());
  EXPECT_TRUE(seal->starts_with("5-")) << *seal << ": init, three times add, run";
  EXPECT_NE(verify(folder(), *seal).find(State::ok, "holds the sealed line 5"), nullptr);
  const std::string lines = read_text(folder() + "/audit.jsonl");
  std::string cut = lines;
  for (int gone = 1; gone <= 3; ++gone) {
    cut.erase(cut.rfind('\n', cut.size() - 2) + 1);
    write("audit.jsonl", cut);
    EXPECT_NE(verify(folder(), *seal).find(State::tampered, "the audit is shorter than the seal"),
              nullptr)
        << gone;
  }
  write("audit.jsonl", lines);
  static_cast<void>(run_case(folder()));
  EXPECT_NE(verify(folder(), *seal).find(State::ok, "and 1 more since"), nullptr);
  const std::string other = "5-" + std::string(32, '0');
  EXPECT_NE(verify(folder(), other).find(State::tampered, "is not the one that was sealed"),
            nullptr);
  EXPECT_NE(verify(folder(), "five").refused.find("is no seal"), std::string::npos);
}

}  // namespace
}  // namespace cuibono::cross
