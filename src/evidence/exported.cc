// Records out of the engine and back: nothing is rounded, shortened or guessed.
#include "evidence/exported.h"

#include <algorithm>
#include <memory>

#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

constexpr std::string_view fine_unstated = "XXX-9";

formats::RecordShape shape_of(const BatchColumn& column) {
  switch (type_of(column.field)) {
    case FieldType::time:
      return formats::RecordShape::time;
    case FieldType::amount:
      return formats::RecordShape::amount;
    case FieldType::selector:
      return formats::RecordShape::selector;
    case FieldType::number:
      return formats::RecordShape::number;
    default:
      return formats::RecordShape::text;
  }
}

std::string_view check_name(Validity validity) {
  return validity == Validity::valid       ? "valid"
         : validity == Validity::plausible ? "plausible"
                                           : "invalid";
}

formats::RecordValue value_of(const BatchColumn& column, std::size_t row) {
  formats::RecordValue value;
  if (!column.codes.empty()) {
    const std::uint32_t code = column.codes[row];
    if (code == no_value) return value;
    value.text = column.values[code];
    if (!column.validity.empty()) value.beside = check_name(column.validity[code]);
    return value;
  }
  const std::int64_t number = column.numbers[row];
  if (number == no_number) return value;
  if (!column.precision.empty()) {
    value.text = time_to_record(number, column.precision[row]);
    value.beside = zone_to_record(column.offset_min[row]);
    value.precision = core::precision_name(column.precision[row]);
  } else if (!column.assets.empty()) {
    value.text = core::format_amount(number, column.assets[row]);
    value.beside = currency_to_record(column.assets[row]);
  } else {
    value.text = std::to_string(number);
  }
  return value;
}

/// All that a value is, as one text that two values can be compared by.
std::string whole_value(const BatchColumn* column, std::size_t row) {
  if (column == nullptr) return {};
  const formats::RecordValue value = value_of(*column, row);
  if (value.text.empty()) return {};
  std::string text = value.text + " | " + value.beside + " | " + value.precision;
  if (!column->kinds.empty())
    text += " | " + std::to_string(static_cast<int>(column->kinds[column->codes[row]]));
  return text;
}

template <class Value>
std::vector<Value> kept_of(const std::vector<Value>& values, std::span<const std::uint8_t> keep) {
  std::vector<Value> kept;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (keep[i] != 0) kept.push_back(values[i]);
  return kept;
}

}  // namespace

std::string currency_to_record(core::AssetId asset) {
  return asset == core::unstated_fine_asset ? std::string(fine_unstated)
                                            : std::string(core::get_asset(asset).code);
}

std::optional<core::AssetId> currency_from_record(std::string_view word) {
  if (word == fine_unstated) return core::unstated_fine_asset;
  if (word == core::get_asset(core::unstated_asset).code) return core::unstated_asset;
  return core::find_asset(word);
}

formats::RecordSource export_records(const RecordBatch& batch, std::string label) {
  formats::RecordSource source;
  source.kind = item_kind_name(batch.kind);
  for (const BatchColumn& column : batch.columns)
    source.fields.push_back({std::string(field_name(column.field)), shape_of(column)});
  const auto at = std::make_shared<std::size_t>(0);  // the source is copied, its place is one
  source.next = [&batch, label = std::move(label),
                 at](formats::RecordRow& row) -> core::Result<bool> {
    if (*at == batch.ordinals.size()) return false;
    row.place = label + "#" + std::to_string(batch.ordinals[*at]);
    row.values.clear();
    for (const BatchColumn& column : batch.columns) row.values.push_back(value_of(column, *at));
    ++*at;
    return true;
  };
  return source;
}

RecordBatch select_records(const RecordBatch& batch, std::span<const std::uint8_t> keep) {
  RecordBatch out;
  out.kind = batch.kind;
  out.ordinals = kept_of(batch.ordinals, keep);
  for (const BatchColumn& column : batch.columns) {
    BatchColumn one = column;
    one.numbers = kept_of(column.numbers, keep);
    one.codes = kept_of(column.codes, keep);
    one.precision = kept_of(column.precision, keep);
    one.offset_min = kept_of(column.offset_min, keep);
    one.assets = kept_of(column.assets, keep);
    out.columns.push_back(std::move(one));
  }
  return out;
}

std::string find_difference(const RecordBatch& a, const RecordBatch& b) {
  if (a.kind != b.kind)
    return "records of " + std::string(item_kind_name(a.kind)) + " became records of " +
           std::string(item_kind_name(b.kind));
  if (a.ordinals.size() != b.ordinals.size())
    return std::to_string(a.ordinals.size()) + " records became " +
           std::to_string(b.ordinals.size());
  for (const auto* batch : {&a, &b}) {
    for (const BatchColumn& column : batch->columns) {
      const BatchColumn *in_a = a.find(column.field), *in_b = b.find(column.field);
      for (std::size_t row = 0; row < a.ordinals.size(); ++row) {
        const std::string before = whole_value(in_a, row), after = whole_value(in_b, row);
        if (before == after) continue;
        return std::string(field_name(column.field)) + " of record " + std::to_string(row + 1) +
               " was \"" + before + "\" and became \"" + after + "\"";
      }
    }
  }
  return {};
}

}  // namespace cuibono::evidence
