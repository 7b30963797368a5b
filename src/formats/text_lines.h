#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::formats {

/// A paragraph of a plain text, and the bytes of the text that it was made from.
struct LineParagraph {
  std::string text;       ///< one line; the marks of quotations, headings and items are taken off
  std::string_view kind;  ///< a word of document_rows.h
  std::size_t from = 0, to = 0;
};

/// How lines become paragraphs.
struct LineRules {
  bool has_wrapped_lines = true;  ///< false: each line is a paragraph
  bool has_quotations = false;    ///< ">" before a line marks what another wrote, as in mails
  bool has_headings = false;      ///< "# " marks a heading; so does a short first line alone
};

/// Whether lines end where the text's width ends: none is longer than a screen, and many are nearly as long as
/// the longest. Else a line break is meant.
[[nodiscard]] bool has_wrapped_lines(std::string_view text);

/// The paragraphs of a plain text.
///
/// Out     in order. A blank line, a mark of a list, a change of quotation end a paragraph; so does a line that
///         ends although the first word of the next would have fitted in well. Other breaks become one blank;
///         a word that a hyphen divides at a line end is joined where the next line goes on in lower case
///         (what is always written with a hyphen loses it there).
/// Laws    1 from < to <= the next from; every line that is not blank lies in one paragraph.
/// Cost    time O(bytes).
[[nodiscard]] std::vector<LineParagraph> paragraphs_of_lines(std::string_view text,
                                                             const LineRules& rules);

/// Length of a mark of a list at the front, with its blanks: "- ", "• ", "3. ", "b) ", "(2) "; 0: there is none.
[[nodiscard]] std::size_t list_mark_length(std::string_view line) noexcept;

}  // namespace cuibono::formats
