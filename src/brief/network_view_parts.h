#pragma once
#include <cstdint>
#include <tuple>
#include <vector>

#include "brief/network_view.h"

namespace cuibono::brief {

/// Who is not shown: a victim where the case leaves them out.
inline constexpr ViewNode no_mark{0xFFFFFFFFU};

/// All events from a to b of one layer and asset: events_[begin, end) by time.
struct NetworkView::Head {
  ViewNode a{}, b{};
  network::Layer layer = network::Layer::call;
  core::AssetId asset{};
  std::uint32_t begin = 0, end = 0;
  std::int64_t first_us = 0,
               last_us = 0;  ///< of calls and payments: a window is seldom cut through
};

/// Most records that an edge names.
inline constexpr std::size_t edge_records_most = 20;

/// What an edge weighs where not all have room: the money of victims, then how much happened.
[[nodiscard]] inline auto weight_of(const EdgeSum& edge) {
  return std::tuple(edge.traced_minor,
                    edge.layer == network::Layer::payment ? edge.amount_minor : core::Int128{0},
                    edge.events);
}

/// Adds the events of one edge to sums of a layer and asset each.
void add_edges(std::vector<EdgeSum>& to, const EdgeSum& edge);

}  // namespace cuibono::brief
