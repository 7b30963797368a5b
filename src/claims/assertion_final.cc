// What a sentence says of whom, in a language whose verb stands last and whose nouns carry their place in
// their ending (Korean).
#include "claims/assertion_final.h"

#include <algorithm>

namespace cuibono::claims {
namespace {

constexpr Cue frames[] = {Cue::accuse,  Cue::charge, Cue::convict,  Cue::overturn,
                          Cue::admit,   Cue::deny,   Cue::withdraw, Cue::uncertain,
                          Cue::alleged, Cue::act,    Cue::link,     Cue::appeal_open};

class FinalReader : private FinalNouns {
 public:
  FinalReader(const SentenceView& view, Reading& out) : FinalNouns(view), out_(out) {}

  void read() {
    if (end_ == 0) return review(ReviewReason::no_verb);
    if (is_negated()) return review(ReviewReason::negation);
    if (is_modal()) return review(ReviewReason::conditional);
    std::size_t from = 0;
    if (!find_source(from)) return;
    const CueMatch* verb = final_verb();
    if (verb == nullptr) return review(ReviewReason::no_verb);
    // "…다고" before a verb of no list: somebody says so, and it is not known in which way.
    if (verb->cue == Cue::act && verb->begin > 0 &&
        (word(verb->begin - 1).ends_with(U"다고") || word(verb->begin - 1).ends_with(U"라고")))
      return review(ReviewReason::no_speaker);
    const bool says = verb->cue == Cue::say || verb->cue == Cue::allege;
    if (says && source_) return review(ReviewReason::two_speakers);
    if (inner_saying(*verb)) return review(ReviewReason::two_speakers);
    if (says) return read_saying(*verb, from);
    read_frame(*verb, from, verb->begin, end_);
  }

 private:
  void review(ReviewReason reason) { out_.reviews.push_back({view_.range, reason}); }

  [[nodiscard]] bool is_negated() const {
    for (std::size_t i = end_ > 2 ? end_ - 2 : 0; i < end_; ++i) {
      if (view_.is(Cue::negation, i) && !view_.is(Cue::uncertain, i)) return true;
    }
    return false;
  }
  [[nodiscard]] bool is_modal() const {
    for (std::size_t i = end_ > 2 ? end_ - 2 : 0; i < end_; ++i) {
      if (view_.is(Cue::modal, i) && !view_.is(Cue::alleged, i)) return true;
    }
    return false;
  }

  /// "경찰에 따르면": the speaker stands before, its ending 에 left off.
  bool find_source(std::size_t& from) {
    const CueMatch* according = view_.first(Cue::according, {0, end_});
    if (according == nullptr) return true;
    if (according->begin == 0 || !word(according->begin - 1).ends_with(U"에")) {
      review(ReviewReason::no_speaker);
      return false;
    }
    std::size_t begin = according->begin - 1;
    while (begin > 0 && view_.tokens[begin - 1].kind != TokenKind::mark && !is_adverbial(begin - 1))
      --begin;
    source_ =
        Range{view_.tokens[begin].range.from, view_.tokens[according->begin - 1].range.to - 1};
    // The ending may stand apart: "경찰 에 따르면".
    if (according->begin - 1 > begin && word(according->begin - 1).size() == 1) {
      source_->to = view_.tokens[according->begin - 2].range.to;
    }
    if (source_->empty()) {
      review(ReviewReason::no_speaker);
      return false;
    }
    from = according->end;
    while (from < end_ && view_.is_mark(from, U",")) ++from;
    if (view_.first(Cue::according, {from, end_}) != nullptr) {
      review(ReviewReason::two_speakers);
      return false;
    }
    if (view_.is(Cue::pronoun, begin)) {
      review(ReviewReason::no_speaker);
      return false;
    }
    return true;
  }

  [[nodiscard]] const CueMatch* final_verb() const {
    const CueMatch* best = nullptr;
    for (const auto& match : view_.matches) {
      if (match.end != end_ || match.value == "inner") continue;
      if (match.cue == Cue::appeal_open && match.value != "filed") continue;
      if (match.value == "weak" && word(match.begin).size() < 3) continue;
      const bool frame =
          match.cue == Cue::say || match.cue == Cue::allege ||
          std::find(std::begin(frames), std::end(frames), match.cue) != std::end(frames);
      if (!frame) continue;
      if (best == nullptr || rank(match) > rank(*best)) best = &match;
    }
    return best;
  }
  static int rank(const CueMatch& match) {
    if (match.cue == Cue::link) return -1;
    if (match.cue == Cue::act) return match.value == "weak" ? 0 : 1;
    return 2 + static_cast<int>(match.end - match.begin);
  }

