#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entities/match_table.h"

namespace cuibono::entities {

/// How far two values agree: 0 they differ, then better and better; the last is "the same".
using MatchLevel = std::uint8_t;
/// One of the two is not stated, or they cannot be compared (ids of two countries). It is no contradiction.
inline constexpr MatchLevel no_level = 15;
inline constexpr std::size_t comparisons_max = 16;
inline constexpr std::size_t levels_max = 8;

/// Two parts of a name from here on are nearly the same (Jaro–Winkler).
inline constexpr double part_nearly = 0.92;

/// How many levels a kind has.
[[nodiscard]] std::size_t levels_of(MatchKind kind) noexcept;
/// What a level means, in plain words: "two letters differ".
[[nodiscard]] std::string_view level_words(MatchKind kind, MatchLevel level) noexcept;

/// The level of two values of one column.
///
/// In      value ids of the column; level_words says what counts as what.
/// Laws    1 symmetry.  2 a value that is whole has the last level with itself.
///         3 what is not stated lowers nothing: a year alone agrees with each day of it as far as it goes.
/// Cost    20 to 100 ns for short values.
/// Source  the levels are ours; Jaro–Winkler and edits: match_text.h.
[[nodiscard]] MatchLevel compare_values(const MatchColumn& column, std::uint32_t a,
                                        std::uint32_t b);
/// The same for two texts as they are folded, of the kinds that are texts; dates: compare_dates.
[[nodiscard]] MatchLevel compare_texts(MatchKind kind, std::string_view a, std::string_view b);
[[nodiscard]] MatchLevel compare_dates(const MatchDate& a, const MatchDate& b) noexcept;
[[nodiscard]] MatchLevel compare_whole_names(std::string_view a, std::string_view b);

/// Compares two names as written: another one can be put in place of ours. Levels of MatchKind::whole_name; symmetric.
using NameComparator = std::function<MatchLevel(std::string_view a, std::string_view b)>;

/// One comparison of a plan.
struct MatchComparison {
  std::string name;                  ///< for people: "date of birth"
  std::size_t column = 0;            ///< in MatchTable::columns
  std::optional<std::size_t> given;  ///< of a family name: the comparison of the given name, with
                                     ///< which it may have changed places
  NameComparator names;              ///< of whole_name alone; empty: ours
  std::uint32_t frequency_percent = 0;  ///< how much of the frequency of a value counts; 0: none
  std::uint32_t shared_percent =
      0;  ///< how often two of one household have it alike, as if they were one
};

/// The levels of all comparisons of a pair, four bits each, the first lowest.
using MatchPattern = std::uint64_t;
[[nodiscard]] constexpr MatchLevel level_at(MatchPattern pattern, std::size_t k) noexcept {
  return static_cast<MatchLevel>((pattern >> (4 * k)) & 15U);
}
[[nodiscard]] constexpr MatchPattern with_level(MatchPattern pattern, std::size_t k,
                                                MatchLevel level) noexcept {
  return (pattern & ~(15ULL << (4 * k))) | (MatchPattern{level} << (4 * k));
}

/// A pattern with the values that met: which of several values agreed best.
struct MatchedValues {
  MatchPattern pattern = 0;
  std::array<std::uint32_t, comparisons_max> a{}, b{};  ///< value ids, of these columns:
  std::array<std::uint32_t, comparisons_max> column_a{}, column_b{};
  bool is_swapped = false;  ///< given and family name changed places
};

/// Compares two records by all comparisons.
///
/// In      comparisons: at most comparisons_max, of finished columns.
/// Out     of several values those that agree best; no_level where one side has none. Given and family name are
///         also read crosswise, and so taken where that agrees better.
/// Laws    1 symmetry of the pattern.  2 records with the same values have the same pattern with anything.
/// Cost    the sum of the comparisons' costs.
void compare_records(const MatchTable& table, const std::vector<MatchComparison>& comparisons,
                     std::uint32_t a, std::uint32_t b, MatchedValues& out);

}  // namespace cuibono::entities
