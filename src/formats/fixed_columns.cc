// Columns that begin at the same place in every line.
//
// Idea      A place where all lines have a blank divides columns. In prose and logs such places are few and
//           chance; in a table they go down all lines, and below them stand numbers and dates.
// Invariant No false yes: whoever is in doubt leaves the text to be read line by line.
#include "formats/fixed_columns.h"

#include <algorithm>
#include <array>

#include "core/core.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t rows_min_headed = 5, rows_min_ruled = 2, rows_min_bare = 10;
constexpr std::size_t columns_min = 3, columns_min_ruled = 2, columns_most = 200;
constexpr std::size_t fit_percent = 95, heading_lines_most = 20, width_most = 4'000;

using Text = std::u32string;

bool is_blank(char32_t c) { return c == U' ' || c == 0xA0; }
bool is_blank_line(const Text& line) { return std::all_of(line.begin(), line.end(), is_blank); }
char32_t at(const Text& line, std::size_t i) { return i < line.size() ? line[i] : U' '; }

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) core::append_utf8(out, c);
  return std::string(core::trim(out));
}

bool is_rule(const Text& line) {
  std::size_t marks = 0, groups = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (is_blank(line[i])) continue;
    if (line[i] != U'-' && line[i] != U'=') return false;
    ++marks;
    groups += i == 0 || is_blank(line[i - 1]) ? 1U : 0U;
  }
  return groups >= columns_min_ruled && marks >= 2 * groups;
}

/// Digits with the marks that dates, times and amounts have; "EUR", "D" and the like do not count.
bool is_number_or_date(std::string_view cell) {
  std::size_t digits = 0;
  for (const char c : cell) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (std::string_view(" .,:/+-'%()").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits > 0;
}

std::vector<std::string> cut(const Text& line, const std::vector<std::size_t>& begins) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t from = std::min(begins[i], line.size());
    const std::size_t to =
        i + 1 < begins.size() ? std::min(begins[i + 1], line.size()) : line.size();
    cells.push_back(utf8_of(std::u32string_view(line).substr(from, to - from)));
  }
  return cells;
}

/// Whether no word runs over an edge, and nothing stands before the first column.
bool keeps_to(const Text& line, const std::vector<std::size_t>& begins) {
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t edge = begins[i];
    if (i == 0) {
      if (std::any_of(line.begin(),
                      line.begin() + static_cast<std::ptrdiff_t>(std::min(edge, line.size())),
                      [](char32_t c) { return !is_blank(c); }))
        return false;
    } else if (!is_blank(at(line, edge - 1)) && !is_blank(at(line, edge))) {
      return false;
    }
  }
  return true;
}

/// Marks that part the cells of other tables, the same number in nearly all lines.
bool is_parted(const std::vector<Text>& lines) {
  for (const char32_t mark : {U';', U',', U'|', U'\t'}) {
    std::vector<std::size_t> counts;
    for (const Text& line : lines) {
      if (is_blank_line(line) || is_rule(line)) continue;
      std::size_t count = 0;
      for (std::size_t i = 0; i < line.size(); ++i) {
        const auto is_digit = [&](std::size_t k) {
          return at(line, k) >= U'0' && at(line, k) <= U'9';
        };
        const bool is_decimal = mark == U',' && i > 0 && is_digit(i - 1) && is_digit(i + 1);
        count += line[i] == mark && !is_decimal ? 1U : 0U;
      }
      counts.push_back(count);
    }
    if (counts.empty()) continue;
    auto sorted = counts;
    std::nth_element(sorted.begin(),
                     sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const std::size_t usual = sorted[sorted.size() / 2];
    const auto same = static_cast<std::size_t>(std::count(counts.begin(), counts.end(), usual));
    if (usual > 0 && same * 100 >= counts.size() * 70) return true;
  }
  return std::any_of(lines.begin(), lines.end(),
                     [](const Text& line) { return line.find(U'\t') != Text::npos; });
}

/// Rows of a table as columns see them.
struct Stripes {
  std::vector<const Text*> rows;
  std::vector<std::size_t> begins;

  [[nodiscard]] std::size_t percent_kept() const {
    const auto kept = std::count_if(rows.begin(), rows.end(),
                                    [&](const Text* row) { return keeps_to(*row, begins); });
    return rows.empty() ? 0 : static_cast<std::size_t>(kept) * 100 / rows.size();
  }
};

std::vector<const Text*> rows_from(const std::vector<Text>& lines, std::size_t from) {
  std::vector<const Text*> rows;
  for (std::size_t i = from; i < lines.size(); ++i)
    if (!is_blank_line(lines[i]) && !is_rule(lines[i])) rows.push_back(&lines[i]);
  return rows;
}

std::string heading_of(const std::vector<Text>& lines, std::size_t end) {
  constexpr std::size_t shown_bytes = 400;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < end; ++i)
    if (!is_blank_line(lines[i])) parts.push_back(utf8_of(lines[i]));
  const std::string heading = core::join(parts, " / ");
  return std::string(core::cut_utf8(heading, shown_bytes));
}

