// Lists: offices that work through one list call the same people. Two numbers of a few weeks each share
// few callees; one number and all the others together share most of them.
#include "organisation/lists.h"

#include <algorithm>
#include <set>

#include "organisation/signs.h"

namespace cuibono::organisation {
namespace {

constexpr std::size_t outside_least = 5;

}  // namespace

std::vector<std::uint32_t> callees_of(const OrganisationInput& input, std::uint32_t profile) {
  const auto& rows = input.network.out;
  const std::size_t node = input.profiles.profiles[profile].number.index();
  std::vector<std::uint32_t> callees;
  for (auto e = rows.begin[node]; e < rows.begin[node + 1]; ++e) {
    if (rows.event[e].layer == network::Layer::call) callees.push_back(rows.neighbour[e]);
  }
  std::sort(callees.begin(), callees.end());
  callees.erase(std::unique(callees.begin(), callees.end()), callees.end());
  return callees;
}

CalledList::CalledList(const OrganisationInput& input, Callees& callees,
                       std::vector<std::uint32_t> members)
    : input_(input), callees_(callees), members_(std::move(members)) {
  std::sort(members_.begin(), members_.end());
  callers_from_.assign(input.evidence.selectors.size(), 0);
  for (const auto member : members_) {
    for (const auto callee : callees_.of(member)) ++callers_from_[callee];
  }
}

CalledList::Overlap CalledList::overlap(std::uint32_t profile) const {
  const std::uint32_t itself = std::binary_search(members_.begin(), members_.end(), profile);
  Overlap overlap;
  for (const auto callee : callees_.of(profile)) {
    ++overlap.callees;
    if (callers_from_[callee] > itself) ++overlap.shared;
  }
  return overlap;
}

std::vector<evidence::RecordRef> CalledList::shared_calls(std::uint32_t profile,
                                                          std::size_t most) const {
  const std::uint32_t itself = std::binary_search(members_.begin(), members_.end(), profile);
  const auto& rows = input_.network.out;
  const std::size_t node = input_.profiles.profiles[profile].number.index();
  std::vector<evidence::RecordRef> records;
  for (auto e = rows.begin[node]; e < rows.begin[node + 1] && records.size() < most; ++e) {
    if (rows.event[e].layer != network::Layer::call) continue;
    if (callers_from_[rows.neighbour[e]] > itself)
      records.push_back(input_.evidence.calls.legs.of(rows.event[e].event).front());
  }
  return records;
}

ListRule make_list_rule(const OrganisationInput& input, const CalledList& list) {
  std::vector<std::uint64_t> percents;
  const auto& profiles = input.profiles.profiles;
  for (std::uint32_t p = 0; p < profiles.size(); ++p) {
    if (!list.is_member(p) && calls_like_an_office(profiles[p]))
      percents.push_back(list.overlap(p).percent());
  }
  ListRule rule;
  if (percents.size() < outside_least) return rule;
  std::sort(percents.begin(), percents.end());
  rule.outside_percent = percents[percents.size() / 2];
  return rule;
}

}  // namespace cuibono::organisation
