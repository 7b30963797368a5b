// Simple temporal cycles, from one first payment at a time.
//
// Idea        three steps from a first payment r -> v at t0. Forward: how early can money be at each account,
//             in order of time, inside the window? Backward from r: how late may it leave each of those
//             accounts and still come back? A depth-first search then follows only payments that arrive
//             before the latest departure, so that it fails only where an account would be passed twice.
// Encoding    payments by payer and by payee, with time and other end beside each, ascending in time: both
//             searches are scans of a run of 16-byte entries. A bound only ever improves, so an account's
//             run is scanned once, in parts: `scanned_out` and `scanned_in` say from where on.
// Invariants  after h rounds the forward bound is at least as good as any path of h payments, so that
//             length_max - 1 rounds are enough; the round in which the backward search first meets an
//             account is at most the payments from there to r.
//             Only payments inside a strongly connected component are kept: no other is on a cycle.
#include "money/pattern_cycles.h"

#include <array>

#include "money/pattern_cycles_parts.h"
#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

constexpr std::uint32_t length_limit = 10;
constexpr std::size_t roots_in_block = 2048;
/// Blocks between looks at cycles_max: never a matter of threads, since it decides what is listed.
constexpr std::size_t blocks_in_wave = 64;

/// What one first payment knows of an account.
struct Mark {
  std::int64_t earliest_us = INT64_MAX, latest_us = INT64_MIN;
  std::uint32_t scanned_out = 0;  ///< its payments from here to the end of the window were followed
  std::uint32_t scanned_in = 0;   ///< its receipts from the first payment up to here were followed
  std::uint32_t hops_back = 0;
  bool on_path = false;
};

struct Scratch {
  explicit Scratch(std::uint32_t accounts) : marks(accounts) {}
  std::vector<Mark> marks;
  std::vector<std::uint32_t> touched, front, next;
};

/// The search from one first payment.
class FromRoot {
 public:
  FromRoot(const PaymentColumns& payments, const LoopGraph& graph, const CycleOptions& options,
           Scratch& scratch, std::uint32_t first)
      : payments_(payments),
        graph_(graph),
        options_(options),
        scratch_(scratch),
        first_(first),
        root_(payments.payer[first]),
        begin_us_(payments.time_us[first]),
        end_us_(window_end(begin_us_, options.window_us)) {}

  /// Appends at most `room` cycles; one more sets truncated.
  void find(std::uint64_t room, Cycles& cycles) {
    if (!receives_in_window()) return;
    if (go_forward()) {
      go_back();
      if (mark(payments_.payee[first_]).latest_us > begin_us_) follow(room, cycles);
    }
    for (const std::uint32_t account : scratch_.touched) scratch_.marks[account] = Mark{};
    scratch_.touched.clear();
  }

 private:
  [[nodiscard]] Mark& mark(std::uint32_t account) noexcept { return scratch_.marks[account]; }

  [[nodiscard]] bool receives_in_window() const noexcept {
    const std::uint32_t at = first_after(graph_.in, graph_.in_begin, root_, begin_us_);
    return at < graph_.in_begin[root_ + 1] && graph_.in[at].time_us <= end_us_;
  }

  void reach(std::uint32_t account, std::int64_t time_us) {
    Mark& m = mark(account);
    if (time_us >= m.earliest_us) return;
    if (m.earliest_us == INT64_MAX) {
      scratch_.touched.push_back(account);
      m.scanned_out = first_after(graph_.out, graph_.out_begin, account, end_us_);
      m.scanned_in = first_after(graph_.in, graph_.in_begin, account, begin_us_);
    }
    m.earliest_us = time_us;
    scratch_.next.push_back(account);
  }

  /// Earliest arrivals; whether the root can be paid again.
  bool go_forward() {
    bool closes = false;
    scratch_.next.clear();
    reach(payments_.payee[first_], begin_us_);
    for (std::uint32_t hop = 2; hop <= options_.length_max && !scratch_.next.empty(); ++hop) {
      std::swap(scratch_.front, scratch_.next);
      scratch_.next.clear();
      for (const std::uint32_t account : scratch_.front) {
        const std::uint32_t begin =
            first_after(graph_.out, graph_.out_begin, account, mark(account).earliest_us);
        const std::uint32_t end = std::max(begin, mark(account).scanned_out);
        mark(account).scanned_out = begin;
        for (std::uint32_t i = begin; i < end; ++i) {
          if (graph_.out[i].other == root_) {
            closes = true;
          } else if (hop < options_.length_max) {
            reach(graph_.out[i].other, graph_.out[i].time_us);
          }
        }
      }
    }
    return closes;
  }

  /// Latest departures that still come back, through accounts that were reached.
  void go_back() {
    scratch_.next.clear();
    Mark& root = mark(root_);
    scratch_.touched.push_back(root_);
    root.scanned_in = first_after(graph_.in, graph_.in_begin, root_, begin_us_);
    scratch_.next.push_back(root_);
    for (std::uint32_t hop = 1; hop < options_.length_max && !scratch_.next.empty(); ++hop) {
      std::swap(scratch_.front, scratch_.next);
      scratch_.next.clear();
      for (const std::uint32_t account : scratch_.front) {
        Mark& m = mark(account);
        const std::uint32_t end = account == root_
                                      ? first_after(graph_.in, graph_.in_begin, root_, end_us_)
                                      : first_at(graph_.in, graph_.in_begin, account, m.latest_us);
        for (; m.scanned_in < end; ++m.scanned_in) {
          const LoopPayment& p = graph_.in[m.scanned_in];
          if (p.other != root_ && p.time_us > mark(p.other).earliest_us) leave(p, hop);
        }
      }
    }
  }

