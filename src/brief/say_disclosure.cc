// What speaks against findings, from the schedule of disclosure: said after all else, in the section of that name.
#include <algorithm>
#include <set>

#include "brief/disclosure.h"
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

constexpr std::size_t examples_shown = 3, findings_named = 40;

std::vector<const Disclosure*> lines_of(const std::vector<Disclosure>& schedule,
                                        DisclosureKind kind) {
  std::vector<const Disclosure*> lines;
  for (const auto& line : schedule)
    if (line.kind == kind) lines.push_back(&line);
  return lines;
}

std::vector<std::string> keys_of(const std::vector<const Disclosure*>& lines) {
  std::vector<std::string> keys;
  for (const auto* line : lines)
    if (!line->finding.empty() && keys.size() < findings_named) keys.push_back(line->finding);
  return keys;
}

std::vector<evidence::RecordRef> records_of(const std::vector<const Disclosure*>& lines) {
  std::vector<evidence::RecordRef> records;
  for (const auto* line : lines)
    records.insert(records.end(), line->records.begin(), line->records.end());
  return records;
}

/// A sentence with the number of lines of a kind.
void say_count(SentenceWriter& w, const std::vector<const Disclosure*>& lines,
               const std::string& form, const std::string& unit, const std::string& counted,
               const std::string& one, const std::string& many) {
  if (lines.empty()) return;
  const auto key =
      w.count(form, static_cast<core::Int128>(lines.size()), unit, counted, records_of(lines));
  w.say(form, "{count} " + std::string(noun(lines.size(), one.c_str(), many.c_str())) + ".",
        {w.number("count", lines.size(), key)}, keys_of(lines));
}

void say_alibis(SentenceWriter& w, const std::vector<Disclosure>& schedule) {
  const auto lines = lines_of(schedule, DisclosureKind::alibi);
  say_count(w, lines, "alibis", "numbers",
            "numbers like desks whose own call records show them elsewhere, at two places at once, "
            "or only displayed",
            "number that is taken for a desk was elsewhere, at two places at once, or only "
            "displayed, by the operators' own records; the schedule has each call",
            "numbers that are taken for desks were elsewhere, at two places at once, or only "
            "displayed, by the operators' own records; the schedule has each call");
  for (std::size_t i = 0; i < std::min(examples_shown, lines.size()); ++i)
    w.say("alibi", "Of {number} it must be said: {reason}.",
          {w.name("number", w.privacy().reader(lines[i]->subject)),
           w.name("reason", lines[i]->description)},
          {lines[i]->finding});
}

/// What somebody denies, took back, or a court overturned, in their words.
void say_statements(SentenceWriter& w, const std::vector<Disclosure>& schedule) {
  std::set<std::size_t> said;
  std::uint64_t all = 0;
  for (const auto* line : lines_of(schedule, DisclosureKind::statement)) {
    if (!line->claim || !said.insert(*line->claim).second) continue;
    if (++all > examples_shown) continue;
    const auto& claim = w.input().claims[*line->claim];
    const char* verb = claim.force == claims::Force::denied      ? "denies"
                       : claim.force == claims::Force::withdrawn ? "has withdrawn"
                                                                 : "has overturned";
    std::vector<std::string> keys;
    if (!line->finding.empty()) keys.push_back(line->finding);
    w.say("statement_against", "{speaker} {verb} of {subject}: “{words}”",
          {w.name("speaker", claim.said_by), w.name("verb", verb),
           w.name("subject", w.privacy().reader(line->subject)), w.name("words", claim.object)},
          std::move(keys), {*line->claim});
  }
  if (all <= examples_shown) return;
  const auto key = w.count("statements_against", static_cast<core::Int128>(all), "statements",
                           "statements that deny, were withdrawn, or were overturned by a court");
  w.say("statements_against", "{all} such statements are in the schedule in all.",
        {w.number("all", all, key)});
}

void say_files(SentenceWriter& w, const std::vector<Disclosure>& schedule) {
  const auto unused = lines_of(schedule, DisclosureKind::unused);
  const std::uint64_t files = unused.size() + lines_of(schedule, DisclosureKind::used).size();
  if (!unused.empty()) {
    std::uint64_t named = 0;
    for (const auto* line : unused) named += line->undermines ? 1U : 0U;
    const auto unused_key = w.count("files_unused", static_cast<core::Int128>(unused.size()),
                                    "files", "files that no sentence outside of the sources cites");
    const auto files_key = w.count("files_in_schedule", static_cast<core::Int128>(files), "files",
                                   "files in the schedule of disclosure");
    const auto named_key = w.count("files_unused_named", static_cast<core::Int128>(named), "files",
                                   "of them, those that hold records of what a finding is about");
    w.say("unused",
          "{unused} of {files} " + std::string(noun(files, "file", "files")) + " " +
              noun(unused.size(), "is", "are") +
              " cited by no sentence; {named} of them {hold} records of what a finding is about.",
          {w.number("unused", unused.size(), unused_key), w.number("files", files, files_key),
           w.number("named", named, named_key), w.name("hold", noun(named, "holds", "hold"))});
  }
  std::uint64_t against = 0;
  for (const auto& line : schedule) against += line.undermines ? 1U : 0U;
  const auto all_key = w.count("disclosures", static_cast<core::Int128>(schedule.size()), "lines",
                               "lines of disclosure.jsonl");
  const auto against_key = w.count("disclosures_against", static_cast<core::Int128>(against),
                                   "lines", "of them, lines that speak against a finding");
  w.say("schedule",
        "The schedule of disclosure (disclosure.jsonl) has {all} " +
            std::string(noun(schedule.size(), "line", "lines")) + ", of which {against} " +
            noun(against, "undermines", "undermine") + " a finding or {assist} a defence.",
        {w.number("all", schedule.size(), all_key), w.number("against", against, against_key),
         w.name("assist", noun(against, "assists", "assist"))});
}

}  // namespace

void say_disclosure(SentenceWriter& w, const std::vector<Disclosure>& schedule) {
  if (schedule.empty()) return;
  w.section("against");
  say_alibis(w, schedule);
  const auto rivals = lines_of(schedule, DisclosureKind::rival);
  say_count(w, rivals, "rivals", "findings",
            "findings about a number or account of which registers name several holders",
            "finding is about a number or account of which registers and lists name several "
            "holders",
            "findings are about numbers or accounts of which registers and lists name several "
            "holders");
  say_statements(w, schedule);
  say_count(
      w, lines_of(schedule, DisclosureKind::low_grade), "low_grade", "findings",
      "findings that stand on material of low or unknown grade",
      "finding stands on material whose grade is low, or says that its worth cannot be judged",
      "findings stand on material whose grade is low, or says that its worth cannot be "
      "judged");
  say_count(w, lines_of(schedule, DisclosureKind::one_source), "one_source", "findings",
            "findings all of whose records are of one source",
            "finding stands on the records of one source alone",
            "findings stand on the records of one source alone");
  say_files(w, schedule);
}

}  // namespace cuibono::brief
