#include "formats/json_tables.h"

#include <algorithm>

namespace cuibono::formats {

core::Result<std::vector<Table>> find_json_tables(const core::RunContext& context,
                                                  std::string_view bytes,
                                                  const JsonRecordRules& rules,
                                                  std::span<const std::string_view> names,
                                                  const JsonTablesOf& tables_of,
                                                  const JsonTableMade& make_table) {
  const std::uint32_t all = (1U << names.size()) - 1U;
  std::uint32_t found = 0;
  const auto note = [&](const JsonRecord& record) -> core::Status {
    found |= tables_of(record) & all;
    if (found != all) return {};
    return core::Error{core::ErrorCode::cancelled, "all tables are found", "", ""};
  };
  const auto end = read_json_records(context, bytes, rules, note);
  if (!end.has_value() && found != all) return end.error();
  if (end.has_value() && !end->fault.empty() && found == 0) {
    return core::Error{core::ErrorCode::bad_input,
                       "the file is broken before its first record: " + end->fault,
                       "at byte " + std::to_string(end->offset), "ask its sender for a whole file"};
  }
  if (found == 0) found = 1;
  std::vector<Table> tables;
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((found >> i & 1U) != 0) tables.push_back(make_table(names[i]));
  return tables;
}

core::Status read_json_table(const core::RunContext& context, std::string_view bytes,
                             const JsonRecordRules& rules, RowWriter& writer, std::size_t columns,
                             const WriteJsonRecord& write) {
  bool is_broken = false, is_said = false;
  const auto take = [&](const JsonRecord& record) -> core::Status {
    CB_TRY(const bool is_written, write(record));
    is_broken = is_broken || !record.is_whole;
    is_said = is_written && !record.is_whole;
    return {};
  };
  CB_TRY(const JsonEnd end, read_json_records(context, bytes, rules, take));
  if (is_said || (end.fault.empty() && !is_broken)) return {};
  return writer.write_broken(columns, end.fault.empty() ? bytes.size() : end.offset);
}

std::string texts_below(const JsonNode& value, std::string_view mark) {
  if (value.is(JsonKind::text) || value.is(JsonKind::number) || value.is(JsonKind::truth))
    return std::string(value.text());
  std::string texts;
  value.each_child([&](JsonNode child) {
    const std::string below = texts_below(child, mark);
    if (below.empty()) return;
    if (!texts.empty()) texts += mark;
    texts += below;
  });
  return texts;
}

std::string other_members(const JsonNode& object, std::span<const std::string_view> known) {
  std::string members;
  object.each_child([&](JsonNode child) {
    if (std::find(known.begin(), known.end(), child.key()) != known.end()) return;
    const std::string below = texts_below(child);
    if (below.empty()) return;
    if (!members.empty()) members += "; ";
    members += child.key();
    members += ": " + below;
  });
  return members;
}

}  // namespace cuibono::formats
