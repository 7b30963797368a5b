// What speaks against it: look-alikes set aside, reasons against, doubtful readings, rules that disagree.
#include <algorithm>

#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

constexpr std::size_t doubts_shown = 8, against_shown = 5;

void set_aside_actors(SentenceWriter& w) {
  std::uint64_t count = 0;
  std::vector<const claims::Finding*> asides;
  for (const auto& finding : w.input().organisation.findings) {
    if (finding.kind != claims::FindingKind::look_alike) continue;
    ++count;
    asides.push_back(&finding);
    const std::string reason = finding.reasons_against.empty() ? finding.look_alike.explanation
                                                               : finding.reasons_against[0].text;
    w.draft().set_aside.push_back(
        {w.privacy().subject(finding.subject), w.privacy().scrub(reason), finding.key});
  }
  if (asides.empty()) return;
  std::vector<std::string> aside_keys;
  for (const auto* finding : asides) aside_keys.push_back(finding->key);
  const auto key = w.count("set_aside", static_cast<core::Int128>(count), "numbers",
                           "numbers that resemble a desk and are set aside with the reason");
  w.say("asides",
        "{count} " + std::string(noun(count, "number resembles", "numbers resemble")) +
            " a desk and {are} set aside, each with the reason, in the list of those set aside.",
        {w.number("count", count, key), w.name("are", noun(count, "is", "are"))},
        std::move(aside_keys));
}

void reasons_against(SentenceWriter& w) {
  std::size_t shown = 0;
  for (const auto& finding : w.input().organisation.findings) {
    if (finding.kind != claims::FindingKind::desk || finding.reasons_against.empty()) continue;
    if (shown++ == against_shown) break;
    w.say("against", "Of {number}, listed as a desk, it must be said: {reason}.",
          {w.name("number", w.privacy().reader(finding.subject)),
           w.name("reason", finding.reasons_against[0].text)},
          {finding.key});
  }
}

/// The two rules side by side where they differ most.
void rules_disagree(SentenceWriter& w) {
  const money::Place* widest = nullptr;
  core::Int128 widest_gap = 0;
  for (const auto& place : w.input().money.places) {
    if (!place.fifo_minor || !place.prorata_minor || place.place == evidence::no_selector ||
        w.privacy().is_victim(place.place))
      continue;
    const core::Int128 apart = *place.fifo_minor > *place.prorata_minor
                                   ? *place.fifo_minor - *place.prorata_minor
                                   : *place.prorata_minor - *place.fifo_minor;
    if (apart > widest_gap) {
      widest_gap = apart;
      widest = &place;
    }
  }
  if (widest == nullptr) return;
  const std::string selector = w.privacy().selector(widest->place),
                    code(core::get_asset(widest->asset).code);
  const auto fifo =
      w.count("fifo|" + selector + "|" + code, *widest->fifo_minor, code + "_minor",
              "victims' money at " + selector + " under first in, first out", {}, selector);
  const auto prorata =
      w.count("prorata|" + selector + "|" + code, *widest->prorata_minor, code + "_minor",
              "victims' money at " + selector + " pro rata", {}, selector);
  w.say("rules_differ",
        "The rules differ most at {place}: {fifo} by FIFO, {prorata} pro rata. Which of them "
        "applies is a question of law, not of arithmetic.",
        {w.name("place", w.privacy().reader(widest->place)),
         w.money("fifo", *widest->fifo_minor, widest->asset, fifo),
         w.money("prorata", *widest->prorata_minor, widest->asset, prorata)});
}

void doubtful_columns(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  std::uint64_t doubtful = 0;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    for (const auto& column : evidence.mappings[i].columns) {
      if (column.doubtful) ++doubtful;
    }
  }
  if (doubtful == 0) return;
  const auto key = w.count("doubtful_columns", static_cast<core::Int128>(doubtful), "columns",
                           "columns whose meaning is doubtful: used where the confidence reaches "
                           "the threshold, unknown otherwise");
  w.say("doubtful",
        "{count} " + std::string(noun(doubtful, "column is", "columns are")) +
            " doubtful; a wrong reading would change what is said here.",
        {w.number("count", doubtful, key)});
  std::size_t shown = 0;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    for (const auto& column : evidence.mappings[i].columns) {
      if (!column.doubtful || shown++ >= doubts_shown) continue;
      w.say("doubtful_column",
            "In {file} the column “{header}” is read as {field}, doubtful: {reason}",
            {w.name("file", evidence.items[i].name), w.name("header", column.header),
             w.name("field", std::string(evidence::field_name(column.field))),
             w.name("reason", w.privacy().scrub_reason(column.reason, evidence.mappings[i].kind))},
            {key});
    }
  }
}

}  // namespace

void say_against(SentenceWriter& w) {
  w.section("against");
  set_aside_actors(w);
  reasons_against(w);
  rules_disagree(w);
  doubtful_columns(w);
  say_steadiness(w);
}

}  // namespace cuibono::brief
