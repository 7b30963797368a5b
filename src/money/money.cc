// The story of the money: what is reported, one ledger an asset, where a trace must stop, both rules
// over each ledger, and what follows for accounts and places.
#include "money/money.h"

#include <algorithm>
#include <array>

#include "money/doubts.h"
#include "money/findings.h"
#include "money/hops.h"
#include "money/ledger.h"
#include "money/place_bounds.h"
#include "money/places.h"
#include "money/reference_amounts.h"
#include "money/reported.h"
#include "money/returns.h"
#include "money/roles.h"
#include "money/signed_accounts.h"
#include "money/trails.h"
#include "money/words.h"
#include "money/work.h"

namespace cuibono::money {
namespace {

// Most rows of each list, by asset; what is beyond is counted in Money::cut.
constexpr std::size_t traces_max = 20'000, places_max = 5'000, accounts_max = 5'000,
                      stops_max = 5'000, flows_max = 20'000;

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
    if (!is_recorded(ledger.kind[flow.transfer]) || ledger.is_beside(flow.transfer)) continue;
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

/// Behind a conversion the lowest balance of an account is no cap: it does not know what came that way.
void drop_lowest_balances(std::vector<Place>& places, std::vector<VictimTrace>& traces,
                          Money& money, const Ledger& ledger) {
  for (Place& place : places) place.libr_minor.reset();
  for (VictimTrace& trace : traces) trace.libr_minor.reset();
  money.doubts.push_back({ledger.asset, "lowest_balance",
                          "money came from another currency: lowest balances are not defined",
                          places.size()});
}

/// What is told of a case, and the accounts with what a model says of them.
struct Told {
  Money money;
  std::vector<SignedAccount> accounts;
};

core::Status add_ledger(const core::RunContext& context, const Story& story, const Work& work,
                        const BoundsPlan& bounds, std::vector<Place> places, Told& told) {
  Money& money = told.money;
  const Ledger& ledger = work.ledger;
  const std::string code(core::get_asset(ledger.asset).code);
  const TrailQuery query{story.evidence, ledger,      work.trace,
                         work.services,  story.marks, story.reported.is_victim,
                         story.coverage, &work.hops};
  const Trails trails = find_trails(query);
  JudgedAccounts judged = judge_accounts(query, trails, accounts_max);
  std::vector<Stop> stops = find_stops({story.evidence, ledger, trails, story.gaps, work.followed});
  core::Int128 at_places = 0, at_stops = 0;
  for (const Place& place : places) at_places += place.fifo_minor.value_or(0);
  for (const Stop& stop : stops) at_stops += stop.amount_minor;
  CB_CHECK(at_places == at_stops, "stops do not sum to places in " + code);

  add_ledger_findings({query, trails, judged, places, stops}, money.findings);
  if (work.trace.others) {  // in full depth: beside the findings, which are the rules'
    CB_TRY(const AccountModel model, bundled_account_model());
    CB_TRY(auto accounts, score_accounts(context, query, trails, model, judged));
    append(std::move(accounts), told.accounts);
  }
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
  if (!work.converted_in.empty()) drop_lowest_balances(places, traces.traces, money, ledger);
  append(std::move(traces.traces), money.traces);
  append(find_returns(story, work), money.returns);
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
    MoneyTotal& total = totals[work.base.asset];
    total.is_traced = !work.refused;
    if (work.refused) continue;
    for (const Seed& seed : work.ledger.seeds)
      total.traced_minor += work.ledger.transfers[seed.transfer].amount_minor;
    total.displaced_minor = work.trace.fifo.displaced_minor;
    for (const TagAmount& in : work.converted_in) total.converted_in_minor += in.amount_minor;
    for (const TagAmount& out : work.converted_out) total.converted_out_minor += out.amount_minor;
    total.interest_minor = work.interest_minor;
  }
  for (const VictimReturn& back : money.returns) {
    totals[back.asset].returned_minor += back.returned_minor;
    totals[back.asset].returned_traced_minor += back.traced_minor;
  }
  for (auto& [asset, total] : totals) {
    total.asset = asset;
    money.totals.push_back(total);
  }
}

/// What running balances added to the records, said once a currency.
void add_completions(const std::vector<Work>& works, Money& money) {
  for (const Work& work : works) {
    const CompletedLedger& c = work.counts;
    if (work.refused || c.openings + c.overdrafts + c.gaps == 0) continue;
    const std::string code(core::get_asset(work.base.asset).code);
    money.problems.push_back(
        {"completed", code,
         "running balances in " + code + " show what rows do not: " + std::to_string(c.openings) +
             " accounts had money or a debt before their first row (of unknown origin), " +
             std::to_string(c.overdrafts) + " payments were lent by a bank, " +
             std::to_string(c.gaps) + " times a balance changes and no row says why"});
  }
}

void add_remarks(const Story& story, const std::vector<Work>& works, Money& money) {
  append(std::vector<core::Problem>(story.reported.problems), money.problems);
  for (const Work& work : works) {
    const std::string code(core::get_asset(work.base.asset).code);
    if (!work.left_out.empty()) {
      const auto record = story.evidence.transfers.legs.of(work.left_out[0]).front();
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
                         0, work.base.seeds.size()});
    money.problems.push_back(
        {"not_traced", code, "this currency could not be traced: " + work.refused->what});
  }
  add_completions(works, money);
  if (works.empty() && story.evidence.transfers.size() > 0) {
    money.problems.push_back(
        {"nothing_traced", "money",
         story.reported.payments == 0
             ? "nothing is traced, because no report names a payment"
             : "nothing is traced, because no reported payment could be placed in the records"});
  }
}

