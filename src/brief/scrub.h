#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "brief/letters.h"

namespace cuibono::brief {

/// How much of a text may speak of a victim.
enum class Text : bool {
  other,      ///< ours, a file name, a register: whole names only
  narrative,  ///< a victim's own words, or somebody's about one: every part of a name
};

/// Finds victims again in free text, however they are written there.
///
/// Use     add_… for everything that is known of each victim; then replace().
/// Out     replaced by what was given as `shown`:
///           selectors and ids as whole words; e-mail addresses in any case;
///           phone, account and card numbers with any blanks, hyphens, brackets, "+", "00" or trunk
///           zero, in national form, in digits of other scripts;
///           codes of letters and digits (IBAN, wallet) in any case and grouping.
///         Names, without regard to case, accents and order: two or more words of one victim's name
///         side by side, or a name that is one word. In a narrative also each word of a name alone.
///         More than eight words, or signs of a program's code, are no name.
///         What a name says of identity is nothing: in other texts, and where several victims have it,
///         it becomes "[name withheld]".
///         Not found: a name in another script or inflected, initials, words for numbers.
/// Laws    1 a text that holds none of them is unchanged (bytes that are no UTF-8 apart).
/// Cost    about 50 ns a code point.
class Scrubber {
 public:
  void add_token(std::string text, std::string shown);
  void add_number(std::string_view value, const std::string& shown);
  void add_code(std::string_view value, const std::string& shown);
  void add_email(std::string_view value, const std::string& shown);
  void add_name(std::string_view name, const std::string& shown);

  [[nodiscard]] bool empty() const noexcept {
    return tokens_.empty() && emails_.empty() && codes_.empty() && numbers_.empty() &&
           names_.empty() && unspaced_.empty();
  }
  [[nodiscard]] std::string replace(std::string_view text, Text kind) const;

 private:
  struct Number {
    std::string digits, shown;
  };
  struct Name {
    std::string shown;
    bool is_one_word = false;
  };
  struct Unspaced {
    std::u32string letters;
    std::string shown;
    bool is_part = false;  ///< looked for in narratives alone
  };
  struct Found {
    std::size_t begin = 0, end = 0;
    std::string shown;
    [[nodiscard]] bool any() const noexcept { return end > begin; }
  };
  [[nodiscard]] Found find_token(std::u32string_view points, std::size_t at) const;
  [[nodiscard]] Found find_email(std::u32string_view points, std::size_t at) const;
  [[nodiscard]] Found find_code(std::u32string_view points, std::size_t at) const;
  [[nodiscard]] Found find_number(std::u32string_view points, std::size_t at, Text kind) const;
  [[nodiscard]] Found find_name(const std::vector<Word>& words, std::size_t word,
                                std::u32string_view points, Text kind) const;
  [[nodiscard]] Found find_unspaced(std::u32string_view points, std::size_t at, Text kind) const;
  void add_unspaced(std::u32string letters, const std::string& shown, bool is_part);
  [[nodiscard]] std::string shown_of(const std::vector<std::uint32_t>& names, Text kind) const;

  std::unordered_map<std::string, std::string> tokens_, emails_, codes_;
  std::size_t token_max_ = 0, email_max_ = 0;    ///< bytes of the longest: what is longer is none
  std::unordered_set<std::string> code_starts_;  ///< first letters of codes_
  std::unordered_map<std::string, std::vector<Number>> numbers_;  ///< by their last digits
  std::vector<Name> names_;                                       ///< distinct (name, shown)
  std::unordered_map<std::u32string, std::vector<std::uint32_t>> by_word_;  ///< sorted
  std::unordered_map<char32_t, std::vector<Unspaced>> unspaced_;            ///< by first letter
};

}  // namespace cuibono::brief
