#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::entities {

/// lists/*.txt: what is known of words of names, with source and licence in their first lines. A line is a group:
/// "KEY: form, form, …"; the forms are as people write them.
///
///   forms     kinds of firms by country, one key for those that answer to each other
///   words     common words of firms' names, one key for their translations
///   titles    forms of address, ranks      small   particles and words without weight
///   generations  junior, senior, third     persons names that are forms of one name
///   families  family names that are written before the given name without a blank
///   places    countries, by their names in several languages
struct LexiconFile {
  std::string_view list, text;
};
[[nodiscard]] const std::vector<LexiconFile>& lexicon_files();

/// A word as the lists are asked for it: its units in UTF-8, "gmbh", "ооо".
[[nodiscard]] std::string lexicon_key(std::u32string_view word);

inline constexpr std::size_t form_words_max = 6;

/// Answers are numbers of groups from 1 on; 0: not in the list. A phrase is keys with blanks between.
[[nodiscard]] std::uint16_t legal_form_of(std::string_view phrase);
[[nodiscard]] std::uint16_t common_word_of(std::string_view key);
/// "Company", "group" and their like, which a firm writes or leaves out: groups whose key ends in "*".
[[nodiscard]] bool is_weak_word(std::uint16_t group);
[[nodiscard]] std::uint16_t place_of(std::string_view phrase);
[[nodiscard]] std::uint16_t generation_of(std::string_view key);
[[nodiscard]] bool is_title(std::string_view phrase);
[[nodiscard]] bool is_small_word(std::string_view key);
[[nodiscard]] bool is_family_written_first(std::string_view key);
/// Which names the word is a form of: numbers, ascending.
[[nodiscard]] std::span<const std::uint32_t> persons_of(std::string_view key);

}  // namespace cuibono::entities
