// Minimum and maximum of one place under any attribution: the whole question, and its flows alone, which
// the peer answers on the same networks.
#include "money/bounds.h"

#include "ledger_world.h"
#include "measure.h"
#include "money/bounds_network.h"
#include "network/network.h"

namespace cuibono::bench {
namespace {

using money::BoundedMoney;
using money::BoundedPlace;
using money::Bounds;
using money::BoundsQuery;
using money::PlaceNetwork;

constexpr unsigned rounds = 5;
constexpr LedgerSize size_of_twins{400, 60, 8};
constexpr LedgerSize size_measured{1'000'000, 100'000, 2'000};
constexpr LedgerSize size_dense{1'000'000, 5'000, 50};

BoundsQuery ask(const LedgerWorld& world) {
  BoundsQuery query;
  query.transfers = world.transfers;
  query.seeds = world.seeds;
  query.accounts = world.accounts;
  query.tags = world.victims;
  query.work_max = 0;
  return query;
}

/// The same payments between accounts that never run dry: each has all that it will pay from the start, of one
/// account more, and every `victim_of` th account has it of a victim. Nothing is ever clean again, so all
/// that comes later is reached.
LedgerWorld keep_full(const LedgerWorld& world, std::uint32_t victim_of) {
  LedgerWorld full{world.accounts + 1, 1, {}, {}};
  std::vector<std::int64_t> paid(world.accounts, 0);
  for (const auto& t : world.transfers) {
    if (t.payer != t.payee) paid[t.payer] += t.amount_minor;
  }
  for (std::uint32_t account = 0; account < world.accounts; ++account) {
    if (paid[account] == 0) continue;
    if (account % victim_of == 0)
      full.seeds.push_back({static_cast<std::uint32_t>(full.transfers.size()), 1});
    full.transfers.push_back({world.accounts, account, paid[account]});
  }
  full.transfers.insert(full.transfers.end(), world.transfers.begin(), world.transfers.end());
  return full;
}

std::vector<Bounds> find(const BoundsQuery& query, std::span<const BoundedPlace> places) {
  auto bounds = money::find_bounds(core::RunContext{}, query, places);
  if (!bounds) give_up(bounds.error().what);
  return std::move(*bounds);
}

void check_twin() {
  const LedgerWorld world = LedgerMaker(size_of_twins).make();
  const BoundsQuery query = ask(world);
  std::size_t wide = 0;
  for (std::uint32_t account = 0; account < world.accounts; ++account) {
    for (const BoundedMoney money : {BoundedMoney::rests, BoundedMoney::received}) {
      const std::vector<BoundedPlace> place{{account, 1, money}};
      const Bounds found = find(query, place)[0];
      require(found == money::bounds_reference(query, place[0]), "bounds differ from their twin");
      wide += found.min_minor < found.max_minor ? 1U : 0U;
    }
  }
  require(wide > 10, "bounds that always meet show little");
}

/// Accounts by what of the victims' money rests there, first in, first out: most first.
std::vector<std::uint32_t> accounts_by_amount(const LedgerWorld& world) {
  std::vector<money::Seed> seeds = world.seeds;
  for (money::Seed& seed : seeds) seed.tag = 1;
  money::TraceOptions options{world.accounts, 1};
  options.flows = money::FlowDetail::none;
  const auto traced = money::trace_fifo(core::RunContext{}, world.transfers, seeds, options);
  if (!traced) give_up(traced.error().what);
  std::vector<money::Holding> holdings = traced->holdings;
  std::stable_sort(holdings.begin(), holdings.end(),
                   [](auto a, auto b) { return a.amount_minor > b.amount_minor; });
  std::vector<std::uint32_t> accounts;
  for (const money::Holding& holding : holdings) accounts.push_back(holding.account);
  return accounts;
}

core::Int128 flow(const PlaceNetwork& part, const std::vector<std::int64_t>& capacity) {
  auto found = network::find_max_flow(core::RunContext{}, {part.begin, part.to, capacity},
                                      {PlaceNetwork::place, PlaceNetwork::origin, 0});
  if (!found) give_up(found.error().what);
  return found->value;
}

void measure_place(const LedgerWorld& world, const std::string& name, const BoundedPlace& place,
                   std::vector<Measure>& lines) {
  const BoundsQuery query = ask(world);
  const std::vector<BoundedPlace> places{place};
  auto made = money::make_block_network(core::RunContext{}, query);
  if (!made) give_up(made.error().what);
  const money::BlockNetwork& blocks = *made;
  const PlaceNetwork part = money::make_place_network(query, blocks, place);
  std::vector<Contender> contenders{
      {"bounds", [&] { return static_cast<std::int64_t>(*find(query, places)[0].max_minor); }, {}},
      {"blocks",
       [&] {
         auto again = money::make_block_network(core::RunContext{}, query);
         return static_cast<std::int64_t>(again->account.size());
       },
       {}},
      {"part",
       [&] {
         return static_cast<std::int64_t>(
             money::make_place_network(query, blocks, place).to.size());
       },
       {}},
      {"most", [&] { return static_cast<std::int64_t>(flow(part, part.claimed)); }, {}},
      {"least", [&] { return static_cast<std::int64_t>(flow(part, part.clean)); }, {}}};
  run_rounds(contenders, rounds);
  const Bounds bounds = find(query, places)[0];
  const auto amount = [](core::Int128 value) { return static_cast<std::int64_t>(value); };
  Measure measure;
  measure["measure"] = name;
  measure["transfers"] = world.transfers.size();
  measure["blocks_reached"] = blocks.account.size();
  measure["nodes"] = part.begin.size() - 1;
  measure["arcs"] = part.to.size();
  measure["min_minor"] = amount(*bounds.min_minor);
  measure["max_minor"] = amount(*bounds.max_minor);
  measure["total_minor"] = amount(bounds.total_minor);
  for (const Contender& contender : contenders)
    measure[contender.name + "_ms"] = rounded(median(contender.seconds) * 1e3);
  print_measure(measure);
  // What the flows alone are, for the peer.
  measure["most_flow"] = amount(flow(part, part.claimed));
  measure["least_flow"] = amount(flow(part, part.clean));
  const std::string stem = "bounds_" + std::to_string(lines.size()) + "_";
  write_numbers(stem + "begin.bin", part.begin);
  write_numbers(stem + "to.bin", part.to);
  write_numbers(stem + "most.bin", part.claimed);
  write_numbers(stem + "least.bin", part.clean);
  lines.push_back(std::move(measure));
}

/// As many places as a run looks at: of these, where each takes the whole ledger, a tenth.
void measure_many(const LedgerWorld& world, const std::string& name,
                  const std::vector<std::uint32_t>& accounts, std::size_t most) {
  std::vector<BoundedPlace> places;
  for (const std::uint32_t account : accounts) {
    if (places.size() < most) places.push_back({account, 1, BoundedMoney::rests});
  }
  BoundsQuery query = ask(world);
  query.work_max = BoundsQuery{}.work_max;
  const double began = processor_seconds();
  const std::vector<Bounds> found = find(query, places);
  Measure measure;
  measure["measure"] = name + ", the first places together";
  measure["transfers"] = world.transfers.size();
  measure["places"] = places.size();
  measure["cut"] = std::count_if(found.begin(), found.end(),
                                 [](const Bounds& b) { return b.cut != money::BoundsCut::none; });
  measure["seconds"] = rounded(processor_seconds() - began);
  print_measure(measure);
}

void measure_world(const LedgerWorld& world, const std::string& name, std::size_t places_most,
                   std::vector<Measure>& lines) {
  const std::vector<std::uint32_t> accounts = accounts_by_amount(world);
  require(accounts.size() > 1000, "the victims' money reaches too few accounts");
  const auto measure = [&](const std::string& what, const BoundedPlace& place) {
    measure_place(world, name + ", " + what, place, lines);
  };
  measure("largest place", {accounts[0]});
  measure("tenth place", {accounts[9]});
  measure("thousandth place", {accounts[999]});
  measure("received by the largest", {accounts[0], 1, BoundedMoney::received});
  measure("a thousandth of all accounts", {0, world.accounts / 1000});
  measure_many(world, name, accounts, places_most);
}

void measure_all() {
  check_twin();
  const LedgerWorld world = LedgerMaker(size_measured).make();
  std::vector<Measure> lines;
  measure_world(world, "as it comes", 200, lines);
  const LedgerWorld dense = LedgerMaker(size_dense).make();
  measure_world(keep_full(dense, 2), "few accounts, never dry, every second a victim", 20, lines);
  measure_world(keep_full(dense, 50), "few accounts, never dry, a victim in 50", 20, lines);
  write_scratch("bounds.json", Measure(lines).dump());
}

}  // namespace
}  // namespace cuibono::bench

int main() { cuibono::bench::measure_all(); }
