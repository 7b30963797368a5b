// What a clause says of whom, in languages whose verb stands in the middle. The verb is looked for first;
// its subject before it, behind it, or between the auxiliary and it; the rest is what is said.
#include <algorithm>

#include "claims/assertion_parts.h"
#include "claims/assertion_speaker.h"

namespace cuibono::claims {
namespace {

constexpr Cue frames[] = {Cue::accuse, Cue::charge, Cue::convict,  Cue::overturn,
                          Cue::admit,  Cue::deny,   Cue::withdraw, Cue::uncertain};

Force force_of(Cue cue) {
  switch (cue) {
    case Cue::accuse:
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

class ClauseReader {
 public:
  ClauseReader(const SentenceView& view, Span part, Reading& out)
      : view_(view), part_(part), out_(out), said_(find_speaker(view, part)) {}

  void read() {
    if (said_.refusal) return review(*said_.refusal);
    content_ = {said_.content.front(), said_.content.back() + 1};
    mark_relative();
    const std::vector<const CueMatch*> verbs = find_verbs();
    if (verbs.empty()) {
      if (pronoun_only()) return review(ReviewReason::pronoun);
      return review(unspoken_quote() ? ReviewReason::no_speaker : ReviewReason::no_verb);
    }
    const CueMatch& verb = *verbs.front();
    if (const auto reason = refuse_verb(verb, verbs)) return review(*reason);
    if (!add(verb, std::nullopt)) return;
    // "was arrested and charged with …": the second verb has the same subject.
    for (const CueMatch* other : verbs) {
      if (other == &verb || other->cue == Cue::act || other->cue == Cue::link) continue;
      if (follows_conjunction(*other) && is_passive(*other) && is_passive(verb)) {
        add(*other, out_.assertions.back().subject);
      }
    }
  }

 private:
  void review(ReviewReason reason) {
    out_.reviews.push_back(
        {{view_.tokens[part_.begin].range.from, view_.tokens[part_.end - 1].range.to}, reason});
  }

  /// A quotation of whole words whose speaker no verb of saying names.
  [[nodiscard]] bool unspoken_quote() const {
    return said_.cue == nullptr &&
           view_.quoted(content_.begin + 1 < content_.end ? content_.begin + 1 : content_.begin);
  }
  [[nodiscard]] bool pronoun_only() const {
    for (const auto i : said_.content) {
      if (view_.is(Cue::pronoun, i) && !view_.is(Cue::first_person, i)) return true;
      if (view_.is_word(i) && !view_.is(Cue::passive_verb, i) && !view_.is(Cue::active_verb, i))
        return false;
    }
    return false;
  }

  [[nodiscard]] bool in_content(std::size_t token) const {
    return std::binary_search(said_.content.begin(), said_.content.end(), token);
  }

  /// Clauses that tell more of a noun: their verbs are not the sentence's.
  void mark_relative() {
    relative_.assign(view_.tokens.size(), false);
    bool inside = false;
    for (std::size_t k = 0; k < said_.content.size(); ++k) {
      const std::size_t i = said_.content[k];
      if (inside && view_.is_mark(i, U",;")) inside = false;
      const bool behind_comma = k > 0 && view_.is_mark(said_.content[k - 1], U",");
      const bool behind_preposition = k > 1 && view_.is(Cue::preposition, said_.content[k - 1]) &&
                                      view_.is_mark(said_.content[k - 2], U",");
      const bool opens =
          (view_.at(Cue::relative, i) != nullptr || view_.at(Cue::that, i) != nullptr) &&
          (behind_comma || behind_preposition || !view_.is(Cue::article, i));
      if (opens) inside = true;
      relative_[i] = inside;
    }
  }

  [[nodiscard]] bool usable(const CueMatch& match) const {
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
    // A name or a German noun that looks like a verb.
    return !(view_.capital(match.begin) && match.begin > part_.begin &&
             !view_.is_mark(match.begin - 1, U"«„“\""));
  }

  [[nodiscard]] std::vector<const CueMatch*> find_verbs() const {
    std::vector<const CueMatch*> verbs, links, hedges, weak;
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
      } else if (match.cue == Cue::alleged && match.end > match.begin + 1) {
        hedges.push_back(&match);
      }
    }
    drop_reduced(verbs, weak);
    if (verbs.empty()) verbs = hedges;
    if (verbs.empty()) verbs = weak;
    if (verbs.empty()) verbs = links;
    return verbs;
  }

  /// A word with the ending of a verb that no list has.
  [[nodiscard]] bool is_weak_verb(const CueMatch& match) const {
    const std::size_t i = match.begin;
    if (i == said_.content.front() || view_.tokens[i].lower.size() < 4) return false;
    for (const Cue other :
         {Cue::passive_verb, Cue::active_verb, Cue::link, Cue::modal, Cue::say, Cue::preposition,
          Cue::adverb, Cue::pronoun, Cue::time, Cue::month, Cue::alleged, Cue::kind, Cue::number,
          Cue::hedge, Cue::negation, Cue::magnitude, Cue::conjunction}) {
      if (view_.is(other, i)) return false;
    }
    const std::size_t before = i - 1;
    if (view_.is(Cue::preposition, before) || view_.is(Cue::number, before) ||
        view_.tokens[before].kind == TokenKind::number)
      return false;
    if (match.value != "weakaux") return true;
    return auxiliary(match).has_value() ||
           (i + 1 < content_.end && view_.is(Cue::passive_verb, i + 1));
  }

  /// "an operation led by the police has …": a participle with its agent tells more of a noun.
  void drop_reduced(std::vector<const CueMatch*>& verbs,
                    const std::vector<const CueMatch*>& weak) const {
    while (!verbs.empty() && (verbs.size() > 1 || !weak.empty())) {
      const CueMatch& verb = *verbs.front();
      if (is_frame(verb) || verb.end >= content_.end || view_.at(Cue::by, verb.end) == nullptr ||
          auxiliary(verb))
        return;
      verbs.erase(verbs.begin());
    }
  }

  [[nodiscard]] bool is_frame(const CueMatch& match) const {
    return match.cue != Cue::act && match.cue != Cue::link && match.cue != Cue::alleged;
  }

  [[nodiscard]] std::optional<ReviewReason> refuse_verb(
      const CueMatch& verb, const std::vector<const CueMatch*>& verbs) const {
    for (std::size_t i = content_.begin; i < content_.end; ++i) {
      if (!in_content(i) || relative_[i]) continue;
      if (view_.is(Cue::negation, i) && !covered_by_frame(i)) return ReviewReason::negation;
      if (i < verb.begin && view_.is(Cue::modal, i) && !view_.is(Cue::alleged, i) &&
          !(view_.capital(i) && i > part_.begin)) {
        return ReviewReason::conditional;
      }
    }
    const bool answers = verb.cue == Cue::deny || verb.cue == Cue::admit;
    if (said_.cue != nullptr && (answers || verb.cue == Cue::withdraw))
      return ReviewReason::two_speakers;
    for (const CueMatch* other : verbs) {
      if (other == &verb || !is_frame(*other) || !is_frame(verb) || follows_conjunction(*other))
        continue;
      if ((other->cue == Cue::deny || other->cue == Cue::admit || answers) &&
          other->cue != verb.cue)
        return ReviewReason::two_speakers;
    }
    return std::nullopt;
  }

  /// "not guilty", "no es firme": the negation belongs to a longer phrase.
  [[nodiscard]] bool covered_by_frame(std::size_t token) const {
    for (const auto& match : view_.matches) {
      if (match.begin <= token && token < match.end && match.end - match.begin > 1 &&
          match.cue != Cue::negation)
        return true;
    }
    return false;
  }

  [[nodiscard]] bool follows_conjunction(const CueMatch& match) const {
    for (std::size_t i = match.begin; i > part_.begin && match.begin - i < 4; --i) {
      if (view_.is(Cue::conjunction, i - 1)) return true;
      if (view_.is_mark(i - 1, U",")) return false;
    }
    return false;
  }

  /// The auxiliary of a verb: the first one before it in the clause.
  [[nodiscard]] std::optional<std::size_t> auxiliary(const CueMatch& verb) const {
    for (const auto i : said_.content) {
      if (i >= verb.begin) break;
      if (relative_[i] ||
          (view_.capital(i) && i > part_.begin && view_.tokens[i - 1].kind == TokenKind::word &&
           i != said_.content.front()))
        continue;
      if (view_.is(Cue::passive_verb, i) || view_.is(Cue::active_verb, i) ||
          (view_.at(Cue::alleged, i) != nullptr && opens_verb(i))) {
        return i;
      }
    }
    return std::nullopt;
  }

  /// "is said to", "soll": a hedge that is the auxiliary itself.
  [[nodiscard]] bool opens_verb(std::size_t token) const {
    return view_.cues->is(Cue::passive_verb, view_.tokens[token].lower) ||
           view_.cues->is(Cue::modal, view_.tokens[token].lower);
  }

  [[nodiscard]] bool is_passive(const CueMatch& verb) const {
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
    // "X accused of fraud": a preposition at once, and no object.
    return view_.is(Cue::preposition, verb.end) && !view_.is(Cue::object_mark, verb.end) &&
           view_.cues->phrases(Cue::infinitive).size() > 0 &&
           view_.cues->phrases(Cue::object_mark).empty();
  }

  /// The first noun phrase of a span: up to a preposition, a comma, an article, a number further in.
  [[nodiscard]] Span first_phrase(Span span, bool between) const {
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
      if (strong_verb(end) && !view_.is(Cue::article, end - 1)) break;
      if (!between) continue;
      const bool still_counting = std::all_of(
          view_.tokens.begin() + static_cast<std::ptrdiff_t>(span.begin),
          view_.tokens.begin() + static_cast<std::ptrdiff_t>(end), [&](const Token& token) {
            const auto k = static_cast<std::size_t>(&token - view_.tokens.data());
            return view_.is(Cue::hedge, k) || view_.is(Cue::article, k);
          });
      if (still_counting) continue;
      if (view_.is(Cue::adverb, end)) break;
      if (view_.is(Cue::conjunction, end) && end + 1 < span.end &&
          (view_.capital(end + 1) || view_.is(Cue::article, end + 1) ||
           view_.is(Cue::number, end + 1))) {
        ++end;
        continue;
      }
      const bool number = view_.tokens[end].kind == TokenKind::number ||
                          view_.is(Cue::number, end) || view_.is(Cue::hedge, end);
      const bool object = view_.is(Cue::article, end) && view_.tokens[end].lower != U"des" &&
                          view_.tokens[end].lower != U"der";
      if ((number && end > span.begin) || object || view_.is(Cue::conjunction, end)) break;
    }
    return trim_phrase(view_, {span.begin, end});
  }

