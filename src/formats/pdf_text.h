#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document_rows.h"
#include "formats/run_program.h"

namespace cuibono::formats {

/// What a PDF states of itself, and what came of reading it.
struct PdfText {
  DocumentFacts facts;
  std::string text;         ///< UTF-8; behind each page a form feed
  std::uint32_t pages = 0;  ///< that were read
  std::vector<std::uint32_t> pages_without_text;
  std::string fault;  ///< why reading ended before the end; empty: it did not
};

/// Reads a PDF by pdftotext and pdfinfo of Poppler, run as processes.
///
/// Out     what was read until the end, a limit or a fault.
/// Errors  bad_input: it asks for a password, or no page can be read.  resources: Poppler is not there.
///         cancelled.
[[nodiscard]] core::Result<PdfText> read_pdf(const core::RunContext& context,
                                             std::string_view bytes, const ProgramLimits& limits);

/// Whether both programs are there; Errors  resources, with the remedy.
[[nodiscard]] core::Status find_pdf_programs();

/// The paragraphs of the pages, in order.
/// Out     a paragraph that a page's end divides (no sentence ends there, and the next page goes on in lower
///         case) is one, of the page that it begins on; the number of a page, at its top or foot, and marks of lists torn from their words are left out.
[[nodiscard]] core::Status write_pdf_pages(std::string_view text, DocumentWriter& writer);

/// "2, 4 to 6"
[[nodiscard]] std::string list_pages(const std::vector<std::uint32_t>& pages);

}  // namespace cuibono::formats
