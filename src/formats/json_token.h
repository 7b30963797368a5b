#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/json_tree.h"

namespace cuibono::formats {

/// A text, number or word of JSON.
struct JsonToken {
  JsonKind kind = JsonKind::none;
  std::string_view text;  ///< a text between its marks as written; a number or word
  std::uint64_t end = 0;  ///< behind it
  bool has_escapes = false;
  bool is_cut = false;   ///< the file ends in it
  bool is_word = false;  ///< a word such as NaN: no JSON, but what follows can be read
  std::string_view fault;
};
[[nodiscard]] JsonToken read_json_token(std::string_view bytes, std::uint64_t position);

/// The characters of a text with escapes. Half a surrogate pair, and NUL, become U+FFFD with a fault.
struct JsonText {
  std::string text;
  std::string_view fault;
};
[[nodiscard]] JsonText unescape_json(std::string_view written);

/// Every byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string mend_utf8(std::string_view text);

/// Whether each line is a value of its own, told by the first two.
[[nodiscard]] bool is_json_by_lines(std::string_view text);

}  // namespace cuibono::formats
