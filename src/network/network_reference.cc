// The slow obvious twin: for each node look at every edge, then sort.
#include <algorithm>
#include <tuple>
#include <vector>

#include "network/network.h"

namespace cuibono::network {

Rows make_rows_reference(const Edges& edges, std::uint32_t nodes, bool forward) {
  Rows rows;
  rows.begin.push_back(0);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    std::vector<std::tuple<std::int64_t, EventRef, std::uint32_t>> row;
    for (std::size_t e = 0; e < edges.from.size(); ++e) {
      if ((forward ? edges.from[e] : edges.to[e]) != node) continue;
      row.emplace_back(edges.time_us[e], edges.event[e], forward ? edges.to[e] : edges.from[e]);
    }
    std::sort(row.begin(), row.end());
    for (const auto& [time_us, event, neighbour] : row) {
      rows.neighbour.push_back(neighbour);
      rows.time_us.push_back(time_us);
      rows.event.push_back(event);
    }
    rows.begin.push_back(rows.neighbour.size());
  }
  return rows;
}

}  // namespace cuibono::network
