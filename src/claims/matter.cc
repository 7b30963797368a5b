// What two claims are compared by.
#include "claims/matter.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "claims/tokens.h"

namespace cuibono::claims {

bool asserts(Force force) noexcept {
  return force == Force::alleged || force == Force::charged || force == Force::found ||
         force == Force::stated || force == Force::admitted;
}

bool quantities_part(const Claim& a, const Claim& b) {
  for (const auto& x : a.quantities) {
    for (const auto& y : b.quantities) {
      if (x.decimals != y.decimals ||
          (x.unit != y.unit && (x.currency.empty() || x.currency != y.currency)))
        continue;
      if (x.unit.empty() && x.currency.empty()) continue;
      const bool apart =
          (x.high && y.low && *x.high < *y.low) || (y.high && x.low && *y.high < *x.low);
      if (apart) return true;
    }
  }
  return false;
}

std::u32string stem_of(const std::u32string& word) {
  constexpr std::size_t letters = 5, syllables = 2;
  return word.substr(0, is_hangul(word.front()) ? syllables : letters);
}

namespace {

/// Words for one matter ("arrested", "held", "Festnahme"), each by the beginning of its forms.
const std::map<std::u32string, std::u32string>& alike_words() {
  static const std::map<std::u32string, std::u32string> words = [] {
    std::map<std::u32string, std::u32string> out;
    for (const Cues& cues : all_cues()) {
      for (const auto& phrase : cues.phrases(Cue::alike)) {
        for (const CueMatch& match : cues.find({Token{{}, TokenKind::word, phrase}})) {
          if (match.cue != Cue::alike) continue;
          const auto name = core::decode_utf8(match.value);
          if (name) out.emplace(stem_of(phrase), U"=" + *name);
        }
      }
    }
    return out;
  }();
  return words;
}

}  // namespace

std::set<std::u32string> phrases_of(std::initializer_list<Cue> sections) {
  std::set<std::u32string> out;
  for (const Cues& cues : all_cues()) {
    for (const Cue cue : sections) {
      const auto& list = cues.phrases(cue);
      out.insert(list.begin(), list.end());
    }
  }
  return out;
}

std::vector<Stem> stems_of(const std::string& text) {
  static const std::set<std::u32string> empty_words =
      phrases_of({Cue::that, Cue::relative, Cue::passive_verb, Cue::active_verb, Cue::article,
                  Cue::preposition, Cue::pronoun, Cue::conjunction, Cue::adverb, Cue::time,
                  Cue::month, Cue::deny, Cue::medium});
  constexpr std::size_t length_min = 4;
  std::vector<Stem> out;
  const auto points = core::decode_utf8(text);
  if (!points) return out;
  for (const Token& token : read_tokens(*points)) {
    const bool long_enough = token.lower.size() >= length_min || is_hangul(token.lower.front());
    if (token.kind == TokenKind::word && long_enough && !empty_words.contains(token.lower)) {
      const auto stem = stem_of(token.lower);
      const auto alike = alike_words().find(stem);
      // A German noun has a capital and is no name.
      if (alike != alike_words().end()) {
        out.push_back({alike->second, false});
      } else {
        out.push_back({stem, is_upper((*points)[token.range.from])});
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const Stem& a, const Stem& b) {
    return std::tie(a.text, a.capital) < std::tie(b.text, b.capital);
  });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const Stem& a, const Stem& b) { return a.text == b.text; }),
            out.end());
  return out;
}

}  // namespace cuibono::claims
