#include "money/places.h"

#include <algorithm>
#include <tuple>

namespace cuibono::money {
namespace {

/// Tags carried by all payments together before victims are followed as one: half a second of work.
constexpr std::uint64_t carried_max_least = 40'000'000;

core::Status check_conservation(const Ledger& ledger, std::span<const Seed> seeds,
                                const Traced& traced, std::uint32_t tags) {
  std::vector<core::Int128> left(std::size_t{tags} + 1, 0);
  for (const Seed& seed : seeds) {
    const LedgerTransfer& t = ledger.transfers[seed.transfer];
    if (t.payer != t.payee) left[seed.tag] += t.amount_minor;
  }
  for (const Holding& h : traced.holdings) left[h.tag] -= h.amount_minor;
  for (const TagAmount& d : traced.displaced) left[d.tag] -= d.amount_minor;
  const auto off = std::find_if(left.begin(), left.end(), [](auto amount) { return amount != 0; });
  CB_CHECK(off == left.end(),
           "money of victim " + std::to_string(off - left.begin()) + " was lost or made");
  return {};
}

/// Where a place is listed: the ways out of the records share one line, after all accounts.
std::uint32_t line_of(const Ledger& ledger, std::uint32_t account) {
  return account < outside_accounts ? ledger.accounts() : account;
}

evidence::SelectorId selector_of_line(const Ledger& ledger, std::uint32_t line) {
  return line == ledger.accounts() ? evidence::no_selector : ledger.selector[line];
}

std::vector<Seed> as_one(std::vector<Seed> seeds) {
  for (Seed& seed : seeds) seed.tag = 1;
  return seeds;
}

}  // namespace

core::Result<Traced> run_fifo(const core::RunContext& context, const Ledger& ledger,
                              std::uint32_t victims, bool use_references) {
  const TraceOptions options{ledger.accounts(), victims, FlowDetail::by_tag, false, 0};
  // The twins check nothing, so the kernel speaks first: it refuses what cannot be traced.
  CB_TRY(Traced traced, trace_fifo(context, ledger.transfers, ledger.seeds, options));
  if (use_references) traced = trace_fifo_reference(ledger.transfers, ledger.seeds, options);
  CB_TRY_STATUS(check_conservation(ledger, ledger.seeds, traced, victims));
  return traced;
}

core::Result<ProrataRun> run_prorata(const core::RunContext& context, const Ledger& ledger,
                                     std::uint32_t victims, bool use_references) {
  TraceOptions options{ledger.accounts(), victims, FlowDetail::by_transfer, false, 0};
  options.carried_max = std::max<std::uint64_t>(carried_max_least, 8 * ledger.transfers.size());
  auto run = trace_prorata(context, ledger.transfers, ledger.seeds, options);
  const bool by_victim = run.has_value() || run.error().code != core::ErrorCode::resources;
  const std::vector<Seed> seeds = by_victim ? ledger.seeds : as_one(ledger.seeds);
  if (!by_victim) {
    options.tags = 1;
    run = trace_prorata(context, ledger.transfers, seeds, options);
  }
  CB_TRY(Traced traced, std::move(run));
  if (use_references) traced = trace_prorata_plain(ledger.transfers, seeds, options);
  CB_TRY_STATUS(check_conservation(ledger, seeds, traced, options.tags));
  return ProrataRun{std::move(traced), by_victim};
}

std::vector<Place> find_places(const Ledger& ledger, const LedgerTrace& trace) {
  struct Sums {
    core::Int128 fifo = 0, prorata = 0;
  };
  std::vector<Sums> sums(std::size_t{ledger.accounts()} + 1);
  for (const Holding& h : trace.fifo.holdings)
    sums[line_of(ledger, h.account)].fifo += h.amount_minor;
  for (const Holding& h : trace.prorata.holdings)
    sums[line_of(ledger, h.account)].prorata += h.amount_minor;
  std::vector<Place> places;
  for (std::uint32_t line = 0; line < sums.size(); ++line) {
    if (sums[line].fifo == 0 && sums[line].prorata == 0) continue;
    Place& place = places.emplace_back();
    place.place = selector_of_line(ledger, line);
    place.asset = ledger.asset;
    place.fifo_minor = sums[line].fifo;
    place.prorata_minor = sums[line].prorata;
    if (line < ledger.accounts()) {
      place.total_minor = trace.fifo.balance_minor[line];
    } else {
      for (std::uint32_t a = 0; a < outside_accounts; ++a)
        place.total_minor += trace.fifo.balance_minor[a];
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    if (a.fifo_minor != b.fifo_minor) return *a.fifo_minor > *b.fifo_minor;
    if (a.prorata_minor != b.prorata_minor) return *a.prorata_minor > *b.prorata_minor;
    return a.place < b.place;
  });
  return places;
}

VictimTraces find_victim_traces(const Ledger& ledger, const LedgerTrace& trace,
                                const std::vector<std::string>& victims, std::size_t most) {
  struct Part {
    std::uint32_t tag = 0, line = 0;
    std::int64_t fifo = 0, prorata = 0;
  };
  std::vector<Part> parts;
  for (const Holding& h : trace.fifo.holdings)
    parts.push_back({h.tag, line_of(ledger, h.account), h.amount_minor, 0});
  if (trace.prorata_by_victim) {
    for (const Holding& h : trace.prorata.holdings)
      parts.push_back({h.tag, line_of(ledger, h.account), 0, h.amount_minor});
  }
  const auto by_victim = [](const Part& a, const Part& b) {
    return std::tie(a.tag, a.line) < std::tie(b.tag, b.line);
  };
  std::sort(parts.begin(), parts.end(), by_victim);
  std::size_t sums = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_same =
        sums > 0 && parts[sums - 1].tag == parts[i].tag && parts[sums - 1].line == parts[i].line;
    if (!is_same) {
      parts[sums++] = parts[i];
      continue;
    }
    parts[sums - 1].fifo += parts[i].fifo;
    parts[sums - 1].prorata += parts[i].prorata;
  }
  parts.resize(sums);
  VictimTraces out;
  out.total = parts.size();
  if (parts.size() > most) {
    const auto by_amount = [&](const Part& a, const Part& b) {
      const std::int64_t x = std::max(a.fifo, a.prorata), y = std::max(b.fifo, b.prorata);
      return x != y ? x > y : by_victim(a, b);
    };
    const auto end = parts.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(parts.begin(), end, parts.end(), by_amount);
    parts.resize(most);
    std::sort(parts.begin(), parts.end(), by_amount);
  }
  for (const Part& part : parts) {
    VictimTrace one{victims[part.tag - 1], selector_of_line(ledger, part.line), ledger.asset,
                    part.fifo, std::nullopt};
    if (trace.prorata_by_victim) one.prorata_minor = part.prorata;
    out.traces.push_back(std::move(one));
  }
  return out;
}

}  // namespace cuibono::money