  [[nodiscard]] bool inner_saying(const CueMatch& verb) const {
    for (const auto& match : view_.matches) {
      const bool saying = match.cue == Cue::say || match.cue == Cue::allege;
      if (saying && match.begin < verb.begin) return true;
    }
    return false;
  }

  void read_saying(const CueMatch& verb, std::size_t from) {
    auto speaker = find_subject(from, verb.begin);
    // "총책이 송환됐다고 법무부가 전했다": the speaker stands last, behind what is said.
    std::size_t said_end = 0;
    for (std::size_t i = from + 1; i + 1 < verb.begin; ++i) {
      if (word(i).size() > 2 && word(i).ends_with(U"다고")) said_end = i + 1;
    }
    if (said_end > 0 && subject_ending(word(verb.begin - 1)) > 0) {
      speaker = find_subject(said_end, verb.begin);
    } else {
      said_end = 0;
    }
    if (!speaker) return review(ReviewReason::no_speaker);
    if (is_pronoun(*speaker)) return review(ReviewReason::no_speaker);
    if (said_end > 0) return read_said(*speaker, verb, from, said_end);
    if (speaker->last + 1 >= verb.begin) return review(ReviewReason::no_verb);
    said_us_ =
        find_day(view_, {0, speaker->last + 3 < verb.begin ? speaker->last + 8 : verb.begin});
    // What is said ends in 고, its verb before it.
    std::size_t to = verb.begin;
    while (to > speaker->last + 1 && !word(to - 1).ends_with(U"고") && word(to - 1) != U"것으로" &&
           (view_.tokens[to - 1].kind != TokenKind::word || is_adverbial(to - 1) ||
            view_.is(Cue::medium, to - 1) || word(to - 1).ends_with(U"에게") ||
            word(to - 1).ends_with(U"한테") || word(to - 1).ends_with(U"께"))) {
      --to;
    }
    const auto& last = word(to - 1);
    if (!(last.ends_with(U"고") || last.ends_with(U"며") || last.ends_with(U"는지") ||
          last == U"것으로"))
      return review(ReviewReason::no_verb);
    read_said(*speaker, verb, speaker->last + 1, to);
  }

  void read_said(const Noun& speaker, const CueMatch& verb, std::size_t from, std::size_t to) {
    source_ = speaker.range;
    saying_ = &verb;
    for (std::size_t i = to >= 3 ? to - 3 : 0; i < to; ++i) {
      if (view_.is(Cue::negation, i) || denies(word(i))) return review(ReviewReason::negation);
    }
    // "나갔다는 말을 들었다고": what the speaker heard from somebody else.
    for (std::size_t i = from; i + 1 < to; ++i) {
      const bool told = word(i).ends_with(U"다는") || word(i).ends_with(U"라는");
      for (const std::u32string_view talk :
           {U"말", U"소문", U"얘기", U"이야기", U"소식", U"증언", U"주장"}) {
        if (told && word(i + 1).starts_with(talk)) return review(ReviewReason::two_speakers);
      }
    }
    if (word(to - 1).starts_with(U"들었") || word(to - 1).starts_with(U"전해들었"))
      return review(ReviewReason::two_speakers);
    for (std::size_t i = from; i < to; ++i) {
      if (word(i).starts_with(U"부인하") || word(i).starts_with(U"부인했") ||
          word(i).starts_with(U"인정하고") || word(i).starts_with(U"인정했다고"))
        return review(ReviewReason::two_speakers);
    }
    read_plain(from, to);
  }

  /// Stems of negation with any ending: 않-, 못하-, 없-, 아니-.
  [[nodiscard]] static bool denies(std::u32string_view w) {
    return w.starts_with(U"않") || w.starts_with(U"못") || w.starts_with(U"없") ||
           w.starts_with(U"아니");
  }

