// What a file's records say of what is missing from it: balances that do not follow, days without a record.
#include "evidence/account.h"

#include <algorithm>
#include <unordered_map>

#include "evidence/records.h"

namespace cuibono::evidence {
namespace {

constexpr std::int64_t day_least = -719'162, day_most = 2'932'896;  // of the years 1 to 9999

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The columns of a statement that running balances need.
struct Ledger {
  const BatchColumn* balance = nullptr;
  const BatchColumn* amount = nullptr;
  const BatchColumn* own = nullptr;
  const BatchColumn* fee = nullptr;
  const BatchColumn* time = nullptr;
};

/// What is known of one account on the way down the file.
struct Chain {
  bool is_begun = false;
  core::Int128 down_minor = 0;  ///< the balance that the next row has, the oldest being first
  core::Int128 up_minor = 0;    ///< the same, the newest being first: before the payment of the row
  std::size_t last = 0;         ///< the row that stated a balance last
  bool is_direct = false;       ///< nothing lies between it and the next row
};

core::Int128 signed_amount(const Ledger& l, std::size_t row, OwnSide side) {
  const core::Int128 amount = l.amount->numbers[row];
  return side == OwnSide::pays ? -amount : amount;
}

core::Int128 fee_of(const Ledger& l, std::size_t row) {
  if (l.fee == nullptr || l.fee->numbers[row] == no_number) return 0;
  const core::Int128 fee = l.fee->numbers[row];
  return fee < 0 ? -fee : fee;
}

bool has_quarantined_between(const RecordBatch& batch, std::uint64_t a, std::uint64_t b) {
  const auto after = std::upper_bound(
      batch.quarantined.begin(), batch.quarantined.end(), a,
      [](std::uint64_t ordinal, const QuarantinedRow& row) { return ordinal < row.ordinal; });
  return after != batch.quarantined.end() && after->ordinal < b;
}

bool says_the_same(const Ledger& l, const std::vector<OwnSide>& sides, std::size_t a,
                   std::size_t b) {
  const bool same_time = l.time == nullptr || l.time->numbers[a] == l.time->numbers[b];
  return same_time && sides[a] == sides[b] && l.amount->numbers[a] == l.amount->numbers[b] &&
         l.balance->numbers[a] == l.balance->numbers[b];
}

/// 1 where times fall from one row to the other, -1 where they rise.
std::int64_t direction_of(const BatchColumn& time, std::size_t from, std::size_t to) {
  if (time.numbers[from] == no_number || time.numbers[to] == no_number) return 0;
  return time.numbers[from] > time.numbers[to] ? 1 : time.numbers[from] < time.numbers[to] ? -1 : 0;
}

/// The gaps of one order of rows.
struct Gaps {
  std::uint64_t count = 0, beside_quarantined = 0;
  std::vector<BalanceGap> places;
  void add(const RecordBatch& batch, const Ledger& l, const Chain& chain, std::size_t row,
           core::Int128 expected_minor) {
    ++count;
    BalanceGap gap{batch.ordinals[row],     batch.ordinals[chain.last], expected_minor,
                   l.balance->numbers[row], l.balance->assets[row],     false};
    gap.is_beside_quarantined = has_quarantined_between(batch, gap.beside, gap.row);
    beside_quarantined += gap.is_beside_quarantined ? 1U : 0U;
    if (places.size() < places_kept) places.push_back(gap);
  }
};

}  // namespace

std::optional<core::Int128> read_plain_digits(std::string_view cell, char point,
                                              std::uint8_t exponent) noexcept {
  core::Int128 value = 0;
  std::size_t digits = 0, decimals = 0, kept = 0;
  bool is_past_point = false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (is_digit(c)) {
      constexpr std::size_t digits_most = 30;
      if (++digits > digits_most) return std::nullopt;
      if (is_past_point && ++decimals > exponent) continue;
      value = value * 10 + (c - '0');
      kept += is_past_point ? 1U : 0U;
    } else if (c == point && !is_past_point) {
      is_past_point = true;
    } else if (c == '-' || c == '+') {
      if (i != 0 && i + 1 != cell.size()) return std::nullopt;
    } else if (is_past_point || (c != ',' && c != '.' && c != ' ' && c != '\'')) {
      return std::nullopt;
    }
  }
  if (digits == 0) return std::nullopt;
  for (; kept < exponent; ++kept) value *= 10;
  return value;
}

DayCounter::DayCounter(std::int64_t first_day, std::int64_t last_day)
    : first_day_(std::max(first_day, day_least)),
      days_(std::max<std::int64_t>(0, std::min(last_day, day_most) - first_day_ + 1)),
      seen_(static_cast<std::size_t>(days_), 0) {}

