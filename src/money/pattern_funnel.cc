// Two windows of one account, deposits up to a pivot and payments after it. What leaves elsewhere changes
// when a payment enters or leaves, and when a place gets its first deposit or loses its last.
#include "money/pattern_parts.h"
#include "money/pattern_thresholds.h"

namespace cuibono::money {
namespace {

struct Window {
  std::size_t in_begin = 0, in_end = 0, out_begin = 0, out_end = 0;
};

/// What is in both windows, by place.
class Places {
 public:
  explicit Places(std::uint32_t places) : deposits_(places), out_minor_(places) {}
  void deposit(std::uint32_t place, std::int64_t amount_minor) noexcept {
    if (!deposits_.holds(place)) elsewhere_minor_ -= out_minor_[place];
    deposits_.enter(place);
    deposited_minor_ += amount_minor;
  }
  void end_deposit(std::uint32_t place, std::int64_t amount_minor) noexcept {
    deposits_.leave(place);
    if (!deposits_.holds(place)) elsewhere_minor_ += out_minor_[place];
    deposited_minor_ -= amount_minor;
  }
  /// A payment enters, or leaves with its amount below 0.
  void pay(std::uint32_t place, std::int64_t amount_minor) noexcept {
    out_minor_[place] += amount_minor;
    paid_minor_ += amount_minor;
    if (!deposits_.holds(place)) elsewhere_minor_ += amount_minor;
  }
  [[nodiscard]] std::uint32_t distinct() const noexcept { return deposits_.distinct(); }
  [[nodiscard]] core::Int128 deposited_minor() const noexcept { return deposited_minor_; }
  [[nodiscard]] core::Int128 paid_minor() const noexcept { return paid_minor_; }
  [[nodiscard]] core::Int128 elsewhere_minor() const noexcept { return elsewhere_minor_; }

 private:
  DistinctCount deposits_;
  std::vector<core::Int128> out_minor_;
  core::Int128 deposited_minor_ = 0, paid_minor_ = 0, elsewhere_minor_ = 0;
};

struct Scratch {
  explicit Scratch(std::uint32_t count) : places(count) {}
  Places places;
  std::vector<std::uint32_t> ins, outs;  ///< with a place
};

class FunnelSearch {
 public:
  FunnelSearch(const PaymentColumns& payments, std::span<const std::uint32_t> place,
               const FunnelOptions& options)
      : payments_(payments),
        place_(place),
        options_(options),
        in_(make_payment_index(payments, payments.payee)),
        out_(make_payment_index(payments, payments.payer)) {}

  void look(std::uint32_t account, Scratch& scratch, Patterns& patterns) const {
    keep_placed(in_.of(account), scratch.ins);
    keep_placed(out_.of(account), scratch.outs);
    const auto &ins = scratch.ins, &outs = scratch.outs;
    if (ins.size() < options_.places_min || ins.empty() || outs.empty()) return;
    Places& places = scratch.places;
    BestOfRun<Window> run;
    const auto list = [&](const std::optional<Window>& window) {
      if (window) patterns.found.push_back(make(account, ins, outs, *window));
    };
    Window w;
    for (w.in_end = 1; w.in_end <= ins.size(); ++w.in_end) {
      const std::uint32_t last = ins[w.in_end - 1];
      const std::int64_t pivot_us = payments_.time_us[last];
      places.deposit(place_[last], payments_.amount_minor[last]);
      if (w.in_end < ins.size() && payments_.time_us[ins[w.in_end]] == pivot_us) continue;
      for (; pivot_us - payments_.time_us[ins[w.in_begin]] > options_.window_us; ++w.in_begin)
        places.end_deposit(place_[ins[w.in_begin]], payments_.amount_minor[ins[w.in_begin]]);
      const std::int64_t end_us = window_end(pivot_us, options_.out_us);
      for (; w.out_end < outs.size() && payments_.time_us[outs[w.out_end]] <= end_us; ++w.out_end)
        places.pay(place_[outs[w.out_end]], payments_.amount_minor[outs[w.out_end]]);
      for (; w.out_begin < w.out_end && payments_.time_us[outs[w.out_begin]] <= pivot_us;
           ++w.out_begin)
        places.pay(place_[outs[w.out_begin]], -payments_.amount_minor[outs[w.out_begin]]);
      if (fulfils(places)) {
        run.fulfils(places.distinct(), w);
      } else {
        list(run.end_run());
      }
    }
    list(run.end_run());
    for (; w.in_begin < ins.size(); ++w.in_begin)
      places.end_deposit(place_[ins[w.in_begin]], payments_.amount_minor[ins[w.in_begin]]);
    for (; w.out_begin < w.out_end; ++w.out_begin)
      places.pay(place_[outs[w.out_begin]], -payments_.amount_minor[outs[w.out_begin]]);
  }

