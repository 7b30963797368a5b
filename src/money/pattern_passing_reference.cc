// The slow twins: an account is a queue; each payment takes what came first.
#include <algorithm>
#include <deque>
#include <optional>
#include <set>

#include "money/pattern_passing.h"

namespace cuibono::money {
namespace {

struct Lot {
  std::uint32_t received = 0;
  std::int64_t left_minor = 0;
};
struct Left {
  std::uint32_t received = 0, paid = 0;
  core::Int128 amount_minor = 0, held_us = 0;
};

bool moves(const PaymentColumns& payments, std::uint32_t i) {
  return payments.payer[i] != payments.payee[i] && payments.amount_minor[i] > 0;
}

std::vector<Left> run_queue(const PaymentColumns& payments, std::uint32_t account) {
  std::deque<Lot> queue;
  std::vector<Left> all;
  for (std::uint32_t i = 0; i < payments.time_us.size(); ++i) {
    if (!moves(payments, i)) continue;
    if (payments.payee[i] == account) queue.push_back({i, payments.amount_minor[i]});
    if (payments.payer[i] != account) continue;
    std::int64_t open_minor = payments.amount_minor[i];
    while (open_minor > 0 && !queue.empty()) {
      Lot& lot = queue.front();
      const std::int64_t part_minor = std::min(open_minor, lot.left_minor);
      all.push_back(
          {lot.received, i, part_minor, payments.time_us[i] - payments.time_us[lot.received]});
      open_minor -= part_minor;
      lot.left_minor -= part_minor;
      if (lot.left_minor == 0) queue.pop_front();
    }
  }
  return all;
}

bool returns(const PaymentColumns& payments, const Left& left,
             std::span<const std::uint32_t> group) {
  const std::uint32_t from = payments.payer[left.received], to = payments.payee[left.paid];
  return group.empty() ? from == to : group[from] == group[to];
}

}  // namespace

std::vector<Passing> passing_reference(const PaymentColumns& payments,
                                       const PassingOptions& options) {
  std::vector<Passing> table(payments.accounts);
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    Passing& p = table[account];
    for (std::uint32_t i = 0; i < payments.time_us.size(); ++i) {
      if (!moves(payments, i)) continue;
      if (payments.payee[i] == account) p.received_minor += payments.amount_minor[i];
      if (payments.payer[i] == account) p.paid_minor += payments.amount_minor[i];
    }
    core::Int128 held_minor_us = 0;
    for (const Left& left : run_queue(payments, account)) {
      const auto amount_minor = static_cast<std::int64_t>(left.amount_minor);
      p.moved_minor += amount_minor;
      held_minor_us += left.amount_minor * left.held_us;
      if (left.held_us <= options.quick_us) p.quick_minor += amount_minor;
      if (left.held_us <= options.return_us && returns(payments, left, options.group))
        p.returned_minor += amount_minor;
    }
    if (p.moved_minor > 0) p.dwell_us = static_cast<std::int64_t>(held_minor_us / p.moved_minor);
  }
  return table;
}

Patterns pass_patterns_reference(const PaymentColumns& payments, PatternKind kind,
                                 std::span<const std::uint32_t> group,
                                 std::span<const std::uint8_t> is_exit,
                                 const PassPatternOptions& options) {
  Patterns patterns;
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    const std::vector<Left> all = run_queue(payments, account);
    std::optional<Pattern> best;
    for (std::uint32_t last = 0; last < payments.time_us.size(); ++last) {
      if (!moves(payments, last) || payments.payee[last] != account) continue;
      std::set<std::uint32_t> receipts, outs, payers, payees;
      core::Int128 received_minor = 0, passed_minor = 0, held_minor_us = 0;
      for (std::uint32_t i = 0; i <= last; ++i) {
        if (!moves(payments, i) || payments.payee[i] != account) continue;
        if (payments.time_us[last] - payments.time_us[i] > options.window_us) continue;
        receipts.insert(i);
        payers.insert(payments.payer[i]);
        received_minor += payments.amount_minor[i];
      }
      for (const Left& left : all) {
        if (!receipts.contains(left.received) || left.held_us > options.hold_us) continue;
        if (kind == PatternKind::u_turn && !returns(payments, left, group)) continue;
        if (kind == PatternKind::cash_out && is_exit[left.paid] == 0) continue;
        outs.insert(left.paid);
        payees.insert(payments.payee[left.paid]);
        passed_minor += left.amount_minor;
        held_minor_us += left.amount_minor * left.held_us;
      }
      const bool fulfils = receipts.size() >= options.receipts_min &&
                           received_minor >= options.received_minor_min && passed_minor > 0 &&
                           passed_minor * 1000 >= received_minor * options.passed_permille_min &&
                           held_minor_us / passed_minor <= options.dwell_us_max;
      if (!fulfils) {
        if (best) patterns.found.push_back(*best), best.reset();
        continue;
      }
      if (best && passed_minor <= best->amount_minor) continue;
      best = Pattern{};
      best->kind = kind;
      best->accounts.push_back(account);
      best->accounts.insert(best->accounts.end(), payers.begin(), payers.end());
      best->accounts.insert(best->accounts.end(), payees.begin(), payees.end());
      std::set<std::uint32_t> transfers = receipts;
      transfers.insert(outs.begin(), outs.end());
      best->transfers.assign(transfers.begin(), transfers.end());
      best->from_us = payments.time_us[best->transfers.front()];
      best->to_us = payments.time_us[best->transfers.back()];
      best->amount_minor = passed_minor;
      best->size = static_cast<std::uint32_t>(receipts.size());
      best->numbers = {{"received_minor", received_minor},
                       {"passed_permille", passed_minor * 1000 / received_minor},
                       {"dwell_us", held_minor_us / passed_minor},
                       {"payments", static_cast<core::Int128>(outs.size())}};
    }
    if (best) patterns.found.push_back(*best);
  }
  return patterns;
}

}  // namespace cuibono::money
