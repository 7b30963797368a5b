// ODS: each sheet is a table whose header stands among its rows. Repeated rows and cells are written out;
// what is repeated emptily up to the end of the sheet is left out.
#include <algorithm>

#include "formats/archive_members.h"
#include "formats/format_list.h"
#include "formats/sheet_values.h"
#include "formats/xml_stream.h"

namespace cuibono::formats {
namespace {

constexpr std::uint64_t member_max = 2ULL << 30;
constexpr std::string_view type_word = "application/vnd.oasis.opendocument.spreadsheet";
constexpr std::string_view content_path = "content.xml";

/// The first member is called "mimetype" and holds the type as it is.
bool recognises(std::string_view bytes) {
  constexpr std::size_t head = 30, extra_at = 28;
  constexpr std::string_view name = "mimetype";
  if (!bytes.starts_with("PK\x03\x04") ||
      bytes.substr(head > bytes.size() ? bytes.size() : head, name.size()) != name)
    return false;
  const std::size_t extra =
      static_cast<unsigned char>(bytes[extra_at]) |
      static_cast<std::size_t>(static_cast<unsigned char>(bytes[extra_at + 1])) << 8U;
  const std::size_t at = head + name.size() + extra;
  return at < bytes.size() && bytes.substr(at, type_word.size()) == type_word;
}

std::string_view attribute(const XmlStart& start, std::string_view name) {
  for (const auto& [key, value] : start.attributes)
    if (key == name) return value;
  return {};
}

std::uint64_t times(const XmlStart& start, std::string_view name, std::uint64_t most) {
  return std::clamp<std::uint64_t>(core::parse_uint64(attribute(start, name)).value_or(1), 1, most);
}

/// "PT10H05M00S" as "10:05:00"; another form as it is.
std::string clock_of(std::string_view text) {
  if (!text.starts_with("PT")) return std::string(text);
  std::string out, digits;
  for (const char c : text.substr(2)) {
    if ((c >= '0' && c <= '9') || c == '.' || c == ',') {
      digits += c == ',' ? '.' : c;
    } else if (c == 'H' || c == 'M') {
      out += digits + ":";
      digits.clear();
    } else if (c == 'S') {
      const auto point = digits.find('.');
      const bool is_whole = point == std::string::npos ||
                            digits.find_first_not_of('0', point + 1) == std::string::npos;
      return out + (is_whole ? digits.substr(0, point) : digits);
    } else {
      break;
    }
  }
  return std::string(text);
}

struct Cell {
  std::string type, value, text;
  std::uint64_t times = 1;
  bool has_paragraph = false;

  [[nodiscard]] std::string written() const {
    if (type == "float" || type == "currency" || type == "percentage")
      return write_number(value, NumberShape::number, false);
    if (type == "date") {
      std::string date = value;
      std::replace(date.begin(), date.end(), 'T', ' ');
      return date;
    }
    if (type == "time") return clock_of(value);
    if (type == "boolean") return value == "true" ? "TRUE" : "FALSE";
    return text;
  }
};

/// Makes rows of one sheet's elements, or only learns which sheets hold values.
class Reader {
 public:
  /// on_row null: names alone.
  Reader(std::string wanted, const OnRow* on_row) : wanted_(std::move(wanted)), on_row_(on_row) {}

