// Summary: what was taken in, what is reported, where it went, which numbers.
#include <algorithm>
#include <map>
#include <set>

#include "brief/grounds.h"
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

using core::Int128;

constexpr std::size_t places_shown = 3;

std::vector<evidence::RecordRef> report_records(const evidence::Evidence& evidence) {
  std::vector<evidence::RecordRef> records;
  for (const auto& report : evidence.reports) {
    records.insert(records.end(), report.records.begin(), report.records.end());
  }
  return records;
}

std::uint64_t victims_of(const BriefInput& input) {
  return static_cast<std::uint64_t>(
      std::count_if(input.entities.entities.begin(), input.entities.entities.end(),
                    [](const auto& entity) { return entity.is_victim; }));
}

struct Period {
  std::int64_t first_us = INT64_MAX, last_us = INT64_MIN;
  core::Precision precision = core::Precision::second;
};

/// Payments that a transfer record speaks of: what only a victim reports is no record of a bank.
std::uint64_t recorded_transfers(const evidence::Transfers& transfers) {
  return static_cast<std::uint64_t>(
      std::count(transfers.is_reported_only.begin(), transfers.is_reported_only.end(), false));
}

/// First and last time of events but those left out; steps and calendar times are never mixed.
template <class Times, class Precisions, class LeftOut>
Period period_of(const Times& times, const Precisions& precisions, const LeftOut& left_out) {
  Period period;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (left_out(i)) continue;
    period.first_us = std::min(period.first_us, times[i]);
    period.last_us = std::max(period.last_us, times[i]);
    period.precision = std::max(period.precision, precisions[i]);
  }
  return period;
}

void say_rows(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  std::uint64_t rows = 0, records = 0, quarantined = 0, files = 0;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    ++files;
    rows += evidence.accounts[i].rows;
    records += evidence.accounts[i].records;
    quarantined += evidence.accounts[i].quarantined;
  }
  const auto firsts = first_rows(evidence);
  const auto files_key = w.count(
      "files", files, "files",
      "files taken in, each with its SHA-256; the first row that says something of each is named",
      firsts);
  const auto rows_key = w.count("rows", rows, "rows",
                                "data rows in all files; the first of each file is named", firsts);
  const auto records_key =
      w.count("records", records, "records",
              "rows that could be read as records; the first of each file is named", firsts);
  const auto broken_key = w.count("quarantined", quarantined, "rows",
                                  "rows kept aside with the reason: rows = records + quarantined");
  w.say(
      "intake",
      "{files} " + std::string(noun(files, "file", "files")) + " with {rows} " +
          noun(rows, "row", "rows") +
          " {were} taken in: {records} were read as records, {quarantined} were set aside as "
          "unreadable.",
      {w.number("files", files, files_key), w.number("rows", rows, rows_key),
       w.number("records", records, records_key), w.number("quarantined", quarantined, broken_key),
       w.name("were", rows == 1 ? "was" : "were")});
  const auto& calls = evidence.calls;
  const auto& transfers = evidence.transfers;
  if (calls.size() > 0) {
    const Period p = period_of(calls.time_us, calls.precision, [](std::size_t) { return false; });
    const auto key = w.count("calls", static_cast<Int128>(calls.size()), "calls",
                             "calls after two operators' records of one call are taken as one; the "
                             "first and the last are named",
                             ends_of(calls.legs));
    w.say("calls_period",
          "They hold {calls} " + std::string(noun(calls.size(), "call", "calls")) +
              " between {first} and {last}.",
          {w.number("calls", calls.size(), key),
           w.name("first",
                  core::format_time(p.first_us, std::max(p.precision, core::Precision::day))),
           w.name("last",
                  core::format_time(p.last_us, std::max(p.precision, core::Precision::day)))});
  }
  if (const auto recorded = recorded_transfers(transfers); recorded > 0) {
    const Period p = period_of(transfers.time_us, transfers.precision,
                               [&](std::size_t i) { return transfers.is_reported_only[i] != 0; });
    const auto key = w.count("transfers", static_cast<Int128>(recorded), "transfers",
                             "payments after two banks' records of one payment are taken as one; "
                             "the first and the last are named",
                             ends_of(transfers.legs));
    const bool steps = p.precision == core::Precision::step;
    w.say("transfers_period",
          "They hold {transfers} " + std::string(noun(recorded, "payment", "payments")) +
              " between {first} and {last}" +
              (steps ? ", counted in steps of unknown length." : "."),
          {w.number("transfers", recorded, key),
           w.name("first",
                  core::format_time(p.first_us, std::max(p.precision, core::Precision::day))),
           w.name("last",
                  core::format_time(p.last_us, std::max(p.precision, core::Precision::day)))});
  }
}

