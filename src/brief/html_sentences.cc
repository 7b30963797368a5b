// A sentence and what opens below it: findings, claims, records.
#include <algorithm>

#include "brief/html_parts.h"

namespace cuibono::brief {
namespace {

constexpr std::size_t findings_shown = 12, findings_printed = 2, reasons_shown = 6,
                      records_shown = 12;

std::string words_of_transfer(const Exporter& e, std::size_t t) {
  const auto& transfers = e.input.evidence.transfers;
  const auto end = [&](evidence::SelectorId id) {
    return id == evidence::no_selector ? std::string("not stated") : e.privacy.plain(id);
  };
  return core::format_time(transfers.time_us[t], transfers.precision[t]) + ", " +
         end(transfers.payer[t]) + " → " + end(transfers.payee[t]) + ", " +
         core::format_money_for_reader(transfers.amount_minor[t], transfers.asset[t]);
}

std::string words_of_call(const Exporter& e, std::size_t c) {
  const auto& calls = e.input.evidence.calls;
  const auto end = [&](evidence::SelectorId id) {
    return id == evidence::no_selector ? std::string("not stated") : e.privacy.plain(id);
  };
  std::string words = core::format_time(calls.time_us[c], calls.precision[c]) + ", " +
                      end(calls.caller[c]) + " calls " + end(calls.callee[c]);
  if (calls.duration_s[c] != evidence::no_duration)
    words += ", " + std::to_string(calls.duration_s[c]) + " s";
  return words;
}

/// A word of programs for people: "number_succession" → "number succession".
std::string in_words(std::string_view word) {
  std::string out(word);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string interval(const claims::Quantity& quantity) {
  const auto show = [&](const core::Int128& value) {
    if (!quantity.unit.ends_with("_minor")) return core::format_minor(value);
    const auto asset =
        core::find_asset(std::string_view(quantity.unit).substr(0, quantity.unit.size() - 6));
    return core::format_money_for_reader(value, asset.value_or(core::unstated_asset));
  };
  if (!quantity.value) return {};
  std::string text = show(*quantity.value);
  if (quantity.low && quantity.high)
    text += " (" + show(*quantity.low) + " to " + show(*quantity.high) + ")";
  if (!quantity.unit.ends_with("_minor")) text += " " + in_words(quantity.unit);
  return text;
}

std::string html_reasons(const Exporter& e, const std::vector<claims::Reason>& reasons,
                         const char* title) {
  if (reasons.empty()) return {};
  std::string out = std::string("<p class=soft>") + title + "</p><ul class=reasons>";
  for (std::size_t i = 0; i < std::min(reasons_shown, reasons.size()); ++i) {
    out += "<li>" + html_text(e.privacy.readable(reasons[i].text));
    if (reasons[i].weight_percent > 0)
      out += " <span class=soft>(weight " + std::to_string(reasons[i].weight_percent) + ")</span>";
    out += "</li>";
  }
  if (reasons.size() > reasons_shown)
    out += "<li class=soft>" + std::to_string(reasons_shown) + " of " +
           std::to_string(reasons.size()) + " shown</li>";
  return out + "</ul>";
}

std::string html_records(const Exporter& e, const std::vector<evidence::RecordRef>& records,
                         std::uint64_t total) {
  if (records.empty()) return {};
  std::string out = "<div class=wide><table><caption>Records";
  const std::size_t shown = std::min(records_shown, records.size());
  if (total > shown)
    out += ": " + std::to_string(shown) + " of " + std::to_string(total) +
           " shown, all of those kept are in brief.json and findings.jsonl";
  out +=
      "</caption><thead><tr><th scope=col>row</th><th scope=col>file</th><th "
      "scope=col>SHA-256</th><th scope=col>what it says</th></tr></thead><tbody>";
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& item = e.input.evidence.items[records[i].item_rank()];
    out += "<tr><td class=mono>" + core::escape_html(item.label) + "#" +
           std::to_string(records[i].ordinal()) + "</td><td>" +
           html_text(e.privacy.scrub(item.name)) + "</td><td class=mono>" +
           item.sha256.hex().substr(0, 12) + "…</td><td>" +
           html_text(describe_record(e, records[i])) + "</td></tr>";
  }
  return out + "</tbody></table></div>";
}

std::string html_finding(const Exporter& e, const std::string& key) {
  const auto& finding = e.draft.findings[e.draft.by_key.at(key)];
  std::string out = "<div class=finding><p><span class=kind>" + e.finding_id(key) + " " +
                    in_words(claims::finding_kind_name(finding.kind)) + "</span> " +
                    html_text(e.privacy.reader(finding.subject));
  if (const auto value = interval(finding.quantity); !value.empty())
    out += ": <b>" + html_text(value) + "</b>";
  if (finding.kind != claims::FindingKind::count)
    out += " <span class=soft>[" + core::escape_html(finding.band) + "]</span>";
  out += "</p>" + html_reasons(e, finding.reasons_for, "For");
  out += html_reasons(e, finding.reasons_against, "Against");
  if (finding.kind != claims::FindingKind::count) {
    out += "<p><span class=soft>Innocent reading:</span> " +
           html_text(e.privacy.scrub(finding.look_alike.explanation)) +
           ". <span class=soft>Would settle it:</span> " +
           html_text(e.privacy.scrub(finding.look_alike.settled_by)) +
           ".</p><p class=soft>Method: " + html_text(e.privacy.scrub(finding.method)) +
           "; not resampled in this run.</p>";
  }
  return out + html_records(e, finding.records, finding.records_total) + "</div>";
}

std::string html_claim(const Exporter& e, std::size_t position) {
  const auto& claim = e.input.claims[position];
  std::string out = "<div class=finding><p><span class=kind>" + Exporter::claim_id(position) +
                    " claim</span> by " + html_text(e.privacy.scrub(claim.said_by)) +
                    ", force: " + std::string(claims::force_name(claim.force));
  if (claim.said_us) out += ", said " + core::format_time(*claim.said_us, claim.said_precision);
  if (claim.known_us)
    out += ", received " + core::format_time(*claim.known_us, claim.known_precision);
  out += claim.reliability.empty()
             ? ", source not graded"
             : ", source graded " + html_text(e.privacy.scrub(claim.reliability));
  return out + ".</p>" + html_records(e, {claim.record}, 1) + "</div>";
}

}  // namespace

std::string html_text(std::string_view text) {
  return "<bdi>" + core::escape_html(text) + "</bdi>";
}

std::string describe_record(const Exporter& e, evidence::RecordRef record) {
  const auto& evidence = e.input.evidence;
  switch (evidence.mappings[record.item_rank()].kind) {
    case evidence::ItemKind::transfers:
    case evidence::ItemKind::chain:
      if (const auto t = e.transfer_of.find(record)) return words_of_transfer(e, *t);
      break;
    case evidence::ItemKind::calls:
      if (const auto c = e.call_of.find(record)) return words_of_call(e, *c);
      break;
    case evidence::ItemKind::reports:
      for (const auto& report : evidence.reports) {
        if (std::find(report.records.begin(), report.records.end(), record) == report.records.end())
          continue;
        std::string words = "report of " + e.privacy.plain(report.victim);
        if (report.received_us)
          words += ", received " + core::format_time(*report.received_us, report.precision);
        return words;
      }
      break;
    case evidence::ItemKind::watchlist:
      return "an entry of a list";
    case evidence::ItemKind::subscribers:
      return "an entry of a register of numbers";
    default:
      break;
  }
  return "a row that is part of no event";
}

std::string html_grounds(const Exporter& e, const Sentence& sentence, std::size_t most) {
  std::string out;
  const std::size_t shown = std::min(sentence.findings.size(), most);
  for (std::size_t i = 0; i < shown; ++i) out += html_finding(e, sentence.findings[i]);
  if (sentence.findings.size() > shown) {
    out += "<p class=soft>" + std::to_string(shown) + " of " +
           std::to_string(sentence.findings.size()) +
           " findings shown; all are in findings.jsonl.</p>";
  }
  const std::size_t claims_shown = std::min(sentence.claims.size(), most);
  for (std::size_t i = 0; i < claims_shown; ++i) out += html_claim(e, sentence.claims[i]);
  if (sentence.claims.size() > claims_shown) {
    out += "<p class=soft>" + std::to_string(claims_shown) + " of " +
           std::to_string(sentence.claims.size()) +
           " statements shown; all are in claims.jsonl.</p>";
  }
  return out;
}

std::string html_sentence(const Exporter& e, const Sentence& sentence, std::size_t number) {
  const std::string id = "S" + std::to_string(number);
  return "<li id=" + id + "><span class=no>" + id + "</span>" + html_text(sentence.text) +
         " <details class=why><summary>Why?</summary><div>" +
         html_grounds(e, sentence, findings_shown) + "</div></details></li>\n";
}

std::string html_annex(const Exporter& e) {
  std::string out =
      "<section class=paper><h2>Annex: what each sentence stands on</h2>\n<p class=soft>By the "
      "number of the sentence. On a screen each sentence opens to the same.</p>\n";
  std::size_t number = 0;
  for (const char* section : {"summary", "matters", "next", "against", "gaps", "sources"}) {
    for (const auto& sentence : e.draft.sentences) {
      if (sentence.section != section) continue;
      ++number;
      out += "<h3>S" + std::to_string(number) + "</h3><p class=soft>" + html_text(sentence.text) +
             "</p>" + html_grounds(e, sentence, findings_printed);
    }
  }
  // The page knows no clock and so no seal: who prints it writes it down.
  return out +
         "<p>Seal of the audit, as run and verify print it: "
         "________________________________________</p></section>\n";
}

}  // namespace cuibono::brief
