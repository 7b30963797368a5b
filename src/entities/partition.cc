// Each record that describes somebody is a group of selectors; groups meet where they share one. A document number or
// e-mail joins; a phone, account or handset joins only holders whose names agree, since families and firms share those.
#include "entities/partition.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cuibono::entities {
namespace {

/// The kind of thing that a local id names in its source: "person" of "local:bank.person:17".
std::string_view local_what(std::string_view text) {
  const std::size_t scheme = text.find(':') + 1;
  const std::string_view source = text.substr(scheme, text.find(':', scheme) - scheme);
  const std::size_t dot = source.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : source.substr(dot + 1);
}

/// Selectors that name one person whatever the spelling. Phones, accounts and handsets do not, nor
/// do the local ids of such things.
bool joins_alone(const evidence::SelectorTable& table, evidence::SelectorId selector) {
  if (table.validity(selector) == evidence::Validity::invalid) return false;
  const auto kind = table.kind(selector);
  if (kind == evidence::SelectorKind::doc || kind == evidence::SelectorKind::mailto) return true;
  if (kind != evidence::SelectorKind::local) return false;
  constexpr std::string_view persons[] = {"person", "victim", "report", "listed", "doc"};
  const std::string_view what = local_what(table.text(selector));
  return std::find(std::begin(persons), std::end(persons), what) != std::end(persons);
}

/// Whether a draw keeps what a selector joins under one name: half of the draws do.
bool is_drawn(const JoinRule& rule, const std::string& selector, std::string_view name) {
  if (rule.joining != Joining::drawn) return true;
  std::string unit = selector;
  unit += '\n';
  unit += name;
  const auto hash = core::sha256(unit).bytes;
  std::uint64_t stream = 0;
  for (std::size_t i = 0; i < sizeof stream; ++i) stream = stream << 8U | hash[i];
  return (core::CounterRandom(rule.seed, stream).at(rule.draw)[0] & 1U) == 0;
}

/// Joins one holder to the first of the others that judgements let it join. True: they were apart before.
bool join_to_first(std::span<const std::uint32_t> others, std::uint32_t group, JudgedSets& sets) {
  for (const auto other : others) {
    const auto joined = sets.join(other, group);
    if (joined != JudgedSets::Joined::never) return joined == JudgedSets::Joined::now;
  }
  return false;
}

/// Joins the groups of one shared selector as far as the rule allows: all of them, or those of one
/// name with each other. How many were apart before.
std::uint64_t join_holders(std::span<const Membership> members, bool alone,
                           const std::string& selector, const JoinRule& rule,
                           const std::vector<Group>& groups, JudgedSets& sets) {
  if (!alone && rule.joining == Joining::sure_ids) return 0;
  std::vector<std::uint32_t> holders;
  for (const auto& member : members) holders.push_back(member.group);
  if (sets.parts_any()) {  // who joins whom then depends on who comes first
    std::sort(holders.begin(), holders.end(), [&](auto one, auto two) {
      return std::tie(groups[one].name_key, groups[one].selectors, one) <
             std::tie(groups[two].name_key, groups[two].selectors, two);
    });
  }
  std::map<std::string_view, std::vector<std::uint32_t>> of_name;
  for (const auto holder : holders)
    if (!groups[holder].name_key.empty()) of_name[groups[holder].name_key].push_back(holder);
  std::uint64_t joined = 0;
  const auto join_all = [&](std::span<const std::uint32_t> all) {
    for (std::size_t i = 1; i < all.size(); ++i)
      joined += join_to_first(all.first(i), all[i], sets) ? 1U : 0U;
  };
  if (alone || rule.joining == Joining::any_shared || of_name.size() <= 1) {
    if (alone || is_drawn(rule, selector, "")) join_all(holders);
    return joined;
  }
  for (const auto& [name, of_one] : of_name)
    if (is_drawn(rule, selector, name)) join_all(of_one);
  return joined;
}

/// The judgements of a run, and the groups that hold what they speak of.
class Judged {
 public:
  Judged(const evidence::Evidence& evidence, std::span<const Membership> memberships,
         std::span<const Judgement> judgements)
      : evidence_(evidence),
        memberships_(memberships),
        judgements_(judgements.begin(), judgements.end()) {
    // Where shared selectors set two against each other, the first by its words is heeded.
    std::sort(judgements_.begin(), judgements_.end(), [](const Judgement& x, const Judgement& y) {
      return std::tuple(std::min(x.a, x.b), std::max(x.a, x.b), x.id) <
             std::tuple(std::min(y.a, y.b), std::max(y.a, y.b), y.id);
    });
  }

