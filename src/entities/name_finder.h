#pragma once
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "entities/name_index.h"
#include "entities/name_tokens.h"

namespace cuibono::entities {

/// Words that fit a name of the case, before a document as a whole is looked at.
struct FoundName {
  std::uint32_t paragraph = 0, from = 0, to = 0;  ///< code points
  std::uint32_t first = 0, last = 0;              ///< tokens of its core
  struct Fit {
    std::uint32_t name = 0;
    MentionGrade grade = MentionGrade::possible;
    std::string why;
    std::uint32_t family = 0;    ///< the word of the name that the text has as surname
    std::uint32_t particle = 0;  ///< letters at the end that are no part of the name
  };
  std::vector<Fit> fits;
  bool is_one_word = false;
  bool begins_sentence = false;  ///< of one word: the capital may be that of the sentence

  [[nodiscard]] MentionGrade grade() const noexcept;
};

/// A paragraph as it is looked at.
struct NameText {
  std::u32string points;
  std::vector<RawToken> tokens;
  std::vector<std::uint32_t> words;  ///< [tokens] in the finder's words
  std::uint32_t paragraph = 0;
  bool has_small = false;  ///< false: capitals tell nothing
};

/// Looks for names paragraph by paragraph. One for each thread: it keeps the words that it has seen.
class NameFinder {
 public:
  explicit NameFinder(const NameIndex& index) : index_(index) {}

  [[nodiscard]] NameText read(std::string_view text, std::uint32_t paragraph);
  /// In order of place, none over another.
  [[nodiscard]] std::vector<FoundName> find(const NameText& text);
  /// Surnames alone, of names that the document has in full; `families` are sorted.
  [[nodiscard]] std::vector<FoundName> find_surnames(const NameText& text,
                                                     const std::vector<WordPlace>& families,
                                                     const std::vector<FoundName>& found);
  [[nodiscard]] TextWord& word(std::uint32_t id) { return words_[id]; }
  /// Forgets words between documents, so that memory stays.
  void rest();

 private:
  struct Window {
    std::vector<std::uint32_t> tokens;
    bool has_patronymic = false, has_comma = false;
  };
  [[nodiscard]] std::uint32_t word_of(std::u32string_view written);
  void find_windows(const NameText& text, std::size_t first, std::vector<FoundName>& out);
  /// Windows from a word on; with or without passing over a patronymic.
  void grow_window(const NameText& text, std::size_t first, bool passes_patronymics,
                   FoundName& best);
  void try_window(const NameText& text, const Window& window, FoundName& best);
  [[nodiscard]] bool fit_name(const NameText& text, const Window& window, std::uint32_t name,
                              FoundName::Fit& out);
  void find_initials(const NameText& text, std::size_t at, std::vector<FoundName>& out);
  void fit_surname(const NameText& text, std::size_t surname,
                   const std::vector<std::size_t>& initials, FoundName& out);
  void find_han(const NameText& text, std::size_t token, std::vector<FoundName>& out) const;
  /// Weighs what stands beside a window; false: it is no name here.
  [[nodiscard]] bool weigh_neighbours(const NameText& text, FoundName& found);
  void weigh_form(const NameText& text, FoundName& found);

  const NameIndex& index_;
  std::deque<TextWord> words_;
  std::unordered_map<std::u32string, std::uint32_t> by_written_;
};

}  // namespace cuibono::entities
