// The lint: what a sentence must not say, and by which rule.
#include "brief/lint.h"

#include <algorithm>
#include <set>

#include "brief/lint_parts.h"

namespace cuibono::brief {
namespace {

const LintRule& get_rule(std::string_view id) {
  const auto& rules = lint_rules();
  return *std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.id == id; });
}

/// "“…”" and "\"…\"": the words of a record or a person.
void blot_out_quotes(std::u32string& points) {
  constexpr std::u32string_view opening = U"“«„\"", closing = U"”»“\"";
  for (std::size_t at = 0; at < points.size(); ++at) {
    const auto kind = opening.find(points[at]);
    if (kind == std::u32string_view::npos) continue;
    const auto end = points.find(closing[kind], at + 1);
    if (end == std::u32string::npos) return;
    std::fill(points.begin() + static_cast<std::ptrdiff_t>(at) + 1,
              points.begin() + static_cast<std::ptrdiff_t>(end), blot);
    at = end;
  }
}

bool holds(std::u32string_view text, std::string_view part) {
  const auto fold = [](std::u32string_view points) {
    std::u32string out;
    for (const char32_t point : points)
      if (const char32_t c = fold_letter(point); c != 0) out += c;
    return out;
  };
  const auto wanted = fold(points_of(part));
  return !wanted.empty() && fold(text).find(wanted) != std::u32string::npos;
}

/// "List of X (report to Y)": the speaker without what stands beside.
std::string speaker_of(const std::string& said_by) { return said_by.substr(0, said_by.find(" (")); }

/// Whether a sentence gives somebody's words: it has a claim, says whose words, and names who made it.
bool gives_words(const LintInput& input, const LintSentence& sentence,
                 const std::vector<FoundWord>& words, std::u32string_view whole) {
  const bool says_so = std::any_of(words.begin(), words.end(), [](const auto& word) {
    return word.kind == WordKind::saying || word.kind == WordKind::according;
  });
  if (!says_so) return false;
  return std::any_of(sentence.claims.begin(), sentence.claims.end(), [&](const auto& id) {
    const auto claim = input.facts.claims.find(id);
    return claim != input.facts.claims.end() && holds(whole, speaker_of(claim->second.said_by));
  });
}

void lint_accusations(SentenceUnderLint& under) {
  for (const auto& word : under.words) {
    if (under.is_theirs(word.begin)) continue;
    const std::string meant = under.words_at(word.begin, word.end);
    if (word.kind == WordKind::group) under.complain("group_label", meant);
    if (word.kind == WordKind::leader) under.complain("leader_word", meant);
    if (word.kind == WordKind::accusation) under.complain("accusation", meant);
    if (word.kind == WordKind::overstatement) under.complain("overstatement", meant);
  }
}

bool has_percent(const SentenceUnderLint& under) {
  return std::any_of(under.numbers.begin(), under.numbers.end(),
                     [](const auto& number) { return number.is_percent; });
}

void lint_hedges_and_links(SentenceUnderLint& under) {
  const bool has_relation = under.find(WordKind::relation) != nullptr;
  for (const auto& word : under.words) {
    if (under.is_theirs(word.begin)) continue;
    const std::string meant = under.words_at(word.begin, word.end);
    if (word.kind == WordKind::hedge && !has_percent(under))
      under.complain("hedge_without_number", meant);
    if (word.kind == WordKind::link && !has_relation)
      under.complain("link_without_relation", meant);
  }
}

void lint_confirmed(SentenceUnderLint& under) {
  const FoundWord* word = under.find(WordKind::confirmed);
  if (word == nullptr || under.is_theirs(word->begin)) return;
  std::set<std::string> roots;
  for (const auto& id : under.sentence.claims) {
    const auto claim = under.input.facts.claims.find(id);
    if (claim != under.input.facts.claims.end()) roots.insert(claim->second.root);
  }
  if (roots.size() < 2)
    under.complain("confirmed_by_one_root", under.words_at(word->begin, word->end));
}

