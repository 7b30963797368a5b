// The lint on planted sentences: ORACLES B01 to B07 and E08, and this project's own B08 to B12.
#include "brief/lint.h"

#include <gtest/gtest.h>

#include <set>

#include "brief/lint_read.h"

namespace cuibono::brief {
namespace {

/// A run with a few findings, claims and items.
RunBrief world() {
  RunBrief run;
  auto& facts = run.facts;
  facts.findings["F1"] = {"350000", "", "", "EUR_minor", {}, {"E0001"}};
  facts.findings["F2"] = {"251200", "250000", "350000", "EUR_minor", {}, {"E0001"}};
  facts.findings["F3"] = {"42", "", "", "calls", {"seen in 12 calls on 3 days"}, {"E0002"}};
  facts.findings["F4"] = {"", "", "", "", {}, {"E0003"}};
  facts.claims["C12"] = {"agency Y (release of May)", "root a", {"E0004"}};
  facts.claims["C13"] = {"newspaper Z", "root a", {"E0004"}};
  facts.claims["C14"] = {"bank B", "root b", {"E0001"}};
  facts.handling = {{"E0001", "H0"}, {"E0002", "H1"}, {"E0003", "C; no onward sharing"}};
  facts.names = {"Criminal Thread Trading Ltd", "calls_2025.csv"};
  return run;
}

std::vector<Complaint> complaints_of(const std::string& text, Yardstick yardstick = Yardstick::phia,
                                     Receiver receiver = Receiver::own) {
  const RunBrief run = world();
  auto edited = read_edited_brief(text, "brief.md", run);
  EXPECT_TRUE(edited.has_value()) << text;
  if (!edited.has_value()) return {};
  if (edited->yardstick != Yardstick::undeclared) yardstick = edited->yardstick;
  return lint_brief({run.facts, edited->sentences, yardstick, receiver});
}

using Rules = std::multiset<std::string>;
Rules rules_of(const std::string& text, Yardstick yardstick = Yardstick::phia,
               Receiver receiver = Receiver::own) {
  Rules rules;
  for (const auto& complaint : complaints_of(text, yardstick, receiver))
    rules.insert(complaint.rule);
  return rules;
}

TEST(Lint, B01LikelihoodAndConfidenceInOneSentence) {
  EXPECT_EQ(rules_of("It is likely (60 %, high confidence) that the account is used. {f:F4}"),
            Rules{"likelihood_with_confidence"});
  EXPECT_TRUE(rules_of("It is likely (high confidence) that the account is used. {f:F4}")
                  .contains("likelihood_with_confidence"));
  EXPECT_EQ(rules_of("It is likely (60 %) that the account is used. {f:F4} Confidence is moderate "
                     "because one bank alone speaks of it. {f:F4}"),
            Rules{});
}

TEST(Lint, B02MayBeLinkedToTheCartel) {
  EXPECT_EQ(rules_of("The account may be linked to the cartel. {f:F4}"),
            (Rules{"hedge_without_number", "link_without_relation", "group_label"}));
  EXPECT_EQ(rules_of("The number is linked to the account: it called the holder. {f:F4}"), Rules{});
  EXPECT_EQ(rules_of("They met on 4 May and in May 2025. {f:F4}"), Rules{});
}

TEST(Lint, B03LeaderOnlyInAnAttributedClaim) {
  EXPECT_EQ(rules_of("X is the leader. {f:F4}"), Rules{"leader_word"});
  EXPECT_EQ(rules_of("X leads the group. {c:C12}"), Rules{"leader_word"});
  EXPECT_EQ(rules_of("According to agency Y (claim C-12, graded B3), X leads the group."), Rules{});
  EXPECT_EQ(rules_of("According to newspaper Q, X leads the group. {c:C12}"), Rules{"leader_word"})
      << "nobody of this name said so";
  EXPECT_EQ(rules_of("X is the boss, “so agency Y states”. {c:C12}"), Rules{"leader_word"})
      << "our own word stands before theirs";
  for (const std::string word : {"Он главарь.", "Він ватажок.", "Er ist der Drahtzieher.",
                                 "Es el cabecilla.", "He is the kingpin."})
    EXPECT_EQ(rules_of(word + " {f:F4}"), Rules{"leader_word"}) << word;
}

TEST(Lint, B04ConfirmedByTwoReportsOfOneRoot) {
  EXPECT_EQ(rules_of("This is confirmed. {c:C12,C13}"), Rules{"confirmed_by_one_root"});
  EXPECT_EQ(rules_of("This is confirmed. {c:C12,C14}"), Rules{});
  EXPECT_EQ(rules_of("This is not confirmed. {c:C12}"), Rules{});
}

TEST(Lint, B05AFigureThatResultsDoNotHaveOrWithoutItsInterval) {
  EXPECT_EQ(rules_of("Victims lost EUR 77. {f:F4}"), Rules{"number_not_bound"});
  EXPECT_EQ(rules_of("There were 43 calls. {f:F3}"), Rules{"number_differs"});
  EXPECT_EQ(rules_of("There were 42 calls, 12 of them on 3 days. {f:F3}"), Rules{});
  EXPECT_EQ(rules_of("EUR 2 512.00 is attributable to victims. {f:F2}"),
            Rules{"number_without_interval"});
  EXPECT_EQ(rules_of("{n:F2} (between {n:F2.low} and {n:F2.high}) is attributable to victims."),
            Rules{});
  EXPECT_EQ(rules_of("USD 3,500 stands there. {f:F1}"), Rules{"number_differs"});
}

TEST(Lint, B06HandlingBindsForTheReceiver) {
  const std::string h1 = "There were 42 calls. {f:F3}", c = "It is so. {f:F4}";
  EXPECT_EQ(rules_of(h1, Yardstick::phia, Receiver::court), Rules{"handling"});
  EXPECT_EQ(rules_of(h1, Yardstick::phia, Receiver::partner), Rules{});
  EXPECT_EQ(rules_of(h1), Rules{});
  EXPECT_EQ(rules_of(c, Yardstick::phia, Receiver::partner), Rules{"handling"});
  EXPECT_EQ(rules_of(c + "\n\nHandling of this file: no onward sharing. {f:F4}", Yardstick::phia,
                     Receiver::partner),
            Rules{});
  EXPECT_EQ(handling_bar("H2 (released to court)", Receiver::court, ""), "");
  EXPECT_NE(handling_bar("H2 (released to court)", Receiver::partner, ""), "");
  EXPECT_NE(handling_bar("C", Receiver::partner, ""), "");
  EXPECT_EQ(handling_bar("P", Receiver::open, ""), "");
  EXPECT_EQ(handling_bar("TLP:AMBER", Receiver::court, ""), "");
  EXPECT_NE(handling_bar("TLP:AMBER", Receiver::open, ""), "");
  EXPECT_NE(handling_bar("TLP:RED", Receiver::partner, ""), "");
}

TEST(Lint, B07AnAmountWithItsBounds) {
  EXPECT_EQ(rules_of("Of €3,500 sent to exchange X on 4 May, between €2,500 and €3,500 is "
                     "attributable to the three identified victims under any lawful attribution. "
                     "{f:F1,F2}"),
            Rules{});
}

TEST(Lint, B08TheProsecutorsFallacy) {
  EXPECT_EQ(rules_of("The probability that somebody else made the calls is one in a thousand. "
                     "{f:F4}"),
            Rules{"prosecutors_fallacy"});
  EXPECT_EQ(rules_of("The chance of innocence is small. {f:F4}"), Rules{"prosecutors_fallacy"});
  EXPECT_EQ(rules_of("Such a match is expected by chance at one number in a thousand. {f:F4}"),
            Rules{});
}

TEST(Lint, B09YardstickUndeclaredOrMixed) {
  EXPECT_EQ(rules_of("It is likely (60 %). {f:F4}", Yardstick::undeclared),
            Rules{"yardstick_undeclared"});
  EXPECT_EQ(rules_of("Yardstick: ICD 203\n\nIt is likely (60 %). {f:F4}", Yardstick::undeclared),
            Rules{});
  EXPECT_EQ(rules_of("It is very likely (85 %). {f:F4}"), Rules{"yardstick_mixed"});
  EXPECT_EQ(rules_of("It is highly likely (85 %). {f:F4}", Yardstick::icd203),
            Rules{"yardstick_mixed"});
  EXPECT_EQ(rules_of("It is very likely (85 %). {f:F4} It is improbable (30 %). {f:F4}",
                     Yardstick::icd203),
            Rules{"yardstick_mixed"})
      << "two rows of ICD 203";
}

TEST(Lint, B10ConfidenceWithoutAReason) {
  EXPECT_EQ(rules_of("Confidence is high. {f:F4}"), Rules{"confidence_without_reason"});
  EXPECT_EQ(rules_of("Confidence is high, since two operators agree. {f:F4}"), Rules{});
}

TEST(Lint, B11ANumberAlteredByOne) {
  EXPECT_EQ(rules_of("EUR 3 500.00 was sent. {f:F1}"), Rules{});
  EXPECT_EQ(rules_of("EUR 3 500.01 was sent. {f:F1}"), Rules{"number_differs"});
  EXPECT_EQ(rules_of("EUR 3 501.00{n:F1} was sent."), (Rules{"number_differs"}));
}

TEST(Lint, B12AMarkThatDoesNotExist) {
  EXPECT_EQ(rules_of("Agency Y says so. {c:C99}"), Rules{"unknown_mark"});
  EXPECT_EQ(rules_of("It is so. {f:F77}"), Rules{"unknown_mark"});
  EXPECT_EQ(rules_of("It is so."), Rules{"no_support"});
}

TEST(Lint, E08BandsHoldTheirLowerEndAndPhiaHasGaps) {
  struct Case {
    Yardstick yardstick;
    const char* words;
    bool fits;
  };
  for (const Case& one :
       std::initializer_list<Case>{{Yardstick::icd203, "unlikely (20 %)", true},
                                   {Yardstick::icd203, "very unlikely (20 %)", false},
                                   {Yardstick::icd203, "very unlikely (19.99 %)", true},
                                   {Yardstick::icd203, "likely (55 %)", true},
                                   {Yardstick::icd203, "likely (80 %)", false},
                                   {Yardstick::icd203, "almost certain (99 %)", true},
                                   {Yardstick::icd203, "almost certain (100 %)", false},
                                   {Yardstick::phia, "likely (75 %)", true},
                                   {Yardstick::phia, "likely (77 %)", false},
                                   {Yardstick::phia, "highly likely (77 %)", false},
                                   {Yardstick::phia, "realistic possibility (49 %)", true},
                                   {Yardstick::phia, "realistic possibility (50 %)", false},
                                   {Yardstick::phia, "likely (55–75 %)", true},
                                   {Yardstick::phia, "likely (50–75 %)", false},
                                   {Yardstick::phia, "unlikely (30 per cent)", true}}) {
    const Rules rules = rules_of("It is " + std::string(one.words) + ". {f:F4}", one.yardstick);
    EXPECT_EQ(rules.empty(), one.fits) << one.words;
    if (!one.fits) {
      EXPECT_EQ(rules, Rules{"likelihood_outside_band"}) << one.words;
    }
  }
  EXPECT_EQ(rules_of("It is likely. {f:F4}"), Rules{"likelihood_without_number"});
}

TEST(Lint, Law1TheSameWordsOfAnyPartyGiveTheSameComplaints) {
  for (const std::string who : {"The ministry", "Dara Ost", "The bank", "Agency Y", "A victim"}) {
    EXPECT_EQ(rules_of(who + " is a fraudster. {f:F4}"), Rules{"accusation"}) << who;
    EXPECT_EQ(rules_of(who + " clearly laundered it. {f:F4}"),
              (Rules{"accusation", "overstatement"}))
        << who;
  }
  EXPECT_EQ(rules_of("Criminal Thread Trading Ltd opened a criminal investigation. {f:F4}"),
            Rules{})
      << "a name of the records, and a plain term";
  EXPECT_EQ(rules_of("Agency Y states of X: “a fraudster and boss of the cartel”. {c:C12}"),
            Rules{});
}

TEST(Lint, Law2DatesAddressesAndPlacesOfRowsAreNoFigures) {
  for (const std::string text :
       {"It was paid on 2025-03-04 at 10:15, in 2025, by +999 37 123 456.",
        "Account LT61 9990 0100 0012 3456 and E0003#17, row 17, and V-7K3Q-9TXA, calls_2025.csv.",
        "The 1st of them is card 4000123412341234."})
    EXPECT_EQ(rules_of(text + " {f:F4}"), Rules{}) << text;
  EXPECT_EQ(rules_of("It was paid in 5k pieces. {f:F4}"), Rules{"number_not_bound"});
}

TEST(Lint, ASmallNumberIsNoPartOfALargeOne) {
  RunBrief run = world();
  run.facts.findings["F5"] = {"1", "", "", "rows", {}, {}};
  run.facts.findings["F6"] = {"1074", "", "", "rows", {}, {}};
  LintSentence sentence;
  sentence.text = "1 of 1\u202F074 rows of a file were set aside.";
  sentence.findings = {"F5", "F6"};
  sentence.numbers = {{"1", "1", "F5"}, {"1\u202F074", "1074", "F6"}};
  EXPECT_TRUE(lint_brief({run.facts, {sentence}}).empty());
  sentence.numbers[1].value = "1075";
  EXPECT_EQ(lint_brief({run.facts, {sentence}}).size(), 1U);
}

TEST(Lint, PlacesAreNamedByParagraphSectionAndLine) {
  const auto complaints = complaints_of(
      "# A title\n\n## Money\n\nFirst. {f:F4} X is guilty. {f:F4}\n\n- X is a thief. {f:F4}\n");
  ASSERT_EQ(complaints.size(), 2U);
  EXPECT_EQ(complaints[0].sentence, "1.2");
  EXPECT_EQ(complaints[0].section, "Money");
  EXPECT_EQ(complaints[0].words, "guilty");
  EXPECT_EQ(complaints[0].line, 5U);
  EXPECT_EQ(complaints[1].sentence, "2.1");
  EXPECT_EQ(complaints[1].line, 7U);
  EXPECT_FALSE(complaints[1].remedy.empty());
}

TEST(Lint, EachRuleHasARemedyAndASource) {
  std::set<std::string_view> ids;
  for (const auto& rule : lint_rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_GT(rule.remedy.size(), 10U) << rule.id;
    EXPECT_FALSE(rule.source.empty()) << rule.id;
  }
}

}  // namespace
}  // namespace cuibono::brief
