#include "brief/sentence_writer.h"

#include <algorithm>

#include "brief/disclosure.h"

namespace cuibono::brief {
namespace {

using claims::Finding;
using claims::FindingKind;

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The template with its arguments in place of {names}.
std::string fill(const std::string& words, const std::vector<Argument>& arguments) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    if (words[at] != '{') {
      out += words[at++];
      continue;
    }
    const std::size_t end = words.find('}', at);
    const std::string name = words.substr(at + 1, end - at - 1);
    for (const auto& argument : arguments) {
      if (argument.name == name) out += argument.text;
    }
    at = end + 1;
  }
  return out;
}

std::string literal_of(const std::string& words) {
  std::string out;
  bool inside = false;
  for (const char c : words) {
    if (c == '{') inside = true;
    if (!inside) out += c;
    if (c == '}') inside = false;
  }
  return out;
}

/// Place of a section in reading order.
std::size_t rank_of(std::string_view section) {
  constexpr std::string_view order[] = {"summary", "matters", "next", "against", "gaps", "sources"};
  return static_cast<std::size_t>(std::find(std::begin(order), std::end(order), section) -
                                  std::begin(order));
}

}  // namespace

std::string noun(std::uint64_t number, const char* one, const char* many) {
  return number == 1 ? one : many;
}

std::string section_title(std::string_view section) {
  if (section == "summary") return "Summary";
  if (section == "matters") return "Why it matters";
  if (section == "next") return "What to expect next";
  if (section == "against") return "What speaks against it";
  if (section == "gaps") return "What is missing";
  return "Sources";
}

std::string SentenceWriter::count(const std::string& parameters, core::Int128 value,
                                  const std::string& unit, const std::string& words,
                                  std::vector<evidence::RecordRef> records,
                                  const std::string& subject) {
  claims::Quantity quantity;
  quantity.value = value;
  quantity.unit = unit;
  Finding finding(FindingKind::count, subject, {subject}, parameters, quantity,
                  "count over records", {claims::Reason{words, 0, {}}},
                  {"a count says what the files hold, not what happened", "the files themselves"});
  finding.band = "strong";
  claims::set_records(finding, std::move(records));
  const std::string key = finding.key;
  if (!draft_.by_key.contains(key)) {
    draft_.by_key.emplace(key, draft_.findings.size());
    draft_.findings.push_back(std::move(finding));
  }
  return key;
}

std::string SentenceWriter::gap(const std::string& subject, const std::string& parameters,
                                const std::string& words, std::vector<evidence::RecordRef> records,
                                const std::string& settled_by) {
  Finding finding(FindingKind::gap, subject, {subject}, parameters, {},
                  "what the files do not hold", {claims::Reason{words, 0, {}}},
                  {"the record may exist and not have been asked for", settled_by});
  finding.band = "strong";
  claims::set_records(finding, std::move(records));
  const std::string key = finding.key;
  if (!draft_.by_key.contains(key)) {
    draft_.by_key.emplace(key, draft_.findings.size());
    draft_.findings.push_back(std::move(finding));
  }
  return key;
}

Argument SentenceWriter::name(std::string key, std::string text) {
  return {std::move(key), std::move(text), {}, {}};
}

Argument SentenceWriter::number(std::string key, std::uint64_t value, std::string finding) {
  return {std::move(key), core::group_digits(value), std::to_string(value), std::move(finding)};
}

Argument SentenceWriter::money(std::string key, core::Int128 minor, core::AssetId asset,
                               std::string finding) {
  return {std::move(key), core::format_money_for_reader(minor, asset), core::format_minor(minor),
          std::move(finding)};
}

void SentenceWriter::say(const std::string& form, const std::string& words,
                         std::vector<Argument> arguments, std::vector<std::string> findings,
                         std::vector<std::size_t> claims) {
  if (template_with_digit_.empty() && has_digit(literal_of(words))) template_with_digit_ = form;
  Sentence sentence;
  sentence.section = section_;
  sentence.form = form;
  for (auto& argument : arguments) {
    if (argument.finding.empty()) {
      argument.text = privacy_.scrub(argument.text);
    } else {
      findings.push_back(argument.finding);
    }
  }
  sentence.text = fill(words, arguments);
  sentence.arguments = std::move(arguments);
  std::vector<std::string> distinct;
  for (auto& key : findings) {
    if (std::find(distinct.begin(), distinct.end(), key) == distinct.end())
      distinct.push_back(std::move(key));
  }
  sentence.findings = std::move(distinct);
  sentence.claims = std::move(claims);
  constexpr std::size_t records_most = 50;
  for (const auto& key : sentence.findings) {
    const auto found = draft_.by_key.find(key);
    if (found == draft_.by_key.end()) continue;
    for (const auto record : draft_.findings[found->second].records)
      sentence.records.push_back(record);
  }
  for (const auto claim : sentence.claims) sentence.records.push_back(input_.claims[claim].record);
  std::sort(sentence.records.begin(), sentence.records.end());
  sentence.records.erase(std::unique(sentence.records.begin(), sentence.records.end()),
                         sentence.records.end());
  if (sentence.records.size() > records_most) sentence.records.resize(records_most);
  draft_.sentences.push_back(std::move(sentence));
}

core::Status SentenceWriter::check() const {
  CB_CHECK(template_with_digit_.empty(),
           "a template holds a digit of its own (" + template_with_digit_ + ")");
  for (const auto& sentence : draft_.sentences) {
    CB_CHECK(!sentence.findings.empty() || !sentence.claims.empty(),
             "a sentence without support (" + sentence.form + ")");
    for (const auto& key : sentence.findings) {
      CB_CHECK(draft_.by_key.contains(key),
               "a sentence rests on a finding that does not exist (" + key + ")");
    }
    for (const auto& argument : sentence.arguments) {
      CB_CHECK(argument.value.empty() || draft_.by_key.contains(argument.finding),
               "a number without a finding (" + sentence.form + ")");
    }
  }
  return {};
}

core::Result<Draft> write_sentences(const core::RunContext& context, const BriefInput& input,
                                    const Privacy& privacy) {
  CB_TRY_STATUS(core::check_cancelled(context));
  Draft draft;
  for (const auto* list :
       {&input.money.findings, &input.profiles.findings, &input.organisation.findings}) {
    draft.findings.insert(draft.findings.end(), list->begin(), list->end());
  }
  if (input.patterns != nullptr)
    draft.findings.insert(draft.findings.end(), input.patterns->begin(), input.patterns->end());
  for (std::size_t i = 0; i < draft.findings.size(); ++i)
    draft.by_key.emplace(draft.findings[i].key, i);
  SentenceWriter writer(input, privacy, draft);
  say_summary(writer);
  say_documents(writer);
  say_matters(writer);
  say_next(writer);
  say_against(writer);
  say_gaps(writer);
  say_sources(writer);
  // What speaks against all this is looked for once it is said.
  draft.schedule = find_disclosures(input, draft);
  add_reasons_against(draft.schedule, draft);
  say_disclosure(writer, draft.schedule);
  std::stable_sort(
      draft.sentences.begin(), draft.sentences.end(),
      [](const auto& a, const auto& b) { return rank_of(a.section) < rank_of(b.section); });
  CB_TRY_STATUS(writer.check());
  CB_TRY_STATUS(claims::sort_findings(draft.findings));
  draft.by_key.clear();
  for (std::size_t i = 0; i < draft.findings.size(); ++i)
    draft.by_key.emplace(draft.findings[i].key, i);
  return draft;
}

}  // namespace cuibono::brief
