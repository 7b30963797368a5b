// Who speaks in a part of a sentence. The speaker stands before the verb ("X said that …"), behind it ("…,
// said X"), or beside a preposition ("according to X", "X zufolge").
#include "claims/assertion_speaker.h"

#include <algorithm>

#include "core/core.h"

namespace cuibono::claims {
namespace {

constexpr std::size_t speaker_tokens_max = 16;

constexpr std::u32string_view breaks = U",:;—–“”„«»\"";
constexpr std::u32string_view quote_marks = U"“”„«»\"";

bool is_attribution(Cue cue) {
  return cue == Cue::say || cue == Cue::allege || cue == Cue::according ||
         cue == Cue::according_after;
}

class SpeakerFinder {
 public:
  SpeakerFinder(const SentenceView& view, Span part) : view_(view), part_(part) {}

  Attributed find() {
    std::vector<const CueMatch*> found;
    for (const auto& match : view_.matches) {
      if (!is_attribution(match.cue) || match.begin < part_.begin || match.end > part_.end)
        continue;
      if (view_.quoted(match.begin) || !is_complete(view_, match, part_)) continue;
      const bool verb = match.cue == Cue::say || match.cue == Cue::allege;
      if (verb && stands_as_noun(view_, match.begin)) continue;
      if (!is_placed(match)) continue;
      if (verb && in_relative(match.begin)) continue;
      if (verb && judges(match)) continue;
      if (verb && !found.empty() && is_counted(view_, match.begin)) continue;
      if (!found.empty() && found.back()->end >= match.begin) continue;  // "said told"
      found.push_back(&match);
    }
    if (found.empty()) {
      out_.content = all(part_);
      return std::move(out_);
    }
    if (found.size() > 1) return refuse(ReviewReason::two_speakers);
    out_.cue = found.front();
    if (out_.cue->value == "pronoun") return refuse(ReviewReason::pronoun);
    if (out_.cue->value == "hearsay") return refuse(ReviewReason::two_speakers);
    if (out_.cue->value == "nobody") return refuse(ReviewReason::no_speaker);
    if (negated(*out_.cue)) return refuse(ReviewReason::negation);
    switch (out_.cue->cue) {
      case Cue::according:
        behind_preposition();
        break;
      case Cue::according_after:
        before_preposition();
        break;
      default:
        around_verb();
        break;
    }
    if (out_.refusal) return std::move(out_);
    out_.speaker = trim_phrase(view_, out_.speaker);
    // "В полиции сообщили": the office is the speaker.
    while (!out_.speaker.empty() && view_.is(Cue::preposition, out_.speaker.begin)) {
      out_.speaker = trim_phrase(view_, {out_.speaker.begin + 1, out_.speaker.end});
    }
    if (out_.speaker.empty()) return refuse(ReviewReason::no_speaker);
    if (is_pronoun(view_, out_.speaker)) return refuse(ReviewReason::no_speaker);
    // "nach Angaben ihrer Anwälte": whose, another sentence says.
    if (out_.cue->cue == Cue::according && is_somebodys(view_, out_.speaker))
      return refuse(ReviewReason::pronoun);
    if (out_.speaker.end - out_.speaker.begin > speaker_tokens_max || holds_verb(out_.speaker)) {
      return refuse(ReviewReason::no_speaker);
    }
    if (out_.content.empty()) return refuse(ReviewReason::no_verb);
    return std::move(out_);
  }

 private:
  Attributed refuse(ReviewReason reason) {
    out_.refusal = reason;
    return std::move(out_);
  }
  [[nodiscard]] static std::vector<std::size_t> all(Span span) {
    std::vector<std::size_t> tokens;
    for (std::size_t i = span.begin; i < span.end; ++i) tokens.push_back(i);
    return tokens;
  }
  [[nodiscard]] bool is_break(std::size_t i) const { return view_.is_mark(i, breaks); }

  /// "confirmó la sentencia": the same verb says and judges; with a "that" it says.
  [[nodiscard]] bool judges(const CueMatch& match) const {
    const std::size_t next =
        match.end < part_.end && view_.is_mark(match.end, U",") ? match.end + 1 : match.end;
    if (next >= part_.end || view_.is(Cue::that, next)) return false;
    for (const auto& other : view_.matches) {
      if (other.begin == match.begin && (other.cue == Cue::convict || other.cue == Cue::overturn) &&
          is_complete(view_, other, part_))
        return true;
    }
    return false;
  }

