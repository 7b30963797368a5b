#include "simulation/world.h"

#include <algorithm>
#include <cmath>

#include "simulation/draw.h"
#include "simulation/identifiers.h"

namespace cuibono::simulation {
namespace {

int scaled(double base, double exponent, double scale, int low) {
  return std::max(low, static_cast<int>(std::lround(base * std::pow(scale, exponent))));
}

/// The next free serial number of a kind. Where they begin depends on the seed, so that two worlds
/// do not share their identifiers.
std::uint64_t next_serial(Story& story, std::string_view key) {
  const auto found = story.serials.find(key);
  if (found != story.serials.end()) return found->second++;
  std::uint64_t kind = 1469598103934665603ULL;  // FNV-1a: a stream for each kind of number
  for (const char c : key) kind = (kind ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  auto random = make_stream(story.plan.seed, Purpose::phones, kind >> 16);
  const std::uint64_t first = random.below(50'000'000);
  story.serials.emplace(std::string(key), first + 1);
  return first;
}

}  // namespace

Plan make_plan(const WorldRequest& request) {
  const double scale = request.scale;
  // Below the full size a case loses people faster than it loses the things people share, as real
  // ones do: a small case still has three sites, and each of its desks still has a working day.
  const double full = std::min(scale, 1.0), beyond = std::max(scale, 1.0);
  Plan plan;
  plan.seed = request.seed;
  plan.scale = scale;
  plan.start_us = core::to_utc_us({2025, 1, 13});
  plan.days = std::clamp(static_cast<int>(std::lround(150 * std::pow(full, 0.2))), 60, 150);
  plan.desks_per_site = scaled(147 * beyond, 0.6, full, 12);
  plan.victims = scaled(3000, 1, scale, 60);
  plan.leads_per_site = static_cast<int>(2.7 * plan.desks_per_site * plan.days);
  plan.people = scaled(14'000, 1, scale, 400);
  plan.centre_lines = scaled(30 * beyond, 0.6, full, 6);
  plan.mules_first = scaled(240, 0.7, scale, 18);
  plan.mules_second = scaled(110, 0.7, scale, 10);
  plan.mules_third = scaled(40, 0.7, scale, 5);
  plan.collectors = scaled(12, 0.5, scale, 4);
  plan.shells = scaled(10, 0.4, scale, 4);
  plan.merchants = scaled(60, 0.5, scale, 12);
  plan.employers = scaled(40, 0.5, scale, 5);
  plan.fronts = scaled(8, 0.4, scale, 3);
  plan.drug_cells = scaled(12, 0.5, scale, 3);
  plan.evasion = request.evasion;
  plan.evidence_share = request.evidence_share;
  return plan;
}

std::string_view currency_code(Currency currency) noexcept {
  switch (currency) {
    case Currency::eur:
      return "EUR";
    case Currency::gbp:
      return "GBP";
    case Currency::krw:
      return "KRW";
    case Currency::kzt:
      return "KZT";
  }
  return "EUR";
}

unsigned currency_digits(Currency currency) noexcept { return currency == Currency::krw ? 0 : 2; }

std::string_view staff_role_name(StaffRole role) noexcept {
  switch (role) {
    case StaffRole::opener:
      return "opener";
    case StaffRole::retention:
      return "retention";
    case StaffRole::lead:
      return "lead";
    case StaffRole::it:
      return "it";
    case StaffRole::finance:
      return "finance";
    case StaffRole::herder:
      return "herder";
    case StaffRole::lieutenant:
      return "lieutenant";
    case StaffRole::leader:
      return "leader";
  }
  return "opener";
}

std::string Account::selector() const {
  return is_iban ? "iban:" + number : "acct:" + country + ":" + number;
}

const NumberSpan* Staff::span_on(int day) const {
  for (const NumberSpan& span : numbers) {
    if (day >= span.from_day && day < span.to_day) return &span;
  }
  return nullptr;
}

const NumberSpan* find_span(const Story& story, const VictimCall& call) {
  // Where numbers are kept for long, the days of these calls are counted in UTC: seeds stay what
  // they were. A night shift that changes number weekly would ring from the old one once more.
  const auto utc_day = static_cast<int>((call.time_us - story.plan.start_us) / core::us_per_day);
  const bool weekly = story.plan.evasion.number_change_days > 0;
  return story.staff[call.staff].span_on(weekly ? call.day : utc_day);
}

PhoneId add_phone(Story& story, std::string_view country, Operator network) {
  Phone phone;
  phone.digits = make_phone_digits(country, next_serial(story, "tel:" + std::string(country)));
  phone.network = network;
  if (network != Operator::none) phone.sim = next_serial(story, "sim");
  story.phones.push_back(phone);
  return PhoneId::of(story.phones.size() - 1);
}

HandsetId add_handset(Story& story) {
  story.handsets.push_back(make_imei(next_serial(story, "imei")));
  return HandsetId::of(story.handsets.size() - 1);
}

AccountId add_account(Story& story, const AccountSpec& spec) {
  Account account;
  account.country = std::string(spec.country);
  account.is_iban = has_iban(spec.country);
  account.bank = spec.bank;
  account.held = spec.held;
  account.currency = spec.currency;
  account.holder = spec.holder;
  account.holder_native = spec.holder_native.empty() ? spec.holder : spec.holder_native;
  const std::uint64_t serial = next_serial(story, "acct:" + account.country);
  const unsigned bank = spec.bank == Bank::elsewhere ? 5 + static_cast<unsigned>(serial % 5)
                                                     : static_cast<unsigned>(spec.bank);
  account.number =
      account.is_iban ? make_iban(spec.country, bank, serial) : make_national_account(serial);
  story.accounts.push_back(std::move(account));
  return AccountId::of(story.accounts.size() - 1);
}

WalletId add_wallet(Story& story) {
  constexpr std::uint64_t wallet_stream = 1ULL << 40;
  story.wallets.push_back(
      make_chain_address(story.plan.seed, wallet_stream + next_serial(story, "wallet")));
  return WalletId::of(story.wallets.size() - 1);
}

std::int64_t local_moment_us(const Story& story, int day, int minute) {
  core::CivilTime local =
      core::from_utc_us(story.plan.start_us + (day + minute / 1440) * core::us_per_day);
  minute %= 1440;
  local.hour = static_cast<std::uint8_t>(minute / 60);
  local.minute = static_cast<std::uint8_t>(minute % 60);
  return core::to_utc(local, story.zone).time_us;
}

bool is_working_day(const Story& story, int day) noexcept {
  return core::weekday_of(story.plan.start_us + day * core::us_per_day) < 5;
}

void settle(Story& story) {
  const auto sort_by_time = [](auto& events) {
    std::stable_sort(events.begin(), events.end(),
                     [](const auto& x, const auto& y) { return x.time_us < y.time_us; });
  };
  std::vector<std::uint32_t> order(story.transfers.size()), rank(story.transfers.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
    return story.transfers[x].time_us < story.transfers[y].time_us;
  });
  std::vector<Transfer> sorted;
  sorted.reserve(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    sorted.push_back(story.transfers[order[i]]);
  }
  story.transfers = std::move(sorted);
  for (Victim& victim : story.victims) {
    for (VictimPayment& payment : victim.payments) payment.transfer = rank[payment.transfer];
  }
  sort_by_time(story.chain);
  sort_by_time(story.calls);

  std::vector<std::int64_t> balance(story.accounts.size()), lowest(story.accounts.size());
  for (const Transfer& transfer : story.transfers) {
    if (transfer.payer != nobody<AccountId>) {
      auto& left = balance[transfer.payer.index()] -= transfer.amount_minor;
      lowest[transfer.payer.index()] = std::min(lowest[transfer.payer.index()], left);
    }
    if (transfer.payee != nobody<AccountId>)
      balance[transfer.payee.index()] += transfer.amount_minor;
  }
  for (std::size_t i = 0; i < story.accounts.size(); ++i) {
    auto random = make_stream(story.plan.seed, Purpose::firm_money, 1'000'000 + i);
    const bool won = story.accounts[i].currency == Currency::krw;
    story.accounts[i].opening_minor =
        -lowest[i] + random.between(0, 90'000) * (won ? 15 : 1) + (won ? 1'000 : 100);
  }
}

}  // namespace cuibono::simulation
