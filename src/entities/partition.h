#pragma once
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entities/entities.h"
#include "entities/groups.h"
#include "entities/judged.h"

namespace cuibono::entities {

/// A group that names a selector.
struct Membership {
  evidence::SelectorId selector{};
  std::uint32_t group = 0;
  auto operator<=>(const Membership&) const = default;
};

/// Groups that equal selectors and judgements join, before anybody is an entity.
struct Partition {
  std::vector<Group> groups;
  std::vector<Membership> memberships;  ///< sorted, distinct
  JudgedSets sets;                      ///< of groups
  std::vector<std::pair<std::uint32_t, std::string>>
      judgements_of;                  ///< a group, and what joined it
  std::vector<std::string> unheeded;  ///< as of Entities
  std::uint64_t doubtful_joins = 0;

  /// Each selector with the groups that name it.
  template <class Visit>
  void for_each_selector(const Visit& visit) const {
    for (std::size_t begin = 0; begin < memberships.size();) {
      std::size_t end = begin;
      while (end < memberships.size() && memberships[end].selector == memberships[begin].selector)
        ++end;
      visit(memberships[begin].selector, std::span(memberships).subspan(begin, end - begin));
      begin = end;
    }
  }
};

/// Laws and cost: those of make_entities.
[[nodiscard]] Partition make_partition(const evidence::Evidence& evidence, const JoinRule& rule);

/// The group that keeps a selector, once all joins are made; nothing when several entities use it.
/// A victim's number stays the victim's, so that it is shown under the pseudonym; of several victims
/// the first by name and selectors has it, whatever the order of their reports.
[[nodiscard]] std::optional<std::uint32_t> find_owner(std::span<const Membership> members,
                                                      const std::vector<Group>& groups,
                                                      bool one_set);

}  // namespace cuibono::entities
