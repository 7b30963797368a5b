#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cuibono::evidence {

/// The country that a text names: a code ("DE", "DEU"), or a name in one of the languages of the
/// case ("Alemania", "Германия", "독일").
///
/// Out     ISO 3166 alpha-2; nothing for what is no country's name. Names of former states, regions
///         and nationalities ("German") are not read.
/// Laws    1 case and accents do not matter.
/// Cost    one look-up; the table of names is made at the first call (about 20 ms).
/// Source  names: ICU (CLDR).
[[nodiscard]] std::optional<std::string> find_country(std::string_view text);

}  // namespace cuibono::evidence
