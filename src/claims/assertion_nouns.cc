// The nouns of a clause: of whom it speaks, who acts, where a name ends.
#include <algorithm>

#include "claims/assertion_clause.h"
#include "core/core.h"

namespace cuibono::claims {

Span ClauseReader::first_phrase(Span span, bool between) const {
  while (!span.empty() &&
         (view_.is(Cue::object_mark, span.begin) || view_.is(Cue::adverb, span.begin)))
    ++span.begin;
  std::size_t end = span.begin;
  for (; end < span.end; ++end) {
    if (end == span.begin) continue;
    if (view_.is_mark(end, U",") && goes_on_as_list(end, span.end)) continue;
    if (!in_content(end) || relative_[end] || view_.is_mark(end, U",;:()—–“”\"")) break;
    if (view_.is(Cue::hedge, end) && view_.is(Cue::conjunction, end - 1)) continue;
    if ((view_.is(Cue::preposition, end) || view_.is(Cue::verdict, end) ||
         view_.is(Cue::against, end)) &&
        !joins_noun(end))
      break;
    if (view_.is(Cue::passive_verb, end) || view_.is(Cue::active_verb, end)) break;
    // "в отношении бухгалтера прекращено": a short participle is never part of a name.
    const bool cyrillic = !view_.cues->phrases(Cue::oblique).empty();
    if (cyrillic && view_.is(Cue::passive_form, end) && !view_.capital(end)) break;
    if (strong_verb(end) && !view_.is(Cue::article, end - 1)) break;
    // "acquitted A but convicted B".
    if (view_.is(Cue::conjunction, end) && end + 1 < span.end && !view_.capital(end + 1) &&
        (view_.at(Cue::convict, end + 1) != nullptr || view_.at(Cue::charge, end + 1) != nullptr))
      break;
    if (!between) continue;
    const bool still_counting = std::all_of(
        view_.tokens.begin() + static_cast<std::ptrdiff_t>(span.begin),
        view_.tokens.begin() + static_cast<std::ptrdiff_t>(end), [&](const Token& token) {
          const auto k = static_cast<std::size_t>(&token - view_.tokens.data());
          return view_.is(Cue::hedge, k) || view_.is(Cue::article, k);
        });
    if (still_counting) continue;
    const bool counted = view_.is(Cue::magnitude, end) &&
                         (view_.tokens[end - 1].kind == TokenKind::number ||
                          view_.is(Cue::number, end - 1) || view_.is(Cue::magnitude, end - 1));
    if (counted) continue;
    if (view_.is(Cue::adverb, end) || view_.is(Cue::magnitude, end)) break;
    if (view_.is(Cue::conjunction, end) && end + 1 < span.end &&
        (view_.capital(end + 1) || view_.is(Cue::article, end + 1) ||
         view_.is(Cue::number, end + 1))) {
      ++end;
      continue;
    }
    const bool number = view_.tokens[end].kind == TokenKind::number || view_.is(Cue::number, end) ||
                        view_.is(Cue::hedge, end);
    const bool object = view_.is(Cue::article, end) && view_.tokens[end].lower != U"des" &&
                        view_.tokens[end].lower != U"der";
    const bool listed = view_.is_mark(end - 1, U",") || view_.is(Cue::conjunction, end - 1);
    if ((number && end > span.begin && !listed) || object || view_.is(Cue::conjunction, end)) break;
  }
  return trim_phrase(view_, {span.begin, name_end(end, span.end)});
}

std::size_t ClauseReader::name_end(std::size_t comma, std::size_t end) const {
  if (comma >= end || !view_.is_mark(comma, U",")) return comma;
  std::size_t i = comma + 1;
  while (i < end && view_.is_word(i) && view_.capital(i) && in_content(i)) ++i;
  const std::size_t words = i - comma - 1;
  const bool closed = i < view_.tokens.size() && view_.is_mark(i, U",") && i <= end;
  return closed && (words == 2 || words == 3) ? i : comma;
}

bool ClauseReader::goes_on_as_list(std::size_t comma, std::size_t end) const {
  for (std::size_t i = comma + 1; i < std::min(end, comma + 5); ++i) {
    if (!in_content(i) || relative_[i] || view_.is(Cue::preposition, i) || strong_verb(i) ||
        view_.is(Cue::passive_verb, i))
      return false;
    if (view_.is(Cue::conjunction, i)) return i > comma + 1;
  }
  return false;
}

bool ClauseReader::joins_noun(std::size_t token) const {
  if (joins_common_noun(token)) return true;
  // "завершился процесс над …", "дело о …": these tell more of a noun only.
  const auto& language = view_.cues->language();
  for (const std::u32string_view tells : {U"над", U"о", U"об"}) {
    if (language == "ru" && view_.tokens[token].lower == tells) return true;
  }
  if (language == "uk" && view_.tokens[token].lower == U"над") return true;
  // "eine 82-Jährige aus Lindow": a place without an article.
  if (view_.tokens[token].lower == U"aus" && token > 0 && token + 1 < view_.tokens.size() &&
      (view_.capital(token - 1) || is_digit(view_.tokens[token - 1].lower.front())) &&
      view_.capital(token + 1) && !view_.is(Cue::month, token + 1))
    return true;
  return token > 0 && token + 1 < view_.tokens.size() && view_.tokens[token].lower.size() <= 3 &&
         (view_.tokens[token].lower == U"of" || view_.tokens[token].lower == U"de" ||
          view_.tokens[token].lower == U"del" || view_.tokens[token].lower == U"von") &&
         view_.capital(token + 1) && view_.capital(token - 1);
}

bool ClauseReader::joins_common_noun(std::size_t token) const {
  const auto& w = view_.tokens[token].lower;
  if (!(w == U"de" || w == U"del") || token == 0 || token + 1 >= view_.tokens.size()) return false;
  const std::size_t before = token - 1, behind = token + 1;
  if (!view_.is_word(before) || view_.capital(before) || view_.is(Cue::adverb, before) ||
      view_.is(Cue::passive_verb, before) || strong_verb(before))
    return false;
  // "de apropiarse": an infinitive says what somebody did.
  const auto& next = view_.tokens[behind].lower;
  for (const std::u32string_view ending : {U"ar", U"er", U"ir", U"arse", U"erse", U"irse"}) {
    if (next.ends_with(ending) && !view_.capital(behind)) return false;
  }
  return view_.is_word(behind) && !view_.is(Cue::time, behind) && !view_.is(Cue::month, behind) &&
         !view_.is(Cue::that, behind);
}

bool ClauseReader::is_adverbial(Span span) const {
  // "Четвертого дня процесу скарбник …": a day in the genitive.
  if (span.begin + 1 < span.end && view_.tokens[span.begin].lower.ends_with(U"ого") &&
      view_.is(Cue::time, span.begin + 1))
    return true;
  return span.empty() || view_.is(Cue::preposition, span.begin) || view_.is(Cue::by, span.begin) ||
         view_.is(Cue::oblique, span.begin);
}

ClauseReader::Subject ClauseReader::noun_before(Span span) const {
  Span rest = span;
  // An opening adverbial is parted by a comma.
  for (int guard = 0; guard < 3; ++guard) {
    Span phrase = opens_with_adverbial(rest) ? rest : trim_front(rest);
    if (!is_adverbial(phrase) || phrase.empty()) break;
    std::size_t comma = phrase.begin;
    while (comma < phrase.end && !view_.is_mark(comma, U",")) ++comma;
    if (comma + 1 < phrase.end) {
      rest = {comma + 1, phrase.end};
      continue;
    }
    const std::size_t noun = noun_behind_adverbial(phrase);
    if (noun >= phrase.end)
      return {trim_phrase(view_, {phrase.end, phrase.end}), true, 0, std::nullopt};
    rest = {noun, phrase.end};
    break;
  }
  Span subject = trim_front(rest);
  // A clause of circumstance, up to its comma.
  while (!subject.empty() && relative_[subject.begin]) ++subject.begin;
  subject = trim_front(subject);
  if (is_adverbial(subject)) return {{}, true, 0, std::nullopt};
  if (subject.end == subject.begin + 1 && is_oblique(subject.begin) &&
      view_.at(Cue::link, subject.end) == nullptr)
    return {{}, true, 0, std::nullopt};
  std::size_t comma = subject.begin;
  while (comma < subject.end && !view_.is_mark(comma, U",(")) ++comma;
  if (comma < subject.end && !closes_apposition(comma, subject.end))
    return refused(ReviewReason::no_subject);
  std::size_t end = is_list(comma, subject.end) ? subject.end : name_end(comma, subject.end);
  for (std::size_t i = subject.begin; i < end; ++i) {
    if (relative_[i]) end = i;
  }
  return {trim_phrase(view_, {subject.begin, end}), true, 0, std::nullopt};
}

bool ClauseReader::opens_with_adverbial(Span span) const {
  if (span.empty() || !is_adverbial(span)) return false;
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (view_.is_mark(i, U",")) return true;
  }
  return false;
}

