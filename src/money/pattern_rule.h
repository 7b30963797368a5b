#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "money/pattern.h"

namespace cuibono::money {

/// From a day on, cash of so much and more is reported by law. Data: laws change.
struct RuleThreshold {
  core::AssetId asset{};
  std::int64_t since_us = 0;
  std::int64_t amount_minor = 0;
  std::string source;  ///< the law
  bool operator==(const RuleThreshold&) const = default;
};

/// What a rule says of a pattern: sentences with {names} for its numbers (docs/money.md lists them).
struct RuleWords {
  std::vector<std::string> reasons_for;  ///< one at least
  std::vector<std::string> reasons_against;
  std::string innocent;  ///< who does the same and did nothing wrong
  std::string settles;   ///< the document that would settle it
  bool operator==(const RuleWords&) const = default;
};

/// One pattern to look for: a kernel, its parameters, the words of its findings. No code.
struct PatternRule {
  std::string id;  ///< the name of its file
  PatternKind kernel{};
  bool is_used = true;
  std::uint32_t findings_max = 0;  ///< of one currency; what is beyond is counted
  std::map<std::string, std::int64_t, std::less<>> parameters;  ///< all of the kernel's, none else
  std::map<core::AssetId, std::int64_t>
      least_minor;                        ///< smaller sums are passed over; not there: 0
  std::vector<RuleThreshold> thresholds;  ///< by asset and day; structuring alone has any
  RuleWords words;
  std::string file;  ///< where it was read
  bool operator==(const PatternRule&) const = default;
};

/// A parameter of a kernel; its unit is the end of its name.
struct RuleParameter {
  std::string_view name;
  std::int64_t least = 0, most = 0;
};
[[nodiscard]] std::span<const RuleParameter> rule_parameters(PatternKind kernel) noexcept;
/// The names that words may hold in braces, beside those that all patterns have.
[[nodiscard]] std::span<const std::string_view> rule_numbers(PatternKind kernel) noexcept;

/// A file of rules/: "fan_in" and its text.
struct RuleFile {
  std::string_view id, text;
};
/// Those that the program brings, by id.
[[nodiscard]] const std::vector<RuleFile>& bundled_rule_files();

/// One rule from its file.
///
/// In      TOML; id: the name of the file without ".toml"; where: the file, for messages.
/// Errors  bad_input, with file, line, key and remedy: not TOML; a key that is unknown or missing; a kernel,
///         currency, date or amount that cannot be read; a number out of its range; a name in braces that
///         the kernel does not give.
/// Laws    1 every parameter of the kernel is stated: nothing is taken from elsewhere.
[[nodiscard]] core::Result<PatternRule> read_pattern_rule(std::string_view toml,
                                                          std::string_view id,
                                                          std::string_view where);

/// The rules of a run, by id: those of the case in place of bundled ones of the same id.
///
/// Errors  those of read_pattern_rule.
[[nodiscard]] core::Result<std::vector<PatternRule>> read_pattern_rules(
    std::span<const RuleFile> of_case);

}  // namespace cuibono::money
