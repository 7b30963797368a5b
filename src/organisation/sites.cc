// Sites: desks that share a handset, or whose main cell is the same, stand together. Cells are
// taken as they are named; two neighbouring cells of one building stay two sites unless handsets
// join them.
#include <algorithm>
#include <map>
#include <numeric>

#include "organisation/desks.h"

namespace cuibono::organisation {
namespace {

constexpr std::size_t numbers_least = 3;  ///< fewer numbers in one place are no site
constexpr std::uint64_t calls_least = 5;  ///< seen in a cell or handset less often is passing by

}  // namespace

std::vector<Site> find_sites(const OrganisationInput& input, const std::vector<Candidate>& desks) {
  std::vector<std::uint32_t> parent(desks.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto find = [&](std::uint32_t d) {
    while (parent[d] != d) d = parent[d] = parent[parent[d]];
    return d;
  };
  const auto join = [&](std::uint32_t a, std::uint32_t b) {
    a = find(a), b = find(b);
    if (a != b) parent[std::max(a, b)] = std::min(a, b);
  };
  std::map<evidence::CellId, std::uint32_t> first_in_cell;
  std::map<evidence::SelectorId, std::uint32_t> first_in_handset;
  for (std::uint32_t d = 0; d < desks.size(); ++d) {
    const auto& profile = input.profiles.profiles[desks[d].profile];
    if (!profile.cells.empty() && profile.cells[0].calls >= calls_least) {
      const auto [place, fresh] = first_in_cell.emplace(profile.cells[0].cell, d);
      if (!fresh) join(place->second, d);
    }
    for (const auto& handset : profile.handsets) {
      if (handset.calls < calls_least) continue;
      const auto [place, fresh] = first_in_handset.emplace(handset.imei, d);
      if (!fresh) join(place->second, d);
    }
  }
  std::map<std::uint32_t, Site> sites;
  for (std::uint32_t d = 0; d < desks.size(); ++d) {
    const auto& profile = input.profiles.profiles[desks[d].profile];
    Site& site = sites[find(d)];
    site.numbers.push_back(profile.number);
    if (!profile.cells.empty() && profile.cells[0].calls >= calls_least) {
      site.cells.push_back(profile.cells[0].cell);
    }
  }
  std::vector<Site> out;
  for (auto& [root, site] : sites) {
    if (site.numbers.size() < numbers_least || site.cells.empty()) continue;
    std::sort(site.numbers.begin(), site.numbers.end());
    std::sort(site.cells.begin(), site.cells.end());
    site.cells.erase(std::unique(site.cells.begin(), site.cells.end()), site.cells.end());
    site.id = short_id("S-", input.evidence.selectors.text(site.numbers[0]));
    out.push_back(std::move(site));
  }
  std::sort(out.begin(), out.end(), [](const Site& a, const Site& b) { return a.id < b.id; });
  return out;
}

}  // namespace cuibono::organisation
