// What is proposed for a variant, compared with what a careful person would say.
#include <algorithm>
#include <cstdio>

#include "core/core.h"
#include "evidence/mapping.h"
#include "evidence/mapping_variants.h"
#include "evidence/records.h"
#include "evidence/records_columns.h"
#include "evidence/time_pattern.h"

namespace cuibono::evidence {
namespace {

bool is_among(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Letters and digits alone, in capitals: how accounts and numbers are compared.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') out += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      out += c;
  }
  return out;
}

struct Compared {
  const Variant& variant;
  const Mapping& mapping;
  const std::vector<std::vector<std::string>>& cells;  // [columns]
  VariantScore& score;

  void complain(const std::string& text) const {
    score.complaints += variant.name + ": " + text + "\n";
  }
};

bool is_same_time(const TimeReading& a, const TimeReading& b) {
  return a.civil.year == b.civil.year && a.civil.month == b.civil.month &&
         a.civil.day == b.civil.day && a.civil.hour == b.civil.hour &&
         a.civil.minute == b.civil.minute && a.civil.second == b.civil.second;
}

/// One of the patterns reads all cells as the proposed one does.
bool times_agree(const Compared& compared, const ColumnMapping& column,
                 const VariantColumn& wanted) {
  const auto proposed = TimePattern::make(column.form.time_pattern);
  if (!proposed) return false;
  for (const auto& letters : wanted.times) {
    if (letters == column.form.time_pattern) return true;
    const auto pattern = TimePattern::make(letters);
    if (!pattern) continue;
    bool agree = true;
    for (const auto& cell : compared.cells[column.column]) {
      if (is_absent(cell)) continue;
      const auto a = proposed->read(cell), b = pattern->read(cell);
      agree = agree && (!b || (a && is_same_time(*a, *b)));
    }
    if (agree) return true;
  }
  return false;
}

bool decimals_agree(const Compared& compared, const ColumnMapping& column,
                    const VariantColumn& wanted) {
  core::DecimalStyle style = column.form.decimals;
  const auto point = wanted.form.find("decimal"), group = wanted.form.find("group");
  if (point != wanted.form.end()) style.point = point->second[0];
  if (group != wanted.form.end())
    style.group = group->second == "blank" ? ' ' : group->second[0];
  else if (point != wanted.form.end() && style.group == style.point)
    style.group = style.point == ',' ? '.' : ',';
  for (const auto& cell : compared.cells[column.column]) {
    if (is_absent(cell)) continue;
    const auto a = core::parse_decimal(cell, column.form.decimals, 6);
    const auto b = core::parse_decimal(cell, style, 6);
    if (!b.fault && (a.fault || a.scaled != b.scaled)) return false;
  }
  return true;
}

void compare_form(const Compared& compared, const ColumnMapping& column,
                  const VariantColumn& wanted) {
  std::string fault;
  const FieldType type = type_of(column.field);
  if (type == FieldType::time && !wanted.times.empty() && !times_agree(compared, column, wanted))
    fault = "times " + column.form.time_pattern + ", not " + wanted.times[0];
  const auto zone = wanted.form.find("zone");
  if (type == FieldType::time && zone != wanted.form.end() && column.form.zone != zone->second &&
      !(zone->second == "UTC" && column.form.time_pattern.starts_with("epoch")))
    fault = "zone \"" + column.form.zone + "\", not " + zone->second;
  if (type == FieldType::amount && !decimals_agree(compared, column, wanted))
    fault = std::string("decimals ") + column.form.decimals.point;
  if (type == FieldType::amount && wanted.is_signed && !column.form.is_signed) fault = "not signed";
  const auto unit = wanted.form.find("unit");
  if (column.field == Field::duration_s && unit != wanted.form.end() &&
      column.form.unit != unit->second)
    fault = "unit " + column.form.unit + ", not " + unit->second;
  const auto split = wanted.form.find("split");
  if (split != wanted.form.end() && !split->second.empty() && column.form.split != split->second)
    fault = "split \"" + column.form.split + "\", not " + split->second;
  if (fault.empty()) return;
  ++(column.doubtful ? compared.score.misread_asked : compared.score.misread_sure);
  compared.complain(std::string(column.doubtful ? "" : "SURE ") + column.header + " is read in " +
                    fault);
}

/// Somebody is asked about a column.
bool is_asked(const Mapping& mapping, const ColumnMapping& column) {
  if (column.field == Field::unknown || column.doubtful) return true;
  return std::any_of(mapping.questions.begin(), mapping.questions.end(), [&](const auto& question) {
    return question.find("\"" + column.header + "\"") != std::string::npos;
  });
}

void compare_columns(const Compared& compared) {
  VariantScore& score = compared.score;
  const auto& columns = compared.mapping.columns;
  std::size_t filled = columns.size();  // a mark at the end of each line makes no column
  while (filled > 0 && columns[filled - 1].header.empty() &&
         columns[filled - 1].field == Field::ignored)
    --filled;
  if (filled != compared.variant.columns.size() &&
      columns.size() != compared.variant.columns.size())
    compared.complain("has " + std::to_string(columns.size()) + " columns, not " +
                      std::to_string(compared.variant.columns.size()));
  for (std::size_t i = 0; i < compared.variant.columns.size(); ++i) {
    const VariantColumn& wanted = compared.variant.columns[i];
    ++score.columns;
    if (i >= columns.size()) {
      ++score.wrong_sure;
      continue;
    }
    const ColumnMapping& column = columns[i];
    const std::string field(field_name(column.field));
    const bool must_ask = is_among(compared.variant.asks, wanted.name);
    if (must_ask && !is_asked(compared.mapping, column)) {
      ++score.wrong_sure;
      compared.complain("SURE " + wanted.name + " must be asked; it is " + field);
    } else if (is_among(wanted.fields, field)) {
      ++score.right;
      score.right_asked += column.doubtful ? 1U : 0U;
      compare_form(compared, column, wanted);
    } else {
      const bool unknown = column.field == Field::unknown;
      const bool asked = column.doubtful;
      ++(unknown ? score.unknown : asked ? score.wrong_asked : score.wrong_sure);
      compared.complain(std::string(unknown || asked ? "" : "SURE ") + wanted.name + " is " +
                        field + " " + std::to_string(column.confidence_percent) + ", not " +
                        wanted.fields[0] + " (" + column.reason + ")");
    }
  }
}

std::string amount_of(const BatchColumn& column) {
  if (column.numbers.empty() || column.numbers[0] == no_number) return "none";
  const auto exponent = core::get_asset(column.assets[0]).exponent;
  std::string digits = std::to_string(std::abs(column.numbers[0]));
  if (digits.size() <= exponent) digits.insert(0, exponent + 1U - digits.size(), '0');
  digits.insert(digits.size() - exponent, ".");
  while (digits.ends_with("0")) digits.pop_back();
  if (digits.ends_with(".")) digits.pop_back();
  return digits;
}

std::string plain_number(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.ends_with("0")) text.pop_back();
  if (text.ends_with(".")) text.pop_back();
  return text;
}

