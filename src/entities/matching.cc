// Holders as records of the matcher, and its clusters as joins.
#include "entities/matching.h"

#include <algorithm>
#include <map>

namespace cuibono::entities {
namespace {

void sort_distinct(auto& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::uint64_t key_of(const std::string& selector) {
  const auto hash = core::sha256(selector).bytes;
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8U | hash[i];
  return key;
}

/// "doc:DE:123" as "DE:123".
std::string without_scheme(const std::string& selector) {
  return selector.substr(selector.find(':') + 1);
}

void add_selector(const evidence::SelectorTable& table, evidence::SelectorId id, Holder& holder) {
  using Kind = evidence::SelectorKind;
  if (table.validity(id) == evidence::Validity::invalid) return;
  const std::string text = without_scheme(table.text(id));
  switch (table.kind(id)) {
    case Kind::tel:
      holder.phones.push_back(text);
      break;
    case Kind::mailto:
      holder.mails.push_back(text);
      break;
    case Kind::doc:
      holder.documents.push_back(text);
      break;
    case Kind::imei:
    case Kind::imsi:
      holder.devices.push_back(table.text(id));
      break;
    case Kind::local:
    case Kind::dns:
      break;
    default:
      holder.accounts.push_back(text);
  }
}

void add_group(const Group& group, Holder& holder) {
  if (!group.name.empty()) holder.names.push_back(group.name);
  holder.names.insert(holder.names.end(), group.aliases.begin(), group.aliases.end());
  if (!group.birth_date.empty()) holder.dates.push_back(group.birth_date);
  if (!group.address.empty()) holder.places.push_back(group.address);
  if (!group.country.empty()) holder.countries.push_back(group.country);
  holder.records.insert(holder.records.end(), group.records.begin(), group.records.end());
  holder.is_person = holder.is_person || group.is_person || group.is_victim;
}

using Values = std::vector<std::string> Holder::*;
struct ColumnOf {
  const char* name;
  MatchKind kind;
  Values values;
};
constexpr ColumnOf columns_of[] = {{"name", MatchKind::whole_name, &Holder::names},
                                   {"date of birth", MatchKind::date, &Holder::dates},
                                   {"address", MatchKind::place, &Holder::places},
                                   {"country", MatchKind::word, &Holder::countries},
                                   {"document", MatchKind::document, &Holder::documents},
                                   {"phone", MatchKind::phone, &Holder::phones},
                                   {"e-mail", MatchKind::email, &Holder::mails},
                                   {"account", MatchKind::account, &Holder::accounts},
                                   {"handset or card", MatchKind::device, &Holder::devices}};

/// Columns that any two holders could differ in; a column that nobody or one has says nothing.
core::Status fill_table(Matching& matching) {
  MatchTable& table = matching.table;
  table.records = static_cast<std::uint32_t>(matching.holders.size());
  for (const auto& one : columns_of) {
    const auto having =
        std::count_if(matching.holders.begin(), matching.holders.end(),
                      [&](const Holder& holder) { return !(holder.*one.values).empty(); });
    if (having < 2) continue;
    MatchColumn column(one.name, one.kind);
    for (std::uint32_t h = 0; h < table.records; ++h)
      for (const auto& value : matching.holders[h].*one.values) column.add(h, value);
    table.columns.push_back(std::move(column));
  }
  CB_TRY_STATUS(table.finish());
  for (const auto& holder : matching.holders) table.keys.push_back(holder.key);
  return {};
}

/// One holder has one date of birth; two of which a digit differs, or day and month are swapped, may be one.
void add_dates(const MatchColumn& column, ClusterInput& input) {
  for (std::uint32_t h = 0; h < input.keys.size(); ++h)
    for (const auto value : column.of(h)) input.exclusive.push_back({h, 0, value});
  input.contradicts = [&column](std::uint32_t /*scope*/, std::uint32_t a, std::uint32_t b) {
    return compare_values(column, a, b) == 0;
  };
}

/// Judgements as far as they speak of two holders.
void add_judgements(const evidence::Evidence& evidence, Partition& parts, const JoinRule& rule,
                    Matching& matching) {
  std::map<std::uint32_t, std::uint32_t> holder_of;
  for (std::uint32_t h = 0; h < matching.holders.size(); ++h)
    holder_of.emplace(matching.holders[h].set, h);
  const auto holders = [&](const std::string& selector) {
    std::vector<std::uint32_t> found;
    const auto id = evidence.selectors.find(selector);
    if (!id) return found;
    auto at =
        std::lower_bound(parts.memberships.begin(), parts.memberships.end(), Membership{*id, 0});
    for (; at != parts.memberships.end() && at->selector == *id; ++at) {
      const auto holder = holder_of.find(parts.sets.find(at->group));
      if (holder != holder_of.end()) found.push_back(holder->second);
    }
    sort_distinct(found);
    return found;
  };
  for (const auto& one : rule.judgements) {
    if (one.verdict != Verdict::different) continue;
    for (const auto a : holders(one.a)) {
      for (const auto b : holders(one.b))
        if (a != b) matching.input.judgements.push_back({std::min(a, b), std::max(a, b), false});
    }
  }
  sort_distinct(matching.input.judgements);
}

}  // namespace

ScoreBits score_of_permille(std::uint32_t permille) noexcept {
  const double share = static_cast<double>(std::clamp(permille, 1U, 999U)) / 1000.0;
  return score_of(share / (1 - share));
}

bool is_plausible(const Matching& matching) noexcept {
  const auto holders = static_cast<double>(matching.table.records);
  return matching.scores.model.has_settled && matching.matches_expected >= matches_least &&
         matching.matches_expected <= holders / 2;
}

std::vector<Holder> find_holders(const evidence::Evidence& evidence, Partition& parts) {
  std::map<std::uint32_t, Holder> by_set;
  for (std::uint32_t g = 0; g < parts.groups.size(); ++g) {
    Holder& holder = by_set[parts.sets.find(g)];
    holder.set = parts.sets.find(g);
    add_group(parts.groups[g], holder);
    for (const auto selector : parts.groups[g].selectors) {
      add_selector(evidence.selectors, selector, holder);
      const std::string& text = evidence.selectors.text(selector);
      if (holder.selector.empty() || text < holder.selector) holder.selector = text;
    }
  }
  std::vector<Holder> holders;
  for (auto& [set, holder] : by_set) {
    if (holder.names.empty() || holder.selector.empty()) continue;
    for (const auto& column : columns_of) sort_distinct(holder.*column.values);
    sort_distinct(holder.records);
    // A shared number may be the smallest selector of two: the first record's place tells them apart no better than
    // all that they hold.
    std::string all = holder.selector;
    for (const auto& column : columns_of)
      for (const auto& value : holder.*column.values) all += '\n' + value;
    holder.key = key_of(all);
    holders.push_back(std::move(holder));
  }
  std::sort(holders.begin(), holders.end(),
            [](const Holder& a, const Holder& b) { return a.key < b.key; });
  holders.erase(std::unique(holders.begin(), holders.end(),
                            [](const Holder& a, const Holder& b) { return a.key == b.key; }),
                holders.end());
  return holders;
}

core::Result<Matching> match_holders(const core::RunContext& context,
                                     const evidence::Evidence& evidence, Partition& parts,
                                     const JoinRule& rule) {
  Matching matching;
  matching.holders = find_holders(evidence, parts);
  CB_TRY_STATUS(fill_table(matching));
  matching.input.keys = matching.table.keys;
  if (matching.table.columns.size() < 2) return matching;
  matching.plan = make_plan(matching.table);
  auto scores = score_candidates(context, matching.table, matching.plan);
  if (!scores.has_value()) {
    if (scores.error().code != core::ErrorCode::bad_input) return std::move(scores.error());
    matching.plan = {};  // no two holders have anything alike: there is nothing to learn from
    return matching;
  }
  matching.scores = std::move(*scores);
  const auto records = static_cast<double>(matching.table.records);
  matching.matches_expected = matching.scores.model.prior * records * (records - 1) / 2;
  matching.joins = rule.auto_permille > 0 && is_plausible(matching);
  if (!matching.joins) return matching;
  for (const auto& pair : matching.scores.pairs)
    matching.input.edges.push_back({pair.a, pair.b, pair.score});
  const std::size_t dates = matching.table.column("date of birth");
  if (dates < matching.table.columns.size())
    add_dates(matching.table.columns[dates], matching.input);
  add_judgements(evidence, parts, rule, matching);
  ClusterOptions options;
  options.merge_min = score_of_permille(rule.auto_permille);
  CB_TRY(matching.clusters, make_clusters(context, matching.input, options));
  matching.input.contradicts = nullptr;  // it names a column of what is moved
  return matching;
}

std::vector<MatchedJoin> join_matched(const Matching& matching, Partition& parts) {
  std::vector<MatchedJoin> joined;
  if (!matching.joins) return joined;
  const core::Grouped edges = edges_by_cluster(matching.input, matching.clusters);
  for (std::size_t c = 0; c < matching.clusters.members.size(); ++c) {
    const auto& members = matching.clusters.members[c];
    if (members.size() < 2) continue;
    const std::uint32_t first = matching.holders[members[0]].set;
    for (std::size_t i = 1; i < members.size(); ++i)
      static_cast<void>(parts.sets.join(first, matching.holders[members[i]].set));
    std::vector<ClusterEdge> own;
    for (const auto edge : edges.of(c)) own.push_back(matching.input.edges[edge]);
    const ClusterReasons reasons = explain_cluster(matching.input, members, own);
    MatchedJoin join{first, 0, {}};
    if (reasons.weakest) {
      const ClusterEdge& weakest = *reasons.weakest;
      const double share = probability_of(weakest.score);
      join.percent = static_cast<std::uint8_t>(std::min(99, static_cast<int>(share * 100)));
      const ScoredPair wanted{std::min(weakest.a, weakest.b), std::max(weakest.a, weakest.b)};
      const auto at = std::lower_bound(matching.scores.pairs.begin(), matching.scores.pairs.end(),
                                       wanted, [](const ScoredPair& x, const ScoredPair& y) {
                                         return std::pair(x.a, x.b) < std::pair(y.a, y.b);
                                       });
      join.words = "records of " + std::to_string(members.size()) +
                   " holders were matched; the weakest link: “" +
                   matching.holders[wanted.a].names.front() + "” and “" +
                   matching.holders[wanted.b].names.front() + "”: " + alike_in_words(matching, *at);
    }
    joined.push_back(std::move(join));
  }
  return joined;
}

std::string alike_in_words(const Matching& matching, const ScoredPair& pair) {
  std::vector<std::string> words;
  for (std::size_t k = 0; k < matching.plan.comparisons.size(); ++k) {
    const MatchLevel level = level_at(pair.pattern, k);
    if (level == no_level) continue;
    const auto& comparison = matching.plan.comparisons[k];
    words.push_back(
        comparison.name + ": " +
        std::string(level_words(matching.table.columns[comparison.column].kind(), level)));
  }
  return core::join(words, "; ");
}

}  // namespace cuibono::entities
