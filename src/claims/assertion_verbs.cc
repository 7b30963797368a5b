// The verb of a clause: which words are its, in which voice, and when it is not to be read.
#include <algorithm>

#include "claims/assertion_clause.h"
#include "core/core.h"

namespace cuibono::claims {
namespace {

constexpr Cue frames[] = {Cue::accuse, Cue::charge, Cue::convict,  Cue::overturn,
                          Cue::admit,  Cue::deny,   Cue::withdraw, Cue::uncertain};

}  // namespace

bool ClauseReader::unspoken_quote() const {
  return said_.cue == nullptr &&
         view_.quoted(content_.begin + 1 < content_.end ? content_.begin + 1 : content_.begin);
}

bool ClauseReader::pronoun_only() const {
  for (const auto i : said_.content) {
    if (view_.is(Cue::pronoun, i) && !view_.is(Cue::first_person, i)) return true;
    if (view_.is_word(i) && !view_.is(Cue::passive_verb, i) && !view_.is(Cue::active_verb, i))
      return false;
  }
  return false;
}

bool ClauseReader::in_content(std::size_t token) const {
  return std::binary_search(said_.content.begin(), said_.content.end(), token);
}

bool ClauseReader::usable(const CueMatch& match) const {
  if (match.begin < content_.begin || match.end > content_.end || !in_content(match.begin))
    return false;
  if (relative_[match.begin] || !is_complete(view_, match, part_)) return false;
  if (match.begin > 0 && view_.is_word(match.begin - 1) && in_content(match.begin - 1)) {
    const std::size_t before = match.begin - 1;
    // "the accused", "tres detenidos": a noun. "to deny": nothing was denied.
    const bool counted =
        view_.is(Cue::number, before) || view_.tokens[before].kind == TokenKind::number;
    if (match.end == match.begin + 1 && view_.is(Cue::article, before) && match.cue != Cue::link)
      return false;
    if (match.end == match.begin + 1 && counted && view_.is(Cue::passive_form, match.begin))
      return false;
    if (view_.is(Cue::infinitive, before) && !view_.is(Cue::alleged, before)) return false;
  }
  // A name or a German noun that looks like a verb; "Revision eingelegt" is both.
  return match.cue == Cue::appeal_open ||
         !(view_.capital(match.begin) && match.begin > part_.begin &&
           !view_.is_mark(match.begin - 1, U"«„“\""));
}

std::vector<const CueMatch*> ClauseReader::find_verbs() const {
  std::vector<const CueMatch*> verbs, links, hedges, weak, appeals;
  for (const auto& match : view_.matches) {
    if (!usable(match)) continue;
    if (match.value.starts_with("weak")) {
      if (is_weak_verb(match)) weak.push_back(&match);
      continue;
    }
    const bool frame =
        std::find(std::begin(frames), std::end(frames), match.cue) != std::end(frames);
    if (frame || match.cue == Cue::act) {
      // A frame goes before a plain verb at the same place.
      if (!verbs.empty() && verbs.back()->begin == match.begin) continue;
      verbs.push_back(&match);
    } else if (match.cue == Cue::link) {
      links.push_back(&match);
    } else if (match.cue == Cue::appeal_open && match.value == "filed") {
      appeals.push_back(&match);
    } else if (match.cue == Cue::alleged && match.end > match.begin + 1) {
      hedges.push_back(&match);
    }
  }
  drop_parted(verbs, weak);
  drop_reduced(verbs, weak);
  if (doubtful(verbs, weak)) return {};
  if (verbs.empty()) verbs = appeals;
  if (verbs.empty()) verbs = hedges;
  if (verbs.empty()) verbs = weak;
  if (verbs.empty()) verbs = links;
  return verbs;
}

bool ClauseReader::is_weak_verb(const CueMatch& match) const {
  const std::size_t i = match.begin;
  if (i == said_.content.front() || view_.tokens[i].lower.size() < 4) return false;
  for (const Cue other :
       {Cue::passive_verb, Cue::active_verb, Cue::link, Cue::modal, Cue::say, Cue::preposition,
        Cue::adverb, Cue::pronoun, Cue::time, Cue::month, Cue::alleged, Cue::kind, Cue::number,
        Cue::hedge, Cue::negation, Cue::magnitude, Cue::conjunction, Cue::noun, Cue::actor}) {
    if (view_.is(other, i)) return false;
  }
  const std::size_t before = i - 1;
  if (view_.is(Cue::preposition, before) || view_.is(Cue::number, before) ||
      view_.tokens[before].kind == TokenKind::number)
    return false;
  // "Der Dienstleister erstattete Anzeige": behind a noun, a name or a number; "der gesuchte Mann" is none.
  if (match.value == "weaksecond") return view_.capital(before) && view_.is_word(before);
  // "Рассказова", "Ала": a name.
  if (view_.capital(i) && i > part_.begin) return false;
  if (match.value != "weakaux") return true;
  return auxiliary(match).has_value() ||
         (i + 1 < content_.end && view_.is(Cue::passive_verb, i + 1));
}

void ClauseReader::drop_parted(std::vector<const CueMatch*>& verbs,
                               const std::vector<const CueMatch*>& weak) const {
  if (view_.cues->language() != "en" || verbs.empty()) return;
  const CueMatch& verb = *verbs.front();
  if (verb.begin == 0 || !view_.is_mark(verb.begin - 1, U",") || verb.end >= content_.end ||
      !(view_.is(Cue::preposition, verb.end) ||
        view_.cues->is(Cue::preposition, view_.tokens[verb.end - 1].lower)))
    return;
  const auto goes_on = [&](const CueMatch* other) {
    return other->begin > verb.end && view_.is_mark(other->begin - 1, U",");
  };
  if (std::any_of(verbs.begin(), verbs.end(), goes_on) ||
      std::any_of(weak.begin(), weak.end(), goes_on))
    verbs.erase(verbs.begin());
}

void ClauseReader::drop_reduced(std::vector<const CueMatch*>& verbs,
                                const std::vector<const CueMatch*>& weak) const {
  while (!verbs.empty() && (verbs.size() > 1 || !weak.empty())) {
    const CueMatch& verb = *verbs.front();
    if (is_frame(verb) || verb.end >= content_.end || view_.at(Cue::by, verb.end) == nullptr ||
        auxiliary(verb))
      return;
    verbs.erase(verbs.begin());
  }
}

bool ClauseReader::doubtful(const std::vector<const CueMatch*>& verbs,
                            const std::vector<const CueMatch*>& weak) const {
  if (verbs.empty() || view_.cues->language() != "en") return false;
  const CueMatch& verb = *verbs.front();
  // "The watchdog fined the bank for its controls": a noun that looks like a verb, behind a verb of no list.
  if (verb.cue == Cue::act && !auxiliary(verb)) {
    for (const CueMatch* other : weak) {
      if (other->begin >= verb.begin) break;
      bool parted = false;
      for (std::size_t i = other->end; i < verb.begin; ++i) {
        parted = parted || view_.is_mark(i, U",") || view_.is(Cue::conjunction, i) ||
                 view_.is(Cue::relative, i) || view_.is(Cue::by, i);
      }
      if (!parted) return true;
    }
  }
  // "Court papers filed in Tarnside describe …": a participle before a preposition, and a verb behind.
  if (verb.cue == Cue::act && !auxiliary(verb) && verb.end < content_.end &&
      view_.tokens[verb.begin].lower.ends_with(U"ed") && view_.is(Cue::preposition, verb.end)) {
    for (const CueMatch* other : verbs) {
      if (other->begin <= verb.end || follows_conjunction(*other) ||
          view_.is(Cue::infinitive, other->begin - 1) ||
          (other->end < content_.end && view_.is(Cue::preposition, other->end)))
        continue;
      bool parted = false;
      for (std::size_t i = verb.end; i < other->begin; ++i)
        parted = parted || view_.is_mark(i, U",") || relative_[i];
      if (!parted) return true;
    }
  }
  // "The trial of men accused of fraud opened": the participle tells more of a noun.
  if (verb.cue == Cue::act || auxiliary(verb) || !is_passive(verb)) return false;
  const auto follows = [&](const CueMatch* other) {
    return other->begin > verb.end && !auxiliary(*other) && !follows_conjunction(*other) &&
           !view_.is(Cue::infinitive, other->begin - 1) &&
           view_.tokens[other->begin].lower.ends_with(U"ed");
  };
  return std::any_of(verbs.begin(), verbs.end(), follows) ||
         std::any_of(weak.begin(), weak.end(), follows);
}

bool ClauseReader::is_frame(const CueMatch& match) const {
  return match.cue != Cue::act && match.cue != Cue::link && match.cue != Cue::alleged &&
         match.cue != Cue::appeal_open;
}

std::optional<ReviewReason> ClauseReader::refuse_verb(
    const CueMatch& verb, const std::vector<const CueMatch*>& verbs) const {
  for (std::size_t i = content_.begin; i < content_.end; ++i) {
    if (!in_content(i) || relative_[i]) continue;
    if (view_.is(Cue::negation, i) && !covered_by_frame(i) && !(i > verb.begin && lacks_noun(i)))
      return ReviewReason::negation;
    if (i < verb.begin && view_.is(Cue::modal, i) && !view_.is(Cue::alleged, i) &&
        !(view_.capital(i) && i > part_.begin)) {
      return ReviewReason::conditional;
    }
  }
  // "soll im Mai aufgelöst werden" is a plan; "soll … haben", "soll … worden sein" is what is said.
  if (view_.cues->language() == "de" && view_.tokens[last_word() - 1].lower == U"werden") {
    for (std::size_t i = content_.begin; i < last_word(); ++i) {
      if (view_.tokens[i].lower.starts_with(U"soll") && !relative_[i])
        return ReviewReason::conditional;
    }
  }
  const bool answers = verb.cue == Cue::deny || verb.cue == Cue::admit;
  if (said_.cue != nullptr && (answers || verb.cue == Cue::withdraw))
    return ReviewReason::two_speakers;
  for (const CueMatch* other : verbs) {
    if (other == &verb || !is_frame(*other) || !is_frame(verb) || follows_conjunction(*other))
      continue;
    if ((other->cue == Cue::deny || other->cue == Cue::admit || answers) && other->cue != verb.cue)
      return ReviewReason::two_speakers;
  }
  return std::nullopt;
}

std::optional<ReviewReason> ClauseReader::refuse_plain(const CueMatch& verb) const {
  if (ends_with_source(verb)) return ReviewReason::no_speaker;
  // "„Die hatten ein System“, erinnert sich …": words in marks, and a verb of no list that says who spoke them.
  if (said_.cue == nullptr &&
      (view_.quoted(verb.begin) || (part_.begin + 1 < part_.end && view_.quoted(part_.begin + 1) &&
                                    view_.is_mark(part_.begin, U"„“«\"'‘"))))
    return ReviewReason::no_speaker;
  if (is_frame(verb) || verb.cue == Cue::appeal_open) return std::nullopt;
  const std::size_t comma = verb.end < part_.end && view_.is_mark(verb.end, U",") ? 1 : 0;
  const std::size_t next = verb.end + comma;
  if (verb.cue != Cue::alleged && next < part_.end && view_.at(Cue::that, next) != nullptr)
    return ReviewReason::no_speaker;
  // "described on Tuesday how invoices were printed": what was said stands in a clause that is not read.
  for (const auto i : said_.content) {
    if (i <= verb.end || view_.quoted(i)) continue;
    const auto& word = view_.tokens[i].lower;
    const bool parted = view_.is_mark(i - 1, U",");
    if (word == U"how" || word == U"cómo" ||
        (parted && (word == U"wie" || word == U"как" || word == U"як")))
      return ReviewReason::no_speaker;
  }
  for (const auto i : said_.content) {
    if (i < verb.begin && view_.is_mark(i, U":") && !view_.quoted(i))
      return ReviewReason::no_speaker;
    if (verb.cue != Cue::alleged && view_.is(Cue::accusation, i) && !relative_[i])
      return ReviewReason::no_verb;
  }
  return std::nullopt;
}

bool ClauseReader::ends_with_source(const CueMatch& verb) const {
  constexpr std::size_t source_tokens_max = 7;
  if (said_.cue != nullptr || view_.cues->language() != "en" || part_.end < part_.begin + 3)
    return false;
  const std::size_t last = part_.end - 1;
  if (last <= verb.end || view_.is(Cue::passive_verb, last - 1) ||
      (view_.at(Cue::act, last) == nullptr && !view_.is(Cue::allege, last) &&
       !view_.is(Cue::say, last)))
    return false;
  for (std::size_t i = last; i > verb.end && last - i < source_tokens_max; --i) {
    if (view_.is(Cue::preposition, i) || view_.is(Cue::conjunction, i) ||
        view_.is(Cue::relative, i) || view_.is(Cue::passive_verb, i))
      return false;
    if (view_.is_mark(i, U",")) return i + 1 < last;
  }
  return false;
}

bool ClauseReader::is_plain(Span span) const {
  constexpr std::size_t subject_tokens_max = 24;
  if (span.end > span.begin + subject_tokens_max) return false;
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (view_.is_mark(i, U":;?!…—–")) return false;
    // "Detectives suspect the couple": two phrases with nothing between them.
    if (i > span.begin && view_.cues->language() == "en" && view_.is(Cue::article, i) &&
        !view_.capital(i) && view_.is_word(i - 1) && !view_.is(Cue::preposition, i - 1) &&
        !view_.is(Cue::conjunction, i - 1) && !view_.is(Cue::hedge, i) &&
        !view_.is(Cue::number, i) &&
        (!view_.is(Cue::adverb, i - 1) || view_.tokens[i - 1].lower == U"later" ||
         view_.tokens[i - 1].lower == U"earlier"))
      return false;
  }
  return true;
}