  void leave(const LoopPayment& p, std::uint32_t hop) {
    Mark& m = mark(p.other);
    if (p.time_us <= m.latest_us) return;
    if (m.latest_us == INT64_MIN) m.hops_back = hop;
    m.latest_us = p.time_us;
    scratch_.next.push_back(p.other);
  }

  [[nodiscard]] bool in_band(std::uint32_t before, std::uint32_t after) const noexcept {
    if (!options_.band_permille) return true;
    const core::Int128 was = payments_.amount_minor[before], is = payments_.amount_minor[after];
    return (was > is ? was - is : is - was) * permille <= was * *options_.band_permille;
  }

  /// Depth first, with the payments of the path and where each account's turn has got to.
  void follow(std::uint64_t room, Cycles& cycles) {
    std::array<std::uint32_t, length_limit> path{}, turn{}, account{};
    std::uint32_t depth = 1;  // payments on the path
    const auto enter = [&](std::uint32_t payment) {
      path[depth - 1] = payment;
      account[depth - 1] = payments_.payee[payment];
      mark(account[depth - 1]).on_path = true;
      turn[depth - 1] =
          first_after(graph_.out, graph_.out_begin, account[depth - 1], payments_.time_us[payment]);
    };
    enter(first_);
    for (std::uint64_t steps = 0; depth > 0;) {
      const std::uint32_t at = turn[depth - 1]++;
      const bool ended =
          at >= graph_.out_begin[account[depth - 1] + 1] || graph_.out[at].time_us > end_us_;
      if (ended) {
        mark(account[--depth]).on_path = false;
        continue;
      }
      const LoopPayment& p = graph_.out[at];
      if (++steps > options_.steps_max) {
        ++cycles.given_up;
        cycles.truncated = true;
        return;  // find() wipes every mark that was touched, those of the path too
      }
      if (p.other == root_) {
        if (!in_band(path[depth - 1], p.payment)) continue;
        if (room == 0) {
          cycles.truncated = true;
          return;
        }
        --room;
        cycles.transfers.insert(cycles.transfers.end(), path.begin(), path.begin() + depth);
        cycles.transfers.push_back(p.payment);
        cycles.begin.push_back(cycles.transfers.size());
        continue;
      }
      const Mark& m = mark(p.other);
      if (p.time_us < m.latest_us && !m.on_path && depth + 1 + m.hops_back <= options_.length_max &&
          in_band(path[depth - 1], p.payment)) {
        ++depth;
        enter(p.payment);
      }
    }
  }

  const PaymentColumns& payments_;
  const LoopGraph& graph_;
  const CycleOptions& options_;
  Scratch& scratch_;
  std::uint32_t first_, root_;
  std::int64_t begin_us_, end_us_;
};

void append(Cycles& all, const Cycles& some, std::uint64_t room) {
  const std::size_t taken = static_cast<std::size_t>(std::min<std::uint64_t>(some.size(), room));
  const std::uint64_t base = all.transfers.size();
  all.transfers.insert(all.transfers.end(), some.transfers.begin(),
                       some.transfers.begin() + static_cast<std::ptrdiff_t>(some.begin[taken]));
  for (std::size_t i = 1; i <= taken; ++i) all.begin.push_back(base + some.begin[i]);
}

}  // namespace

core::Result<Cycles> find_cycles(const core::RunContext& context, const PaymentColumns& payments,
                                 const CycleOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.window_us}}));
  if (options.length_max < 2 || options.length_max > length_limit) {
    return core::Error{core::ErrorCode::bad_input, "a cycle has 2 to 10 payments", "",
                       "length_max is 2 … 10"};
  }
  const LoopGraph graph = make_loop_graph(payments);
  Cycles all;
  Pool<Scratch> pool([&] { return std::make_unique<Scratch>(payments.accounts); });
  const std::size_t wave = roots_in_block * blocks_in_wave;
  for (std::size_t begin = 0; begin < graph.roots.size(); begin += wave) {
    const auto roots =
        std::span(graph.roots).subspan(begin, std::min(wave, graph.roots.size() - begin));
    const std::uint64_t room = options.cycles_max - all.size();
    std::vector<Cycles> blocks((roots.size() + roots_in_block - 1) / roots_in_block);
    CB_TRY_STATUS(core::parallel_blocks(context, roots.size(), roots_in_block,
                                        [&](const core::Block& block) -> core::Status {
                                          auto scratch = pool.take();
                                          Cycles& cycles = blocks[block.number];
                                          for (std::size_t i = block.begin; i < block.end; ++i) {
                                            if (cycles.truncated && cycles.size() >= room) break;
                                            FromRoot(payments, graph, options, *scratch, roots[i])
                                                .find(room - cycles.size(), cycles);
                                          }
                                          pool.give(std::move(scratch));
                                          return {};
                                        }));
    for (const Cycles& cycles : blocks) {
      const std::uint64_t left = options.cycles_max - all.size();
      const bool cut = cycles.size() > left || (cycles.truncated && cycles.size() >= left);
      append(all, cycles, left);
      all.truncated |= cycles.truncated || cut;
      all.given_up += cycles.given_up;
      if (cut) return all;
    }
  }
  return all;
}

}  // namespace cuibono::money
