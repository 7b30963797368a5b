// Headline numbers of a replay.
#include "investigation/replay_headline.h"

#include <algorithm>

namespace cuibono::investigation {
namespace {

using claims::FindingKind;

constexpr std::string_view group_prefix = "group|";

std::string place_of(const Results& results, const money::VictimTrace& trace) {
  return results.evidence.selectors.text(trace.place) + " " +
         std::string(core::get_asset(trace.asset).code);
}

const entities::Entity* find_entity(const entities::Entities& entities, const std::string& id) {
  const auto found = std::lower_bound(
      entities.entities.begin(), entities.entities.end(), id,
      [](const entities::Entity& entity, const std::string& wanted) { return entity.id < wanted; });
  return found != entities.entities.end() && found->id == id ? &*found : nullptr;
}

}  // namespace

std::vector<Headline::Chain> Headline::chains_of(const Results& results, bool main_only) {
  std::vector<Chain> chains;
  std::string victim;
  std::int64_t most = 0;
  for (const auto& trace : results.followed.money.traces) {  // by victim
    if (trace.place == evidence::no_selector || trace.fifo_minor.value_or(0) <= 0) continue;
    if (chains.empty() || trace.victim != victim) {
      const auto* entity = find_entity(results.entities, trace.victim);
      if (entity == nullptr) continue;
      Chain chain;
      for (const auto selector : entity->selectors)
        chain.victim.push_back(results.evidence.selectors.text(selector));
      chains.push_back(std::move(chain));
      victim = trace.victim;
      most = 0;
    }
    auto& places = chains.back().places;
    if (main_only && *trace.fifo_minor <= most) continue;
    if (main_only) places.clear();
    most = *trace.fifo_minor;
    places.insert(place_of(results, trace));
  }
  return chains;
}

Headline::Headline(const Results& run) : chains_(chains_of(run, true)) {
  for (const auto& finding : run.followed.organisation.findings) {
    if (finding.kind == FindingKind::desk) desk_keys_.insert(finding.key);
  }
  for (const auto& site : run.followed.organisation.sites) group_keys_.insert(site_key(site.id));
  for (const auto& total : run.followed.money.totals)
    currencies_.emplace_back(core::get_asset(total.asset).code);
}

std::vector<Found> Headline::of(const Results& replay, const std::vector<Found>& found) const {
  std::map<std::string, std::size_t> by_selector;
  const auto chains = chains_of(replay, false);
  for (std::size_t i = 0; i < chains.size(); ++i) {
    for (const auto& selector : chains[i].victim) by_selector.emplace(selector, i);
  }
  std::int64_t whole = 0;
  for (const auto& chain : chains_) {
    const bool is_whole =
        std::any_of(chain.victim.begin(), chain.victim.end(), [&](const std::string& selector) {
          const auto place = by_selector.find(selector);
          return place != by_selector.end() &&
                 chains[place->second].places.contains(*chain.places.begin());
        });
    whole += is_whole ? 1 : 0;
  }
  std::int64_t desks = 0, groups = 0;
  for (const auto& one : found) {
    desks += desk_keys_.contains(one.key) ? 1 : 0;
    groups += one.key.starts_with(group_prefix) && group_keys_.contains(one.key) ? 1 : 0;
  }
  std::vector<Found> out{{"headline|chains", core::Int128{whole}, "victims"},
                         {"headline|desks", core::Int128{desks}, "desks"},
                         {"headline|groups", core::Int128{groups}, "groups"}};
  for (const auto& currency : currencies_) {
    core::Int128 traced = 0;
    for (const auto& total : replay.followed.money.totals) {
      if (core::get_asset(total.asset).code == currency) traced = total.traced_minor;
    }
    out.push_back({"headline|traced|" + currency, traced, currency + "_minor"});
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace cuibono::investigation
