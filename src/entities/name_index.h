#pragma once
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entities/entities.h"
#include "entities/name_words.h"

namespace cuibono::entities {

/// One spelling of a name of the case, as texts are compared with it.
struct CaseName {
  enum class Kind : std::uint8_t {
    whole,
    without_patronymic,
    korean_joined,  ///< family and given name of another script as one Korean word
    korean_split,   ///< a Korean word as family and given name
  };
  std::uint32_t target = 0;  ///< in NameIndex::targets
  Kind kind = Kind::whole;
  std::vector<NameWord> words;
  std::string form;           ///< legal form; empty: none
  bool family_first = false;  ///< "Berg, Anna"
};

/// What a name may be of: an entity, or a platform that a report names.
struct NameTarget {
  EntityId entity = no_entity;
  evidence::TextId platform{};
  std::string name;  ///< the first spelling
};

/// Where a word stands in the names.
struct WordPlace {
  std::uint64_t sound = 0;
  std::uint32_t name = 0, word = 0;
  auto operator<=>(const WordPlace&) const = default;
};

/// Names of a case by the sounds of their words, in any order.
///
/// Out     spellings of one to six words; those of a single letter, of digits alone, with signs of an address or
///         of code are left out. A name of one word has five letters at least (Korean three syllables, Han two
///         characters).
/// Laws    1 the same names give the same index, whatever their order in the records.
/// Cost    time O(names log names), about 8 us a Latin name, 40 us another; memory about 500 bytes a name.
class NameIndex {
 public:
  NameIndex(const evidence::Evidence& evidence, std::span<const Entity> entities);

  [[nodiscard]] const std::vector<NameTarget>& targets() const noexcept { return targets_; }
  [[nodiscard]] const std::vector<CaseName>& names() const noexcept { return names_; }
  [[nodiscard]] bool empty() const noexcept { return names_.empty(); }
  [[nodiscard]] std::size_t words_max() const noexcept { return words_max_; }

  /// Names of as many words with these sounds, in any order.
  [[nodiscard]] std::span<const std::pair<std::uint64_t, std::uint32_t>> find(
      std::uint64_t key) const;
  [[nodiscard]] bool has_sound(std::uint64_t sound) const { return by_sound_.contains(sound); }
  [[nodiscard]] std::span<const WordPlace> places_of(std::uint64_t sound) const;
  /// A word of a name of several words, letter by letter.
  [[nodiscard]] bool has_word(std::uint64_t folded_hash) const {
    return folded_.contains(folded_hash);
  }
  /// Whether one entity or platform alone has such a word in its names, in any script and spelling.
  [[nodiscard]] bool is_borne_once(const NameWord& word) const {
    const auto bearer = bearers_.find(core::hash64(word.skeletons.front()));
    return bearer != bearers_.end() && bearer->second != several;
  }
  /// Names of Chinese characters, by their characters.
  [[nodiscard]] const std::vector<std::uint32_t>* find_han(std::u32string_view characters) const;
  [[nodiscard]] const std::vector<std::size_t>& han_lengths() const noexcept {
    return han_lengths_;
  }

  /// Adds a word to the key of a sequence; where it stands does not matter.
  [[nodiscard]] static std::uint64_t add_to_key(std::uint64_t key, std::uint64_t sound) noexcept {
    return key + core::mix64(sound) + 1;
  }

 private:
  void add_spelling(std::uint32_t target, const std::string& written);
  void add_name(CaseName name);
  void add_korean(const CaseName& name);

  std::vector<NameTarget> targets_;
  std::vector<CaseName> names_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;  ///< key, name; sorted
  std::vector<WordPlace> places_;                              ///< sorted
  std::unordered_map<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>> by_sound_;
  std::unordered_set<std::uint64_t> folded_;
  static constexpr std::uint32_t several = 0xFFFFFFFFU;
  std::unordered_map<std::uint64_t, std::uint32_t> bearers_;  ///< skeleton to its target
  std::unordered_map<std::u32string, std::vector<std::uint32_t>> han_;
  std::vector<std::size_t> han_lengths_;  ///< sorted
  std::size_t words_max_ = 0;
};

}  // namespace cuibono::entities
