// A window slides over the payments of one account at a time. Different counterparties are counted by how
// often each is in the window: the first that enters and the last that leaves move the count.
#include "money/pattern_fans.h"

#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

/// [begin, end) of an account's own list of payments.
struct Window {
  std::size_t begin = 0, end = 0;
};

std::vector<std::uint32_t> distinct_ends(std::span<const std::uint32_t> ends,
                                         std::span<const std::uint32_t> transfers) {
  std::vector<std::uint32_t> accounts;
  for (const std::uint32_t i : transfers) accounts.push_back(ends[i]);
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  return accounts;
}

class FanSearch {
 public:
  FanSearch(const PaymentColumns& payments, FanSide side, const FanOptions& options)
      : payments_(payments),
        options_(options),
        side_(side),
        others_(side == FanSide::in ? payments.payer : payments.payee),
        index_(
            make_payment_index(payments, side == FanSide::in ? payments.payee : payments.payer)) {}

  void look(std::uint32_t hub, DistinctCount& count, Patterns& patterns) const {
    const auto own = index_.of(hub);
    if (own.size() < options_.counterparties_min) return;
    const std::size_t found_before = patterns.found.size();
    BestOfRun<Window> run;
    const auto list = [&](const std::optional<Window>& window) {
      if (window)
        patterns.found.push_back(
            make(hub, own.subspan(window->begin, window->end - window->begin)));
    };
    std::size_t begin = 0;
    bool is_hub = false;
    for (std::size_t end = 1; end <= own.size(); ++end) {
      const std::int64_t now_us = payments_.time_us[own[end - 1]];
      count.enter(others_[own[end - 1]]);
      for (; now_us - payments_.time_us[own[begin]] > options_.window_us; ++begin)
        count.leave(others_[own[begin]]);
      is_hub |= count.distinct() > options_.counterparties_max;
      if (count.distinct() >= options_.counterparties_min) {
        run.fulfils(count.distinct(), {begin, end});
      } else {
        list(run.end_run());
      }
    }
    list(run.end_run());
    for (; begin < own.size(); ++begin) count.leave(others_[own[begin]]);
    if (is_hub) patterns.found.resize(found_before), ++patterns.passed_over;
    if (patterns.found.size() == found_before) return;
    const auto ever = static_cast<core::Int128>(distinct_ends(others_, own).size());
    for (std::size_t i = found_before; i < patterns.found.size(); ++i)
      patterns.found[i].numbers.push_back({"counterparties_ever", ever});
  }

 private:
  [[nodiscard]] Pattern make(std::uint32_t hub, std::span<const std::uint32_t> transfers) const {
    Pattern fan;
    fan.kind = side_ == FanSide::in ? PatternKind::fan_in : PatternKind::fan_out;
    fan.accounts = distinct_ends(others_, transfers);
    fan.size = static_cast<std::uint32_t>(fan.accounts.size());
    fan.accounts.insert(fan.accounts.begin(), hub);
    fan.transfers.assign(transfers.begin(), transfers.end());
    settle_transfers(payments_, fan);
    fan.amount_minor = sum_of_transfers(payments_, fan);
    std::int64_t largest_minor = 0;
    for (const std::uint32_t i : transfers)
      largest_minor = std::max(largest_minor, payments_.amount_minor[i]);
    fan.numbers = {{"payments", static_cast<core::Int128>(transfers.size())},
                   {"largest_minor", largest_minor}};
    return fan;
  }

  const PaymentColumns& payments_;
  const FanOptions& options_;
  FanSide side_;
  std::span<const std::uint32_t> others_;
  PaymentIndex index_;
};

struct GatherScatterWindow {
  Window in, out;
};

struct BothCounts {
  explicit BothCounts(std::uint32_t accounts) : payers(accounts), payees(accounts) {}
  DistinctCount payers, payees;
};

class GatherScatterSearch {
 public:
  GatherScatterSearch(const PaymentColumns& payments, const GatherScatterOptions& options)
      : payments_(payments),
        options_(options),
        in_(make_payment_index(payments, payments.payee)),
        out_(make_payment_index(payments, payments.payer)) {}

