// What stands beside what in exported records.
#include "formats/record_columns.h"

#include <algorithm>
#include <array>

#include "formats/text_encoding.h"

namespace cuibono::formats {
namespace {

constexpr auto kinds = std::to_array<std::string_view>(
    {"calls", "transfers", "chain", "reports", "subscribers", "persons", "companies", "watchlist",
     "tags", "ties", "document", "archive", "other"});

std::vector<std::string_view> beside(RecordShape shape) {
  switch (shape) {
    case RecordShape::time:
      return {".zone", ".precision"};
    case RecordShape::amount:
      return {".currency"};
    case RecordShape::selector:
      return {".check"};
    default:
      return {};
  }
}

bool follow(std::span<const std::string> headers, std::size_t at, const std::string& name,
            RecordShape shape) {
  const auto endings = beside(shape);
  if (at + endings.size() >= headers.size()) return false;
  for (std::size_t i = 0; i < endings.size(); ++i)
    if (headers[at + 1 + i] != name + std::string(endings[i])) return false;
  return true;
}

RecordShape shape_at(std::span<const std::string> headers, std::size_t at) {
  for (const RecordShape shape : {RecordShape::time, RecordShape::amount, RecordShape::selector})
    if (follow(headers, at, headers[at], shape)) return shape;
  return RecordShape::text;
}

}  // namespace

std::string_view carrier_name(RecordCarrier carrier) noexcept {
  constexpr std::array<std::string_view, 4> names{"csv", "jsonl", "xlsx", "parquet"};
  return names.at(static_cast<std::size_t>(carrier));
}

std::optional<RecordCarrier> find_carrier(std::string_view name) noexcept {
  for (const auto carrier :
       {RecordCarrier::csv, RecordCarrier::jsonl, RecordCarrier::xlsx, RecordCarrier::parquet})
    if (carrier_name(carrier) == name) return carrier;
  return std::nullopt;
}

std::optional<RecordColumns> RecordColumns::make(std::span<const std::string> headers) {
  if (headers.empty() || !headers[0].starts_with(record_sign)) return std::nullopt;
  RecordColumns columns;
  columns.sign_ = headers[0];
  columns.kind_ = headers[0].substr(record_sign.size());
  if (std::find(kinds.begin(), kinds.end(), columns.kind_) == kinds.end()) return std::nullopt;
  columns.width_ = headers.size();
  for (std::size_t at = 1; at < headers.size();) {
    const RecordShape shape = shape_at(headers, at);
    columns.fields_.push_back({{headers[at], shape}, at});
    at += 1 + beside(shape).size();
  }
  return columns;
}

Table RecordColumns::table() const {
  constexpr std::string_view reason = "the file was exported by this engine";
  Table table;
  table.kind = kind_;
  table.currency = "XXX";  // each cell states its own
  table.kind_reason = "its header says that this engine exported it";
  Column place;
  place.name = sign_;
  place.field = "ignored";
  place.reason = "where the record stood before it was exported";
  table.columns.push_back(std::move(place));
  for (const auto& [field, at] : fields_) {
    Column column;
    append_readable(column.name, field.name);
    column.field = field.name;
    column.reason = reason;
    column.unit = "record";
    if (field.shape == RecordShape::time) {
      column.time_pattern = "record";
      column.zone = "UTC";
    }
    if (field.shape == RecordShape::selector) column.selector = "record";
    column.is_signed = field.shape == RecordShape::amount;
    table.columns.push_back(std::move(column));
  }
  return table;
}

std::vector<std::string> RecordColumns::join_cells(std::span<const std::string> cells) const {
  const auto cell = [&](std::size_t at) { return at < cells.size() ? cells[at] : std::string(); };
  std::vector<std::string> joined{cell(0)};
  for (const auto& [field, at] : fields_) {
    const std::string text = cell(at);
    if (text.empty() || field.shape == RecordShape::text || field.shape == RecordShape::number) {
      joined.push_back(text);
    } else if (field.shape == RecordShape::time) {
      const std::string zone = cell(at + 1);
      joined.push_back(cell(at + 2) + " " + (zone.empty() ? "-" : zone) + " " + text);
    } else {
      joined.push_back(cell(at + 1) + " " + text);
    }
  }
  return joined;
}

std::vector<std::string> record_headers(const RecordSource& source) {
  std::vector<std::string> headers{std::string(record_sign) + source.kind};
  for (const auto& field : source.fields) {
    headers.push_back(field.name);
    for (const auto ending : beside(field.shape))
      headers.push_back(field.name + std::string(ending));
  }
  return headers;
}

std::vector<bool> record_numbers(const RecordSource& source) {
  std::vector<bool> numbers{false};
  for (const auto& field : source.fields) {
    numbers.push_back(field.shape == RecordShape::amount || field.shape == RecordShape::number);
    numbers.resize(numbers.size() + beside(field.shape).size(), false);
  }
  return numbers;
}

std::vector<std::string> record_cells(const RecordSource& source, const RecordRow& row) {
  std::vector<std::string> cells{row.place};
  for (std::size_t i = 0; i < source.fields.size(); ++i) {
    const RecordValue& value = row.values[i];
    const RecordShape shape = source.fields[i].shape;
    cells.push_back(value.text);
    if (!beside(shape).empty()) cells.push_back(value.text.empty() ? "" : value.beside);
    if (shape == RecordShape::time) cells.push_back(value.text.empty() ? "" : value.precision);
  }
  return cells;
}

bool is_plain_number(std::string_view text, std::size_t digits_max) noexcept {
  if (text.starts_with("-")) text.remove_prefix(1);
  std::size_t digits = 0, points = 0;
  for (const char c : text) {
    digits += c >= '0' && c <= '9' ? 1U : 0U;
    points += c == '.' ? 1U : 0U;
  }
  return digits > 0 && digits <= digits_max && points <= 1 && digits + points == text.size() &&
         !text.ends_with(".") && !text.starts_with(".");
}

std::string defuse(std::string_view text) {
  constexpr std::string_view running = "=+-@\t\r\n'";
  constexpr auto wide = std::to_array<std::string_view>({"＝", "＋", "－", "＠"});
  const bool runs =
      !text.empty() && (running.find(text[0]) != std::string_view::npos ||
                        std::any_of(wide.begin(), wide.end(),
                                    [&](std::string_view mark) { return text.starts_with(mark); }));
  return (runs ? "'" : "") + std::string(text);
}

std::string_view undo_defuse(std::string_view text) noexcept {
  if (text.starts_with("'")) text.remove_prefix(1);
  return text;
}

core::Status write_record_file(const core::RunContext& context, RecordCarrier carrier,
                               const RecordSource& source, const RecordSink& sink) {
  switch (carrier) {
    case RecordCarrier::csv:
      return write_record_csv(context, source, sink);
    case RecordCarrier::jsonl:
      return write_record_jsonl(context, source, sink);
    case RecordCarrier::xlsx:
      return write_record_xlsx(context, source, sink);
    case RecordCarrier::parquet:
      return write_record_parquet(context, source, sink);
  }
  return {};
}

}  // namespace cuibono::formats
