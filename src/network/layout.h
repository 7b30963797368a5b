#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"

namespace cuibono::network {

/// A place in a drawing: -1000 … 1000 both ways.
struct LayoutPoint {
  std::int32_t x = 0, y = 0;
  auto operator<=>(const LayoutPoint&) const = default;
};
inline constexpr std::int32_t layout_most = 1000;

/// Two nodes that hold together, by their positions.
struct LayoutEdge {
  std::uint32_t a = 0, b = 0;
};

struct LayoutRequest {
  std::span<const std::uint64_t> seeds;  ///< [nodes] a hash of what each node is, distinct
  std::span<const LayoutEdge> edges;     ///< any order; loops and repetitions change nothing
};

/// Where to draw the nodes of a small graph: what is joined draws near, all else keeps away.
///
/// Use     for a picture of up to some thousands of nodes.
/// In      seeds: where a node begins; they alone order the nodes.  edges.
/// Out     a point for each node. Parts that nothing joins are laid out alone and packed, the largest in
///         the middle; nodes without an edge stand in a block of their own.
/// Laws    1 the same bytes for any number of threads.  2 relabelling nodes permutes the answer, as long as
///         seeds are distinct.  3 no two nodes stand on one point.  4 all points are inside the range.
/// Cost    100 rounds of O(n log n), fewer from 1,000 nodes on: 2,000 nodes and 6,000 edges
///         in less than 300 ms on one thread; memory O(n).
/// Errors  bad_input: an edge names a node out of range; more than 200,000 nodes.  cancelled.
/// Source  Fruchterman and Reingold 1991; Barnes and Hut 1986. We differ: parts are packed apart, and
///         a round moves no node further than the heat of the round.
/// Check   push_apart_reference (layout_reference.cc).
[[nodiscard]] core::Result<std::vector<LayoutPoint>> place_nodes(const core::RunContext& context,
                                                                 const LayoutRequest& request);

/// Places for neighbours that are drawn later: rings round the middle, each of them free.
///
/// In      middle; taken: points in use, any order; count.
/// Out     `count` points, nearest first; the outermost stand at the rim where there is no room.
/// Laws    1 none of them is taken, and no two are equal.  2 a further neighbour moves no earlier one.
/// Cost    O((count + taken) log taken).
[[nodiscard]] std::vector<LayoutPoint> place_round(LayoutPoint middle,
                                                   std::span<const LayoutPoint> taken,
                                                   std::size_t count);

/// A position or a force, before it is rounded.
struct LayoutVector {
  double x = 0, y = 0;
};
/// How all points push each one away: for unit spacing, 1 / distance each.
/// In      theta: a group of points that looks smaller than this is taken as one; 0: none is.
/// Laws    1 theta = 0 is push_apart_reference, but for the rounding of doubles: within 1e-9 of its size.
[[nodiscard]] core::Result<std::vector<LayoutVector>> push_apart(
    const core::RunContext& context, std::span<const LayoutVector> points, double theta);
[[nodiscard]] std::vector<LayoutVector> push_apart_reference(std::span<const LayoutVector> points);

}  // namespace cuibono::network
