// XLSX: each sheet is a table whose header stands among its rows. A formula is what it was worth when the
// file was saved; nothing is computed. Of merged cells the first holds the value, as the file says.
#include <algorithm>
#include <charconv>
#include <map>

#include "formats/archive_members.h"
#include "formats/format_list.h"
#include "formats/sheet_text.h"
#include "formats/sheet_values.h"
#include "formats/xml_stream.h"

namespace cuibono::formats {
namespace {

constexpr std::uint64_t member_max = 2ULL << 30, beginning = 1ULL << 20;
constexpr std::string_view workbook_path = "xl/workbook.xml";

bool recognises(std::string_view bytes) { return zip_names(bytes, workbook_path); }

std::string_view attribute(const XmlStart& start, std::string_view name) {
  for (const auto& [key, value] : start.attributes)
    if (key == name) return value;
  return {};
}

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
  return core::parse_uint64(text).value_or(otherwise);
}

struct Sheet {
  std::string name, path, state;
};
struct Book {
  std::vector<Sheet> sheets;
  std::vector<NumberShape> shapes;  ///< [style]
  std::vector<std::string> texts;   ///< shared
  bool from_1904 = false;
};

/// Reads a whole member with the given events; a broken one is an error.
core::Status read_part(const core::RunContext& context, std::string_view bytes,
                       const std::string& path, const XmlEvents& events) {
  const auto text = read_zip_member(bytes, path, member_max);
  if (!text)
    return core::Error{core::ErrorCode::bad_input,
                       "the workbook lacks " + path + ", or it is too large", "",
                       "open it in a spreadsheet and save it again, or export its sheets as CSV"};
  CB_TRY(const XmlEnd end, read_xml(context, *text, events));
  if (end.is_whole) return {};
  return core::Error{core::ErrorCode::bad_input, path + " in the workbook is broken: " + end.fault,
                     "", "ask its sender for a whole file"};
}

const std::function<core::Status(std::string_view)> no_text = [](std::string_view) -> core::Status {
  return {};
};
const std::function<core::Status(std::uint64_t)> no_end = [](std::uint64_t) -> core::Status {
  return {};
};

core::Status read_sheets(const core::RunContext& context, std::string_view bytes, Book& book) {
  std::map<std::string, std::string, std::less<>> targets;  // by relation
  CB_TRY_STATUS(read_part(context, bytes, "xl/_rels/workbook.xml.rels",
                          {[&](const XmlStart& start) -> core::Status {
                             if (start.name != "Relationship") return {};
                             std::string target(attribute(start, "Target"));
                             target = target.starts_with("/") ? target.substr(1) : "xl/" + target;
                             targets[std::string(attribute(start, "Id"))] = target;
                             return {};
                           },
                           no_text, no_end}));
  return read_part(context, bytes, std::string(workbook_path),
                   {[&](const XmlStart& start) -> core::Status {
                      if (start.name == "workbookPr") {
                        const auto is_1904 = attribute(start, "date1904");
                        book.from_1904 = is_1904 == "1" || is_1904 == "true";
                      }
                      if (start.name != "sheet") return {};
                      Sheet sheet;
                      sheet.name = attribute(start, "name");
                      sheet.state = attribute(start, "state");
                      for (const auto& [key, value] : start.attributes) {
                        const auto target = key == "id" ? targets.find(value) : targets.end();
                        if (target != targets.end()) sheet.path = target->second;
                      }
                      // Sheets of charts and of macros hold no rows.
                      if (sheet.path.find("worksheets/") != std::string::npos)
                        book.sheets.push_back(std::move(sheet));
                      return {};
                    },
                    no_text, no_end});
}

core::Status read_styles(const core::RunContext& context, std::string_view bytes, Book& book) {
  constexpr std::string_view path = "xl/styles.xml";
  if (!zip_names(bytes, path)) return {};
  std::map<std::uint64_t, NumberShape> custom;
  bool in_cells = false;
  std::uint32_t cells_depth = 0;
  return read_part(
      context, bytes, std::string(path),
      {[&](const XmlStart& start) -> core::Status {
         if (in_cells && start.depth <= cells_depth) in_cells = false;
         if (start.name == "cellXfs") {
           in_cells = true;
           cells_depth = start.depth;
         } else if (start.name == "numFmt") {
           custom[number_of(attribute(start, "numFmtId"), 0)] =
               shape_of_code(attribute(start, "formatCode"));
         } else if (in_cells && start.name == "xf") {
           const std::uint64_t number = number_of(attribute(start, "numFmtId"), 0);
           const auto own = custom.find(number);
           book.shapes.push_back(own != custom.end()
                                     ? own->second
                                     : shape_of_builtin(static_cast<std::uint32_t>(number)));
         }
         return {};
       },
       no_text, no_end});
}

core::Status read_texts(const core::RunContext& context, std::string_view bytes, Book& book) {
  constexpr std::string_view path = "xl/sharedStrings.xml";
  if (!zip_names(bytes, path)) return {};
  std::vector<char> stack;  // i: an item, t: its text, r: reading aids, which are no text of it
  return read_part(context, bytes, std::string(path),
                   {[&](const XmlStart& start) -> core::Status {
                      const bool in_aid = std::find(stack.begin(), stack.end(), 'r') != stack.end();
                      stack.push_back(start.name == "si"             ? 'i'
                                      : start.name == "rPh"          ? 'r'
                                      : start.name == "t" && !in_aid ? 't'
                                                                     : '-');
                      if (start.name == "si") book.texts.emplace_back();
                      return {};
                    },
                    [&](std::string_view text) -> core::Status {
                      if (!stack.empty() && stack.back() == 't' && !book.texts.empty())
                        book.texts.back() += text;
                      return {};
                    },
                    [&](std::uint64_t) -> core::Status {
                      stack.pop_back();
                      return {};
                    }});
}

/// Makes rows of the elements of one sheet.
class SheetReader {
 public:
  SheetReader(const Book& book, const OnRow& on_row) : book_(book), on_row_(on_row) {}

