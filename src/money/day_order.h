#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::money {

/// Which of two payments of one day comes first, where no record says it.
enum class DayOrder : std::uint8_t {
  credits_first,  ///< what comes to an account before what leaves it
  debits_first
};

/// A payment of one day.
struct DayEvent {
  std::uint32_t payer = 0, payee = 0;  ///< selectors; no_selector: no end is held to it
  bool is_free = false;                ///< only its day is known
};

/// One of the two extreme orders of a day.
///
/// In      the payments of a day in the order of the records.
/// Out     positions, each once. Payments that are not free keep their order. Next is always the first, in the
///         order of the records, of those that may be next and whose payer waits for no money of this day
///         (debits_first: whose payee has none to pay); where all wait, as in a ring, the first that may be next.
/// Laws    1 nothing free: the order of the records.
///         2 without rings nobody pays before what comes to it, as far as no other order is known.
/// Cost    O(n log n).
/// Check   order_day_reference
[[nodiscard]] std::vector<std::uint32_t> order_day(std::span<const DayEvent> events,
                                                   DayOrder order);
[[nodiscard]] std::vector<std::uint32_t> order_day_reference(std::span<const DayEvent> events,
                                                             DayOrder order);

/// The place of each transfer under an order.
///
/// Out     [transfers] its place among all; empty where the order of the records is kept. Free are transfers of
///         which the records state the day alone, no place in it (a sequence, times) and no balance after
///         them: running balances tell the order of the rows.
[[nodiscard]] std::vector<std::uint32_t> rank_transfers(const evidence::Transfers& transfers,
                                                        DayOrder order);

}  // namespace cuibono::money
