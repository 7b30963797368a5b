#pragma once
#include <memory>
#include <string_view>

#include "formats/column_table.h"

namespace cuibono::formats {

/// A Parquet file column by column; null where a column is a structure, which rows alone show flat.
/// In      bytes, which live as long as the table.
/// Errors  resources: the library is not there.  bad_input: no such file.
[[nodiscard]] core::Result<std::unique_ptr<ColumnTable>> open_parquet_columns(
    std::string_view bytes);

}  // namespace cuibono::formats
