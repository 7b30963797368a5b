// Each payment is looked at once: is it a deposit that a threshold is about, and in its band? Then a window
// slides over the deposits of one account at a time.
#include "money/pattern_thresholds.h"

#include <string>

#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

enum class Deposit : std::uint8_t { none, other, in_band };

core::Error bad_thresholds(std::string what) {
  return {core::ErrorCode::bad_input, std::move(what), "",
          "give one jurisdiction an account, and thresholds sorted by jurisdiction and date"};
}

core::Status check_input(const PaymentColumns& payments, const StructuringInput& input) {
  if (input.jurisdiction.size() != payments.accounts)
    return bad_thresholds("the jurisdictions are not one an account");
  if (!input.is_deposit.empty() && input.is_deposit.size() != payments.time_us.size())
    return bad_thresholds("is_deposit has another length than the payments");
  for (std::size_t i = 0; i < input.thresholds.size(); ++i) {
    const Threshold& here = input.thresholds[i];
    if (here.amount_minor < 0) return bad_thresholds("a threshold is below 0");
    if (i == 0) continue;
    const Threshold& before = input.thresholds[i - 1];
    if (std::pair(before.jurisdiction, before.since_us) >=
        std::pair(here.jurisdiction, here.since_us))
      return bad_thresholds("the thresholds are not sorted");
  }
  return {};
}

/// What holds for a receipt of this account at this time; 0: nothing.
std::int64_t find_threshold(const StructuringInput& input, std::uint32_t account,
                            std::int64_t time_us) noexcept {
  const std::uint32_t jurisdiction = input.jurisdiction[account];
  const auto after = std::partition_point(
      input.thresholds.begin(), input.thresholds.end(), [&](const Threshold& threshold) {
        return std::pair(threshold.jurisdiction, threshold.since_us) <=
               std::pair(jurisdiction, time_us);
      });
  if (after == input.thresholds.begin()) return 0;
  const Threshold& last = *(after - 1);
  return last.jurisdiction == jurisdiction ? last.amount_minor : 0;
}

/// An amount in the band, and who received it.
struct Price {
  std::int64_t amount_minor = 0;
  std::uint32_t account = 0;
  auto operator<=>(const Price&) const = default;
};

/// All payments seen once.
struct Deposits {
  std::vector<Deposit> of;    ///< [T]
  std::vector<Price> prices;  ///< sorted, each once
  std::uint64_t all = 0, in_band = 0;
};

Deposits look_at_all(const PaymentColumns& payments, const StructuringInput& input,
                     std::uint32_t band_permille) {
  Deposits deposits;
  deposits.of.assign(payments.time_us.size(), Deposit::none);
  for (std::size_t i = 0; i < payments.time_us.size(); ++i) {
    if (!has_shape(payments, i) || (!input.is_deposit.empty() && input.is_deposit[i] == 0))
      continue;
    const core::Int128 threshold_minor =
        find_threshold(input, payments.payee[i], payments.time_us[i]);
    if (threshold_minor == 0) continue;
    const core::Int128 amount_minor = payments.amount_minor[i];
    const bool in_band = amount_minor < threshold_minor &&
                         amount_minor * permille >= threshold_minor * band_permille;
    deposits.of[i] = in_band ? Deposit::in_band : Deposit::other;
    ++deposits.all;
    if (!in_band) continue;
    ++deposits.in_band;
    deposits.prices.push_back({payments.amount_minor[i], payments.payee[i]});
  }
  std::sort(deposits.prices.begin(), deposits.prices.end());
  deposits.prices.erase(std::unique(deposits.prices.begin(), deposits.prices.end()),
                        deposits.prices.end());
  return deposits;
}

/// [begin, end) of an account's deposits, those before it, and of both those in the band.
struct Window {
  std::size_t begin = 0, end = 0;
  std::uint32_t in_band_before = 0, in_band = 0;
};

struct Scratch {
  std::vector<std::uint32_t> deposits;
};

class StructuringSearch {
 public:
  StructuringSearch(const PaymentColumns& payments, const StructuringInput& input,
                    const StructuringOptions& options)
      : payments_(payments),
        input_(input),
        options_(options),
        in_(make_payment_index(payments, payments.payee)),
        all_(look_at_all(payments, input, options.band_permille)) {}

  void look(std::uint32_t account, Scratch& scratch, Patterns& patterns) const {
    auto& deposits = scratch.deposits;
    deposits.clear();
    std::uint32_t in_band = 0;
    for (const std::uint32_t i : in_.of(account)) {
      if (all_.of[i] == Deposit::none) continue;
      deposits.push_back(i);
      in_band += all_.of[i] == Deposit::in_band ? 1U : 0U;
    }
    if (in_band < options_.deposits_min) return;
    const Rate others{all_.in_band - in_band, all_.all - deposits.size()};
    BestOfRun<Window> run;
    const auto list = [&](const std::optional<Window>& window) {
      if (window) list_window(account, deposits, *window, others, patterns);
    };
    Window w;
    core::Int128 sum_minor = 0;  // of those in the band
    for (w.end = 1; w.end <= deposits.size(); ++w.end) {
      const std::uint32_t last = deposits[w.end - 1];
      if (all_.of[last] != Deposit::in_band) continue;
      ++w.in_band;
      sum_minor += payments_.amount_minor[last];
      for (; payments_.time_us[last] - payments_.time_us[deposits[w.begin]] > options_.window_us;
           ++w.begin) {
        if (all_.of[deposits[w.begin]] != Deposit::in_band) continue;
        --w.in_band;
        ++w.in_band_before;
        sum_minor -= payments_.amount_minor[deposits[w.begin]];
      }
      if (w.in_band >= options_.deposits_min &&
          sum_minor >= find_threshold(input_, account, payments_.time_us[last])) {
        run.fulfils(w.in_band, w);
      } else {
        list(run.end_run());
      }
    }
    list(run.end_run());
  }

