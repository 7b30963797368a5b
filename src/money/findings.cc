#include "money/findings.h"

#include <algorithm>
#include <map>
#include <string>

namespace cuibono::money {
namespace {

using claims::Finding;
using claims::FindingKind;
using claims::LookAlike;
using claims::Quantity;
using claims::Reason;

constexpr std::size_t all_records = 100'000;  ///< set_records keeps the first and counts the rest
constexpr std::size_t largest_receivers = 5;

std::string code_of(core::AssetId asset) { return std::string(core::get_asset(asset).code); }

/// Three innocent explanations; which one is offered follows from what the account looks like.
LookAlike look_alike_of(const Trail& trail) {
  if (trail.rent_in > 0) {
    return {"a landlord is paid by many people whose money he did not ask about",
            "the lease, and who lives there"};
  }
  if (trail.purchase_in > 0 || trail.payments_direct >= 5) {
    return {"a seller on a marketplace is paid by strangers and pays his suppliers at once",
            "orders and delivery papers for these payments"};
  }
  return {"a relative or friend is lent money and pays a bill with it the same week",
          "the holder's account of who the payers are, and messages with them"};
}

std::string settled_by_holder() {
  return "the account's opening papers, log-ins and devices, and the holder's own account";
}

class LedgerFindings {
 public:
  LedgerFindings(const FindingQuery& query, std::vector<Finding>& findings)
      : q_(query), findings_(findings), code_(code_of(query.trail.ledger.asset)) {}

  void run() {
    for (std::size_t i = 0; i < q_.judged.accounts.size(); ++i) add_account(i);
    for (std::size_t i = 0; i < std::min(headline_places, q_.places.size()); ++i) {
      if (q_.places[i].place != evidence::no_selector) add_trace(q_.places[i]);
    }
    std::size_t frozen = 0;
    for (const Stop& stop : q_.stops) {
      if (stop.account == evidence::no_selector || stop.amount_minor <= 0) continue;
      if (stop.reason == StopReason::cash) add_cash(stop);
      const std::uint32_t position = trail_of(stop.account);
      if (position == no_trail || frozen == headline_places) continue;
      if (!stop.rests || q_.trails.trails[position].is_victim) continue;
      add_freeze(stop, position);
      ++frozen;
    }
  }

 private:
  [[nodiscard]] std::string text(evidence::SelectorId selector) const {
    return q_.trail.evidence.selectors.text(selector);
  }
  [[nodiscard]] std::string money(core::Int128 minor) const {
    return core::format_money_for_reader(minor, q_.trail.ledger.asset);
  }
  [[nodiscard]] Quantity amount(core::Int128 value) const {
    return {value, std::nullopt, std::nullopt, code_ + "_minor"};
  }
  [[nodiscard]] std::uint32_t trail_of(evidence::SelectorId selector) const {
    const auto& of = q_.trail.ledger.selector;
    const auto at = std::lower_bound(of.begin() + outside_accounts, of.end(), selector);
    if (at == of.end() || *at != selector) return no_trail;
    return q_.trails.trail_of[static_cast<std::size_t>(at - of.begin())];
  }
  [[nodiscard]] std::vector<evidence::RecordRef> records(std::uint32_t trail, bool also_out) const {
    auto refs = records_of(q_.trail, q_.trails, q_.trails.in(trail), all_records);
    if (!also_out) return refs;
    const auto out = records_of(q_.trail, q_.trails, q_.trails.out(trail), all_records);
    refs.insert(refs.end(), out.begin(), out.end());
    return refs;
  }

  void add_account(std::size_t i) {
    const TracedAccount& account = q_.judged.accounts[i];
    const bool mule = account.role == AccountRole::mule;
    if ((!mule && account.role != AccountRole::collector) || account.band == "set_aside") return;
    const auto position = static_cast<std::uint32_t>(q_.judged.trail[i]);
    const Trail& trail = q_.trails.trails[position];
    const std::string subject = text(account.account);
    LookAlike innocent = mule ? look_alike_of(trail)
                              : LookAlike{
                                    "a shop, a landlord or a family fund is paid by several "
                                    "people who know each other",
                                    "contracts or invoices for these payments"};
    Finding finding(mule ? FindingKind::mule : FindingKind::fan_in, subject, {subject}, code_,
                    amount(trail.fifo_in),
                    mule ? "covered account, paid by victims or filled with their money, 70 % "
                           "passed on within 7 days, FIFO"
                         : "paid by two and more accounts that pass victims' money on, FIFO",
                    account.reasons_for, std::move(innocent));
    finding.quantity.low = std::min(trail.fifo_in, trail.prorata_in);
    finding.quantity.high = std::max(trail.fifo_in, trail.prorata_in);
    finding.reasons_against = account.reasons_against;
    finding.band = account.band;
    claims::set_records(finding, records(position, true));
    findings_.push_back(std::move(finding));
  }

