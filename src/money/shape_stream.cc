// One payment at a time: each account keeps what it paid and received in the widest window, in two lists like
// those of a whole table, so that the searches are the same code. Fans are counted where they are asked.
#include "money/shape_stream.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "money/account_lists.h"
#include "money/amount_window.h"
#include "money/shape_search.h"

namespace cuibono::money {
namespace {

/// A list that grows at its end and is read from its first valid entry on; what is past is given back when it
/// is half of the list.
template <class Entry>
class Lane {
 public:
  void push(const Entry& entry) { entries_.push_back(entry); }
  template <class IsPast>
  void drop(const IsPast& is_past) {
    while (first_ < entries_.size() && is_past(entries_[first_])) ++first_;
    if (first_ > kept_min && first_ * 2 > entries_.size()) {
      entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(first_));
      first_ = 0;
    }
  }
  [[nodiscard]] std::span<const Entry> live() const noexcept {
    return std::span(entries_).subspan(first_);
  }

 private:
  static constexpr std::size_t kept_min = 16;
  std::vector<Entry> entries_;
  std::size_t first_ = 0;
};

/// An amount that entered the statistics of one side of an account.
struct Stated {
  std::int64_t time_us = 0, amount_minor = 0;
  std::uint32_t other = 0;
};

/// What an account paid, or what it received.
struct StreamSide {
  Lane<TickedPayment> payments;
  Lane<Stated> stated;
  AmountWindow window;
  AmountStatistics said;
  bool is_new = false;
};
struct StreamAccount {
  StreamSide out, in;
};

bool holds(std::span<const Stated> stated, std::uint32_t other) noexcept {
  return std::any_of(stated.begin(), stated.end(),
                     [&](const Stated& one) { return one.other == other; });
}

void state(StreamSide& side, const Stated& one) {
  side.said.others += holds(side.stated.live(), one.other) ? 0U : 1U;
  side.stated.push(one);
  side.window.enter(one.amount_minor);
  side.is_new = true;
}

void forget(StreamSide& side, std::int64_t before_us, std::int64_t window_us) {
  for (auto live = side.stated.live(); !live.empty(); live = side.stated.live()) {
    const Stated oldest = live.front();
    if (oldest.time_us > before_us || !is_before_window(oldest.time_us, before_us, window_us))
      return;
    side.window.leave(oldest.amount_minor);
    side.said.others -= holds(live.subspan(1), oldest.other) ? 0U : 1U;
    side.is_new = true;
    bool is_first = true;
    side.stated.drop([&](const Stated&) { return std::exchange(is_first, false); });
  }
}

bool say(StreamSide& side, AmountStatistics& out) {
  if (std::exchange(side.is_new, false)) {
    const std::uint32_t others = side.said.others;
    side.said = {};
    side.said.others = others;
    if (!side.window.describe(side.said)) return false;
  }
  out = side.said;
  return true;
}

}  // namespace

class ShapeStream::State {
 public:
  explicit State(const StreamOptions& options) : options_(options) {
    const ShapeOptions& s = options.shapes;
    windows_us_ = {s.fan_us, s.scatter_gather_us, s.temporal_cycle_us, s.short_cycle_us};
    reserve(options.accounts);
  }

  core::Result<StreamedShapes> add(std::int64_t time_us, std::uint32_t payer, std::uint32_t payee,
                                   std::int64_t amount_minor) {
    CB_TRY_STATUS(check(time_us, amount_minor));
    if (const std::uint32_t most = std::max(payer, payee); most >= accounts_.size())
      reserve(std::max<std::size_t>(std::size_t{most} + 1, accounts_.size() * 2));
    const bool is_later = rows_ == 0 || time_us > before_us_;
    const std::int64_t before_us = rows_ == 0 ? time_us : before_us_;
    if (rows_ > 0) {
      for (const std::uint32_t end : {payer, payee}) {
        forget(accounts_[end].out, before_us, options_.statistics_us);
        forget(accounts_[end].in, before_us, options_.statistics_us);
      }
    }
    if (is_later) begin_instant(time_us);
    state(accounts_[payer].out, {time_us, amount_minor, payee});
    state(accounts_[payee].in, {time_us, amount_minor, payer});
    StreamedShapes shapes;
    EndStatistics& ends = shapes.ends;
    if (!say(accounts_[payer].out, ends.payer_out) || !say(accounts_[payer].in, ends.payer_in) ||
        !say(accounts_[payee].out, ends.payee_out) || !say(accounts_[payee].in, ends.payee_in)) {
      has_ended_ = true;
      return refuse("what an account paid or received in the window is beyond 2^63");
    }
    list(payer, payee);
    count_fans(shapes, payer, payee);
    search(shapes, payer, payee);
    before_us_ = time_us;
    ++rows_;
    return shapes;
  }

  // What the searches read: an account's payments in the window of the shape that is looked for.
  [[nodiscard]] std::span<const TickedPayment> payees(std::uint32_t account) {
    return in_window(accounts_[account].out.payments);
  }
  [[nodiscard]] std::span<const TickedPayment> payers(std::uint32_t account) {
    return in_window(accounts_[account].in.payments);
  }

 private:
  enum Family : std::uint8_t { fan, scatter_gather, temporal_cycle, short_cycle, families };

  void reserve(std::size_t accounts) {
    accounts_.resize(accounts);
    search_.resize(accounts);
  }

  core::Error refuse(std::string what) const {
    return {core::ErrorCode::bad_input, std::move(what), "payment " + std::to_string(rows_),
            "hand in the payments of one asset in order of time"};
  }

