#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"

namespace cuibono::money {

/// What may pass from one account to another in the period that is looked at.
struct ThroughArc {
  std::uint32_t from = 0, to = 0;
  std::int64_t amount_minor = 0;
};

struct InterdictionQuery {
  std::uint32_t nodes = 0, source = 0, sink = 0;
  std::span<const ThroughArc> arcs;
  /// [nodes] what stopping a node costs; 0: it cannot be stopped. Those of source and sink are not read.
  std::span<const std::uint32_t> costs;
  std::uint32_t budget = 0;
  std::uint64_t flows_max = 200'000;  ///< largest flows that are tried; 0: no limit
};

struct Interdiction {
  std::vector<std::uint32_t> stopped;               ///< nodes, sorted
  std::uint64_t before_minor = 0, after_minor = 0;  ///< what can still pass
  std::uint64_t flows = 0;                          ///< tried
};

/// Which accounts to stop within a budget so that as little as possible still passes.
///
/// Use     for what it takes to hold money up between those who paid and where it left: the network of one period, as
///         if the group paid nowhere else. It re-routes, so this is a lower bound of effort and no forecast.
/// In      a network with parallel arcs allowed. Source: those who paid; sink: where money left.
/// Out     Interdiction. Of equal ones the cheapest, then the set that is smaller as a list.
/// Laws    1 costs of `stopped` sum to at most the budget.  2 no other such set leaves less.
///         3 a larger budget never leaves more.  4 greedy by drop for its cost never leaves less.
/// Cost    a largest flow for each set that is tried. A node that no largest flow needs is not tried: stopping it alone
///         changes nothing; sets grow by the nodes of a flow that is left (Law 2 holds: any better set meets it).
/// Errors  bad_input: a node out of range, an amount < 0, source = sink.  resources: flows_max reached.  cancelled.
/// Source  Wood 1993, node interdiction by branching on the flow that is left. ORACLES D01.
/// Check   interdiction_reference (all sets)
[[nodiscard]] core::Result<Interdiction> find_interdiction(const core::RunContext& context,
                                                           const InterdictionQuery& query);
[[nodiscard]] std::uint64_t interdiction_reference(const InterdictionQuery& query);

}  // namespace cuibono::money