 private:
  void keep_placed(std::span<const std::uint32_t> all, std::vector<std::uint32_t>& placed) const {
    placed.clear();
    std::ranges::copy_if(all, std::back_inserter(placed),
                         [&](std::uint32_t i) { return place_[i] != no_place; });
  }

  [[nodiscard]] bool fulfils(const Places& places) const noexcept {
    return places.distinct() >= options_.places_min && places.elsewhere_minor() > 0 &&
           places.elsewhere_minor() * permille >=
               places.paid_minor() * options_.elsewhere_permille_min &&
           places.elsewhere_minor() * permille >=
               places.deposited_minor() * options_.forwarded_permille_min;
  }

  [[nodiscard]] Pattern make(std::uint32_t account, std::span<const std::uint32_t> ins,
                             std::span<const std::uint32_t> outs, const Window& window) const {
    Pattern pattern;
    pattern.kind = PatternKind::funnel;
    pattern.accounts = {account};
    std::vector<std::uint32_t> places;
    core::Int128 deposited_minor = 0, paid_minor = 0, elsewhere_minor = 0;
    for (std::size_t i = window.in_begin; i < window.in_end; ++i) {
      places.push_back(place_[ins[i]]);
      pattern.transfers.push_back(ins[i]);
      deposited_minor += payments_.amount_minor[ins[i]];
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    for (std::size_t i = window.out_begin; i < window.out_end; ++i) {
      paid_minor += payments_.amount_minor[outs[i]];
      if (std::binary_search(places.begin(), places.end(), place_[outs[i]])) continue;
      pattern.transfers.push_back(outs[i]);
      elsewhere_minor += payments_.amount_minor[outs[i]];
    }
    settle_transfers(payments_, pattern);
    pattern.amount_minor = std::min(deposited_minor, elsewhere_minor);
    pattern.size = static_cast<std::uint32_t>(places.size());
    pattern.numbers = {{"deposited_minor", deposited_minor},
                       {"elsewhere_minor", elsewhere_minor},
                       {"elsewhere_permille", elsewhere_minor * permille / paid_minor}};
    return pattern;
  }

  const PaymentColumns& payments_;
  std::span<const std::uint32_t> place_;
  const FunnelOptions& options_;
  PaymentIndex in_, out_;
};

}  // namespace

core::Result<Patterns> find_funnels(const core::RunContext& context, const PaymentColumns& payments,
                                    std::span<const std::uint32_t> place, std::uint32_t places,
                                    const FunnelOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.window_us, options.out_us}}));
  const bool in_range = std::ranges::all_of(
      place, [&](std::uint32_t one) { return one < places || one == no_place; });
  if (place.size() != payments.time_us.size() || !in_range) {
    return core::Error{core::ErrorCode::bad_input,
                       "the places are not one a payment, or out of range", "",
                       "give each payment a place below `places`, or no_place"};
  }
  const FunnelSearch search(payments, place, options);
  return look_at_accounts<Scratch>(
      context, payments.accounts, [&] { return std::make_unique<Scratch>(places); },
      [&](std::uint32_t account, Scratch& scratch, Patterns& patterns) {
        search.look(account, scratch, patterns);
      });
}

}  // namespace cuibono::money
