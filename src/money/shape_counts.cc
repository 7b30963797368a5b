// The counts of shapes over a whole table: rows in order of time, windows as pairs of places in lists.
#include "money/shape_counts.h"

#include <algorithm>
#include <utility>

#include "money/account_lists.h"
#include "money/shape_search.h"

namespace cuibono::money {
namespace {

constexpr std::size_t ask_every = 1U << 16U;
/// Rows whose places are asked for ahead.
constexpr std::size_t ahead = 8;
/// Fewer rows are not worth the search for the places at which a block begins.
constexpr std::size_t rows_in_block_min = 1U << 14U;
constexpr std::uint32_t length_limit = 16;

core::Status check_shapes(const PaymentColumns& payments,
                          std::initializer_list<std::int64_t> windows_us) {
  CB_TRY_STATUS(check_payments(payments, windows_us));
  for (const std::int64_t window_us : windows_us) {
    if (window_us < 1) {
      return core::Error{core::ErrorCode::bad_input, "a window is shorter than a microsecond", "",
                         "windows of shapes are 1 µs and more"};
    }
  }
  return {};
}

core::Status check_length(std::uint32_t length_max) {
  if (length_max < 2 || length_max > length_limit) {
    return core::Error{core::ErrorCode::bad_input, "a short cycle has 2 to 16 accounts", "",
                       "length_max is 2 … 16"};
  }
  return {};
}

/// Fans of the payer (`own`) or of the payee, an account after another: each list is its own window.
core::Status fan_out(const core::RunContext& context, const PaymentColumns& payments,
                     const AccountList& list, std::int64_t window_us,
                     std::vector<std::uint32_t>& others, std::vector<std::uint32_t>& counts) {
  others.resize(payments.time_us.size());
  counts.resize(payments.time_us.size());
  // After which position of the list an account was last seen at the other end.
  std::vector<std::uint32_t> last(payments.accounts, 0);
  std::vector<std::int64_t> times;
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    if (account % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
    const std::uint32_t begin = list.begin[account], end = list.begin[account + 1];
    if (times.size() < end - begin) times.resize(std::max<std::size_t>(end - begin, 64));
    std::uint32_t oldest = begin, distinct = 0, count = 0;
    for (std::uint32_t at = begin; at < end; ++at) {
      const auto [other, row] = list.payments[at];
      const std::int64_t now = times[at - begin] = payments.time_us[row];
      // Half open: what is exactly a window old has left.
      for (; is_before_window(times[oldest - begin], now, window_us - 1); ++oldest) {
        const std::uint32_t left = list.payments[oldest].other;
        if (left == account) continue;
        --count;
        distinct -= last[left] == oldest + 1 ? 1U : 0U;
      }
      if (other == account) {
        others[row] = counts[row] = 0;
        continue;
      }
      distinct += std::exchange(last[other], at + 1) <= oldest ? 1U : 0U;
      others[row] = distinct;
      counts[row] = ++count;
    }
  }
  return {};
}

/// What all searches share: both lists with their ticks.
struct TickedLists {
  TickedList by_payer, by_payee;
  std::vector<std::uint32_t> tick;  ///< of each row
};

/// The lists with the window of a row: from each account's first payment in it up to the row.
class WindowedLists {
 public:
  WindowedLists(const TickedLists& lists, std::size_t accounts, std::uint32_t row,
                std::uint32_t first)
      : out_(lists.by_payer.payments.data()),
        in_(lists.by_payee.payments.data()),
        places_(accounts),
        first_(first) {
    const auto place = [&](const TickedList& list, std::size_t account) {
      const auto* begin = list.payments.data() + list.begin[account];
      const auto* end = list.payments.data() + list.begin[account + 1];
      return static_cast<std::uint32_t>(
          std::partition_point(begin, end, [&](const TickedPayment& p) { return p.row < row; }) -
          list.payments.data());
    };
    for (std::size_t account = 0; account < accounts; ++account) {
      Place& at = places_[account];
      at.out_first = lists.by_payer.begin[account], at.in_first = lists.by_payee.begin[account];
      at.out_end = row == 0 ? at.out_first : place(lists.by_payer, account);
      at.in_end = row == 0 ? at.in_first : place(lists.by_payee, account);
    }
  }
  void prefetch(std::uint32_t account) const noexcept { __builtin_prefetch(&places_[account]); }
  /// The next row stands in the lists of its ends from now on; the window begins at `first`.
  void add(std::uint32_t payer, std::uint32_t payee) noexcept {
    ++places_[payer].out_end;
    ++places_[payee].in_end;
  }
  void begin_at(std::uint32_t first) noexcept { first_ = first; }
  [[nodiscard]] std::span<const TickedPayment> payees(std::uint32_t account) noexcept {
    Place& at = places_[account];
    while (at.out_first < at.out_end && out_[at.out_first].tick < first_) ++at.out_first;
    return {out_ + at.out_first, out_ + at.out_end};
  }
  [[nodiscard]] std::span<const TickedPayment> payers(std::uint32_t account) noexcept {
    Place& at = places_[account];
    while (at.in_first < at.in_end && in_[at.in_first].tick < first_) ++at.in_first;
    return {in_ + at.in_first, in_ + at.in_end};
  }