void say_losses(SentenceWriter& w) {
  const auto& input = w.input();
  if (input.evidence.reports.empty()) {
    const auto key = w.gap("case", "reports", "no victim's report is among the files", {},
                           "the reports that the police, banks or platforms hold");
    w.say("no_reports",
          "No victim's report is among the files: no loss is stated, no payment can be followed "
          "from a victim, and no number is named as a desk.",
          {}, {key});
    return;
  }
  const std::uint64_t victims = victims_of(input), reports = input.evidence.reports.size();
  const auto reports_key =
      w.count("reports", static_cast<Int128>(reports), "reports",
              "reports of victims, by report id and source", report_records(input.evidence));
  const auto victims_key = w.count("victims", static_cast<Int128>(victims), "victims",
                                   "persons whom reports name as victim, taken as one where they "
                                   "share a phone, account or e-mail under one name",
                                   report_records(input.evidence));
  w.say("reports",
        "{reports} " + std::string(noun(reports, "report", "reports")) + " of {victims} " +
            noun(victims, "victim", "victims") + " are among the files.",
        {w.number("reports", reports, reports_key), w.number("victims", victims, victims_key)});
  for (const auto& total : input.money.totals) {
    if (total.reported_minor == 0 && total.traced_minor == 0) continue;  // only converted into it
    const std::string code(core::get_asset(total.asset).code);
    const auto reported_key = w.count("reported|" + code, total.reported_minor, code + "_minor",
                                      "payments that victims report in " + code,
                                      reported_rows(input.evidence, total.asset));
    const auto traced_key = w.count(
        "traced|" + code, total.traced_minor, code + "_minor",
        "moved by the transfers that match reported payments, as transfer records state it, or as "
        "the report does where it is known well enough to be followed",
        followed_rows(input.evidence, total.asset));
    const auto unplaced_key =
        w.count("unplaced|" + code, total.unplaced_minor, code + "_minor",
                "reported payments in " + code + " with no transfer to follow",
                reported_rows(input.evidence, total.asset, true));
    // Amounts match within two percent, so that what is followed is no part of what is reported.
    if (!total.is_traced) {
      w.say("losses_not_traced",
            "Victims report payments of {reported}. They could not be traced: a limit of the rules "
            "was "
            "reached, which the gaps name.",
            {w.money("reported", total.reported_minor, total.asset, reported_key)});
      continue;
    }
    const bool followed = recorded_transfers(input.evidence.transfers) > 0;
    const bool gaps = followed && total.unplaced_minor > 0;
    std::vector<Argument> arguments{
        w.money("reported", total.reported_minor, total.asset, reported_key),
        w.money("traced", total.traced_minor, total.asset, traced_key)};
    if (gaps)
      arguments.push_back(w.money("unplaced", total.unplaced_minor, total.asset, unplaced_key));
    w.say("losses",
          gaps ? "Victims report payments of {reported}, of which {unplaced} could not be placed. "
                 "The transfers that match the others moved {traced}, which is followed."
          : followed
              ? "Victims report payments of {reported}. The transfers that match them moved "
                "{traced}, which is followed."
              : "Victims report payments of {reported}; for {traced} of it the reports themselves "
                "name the account that received it, and nothing else speaks of it.",
          std::move(arguments));
  }
}

