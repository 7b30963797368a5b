#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "money/transfer_features.h"

namespace cuibono::money {

enum class PatternKind : std::uint8_t {
  cycle,
  fan_in,
  fan_out,
  gather_scatter,
  scatter_gather,
  bipartite,
  stack,
  pass_through,
  rapid_movement,
  u_turn,
  cash_out,
  structuring,
  dormant_then_busy,
  funnel,
  peel_chain,
  payroll,
  supplier
};
inline constexpr std::uint32_t pattern_kinds = 17;

/// One number of the reasons of a pattern; its unit is the end of its name.
struct PatternNumber {
  std::string_view name;  ///< a literal
  core::Int128 value = 0;
  bool operator==(const PatternNumber&) const = default;
};

/// Payments that together have a shape. A shape is a question, not an answer: see get_pattern_words.
struct Pattern {
  PatternKind kind{};
  std::vector<std::uint32_t> accounts;   ///< in the order that its kernel's header says
  std::vector<std::uint32_t> transfers;  ///< positions in the columns, ascending, each once
  std::int64_t from_us = 0, to_us = 0;   ///< of the first and the last of them
  core::Int128 amount_minor = 0;         ///< what the shape is about; its kernel's header says it
  std::uint32_t size = 0;                ///< what the shape is counted in; likewise
  std::vector<PatternNumber> numbers;    ///< the reasons
  bool operator==(const Pattern&) const = default;
};

struct Patterns {
  std::vector<Pattern> found;
  bool truncated = false;         ///< a cap of the options was reached: there are more
  std::uint64_t passed_over = 0;  ///< hubs or look-alikes set aside; the kernel's header says which
  bool operator==(const Patterns&) const = default;
};

/// What a finding of this kind must say beside its numbers.
struct PatternWords {
  std::string_view name;      ///< "fan_in", as in files
  std::string_view innocent;  ///< who does the same and did nothing wrong
  std::string_view settles;   ///< the document that would settle it
};
[[nodiscard]] const PatternWords& get_pattern_words(PatternKind kind) noexcept;
/// The value of a reason; 0 where the pattern has none of this name.
[[nodiscard]] core::Int128 number_of(const Pattern& pattern, std::string_view name) noexcept;

// What all pattern kernels have in common.
//
// In      payments [T] as find_transfer_features takes them: one asset, sorted by (time, sequence). A
//         payment to oneself and a payment of nothing have no shape: they are passed over everywhere.
//         Accounts that are none (outside) are the caller's to leave out.
// Laws    R  renaming accounts renames the answer, nothing else (lists sorted by account stay so).
//         M  moving all times by as much moves from_us and to_us, nothing else.
//         P  the same bytes for any number of threads.
// Errors  those of check_payments; bad_input: first and last 2^63 µs and more apart.  cancelled.
// A window of w holds what is at most w apart: both ends count.

/// Errors  those above.
[[nodiscard]] core::Status check_spanned(const PaymentColumns& payments,
                                         std::span<const std::int64_t> windows_us);

}  // namespace cuibono::money