  core::Status check(std::int64_t time_us, std::int64_t amount_minor) const {
    const std::uint32_t length_max = options_.shapes.length_max;
    if (*std::min_element(windows_us_.begin(), windows_us_.end()) < 1 || options_.statistics_us < 0)
      return refuse("a window is shorter than a microsecond");
    if (length_max < 2 || length_max > 16) return refuse("a short cycle has 2 to 16 accounts");
    if (has_ended_) return refuse("the stream has ended with an error");
    if (rows_ > 0 && time_us < before_us_)
      return refuse("this payment is earlier than the one before it");
    if (amount_minor < 0) return refuse("an amount is below 0");
    if (rows_ >= 0xFFFFFFFEU) return refuse("2^32 - 1 payments or more");
    return {};
  }

  /// A later time than that of the payment before: the windows move on.
  void begin_instant(std::int64_t time_us) {
    instants_.push({time_us, ++tick_});
    for (std::size_t family = 0; family < families; ++family) {
      // Fans are half open: what is exactly a window old has left.
      const std::int64_t window_us = windows_us_[family] - (family == fan ? 1 : 0);
      std::uint32_t& first = first_tick_[family];
      const auto live = instants_.live();
      while (is_before_window(live[first - live.front().tick].time_us, time_us, window_us)) ++first;
    }
    oldest_tick_ = *std::min_element(first_tick_.begin(), first_tick_.end());
    instants_.drop([&](const Instant& instant) { return instant.tick < oldest_tick_; });
  }

  void list(std::uint32_t payer, std::uint32_t payee) {
    auto& out = accounts_[payer].out.payments;
    auto& in = accounts_[payee].in.payments;
    const auto is_past = [&](const TickedPayment& p) { return p.tick < oldest_tick_; };
    out.drop(is_past), in.drop(is_past);
    const auto live = out.live();
    const auto before = std::find_if(live.rbegin(), live.rend(),
                                     [&](const TickedPayment& p) { return p.other == payee; });
    const std::uint32_t before_tick = before == live.rend() ? 0 : before->tick;
    const auto row = static_cast<std::uint32_t>(rows_);
    out.push({payee, tick_, before_tick, row});
    in.push({payer, tick_, before_tick, row});
  }

  void count_fans(StreamedShapes& shapes, std::uint32_t payer, std::uint32_t payee) {
    if (payer == payee) return;
    window_ = fan;
    const std::uint32_t first = first_tick_[fan];
    const auto count = [&](std::span<const TickedPayment> payments, std::uint32_t account,
                           std::uint32_t& others, std::uint32_t& all) {
      for (const TickedPayment& p : payments) {
        if (p.other == account) continue;
        ++all;
        others += p.before_tick < first ? 1U : 0U;
      }
    };
    count(payees(payer), payer, shapes.payees_out, shapes.payments_out);
    count(payers(payee), payee, shapes.payers_in, shapes.payments_in);
  }

  void search(StreamedShapes& shapes, std::uint32_t payer, std::uint32_t payee) {
    const auto row = static_cast<std::uint32_t>(rows_);
    const auto look = [&](Family family, SizeCounts& found, const auto& find) {
      window_ = family;
      found.clear();
      find(ShapeEnd{payer, payee, first_tick_[family], tick_});
      tally_.move_to(found, row);
      return std::span<const SizeCount>(found);
    };
    shapes.scatter_gathers = look(scatter_gather, scatter_gathers_, [&](const ShapeEnd& end) {
      search_.find_scatter_gathers(*this, end, tally_);
    });
    shapes.temporal_cycles = look(temporal_cycle, temporal_cycles_, [&](const ShapeEnd& end) {
      search_.find_temporal_cycles(*this, end, tally_);
    });
    shapes.short_cycles = look(short_cycle, short_cycles_, [&](const ShapeEnd& end) {
      search_.find_short_cycles(*this, end, options_.shapes.length_max, tally_);
    });
  }

  [[nodiscard]] std::span<const TickedPayment> in_window(Lane<TickedPayment>& lane) {
    lane.drop([&](const TickedPayment& p) { return p.tick < oldest_tick_; });
    const auto live = lane.live();
    const std::uint32_t first = first_tick_[window_];
    if (first == oldest_tick_) return live;
    return {std::partition_point(live.begin(), live.end(),
                                 [&](const TickedPayment& p) { return p.tick < first; }),
            live.end()};
  }

  struct Instant {
    std::int64_t time_us = 0;
    std::uint32_t tick = 0;
  };
  StreamOptions options_;
  std::array<std::int64_t, families> windows_us_{};
  std::array<std::uint32_t, families> first_tick_{1, 1, 1, 1};
  std::vector<StreamAccount> accounts_;
  Lane<Instant> instants_;
  ShapeSearch search_;
  SizeTally tally_;
  SizeCounts scatter_gathers_, temporal_cycles_, short_cycles_;
  std::uint64_t rows_ = 0;
  std::int64_t before_us_ = 0;
  std::uint32_t tick_ = 0, oldest_tick_ = 1;
  Family window_ = fan;
  bool has_ended_ = false;
};

ShapeStream::ShapeStream(const StreamOptions& options) : state_(std::make_unique<State>(options)) {}
ShapeStream::~ShapeStream() = default;
ShapeStream::ShapeStream(ShapeStream&&) noexcept = default;
ShapeStream& ShapeStream::operator=(ShapeStream&&) noexcept = default;

core::Result<StreamedShapes> ShapeStream::add(std::int64_t time_us, std::uint32_t payer,
                                              std::uint32_t payee, std::int64_t amount_minor) {
  return state_->add(time_us, payer, payee, amount_minor);
}

}  // namespace cuibono::money
