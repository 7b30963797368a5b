// disclosure.jsonl: the schedule, a line for everything that whoever is accused may ask for.
#include <algorithm>
#include <map>

#include "brief/disclosure.h"
#include "brief/export_parts.h"

namespace cuibono::brief {
namespace {

/// Which sentences cite a finding, a claim, a file: by the number that readers see.
struct Citations {
  std::map<std::string, std::vector<std::size_t>> findings;
  std::map<std::size_t, std::vector<std::size_t>> claims;
  std::vector<std::vector<std::size_t>> items;  ///< [items]
};

void cite(std::vector<std::size_t>& sentences, std::size_t number) {
  if (sentences.empty() || sentences.back() != number) sentences.push_back(number);
}

Citations citations_of(const Exporter& e) {
  Citations citations;
  citations.items.resize(e.input.evidence.items.size());
  std::size_t number = 0;
  for (const char* section : {"summary", "matters", "next", "against", "gaps", "sources"}) {
    for (const auto& sentence : e.draft.sentences) {
      if (sentence.section != section) continue;
      ++number;
      for (const auto& key : sentence.findings) {
        cite(citations.findings[key], number);
        const auto at = e.draft.by_key.find(key);
        if (at == e.draft.by_key.end()) continue;
        for (const auto record : e.draft.findings[at->second].records)
          cite(citations.items[record.item_rank()], number);
      }
      for (const auto claim : sentence.claims) {
        cite(citations.claims[claim], number);
        cite(citations.items[e.input.claims[claim].record.item_rank()], number);
      }
    }
  }
  return citations;
}

/// Of one file its own word; of several each, once.
template <class Get>
Json of_items(const Exporter& e, const Disclosure& line, const Get& get) {
  std::vector<std::string> words;
  const auto note = [&](std::uint32_t rank) {
    const std::string word = e.privacy.scrub(get(e.input.evidence.items[rank]));
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
      words.push_back(word);
  };
  if (line.item) note(*line.item);
  for (const auto record : line.records) note(record.item_rank());
  return words.empty() ? Json(nullptr) : Json(core::join(words, "; "));
}

std::vector<std::size_t> used_in(const Citations& citations, const Disclosure& line) {
  if (line.item) return citations.items[*line.item];
  std::vector<std::size_t> numbers;
  if (line.claim)
    if (const auto at = citations.claims.find(*line.claim); at != citations.claims.end())
      numbers = at->second;
  if (const auto at = citations.findings.find(line.finding); at != citations.findings.end())
    numbers.insert(numbers.end(), at->second.begin(), at->second.end());
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

}  // namespace

std::string export_disclosure(const Exporter& e) {
  const Citations citations = citations_of(e);
  std::string out;
  for (std::size_t i = 0; i < e.draft.schedule.size(); ++i) {
    const auto& line = e.draft.schedule[i];
    const evidence::Item* item = line.item ? &e.input.evidence.items[*line.item] : nullptr;
    Json json;
    json["id"] = "D" + std::to_string(i + 1);
    json["kind"] = std::string(disclosure_kind_name(line.kind));
    json["item"] = item != nullptr ? Json(item->label) : Json(nullptr);
    json["sha256"] = item != nullptr ? Json(item->sha256.hex()) : Json(nullptr);
    json["subject"] = e.privacy.subject(line.subject);
    json["description"] = e.privacy.scrub(line.description);
    json["origin"] = of_items(e, line, [](const auto& one) { return one.source; });
    json["date"] = item != nullptr
                       ? Exporter::time_or_null(item->received_us, item->received_precision)
                       : Json(nullptr);
    json["undermines"] = line.undermines;
    json["reason"] = e.privacy.scrub(line.reason);
    json["handling"] = of_items(e, line, [](const auto& one) { return one.handling; });
    json["finding"] = line.finding.empty() ? Json(nullptr) : Json(e.finding_id(line.finding));
    json["claim"] = line.claim ? Json(Exporter::claim_id(*line.claim)) : Json(nullptr);
    json["used_in"] = Json::array();
    for (const auto number : used_in(citations, line))
      json["used_in"].push_back("S" + std::to_string(number));
    json["records"] = e.records(line.records);
    json["records_total"] = line.records_total;
    out += dump_line(json);
  }
  return out;
}

}  // namespace cuibono::brief
