// A trace forward: the rules over one ledger with the money of this question, and why it goes no further.
#include <algorithm>
#include <map>

#include "money/asked_parts.h"
#include "money/bounds.h"
#include "money/places.h"

namespace cuibono::money {
namespace {

constexpr std::uint32_t not_reached = 0xFFFFFFFFU;

/// Payments away from the start, the fewest, of each account. [accounts]
std::vector<std::uint32_t> layers_of(const Ledger& ledger) {
  std::vector<std::uint32_t> layer(ledger.accounts(), not_reached);
  auto seed = ledger.seeds.begin();
  for (std::uint32_t i = 0; i < ledger.transfers.size(); ++i) {
    const LedgerTransfer& t = ledger.transfers[i];
    while (seed != ledger.seeds.end() && seed->transfer < i) ++seed;
    const bool is_start = seed != ledger.seeds.end() && seed->transfer == i;
    if (!is_start && layer[t.payer] == not_reached) continue;
    layer[t.payee] = std::min(layer[t.payee], is_start ? 1 : layer[t.payer] + 1);
  }
  return layer;
}

/// Holdings and flows of all rules over one ledger.
using AllRules = std::array<const Traced*, trace_rules>;

AllRules all_rules(const LedgerTrace& trace) {
  AllRules all = {&trace.fifo, &trace.prorata};
  for (std::size_t i = 0; i < other_rules; ++i) all[i + 2] = &trace.others->runs[i].traced;
  return all;
}

AskedPlace::Kind kind_of(std::uint32_t account) {
  if (account == outside_cash) return AskedPlace::Kind::cash;
  if (account == outside_converted) return AskedPlace::Kind::another_asset;
  if (account == outside_fee) return AskedPlace::Kind::fee;
  if (account == outside_bank) return AskedPlace::Kind::bank;
  if (account == outside_gap) return AskedPlace::Kind::gap;
  return account < outside_accounts ? AskedPlace::Kind::unnamed : AskedPlace::Kind::account;
}

struct Row {
  std::uint32_t account = 0;
  AskedPlace place;
};

std::vector<Row> rows_of(const Ledger& ledger, const AllRules& all) {
  std::vector<std::array<core::Int128, trace_rules>> sums(ledger.accounts());
  for (std::size_t rule = 0; rule < trace_rules; ++rule) {
    for (const Holding& h : all[rule]->holdings) sums[h.account][rule] += h.amount_minor;
  }
  std::vector<Row> rows;
  for (std::uint32_t a = 0; a < sums.size(); ++a) {
    if (std::all_of(sums[a].begin(), sums[a].end(), [](auto sum) { return sum == 0; })) continue;
    Row& row = rows.emplace_back();
    row.account = a;
    row.place.kind = kind_of(a);
    row.place.account = ledger.selector[a];
    for (std::size_t rule = 0; rule < trace_rules; ++rule) row.place.amounts[rule] = sums[a][rule];
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    const auto x = largest_of(a.place.amounts), y = largest_of(b.place.amounts);
    return x != y ? x > y : a.account < b.account;
  });
  return rows;
}

/// Why money goes no further at each row, and the records that show it.
class Reasons {
 public:
  Reasons(const AskedCase& asked, const Work& work, const Trails& trails)
      : asked_(asked),
        ledger_(work.ledger),
        ends_(work.ends),
        followed_(work.followed),
        trails_(trails) {
    for (const TransferFlow& flow : trails.flows) {
      const std::uint32_t payee = ledger_.transfers[flow.transfer].payee;
      if (payee >= outside_accounts) continue;
      auto& out = left_[payee];
      ++out.payments;
      out.largest.emplace_back(-std::max(flow.fifo_minor, flow.prorata_minor), flow.transfer);
    }
  }

