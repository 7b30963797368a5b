#include "organisation/days.h"

#include <set>

#include "organisation/groups.h"

namespace cuibono::organisation {

core::Result<std::vector<calls::DayCounts>> count_days(const core::RunContext& context,
                                                       const OrganisationInput& input,
                                                       const Organisation& organisation) {
  const auto& profiles = input.profiles;
  std::set<evidence::SelectorId> numbers;
  for (const auto& actor : organisation.actors) {
    if (actor.is_victim) continue;
    for (const auto id : actor.selectors) {
      if (profiles.of_selector[id.index()] != calls::no_profile) numbers.insert(id);
    }
  }
  const std::set<evidence::SelectorId> of_actors = numbers;
  for (const auto* group : find_told_groups(input, of_actors))
    for (const auto caller : group->callers) numbers.insert(profiles.profiles[caller].number);
  std::erase_if(numbers, [&](evidence::SelectorId id) {
    const auto* holder = input.entities.find(id);
    return holder != nullptr && holder->is_victim;
  });
  const std::vector<evidence::SelectorId> sorted(numbers.begin(), numbers.end());
  return calls::count_days(context, input.evidence, {sorted, input.simulated});
}

}  // namespace cuibono::organisation
