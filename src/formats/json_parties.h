#pragma once
#include <string>
#include <string_view>

namespace cuibono::formats {

/// "Ana" and "Test" as "Ana Test"; what is empty is passed over.
inline std::string with_blank(std::string_view first, std::string_view second) {
  std::string joined(first);
  if (!joined.empty() && !second.empty()) joined += ' ';
  joined += second;
  return joined;
}

/// Adds a part of an address, a note, with a mark between.
inline void add_part(std::string& text, std::string_view part, std::string_view mark = ", ") {
  if (part.empty()) return;
  if (!text.empty()) text += mark;
  text += part;
}

}  // namespace cuibono::formats