bool ClauseReader::covered_by_frame(std::size_t token) const {
  for (const auto& match : view_.matches) {
    if (match.begin <= token && token < match.end && match.end - match.begin > 1 &&
        match.cue != Cue::negation)
      return true;
  }
  return false;
}

bool ClauseReader::follows_conjunction(const CueMatch& match) const {
  for (std::size_t i = match.begin; i > part_.begin && match.begin - i < 4; --i) {
    if (view_.is(Cue::conjunction, i - 1)) return true;
    if (view_.is_mark(i - 1, U",")) return false;
  }
  return false;
}

std::optional<Span> ClauseReader::denied_clause(const CueMatch& verb) const {
  constexpr std::size_t tokens_between_max = 8;
  const auto own = core::decode_utf8(verb.value);
  bool light = true;
  for (std::size_t i = verb.end; i < std::min(verb.end + tokens_between_max, part_.end); ++i) {
    // "that" may belong to a longer cue ("claims that"). Where "que" may also tell more of a noun, none may
    // stand before it.
    if (view_.cues->is(Cue::that, view_.tokens[i].lower) && i + 1 < part_.end)
      return light || !view_.is(Cue::relative, i) ? std::optional(Span{i + 1, part_.end})
                                                  : std::nullopt;
    if (view_.is_mark(i, U",") && i + 1 < part_.end && view_.at(Cue::that, i + 1) != nullptr)
      continue;
    if (!view_.is_word(i)) return std::nullopt;
    const bool day = view_.is(Cue::time, i) || view_.is(Cue::month, i) ||
                     view_.tokens[i].kind == TokenKind::number;
    light = light && (day || view_.is(Cue::adverb, i) || view_.is(Cue::preposition, i) ||
                      view_.is(Cue::article, i) || view_.is(Cue::medium, i) ||
                      (own && view_.tokens[i].lower == *own));
  }
  return std::nullopt;
}

