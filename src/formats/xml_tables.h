#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/cell_rules.h"
#include "formats/xml_records.h"

namespace cuibono::formats {

/// Which of a format's tables a record belongs to: its place among `names`. Asked of every record once.
using XmlTableOf = std::function<std::size_t(const XmlNode& record, bool is_whole)>;
using XmlTableMade = std::function<Table(std::string_view name)>;

/// The tables of a document of which it holds at least one record, in the order of `names`; of a whole
/// document without any record the first alone. Where it breaks, the first of them has a note that says so.
/// Errors  bad_input: broken before its first record.
[[nodiscard]] core::Result<std::vector<Table>> find_xml_tables(
    const core::RunContext& context, std::string_view bytes, const XmlRecordRules& rules,
    std::span<const std::string_view> names, const XmlTableOf& table_of,
    const XmlTableMade& make_table);

/// The same, where one record may have rows in several tables: a bit for each.
using XmlTablesOf = std::function<std::uint32_t(const XmlNode& record, bool is_whole)>;
[[nodiscard]] core::Result<std::vector<Table>> find_xml_table_sets(
    const core::RunContext& context, std::string_view bytes, const XmlRecordRules& rules,
    std::span<const std::string_view> names, const XmlTablesOf& tables_of,
    const XmlTableMade& make_table);

/// Writes the rows of a record of this table; the last of them is damaged where it is not whole.
/// Out: whether there was one.
using WriteXmlRecord = std::function<core::Result<bool>(const XmlNode& record, bool is_whole)>;

/// Reads a document to its end or its fault; a broken one ends with a damaged row.
[[nodiscard]] core::Status read_xml_table(const core::RunContext& context, std::string_view bytes,
                                          const XmlRecordRules& rules, RowWriter& writer,
                                          std::size_t columns, const WriteXmlRecord& write);

/// A sentence more in a note.
void add_note(Table& table, std::string_view sentence);

/// Makes a table's columns no evidence of payments: each understood, none used, for this reason.
void set_unused(Table& table, std::string_view why);

}  // namespace cuibono::formats
