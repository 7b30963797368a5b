// Cue words of languages: read from their files, found in sentences.
#include "claims/cues.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/core.h"

namespace cuibono::claims {
namespace {

constexpr std::array<std::string_view, cue_count> names = {
    "say",         "allege",        "according",     "according_after",
    "alleged",     "accuse",        "charge",        "convict",
    "overturn",    "admit",         "deny",          "withdraw",
    "uncertain",   "act",           "link",          "negation",
    "question",    "conditional",   "modal",         "irony",
    "that",        "relative",      "passive_form",  "passive_verb",
    "active_verb", "infinitive",    "pronoun",       "first_person",
    "article",     "preposition",   "object_mark",   "by",
    "oblique",     "against",       "conjunction",   "contrast",
    "adverb",      "time",          "month",         "medium",
    "court",       "verdict",       "judgment",      "institution",
    "appeal_open", "appeal_closed", "release",       "hedge",
    "number",      "magnitude",     "rough",         "between",
    "to",          "currency",      "kind",          "skip",
    "age",         "abbreviation",  "ordinal_after", "alone",
    "term",        "alike",         "accusation",    "quantifier",
    "actor",       "statement",     "noun",          "particle",
    "common",      "letters",       "order"};

}  // namespace

std::string_view cue_name(Cue cue) noexcept { return names[static_cast<std::size_t>(cue)]; }

bool Cues::Word::fits(std::u32string_view word) const noexcept {
  if (!tail.empty()) {
    return word.size() > text.size() + tail.size() && word.starts_with(text) &&
           word.ends_with(tail);
  }
  if (open_begin && open_end) return word.find(text) != std::u32string_view::npos;
  if (open_begin) return word.ends_with(text);
  if (open_end) return word.starts_with(text);
  return word == text;
}

core::Result<Cues> Cues::parse(std::string language, std::string_view text) {
  Cues cues;
  cues.language_ = std::move(language);
  cues.values_.emplace_back();
  std::size_t line_number = 0;
  for (std::string_view line : core::split(text, '\n')) {
    ++line_number;
    line = core::trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    const auto bad = [&](std::string what) {
      return core::Error{core::ErrorCode::bad_input, std::move(what),
                         "cues/" + cues.language_ + ".txt:" + std::to_string(line_number),
                         "write: section: phrase, phrase"};
    };
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return bad("a line of cue words has no colon");
    const std::string_view head = line.substr(0, colon);
    const std::string_view section = head.substr(0, head.find(' '));
    const auto name = std::find(names.begin(), names.end(), section);
    if (name == names.end()) return bad("no section is called " + std::string(section));
    const std::string_view value = core::trim(head.substr(section.size()));
    for (const std::string_view phrase : core::split(line.substr(colon + 1), ',')) {
      if (core::trim(phrase).empty()) continue;
      cues.add(static_cast<Cue>(name - names.begin()), value, core::trim(phrase));
    }
  }
  return cues;
}

void Cues::add(Cue cue, std::string_view value, std::string_view text) {
  const auto points = core::decode_utf8(text);
  if (!points) return;
  const std::u32string lower = lower_points(*points);
  phrases_[static_cast<std::size_t>(cue)].push_back(lower);
  if (cue == Cue::order) verb_final_ = lower == U"final";
  if (cue == Cue::order || cue == Cue::letters || cue == Cue::particle) return;
  Phrase phrase;
  phrase.cue = cue;
  const auto known = std::find(values_.begin(), values_.end(), value);
  phrase.value = static_cast<std::uint32_t>(known - values_.begin());
  if (known == values_.end()) values_.emplace_back(value);
  // Words of a phrase are tokens of a text, so that "20-year" or "а не" come apart the same way.
  std::u32string word;
  for (std::size_t i = 0; i <= lower.size(); ++i) {
    if (i < lower.size() && lower[i] != U' ') {
      word.push_back(lower[i]);
      continue;
    }
    if (word.empty()) continue;
    Word w;
    w.open_begin = word.size() > 1 && word.front() == U'*';
    w.open_end = word.size() > 1 && word.back() == U'*';
    w.text = word.substr(w.open_begin ? 1 : 0,
                         word.size() - (w.open_begin ? 1 : 0) - (w.open_end ? 1 : 0));
    const auto star = w.text.find(U'*');
    if (star != std::u32string::npos && star > 0) {
      w.tail = w.text.substr(star + 1);
      w.text.resize(star);
      w.open_end = true;
    }
    for (char32_t& c : w.text) {
      if (c == U'’' || c == U'ʼ') c = U'\'';
      if (c == U'ё') c = U'е';
    }
    phrase.words.push_back(std::move(w));
    word.clear();
  }
  if (phrase.words.empty()) return;
  const auto id = static_cast<std::uint32_t>(all_.size());
  const Word& first = phrase.words.front();
  if (first.open_begin || first.text.empty()) {
    by_ending_.push_back(id);
  } else if (first.open_end) {
    by_letter_[first.text.front()].push_back(id);
  } else {
    by_word_[first.text].push_back(id);
  }
  all_.push_back(std::move(phrase));
}

void Cues::find_at(const std::vector<Token>& tokens, std::size_t at,
                   std::vector<CueMatch>& out) const {
  const std::u32string& word = tokens[at].lower;
  const auto look = [&](const std::vector<std::uint32_t>& ids) {
    for (const auto id : ids) {
      const Phrase& phrase = all_[id];
      if (at + phrase.words.size() > tokens.size()) continue;
      bool fits = true;
      for (std::size_t k = 0; fits && k < phrase.words.size(); ++k) {
        fits = phrase.words[k].fits(tokens[at + k].lower);
      }
      if (fits) out.push_back({phrase.cue, at, at + phrase.words.size(), values_[phrase.value]});
    }
  };
  if (const auto found = by_word_.find(word); found != by_word_.end()) look(found->second);
  if (const auto found = by_letter_.find(word.empty() ? U' ' : word.front());
      found != by_letter_.end()) {
    look(found->second);
  }
  look(by_ending_);
}

std::vector<CueMatch> Cues::find(const std::vector<Token>& tokens) const {
  std::vector<CueMatch> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) find_at(tokens, i, found);
  std::vector<CueMatch> kept;
  // How far the longest phrase that begins at or before a token reaches tells what lies inside it.
  for (const CueMatch& match : found) {
    const bool inside = std::any_of(found.begin(), found.end(), [&](const CueMatch& other) {
      return other.begin <= match.begin && other.end >= match.end &&
             other.end - other.begin > match.end - match.begin;
    });
    if (!inside) kept.push_back(match);
  }
  std::sort(kept.begin(), kept.end(), [](const CueMatch& a, const CueMatch& b) {
    return std::tie(a.begin, a.cue, a.end, a.value) < std::tie(b.begin, b.cue, b.end, b.value);
  });
  kept.erase(std::unique(kept.begin(), kept.end(),
                         [](const CueMatch& a, const CueMatch& b) {
                           return a.begin == b.begin && a.end == b.end && a.cue == b.cue &&
                                  a.value == b.value;
                         }),
             kept.end());
  return kept;
}

