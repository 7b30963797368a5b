// `brief` as people and programs meet it: the text, the complaints, the exit codes.
#include <gtest/gtest.h>

#include <filesystem>

#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

class BriefCommand : public testing::Test {
 protected:
  void SetUp() override {
    make_tiny_case(folder());
    static_cast<void>(run_case(folder()));
  }
  [[nodiscard]] std::string folder() const { return temp_ / "case"; }
  [[nodiscard]] Outcome brief(std::vector<std::string> words,
                              const ProgramOptions& options = {}) const {
    words.insert(words.begin(), {"-C", folder(), "brief"});
    return run_program(words, options);
  }
  /// Complaints about a text.
  [[nodiscard]] Outcome check(const std::string& text) const {
    write_text(temp_ / "edited.md", text);
    return brief({"--check", temp_ / "edited.md"});
  }
  TempFolder temp_;
};

TEST_F(BriefCommand, TheTextOfAPipeHasMarksAndPassesThatOfATerminalHasNumbers) {
  const Outcome piped = brief({});
  EXPECT_EQ(piped.exit_code, 0) << describe(piped);
  EXPECT_TRUE(has(piped.out, "## What speaks against it\n")) << piped.out;
  EXPECT_TRUE(has(piped.out, " {f:F")) << piped.out;
  EXPECT_TRUE(has(piped.err, "seal: 5-")) << piped.err;
  const Outcome passed = check(piped.out);
  EXPECT_EQ(passed.exit_code, 0) << describe(passed);
  EXPECT_EQ(passed.out, "");
  ProgramOptions terminal;
  terminal.terminal = true;
  const Outcome shown = brief({}, terminal);
  EXPECT_TRUE(has(shown.out, "S1  ")) << shown.out;
  EXPECT_FALSE(has(shown.out, "{f:")) << shown.out;
  const Outcome own = brief({"--check"});
  EXPECT_EQ(own.exit_code, 0) << describe(own);
}

TEST_F(BriefCommand, AComplaintNamesSentenceSectionWordsRuleAndRemedy) {
  const Outcome told = check("## Who\n\nIt rang. {f:F1}\n\nHe is the kingpin. {f:F1}\n");
  EXPECT_EQ(told.exit_code, 1) << describe(told);
  EXPECT_TRUE(has(told.out,
                  "{\"sentence\":\"2.1\",\"section\":\"Who\",\"line\":5,"
                  "\"rule\":\"leader_word\",\"words\":\"kingpin\",\"remedy\":\""))
      << told.out;
  EXPECT_TRUE(has(told.err, "2 sentences, 1 complaints")) << told.err;
}

TEST_F(BriefCommand, AVictimsNumberAndNameAreSeen) {
  EXPECT_TRUE(has(check("It rang +999 82 000 20000. {f:F1}\n").out, "victim_selector"));
  EXPECT_TRUE(has(check("Victim Nr1 paid. {f:F1}\n").out, "victim_selector"));
}

TEST_F(BriefCommand, WhatIsStaleIsSaid) {
  const std::string text = brief({}).out;
  write_text(folder() + "/notes/n.md", "a note\n");
  EXPECT_TRUE(has(check(text).out, "settings or mappings were edited after the run"));
  static_cast<void>(run_case(folder()));
  EXPECT_EQ(check(text).exit_code, 0) << "the same results again";
  const auto at = text.find("revision: ") + 10;
  EXPECT_TRUE(has(check(text.substr(0, at) + "0000000000000000" + text.substr(at + 16)).out,
                  "made from revision 0000000000000000"));
}

TEST_F(BriefCommand, ErrorsHaveTheirExitCodes) {
  EXPECT_EQ(brief({"x.md"}).exit_code, 2);
  EXPECT_EQ(brief({"--check", "--for", "everybody"}).exit_code, 2);
  EXPECT_EQ(brief({"--check", temp_ / "absent.md"}).exit_code, 3);
  EXPECT_EQ(check("\n\n# Nothing\n").exit_code, 3);
  EXPECT_EQ(check("{\"sections\":").exit_code, 3);
  EXPECT_EQ(check("\xFF\xFE").exit_code, 3);
  write_text(folder() + "/out/findings.jsonl", "{}\n");
  const Outcome broken = brief({"--check"});
  EXPECT_EQ(broken.exit_code, 4) << describe(broken);
  EXPECT_TRUE(has(broken.err, "out/findings.jsonl")) << broken.err;
  std::filesystem::remove_all(folder() + "/out");
  EXPECT_EQ(brief({}).exit_code, 3);
}

}  // namespace
}  // namespace cuibono::cross