 private:
  [[nodiscard]] bool is_price(std::int64_t amount_minor) const {
    const auto begin =
        std::lower_bound(all_.prices.begin(), all_.prices.end(), Price{amount_minor, 0});
    const auto end = std::upper_bound(begin, all_.prices.end(), Price{amount_minor, UINT32_MAX});
    // The account itself is one of them.
    return end - begin > static_cast<std::ptrdiff_t>(options_.price_accounts_min);
  }

  void list_window(std::uint32_t account, std::span<const std::uint32_t> deposits,
                   const Window& window, const Rate& others, Patterns& patterns) const {
    Pattern pattern;
    pattern.kind = PatternKind::structuring;
    core::Int128 at_prices = 0;
    for (std::size_t d = window.begin; d < window.end; ++d) {
      const std::uint32_t i = deposits[d];
      if (all_.of[i] != Deposit::in_band) continue;
      pattern.transfers.push_back(i);
      pattern.accounts.push_back(payments_.payer[i]);
      at_prices += is_price(payments_.amount_minor[i]) ? 1 : 0;
    }
    std::sort(pattern.accounts.begin(), pattern.accounts.end());
    pattern.accounts.erase(std::unique(pattern.accounts.begin(), pattern.accounts.end()),
                           pattern.accounts.end());
    pattern.accounts.insert(pattern.accounts.begin(), account);
    settle_transfers(payments_, pattern);
    pattern.amount_minor = sum_of_transfers(payments_, pattern);
    pattern.size = window.in_band;
    const bool own = window.begin >= options_.history_min;
    const Rate expected = own ? Rate{window.in_band_before, window.begin} : others;
    const auto trials = static_cast<std::uint32_t>(window.end - window.begin);
    const std::uint32_t tail =
        binomial_tail_billionths(window.in_band, trials, {expected.hits + 1, expected.of + 2});
    const core::Int128 price_permille = at_prices * permille / window.in_band;
    if (price_permille > options_.price_permille_max || tail > options_.tail_billionths_max) {
      ++patterns.passed_over;
      return;
    }
    pattern.numbers = {
        {"threshold_minor",
         find_threshold(input_, account, payments_.time_us[pattern.transfers.back()])},
        {"deposits", trials},
        {"expected_in_band", static_cast<core::Int128>(expected.hits)},
        {"expected_deposits", static_cast<core::Int128>(expected.of)},
        {"tail_billionths", tail},
        {"price_permille", price_permille}};
    patterns.found.push_back(std::move(pattern));
  }

  const PaymentColumns& payments_;
  const StructuringInput& input_;
  const StructuringOptions& options_;
  PaymentIndex in_;
  Deposits all_;
};

}  // namespace

// With w(k) the chance of k successes: w(k + 1) / w(k) = (n - k) p / ((k + 1) (1 - p)). From the likeliest k
// the terms fall on both sides, so that what rounding loses of one is never multiplied.
std::uint32_t binomial_tail_billionths(std::uint32_t successes, std::uint32_t trials,
                                       const Rate& rate) noexcept {
  constexpr core::Int128 one = core::Int128{1} << 62;
  constexpr std::uint32_t certain = 1'000'000'000;
  if (successes == 0) return certain;
  if (successes > trials || rate.hits == 0) return 0;
  if (rate.hits == rate.of) return certain;
  const core::Int128 hit = rate.hits, miss = rate.of - rate.hits;
  const auto likeliest =
      static_cast<std::uint32_t>((core::Int128{trials} + 1) * hit / (hit + miss));
  core::Int128 tail = 0, all = 0;
  const auto add = [&](std::uint32_t k, core::Int128 term) {
    all += term;
    if (k >= successes) tail += term;
  };
  core::Int128 term = one;
  add(likeliest, term);
  for (std::uint32_t k = likeliest; k < trials && term > 0; ++k) {
    term = term * ((trials - k) * hit) / ((core::Int128{k} + 1) * miss);
    add(k + 1, term);
  }
  term = one;
  for (std::uint32_t k = likeliest; k > 0 && term > 0; --k) {
    term = term * (k * miss) / ((core::Int128{trials} - k + 1) * hit);
    add(k - 1, term);
  }
  return static_cast<std::uint32_t>((tail * certain + all / 2) / all);
}

core::Result<Patterns> find_structuring(const core::RunContext& context,
                                        const PaymentColumns& payments,
                                        const StructuringInput& input,
                                        const StructuringOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.window_us}}));
  CB_TRY_STATUS(check_input(payments, input));
  const StructuringSearch search(payments, input, options);
  return look_at_accounts<Scratch>(
      context, payments.accounts, [] { return std::make_unique<Scratch>(); },
      [&](std::uint32_t account, Scratch& scratch, Patterns& patterns) {
        search.look(account, scratch, patterns);
      });
}

}  // namespace cuibono::money
