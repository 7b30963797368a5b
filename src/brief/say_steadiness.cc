// How steady the findings are, where the evidence was drawn again. "Found in … of …", never a probability.
#include <algorithm>

#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

/// A finding that fewer than nine of ten draws kept hangs on few units of evidence.
bool is_unsteady(const claims::Resamples& resamples) {
  constexpr std::uint64_t ten = 10, nine = 9;
  return ten * resamples.kept < nine * resamples.of;
}

std::string label_of(SentenceWriter& w, const claims::Finding& finding) {
  return w.privacy().reader(finding.subject);
}

void say_groups(SentenceWriter& w) {
  for (const auto& site : w.input().organisation.sites) {
    if (!site.resamples) continue;
    const auto& resamples = *site.resamples;
    const auto kept = w.count("kept|" + site.id, core::Int128{resamples.kept}, "resamples",
                              "resamples in which a group pairs with this one", {}, site.id);
    const auto of = w.count("resamples", core::Int128{resamples.of}, "resamples",
                            "draws of the units of evidence");
    const auto finding =
        std::find_if(w.input().organisation.findings.begin(), w.input().organisation.findings.end(),
                     [&](const auto& one) {
                       return one.kind == claims::FindingKind::site && one.subject == site.id;
                     });
    if (finding == w.input().organisation.findings.end()) continue;
    w.say("steady_group", "The group {group} was found in {kept} of {of} resamples.",
          {w.name("group", label_of(w, *finding)), w.number("kept", resamples.kept, kept),
           w.number("of", resamples.of, of)},
          {finding->key});
  }
}

}  // namespace

void say_steadiness(SentenceWriter& w) {
  std::uint64_t drawn = 0, unsteady = 0, of = 0;
  std::vector<std::string> keys, steady;
  for (const auto* findings : {&w.input().money.findings, &w.input().profiles.findings,
                               &w.input().organisation.findings}) {
    for (const auto& finding : *findings) {
      if (!finding.resamples || finding.band == "set_aside") continue;
      ++drawn;
      of = finding.resamples->of;
      const bool hangs = is_unsteady(*finding.resamples);
      unsteady += hangs ? 1U : 0U;
      (hangs ? keys : steady).push_back(finding.key);
    }
  }
  if (drawn == 0) return;
  constexpr std::size_t keys_shown = 40;
  if (keys.empty()) keys = std::move(steady);
  std::sort(keys.begin(), keys.end());
  keys.resize(std::min(keys.size(), keys_shown));
  const auto drawn_key = w.count("findings_drawn", static_cast<core::Int128>(drawn), "findings",
                                 "findings for which the evidence was drawn again");
  const auto unsteady_key =
      w.count("findings_unsteady", static_cast<core::Int128>(unsteady), "findings",
              "of them, those that fewer than nine of ten draws kept");
  const auto of_key = w.count("resamples", static_cast<core::Int128>(of), "resamples",
                              "draws of the units of evidence");
  w.say("steadiness",
        "The evidence was drawn again {of} times, given the identities of this run: of {drawn} "
        "findings {unsteady} were there in fewer than nine of ten draws and hang on few records "
        "(findings.jsonl has each).",
        {w.number("of", of, of_key), w.number("drawn", drawn, drawn_key),
         w.number("unsteady", unsteady, unsteady_key)},
        std::move(keys));
  say_groups(w);
}

}  // namespace cuibono::brief
