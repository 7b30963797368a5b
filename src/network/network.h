#pragma once
// network: one temporal multigraph of calls, payments and shared things between selectors.
//
// In    Evidence.
// Out   Network: time-sorted compressed rows both ways, parallel edges kept, every edge with its event.
//
// network.cc            the build and look-ups
// network_reference.cc  the slow obvious twin
// layout.h              where to draw the nodes of a part of it
// max_flow.h            as much as can flow from one node of a network to another
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "network/layout.h"
#include "network/max_flow.h"

namespace cuibono::network {

enum class Layer : std::uint8_t {
  call,
  payment,
  shared
};  ///< shared: a tie (subscription, device …)

/// What an edge stands on: position in calls, transfers or ties.
struct EventRef {
  Layer layer = Layer::call;
  std::uint32_t event = 0;
  auto operator<=>(const EventRef&) const = default;
};

/// Edges of one direction: for node n the edges [begin[n], begin[n+1]), by time.
struct Rows {
  std::vector<std::uint64_t> begin;      ///< [nodes + 1]
  std::vector<std::uint32_t> neighbour;  ///< [edges]
  std::vector<std::int64_t> time_us;     ///< [edges] non-decreasing inside a node
  std::vector<EventRef> event;           ///< [edges]
};

/// Nodes are selectors (position = SelectorId), so that no mask renumbers what a node means.
struct Network {
  std::uint32_t nodes = 0;
  Rows out, in;
};

/// Plain edges for the kernel.
struct Edges {
  std::span<const std::uint32_t> from, to;  ///< [edges] < nodes
  std::span<const std::int64_t> time_us;    ///< [edges] any order
  std::span<const EventRef> event;          ///< [edges]
};

/// Time-sorted compressed rows of one direction.
///
/// In      edges in any order; nodes.  Out  rows by `from` (forward) or by `to` (backward).
/// Laws    1 every edge is in exactly one row.  2 inside a row time does not decrease; ties by event.
///         3 the transpose of the transpose is the same multigraph.
/// Cost    time O(E log E_node) after two counting passes; memory 24 bytes an edge.
/// Errors  bad_input: a node out of range; spans of different lengths.
/// Check   make_rows_reference.
[[nodiscard]] core::Result<Rows> make_rows(const core::RunContext& context, const Edges& edges,
                                           std::uint32_t nodes, bool forward);
[[nodiscard]] Rows make_rows_reference(const Edges& edges, std::uint32_t nodes, bool forward);

/// The network of all events with both ends known.
/// Errors  cancelled.
[[nodiscard]] core::Result<Network> make_network(const core::RunContext& context,
                                                 const evidence::Evidence& evidence);

}  // namespace cuibono::network
