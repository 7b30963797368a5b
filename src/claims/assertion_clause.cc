// What a part of a sentence says of whom.
#include "claims/assertion_clause.h"

#include <algorithm>

namespace cuibono::claims {
namespace {

/// Whether a part only tells more of a judgment: "the verdict is not yet final".
bool tells_of_appeal(const SentenceView& view, Span part) {
  if (view.first(Cue::appeal_open, part) == nullptr &&
      view.first(Cue::appeal_closed, part) == nullptr)
    return false;
  for (const Cue cue :
       {Cue::convict, Cue::charge, Cue::deny, Cue::admit, Cue::say, Cue::overturn}) {
    if (const auto* match = view.first(cue, part);
        match != nullptr && is_complete(view, *match, part))
      return false;
  }
  return true;
}

}  // namespace

Force force_of(Cue cue) {
  switch (cue) {
    case Cue::accuse:
    case Cue::alleged:
      return Force::alleged;
    case Cue::charge:
      return Force::charged;
    case Cue::convict:
      return Force::found;
    case Cue::overturn:
      return Force::overturned;
    case Cue::admit:
      return Force::admitted;
    case Cue::deny:
      return Force::denied;
    case Cue::withdraw:
      return Force::withdrawn;
    case Cue::uncertain:
      return Force::unknown;
    default:
      return Force::stated;
  }
}

void ClauseReader::read() {
  if (said_.refusal) return review(*said_.refusal);
  content_ = {said_.content.front(), said_.content.back() + 1};
  mark_relative();
  const std::vector<const CueMatch*> verbs = find_verbs();
  if (verbs.empty()) {
    if (pronoun_only()) return review(ReviewReason::pronoun);
    return review(unspoken_quote() ? ReviewReason::no_speaker : ReviewReason::no_verb);
  }
  const CueMatch& verb = *verbs.front();
  cut_negated(verb);
  if (const auto reason = refuse_verb(verb, verbs)) return review(*reason);
  if (const auto reason = refuse_plain(verb)) return review(*reason);
  if (!add(verb, std::nullopt)) return;
  // "was arrested and charged with …": the second verb has the same subject.
  for (const CueMatch* other : verbs) {
    if (other == &verb || other->cue == Cue::act || other->cue == Cue::link ||
        other->end > content_.end)
      continue;
    if (other->cue == verb.cue && (verb.cue == Cue::convict || verb.cue == Cue::charge) &&
        follows_conjunction(*other) && !is_passive(*other) && !is_passive(verb)) {
      add_second(*other);
      continue;
    }
    const bool both_answer = (other->cue == Cue::deny || other->cue == Cue::admit) &&
                             (verb.cue == Cue::deny || verb.cue == Cue::admit);
    if (follows_conjunction(*other) && (both_answer || (is_passive(*other) && is_passive(verb)))) {
      add(*other, out_.assertions.back().subject);
      if (both_answer) {
        out_.assertions.back().speaker = out_.assertions.back().subject;
        out_.assertions.back().author_speaks = false;
      }
    }
  }
}

void ClauseReader::review(ReviewReason reason) {
  out_.reviews.push_back(
      {{view_.tokens[part_.begin].range.from, view_.tokens[part_.end - 1].range.to}, reason});
}

bool ClauseReader::add(const CueMatch& verb, const std::optional<Words>& same_subject) {
  Assertion a;
  a.force = force_of(verb.cue);
  const bool passive = is_passive(verb);
  Subject subject = find_subject(verb);
  if (subject.refusal) {
    review(*subject.refusal);
    return false;
  }
  const bool answer = verb.cue == Cue::deny || verb.cue == Cue::admit;
  if (answer) subject.span = without_accusation(subject.span, verb);
  Span about = subject.span;
  Span agent;
  // "the prosecutor said that a judge charged X": the prosecutor speaks of the judge.
  const bool of_another = said_.cue != nullptr && said_.cue->cue == Cue::say && !passive &&
                          !subject.span.empty() && !is_first_person(subject.span) &&
                          (verb.cue == Cue::charge || verb.cue == Cue::accuse);
  const bool institutional =
      !of_another &&
      (verb.cue == Cue::accuse || verb.cue == Cue::charge || verb.cue == Cue::convict ||
       verb.cue == Cue::overturn || verb.cue == Cue::withdraw);
  std::optional<Words> other_subject = same_subject;
  if ((verb.cue == Cue::deny || (verb.cue == Cue::withdraw && find_against().empty())) &&
      !same_subject) {
    if (const auto clause = denied_clause(verb)) {
      other_subject = denied_subject(*clause);
      if (!other_subject) return false;
    }
  }
  std::size_t what_from = subject.what_from;
  if (institutional && !same_subject) {
    if (passive) {
      agent = find_agent(verb);
      if (const Span object = find_against(); !object.empty()) about = object;
    } else {
      agent = subject.span;
      about = without_noun_of(verb, find_object(verb, subject.span.end));
      // "Чоловіка засудили до …": without an object behind it, who stands before is whom it was done to.
      const auto& last = view_.tokens[verb.end - 1].lower;
      if (about.empty() && verb.cue != Cue::withdraw && verb.cue != Cue::overturn &&
          (last.ends_with(U"ли") || last.ends_with(U"ют") || last.ends_with(U"ють")) &&
          view_.first(Cue::court, agent) == nullptr && view_.first(Cue::actor, agent) == nullptr &&
          view_.first(Cue::institution, agent) == nullptr)
        std::swap(about, agent);
      what_from = std::min(auxiliary(verb).value_or(verb.begin), verb.begin);
      if (verb.cue == Cue::withdraw && about.empty()) about = agent;
      if (verb.cue == Cue::withdraw && find_against().empty()) {
        const Span against = find_against(true);
        about = against.empty() ? agent : against;
      }
      if (verb.value == "vor" && !about.empty() &&
          !(about.end < content_.end && view_.tokens[about.end].lower == U"vor"))
        about = {};
      // "wirft dem Händler Betrug vor": without a clause behind it the reproach stands beside the name.
      if (verb.value == "vor" && about.end + 1 >= content_.end && about.end > about.begin + 1)
        about = {};
      if (verb.value == "last" && two_nouns(about)) about = {};
    }
  } else if (answer) {
    agent = subject.span;
  }
  // "Иванову вменяют …", "A los investigados se les atribuyen …": who stands before is accused, by nobody.
  if (verb.value == "dative" && !same_subject) {
    const Span person = dative_before(verb);
    if (!person.empty()) {
      about = person;
      agent = {};
    } else if (agent.empty()) {
      about = {};
    }
  }
  // "Слідчі відкрили провадження": against nobody, so of those who opened it.
  if (verb.value == "case" && !same_subject && !passive && find_against().empty()) {
    about = agent;
    agent = {};
  }
  // Somebody accused, charged or took back: who did, the sentence says in a place that was not read.
  if (institutional && !same_subject && !passive && agent.empty() && said_.cue == nullptr &&
      verb.value != "case" && !(view_.cues->phrases(Cue::oblique).size() > 0 && !about.empty()) &&
      !(verb.value == "dative" && !about.empty())) {
    review(pronoun_only() ? ReviewReason::pronoun : ReviewReason::no_subject);
    return false;
  }
  if (!institutional && !subject.before) {
    if (const Span self = first_person(); !self.empty() && self.begin < verb.begin) about = self;
  }
  if (verb.cue == Cue::uncertain) about = first_phrase({verb.end, content_.end}, true);
  if (about.empty() && !same_subject) about = first_person();
  if (about.empty() && !same_subject && !institutional && speaks_of_itself(verb))
    about = said_.speaker;
  if (about.empty() && !same_subject) {
    review(pronoun_only() ? ReviewReason::pronoun : ReviewReason::no_subject);
    return false;
  }
  if (!same_subject && is_first_person(about))
    about = said_.cue != nullptr ? said_.speaker : Span{};
  if (!same_subject &&
      (about.empty() || is_pronoun(view_, about) ||
       // "his client", "these men": who that is stands elsewhere.
       (view_.is(Cue::pronoun, about.begin) && !view_.is(Cue::article, about.begin) &&
        !view_.is(Cue::number, about.begin) && !view_.is(Cue::hedge, about.begin) &&
        !view_.is(Cue::quantifier, about.begin)))) {
    review(ReviewReason::pronoun);
    return false;
  }
  // "An indictment unsealed on Friday": without its day the participle tells nothing.
  while (view_.cues->language() == "en" && agent.begin + 1 < agent.end &&
         !view_.capital(agent.end - 1) && view_.tokens[agent.end - 1].lower.ends_with(U"ed"))
    --agent.end;
  // "Some honest broker he turned out to be".
  if (!same_subject && view_.cues->language() == "en" && view_.is(Cue::pronoun, about.end - 1) &&
      !view_.capital(about.end - 1) && !view_.is(Cue::article, about.end - 1)) {
    review(ReviewReason::pronoun);
    return false;
  }
  if (!agent.empty() && is_pronoun(view_, agent)) {
    review(ReviewReason::pronoun);
    return false;
  }
  // "El ministro condenó el atentado": only a court convicts.
  if (verb.cue == Cue::convict && !passive && !same_subject && !agent.empty() &&
      view_.first(Cue::court, agent) == nullptr) {
    review(ReviewReason::no_verb);
    return false;
  }
  // "The claims were dismissed by the company": who answers is not who stands before.
  const auto aux = auxiliary(verb);
  if (answer && passive && !same_subject && aux && view_.is(Cue::passive_verb, *aux)) {
    review(ReviewReason::no_subject);
    return false;
  }
  // A court that rejects or acknowledges something neither denies nor admits.
  if (answer && view_.first(Cue::court, agent) != nullptr) {
    review(ReviewReason::no_verb);
    return false;
  }
  if (!same_subject &&
      (holds_verb(about) || holds_clause(about) ||
       (subject.before && disagrees(subject.span, verb)) || !is_plain(about) || !is_plain(agent))) {
    review(ReviewReason::no_subject);
    return false;
  }
  // Of a quotation that its speaker breaks, the mark that opens it is no part of a name.
  if (about.begin + 1 < about.end && view_.is_mark(about.begin, U"«„“\"") && !closes_quote(about))
    ++about.begin;
  // "dass 112 Beamte Büros durchsucht hätten": what is counted ends with its noun; "dass der Schaden höher liegt":
  // a German name or noun is written with a capital.
  if (view_.cues->language() == "de" && !about.empty()) {
    const std::size_t whole = about.end;
    const std::size_t noun = about.begin + 1;
    if (view_.tokens[about.begin].kind == TokenKind::number && noun + 1 < about.end &&
        view_.capital(noun) && !view_.is(Cue::magnitude, noun) && view_.is_word(noun + 1) &&
        view_.capital(noun + 1))
      about.end = noun + 1;
    const auto is_name = [&](std::size_t i) {
      return view_.capital(i) || is_digit(view_.tokens[i].lower.front()) || !view_.is_word(i);
    };
    while (about.begin + 1 < about.end && !is_name(about.end - 1) && is_name(about.end - 2))
      --about.end;
    if (what_from == whole) what_from = about.end;
  }
  a.subject = other_subject ? *other_subject : text_of(about);
  // "Ferrante's conviction was quashed": whose it was.
  if (!other_subject && (verb.cue == Cue::overturn || verb.cue == Cue::convict) &&
      about.end > about.begin + 1 && view_.is(Cue::judgment, about.end - 1) &&
      view_.tokens[about.end - 2].lower.ends_with(U"'s")) {
    constexpr std::uint32_t ending = 2;
    a.subject = view_.words_of(
        {view_.tokens[about.begin].range.from, view_.tokens[about.end - 2].range.to - ending});
  }
  a.predicate = text_of({verb.begin, verb.end});
  what_from = std::max(what_from, content_.begin);
  a.what = text_of({std::min(what_from, content_.end - 1), last_word()});
  if (same_subject) a.what = text_of({verb.begin, last_word()});
  set_speaker(a, verb, agent);
  set_force(a, verb);
  if (of_another) a.force = Force::stated;
  if (a.force == Force::found || a.force == Force::overturned) set_court(view_, part_, a);
  if (verb.cue == Cue::appeal_open) a.appeal_open = true;
  a.said_us = said_.said_us;
  out_.assertions.push_back(std::move(a));
  return true;
}

void ClauseReader::add_second(const CueMatch& verb) {
  const Span about = first_phrase(trim_front({verb.end, content_.end}), false);
  if (about.empty() || is_pronoun(view_, about) || view_.is(Cue::pronoun, about.begin) ||
      view_.is(Cue::judgment, about.begin) || view_.is(Cue::number, about.begin) ||
      !is_plain(about) || holds_verb(about) || view_.tokens[about.begin].kind == TokenKind::number)
    return;
  Assertion a = out_.assertions.back();
  a.force = force_of(verb.cue);
  a.subject = text_of(about);
  a.predicate = text_of({verb.begin, verb.end});
  a.what = text_of({verb.begin, last_word()});
  set_force(a, verb);
  out_.assertions.push_back(std::move(a));
}

bool ClauseReader::closes_quote(Span span) const {
  for (std::size_t i = span.begin + 1; i < span.end; ++i) {
    if (view_.is_mark(i, U"»”“\"")) return true;
  }
  return false;
}

std::size_t ClauseReader::last_word() const {
  std::size_t end = content_.end;
  while (end > content_.begin + 1 && view_.tokens[end - 1].kind == TokenKind::mark &&
         !view_.is_mark(end - 1, U"»”\"%)"))
    --end;
  return end;
}

void ClauseReader::set_speaker(Assertion& a, const CueMatch& verb, Span agent) const {
  if (said_.cue != nullptr) {
    a.speaker = text_of(said_.speaker);
  } else if (!agent.empty()) {
    a.speaker = text_of(agent);
    // "by a court in Velmora": the court's whole name.
    Assertion court;
    if (verb.cue == Cue::convict || verb.cue == Cue::overturn) set_court(view_, part_, court);
    if (court.court.range.from == a.speaker.range.from && court.court.range.to > a.speaker.range.to)
      a.speaker = court.court;
  } else if (verb.cue == Cue::convict || verb.cue == Cue::overturn) {
    Assertion court;
    set_court(view_, part_, court);
    if (!court.court.empty() && (court.court.range.to <= a.subject.range.from ||
                                 court.court.range.from >= a.subject.range.to)) {
      a.speaker = court.court;
    }
  }
  a.author_speaks = a.speaker.empty();
}

void ClauseReader::set_force(Assertion& a, const CueMatch& verb) const {
  if (verb.value == "case") a.force = Force::stated;
  // Somebody else tells what a court has done.
  const bool court = verb.cue == Cue::convict || verb.cue == Cue::overturn;
  if (court && said_.cue != nullptr && view_.first(Cue::court, said_.speaker) == nullptr)
    a.force = Force::stated;
  // "The tribunal found that Quill had taken …".
  if (said_.cue != nullptr && said_.cue->value == "rules" && a.force == Force::stated &&
      view_.first(Cue::court, said_.speaker) != nullptr)
    a.force = Force::found;
  // "… were indicted, court documents showed": papers charge nobody.
  if (verb.cue == Cue::charge && said_.cue != nullptr && said_.cue->value == "tail" &&
      !view_.is(Cue::institution, said_.speaker.end - 1))
    a.force = Force::stated;
  if (is_frame(verb)) return;
  bool alleged = said_.cue != nullptr &&
                 ((said_.cue->cue == Cue::according && said_.cue->value != "parted") ||
                  said_.cue->cue == Cue::according_after || said_.cue->cue == Cue::allege);
  for (const auto i : said_.content)
    alleged = alleged || (view_.is(Cue::alleged, i) && !relative_[i]);
  if (alleged) a.force = Force::alleged;
}

std::optional<Words> ClauseReader::denied_subject(Span clause) {
  Reading inner;
  ClauseReader(view_, clause, inner).read();
  if (!inner.assertions.empty()) return inner.assertions.front().subject;
  review(inner.reviews.empty() ? ReviewReason::no_subject : inner.reviews.front().reason);
  return std::nullopt;
}

void read_clauses(const SentenceView& view, Reading& out) {
  std::vector<Span> parts;
  std::size_t from = 0;
  const auto close = [&](std::size_t to) {
    std::size_t begin = from, end = to;
    while (begin < end && view.tokens[begin].kind == TokenKind::mark &&
           !view.is_mark(begin, U"«„“\"'‘»¡("))
      ++begin;
    while (end > begin && view.is_mark(end - 1, U".,;:!…—–")) --end;
    if (begin < end) parts.push_back({begin, end});
  };
  for (std::size_t i = 0; i < view.tokens.size(); ++i) {
    const bool contrast =
        i > 0 && view.is_mark(i - 1, U",") && view.at(Cue::contrast, i) != nullptr;
    const bool appeal_follows =
        view.is_mark(i, U",") && tells_of_appeal(view, {i + 1, view.tokens.size()});
    if (view.quoted(i) || !(view.is_mark(i, U";") || contrast || appeal_follows)) continue;
    close(i);
    from = contrast ? view.at(Cue::contrast, i)->end : i + 1;
  }
  close(view.tokens.size());
  const std::size_t claims_before = out.assertions.size(), reviews_before = out.reviews.size();
  for (const Span part : parts) {
    if (parts.size() > 1 && tells_of_appeal(view, part)) continue;
    ClauseReader(view, part, out).read();
  }
  if (out.assertions.size() > claims_before) return;
  // Nothing was read: the whole sentence is for review, for the first reason.
  const auto reason = out.reviews.size() > reviews_before ? out.reviews[reviews_before].reason
                                                          : ReviewReason::no_verb;
  out.reviews.resize(reviews_before);
  out.reviews.push_back({view.range, reason});
}

}  // namespace cuibono::claims
