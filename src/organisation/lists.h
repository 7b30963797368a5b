#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "organisation/desks.h"

namespace cuibono::organisation {

/// Distinct numbers that a number calls, sorted.
[[nodiscard]] std::vector<std::uint32_t> callees_of(const OrganisationInput& input,
                                                    std::uint32_t profile);

/// The same, each found once and kept for the next question. For one thread.
class Callees {
 public:
  /// Borrows the input.
  explicit Callees(const OrganisationInput& input)
      : input_(input), of_(input.profiles.profiles.size()) {}
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t profile) {
    std::vector<std::uint32_t>& callees = of_[profile];
    if (callees.empty()) callees = callees_of(input_, profile);
    return callees;
  }

 private:
  const OrganisationInput& input_;
  std::vector<std::vector<std::uint32_t>> of_;  ///< [profiles] empty: not asked for, or none
};

/// The list that some numbers work through: whom they call, and how many of them call each.
///
/// In      positions of profiles; input and callees outlive the list.
/// Laws    order of members does not matter; what a member calls alone is no overlap of it.
/// Cost    O(calls log) of each number once, then O(callees of the number) a question.
class CalledList {
 public:
  CalledList(const OrganisationInput& input, Callees& callees, std::vector<std::uint32_t> members);

  /// How many callees a number has, and how many of them another member calls as well.
  struct Overlap {
    std::uint64_t callees = 0, shared = 0;
    [[nodiscard]] std::uint64_t percent() const noexcept {
      return callees == 0 ? 0 : 100 * shared / callees;
    }
  };
  [[nodiscard]] Overlap overlap(std::uint32_t profile) const;
  /// Records of its first calls to such callees.
  [[nodiscard]] std::vector<evidence::RecordRef> shared_calls(std::uint32_t profile,
                                                              std::size_t most) const;
  [[nodiscard]] bool is_member(std::uint32_t profile) const {
    return std::binary_search(members_.begin(), members_.end(), profile);
  }

 private:
  const OrganisationInput& input_;
  Callees& callees_;
  std::vector<std::uint32_t> members_;       // sorted
  std::vector<std::uint32_t> callers_from_;  // [selectors] how many members call it
};

/// When a number works through the list of others: ten callees in common, half of all its callees, and
/// three times the share that the numbers outside have (the middle one of those that call like an
/// office; nothing to compare with where there are fewer than five).
struct ListRule {
  std::uint64_t shared_least = 10, percent_least = 50, times_outside = 3;
  std::optional<std::uint64_t> outside_percent;
  [[nodiscard]] bool holds(const CalledList::Overlap& overlap) const noexcept {
    return overlap.shared >= shared_least && overlap.percent() >= percent_least &&
           overlap.percent() >= times_outside * outside_percent.value_or(0);
  }
};
[[nodiscard]] ListRule make_list_rule(const OrganisationInput& input, const CalledList& list);

}  // namespace cuibono::organisation