/// "The chance that somebody else …": the probability of the evidence taken for that of innocence.
void lint_fallacy(SentenceUnderLint& under) {
  const FoundWord *odds = under.find(WordKind::odds), *innocence = under.find(WordKind::innocence);
  if (odds == nullptr || innocence == nullptr || under.is_theirs(odds->begin)) return;
  under.complain("prosecutors_fallacy", under.words_at(std::min(odds->begin, innocence->begin),
                                                       std::max(odds->end, innocence->end)));
}

void lint_marks(SentenceUnderLint& under) {
  const auto& sentence = under.sentence;
  const auto& facts = under.input.facts;
  for (const auto& id : sentence.findings)
    if (!facts.findings.contains(id)) under.complain("unknown_mark", id);
  for (const auto& id : sentence.claims)
    if (!facts.claims.contains(id)) under.complain("unknown_mark", id);
  if (sentence.findings.empty() && sentence.claims.empty())
    under.complain("no_support", std::string(core::cut_utf8(sentence.text, 60)));
}

std::set<std::string> items_of(const LintInput& input, const LintSentence& sentence) {
  std::set<std::string> items;
  for (const auto& id : sentence.findings)
    if (const auto at = input.facts.findings.find(id); at != input.facts.findings.end())
      items.insert(at->second.items.begin(), at->second.items.end());
  for (const auto& id : sentence.claims)
    if (const auto at = input.facts.claims.find(id); at != input.facts.claims.end())
      items.insert(at->second.items.begin(), at->second.items.end());
  return items;
}

void lint_handling(SentenceUnderLint& under, const std::string& brief_text) {
  for (const auto& item : items_of(under.input, under.sentence)) {
    const auto code = under.input.facts.handling.find(item);
    if (code == under.input.facts.handling.end()) continue;
    const std::string bar = handling_bar(code->second, under.input.receiver, brief_text);
    if (!bar.empty()) under.complain("handling", item + ": " + bar);
  }
}

/// The text as a rule reads it: names of records and words of others are no words of the brief.
std::u32string own_words(const LintInput& input, const LintSentence& sentence) {
  std::u32string points = points_of(sentence.text);
  for (const auto& part : sentence.inserted) blot_out(points, part);
  if (sentence.is_own) return points;
  for (const auto& name : input.facts.names) blot_out(points, name);
  return points;
}

/// What other stages say inside an own sentence: their words count, their readings of a file are hedged.
void lint_explained(const LintInput& input, const LintSentence& sentence,
                    std::vector<Complaint>& complaints) {
  for (const auto& text : sentence.explained) {
    std::u32string points = points_of(text);
    for (const auto& name : input.facts.names) blot_out(points, name);
    blot_out_quotes(points);
    SentenceUnderLint under{input, sentence, points, find_words(points), {}, false, complaints};
    lint_accusations(under);
    lint_confirmed(under);
    lint_fallacy(under);
  }
}

}  // namespace

void SentenceUnderLint::complain(std::string_view rule, std::string words_meant) {
  complaints.push_back({sentence.id, sentence.section, sentence.line, std::string(rule),
                        std::move(words_meant), std::string(get_rule(rule).remedy)});
}

std::string SentenceUnderLint::words_at(std::size_t begin, std::size_t end) const {
  return text_of(std::u32string_view(points).substr(begin, end - begin));
}

const FoundWord* SentenceUnderLint::find(WordKind kind) const {
  for (const auto& word : words)
    if (word.kind == kind) return &word;
  return nullptr;
}

bool SentenceUnderLint::is_theirs(std::size_t at) const {
  if (!is_attributed) return false;
  return std::any_of(words.begin(), words.end(), [&](const auto& word) {
    return word.kind == WordKind::according || (word.kind == WordKind::saying && word.end <= at);
  });
}

void blot_out(std::u32string& points, std::string_view part) {
  const std::u32string wanted = points_of(part);
  if (wanted.empty()) return;
  const auto goes_on = [&](std::size_t at) {
    // U+202F stands between groups of digits: "12" is no word of "12 074".
    return at < points.size() &&
           (is_letter(points[at]) || digit_of(points[at]) >= 0 || points[at] == U'\u202F');
  };
  for (auto at = points.find(wanted); at != std::u32string::npos;
       at = points.find(wanted, at + wanted.size())) {
    const std::size_t end = at + wanted.size();
    const bool is_whole =
        !(at > 0 && goes_on(at - 1) && goes_on(at)) && !(goes_on(end) && goes_on(end - 1));
    if (is_whole)
      std::fill(points.begin() + static_cast<std::ptrdiff_t>(at),
                points.begin() + static_cast<std::ptrdiff_t>(end), blot);
  }
}