  void add_trace(const Place& place) {
    const std::uint32_t position = trail_of(place.place);
    if (position == no_trail || !place.fifo_minor || !place.prorata_minor) return;
    const Trail& trail = q_.trails.trails[position];
    if (trail.is_victim) return;
    const std::string subject = text(place.place);
    Quantity quantity = amount(*place.fifo_minor);
    quantity.low = std::min(*place.fifo_minor, *place.prorata_minor);
    quantity.high = std::max(*place.fifo_minor, *place.prorata_minor);
    std::vector<Reason> reasons = {
        {money(*place.fifo_minor) + " is attributable to victims under FIFO", 0,
         records_of(q_.trail, q_.trails, q_.trails.in(position), 50)},
        {money(*place.prorata_minor) + " is attributable to victims pro rata", 0, {}}};
    Finding finding(FindingKind::trace, subject, {subject}, code_, quantity,
                    "value: first in, first out; low and high: of it and pro rata",
                    std::move(reasons),
                    {"whoever holds the account may have been paid in good faith",
                     "what was given in return for these payments"});
    finding.reasons_against.push_back(
        {"an accounting attribution under a rule, not proof of knowledge; other rules give other "
         "amounts",
         0,
         {}});
    claims::set_records(finding, records(position, false));
    findings_.push_back(std::move(finding));
  }

  void add_cash(const Stop& stop) {
    const std::string subject = text(stop.account);
    Finding finding(FindingKind::cash_out, subject, {subject}, code_, amount(stop.amount_minor),
                    "payments out whose records speak of cash and name no receiver, FIFO",
                    {{stop.why, 0, last_record(stop)}},
                    {"the holder draws cash for daily needs from mixed money",
                     "places, times and pictures of the withdrawals"});
    const std::uint32_t position = trail_of(stop.account);
    std::vector<evidence::RecordRef> refs = last_record(stop);
    if (position != no_trail) {
      std::vector<std::uint32_t> cash;
      for (const std::uint32_t flow : q_.trails.out(position)) {
        if (q_.trail.ledger.transfers[q_.trails.flows[flow].transfer].payee == outside_cash)
          cash.push_back(flow);
      }
      refs = records_of(q_.trail, q_.trails, cash, all_records);
      if (q_.trails.trails[position].is_victim) finding.band = "set_aside";
    }
    claims::set_records(finding, std::move(refs));
    findings_.push_back(std::move(finding));
  }

  void add_freeze(const Stop& stop, std::uint32_t position) {
    const std::string subject = text(stop.account);
    Finding finding(FindingKind::freeze, subject, {subject}, code_, amount(stop.amount_minor),
                    "victims' money (FIFO) on the account at the end of its records",
                    {{stop.why, 0, last_record(stop)}},
                    {"the money may have left since, or belong to someone paid in good faith",
                     "today's balance, and " + settled_by_holder()});
    if (q_.trails.trails[position].service == Service::merchant) finding.band = "set_aside";
    claims::set_records(finding, records(position, false));
    findings_.push_back(std::move(finding));
  }

  static std::vector<evidence::RecordRef> last_record(const Stop& stop) {
    if (!stop.last_record) return {};
    return {*stop.last_record};
  }