void say_places(SentenceWriter& w) {
  std::size_t shown = 0;
  for (const auto& place : w.input().money.places) {
    if (shown == places_shown) break;
    if (!place.fifo_minor || !place.prorata_minor || *place.fifo_minor <= 0) continue;
    if (place.place == evidence::no_selector || w.privacy().is_victim(place.place)) continue;
    ++shown;
    const std::string selector = w.privacy().selector(place.place);
    const std::string code(core::get_asset(place.asset).code);
    const auto fifo_key =
        w.count("fifo|" + selector + "|" + code, *place.fifo_minor, code + "_minor",
                "victims' money at " + selector + " under first in, first out", {}, selector);
    const auto prorata_key =
        w.count("prorata|" + selector + "|" + code, *place.prorata_minor, code + "_minor",
                "victims' money at " + selector + " pro rata", {}, selector);
    std::vector<std::string> more;
    for (const auto& finding : w.input().money.findings) {
      if (finding.subject == w.input().evidence.selectors.text(place.place))
        more.push_back(finding.key);
    }
    std::vector<Argument> arguments{
        w.name("place", w.privacy().reader(place.place)),
        w.money("fifo", *place.fifo_minor, place.asset, fifo_key),
        w.money("prorata", *place.prorata_minor, place.asset, prorata_key)};
    const bool recorded = recorded_transfers(w.input().evidence.transfers) > 0;
    if (recorded && place.min_minor && place.max_minor) {
      const auto least = w.count(
          "least|" + selector + "|" + code, *place.min_minor, code + "_minor",
          "the least of victims' money at " + selector + " under any attribution", {}, selector);
      const auto most = w.count(
          "most|" + selector + "|" + code, *place.max_minor, code + "_minor",
          "the most of victims' money at " + selector + " under any attribution", {}, selector);
      arguments.push_back(w.money("least", *place.min_minor, place.asset, least));
      arguments.push_back(w.money("most", *place.max_minor, place.asset, most));
      w.say("place_bounded",
            "At {place} the records end with between {least} and {most} attributable to victims "
            "under any attribution that conserves value and respects the order of payments: "
            "{fifo} under FIFO, {prorata} pro rata. This is an accounting attribution, not proof "
            "of knowledge by whoever holds it.",
            std::move(arguments), std::move(more));
      continue;
    }
    w.say("place",
          recorded
              ? "At {place} the records end with {fifo} attributable to victims under FIFO and "
                "{prorata} pro rata: an accounting attribution, not proof of knowledge by whoever "
                "holds it."
              : "Reports alone name {place} as having received {fifo} ({prorata} pro rata): no "
                "record of the account is among the files, and nothing here shows what its holder "
                "knew.",
          std::move(arguments), std::move(more));
  }
}

void say_desks(SentenceWriter& w) {
  const auto& organisation = w.input().organisation;
  std::vector<std::string> desk_keys, site_keys;
  for (const auto& finding : organisation.findings) {
    if (finding.kind == claims::FindingKind::desk) desk_keys.push_back(finding.key);
    if (finding.kind == claims::FindingKind::site) site_keys.push_back(finding.key);
  }
  const auto& evidence = w.input().evidence;
  if (evidence.calls.size() == 0) {
    const auto key = w.gap("case", "calls", "no call records are among the files", {},
                           "the operators' records of the numbers that victims name");
    w.say("no_calls",
          desk_keys.empty()
              ? "No call records are among the files: nothing can be said about who called."
              : "No call records are among the files: what is said about numbers rests on reports "
                "alone.",
          {}, {key});
  }
  if (desk_keys.empty()) return;
  const std::uint64_t desks = desk_keys.size(), sites = site_keys.size();
  const auto desks_key = w.count("desks", static_cast<Int128>(desks), "numbers",
                                 "numbers linked to reports and not set aside");
  const auto sites_key = w.count("sites", static_cast<Int128>(sites), "sites",
                                 "groups of such numbers that share main cells or handsets");
  std::vector<std::string> findings = site_keys;
  constexpr std::size_t most = 40;
  findings.insert(
      findings.end(), desk_keys.begin(),
      desk_keys.begin() + static_cast<std::ptrdiff_t>(std::min(most, desk_keys.size())));
  if (evidence.calls.size() == 0) {
    w.say("desks_reported",
          "{desks} " + std::string(noun(desks, "number is", "numbers are")) +
              " said by reports to have called; how " + noun(desks, "it behaves", "they behave") +
              ", only call records would show.",
          {w.number("desks", desks, desks_key)}, std::move(findings));
    return;
  }
  w.say("desks",
        "{desks} " + std::string(noun(desks, "number behaves", "numbers behave")) +
            " as a desk would, at {sites} " + noun(sites, "site", "sites") +
            ": consistent with call centres; no person is named by this.",
        {w.number("desks", desks, desks_key), w.number("sites", sites, sites_key)},
        std::move(findings));
}

}  // namespace

void say_summary(SentenceWriter& w) {
  w.section("summary");
  if (w.input().evidence.items.empty()) {
    const auto key = w.gap("case", "files", "no file is within what was asked for", {},
                           "a wider choice of dates, sources or jurisdictions");
    w.say("nothing", "No file is within what was asked for: nothing can be said.", {}, {key});
    return;
  }
  // The bottom line first: what was lost, where it went, who called. Without reports there is none.
  const bool reported = !w.input().evidence.reports.empty();
  if (!reported) say_rows(w);
  say_losses(w);
  if (recorded_transfers(w.input().evidence.transfers) == 0) {
    const auto key = w.gap("case", "transfers", "no transfer records are among the files", {},
                           "statements of the accounts that victims paid");
    w.say("no_transfers",
          "No transfer records are among the files: where money went cannot be said.", {}, {key});
  }
  say_ledger(w);
  say_places(w);
  say_desks(w);
  if (reported) say_rows(w);
}

}  // namespace cuibono::brief