Span ClauseReader::trim_front(Span span) const {
  const Span trimmed = trim_phrase(view_, span);
  return trimmed.empty() ? Span{span.end, span.end} : Span{trimmed.begin, span.end};
}

bool ClauseReader::closes_apposition(std::size_t comma, std::size_t end) const {
  if (view_.is_mark(comma, U"(")) return true;
  if (comma + 1 < end && view_.tokens[comma + 1].kind == TokenKind::number) return true;
  if (comma + 1 < end && relative_[comma + 1]) return true;
  std::size_t last = end;
  while (last > comma + 1 && (view_.is(Cue::adverb, last - 1) || view_.is(Cue::alleged, last - 1)))
    --last;
  if (last > comma + 1 && view_.is_mark(last - 1, U",—–")) return true;
  // A list: "two men, a woman and a child".
  for (std::size_t i = comma + 1; i < end; ++i) {
    if (view_.is(Cue::conjunction, i)) return true;
  }
  return false;
}

bool ClauseReader::two_nouns(Span span) const {
  return view_.cues->language() == "de" && span.end == span.begin + 2 &&
         view_.capital(span.begin) && view_.capital(span.begin + 1);
}

bool ClauseReader::may_precede_subject(const CueMatch& verb) const {
  const auto& language = view_.cues->language();
  // "se encontraron 60.000 euros".
  if (language == "es" && verb.begin > content_.begin &&
      view_.tokens[verb.begin - 1].lower == U"se" &&
      view_.tokens[verb.end - 1].lower.ends_with(U"ron"))
    return true;
  if (language == "de" || language == "en" || is_passive(verb)) return true;
  if (view_.cues->phrases(Cue::alone).empty()) return false;
  if (view_.covering(Cue::alone, verb.begin) != nullptr) return true;
  return verb.begin > content_.begin && is_oblique(verb.begin - 1);
}