  core::Status open(const XmlStart& start) {
    char kind = '-';
    if (start.name == "row") {
      kind = 'r';
      CB_TRY_STATUS(open_row(number_of(attribute(start, "r"), last_ + 1)));
    } else if (start.name == "c" && in_row_) {
      kind = 'c';
      open_cell(start);
    } else if (start.name == "v" || (start.name == "t" && !in_aid())) {
      kind = 'v';
    } else if (start.name == "rPh") {
      kind = 'a';
    }
    stack_.push_back(kind);
    return {};
  }
  void text(std::string_view text) {
    if (!stack_.empty() && stack_.back() == 'v') value_ += text;
  }
  core::Status close() {
    const char kind = stack_.back();
    stack_.pop_back();
    if (kind == 'c') close_cell();
    if (kind != 'r') return {};
    in_row_ = false;
    return hand_over(false);
  }
  /// The file broke: what is known of the row at hand, and no row after it.
  core::Status break_off() {
    if (!in_row_) {
      ++last_;
      cells_.clear();
    }
    return hand_over(true);
  }

 private:
  [[nodiscard]] bool in_aid() const {
    return std::find(stack_.begin(), stack_.end(), 'a') != stack_.end();
  }
  core::Status open_row(std::uint64_t ordinal) {
    cells_.clear();
    // Rows that the file leaves out are empty ones. A number that goes back cannot be believed.
    const std::uint64_t at = ordinal <= last_ || ordinal > sheet_rows_max ? last_ + 1 : ordinal;
    while (last_ + 1 < at) {
      ++last_;
      CB_TRY_STATUS(hand_over(false));
    }
    last_ = at;
    in_row_ = true;
    next_ = 0;
    return {};
  }
  void open_cell(const XmlStart& start) {
    const std::uint32_t named = column_of_cell(attribute(start, "r"));
    column_ = named == UINT32_MAX ? next_ : named;
    next_ = column_ + 1;
    type_ = attribute(start, "t");
    style_ = number_of(attribute(start, "s"), 0);
    value_.clear();
  }
  void close_cell() {
    if (value_.empty() || column_ >= sheet_columns_max) return;
    if (cells_.size() <= column_) cells_.resize(column_ + 1);
    cells_[column_] = written();
  }
  [[nodiscard]] std::string written() const {
    if (type_ == "s") {
      const auto index = core::parse_uint64(core::trim(value_));
      return index && *index < book_.texts.size() ? sheet_text_from_xml(book_.texts[*index])
                                                  : value_;
    }
    if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
    if (!type_.empty() && type_ != "n") return sheet_text_from_xml(value_);
    const NumberShape shape =
        style_ < book_.shapes.size() ? book_.shapes[style_] : NumberShape::number;
    return write_number(value_, shape, book_.from_1904);
  }
  core::Status hand_over(bool is_damaged) {
    views_.assign(cells_.begin(), cells_.end());
    return on_row_(Row{last_, 0, 0, views_, is_damaged});
  }

