// Records as a workbook: texts stay texts, so that no spreadsheet runs, shortens or rounds them.
#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "formats/record_columns.h"
#include "formats/sheet_text.h"
#include "formats/sheet_values.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t cell_units_max = 32'767, digits_shown = 15;
constexpr std::uint64_t rows_per_look = 4096;
constexpr std::string_view head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package_relations =
    "http://schemas.openxmlformats.org/package/2006/relationships";

struct ArchiveDeleter {
  void operator()(archive* writing) const noexcept { archive_write_free(writing); }
};
struct EntryDeleter {
  void operator()(archive_entry* entry) const noexcept { archive_entry_free(entry); }
};

/// A zip that is written member by member; no clock stands in it.
class ZipWriter {
 public:
  explicit ZipWriter(const RecordSink& sink) : sink_(sink), writing_(archive_write_new()) {
    archive_write_set_format_zip(writing_.get());
    archive_write_set_bytes_per_block(writing_.get(), 0);
    archive_write_open(writing_.get(), this, nullptr, &ZipWriter::take, nullptr);
  }
  core::Status add(const std::string& path, std::string_view bytes) {
    const std::unique_ptr<archive_entry, EntryDeleter> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    if (archive_write_header(writing_.get(), entry.get()) < ARCHIVE_WARN) return fault();
    while (!bytes.empty()) {
      const la_ssize_t taken = archive_write_data(writing_.get(), bytes.data(), bytes.size());
      if (taken <= 0) return fault();
      bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
    return std::move(status_);
  }
  core::Status finish() {
    if (archive_write_close(writing_.get()) < ARCHIVE_WARN) return fault();
    return std::move(status_);
  }

 private:
  static la_ssize_t take(archive* /*writing*/, void* self, const void* bytes, std::size_t size) {
    auto* writer = static_cast<ZipWriter*>(self);
    if (writer->status_.has_value())
      writer->status_ = writer->sink_({static_cast<const char*>(bytes), size});
    return writer->status_.has_value() ? static_cast<la_ssize_t>(size) : -1;
  }
  [[nodiscard]] core::Status fault() {
    if (!status_.has_value()) return std::move(status_);
    const char* why = archive_error_string(writing_.get());
    return core::Error{
        core::ErrorCode::resources,
        std::string("the workbook cannot be written: ") + (why == nullptr ? "" : why), "",
        "export to csv, jsonl or parquet"};
  }
  const RecordSink& sink_;  // borrows from the writing
  core::Status status_;
  std::unique_ptr<archive, ArchiveDeleter> writing_;
};

void add_cell(std::string& xml, const std::string& text, bool is_number, bool is_header) {
  if (text.empty()) {
    xml += "<c/>";
    return;
  }
  if (is_number && is_plain_number(text, digits_shown)) {
    const bool is_hundredths = text.size() > 3 && text[text.size() - 3] == '.';
    xml += is_hundredths ? "<c s=\"2\"><v>" : "<c><v>";
    xml += text + "</v></c>";
    return;
  }
  xml += is_header ? "<c s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                   : "<c s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
  xml += sheet_text_to_xml(text) + "</t></is></c>";
}

std::string workbook_xml(std::size_t sheets) {
  std::string xml = std::string(head) + "<workbook xmlns=\"" + std::string(main_space) +
                    "\" xmlns:r=\"" + std::string(relations) + "\"><sheets>";
  for (std::size_t i = 1; i <= sheets; ++i) {
    const std::string number = std::to_string(i);
    xml += "<sheet name=\"records" + (i == 1 ? "" : " " + number) + "\" sheetId=\"" + number +
           "\" r:id=\"rId" + number + "\"/>";
  }
  return xml + "</sheets></workbook>";
}

std::string workbook_relations(std::size_t sheets) {
  std::string xml =
      std::string(head) + "<Relationships xmlns=\"" + std::string(package_relations) + "\">";
  for (std::size_t i = 1; i <= sheets; ++i)
    xml += "<Relationship Id=\"rId" + std::to_string(i) + "\" Type=\"" + std::string(relations) +
           "/worksheet\" Target=\"worksheets/sheet" + std::to_string(i) + ".xml\"/>";
  return xml + "<Relationship Id=\"rId" + std::to_string(sheets + 1) + "\" Type=\"" +
         std::string(relations) + "/styles\" Target=\"styles.xml\"/></Relationships>";
}

std::string content_types(std::size_t sheets) {
  constexpr std::string_view office =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  std::string xml = std::string(head) +
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    "<Default Extension=\"rels\" "
                    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" +
                    std::string(office) +
                    "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"" +
                    std::string(office) + "styles+xml\"/>";
  for (std::size_t i = 1; i <= sheets; ++i)
    xml += "<Override PartName=\"/xl/worksheets/sheet" + std::to_string(i) +
           ".xml\" ContentType=\"" + std::string(office) + "worksheet+xml\"/>";
  return xml + "</Types>";
}

std::string root_relations() {
  return std::string(head) + "<Relationships xmlns=\"" + std::string(package_relations) +
         "\"><Relationship Id=\"rId1\" Type=\"" + std::string(relations) +
         "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
}

/// Styles: 0 as it comes, 1 text, 2 hundredths, 3 a bold text.
std::string styles_xml() {
  return std::string(head) + "<styleSheet xmlns=\"" + std::string(main_space) +
         "\"><fonts count=\"2\"><font/><font><b/></font></fonts><fills count=\"2\"><fill>"
         "<patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>"
         "</fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf "
         "numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs "
         "count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
         "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
         "applyNumberFormat=\"1\"/><xf numFmtId=\"2\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
         "xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" "
         "borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs>"
         "</styleSheet>";
}

/// Rows of one sheet as XML while they come.
class Sheet {
 public:
  explicit Sheet(const std::vector<std::string>& headers) {
    xml_ = std::string(head) + "<worksheet xmlns=\"" + std::string(main_space) +
           "\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
           "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>";
    add(headers, std::vector<bool>(headers.size()), true);
  }
  void add(const std::vector<std::string>& cells, const std::vector<bool>& numbers,
           bool is_header) {
    ++rows_;
    xml_ += "<row>";
    for (std::size_t i = 0; i < cells.size(); ++i) add_cell(xml_, cells[i], numbers[i], is_header);
    xml_ += "</row>";
  }
  [[nodiscard]] bool is_full() const noexcept { return rows_ == sheet_rows_max; }
  [[nodiscard]] std::string finish() && { return std::move(xml_) + "</sheetData></worksheet>"; }

