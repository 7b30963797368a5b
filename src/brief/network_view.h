#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "brief/brief.h"

namespace cuibono::brief {

class Privacy;

/// What a selector is to a reader, without the noun: "+999…", "LT61…". In: as outputs show it.
[[nodiscard]] std::string selector_label(std::string_view shown);

struct ViewNodeTag;
/// A mark of the view: the smallest selector of those that are one mark.
using ViewNode = core::Id<ViewNodeTag, std::uint32_t>;

/// Which events count.
struct ViewScope {
  bool calls = true, payments = true, shared = true;
  std::optional<std::int64_t> from_us, to_us;  ///< half-open; none: no bound
  [[nodiscard]] bool has(network::Layer layer) const noexcept {
    return layer == network::Layer::call      ? calls
           : layer == network::Layer::payment ? payments
                                              : shared;
  }
};

/// All events from one mark to another of one layer and asset, inside a scope.
struct EdgeSum {
  ViewNode a{}, b{};
  network::Layer layer = network::Layer::call;
  core::AssetId asset{};  ///< of payments
  std::uint64_t events = 0;
  core::Int128 amount_minor = 0, traced_minor = 0;  ///< traced: victims' money, first in, first out
  std::int64_t duration_s = 0;
  std::uint64_t durations = 0;  ///< calls that state one
  std::optional<std::int64_t> first_us, last_us;
  core::Precision precision = core::Precision::second;  ///< the coarsest
  std::vector<evidence::RecordRef> records;             ///< of the first events
  std::uint64_t records_total = 0;
};

enum class NeighbourOrder : std::uint8_t { amount, events, time };

/// A neighbour with all that passes between.
struct Neighbour {
  ViewNode node{};
  std::vector<EdgeSum> edges;
  std::uint64_t events = 0;
  core::Int128 amount_minor = 0;  ///< of all assets: ranks only, never shown
  std::optional<std::int64_t> last_us;
};

/// All that a mark has to do with, inside a scope.
struct NodeSum {
  std::uint64_t neighbours = 0;
  std::uint64_t calls_out = 0, calls_in = 0;
  struct Flow {
    core::AssetId asset{};
    core::Int128 in_minor = 0, out_minor = 0;
    std::uint64_t payments = 0;
  };
  std::vector<Flow> flows;  ///< most payments first
  std::optional<std::int64_t> first_us, last_us;
};

/// One event of the view.
struct ViewEvent {
  network::EventRef event;
  ViewNode from{}, to{};
};

struct PathRequest {
  ViewNode from{}, to{};
  ViewScope scope;
  bool follow_time =
      true;  ///< each step no earlier than the one before; ties, without a time, are none
  std::optional<std::int64_t> gap_us;        ///< longest wait between two steps
  std::optional<std::int64_t> amount_minor;  ///< payments below do not count
  std::optional<std::uint64_t> degree_most;  ///< marks with more neighbours are not passed through
};
struct FoundPath {
  std::vector<ViewEvent> steps;               ///< empty: there is none
  std::optional<std::uint64_t> alternatives;  ///< others as short, where they are counted
};
inline constexpr std::size_t path_steps_most = 12;

/// Whom to show first: numbers and accounts by their weight in the results.
struct StartHints {
  std::vector<std::string> numbers;  ///< selectors of actors, the strongest of each site in turn
};
struct StartRequest {
  std::vector<ViewNode> seeds;  ///< empty: the engine's choice
  std::vector<ViewNode> hints;
  std::vector<std::vector<ViewNode>> sites;  ///< the numbers counted to each; none to two
  ViewScope scope;
  std::size_t marks_most = 2000;  ///< nodes and edges together
};
/// Victims that are drawn as one mark beside the one that they have to do with.
struct VictimGroup {
  ViewNode of{};
  std::uint64_t count = 0;
  std::vector<EdgeSum> out;  ///< from the victims, all together: a is one of them and means nothing
  std::vector<EdgeSum> in;   ///< to the victims: b means nothing
};
/// What all numbers of a site together have to do with one mark, with one other site, or with victims.
struct FoldedEdge {
  std::optional<ViewNode> other;  ///< a node of the graph
  std::optional<std::uint32_t>
      other_site;        ///< a site of the graph by its position; neither: the victims
  bool goes_out = true;  ///< from the site
  EdgeSum sum;           ///< a and b mean nothing
};
/// A site one of whose numbers is drawn. It is drawn beside its numbers, or, folded, in their place.
struct SiteMark {
  std::uint32_t site = 0;          ///< position in the request
  std::vector<ViewNode> drawn;     ///< its numbers that are nodes, in their order
  std::uint64_t victims = 0;       ///< that any of its numbers has to do with
  std::vector<FoldedEdge> folded;  ///< of all its numbers, drawn or not; the weightiest
  std::uint64_t folded_total = 0;
};
struct StartGraph {
  std::vector<ViewNode> nodes;  ///< in the order of their weight
  std::vector<EdgeSum> edges;
  std::vector<VictimGroup> groups;
  std::vector<SiteMark> sites;
  std::uint64_t nodes_total = 0, edges_total = 0;  ///< with sites and the links to them
  std::string omitted_because;                     ///< empty: nothing was left out
};

/// The network as one may look at it: victims are one mark each under their pseudonym, and none of their
/// selectors can be asked for.
///
/// In      all of a run; borrowed: they must live as long.
/// Out     marks and sums. A mark that has to do with itself (a victim's phone and account) has no edge.
///         Ties have no time: those whose validity may overlap the scope count.
/// Laws    1 the sum of an edge is that of its events inside the scope.  2 with victims = omit no victim is
///         a mark; with clear every selector is its own.  3 a path that follows time has the fewest steps,
///         and of those with as few it arrives first.
/// Cost    made in O(events log events); an edge O(its events); a path that follows time O(pairs that
///         know each other) a step, with a longest wait O(events) a step.
/// Check   network_view_test.cc with brute-force twins.
class NetworkView {
 public:
  struct Input {
    const CaseFacts& facts;
    const evidence::Evidence& evidence;
    const entities::Entities& entities;
    const network::Network& network;
    const money::Money& money;
  };
  [[nodiscard]] static core::Result<std::unique_ptr<NetworkView>> make(
      const core::RunContext& context, const Input& input);
  ~NetworkView();
  NetworkView(const NetworkView&) = delete;
  NetworkView& operator=(const NetworkView&) = delete;