  /// Parts what is judged different, before anything joins.
  void part(const std::vector<Group>& groups, JudgedSets& sets,
            std::vector<std::string>& unheeded) const {
    for (const auto& one : judgements_) {
      if (one.verdict != Verdict::different) continue;
      const auto side = holders(one.a), other = holders(one.b);
      if (side.empty() || other.empty() || sets.part(side, other)) continue;
      for (const auto group : side) {
        if (std::find(other.begin(), other.end(), group) == other.end()) continue;
        const auto& record = groups[group].records.front();
        unheeded.push_back(one.id + " says different, but one record names both: " +
                           evidence_.items[record.item_rank()].label + "#" +
                           std::to_string(record.ordinal()));
        break;
      }
    }
  }

  /// Joins what is judged the same, after all else. Out  one group of each, with the judgement.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::string>> join(
      const std::vector<Group>& groups, JudgedSets& sets,
      std::vector<std::string>& unheeded) const {
    std::vector<std::pair<std::uint32_t, std::string>> joined;
    std::vector<const Judgement*> open;
    for (const auto& one : judgements_)
      if (one.verdict == Verdict::same && !holders(one.a).empty() && !holders(one.b).empty())
        open.push_back(&one);
    // Until nothing changes: whose a selector is can hang on another judgement.
    for (std::size_t before = open.size() + 1; before > open.size();) {
      before = open.size();
      std::erase_if(open, [&](const Judgement* one) {
        const auto a = owner(one->a, groups, sets), b = owner(one->b, groups, sets);
        if (!a || !b || sets.join(*a, *b) == JudgedSets::Joined::never) return false;
        joined.emplace_back(*a, one->id);
        return true;
      });
    }
    for (const Judgement* one : open) {
      const bool is_shared = !owner(one->a, groups, sets);
      unheeded.push_back(is_shared || !owner(one->b, groups, sets)
                             ? one->id + " says the same, but several holders use " +
                                   (is_shared ? one->a : one->b)
                             : one->id + " says the same of what other judgements keep apart");
    }
    return joined;
  }

 private:
  [[nodiscard]] std::span<const Membership> members(const std::string& selector) const {
    const auto id = evidence_.selectors.find(selector);
    if (!id) return {};
    const auto range = std::equal_range(
        memberships_.begin(), memberships_.end(), Membership{*id, 0},
        [](const Membership& x, const Membership& y) { return x.selector < y.selector; });
    return {range.first, range.second};
  }
  [[nodiscard]] std::vector<std::uint32_t> holders(const std::string& selector) const {
    std::vector<std::uint32_t> groups;
    for (const auto& member : members(selector)) groups.push_back(member.group);
    return groups;
  }
  [[nodiscard]] std::optional<std::uint32_t> owner(const std::string& selector,
                                                   const std::vector<Group>& groups,
                                                   JudgedSets& sets) const {
    const auto all = members(selector);
    if (all.empty()) return std::nullopt;
    const bool one_set = std::all_of(all.begin(), all.end(), [&](const auto& member) {
      return sets.find(member.group) == sets.find(all[0].group);
    });
    return find_owner(all, groups, one_set);
  }

  const evidence::Evidence& evidence_;
  std::span<const Membership> memberships_;
  std::vector<Judgement> judgements_;
};

}  // namespace

std::optional<std::uint32_t> find_owner(std::span<const Membership> members,
                                        const std::vector<Group>& groups, bool one_set) {
  if (one_set) return members[0].group;
  std::optional<std::uint32_t> owner;
  const auto order = [&](std::uint32_t g) {
    return std::tie(groups[g].name_key, groups[g].selectors);
  };
  for (const auto& member : members) {
    if (!groups[member.group].is_victim) continue;
    if (!owner || order(member.group) < order(*owner)) owner = member.group;
  }
  return owner;
}

Partition make_partition(const evidence::Evidence& evidence, const JoinRule& rule) {
  Partition parts{find_groups(evidence), {}, JudgedSets(0), {}, {}};
  for (std::uint32_t g = 0; g < parts.groups.size(); ++g) {
    for (const auto selector : parts.groups[g].selectors)
      parts.memberships.push_back({selector, g});
  }
  std::sort(parts.memberships.begin(), parts.memberships.end());
  parts.memberships.erase(std::unique(parts.memberships.begin(), parts.memberships.end()),
                          parts.memberships.end());
  parts.sets = JudgedSets(parts.groups.size());
  const Judged judged(evidence, parts.memberships, rule.judgements);
  judged.part(parts.groups, parts.sets, parts.unheeded);
  // What is sure first: a shared phone of those whom a document joins anyway is no doubt.
  for (const bool sure : {true, false}) {
    parts.for_each_selector(
        [&](evidence::SelectorId selector, std::span<const Membership> members) {
          if (members.size() < 2 || joins_alone(evidence.selectors, selector) != sure) return;
          const std::uint64_t joined = join_holders(
              members, sure, evidence.selectors.text(selector), rule, parts.groups, parts.sets);
          if (!sure) parts.doubtful_joins += joined;
        });
  }
  parts.judgements_of = judged.join(parts.groups, parts.sets, parts.unheeded);
  return parts;
}

}  // namespace cuibono::entities