  /// A clause inside a saying: subject, and all of it as what is said.
  void read_plain(std::size_t from, std::size_t to) {
    const auto subject = find_subject(from, to);
    // What is left out is the speaker, where the verb is active: "경찰은 23명을 검거했다고 밝혔다".
    if (!subject && !acts(to - 1)) return review(ReviewReason::no_subject);
    Noun who = subject ? *subject : Noun{*source_, from, from - 1};
    Range range = who.range;
    if (subject && is_pronoun(who)) {
      if (!view_.is(Cue::first_person, who.begin) || !view_.quoted(who.begin))
        return review(ReviewReason::pronoun);
      range = *source_;
    }
    if (who.last + 1 >= to) return review(ReviewReason::no_verb);
    Assertion a;
    // "X를 구속기소했다고 밝혔다": the speaker did it, and X is whom it is about.
    const bool charges = !subject && is_charge(to - 1);
    if (charges) {
      const auto object = find_object(from, to);
      if (!object) return review(ReviewReason::no_subject);
      if (is_pronoun(*object)) return review(ReviewReason::pronoun);
      who = *object;
      range = who.range;
    }
    a.subject = view_.words_of(range);
    a.predicate = view_.words({to - 1, to});
    a.what = view_.words({who.last + 1, to});
    a.force = saying_->cue == Cue::allege ? Force::alleged : Force::stated;
    for (std::size_t i = from; i < to; ++i) {
      if (word(i).starts_with(U"혐의") || view_.is(Cue::alleged, i)) a.force = Force::alleged;
    }
    if (charges && saying_->cue == Cue::say) a.force = Force::charged;
    finish(std::move(a));
  }

  /// A verb of charging with the ending of what is said.
  [[nodiscard]] bool is_charge(std::size_t i) const {
    const auto& w = word(i);
    return w.size() > 2 && w.ends_with(U"고") &&
           view_.cues->is(Cue::charge, std::u32string_view(w).substr(0, w.size() - 1));
  }

  [[nodiscard]] bool acts(std::size_t i) const {
    const auto ends = [&](std::size_t at, std::u32string_view tail) {
      return word(at).ends_with(tail) ||
             (at > 1 && word(at) == U"고" && view_.is_mark(at - 1, U"”\"’'") &&
              word(at - 2).ends_with(tail.substr(0, tail.size() - 1)));
    };
    for (const std::u32string_view still : {U"있었다고", U"없었다고", U"이었다고", U"되었다고"}) {
      if (ends(i, still)) return false;
    }
    for (const std::u32string_view done : {U"했다고", U"했으며", U"였다고", U"었다고", U"았다고"}) {
      if (ends(i, done)) return true;
    }
    // Any past tense ("찍어냈다고") that is no passive one.
    constexpr char32_t tail_ss = 20;
    const auto& last = word(i);
    if (last.size() > 3 && last.ends_with(U"다고")) {
      const char32_t past = last[last.size() - 3];
      if (is_hangul(past) && (past - 0xAC00) % 28 == tail_ss && past != U'됐' && past != U'졌' &&
          past != U'혔' && past != U'있' && past != U'겠')
        return true;
    }
    // "추적 중”이라고"
    return i > 1 && word(i) == U"이라고" && (word(i - 1) == U"중" || word(i - 2) == U"중");
  }

