#include "brief/lint_words.h"

#include "core/core.h"

namespace cuibono::brief {
namespace {

/// A word of a phrase: its folded letters, or the beginning of them.
struct PhraseWord {
  std::u32string letters;
  bool goes_on = false;
};
struct Phrase {
  WordKind kind = WordKind::harmless;
  std::uint8_t term = 0;
  std::vector<PhraseWord> words;
};

Phrase phrase_of(WordKind kind, std::string_view text, std::size_t term) {
  Phrase phrase{kind, static_cast<std::uint8_t>(term), {}};
  const std::u32string points = points_of(text);
  for (const auto& word : words_of(points))
    phrase.words.push_back({word.letters, word.end < points.size() && points[word.end] == U'*'});
  return phrase;
}

const std::vector<Phrase>& phrases() {
  static const std::vector<Phrase> all = [] {
    std::vector<Phrase> made;
    for (std::size_t i = 0; i < likelihood_terms().size(); ++i)
      made.push_back(phrase_of(WordKind::likelihood, likelihood_terms()[i].word, i));
    for (const auto& list : word_lists())
      for (const auto text : core::split(list.phrases, ';'))
        made.push_back(phrase_of(list.kind, text, 0));
    return made;
  }();
  return all;
}

bool fits(const PhraseWord& wanted, const std::u32string& letters) {
  return wanted.goes_on ? letters.starts_with(wanted.letters) : letters == wanted.letters;
}

/// Whether nothing but blanks, hyphens and apostrophes parts two words.
bool is_joined(std::u32string_view points, std::size_t from, std::size_t to) {
  constexpr std::u32string_view joints = U" \t\u00A0\u202F-\u2010\u2011'\u2019\u02BC";
  for (std::size_t i = from; i < to; ++i)
    if (joints.find(points[i]) == std::u32string_view::npos) return false;
  return true;
}

bool stands_at(const Phrase& phrase, std::u32string_view points, const std::vector<Word>& words,
               std::size_t at) {
  if (phrase.words.empty() || at + phrase.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    if (!fits(phrase.words[i], words[at + i].letters)) return false;
    if (i > 0 && !is_joined(points, words[at + i - 1].end, words[at + i].begin)) return false;
  }
  return true;
}

/// "4 May", "May 2025", "in May": the month, which is written with a capital inside a sentence.
bool is_month(std::u32string_view points, const std::vector<Word>& words, std::size_t at) {
  const Word& word = words[at];
  if (word.letters != U"may" || points[word.begin] != U'M') return false;
  const auto is_digit_near = [&](std::size_t place) {
    return place < points.size() && digit_of(points[place]) >= 0;
  };
  if (is_digit_near(word.end + 1) || (word.begin >= 2 && is_digit_near(word.begin - 2)))
    return true;
  return at > 0 && points[words[at - 1].begin] >= U'a';  // a capital after a word of small letters
}

}  // namespace

std::vector<FoundWord> find_words(std::u32string_view points) {
  const std::vector<Word> words = words_of(points);
  std::vector<FoundWord> found;
  for (std::size_t at = 0; at < words.size();) {
    const Phrase* longest = nullptr;
    for (const auto& phrase : phrases()) {
      if ((longest == nullptr || phrase.words.size() > longest->words.size()) &&
          stands_at(phrase, points, words, at))
        longest = &phrase;
    }
    if (longest == nullptr || is_month(points, words, at)) {
      ++at;
      continue;
    }
    const std::size_t last = at + longest->words.size() - 1;
    found.push_back({longest->kind, words[at].begin, words[last].end, longest->term});
    at = last + 1;
  }
  return found;
}

}  // namespace cuibono::brief
