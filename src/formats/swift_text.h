#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text_letters.h"

namespace cuibono::formats {

/// A piece of a file of SWIFT messages, in order.
struct SwiftPiece {
  enum class Kind : std::uint8_t {
    envelope,  ///< "{1:…{4:": a message begins; tag is its type "940", empty where none stands
    field,     ///< ":61:…": tag "61", "60F"; text may have several lines
    end,       ///< "-" or "-}": the message ends
  };
  Kind kind = Kind::field;
  std::string_view tag;
  std::string_view text;     ///< without tag and last line break; line breaks within as received
  std::uint64_t offset = 0;  ///< of its first byte in the file
  std::uint64_t bytes = 0;
};

/// Takes a file of SWIFT messages apart, with and without the blocks {1:} {2:} {4:}.
///
/// In      bytes, borrowed for the life of the reader.
/// Out     pieces in order. Lines that stand outside of a message (names of banks, separators) and
///         acknowledgements of the network are passed over.
/// Cost    time O(bytes); no memory.
/// Source  SWIFT Standards MT, general information, field structure.
class SwiftReader {
 public:
  explicit SwiftReader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::optional<SwiftPiece> next();

 private:
  [[nodiscard]] std::optional<SwiftPiece> read_envelope();
  [[nodiscard]] SwiftPiece read_field(std::size_t tag_bytes);
  [[nodiscard]] SwiftPiece read_end();
  void skip_between();
  void pass_line(std::size_t from);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// Whether a message of this type is a statement or a report of one: MT940, 941, 942, 950, 970 …
[[nodiscard]] bool is_statement_type(std::string_view type) noexcept;

/// Six digits YYMMDD of a day that exists; years as in time_pattern.h.
[[nodiscard]] bool is_swift_date(std::string_view text) noexcept;

/// Digits with one decimal comma, at least one digit before it, at most 15 characters.
[[nodiscard]] bool is_swift_amount(std::string_view text) noexcept;
[[nodiscard]] bool is_currency_code(std::string_view text) noexcept;

/// Lines without their breaks; empty ones at the end are left out.
[[nodiscard]] std::vector<std::string_view> swift_lines(std::string_view text);

/// Free text on one line: a full line of 65 bytes goes on without a blank, others with one.
[[nodiscard]] std::string join_swift_lines(std::string_view text);

// Letters of the character sets of SWIFT.
[[nodiscard]] inline bool is_swift_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] inline bool is_swift_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
/// One digit or more, and nothing else.
[[nodiscard]] bool are_swift_digits(std::string_view text) noexcept;

}  // namespace cuibono::formats
