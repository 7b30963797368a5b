#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "investigation/view_parts.h"

namespace cuibono::investigation {

/// Marks and edges of the network as JSON.
struct GraphWriter {
  const CaseView::Results& results;
  const brief::NetworkView& view;
  brief::ViewScope scope;

  /// `shown`: neighbours that are drawn, themselves or in a group.
  [[nodiscard]] ViewJson node(brief::ViewNode node, network::LayoutPoint at,
                              std::uint64_t shown) const;
  /// Ends that differ from those of the sum, as of a group, are given.
  [[nodiscard]] ViewJson edge(const brief::EdgeSum& edge, const std::string& a,
                              const std::string& b, core::Int128 largest_minor) const;
  /// Victims that are one mark.
  [[nodiscard]] ViewJson group(const std::string& id, const std::string& label,
                               const std::string& of, std::uint64_t count,
                               network::LayoutPoint at) const;
  /// Adds the sites of a graph, their links to their numbers, and what they are when folded.
  void add_sites(ViewJson& json, const brief::StartGraph& graph,
                 std::span<const network::LayoutPoint> taken,
                 std::span<const network::LayoutPoint> at) const;
  [[nodiscard]] ViewJson event(const brief::ViewEvent& event) const;
  [[nodiscard]] ViewJson records(const std::vector<evidence::RecordRef>& records) const;
};

/// The id of the mark of a site.
[[nodiscard]] std::string site_id(const std::string& site);
[[nodiscard]] std::string layer_name(network::Layer layer);
/// 1 … 5 by powers of five.
[[nodiscard]] int size_of(std::uint64_t number);
[[nodiscard]] ViewJson view_time(const std::optional<std::int64_t>& time_us);
/// Layers, from, to of a query. Call after know().
[[nodiscard]] brief::ViewScope scope_of(ViewQuery& query);
/// The largest payment of each asset among edges: the widest line.
using Largest = std::map<core::AssetId, core::Int128>;
[[nodiscard]] Largest largest_of(const std::vector<brief::EdgeSum>& edges);

[[nodiscard]] ViewAnswer answer_path(const GraphWriter& writer, ViewQuery& query);

}  // namespace cuibono::investigation