  [[nodiscard]] bool strong_verb(std::size_t token) const {
    const CueMatch* act = view_.at(Cue::act, token);
    return act != nullptr && !act->value.starts_with("weak") && !view_.capital(token) &&
           is_complete(view_, *act, part_);
  }
  /// A comma of a list: a word or two, then a conjunction or one more comma, and no verb.
  [[nodiscard]] bool goes_on_as_list(std::size_t comma, std::size_t end) const {
    for (std::size_t i = comma + 1; i < std::min(end, comma + 5); ++i) {
      if (!in_content(i) || relative_[i] || view_.is(Cue::preposition, i) || strong_verb(i) ||
          view_.is(Cue::passive_verb, i))
        return false;
      if (view_.is(Cue::conjunction, i)) return i > comma + 1;
    }
    return false;
  }

  /// "the Prosecutor's Office of Northhaven", "Fiscalía de Villaejemplo": a preposition between two names or
  /// behind a counted noun.
  [[nodiscard]] bool joins_noun(std::size_t token) const {
    return token > 0 && token + 1 < view_.tokens.size() && view_.tokens[token].lower.size() <= 3 &&
           (view_.tokens[token].lower == U"of" || view_.tokens[token].lower == U"de" ||
            view_.tokens[token].lower == U"del" || view_.tokens[token].lower == U"von") &&
           view_.capital(token + 1) && view_.capital(token - 1);
  }

