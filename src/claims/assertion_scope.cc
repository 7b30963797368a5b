// How far the words of a clause reach: a clause that tells more of a noun, and a negation behind a conjunction.
#include <algorithm>

#include "claims/assertion_clause.h"

namespace cuibono::claims {

void ClauseReader::mark_relative() {
  relative_.assign(view_.tokens.size(), false);
  bool inside = false, verbless = true;
  for (std::size_t k = 0; k < said_.content.size(); ++k) {
    const std::size_t i = said_.content[k];
    if (inside && view_.is_mark(i, U",;")) inside = false;
    const bool behind_comma = k > 0 && view_.is_mark(said_.content[k - 1], U",");
    const bool behind_preposition = k > 1 && view_.is(Cue::preposition, said_.content[k - 1]) &&
                                    view_.is_mark(said_.content[k - 2], U",");
    // "…, wie der Zeuge die Akten verbrannte".
    const auto& word = view_.tokens[i].lower;
    const bool how = behind_comma && (word == U"wie" || word == U"ob" || word == U"чи");
    const bool relative =
        view_.at(Cue::relative, i) != nullptr || view_.at(Cue::that, i) != nullptr;
    const bool opens =
        how || (relative && (behind_comma || behind_preposition || !view_.is(Cue::article, i)));
    if (opens && !inside && verbless) {
      if (const std::size_t main = main_verb_behind(k); main > 0) {
        for (; said_.content[k] != main; ++k) relative_[said_.content[k]] = true;
        verbless = false;
        continue;
      }
    }
    if (opens) inside = true;
    verbless = verbless && !is_finite(i);
    relative_[i] = inside;
  }
  // "На вопрос, встречались ли братья, …": the particle makes its clause a question.
  for (const auto i : said_.content) {
    if (view_.tokens[i].lower != U"ли") continue;
    for (std::size_t k = i; k > content_.begin && !view_.is_mark(k, U",;"); --k)
      relative_[k] = true;
    for (std::size_t k = i; k < content_.end && !view_.is_mark(k, U",;"); ++k) relative_[k] = true;
  }
}

bool ClauseReader::is_finite(std::size_t token) const {
  if (view_.capital(token) && token > part_.begin) return false;
  return view_.is(Cue::passive_verb, token) || view_.is(Cue::active_verb, token) ||
         strong_verb(token);
}

std::size_t ClauseReader::main_verb_behind(std::size_t at) const {
  if (view_.cues->language() != "en" || at == 0 || view_.is_mark(said_.content[at - 1], U",") ||
      view_.is(Cue::preposition, said_.content[at]))
    return 0;
  const auto& opener = view_.tokens[said_.content[at]].lower;
  if (opener != U"who" && opener != U"which" && opener != U"that") return 0;
  // Its own verb first; then an auxiliary that no conjunction joins is the main clause's.
  bool own = false;
  for (std::size_t k = at + 1; k < said_.content.size(); ++k) {
    const std::size_t i = said_.content[k];
    if (view_.is_mark(i, U",;:")) return 0;
    const CueMatch* weak = view_.at(Cue::act, i);
    const bool verb =
        is_finite(i) || (weak != nullptr && !view_.capital(i)) || view_.is(Cue::modal, i);
    if (!verb) continue;
    const bool joined =
        view_.is_word(i - 1) &&
        (is_finite(i - 1) || view_.is(Cue::conjunction, i - 1) || view_.is(Cue::modal, i - 1));
    const bool auxiliary = view_.is(Cue::passive_verb, i) || view_.is(Cue::active_verb, i);
    if (own && auxiliary && !joined) return i;
    own = true;
  }
  return 0;
}

void ClauseReader::cut_negated(const CueMatch& verb) {
  for (const auto i : said_.content) {
    if (i <= verb.end || relative_[i] || !view_.is(Cue::negation, i) || covered_by_frame(i) ||
        lacks_noun(i))
      continue;
    // "… continúa abierta y no se descartan …", "… and has not said": the negation is the second clause's.
    std::size_t joint = i - 1;
    if (!view_.is(Cue::conjunction, joint) && joint > verb.end && view_.is_word(joint)) --joint;
    if (joint <= verb.end || !view_.is(Cue::conjunction, joint) || view_.capital(joint)) return;
    out_.reviews.push_back({{view_.tokens[joint].range.from, view_.tokens[part_.end - 1].range.to},
                            ReviewReason::negation});
    std::erase_if(said_.content, [&](std::size_t at) { return at >= joint; });
    content_.end = joint;
    return;
  }
}

bool ClauseReader::lacks_noun(std::size_t token) const {
  const auto& word = view_.tokens[token].lower;
  for (const std::u32string_view without : {U"without", U"ohne", U"sin", U"без"}) {
    if (word == without) return true;
  }
  return word == U"no" && view_.cues->language() == "en" && view_.is_word(token - 1) &&
         view_.tokens[token - 1].lower == U"with";
}

bool ClauseReader::holds_clause(Span span) const {
  for (std::size_t i = span.begin + 1; i < span.end; ++i) {
    if (!view_.is_mark(i - 1, U",")) continue;
    const auto& word = view_.tokens[i].lower;
    for (const std::u32string_view how : {U"как", U"як", U"wie", U"cómo", U"how", U"why"}) {
      if (word == how) return true;
    }
    if (view_.is(Cue::that, i)) return true;
  }
  // "they were looking for": a form of a verb alone.
  return view_.cues->language() == "en" && span.end == span.begin + 1 &&
         !view_.capital(span.begin) && view_.tokens[span.begin].lower.ends_with(U"ing") &&
         view_.at(Cue::kind, span.begin) == nullptr;
}

Span ClauseReader::behind_places(Span span) const {
  if (view_.cues->language() != "de") return span;
  Span rest = trim_front(span);
  while (!rest.empty() && view_.is(Cue::preposition, rest.begin) &&
         !view_.is(Cue::hedge, rest.begin)) {
    std::size_t i = rest.begin + 1;
    while (i < rest.end && view_.is_word(i) && !view_.capital(i)) ++i;
    if (i + 1 >= rest.end || !view_.is_word(i)) return span;
    ++i;
    // "bei einer Razzia der Polizei zwei Männer": a genitive is not the subject; "der" alone does not tell.
    const auto& next = view_.tokens[i].lower;
    if (next == U"der" || next == U"des" || view_.is_mark(i, U",") || view_.capital(i)) return span;
    rest.begin = i;
  }
  return rest;
}

}  // namespace cuibono::claims