bool Cues::is(Cue cue, std::u32string_view word) const {
  Token token;
  token.lower = word;
  std::vector<CueMatch> found;
  find_at({token}, 0, found);
  return std::any_of(found.begin(), found.end(),
                     [&](const CueMatch& match) { return match.cue == cue; });
}

std::size_t Cues::likeness(const std::vector<Token>& tokens) const {
  std::size_t score = 0;
  const auto& letters = phrases(Cue::letters);
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::word) continue;
    if (by_word_.contains(token.lower) && is(Cue::common, token.lower)) score += 2;
    for (const auto& set : letters) {
      if (set == U"hangul" ? is_hangul(token.lower.front())
                           : token.lower.find_first_of(set) != std::u32string::npos) {
        score += 3;
        break;
      }
    }
  }
  return score;
}

std::size_t Cues::known(const std::vector<Token>& tokens) const {
  std::size_t count = 0;
  std::vector<CueMatch> found;
  for (std::size_t i = 0; i < std::min<std::size_t>(tokens.size(), 40); ++i) {
    found.clear();
    find_at(tokens, i, found);
    if (!found.empty()) ++count;
  }
  return count;
}

const std::vector<Cues>& all_cues() {
  static const std::vector<Cues> list = [] {
    std::vector<Cues> all;
    for (const CueFile& file : cue_files()) {
      auto cues = Cues::parse(std::string(file.language), file.text);
      CB_ASSERT(cues.has_value());
      if (cues.has_value()) all.push_back(std::move(*cues));
    }
    return all;
  }();
  return list;
}

/// No Ukrainian of forty letters is without і, ї, є or ґ (one letter in twelve); Russian always is.
bool lacks_letters(const Cues& cues, const std::vector<Token>& tokens) {
  constexpr std::size_t letters_min = 40;
  std::size_t letters = 0;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::word) letters += token.lower.size();
    for (const auto& own : cues.phrases(Cue::letters)) {
      if (token.lower.find_first_of(own) != std::u32string::npos) return false;
    }
  }
  return letters >= letters_min;
}

const Cues* find_language(const std::vector<Token>& tokens) {
  const Cues* best = nullptr;
  std::size_t best_score = 0, second = 0;
  for (const Cues& cues : all_cues()) {
    const std::size_t score = 64 * cues.likeness(tokens) + cues.known(tokens);
    if (score > best_score) {
      second = best_score;
      best_score = score;
      best = &cues;
    } else {
      second = std::max(second, score);
    }
  }
  if (best != nullptr && best->language() == "uk" && lacks_letters(*best, tokens)) {
    for (const Cues& cues : all_cues()) {
      if (cues.language() == "ru" && best->known(tokens) <= cues.known(tokens)) return &cues;
    }
  }
  return best_score > second ? best : nullptr;
}

}  // namespace cuibono::claims
