#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rows.h"

namespace cuibono::evidence {

/// The encoding of a sample from the beginning of a file, with the reason.
///
/// Out     binary where it is no text.
/// Source  Plausibility of letters: Hangul pairs of KS X 1001, runs of Cyrillic letters, single
/// accented
///         letters between ASCII ones. Not a language model: a few hundred letters decide it.
struct EncodingGuess {
  Encoding encoding = Encoding::utf8;
  std::string reason;
};
[[nodiscard]] EncodingGuess sniff_encoding(std::string_view sample);

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