 private:
  struct Place {
    std::uint32_t out_first = 0, out_end = 0, in_first = 0, in_end = 0;
  };
  const TickedPayment* out_;  // borrows from the lists
  const TickedPayment* in_;
  std::vector<Place> places_;
  std::uint32_t first_;
};

/// Runs `find(search, lists, end, tally)` for each row, in as many blocks as there are threads: what a row
/// holds does not depend on where its block begins.
template <class Find>
core::Result<SizeCounts> sweep(const core::RunContext& context, const PaymentColumns& payments,
                               const TickedLists& lists, std::int64_t window_us, const Find& find) {
  const std::size_t rows = payments.time_us.size(), threads = std::max(1U, context.threads);
  const std::size_t rows_in_block = std::max(rows_in_block_min, (rows + threads - 1) / threads);
  std::vector<SizeCounts> found((rows + rows_in_block - 1) / rows_in_block);
  const auto go_by = [&](const core::Block& block) -> core::Status {
    ShapeSearch search;
    search.resize(payments.accounts);
    SizeTally tally;
    std::size_t oldest = 0;
    WindowedLists windowed(lists, payments.accounts, static_cast<std::uint32_t>(block.begin), 1);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      if (i % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
      while (is_before_window(payments.time_us[oldest], payments.time_us[i], window_us)) ++oldest;
      const ShapeEnd end{payments.payer[i], payments.payee[i], lists.tick[oldest], lists.tick[i]};
      windowed.begin_at(end.first);
      windowed.add(end.payer, end.payee);
      if (i + ahead < block.end) {
        windowed.prefetch(payments.payer[i + ahead]);
        windowed.prefetch(payments.payee[i + ahead]);
      }
      find(search, windowed, end, tally);
      tally.move_to(found[block.number], static_cast<std::uint32_t>(i));
    }
    return {};
  };
  CB_TRY_STATUS(core::parallel_blocks(context, rows, rows_in_block, go_by));
  SizeCounts all = found.empty() ? SizeCounts{} : std::move(found[0]);
  for (std::size_t i = 1; i < found.size(); ++i)
    all.insert(all.end(), found[i].begin(), found[i].end());
  return all;
}

core::Result<SizeCounts> sweep_temporal_cycles(const core::RunContext& context,
                                               const PaymentColumns& payments,
                                               const TickedLists& lists, std::int64_t window_us) {
  return sweep(context, payments, lists, window_us,
               [](ShapeSearch& search, WindowedLists& windowed, const ShapeEnd& end,
                  SizeTally& tally) { search.find_temporal_cycles(windowed, end, tally); });
}

core::Result<SizeCounts> sweep_short_cycles(const core::RunContext& context,
                                            const PaymentColumns& payments,
                                            const TickedLists& lists, std::int64_t window_us,
                                            std::uint32_t length_max) {
  return sweep(context, payments, lists, window_us,
               [length_max](ShapeSearch& search, WindowedLists& windowed, const ShapeEnd& end,
                            SizeTally& tally) {
                 search.find_short_cycles(windowed, end, length_max, tally);
               });
}

core::Result<SizeCounts> sweep_scatter_gathers(const core::RunContext& context,
                                               const PaymentColumns& payments,
                                               const TickedLists& lists, std::int64_t window_us) {
  return sweep(context, payments, lists, window_us,
               [](ShapeSearch& search, WindowedLists& windowed, const ShapeEnd& end,
                  SizeTally& tally) { search.find_scatter_gathers(windowed, end, tally); });
}

core::Result<FanCounts> fans_of(const core::RunContext& context, const PaymentColumns& payments,
                                const AccountList& by_payer, const AccountList& by_payee,
                                std::int64_t window_us) {
  FanCounts fans;
  CB_TRY_STATUS(
      fan_out(context, payments, by_payer, window_us, fans.payees_out, fans.payments_out));
  CB_TRY_STATUS(fan_out(context, payments, by_payee, window_us, fans.payers_in, fans.payments_in));
  return fans;
}

TickedLists make_ticked_lists(const PaymentColumns& payments, const AccountList& by_payer,
                              const AccountList& by_payee) {
  TickedLists lists;
  lists.tick = number_instants(payments.time_us);
  lists.by_payer = make_ticked_list(by_payer, lists.tick);
  lists.by_payee = make_ticked_list(by_payee, lists.tick);
  return lists;
}

AccountList list_by_payer(const PaymentColumns& payments) {
  return make_account_list(payments.payer, payments.payee, payments.accounts);
}
AccountList list_by_payee(const PaymentColumns& payments) {
  return make_account_list(payments.payee, payments.payer, payments.accounts);
}
TickedLists make_ticked_lists(const PaymentColumns& payments) {
  return make_ticked_lists(payments, list_by_payer(payments), list_by_payee(payments));
}

}  // namespace

core::Result<FanCounts> count_fans(const core::RunContext& context, const PaymentColumns& payments,
                                   std::int64_t window_us) {
  CB_TRY_STATUS(check_shapes(payments, {window_us}));
  return fans_of(context, payments, list_by_payer(payments), list_by_payee(payments), window_us);
}

core::Result<SizeCounts> count_temporal_cycles(const core::RunContext& context,
                                               const PaymentColumns& payments,
                                               std::int64_t window_us) {
  CB_TRY_STATUS(check_shapes(payments, {window_us}));
  return sweep_temporal_cycles(context, payments, make_ticked_lists(payments), window_us);
}

core::Result<SizeCounts> count_short_cycles(const core::RunContext& context,
                                            const PaymentColumns& payments, std::int64_t window_us,
                                            std::uint32_t length_max) {
  CB_TRY_STATUS(check_shapes(payments, {window_us}));
  CB_TRY_STATUS(check_length(length_max));
  return sweep_short_cycles(context, payments, make_ticked_lists(payments), window_us, length_max);
}

core::Result<SizeCounts> count_scatter_gathers(const core::RunContext& context,
                                               const PaymentColumns& payments,
                                               std::int64_t window_us) {
  CB_TRY_STATUS(check_shapes(payments, {window_us}));
  return sweep_scatter_gathers(context, payments, make_ticked_lists(payments), window_us);
}

core::Result<ShapeCounts> count_shapes(const core::RunContext& context,
                                       const PaymentColumns& payments,
                                       const ShapeOptions& options) {
  CB_TRY_STATUS(check_shapes(payments, {options.fan_us, options.scatter_gather_us,
                                        options.temporal_cycle_us, options.short_cycle_us}));
  CB_TRY_STATUS(check_length(options.length_max));
  const AccountList by_payer = list_by_payer(payments), by_payee = list_by_payee(payments);
  ShapeCounts shapes;
  CB_TRY(shapes.fans, fans_of(context, payments, by_payer, by_payee, options.fan_us));
  const TickedLists lists = make_ticked_lists(payments, by_payer, by_payee);
  CB_TRY(shapes.scatter_gathers,
         sweep_scatter_gathers(context, payments, lists, options.scatter_gather_us));
  CB_TRY(shapes.temporal_cycles,
         sweep_temporal_cycles(context, payments, lists, options.temporal_cycle_us));
  CB_TRY(shapes.short_cycles,
         sweep_short_cycles(context, payments, lists, options.short_cycle_us, options.length_max));
  return shapes;
}

}  // namespace cuibono::money
