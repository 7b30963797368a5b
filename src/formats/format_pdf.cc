// PDF: a row a paragraph, with its page. Read by another program, run on bytes that have no name.
#include "formats/format_list.h"
#include "formats/pdf_text.h"

namespace cuibono::formats {
namespace {

/// Readers accept some bytes before the mark.
bool recognises(std::string_view bytes) {
  constexpr std::size_t before_most = 1024;
  constexpr std::string_view mark = "%PDF-";
  if (bytes.starts_with(mark)) return true;
  const auto at = bytes.substr(0, before_most).find(mark);
  if (at == std::string_view::npos) return false;
  const std::string_view before = bytes.substr(0, at);
  return before.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string_view::npos;
}

std::string note_of(const PdfText& pdf) {
  const std::size_t without = pdf.pages_without_text.size();
  if (without == pdf.pages)
    return "No page holds text: are the pages pictures? Can their text be recognised (OCR), and "
           "the "
           "result be added?";
  if (without == 0) return {};
  return (without == 1 ? "Page " : "Pages ") + list_pages(pdf.pages_without_text) +
         (without == 1 ? " holds" : " hold") +
         " no text: empty, or pictures whose text must be recognised (OCR)?";
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  CB_TRY(const PdfText pdf, read_pdf(context, bytes, {}));
  return std::vector<Table>{document_table(note_of(pdf))};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  static_cast<void>(table);
  CB_TRY(PdfText pdf, read_pdf(context, bytes, {}));
  DocumentWriter writer(on_row, bytes.size(), std::move(pdf.facts));
  CB_TRY_STATUS(write_pdf_pages(pdf.text, writer));
  return pdf.fault.empty() ? core::Status{} : writer.write_broken(bytes.size());
}

}  // namespace

const FileFormat pdf_format{
    .name = "pdf",
    .title = "PDF document",
    .gives =
        "a row a paragraph, with its page, and title, author and date as its properties state "
        "them; "
        "pages without text are asked about",
    .standard = "ISO 32000 (PDF 1.0 to 2.0)",
    .library = "pdftotext and pdfinfo of Poppler, run as processes without network",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
    .ready = find_pdf_programs,
};

}  // namespace cuibono::formats
