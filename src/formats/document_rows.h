#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/format.h"

namespace cuibono::formats {

/// What a document states of itself; true or not, that is its claim.
struct DocumentFacts {
  std::string title, author;
  std::string created;  ///< as written_time gives it
};

/// A time in the one way that document tables write it.
///
/// In      ISO 8601 as programs write it: "2025-02-03T09:00:00Z", "2025-02-03 09:00:00+01", "2025-02-03".
/// Out     "2025-02-03T09:00:00+01:00", or the date alone where no zone stands beside the clock; empty where
///         the date does not exist.
[[nodiscard]] std::string written_time(std::string_view text);

// Words of the column kind; those of evidence::ParagraphKind.
inline constexpr std::string_view kind_paragraph = "paragraph", kind_title = "title",
                                  kind_heading = "heading", kind_item = "item", kind_cell = "cell",
                                  kind_note = "note", kind_quotation = "quotation";

/// One paragraph of a document.
struct DocumentRow {
  std::string_view kind = kind_paragraph;
  std::uint32_t page = 0;  ///< 1 is the first; 0: the document has none
  std::string text;        ///< one line
  std::uint64_t offset = 0, bytes = 0;
};

/// The table that every document is: kind document, a row a paragraph.
[[nodiscard]] Table document_table(std::string note);

/// Hands over the paragraphs of a document as rows of document_table.
///
/// Out     an empty text is no row. One of more than 30,000 code points becomes several rows, cut at a
///         blank where there is one: no cell is longer than spreadsheets hold.
class DocumentWriter {
 public:
  DocumentWriter(const OnRow& on_row, std::uint64_t file_bytes, DocumentFacts facts)
      : on_row_(on_row), file_bytes_(file_bytes), facts_(std::move(facts)) {}
  core::Status write(const DocumentRow& row);
  /// The last row, where the document breaks.
  core::Status write_broken(std::uint64_t offset);
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }

 private:
  core::Status hand_over(const DocumentRow& row, std::string_view text, bool is_damaged);
  const OnRow& on_row_;  // borrows from the reading
  std::uint64_t file_bytes_;
  DocumentFacts facts_;
  std::uint64_t rows_ = 0;
};

}  // namespace cuibono::formats