  /// By its text as outputs show it. A victim's own selector finds nothing.
  [[nodiscard]] std::optional<ViewNode> find(std::string_view shown) const;
  [[nodiscard]] std::string text(ViewNode node) const;
  [[nodiscard]] std::string label(ViewNode node) const;  ///< a person's name, else selector_label
  [[nodiscard]] std::string kind(ViewNode node) const;   ///< number, account, address …
  [[nodiscard]] bool is_victim(ViewNode node) const;
  [[nodiscard]] std::vector<std::string> names(ViewNode node) const;
  [[nodiscard]] std::uint64_t degree(ViewNode node) const;  ///< neighbours of all time
  [[nodiscard]] std::string scrub(std::string_view text) const;

  [[nodiscard]] std::vector<Neighbour> neighbours(ViewNode node, const ViewScope& scope,
                                                  NeighbourOrder order) const;
  [[nodiscard]] NodeSum sum_of(ViewNode node, const ViewScope& scope) const;
  [[nodiscard]] std::vector<EdgeSum> edges_among(std::span<const ViewNode> nodes,
                                                 const ViewScope& scope) const;
  /// From a to b, by time.
  [[nodiscard]] std::vector<ViewEvent> events_between(ViewNode a, ViewNode b,
                                                      const ViewScope& scope) const;
  [[nodiscard]] core::Result<FoundPath> find_path(const core::RunContext& context,
                                                  const PathRequest& request) const;
  [[nodiscard]] StartGraph start(const StartRequest& request) const;
  /// Selectors whose text holds these characters, victims' left out; the first `most` by text.
  [[nodiscard]] std::vector<ViewNode> search(std::string_view part, std::size_t most) const;

  // What an event says.
  [[nodiscard]] std::optional<std::int64_t> time_of(network::EventRef event) const;
  [[nodiscard]] core::Precision precision_of(network::EventRef event) const;
  [[nodiscard]] std::vector<evidence::RecordRef> records_of(network::EventRef event) const;
  /// "EUR 12.00", "call, 3 min 12 s", "subscription": one event in words.
  [[nodiscard]] std::string words_of(network::EventRef event) const;
  /// "47 calls, 3 h 12 min", "EUR 12 000.00 in 3 payments".
  [[nodiscard]] static std::string words_of(const EdgeSum& edge);
  /// False where the trace was cut at a limit: then traced_minor is at least what it says.
  [[nodiscard]] bool traced_whole(core::AssetId asset) const;
  [[nodiscard]] const evidence::Evidence& evidence() const noexcept { return input_.evidence; }
  /// The pseudonyms of who reported, by report.
  [[nodiscard]] std::optional<ViewNode> mark_of(evidence::SelectorId selector) const;

