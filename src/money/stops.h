#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/money.h"
#include "money/trails.h"

namespace cuibono::money {

/// Days for which a file of payments, otherwise busy, shows nothing at all.
struct FileGap {
  std::uint32_t item = 0;               ///< rank
  std::int64_t from_us = 0, to_us = 0;  ///< last record before, first record after
  evidence::RecordRef before, after;
};

/// In      transfers with their legs. Files of reports are no statements and have no gaps.
/// Out     gaps of at least 7 days in files that show payments on 20 days and more, at least every other
///         day outside their gaps; by item and time. None where times are steps.
[[nodiscard]] std::vector<FileGap> find_gaps(const evidence::Evidence& evidence);

struct StopQuery {
  const evidence::Evidence& evidence;
  const Ledger& ledger;
  const Trails& trails;
  const std::vector<FileGap>& gaps;
  std::span<const std::uint32_t> followed =
      {};  ///< events of conversions that are followed, sorted
};
/// Why victims' money (FIFO) goes no further, at each account that holds some and at each that paid it
/// out of the records; by amount, then account.
/// Laws    1 the amounts sum to all holdings under FIFO; what goes on in another asset does not stop.
[[nodiscard]] std::vector<Stop> find_stops(const StopQuery& query);

/// Why money rests at an account; the amount is what rests there under FIFO.
[[nodiscard]] Stop why_it_rests(const StopQuery& query, std::size_t trail);

/// The gap that may hide where the money of an account went, if there is one.
[[nodiscard]] const FileGap* find_gap(const StopQuery& query, std::size_t trail);

}  // namespace cuibono::money