bool ClauseReader::takes_instrumental(std::size_t token) const {
  if (!view_.is_word(token)) return false;
  const auto& word = view_.tokens[token].lower;
  for (const std::u32string_view stem :
       {U"руковод", U"управля", U"владе", U"завед", U"команд", U"был", U"стал", U"оказа", U"явля",
        U"керу", U"волод", U"очол", U"є", U"бул"}) {
    if (word.starts_with(stem)) return true;
  }
  return false;
}

bool ClauseReader::is_oblique(std::size_t token) const {
  if (view_.cues->phrases(Cue::oblique).empty() || !view_.is_word(token) ||
      (view_.capital(token) && token != content_.begin))
    return false;
  if (view_.is(Cue::oblique, token)) return true;
  const auto& word = view_.tokens[token].lower;
  constexpr std::size_t letters_min = 5;
  if (word.size() < letters_min || view_.is(Cue::adverb, token)) return false;
  for (const std::u32string_view ending : {U"ой", U"ою", U"ею", U"ом", U"ем"}) {
    // At the head of a sentence it may be a name ("Толстой оспорил …"): only before a verb of that case.
    if (word.ends_with(ending)) return !view_.capital(token) || takes_instrumental(token + 1);
  }
  return !view_.capital(token) && (word.ends_with(U"у") || word.ends_with(U"ю"));
}

bool ClauseReader::is_list(std::size_t comma, std::size_t end) const {
  std::size_t last = comma;
  for (std::size_t i = comma; i < end; ++i) {
    if (relative_[i] || view_.is_mark(i, U"(")) return false;
    if (view_.is_mark(i, U",")) last = i;
  }
  for (std::size_t i = last + 1; i + 1 < end; ++i) {
    if (view_.is(Cue::conjunction, i)) return true;
  }
  return false;
}

