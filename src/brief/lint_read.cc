// What a brief is held against, and briefs as JSON.
#include "brief/lint_read.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "brief/letters.h"

namespace cuibono::brief {
namespace {

using core::Error;
using core::ErrorCode;
using nlohmann::json;

/// Arguments that other stages wrote in our words: readings, reasons, questions.
constexpr std::array explained_arguments = {"reason", "other", "step", "question",
                                            "text",   "why",   "what"};

std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

/// A number or a string of digits as text.
std::string value_at(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

std::vector<std::string> texts_at(const json& object, const char* key) {
  std::vector<std::string> texts;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return texts;
  for (const auto& one : *found)
    if (one.is_string()) texts.push_back(one.get<std::string>());
  return texts;
}

std::vector<std::string> items_at(const json& object) {
  std::set<std::string> items;
  const auto found = object.find("records");
  if (found != object.end() && found->is_array())
    for (const auto& record : *found)
      if (record.is_object()) items.insert(text_at(record, "item"));
  return {items.begin(), items.end()};
}

/// Lines of JSON objects; one that is none makes the whole file unread.
std::optional<std::vector<json>> lines_of(std::string_view bytes) {
  std::vector<json> lines;
  for (const auto line : core::split(bytes, '\n')) {
    if (line.empty()) continue;
    lines.push_back(json::parse(line, nullptr, false));
    if (!lines.back().is_object()) return std::nullopt;
  }
  return lines;
}

LintSentence sentence_of(const json& object, const std::string& section) {
  LintSentence sentence;
  sentence.id = text_at(object, "id");
  sentence.section = section;
  sentence.text = text_at(object, "text");
  sentence.findings = texts_at(object, "findings");
  sentence.claims = texts_at(object, "claims");
  std::set<std::string> bound;
  if (object.contains("numbers") && object["numbers"].is_array()) {
    for (const auto& number : object["numbers"]) {
      if (!number.is_object()) continue;
      sentence.numbers.push_back(
          {text_at(number, "text"), text_at(number, "value"), text_at(number, "finding")});
      bound.insert(sentence.numbers.back().text);
    }
  }
  if (object.contains("args") && object["args"].is_object()) {
    for (const auto& [name, value] : object["args"].items()) {
      if (!value.is_string() || bound.contains(value.get<std::string>())) continue;
      sentence.inserted.push_back(value.get<std::string>());
      if (std::find(explained_arguments.begin(), explained_arguments.end(), name) !=
          explained_arguments.end())
        sentence.explained.push_back(value.get<std::string>());
    }
  }
  std::stable_sort(sentence.inserted.begin(), sentence.inserted.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return sentence;
}

std::vector<LintSentence> sentences_of(const json& brief) {
  std::vector<LintSentence> sentences;
  if (!brief.contains("sections") || !brief["sections"].is_array()) return sentences;
  for (const auto& section : brief["sections"]) {
    if (!section.is_object() || !section.contains("sentences")) continue;
    for (const auto& sentence : section["sentences"])
      if (sentence.is_object())
        sentences.push_back(sentence_of(sentence, text_at(section, "title")));
  }
  return sentences;
}

void add_findings(const std::vector<json>& lines, LintFacts& facts) {
  for (const auto& line : lines) {
    LintFinding finding{value_at(line, "value"),
                        value_at(line, "low"),
                        value_at(line, "high"),
                        text_at(line, "unit"),
                        {},
                        items_at(line)};
    for (const char* list : {"for", "against"})
      if (line.contains(list) && line[list].is_array())
        for (const auto& reason : line[list])
          if (reason.is_object()) finding.texts.push_back(text_at(reason, "text"));
    finding.texts.push_back(text_at(line, "method"));
    facts.findings[text_at(line, "id")] = std::move(finding);
  }
}

/// Names of records that are more than a word, or a name of a file: a word alone may be one of ours.
void add_name(const std::string& name, std::set<std::string>& names) {
  const bool is_more = name.find_first_of(" .,_-") != std::string::npos;
  if (is_more && name.size() >= 4) names.insert(name);
}

void add_intake(const json& intake, LintFacts& facts, std::set<std::string>& names) {
  if (!intake.contains("items") || !intake["items"].is_array()) return;
  for (const auto& item : intake["items"]) {
    if (!item.is_object()) continue;
    if (const auto code = text_at(item, "handling"); !code.empty())
      facts.handling[text_at(item, "id")] = code;
    for (const char* key : {"name", "source", "custodian", "part"})
      add_name(text_at(item, key), names);
    if (!item.contains("mapping")) continue;
    for (const auto& column : item["mapping"])
      if (column.is_object()) add_name(text_at(column, "column"), names);
  }
}

void add_entities(const std::vector<json>& lines, std::set<std::string>& names) {
  for (const auto& line : lines) {
    if (!line.contains("properties") || !line["properties"].is_object()) continue;
    for (const char* key : {"name", "alias"})
      for (const auto& name : texts_at(line["properties"], key)) add_name(name, names);
  }
}

Error unread(const char* file) {
  return Error{ErrorCode::integrity, std::string(file) + " is not what a run writes", file,
               "run again; `cuibono verify` says what was changed"};
}

}  // namespace

core::Result<RunBrief> read_run_brief(const ResultTexts& results) {
  RunBrief run;
  const json brief = json::parse(results.brief_json, nullptr, false);
  if (!brief.is_object()) return unread("out/brief.json");
  const auto findings = lines_of(results.findings), claims = lines_of(results.claims),
             entities = lines_of(results.entities);
  if (!findings) return unread("out/findings.jsonl");
  if (!claims) return unread("out/claims.jsonl");
  if (!entities) return unread("out/entities.jsonl");
  const json intake = json::parse(results.intake, nullptr, false);
  if (!intake.is_object()) return unread("out/intake.json");
  run.title = text_at(brief, "title");
  run.marking = text_at(brief, "marking");
  run.engine = text_at(brief, "engine");
  run.sentences = sentences_of(brief);
  for (auto& sentence : run.sentences) sentence.is_own = true;
  add_findings(*findings, run.facts);
  for (const auto& line : *claims)
    run.facts.claims[text_at(line, "id")] = {text_at(line, "said_by"), text_at(line, "root"),
                                             items_at(line)};
  std::set<std::string> names;
  add_intake(intake, run.facts, names);
  add_entities(*entities, names);
  run.facts.names.assign(names.begin(), names.end());
  std::stable_sort(run.facts.names.begin(), run.facts.names.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return run;
}

std::string in_plain_blanks(std::string_view text) {
  std::u32string out;
  for (const char32_t c : points_of(text)) {
    const bool is_blank = c <= U' ' || c == U'\u00A0' || c == U'\u202F' || c == U'\u2009';
    if (!is_blank) out += c;
    if (is_blank && !out.empty() && out.back() != U' ') out += U' ';
  }
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return text_of(out);
}

const LintSentence* find_own(const RunBrief& run, const LintSentence& sentence) {
  const std::string text = in_plain_blanks(sentence.text);
  const auto same_set = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::set<std::string>(a.begin(), a.end()) == std::set<std::string>(b.begin(), b.end());
  };
  for (const auto& own : run.sentences) {
    if (in_plain_blanks(own.text) == text && same_set(own.findings, sentence.findings) &&
        same_set(own.claims, sentence.claims))
      return &own;
  }
  return nullptr;
}

core::Result<EditedBrief> read_edited_brief(std::string_view bytes, std::string_view name,
                                            const RunBrief& run) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!core::is_utf8(bytes))
    return Error{ErrorCode::bad_input, "the file is not UTF-8", std::string(name),
                 "save it as UTF-8"};
  const std::string_view start = core::trim(bytes);
  EditedBrief edited;
  if (start.starts_with("{") && !start.starts_with("{c:") && !start.starts_with("{f:") &&
      !start.starts_with("{n:")) {
    const json brief = json::parse(bytes, nullptr, false);
    if (!brief.is_object())
      return Error{ErrorCode::bad_input, "the file begins like JSON and is none", std::string(name),
                   "compare it with out/brief.json"};
    edited.sentences = sentences_of(brief);
    if (const auto yardstick = find_yardstick(text_at(brief, "yardstick")))
      edited.yardstick = *yardstick;
    for (auto& sentence : edited.sentences) {
      if (const auto* own = find_own(run, sentence); own != nullptr) {
        const std::string id = sentence.id;
        sentence = *own;
        sentence.id = id;
      } else {
        sentence.inserted.clear();
        sentence.explained.clear();
      }
    }
  } else if (core::starts_with_ascii_nocase(start, "<!doctype") ||
             core::starts_with_ascii_nocase(start, "<html")) {
    edited = read_html_brief(bytes, run);
  } else {
    edited = read_text_brief(bytes, run);
  }
  if (edited.sentences.empty())
    return Error{ErrorCode::bad_input, "there is no sentence in it", std::string(name),
                 "give brief.json, brief.html, or a text (`cuibono brief > brief.md`)"};
  return edited;
}

}  // namespace cuibono::brief
