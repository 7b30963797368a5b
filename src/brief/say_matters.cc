// Why it matters: how far it reaches, calls and payments on one clock, who may stand behind the numbers.
#include <algorithm>
#include <map>
#include <set>

#include "brief/grounds.h"
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

using core::Int128;

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

/// Groups of numbers that call the same few others, the largest first.
void say_groups(SentenceWriter& w) {
  constexpr std::size_t groups_shown = 3;
  std::vector<const claims::Finding*> groups;
  for (const auto& finding : w.input().organisation.findings)
    if (finding.kind == claims::FindingKind::bipartite) groups.push_back(&finding);
  std::stable_sort(groups.begin(), groups.end(), [](const auto* a, const auto* b) {
    return a->quantity.value.value_or(0) > b->quantity.value.value_or(0);
  });
  for (std::size_t i = 0; i < std::min(groups_shown, groups.size()); ++i) {
    const auto& finding = *groups[i];
    w.say("group", "{reason}. No report names any of them; {other}.",
          {w.name("reason", w.privacy().readable(finding.reasons_for[0].text)),
           w.name("other", finding.look_alike.explanation)},
          {finding.key});
  }
  if (groups.size() > groups_shown) {
    const auto key = w.count("call_groups", static_cast<Int128>(groups.size()), "groups",
                             "groups of numbers that call the same few others");
    w.say("groups_more", "{all} such groups were found in all; findings.jsonl has each.",
          {w.number("all", groups.size(), key)});
  }
}

/// Records of payments by victims and by accounts that their money reached. Who else pays into a pattern may be a
/// victim of whom no report tells the account, and is not printed.
std::set<evidence::RecordRef> records_that_may_be_printed(const SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  std::vector<std::uint8_t> may_pay(evidence.selectors.size(), 0);
  for (const auto& account : w.input().money.accounts) may_pay[account.account.index()] = 1;
  std::set<evidence::RecordRef> records;
  for (std::size_t event = 0; event < evidence.transfers.size(); ++event) {
    const auto payer = evidence.transfers.payer[event];
    if (payer == evidence::no_selector) continue;
    if (may_pay[payer.index()] == 0 && !w.privacy().is_victim(payer)) continue;
    const auto legs = evidence.transfers.legs.of(event);
    records.insert(legs.begin(), legs.end());
  }
  return records;
}

/// Patterns of payments that are put forward: how many, never whose.
void say_patterns(SentenceWriter& w) {
  if (w.input().patterns == nullptr) return;
  constexpr std::size_t patterns_shown = 40, records_shown = 200;
  std::uint64_t patterns = 0;
  std::vector<evidence::RecordRef> records;
  std::set<evidence::RecordRef> printable;
  for (const auto& finding : *w.input().patterns) {
    if (finding.band == "set_aside") continue;
    if (++patterns > patterns_shown) continue;
    if (patterns == 1) printable = records_that_may_be_printed(w);
    for (const auto record : finding.records) {
      if (records.size() < records_shown && printable.contains(record)) records.push_back(record);
    }
  }
  if (patterns == 0) return;
  const auto key =
      w.count("patterns", static_cast<Int128>(patterns), "patterns",
              "patterns of payments that moved victims' money under first in, first out", records);
  w.say("patterns",
        "{patterns} " + std::string(noun(patterns, "pattern", "patterns")) +
            " of payments moved victims' money. A pattern is a question, not an answer: an "
            "innocent reading, and what would settle it, stands beside each.",
        {w.number("patterns", patterns, key)});
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
    const auto key =
        w.count("jurisdictions", static_cast<Int128>(jurisdictions.size()), "jurisdictions",
                "jurisdictions that the files come from", first_rows(input.evidence));
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
  say_groups(w);
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
              "use of other people's accounts; nothing here shows what the holders knew, or "
              "whether they were deceived themselves.",
          {w.number("mules", mules, key)}, std::move(mule_keys));
  }
  say_patterns(w);
}

}  // namespace cuibono::brief
