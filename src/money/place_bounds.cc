// The least and the most at the places of a ledger, under any attribution.
#include "money/place_bounds.h"

#include <algorithm>

#include "money/bounds.h"
#include "money/screening.h"

namespace cuibono::money {
namespace {

/// Arcs that the flow of one place may look at: a tenth of a second.
constexpr std::uint64_t work_max = 20'000'000;

/// Which conversions may carry victims' money, as far as is known yet. [transfers]
class Conversions {
 public:
  Conversions(const evidence::Transfers& transfers, const std::vector<const Ledger*>& ledgers)
      : transfers_(transfers), may_(transfers.size(), 0) {
    std::vector<std::uint8_t> is_traced(core::asset_table().size(), 0);
    for (const Ledger* ledger : ledgers) {
      if (ledger != nullptr) is_traced[ledger->asset.index()] = 1;
    }
    for (std::size_t event = 0; event < may_.size(); ++event) {
      if (!converts(event)) continue;
      any_ = true;
      may_[event] = is_traced[transfers.asset[event].index()] == 0 ? 1 : 0;
    }
  }
  [[nodiscard]] bool any() const { return any_; }

  /// Arrivals in a ledger that are no victim's own payment.
  [[nodiscard]] std::vector<std::uint32_t> arrivals(const Ledger& ledger) const {
    std::vector<std::uint32_t> out;
    auto seed = ledger.seeds.begin();
    for (std::uint32_t t = 0; t < ledger.transfers.size(); ++t) {
      while (seed != ledger.seeds.end() && seed->transfer < t) ++seed;
      const std::uint32_t event = ledger.event[t];
      const bool is_victims = seed != ledger.seeds.end() && seed->transfer == t;
      if (!is_victims && ledger.kind[t] == EntryKind::payment && may_[event] != 0 &&
          transfers_.received_asset[event] == ledger.asset &&
          transfers_.asset[event] != ledger.asset)
        out.push_back(t);
    }
    return out;
  }

  /// Whether one of these payments converts and was not known to.
  bool mark(const Ledger& ledger, const std::vector<std::uint32_t>& touched) {
    bool more = false;
    for (const std::uint32_t t : touched) {
      std::uint8_t& may = may_[ledger.event[t]];
      if (ledger.transfers[t].payee != outside_converted || may != 0) continue;
      may = 1;
      more = true;
    }
    return more;
  }

 private:
  [[nodiscard]] bool converts(std::size_t event) const {
    return transfers_.asset[event] != transfers_.received_asset[event];
  }
  const evidence::Transfers& transfers_;
  std::vector<std::uint8_t> may_;
  bool any_ = false;
};

std::vector<Seed> with_arrivals(const Ledger& ledger, const std::vector<std::uint32_t>& arrivals) {
  std::vector<Seed> more, seeds;
  for (const std::uint32_t t : arrivals) more.push_back({t, 1});
  std::merge(ledger.seeds.begin(), ledger.seeds.end(), more.begin(), more.end(),
             std::back_inserter(seeds),
             [](const Seed& a, const Seed& b) { return a.transfer < b.transfer; });
  return seeds;
}

BoundedPlace bounded_place(const Ledger& ledger, evidence::SelectorId place) {
  if (place == evidence::no_selector) return {0, outside_accounts, BoundedMoney::rests};
  const auto begin = ledger.selector.begin() + outside_accounts;
  const auto account = std::lower_bound(begin, ledger.selector.end(), place);
  return {static_cast<std::uint32_t>(account - ledger.selector.begin()), 1, BoundedMoney::rests};
}

}  // namespace

core::Result<std::vector<BoundsPlan>> plan_bounds(const core::RunContext& context,
                                                  const evidence::Evidence& evidence,
                                                  const std::vector<const Ledger*>& ledgers,
                                                  std::uint32_t victims, MoneyDepth depth) {
  std::vector<BoundsPlan> plans(ledgers.size());
  if (depth == MoneyDepth::findings) return plans;
  Conversions conversions(evidence.transfers, ledgers);
  for (bool more = conversions.any(); more;) {  // each round marks a conversion that was not
    more = false;
    for (std::size_t i = 0; i < ledgers.size(); ++i) {
      if (ledgers[i] == nullptr) continue;
      const Ledger& ledger = *ledgers[i];
      plans[i].converted = conversions.arrivals(ledger);
      const auto seeds = with_arrivals(ledger, plans[i].converted);
      CB_TRY(const Poisoned poisoned,
             find_poisoned(context, ledger.transfers, seeds, ledger.accounts(),
                           std::max<std::uint32_t>(victims, 1)));
      if (conversions.mark(ledger, poisoned.transfers)) more = true;
    }
  }
  for (BoundsPlan& plan : plans) {
    plan.places = depth == MoneyDepth::full ? places_bounded : places_bounded_in_replay;
    plan.work_max = work_max;
  }
  return plans;
}

core::Status add_bounds(const core::RunContext& context, const Ledger& ledger,
                        std::uint32_t victims, const BoundsPlan& plan, std::vector<Place>& places,
                        std::vector<Cut>& cut) {
  std::vector<BoundedPlace> bounded;
  for (std::size_t i = 0; i < std::min(plan.places, places.size()); ++i)
    bounded.push_back(bounded_place(ledger, places[i].place));
  BoundsQuery query;
  query.transfers = ledger.transfers;
  query.seeds = ledger.seeds;
  query.accounts = ledger.accounts();
  query.tags = victims;
  query.converted = plan.converted;
  query.places_max = plan.places;
  query.work_max = plan.work_max;
  CB_TRY(const std::vector<Bounds> bounds, find_bounds(context, query, bounded));
  std::uint64_t known = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    places[i].min_minor = bounds[i].min_minor;
    places[i].max_minor = bounds[i].max_minor;
    known += bounds[i].min_minor ? 1U : 0U;
  }
  if (known < places.size() && plan.places == places_bounded) {
    cut.push_back({"places in " + std::string(core::get_asset(ledger.asset).code) +
                       " with a least and a most under any attribution",
                   known, places.size()});
  }
  return {};
}

}  // namespace cuibono::money