  const Book& book_;
  const OnRow& on_row_;
  std::vector<char> stack_;
  std::vector<std::string> cells_;
  std::vector<std::string_view> views_;
  std::string value_, type_;
  std::uint64_t last_ = 0, style_ = 0;
  std::uint32_t column_ = 0, next_ = 0;
  bool in_row_ = false;
};

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  Book book;
  CB_TRY_STATUS(read_sheets(context, bytes, book));
  std::vector<Table> tables;
  std::vector<std::string> empty;
  for (const auto& sheet : book.sheets) {
    const auto start = read_zip_beginning(bytes, sheet.path, beginning);
    const bool has_values =
        start &&
        (start->size() == beginning || start->find("<v") != std::string::npos ||
         start->find(":v>") != std::string::npos || start->find("<t") != std::string::npos);
    if (start && !has_values) {
      empty.push_back("\"" + sheet.name + "\"");
      continue;
    }
    Table table;
    table.name = sheet.name;
    if (sheet.state == "hidden" || sheet.state == "veryHidden")
      table.note = "The sheet \"" + sheet.name + "\" is hidden in the workbook.";
    tables.push_back(std::move(table));
  }
  if (!empty.empty())
    for (auto& table : tables)
      table.note += (table.note.empty() ? "" : " ") +
                    ("Sheets without a value: " + core::join(empty, ", ") + ".");
  return tables;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  Book book;
  CB_TRY_STATUS(read_sheets(context, bytes, book));
  CB_TRY_STATUS(read_styles(context, bytes, book));
  CB_TRY_STATUS(read_texts(context, bytes, book));
  const auto sheet = std::find_if(book.sheets.begin(), book.sheets.end(),
                                  [&](const auto& one) { return one.name == table.name; });
  const auto text =
      sheet == book.sheets.end() ? std::nullopt : read_zip_member(bytes, sheet->path, member_max);
  if (!text)
    return core::Error{core::ErrorCode::bad_input,
                       "the sheet \"" + table.name + "\" cannot be unpacked, or is too large", "",
                       "export it as CSV and add that"};
  SheetReader reader(book, on_row);
  CB_TRY(const XmlEnd end, read_xml(context, *text,
                                    {[&](const XmlStart& start) { return reader.open(start); },
                                     [&](std::string_view piece) -> core::Status {
                                       reader.text(piece);
                                       return {};
                                     },
                                     [&](std::uint64_t) { return reader.close(); }}));
  if (end.is_whole) return {};
  return reader.break_off();
}

}  // namespace

const FileFormat xlsx_format{
    .name = "xlsx",
    .title = "Excel workbook (XLSX)",
    .gives =
        "a table a sheet, with the sheet's own row numbers; dates as ISO text, formulas by their "
        "saved value",
    .standard = "ECMA-376 (Office Open XML), strict and transitional",
    .library = "libarchive and Expat",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
