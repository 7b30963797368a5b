#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "formats/document_rows.h"
#include "formats/text_encoding.h"

namespace cuibono::formats {

/// The letter that HTML gives this name ("amp", "eacute"); 0: there is none.
[[nodiscard]] char32_t find_named_letter(std::string_view name) noexcept;

/// Text of a page as UTF-8: entities are resolved, with and without their semicolon.
[[nodiscard]] std::string decode_entities(std::string_view text);

/// Whether bytes begin as a page: a document type of HTML, or one of the elements that pages begin with,
/// after blanks, comments and a declaration of XML.
[[nodiscard]] bool is_html(std::string_view bytes);

/// The encoding of a page: by its mark, by what its head declares, else by what the bytes spell.
[[nodiscard]] Encoding html_encoding(std::string_view bytes);

/// The paragraphs of a page in HTML, in the order of its bytes.
///
/// In      bytes, not UTF-16, and their encoding.
/// Out     on_paragraph: text of blocks, each with the bytes that it was made from. Scripts, styles, templates,
///         navigation (<nav>), lists to choose from and pictures are left out; what is hidden by styles is told.
///         A row of a table is one paragraph, its cells parted by " | ", unless a cell holds several: then
///         the table is there for the looks, and each paragraph stands alone. Two <br> end a paragraph.
///         facts: what its head says.
/// Laws    1 marks that are opened and never closed cost no more than others: time O(bytes), memory O(longest
///           row of a table).
/// Errors  whatever on_paragraph returns.
/// Source  HTML Living Standard, 13.2.5 (its tokens); no tree is built, since only blocks are asked for.
struct HtmlRequest {
  std::string_view bytes;
  Encoding encoding = Encoding::utf8;
  std::function<core::Status(const DocumentRow&)> on_paragraph;  ///< null: only the facts
};
[[nodiscard]] core::Result<DocumentFacts> read_html(const core::RunContext& context,
                                                    const HtmlRequest& request);

}  // namespace cuibono::formats
