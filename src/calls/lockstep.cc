// Lockstep: numbers that work through the same list call the same people. For each callee the
// office-like numbers that called it are listed; each pair of them shares a callee. What two such numbers
// would share by chance follows from how often each callee is called by any of them.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "calls/calls.h"

namespace cuibono::calls {
namespace {

constexpr std::uint64_t callees_least = 30, callers_of_hub = 64;
constexpr std::uint32_t shared_least = 5;
constexpr double times_chance = 3.0;

/// Calls many, and few of them call back.
bool is_office_like(const Profile& profile) {
  return profile.callees >= callees_least && profile.calls_out >= 2 * profile.calls_in &&
         profile.callees_who_called_back * 4 <= profile.callees;
}

}  // namespace

core::Status find_lockstep(const core::RunContext& context, const network::Network& network,
                           CallProfiles& profiles) {
  CB_TRY_STATUS(core::check_cancelled(context));
  struct Dial {
    std::uint32_t callee = 0, office = 0;
    auto operator<=>(const Dial&) const = default;
  };
  std::vector<std::uint32_t> offices;
  std::vector<Dial> dials;
  for (std::uint32_t p = 0; p < profiles.profiles.size(); ++p) {
    const Profile& profile = profiles.profiles[p];
    if (!is_office_like(profile)) continue;
    const auto office = static_cast<std::uint32_t>(offices.size());
    offices.push_back(p);
    const std::size_t node = profile.number.index();
    for (auto e = network.out.begin[node]; e < network.out.begin[node + 1]; ++e) {
      if (network.out.event[e].layer == network::Layer::call)
        dials.push_back({network.out.neighbour[e], office});
    }
  }
  std::sort(dials.begin(), dials.end());
  dials.erase(std::unique(dials.begin(), dials.end()), dials.end());

  // The office-like numbers of each callee, and the callees of each such number; hubs are left out.
  std::vector<std::uint64_t> begin_of{0};                        // [callees + 1] into office_of
  std::vector<std::uint32_t> office_of;                          // offices, by callee
  std::vector<std::vector<std::uint32_t>> list(offices.size());  // callees, by office
  std::uint64_t hubs = 0;
  for (std::size_t begin = 0; begin < dials.size();) {
    std::size_t end = begin;
    while (end < dials.size() && dials[end].callee == dials[begin].callee) ++end;
    if (end - begin > callers_of_hub) {
      ++hubs;
    } else {
      const auto callee = static_cast<std::uint32_t>(begin_of.size() - 1);
      for (std::size_t i = begin; i < end; ++i) {
        office_of.push_back(dials[i].office);
        list[dials[i].office].push_back(callee);
      }
      begin_of.push_back(office_of.size());
    }
    begin = end;
  }
  const auto callees = static_cast<double>(begin_of.size() - 1);
  std::vector<std::vector<Lockstep>> found(offices.size());
  constexpr std::size_t block = 32;
  CB_TRY_STATUS(core::parallel_blocks(context, offices.size(), block, [&](const core::Block& some) {
    std::vector<std::uint32_t> shared(offices.size()), touched;  // touched: shared is above zero
    for (auto a = static_cast<std::uint32_t>(some.begin); a < some.end; ++a) {
      for (const auto b : touched) shared[b] = 0;
      touched.clear();
      for (const auto callee : list[a]) {
        for (auto at = begin_of[callee]; at < begin_of[callee + 1]; ++at)
          if (shared[office_of[at]]++ == 0) touched.push_back(office_of[at]);
      }
      std::sort(touched.begin(), touched.end());
      for (const auto b : touched) {
        if (b <= a || shared[b] < shared_least) continue;
        const auto reached =
            static_cast<double>(list[a].size()) * static_cast<double>(list[b].size());
        const double expected = std::round(reached / callees * 1e9) / 1e9;
        if (shared[b] >= times_chance * expected)
          found[a].push_back({offices[a], offices[b], shared[b], expected});
      }
    }
    return core::Status{};
  }));
  for (const auto& some : found)
    profiles.lockstep.insert(profiles.lockstep.end(), some.begin(), some.end());
  if (hubs > 0) {
    profiles.problems.push_back(
        {"hubs", "calls",
         std::to_string(hubs) + " numbers are called by more than " +
             std::to_string(callers_of_hub) +
             " numbers that call many; they are passed over where lists are compared"});
  }
  return {};
}

}  // namespace cuibono::calls
