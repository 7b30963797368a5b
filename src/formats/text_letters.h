#pragma once
#include <optional>
#include <string_view>

#include "formats/text_encoding.h"

namespace cuibono::formats {

/// The code page whose letters are those of one language, where that is certain: Polish, Czech, Hungarian,
/// Lithuanian … written in Windows-1250, ISO 8859-2, IBM 852 or Windows-1257, Russian in KOI8-R or IBM 866.
///
/// In      text of single bytes that is not UTF-8.
/// Out     nothing where Latin-1, Windows-1252 or Windows-1251 explain the letters as well.
/// Cost    time O(bytes).
[[nodiscard]] std::optional<EncodingGuess> guess_by_letters(std::string_view sample);

}  // namespace cuibono::formats
