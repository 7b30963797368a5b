// The slow obvious twin: while there is a way with room, fill a shortest one.
#include <algorithm>
#include <deque>
#include <limits>
#include <map>

#include "network/max_flow.h"

namespace cuibono::network {

core::Int128 max_flow_reference(const FlowNetwork& network, std::uint32_t source,
                                std::uint32_t sink) {
  // room[a][b]: what may still go from a to b; what went from a to b may come back.
  std::vector<std::map<std::uint32_t, core::Int128>> room(network.nodes());
  for (std::uint32_t from = 0; from < network.nodes(); ++from) {
    for (std::uint32_t arc = network.begin[from]; arc < network.begin[from + 1]; ++arc) {
      room[from][network.to[arc]] += network.capacity[arc];
      room[network.to[arc]][from] += 0;
    }
  }
  core::Int128 value = 0;
  for (;;) {
    std::map<std::uint32_t, std::uint32_t> came_from{{source, source}};
    std::deque<std::uint32_t> waiting{source};
    while (!waiting.empty() && !came_from.contains(sink)) {
      const std::uint32_t from = waiting.front();
      waiting.pop_front();
      for (const auto& [to, left] : room[from]) {
        if (left > 0 && came_from.try_emplace(to, from).second) waiting.push_back(to);
      }
    }
    if (!came_from.contains(sink)) return value;
    core::Int128 most = std::numeric_limits<std::int64_t>::max();
    for (std::uint32_t to = sink; to != source; to = came_from[to])
      most = std::min(most, room[came_from[to]][to]);
    for (std::uint32_t to = sink; to != source; to = came_from[to]) {
      room[came_from[to]][to] -= most;
      room[to][came_from[to]] += most;
    }
    value += most;
  }
}

}  // namespace cuibono::network
