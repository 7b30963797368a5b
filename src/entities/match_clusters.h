#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/match_model.h"

namespace cuibono::entities {

/// A scored pair of records, a != b; each pair once.
struct ClusterEdge {
  std::uint32_t a = 0, b = 0;
  ScoreBits score = 0;
  auto operator<=>(const ClusterEdge&) const = default;
};

/// What a person decided of two records. It outweighs every score.
struct PairJudgement {
  std::uint32_t a = 0, b = 0;
  bool is_same = false;
  auto operator<=>(const PairJudgement&) const = default;
};

/// What one holder has one of: a date of birth, a national id of one country, a record of a source that has no
/// duplicates. Two records with two values of one scope are not one holder.
struct ExclusiveValue {
  std::uint32_t record = 0;
  std::uint32_t scope = 0;  ///< "date of birth", "national id of DE", a source
  std::uint32_t value = 0;
  auto operator<=>(const ExclusiveValue&) const = default;
};

struct ClusterInput {
  std::vector<std::uint64_t> keys;  ///< [records], distinct: names of records that no run changes
  std::vector<ClusterEdge> edges;
  std::vector<PairJudgement> judgements;
  std::vector<ExclusiveValue> exclusive;
  /// Whether two values of a scope contradict each other; empty: where they differ. Symmetric. Two dates of
  /// which one digit differs need not.
  std::function<bool(std::uint32_t scope, std::uint32_t value, std::uint32_t other)> contradicts;
};

struct ClusterOptions {
  ScoreBits missing = -2 * one_bit;  ///< of two records that no edge joins; negative
  ScoreBits merge_min = 0;           ///< clusters whose average is above are joined
};

/// Why two clusters that fit were not joined.
struct Refusal {
  std::uint32_t a = 0,
                b = 0;    ///< records of the strongest edge between them; a has the smaller key
  ScoreBits average = 0;  ///< rounded down
  std::optional<std::uint32_t> scope;  ///< whose two values forbid it; none: a judgement does
  std::uint32_t value_a = 0, value_b = 0;
  auto operator<=>(const Refusal&) const = default;
};

struct Clusters {
  std::vector<std::uint32_t> of_record;             ///< [records]: position in members
  std::vector<std::vector<std::uint32_t>> members;  ///< by key; clusters by their smallest key
  std::vector<Refusal>
      refused;  ///< sorted; each two clusters once, as they were when first refused
};

/// Joins records into clusters: always the two clusters whose pairs are likeliest on average.
///
/// Use     after score_candidates. Chains of likely pairs do not join what is unlikely as a whole.
/// In      input; options. Records that a judgement calls the same are joined before anything else.
/// Out     a partition. Two clusters are joined while the average over all their pairs of records, those without an
///         edge at options.missing, is above merge_min and no exclusive value and no judgement forbids it.
/// Laws    1 judgements hold: the same are together, the different apart.
///         2 no cluster has two contradicting values of a scope, unless a judgement put them together.
///         3 the order of records, edges, judgements does not matter: ties go by key.
///         4 records, edges and judgements that reach a cluster by no edge above 0 and no judgement do not change it.
/// Cost    time O(edges · log edges) for small clusters; memory 100 bytes an edge within a component, one component at a time.
/// Errors  bad_input: a record out of range, an edge to itself or twice, two records with one key, missing not
///         negative, merge_min negative, judgements that contradict each other.
/// Source  average linkage (Sokal and Michener, 1958) over log-odds, which are what correlation clustering
///         (Bansal, Blum, Chawla, 2004) adds up; sums and sizes are whole numbers, so that ties are ties.
/// Check   make_clusters_reference (match_clusters_reference.cc).
[[nodiscard]] core::Result<Clusters> make_clusters(const core::RunContext& context,
                                                   const ClusterInput& input,
                                                   const ClusterOptions& options = {});
[[nodiscard]] core::Result<Clusters> make_clusters_reference(const ClusterInput& input,
                                                             const ClusterOptions& options = {});

/// "cb-" and 16 hex digits of the smallest key.
[[nodiscard]] std::string cluster_id(const ClusterInput& input,
                                     std::span<const std::uint32_t> members);

/// An edge without which a cluster falls into two.
struct Bridge {
  ClusterEdge edge;
  std::vector<std::uint32_t>
      side;  ///< the members on the smaller side, by key; of two equal ones that with the
             ///< larger smallest key
};

/// What holds a cluster together and what speaks against it.
struct ClusterReasons {
  std::optional<ClusterEdge> weakest;  ///< the weakest edge of the strongest tree over its members
  std::vector<std::uint32_t> weakest_side;  ///< what hangs on it, as in Bridge
  std::uint32_t weakest_others =
      0;                        ///< other edges above 0 between the two sides: 0 makes it a bridge
  std::vector<Bridge> bridges;  ///< edges above 0 that nothing replaces, weakest first
  std::vector<ClusterEdge> conflicts;  ///< edges below 0 between members, strongest first
  std::uint32_t missing = 0;           ///< pairs of members without an edge
  bool needs_judgement = false;        ///< edges above 0 alone do not hold it together
};

/// In      members of one cluster; the edges between them.
/// Cost    O(edges · log edges + bridges · members).
[[nodiscard]] ClusterReasons explain_cluster(const ClusterInput& input,
                                             std::span<const std::uint32_t> members,
                                             std::span<const ClusterEdge> edges);

/// Positions of the edges whose ends are in one cluster, by cluster.
[[nodiscard]] core::Grouped edges_by_cluster(const ClusterInput& input, const Clusters& clusters);

/// The mistakes that make_clusters calls Errors. For both of the above.
[[nodiscard]] core::Status check_clusters(const ClusterInput& input, const ClusterOptions& options);

}  // namespace cuibono::entities