  /// ", who said …", ", яких підозрюють …": it tells more of a noun.
  [[nodiscard]] bool in_relative(std::size_t token) const {
    std::size_t i = token;
    while (i > part_.begin && !view_.is_mark(i - 1, U",;:—–")) --i;
    if (i <= part_.begin || !view_.is_mark(i - 1, U",")) return false;
    if (view_.is(Cue::preposition, i) && i + 1 < token) ++i;
    return i < token && view_.is(Cue::relative, i) && !view_.is(Cue::article, i) &&
           !view_.is(Cue::conjunction, i) && !view_.is(Cue::that, i);
  }

  /// "…, so die Polizei, …" stands between commas; "по предварительным данным" names a source only where a
  /// noun follows.
  [[nodiscard]] bool is_placed(const CueMatch& match) const {
    const std::size_t next = match.end;
    if (match.value == "parted") {
      if (match.begin == part_.begin || !view_.is_mark(match.begin - 1, U",»“”\"")) return false;
      return view_.is_word(next) && next < part_.end && !view_.is(Cue::that, next) &&
             (view_.is(Cue::article, next) || view_.capital(next));
    }
    // "узнала от соседей, что": what somebody heard.
    if (match.value == "hearsay" && match.end == match.begin + 1)
      return view_.first(Cue::that, {next, std::min(next + 8, part_.end)}) != nullptr;
    // "…, court documents showed": a verb that says only where nothing follows.
    if (match.value == "tail") {
      std::size_t i = match.begin;
      while (i > part_.begin && view_.is_word(i - 1) && !view_.is(Cue::relative, i - 1)) --i;
      return i < match.begin && i > part_.begin && view_.is_mark(i - 1, U",") &&
             behind_verb(next) == part_.end && !view_.is(Cue::preposition, i) &&
             !is_counted(view_, match.begin) && !holds_verb({i, match.begin}) &&
             has_verb(all({part_.begin, i - 1}));
    }
    // "suspect the couple hid": a verb only before its clause, "nine suspects in" is a noun.
    if (match.value == "clause")
      return next < part_.end && match.begin > part_.begin &&
             (view_.is(Cue::article, next) || view_.is(Cue::that, next) || view_.capital(next));
    if (match.value != "noun") return true;
    return next < part_.end && view_.is_word(next) && !view_.is(Cue::passive_verb, next) &&
           view_.at(Cue::act, next) == nullptr && !view_.capital(next);
  }

  [[nodiscard]] bool negated(const CueMatch& match) const {
    if (match.cue == Cue::according || match.cue == Cue::according_after) {
      return match.begin > part_.begin && view_.is(Cue::negation, match.begin - 1);
    }
    std::size_t from = match.begin;
    while (from > part_.begin && match.begin - from < 6 && !is_break(from - 1)) {
      --from;
      if (view_.is(Cue::negation, from)) return true;
    }
    for (std::size_t i = match.end;
         i < std::min(match.end + 3, part_.end) && !is_break(i) && !view_.is(Cue::that, i); ++i) {
      if (view_.is(Cue::negation, i)) return true;
    }
    return false;
  }