 private:
  struct Head;  ///< all events of one pair, direction, layer, asset
  explicit NetworkView(const Input& input);
  [[nodiscard]] core::Status build(const core::RunContext& context);
  void fold_victims();
  void weigh_events();
  void order_by_time();
  [[nodiscard]] std::optional<EdgeSum> sum_of(const Head& head, const ViewScope& scope) const;
  [[nodiscard]] bool counts(network::EventRef event, const ViewScope& scope) const;
  /// The events of a head of calls or payments that count, as positions in events_.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> inside(const Head& head,
                                                               const ViewScope& scope) const;
  [[nodiscard]] std::uint64_t count_of(const Head& head, const ViewScope& scope) const;
  /// Who is near a mark without what passes between.
  struct Near {
    ViewNode node{};
    std::uint64_t edges = 0, events = 0;
  };
  [[nodiscard]] std::vector<Near> near_of(ViewNode node, const ViewScope& scope) const;
  [[nodiscard]] bool has_near(ViewNode node, const ViewScope& scope) const;
  [[nodiscard]] std::vector<EdgeSum> edges_between(ViewNode a, ViewNode b,
                                                   const ViewScope& scope) const;
  void add_sites(const StartRequest& request, StartGraph& graph) const;
  void fold_site(const StartRequest& request, const std::vector<std::uint32_t>& site_of,
                 const StartGraph& graph, SiteMark& mark) const;
  [[nodiscard]] VictimGroup group_of(ViewNode node, std::vector<Near> victims,
                                     const ViewScope& scope) const;
  [[nodiscard]] std::vector<ViewNode> richest(const ViewScope& scope) const;
  [[nodiscard]] std::vector<ViewNode> busiest(const ViewScope& scope) const;
  [[nodiscard]] std::span<const Head> out_of(ViewNode node) const;
  [[nodiscard]] std::span<const std::uint32_t> into(ViewNode node) const;
  [[nodiscard]] core::Result<FoundPath> follow_time(const core::RunContext& context,
                                                    const PathRequest& request) const;
  /// The same where no wait is too long.
  [[nodiscard]] core::Result<FoundPath> follow_earliest(const core::RunContext& context,
                                                        const PathRequest& request) const;
  /// The last event that leads to a mark until a time, from one that is reached before it.
  [[nodiscard]] ViewEvent last_into(ViewNode node, std::int64_t until_us,
                                    const std::vector<std::int64_t>& earliest,
                                    const PathRequest& request) const;
  [[nodiscard]] core::Result<FoundPath> shortest(const core::RunContext& context,
                                                 const PathRequest& request) const;
  [[nodiscard]] bool may_pass(ViewNode node, const PathRequest& request) const;
  [[nodiscard]] bool may_use(network::EventRef event, const PathRequest& request) const;

  Input input_;  // borrows from the caller of make
  std::unique_ptr<const Privacy> privacy_;
  std::vector<ViewNode> mark_;  ///< [selectors]; no_mark: not shown
  std::unordered_map<std::string, ViewNode> victim_marks_;
  std::vector<Head> heads_;               ///< by (a, b, layer, asset)
  std::vector<std::uint32_t> events_;     ///< of the heads, by time
  std::vector<ViewEvent> by_time_;        ///< calls and payments between marks
  std::vector<std::uint64_t> out_begin_;  ///< [selectors + 1] into heads_
  std::vector<std::uint64_t> in_begin_;   ///< [selectors + 1] into in_heads_
  std::vector<std::uint32_t> in_heads_;   ///< positions in heads_
  std::vector<std::uint32_t> degree_;     ///< [selectors]
  std::vector<std::int64_t> traced_;      ///< [transfers]
  std::vector<core::Int128> traced_in_;   ///< [assets] sum of traced_
  std::vector<bool> is_cut_;              ///< [assets]
};

}  // namespace cuibono::brief
