// By whom, against whom, to whom: nouns that a preposition, an article or an ending places in a clause.
#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "claims/assertion_clause.h"

namespace cuibono::claims {

std::size_t ClauseReader::noun_behind_adverbial(Span phrase) const {
  const auto& language = view_.cues->language();
  const auto joined = [&](std::size_t i) {
    return view_.is(Cue::preposition, i - 1) || view_.is(Cue::conjunction, i - 1) ||
           view_.is(Cue::article, i - 1);
  };
  for (std::size_t i = phrase.begin + 2; i < phrase.end; ++i) {
    if (!view_.is_word(i) || !view_.is_word(i - 1) || joined(i)) continue;
    // "En la madrugada del lunes la policía …": an article opens a new phrase.
    if (language == "en" || language == "es") {
      if (view_.is(Cue::article, i) && !view_.is(Cue::preposition, i)) return i;
      continue;
    }
    if (view_.at(Cue::actor, i) == nullptr) continue;
    // "… Заречный районный суд": the adjectives before it are its own.
    const auto adjective = [&](std::size_t at) {
      const auto& word = view_.tokens[at].lower;
      for (const std::u32string_view ending : {U"ый", U"ий", U"ые", U"ая", U"яя"}) {
        if (word.size() > 3 && word.ends_with(ending)) return true;
      }
      return view_.is(Cue::pronoun, at);
    };
    std::size_t begin = i;
    while (begin > phrase.begin + 1 && adjective(begin - 1)) --begin;
    // "Через крупнейший банк": the first noun is the preposition's own.
    if (begin < phrase.begin + 2) continue;
    return begin;
  }
  return phrase.end;
}

Span ClauseReader::find_agent(const CueMatch& verb) const {
  for (std::size_t i = content_.begin; i < content_.end; ++i) {
    const CueMatch* by = view_.at(Cue::by, i);
    if (by == nullptr || !in_content(i) || relative_[i]) continue;
    const bool alone = view_.is(Cue::institution, i) || view_.is(Cue::court, i);
    const std::size_t stop = i < verb.begin ? verb.begin : content_.end;
    const Span agent =
        trim_phrase(view_, {alone ? i : by->end, first_phrase({by->end, stop}, true).end});
    if (agent.empty()) continue;
    for (std::size_t k = agent.begin; k < agent.end; ++k) {
      if (view_.is(Cue::institution, k) || view_.is(Cue::court, k)) return agent;
    }
  }
  return {};
}

bool ClauseReader::disagrees(Span subject, const CueMatch& verb) const {
  if (view_.cues->phrases(Cue::oblique).empty() || subject.empty() || is_passive(verb))
    return false;
  const auto ends = [](std::u32string_view word, std::initializer_list<std::u32string_view> all) {
    return std::any_of(all.begin(), all.end(), [&](auto ending) { return word.ends_with(ending); });
  };
  const auto& acts = view_.tokens[verb.begin].lower;
  const auto& first = view_.tokens[subject.begin].lower;
  if (!ends(acts, {U"л", U"ла", U"в", U"лся", U"лась", U"вся", U"лася"}) || first.size() < 4 ||
      view_.is(Cue::number, subject.begin) || view_.is(Cue::hedge, subject.begin) ||
      first == U"мати")
    return false;
  const bool russian = view_.cues->language() == "ru";
  return russian ? ends(first, {U"ы", U"ии", U"ые", U"ие", U"ки", U"ги", U"хи", U"ли", U"ни"})
                 : ends(first, {U"и", U"ії", U"ні", U"ці", U"лі"});
}

bool ClauseReader::dative(std::size_t token) const {
  if (view_.cues->phrases(Cue::oblique).empty() || view_.is(Cue::number, token) ||
      view_.is(Cue::hedge, token) || view_.is(Cue::kind, token) || !view_.is_word(token))
    return false;
  const auto& word = view_.tokens[token].lower;
  for (const std::u32string_view ending :
       {U"у", U"ю", U"ові", U"еві", U"ому", U"ему", U"ам", U"ям", U"ой", U"ою"}) {
    if (word.size() > 3 && word.ends_with(ending)) return true;
  }
  // A lone noun in -і is as often to whom as what, where another noun may stand before.
  return view_.cues->language() == "uk" && word.ends_with(U"і") && !view_.capital(token) &&
         token + 1 >= last_word() && token > content_.begin + 4;
}

Span ClauseReader::dative_before(const CueMatch& verb) const {
  std::size_t begin = content_.begin;
  const bool marked = view_.is(Cue::object_mark, begin);
  Span span = trim_phrase(view_, {marked ? begin + 1 : begin, verb.begin});
  if (span.empty() || marked) return span;
  const auto& word = view_.tokens[span.begin].lower;
  for (const std::u32string_view ending : {U"у", U"ю", U"ам", U"ям", U"им", U"ым", U"ой", U"ій"}) {
    if (word.size() > 3 && word.ends_with(ending)) return span;
  }
  return {};
}

Span ClauseReader::find_against(bool inside_relative) const {
  for (std::size_t i = content_.begin; i < content_.end; ++i) {
    const CueMatch* against = view_.at(Cue::against, i);
    if (against == nullptr || !in_content(i)) continue;
    if (!relative_[i]) return first_phrase({against->end, content_.end}, true);
    if (!inside_relative) continue;
    // first_phrase stops at a clause of its own: the name is what follows up to a mark or a verb.
    std::size_t end = against->end;
    while (end < content_.end && view_.is_word(end) && !is_finite(end) &&
           !view_.is(Cue::preposition, end) && !view_.is(Cue::conjunction, end) &&
           (view_.capital(end) || view_.at(Cue::act, end) == nullptr))
      ++end;
    return trim_phrase(view_, {against->end, end});
  }
  return {};
}

}  // namespace cuibono::claims
