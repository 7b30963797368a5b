// Pairs of holders for a person to look at, and why each has its score.
#include <algorithm>
#include <cmath>
#include <set>

#include "entities/matching.h"

namespace cuibono::entities {
namespace {

HolderPair pair_of(const Matching& matching, const ScoredPair& scored) {
  const Holder &a = matching.holders[scored.a], &b = matching.holders[scored.b];
  HolderPair pair{a.selector, b.selector, a.names, b.names, a.records, b.records};
  pair.score = scored.score;
  pair.permille = static_cast<std::uint32_t>(probability_of(scored.score) * 1000);
  pair.words = alike_in_words(matching, scored);
  pair.is_joined = matching.joins &&
                   matching.clusters.of_record[scored.a] == matching.clusters.of_record[scored.b];
  return pair;
}

/// Doubt times what hangs on it.
std::uint64_t weight_of(const HolderPair& pair) {
  constexpr std::uint64_t whole = 1000;
  const std::uint64_t share = std::min<std::uint64_t>(pair.permille, whole);
  return (share * (whole - share) + whole) * (pair.records_a.size() + pair.records_b.size());
}

std::optional<std::uint32_t> holder_with(const evidence::Evidence& evidence,
                                         const Matching& matching, Partition& parts,
                                         const std::string& selector) {
  const auto id = evidence.selectors.find(selector);
  if (!id) return std::nullopt;
  const auto at =
      std::lower_bound(parts.memberships.begin(), parts.memberships.end(), Membership{*id, 0});
  if (at == parts.memberships.end() || at->selector != *id) return std::nullopt;
  const std::uint32_t set = parts.sets.find(at->group);
  for (std::uint32_t h = 0; h < matching.holders.size(); ++h)
    if (matching.holders[h].set == set) return h;
  return std::nullopt;
}

}  // namespace

core::Result<ResolvedPairs> list_pairs(const core::RunContext& context,
                                       const evidence::Evidence& evidence, const JoinRule& rule,
                                       std::uint32_t permille_least, std::uint64_t pairs_max) {
  Partition parts = make_partition(evidence, rule);
  CB_TRY(const Matching matching, match_holders(context, evidence, parts, rule));
  ResolvedPairs out;
  out.holders = matching.holders.size();
  out.compared = matching.scores.candidates;
  out.expected = static_cast<std::uint64_t>(std::llround(matching.matches_expected));
  out.is_learned = is_plausible(matching);
  for (std::size_t f = 0; f < matching.scores.families.size(); ++f) {
    const FamilyCount& family = matching.scores.families[f];
    if (family.capped_pairs == 0) continue;
    out.notes.push_back("candidates by " + matching.plan.families[f].name + ": " +
                        std::to_string(family.capped_blocks) +
                        " values that too many share left out " +
                        std::to_string(family.capped_pairs) + " pairs");
  }
  std::set<std::pair<std::string, std::string>> judged;
  for (const auto& one : rule.judgements)
    judged.insert({std::min(one.a, one.b), std::max(one.a, one.b)});
  const ScoreBits least = score_of_permille(permille_least);
  for (const auto& scored : matching.scores.pairs) {
    if (scored.score < least) continue;
    HolderPair pair = pair_of(matching, scored);
    if (judged.contains({std::min(pair.a, pair.b), std::max(pair.a, pair.b)})) continue;
    ++out.above;
    out.pairs.push_back(std::move(pair));
  }
  std::sort(out.pairs.begin(), out.pairs.end(), [](const HolderPair& x, const HolderPair& y) {
    const auto wx = weight_of(x), wy = weight_of(y);
    return wx != wy ? wx > wy : std::tie(x.a, x.b) < std::tie(y.a, y.b);
  });
  if (out.pairs.size() > pairs_max) out.pairs.resize(pairs_max);
  return out;
}

core::Result<ExplainedPair> explain_holders(const core::RunContext& context,
                                            const evidence::Evidence& evidence,
                                            const JoinRule& rule, const std::string& a,
                                            const std::string& b) {
  Partition parts = make_partition(evidence, rule);
  CB_TRY(const Matching matching, match_holders(context, evidence, parts, rule));
  const auto one = holder_with(evidence, matching, parts, a);
  const auto two = holder_with(evidence, matching, parts, b);
  if (!one || !two)
    return core::Error{core::ErrorCode::answered_no,
                       (one ? b : a) + " is of nobody who has a name: there is nothing to compare",
                       "", "name two entities, or selectors of two"};
  if (*one == *two)
    return core::Error{
        core::ErrorCode::answered_no,
        a + " and " + b + " are of one holder: equal selectors or a judgement joined them", "",
        "cuibono show tells which"};
  if (matching.plan.comparisons.empty())
    return core::Error{
        core::ErrorCode::answered_no,
        "the records name holders and nothing else of them: there is nothing to compare", "",
        "add records with dates of birth, addresses, numbers"};
  const std::uint32_t low = std::min(*one, *two), high = std::max(*one, *two);
  const Waterfall fall = explain_pair(matching.table, matching.plan, matching.scores.model,
                                      matching.scores.frequencies, low, high,
                                      score_of_permille(std::max(500U, rule.auto_permille)));
  ScoredPair scored{low, high, fall.score};
  MatchedValues met;
  compare_records(matching.table, matching.plan.comparisons, low, high, met);
  scored.pattern = met.pattern;
  ExplainedPair out{pair_of(matching, scored), {}, {}};
  for (const auto& bar : fall.bars)
    out.bars.push_back({bar.what, bar.value_a, bar.value_b, bar.words, bar.bits, bar.after});
  for (const auto& turn : fall.turns) out.turns.push_back(turn.words);
  return out;
}

}  // namespace cuibono::entities