std::string time_of(const BatchColumn& column) {
  if (column.numbers.empty() || column.numbers[0] == no_number) return "none";
  const std::int64_t offset =
      column.offset_min[0] == core::no_offset ? 0 : column.offset_min[0] * 60LL * 1'000'000LL;
  return core::format_time(column.numbers[0] + offset, core::Precision::second);
}

std::string text_of(const BatchColumn* column) {
  if (column == nullptr || column->codes.empty() || column->codes[0] == no_value) return "";
  return column->values[column->codes[0]];
}

/// Without the nought that national numbers begin with: both forms of a number end so.
std::string without_nought(std::string text) {
  while (text.starts_with("0")) text.erase(0, 1);
  return text;
}

bool way_is_out(const RecordBatch& batch, const Compared& compared) {
  const Mapping& mapping = compared.mapping;
  const bool calls = batch.kind == ItemKind::calls;
  const std::string from = text_of(batch.find(calls ? Field::caller : Field::payer));
  std::string own = text_of(batch.find(calls ? Field::subject_number : Field::own_account));
  for (const auto& column : mapping.columns) {
    if (calls && column.field == Field::subject_number && own.empty() &&
        !compared.cells[column.column].empty())
      own = without_nought(bare(compared.cells[column.column][0]));
  }
  if (own.empty()) own = calls ? mapping.own_number : mapping.own_account;
  if (own.empty()) own = "statement-";
  return !from.empty() && bare(from).find(bare(own)) != std::string::npos;
}