ClauseReader::Subject ClauseReader::find_subject(const CueMatch& verb) const {
  const auto aux = auxiliary(verb);
  const std::size_t start = content_.begin;
  Subject subject;
  if (aux) {
    subject = noun_before({start, *aux});
    if (subject.refusal) return subject;
    if (!subject.span.empty()) {
      subject.what_from = *aux;
      return subject;
    }
    if (*aux > start && view_.cues->language() == "en" && view_.is(Cue::pronoun, *aux - 1) &&
        !view_.is(Cue::relative, *aux - 1) && !view_.is(Cue::article, *aux - 1) &&
        !view_.is(Cue::first_person, *aux - 1))
      return refused(ReviewReason::pronoun);
    subject.span = first_phrase(trim_front(behind_places({*aux + 1, verb.begin})), true);
    subject.before = true;
    subject.what_from = subject.span.end;
    if (two_nouns(subject.span) && view_.is(Cue::active_verb, *aux) &&
        !view_.is(Cue::institution, subject.span.begin) &&
        !view_.is(Cue::court, subject.span.begin))
      return refused(ReviewReason::no_subject);
    if (!subject.span.empty() && !view_.is(Cue::preposition, subject.span.begin)) return subject;
    subject.span = {};
  } else {
    subject = noun_before({start, first_action(start, verb)});
    if (subject.refusal) return subject;
    // "Схему придумал бухгалтер": the object first, the subject behind.
    if (subject.span.end == subject.span.begin + 1 && verb.cue == Cue::act && !is_passive(verb) &&
        !view_.cues->phrases(Cue::oblique).empty() && verb.begin == subject.span.end) {
      const auto& word = view_.tokens[subject.span.begin].lower;
      const bool acronym = is_upper(view_.text[view_.tokens[subject.span.begin].range.from + 1]);
      if (word.size() > 3 && !acronym && (word.ends_with(U"у") || word.ends_with(U"ю"))) {
        const Span behind = first_phrase({verb.end, content_.end}, false);
        if (behind.empty() || view_.is(Cue::preposition, behind.begin) || dative(behind.begin))
          return refused(ReviewReason::no_subject);
        return {behind, false, start, std::nullopt};
      }
    }
    if (!subject.span.empty()) {
      if (view_.cues->language() == "de" && subject.before) subject = german_before(subject, verb);
      // In a clause whose verb stands last, what is said lies between the two.
      const bool follows = subject.span.end < verb.begin &&
                           !view_.is_mark(subject.span.end, U",(") && !relative_[subject.span.end];
      subject.what_from = follows ? subject.span.end : verb.begin;
      return subject;
    }
  }
  // The verb stands first: "в офисе работали 500 человек", "fueron detenidas cinco personas". Where a verb alone
  // may hold its subject ("operaban como una empresa"), what follows an active one is no subject.
  if (!may_precede_subject(verb)) return subject;
  if (verb.end < content_.end && !view_.is(Cue::hedge, verb.end) &&
      (view_.is(Cue::preposition, verb.end) || view_.is(Cue::conjunction, verb.end)))
    return subject;
  subject.span = first_phrase({verb.end, content_.end}, view_.cues->language() == "de");
  subject.before = false;
  subject.what_from = start;
  // "fanden die Ermittler Bargeld, Schmuck …": a subject and its object, or a name.
  if (!is_passive(verb) &&
      two_nouns({subject.span.begin, std::min(subject.span.end, subject.span.begin + 2)}) &&
      !view_.is(Cue::institution, subject.span.begin) && !view_.is(Cue::court, subject.span.begin))
    return refused(ReviewReason::no_subject);
  if (!subject.span.empty() && view_.is(Cue::preposition, subject.span.begin) &&
      !view_.is(Cue::hedge, subject.span.begin))
    subject.span = {};
  // "майно передано державі", "передано государству": to whom, not what.
  if (!subject.span.empty() && dative(subject.span.begin) && verb.cue == Cue::act)
    subject.span = {};
  return subject;
}

ClauseReader::Subject ClauseReader::german_before(Subject subject, const CueMatch& verb) const {
  // In a main clause the verb stands second: all before it is its subject.
  const bool last =
      verb.end >= last_word() || (content_.begin > 0 && view_.is(Cue::that, content_.begin - 1));
  if (!last && subject.span.end == verb.begin) return subject;
  const Span first = first_phrase(subject.span, true);
  if (!first.empty()) subject.span = first;
  return subject;
}

bool ClauseReader::is_first_person(Span span) const {
  return !span.empty() && span.end == span.begin + 1 && view_.is(Cue::first_person, span.begin);
}

Span ClauseReader::first_person() const {
  if (said_.cue == nullptr) return {};
  for (const auto i : said_.content) {
    if (view_.is(Cue::first_person, i) && view_.quoted(i)) return {i, i + 1};
  }
  return {};
}

bool ClauseReader::speaks_of_itself(const CueMatch& verb) const {
  const auto& language = view_.cues->language();
  if ((language != "ru" && language != "uk") || said_.cue == nullptr || said_.cue->cue != Cue::say)
    return false;
  if (verb.cue != Cue::act || is_passive(verb) ||
      view_.at(Cue::that, said_.cue->end + 1) == nullptr)
    return false;
  const auto& word = view_.tokens[verb.begin].lower;
  return word.ends_with(U"в") || word.ends_with(U"л") || word.ends_with(U"ла");
}

bool ClauseReader::holds_verb(Span span) const {
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (view_.capital(i) || view_.is(Cue::article, i) || (i > 0 && view_.is(Cue::article, i - 1)) ||
        view_.is(Cue::number, i))
      continue;
    if (i > 0 && (view_.is(Cue::number, i - 1) || view_.tokens[i - 1].kind == TokenKind::number))
      continue;
    // A participle with its agent belongs to its noun.
    if (i + 1 < span.end && view_.at(Cue::by, i + 1) != nullptr) continue;
    if (view_.is(Cue::passive_verb, i) || strong_verb(i)) return true;
    // "Суд удовлетворил ходатайство": a past tense of no list, behind the first word.
    const CueMatch* weak = view_.at(Cue::act, i);
    if (i > span.begin && weak != nullptr && weak->value == "weakpast" && is_weak_verb(*weak))
      return true;
  }
  return false;
}

}  // namespace cuibono::claims
