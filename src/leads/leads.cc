// Next steps that follow from stops, gaps and open questions. A lead asks for a document; it says
// what the document would settle and what hangs on it, and accuses nobody.
#include "leads/leads.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cuibono::leads {
namespace {

std::string amount_words(core::Int128 minor, core::AssetId asset) {
  return core::format_money_for_reader(minor, asset);
}

Lead stop_lead(const evidence::Evidence& evidence, const money::Stop& stop) {
  const std::string account = evidence.selectors.text(stop.account);
  const std::string amount = amount_words(stop.amount_minor, stop.asset);
  Lead lead;
  lead.subject = account;
  lead.gain = amount + " of reported payments, attributable by FIFO, could be followed further";
  lead.why = stop.why;
  lead.weight_minor = stop.amount_minor;
  lead.weight_asset = std::string(core::get_asset(stop.asset).code);
  if (stop.last_record) lead.records.push_back(*stop.last_record);
  switch (stop.reason) {
    case money::StopReason::service:
      lead.topic = "customer";
      lead.question = "To which customer of the service did the money at " + account + " belong?";
      lead.step = "Ask the service that keeps " + account + " for its ledger of the customer";
      lead.legal = "production order or request by the FIU to the service's own FIU";
      break;
    case money::StopReason::cash:
      lead.topic = "cash";
      lead.question = "Who took out the cash from " + account + "?";
      lead.step = "Ask the bank for places, times and pictures of the withdrawals from " + account;
      lead.legal = "production order to the bank";
      lead.cost = "pictures are often kept for weeks only";
      break;
    case money::StopReason::gap:
      lead.topic = "statement_gap";
      lead.question = "What happened on " + account + " while no records were kept or sent?";
      lead.step = "Ask the bank for the missing part of the statement of " + account;
      lead.legal = "production order to the bank";
      break;
    default:
      lead.topic = "onward";
      lead.question = "Where did the money that reached " + account + " go?";
      lead.step = "Ask the institution that keeps " + account + " for its statement" +
                  (stop.last_record ? " from the last record on" : "");
      lead.legal = "production order, or request through the FIU abroad";
      break;
  }
  return lead;
}

void add_stops(const LeadsInput& input, std::vector<Lead>& leads) {
  for (const auto& stop : input.money.stops) {
    if (stop.amount_minor <= 0 || stop.account == evidence::no_selector) continue;
    const auto* entity = input.entities.find(stop.account);
    if (entity != nullptr && entity->is_victim) continue;
    leads.push_back(stop_lead(input.evidence, stop));  // `why` names the gap where no record does
  }
}

/// Desk numbers of which no register says who holds them.
void add_subscribers(const LeadsInput& input, std::vector<Lead>& leads) {
  for (const auto& actor : input.organisation.actors) {
    if (actor.band == "set_aside" || actor.is_victim || !actor.names.empty()) continue;
    const auto number = actor.selectors[0];
    const auto p = input.profiles.of_selector[number.index()];
    if (p == calls::no_profile) continue;
    const auto& profile = input.profiles.profiles[p];
    const std::string text = input.evidence.selectors.text(number);
    Lead lead;
    lead.subject = text;
    lead.topic = "holder";
    lead.question = "Who holds " + text + ", since when, and in which handsets was it used?";
    lead.step = "Ask the operator for the subscriber, the activation and the handsets of " + text;
    lead.gain = std::to_string(profile.reports_naming) +
                (profile.reports_naming == 1 ? " report names it" : " reports name it");
    lead.legal = "request for subscriber data";
    lead.why = "no register in the case names a holder of this number";
    lead.weight_reports = profile.reports_naming;
    for (const auto& reason : actor.reasons_for) {
      lead.records.insert(lead.records.end(), reason.records.begin(), reason.records.end());
    }
    if (!lead.records.empty()) leads.push_back(std::move(lead));
  }
}

/// Payments that victims report and that no statement shows, by the account they went to.
void add_unmatched(const LeadsInput& input, std::vector<Lead>& leads) {
  struct Sum {
    core::Int128 minor = 0;
    std::uint64_t payments = 0;
    std::vector<evidence::RecordRef> records;
  };
  std::map<std::tuple<evidence::SelectorId, core::AssetId>, Sum> sums;
  const auto& transfers = input.evidence.transfers;
  for (const auto& report : input.evidence.reports) {
    for (const auto& payment : report.payments) {
      const bool seen =
          payment.matched && transfers.is_reported_only[payment.matched->index()] == 0;
      if (seen || payment.to == evidence::no_selector ||
          payment.amount_minor == evidence::no_amount)
        continue;
      Sum& sum = sums[{payment.to, payment.asset}];
      sum.minor += payment.amount_minor;
      ++sum.payments;
      sum.records.push_back(payment.record);
    }
  }
  for (auto& [key, sum] : sums) {
    const auto& [account, asset] = key;
    const std::string text = input.evidence.selectors.text(account);
    Lead lead;
    lead.subject = text;
    lead.topic = "arrival";
    lead.question = "Did the payments that victims report to " + text + " arrive there?";
    lead.step = "Ask the institution that keeps " + text +
                " for its statement, and the victims' banks for theirs";
    lead.gain = std::to_string(sum.payments) +
                (sum.payments == 1 ? " reported payment of " : " reported payments of ") +
                amount_words(sum.minor, asset) + " could be confirmed or refuted";
    lead.legal = "production order, or the victims' consent";
    lead.why = "no statement in the case shows them";
    lead.weight_minor = sum.minor;
    lead.weight_asset = std::string(core::get_asset(asset).code);
    lead.weight_reports = sum.payments;
    lead.records = std::move(sum.records);
    leads.push_back(std::move(lead));
  }
}

}  // namespace

core::Result<std::vector<Lead>> find_leads(const core::RunContext& context,
                                           const LeadsInput& input) {
  CB_TRY_STATUS(core::check_cancelled(context));
  std::vector<Lead> leads;
  add_stops(input, leads);
  add_unmatched(input, leads);
  add_subscribers(input, leads);
  for (auto& lead : leads) {
    std::sort(lead.records.begin(), lead.records.end());
    lead.records.erase(std::unique(lead.records.begin(), lead.records.end()), lead.records.end());
    if (lead.records.size() > claims::finding_records_max)
      lead.records.resize(claims::finding_records_max);
  }
  // Amounts of different currencies are not compared: within a currency the larger first, the
  // currencies in the order of their codes, then what hangs on reports alone.
  std::sort(leads.begin(), leads.end(), [](const Lead& a, const Lead& b) {
    const auto order = [](const Lead& lead) {
      return std::make_tuple(lead.weight_minor == 0, lead.weight_asset, -lead.weight_minor,
                             -static_cast<std::int64_t>(lead.weight_reports), lead.subject,
                             lead.question, lead.gain, lead.why);
    };
    return order(a) < order(b);
  });
  return leads;
}

}  // namespace cuibono::leads