DayCount DayCounter::finish() const {
  DayCount out;
  std::vector<std::int64_t> gaps;  // after each day with records but the last
  std::vector<std::int64_t> begins;
  std::int64_t last = -1;
  for (std::int64_t day = 0; day < days_; ++day) {
    if (seen_[static_cast<std::size_t>(day)] == 0) continue;
    ++out.with_records;
    if (last < 0) out.first_day = first_day_ + day;
    if (last >= 0) {
      gaps.push_back(day - last - 1);
      begins.push_back(first_day_ + last + 1);
    }
    last = day;
  }
  if (last >= 0) out.days = static_cast<std::uint64_t>(first_day_ + last - out.first_day + 1);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (gaps[i] > (out.longest ? out.longest->days : 0)) out.longest = DayGap{begins[i], gaps[i]};
  }
  constexpr std::size_t gaps_least = 10;
  if (gaps.size() < gaps_least) return out;
  std::vector<std::int64_t> sorted = gaps;
  const auto rank = static_cast<std::ptrdiff_t>((sorted.size() * 9 + 9) / 10 - 1);
  std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.end());
  out.usual_days = sorted[static_cast<std::size_t>(rank)];
  constexpr std::int64_t unusual_least = 3, times_usual = 3;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (gaps[i] < unusual_least || gaps[i] <= times_usual * *out.usual_days) continue;
    ++out.unusual;
    if (out.places.size() < places_kept) out.places.push_back({begins[i], gaps[i]});
  }
  return out;
}

std::optional<DayCount> count_days(const RecordBatch& batch) {
  const BatchColumn* time = nullptr;
  for (const Field field : {Field::time, Field::date, Field::payment_time}) {
    if (time == nullptr) time = batch.find(field);
  }
  if (time == nullptr || time->precision.empty()) return std::nullopt;
  std::int64_t first_us = INT64_MAX, last_us = INT64_MIN;
  for (std::size_t row = 0; row < time->numbers.size(); ++row) {
    const std::int64_t at_us = time->numbers[row];
    if (at_us == no_number) continue;
    if (time->precision[row] > core::Precision::day) return std::nullopt;
    first_us = std::min(first_us, at_us);
    last_us = std::max(last_us, at_us);
  }
  if (first_us > last_us) return std::nullopt;
  DayCounter counter(core::day_of(first_us), core::day_of(last_us));
  for (const std::int64_t at_us : time->numbers)
    if (at_us != no_number) counter.add(core::day_of(at_us));
  return counter.finish();
}

std::optional<BalanceCheck> check_balances(const RecordBatch& batch,
                                           const std::vector<OwnSide>& sides) {
  Ledger l;
  l.balance = batch.find(Field::balance_after);
  l.amount = batch.find(Field::amount);
  l.own = batch.find(Field::own_account);
  l.fee = batch.find(Field::fee);
  l.time = batch.find(Field::time) != nullptr ? batch.find(Field::time) : batch.find(Field::date);
  if (l.balance == nullptr || l.amount == nullptr || l.own == nullptr ||
      sides.size() != batch.ordinals.size())
    return std::nullopt;
  BalanceCheck out;
  Gaps down, up;
  std::unordered_map<std::uint64_t, Chain> chains;
  std::uint64_t key_before = UINT64_MAX;
  Chain* chain = nullptr;
  std::int64_t fall = 0;  // how much oftener times fall than they rise, down the file
  for (std::size_t row = 0; row < sides.size(); ++row) {
    const core::AssetId asset = l.amount->assets[row];
    if (l.own->codes[row] == no_value || sides[row] == OwnSide::unknown ||
        l.amount->numbers[row] == no_number)
      continue;
    constexpr unsigned asset_bits = 16;
    const std::uint64_t key = (std::uint64_t{l.own->codes[row]} << asset_bits) | asset.value;
    if (key != key_before) chain = &chains[key];
    key_before = key;
    const core::Int128 amount = signed_amount(l, row, sides[row]), fee = fee_of(l, row);
    const bool is_stated = l.balance->numbers[row] != no_number && l.balance->assets[row] == asset;
    if (!is_stated) {
      chain->down_minor += amount;
      chain->up_minor -= amount;
      chain->is_direct = false;
      continue;
    }
    const core::Int128 stated = l.balance->numbers[row];
    if (chain->is_begun) {
      if (chain->is_direct && amount != 0 && says_the_same(l, sides, chain->last, row)) {
        ++out.repeated;
        continue;
      }
      ++out.compared;
      if (l.time != nullptr) fall += direction_of(*l.time, chain->last, row);
      const core::Int128 expected = chain->down_minor + amount;
      if (expected != stated && expected - fee != stated) down.add(batch, l, *chain, row, expected);
      const core::Int128 above_fee = fee_of(l, chain->last);
      if (chain->up_minor != stated && chain->up_minor + above_fee != stated)
        up.add(batch, l, *chain, row, chain->up_minor);
    }
    *chain = {true, stated, stated - amount, row, true};
  }
  for (const auto& [key, each] : chains) out.accounts += each.is_begun ? 1U : 0U;
  if (out.accounts == 0) return std::nullopt;
  out.is_newest_first = up.count < down.count || (up.count == down.count && fall > 0);
  Gaps& counted = out.is_newest_first ? up : down;
  out.gaps = counted.count;
  out.gaps_beside_quarantined = counted.beside_quarantined;
  out.places = std::move(counted.places);
  return out;
}

}  // namespace cuibono::evidence