  struct Subject {
    Span span;
    bool before = false;  ///< stands before its verb
    std::size_t what_from = 0;
    std::optional<ReviewReason> refusal;
  };

  [[nodiscard]] Subject refused(ReviewReason reason) const { return {{}, false, 0, reason}; }

  /// Days and places that open a clause: "On Monday", "In Lakeport," "В офисе".
  [[nodiscard]] bool is_adverbial(Span span) const {
    return span.empty() || view_.is(Cue::preposition, span.begin) || view_.is(Cue::by, span.begin);
  }

  /// What stands before a verb, without an adverbial and its comma, and without what follows a comma.
  [[nodiscard]] Subject noun_before(Span span) const {
    Span rest = span;
    // An opening adverbial is parted by a comma.
    for (int guard = 0; guard < 3; ++guard) {
      Span phrase = opens_with_adverbial(rest) ? rest : trim_front(rest);
      if (!is_adverbial(phrase) || phrase.empty()) break;
      std::size_t comma = phrase.begin;
      while (comma < phrase.end && !view_.is_mark(comma, U",")) ++comma;
      if (comma + 1 >= phrase.end)
        return {trim_phrase(view_, {phrase.end, phrase.end}), true, 0, std::nullopt};
      rest = {comma + 1, phrase.end};
    }
    Span subject = trim_front(rest);
    // A clause of circumstance, up to its comma.
    while (!subject.empty() && relative_[subject.begin]) ++subject.begin;
    subject = trim_front(subject);
    if (is_adverbial(subject)) return {{}, true, 0, std::nullopt};
    std::size_t comma = subject.begin;
    while (comma < subject.end && !view_.is_mark(comma, U",(")) ++comma;
    if (comma < subject.end && !closes_apposition(comma, subject.end))
      return refused(ReviewReason::no_subject);
    std::size_t end = comma;
    for (std::size_t i = subject.begin; i < end; ++i) {
      if (relative_[i]) end = i;
    }
    return {trim_phrase(view_, {subject.begin, end}), true, 0, std::nullopt};
  }

