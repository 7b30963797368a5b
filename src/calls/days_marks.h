#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "calls/days.h"

namespace cuibono::calls {

/// One end of a call that is a number asked for, with all that is counted of the call: the calls of one number lie
/// far apart among all calls, so that looking each up again would cost more than to copy it.
struct DayMark {
  std::int64_t time_us = 0;
  evidence::SelectorId other{};         ///< the other end
  evidence::SelectorId imei{}, imsi{};  ///< of its own end
  evidence::CellId cell{};              ///< of the caller
  std::int32_t duration_s = 0;
  std::uint32_t callee_day =
      0;  ///< of an outgoing call: position in DayMarks::callee_days, or no_position
  std::uint32_t handset_day =
      0;  ///< position in DayMarks::handset_days of its own handset, or no_position
  core::Precision precision{};
  evidence::Answered answered{};
  bool is_out = false;
};
inline constexpr std::uint32_t no_position = 0xFFFFFFFFU;

/// Who called a number on one day.
struct CalleeDay {
  evidence::SelectorId caller{}, caller_in_set = evidence::no_selector;  ///< the first
  bool has_others = false, has_others_in_set = false;
};

/// The cards seen in a handset on one day.
struct HandsetDay {
  std::vector<evidence::SelectorId> cards;  ///< sorted, distinct
};

/// The dated calls of some numbers, number by number in the order of time, and what all calls say of their
/// callees and handsets on those days.
struct DayMarks {
  std::vector<std::uint64_t> begin;  ///< [numbers + 1] into marks
  std::vector<DayMark> marks;
  std::vector<CalleeDay> callee_days;
  std::vector<HandsetDay> handset_days;
};

/// In      calls by time; selectors: how many there are; numbers, distinct.
/// Cost    two passes over the calls.
[[nodiscard]] DayMarks make_day_marks(const evidence::Calls& calls, std::size_t selectors,
                                      std::span<const evidence::SelectorId> numbers);

}  // namespace cuibono::calls
