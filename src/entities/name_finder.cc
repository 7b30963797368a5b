// One pass over the words of a paragraph: windows whose sounds are those of a name, then letter by letter.
#include "entities/name_finder.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace cuibono::entities {
namespace {

constexpr std::size_t words_kept = 1U << 18U;
constexpr std::size_t short_window = 3;       ///< longer ones are looked up by two sounds a word
constexpr std::size_t namesakes_most = 4096;  ///< fits of one window that are looked at

using Change = Reading::Change;
using Level = WordFit::Level;

/// What the words of a window say together.
struct Sum {
  bool is_respelled = false, is_other_script = false, is_changed = false, is_unsure = false,
       is_mixed = false;
  bool has_consonant_case = false, has_consonant_plain = false, is_small = false;
  std::uint32_t particle = 0;  ///< of the last word
};

std::string reason_of(const Sum& sum, bool in_order) {
  std::string why = sum.is_respelled && sum.is_other_script ? "same words in another script"
                    : sum.is_respelled                      ? "same words in another spelling"
                                                            : "same words";
  if (sum.is_changed) why += ", inflected";
  if (!in_order) why += ", in another order";
  return why;
}

/// "Образцова" of "Образцов", "Александра" of "Александр": as well the names of a woman.
bool may_be_a_woman(const TextWord& given, const TextWord& family, const NameWord& given_name,
                    const NameWord& family_name) {
  constexpr std::array<std::string_view, 8> families = {"ов", "ев", "ин", "ын",
                                                        "ів", "їв", "єв", "ёв"};
  constexpr std::array<std::string_view, 10> pairs = {
      "александр", "олександр", "валентин", "станислав", "станіслав",
      "владислав", "ярослав",   "мирослав", "богдан",    "ян"};
  const bool is_family = std::any_of(families.begin(), families.end(),
                                     [&](auto e) { return family_name.folded.ends_with(e); });
  const bool is_pair = std::find(pairs.begin(), pairs.end(), given_name.folded) != pairs.end();
  return is_family && is_pair && family.folded == family_name.folded + "а" &&
         (given.folded == given_name.folded + "а" || given.folded == given_name.folded + "я");
}

}  // namespace

MentionGrade FoundName::grade() const noexcept {
  MentionGrade best = MentionGrade::possible;
  for (const Fit& fit : fits) best = std::min(best, fit.grade);
  return best;
}

void NameFinder::rest() {
  if (words_.size() < words_kept) return;
  words_.clear();
  by_written_.clear();
}

std::uint32_t NameFinder::word_of(std::u32string_view written) {
  const auto [at, is_new] =
      by_written_.emplace(std::u32string(written), static_cast<std::uint32_t>(words_.size()));
  if (!is_new) return at->second;
  TextWord word = make_text_word(written);
  // Small letters: looked at only where the word is one of a name.
  if (!word.is_capital && index_.has_word(word.folded_hash))
    word.sounds = sounds_of(skeletons_of(romanise(word.folded, word.script), word.script));
  std::erase_if(word.sounds, [&](std::uint64_t sound) { return !index_.has_sound(sound); });
  words_.push_back(std::move(word));
  return at->second;
}

NameText NameFinder::read(std::string_view text, std::uint32_t paragraph) {
  NameText out;
  out.points = points_of_text(text);
  out.paragraph = paragraph;
  out.tokens = read_name_tokens(out.points);
  const std::u32string_view all(out.points);
  for (const RawToken& token : out.tokens) {
    out.words.push_back(
        word_of(token.is_masked ? std::u32string_view()
                                : all.substr(token.word_from, token.word_to - token.word_from)));
    out.has_small = out.has_small || !words_[out.words.back()].is_capital;
  }
  return out;
}

bool NameFinder::fit_name(const NameText& text, const Window& window, std::uint32_t id,
                          FoundName::Fit& out) {
  const CaseName& name = index_.names()[id];
  const std::size_t count = name.words.size();
  std::vector<std::size_t> order(count);  // of each token its word of the name
  std::iota(order.begin(), order.end(), 0U);
  const bool all_orders = count <= short_window;
  bool any = false;
  for (std::size_t turn = 0;; ++turn) {
    Sum sum;
    bool fits = true;
    for (std::size_t i = 0; i < count && fits; ++i) {
      const RawToken& token = text.tokens[window.tokens[i]];
      TextWord& word = words_[text.words[window.tokens[i]]];
      const NameWord& of_name = name.words[order[i]];
      const WordFit fit = fit_word(word, of_name);
      fits = fit.level != Level::none;
      if (!word.is_capital && !of_name.is_small) {
        sum.is_small = true;
        fits = fits && fit.level == Level::same && fit.change == Change::none && name.form.empty();
      }
      sum.is_respelled = sum.is_respelled || fit.level == Level::respelled;
      sum.is_other_script = sum.is_other_script || fit.is_other_script;
      const bool is_case = fit.change == Change::consonant || fit.change == Change::other;
      sum.is_changed = sum.is_changed || is_case || token.is_possessive;
      sum.particle = fit.particle;
      sum.is_mixed = sum.is_mixed || word.is_mixed;
      sum.is_unsure = sum.is_unsure || fit.change == Change::genitive_s;
      if (fit.ends_in_consonant && fit.change == Change::consonant) sum.has_consonant_case = true;
      if (fit.ends_in_consonant && fit.change == Change::none) sum.has_consonant_plain = true;
    }
    // Of a man's name all words change that end in a consonant; a woman's surname does not.
    fits = fits && !(sum.has_consonant_case && sum.has_consonant_plain);
    const bool korean = words_[text.words[window.tokens[0]]].script == Script::hangul;
    if (name.kind == CaseName::Kind::korean_joined) fits = fits && korean && sum.is_respelled;
    if (name.kind == CaseName::Kind::korean_split) fits = fits && !korean && sum.is_respelled;
    const bool in_order = turn == 0;
    // "Anna, Berg": a comma turns the words round.
    const bool family_now_first = count > 1 && order[0] + 1 == count;
    if (window.has_comma)
      fits = fits && (name.family_first ? in_order : count > 1 && family_now_first);
    if (fits) {
      MentionGrade grade = sum.is_respelled ? MentionGrade::other_script
                           : sum.is_changed ? MentionGrade::inflected
                                            : MentionGrade::exact;
      std::string why = reason_of(sum, in_order);
      const auto weaken = [&](bool when, const char* because) {
        if (!when) return;
        grade = MentionGrade::possible;
        why += std::string(", ") + because;
      };
      weaken(sum.is_unsure, "perhaps a genitive");
      weaken(sum.is_small, "in small letters");
      weaken(sum.is_mixed, "letters of two scripts in one word");
      weaken(name.kind == CaseName::Kind::without_patronymic, "without the patronymic");
      weaken(count == 2 && may_be_a_woman(words_[text.words[window.tokens[0]]],
                                          words_[text.words[window.tokens[1]]],
                                          name.words[order[0]], name.words[order[1]]),
             "or the name of a woman");
      if (window.has_patronymic) why += ", with a patronymic";
      if (!any || grade < out.grade) {
        const std::size_t family = window.has_comma ? 0 : count - 1;
        out = {id, grade, std::move(why), static_cast<std::uint32_t>(order[family]), sum.particle};
      }
      any = true;
    }
    if (any && in_order && out.grade == MentionGrade::exact) break;
    if (all_orders) {
      if (!std::next_permutation(order.begin(), order.end())) break;
    } else {
      if (turn == 2) break;
      if (turn == 1) std::rotate(order.begin(), order.begin() + 2, order.end());
      if (turn == 0) std::rotate(order.begin(), order.end() - 1, order.end());
    }
  }
  return any;
}