bool is_first(const RecordBatch& batch, const Compared& compared, const std::string& key,
              const std::string& value, std::string& found) {
  if (key == "way") {
    found = way_is_out(batch, compared) ? "out" : "in";
    return found == value;
  }
  if (key == "from" || key == "to") {
    const bool from = key == "from";
    found = text_of(batch.find(from ? Field::payer : Field::payee)) + " " +
            text_of(batch.find(from ? Field::from_address : Field::to_address));
    return bare(found).find(bare(value)) != std::string::npos;
  }
  const auto field = find_field(key);
  if (!field) return false;
  const BatchColumn* column = batch.find(*field);
  if (key == "time" && column == nullptr) column = batch.find(Field::date);
  if (column == nullptr && key == "time") column = batch.find(Field::received_time);
  const auto contains = [&](Field side) {
    found += text_of(batch.find(side)) + " ";
    return bare(found).find(without_nought(bare(value))) != std::string::npos;
  };
  const bool other = key.starts_with("other_") || key == "own_account" || key == "subject_number" ||
                     key == "own_number";
  if (column == nullptr && other) {
    const bool payer = contains(Field::payer), payee = contains(Field::payee);
    const bool caller = contains(Field::caller), callee = contains(Field::callee);
    return payer || payee || caller || callee;
  }
  if (column == nullptr) return false;
  switch (type_of(*field)) {
    case FieldType::amount:
      found = amount_of(*column);
      return found == plain_number(value);
    case FieldType::time: {
      found = time_of(*column);
      return found.starts_with(value);
    }
    case FieldType::number:
      found = column->numbers.empty() ? "none" : std::to_string(column->numbers[0]);
      return found == value;
    default:
      found = text_of(column);
      return bare(found).find(without_nought(bare(value))) != std::string::npos;
  }
}

void compare_records(const Compared& compared) {
  VariantScore& score = compared.score;
  Item item;
  item.name = compared.variant.keys.at("file");
  item.sha256 = core::sha256(compared.variant.bytes);
  const auto batch =
      read_records({}, {&item, compared.variant.bytes, &compared.mapping, "source", true});
  if (!batch.has_value()) {
    compared.complain("cannot be read: " + batch.error().what);
    return;
  }
  const std::uint64_t records = batch->account.records;
  if (records == compared.variant.records) {
    ++score.counts;
  } else {
    compared.complain("gives " + std::to_string(records) + " records, not " +
                      std::to_string(compared.variant.records) +
                      (batch->quarantined.empty() ? "" : ": " + batch->quarantined[0].text));
  }
  bool right = records > 0;
  for (const auto& [key, value] : compared.variant.first) {
    std::string found;
    if (records > 0 && is_first(*batch, compared, key, value, found)) continue;
    right = false;
    compared.complain("first " + key + " is " + found + ", not " + value);
  }
  score.firsts += right ? 1U : 0U;
}

