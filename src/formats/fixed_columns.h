#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::formats {

/// How a text table of fixed columns is laid out.
struct FixedLayout {
  std::vector<std::size_t> begins;  ///< in characters; a column ends where the next begins
  std::vector<std::string> names;   ///< of the header; "column 3" where it says nothing
  std::uint64_t first_row = 1;      ///< number of the first line that is no heading
  std::string heading;              ///< lines above the header, joined by " / "
  bool has_header = false;          ///< the names stand in the file
  std::string reason;               ///< why the columns are believed, in words
};

/// Finds columns that begin at the same place in every line.
///
/// Use     on the first lines of a text that no other format knows. Text that is parted by a mark is none.
/// In      lines as UTF-8, without their breaks.
/// Out     nothing where it is not certain. Certain is: a line of groups of dashes, with rows that keep to
///         them; or a header of words above rows of which at least two columns hold only numbers or dates,
///         with blank stripes down all lines; or without a header, lines of one length padded with blanks.
/// Cost    time O(characters), memory as much.
[[nodiscard]] std::optional<FixedLayout> find_fixed_layout(const std::vector<std::string>& lines);

/// The cells of a line. Where a word runs over the edge between two columns it cannot be divided: the first cell
/// holds the whole line.
struct FixedRow {
  std::vector<std::string> cells;
  bool is_divided = true;
};
[[nodiscard]] FixedRow cut_fixed_line(const FixedLayout& layout, std::string_view line);

/// A line of dashes or equal signs and blanks.
[[nodiscard]] bool is_fixed_rule(std::string_view line);

}  // namespace cuibono::formats