  [[nodiscard]] bool holds_verb(Span span) const {
    for (std::size_t i = span.begin; i < span.end; ++i) {
      for (const Cue cue : {Cue::act, Cue::passive_verb, Cue::accuse, Cue::convict, Cue::deny,
                            Cue::admit, Cue::charge}) {
        const CueMatch* match = view_.at(cue, i);
        if (match != nullptr && match->end <= span.end && is_complete(view_, *match, span) &&
            !stands_as_noun(view_, i) && !view_.capital(i)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Behind a short name in marks that begins here; else here.
  [[nodiscard]] std::size_t behind_name(std::size_t i) const {
    constexpr std::size_t name_tokens_max = 5;
    if (i + 1 >= part_.end || !view_.is_mark(i, U"„“«\"") || view_.quoted(i) ||
        !view_.capital(i + 1))
      return i;
    for (std::size_t k = i + 1; k < std::min(i + name_tokens_max, part_.end); ++k) {
      if (view_.is_mark(k, U"“”»\"")) return k + 1;
    }
    return i;
  }

  /// Where a speaker behind a preposition ends: a comma, or the verb of the clause.
  [[nodiscard]] std::size_t speaker_end(std::size_t from) const {
    std::size_t i = from;
    for (; i < part_.end; ++i) {
      // "der Zeitung „Post““: a name in marks belongs to the speaker.
      if (const std::size_t behind = behind_name(i); behind > i && i > from) {
        i = behind - 1;
        continue;
      }
      if (is_break(i)) break;
      if (i > from &&
          (view_.is(Cue::passive_verb, i) || view_.is(Cue::active_verb, i) ||
           (view_.is(Cue::alleged, i) && !view_.capital(i)) ||
           (!view_.capital(i) && view_.at(Cue::act, i) != nullptr && !stands_as_noun(view_, i)) ||
           view_.is(Cue::link, i))) {
        break;
      }
    }
    return i;
  }

  void behind_preposition() {
    const std::size_t begin = out_.cue->begin;
    std::size_t end = out_.cue->end;
    // "según ha informado la Fiscalía": the verb belongs to the preposition.
    if (const CueMatch* verb = view_.at(Cue::say, end)) end = verb->end;
    std::size_t stop = speaker_end(end);
    std::vector<std::size_t> content = all({part_.begin, begin});
    while (!content.empty() && view_.tokens[content.back()].kind == TokenKind::mark)
      content.pop_back();
    const bool first = std::all_of(content.begin(), content.end(), [&](std::size_t i) {
      return view_.is(Cue::time, i) || view_.is(Cue::adverb, i) || view_.is(Cue::conjunction, i) ||
             view_.is(Cue::preposition, i);
    });
    if (first) content.clear();
    // In the middle of a German sentence no comma parts the speaker: "beläuft sich nach Angaben der Polizei auf …".
    const bool inside = !first && view_.cues->language() == "de" && !is_break(begin - 1);
    for (std::size_t i = end + 1; inside && i < stop; ++i) {
      const auto& word = view_.tokens[i].lower;
      const bool object = view_.tokens[i].kind == TokenKind::number || view_.is(Cue::hedge, i) ||
                          (view_.is(Cue::number, i) && !view_.capital(i)) ||
                          (view_.is(Cue::article, i) && word != U"der" && word != U"des");
      if (object || (view_.is(Cue::preposition, i) && word != U"von")) stop = i;
    }
    out_.speaker = {end, stop};
    std::size_t rest = stop;
    while (rest < part_.end && is_break(rest) && !view_.is_mark(rest, quote_marks)) ++rest;
    if (first || inside || out_.cue->value == "parted" || !holds_verb_at(content)) {
      for (std::size_t i = rest; i < part_.end; ++i) content.push_back(i);
    }
    out_.content = std::move(content);
    out_.said_us = find_day(view_, out_.speaker);
  }

  [[nodiscard]] bool holds_verb_at(const std::vector<std::size_t>& tokens) const {
    return !tokens.empty() && holds_verb({tokens.front(), tokens.back() + 1});
  }

  void before_preposition() {
    std::size_t from = out_.cue->begin;
    while (from > part_.begin && !is_break(from - 1)) --from;
    out_.speaker = {from, out_.cue->begin};
    out_.content = all({part_.begin, from});
    for (std::size_t i = out_.cue->end; i < part_.end; ++i) out_.content.push_back(i);
  }

  /// The token behind the verb's own words: days, particles, places of saying.
  [[nodiscard]] std::size_t behind_verb(std::size_t from) const {
    std::size_t i = from;
    while (i < part_.end && !is_break(i) && !view_.is(Cue::that, i)) {
      const CueMatch* medium = view_.at(Cue::medium, i);
      if (medium != nullptr) {
        i = medium->end;
      } else if (const std::size_t behind = view_.behind_date({i, part_.end}); behind != i) {
        i = behind;
      } else if (view_.is(Cue::time, i) || view_.is(Cue::month, i) || view_.is(Cue::adverb, i) ||
                 (view_.tokens[i].kind == TokenKind::number &&
                  ((i + 1 < part_.end && view_.is(Cue::month, i + 1)) ||
                   (i > from && view_.is(Cue::month, i - 1)))) ||
                 ((view_.is(Cue::preposition, i) || view_.is(Cue::article, i)) &&
                  i + 1 < part_.end &&
                  (view_.is(Cue::time, i + 1) || view_.is(Cue::month, i + 1)))) {
        ++i;
      } else {
        break;
      }
    }
    return i;
  }

  void around_verb() {
    const std::size_t begin = out_.cue->begin, end = out_.cue->end;
    // "hatte die Zeitung über den Fall berichtet": that something was said, and not what.
    bool parted = end < part_.end || view_.cues->language() != "de";
    for (std::size_t i = part_.begin; i < begin; ++i) parted = parted || view_.is_mark(i, U",:—–");
    if (!parted) return refuse_now(ReviewReason::no_verb);
    std::size_t previous = begin;
    while (previous > part_.begin && !is_break(previous - 1)) --previous;
    const std::size_t behind = behind_verb(end);
    const bool opens =
        behind < part_.end && (view_.is(Cue::that, behind) || view_.is_mark(behind, U":"));
    std::size_t that = behind;
    if (!opens && behind < part_.end && view_.is_mark(behind, U",") && behind + 1 < part_.end &&
        view_.is(Cue::that, behind + 1)) {
      that = behind + 1;
    }
    // A phrase may stand between the verb and its "that": "told the paper that".
    const CueMatch* later = view_.first(Cue::that, {behind, std::min(behind + 7, part_.end)});
    const bool clause_follows = opens || that != behind;
    // "The chair, Ada Test, told members that …": the comma closes a name.
    const bool told = later != nullptr && previous == begin && is_apposition(previous, begin);
    if (clause_follows || previous == part_.begin || told) {
      before_verb(previous, behind,
                  clause_follows     ? that
                  : later != nullptr ? later->begin
                                     : behind,
                  clause_follows || later != nullptr);
    } else {
      behind_content(previous, begin, end);
    }
  }

  /// "X said that …", "X said …", "said X that …"
  void before_verb(std::size_t previous, std::size_t behind, std::size_t that, bool has_that) {
    const std::size_t begin = out_.cue->begin, end = out_.cue->end;
    out_.speaker = {part_.begin, begin};
    if (trim_phrase(view_, out_.speaker).empty()) {
      if (!has_that || that <= end) return refuse_now(ReviewReason::no_speaker);
      out_.speaker = {end, that};
    } else if (previous > part_.begin && !is_apposition(previous, begin)) {
      out_.speaker = {previous, begin};
      if (trim_phrase(view_, out_.speaker).empty()) return refuse_now(ReviewReason::no_speaker);
    }
    // "The former assistant, a witness for the prosecution, said": what tells more of a name is left out.
    for (std::size_t i = out_.speaker.begin + 1; i + 1 < out_.speaker.end; ++i) {
      if (view_.is_mark(i, U",") && !view_.capital(i + 1) &&
          view_.is_mark(out_.speaker.end - 1, U","))
        out_.speaker.end = i;
    }
    std::size_t from = has_that ? that : behind;
    while (from < part_.end &&
           ((is_break(from) && !view_.is_mark(from, quote_marks)) || view_.is(Cue::that, from)))
      ++from;
    // An admission or denial of what follows belongs to the verb's own speaker.
    out_.content = all({from, part_.end});
    out_.said_us = find_day(view_, {part_.begin, from});
  }

  /// "…, said X", "…, X said on Monday"
  void behind_content(std::size_t previous, std::size_t begin, std::size_t end) {
    const Span before = trim_phrase(view_, {previous, begin});
    std::size_t stop = end;
    while (stop < part_.end) {
      const bool opens = stop > end && trim_phrase(view_, {end, stop}).empty();
      const std::size_t behind = opens ? behind_name(stop) : stop;
      if (behind == stop && (view_.is_mark(stop, U"“„«\"—–:") ||
                             (view_.is_mark(stop, U",") && !name_follows(stop + 1))))
        break;
      stop = std::max(behind, stop + 1);
    }
    out_.speaker = before.empty() ? Span{end, stop} : before;
    std::size_t until = previous;
    while (until > part_.begin && is_break(until - 1)) --until;
    out_.content = all({part_.begin, until});
    // "The money, police say, went abroad": the clause goes on behind its speaker; so does a quotation.
    const bool open = !has_verb(out_.content);
    for (std::size_t i = stop; i < part_.end; ++i) {
      if (open || view_.quoted(i)) out_.content.push_back(i);
    }
    out_.said_us = find_day(view_, {previous, part_.end});
  }

  /// Whether a clause has the verb that it needs.
  [[nodiscard]] bool has_verb(const std::vector<std::size_t>& tokens) const {
    return std::any_of(tokens.begin(), tokens.end(), [&](std::size_t i) {
      for (const Cue cue : {Cue::act, Cue::passive_verb, Cue::active_verb, Cue::link, Cue::modal,
                            Cue::accuse, Cue::charge, Cue::convict, Cue::overturn}) {
        const CueMatch* match = view_.at(cue, i);
        if (match != nullptr && !(view_.capital(i) && i > part_.begin) &&
            !stands_as_noun(view_, i) && !match->value.starts_with("weak"))
          return true;
      }
      return false;
    });
  }

  /// "the prosecutor, Heike Probe, said": what stands between commas is a name.
  [[nodiscard]] bool is_apposition(std::size_t previous, std::size_t begin) const {
    return previous >= 2 && previous < begin ? name_between(part_.begin, previous)
                                             : previous == begin;
  }
  [[nodiscard]] bool name_between(std::size_t from, std::size_t to) const {
    return to - from <= 10 && !holds_verb({from, to});
  }
  [[nodiscard]] bool name_follows(std::size_t from) const {
    return from + 1 < part_.end && view_.capital(from) && view_.capital(from + 1) &&
           view_.is_word(from) && view_.is_word(from + 1);
  }
  void refuse_now(ReviewReason reason) { out_.refusal = reason; }

  const SentenceView& view_;
  Span part_;
  Attributed out_;
};

}  // namespace

Attributed find_speaker(const SentenceView& view, Span part) {
  return SpeakerFinder(view, part).find();
}

}  // namespace cuibono::claims
