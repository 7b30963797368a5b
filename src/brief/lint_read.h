#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "brief/lint.h"
#include "core/core.h"

namespace cuibono::brief {

/// The files of out/ that a brief is held against, as bytes.
struct ResultTexts {
  std::string_view brief_json, findings, claims, intake, entities;
};

/// What results hold, and the sentences that the run wrote.
struct RunBrief {
  LintFacts facts;
  std::vector<LintSentence> sentences;  ///< each is_own
  std::string title, marking, engine;
};

/// Errors  integrity: a file that no run wrote.
[[nodiscard]] core::Result<RunBrief> read_run_brief(const ResultTexts& results);

/// A brief as a person edited it.
struct EditedBrief {
  std::vector<LintSentence> sentences;
  Yardstick yardstick = Yardstick::undeclared;  ///< as the text itself declares it
  std::string revision;  ///< of the run that it was made from; empty: not said
};

/// Reads an edited brief: JSON as brief.json, HTML as brief.html, else text (Markdown).
///
/// In      of a text: paragraphs of sentences, headings with "#". A sentence ends with its marks:
///         {f:F3}, {f:F3,F4}, {c:C12}; {n:F3}, {n:F3.low}, {n:F3.high} stand for a value, or behind a
///         number for what it must be. "claim C-12" in words counts as a mark. A line "Yardstick: PHIA"
///         declares one. Of a page: the sentences with an id "S12"; without any, its text.
/// Out     a paragraph that is word for word a sentence of the run, with its marks, is that sentence.
/// Errors  bad_input: JSON that is no brief; a text that is not UTF-8; nothing to look at.
[[nodiscard]] core::Result<EditedBrief> read_edited_brief(std::string_view bytes,
                                                          std::string_view name,
                                                          const RunBrief& run);

/// The brief as text: Markdown, a paragraph a sentence; with marks it can be edited and checked.
[[nodiscard]] std::string brief_as_text(const RunBrief& run, std::string_view revision,
                                        bool has_marks);

/// A paragraph in sentences, each with the marks behind it.
[[nodiscard]] std::vector<std::string> split_sentences(std::string_view paragraph);

/// White space as one blank each, none at the ends: what texts are compared by.
[[nodiscard]] std::string in_plain_blanks(std::string_view text);

/// Takes the marks out of a sentence's text and puts them beside it.
void take_marks(LintSentence& sentence, const LintFacts& facts);
/// The sentence of the run that has these words and marks; none: it was edited.
[[nodiscard]] const LintSentence* find_own(const RunBrief& run, const LintSentence& sentence);
[[nodiscard]] EditedBrief read_html_brief(std::string_view bytes, const RunBrief& run);
[[nodiscard]] EditedBrief read_text_brief(std::string_view bytes, const RunBrief& run);

}  // namespace cuibono::brief
