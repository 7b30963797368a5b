// Summary and why it matters: what was taken in, what is reported, where it went, which numbers.
#include <algorithm>
#include <map>
#include <set>

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

void say_intake(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  std::uint64_t rows = 0, records = 0, quarantined = 0, files = 0;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    ++files;
    rows += evidence.accounts[i].rows;
    records += evidence.accounts[i].records;
    quarantined += evidence.accounts[i].quarantined;
  }
  const auto files_key = w.count("files", files, "files", "files taken in, each with its SHA-256");
  const auto rows_key = w.count("rows", rows, "rows", "data rows in all files");
  const auto records_key =
      w.count("records", records, "records", "rows that could be read as records");
  const auto broken_key = w.count("quarantined", quarantined, "rows",
                                  "rows kept aside with the reason: rows = records + quarantined");
  w.say(
      "intake",
      "{files} " + std::string(noun(files, "file", "files")) + " with {rows} " +
          noun(rows, "row", "rows") +
          " {were} taken in: {records} could be read as records, {quarantined} were set aside as "
          "unreadable.",
      {w.number("files", files, files_key), w.number("rows", rows, rows_key),
       w.number("records", records, records_key), w.number("quarantined", quarantined, broken_key),
       w.name("were", rows == 1 ? "was" : "were")});
  const auto& calls = evidence.calls;
  const auto& transfers = evidence.transfers;
  if (calls.size() > 0) {
    const Period p = period_of(calls.time_us, calls.precision, [](std::size_t) { return false; });
    const auto key = w.count("calls", static_cast<Int128>(calls.size()), "calls",
                             "calls after two operators' records of one call are taken as one");
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
                             "payments after two banks' records of one payment are taken as one");
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
    const std::string code(core::get_asset(total.asset).code);
    const auto reported_key =
        w.count("reported|" + code, total.reported_minor, code + "_minor",
                "payments that victims report in " + code, report_records(input.evidence));
    const auto traced_key = w.count(
        "traced|" + code, total.traced_minor, code + "_minor",
        "moved by the transfers that match reported payments, as transfer records state it, or as "
        "the report does where it is known well enough to be followed");
    const auto unplaced_key =
        w.count("unplaced|" + code, total.unplaced_minor, code + "_minor",
                "reported payments in " + code + " with no transfer to follow");
    // Amounts match within two percent, so that what is followed is no part of what is reported.
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
    w.say("place",
          recorded_transfers(w.input().evidence.transfers) > 0
              ? "At {place} the records end with {fifo} attributable to victims under FIFO and "
                "{prorata} pro rata: an accounting attribution, not proof of knowledge by whoever "
                "holds it."
              : "Reports alone name {place} as having received {fifo} ({prorata} pro rata): no "
                "record of the account is among the files, and its holder may not have known.",
          {w.name("place", w.privacy().reader(place.place)),
           w.money("fifo", *place.fifo_minor, place.asset, fifo_key),
           w.money("prorata", *place.prorata_minor, place.asset, prorata_key)},
          std::move(more));
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
  if (!reported) say_intake(w);
  say_losses(w);
  if (recorded_transfers(w.input().evidence.transfers) == 0) {
    const auto key = w.gap("case", "transfers", "no transfer records are among the files", {},
                           "statements of the accounts that victims paid");
    w.say("no_transfers",
          "No transfer records are among the files: where money went cannot be said.", {}, {key});
  }
  say_places(w);
  say_desks(w);
  if (reported) say_intake(w);
}

