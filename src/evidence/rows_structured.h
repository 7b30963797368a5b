#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "evidence/rows.h"
#include "formats/formats.h"

namespace cuibono::evidence {

/// What a file of a format of src/formats holds, as `sniff` tells it.
///
/// In      table: which of its tables; empty where the file is one, or is asked for as a whole.
/// Out     container where it holds several tables or only members; structured with its header where it
///         is one table; binary, with the reason, where the reader cannot read it after all.
[[nodiscard]] Sniffed sniff_structured(const formats::FileFormat& format, std::string_view bytes,
                                       std::string_view table);

/// The first cell that is no text: bytes of the file that are no UTF-8, or a NUL. Empty: all are.
[[nodiscard]] std::string_view find_unclean(std::span<const std::string_view> cells);

/// read_rows for Format::structured: the rows of one table, judged as those of a text table are.
[[nodiscard]] core::Result<RowCount> read_structured_rows(
    const core::RunContext& context, const RowsRequest& request,
    const std::function<core::Status(const Row&, RowFault)>& on_row);

/// The bytes that a row was made from, or where the format has no such place its cells with tabs between.
[[nodiscard]] std::optional<std::string> find_structured_row(std::string_view bytes,
                                                             const Dialect& dialect,
                                                             std::uint64_t ordinal);

}  // namespace cuibono::evidence
