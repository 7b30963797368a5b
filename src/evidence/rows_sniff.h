#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rows.h"

namespace cuibono::evidence {

/// Another encoding than the guessed one, where more of the first lines are words of headers in it.
///
/// In      guess: a code page; UTF-8, UTF-16 and binary stay as they are.
/// Cost    about 1 ms a code page that is tried; files of UTF-8 pay nothing.
[[nodiscard]] EncodingGuess refine_encoding(std::string_view sample, EncodingGuess guess);

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