namespace {

/// What the traffic of the desks supports, with its assumptions.
void say_staff(SentenceWriter& w) {
  for (const auto& finding : w.input().organisation.findings) {
    if (finding.kind != claims::FindingKind::size || finding.subject != "case") continue;
    const auto number = [&](const char* name, core::Int128 value) {
      const auto key =
          w.count(std::string("staff_") + name, value, "people",
                  std::string("people that the traffic of the desks supports, at the ") + name +
                      " end of the range",
                  finding.records);
      return w.number(name, static_cast<std::uint64_t>(value), key);
    };
    w.say(
        "staff",
        "Call traffic alone supports between {low} and {high} people at work behind these numbers, "
        "if each number in use is one caller and callers are between three fifths and nineteen "
        "twentieths of the staff: an order of magnitude, not a head count.",
        {number("low", *finding.quantity.low), number("high", *finding.quantity.high)},
        {finding.key});
  }
}

/// Numbers, cards and handsets that took the place of another.
void say_changes(SentenceWriter& w) {
  std::map<claims::FindingKind, std::vector<std::string>> keys;
  for (const auto& finding : w.input().organisation.findings)
    keys[finding.kind].push_back(finding.key);
  const auto say = [&](claims::FindingKind kind, const std::string& one, const std::string& many) {
    std::vector<std::string> found = keys[kind];
    if (found.empty()) return;
    const std::uint64_t count = found.size();
    const auto key =
        w.count(std::string(claims::finding_kind_name(kind)), static_cast<Int128>(count), "changes",
                many +
                    " in which one took the place of another, by what stayed or by "
                    "whom they call");
    constexpr std::size_t most = 40;
    if (found.size() > most) found.resize(most);
    w.say("changes", "{count} {what}: consistent with one user going on; each has another reading.",
          {w.number("count", count, key),
           w.name("what", noun(count, (one + " took the place of another").c_str(),
                               (many + " took the place of another").c_str()))},
          std::move(found));
  };
  say(claims::FindingKind::number_succession, "number", "numbers");
  say(claims::FindingKind::sim_succession, "card", "cards");
  say(claims::FindingKind::handset_succession, "handset", "handsets");
}

}  // namespace

void say_matters(SentenceWriter& w) {
  w.section("matters");
  const auto& input = w.input();
  std::set<std::string> countries;
  std::vector<evidence::RecordRef> records;
  for (const auto& report : input.evidence.reports) {
    const std::string& country = input.evidence.text(report.victim_country);
    if (country.empty()) continue;
    countries.insert(evidence::find_country(country).value_or(core::ascii_lower(country)));
    records.insert(records.end(), report.records.begin(), report.records.end());
  }
  if (!countries.empty()) {
    const auto key = w.count(
        "countries", static_cast<Int128>(countries.size()), "countries",
        "countries that reports state for victims, each once however it is written", records);
    w.say("countries",
          "The victims who reported live in {countries} " +
              std::string(noun(countries.size(), "country", "countries")) +
              "; no one of them sees the whole from its own reports.",
          {w.number("countries", countries.size(), key)});
  }
  std::set<std::string> jurisdictions;
  for (const auto& item : input.evidence.items) {
    if (!item.jurisdiction.empty()) jurisdictions.insert(item.jurisdiction);
  }
  if (jurisdictions.size() > 1) {
    const auto key = w.count("jurisdictions", static_cast<Int128>(jurisdictions.size()),
                             "jurisdictions", "jurisdictions that the files come from");
    w.say("jurisdictions",
          "The files come from {jurisdictions} jurisdictions; leaving one out (run with "
          "--only-jurisdiction) shows what it sees alone.",
          {w.number("jurisdictions", jurisdictions.size(), key)});
  }
  std::vector<std::string> lag_keys;
  for (const auto& finding : input.profiles.findings) {
    if (finding.kind == claims::FindingKind::call_to_payment && finding.band != "set_aside")
      lag_keys.push_back(finding.key);
  }
  if (!lag_keys.empty()) {
    const std::uint64_t numbers = lag_keys.size();
    const auto key = w.count(
        "call_to_payment", static_cast<Int128>(numbers), "numbers",
        "numbers whose calls to victims precede payments at least twice as often as chance gives");
    constexpr std::size_t most = 40;
    if (lag_keys.size() > most) lag_keys.resize(most);
    w.say("call_to_payment",
          "Calls and payments stand on one clock: {numbers} " +
              std::string(noun(numbers, "number calls", "numbers call")) +
              " victims shortly before they pay, at least twice as often as chance gives.",
          {w.number("numbers", numbers, key)}, std::move(lag_keys));
  }
  say_staff(w);
  say_changes(w);
  std::uint64_t mules = 0;
  std::vector<std::string> mule_keys;
  for (const auto& finding : input.money.findings) {
    if (finding.kind != claims::FindingKind::mule || finding.band == "set_aside") continue;
    ++mules;
    if (mule_keys.size() < 40) mule_keys.push_back(finding.key);
  }
  if (mules > 0) {
    const auto key = w.count("mules", static_cast<Int128>(mules), "accounts",
                             "accounts that received victims' money and passed most of it on");
    w.say("mules",
          "{mules} " + std::string(noun(mules, "account", "accounts")) +
              " received victims' money and passed most of it on within days: consistent with the "
              "use of other people's accounts; the holders may be victims of deception themselves.",
          {w.number("mules", mules, key)}, std::move(mule_keys));
  }
}

}  // namespace cuibono::brief
