#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rows.h"

namespace cuibono::evidence {

/// Delimiter, quote and header row of a text that is delimited; format text where it is not.
/// In      text: UTF-8, whole lines.
struct TableGuess {
  Format format = Format::csv;
  char delimiter = ',';
  char quote = '"';
  std::uint64_t header_row = 0;
  std::vector<std::string> header;
  std::vector<std::string> reasons;
};
[[nodiscard]] TableGuess sniff_table(std::string_view text);

}  // namespace cuibono::evidence
