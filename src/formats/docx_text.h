#pragma once
#include <map>
#include <string>
#include <string_view>

#include "formats/document_rows.h"
#include "formats/running_text.h"
#include "formats/xml_stream.h"

namespace cuibono::formats {

/// Kind of paragraph by the id of its style.
using DocxStyles = std::map<std::string, std::string_view, std::less<>>;

/// What a style of this name is: "heading 1" a heading, "Title" a title … Its name is English in every
/// language of the program, its id is not. Empty: nothing of its own.
[[nodiscard]] std::string_view docx_kind_of(std::string_view style_name);

/// Paragraphs of one part of a document, in order.
///
/// In      xml of the text, of its notes or comments, of a head or foot.
/// Out     a row of a table is one paragraph, its cells parted by " | ", unless a cell holds several. Deleted
///         text, what was moved away, codes of fields and what only stands in for newer programs' drawings
///         are left out. Text boxes stand before the paragraph that holds them.
/// Errors  whatever the writer returns.
/// Source  ECMA-376, part 1, 17.
struct DocxPart {
  const DocxStyles& styles;
  bool is_note = false;  ///< every paragraph is one
  DocumentWriter& writer;
};
[[nodiscard]] core::Result<XmlEnd> read_docx_part(const core::RunContext& context,
                                                  std::string_view xml, const DocxPart& part);

}  // namespace cuibono::formats
