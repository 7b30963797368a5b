// What a format's standard says of a table: its kind, and the columns whose meaning is written there.
#include "evidence/propose_parts.h"
#include "evidence/records_layout.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint8_t by_standard_percent = 97;

void overlay(const formats::Column& declared, ColumnForm& form) {
  if (!declared.time_pattern.empty()) form.time_pattern = declared.time_pattern;
  if (!declared.zone.empty()) form.zone = declared.zone;
  if (!declared.selector.empty()) form.selector = declared.selector;
  if (!declared.split.empty()) form.split = declared.split;
  if (!declared.unit.empty()) form.unit = declared.unit;
  form.decimals.point = declared.point;
  form.decimals.group = '\0';
  form.is_signed = declared.is_signed;
}

}  // namespace

void take_declared(const Item& item, const formats::Table& table,
                   const std::vector<ColumnView>& views, Mapping& mapping) {
  const auto kind = find_item_kind(table.kind);
  CB_ASSERT(kind.has_value());
  mapping.kind = item.kind.value_or(kind.value_or(ItemKind::other));
  mapping.kind_confidence_percent = item.kind ? 100 : by_standard_percent;
  mapping.kind_reason = item.kind ? "stated when the file was added" : "the format says so";
  if (!item.kind && !table.kind_reason.empty()) mapping.kind_reason += ": " + table.kind_reason;
  mapping.currency = table.currency;
  mapping.own_account = table.own_account;
  for (std::size_t i = 0; i < views.size(); ++i) {
    ColumnMapping column;
    column.column = views[i].column;
    column.header = views[i].header;
    const formats::Column* declared = i < table.columns.size() ? &table.columns[i] : nullptr;
    if (declared == nullptr || declared->field.empty()) {
      settle_rest(column, views[i]);
    } else {
      const auto field = find_field(declared->field);  // of exported records: perhaps a later one
      column.field = field.value_or(Field::unknown);
      column.confidence_percent = by_standard_percent;
      column.reason = declared->reason;
      // How the cells look says nothing of exported records: each is written as the format says.
      if (declared->unit != exported_unit) settle_form(column, views[i]);
      overlay(*declared, column.form);
      if (!declared->time_pattern.empty()) {  // no other order of day and month is possible then
        column.doubtful = false;
        column.confidence_percent = by_standard_percent;
        column.reason = declared->reason;
      }
    }
    mapping.columns.push_back(std::move(column));
  }
}

}  // namespace cuibono::evidence
