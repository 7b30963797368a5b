#pragma once
#include <cstdint>
#include <vector>

#include "money/pattern_rule.h"
#include "money/transfer_features.h"

namespace cuibono::money {

/// What kernels ask of the payments of one asset. Columns of `inner` leave out ends outside the records.
struct KernelInput {
  core::AssetId asset{};
  PaymentColumns inner, all;
  std::vector<std::uint32_t> group;      ///< [accounts] of one holder
  std::vector<std::uint8_t> is_deposit;  ///< [all] in cash, or from nobody named
  std::vector<std::uint8_t> is_exit;     ///< [all] as cash, or to an exchange
  std::vector<std::uint32_t> country;    ///< [accounts] below countries, or no_place
  std::uint32_t countries = 0;
};

/// Whether the positions in the answer of a rule are those of `all`.
[[nodiscard]] bool sees_outside(PatternKind kernel) noexcept;

/// The rule's kernel with the rule's parameters.
/// Out     positions are those of the columns that the kernel sees. Sums below the rule's least are left out.
/// Errors  those of the kernel.
[[nodiscard]] core::Result<Patterns> run_pattern_rule(const core::RunContext& context,
                                                      const PatternRule& rule,
                                                      const KernelInput& input);

}  // namespace cuibono::money