  void put(Row& row) {
    AskedPlace& place = row.place;
    if (row.account < outside_accounts) return put_left(row);
    const std::uint32_t trail = trails_.trail_of[row.account];
    if (trail == no_trail) {
      place.reason = StopReason::end_of_records;
      place.why = "reached by less than the smallest unit under first in, first out and pro rata";
      return;
    }
    const Stop stop =
        why_it_rests({asked_.evidence, ledger_, trails_, asked_.gaps, followed_}, trail);
    const bool is_end = ends_[row.account] != 0 && stop.reason != StopReason::service;
    place.reason = is_end ? StopReason::limit : stop.reason;
    place.why = is_end ? std::string("the question ends here") : stop.why;
    for (const std::uint32_t flow : trails_.in(trail)) {
      if (place.records.size() >= records_most) break;
      add_records(asked_, ledger_.event[trails_.flows[flow].transfer], place.records);
    }
    if (stop.last_record) place.records.push_back(*stop.last_record);
    std::sort(place.records.begin(), place.records.end());
    place.records.erase(std::unique(place.records.begin(), place.records.end()),
                        place.records.end());
  }

 private:
  static constexpr std::size_t records_most = 5;
  struct Left {
    std::uint64_t payments = 0;
    std::vector<std::pair<std::int64_t, std::uint32_t>> largest;  // amount negated, transfer
  };

  void put_left(Row& row) {
    Left& left = left_[row.account];
    AskedPlace& place = row.place;
    const std::string payments =
        std::to_string(left.payments) + (left.payments == 1 ? " payment" : " payments");
    place.reason = StopReason::end_of_records;
    place.why = "paid out in " + payments + " whose records name no receiver";
    if (row.account == outside_cash) {
      place.reason = StopReason::cash;
      place.why = "taken out in cash in " + payments;
    } else if (row.account == outside_fee) {
      place.reason = StopReason::fee;
      place.why = "taken by banks as fees or as interest in " + payments;
    } else if (row.account == outside_converted) {
      place.reason = StopReason::unknown_rate;
      place.why = "paid out in another currency in " + payments +
                  ": the trace does not go through a conversion";
    }
    if (row.account == outside_fee) {
      place.reason = StopReason::fee;
      place.why = "taken by banks as fees, " + payments;
    } else if (row.account == outside_bank) {
      place.reason = StopReason::overdraft;
      place.why = "repaid what a bank had lent to an overdrawn account";
    } else if (row.account == outside_gap) {
      place.reason = StopReason::gap;
      place.why = "left where a running balance falls and no row says why";
    }
    std::sort(left.largest.begin(), left.largest.end());
    for (const auto& [amount, transfer] : left.largest) {
      if (place.records.size() >= records_most) break;
      add_records(asked_, ledger_.event[transfer], place.records);
    }
  }

  const AskedCase& asked_;
  const Ledger& ledger_;
  const std::vector<std::uint8_t>& ends_;
  const std::vector<std::uint32_t>& followed_;
  const Trails& trails_;
  std::map<std::uint32_t, Left> left_;
};

core::Status put_bounds(const AskedCase& asked, const Ledger& ledger, std::uint32_t tags,
                        const std::vector<std::uint32_t>& converted, std::vector<Row>& rows,
                        std::vector<Cut>& cut) {
  constexpr std::uint64_t work_max = 50'000'000;  // a quarter of a second a place
  std::vector<BoundedPlace> places;
  for (const Row& row : rows) {
    if (places.size() == places_bounded) break;
    places.push_back({row.account, 1, BoundedMoney::rests});
  }
  BoundsQuery query;
  query.transfers = ledger.transfers;
  query.seeds = ledger.seeds;
  query.accounts = ledger.accounts();
  query.tags = tags;
  query.converted = converted;
  query.work_max = work_max;
  CB_TRY(const auto bounds, find_bounds(asked.context, query, places));
  std::uint64_t known = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    rows[i].place.min_minor = bounds[i].min_minor;
    rows[i].place.max_minor = bounds[i].max_minor;
    known += bounds[i].min_minor ? 1U : 0U;
  }
  if (known < rows.size())
    cut.push_back({"places in " + std::string(core::get_asset(ledger.asset).code) +
                       " with a least and a most under any attribution",
                   known, rows.size()});
  return {};
}

