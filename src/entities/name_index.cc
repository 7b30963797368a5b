// Names of the case: taken apart into words, and filed by how these sound.
#include "entities/name_index.h"

#include <algorithm>
#include <map>

#include "entities/name_tokens.h"

namespace cuibono::entities {
namespace {

constexpr std::size_t name_bytes_max = 200, name_words_max = 6;
constexpr std::size_t one_word_letters = 5, korean_syllables = 3, letters_least = 4;
constexpr std::size_t words_of_all_sounds = 3;  ///< longer names are filed by two sounds a word

std::size_t letters_in(const NameWord& word) { return points_of_text(word.folded).size(); }

/// Whether words are long enough to be found in a text without meaning something else.
bool is_long_enough(const CaseName& name) {
  if (name.kind != CaseName::Kind::whole) return true;
  std::size_t letters = 0;
  for (const NameWord& word : name.words) letters += letters_in(word);
  if (name.words.size() > 1) {
    const bool korean = name.words.front().script == Script::hangul;
    return letters >= (korean ? korean_syllables : letters_least);
  }
  const Script script = name.words.front().script;
  return letters >= (script == Script::hangul ? korean_syllables : one_word_letters);
}

bool is_all_han(const CaseName& name) {
  return std::all_of(name.words.begin(), name.words.end(),
                     [](const NameWord& word) { return word.script == Script::han; });
}

NameWord sounding_word(std::string_view latin, Script script) {
  NameWord word;
  word.script = script;
  word.skeletons = skeletons_of(latin, Script::latin);
  word.sounds = sounds_of(word.skeletons);
  return word;
}

/// A written name as words, with its legal form apart; no words where it is none.
CaseName parse_name(std::uint32_t target, const std::string& written) {
  CaseName name;
  name.target = target;
  constexpr std::string_view no_name = "<>{}=|\\;@/#%*_";
  if (written.size() > name_bytes_max || written.find_first_of(no_name) != std::string::npos)
    return name;
  const std::u32string points = points_of_text(written);
  const std::u32string_view all(points);
  for (const RawToken& token : read_name_tokens(all)) {
    if (token.is_masked) return {};
    const auto word = all.substr(token.word_from, token.word_to - token.word_from);
    name.family_first = name.family_first || token.gap == Gap::comma;
    name.words.push_back(make_name_word(word));
  }
  const auto take_form = [&](auto at) {
    const std::string_view form = legal_form(at->folded);
    if (!form.empty() && name.form.empty()) name.form = form;
    if (!form.empty()) name.words.erase(at);
    return !form.empty();
  };
  if (name.words.size() > 1 && take_form(name.words.end() - 1)) name.family_first = false;
  if (name.words.size() > 1 && take_form(name.words.begin())) name.family_first = false;
  const bool has_letters =
      std::any_of(name.words.begin(), name.words.end(),
                  [](const NameWord& word) { return word.script != Script::none; });
  if (!has_letters || name.words.size() > name_words_max) name.words.clear();
  return name;
}

}  // namespace

NameIndex::NameIndex(const evidence::Evidence& evidence, std::span<const Entity> entities) {
  for (std::size_t e = 0; e < entities.size(); ++e) {
    if (entities[e].names.empty()) continue;
    const auto target = static_cast<std::uint32_t>(targets_.size());
    targets_.push_back({EntityId::of(e), {}, entities[e].names.front()});
    for (const auto& name : entities[e].names) add_spelling(target, name);
  }
  std::map<std::string, evidence::TextId> platforms;
  for (const auto& report : evidence.reports) {
    if (const auto& text = evidence.text(report.platform); !text.empty())
      platforms.emplace(text, report.platform);
  }
  for (const auto& [text, id] : platforms) {
    const auto target = static_cast<std::uint32_t>(targets_.size());
    targets_.push_back({no_entity, id, text});
    add_spelling(target, text);
  }
  std::sort(keys_.begin(), keys_.end());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
  std::sort(places_.begin(), places_.end());
  places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
  for (std::uint32_t begin = 0; begin < places_.size();) {
    std::uint32_t end = begin;
    while (end < places_.size() && places_[end].sound == places_[begin].sound) ++end;
    by_sound_.emplace(places_[begin].sound, std::pair(begin, end));
    begin = end;
  }
  std::sort(han_lengths_.begin(), han_lengths_.end());
  han_lengths_.erase(std::unique(han_lengths_.begin(), han_lengths_.end()), han_lengths_.end());
}

void NameIndex::add_spelling(std::uint32_t target, const std::string& written) {
  CaseName name = parse_name(target, written);
  if (name.words.empty()) return;
  if (is_all_han(name)) {
    std::u32string characters;
    for (const NameWord& word : name.words) characters += points_of_text(word.folded);
    if (characters.size() < 2) return;
    han_lengths_.push_back(characters.size());
    han_[characters].push_back(static_cast<std::uint32_t>(names_.size()));
    names_.push_back(std::move(name));
    return;
  }
  add_korean(name);
  if (name.words.size() > 2) {
    CaseName shorter = name;
    shorter.kind = CaseName::Kind::without_patronymic;
    std::erase_if(shorter.words, [](const NameWord& word) { return is_patronymic(word.folded); });
    if (shorter.words.size() + 1 == name.words.size()) add_name(std::move(shorter));
  }
  add_name(std::move(name));
}

void NameIndex::add_korean(const CaseName& name) {
  if (name.words.front().script == Script::hangul && name.words.size() <= 2) {
    std::u32string letters;
    for (const NameWord& word : name.words) letters += points_of_text(word.folded);
    if (letters.size() != 3 && letters.size() != 4) return;
    if (name.words.size() == 2) {
      CaseName joined = name;
      joined.words = {make_name_word(letters)};
      add_name(std::move(joined));
    }
    const std::string given = romanise(text_of_points(letters.substr(1)), Script::hangul);
    for (const auto family : family_spellings(text_of_points(letters.substr(0, 1)))) {
      CaseName split = name;
      split.kind = CaseName::Kind::korean_split;
      split.words = {sounding_word(family, Script::hangul), sounding_word(given, Script::hangul)};
      add_name(std::move(split));
    }
    return;
  }
  if (name.words.size() != 2) return;
  for (const std::size_t family : {0U, 1U}) {
    const NameWord &word = name.words[family], &given = name.words[1 - family];
    if (word.script != Script::latin || given.script != Script::latin) continue;
    for (const auto syllable : family_syllables(word.folded)) {
      CaseName joined = name;
      joined.kind = CaseName::Kind::korean_joined;
      joined.words = {sounding_word(std::string(family_spellings(syllable).front()) + given.folded,
                                    Script::latin)};
      add_name(std::move(joined));
    }
  }
}

void NameIndex::add_name(CaseName name) {
  if (!is_long_enough(name)) return;
  const auto id = static_cast<std::uint32_t>(names_.size());
  words_max_ = std::max(words_max_, name.words.size());
  std::vector<std::uint64_t> keys = {name.words.size()};
  for (std::uint32_t w = 0; w < name.words.size(); ++w) {
    const NameWord& word = name.words[w];
    std::span<const std::uint64_t> sounds(word.sounds);
    if (name.words.size() > words_of_all_sounds)
      sounds = sounds.first(std::min<std::size_t>(2, sounds.size()));
    std::vector<std::uint64_t> longer;
    for (const std::uint64_t sound : sounds) {
      places_.push_back({sound, id, w});
      for (const std::uint64_t key : keys) longer.push_back(add_to_key(key, sound));
    }
    keys = std::move(longer);
    if (name.words.size() > 1) folded_.insert(core::hash64(word.folded));
    const auto [bearer, is_new] =
        bearers_.emplace(core::hash64(word.skeletons.front()), name.target);
    if (!is_new && bearer->second != name.target) bearer->second = several;
  }
  for (const std::uint64_t key : keys) keys_.emplace_back(key, id);
  names_.push_back(std::move(name));
}

std::span<const std::pair<std::uint64_t, std::uint32_t>> NameIndex::find(std::uint64_t key) const {
  const auto [begin, end] =
      std::equal_range(keys_.begin(), keys_.end(), std::pair(key, 0U),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
  return {begin, end};
}

std::span<const WordPlace> NameIndex::places_of(std::uint64_t sound) const {
  const auto found = by_sound_.find(sound);
  if (found == by_sound_.end()) return {};
  return std::span(places_).subspan(found->second.first,
                                    found->second.second - found->second.first);
}

const std::vector<std::uint32_t>* NameIndex::find_han(std::u32string_view characters) const {
  const auto found = han_.find(std::u32string(characters));
  return found == han_.end() ? nullptr : &found->second;
}

}  // namespace cuibono::entities