  /// "On the action day, …"
  [[nodiscard]] bool opens_with_adverbial(Span span) const {
    if (span.empty() || !is_adverbial(span)) return false;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (view_.is_mark(i, U",")) return true;
    }
    return false;
  }

  [[nodiscard]] Span trim_front(Span span) const {
    const Span trimmed = trim_phrase(view_, span);
    return trimmed.empty() ? Span{span.end, span.end} : Span{trimmed.begin, span.end};
  }

  /// ", 42," or ", who …," or ", head of the firm,": closed before the verb, or a number.
  [[nodiscard]] bool closes_apposition(std::size_t comma, std::size_t end) const {
    if (view_.is_mark(comma, U"(")) return true;
    if (comma + 1 < end && view_.tokens[comma + 1].kind == TokenKind::number) return true;
    if (comma + 1 < end && relative_[comma + 1]) return true;
    std::size_t last = end;
    while (last > comma + 1 &&
           (view_.is(Cue::adverb, last - 1) || view_.is(Cue::alleged, last - 1)))
      --last;
    if (last > comma + 1 && view_.is_mark(last - 1, U",")) return true;
    // A list: "two men, a woman and a child".
    for (std::size_t i = comma + 1; i < end; ++i) {
      if (view_.is(Cue::conjunction, i)) return true;
    }
    return false;
  }

