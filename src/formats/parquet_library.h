#pragma once
#include <string>

#include "core/core.h"
#include "formats/parquet_plugin.h"

namespace cuibono::formats {

/// The Parquet library beside the program, loaded once for the process at the first call.
struct ParquetLibrary {
  CuibonoReadParquet read = nullptr;
  CuibonoWriteParquet write = nullptr;
  CuibonoWriteTable write_table = nullptr;
  CuibonoOpenParquet open = nullptr;
  CuibonoNextParquet next = nullptr;
  CuibonoTextsParquet texts = nullptr;
  CuibonoCloseParquet close = nullptr;
  std::string fault;  ///< why they are not there
  [[nodiscard]] bool is_whole() const noexcept {
    return read != nullptr && write != nullptr && write_table != nullptr && open != nullptr &&
           next != nullptr && texts != nullptr && close != nullptr;
  }
};
[[nodiscard]] const ParquetLibrary& parquet_library();
/// Errors  resources: it is not there.
[[nodiscard]] core::Status check_parquet_library();

}  // namespace cuibono::formats