std::optional<std::size_t> ClauseReader::auxiliary(const CueMatch& verb) const {
  for (const auto i : said_.content) {
    if (i >= verb.begin) break;
    if (relative_[i] || (view_.capital(i) && i > part_.begin &&
                         view_.tokens[i - 1].kind == TokenKind::word && i != said_.content.front()))
      continue;
    if (view_.is(Cue::passive_verb, i) || view_.is(Cue::active_verb, i) ||
        (view_.at(Cue::alleged, i) != nullptr && opens_verb(i))) {
      return i;
    }
  }
  return std::nullopt;
}

bool ClauseReader::opens_verb(std::size_t token) const {
  return view_.cues->is(Cue::passive_verb, view_.tokens[token].lower) ||
         view_.cues->is(Cue::modal, view_.tokens[token].lower);
}

bool ClauseReader::is_passive(const CueMatch& verb) const {
  const bool form = view_.covering(Cue::passive_form, verb.begin) != nullptr;
  // The nearest auxiliary decides: "has been charged" is passive, "hat … verurteilt" is not.
  bool active = false;
  for (std::size_t i = verb.begin; i > content_.begin; --i) {
    if (!in_content(i - 1) || relative_[i - 1]) continue;
    if (view_.is(Cue::passive_verb, i - 1)) return true;
    if (view_.is(Cue::active_verb, i - 1)) {
      active = true;
      break;
    }
  }
  // Behind the verb, in a German clause with "dass": "festgenommen wurden".
  for (std::size_t i = verb.end; i < std::min(verb.end + 2, content_.end); ++i) {
    if (!active && view_.is(Cue::passive_verb, i) &&
        view_.cues->phrases(Cue::ordinal_after).size() > 0 && !view_.is(Cue::that, i))
      return true;
  }
  if (active) return false;
  if (form) return true;
  if (verb.end >= content_.end) return false;
  // "X accused of fraud": a preposition at once, and no object ("dropped the charges against X" has one).
  return verb.end == verb.begin + 1 && view_.is(Cue::preposition, verb.end) &&
         !view_.is(Cue::object_mark, verb.end) && view_.cues->phrases(Cue::infinitive).size() > 0 &&
         view_.cues->phrases(Cue::object_mark).empty();
}

