#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::claims {

/// Letters and digits of any script, one code point at a time; lower case keeps the length of a text.
[[nodiscard]] bool is_letter(char32_t c) noexcept;
[[nodiscard]] bool is_upper(char32_t c) noexcept;
[[nodiscard]] bool is_digit(char32_t c) noexcept;
[[nodiscard]] bool is_blank(char32_t c) noexcept;
[[nodiscard]] bool is_hangul(char32_t c) noexcept;
[[nodiscard]] std::u32string lower_points(std::u32string_view text);
[[nodiscard]] std::string encode_points(std::u32string_view text);

/// A range of code points, [from, to).
struct Range {
  std::uint32_t from = 0, to = 0;
  [[nodiscard]] bool empty() const noexcept { return from >= to; }
  auto operator<=>(const Range&) const = default;
};

enum class TokenKind : std::uint8_t { word, number, mark };

/// A word, a number in digits, or one mark.
struct Token {
  Range range;
  TokenKind kind = TokenKind::mark;
  std::u32string lower;  ///< in lower case, apostrophes made one
};

/// Words, numbers and marks of a text, in its order.
///
/// Out     tokens that do not overlap and leave out nothing but blanks and bytes that show nothing. An
///         apostrophe or hyphen between letters belongs to its word, a comma or point between digits to its
///         number; digits end where letters begin ("500명" is two tokens).
/// Laws    1 every code point that is no blank is in exactly one token.
/// Cost    O(code points).
[[nodiscard]] std::vector<Token> read_tokens(std::u32string_view text);

/// A quotation: from its opening to after its closing mark.
struct Quote {
  Range range;
  std::uint32_t depth = 1;  ///< 2: inside another
};

/// Quotations of a text by the marks of many languages: “ ” „ “ « » ‹ › " ' ‘ ’ 「 」 『 』 《 》.
///
/// Out     quotations by their start. One that never closes reaches to the end of the text.
/// Laws    1 two quotations are apart, or one holds the other.
[[nodiscard]] std::vector<Quote> find_quotes(std::u32string_view text);

}  // namespace cuibono::claims
