// One item opened for reading: rows split by its dialect, and one row understood by itself.
#include "investigation/view_row_reading.h"

#include <algorithm>

#include "investigation/take_in.h"

namespace cuibono::investigation {

using core::Error;
using core::ErrorCode;
using evidence::Field;

core::Result<OpenItem> open_item(const Case& the_case, const evidence::Item& item) {
  OpenItem open;
  open.item = &item;
  const std::string path = the_case.path_of(item);
  CB_TRY(open.file, MappedFile::open(path));
  CB_TRY_STATUS(check_bytes(item, open.file.bytes(), path));
  KnownMappings known(the_case);
  CB_TRY(open.mapping, mapping_of(the_case, known, item, open.file.bytes(), CaseUse::read));
  for (const auto& column : open.mapping.columns) {
    if (open.headers.size() <= column.column) {
      open.headers.resize(column.column + 1);
      open.column_of.resize(column.column + 1, nullptr);
    }
    open.headers[column.column] = column.header;
  }
  for (const auto& column : open.mapping.columns) open.column_of[column.column] = &column;
  return open;
}

ViewJson field_of(const OpenItem& open, std::size_t column) {
  if (column >= open.column_of.size() || open.column_of[column] == nullptr) return nullptr;
  const Field field = open.column_of[column]->field;
  return field == Field::unknown || field == Field::ignored
             ? ViewJson(nullptr)
             : ViewJson(std::string(evidence::field_name(field)));
}

std::string header_of(const OpenItem& open, std::size_t column) {
  const bool named = column < open.headers.size() && !open.headers[column].empty();
  return named ? open.headers[column] : std::to_string(column + 1);
}

core::Result<std::vector<SplitRow>> split_rows(const OpenItem& open, std::uint64_t first,
                                               std::uint64_t last, std::uint64_t& physical) {
  std::vector<SplitRow> rows;
  physical = 0;
  const auto read = evidence::read_rows(
      core::RunContext{}, {open.file.bytes(), open.mapping.dialect, open.headers},
      [&](const evidence::Row& row, evidence::RowFault fault) -> core::Status {
        // An error is the one way to stop; it goes no further than this function.
        if (row.ordinal > last) return Error{ErrorCode::cancelled, "", "", ""};
        if (row.ordinal < first) return {};
        SplitRow one{row.ordinal, row.offset, fault, {}};
        for (const auto cell : row.cells) one.cells.emplace_back(cell);
        rows.push_back(std::move(one));
        return {};
      });
  if (read.has_value())
    physical = read->physical;
  else if (read.error().code != ErrorCode::cancelled)
    return read.error();
  return rows;
}

namespace {

/// Digits of a text: how a number is compared, whatever stands between them.
std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

}  // namespace

bool cell_holds(const std::string& cell, const std::string& wanted) {
  constexpr std::size_t digits_least = 4;  // fewer are met by chance
  const std::string folded = evidence::fold_words(wanted);
  if (!folded.empty() && evidence::fold_words(cell).find(folded) != std::string::npos) return true;
  const std::string digits = digits_of(wanted);
  return digits.size() >= digits_least && digits_of(cell).find(digits) != std::string::npos;
}

std::set<Field> wanted_fields(std::string_view word) {
  if (word == "amount")
    return {Field::amount, Field::received_amount,  Field::debit,
            Field::credit, Field::payment_amount,   Field::currency,
            Field::sign,   Field::payment_currency, Field::received_currency};
  if (word == "time")
    return {Field::time,         Field::date,          Field::time_of_day, Field::value_time,
            Field::payment_time, Field::received_time, Field::valid_from,  Field::valid_to};
  if (word == "caller" || word == "callee")
    return {Field::caller, Field::callee, Field::subject_number, Field::other_number,
            Field::direction};
  if (word == "payer" || word == "payee")
    return {Field::payer,         Field::payee,        Field::own_account,
            Field::other_account, Field::payment_from, Field::payment_to,
            Field::sign,          Field::from_address, Field::to_address};
  if (const auto field = evidence::find_field(word)) return {*field};
  return {};
}

namespace {

std::string text_of_value(const evidence::BatchColumn& column, std::size_t row) {
  if (!column.codes.empty()) {
    if (column.codes[row] == evidence::no_value) return {};
    std::string text = column.values[column.codes[row]];
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
      text.replace(at, 1, "; ");
    return text;
  }
  const std::int64_t number = column.numbers[row];
  if (number == evidence::no_number) return {};
  if (!column.precision.empty()) return core::format_time(number, column.precision[row]);
  if (!column.assets.empty()) return core::format_money_for_reader(number, column.assets[row]);
  return std::to_string(number);
}

}  // namespace

core::Result<Understood> understand_row(const Case& the_case, const OpenItem& open,
                                        const std::string& original) {
  evidence::Mapping mapping = open.mapping;
  std::string bytes;
  if (mapping.dialect.format == evidence::Format::structured) {
    bytes = original + "\n";  // cells in quotes (view_rows.cc)
    mapping.dialect = evidence::Dialect{};
    mapping.dialect.header_row = 0;
  } else if (mapping.dialect.format != evidence::Format::jsonl) {
    std::string end = "\n";
    if (mapping.dialect.encoding == evidence::Encoding::utf16le) end = std::string("\n\0", 2);
    if (mapping.dialect.encoding == evidence::Encoding::utf16be) end = std::string("\0\n", 2);
    if (mapping.dialect.header_row > 0) {
      CB_TRY(const std::string header,
             evidence::read_original_row(open.file.bytes(), mapping.dialect,
                                         mapping.dialect.header_row));
      bytes = header + end;
      mapping.dialect.header_row = 1;
    }
    bytes += original + end;
  } else {
    bytes = original + "\n";
  }
  CB_TRY(const auto batch,
         evidence::read_records(core::RunContext{},
                                {open.item, bytes, &mapping, evidence::source_system_of(*open.item),
                                 the_case.settings.simulated}));
  Understood out;
  if (!batch.quarantined.empty()) {
    out.state = "quarantined";
    out.reason = batch.quarantined.front().text;
  }
  if (batch.ordinals.size() != 1) return out;
  for (const auto& column : batch.columns) {
    const std::string text = text_of_value(column, 0);
    if (!text.empty())
      out.fields.push_back(
          {{"field", std::string(evidence::field_name(column.field))}, {"text", text}});
  }
  return out;
}

}  // namespace cuibono::investigation