/// The ledgers that victims paid into, and those that conversions may bring their money to.
std::vector<Work> works_of(const evidence::Evidence& evidence, std::vector<Ledger> ledgers,
                           const AtReference& at_reference) {
  const auto& t = evidence.transfers;
  std::vector<std::uint8_t> is_arrived_in(core::asset_table().size(), 0);
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    const bool is_known = t.received_minor[i] >= 0 || at_reference.count(i) > 0;
    if (t.received_asset[i] != t.asset[i] && is_known)
      is_arrived_in[t.received_asset[i].index()] = 1;
  }
  const bool any = std::any_of(ledgers.begin(), ledgers.end(),
                               [](const Ledger& ledger) { return !ledger.seeds.empty(); });
  std::vector<Work> works;
  for (Ledger& ledger : ledgers) {
    if (!any || (ledger.seeds.empty() && is_arrived_in[ledger.asset.index()] == 0)) continue;
    works.emplace_back().base = std::move(ledger);
  }
  return works;
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
  std::sort(money.returns.begin(), money.returns.end(),
            [](const VictimReturn& a, const VictimReturn& b) {
              return a.victim != b.victim ? a.victim < b.victim : a.asset < b.asset;
            });
  std::stable_sort(
      money.flows.begin(), money.flows.end(),
      [](const TracedFlow& a, const TracedFlow& b) { return a.transfer < b.transfer; });
}

core::Result<Told> tell_money(const core::RunContext& context, const evidence::Evidence& evidence,
                              const entities::Entities& entities, const MoneyRequest& request) {
  CB_TRY_STATUS(core::check_cancelled(context));
  Story story{evidence, collect_reported(evidence, entities), {}, {}, {}, {}};
  CB_TRY(story.marks, mark_transfers(context, evidence));
  Told told;
  Money& money = told.money;
  const AtReference at_reference = find_reference_amounts(evidence, request.rates, money);
  std::vector<Ledger> ledgers = make_ledgers(evidence, story.reported, story.marks, at_reference);

  if (!story.reported.records.empty()) add_report_findings(story.reported, money.findings);
  if (story.reported.transfers.empty()) add_plain_counts(evidence, ledgers, money.findings);
  std::vector<Work> works = works_of(evidence, std::move(ledgers), at_reference);
  // The currency in which most payments are reported comes first: amounts of different currencies
  // are not compared.
  std::stable_sort(works.begin(), works.end(), [](const Work& a, const Work& b) {
    return a.base.seeds.size() > b.base.seeds.size();
  });
  story.holder_marks = mark_holders(evidence);
  story.coverage = find_coverage(evidence.transfers);
  story.gaps = find_gaps(evidence);
  add_gap_findings(evidence, story.gaps, money.findings);

  CB_TRY_STATUS(trace_works(context, story, request, works));
  std::vector<std::vector<Place>> places;
  for (const Work& work : works)
    places.push_back(work.refused ? std::vector<Place>() : find_places(work.ledger, work.trace));
  if (request.depth == MoneyDepth::full)
    CB_TRY_STATUS(add_doubts(context, story, at_reference, works, places, money));
  std::vector<const Ledger*> ledgers_traced;
  for (const Work& work : works) ledgers_traced.push_back(work.refused ? nullptr : &work.ledger);
  CB_TRY(const auto bounds,
         plan_bounds(context, evidence, ledgers_traced,
                     static_cast<std::uint32_t>(story.reported.victims.size()), request.depth));
  for (std::size_t i = 0; i < works.size(); ++i) {
    if (works[i].refused) continue;
    CB_TRY_STATUS(add_ledger(context, story, works[i], bounds[i], std::move(places[i]), told));
  }
  add_totals(story, works, money);
  add_conversions(story, works, at_reference, request.rates, money);
  add_in_one_currency(story, works, request, money);
  add_remarks(story, works, money);
  say_missing_rates(money);
  sort_lists(money);
  CB_TRY_STATUS(claims::sort_findings(money.findings));
  return told;
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
  constexpr std::array<std::string_view, 9> names = {
      "service",      "cash",      "gap", "limit",    "end_of_records",
      "unknown_rate", "threshold", "fee", "overdraft"};
  static_assert(names.size() == static_cast<std::size_t>(StopReason::overdraft) + 1);
  return names[static_cast<std::size_t>(reason)];
}

core::Result<Money> trace_money(const core::RunContext& context, const evidence::Evidence& evidence,
                                const entities::Entities& entities, const MoneyRequest& request) {
  CB_TRY(Told told, tell_money(context, evidence, entities, request));
  return std::move(told.money);
}

core::Result<std::vector<SignedAccount>> find_signed_accounts(const core::RunContext& context,
                                                              const evidence::Evidence& evidence,
                                                              const entities::Entities& entities,
                                                              const MoneyRequest& request) {
  CB_TRY(Told told, tell_money(context, evidence, entities, request));
  return std::move(told.accounts);
}

}  // namespace cuibono::money
