// What stands beside words that fit a name: initials, surnames alone, legal forms, longer names, streets.
#include <algorithm>

#include "entities/name_finder.h"

namespace cuibono::entities {
namespace {

constexpr std::size_t surname_letters = 5, initial_surname_letters = 3;
constexpr std::size_t respelled_letters = 6, respelled_one_word = 6;

using Level = WordFit::Level;

std::size_t letters_of(const TextWord& word) { return points_of_text(word.folded).size(); }

/// Whether only such signs stand between two places.
bool only_between(std::u32string_view points, std::size_t from, std::size_t to,
                  std::u32string_view signs) {
  for (std::size_t i = from; i < to; ++i) {
    if (!shows_nothing(points[i]) && signs.find(points[i]) == std::u32string_view::npos)
      return false;
  }
  return to - from <= 5;
}
constexpr std::u32string_view beside_signs = U" \u00A0.\"'«»“”„";
constexpr std::u32string_view form_signs = U" \u00A0,.\"'«»“”„";

void weaken(FoundName& found, const char* because) {
  for (auto& fit : found.fits) {
    fit.grade = MentionGrade::possible;
    fit.why += std::string(", ") + because;
  }
}

}  // namespace

bool NameFinder::weigh_neighbours(const NameText& text, FoundName& found) {
  const auto& tokens = text.tokens;
  const TextWord& own = words_[text.words[found.first]];
  const bool cased = has_capitals(own.script);
  const auto is_named = [&](std::size_t t, std::size_t from, std::size_t to) {
    return only_between(text.points, from, to, beside_signs) &&
           is_named_after(words_[text.words[t]].folded);
  };
  const bool has_before = found.first > 0, has_behind = found.last + 1 < tokens.size();
  if (has_before && is_named(found.first - 1, tokens[found.first - 1].to, found.from)) return false;
  if (has_behind && is_named(found.last + 1, found.to, tokens[found.last + 1].from)) return false;

  // A word with a capital that may be a part of the same name.
  const auto is_capital = [&](std::size_t t) {
    const TextWord& word = words_[text.words[t]];
    return cased && text.has_small && word.script == own.script && word.is_capital &&
           !tokens[t].is_masked && !is_beside_names(word.folded) && legal_form(word.folded).empty();
  };
  const bool capital_behind = has_behind && tokens[found.last + 1].gap == Gap::blank &&
                              !tokens[found.last].is_possessive && is_capital(found.last + 1);
  const Gap before = has_before ? tokens[found.first].gap : Gap::other;
  const bool capital_before = before == Gap::blank && is_capital(found.first - 1);
  if (!found.is_one_word) {
    if (capital_behind) weaken(found, "a word with a capital follows");
    const bool name_before =
        before == Gap::dot ||
        (capital_before && index_.has_word(words_[text.words[found.first - 1]].folded_hash));
    if (name_before) weaken(found, "another name stands before it");
    const bool any_strong = found.grade() != MentionGrade::possible;
    std::size_t letters = 0;
    for (std::size_t t = found.first; t <= found.last; ++t)
      letters += letters_of(words_[text.words[t]]);
    if (!any_strong || letters >= respelled_letters || is_poor(own.script)) return true;
    for (auto& fit : found.fits) {
      if (fit.grade == MentionGrade::other_script) fit.grade = MentionGrade::possible;
    }
    return true;
  }
  const RawToken& token = tokens[found.first];
  if (capital_behind || (cased && !own.is_capital) || before == Gap::dot) return false;
  std::erase_if(found.fits, [&](const FoundName::Fit& fit) {
    const bool respelled = fit.grade == MentionGrade::other_script;
    return fit.why.find("genitive") != std::string::npos ||
           (respelled && letters_of(own) < respelled_one_word &&
            index_.names()[fit.name].kind == CaseName::Kind::whole);
  });
  found.begins_sentence = cased && (token.is_sentence_start || !text.has_small);
  if (has_before && before == Gap::blank) {
    if (is_article(words_[text.words[found.first - 1]].folded)) weaken(found, "behind an article");
    if (capital_before && !tokens[found.first - 1].is_sentence_start)
      weaken(found, "beside another word with a capital");
  }
  return !found.fits.empty();
}

void NameFinder::weigh_form(const NameText& text, FoundName& found) {
  std::string_view form;
  const auto take = [&](std::size_t t, std::size_t from, std::size_t to) {
    const TextWord& word = words_[text.words[t]];
    const RawToken& token = text.tokens[t];
    const bool dotted = text.points[token.to - 1] == U'.';
    if (!form.empty() || token.is_masked || (!word.is_capital && !dotted)) return false;
    if (!only_between(text.points, from, to, form_signs)) return false;
    form = legal_form(word.folded);
    return !form.empty();
  };
  if (found.last + 1U < text.tokens.size() &&
      take(found.last + 1, found.to, text.tokens[found.last + 1].from)) {
    found.to = text.tokens[found.last + 1].to;
  } else if (found.first > 0 &&
             take(found.first - 1, text.tokens[found.first - 1].to, found.from)) {
    found.from = text.tokens[found.first - 1].from;
    constexpr std::u32string_view closing = U"»”“\"";
    if (found.to < text.points.size() &&
        closing.find(text.points[found.to]) != std::u32string_view::npos)
      ++found.to;
  }
  for (auto& fit : found.fits) {
    const std::string& of_name = index_.names()[fit.name].form;
    if (form == of_name) continue;
    if (form.empty()) {
      fit.why += ", the legal form left out";
    } else {
      fit.grade = MentionGrade::possible;
      fit.why += of_name.empty() ? ", with a legal form" : ", another legal form";
    }
  }
}

void NameFinder::fit_surname(const NameText& text, std::size_t surname,
                             const std::vector<std::size_t>& initials, FoundName& out) {
  TextWord& word = words_[text.words[surname]];
  for (const std::uint64_t sound : word.sounds) {
    for (const WordPlace& place : index_.places_of(sound)) {
      const CaseName& name = index_.names()[place.name];
      const bool two = name.words.size() > 1 && name.kind != CaseName::Kind::korean_joined;
      const bool at_end = place.word + 1 == name.words.size() || place.word == 0;
      if (!two || !at_end || !name.form.empty()) continue;
      const WordFit fit = fit_word(word, name.words[place.word]);
      if (fit.level == Level::none || fit.change == Reading::Change::genitive_s) continue;
      // Each initial begins a word of its own, in order.
      std::size_t at = 0;
      bool fits = true;
      for (const std::size_t initial : initials) {
        while (at < name.words.size() &&
               (at == place.word || !fits_initial(words_[text.words[initial]], name.words[at])))
          ++at;
        fits = fits && at++ < name.words.size();
      }
      if (!fits) continue;
      std::string why = "initial and surname";
      if (fit.level == Level::respelled)
        why += fit.is_other_script ? " in another script" : " in another spelling";
      if (fit.change == Reading::Change::consonant || fit.change == Reading::Change::other)
        why += ", inflected";
      out.fits.push_back({place.name, MentionGrade::possible, std::move(why), place.word});
    }
  }
}

void NameFinder::find_initials(const NameText& text, std::size_t at, std::vector<FoundName>& out) {
  const auto& tokens = text.tokens;
  const auto is_initial = [&](std::size_t t) {
    return t < tokens.size() && tokens[t].is_initial && !tokens[t].is_masked &&
           words_[text.words[t]].is_capital;
  };
  const auto is_surname = [&](std::size_t t) {
    return t < tokens.size() && !tokens[t].is_masked && !tokens[t].is_initial &&
           words_[text.words[t]].is_capital && !words_[text.words[t]].sounds.empty() &&
           letters_of(words_[text.words[t]]) >= initial_surname_letters;
  };
  FoundName found;
  std::vector<std::size_t> initials;
  std::size_t surname = at, last = at;
  if (is_initial(at)) {
    std::size_t t = at;
    while (is_initial(t) && initials.size() < 2 && (t == at || tokens[t].gap == Gap::dot))
      initials.push_back(t++);
    if (!is_surname(t) || tokens[t].gap != Gap::dot) return;
    surname = last = t;
  } else if (is_surname(at)) {
    for (std::size_t t = at + 1; is_initial(t) && initials.size() < 2; ++t) {
      const Gap gap = tokens[t].gap;
      const bool joins = t == at + 1 ? gap == Gap::blank || gap == Gap::comma : gap == Gap::dot;
      if (!joins) break;
      initials.push_back(t);
      last = t;
    }
  }
  if (initials.empty()) return;
  // "Berg A. Lund": the initial is the next one's.
  const bool is_next = last != surname && last + 1 < tokens.size() && is_surname(last + 1) &&
                       tokens[last + 1].gap == Gap::dot && text.has_small &&
                       has_capitals(tokens[last + 1].script);
  if (is_next) return;
  fit_surname(text, surname, initials, found);
  if (found.fits.empty()) return;
  found.paragraph = text.paragraph;
  found.first = static_cast<std::uint32_t>(at);
  found.last = static_cast<std::uint32_t>(last);
  found.from = tokens[at].from;
  found.to = tokens[last].to + (last == surname ? 0U : 1U);  // with the point of the initial
  if (weigh_neighbours(text, found)) out.push_back(std::move(found));
}

void NameFinder::find_han(const NameText& text, std::size_t t, std::vector<FoundName>& out) const {
  const RawToken& token = text.tokens[t];
  const std::u32string_view points(text.points);
  for (std::size_t at = token.from; at < token.to; ++at) {
    const auto& lengths = index_.han_lengths();
    for (auto length = lengths.rbegin(); length != lengths.rend(); ++length) {
      if (at + *length > token.to) continue;
      const auto* names = index_.find_han(points.substr(at, *length));
      const bool is_whole = at == token.from && at + *length == token.to;
      if (names == nullptr || (*length == 2 && !is_whole)) continue;
      FoundName found;
      found.paragraph = text.paragraph;
      found.first = found.last = static_cast<std::uint32_t>(t);
      found.from = static_cast<std::uint32_t>(at);
      found.to = static_cast<std::uint32_t>(at + *length);
      const bool is_short = *length == 2;
      for (const std::uint32_t name : *names)
        found.fits.push_back({name, is_short ? MentionGrade::possible : MentionGrade::exact,
                              is_short ? "same two characters" : "same words", 0});
      out.push_back(std::move(found));
      at += *length - 1;
      break;
    }
  }
}

std::vector<FoundName> NameFinder::find_surnames(const NameText& text,
                                                 const std::vector<WordPlace>& families,
                                                 const std::vector<FoundName>& found) {
  std::vector<FoundName> out;
  std::size_t next_found = 0;
  for (std::size_t t = 0; t < text.tokens.size(); ++t) {
    const RawToken& token = text.tokens[t];
    TextWord& word = words_[text.words[t]];
    while (next_found < found.size() && found[next_found].to <= token.from) ++next_found;
    const bool covered = next_found < found.size() && found[next_found].from < token.to;
    if (covered || token.is_masked || !word.is_capital || word.sounds.empty()) continue;
    if (letters_of(word) < surname_letters) continue;
    FoundName one;
    for (const std::uint64_t sound : word.sounds) {
      auto family = std::lower_bound(families.begin(), families.end(), WordPlace{sound, 0, 0});
      for (; family != families.end() && family->sound == sound; ++family) {
        const WordFit fit = fit_word(word, index_.names()[family->name].words[family->word]);
        if (fit.level == Level::none || fit.change == Reading::Change::genitive_s) continue;
        one.fits.push_back({family->name, MentionGrade::possible,
                            "surname alone, the whole name stands in this document", family->word});
      }
    }
    if (one.fits.empty()) continue;
    one.paragraph = text.paragraph;
    one.first = one.last = static_cast<std::uint32_t>(t);
    one.from = token.from;
    one.to = token.to;
    one.is_one_word = true;
    const auto fits = one.fits;
    const bool has_neighbour = !weigh_neighbours(text, one);
    const bool is_beside = !one.fits.empty() && one.fits.front().why != fits.front().why;
    // "Petra Tarasenko": another first name; at the start of a sentence as well.
    const bool other_name = t > 0 && token.gap == Gap::blank && has_capitals(word.script) &&
                            text.has_small && words_[text.words[t - 1]].is_capital &&
                            words_[text.words[t - 1]].script == word.script &&
                            !is_beside_names(words_[text.words[t - 1]].folded);
    if (!has_neighbour && !is_beside && !other_name) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace cuibono::entities