  [[nodiscard]] Subject find_subject(const CueMatch& verb) const {
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
      subject.span = first_phrase(trim_front({*aux + 1, verb.begin}), true);
      subject.before = true;
      subject.what_from = subject.span.end;
      if (!subject.span.empty() && !view_.is(Cue::preposition, subject.span.begin)) return subject;
      subject.span = {};
    } else {
      subject = noun_before({start, verb.begin});
      if (subject.refusal) return subject;
      if (!subject.span.empty()) {
        if (view_.cues->language() == "de" && subject.before)
          subject = german_before(subject, verb);
        // In a clause whose verb stands last, what is said lies between the two.
        const bool follows = subject.span.end < verb.begin &&
                             !view_.is_mark(subject.span.end, U",(") &&
                             !relative_[subject.span.end];
        subject.what_from = follows ? subject.span.end : verb.begin;
        return subject;
      }
    }
    // The verb stands first: "в офисе работали 500 человек", "fueron detenidas cinco personas".
    subject.span = first_phrase({verb.end, content_.end}, view_.cues->language() == "de");
    subject.before = false;
    subject.what_from = start;
    if (!subject.span.empty() && view_.is(Cue::preposition, subject.span.begin) &&
        !view_.is(Cue::hedge, subject.span.begin))
      subject.span = {};
    return subject;
  }

  /// "dass drei Verdächtige in Musterstadt festgenommen wurden": the verb stands last, the subject first.
  [[nodiscard]] Subject german_before(Subject subject, const CueMatch&) const {
    const Span first = first_phrase(subject.span, true);
    if (!first.empty()) subject.span = first;
    return subject;
  }

  /// Whom an active verb is about: its object.
  [[nodiscard]] Span find_object(const CueMatch& verb) const {
    for (std::size_t i = content_.begin; i < content_.end; ++i) {
      const CueMatch* against = view_.at(Cue::against, i);
      if (against == nullptr || !in_content(i) || relative_[i]) continue;
      return first_phrase({against->end, content_.end}, true);
    }
    std::size_t from = verb.end;
    // "sentenced to four years María …": a number is no person; the mark of the object stands before one.
    Span object = first_phrase({from, content_.end}, view_.cues->language() == "de");
    if (!object.empty() && view_.is(Cue::judgment, object.begin)) object = behind_judgment(object);
    if (!object.empty() && !view_.is(Cue::preposition, object.begin)) return object;
    if (const auto aux = auxiliary(verb)) return first_phrase({*aux + 1, verb.begin}, true);
    return {};
  }

  /// "gegen X Anklage wegen …": the verb's own noun is no part of the name.
  [[nodiscard]] Span without_noun_of(const CueMatch& verb, Span span) const {
    const auto noun = core::decode_utf8(verb.value);
    for (std::size_t i = span.begin; noun && !noun->empty() && i < span.end; ++i) {
      if (view_.tokens[i].lower == *noun) span.end = i;
    }
    return trim_phrase(view_, span);
  }

  /// "the conviction of X", "приговор X", "la condena de X".
  [[nodiscard]] Span behind_judgment(Span object) const {
    std::size_t from = object.begin + 1;
    const auto joins = [&](std::size_t i) {
      const auto& w = view_.tokens[i].lower;
      return view_.is(Cue::against, i) || view_.is(Cue::article, i) ||
             view_.is(Cue::object_mark, i) || w == U"of" || w == U"de" || w == U"del" ||
             w == U"von";
    };
    while (from < content_.end && joins(from)) ++from;
    if (from >= content_.end || view_.is(Cue::preposition, from)) return {};
    return first_phrase({from, content_.end}, true);
  }

  /// Who did it, behind "by": only somebody who speaks by office.
  [[nodiscard]] Span find_agent(const CueMatch& verb) const {
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

  [[nodiscard]] Words text_of(Span span) const { return view_.words(span); }

  bool add(const CueMatch& verb, const std::optional<Words>& same_subject) {
    Assertion a;
    a.force = force_of(verb.cue);
    const bool passive = is_passive(verb);
    Subject subject = find_subject(verb);
    if (subject.refusal) {
      review(*subject.refusal);
      return false;
    }
    Span about = subject.span;
    Span agent;
    const bool answer = verb.cue == Cue::deny || verb.cue == Cue::admit;
    const bool institutional = verb.cue == Cue::accuse || verb.cue == Cue::charge ||
                               verb.cue == Cue::convict || verb.cue == Cue::overturn ||
                               verb.cue == Cue::withdraw;
    std::size_t what_from = subject.what_from;
    if (institutional && !same_subject) {
      if (passive) {
        agent = find_agent(verb);
        if (const Span object = find_against(); !object.empty()) about = object;
      } else {
        agent = subject.span;
        about = without_noun_of(verb, find_object(verb));
        what_from = std::min(auxiliary(verb).value_or(verb.begin), verb.begin);
        if (verb.cue == Cue::withdraw && about.empty()) about = agent;
        if (verb.cue == Cue::withdraw && find_against().empty()) about = agent;
        if (verb.value == "vor" && !about.empty() &&
            !(about.end < content_.end && view_.tokens[about.end].lower == U"vor"))
          about = {};
      }
    } else if (answer) {
      agent = subject.span;
    }
    if (!institutional && !subject.before) {
      if (const Span self = first_person(); !self.empty() && self.begin < verb.begin) about = self;
    }
    if (verb.cue == Cue::uncertain) about = first_phrase({verb.end, content_.end}, true);
    if (about.empty() && !same_subject) about = first_person();
    if (about.empty() && !same_subject) {
      review(pronoun_only() ? ReviewReason::pronoun : ReviewReason::no_subject);
      return false;
    }
    if (!same_subject && is_first_person(about))
      about = said_.cue != nullptr ? said_.speaker : Span{};
    if (!same_subject &&
        (about.empty() || is_pronoun(view_, about) ||
         (view_.is(Cue::pronoun, about.begin) && !view_.is(Cue::article, about.begin) &&
          !view_.is(Cue::first_person, about.begin) && about.end == about.begin + 1))) {
      review(ReviewReason::pronoun);
      return false;
    }
    if (!agent.empty() && is_pronoun(view_, agent)) {
      review(ReviewReason::pronoun);
      return false;
    }
    if (!same_subject && holds_verb(about)) {
      review(ReviewReason::no_subject);
      return false;
    }
    a.subject = same_subject ? *same_subject : text_of(about);
    a.predicate = text_of({verb.begin, verb.end});
    a.what = text_of({std::min(what_from, content_.end - 1), last_word()});
    if (same_subject) a.what = text_of({verb.begin, last_word()});
    set_speaker(a, verb, agent);
    set_force(a, verb);
    if (a.force == Force::found || a.force == Force::overturned) set_court(view_, a);
    a.said_us = said_.said_us;
    out_.assertions.push_back(std::move(a));
    return true;
  }

  [[nodiscard]] Span find_against() const {
    for (std::size_t i = content_.begin; i < content_.end; ++i) {
      const CueMatch* against = view_.at(Cue::against, i);
      if (against != nullptr && in_content(i) && !relative_[i])
        return first_phrase({against->end, content_.end}, true);
    }
    return {};
  }

  [[nodiscard]] std::size_t last_word() const {
    std::size_t end = content_.end;
    while (end > content_.begin + 1 && view_.tokens[end - 1].kind == TokenKind::mark &&
           !view_.is_mark(end - 1, U"»”\"%)"))
      --end;
    return end;
  }

  [[nodiscard]] bool is_first_person(Span span) const {
    return !span.empty() && span.end == span.begin + 1 && view_.is(Cue::first_person, span.begin);
  }
  /// "Hemos bloqueado …": the verb alone says who.
  [[nodiscard]] Span first_person() const {
    if (said_.cue == nullptr) return {};
    for (const auto i : said_.content) {
      if (view_.is(Cue::first_person, i) && view_.quoted(i)) return {i, i + 1};
    }
    return {};
  }
  [[nodiscard]] bool holds_verb(Span span) const {
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (view_.capital(i) || view_.is(Cue::article, i) ||
          (i > 0 && view_.is(Cue::article, i - 1)) || view_.is(Cue::number, i))
        continue;
      // A participle with its agent belongs to its noun.
      if (i + 1 < span.end && view_.at(Cue::by, i + 1) != nullptr) continue;
      if (view_.is(Cue::passive_verb, i) || strong_verb(i)) return true;
    }
    return false;
  }

  void set_speaker(Assertion& a, const CueMatch& verb, Span agent) const {
    if (said_.cue != nullptr) {
      a.speaker = text_of(said_.speaker);
    } else if (!agent.empty()) {
      a.speaker = text_of(agent);
    } else if (verb.cue == Cue::convict || verb.cue == Cue::overturn) {
      Assertion court;
      set_court(view_, court);
      if (!court.court.empty() && (court.court.range.to <= a.subject.range.from ||
                                   court.court.range.from >= a.subject.range.to)) {
        a.speaker = court.court;
      }
    }
    a.author_speaks = a.speaker.empty();
  }

  void set_force(Assertion& a, const CueMatch& verb) const {
    if (is_frame(verb)) return;
    bool alleged = said_.cue != nullptr &&
                   (said_.cue->cue == Cue::according || said_.cue->cue == Cue::according_after ||
                    said_.cue->cue == Cue::allege);
    for (const auto i : said_.content)
      alleged = alleged || (view_.is(Cue::alleged, i) && !relative_[i]);
    if (alleged) a.force = Force::alleged;
  }

  const SentenceView& view_;
  Span part_;
  Reading& out_;
  Attributed said_;
  Span content_;
  std::vector<bool> relative_;
};

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
  if (out.assertions.size() == claims_before && out.reviews.size() == reviews_before) {
    out.reviews.push_back({view.range, ReviewReason::no_verb});
  }
}

}  // namespace cuibono::claims
