// What accounts are for: peel chains link each hop to the next and walk from hops that none leads to;
// paydays and customers are runs of one account's payments, sorted.
#include "money/pattern_purposes.h"

#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

/// The payments of a hop; `large` is none where the account is no hop.
struct Hop {
  std::uint32_t received = none, large = none, small = none;
};

Hop find_hop(const PaymentColumns& payments, std::span<const std::uint32_t> ins,
             std::span<const std::uint32_t> outs, const PeelOptions& options) noexcept {
  if (ins.size() != 1 || outs.size() != 2) return {};
  Hop hop{ins[0], outs[0], outs[1]};
  if (payments.amount_minor[hop.small] > payments.amount_minor[hop.large])
    std::swap(hop.small, hop.large);
  const core::Int128 received_minor = payments.amount_minor[hop.received];
  const core::Int128 large_minor = payments.amount_minor[hop.large];
  const bool in_time = outs[0] > hop.received &&
                       payments.time_us[outs[1]] - payments.time_us[hop.received] <= options.hop_us;
  const bool in_size = large_minor + payments.amount_minor[hop.small] <= received_minor &&
                       large_minor * permille >= received_minor * options.large_permille_min;
  const bool parted = payments.payee[hop.small] != payments.payee[hop.large];
  return in_time && in_size && parted ? hop : Hop{};
}

Pattern make_chain(const PaymentColumns& payments, std::span<const Hop> hops, std::uint32_t first,
                   std::uint32_t length) {
  Pattern chain;
  chain.kind = PatternKind::peel_chain;
  chain.size = length;
  chain.transfers.push_back(hops[first].received);
  std::uint32_t account = first;
  core::Int128 last_minor = 0;
  for (std::uint32_t i = 0; i < length; ++i) {
    const Hop& hop = hops[account];
    chain.accounts.push_back(account);
    chain.transfers.push_back(hop.large);
    chain.transfers.push_back(hop.small);
    chain.amount_minor += payments.amount_minor[hop.small];
    last_minor = payments.amount_minor[hop.large];
    account = payments.payee[hop.large];
  }
  chain.accounts.push_back(account);
  settle_transfers(payments, chain);
  chain.numbers = {{"first_minor", payments.amount_minor[hops[first].received]},
                   {"last_minor", last_minor}};
  return chain;
}

/// The payees of one day, each once, and its payments in the list of their account.
struct Payday {
  std::int64_t day = 0;
  std::size_t begin = 0, end = 0;
  std::vector<std::uint32_t> payees;
  bool listed = false;
};

std::vector<std::uint32_t> sorted_distinct(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<Payday> find_paydays(const PaymentColumns& payments, std::span<const std::uint32_t> own,
                                 std::uint32_t payees_min) {
  std::vector<Payday> paydays;
  for (std::size_t begin = 0, end = 0; begin < own.size(); begin = end) {
    Payday payday{core::day_of(payments.time_us[own[begin]]), begin, 0, {}};
    for (; end < own.size() && core::day_of(payments.time_us[own[end]]) == payday.day; ++end)
      payday.payees.push_back(payments.payee[own[end]]);
    if (end - begin < payees_min) continue;
    payday.end = end;
    payday.payees = sorted_distinct(std::move(payday.payees));
    if (payday.payees.size() >= payees_min) paydays.push_back(std::move(payday));
  }
  return paydays;
}

core::Int128 same_permille(const Payday& before, const Payday& after) {
  std::vector<std::uint32_t> both;
  std::ranges::set_intersection(before.payees, after.payees, std::back_inserter(both));
  return static_cast<core::Int128>(both.size()) * permille /
         static_cast<core::Int128>(before.payees.size());
}

/// The row of paydays that begins with the first, by position.
std::vector<std::size_t> follow_paydays(const std::vector<Payday>& paydays, std::size_t first,
                                        const PayrollOptions& options) {
  std::vector<std::size_t> row = {first};
  for (std::size_t next = first + 1; next < paydays.size(); ++next) {
    const std::int64_t gap_days = paydays[next].day - paydays[row.back()].day;
    if (gap_days > options.gap_days_max) break;
    if (gap_days < options.gap_days_min || paydays[next].listed) continue;
    if (same_permille(paydays[row.back()], paydays[next]) >= options.same_permille_min)
      row.push_back(next);
  }
  return row;
}

Pattern make_payroll(const PaymentColumns& payments, std::uint32_t payer,
                     std::span<const std::uint32_t> own, const std::vector<Payday>& paydays,
                     const std::vector<std::size_t>& row) {
  Pattern payroll;
  payroll.kind = PatternKind::payroll;
  core::Int128 least_permille = permille;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Payday& payday = paydays[row[i]];
    const auto days = own.subspan(payday.begin, payday.end - payday.begin);
    payroll.transfers.insert(payroll.transfers.end(), days.begin(), days.end());
    payroll.accounts.insert(payroll.accounts.end(), payday.payees.begin(), payday.payees.end());
    if (i > 0)
      least_permille = std::min(least_permille, same_permille(paydays[row[i - 1]], payday));
  }
  payroll.accounts = sorted_distinct(std::move(payroll.accounts));
  payroll.numbers = {{"payees", static_cast<core::Int128>(payroll.accounts.size())},
                     {"same_permille", least_permille}};
  payroll.accounts.insert(payroll.accounts.begin(), payer);
  settle_transfers(payments, payroll);
  payroll.amount_minor = sum_of_transfers(payments, payroll);
  payroll.size = static_cast<std::uint32_t>(row.size());
  return payroll;
}