std::vector<std::vector<std::string>> cells_of(const Variant& variant, const Mapping& mapping) {
  std::vector<std::vector<std::string>> cells(mapping.columns.size());
  std::vector<std::string> header;
  for (const auto& column : mapping.columns) header.push_back(column.header);
  const auto status =
      read_rows({}, {variant.bytes, mapping.dialect, header},
                [&](const Row& row, RowFault fault) -> core::Status {
                  if (fault != RowFault::none) return {};
                  for (std::size_t i = 0; i < cells.size(); ++i)
                    cells[i].emplace_back(i < row.cells.size() ? core::trim(row.cells[i])
                                                               : std::string_view());
                  return {};
                });
  static_cast<void>(status);
  return cells;
}

}  // namespace

std::string VariantScore::summary() const {
  std::string text = std::to_string(files) + " files, " + std::to_string(columns) + " columns: ";
  char percent[16];
  std::snprintf(percent, sizeof percent, "%.1f", right_percent());
  text += std::to_string(right) + " right (" + percent + " %; " + std::to_string(right_asked) +
          " of them asked), " + std::to_string(unknown) + " not understood and asked, " +
          std::to_string(wrong_asked) + " wrong and asked, " + std::to_string(wrong_sure) +
          " wrong and sure; times and decimals misread: " + std::to_string(misread_asked) +
          " asked, " + std::to_string(misread_sure) + " sure\n";
  text += "files right in kind " + std::to_string(kinds) + ", currency " +
          std::to_string(currencies) + ", owner " + std::to_string(owners) + ", records " +
          std::to_string(counts) + ", first record " + std::to_string(firsts) + "\n";
  return text;
}

void score_variant(const Variant& variant, VariantScore& score) {
  ++score.files;
  const auto key = [&](const char* name) {
    const auto found = variant.keys.find(name);
    return found == variant.keys.end() ? std::string() : found->second;
  };
  Item item;
  item.name = key("file");
  item.jurisdiction = key("country");
  item.sha256 = core::sha256(variant.bytes);
  const Mapping mapping = propose_mapping(item, variant.bytes, {key("zone"), true});
  const auto cells = cells_of(variant, mapping);
  const Compared compared{variant, mapping, cells, score};

  const std::string kind(item_kind_name(mapping.kind));
  std::string kinds = key("kind");
  std::replace(kinds.begin(), kinds.end(), '|', ' ');
  std::vector<std::string> right_kinds;
  for (const auto word : core::split(kinds, ' ')) right_kinds.emplace_back(word);
  if (is_among(right_kinds, kind)) {
    ++score.kinds;
  } else {
    compared.complain("is read as " + kind + " " + std::to_string(mapping.kind_confidence_percent) +
                      ", not " + key("kind") + " (" + mapping.kind_reason + ")");
  }
  const bool column_says =
      std::any_of(mapping.columns.begin(), mapping.columns.end(), [](const ColumnMapping& column) {
        return column.field == Field::currency || column.field == Field::payment_currency;
      });
  // A currency that is only asked about is not counted as found.
  const bool is_asked_about =
      std::any_of(mapping.questions.begin(), mapping.questions.end(),
                  [](const std::string& text) { return text.starts_with("Are the amounts in "); });
  const std::string stated = is_asked_about ? std::string() : mapping.currency;
  const bool currency = stated == key("currency") || (key("currency").empty() && column_says);
  score.currencies += currency ? 1U : 0U;
  if (!currency)
    compared.complain("currency is \"" + stated + "\", not \"" + key("currency") + "\"");
  const std::string own = mapping.own_account.empty() ? mapping.own_number : mapping.own_account;
  const std::string owner_key = key("own");
  const auto owners = core::split(owner_key, '|');
  const bool owner = std::any_of(owners.begin(), owners.end(),
                                 [&](std::string_view one) { return bare(own) == bare(one); });
  score.owners += owner ? 1U : 0U;
  if (!owner) compared.complain("owner is \"" + own + "\", not \"" + key("own") + "\"");
  compare_columns(compared);
  compare_records(compared);
}

}  // namespace cuibono::evidence