 private:
  std::string xml_;
  std::uint64_t rows_ = 0;
};

core::Status check_lengths(const std::vector<std::string>& cells,
                           const std::vector<std::string>& headers) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].size() <= cell_units_max) continue;
    const std::size_t units = sheet_units(cells[i]);
    if (units <= cell_units_max) continue;
    return core::Error{core::ErrorCode::bad_input,
                       "the " + headers[i] + " of " + cells[0] + " has " + std::to_string(units) +
                           " characters, and a cell of a workbook holds " +
                           std::to_string(cell_units_max),
                       "", "export to csv, jsonl or parquet, where a text keeps its length"};
  }
  return {};
}

}  // namespace

core::Status write_record_xlsx(const core::RunContext& context, const RecordSource& source,
                               const RecordSink& sink) {
  const std::vector<std::string> headers = record_headers(source);
  const std::vector<bool> numbers = record_numbers(source);
  ZipWriter zip(sink);
  std::size_t sheets = 1;
  Sheet sheet(headers);
  const auto close = [&]() -> core::Status {
    const std::string xml = std::move(sheet).finish();
    return zip.add("xl/worksheets/sheet" + std::to_string(sheets) + ".xml", xml);
  };
  RecordRow row;
  for (std::uint64_t count = 1;; ++count) {
    if (count % rows_per_look == 0) CB_TRY_STATUS(core::check_cancelled(context));
    CB_TRY(const bool more, source.next(row));
    if (!more) break;
    const std::vector<std::string> cells = record_cells(source, row);
    CB_TRY_STATUS(check_lengths(cells, headers));
    if (sheet.is_full()) {
      CB_TRY_STATUS(close());
      sheet = Sheet(headers);
      ++sheets;
    }
    sheet.add(cells, numbers, false);
  }
  CB_TRY_STATUS(close());
  CB_TRY_STATUS(zip.add("[Content_Types].xml", content_types(sheets)));
  CB_TRY_STATUS(zip.add("_rels/.rels", root_relations()));
  CB_TRY_STATUS(zip.add("xl/workbook.xml", workbook_xml(sheets)));
  CB_TRY_STATUS(zip.add("xl/_rels/workbook.xml.rels", workbook_relations(sheets)));
  CB_TRY_STATUS(zip.add("xl/styles.xml", styles_xml()));
  return zip.finish();
}

}  // namespace cuibono::formats
