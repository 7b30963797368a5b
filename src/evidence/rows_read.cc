#include <string>

#include "core/core.h"
#include "evidence/rows.h"
#include "evidence/rows_json.h"
#include "evidence/rows_structured.h"
#include "evidence/rows_table.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint64_t rows_between_looks = 4096;  // at whether somebody wants to stop

bool has_rows(const Dialect& dialect) {
  return dialect.format != Format::binary && dialect.format != Format::container &&
         dialect.encoding != Encoding::binary;
}

}  // namespace

core::Result<RowCount> read_rows(const core::RunContext& context, const RowsRequest& request,
                                 const std::function<core::Status(const Row&, RowFault)>& on_row) {
  if (!has_rows(request.dialect)) return RowCount{};
  if (request.dialect.format == Format::structured)
    return read_structured_rows(context, request, on_row);
  if (request.dialect.format == Format::jsonl) return read_json_rows(context, request, on_row);
  TableRows rows(request.bytes, request.dialect);
  RowJudge judge(request.dialect, request.columns);
  while (rows.next()) {
    if (rows.ordinal() % rows_between_looks == 0) CB_TRY_STATUS(core::check_cancelled(context));
    auto& cells = rows.cells();
    const RowFault fault = judge.judge(rows.ordinal(), rows.fault(), rows.line(), cells);
    if (is_data(fault)) CB_TRY_STATUS(on_row(Row{rows.ordinal(), rows.offset(), cells}, fault));
  }
  const RowCount& count = judge.count();
  CB_CHECK(count.physical == count.data + count.headers + count.preamble + count.empty,
           "every row of the file is counted once");
  return count;
}

core::Result<std::string> read_original_row(std::string_view bytes, const Dialect& dialect,
                                            std::uint64_t ordinal) {
  const core::Error no_such_row{core::ErrorCode::bad_input,
                                "The file has no row " + std::to_string(ordinal), "",
                                "Rows are counted from 1 and a header is a row"};
  if (!has_rows(dialect)) return no_such_row;
  if (dialect.format == Format::structured) {
    if (auto row = find_structured_row(bytes, dialect, ordinal)) return std::move(*row);
    return no_such_row;
  }
  if (dialect.format == Format::jsonl) {
    if (auto row = find_json_row(bytes, dialect, ordinal)) return std::move(*row);
    return no_such_row;
  }
  TableRows rows(bytes, dialect);
  while (rows.next())
    if (rows.ordinal() == ordinal)
      return std::string(bytes.substr(rows.offset(), rows.raw_bytes()));
  return no_such_row;
}

}  // namespace cuibono::evidence
