#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"

namespace cuibono::network {

/// Directed arcs with capacities, side by side by the node that they leave: node n has the arcs
/// [begin[n], begin[n + 1]). Parallel arcs and circles are allowed.
struct FlowNetwork {
  std::span<const std::uint32_t> begin;    ///< [nodes + 1]
  std::span<const std::uint32_t> to;       ///< [arcs] < nodes
  std::span<const std::int64_t> capacity;  ///< [arcs] >= 0
  [[nodiscard]] std::uint32_t nodes() const {
    return begin.empty() ? 0 : static_cast<std::uint32_t>(begin.size() - 1);
  }
};

struct MaxFlowRequest {
  std::uint32_t source = 0, sink = 0;
  /// Most arcs looked at before the kernel gives up; 0: no limit. About 5 ns each.
  std::uint64_t work_max = 0;
};

struct MaxFlow {
  core::Int128 value = 0;
  std::vector<std::int64_t> flow;  ///< [arcs]
  std::vector<std::uint8_t>
      on_source_side;      ///< [nodes] of a smallest cut: the arcs that leave it are full
  std::uint64_t work = 0;  ///< arcs looked at
};

/// As much as can flow from one node to another.
///
/// Use     where amounts may take several ways and none may carry more than it has room for. The search
///         begins at the source: let the narrower end be the source. A network turned round has the same value.
/// In      network; source and sink, two nodes.
/// Out     MaxFlow. Which of several largest flows it is depends on the order of the arcs, and on nothing
///         else; so does no number but `flow` and `work`.
/// Laws    1 0 <= flow <= capacity; what enters a node leaves it, but for source and sink.
///         2 value = capacity of the arcs that leave the source side: so nothing larger is possible. Laws
///           1 and 2 are checked in every run (CB_CHECK).
///         3 renaming nodes and shuffling arcs does not change value; turning all arcs round does not.
///         4 scaling all capacities by k scales value by k.
/// Cost    a first flow goes depth first, an arc a step: O(arcs) where the first way is free, then rounds of
///         O(arcs reached) over ever longer shortest ways; at most O(nodes^2 arcs). Memory 8 bytes an arc
///         and 8 a node, 8 more an arc once flow must be led another way; 12 an arc are the caller's.
/// Errors  bad_input: begin not rising or not ending at the arcs, spans of different lengths, 2^32 arcs or
///         more, a node out of range, a capacity < 0, source = sink.  resources: work_max reached.
///         cancelled.
/// Source  Dinic 1970; the labels start at the source, and the first flow asks for no shortest way.
/// Check   max_flow_reference.
[[nodiscard]] core::Result<MaxFlow> find_max_flow(const core::RunContext& context,
                                                  const FlowNetwork& network,
                                                  const MaxFlowRequest& request);

/// The twin takes what the kernel accepts, and checks nothing.
/// Source  Edmonds and Karp 1972: always a shortest way, one after another.
[[nodiscard]] core::Int128 max_flow_reference(const FlowNetwork& network, std::uint32_t source,
                                              std::uint32_t sink);

}  // namespace cuibono::network
