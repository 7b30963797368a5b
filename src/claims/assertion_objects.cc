// The object of a clause: whom somebody accused or convicted, whose judgment it was, what was denied.
#include <algorithm>

#include "claims/assertion_clause.h"
#include "core/core.h"

namespace cuibono::claims {

Span ClauseReader::find_object(const CueMatch& verb, std::size_t behind) const {
  for (std::size_t i = content_.begin; i < content_.end; ++i) {
    const CueMatch* against = view_.at(Cue::against, i);
    if (against == nullptr || !in_content(i) || relative_[i]) continue;
    return first_phrase({against->end, content_.end}, true);
  }
  std::size_t from = std::max(verb.end, behind);
  // "sentenced to four years María …": a number is no person; the mark of the object stands before one.
  Span object = first_phrase(trim_front({from, content_.end}), view_.cues->language() == "de");
  // "condenó a 12 años de cárcel a Ana Prueba": of two, the one that is no number.
  const auto counts = [&](std::size_t i) {
    return view_.tokens[i].kind == TokenKind::number || view_.is(Cue::number, i);
  };
  for (std::size_t i = object.end;
       verb.cue == Cue::convict && !object.empty() && counts(object.begin) && i + 1 < content_.end;
       ++i) {
    if (view_.is(Cue::object_mark, i) && in_content(i) && !relative_[i] && !counts(i + 1)) {
      object = first_phrase({i + 1, content_.end}, true);
      break;
    }
  }
  if (object.empty() || view_.is(Cue::preposition, object.begin)) {
    // "hat am Donnerstag den früheren Angestellten … verurteilt": a day may stand before the object.
    const auto aux = auxiliary(verb);
    object =
        aux ? first_phrase(trim_front({std::max(*aux + 1, behind), verb.begin}), true) : Span{};
  }
  // "оправдательный приговор": what kind of judgment it was.
  for (std::size_t i = object.begin + 1; i < std::min(object.begin + 3, object.end); ++i) {
    if (view_.is(Cue::judgment, i) && !view_.capital(i - 1) &&
        !view_.is(Cue::judgment, object.begin))
      object.begin = i;
  }
  // A judgment is no person: whose it was stands behind it, or nowhere. Then it was the judgment that was
  // overturned; nobody is put in its place.
  if (object.empty() || !view_.is(Cue::judgment, object.begin)) return object;
  const Span whose = behind_judgment(object);
  if (!whose.empty() || verb.cue != Cue::overturn) return whose;
  return {object.begin, object.begin + 1};
}

Span ClauseReader::without_noun_of(const CueMatch& verb, Span span) const {
  const auto noun = core::decode_utf8(verb.value);
  for (std::size_t i = span.begin; noun && !noun->empty() && i < span.end; ++i) {
    if (view_.tokens[i].lower == *noun) span.end = i;
  }
  return trim_phrase(view_, span);
}

Span ClauseReader::without_accusation(Span span, const CueMatch& verb) const {
  if (!span.empty() && view_.is(Cue::accusation, span.begin)) return {};
  const auto light = [&](std::size_t i) {
    return view_.is(Cue::accusation, i) || view_.is(Cue::pronoun, i) || view_.is(Cue::adverb, i);
  };
  for (std::size_t i = span.begin + 1; i < span.end; ++i) {
    if (view_.is(Cue::accusation, i) || view_.is(Cue::pronoun, i)) span.end = i;
  }
  while (span.end > span.begin + 1 && light(span.end - 1)) --span.end;
  if (!span.empty()) return span;
  // "У компанії … звинувачення відкидають": many verbs without a subject are the office's that stands before.
  const std::size_t first = content_.begin;
  const auto& word = view_.tokens[first].lower;
  bool plural = false;  // "назвали голословными" holds more than its verb
  for (std::size_t i = verb.begin; i < verb.end; ++i) {
    for (const std::u32string_view ending : {U"ть", U"ют", U"ят", U"ли"})
      plural = plural || view_.tokens[i].lower.ends_with(ending);
  }
  const bool cyrillic = view_.cues->language() == "ru" || view_.cues->language() == "uk";
  if (!cyrillic || !(word == U"в" || word == U"у") || !in_content(first)) return span;
  if (!plural) return span;
  span = {first + 1, verb.begin};
  while (span.end > span.begin + 1 && light(span.end - 1)) --span.end;
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (view_.is_mark(i, U",:;")) return {};
  }
  return trim_phrase(view_, span);
}

Span ClauseReader::behind_judgment(Span object) const {
  std::size_t from = object.begin + 1;
  const auto joins = [&](std::size_t i) {
    const auto& w = view_.tokens[i].lower;
    return view_.is(Cue::against, i) || view_.is(Cue::article, i) ||
           view_.is(Cue::object_mark, i) || w == U"of" || w == U"de" || w == U"del" ||
           w == U"von" || (w == U"für" && view_.tokens[object.begin].lower == U"freispruch");
  };
  while (from < content_.end && joins(from)) ++from;
  // "the sentence handed to X", "imposed on X".
  for (const std::u32string_view passed : {U"handed", U"imposed", U"given", U"passed", U"meted"}) {
    if (from + 2 < content_.end && view_.tokens[from].lower == passed &&
        (view_.tokens[from + 1].lower == U"to" || view_.tokens[from + 1].lower == U"on"))
      return first_phrase(trim_front({from + 2, content_.end}), true);
  }
  if (from >= content_.end || !view_.is_word(from)) return {};
  // A day, a term of years, a reason, the court that passed it, or the next clause: no person. Behind a term
  // the person may follow: "la condena de seis años al notario".
  const bool counts = view_.tokens[from].kind == TokenKind::number || view_.is(Cue::number, from);
  const bool term = counts && from + 1 < content_.end && view_.is(Cue::term, from + 1);
  for (std::size_t i = from + 2; term && i + 1 < content_.end; ++i) {
    if (view_.is(Cue::object_mark, i) && in_content(i) && !relative_[i])
      return first_phrase({i + 1, content_.end}, true);
  }
  if (term || view_.tokens[from].kind == TokenKind::number) return {};
  for (const Cue other : {Cue::preposition, Cue::overturn, Cue::conjunction, Cue::adverb, Cue::time,
                          Cue::month, Cue::number, Cue::hedge, Cue::court, Cue::passive_verb}) {
    if (view_.is(other, from) && !(other == Cue::number && counts)) return {};
  }
  Span whose = first_phrase({from, content_.end}, true);
  // "hat den Freispruch für zwei Vorstände … aufgehoben": the verb is no part of the name.
  for (std::size_t i = whose.begin; i < whose.end; ++i) {
    if (i > whose.begin && !view_.capital(i) && view_.at(Cue::overturn, i) != nullptr)
      whose.end = i;
  }
  return trim_phrase(view_, whose);
}

}  // namespace cuibono::claims
