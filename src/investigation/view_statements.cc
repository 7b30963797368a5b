// findings.jsonl, claims.jsonl, leads.jsonl and the sentences of brief.json, as the workbench lists them.
#include <algorithm>

#include "investigation/view_parts.h"

namespace cuibono::investigation {
namespace {

/// "mule" and "number_succession" as words.
std::string words_of_kind(std::string kind) {
  std::replace(kind.begin(), kind.end(), '_', ' ');
  return kind;
}

/// The reasons of a finding, each of whose records is one that the finding rests on.
ViewJson reasons_of(const ViewJson& reasons, std::vector<RestsOn>& rests_on, std::uint32_t number,
                    std::string& searched) {
  if (!reasons.is_array()) return ViewJson::array();
  for (const auto& reason : reasons) {
    for (const auto& record : view_value(reason, "records"))
      rests_on.push_back(
          {view_text(record, "item"), record.value("row", std::uint64_t{0}), number});
    searched += view_text(reason, "text") + "\n";
  }
  return reasons_json(reasons);
}

/// Selectors inside the key of a finding: "number_succession|tel:+999…|tel:+999…".
std::vector<std::string> selectors_of_key(std::string_view key) {
  std::vector<std::string> selectors;
  for (const auto part : core::split(key, '|')) {
    for (const auto one : core::split(part, ',')) {
      if (one.find(':') != std::string_view::npos) selectors.emplace_back(one);
    }
  }
  return selectors;
}

void add_finding(CaseView::Results& results, const ViewJson& finding) {
  const auto number = static_cast<std::uint32_t>(results.finding_ids.size());
  const std::string id = view_text(finding, "id"), subject = view_text(finding, "subject"),
                    kind = view_text(finding, "kind"), unit = view_text(finding, "unit"),
                    band = view_text(finding, "band");
  std::string searched =
      words_of_kind(kind) + "\n" + subject + "\n" + view_text(finding, "method") + "\n";
  ViewJson row;
  for (const char* name : {"id", "key", "kind", "subject"}) row[name] = view_value(finding, name);
  row["subject_label"] = brief::selector_label(subject);
  row["value"] = view_value(finding, "value");
  row["unit"] = view_value(finding, "unit");
  const std::string text = quantity_words(view_value(finding, "value"), unit);
  row["text"] = text.empty() ? words_of_kind(kind) : text;
  row["low"] = view_value(finding, "low");
  row["high"] = view_value(finding, "high");
  const std::string low = quantity_words(view_value(finding, "low"), unit),
                    high = quantity_words(view_value(finding, "high"), unit);
  row["range_text"] =
      low.empty() && high.empty()
          ? ViewJson(nullptr)
          : ViewJson((low.empty() ? "?" : low) + " to " + (high.empty() ? "?" : high));
  row["method"] = view_value(finding, "method");
  row["band"] = view_value(finding, "band");
  row["for"] = reasons_of(view_value(finding, "for"), results.rests_on, number, searched);
  row["against"] = reasons_of(view_value(finding, "against"), results.rests_on, number, searched);
  const ViewJson look_alike = view_value(finding, "look_alike");
  row["look_alike"] = look_alike.is_object()
                          ? ViewJson{{"text", view_value(look_alike, "explanation")},
                                     {"settle", view_value(look_alike, "settled_by")}}
                          : ViewJson(nullptr);
  const ViewJson total = view_value(finding, "records_total");
  put_records(
      row, view_value(finding, "records"),
      total.is_number_unsigned() ? std::optional(total.get<std::uint64_t>()) : std::nullopt);
  for (const auto& record : view_value(finding, "records"))
    results.rests_on.push_back(
        {view_text(record, "item"), record.value("row", std::uint64_t{0}), number});
  results.findings.add(id, row, searched);
  results.findings.set("kind", kind);
  results.findings.set("subject", subject);
  results.findings.set("band", band);
  results.findings.set("set_aside", band == "set_aside" ? "1" : "0");
  results.finding_ids.push_back(id);
  if (kind == "trace" && unit.ends_with("_minor")) {
    ViewJson trace{{"finding", id}};
    put_records(trace, view_value(finding, "records"), row["records_total"].get<std::uint64_t>());
    results.trace_of.emplace(subject + "|" + unit.substr(0, unit.size() - 6), std::move(trace));
  }
  auto& mentions = results.mentions[id];
  mentions = selectors_of_key(view_text(finding, "key"));
  mentions.push_back(subject);
  const std::string label = words_of_kind(kind) + " · " + brief::selector_label(subject) +
                            (text.empty() ? "" : " · " + text);
  results.search.push_back({dump_view({{"kind", "finding"},
                                       {"id", id},
                                       {"label", label},
                                       {"label_latin", nullptr},
                                       {"extra", view_value(finding, "band")}}),
                            evidence::fold_words(id), evidence::fold_words(label), searched});
}

void add_claim(CaseView::Results& results, const ViewJson& claim) {
  ViewJson row = claim;
  put_records(row, view_value(claim, "records"), std::nullopt);
  row["subject_label"] = brief::selector_label(view_text(claim, "subject"));
  std::string searched;
  for (const char* name : {"subject", "predicate", "object", "said_by", "force"})
    searched += view_text(claim, name) + "\n";
  const std::string id = view_text(claim, "id");
  results.claims.add(id, row, searched);
  results.claims.set("subject", view_text(claim, "subject"));
  const std::string label = brief::selector_label(view_text(claim, "subject")) + " " +
                            view_text(claim, "predicate") + " " + view_text(claim, "object");
  results.search.push_back({dump_view({{"kind", "claim"},
                                       {"id", id},
                                       {"label", core::cut_utf8(label, 160)},
                                       {"label_latin", nullptr},
                                       {"extra", view_value(claim, "said_by")}}),
                            evidence::fold_words(id), evidence::fold_words(label), searched});
}

void add_lead(CaseView::Results& results, const ViewJson& lead) {
  ViewJson row;
  std::string searched;
  for (const char* name : {"id", "question", "step", "subject", "gain", "cost", "legal", "why"}) {
    row[name] = view_value(lead, name);
    searched += view_text(lead, name) + "\n";
  }
  row["subject_label"] = brief::selector_label(view_text(lead, "subject"));
  put_records(row, view_value(lead, "records"), std::nullopt);
  const std::string id = view_text(lead, "id");
  results.leads.add(id, row, searched);
  results.leads.set("subject", view_text(lead, "subject"));
  results.mentions[id] = {view_text(lead, "subject")};
  results.search.push_back({dump_view({{"kind", "lead"},
                                       {"id", id},
                                       {"label", view_value(lead, "question")},
                                       {"label_latin", nullptr},
                                       {"extra", view_value(lead, "gain")}}),
                            evidence::fold_words(id),
                            evidence::fold_words(view_text(lead, "question")), searched});
}

}  // namespace

core::Status read_statements(CaseView::Results& results) {
  CB_TRY(const auto findings, parse_result_lines(results, "findings.jsonl"));
  std::unordered_map<std::string, std::uint64_t> total_of;
  for (const auto& finding : findings) {
    add_finding(results, finding);
    total_of[view_text(finding, "id")] = finding.value("records_total", std::uint64_t{0});
  }
  std::sort(results.rests_on.begin(), results.rests_on.end());
  results.rests_on.erase(std::unique(results.rests_on.begin(), results.rests_on.end()),
                         results.rests_on.end());
  CB_TRY(const auto claims, parse_result_lines(results, "claims.jsonl"));
  for (const auto& claim : claims) add_claim(results, claim);
  CB_TRY(const auto leads, parse_result_lines(results, "leads.jsonl"));
  for (const auto& lead : leads) add_lead(results, lead);

  CB_TRY(const ViewJson brief, parse_results(results, "brief.json"));
  for (const auto& section : view_value(brief, "sections")) {
    for (const auto& sentence : view_value(section, "sentences")) {
      ViewJson row;
      const std::string id = view_text(sentence, "id"), text = view_text(sentence, "text");
      row["id"] = id;
      row["text"] = text;
      row["section"] = view_value(section, "id");
      for (const char* name : {"numbers", "findings", "claims"})
        row[name] = view_value(sentence, name);
      // A sentence names its first records only; what its findings rest on is no fewer.
      std::uint64_t total = 0;
      for (const auto& finding : view_value(sentence, "findings"))
        total = std::max(total, total_of[finding.get<std::string>()]);
      put_records(row, view_value(sentence, "records"), total);
      results.sentences.add(id, row, text);
      results.sentences.set("section", view_text(section, "id"));
      results.search.push_back({dump_view({{"kind", "sentence"},
                                           {"id", id},
                                           {"label", text},
                                           {"label_latin", nullptr},
                                           {"extra", view_value(section, "title")}}),
                                evidence::fold_words(id),
                                evidence::fold_words(text),
                                {}});
    }
  }
  return {};
}

}  // namespace cuibono::investigation
