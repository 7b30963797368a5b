// Groups of numbers that call the same few others: a dense corner of the graph of calls, found without any
// report. For each callee its callers are listed; two that share enough are joined; what such a group calls
// in common is its core, and who does not live by the core leaves it.
#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "calls/calls.h"

namespace cuibono::calls {
namespace {

constexpr std::uint64_t list_least = 5, list_most = 64, callers_of_hub = 64;
constexpr std::size_t group_least = 5, shared_least = 5;

/// Calls few others, and few of them call back.
bool is_one_way(const Profile& profile) {
  return profile.callees >= list_least && profile.callees <= list_most &&
         profile.callees_who_called_back * 4 <= profile.callees;
}

/// Calls of one number to another.
struct Line {
  std::uint32_t callee = 0;  ///< selector
  std::uint32_t calls = 0;
  std::uint32_t first_event = 0;
};

using Lists = std::vector<std::vector<Line>>;  ///< [candidates] by callee

Lists lists_of(const network::Network& network, const CallProfiles& profiles,
               const std::vector<std::uint32_t>& candidates) {
  Lists lists(candidates.size());
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    std::map<std::uint32_t, Line> lines;
    const std::size_t node = profiles.profiles[candidates[c]].number.index();
    for (auto e = network.out.begin[node]; e < network.out.begin[node + 1]; ++e) {
      if (network.out.event[e].layer != network::Layer::call) continue;
      const std::uint32_t callee = network.out.neighbour[e];
      const std::uint32_t event = network.out.event[e].event;
      Line& line = lines.try_emplace(callee, Line{callee, 0, event}).first->second;
      ++line.calls;
      line.first_event = std::min(line.first_event, event);
    }
    for (const auto& [callee, line] : lines) lists[c].push_back(line);
  }
  return lists;
}

/// Joins candidates that share enough callees.
void join_by_lists(const Lists& lists, core::DisjointSets& joined) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> dials;  // callee, candidate
  for (std::uint32_t c = 0; c < lists.size(); ++c)
    for (const Line& line : lists[c]) dials.emplace_back(line.callee, c);
  std::sort(dials.begin(), dials.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::size_t begin = 0, end = 0; begin < dials.size(); begin = end) {
    for (end = begin; end < dials.size() && dials[end].first == dials[begin].first;) ++end;
    if (end - begin > callers_of_hub) continue;
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = i + 1; j < end; ++j)
        pairs.emplace_back(dials[i].second, dials[j].second);
  }
  std::sort(pairs.begin(), pairs.end());
  for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    for (end = begin; end < pairs.size() && pairs[end] == pairs[begin];) ++end;
    const auto& [a, b] = pairs[begin];
    const std::size_t shared = end - begin;
    if (shared >= shared_least && 2 * shared >= std::min(lists[a].size(), lists[b].size()))
      joined.join(a, b);
  }
}

/// What a group calls in common; callers that do not live by it are taken out of `members`.
CallGroup settle(const Lists& lists, std::vector<std::uint32_t>& members) {
  std::map<std::uint32_t, std::size_t> callers;
  for (const auto member : members)
    for (const Line& line : lists[member]) ++callers[line.callee];
  CallGroup group;
  for (const auto& [callee, count] : callers)
    if (2 * count >= members.size()) group.callees.emplace_back(callee);
  const auto in_core = [&](const Line& line) {
    return std::binary_search(group.callees.begin(), group.callees.end(),
                              evidence::SelectorId(line.callee));
  };
  std::erase_if(members, [&](std::uint32_t member) {
    std::uint64_t lines = 0, calls = 0, all = 0;
    for (const Line& line : lists[member]) {
      all += line.calls;
      if (!in_core(line)) continue;
      ++lines;
      calls += line.calls;
    }
    return lines < shared_least || 2 * calls < all;
  });
  return group;
}

}  // namespace

core::Status find_call_groups(const core::RunContext& context, const evidence::Evidence& evidence,
                              const network::Network& network, CallProfiles& profiles) {
  CB_TRY_STATUS(core::check_cancelled(context));
  std::vector<std::uint32_t> candidates;
  for (std::uint32_t p = 0; p < profiles.profiles.size(); ++p)
    if (is_one_way(profiles.profiles[p])) candidates.push_back(p);
  const Lists lists = lists_of(network, profiles, candidates);
  core::DisjointSets joined(candidates.size());
  join_by_lists(lists, joined);
  std::map<std::uint32_t, std::vector<std::uint32_t>> members_of;
  for (std::uint32_t c = 0; c < candidates.size(); ++c) members_of[joined.find(c)].push_back(c);
  for (auto& [root, members] : members_of) {
    if (members.size() < group_least) continue;
    settle(lists, members);
    if (members.size() < group_least) continue;
    CallGroup group = settle(lists, members);  // the core of those that stayed
    if (members.size() < group_least || group.callees.size() < shared_least) continue;
    for (const auto member : members) {
      group.callers.push_back(candidates[member]);
      for (const Line& line : lists[member]) {
        group.calls_in_all += line.calls;
        if (!std::binary_search(group.callees.begin(), group.callees.end(),
                                evidence::SelectorId(line.callee)))
          continue;
        group.calls += line.calls;
        group.records.push_back(evidence.calls.legs.of(line.first_event)[0]);
      }
    }
    std::sort(group.records.begin(), group.records.end());
    profiles.groups.push_back(std::move(group));
  }
  std::stable_sort(
      profiles.groups.begin(), profiles.groups.end(),
      [](const CallGroup& a, const CallGroup& b) { return a.callers.size() > b.callers.size(); });
  return {};
}

}  // namespace cuibono::calls
