#pragma once
// Random payments small enough to read when they fail, for the tests of patterns.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "money/pattern.h"

namespace cuibono::money {

struct PaymentWorld {
  std::vector<std::int64_t> time_us, amount_minor;
  std::vector<std::uint32_t> payer, payee;
  std::uint32_t accounts = 0;
  [[nodiscard]] PaymentColumns columns() const {
    return {time_us, payer, payee, amount_minor, accounts};
  }
  void pay(std::int64_t when_us, std::uint32_t from, std::uint32_t to, std::int64_t minor) {
    time_us.push_back(when_us);
    payer.push_back(from);
    payee.push_back(to);
    amount_minor.push_back(minor);
    accounts = std::max({accounts, from + 1, to + 1});
  }
};

struct PaymentWorldSizes {
  std::uint64_t accounts_max = 7, payments_max = 40, gap_max = 3, amount_max = 9;
};

/// 1 account and more, many equal times, some payments to oneself, some of nothing.
inline PaymentWorld random_payments(std::uint64_t seed, const PaymentWorldSizes& sizes = {}) {
  core::CounterRandom random(seed, 97);
  PaymentWorld world;
  world.accounts = static_cast<std::uint32_t>(1 + random.below(sizes.accounts_max));
  const std::uint64_t count = random.below(sizes.payments_max + 1);
  std::int64_t now_us = -20;
  for (std::uint64_t i = 0; i < count; ++i) {
    now_us += static_cast<std::int64_t>(random.below(sizes.gap_max));
    const auto from = static_cast<std::uint32_t>(random.below(world.accounts));
    const auto to = static_cast<std::uint32_t>(random.below(world.accounts));
    world.pay(now_us, from, to, static_cast<std::int64_t>(random.below(sizes.amount_max + 1)));
  }
  return world;
}

/// The same with account a called 2a + 1 and all times later: for laws R and M.
inline PaymentWorld renamed_and_moved(const PaymentWorld& world, std::int64_t later_us) {
  PaymentWorld other = world;
  for (auto* ends : {&other.payer, &other.payee})
    for (auto& end : *ends) end = 2 * end + 1;
  for (auto& time : other.time_us) time += later_us;
  other.accounts = 2 * world.accounts + 1;
  return other;
}
inline Patterns renamed_and_moved(Patterns patterns, std::int64_t later_us) {
  for (auto& pattern : patterns.found) {
    for (auto& account : pattern.accounts) account = 2 * account + 1;
    pattern.from_us += later_us;
    pattern.to_us += later_us;
  }
  return patterns;
}

inline core::RunContext with_threads(unsigned threads) {
  core::RunContext context;
  context.threads = threads;
  return context;
}

/// One line a pattern, for messages.
inline std::string describe(const Patterns& patterns) {
  std::string text;
  for (const auto& pattern : patterns.found) {
    text += std::string(get_pattern_words(pattern.kind).name) + " accounts";
    for (const auto account : pattern.accounts) text += " " + std::to_string(account);
    text += " transfers";
    for (const auto transfer : pattern.transfers) text += " " + std::to_string(transfer);
    text += " amount " + core::format_minor(pattern.amount_minor) + " size " +
            std::to_string(pattern.size);
    for (const auto& number : pattern.numbers)
      text += " " + std::string(number.name) + "=" + core::format_minor(number.value);
    text += "\n";
  }
  return text + (patterns.truncated ? "truncated " : "") + "passed over " +
         std::to_string(patterns.passed_over);
}

}  // namespace cuibono::money
