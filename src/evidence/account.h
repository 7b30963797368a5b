#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::evidence {

/// How many places of one kind an account keeps; it counts all of them.
inline constexpr std::size_t places_kept = 100;

struct AmountTotal {
  core::AssetId asset{};
  core::Int128 amount_minor = 0;
};

/// The amounts of one currency before and after: as the cells have them, and as records hold them.
///
/// Of payments the size counts, whichever way they went; of other kinds the sign too.
/// Law     before_minor = after_minor + quarantined_minor (CB_CHECK in every run).
struct AmountSums {
  core::AssetId asset{};
  core::Int128 before_minor = 0;       ///< over all rows, from the digits of their cells
  core::Int128 after_minor = 0;        ///< over the records of the batch
  core::Int128 quarantined_minor = 0;  ///< over rows that were set aside
  std::uint64_t before = 0, after = 0, quarantined = 0;  ///< numbers of such amounts
};

/// Two rows of one file that have equal cells.
struct RowPair {
  std::uint64_t row = 0, same_as = 0;  ///< same_as is the first such row
};

/// A balance that does not follow from the one before it in its file.
struct BalanceGap {
  std::uint64_t row = 0, beside = 0;  ///< beside: the row of that account it was compared with
  core::Int128 expected_minor = 0;    ///< that of `beside`, with the payments between
  std::int64_t stated_minor = 0;
  core::AssetId asset{};
  bool is_beside_quarantined = false;  ///< a row that was set aside stands between the two
};

/// Running balances of the accounts whose statement a file is.
///
/// Each balance is compared with that of the row before of the same account and currency, plus or minus
/// the payments from there on (and the fee of the row, where one is stated). A file has the oldest row first or the newest: the order counts
/// under which fewer balances fail; where both fail alike, times say which.
struct BalanceCheck {
  std::uint64_t accounts = 0;  ///< of them, by currency
  std::uint64_t compared = 0;
  std::uint64_t gaps = 0;
  std::uint64_t gaps_beside_quarantined = 0;
  std::uint64_t repeated = 0;  ///< rows that say what the one before says, balance and all: no gap
  bool is_newest_first = false;
  std::vector<BalanceGap> places;  ///< the first places_kept, in order of rows
};

struct DayGap {
  std::int64_t from_day = 0,
               days = 0;  ///< days since 1970 of UTC; how many there are without a record
};

/// Days with and without records, from the first to the last.
///
/// A gap is unusual where it lasts three days and more, and over three times as long as nine of ten gaps
/// of this file do (a day that follows at once is a gap of none). Too few days tell no rhythm.
struct DayCount {
  std::uint64_t days = 0, with_records = 0;
  std::int64_t first_day = 0;
  std::optional<std::int64_t> usual_days;  ///< that nine of ten gaps do not exceed; none: no rhythm
  std::optional<DayGap> longest;           ///< the earliest of the longest; none: no day is missing
  std::uint64_t unusual = 0;
  std::vector<DayGap> places;  ///< the first places_kept of the unusual
};

/// The digits of a plain amount as a number of 10^-exponent units, finer ones cut off: a second reading that shares
/// no line with core::parse_decimal. Nothing for a cell with more than digits, marks between them and a sign.
[[nodiscard]] std::optional<core::Int128> read_plain_digits(std::string_view cell, char point,
                                                            std::uint8_t exponent) noexcept;

/// In      the days of some records, in any order; days outside of years 1 to 9999 are not counted.
/// Cost    O(records + days).
class DayCounter {
 public:
  DayCounter(std::int64_t first_day, std::int64_t last_day);
  void add(std::int64_t day) noexcept {
    const std::int64_t at = day - first_day_;
    if (at >= 0 && at < days_) seen_[static_cast<std::size_t>(at)] = 1;
  }
  [[nodiscard]] DayCount finish() const;

 private:
  std::int64_t first_day_ = 0, days_ = 0;
  std::vector<std::uint8_t> seen_;
};

struct RecordBatch;

/// Whose side a row is of: whether the account whose statement it is pays.
enum class OwnSide : std::uint8_t { unknown, pays, receives };

/// Nothing where the file states no balances, or does not say of which account.
/// In      sides [records].
/// Cost    O(records).
[[nodiscard]] std::optional<BalanceCheck> check_balances(const RecordBatch& batch,
                                                         const std::vector<OwnSide>& sides);
/// Nothing where the records state no days.
[[nodiscard]] std::optional<DayCount> count_days(const RecordBatch& batch);

}  // namespace cuibono::evidence