void name_columns(const Text* header, FixedLayout& layout) {
  layout.has_header = header != nullptr;
  if (layout.has_header) layout.names = cut(*header, layout.begins);
  layout.names.resize(layout.begins.size());
  for (std::size_t i = 0; i < layout.names.size(); ++i)
    if (layout.names[i].empty()) layout.names[i] = "column " + std::to_string(i + 1);
}

/// A header, a line of dashes, rows.
std::optional<FixedLayout> find_ruled(const std::vector<Text>& lines) {
  std::size_t rule = 0;
  while (rule < lines.size() && rule <= heading_lines_most && !is_rule(lines[rule])) ++rule;
  if (rule == 0 || rule >= lines.size() || rule > heading_lines_most) return std::nullopt;
  const Text& header = lines[rule - 1];
  FixedLayout layout;
  for (std::size_t i = 0; i < lines[rule].size(); ++i)
    if (!is_blank(lines[rule][i]) && (i == 0 || is_blank(lines[rule][i - 1])))
      layout.begins.push_back(i);
  const Stripes stripes{rows_from(lines, rule + 1), layout.begins};
  if (is_blank_line(header) || !keeps_to(header, layout.begins) ||
      layout.begins.size() > columns_most || stripes.rows.size() < rows_min_ruled ||
      stripes.percent_kept() < 80)
    return std::nullopt;
  const auto names = cut(header, layout.begins);
  if (std::any_of(names.begin(), names.end(), [](const auto& name) { return name.empty(); }))
    return std::nullopt;
  name_columns(&header, layout);
  layout.first_row = rule + 2;
  layout.heading = heading_of(lines, rule - 1);
  layout.reason = "a line of dashes divides the columns, and the rows keep to it";
  return layout;
}

/// Where columns begin: places after a stripe that is blank in all rows (but few) and in the header.
std::vector<std::size_t> find_begins(const std::vector<const Text*>& rows, const Text* header) {
  std::size_t width = header == nullptr ? 0 : header->size();
  for (const Text* row : rows) width = std::max(width, row->size());
  std::vector<std::size_t> filled(width, 0);
  for (const Text* row : rows)
    for (std::size_t i = 0; i < row->size(); ++i) filled[i] += is_blank((*row)[i]) ? 0U : 1U;
  const auto is_stripe = [&](std::size_t i) {
    return filled[i] == 0 && (header == nullptr || is_blank(at(*header, i)));
  };
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < width; ++i)
    if (!is_stripe(i) && (i == 0 || is_stripe(i - 1))) begins.push_back(i);
  return begins;
}

/// Columns with neither rows nor a header of their own join a neighbour, over the narrower gap.
void merge_empty(const std::vector<const Text*>& rows, const Text* header,
                 std::vector<std::size_t>& begins) {
  const auto end_of = [&](const Text* line, std::size_t from, std::size_t to) {
    std::size_t end = from;
    for (std::size_t i = from; i < std::min(to, line->size()); ++i)
      if (!is_blank((*line)[i])) end = i + 1;
    return end;
  };
  for (std::size_t i = 0; i < begins.size();) {
    const std::size_t to = i + 1 < begins.size() ? begins[i + 1] : std::string::npos;
    const bool has_rows = std::any_of(rows.begin(), rows.end(), [&](const Text* row) {
      return end_of(row, begins[i], to) > begins[i];
    });
    const bool has_name = header == nullptr || end_of(header, begins[i], to) > begins[i];
    if ((has_rows && has_name) || begins.size() < 2) {
      ++i;
      continue;
    }
    const std::size_t left_end =
        header == nullptr || i == 0 ? 0 : end_of(header, begins[i - 1], begins[i]);
    const std::size_t own_end = header == nullptr ? begins[i] : end_of(header, begins[i], to);
    const bool joins_right = i == 0 || (has_name && i + 1 < begins.size() &&
                                        begins[i + 1] - own_end < begins[i] - left_end);
    begins.erase(begins.begin() + static_cast<std::ptrdiff_t>(joins_right ? i + 1 : i));
    i = i == 0 ? 0 : i - 1;
  }
}