void look_at_supplier(const PaymentColumns& payments, std::uint32_t account,
                      std::span<const std::uint32_t> receipts, const SupplierOptions& options,
                      std::vector<std::uint32_t>& own, Patterns& patterns) {
  if (receipts.size() / std::max(1U, options.payments_min) < options.customers_min) return;
  own.assign(receipts.begin(), receipts.end());
  std::stable_sort(own.begin(), own.end(), [&](std::uint32_t a, std::uint32_t b) {
    return payments.payer[a] < payments.payer[b];
  });
  Pattern supplier;
  supplier.kind = PatternKind::supplier;
  supplier.accounts = {account};
  core::Int128 payers = 0, received_minor = 0;
  for (std::size_t begin = 0, end = 0; begin < own.size(); begin = end) {
    const std::uint32_t payer = payments.payer[own[begin]];
    for (; end < own.size() && payments.payer[own[end]] == payer; ++end)
      received_minor += payments.amount_minor[own[end]];
    ++payers;
    const std::int64_t span_us = payments.time_us[own[end - 1]] - payments.time_us[own[begin]];
    if (end - begin < options.payments_min || span_us < options.span_us) continue;
    supplier.accounts.push_back(payer);
    supplier.transfers.insert(supplier.transfers.end(),
                              own.begin() + static_cast<std::ptrdiff_t>(begin),
                              own.begin() + static_cast<std::ptrdiff_t>(end));
  }
  supplier.size = static_cast<std::uint32_t>(supplier.accounts.size() - 1);
  if (supplier.size < options.customers_min || supplier.size == 0) return;
  settle_transfers(payments, supplier);
  supplier.amount_minor = sum_of_transfers(payments, supplier);
  supplier.numbers = {{"payers_ever", payers},
                      {"customer_permille", supplier.amount_minor * permille / received_minor}};
  patterns.found.push_back(std::move(supplier));
}

using Own = std::vector<std::uint32_t>;
std::unique_ptr<Own> make_own() { return std::make_unique<Own>(); }

}  // namespace

core::Result<Patterns> find_peel_chains(const core::RunContext& context,
                                        const PaymentColumns& payments,
                                        const PeelOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.hop_us}}));
  CB_TRY_STATUS(core::check_cancelled(context));
  const PaymentIndex in = make_payment_index(payments, payments.payee);
  const PaymentIndex out = make_payment_index(payments, payments.payer);
  std::vector<Hop> hops(payments.accounts);
  std::vector<std::uint8_t> is_led_to(payments.accounts);
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    hops[account] = find_hop(payments, in.of(account), out.of(account), options);
    if (hops[account].large != none) is_led_to[payments.payee[hops[account].large]] = 1;
  }
  // A hop receives once, so that one leads to it at most, and each hop is later than the one before it: the
  // hops that none leads to are the heads of all chains.
  Patterns patterns;
  for (std::uint32_t first = 0; first < payments.accounts; ++first) {
    if (hops[first].large == none || is_led_to[first] != 0) continue;
    std::uint32_t length = 0;
    for (std::uint32_t at = first; hops[at].large != none; at = payments.payee[hops[at].large])
      ++length;
    if (length >= options.hops_min)
      patterns.found.push_back(make_chain(payments, hops, first, length));
  }
  return patterns;
}

core::Result<Patterns> find_payrolls(const core::RunContext& context,
                                     const PaymentColumns& payments,
                                     const PayrollOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {}));
  if (options.gap_days_min == 0 || options.gap_days_min > options.gap_days_max) {
    return core::Error{core::ErrorCode::bad_input, "no gap between paydays is allowed", "",
                       "gap_days_min is 1 and more, gap_days_max not below it"};
  }
  const PaymentIndex out = make_payment_index(payments, payments.payer);
  return look_at_accounts<Own>(
      context, payments.accounts, make_own, [&](std::uint32_t payer, Own&, Patterns& patterns) {
        const auto own = out.of(payer);
        if (own.size() / std::max(1U, options.payees_min) < options.paydays_min) return;
        std::vector<Payday> paydays = find_paydays(payments, own, options.payees_min);
        for (std::size_t first = 0; first < paydays.size(); ++first) {
          if (paydays[first].listed) continue;
          const auto row = follow_paydays(paydays, first, options);
          if (row.size() < options.paydays_min) continue;
          for (const std::size_t payday : row) paydays[payday].listed = true;
          patterns.found.push_back(make_payroll(payments, payer, own, paydays, row));
        }
      });
}

core::Result<Patterns> find_suppliers(const core::RunContext& context,
                                      const PaymentColumns& payments,
                                      const SupplierOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.span_us}}));
  const PaymentIndex in = make_payment_index(payments, payments.payee);
  return look_at_accounts<Own>(context, payments.accounts, make_own,
                               [&](std::uint32_t account, Own& own, Patterns& patterns) {
                                 look_at_supplier(payments, account, in.of(account), options, own,
                                                  patterns);
                               });
}

}  // namespace cuibono::money
