#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "investigation/results.h"

namespace cuibono::investigation {

/// A group of selectors by name, members as texts, sorted.
struct NamedGroup {
  std::string id;
  std::vector<std::string> members;
};

/// Pairs the groups of a replay with those of the run.
///
/// In      groups of both; alive: the members of `run` that the replay's evidence still holds (sorted).
/// Out     [replay groups] position in `run`, or nothing: one-to-one, Jaccard at least 1/2 over members alive in
///         both, the greatest first, ties by id.
/// Laws    1 equal groups pair with themselves.  2 no group is in two pairs.
/// Cost    O(run × replay groups × members).
[[nodiscard]] std::vector<std::optional<std::size_t>> pair_groups(
    std::span<const NamedGroup> run, std::span<const NamedGroup> replay,
    const std::vector<std::string>& alive);

/// What one replay found, by keys that the run has too.
struct Found {
  std::string key;
  std::optional<core::Int128> value;
  std::string unit;
  auto operator<=>(const Found&) const = default;
};

/// What a run found that has members: they may change in a replay, and it is still the same group.
struct RunGroups {
  std::vector<NamedGroup> sites;     ///< by id
  std::vector<NamedGroup> patterns;  ///< findings of kind bipartite, by key
};
[[nodiscard]] RunGroups groups_of(const evidence::Evidence& evidence, const Followed& followed);

/// Findings of all stages (by key), actors that are not set aside ("actor|A-…", score in percent) and sites
/// ("group|S-…", how many numbers), sorted by key.
///
/// In      run: the groups that those of the replay are paired with; one that pairs with none keeps its
///         own key and is new. Estimates of size are not here: lists have intervals of their own.
[[nodiscard]] std::vector<Found> what_was_found(const evidence::Evidence& evidence,
                                                const Followed& followed, const RunGroups& run);
[[nodiscard]] std::string actor_key(std::string_view id);
[[nodiscard]] std::string site_key(std::string_view id);

}  // namespace cuibono::investigation
