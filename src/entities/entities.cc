// Entities out of sets of groups: what each is, its canonical id, which selector is whose.
#include "entities/entities.h"

#include <algorithm>
#include <map>

#include "entities/groups.h"
#include "entities/matching.h"
#include "entities/name_mentions.h"
#include "entities/partition.h"

namespace cuibono::entities {
namespace {

std::string canonical_id(const std::string& smallest_selector) {
  return "cb-" + core::sha256(smallest_selector).hex().substr(0, 16);
}

void sort_distinct(auto& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Everything the groups of one set say, as one entity.
Entity make_entity(const evidence::Evidence& evidence, const std::vector<Group>& groups,
                   const std::vector<std::uint32_t>& members,
                   const std::vector<evidence::SelectorId>& selectors) {
  Entity entity;
  entity.selectors = selectors;
  entity.id = canonical_id(evidence.selectors.text(selectors[0]));
  bool person = false;
  for (const std::uint32_t member : members) {
    const Group& group = groups[member];
    if (!group.name.empty()) entity.names.push_back(group.name);
    entity.names.insert(entity.names.end(), group.aliases.begin(), group.aliases.end());
    if (!group.country.empty()) entity.countries.push_back(group.country);
    entity.records.insert(entity.records.end(), group.records.begin(), group.records.end());
    entity.is_victim = entity.is_victim || group.is_victim;
    person = person || group.is_person;
  }
  for (const auto& record : entity.records) entity.items.push_back(record.item_rank());
  entity.schema = person || entity.is_victim ? "Person" : "LegalEntity";
  sort_distinct(entity.names);
  sort_distinct(entity.countries);
  sort_distinct(entity.records);
  sort_distinct(entity.items);
  return entity;
}

}  // namespace

const Entity* Entities::find(evidence::SelectorId selector) const noexcept {
  if (selector == evidence::no_selector || selector.index() >= of_selector.size()) return nullptr;
  const EntityId id = of_selector[selector.index()];
  return id == no_entity ? nullptr : &entities[id.index()];
}

core::Result<Entities> make_entities(const core::RunContext& context,
                                     const evidence::Evidence& evidence, const JoinRule& rule) {
  CB_TRY_STATUS(core::check_cancelled(context));
  Partition parts = make_partition(evidence, rule);
  const std::vector<Group>& groups = parts.groups;
  JudgedSets& sets = parts.sets;
  Entities out;
  std::vector<MatchedJoin> matched;
  if (rule.auto_permille > 0) {
    CB_TRY(const Matching matching, match_holders(context, evidence, parts, rule));
    matched = join_matched(matching, parts);
  }
  out.unheeded = std::move(parts.unheeded);
  out.doubtful_joins = parts.doubtful_joins;
  std::vector<Membership> kept;
  std::vector<std::vector<std::string>> shared(groups.size());  // what did not join, by group
  parts.for_each_selector([&](evidence::SelectorId selector, std::span<const Membership> members) {
    const bool one_set = std::all_of(members.begin(), members.end(), [&](const auto& member) {
      return sets.find(member.group) == sets.find(members[0].group);
    });
    if (const auto owner = find_owner(members, groups, one_set)) kept.push_back({selector, *owner});
    if (one_set) return;
    ++out.kept_apart;
    for (const auto& member : members)
      shared[member.group].push_back(evidence.selectors.text(selector));
  });

  std::vector<std::vector<std::uint32_t>> members_of(groups.size());
  for (std::uint32_t g = 0; g < groups.size(); ++g) members_of[sets.find(g)].push_back(g);
  std::vector<std::vector<evidence::SelectorId>> selectors_of(groups.size());
  for (const auto& one : kept) selectors_of[sets.find(one.group)].push_back(one.selector);

  std::map<std::uint32_t, std::size_t> matched_of;
  for (std::size_t m = 0; m < matched.size(); ++m)
    matched_of.emplace(sets.find(matched[m].group), m);
  std::map<std::uint32_t, std::vector<std::string>> judged_of;
  for (const auto& [group, id] : parts.judgements_of) judged_of[sets.find(group)].push_back(id);

  std::vector<std::uint32_t> set_of;  // of each entity, before sorting
  for (std::uint32_t set = 0; set < groups.size(); ++set) {
    if (members_of[set].empty() || selectors_of[set].empty()) continue;
    sort_distinct(selectors_of[set]);
    Entity entity = make_entity(evidence, groups, members_of[set], selectors_of[set]);
    std::vector<std::string> also;
    for (const auto member : members_of[set]) {
      also.insert(also.end(), shared[member].begin(), shared[member].end());
    }
    sort_distinct(also);
    if (members_of[set].size() > 1) {
      entity.weakest = std::to_string(members_of[set].size()) + " records share a selector";
      entity.score_percent = 90;
    }
    if (const auto join = matched_of.find(set); join != matched_of.end()) {
      entity.weakest = matched[join->second].words;
      entity.score_percent = std::min(entity.score_percent, matched[join->second].percent);
    }
    if (const auto ids = judged_of.find(set); ids != judged_of.end())
      entity.judgements = ids->second;
    if (!entity.judgements.empty()) {
      sort_distinct(entity.judgements);
      entity.weakest = "judged the same by a person (" + core::join(entity.judgements, ", ") + ")";
    }
    if (!also.empty()) {
      entity.weakest += std::string(entity.weakest.empty() ? "" : "; ") +
                        "holders of other names use " + std::to_string(also.size()) +
                        " of its selectors: not joined with them";
    }
    out.entities.push_back(std::move(entity));
    set_of.push_back(set);
  }
  std::vector<std::uint32_t> order(out.entities.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return out.entities[a].id < out.entities[b].id; });
  std::vector<Entity> sorted;
  for (const auto position : order) sorted.push_back(std::move(out.entities[position]));
  out.entities = std::move(sorted);

  out.of_selector.assign(evidence.selectors.size(), no_entity);
  for (std::size_t e = 0; e < out.entities.size(); ++e) {
    for (const auto selector : out.entities[e].selectors) {
      CB_CHECK(out.of_selector[selector.index()] == no_entity,
               "two entities hold " + evidence.selectors.text(selector));
      out.of_selector[selector.index()] = EntityId::of(e);
    }
    for (const auto member : members_of[set_of[order[e]]]) {
      add_statements(evidence, groups[member], EntityId::of(e), out.statements);
    }
  }
  sort_distinct(out.statements);
  CB_TRY(out.mentions, find_name_mentions(context, evidence, out.entities));
  return out;
}

}  // namespace cuibono::entities
