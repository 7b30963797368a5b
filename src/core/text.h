#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::core {

/// Removes ASCII white space, NBSP and BOM from both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char mark);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view mark);
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool starts_with_ascii_nocase(std::string_view text,
                                            std::string_view prefix) noexcept;
[[nodiscard]] std::optional<std::int64_t> parse_int64(std::string_view text) noexcept;
[[nodiscard]] std::optional<std::uint64_t> parse_uint64(std::string_view text) noexcept;

/// Whether a text is a number as JSON writes it (RFC 8259).
[[nodiscard]] bool is_json_number(std::string_view text) noexcept;

/// Code points of valid UTF-8; nothing where the bytes are not UTF-8.
[[nodiscard]] std::optional<std::u32string> decode_utf8(std::string_view bytes);
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;
/// Cuts after at most `bytes_max` bytes without splitting a code point.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) noexcept;

/// Insertions, deletions and substitutions between two short ASCII words (for "did you mean").
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to a word within distance 2 (ties: the first), if there is one.
[[nodiscard]] std::optional<std::string> find_nearest(std::string_view word,
                                                      const std::vector<std::string>& candidates);

/// Escapes &, <, >, " and ' for HTML text and attribute values; control characters and bidirectional
/// overrides become visible symbols. Evidence is written by criminals.
[[nodiscard]] std::string escape_html(std::string_view text);
/// A CSV field: quoted when needed; a leading = + - @ tab or CR gets a ' in front, so that no
/// spreadsheet runs it.
[[nodiscard]] std::string escape_csv(std::string_view text);
/// "1 234 567" with U+202F between groups.
[[nodiscard]] std::string group_digits(std::uint64_t number);

}  // namespace cuibono::core
