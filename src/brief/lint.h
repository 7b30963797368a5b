#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::brief {

/// Words of likelihood are read by one table of bands. Which one must be declared.
enum class Yardstick : std::uint8_t { undeclared, phia, icd203 };
[[nodiscard]] std::optional<Yardstick> find_yardstick(std::string_view name) noexcept;
[[nodiscard]] std::string_view yardstick_name(Yardstick yardstick) noexcept;

/// Who is to get the brief. Handling codes bind for those outside the own agency.
enum class Receiver : std::uint8_t { own, partner, court, open };
[[nodiscard]] std::optional<Receiver> find_receiver(std::string_view name) noexcept;
[[nodiscard]] std::string_view receiver_name(Receiver receiver) noexcept;

/// A number of a sentence and the finding that it is bound to.
struct LintNumber {
  std::string text;     ///< as it stands in the sentence
  std::string value;    ///< as brief.json has it; empty: not stated
  std::string finding;  ///< "F12"
};

/// One sentence of a brief, as a run wrote it or a person edited it.
struct LintSentence {
  std::string id;                             ///< "S12"; of a text: paragraph and sentence, "5.2"
  std::string section;                        ///< title
  std::uint64_t line = 0;                     ///< of the file; 0: none
  std::string text;                           ///< without marks
  std::vector<std::string> findings, claims;  ///< "F3", "C12", as marked
  std::vector<LintNumber> numbers;
  bool is_own = false;  ///< word for word one of the run, with its marks: its numbers are the run's
  std::vector<std::string> inserted;  ///< of an own one: what records put into the template
  std::vector<std::string>
      explained;  ///< of an own one: what other stages put into it, in our words
};

/// What results hold of a finding, as far as sentences can disagree with it.
struct LintFinding {
  std::string value, low, high;    ///< whole numbers; empty: none
  std::string unit;                ///< "EUR_minor", "calls", …
  std::vector<std::string> texts;  ///< reasons for and against
  std::vector<std::string> items;  ///< "E0003"
};
struct LintClaim {
  std::string said_by, root;
  std::vector<std::string> items;
};

/// The results that a brief is held against.
struct LintFacts {
  std::map<std::string, LintFinding> findings;
  std::map<std::string, LintClaim> claims;
  std::map<std::string, std::string>
      handling;  ///< label of an item → code and conditions as stated
  std::vector<std::string>
      names;  ///< of files, columns, sources and people: words of records, not ours
};

struct LintInput {
  const LintFacts& facts;
  const std::vector<LintSentence>& sentences;
  Yardstick yardstick = Yardstick::undeclared;
  Receiver receiver = Receiver::own;
};

/// What is wrong with a sentence, and what to do.
struct Complaint {
  std::string sentence, section;
  std::uint64_t line = 0;
  std::string rule;    ///< stable: programs look for it
  std::string words;   ///< the part of the sentence that is meant
  std::string remedy;  ///< one sentence
};

/// A rule of the lint: its id, and what one must do.
struct LintRule {
  std::string_view id, remedy, source;
};
[[nodiscard]] const std::vector<LintRule>& lint_rules();

/// The rules of wording and of numbers, sentence by sentence.
///
/// Use     before a brief leaves the house; of what a run made or a person edited.
/// In      sentences in reading order; facts of the run that they speak of.
/// Out     complaints in order of sentences, then of rules. A sentence that gives somebody's words with a
///         claim and its speaker is free in what it says, not in what it counts. Words are looked for in
///         English, and those of accusation, command, groups and likelihood in German, Russian, Ukrainian,
///         Spanish too; numbers written in letters are not seen.
/// Laws    1 no rule asks who a person is: the same words about another party give the same complaints.
///         2 every number in digits is a date, part of an address, or bound to a finding with its value.
///         3 bands hold their lower end; PHIA's have gaps, in which no word fits.
/// Cost    O(letters × words of the lists).
/// Source  METHODS 9.2, 9.4, 9.6, 10.1; ICD 203 (2015); PHIA probability yardstick (2018).
/// Check   ORACLES B01 to B07, E08 (lint_test.cc).
[[nodiscard]] std::vector<Complaint> lint_brief(const LintInput& input);

/// Why items of a case cannot go to a receiver; empty: they can.
///
/// In      code as stated at `add`: "H1", "C; no onward sharing", "H2 (released to court)".
///         H1 is not for a court, H2 for nobody else, H3 and C only with conditions that stand in the brief, TLP by
///         its colour; "released to court" (partner, open) lifts a bar. What has no code is free.
/// Source  Regulation (EU) 2016/794 (4×4 handling); UK 3×5×2; FIRST TLP 2.0.
[[nodiscard]] std::string handling_bar(std::string_view code, Receiver receiver,
                                       std::string_view brief_text);

}  // namespace cuibono::brief
