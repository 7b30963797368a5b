// The nouns of a sentence whose verb stands last: each tells its place by its ending.
#include "claims/assertion_final.h"

namespace cuibono::claims {
namespace {

/// Whether a syllable ends in a consonant: 은, 이, 을 follow one, 는, 가, 를 do not.
bool closed_syllable(char32_t c) { return is_hangul(c) && (c - 0xAC00) % 28 != 0; }

}  // namespace

std::size_t FinalNouns::subject_ending(std::u32string_view w) {
  if (w.size() < 2) return 0;
  for (const std::u32string_view place : {U"에는", U"에서는", U"에게는", U"로는", U"하는", U"되는",
                                          U"있는", U"없는", U"라는", U"다는"}) {
    if (w.ends_with(place)) return 0;
  }
  const char32_t last = w.back(), before = w[w.size() - 2];
  if ((last == U'은' || last == U'이') && (closed_syllable(before) || !is_hangul(before))) return 1;
  if ((last == U'는' || last == U'가') && (!closed_syllable(before) || !is_hangul(before)))
    return 1;
  return 0;
}

std::size_t FinalNouns::object_ending(std::u32string_view w) {
  if (w.size() >= 3 && w.ends_with(U"에게")) return 2;
  if (w.size() < 2) return 0;
  const char32_t last = w.back(), before = w[w.size() - 2];
  if (last == U'을' && closed_syllable(before)) return 1;
  if (last == U'를' && !closed_syllable(before)) return 1;
  return 0;
}

bool FinalNouns::is_adverbial(std::size_t i) const {
  if (view_.is(Cue::adverb, i) || view_.is(Cue::time, i) || view_.is(Cue::conjunction, i))
    return true;
  const auto& w = word(i);
  for (const std::u32string_view ending : {U"에서", U"에는", U"에서는", U"으로", U"에", U"로",
                                           U"일", U"통해", U"하고", U"며", U"고", U"년", U"월"}) {
    if (w.size() >= ending.size() && w.ends_with(ending)) {
      return w.size() > 1 || (i > 0 && view_.tokens[i - 1].kind == TokenKind::number);
    }
  }
  return view_.tokens[i].kind == TokenKind::number && i + 1 < end_ &&
         (word(i + 1) == U"일" || word(i + 1) == U"월" || word(i + 1) == U"년");
}

bool FinalNouns::is_modifier(std::u32string_view w) {
  constexpr std::u32string_view stems = U"받믿얻잡찾앉숨맡죽갚뜯입벗먹";
  return w.size() == 2 && w.back() == U'은' && stems.find(w.front()) != std::u32string_view::npos;
}

bool FinalNouns::complements(std::size_t i) const {
  if (i == 0) return false;
  const auto& w = word(i - 1);
  if (object_ending(w) > 0) return true;
  for (const std::u32string_view ending : {U"에", U"에서", U"로", U"에게서", U"와", U"과"}) {
    if (w.size() > ending.size() && w.ends_with(ending)) return true;
  }
  return false;
}

bool FinalNouns::is_adnominal(std::size_t i) const {
  const auto& w = word(i);
  if (w.size() < 2 || !is_hangul(w.back()) || !complements(i) || view_.is(Cue::pronoun, i))
    return false;
  // "연포읍에 사는 주민", "재판에 넘겨진 X", "돈을 빼돌린 X": the last syllable ends in ㄴ.
  constexpr char32_t tail_n = 4;
  if ((w.back() - 0xAC00) % 28 != tail_n) return false;
  if (w.back() == U'은' || (w.back() == U'는' && w.size() > 2)) return false;
  // Three syllables that begin with a family name are a name, but for the verbs in 하-.
  constexpr std::u32string_view family_names =
      U"김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원"
      U"천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국나";
  return w.back() == U'한' || w.size() != 3 ||
         family_names.find(w.front()) == std::u32string_view::npos;
}

std::size_t FinalNouns::behind_modifier(std::size_t begin, std::size_t last) const {
  for (std::size_t i = last; i > begin; --i) {
    const auto& w = word(i - 1);
    if (i - 1 > 0 && is_adnominal(i - 1)) return i;
    if (w.size() >= 2 &&
        (w.ends_with(U"된") || w.ends_with(U"던") || w.ends_with(U"받은") || w == U"중인"))
      return i;
    if (w.size() >= 3 && (w.ends_with(U"는") || w.ends_with(U"은"))) return i;
  }
  return begin;
}

std::size_t FinalNouns::behind_inner_clause(std::size_t subject, std::size_t to) const {
  constexpr std::size_t clause_tokens_max = 4;
  for (std::size_t k = subject + 2; k + 1 < std::min(to, subject + 1 + clause_tokens_max); ++k) {
    const auto& w = word(k);
    if (view_.tokens[k].kind == TokenKind::mark) return 0;
    // "만났느냐는 질문에 형사는": what somebody asked or said of it.
    bool tells = is_adnominal(k);
    for (const std::u32string_view ending : {U"있는", U"없는", U"냐는", U"다는", U"라는", U"자는"})
      tells = tells || w.ends_with(ending);
    if (!tells) continue;
    for (std::size_t n = k + 1; n < std::min(to, k + clause_tokens_max); ++n) {
      if (view_.tokens[n].kind == TokenKind::mark) return 0;
      if (subject_ending(word(n)) > 0 && (word(n).ends_with(U"은") || word(n).ends_with(U"는")))
        return k + 1;
    }
  }
  return 0;
}

std::optional<FinalNouns::Noun> FinalNouns::find_subject(std::size_t from, std::size_t to) const {
  std::size_t begin = from;
  for (std::size_t i = from; i < to; ++i) {
    if (view_.tokens[i].kind == TokenKind::mark) {
      if (view_.is_mark(i, U",")) begin = i + 1;
      if (view_.is_mark(i, U"“\"‘'")) begin = i + 1;
      continue;
    }
    if (view_.is(Cue::adverb, i)) {
      begin = i + 1;
      continue;
    }
    // A verb of two syllables behind its place or object: "읍에 사는".
    const bool verb = i + 1 < to && word(i).ends_with(U"는") && is_adnominal(i);
    const std::size_t ending = verb || is_modifier(word(i)) ? 0 : subject_ending(word(i));
    // "경찰이 압수한 휴대전화": the subject of a clause that tells more of a noun.
    if (ending > 0 && (word(i).ends_with(U"이") || word(i).ends_with(U"가")) && i + 2 < to &&
        word(i + 1).size() >= 2 &&
        (word(i + 1).ends_with(U"한") || word(i + 1).ends_with(U"된") ||
         word(i + 1).ends_with(U"던"))) {
      begin = i + 2;
      ++i;
      continue;
    }
    // "박가상이 대표로 있는 회사는": the subject of what tells more of the topic.
    if (ending > 0 && (word(i).ends_with(U"이") || word(i).ends_with(U"가"))) {
      if (const std::size_t topic = behind_inner_clause(i, to); topic > 0) {
        begin = topic;
        i = topic - 1;
        continue;
      }
    }
    if (ending > 0) {
      const auto length = static_cast<std::uint32_t>(ending);
      begin = behind_modifier(begin, i);
      return Noun{{view_.tokens[begin].range.from, view_.tokens[i].range.to - length}, begin, i};
    }
    if (object_ending(word(i)) > 0 || (is_adverbial(i) && !is_counted(i))) begin = i + 1;
  }
  return std::nullopt;
}

bool FinalNouns::is_counted(std::size_t i) const {
  return i > 0 && view_.tokens[i - 1].kind == TokenKind::number && word(i).starts_with(U"명");
}

std::optional<FinalNouns::Noun> FinalNouns::find_object(std::size_t from, std::size_t to) const {
  std::size_t begin = from;
  for (std::size_t i = from; i < to; ++i) {
    if (view_.tokens[i].kind == TokenKind::mark) {
      begin = i + 1;
      continue;
    }
    std::size_t ending = object_ending(word(i));
    if (i + 1 < to && word(i).ends_with(U"에") &&
        (word(i + 1).starts_with(U"대한") || word(i + 1).starts_with(U"대해")))
      ending = 1;
    if (ending > 0 && word(i).size() > ending) {
      begin = behind_modifier(begin, i);
      return Noun{{view_.tokens[begin].range.from,
                   view_.tokens[i].range.to - static_cast<std::uint32_t>(ending)},
                  begin,
                  i};
    }
    if (is_adverbial(i)) begin = i + 1;
  }
  return std::nullopt;
}

std::optional<FinalNouns::Noun> FinalNouns::find_convicted(std::size_t from, std::size_t to) const {
  for (std::size_t i = from; i < to;) {
    const auto noun = find_object(i, to);
    if (!noun) break;
    if (marks_person(*noun)) return noun;
    i = noun->last + 1;
  }
  for (std::size_t i = from; i + 1 < to; ++i) {
    const bool appeal = word(i + 1).starts_with(U"상고") || word(i + 1).starts_with(U"항소");
    if (appeal && word(i).size() > 2 && word(i).ends_with(U"의"))
      return Noun{{view_.tokens[i].range.from, view_.tokens[i].range.to - 1}, i, i};
  }
  return std::nullopt;
}

bool FinalNouns::is_pronoun(const Noun& noun) const {
  return noun.begin == noun.last && (view_.is(Cue::pronoun, noun.begin));
}

bool FinalNouns::marks_person(const Noun& noun) const {
  const auto& w = word(noun.last);
  return w.ends_with(U"에게") || w.ends_with(U"에");
}

bool FinalNouns::is_matter(std::u32string_view w) {
  for (const std::u32string_view matter :
       {U"진술", U"증언", U"고소", U"소송", U"신고", U"발언", U"주장", U"항소", U"상고"}) {
    if (w.starts_with(matter)) return true;
  }
  return false;
}

bool FinalNouns::names_somebody(const Noun& noun) const {
  const auto& w = word(noun.last);
  return w.ends_with(U"에게") || w.ends_with(U"에") ||
         !(is_matter(w) || view_.is(Cue::judgment, noun.last) || w.starts_with(U"무죄") ||
           w.starts_with(U"유죄"));
}

}  // namespace cuibono::claims
