// What to expect next: only what follows from counts and trends, and the next steps.
#include <algorithm>
#include <map>

#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

constexpr std::size_t leads_shown = 3;
constexpr std::int64_t active_us = 7 * core::us_per_day;

std::string month_of(std::int64_t time_us) {
  return core::format_time(time_us, core::Precision::month);
}

/// Reports of the last two whole months: the last month of the data is cut off by its end.
void say_report_trend(SentenceWriter& w) {
  std::map<std::string, std::uint64_t> months;
  std::map<std::string, std::vector<evidence::RecordRef>> records;
  for (const auto& report : w.input().evidence.reports) {
    if (!report.received_us || report.precision == core::Precision::step) continue;
    const std::string month = month_of(*report.received_us);
    ++months[month];
    auto& list = records[month];
    list.insert(list.end(), report.records.begin(), report.records.end());
  }
  if (months.size() < 3) return;
  auto last = std::prev(months.end(), 2);  // the newest month may not be over
  const auto before = std::prev(last);
  const auto key_a =
      w.count("reports|" + before->first, static_cast<core::Int128>(before->second), "reports",
              "reports received in " + before->first, records[before->first]);
  const auto key_b = w.count("reports|" + last->first, static_cast<core::Int128>(last->second),
                             "reports", "reports received in " + last->first, records[last->first]);
  const char* direction = last->second > before->second   ? "rose"
                          : last->second < before->second ? "fell"
                                                          : "stayed";
  w.say("report_trend",
        "Reports {direction} from {before} in {month_before} to {last} in {month_last}; this "
        "counts when people reported, not when they were called.",
        {w.name("direction", direction), w.number("before", before->second, key_a),
         w.name("month_before", before->first), w.number("last", last->second, key_b),
         w.name("month_last", last->first)});
}

/// Desk numbers that still call at the end of the call records.
void say_still_active(SentenceWriter& w) {
  const auto& input = w.input();
  const auto& calls = input.evidence.calls;
  if (calls.size() == 0 || calls.precision.back() == core::Precision::step) return;
  const std::int64_t end = calls.time_us.back();
  std::uint64_t desks = 0, active = 0;
  std::vector<std::string> keys;
  for (const auto& actor : input.organisation.actors) {
    if (actor.band == "set_aside" || actor.selectors.empty()) continue;
    ++desks;
    const auto p = input.profiles.of_selector[actor.selectors[0].index()];
    if (p == calls::no_profile || input.profiles.profiles[p].calls_out == 0) continue;
    if (end - input.profiles.profiles[p].last_us > active_us) continue;
    ++active;
    for (const auto& finding : input.organisation.findings) {
      const bool same = finding.kind == claims::FindingKind::desk &&
                        finding.subject == input.evidence.selectors.text(actor.selectors[0]);
      if (same && keys.size() < 40) keys.push_back(finding.key);
    }
  }
  if (desks == 0) return;
  const auto desks_key = w.count("desks", static_cast<core::Int128>(desks), "numbers",
                                 "numbers linked to reports and not set aside");
  const auto active_key =
      w.count("desks_active", static_cast<core::Int128>(active), "numbers",
              "of them, with a call in the last seven days of the call records");
  if (active == 0) {
    w.say(
        "inactive",
        "None of the {desks} desk numbers calls in the last week of the records: numbers are given "
        "up, so the same people would be found by handset, cell and rhythm rather than by number.",
        {w.number("desks", desks, desks_key)}, {active_key});
    return;
  }
  w.say("active",
        "{active} of {desks} desk numbers still " + std::string(noun(active, "calls", "call")) +
            " in the last week of the records, up to {end}: if nothing changes, more reports that "
            "name them are to be expected.",
        {w.number("active", active, active_key), w.number("desks", desks, desks_key),
         w.name("end", core::format_time(end, core::Precision::day))},
        std::move(keys));
}

/// How long what rests may stay, of each currency in which that can be said.
void say_outlook(SentenceWriter& w) {
  const auto& findings = w.input().money.findings;
  const auto find = [&](const std::string& what, core::AssetId asset) -> const claims::Finding* {
    const std::string key = "freeze|case|" + what + "|" + std::string(core::get_asset(asset).code);
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [&](const auto& finding) { return finding.key == key; });
    return at == findings.end() ? nullptr : &*at;
  };
  for (const auto& total : w.input().money.totals) {
    const auto* half = find("half_life", total.asset);
    const auto* low = find("half_life_low", total.asset);
    const auto* high = find("half_life_high", total.asset);
    const auto* resting = find("resting", total.asset);
    const auto* left = find("after_ten_days", total.asset);
    if (half == nullptr || low == nullptr || high == nullptr || resting == nullptr ||
        left == nullptr)
      continue;
    const auto hours = [&](const char* name, const claims::Finding& finding) {
      return w.number(name, static_cast<std::uint64_t>(finding.quantity.value.value_or(0)),
                      finding.key);
    };
    w.say("outlook",
          "At the end of the records {resting} of what victims lost is, by first in, first out, on "
          "accounts for which a freezing order can be asked. Going by all accounts whose payments "
          "are "
          "in the records, half of what comes leaves within {hours} hours (between {low} and "
          "{high}); "
          "at that rate {left} is still there ten days after the last record.",
          {w.money("resting", *resting->quantity.value, total.asset, resting->key),
           hours("hours", *half), hours("low", *low), hours("high", *high),
           w.money("left", *left->quantity.value, total.asset, left->key)});
  }
}

void say_leads(SentenceWriter& w) {
  std::size_t shown = 0;
  for (const auto& lead : w.input().leads) {
    if (shown++ == leads_shown) break;
    const auto key = w.gap(lead.subject, "lead|" + lead.topic, lead.why, lead.records, lead.step);
    w.say("lead", "{step}. It would settle: {question}",
          {w.name("step", w.privacy().readable(lead.step)),
           w.name("question", w.privacy().readable(lead.question))},
          {key});
  }
  const std::uint64_t all = w.input().leads.size();
  if (all > leads_shown) {
    const auto key = w.count("leads", static_cast<core::Int128>(all), "steps",
                             "next steps that follow from stops, gaps and open questions");
    w.say("leads_more", "{all} next steps are listed in all, those on which most hangs first.",
          {w.number("all", all, key)});
  }
}

}  // namespace

void say_next(SentenceWriter& w) {
  w.section("next");
  say_report_trend(w);
  say_still_active(w);
  say_outlook(w);
  say_leads(w);
}

}  // namespace cuibono::brief