  const FindingQuery& q_;
  std::vector<Finding>& findings_;
  std::string code_;
};

Finding count_of(const std::string& parameters, core::Int128 value, const std::string& unit,
                 std::string words, std::vector<evidence::RecordRef> refs,
                 const std::string& subject = "case") {
  Finding finding(FindingKind::count, subject, {subject}, parameters,
                  {value, std::nullopt, std::nullopt, unit}, "count over records",
                  {{std::move(words), 0, {}}},
                  {"a count says what the files hold, not what happened", "the files themselves"});
  finding.band = "strong";
  claims::set_records(finding, std::move(refs));
  return finding;
}

}  // namespace

void add_ledger_findings(const FindingQuery& query, std::vector<Finding>& findings) {
  LedgerFindings(query, findings).run();
  add_outlook(query, findings);
}

void add_report_findings(const Reported& reported, std::vector<Finding>& findings) {
  const auto add = [&](const char* parameters, std::uint64_t value, const char* words) {
    findings.push_back(count_of(parameters, value, "payments", words, reported.records));
  };
  add("money|payments_reported", reported.payments,
      "payments that reports name, each once as far as matching tells");
  add("money|payments_followed", reported.followed,
      "reported payments that could be placed and followed");
  add("money|payments_in_ledgers", reported.in_ledgers,
      "reported payments that a ledger of a bank, processor or chain shows");
}

void add_plain_counts(const evidence::Evidence& evidence, std::span<const Ledger> ledgers,
                      std::vector<Finding>& findings) {
  for (const Ledger& ledger : ledgers) {
    const std::string code = code_of(ledger.asset);
    std::vector<core::Int128> received(ledger.accounts(), 0);
    std::vector<std::uint64_t> payments(ledger.accounts(), 0);
    std::vector<evidence::RecordRef> first;
    std::uint64_t transfers = 0;
    for (std::size_t i = 0; i < ledger.transfers.size(); ++i) {
      const LedgerTransfer& t = ledger.transfers[i];
      if (ledger.is_beside(i)) continue;
      ++transfers;
      received[t.payee] += t.amount_minor;
      ++payments[t.payee];
      const auto legs = evidence.transfers.legs.of(ledger.event[i]);
      if (first.size() < claims::finding_records_max && !legs.empty()) first.push_back(legs[0]);
    }
    Finding all = count_of("money|transfers|" + code, static_cast<core::Int128>(payments.size()),
                           "transfers", "payments in " + code, first);
    all.quantity.value = static_cast<core::Int128>(transfers);
    all.records_total = transfers;
    findings.push_back(std::move(all));
    Finding accounts = count_of("money|accounts|" + code, ledger.accounts() - outside_accounts,
                                "accounts", "accounts that pay or are paid in " + code, first);
    accounts.records_total = transfers;
    findings.push_back(std::move(accounts));
    std::vector<std::uint32_t> order;
    for (std::uint32_t a = outside_accounts; a < ledger.accounts(); ++a) order.push_back(a);
    const auto top = static_cast<std::ptrdiff_t>(std::min(largest_receivers, order.size()));
    std::partial_sort(order.begin(), order.begin() + top, order.end(), [&](auto a, auto b) {
      return received[a] != received[b] ? received[a] > received[b] : a < b;
    });
    order.resize(static_cast<std::size_t>(top));
    std::map<std::uint32_t, std::vector<evidence::RecordRef>> refs;
    for (const std::uint32_t a : order) refs[a] = {};
    for (std::size_t i = 0; i < ledger.transfers.size(); ++i) {
      const auto found = refs.find(ledger.transfers[i].payee);
      if (found == refs.end()) continue;
      for (const auto record : evidence.transfers.legs.of(ledger.event[i]))
        found->second.push_back(record);
    }
    for (const std::uint32_t a : order) {
      if (received[a] == 0) continue;
      findings.push_back(count_of("money|received|" + code, received[a], code + "_minor",
                                  "received in " + std::to_string(payments[a]) +
                                      " payments: among the largest receivers "
                                      "of the files, which by itself says nothing against anyone",
                                  std::move(refs[a]), evidence.selectors.text(ledger.selector[a])));
    }
  }
}

void add_gap_findings(const evidence::Evidence& evidence, std::span<const FileGap> gaps,
                      std::vector<Finding>& findings) {
  for (const FileGap& gap : gaps) {
    const bool known = gap.item < evidence.items.size();
    const std::string name = known ? evidence.items[gap.item].name : "a file";
    const std::string hash = known ? evidence.items[gap.item].sha256.hex().substr(0, 16) : "";
    const std::string from = core::format_time(gap.from_us, core::Precision::day);
    const std::string to = core::format_time(gap.to_us, core::Precision::day);
    const core::Int128 days = core::day_of(gap.to_us) - core::day_of(gap.from_us) - 1;
    Finding finding(
        FindingKind::gap, "case", {"case"}, "money|" + hash + "|" + from,
        {days, std::nullopt, std::nullopt, "days"},
        "a file that shows payments almost every day shows none for a week and more",
        {{name + " shows no payment between " + from + " and " + to, 0, {gap.before, gap.after}}},
        {"nobody paid in these days: holidays, or a bank that was closed",
         "the missing part of the statement, or the bank's word that there is none"});
    claims::set_records(finding, {gap.before, gap.after});
    findings.push_back(std::move(finding));
  }
}

}  // namespace cuibono::money
