#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cuibono::evidence {

/// The country that the calling code of a number belongs to.
///
/// In      a selector "tel:+…"; simulated: the case is one, where "+999" is followed by the calling code of the
///         country that the number stands for.
/// Out     ISO 3166 alpha-2. Of a code that countries share the one with most numbers (+44: GB), but for
///         +1 and +7, whose next digits tell. Nothing for codes of no country and for numbers that
///         cost the callee or nobody (+1 800). Where somebody has a number is not where somebody lives.
/// Source  ITU-T E.164 and its list of assigned codes, as libphonenumber 8.12 has them.
[[nodiscard]] std::optional<std::string> find_phone_country(std::string_view selector,
                                                            bool simulated);

}  // namespace cuibono::evidence