void put_steps(const Ledger& ledger, const AllRules& all, const Trails& trails, AskedLedger& out,
               std::vector<Cut>& cut) {
  std::map<std::uint32_t, AskedAmounts> carried;  // by transfer
  for (std::size_t rule = 0; rule < trace_rules; ++rule) {
    for (const Flow& flow : all[rule]->flows) {
      auto& amount = carried[flow.transfer][rule];
      amount = amount.value_or(0) + flow.amount_minor;
    }
  }
  auto seed = ledger.seeds.begin();
  for (auto& [transfer, amounts] : carried) {
    if (!is_recorded(ledger.kind[transfer]) || ledger.is_beside(transfer)) continue;
    for (const std::size_t rule : {0U, 1U}) amounts[rule] = amounts[rule].value_or(0);
    while (seed != ledger.seeds.end() && seed->transfer < transfer) ++seed;
    const bool is_start = seed != ledger.seeds.end() && seed->transfer == transfer;
    const std::uint32_t from = trails.trail_of[ledger.transfers[transfer].payer];
    const std::uint32_t hop = is_start || from == no_trail ? 1 : trails.trails[from].layer + 1;
    out.steps.push_back({evidence::TransferId(ledger.event[transfer]), hop, amounts});
  }
  if (out.steps.size() <= asked_steps_max) return;
  cut.push_back({"payments in " + std::string(core::get_asset(ledger.asset).code) +
                     " that carried what is followed",
                 asked_steps_max, out.steps.size()});
  const auto most = out.steps.begin() + static_cast<std::ptrdiff_t>(asked_steps_max);
  std::nth_element(out.steps.begin(), most, out.steps.end(),
                   [](const AskedStep& a, const AskedStep& b) {
                     const auto x = largest_of(a.amounts), y = largest_of(b.amounts);
                     return x != y ? x > y : a.transfer < b.transfer;
                   });
  out.steps.erase(most, out.steps.end());
  std::sort(out.steps.begin(), out.steps.end(),
            [](const AskedStep& a, const AskedStep& b) { return a.transfer < b.transfer; });
}

void put_parts(const Ledger& ledger, const LedgerTrace& trace,
               const std::vector<std::string>& names, AskedLedger& out, std::vector<Cut>& cut) {
  constexpr std::size_t parts_max = 20'000;
  if (names.size() < 2) return;
  VictimTraces traces = find_victim_traces(ledger, trace, names, parts_max);
  for (const VictimTrace& one : traces.traces) {
    out.parts.push_back({one.victim,
                         one.place,
                         {one.fifo_minor, one.prorata_minor, one.lifo_minor, one.own_first_minor,
                          one.own_first_prorata_minor, one.trust_first_minor}});
  }
  if (traces.total > traces.traces.size())
    cut.push_back({"parts of single starts in " + std::string(core::get_asset(ledger.asset).code),
                   traces.traces.size(), traces.total});
  std::sort(out.parts.begin(), out.parts.end(), [](const AskedPart& a, const AskedPart& b) {
    return a.start != b.start ? a.start < b.start : a.place < b.place;
  });
}

/// Law 1, in the amounts that are handed out.
core::Status check_sums(const AskedLedger& out, bool is_joined) {
  const core::Int128 whole =
      out.followed_minor + out.converted_in_minor + out.interest_minor - out.converted_out_minor;
  for (std::size_t rule = 0; rule < (is_joined ? 1 : trace_rules); ++rule) {
    core::Int128 left = whole - out.displaced[rule].value_or(0);
    for (const AskedPlace& place : out.places) left -= place.amounts[rule].value_or(0);
    CB_CHECK(left == 0, std::string(trace_rule_name(static_cast<TraceRule>(rule))) +
                            ": places do not sum to what is followed");
  }
  return {};
}

