// Two counting passes place the edges, then each row is sorted by (time, event). Rows are cut into
// blocks of nodes for the sort, so the answer is the same for any number of threads.
#include "network/network.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace cuibono::network {
namespace {

constexpr std::size_t nodes_per_block = 4096;

struct Entry {
  std::int64_t time_us;
  EventRef event;
  std::uint32_t neighbour;
  auto operator<=>(const Entry&) const = default;
};

}  // namespace

core::Result<Rows> make_rows(const core::RunContext& context, const Edges& edges,
                             std::uint32_t nodes, bool forward) {
  const std::size_t count = edges.from.size();
  const auto fault = [](const char* what) {
    return core::Error{core::ErrorCode::bad_input, what, "edges of the network", ""};
  };
  if (edges.to.size() != count || edges.time_us.size() != count || edges.event.size() != count) {
    return fault("the columns of the edges have different lengths");
  }
  const auto row_of = forward ? edges.from : edges.to;
  const auto neighbour_of = forward ? edges.to : edges.from;
  Rows rows;
  rows.begin.assign(static_cast<std::size_t>(nodes) + 1, 0);
  for (std::size_t e = 0; e < count; ++e) {
    if (row_of[e] >= nodes || neighbour_of[e] >= nodes)
      return fault("an edge names a node out of range");
    ++rows.begin[static_cast<std::size_t>(row_of[e]) + 1];
  }
  std::partial_sum(rows.begin.begin(), rows.begin.end(), rows.begin.begin());
  std::vector<Entry> entries(count);
  std::vector<std::uint64_t> next(rows.begin.begin(), rows.begin.end() - 1);
  for (std::size_t e = 0; e < count; ++e) {
    entries[next[row_of[e]]++] = {edges.time_us[e], edges.event[e], neighbour_of[e]};
  }
  CB_TRY_STATUS(
      core::parallel_blocks(context, nodes, nodes_per_block, [&](const core::Block& block) {
        for (std::size_t n = block.begin; n < block.end; ++n) {
          const auto first = entries.begin() + static_cast<std::ptrdiff_t>(rows.begin[n]);
          const auto last = entries.begin() + static_cast<std::ptrdiff_t>(rows.begin[n + 1]);
          if (!std::is_sorted(first, last)) std::sort(first, last);
        }
        return core::Status{};
      }));
  rows.neighbour.reserve(count);
  rows.time_us.reserve(count);
  rows.event.reserve(count);
  for (const Entry& entry : entries) {
    rows.neighbour.push_back(entry.neighbour);
    rows.time_us.push_back(entry.time_us);
    rows.event.push_back(entry.event);
  }
  return rows;
}

core::Result<Network> make_network(const core::RunContext& context,
                                   const evidence::Evidence& evidence) {
  std::vector<std::uint32_t> from, to;
  std::vector<std::int64_t> time_us;
  std::vector<EventRef> event;
  const std::size_t most = evidence.calls.size() + evidence.transfers.size() + evidence.ties.size();
  from.reserve(most), to.reserve(most), time_us.reserve(most), event.reserve(most);
  const auto add = [&](evidence::SelectorId a, evidence::SelectorId b, std::int64_t time,
                       EventRef reference) {
    if (a == evidence::no_selector || b == evidence::no_selector) return;
    from.push_back(a.value), to.push_back(b.value);
    time_us.push_back(time), event.push_back(reference);
  };
  const auto& calls = evidence.calls;
  for (std::uint32_t i = 0; i < calls.size(); ++i) {
    add(calls.caller[i], calls.callee[i], calls.time_us[i], {Layer::call, i});
  }
  const auto& transfers = evidence.transfers;
  for (std::uint32_t i = 0; i < transfers.size(); ++i) {
    add(transfers.payer[i], transfers.payee[i], transfers.time_us[i], {Layer::payment, i});
  }
  for (std::uint32_t i = 0; i < evidence.ties.size(); ++i) {
    const auto& tie = evidence.ties[i];
    add(tie.holder, tie.thing, tie.valid_from_us.value_or(INT64_MIN), {Layer::shared, i});
  }
  Network network;
  network.nodes = static_cast<std::uint32_t>(evidence.selectors.size());
  const Edges edges{from, to, time_us, event};
  CB_TRY(network.out, make_rows(context, edges, network.nodes, true));
  CB_TRY(network.in, make_rows(context, edges, network.nodes, false));
  CB_CHECK(network.out.neighbour.size() == network.in.neighbour.size(), "edges out and in differ");
  return network;
}

}  // namespace cuibono::network
