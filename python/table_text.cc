// Tables for people: rows as Python values, a few lines for a terminal, a small page for a notebook.
#include <algorithm>
#include <array>
#include <charconv>

#include "arrow_write.h"

namespace cuibono::python {
namespace {

using investigation::Column;
using investigation::ColumnType;

constexpr std::size_t rows_shown = 10;
constexpr std::size_t width_most = 40;

bool bool_at(const Column& column, std::size_t row) {
  constexpr std::size_t bits = 8;
  return ((static_cast<const std::uint8_t*>(column.values())[row / bits] >> (row % bits)) & 1) != 0;
}

std::vector<std::string> texts_at(const Column& column, std::size_t row) {
  std::vector<std::string> texts;
  const auto& lists = column.list_offsets();
  for (auto i = lists[row]; i < lists[row + 1]; ++i)
    texts.emplace_back(column.text_at(static_cast<std::size_t>(i)));
  return texts;
}

nb::object time_object(std::int64_t time_us) {
  const nb::module_ datetime = nb::module_::import_("datetime");
  const nb::object zone = datetime.attr("timezone").attr("utc");
  const nb::object epoch = datetime.attr("datetime")(1970, 1, 1, 0, 0, 0, 0, zone);
  return epoch + datetime.attr("timedelta")(nb::arg("microseconds") = time_us);
}

nb::object value_at(const Column& column, std::size_t row) {
  if (column.is_null(row)) return nb::none();
  switch (column.type()) {
    case ColumnType::int64:
      return nb::int_(column.int_at(row));
    case ColumnType::uint32:
      return nb::int_(static_cast<const std::uint32_t*>(column.values())[row]);
    case ColumnType::float64:
      return nb::float_(static_cast<const double*>(column.values())[row]);
    case ColumnType::boolean:
      return nb::bool_(bool_at(column, row));
    case ColumnType::time_us:
      return time_object(column.int_at(row));
    case ColumnType::text: {
      const auto text = column.text_at(row);
      return nb::str(text.data(), text.size());
    }
    case ColumnType::texts: {
      nb::list list;
      for (const auto& text : texts_at(column, row)) list.append(nb::str(text.data(), text.size()));
      return list;
    }
  }
  return nb::none();
}

std::string float_text(double value) {
  constexpr int digits = 9;
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::general, digits);
  return {text.data(), end.ptr};
}

/// A cell as a person reads it; nothing for null.
std::string cell_text(const Column& column, std::size_t row) {
  if (column.is_null(row)) return {};
  switch (column.type()) {
    case ColumnType::int64:
      return std::to_string(column.int_at(row));
    case ColumnType::uint32:
      return std::to_string(static_cast<const std::uint32_t*>(column.values())[row]);
    case ColumnType::float64:
      return float_text(static_cast<const double*>(column.values())[row]);
    case ColumnType::boolean:
      return bool_at(column, row) ? "yes" : "no";
    case ColumnType::time_us:
      return core::format_rfc3339(column.int_at(row));
    case ColumnType::text:
      return std::string(column.text_at(row));
    case ColumnType::texts:
      return core::join(texts_at(column, row), " ");
  }
  return {};
}

bool is_number(ColumnType type) {
  return type == ColumnType::int64 || type == ColumnType::uint32 || type == ColumnType::float64;
}

std::string size_line(const investigation::Table& table) {
  return std::to_string(table.rows()) + (table.rows() == 1 ? " row, " : " rows, ") +
         std::to_string(table.columns.size()) +
         (table.columns.size() == 1 ? " column" : " columns") +
         (table.rows() > rows_shown ? "; shown " + std::to_string(rows_shown) : std::string());
}

/// Control signs of a record must not reach a terminal.
std::string plain(std::string text) {
  for (char& letter : text) {
    if (static_cast<unsigned char>(letter) < ' ' || letter == '\x7f') letter = ' ';
  }
  if (text.size() > width_most) text = std::string(core::cut_utf8(text, width_most - 1)) + "…";
  return text;
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

nb::list TableObject::column_names() const {
  nb::list names;
  for (const auto& column : table_->columns) names.append(nb::str(column.name().c_str()));
  return names;
}

nb::dict TableObject::row(std::int64_t place) const {
  const auto rows = static_cast<std::int64_t>(table_->rows());
  if (place < 0) place += rows;
  if (place < 0 || place >= rows) throw nb::index_error("no such row");
  nb::dict row;
  for (const auto& column : table_->columns)
    row[nb::str(column.name().c_str())] = value_at(column, static_cast<std::size_t>(place));
  return row;
}

nb::list TableObject::column(const std::string& name) const {
  for (const auto& column : table_->columns) {
    if (column.name() != name) continue;
    nb::list values;
    for (std::size_t row = 0; row < column.rows(); ++row) values.append(value_at(column, row));
    return values;
  }
  throw nb::key_error(name.c_str());
}

std::string TableObject::text() const {
  const std::size_t shown = std::min(rows_shown, table_->rows());
  std::vector<std::string> lines(shown + 1);
  for (const auto& column : table_->columns) {
    std::vector<std::string> cells{column.name()};
    for (std::size_t row = 0; row < shown; ++row) cells.push_back(plain(cell_text(column, row)));
    std::size_t width = 0;
    for (const auto& cell : cells) width = std::max(width, letters(cell));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string gap(width - letters(cells[i]), ' ');
      lines[i] += (lines[i].empty() ? "" : "  ") +
                  (is_number(column.type()) ? gap + cells[i] : cells[i] + gap);
    }
  }
  std::string out = size_line(*table_);
  for (auto& line : lines) {
    line.erase(line.find_last_not_of(' ') + 1);
    out += "\n" + line;
  }
  return out;
}

std::string TableObject::html() const {
  // No colour of its own: the notebook's ink on the notebook's paper, dark or light.
  const std::string cell =
      "style=\"text-align:left;padding:2px 8px;border-bottom:1px solid #8888\"";
  const std::string number =
      "style=\"text-align:right;padding:2px 8px;border-bottom:1px solid #8888\"";
  std::string out =
      "<table style=\"border-collapse:collapse\"><caption style=\"text-align:left\">" +
      size_line(*table_) + "</caption><thead><tr>";
  for (const auto& column : table_->columns)
    out += "<th scope=\"col\" " + (is_number(column.type()) ? number : cell) + ">" +
           core::escape_html(column.name()) + "</th>";
  out += "</tr></thead><tbody>";
  for (std::size_t row = 0; row < std::min(rows_shown, table_->rows()); ++row) {
    out += "<tr>";
    for (const auto& column : table_->columns)
      out += "<td " + (is_number(column.type()) ? number : cell) + ">" +
             core::escape_html(cell_text(column, row)) + "</td>";
    out += "</tr>";
  }
  return out + "</tbody></table>";
}

}  // namespace cuibono::python