  void look(std::uint32_t hub, BothCounts& count, Patterns& patterns) const {
    const auto ins = in_.of(hub), outs = out_.of(hub);
    if (ins.size() < options_.payers_min || outs.size() < options_.payees_min) return;
    const std::size_t found_before = patterns.found.size();
    BestOfRun<GatherScatterWindow> run;
    const auto list = [&](const std::optional<GatherScatterWindow>& window) {
      if (window) patterns.found.push_back(make(hub, ins, outs, *window));
    };
    GatherScatterWindow w;
    core::Int128 gathered_minor = 0, scattered_minor = 0;
    bool is_hub = false;
    for (w.in.end = 1; w.in.end <= ins.size(); ++w.in.end) {
      const std::uint32_t last = ins[w.in.end - 1];
      const std::int64_t pivot_us = payments_.time_us[last];
      count.payers.enter(payments_.payer[last]);
      gathered_minor += payments_.amount_minor[last];
      if (w.in.end < ins.size() && payments_.time_us[ins[w.in.end]] == pivot_us) continue;
      for (; pivot_us - payments_.time_us[ins[w.in.begin]] > options_.gather_us; ++w.in.begin) {
        count.payers.leave(payments_.payer[ins[w.in.begin]]);
        gathered_minor -= payments_.amount_minor[ins[w.in.begin]];
      }
      const std::int64_t end_us = window_end(pivot_us, options_.scatter_us);
      for (; w.out.end < outs.size() && payments_.time_us[outs[w.out.end]] <= end_us; ++w.out.end) {
        count.payees.enter(payments_.payee[outs[w.out.end]]);
        scattered_minor += payments_.amount_minor[outs[w.out.end]];
      }
      for (; w.out.begin < w.out.end && payments_.time_us[outs[w.out.begin]] <= pivot_us;
           ++w.out.begin) {
        count.payees.leave(payments_.payee[outs[w.out.begin]]);
        scattered_minor -= payments_.amount_minor[outs[w.out.begin]];
      }
      const std::uint32_t payers = count.payers.distinct(), payees = count.payees.distinct();
      is_hub |= std::max(payers, payees) > options_.counterparties_max;
      if (payers >= options_.payers_min && payees >= options_.payees_min &&
          scattered_minor * permille >= gathered_minor * options_.forwarded_permille_min) {
        run.fulfils(core::Int128{payers} + payees, w);
      } else {
        list(run.end_run());
      }
    }
    list(run.end_run());
    for (; w.in.begin < ins.size(); ++w.in.begin)
      count.payers.leave(payments_.payer[ins[w.in.begin]]);
    for (; w.out.begin < w.out.end; ++w.out.begin)
      count.payees.leave(payments_.payee[outs[w.out.begin]]);
    if (is_hub) patterns.found.resize(found_before), ++patterns.passed_over;
  }

 private:
  [[nodiscard]] Pattern make(std::uint32_t hub, std::span<const std::uint32_t> ins,
                             std::span<const std::uint32_t> outs,
                             const GatherScatterWindow& window) const {
    ins = ins.subspan(window.in.begin, window.in.end - window.in.begin);
    outs = outs.subspan(window.out.begin, window.out.end - window.out.begin);
    const auto payers = distinct_ends(payments_.payer, ins);
    const auto payees = distinct_ends(payments_.payee, outs);
    core::Int128 gathered_minor = 0, scattered_minor = 0;
    for (const std::uint32_t i : ins) gathered_minor += payments_.amount_minor[i];
    for (const std::uint32_t i : outs) scattered_minor += payments_.amount_minor[i];
    Pattern both;
    both.kind = PatternKind::gather_scatter;
    both.accounts = {hub};
    both.accounts.insert(both.accounts.end(), payers.begin(), payers.end());
    both.accounts.insert(both.accounts.end(), payees.begin(), payees.end());
    both.transfers.assign(ins.begin(), ins.end());
    both.transfers.insert(both.transfers.end(), outs.begin(), outs.end());
    settle_transfers(payments_, both);
    both.amount_minor = std::min(gathered_minor, scattered_minor);
    both.size = static_cast<std::uint32_t>(payers.size() + payees.size());
    both.numbers = {{"payers", static_cast<core::Int128>(payers.size())},
                    {"payees", static_cast<core::Int128>(payees.size())},
                    {"gathered_minor", gathered_minor},
                    {"scattered_minor", scattered_minor}};
    return both;
  }

  const PaymentColumns& payments_;
  const GatherScatterOptions& options_;
  PaymentIndex in_, out_;
};

}  // namespace

core::Result<Patterns> find_fans(const core::RunContext& context, const PaymentColumns& payments,
                                 FanSide side, const FanOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.window_us}}));
  const FanSearch search(payments, side, options);
  return look_at_accounts<DistinctCount>(
      context, payments.accounts,
      [&] { return std::make_unique<DistinctCount>(payments.accounts); },
      [&](std::uint32_t hub, DistinctCount& count, Patterns& patterns) {
        search.look(hub, count, patterns);
      });
}

core::Result<Patterns> find_gather_scatter(const core::RunContext& context,
                                           const PaymentColumns& payments,
                                           const GatherScatterOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.gather_us, options.scatter_us}}));
  const GatherScatterSearch search(payments, options);
  return look_at_accounts<BothCounts>(
      context, payments.accounts, [&] { return std::make_unique<BothCounts>(payments.accounts); },
      [&](std::uint32_t hub, BothCounts& count, Patterns& patterns) {
        search.look(hub, count, patterns);
      });
}

}  // namespace cuibono::money
