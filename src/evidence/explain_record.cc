// Records in words: each field beside the cells that it was made from.
#include "evidence/explain_record.h"

#include <algorithm>
#include <array>
#include <set>

#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

/// The columns of a row by their fields.
struct Cells {
  const Mapping& mapping;
  std::span<const std::string> texts;

  /// The first column of a field counts, as in reading.
  [[nodiscard]] const ColumnMapping* column(Field field) const {
    const auto found =
        std::find_if(mapping.columns.begin(), mapping.columns.end(),
                     [&](const ColumnMapping& column) { return column.field == field; });
    return found == mapping.columns.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::string_view text(const ColumnMapping* column) const {
    const bool is_there = column != nullptr && column->column < texts.size();
    return is_there ? core::trim(texts[column->column]) : std::string_view();
  }
  [[nodiscard]] std::string_view text(Field field) const { return text(column(field)); }
};

bool is_any_of(Field field, std::initializer_list<Field> fields) {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

/// Fields whose cells may have made a field that no column is mapped to.
std::vector<Field> made_of(Field field) {
  if (is_any_of(field, {Field::payer, Field::payee}))
    return {Field::own_account, Field::other_account, Field::sign, Field::debit, Field::credit};
  if (is_any_of(field, {Field::caller, Field::callee}))
    return {Field::subject_number, Field::other_number, Field::direction};
  if (field == Field::amount) return {Field::debit, Field::credit};
  constexpr std::array pairs{std::pair{Field::caller_cell, Field::callee_cell},
                             std::pair{Field::caller_imei, Field::callee_imei},
                             std::pair{Field::caller_imsi, Field::callee_imsi}};
  for (const auto& [mine, theirs] : pairs)
    if (field == mine || field == theirs) return {mine, theirs};
  return {};
}

/// Fields whose cells say more of a field that has its own column.
std::vector<Field> completed_by(Field field, const Cells& cells) {
  if (is_any_of(field, {Field::time, Field::date})) return {Field::time_of_day, Field::time_zone};
  if (type_of(field) == FieldType::time) return {Field::time_zone};
  if (type_of(field) != FieldType::amount) return {};
  const Field own = field == Field::received_amount  ? Field::received_currency
                    : field == Field::payment_amount ? Field::payment_currency
                                                     : Field::currency;
  return {cells.column(own) != nullptr ? own : Field::currency};
}

std::string offset_in_words(std::int16_t minutes) {
  if (minutes == core::no_offset) return {};
  const int size = minutes < 0 ? -minutes : minutes;
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return (minutes < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60);
}

bool says_offset(const ColumnMapping* column, std::string_view cell) {
  if (column == nullptr || cell.empty()) return false;
  const auto pattern = TimePattern::make(column->form.time_pattern);
  const auto reading = pattern ? pattern->read(cell) : std::nullopt;
  return reading && reading->offset_s;
}

/// Who says in which zone a time stands.
std::string zone_in_words(const Cells& cells, Field field, std::int16_t offset_min) {
  const ColumnMapping* column = cells.column(field);
  const std::string offset = offset_in_words(offset_min);
  if (offset.empty()) return "a day of the calendar, in no zone";
  const bool in_clock =
      is_any_of(field, {Field::time, Field::date}) &&
      says_offset(cells.column(Field::time_of_day), cells.text(Field::time_of_day));
  if (in_clock || says_offset(column, cells.text(column))) return offset + ", said in the cell";
  if (column != nullptr && !column->form.zone.empty())
    return column->form.zone + " (" + offset + "), the zone of the column";
  if (!is_absent(cells.text(Field::time_zone)) && cells.column(Field::time_zone) != nullptr &&
      ZoneSource().find(cells.text(Field::time_zone)))
    return std::string(cells.text(Field::time_zone)) + " (" + offset + "), the zone of the row";
  if (!cells.mapping.zone.empty())
    return cells.mapping.zone + " (" + offset + "), the zone of the mapping";
  return "UTC, since nothing names a zone";
}

std::string value_of(const BatchColumn& column, std::size_t index) {
  if (!column.codes.empty())
    return column.codes[index] == no_value ? std::string() : column.values[column.codes[index]];
  const std::int64_t number = column.numbers[index];
  if (number == no_number) return {};
  if (!column.precision.empty()) return core::format_time(number, column.precision[index]);
  if (column.assets.empty()) return std::to_string(number);
  const core::AssetId asset = column.assets[index];
  return std::string(core::get_asset(asset).code) + " " + core::format_amount(number, asset);
}

std::string how_of(const Cells& cells, const BatchColumn& column, std::size_t index) {
  if (!column.precision.empty() && column.numbers[index] != no_number) {
    const std::string zone = zone_in_words(cells, column.field, column.offset_min[index]);
    const core::Precision precision = column.precision[index];
    if (precision == core::Precision::step) return "a count with no calendar";
    return zone + "; known to the " + std::string(core::precision_name(precision));
  }
  if (!column.validity.empty() && column.codes[index] != no_value) {
    const Validity validity = column.validity[column.codes[index]];
    std::string how = validity == Validity::valid       ? "confirmed by its check digits or plan"
                      : validity == Validity::plausible ? "its shape fits, nothing confirms it"
                                                        : "fails its checks, kept as written";
    const bool is_constant = cells.column(column.field) == nullptr &&
                             is_any_of(column.field, {Field::own_account, Field::payer,
                                                      Field::payee, Field::caller, Field::callee});
    const bool has_own = cells.column(Field::own_account) != nullptr ||
                         cells.column(Field::subject_number) != nullptr;
    if (is_constant && !has_own && column.field == Field::own_account)
      how += "; the account of the whole statement";
    return how;
  }
  return {};
}

const BatchColumn* filled(const RecordBatch& batch, std::initializer_list<Field> fields,
                          std::size_t index) {
  for (const Field field : fields) {
    const BatchColumn* column = batch.find(field);
    if (column != nullptr && !value_of(*column, index).empty()) return column;
  }
  return nullptr;
}

/// Who pays or calls whom, how much, when.
std::string event_of(const RecordBatch& batch, std::size_t index) {
  const auto text = [&](std::initializer_list<Field> fields) {
    const BatchColumn* column = filled(batch, fields, index);
    return column == nullptr ? std::string() : value_of(*column, index);
  };
  const auto end = [&](std::initializer_list<Field> fields) {
    const std::string named = text(fields);
    return named.empty() ? std::string("not stated") : named;
  };
  std::vector<std::string> parts;
  switch (batch.kind) {
    case ItemKind::calls:
      parts = {end({Field::caller}) + " → " + end({Field::callee})};
      if (const std::string seconds = text({Field::duration_s}); !seconds.empty())
        parts.push_back(seconds + " s");
      break;
    case ItemKind::transfers:
    case ItemKind::chain:
      parts = {
          end({Field::payer, Field::from_address}) + " → " + end({Field::payee, Field::to_address}),
          text({Field::amount})};
      break;
    case ItemKind::reports: {
      const std::string amount = text({Field::payment_amount});
      if (amount.empty()) return {};
      parts = {end({Field::payment_from, Field::victim_account}) + " → " + end({Field::payment_to}),
               amount};
      break;
    }
    default:
      return {};
  }
  const std::string at = text({Field::time, Field::date, Field::payment_time, Field::value_time});
  if (!at.empty()) parts.push_back(at);
  return core::join(parts, "  ");
}

}  // namespace

ExplainedRecord explain_record(const Mapping& mapping, const RecordBatch& batch, std::size_t index,
                               std::span<const std::string> texts) {
  const Cells cells{mapping, texts};
  ExplainedRecord out;
  out.event = event_of(batch, index);
  std::set<std::uint32_t> used;
  const auto take = [&](Field field, ExplainedField& explained) {
    const ColumnMapping* column = cells.column(field);
    if (column == nullptr || cells.text(column).empty()) return;
    explained.columns.push_back(column->column);
  };
  for (const BatchColumn& column : batch.columns) {
    ExplainedField explained;
    explained.field = column.field;
    take(column.field, explained);
    const bool has_column = cells.column(column.field) != nullptr;
    if (!has_column ||
        is_any_of(column.field, {Field::caller_cell, Field::callee_cell, Field::caller_imei,
                                 Field::callee_imei, Field::caller_imsi, Field::callee_imsi})) {
      for (const Field part : made_of(column.field))
        if (part != column.field) take(part, explained);
    }
    // A signed amount says who pays; its own column is named with both ends.
    if (!has_column && is_any_of(column.field, {Field::payer, Field::payee}))
      if (const auto* amount = cells.column(Field::amount);
          amount != nullptr && amount->form.is_signed)
        take(Field::amount, explained);
    explained.text = value_of(column, index);
    const bool is_mine = has_column && !cells.text(column.field).empty();
    if (!is_mine && explained.text.empty()) continue;
    for (const Field part : completed_by(column.field, cells)) take(part, explained);
    explained.how = how_of(cells, column, index);
    if (explained.text.empty()) explained.how = "says nothing that can be read; left out";
    used.insert(explained.columns.begin(), explained.columns.end());
    out.fields.push_back(std::move(explained));
  }
  std::sort(out.fields.begin(), out.fields.end(),
            [](const auto& a, const auto& b) { return a.field < b.field; });
  for (std::uint32_t column = 0; column < texts.size(); ++column)
    if (!core::trim(texts[column]).empty() && !used.contains(column)) out.unused.push_back(column);
  return out;
}

std::string remedy_of(std::string_view fault) {
  struct Remedy {
    std::string_view fault, text;
  };
  static constexpr auto remedies = std::to_array<Remedy>({
      {"cell_count", "set file.delimiter and file.quote in the mapping, or ask for the row again"},
      {"bad_quote", "set file.quote in the mapping (\"\" where nothing is quoted)"},
      {"bad_json", "ask its sender for the row again"},
      {"bad_encoding", "set file.encoding in the mapping"},
      {"too_long", "ask its sender for a table without that cell"},
      {"damaged", "ask its sender for the whole file"},
      {"refused", "ask its sender; the reason says which rule of the format is broken"},
      {"totals_row", "nothing is to be done: a sum is no record"},
      {"bad_time", "correct the time of the column's form in the mapping"},
      {"missing_time", "map the column that holds the time, or ask its sender"},
      {"bad_amount", "correct point and group of the column's form in the mapping"},
      {"too_many_decimals", "correct point, group or currency in the mapping"},
      {"too_large", "look whether the column is an amount at all"},
      {"missing_amount", "map the column that holds the amount, or ask its sender"},
      {"negative_amount", "set signed: true in the column's form if a minus is meant"},
      {"two_amounts", "look whether debit and credit are mapped to the right columns"},
      {"unknown_currency", "look whether the column is a currency; else map it to unknown"},
      {"missing_end", "map the columns that name the two ends, or set own_account, own_number"},
      {"missing_victim", "map the columns that name the report or the victim"},
      {"missing_holder", "map the columns that name the holder or the number"},
      {"missing_name", "map the columns that name somebody"},
  });
  const auto found = std::find_if(remedies.begin(), remedies.end(),
                                  [&](const Remedy& one) { return one.fault == fault; });
  return found == remedies.end() ? "look at the row as it was received: cuibono show"
                                 : std::string(found->text);
}

}  // namespace cuibono::evidence
