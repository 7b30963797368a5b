#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cuibono::brief {

/// A name in Latin letters, for who cannot read its script: "Катрина" → "Katrina".
///
/// In      UTF-8.
/// Out     nothing where every letter is Latin already. A reading aid: never compared, never a name of ours.
/// Source  ICU's transliteration "Any-Latin; Latin-ASCII".
/// Cost    some us a name.
[[nodiscard]] std::optional<std::string> latin_of(std::string_view text);

}  // namespace cuibono::brief
