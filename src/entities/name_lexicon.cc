// Words of names that lists know: read from lists/*.txt once.
#include "entities/name_lexicon.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/core.h"
#include "entities/name_letters.h"
#include "entities/name_units.h"

namespace cuibono::entities {
namespace {

struct Lexicon {
  using Groups = std::unordered_map<std::string, std::uint16_t>;
  Groups forms, words, places, generations;
  std::unordered_set<std::string> titles, small, families;
  std::unordered_map<std::string, std::vector<std::uint32_t>> persons;
  std::unordered_set<std::uint16_t> weak_words;
  std::uint32_t persons_count = 0;
  std::unordered_map<std::string, std::uint16_t> numbers;  ///< of groups so far, by list
};

std::string phrase_key(std::string_view phrase) {
  std::string key, spaced(phrase);
  std::replace(spaced.begin(), spaced.end(), '-', ' ');  // names are parted there as well
  for (const std::string_view word : core::split(spaced, ' ')) {
    std::string one = lexicon_key(points_of_text(word));
    if (one.empty()) continue;
    if (!key.empty()) key += ' ';
    key += one;
  }
  return key;
}

void add_group(std::string_view list, const std::vector<std::string>& keys, std::uint16_t number,
               Lexicon& all) {
  const auto add_to = [&](Lexicon::Groups& groups) {
    for (const std::string& key : keys) groups.emplace(key, number);
  };
  if (list == "forms") add_to(all.forms);
  if (list == "words") add_to(all.words);
  if (list == "places") add_to(all.places);
  if (list == "generations") add_to(all.generations);
  if (list == "titles") all.titles.insert(keys.begin(), keys.end());
  if (list == "small") all.small.insert(keys.begin(), keys.end());
  if (list == "families") all.families.insert(keys.begin(), keys.end());
  if (list == "persons") {
    ++all.persons_count;
    for (const std::string& key : keys) {
      auto& of = all.persons[key];
      if (of.empty() || of.back() != all.persons_count) of.push_back(all.persons_count);
    }
  }
}

void read_file(const LexiconFile& file, Lexicon& all) {
  // Lists of one subject from several sources: "titles", "titles_own". Numbers go on, so that keys stay apart.
  const std::string_view list = file.list.substr(0, file.list.find('_'));
  std::uint16_t& number = all.numbers[std::string(list)];
  for (const std::string_view line : core::split(file.text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(": ");
    const std::string_view forms = colon == std::string_view::npos ? line : line.substr(colon + 2);
    std::vector<std::string> keys;
    for (const std::string_view form : core::split(forms, ',')) {
      // The long list of persons is written as keys already.
      std::string key =
          file.list == "persons" ? std::string(core::trim(form)) : phrase_key(core::trim(form));
      if (!key.empty()) keys.push_back(std::move(key));
    }
    ++number;
    if (list == "words" && colon != std::string_view::npos && line[colon - 1] == '*')
      all.weak_words.insert(number);
    add_group(list, keys, number, all);
  }
}

const Lexicon& lexicon() {
  static const Lexicon read = [] {
    Lexicon all;
    for (const LexiconFile& file : lexicon_files()) read_file(file, all);
    return all;
  }();
  return read;
}

std::uint16_t find_group(const Lexicon::Groups& groups, std::string_view key) {
  const auto found = groups.find(std::string(key));
  return found == groups.end() ? std::uint16_t{0} : found->second;
}

}  // namespace

std::string lexicon_key(std::u32string_view word) {
  Writing writing = Writing::other;
  for (const char32_t c : word) {
    writing = writing_of(c);
    if (writing != Writing::other) break;
  }
  return text_of_points(units_of(word, writing));
}

std::uint16_t legal_form_of(std::string_view phrase) { return find_group(lexicon().forms, phrase); }
std::uint16_t common_word_of(std::string_view key) { return find_group(lexicon().words, key); }
bool is_weak_word(std::uint16_t group) { return lexicon().weak_words.contains(group); }
std::uint16_t place_of(std::string_view phrase) { return find_group(lexicon().places, phrase); }
std::uint16_t generation_of(std::string_view key) { return find_group(lexicon().generations, key); }
bool is_title(std::string_view phrase) { return lexicon().titles.contains(std::string(phrase)); }
bool is_small_word(std::string_view key) { return lexicon().small.contains(std::string(key)); }
bool is_family_written_first(std::string_view key) {
  return lexicon().families.contains(std::string(key));
}

std::span<const std::uint32_t> persons_of(std::string_view key) {
  const auto found = lexicon().persons.find(std::string(key));
  if (found == lexicon().persons.end()) return {};
  return found->second;
}

}  // namespace cuibono::entities
