#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rows.h"

namespace cuibono::evidence {

/// Cells of a file's columns, as far as the proposal looks.
struct SampledRows {
  std::vector<std::vector<std::string>> columns;  ///< [columns][rows looked at]
  std::vector<std::string> preamble;              ///< lines above the table, as text
  std::uint64_t rows = 0;
};

/// The first 2,000 data rows, and 2,000 spread over the rest of the file in twenty places.
[[nodiscard]] SampledRows sample_rows(std::string_view bytes, const Sniffed& sniffed);

}  // namespace cuibono::evidence
