// Sites: desks that share a handset, or whose main cell is the same, stand together. Cells are
// taken as they are named; two neighbouring cells of one building stay two sites unless handsets
// join them. A desk of which no cell is known stands with those whose list it works through.
#include <algorithm>
#include <map>
#include <set>

#include "organisation/desks.h"
#include "organisation/lists.h"

namespace cuibono::organisation {
namespace {

constexpr std::size_t numbers_least = 3;  ///< fewer numbers in one place are no site
constexpr std::uint64_t calls_least = 5;  ///< seen in a cell or handset less often is passing by
constexpr std::uint64_t times_next_best = 2;  ///< over the next list, for a number to belong to one

class Groups {
 public:
  Groups(const OrganisationInput& input, const std::vector<Candidate>& desks)
      : input_(input), desks_(desks), sets_(desks.size()) {}

  void join_by_cell_and_handset() {
    std::map<evidence::CellId, std::uint32_t> first_in_cell;
    std::map<evidence::SelectorId, std::uint32_t> first_in_handset;
    for (std::uint32_t d = 0; d < desks_.size(); ++d) {
      if (has_cell(d)) {
        const auto [place, fresh] = first_in_cell.emplace(profile(d).cells[0].cell, d);
        if (!fresh) sets_.join(place->second, d);
      }
      for (const auto& handset : profile(d).handsets) {
        if (handset.calls < calls_least) continue;
        const auto [place, fresh] = first_in_handset.emplace(handset.imei, d);
        if (!fresh) sets_.join(place->second, d);
      }
    }
  }

  /// Desks without a cell that stand with nobody yet, to the group whose list they work through.
  void join_by_list() {
    const auto groups = members();
    const bool any_alone = std::any_of(groups.begin(), groups.end(), [&](const auto& one) {
      return one.second.size() == 1 && !has_cell(one.first);
    });
    if (!any_alone) return;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> called;  // callee, root
    for (const auto& [root, group] : groups) {
      if (group.size() < numbers_least) continue;
      for (const auto d : group) {
        for (const auto callee : callees_of(input_, desks_[d].profile))
          called.emplace_back(callee, root);
      }
    }
    std::sort(called.begin(), called.end());
    called.erase(std::unique(called.begin(), called.end()), called.end());
    for (const auto& [alone, group] : groups) {
      if (group.size() > 1 || has_cell(alone)) continue;
      const auto callees = callees_of(input_, desks_[alone].profile);
      std::map<std::uint32_t, std::uint64_t> shared;
      for (const auto callee : callees) {
        for (auto at = std::lower_bound(called.begin(), called.end(), std::pair{callee, 0U});
             at != called.end() && at->first == callee; ++at)
          ++shared[at->second];
      }
      std::uint32_t best = alone;
      std::uint64_t most = 0, next = 0;
      for (const auto& [root, count] : shared) {
        if (count > most)
          next = most, most = count, best = root;
        else
          next = std::max(next, count);
      }
      if (ListRule().holds({callees.size(), most}) && most >= times_next_best * next)
        sets_.join(best, alone);
    }
  }

  /// Desks without a cell that stand with nobody yet, by pairs that work in lockstep.
  void join_by_lockstep() {
    std::map<std::uint32_t, std::uint32_t> alone;  // profile, desk
    for (const auto& [root, group] : members()) {
      if (group.size() == 1 && !has_cell(root)) alone.emplace(desks_[root].profile, root);
    }
    for (const auto& pair : input_.profiles.lockstep) {
      const auto a = alone.find(pair.a), b = alone.find(pair.b);
      if (a != alone.end() && b != alone.end()) sets_.join(a->second, b->second);
    }
  }

  [[nodiscard]] std::map<std::uint32_t, std::vector<std::uint32_t>> members() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (std::uint32_t d = 0; d < desks_.size(); ++d) groups[sets_.find(d)].push_back(d);
    return groups;
  }
  [[nodiscard]] bool has_cell(std::uint32_t desk) const {
    return !profile(desk).cells.empty() && profile(desk).cells[0].calls >= calls_least;
  }
  [[nodiscard]] const calls::Profile& profile(std::uint32_t desk) const {
    return input_.profiles.profiles[desks_[desk].profile];
  }

 private:
  const OrganisationInput& input_;
  const std::vector<Candidate>& desks_;
  core::DisjointSets sets_;
};

}  // namespace

std::vector<Site> find_sites(const OrganisationInput& input, const std::vector<Candidate>& desks) {
  Groups groups(input, desks);
  groups.join_by_cell_and_handset();
  groups.join_by_list();
  groups.join_by_lockstep();
  groups.join_by_list();
  std::vector<Site> out;
  for (const auto& [root, group] : groups.members()) {
    if (group.size() < numbers_least) continue;
    Site site;
    std::set<evidence::CellId> cells;
    for (const auto d : group) {
      site.numbers.push_back(groups.profile(d).number);
      if (groups.has_cell(d)) cells.insert(groups.profile(d).cells[0].cell);
    }
    std::sort(site.numbers.begin(), site.numbers.end());
    site.cells.assign(cells.begin(), cells.end());
    site.id = short_id("S-", input.evidence.selectors.text(site.numbers[0]));
    out.push_back(std::move(site));
  }
  std::sort(out.begin(), out.end(), [](const Site& a, const Site& b) { return a.id < b.id; });
  return out;
}

}  // namespace cuibono::organisation
