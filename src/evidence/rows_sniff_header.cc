// Headers of two rows, and what cells look like.
#include <algorithm>
#include <map>

#include "core/core.h"
#include "evidence/header_concepts.h"
#include "evidence/rows_sniff_shape.h"
#include "evidence/rows_split.h"

namespace cuibono::evidence {
namespace {

constexpr std::size_t header_bytes_max = 80;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t filled_cells(const Cells& row) {
  return static_cast<std::size_t>(std::count_if(
      row.begin(), row.end(), [](const std::string& cell) { return !is_blank(cell); }));
}

bool are_words(const Cells& row) {
  return std::all_of(row.begin(), row.end(), [](const std::string& cell) {
    const Shape shape = shape_of(cell);
    return shape == Shape::blank || shape == Shape::word;
  });
}

bool is_known_word(const std::string& cell) {
  constexpr std::size_t bytes_most = 60;
  const HeaderReading reading = read_header(core::cut_utf8(cell, bytes_most));
  return reading.words_known > 0 && reading.words_known == reading.words;
}

std::size_t known_cells(const Cells& row) {
  return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const auto& cell) {
    return !is_blank(cell) && is_known_word(cell);
  }));
}

/// Columns whose cells below are of another shape than the word in this row.
std::size_t unlike_below(const std::vector<Cells>& rows, std::size_t row) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < rows[row].size(); ++i) {
    if (is_blank(rows[row][i])) continue;
    std::size_t filled = 0, unlike = 0;
    for (std::size_t r = row + 1; r < rows.size(); ++r) {
      if (i >= rows[r].size() || is_blank(rows[r][i])) continue;
      ++filled;
      unlike += shape_of(rows[r][i]) != Shape::word ? 1U : 0U;
    }
    columns += filled > 0 && unlike * 2 > filled ? 1U : 0U;
  }
  return columns;
}

bool is_second_row(const std::vector<Cells>& rows, std::size_t row, std::size_t width) {
  constexpr std::size_t filled_least = 2;
  if (row >= rows.size() || rows[row].size() < width || !are_words(rows[row])) return false;
  const std::size_t filled = filled_cells(rows[row]);
  return filled >= filled_least && known_cells(rows[row]) * 2 >= filled &&
         unlike_below(rows, row) > 0;
}

/// Names that come again want a group above: "Nummer; IMSI; Nummer; IMSI".
bool repeats_names(const Cells& names) {
  std::map<std::string, std::size_t> times;
  std::size_t again = 0;
  for (const auto& name : names) again += !is_blank(name) && ++times[name] == 2 ? 1U : 0U;
  constexpr std::size_t least = 2;
  return again >= least;
}

bool is_group_row(const std::vector<Cells>& rows, std::size_t row, const Cells& names) {
  constexpr std::size_t filled_least = 2;
  if (rows[row].size() < names.size() || !are_words(rows[row])) return false;
  const std::size_t filled = filled_cells(rows[row]);
  const std::size_t known = known_cells(rows[row]);
  return filled >= filled_least && filled < names.size() &&
         (known == filled || (repeats_names(names) && known * 2 >= filled));
}

Cells joined(const Cells& groups, const Cells& names) {
  const std::size_t width = std::min(groups.size(), names.size());
  std::map<std::string, std::size_t> times;
  bool are_merged = false;  // columns of no group have their name in the first row
  for (std::size_t i = 0; i < width; ++i) {
    ++times[std::string(core::trim(names[i]))];
    are_merged = are_merged || (!is_blank(groups[i]) && is_blank(names[i]));
  }
  Cells header(width);
  std::string group;
  for (std::size_t i = 0; i < width; ++i) {
    const std::string name(core::trim(names[i])), above(core::trim(groups[i]));
    if (!above.empty()) group = above;
    const bool spans = above.empty() && !name.empty() && (are_merged || times[name] > 1);
    const std::string& front = spans ? group : above;
    header[i] = front.empty() || name.empty() ? front + name : front + " " + name;
  }
  return header;
}

}  // namespace

Shape shape_of(std::string_view cell) {
  cell = core::trim(cell);
  if (cell.empty()) return Shape::blank;
  std::size_t digits = 0, letters = 0, splits = 0, others = 0, runs = 0;
  bool was_digit = false;
  for (const char c : cell) {
    digits += is_digit(c) ? 1U : 0U;
    runs += is_digit(c) && !was_digit ? 1U : 0U;
    was_digit = is_digit(c);
    letters += is_letter(c) ? 1U : 0U;
    splits += c == '-' || c == '/' || c == ':' || c == '.' ? 1U : 0U;
    others += c == '@' || c == ';' || c == '|' || c == '\t' || c == '^' ? 1U : 0U;
  }
  if (cell.size() > header_bytes_max) return Shape::text;
  if (digits > 0 && letters <= 4 && splits >= 2 && runs >= 3) return Shape::date;
  if (digits > 0 && letters <= 3 && digits * 2 > cell.size()) return Shape::number;
  if (others > 0 || letters == 0 || digits >= 4) return Shape::code;
  return digits * 2 > letters ? Shape::code : Shape::word;
}

bool is_made_of_header_words(const Cells& row) {
  constexpr std::size_t cells_least = 3;
  std::size_t filled = 0, known = 0;
  for (const std::string& cell : row) {
    if (is_blank(cell)) continue;
    ++filled;
    known += std::none_of(cell.begin(), cell.end(), is_digit) && is_known_word(cell) ? 1U : 0U;
  }
  return filled >= cells_least && known >= cells_least && known * 3 >= filled * 2;
}

bool join_header_rows(const std::vector<Cells>& rows, std::size_t& row, Cells& header) {
  const std::size_t width = header.size();
  if (is_second_row(rows, row + 1, width)) {
    header = joined(header, rows[row + 1]);
    ++row;
    return true;
  }
  if (row == 0 || !is_group_row(rows, row - 1, header)) return false;
  header = joined(rows[row - 1], header);
  return true;
}

}  // namespace cuibono::evidence
