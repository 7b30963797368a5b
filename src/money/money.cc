// The story of the money: what is reported, one ledger an asset, where a trace must stop, both rules
// over each ledger, and what follows for accounts and places.
#include "money/money.h"

#include <algorithm>
#include <array>

#include "money/findings.h"
#include "money/hops.h"
#include "money/ledger.h"
#include "money/place_bounds.h"
#include "money/places.h"
#include "money/reported.h"
#include "money/roles.h"
#include "money/services.h"
#include "money/stops.h"
#include "money/trails.h"
#include "money/words.h"

namespace cuibono::money {
namespace {

// Most rows of each list, by asset; what is beyond is counted in Money::cut.
constexpr std::size_t traces_max = 20'000, places_max = 5'000, accounts_max = 5'000,
                      stops_max = 5'000, flows_max = 20'000;

/// Everything that the ledgers share.
struct Story {
  const evidence::Evidence& evidence;
  Reported reported;
  std::vector<std::uint8_t> marks, holder_marks;
  Coverage coverage;
  std::vector<FileGap> gaps;
};

/// One ledger on its way through the stage.
struct Work {
  Ledger ledger;
  std::vector<Service> services;
  LedgerTrace trace;
  Traced hops;                          ///< FIFO, with hops for tags
  std::optional<core::Error> refused;   ///< a kernel would not take it
  std::vector<std::uint32_t> left_out;  ///< payments too large for any balance
};

/// Keeps an error that concerns one ledger only; all others end the run.
core::Status refuse(core::Error error, Work& work) {
  if (error.code != core::ErrorCode::bad_input) return error;
  work.refused = std::move(error);
  return {};
}

core::Status stop_at_services(const core::RunContext& context, const Story& story, Work& work) {
  work.left_out = leave_out_excess(work.ledger);
  std::vector<Seed> seeds = work.ledger.seeds;
  for (Seed& seed : seeds) seed.tag = 1;
  auto first = trace_fifo(context, work.ledger.transfers, seeds,
                          {work.ledger.accounts(), 1, FlowDetail::by_transfer, false, 0});
  if (!first.has_value()) return refuse(std::move(first.error()), work);
  work.services = find_services({story.evidence, work.ledger, first->flows, story.marks,
                                 story.holder_marks, story.reported.is_victim});
  std::vector<std::uint8_t> is_stop(work.services.size(), 0);
  for (std::size_t a = 0; a < is_stop.size(); ++a)
    is_stop[a] = work.services[a] != Service::none ? 1 : 0;
  stop_at(work.ledger, is_stop);
  return {};
}

/// Rule 0 is FIFO, rule 1 pro rata, rule 2 FIFO by hop; then the screens and the other rules. They do not share
/// anything that is written.
constexpr std::size_t rules_of_findings = 3, rule_screens = 3, rule_others = 4,
                      rules_in_full = rule_others + other_rules;

core::Status run_rule(const core::RunContext& context, std::size_t rule, std::uint32_t victims,
                      bool use_references, Work& work) {
  if (rule == 0) {
    CB_TRY(work.trace.fifo, run_fifo(context, work.ledger, victims, use_references));
    return {};
  }
  if (rule == 2) {
    CB_TRY(work.hops, trace_hops(context, work.ledger, use_references));
    return {};
  }
  if (rule == rule_screens)
    return run_screens(context, work.ledger, victims, use_references, *work.trace.others);
  if (rule >= rule_others) {
    const auto other = static_cast<OtherRule>(rule - rule_others);
    CB_TRY(work.trace.others->runs[rule - rule_others],
           run_other_rule(context, work.ledger, victims, other, use_references));
    return {};
  }
  CB_TRY(ProrataRun run, run_prorata(context, work.ledger, victims, use_references));
  work.trace.prorata = std::move(run.traced);
  work.trace.prorata_by_victim = run.by_victim;
  return {};
}

core::Status trace_all(const core::RunContext& context, const Story& story,
                       const MoneyRequest& request, std::vector<Work>& works) {
  const bool is_full = request.depth == MoneyDepth::full;
  const std::size_t rules = is_full ? rules_in_full : rules_of_findings;
  CB_TRY_STATUS(core::parallel_blocks(context, works.size(), 1, [&](const core::Block& block) {
    return stop_at_services(context, story, works[block.begin]);
  }));
  for (Work& work : works) {
    if (is_full && !work.refused) work.trace.others.emplace();
  }
  const auto victims = static_cast<std::uint32_t>(story.reported.victims.size());
  std::vector<std::optional<core::Error>> refused(rules * works.size());
  CB_TRY_STATUS(core::parallel_blocks(
      context, rules * works.size(), 1, [&](const core::Block& block) -> core::Status {
        Work& work = works[block.begin / rules];
        if (work.refused) return {};
        core::Status status =
            run_rule(context, block.begin % rules, victims, request.use_references, work);
        if (!status.has_value() && status.error().code == core::ErrorCode::bad_input) {
          refused[block.begin] = std::move(status.error());
          return {};
        }
        return status;
      }));
  for (std::size_t i = 0; i < refused.size(); ++i) {
    if (refused[i]) works[i / rules].refused = std::move(refused[i]);
  }
  return {};
}

/// Cuts a list and says so. `what` is counted by asset.
template <class Row>
void cut(std::vector<Row>& rows, std::size_t most, const std::string& what, Money& money) {
  if (rows.size() <= most) return;
  money.cut.push_back({what, most, rows.size()});
  rows.resize(most);
}

template <class Row>
void append(std::vector<Row>&& rows, std::vector<Row>& all) {
  all.insert(all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
}

void add_flows(const Ledger& ledger, const Trails& trails, const std::string& code, Money& money) {
  std::vector<TracedFlow> flows;
  for (const TransferFlow& flow : trails.flows) {
    const LedgerTransfer& t = ledger.transfers[flow.transfer];
    const std::uint32_t from = flow.is_seed ? no_trail : trails.trail_of[t.payer];
    const std::uint32_t hop = from == no_trail ? 1 : trails.trails[from].layer + 1;
    flows.push_back({evidence::TransferId(ledger.event[flow.transfer]), hop, flow.fifo_minor,
                     flow.prorata_minor});
  }
  if (flows.size() > flows_max) {
    std::sort(flows.begin(), flows.end(), [](const TracedFlow& a, const TracedFlow& b) {
      if (a.fifo_minor != b.fifo_minor) return a.fifo_minor > b.fifo_minor;
      if (a.prorata_minor != b.prorata_minor) return a.prorata_minor > b.prorata_minor;
      return a.transfer < b.transfer;
    });
    cut(flows, flows_max, "payments in " + code + " that carried victims' money", money);
  }
  append(std::move(flows), money.flows);
}

/// Marked accounts, never an amount.
void add_touched(const Ledger& ledger, const Poisoned& poisoned, Money& money) {
  Touched& touched = money.touched.emplace_back();
  touched.asset = ledger.asset;
  touched.payments = poisoned.transfers.size();
  for (const std::uint32_t account : poisoned.accounts) {
    if (account < outside_accounts) continue;
    ++touched.accounts_total;
    if (touched.accounts.size() < touched_max) touched.accounts.push_back(ledger.selector[account]);
  }
  if (touched.accounts_total > touched.accounts.size()) {
    money.cut.push_back({"accounts in " + std::string(core::get_asset(ledger.asset).code) +
                             " that victims' money touched",
                         touched.accounts.size(), touched.accounts_total});
  }
}

core::Status add_ledger(const core::RunContext& context, const Story& story, const Work& work,
                        const BoundsPlan& bounds, Money& money) {
  const Ledger& ledger = work.ledger;
  const std::string code(core::get_asset(ledger.asset).code);
  const TrailQuery query{story.evidence, ledger,      work.trace,
                         work.services,  story.marks, story.reported.is_victim,
                         story.coverage};
  const Trails trails = find_trails(query);
  JudgedAccounts judged = judge_accounts(query, trails, accounts_max);
  std::vector<Place> places = find_places(ledger, work.trace);
  std::vector<Stop> stops = find_stops({story.evidence, ledger, trails, story.gaps});
  core::Int128 at_places = 0, at_stops = 0;
  for (const Place& place : places) at_places += place.fifo_minor.value_or(0);
  for (const Stop& stop : stops) at_stops += stop.amount_minor;
  CB_CHECK(at_places == at_stops, "stops do not sum to places in " + code);

  add_ledger_findings({query, trails, judged, places, stops}, money.findings);
  if (judged.total > judged.accounts.size()) {
    money.cut.push_back({"accounts that victims' money in " + code + " reached",
                         judged.accounts.size(), judged.total});
  }
  const auto victims = static_cast<std::uint32_t>(story.reported.victims.size());
  if (bounds.places > 0)
    CB_TRY_STATUS(add_bounds(context, ledger, victims, bounds, places, money.cut));
  if (work.trace.others) {
    add_touched(ledger, work.trace.others->poisoned, money);
    if (!work.trace.others->lowest)
      money.cut.push_back({"lowest intermediate balances in " + code, 0, places.size()});
  }
  cut(places, places_max, "places of victims' money in " + code, money);
  cut(stops, stops_max, "stops of victims' money in " + code, money);
  if (!work.trace.prorata_by_victim) {
    money.cut.push_back({"victims followed one by one pro rata in " + code + "; the rest together",
                         0, story.reported.victims.size()});
  }
  add_flows(ledger, trails, code, money);
  VictimTraces traces = find_victim_traces(ledger, work.trace, story.reported.victims, traces_max);
  if (traces.total > traces.traces.size())
    money.cut.push_back(
        {"traces of single victims to places in " + code, traces.traces.size(), traces.total});
  append(std::move(traces.traces), money.traces);
  CB_TRY_STATUS(
      add_hops({story.evidence, ledger, work.trace.fifo, work.hops, judged.accounts}, money));
  append(std::move(judged.accounts), money.accounts);
  append(std::move(places), money.places);
  append(std::move(stops), money.stops);
  return {};
}

void add_totals(const Story& story, const std::vector<Work>& works, Money& money) {
  std::map<core::AssetId, MoneyTotal> totals;
  for (const auto& [asset, amount] : story.reported.amount) totals[asset].reported_minor = amount;
  for (const auto& [asset, amount] : story.reported.unplaced) totals[asset].unplaced_minor = amount;
  for (const Work& work : works) {
    MoneyTotal& total = totals[work.ledger.asset];
    total.is_traced = !work.refused;
    if (work.refused) continue;
    for (const Seed& seed : work.ledger.seeds)
      total.traced_minor += work.ledger.transfers[seed.transfer].amount_minor;
    total.displaced_minor = work.trace.fifo.displaced_minor;
  }
  for (auto& [asset, total] : totals) {
    total.asset = asset;
    money.totals.push_back(total);
  }
}

void add_remarks(const Story& story, const std::vector<Work>& works, Money& money) {
  money.problems = story.reported.problems;
  for (const Work& work : works) {
    const std::string code(core::get_asset(work.ledger.asset).code);
    if (!work.left_out.empty()) {
      const auto record =
          story.evidence.transfers.legs.of(work.ledger.event[work.left_out[0]]).front();
      money.cut.push_back(
          {"payments in " + code + " too large for any balance, left out of the trace", 0,
           work.left_out.size()});
      money.problems.push_back(
          {"too_large", code,
           std::to_string(work.left_out.size()) + " payments, the first in row " +
               std::to_string(record.ordinal()) + " of " +
               story.evidence.items[record.item_rank()].label +
               ", are so large that balances would not hold them; they are left out of the trace"});
    }
    if (!work.refused) continue;
    money.cut.push_back({"payments that victims report in " + code + " and that could be followed",
                         0, work.ledger.seeds.size()});
    money.problems.push_back(
        {"not_traced", code, "this currency could not be traced: " + work.refused->what});
  }
  if (works.empty() && story.evidence.transfers.size() > 0) {
    money.problems.push_back(
        {"nothing_traced", "money",
         story.reported.payments == 0
             ? "nothing is traced, because no report names a payment"
             : "nothing is traced, because no reported payment could be placed in the records"});
  }
}

void sort_lists(Money& money) {
  std::stable_sort(money.accounts.begin(), money.accounts.end(),
                   [](const TracedAccount& a, const TracedAccount& b) {
                     return a.account != b.account ? a.account < b.account : a.asset < b.asset;
                   });
  std::sort(money.traces.begin(), money.traces.end(),
            [](const VictimTrace& a, const VictimTrace& b) {
              if (a.victim != b.victim) return a.victim < b.victim;
              return a.place != b.place ? a.place < b.place : a.asset < b.asset;
            });
  std::stable_sort(
      money.flows.begin(), money.flows.end(),
      [](const TracedFlow& a, const TracedFlow& b) { return a.transfer < b.transfer; });
}

}  // namespace

std::string_view account_role_name(AccountRole role) noexcept {
  constexpr std::array<std::string_view, 13> names = {
      "victim",   "mule",     "collector", "cash_out", "exchange",    "shell",  "payroll",
      "supplier", "merchant", "employer",  "operator", "beneficiary", "unknown"};
  static_assert(names.size() == static_cast<std::size_t>(AccountRole::unknown) + 1);
  return names[static_cast<std::size_t>(role)];
}

std::string_view stop_reason_name(StopReason reason) noexcept {
  constexpr std::array<std::string_view, 7> names = {
      "service", "cash", "gap", "limit", "end_of_records", "unknown_rate", "threshold"};
  static_assert(names.size() == static_cast<std::size_t>(StopReason::threshold) + 1);
  return names[static_cast<std::size_t>(reason)];
}

core::Result<Money> trace_money(const core::RunContext& context, const evidence::Evidence& evidence,
                                const entities::Entities& entities, const MoneyRequest& request) {
  CB_TRY_STATUS(core::check_cancelled(context));
  Story story{evidence, collect_reported(evidence, entities), {}, {}, {}, {}};
  CB_TRY(story.marks, mark_transfers(context, evidence));
  std::vector<Ledger> ledgers = make_ledgers(evidence, story.reported, story.marks);

  Money money;
  if (!story.reported.records.empty()) add_report_findings(story.reported, money.findings);
  if (story.reported.transfers.empty()) add_plain_counts(evidence, ledgers, money.findings);
  std::vector<Work> works;
  for (Ledger& ledger : ledgers) {
    if (!ledger.seeds.empty()) works.push_back({std::move(ledger), {}, {}, {}, std::nullopt, {}});
  }
  // The currency in which most payments are reported comes first: amounts of different currencies
  // are not compared.
  std::stable_sort(works.begin(), works.end(), [](const Work& a, const Work& b) {
    return a.ledger.seeds.size() > b.ledger.seeds.size();
  });
  story.holder_marks = mark_holders(evidence);
  story.coverage = find_coverage(evidence.transfers);
  story.gaps = find_gaps(evidence);
  add_gap_findings(evidence, story.gaps, money.findings);

  CB_TRY_STATUS(trace_all(context, story, request, works));
  std::vector<const Ledger*> ledgers_traced;
  for (const Work& work : works) ledgers_traced.push_back(work.refused ? nullptr : &work.ledger);
  CB_TRY(const auto bounds,
         plan_bounds(context, evidence, ledgers_traced,
                     static_cast<std::uint32_t>(story.reported.victims.size()), request.depth));
  for (std::size_t i = 0; i < works.size(); ++i) {
    if (!works[i].refused) CB_TRY_STATUS(add_ledger(context, story, works[i], bounds[i], money));
  }
  add_totals(story, works, money);
  add_remarks(story, works, money);
  sort_lists(money);
  CB_TRY_STATUS(claims::sort_findings(money.findings));
  return money;
}

}  // namespace cuibono::money
