#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/header_concepts.h"

namespace cuibono::evidence {

/// One entry of the lists of words, ready to be compared with folded words.
struct HeaderPattern {
  Concept sense = Concept::side_a;
  std::size_t language = 0;  ///< 0: the list for all; else of HeaderPatterns::language()
  std::vector<std::string> words;
  std::vector<bool> begins;  ///< [words] the word begins so
  bool ends = false, anywhere = false, alone = false;

  [[nodiscard]] bool fits(std::string_view word, std::size_t at) const;
  [[nodiscard]] bool is_exact() const;
  /// Bytes of all its words: short words of another language than that of the file do not count.
  [[nodiscard]] std::size_t bytes() const;
};

/// All patterns, found by how a word begins.
class HeaderPatterns {
 public:
  HeaderPatterns();
  [[nodiscard]] static const HeaderPatterns& get();
  [[nodiscard]] const HeaderPattern& operator[](std::uint32_t at) const { return patterns_[at]; }
  /// Those that may fit some of the words, ascending.
  [[nodiscard]] std::vector<std::uint32_t> candidates(const std::vector<std::string>& words) const;
  [[nodiscard]] std::size_t languages() const { return languages_.size(); }
  [[nodiscard]] std::string_view language(std::size_t number) const { return languages_[number]; }
  /// 0 where it is not known.
  [[nodiscard]] std::size_t number_of(std::string_view language) const;

 private:
  void add(Concept sense, std::string_view words, std::size_t language);

  std::vector<HeaderPattern> patterns_;
  std::vector<std::string_view> languages_;  // [0] ""
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_beginning_;
  std::vector<std::uint32_t> floating_;  // those that may fit in the middle of a word
};

/// Words of a folded header.
[[nodiscard]] std::vector<std::string> header_words_of(std::string_view folded);

}  // namespace cuibono::evidence
