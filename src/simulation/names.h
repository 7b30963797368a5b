#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/core.h"

namespace cuibono::simulation {

/// An invented person's name as it is written at home and in Latin letters.
struct PersonName {
  std::string given, family;                ///< Latin letters
  std::string native_given, native_family;  ///< Cyrillic or Hangul; empty where Latin is the script
  [[nodiscard]] std::string latin() const { return given + " " + family; }
  /// "Фамилия Имя", "김민준", or the Latin name.
  [[nodiscard]] std::string native() const;
};

/// A name such as people of that country may have; "RU" and "KZ" give Cyrillic names, "KR" Hangul.
[[nodiscard]] PersonName draw_name(core::CounterRandom& random, std::string_view country);

/// A company: kind is "merchant", "employer", "front", "shell", "platform", "landlord".
[[nodiscard]] std::string draw_firm_name(core::CounterRandom& random, std::string_view kind,
                                         std::string_view country);

/// Latin letters with marks become plain ones, for systems that know no others.
[[nodiscard]] std::string fold_to_ascii(std::string_view text);

}  // namespace cuibono::simulation
