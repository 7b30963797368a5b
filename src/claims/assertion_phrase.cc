// Phrases of a sentence: where a name begins and ends, and whether a cue has all its words.
#include <algorithm>

#include "claims/assertion_speaker.h"
#include "core/core.h"

namespace cuibono::claims {

namespace {

/// "Поздно вечером в воскресенье", "Am späten Sonntagabend": behind the days that open a phrase; else its begin.
std::size_t behind_days(const SentenceView& view, Span span) {
  std::size_t behind = span.begin;
  for (std::size_t i = span.begin; i < span.end; ++i) {
    const bool small = view.is(Cue::preposition, i) || view.is(Cue::article, i);
    const bool day = view.is(Cue::time, i) || view.is(Cue::month, i);
    const bool described = i > span.begin && view.is_word(i) && !view.capital(i) &&
                           (view.is(Cue::preposition, i - 1) || view.is(Cue::article, i - 1)) &&
                           i + 1 < span.end && view.is(Cue::time, i + 1);
    if (day && (i > span.begin || view.cues->language() != "en")) behind = i + 1;
    if (!(small || day || described || view.is(Cue::adverb, i))) break;
  }
  return behind;
}

}  // namespace

Span trim_phrase(const SentenceView& view, Span span) {
  span.begin = behind_days(view, span);
  const auto light = [&](std::size_t i) {
    return view.tokens[i].kind == TokenKind::mark || view.is(Cue::adverb, i) ||
           view.is(Cue::conjunction, i) || view.is(Cue::that, i) || view.is(Cue::medium, i);
  };
  bool moved = true;
  while (moved && !span.empty()) {
    moved = false;
    const std::size_t first = span.begin, last = span.end - 1;
    const bool name_opens = view.is_mark(first, U"«\"„“") && !view.quoted(first);
    const bool date_first =
        (view.is(Cue::month, first) &&
         !(view.capital(first) && view.cues->language() == "en" && first == 0)) ||
        view.is(Cue::time, first) ||
        (view.tokens[first].kind == TokenKind::number && first + 1 < span.end &&
         (view.is(Cue::month, first + 1) || view.is(Cue::time, first + 1) ||
          (view.is_mark(first + 1, U".") && first + 2 < span.end &&
           view.is(Cue::month, first + 2)))) ||
        (view.tokens[first].kind == TokenKind::number && first > 0 &&
         view.is(Cue::month, first - 1));
    const bool into_date = view.is(Cue::preposition, first) && first + 1 < span.end &&
                           (view.is(Cue::month, first + 1) || view.is(Cue::time, first + 1) ||
                            view.tokens[first + 1].kind == TokenKind::number) &&
                           !view.is(Cue::hedge, first);
    if ((light(first) && !name_opens) ||
        (view.is(Cue::article, first) && !view.is(Cue::hedge, first)) || date_first || into_date) {
      ++span.begin;
      moved = true;
      continue;
    }
    const bool name_closes = view.is_mark(last, U"»\"”“)") && !view.quoted(last);
    const bool verb_last = (view.is(Cue::passive_verb, last) || view.is(Cue::active_verb, last) ||
                            view.is(Cue::negation, last)) &&
                           !view.capital(last);
    const bool date_last = view.is(Cue::time, last) || view.is(Cue::month, last) ||
                           (view.tokens[last].kind == TokenKind::number && last > span.begin &&
                            (view.is(Cue::month, last - 1) || view.is(Cue::preposition, last - 1) ||
                             (view.is_mark(last - 1, U",") && last > span.begin + 2))) ||
                           (view.tokens[last].kind == TokenKind::number &&
                            last + 1 < view.tokens.size() && view.is(Cue::month, last + 1));
    if ((light(last) && !name_closes) || (view.is(Cue::alleged, last) && !view.capital(last)) ||
        verb_last || date_last || (view.is(Cue::preposition, last) && !view.capital(last)) ||
        (view.is(Cue::article, last) && !view.capital(last) && last > span.begin)) {
      --span.end;
      moved = true;
    }
  }
  return span;
}

bool is_pronoun(const SentenceView& view, Span span) {
  if (span.empty()) return false;
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (view.is_word(i) && !view.is(Cue::pronoun, i)) return false;
  }
  return true;
}

bool is_somebodys(const SentenceView& view, Span span) {
  const std::size_t head = span.begin;
  if (span.empty() || !view.is(Cue::pronoun, head) || view.capital(head)) return false;
  for (const Cue other : {Cue::article, Cue::number, Cue::hedge, Cue::quantifier}) {
    if (view.is(other, head)) return false;
  }
  return true;
}

bool stands_as_noun(const SentenceView& view, std::size_t token) {
  return token > 0 &&
         (view.is(Cue::article, token - 1) ||
          (view.is(Cue::preposition, token - 1) && !view.is(Cue::relative, token - 1)) ||
          view.ending(Cue::deny, token) != nullptr || view.ending(Cue::admit, token) != nullptr ||
          (view.is(Cue::pronoun, token - 1) && view.is(Cue::article, token)));
}

bool is_counted(const SentenceView& view, std::size_t token) {
  constexpr std::size_t words_before_max = 4;
  for (std::size_t i = token; i > 0 && token - i < words_before_max; --i) {
    const std::size_t k = i - 1;
    if (view.tokens[k].kind == TokenKind::number || view.is(Cue::number, k)) return true;
    if (!view.is_word(k) || view.capital(k) || view.is(Cue::kind, k) || view.is(Cue::that, k) ||
        view.is(Cue::pronoun, k))
      return false;
  }
  return false;
}

bool is_complete(const SentenceView& view, const CueMatch& match, Span part) {
  const bool verb = match.cue == Cue::accuse || match.cue == Cue::charge ||
                    match.cue == Cue::convict || match.cue == Cue::overturn ||
                    match.cue == Cue::admit || match.cue == Cue::deny ||
                    match.cue == Cue::withdraw || match.cue == Cue::act || match.cue == Cue::say ||
                    match.cue == Cue::allege;
  if (!verb) return true;
  // "withdrew the money", "отозвал лицензию", "canceló el contrato": only words and judgments are taken back.
  const auto has = [&](Cue cue) { return view.first(cue, part) != nullptr; };
  const bool one = match.end == match.begin + 1;
  if (match.cue == Cue::withdraw && match.value != "said" && (one || match.value == "of") &&
      !has(Cue::statement) && !has(Cue::accusation))
    return false;
  if (match.cue == Cue::overturn && one && match.value.empty() && !has(Cue::court) &&
      !has(Cue::judgment))
    return false;
  if (match.value.empty() || match.value.starts_with("weak")) return true;
  for (const std::string_view way :
       {"inner", "nobody", "hearsay", "tail", "case", "clause", "dative", "of", "said", "rules"}) {
    if (match.value == way) return true;
  }
  if (match.value == "@verdict") return view.first(Cue::verdict, part) != nullptr;
  if (match.value == "@court") {
    const CueMatch* court = view.first(Cue::court, part);
    return court != nullptr && court->begin < match.begin;
  }
  const auto points = core::decode_utf8(match.value);
  for (std::size_t i = part.begin; points && i < part.end; ++i) {
    if (i >= match.begin && i < match.end) continue;
    if (view.tokens[i].lower == *points) return true;
  }
  return false;
}

}  // namespace cuibono::claims