/// How many columns hold numbers or dates alone; 0 where too many cells are empty.
std::size_t count_typed(const Stripes& stripes) {
  std::vector<std::size_t> filled(stripes.begins.size(), 0), typed(stripes.begins.size(), 0);
  for (const Text* row : stripes.rows) {
    const auto cells = cut(*row, stripes.begins);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      filled[i] += cells[i].empty() ? 0U : 1U;
      typed[i] += is_number_or_date(cells[i]) ? 1U : 0U;
    }
  }
  std::size_t well_filled = 0, count = 0;
  for (std::size_t i = 0; i < filled.size(); ++i) {
    if (filled[i] * 2 < stripes.rows.size()) continue;
    ++well_filled;
    count += typed[i] * 100 >= filled[i] * fit_percent ? 1U : 0U;
  }
  return well_filled * 3 >= stripes.begins.size() * 2 ? count : 0;
}

/// A header of words above rows.
std::optional<FixedLayout> find_headed(const std::vector<Text>& lines) {
  std::size_t first = 0;
  while (first < lines.size() && is_blank_line(lines[first])) ++first;
  if (first >= lines.size()) return std::nullopt;
  const Text& header = lines[first];
  Stripes stripes{rows_from(lines, first + 1), {}};
  if (stripes.rows.size() < rows_min_headed) return std::nullopt;
  stripes.begins = find_begins(stripes.rows, &header);
  if (stripes.begins.size() > columns_most) return std::nullopt;
  merge_empty(stripes.rows, &header, stripes.begins);
  const auto names = cut(header, stripes.begins);
  const bool has_words = std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return !name.empty() && !is_number_or_date(name);
  });
  if (!has_words || stripes.begins.size() < columns_min || count_typed(stripes) < 2)
    return std::nullopt;
  FixedLayout layout;
  layout.begins = stripes.begins;
  name_columns(&header, layout);
  layout.first_row = first + 2;
  layout.reason = "blank stripes go down all lines below a header of words";
  return layout;
}

/// Lines of one length without a header: records of fixed fields, padded with blanks.
std::optional<FixedLayout> find_bare(const std::vector<Text>& lines) {
  Stripes stripes{rows_from(lines, 0), {}};
  if (stripes.rows.size() < rows_min_bare) return std::nullopt;
  const std::size_t width = stripes.rows.front()->size();
  const auto is_other = [&](const Text* row) { return row->size() != width; };
  if (std::any_of(stripes.rows.begin(), stripes.rows.end(), is_other)) return std::nullopt;
  const auto padded = std::count_if(stripes.rows.begin(), stripes.rows.end(), [](const Text* row) {
    return row->find(U"  ") != Text::npos || is_blank(row->back());
  });
  if (static_cast<std::size_t>(padded) * 2 < stripes.rows.size()) return std::nullopt;
  stripes.begins = find_begins(stripes.rows, nullptr);
  if (stripes.begins.size() < columns_min || stripes.begins.size() > columns_most ||
      count_typed(stripes) < 2)
    return std::nullopt;
  FixedLayout layout;
  layout.begins = stripes.begins;
  name_columns(nullptr, layout);
  layout.reason =
      "all lines have one length, are padded with blanks, and blank stripes go down all of them";
  return layout;
}

}  // namespace

std::optional<FixedLayout> find_fixed_layout(const std::vector<std::string>& lines) {
  std::vector<Text> texts;
  for (const std::string& line : lines) {
    auto text = core::decode_utf8(line);
    if (!text || text->size() > width_most) return std::nullopt;
    texts.push_back(*std::move(text));
  }
  if (is_parted(texts)) return std::nullopt;
  if (auto layout = find_ruled(texts)) return layout;
  if (auto layout = find_headed(texts)) return layout;
  return find_bare(texts);
}

FixedRow cut_fixed_line(const FixedLayout& layout, std::string_view line) {
  const Text text = core::decode_utf8(line).value_or(Text());
  if (keeps_to(text, layout.begins)) return {cut(text, layout.begins), true};
  FixedRow row{std::vector<std::string>(layout.begins.size()), false};
  row.cells.front() = core::trim(line);
  return row;
}

bool is_fixed_rule(std::string_view line) {
  const auto text = core::decode_utf8(line);
  return text && is_rule(*text);
}

}  // namespace cuibono::formats
