#include "money_records.h"

#include <algorithm>
#include <numeric>

#include "money/completed.h"
#include "money/evidence_worlds.h"
#include "money/joined.h"

namespace cuibono::money_cases {
namespace {

using money::Ledger;

std::string named(const std::string& end) { return end == "-" ? std::string() : end; }

std::int64_t amount_of(const std::string& text, std::int64_t scale) {
  return core::parse_decimal(text, {}, 2).scaled * scale;
}

/// Rows in the order of time; of equal times as written, or turned round.
std::vector<std::size_t> order_of(const Case& the_case) {
  std::vector<std::size_t> order(the_case.payments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return the_case.payments[a].when < the_case.payments[b].when;
  });
  return order;
}

/// Names that sort otherwise, so that accounts have other numbers.
std::string masked(const std::string& name, std::uint64_t shuffle) {
  if (name.empty() || shuffle == 0) return name;
  return core::sha256(name + std::to_string(shuffle)).hex().substr(0, 12);
}

struct Records {
  money::HandMade made;
  std::vector<std::uint32_t> event_of_row;
  std::map<evidence::SelectorId, std::string> name_of;
};

Records records_of(const Case& the_case, const RecordsRequest& request) {
  Records out;
  money::CaseText text;
  out.event_of_row.resize(the_case.payments.size());
  std::uint32_t event = 0;
  for (const std::size_t row : order_of(the_case)) {
    const Payment& p = the_case.payments[row];
    out.event_of_row[row] = event++;
    money::PaymentText payment{p.when, masked(named(p.from), request.shuffle),
                               masked(named(p.to), request.shuffle),
                               p.amount_minor * request.scale};
    const auto note = [&](const char* key) {
      const auto found = p.notes.find(key);
      return found == p.notes.end() ? std::string() : found->second;
    };
    if (!note("currency").empty()) payment.currency = note("currency");
    if (!note("received").empty()) {
      payment.received_minor = amount_of(note("received"), request.scale);
      payment.received_currency = note("in");
    }
    text.payments.push_back(payment);
  }
  out.made = money::make_evidence(text);
  auto& e = out.made.evidence;
  for (std::size_t row = 0; row < the_case.payments.size(); ++row) {
    const Payment& p = the_case.payments[row];
    const std::uint32_t i = out.event_of_row[row];
    for (const auto& [key, value] : p.notes) {
      if (key == "kind")
        e.transfers.kind[i] =
            value == "fee" ? evidence::TransferKind::fee : evidence::TransferKind::interest;
      if (key == "reverses")
        e.transfers.reverses[i] = out.event_of_row[core::parse_uint64(value).value_or(1) - 1];
      if (key == "fee")
        e.fees.push_back(
            {i, e.transfers.payer[i], amount_of(value, request.scale), e.transfers.asset[i]});
    }
    for (const auto& name : {p.from, p.to}) {
      if (name != "-") out.name_of[out.made.id(masked(name, request.shuffle))] = name;
    }
  }
  std::sort(e.fees.begin(), e.fees.end(),
            [](const auto& a, const auto& b) { return a.transfer < b.transfer; });
  for (const AccountLine& line : the_case.accounts) {
    evidence::Account fact;
    fact.account = out.made.id(masked(line.name, request.shuffle));
    fact.asset = *core::find_asset("EUR");
    fact.opening_minor = line.opening_minor * request.scale;
    fact.limit_minor = line.limit_minor * request.scale;
    e.account_facts.push_back(fact);
  }
  for (const JumpLine& line : the_case.jumps) {
    const std::uint32_t i = out.event_of_row[line.before_row - 1];
    const auto record = e.transfers.legs.of(i)[0];
    e.balance_jumps.push_back({out.made.id(masked(line.name, request.shuffle)),
                               *core::find_asset("EUR"), record, record,
                               line.amount_minor * request.scale});
  }
  return out;
}

}  // namespace

core::Result<AmountTable> trace_records(const Case& the_case, const RecordsRequest& request) {
  const Records records = records_of(the_case, request);
  const auto& e = records.made.evidence;
  money::Reported reported;
  std::vector<std::string> tags = {"unknown"};
  std::map<std::uint32_t, std::string> seeds;  // event → payer
  for (const auto word : core::split(request.seeds, ',')) {
    const auto row = core::parse_uint64(word);
    if (!row) continue;
    seeds[records.event_of_row[*row - 1]] = the_case.payments[*row - 1].from;
    tags.push_back(the_case.payments[*row - 1].from);
  }
  std::sort(tags.begin() + 1, tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  if (request.shuffle % 2 == 1) std::reverse(tags.begin() + 1, tags.end());
  for (const auto& [event, name] : seeds)
    reported.transfers.push_back(
        {event,
         static_cast<std::uint32_t>(std::find(tags.begin(), tags.end(), name) - tags.begin())});
  const std::vector<std::uint8_t> marks(e.transfers.size(), 0);
  const auto ledgers = money::make_ledgers(e, reported, marks, {});
  const money::EventOfRecord event_of(e);
  const auto behind = request.ends_at_gaps ? money::BehindGaps::ends : money::BehindGaps::goes_on;
  std::vector<Ledger> completed;
  for (const Ledger& ledger : ledgers) {
    const std::vector<std::uint8_t> no_stop(ledger.accounts(), 0);
    const auto facts = money::find_ledger_facts(e, event_of, ledger, no_stop);
    completed.push_back((request.use_references
                             ? money::complete_ledger_reference(e, ledger, facts, behind)
                             : money::complete_ledger(e, ledger, facts, behind))
                            .ledger);
  }
  std::vector<const Ledger*> all;
  for (const Ledger& ledger : completed) all.push_back(&ledger);
  CB_TRY(const money::ReachedLedgers reached, money::find_reached({}, e, all));
  const auto seen =
      request.use_references ? std::span<const money::Reached>() : std::span(reached.reached);
  const auto joined = money::join_ledgers(e, all, seen, {});
  money::JoinedRequest asked;
  asked.rule = request.rule;
  asked.tags = static_cast<std::uint32_t>(tags.size() - 1);
  asked.use_references = request.use_references;
  CB_TRY(const auto traced, money::trace_joined({}, joined, joined.seeds, asked));
  AmountTable table;
  constexpr std::array<const char*, money::outside_accounts> outside = {
      "beyond", "cash", "unnamed", "converted", "fees", "bank", "gap"};
  const auto tag_name = [&](std::uint32_t tag) {
    return tag <= asked.tags ? tags[tag] : tags[tag - asked.tags] + "%";
  };
  for (const auto& h : traced.traced.holdings) {
    const std::uint32_t local = joined.local[h.account];
    if (local == money::converted_on) continue;
    const Ledger& ledger = completed[joined.group_of[h.account]];
    std::string row = local < money::outside_accounts ? outside[local]
                                                      : records.name_of.at(ledger.selector[local]);
    const std::string code(core::get_asset(ledger.asset).code);
    if (code != "EUR") row += "_" + code;
    table[row][tag_name(h.tag)] += h.amount_minor;
  }
  for (const auto& d : traced.traced.displaced)
    table["displaced"][tag_name(d.tag)] += d.amount_minor;
  return table;
}

}  // namespace cuibono::money_cases