std::size_t ClauseReader::first_action(std::size_t from, const CueMatch& verb) const {
  if (!follows_conjunction(verb)) return verb.begin;
  for (const auto& match : view_.matches) {
    if (match.begin <= from || match.end >= verb.begin || !usable(match)) continue;
    const bool act = match.cue == Cue::act ||
                     std::find(std::begin(frames), std::end(frames), match.cue) != std::end(frames);
    if (act && (!match.value.starts_with("weak") || is_weak_verb(match)) && !is_passive(match) &&
        (match.value.starts_with("weak") || match.begin > from + 1 || view_.capital(from)))
      return match.begin;
  }
  // "пішов на угоду … і визнав": by its ending, a past of no list.
  if (view_.cues->phrases(Cue::oblique).empty()) return verb.begin;
  for (std::size_t i = from + 1; i + 1 < verb.begin; ++i) {
    const auto& word = view_.tokens[i].lower;
    if (view_.capital(i) || word.size() < 4 || !view_.is(Cue::preposition, i + 1)) continue;
    for (const std::u32string_view ending :
         {U"в", U"л", U"ла", U"ли", U"вся", U"лся", U"лась", U"лася"}) {
      if (word.ends_with(ending)) return i;
    }
  }
  return verb.begin;
}

bool ClauseReader::strong_verb(std::size_t token) const {
  const CueMatch* act = view_.at(Cue::act, token);
  return act != nullptr && !act->value.starts_with("weak") && !view_.capital(token) &&
         is_complete(view_, *act, part_);
}

}  // namespace cuibono::claims