  core::Status open(const XmlStart& start) {
    char kind = '-';
    if (start.name == "table" && tables_open_ == 0) {
      kind = 'T';
      ++tables_open_;
      names_.emplace_back(attribute(start, "name"));
      has_values_.push_back(false);
      is_wanted_ = on_row_ != nullptr && names_.back() == wanted_;
    } else if (start.name == "table") {
      kind = 'S';  // a table within a cell is none of the sheet's rows
      ++tables_open_;
    } else if (tables_open_ == 1) {
      kind = open_inner(start);
    }
    stack_.push_back(kind);
    return {};
  }
  void text(std::string_view text) {
    if (in_cell_ && in_paragraph_ > 0 && notes_ == 0) cell_.text += text;
  }
  core::Status close() {
    const char kind = stack_.back();
    stack_.pop_back();
    if (kind == 'T' || kind == 'S') --tables_open_;
    if (kind == 'p') --in_paragraph_;
    if (kind == 'n') --notes_;
    if (kind == 'c') close_cell();
    if (kind == 'r' && is_wanted_) return close_row();
    return {};
  }
  core::Status break_off() {
    views_.clear();
    return (*on_row_)(Row{last_ + empty_ + 1, 0, 0, views_, true});
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<bool>& has_values() const { return has_values_; }

 private:
  char open_inner(const XmlStart& start) {
    if (start.name == "table-row") {
      row_times_ = times(start, "number-rows-repeated", sheet_rows_max);
      cells_.clear();
      pending_ = 0;
      return 'r';
    }
    if (start.name == "table-cell" || start.name == "covered-table-cell") {
      cell_ = {};
      cell_.times = times(start, "number-columns-repeated", sheet_columns_max);
      cell_.type = attribute(start, "value-type");
      for (const std::string_view name : {"value", "date-value", "time-value", "boolean-value"})
        if (const auto value = attribute(start, name); !value.empty()) cell_.value = value;
      in_cell_ = true;
      return 'c';
    }
    if (!in_cell_) return '-';
    if (start.name == "annotation") {
      ++notes_;
      return 'n';
    }
    if (start.name == "p" && notes_ == 0) {
      if (cell_.has_paragraph) cell_.text += '\n';
      cell_.has_paragraph = true;
      ++in_paragraph_;
      return 'p';
    }
    if (start.name == "s") cell_.text.append(times(start, "c", 1000), ' ');
    if (start.name == "tab") cell_.text += '\t';
    return '-';
  }
  void close_cell() {
    in_cell_ = false;
    const std::string written = cell_.written();
    if (written.empty()) {
      pending_ += cell_.times;
      return;
    }
    has_values_.back() = true;
    if (!is_wanted_) return;
    const auto room = [&](std::uint64_t more) {
      return std::min<std::uint64_t>(
          more, sheet_columns_max - std::min<std::uint64_t>(cells_.size(), sheet_columns_max));
    };
    cells_.resize(cells_.size() + room(pending_));
    pending_ = 0;
    cells_.insert(cells_.end(), room(cell_.times), written);
  }
  /// Empty rows wait: those at the end of a sheet are none.
  core::Status close_row() {
    if (cells_.empty()) {
      empty_ = std::min(empty_ + row_times_, sheet_rows_max);
      return {};
    }
    views_.clear();
    for (; empty_ > 0 && last_ < sheet_rows_max; --empty_)
      CB_TRY_STATUS((*on_row_)(Row{++last_, 0, 0, views_, false}));
    views_.assign(cells_.begin(), cells_.end());
    for (std::uint64_t i = 0; i < row_times_ && last_ < sheet_rows_max; ++i)
      CB_TRY_STATUS((*on_row_)(Row{++last_, 0, 0, views_, false}));
    return {};
  }

  std::string wanted_;
  const OnRow* on_row_;
  std::vector<std::string> names_;
  std::vector<bool> has_values_;
  std::vector<char> stack_;
  std::vector<std::string> cells_;
  std::vector<std::string_view> views_;
  Cell cell_;
  std::uint64_t row_times_ = 1, last_ = 0, empty_ = 0, pending_ = 0;
  std::uint32_t tables_open_ = 0, in_paragraph_ = 0, notes_ = 0;
  bool is_wanted_ = false, in_cell_ = false;
};

core::Result<XmlEnd> read_content(const core::RunContext& context, std::string_view bytes,
                                  Reader& reader) {
  const auto text = read_zip_member(bytes, content_path, member_max);
  if (!text)
    return core::Error{core::ErrorCode::bad_input,
                       "the document lacks content.xml, or it is encrypted or too large", "",
                       "save it again without a password, or export its sheets as CSV"};
  return read_xml(context, *text,
                  {[&](const XmlStart& start) { return reader.open(start); },
                   [&](std::string_view piece) -> core::Status {
                     reader.text(piece);
                     return {};
                   },
                   [&](std::uint64_t) { return reader.close(); }});
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  Reader reader({}, nullptr);
  CB_TRY(const XmlEnd end, read_content(context, bytes, reader));
  if (!end.is_whole && reader.names().empty())
    return core::Error{core::ErrorCode::bad_input, "the document is broken: " + end.fault, "",
                       "ask its sender for a whole file"};
  std::vector<Table> tables;
  for (std::size_t i = 0; i < reader.names().size(); ++i) {
    if (!reader.has_values()[i]) continue;
    Table table;
    table.name = reader.names()[i];
    tables.push_back(std::move(table));
  }
  return tables;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  Reader reader(table.name, &on_row);
  CB_TRY(const XmlEnd end, read_content(context, bytes, reader));
  return end.is_whole ? core::Status{} : reader.break_off();
}

}  // namespace

const FileFormat ods_format{
    .name = "ods",
    .title = "OpenDocument spreadsheet (ODS)",
    .gives = "a table a sheet, with the sheet's own row numbers; dates as ISO text",
    .standard = "OASIS OpenDocument 1.2 and 1.3",
    .library = "libarchive and Expat",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
