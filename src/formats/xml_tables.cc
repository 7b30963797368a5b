#include "formats/xml_tables.h"

namespace cuibono::formats {

core::Result<std::vector<Table>> find_xml_tables(const core::RunContext& context,
                                                 std::string_view bytes,
                                                 const XmlRecordRules& rules,
                                                 std::span<const std::string_view> names,
                                                 const XmlTableOf& table_of,
                                                 const XmlTableMade& make_table) {
  const auto tables_of = [&](const XmlNode& record, bool is_whole) -> std::uint32_t {
    const std::size_t which = table_of(record, is_whole);
    return which < names.size() ? 1U << which : 0;
  };
  return find_xml_table_sets(context, bytes, rules, names, tables_of, make_table);
}

core::Result<std::vector<Table>> find_xml_table_sets(
    const core::RunContext& context, std::string_view bytes, const XmlRecordRules& rules,
    std::span<const std::string_view> names, const XmlTablesOf& tables_of,
    const XmlTableMade& make_table) {
  std::uint32_t found = 0;
  const auto note = [&](const XmlNode& record, bool is_whole) -> core::Status {
    found |= tables_of(record, is_whole);
    return {};
  };
  CB_TRY(const XmlEnd end, read_xml_records(context, bytes, rules, note));
  const bool is_none = found == 0;
  if (!end.is_whole && is_none) {
    return core::Error{core::ErrorCode::bad_input,
                       "the file is broken before its first record: " + end.fault,
                       "at byte " + std::to_string(end.offset), "ask its sender for a whole file"};
  }
  if (is_none) found = 1;
  std::vector<Table> tables;
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((found >> i & 1U) != 0) tables.push_back(make_table(names[i]));
  if (!end.is_whole)
    add_note(tables[0], "The file breaks at byte " + std::to_string(end.offset) + " (" + end.fault +
                            "); what stands behind is not read. Can its sender send it again?");
  return tables;
}

core::Status read_xml_table(const core::RunContext& context, std::string_view bytes,
                            const XmlRecordRules& rules, RowWriter& writer, std::size_t columns,
                            const WriteXmlRecord& write) {
  bool is_said = false;  // that the file broke
  const auto take = [&](const XmlNode& record, bool is_whole) -> core::Status {
    CB_TRY(const bool is_written, write(record, is_whole));
    is_said = is_written && !is_whole;
    return {};
  };
  CB_TRY(const XmlEnd end, read_xml_records(context, bytes, rules, take));
  if (end.is_whole || is_said) return {};
  return writer.write_broken(columns, end.offset);
}

void add_note(Table& table, std::string_view sentence) {
  if (!table.note.empty()) table.note += ' ';
  table.note += sentence;
}

void set_unused(Table& table, std::string_view why) {
  for (auto& column : table.columns) {
    column.field = "ignored";
    column.reason = std::string(why) + (column.reason.empty() ? "" : ": " + column.reason);
  }
}

}  // namespace cuibono::formats
