#pragma once
#include <string>
#include <vector>

#include "entities/entities.h"
#include "entities/match_clusters.h"
#include "entities/match_explain.h"
#include "entities/match_plan.h"
#include "entities/partition.h"

namespace cuibono::entities {

/// What is known of one holder when holders are compared: all that the records of one set say.
struct Holder {
  std::uint32_t set = 0;  ///< of Partition::sets
  std::uint64_t key = 0;  ///< of the smallest selector: what no other file changes
  std::string selector;   ///< the smallest one, as text
  std::vector<std::string> names, dates, places, countries, documents, phones, mails, accounts,
      devices;                               ///< each sorted, distinct
  std::vector<evidence::RecordRef> records;  ///< sorted, distinct
  bool is_person = false;
};

/// Holders in the order of their keys; those without a name are not compared.
[[nodiscard]] std::vector<Holder> find_holders(const evidence::Evidence& evidence,
                                               Partition& parts);

/// Holders compared with each other, by a model that the case itself taught.
struct Matching {
  std::vector<Holder> holders;
  MatchTable table;
  MatchPlan plan;
  MatchScores scores;
  ClusterInput input;
  Clusters clusters;
  double matches_expected = 0;  ///< pairs that are one person, as the model has it
  bool joins = false;           ///< it has learned from enough to join by itself
};

/// Compares all holders of a partition.
///
/// In      parts: after equal selectors and judgements; rule: auto_permille, and judgements of two holders.
/// Out     clusters join what is above auto_permille on average and contradicts nothing; none where fewer than
///         matches_least pairs would be one person: then what was learned is chance, and pairs are only listed.
/// Laws    1 two holders that a judgement keeps apart are in no one cluster.  2 the order of files does not matter.
/// Errors  as score_candidates and make_clusters.
[[nodiscard]] core::Result<Matching> match_holders(const core::RunContext& context,
                                                   const evidence::Evidence& evidence,
                                                   Partition& parts, const JoinRule& rule);
inline constexpr double matches_least = 12;
/// Whether the pairs that a model takes for one person can be that: not chance, and not more than half of the holders,
/// as it comes out where names are few and many share them.
[[nodiscard]] bool is_plausible(const Matching& matching) noexcept;

/// A cluster of several holders.
struct MatchedJoin {
  std::uint32_t group = 0;   ///< one of them
  std::uint8_t percent = 0;  ///< probability of the weakest edge that holds it, at most 99
  std::string words;         ///< that edge, in words
};
/// Joins the sets of each cluster. Judgements hold.
[[nodiscard]] std::vector<MatchedJoin> join_matched(const Matching& matching, Partition& parts);

/// A probability in thousandths as log-odds.
[[nodiscard]] ScoreBits score_of_permille(std::uint32_t permille) noexcept;

/// "name agrees; date of birth: the same; place differs": what two holders have alike and what not.
[[nodiscard]] std::string alike_in_words(const Matching& matching, const ScoredPair& pair);

}  // namespace cuibono::entities