  void read_frame(const CueMatch& verb, std::size_t from, std::size_t to, std::size_t end) {
    const auto subject = find_subject(from, to);
    if (!subject) return review(ReviewReason::no_subject);
    if (is_pronoun(*subject)) return review(ReviewReason::pronoun);
    const bool passive = view_.covering(Cue::passive_form, verb.end - 1) != nullptr;
    const bool institutional = verb.cue == Cue::accuse || verb.cue == Cue::charge ||
                               verb.cue == Cue::convict || verb.cue == Cue::overturn ||
                               verb.cue == Cue::withdraw;
    // "투자를 철회했다", "공연을 취소했다": only words and judgments are taken back or overturned.
    if ((verb.cue == Cue::withdraw && word(verb.begin).starts_with(U"철회") && !holds_matter(to)) ||
        (verb.cue == Cue::overturn && view_.first(Cue::judgment, {0, end}) == nullptr &&
         view_.first(Cue::court, {0, end}) == nullptr)) {
      CueMatch plain = verb;
      plain.cue = Cue::act;
      return read_frame(plain, from, to, end);
    }
    Assertion a;
    a.predicate = view_.words({verb.begin, verb.end});
    Noun about = *subject;
    std::size_t what_from = subject->last + 1;
    if (verb.cue == Cue::convict && !passive &&
        view_.first(Cue::court, {subject->begin, subject->last + 1}) == nullptr)
      return review(ReviewReason::no_subject);
    if (institutional && !passive) {
      const auto object = verb.cue == Cue::convict ? find_convicted(subject->last + 1, to)
                                                   : find_object(subject->last + 1, to);
      if (verb.cue == Cue::withdraw && !object) {
        about = *subject;
      } else if (!object) {
        return review(ReviewReason::no_subject);
      } else {
        about = *object;
        if (verb.cue == Cue::withdraw && !names_somebody(*object)) about = *subject;
      }
      if (!source_) source_ = subject->range;
      if (about.last > subject->last) what_from = about.last + 1;
      if (what_from < end && word(what_from).starts_with(U"대한") && what_from + 1 < end)
        ++what_from;
    } else if (verb.cue == Cue::deny || verb.cue == Cue::admit) {
      if (source_) return review(ReviewReason::two_speakers);
      if (view_.first(Cue::court, {subject->begin, subject->last + 1}) != nullptr)
        return review(ReviewReason::no_verb);
      source_ = subject->range;
      if (verb.cue == Cue::deny) {
        if (const auto other = denied_subject(subject->last + 1, to)) about = *other;
      }
    }
    if (is_pronoun(about)) return review(ReviewReason::pronoun);
    if (what_from >= end) what_from = verb.begin;
    a.subject = view_.words_of(about.range);
    a.what = view_.words({what_from, end});
    a.force = force_of(verb.cue);
    if (verb.cue == Cue::appeal_open) a.appeal_open = true;
    if (verb.cue == Cue::act || verb.cue == Cue::link) {
      for (std::size_t i = from; i < end; ++i) {
        // "혐의를 받는 업자에 대한 영장을 발부했다": of the man, not of what was done.
        const CueMatch* hedge = view_.covering(Cue::alleged, i);
        const bool of_noun =
            hedge != nullptr && hedge->end < end && word(hedge->end - 1).ends_with(U"는");
        if ((hedge != nullptr && !of_noun) ||
            (word(i).starts_with(U"혐의") && verb.cue == Cue::link))
          a.force = Force::alleged;
      }
      if (view_.first(Cue::according, {0, end_}) != nullptr) a.force = Force::alleged;
    }
    finish(std::move(a));
  }

  [[nodiscard]] bool holds_matter(std::size_t to) const {
    for (std::size_t i = 0; i < to; ++i) {
      if (is_matter(word(i)) || view_.is(Cue::accusation, i)) return true;
    }
    return false;
  }

  /// "X가 체포됐다는 보도를 부인했다": of whom the denied clause speaks. One without a subject is the denier's.
  [[nodiscard]] std::optional<Noun> denied_subject(std::size_t from, std::size_t to) const {
    const auto noun = find_subject(from, to);
    if (!noun || word(noun->last).starts_with(U"혐의") || word(noun->last).starts_with(U"의혹"))
      return std::nullopt;
    for (std::size_t i = noun->last + 1; i < to; ++i) {
      if (denies(word(i))) return std::nullopt;
      for (const std::u32string_view ending : {U"다는", U"다고", U"라는", U"라고"}) {
        if (word(i).ends_with(ending)) return noun;
      }
    }
    return std::nullopt;
  }

  void finish(Assertion a) {
    if (source_) a.speaker = view_.words_of(*source_);
    a.author_speaks = !source_;
    a.said_us = said_us_;
    if (a.force == Force::found || a.force == Force::overturned) {
      set_court(view_, {0, view_.tokens.size()}, a);
      // The ending of a noun is no part of a court's name.
      if (!a.court.empty() && source_ && a.court.range.from <= source_->from &&
          source_->to <= a.court.range.to)
        a.court = view_.words_of(*source_);
    }
    out_.assertions.push_back(std::move(a));
  }

  Reading& out_;
  std::optional<Range> source_;
  const CueMatch* saying_ = nullptr;
  std::optional<std::int64_t> said_us_;
};

}  // namespace

void read_verb_final(const SentenceView& view, Reading& out) { FinalReader(view, out).read(); }

}  // namespace cuibono::claims
