#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brief/disclosure_line.h"
#include "brief/sentences.h"

namespace cuibono::brief {

/// How a number that is taken for a desk was somewhere else, by the operators' records.
struct Alibi {
  evidence::SelectorId number{};
  std::uint64_t two_places = 0;  ///< calls that overlap another at a different cell or handset
  std::uint64_t away = 0, with_cell = 0;  ///< calls at no cell of its site, of those with a cell
  std::uint64_t displayed = 0;            ///< calls that displayed it and came from another number
  std::vector<evidence::RecordRef> records;
  [[nodiscard]] bool any() const noexcept { return two_places + away + displayed > 0; }
};

/// Calls that speak against what numbers are taken for.
///
/// In      numbers: sorted, distinct; each with the cells of its site (none: not compared).
/// Out     an entry a number, in the order given. A call needs a second and a duration to overlap; two
///         calls at one cell and handset are a call that waits, and are not counted.
/// Laws    1 order of records does not matter.  2 displayed counts only calls of other numbers.
/// Cost    O(calls).
struct AlibiNumber {
  evidence::SelectorId number{};
  std::vector<evidence::CellId> cells;  ///< sorted
};
[[nodiscard]] std::vector<Alibi> find_alibis(const evidence::Evidence& evidence,
                                             const std::vector<AlibiNumber>& numbers);

/// The case searched against itself.
///
/// Use     after all sentences of findings are written: what they cite is known.
/// In      the draft with its findings and sentences.
/// Out     the schedule: first what speaks against findings, by kind and finding; then the files, each with
///         what was set aside of it. Findings set aside, plain counts and gaps are no findings to speak
///         against. Where a finding has more records than it carries, nothing is said about its only source.
/// Laws    1 every living file is in exactly one line used or unused.
///         2 order of items and records does not matter; a mask equals a case of its records.
/// Cost    O(calls + transfers + findings × their records).
/// Source  METHODS 10.2; England: CPIA 1996, schedules of unused material.
[[nodiscard]] std::vector<Disclosure> find_disclosures(const BriefInput& input, const Draft& draft);

/// Puts alibis, rivals, statements and grades of the schedule among the reasons against their findings.
void add_reasons_against(const std::vector<Disclosure>& schedule, Draft& draft);

}  // namespace cuibono::brief
