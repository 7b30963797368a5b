// What a replay found, under the keys of the run.
#include "investigation/replay_pairs.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace cuibono::investigation {
namespace {

using claims::FindingKind;

struct Overlap {
  std::uint64_t shared = 0, either = 0;
  std::size_t run = 0, replay = 0;
};

/// Greater Jaccard first; equal ones by place, which is the order of ids.
bool stands_before(const Overlap& a, const Overlap& b) {
  const auto left = core::Int128{a.shared} * b.either, right = core::Int128{b.shared} * a.either;
  if (left != right) return left > right;
  return std::tie(a.run, a.replay) < std::tie(b.run, b.replay);
}

void add(std::vector<Found>& out, const std::vector<claims::Finding>& findings,
         const std::map<std::string, std::string>& site_keys) {
  for (const auto& finding : findings) {
    if (finding.kind == FindingKind::size) continue;
    const auto paired = site_keys.find(finding.key);
    out.push_back({paired == site_keys.end() ? finding.key : paired->second, finding.quantity.value,
                   finding.quantity.unit});
  }
}

/// Selectors of a run that an event or a tie of these records still names, as texts, sorted.
std::vector<std::string> alive_of(const evidence::Evidence& evidence,
                                  const network::Network& network,
                                  std::span<const NamedGroup> run) {
  std::set<std::string> alive;
  for (const auto& group : run) {
    for (const auto& member : group.members) {
      const auto id = evidence.selectors.find(member);
      if (!id) continue;
      const std::size_t node = id->index();
      const auto degree = [&](const network::Rows& rows) {
        return rows.begin[node + 1] - rows.begin[node];
      };
      if (degree(network.out) + degree(network.in) > 0) alive.insert(member);
    }
  }
  return {alive.begin(), alive.end()};
}

}  // namespace

std::vector<std::optional<std::size_t>> pair_groups(std::span<const NamedGroup> run,
                                                    std::span<const NamedGroup> replay,
                                                    const std::vector<std::string>& alive) {
  std::vector<Overlap> overlaps;
  for (std::size_t i = 0; i < run.size(); ++i) {
    std::vector<std::string> living;
    std::set_intersection(run[i].members.begin(), run[i].members.end(), alive.begin(), alive.end(),
                          std::back_inserter(living));
    for (std::size_t j = 0; j < replay.size(); ++j) {
      std::vector<std::string> shared;
      std::set_intersection(living.begin(), living.end(), replay[j].members.begin(),
                            replay[j].members.end(), std::back_inserter(shared));
      const Overlap overlap{shared.size(), living.size() + replay[j].members.size() - shared.size(),
                            i, j};
      if (overlap.shared > 0 && 2 * overlap.shared >= overlap.either) overlaps.push_back(overlap);
    }
  }
  std::sort(overlaps.begin(), overlaps.end(), stands_before);
  std::vector<std::optional<std::size_t>> pairs(replay.size());
  std::vector<bool> taken(run.size(), false);
  for (const auto& overlap : overlaps) {
    if (taken[overlap.run] || pairs[overlap.replay]) continue;
    taken[overlap.run] = true;
    pairs[overlap.replay] = overlap.run;
  }
  return pairs;
}

std::vector<NamedGroup> sites_as_groups(const evidence::Evidence& evidence,
                                        const organisation::Organisation& found) {
  std::vector<NamedGroup> groups;
  for (const auto& site : found.sites) {
    NamedGroup group{site.id, {}};
    for (const auto number : site.numbers) group.members.push_back(evidence.selectors.text(number));
    std::sort(group.members.begin(), group.members.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

std::string actor_key(std::string_view id) { return "actor|" + std::string(id); }
std::string site_key(std::string_view id) { return "group|" + std::string(id); }

std::vector<Found> what_was_found(const evidence::Evidence& evidence, const Followed& followed,
                                  std::span<const NamedGroup> run) {
  const auto groups = sites_as_groups(evidence, followed.organisation);
  const auto pairs = pair_groups(run, groups, alive_of(evidence, followed.network, run));
  const auto finding_key = [](const NamedGroup& group) {
    return claims::finding_key(FindingKind::site, group.members, "");
  };
  std::vector<Found> found;
  std::map<std::string, std::string> site_keys;  // of findings here → of the run
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const NamedGroup& named = pairs[i] ? run[*pairs[i]] : groups[i];
    site_keys.emplace(finding_key(groups[i]), finding_key(named));
    found.push_back({site_key(named.id), core::Int128{groups[i].members.size()}, "numbers"});
  }
  for (const auto* findings :
       {&followed.money.findings, &followed.profiles.findings, &followed.organisation.findings})
    add(found, *findings, site_keys);
  for (const auto& actor : followed.organisation.actors) {
    if (actor.is_victim || actor.band == "set_aside") continue;
    found.push_back({actor_key(actor.id), core::Int128{actor.score_percent}, "percent"});
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace cuibono::investigation