void NameFinder::try_window(const NameText& text, const Window& window, FoundName& best) {
  std::vector<std::uint64_t> keys = {window.tokens.size()};
  for (const std::uint32_t token : window.tokens) {
    const auto& sounds = words_[text.words[token]].sounds;
    const std::size_t most = window.tokens.size() > short_window ? 2 : sounds.size();
    std::vector<std::uint64_t> longer;
    for (std::size_t s = 0; s < std::min(most, sounds.size()); ++s) {
      for (const std::uint64_t key : keys) longer.push_back(NameIndex::add_to_key(key, sounds[s]));
    }
    keys = std::move(longer);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<FoundName::Fit> fits;
  std::size_t looked = 0;
  for (const std::uint64_t key : keys) {
    for (const auto& [of_key, name] : index_.find(key)) {
      if (++looked > namesakes_most) break;
      FoundName::Fit fit;
      if (fit_name(text, window, name, fit)) fits.push_back(std::move(fit));
    }
  }
  if (fits.empty()) return;
  FoundName found;
  found.paragraph = text.paragraph;
  found.first = window.tokens.front();
  found.last = window.tokens.back();
  found.from = text.tokens[found.first].from;
  found.to = text.tokens[found.last].to - fits.front().particle;
  found.fits = std::move(fits);
  found.is_one_word = window.tokens.size() == 1;
  if (!weigh_neighbours(text, found)) return;
  weigh_form(text, found);
  // The longest; a strong one before a longer one that is only possible.
  const bool is_better = best.fits.empty() || found.grade() != MentionGrade::possible ||
                         best.grade() == MentionGrade::possible;
  if (is_better) best = std::move(found);
}

void NameFinder::grow_window(const NameText& text, std::size_t first, bool passes_patronymics,
                             FoundName& best) {
  Window window;
  for (std::size_t t = first; t < text.tokens.size(); ++t) {
    const RawToken& token = text.tokens[t];
    const TextWord& word = words_[text.words[t]];
    if (t > first) {
      const bool joins = token.gap == Gap::blank || token.gap == Gap::dot ||
                         (token.gap == Gap::comma && window.tokens.size() == 1);
      if (!joins) return;
      window.has_comma = window.has_comma || token.gap == Gap::comma;
    }
    if (token.is_masked) return;
    const bool is_passed = passes_patronymics && t > first && !window.has_patronymic &&
                           word.is_capital && is_patronymic(word.folded);
    if (is_passed) {
      window.has_patronymic = true;
      continue;
    }
    if (word.sounds.empty()) return;
    window.tokens.push_back(static_cast<std::uint32_t>(t));
    // What has no patronymic to pass over is the other pass's.
    if (passes_patronymics == window.has_patronymic) try_window(text, window, best);
    if (window.tokens.size() >= index_.words_max()) return;
  }
}

void NameFinder::find_windows(const NameText& text, std::size_t first,
                              std::vector<FoundName>& out) {
  FoundName best;
  grow_window(text, first, true, best);
  grow_window(text, first, false, best);
  if (!best.fits.empty()) out.push_back(std::move(best));
}

std::vector<FoundName> NameFinder::find(const NameText& text) {
  std::vector<FoundName> out;
  for (std::size_t t = 0; t < text.tokens.size(); ++t) {
    std::vector<FoundName> here;
    if (!text.tokens[t].is_masked && text.tokens[t].script == Script::han) {
      find_han(text, t, out);
      continue;
    }
    if (!text.tokens[t].is_masked && !words_[text.words[t]].sounds.empty())
      find_windows(text, t, here);
    if (here.empty()) find_initials(text, t, here);
    if (here.empty()) continue;
    t = here.back().last;
    out.push_back(std::move(here.back()));
  }
  return out;
}

}  // namespace cuibono::entities