void put_span(const AskedCase& asked, AskedLedger& out) {
  for (const AskedStep& step : out.steps) {
    const std::int64_t at = asked.evidence.transfers.time_us[step.transfer.index()];
    out.first_us = std::min(out.first_us.value_or(at), at);
    out.last_us = std::max(out.last_us.value_or(at), at);
    out.precision =
        std::max(out.precision, asked.evidence.transfers.precision[step.transfer.index()]);
  }
}

}  // namespace

std::vector<std::uint8_t> ends_of_question(const AskedCase& asked, const Ledger& ledger) {
  std::vector<std::uint8_t> ends(ledger.accounts(), 0);
  for (const auto selector : asked.question.to) {
    if (const auto account = find_account(ledger, selector)) ends[*account] = 1;
  }
  if (asked.question.hops_max == 0) return ends;
  const auto layer = layers_of(ledger);
  for (std::uint32_t a = outside_accounts; a < ledger.accounts(); ++a) {
    if (layer[a] != not_reached && layer[a] >= asked.question.hops_max) ends[a] = 1;
  }
  return ends;
}

core::Result<AskedLedger> tell_forward(const AskedCase& asked, const Work& work,
                                       const std::vector<std::string>& names,
                                       const std::vector<std::uint32_t>& converted,
                                       std::vector<Cut>& cut) {
  AskedLedger out;
  const Ledger& ledger = work.ledger;
  const LedgerTrace& trace = work.trace;
  out.asset = ledger.asset;
  if (!work.left_out.empty())
    cut.push_back({"payments in " + std::string(core::get_asset(ledger.asset).code) +
                       " too large for any balance, left out of the trace",
                   0, work.left_out.size()});
  const auto tags = static_cast<std::uint32_t>(names.size());
  const AllRules all = all_rules(trace);
  const TrailQuery query{asked.evidence, ledger,      trace,
                         work.services,  asked.marks, asked.reported.is_victim,
                         asked.coverage, &work.hops};
  const Trails trails = find_trails(query);
  std::vector<Row> rows = rows_of(ledger, all);
  Reasons reasons(asked, work, trails);
  for (Row& row : rows) reasons.put(row);
  for (Row& row : rows) {
    // Behind a conversion the lowest balance of an account is no cap.
    if (!trace.others->lowest || row.account < outside_accounts || !work.converted_in.empty())
      continue;
    const auto& lowest = *trace.others->lowest;
    const auto found = std::lower_bound(lowest.begin(), lowest.end(), row.account,
                                        [](const auto& one, auto a) { return one.account < a; });
    if (found != lowest.end() && found->account == row.account && found->tag == 0)
      row.place.libr_minor = found->cap_minor;
  }
  CB_TRY_STATUS(put_bounds(asked, ledger, tags, converted, rows, cut));
  for (Row& row : rows) out.places.push_back(std::move(row.place));

  for (const Seed& seed : ledger.seeds) {
    const LedgerTransfer& t = ledger.transfers[seed.transfer];
    if (t.payer != t.payee) out.followed_minor += t.amount_minor;
  }
  out.payments = ledger.seeds.size();
  for (const TagAmount& in : work.converted_in) out.converted_in_minor += in.amount_minor;
  for (const TagAmount& gone : work.converted_out) out.converted_out_minor += gone.amount_minor;
  out.interest_minor = work.interest_minor;
  for (std::size_t rule = 0; rule < trace_rules; ++rule)
    out.displaced[rule] = all[rule]->displaced_minor;
  CB_TRY_STATUS(check_sums(out, work.is_joined));
  put_steps(ledger, all, trails, out, cut);
  put_span(asked, out);
  CB_TRY_STATUS(put_outlook(asked, ledger, query, trails, out, cut));
  put_parts(ledger, trace, names, out, cut);
  const Poisoned& poisoned = trace.others->poisoned;
  out.payments_touched = poisoned.transfers.size();
  out.accounts_touched = static_cast<std::uint64_t>(
      std::count_if(poisoned.accounts.begin(), poisoned.accounts.end(),
                    [](std::uint32_t a) { return a >= outside_accounts; }));
  return out;
}

}  // namespace cuibono::money
