#pragma once
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/cell_rules.h"
#include "formats/json_records.h"

namespace cuibono::formats {

/// Days and instants as these formats write them: a year, a month, a day, or a day and a time.
inline constexpr std::string_view json_time = "YYYY[-MM[-DD[['T'][ ]hh:mm[:ss[.f]][Z]]]]";

/// In which of a format's tables a record has rows: bit i is the table i of `names`.
using JsonTablesOf = std::function<std::uint32_t(const JsonRecord& record)>;
using JsonTableMade = std::function<Table(std::string_view name)>;

/// The tables of a file in which it has at least one row, in the order of `names`; of a whole file without any
/// record the first alone. Reading ends with the record that shows the last of them.
/// Errors  bad_input: broken before its first record.
[[nodiscard]] core::Result<std::vector<Table>> find_json_tables(
    const core::RunContext& context, std::string_view bytes, const JsonRecordRules& rules,
    std::span<const std::string_view> names, const JsonTablesOf& tables_of,
    const JsonTableMade& make_table);

/// Writes the rows that a record has in this table; the last of them is damaged where it is not whole.
/// Out: whether there was one.
using WriteJsonRecord = std::function<core::Result<bool>(const JsonRecord& record)>;

/// Reads a file to its end or its fault; a broken one ends with a damaged row.
[[nodiscard]] core::Status read_json_table(const core::RunContext& context, std::string_view bytes,
                                           const JsonRecordRules& rules, RowWriter& writer,
                                           std::size_t columns, const WriteJsonRecord& write);

/// "key: text; key: text" of every member of an object whose key is not among these.
[[nodiscard]] std::string other_members(const JsonNode& object,
                                        std::span<const std::string_view> known);
/// All texts below a value, in order, with a mark between.
[[nodiscard]] std::string texts_below(const JsonNode& value, std::string_view mark = ", ");

}  // namespace cuibono::formats
