// What a replay found, under the keys of the run.
#include "investigation/replay_pairs.h"

#include <algorithm>
#include <array>
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
         const std::map<std::string, std::string>& run_keys) {
  for (const auto& finding : findings) {
    if (finding.kind == FindingKind::size) continue;
    const auto paired = run_keys.find(finding.key);
    out.push_back({paired == run_keys.end() ? finding.key : paired->second, finding.quantity.value,
                   finding.quantity.unit});
  }
}

/// Selectors of a run that an event or a tie of these records still names, as texts, sorted.
std::vector<std::string> alive_of(const evidence::Evidence& evidence,
                                  const network::Network& network,
                                  const std::vector<NamedGroup>& run) {
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

std::array<const std::vector<claims::Finding>*, 4> findings_of(const Followed& followed) {
  return {&followed.money.findings, &followed.pattern_findings, &followed.profiles.findings,
          &followed.organisation.findings};
}

NamedGroup group_of_pattern(const claims::Finding& finding) {
  const auto parts = core::split(finding.key, '|');
  NamedGroup group{finding.key, {}};
  for (const auto member : core::split(parts[1], ',')) group.members.emplace_back(member);
  std::sort(group.members.begin(), group.members.end());
  return group;
}

std::string finding_key_of(const NamedGroup& site) {
  return claims::finding_key(FindingKind::site, site.members, "");
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

RunGroups groups_of(const evidence::Evidence& evidence, const Followed& followed) {
  RunGroups groups;
  for (const auto& site : followed.organisation.sites) {
    NamedGroup group{site.id, {}};
    for (const auto number : site.numbers) group.members.push_back(evidence.selectors.text(number));
    std::sort(group.members.begin(), group.members.end());
    groups.sites.push_back(std::move(group));
  }
  for (const auto* findings : findings_of(followed)) {
    for (const auto& finding : *findings) {
      if (finding.kind == FindingKind::bipartite)
        groups.patterns.push_back(group_of_pattern(finding));
    }
  }
  std::sort(groups.patterns.begin(), groups.patterns.end(),
            [](const NamedGroup& a, const NamedGroup& b) { return a.id < b.id; });
  return groups;
}

std::string actor_key(std::string_view id) { return "actor|" + std::string(id); }
std::string site_key(std::string_view id) { return "group|" + std::string(id); }

std::vector<Found> what_was_found(const evidence::Evidence& evidence, const Followed& followed,
                                  const RunGroups& run) {
  const RunGroups here = groups_of(evidence, followed);
  std::vector<Found> found;
  std::map<std::string, std::string> run_keys;  // of findings here → of the run
  const auto sites =
      pair_groups(run.sites, here.sites, alive_of(evidence, followed.network, run.sites));
  for (std::size_t i = 0; i < here.sites.size(); ++i) {
    const NamedGroup& named = sites[i] ? run.sites[*sites[i]] : here.sites[i];
    run_keys.emplace(finding_key_of(here.sites[i]), finding_key_of(named));
    found.push_back({site_key(named.id), core::Int128{here.sites[i].members.size()}, "numbers"});
  }
  const auto patterns =
      pair_groups(run.patterns, here.patterns, alive_of(evidence, followed.network, run.patterns));
  for (std::size_t i = 0; i < here.patterns.size(); ++i) {
    if (patterns[i]) run_keys.emplace(here.patterns[i].id, run.patterns[*patterns[i]].id);
  }
  for (const auto* findings : findings_of(followed)) add(found, *findings, run_keys);
  for (const auto& actor : followed.organisation.actors) {
    if (actor.is_victim || actor.band == "set_aside") continue;
    found.push_back({actor_key(actor.id), core::Int128{actor.score_percent}, "percent"});
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace cuibono::investigation
