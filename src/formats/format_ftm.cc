// FollowTheMoney: entities (also those of OpenSanctions, nested or not) and statements about them.
#include <algorithm>
#include <array>

#include "formats/format_list.h"
#include "formats/ftm_entity.h"

namespace cuibono::formats {
namespace {

using Entity = FtmEntity;
constexpr std::array<std::string_view, 9> table_names{
    "people", "companies", "ties", "payments", "calls", "accounts", "wallets", "listings", "other"};
std::string text(std::string_view view) { return std::string(view); }

FtmGroup group_named(std::string_view table) {
  const auto found = std::find(table_names.begin(), table_names.end(), table);
  return static_cast<FtmGroup>(found - table_names.begin());
}

Table make_table(std::string_view name) {
  constexpr std::array<std::string_view, 9> kinds{"persons",     "companies", "ties",
                                                  "transfers",   "calls",     "subscribers",
                                                  "subscribers", "watchlist", "other"};
  const FtmGroup group = group_named(name);
  Table table;
  table.name = name;
  table.kind = kinds.at(static_cast<std::size_t>(group));
  table.columns = columns_of<Entity>(ftm_rules(group));
  return table;
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{{""}, {}};
  return rules;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  return find_json_tables(
      context, bytes, record_rules(), table_names,
      [](const JsonRecord& record) {
        std::uint32_t found = 0;
        each_ftm_entity(record.value, [&](const Entity& entity) {
          found |= 1U << static_cast<std::uint32_t>(group_of(entity));
        });
        return found;
      },
      make_table);
}

std::string why_refused(const JsonRecord& record, const Entity& entity) {
  if (!record.fault.empty()) return text(record.fault);
  if (entity.schema.empty()) return "the record has no schema, so it is no FollowTheMoney entity";
  return {};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  const FtmGroup group = group_named(table.name);
  FtmIndex index;
  const bool names_others = group != FtmGroup::people && group != FtmGroup::companies;
  if (names_others) {
    CB_TRY(index, make_ftm_index(context, bytes));
  }
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    core::Status status;
    bool is_any = false;
    each_ftm_entity(record.value, [&](const Entity& found) {
      if (!status.has_value() || group_of(found) != group) return;
      Entity entity = found;
      entity.index = &index;
      const bool is_outer = !is_any && entity.node.offset() == record.value.offset();
      const bool is_record = is_outer || !record.value.is_there();
      is_any = true;
      status = writer.write<Entity>(ftm_rules(group), entity,
                                    is_record ? record.offset : entity.node.offset(),
                                    is_record ? record.bytes : entity.node.bytes(),
                                    !record.is_whole, why_refused(record, entity));
    });
    if (!status.has_value()) return status.error();
    return is_any;
  };
  return read_json_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 10;
  return begins_json_with(bytes, "\"schema\"") &&
         first_json_records(bytes, record_rules(), looked_at,
                            [](const JsonRecord& record) { return is_ftm_record(record.value); });
}

}  // namespace

const FileFormat ftm_format{
    .name = "ftm",
    .title = "FollowTheMoney entities or statements",
    .gives =
        "people, companies, ties, payments, calls, accounts, wallets and listings as tables, "
        "nested "
        "entities among them; all else as a table of its own",
    .standard = "FollowTheMoney 4, OpenSanctions exports",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
