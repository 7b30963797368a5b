// The most is what can flow from the victims to the place; the least, what of the place clean money cannot
// fill. Blocks are made once for all places; each place then takes its part of them.
#include "money/bounds.h"

#include <algorithm>

#include "money/bounds_network.h"
#include "money/trace_parts.h"
#include "network/network.h"

namespace cuibono::money {
namespace {

core::Error bounds_error(std::string what) {
  return {core::ErrorCode::bad_input, std::move(what), "bounds",
          "tell the developers: the question is made by the program"};
}

core::Status check_query(const BoundsQuery& query, std::span<const BoundedPlace> places) {
  CB_TRY_STATUS(check_seeds(query.transfers, query.seeds, {query.accounts, query.tags}));
  if (!query.is_claimed.empty() && query.is_claimed.size() != std::size_t{query.tags} + 1)
    return bounds_error("the victims asked for are not those of the ledger");
  for (std::size_t i = 0; i < query.converted.size(); ++i) {
    const bool is_sorted = i == 0 || query.converted[i - 1] < query.converted[i];
    if (!is_sorted || query.converted[i] >= query.transfers.size())
      return bounds_error("converted payments are not sorted, or beyond the ledger");
  }
  for (const BoundedPlace& place : places) {
    if (place.accounts == 0 || place.account >= query.accounts ||
        place.accounts > query.accounts - place.account)
      return bounds_error("a place out of range");
  }
  return {};
}

/// Which places money can have reached that came through a conversion and is no victim's by a report.
core::Result<std::vector<std::uint8_t>> find_beyond_conversion(
    const core::RunContext& context, const BoundsQuery& query,
    std::span<const BoundedPlace> places) {
  std::vector<std::uint8_t> beyond(places.size(), 0);
  if (query.converted.empty()) return beyond;
  std::vector<Seed> seeds;
  for (const Seed& seed : query.seeds) seeds.push_back({seed.transfer, 1});
  for (const std::uint32_t transfer : query.converted) seeds.push_back({transfer, 2});
  std::stable_sort(seeds.begin(), seeds.end(),
                   [](Seed a, Seed b) { return a.transfer < b.transfer; });
  const auto is_same = [](Seed a, Seed b) { return a.transfer == b.transfer; };
  seeds.erase(std::unique(seeds.begin(), seeds.end(), is_same), seeds.end());
  constexpr std::uint8_t is_claimed[] = {0, 0, 1};
  BoundsQuery converted = query;
  converted.seeds = seeds;
  converted.tags = 2;
  converted.is_claimed = is_claimed;
  CB_TRY(const BlockNetwork blocks, make_block_network(context, converted));
  std::vector<std::uint8_t> received(query.accounts, 0);
  for (const std::uint32_t account : blocks.account) received[account] = 1;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::uint32_t a = places[i].account; a < places[i].account + places[i].accounts; ++a) {
      const bool is_reached = places[i].money == BoundedMoney::received
                                  ? received[a] != 0
                                  : blocks.last_block[a] != no_block;
      if (is_reached) beyond[i] = 1;
    }
  }
  return beyond;
}

core::Result<core::Int128> find_flow(const core::RunContext& context, const PlaceNetwork& part,
                                     const std::vector<std::int64_t>& capacity,
                                     std::uint64_t work_max) {
  CB_TRY(const network::MaxFlow flow,
         network::find_max_flow(context, {part.begin, part.to, capacity},
                                {PlaceNetwork::place, PlaceNetwork::origin, work_max}));
  return flow.value;
}

core::Status find_ends(const core::RunContext& context, const PlaceNetwork& part,
                       std::uint64_t work_max, Bounds& bounds) {
  CB_TRY(const core::Int128 claimed, find_flow(context, part, part.claimed, work_max));
  CB_TRY(const core::Int128 clean, find_flow(context, part, part.clean, work_max));
  const core::Int128 most = part.claimed_minor + claimed;
  const core::Int128 least = part.total_minor - part.clean_minor - clean;
  CB_CHECK(0 <= least && least <= most && most <= part.total_minor, "bounds that cross");
  bounds.min_minor = least;
  bounds.max_minor = most;
  return {};
}

}  // namespace

core::Result<std::vector<Bounds>> find_bounds(const core::RunContext& context,
                                              const BoundsQuery& query,
                                              std::span<const BoundedPlace> places) {
  CB_TRY_STATUS(check_query(query, places));
  CB_TRY(const BlockNetwork blocks, make_block_network(context, query));
  CB_TRY(const std::vector<std::uint8_t> beyond, find_beyond_conversion(context, query, places));
  std::vector<Bounds> all(places.size());
  const auto find_one = [&](const core::Block& piece) -> core::Status {
    Bounds& bounds = all[piece.begin];
    const PlaceNetwork part = make_place_network(query, blocks, places[piece.begin]);
    bounds.total_minor = part.total_minor;
    if (piece.begin >= query.places_max) bounds.cut = BoundsCut::places;
    if (beyond[piece.begin] != 0) bounds.cut = BoundsCut::beyond_conversion;
    if (bounds.cut != BoundsCut::none) return {};
    auto status = find_ends(context, part, query.work_max, bounds);
    if (!status.has_value() && status.error().code == core::ErrorCode::resources) {
      bounds.cut = BoundsCut::work;
      return {};
    }
    return status;
  };
  CB_TRY_STATUS(core::parallel_blocks(context, places.size(), 1, find_one));
  return all;
}

}  // namespace cuibono::money