const std::vector<LintRule>& lint_rules() {
  static const std::vector<LintRule> rules = {
      {"likelihood_with_confidence",
       "say how likely it is in one sentence, and how good the basis is in another",
       "ICD 203; B01"},
      {"likelihood_without_number", "put the percentage beside the word", "METHODS 9.2"},
      {"yardstick_undeclared",
       "declare one: [wording] yardstick = \"phia\" or \"icd203\" in case.toml, or a line "
       "\"Yardstick: PHIA\" in the text",
       "METHODS 9.2; B09"},
      {"yardstick_mixed", "use words of the declared yardstick alone, of one row of it",
       "ICD 203; B09"},
      {"likelihood_outside_band",
       "use the word whose band holds the number; where none does, give the number alone",
       "METHODS 9.2; E08"},
      {"hedge_without_number",
       "give the percentage, or say what the records show and what they do not",
       "METHODS 9.2; B02"},
      {"confidence_without_reason",
       "say in the same sentence why: quality and independence of the "
       "basis",
       "METHODS 10.1; B10"},
      {"link_without_relation",
       "say which relation: paid, employed, called, co-owned, married, "
       "named by",
       "METHODS 9.4; B02"},
      {"group_label", "give it as the claim of whoever says so: \"According to …\" and {c:C…}",
       "METHODS 9.4; B02"},
      {"leader_word", "give it as the claim of whoever says so: \"According to …\" and {c:C…}",
       "DESIGN 5; B03"},
      {"accusation",
       "say what the records show, or give it as the claim of whoever says so, with "
       "{c:C…}",
       "METHODS 9.4"},
      {"overstatement", "leave the word out: the reader judges", "STYLE 10"},
      {"confirmed_by_one_root", "mark two claims of different roots, or say \"reported by\"",
       "METHODS 9.5; B04"},
      {"prosecutors_fallacy",
       "give the chance of such a match among all who could match, and how "
       "many those are",
       "METHODS 9.6; B08"},
      {"number_not_bound",
       "mark the finding that it comes from: {f:F…}, or write the number as "
       "{n:F…}",
       "METHODS 10.1; B05"},
      {"number_differs", "write the number of the finding, or {n:F…} in its place", "B05; B11"},
      {"number_without_interval",
       "give the lowest and the highest value too: {n:F….low}, "
       "{n:F….high}",
       "B05"},
      {"no_support", "mark what it stands on, {f:F…} or {c:C…}, or take it out", "UX 4.2"},
      {"unknown_mark", "the last run has none of this id: look it up with `cuibono show`",
       "UX 4.2; B12"},
      {"victim_selector", "write the pseudonym that the brief has", "DESIGN 4"},
      {"handling", "leave the item out (`run --without`), or obtain the release and state it",
       "B06"},
      {"stale", "run again, then look at each sentence once more", "UX 4.2"},
  };
  return rules;
}

std::vector<Complaint> lint_brief(const LintInput& input) {
  std::vector<Complaint> complaints;
  std::string brief_text;
  for (const auto& sentence : input.sentences) brief_text += sentence.text + "\n";
  for (const auto& sentence : input.sentences) {
    std::u32string points = own_words(input, sentence);
    const auto words = find_words(points);
    const bool is_attributed = gives_words(input, sentence, words, points_of(sentence.text));
    if (is_attributed) blot_out_quotes(points);
    SentenceUnderLint under{input,
                            sentence,
                            points,
                            is_attributed ? find_words(points) : words,
                            find_numbers(points),
                            is_attributed,
                            complaints};
    lint_marks(under);
    lint_likelihood(under);
    lint_hedges_and_links(under);
    lint_accusations(under);
    lint_confirmed(under);
    lint_fallacy(under);
    lint_numbers(under);
    lint_handling(under, brief_text);
    lint_explained(input, sentence, complaints);
  }
  lint_rows(input, complaints);
  return complaints;
}

}  // namespace cuibono::brief
