// Two names part by part: likenesses of all parts, then the assignment that gains most.
//
// Idea      most parts are like one part of the other side or none. Where no row and no column has two candidates
//           the assignment is read off; else it is found over subsets of the shorter side.
// Ties      of equal gain the one that gives the earlier parts of the first name the earlier parts of the second,
//           which is symmetric because names are put in order first.
#include "entities/name_match.h"

#include <algorithm>
#include <array>

#include "core/core.h"
#include "entities/name_rules.h"

namespace cuibono::entities {
namespace {

constexpr std::size_t exact_max = 6;  ///< parts of the shorter side: 64 subsets

/// PartLikeness without initial values: most of the grid is never looked at.
struct Cell {
  std::uint32_t likeness;
  PartFit fit;
};

struct Grid {
  std::size_t rows = 0, columns = 0;
  // Only rows and columns that there are are written and read.
  std::array<std::array<std::int32_t, parts_max>, parts_max> gain;
  std::array<std::array<Cell, parts_max>, parts_max> cell;
};

using Choice = std::array<std::int16_t, parts_max>;  ///< [rows] the column; -1: none

/// Whether no row and no column has two candidates.
bool read_off(const Grid& grid, Choice& choice) {
  std::array<std::uint8_t, parts_max> of_column{};
  for (std::size_t i = 0; i < grid.rows; ++i) {
    for (std::size_t j = 0; j < grid.columns; ++j) {
      if (grid.gain[i][j] <= 0) continue;
      if (choice[i] >= 0 || ++of_column[j] > 1) return false;
      choice[i] = static_cast<std::int16_t>(j);
    }
  }
  return true;
}

/// Rows from the last to the first over subsets of the columns: at most exact_max columns.
Choice choose_exact(const Grid& grid) {
  std::array<std::array<std::int64_t, 1U << exact_max>, parts_max + 1> best{};
  const std::size_t subsets = std::size_t{1} << grid.columns;
  for (std::size_t i = grid.rows; i-- > 0;) {
    for (std::size_t free = 0; free < subsets; ++free) {
      std::int64_t most = best[i + 1][free];
      for (std::size_t j = 0; j < grid.columns; ++j) {
        if (((free >> j) & 1U) == 0 || grid.gain[i][j] <= 0) continue;
        most = std::max(most, grid.gain[i][j] + best[i + 1][free & ~(std::size_t{1} << j)]);
      }
      best[i][free] = most;
    }
  }
  Choice choice;
  choice.fill(-1);
  std::size_t free = subsets - 1;
  for (std::size_t i = 0; i < grid.rows; ++i) {
    for (std::size_t j = 0; j < grid.columns; ++j) {
      const std::size_t left = free & ~(std::size_t{1} << j);
      if (((free >> j) & 1U) == 0 || grid.gain[i][j] <= 0) continue;
      if (grid.gain[i][j] + best[i + 1][left] != best[i][free]) continue;
      choice[i] = static_cast<std::int16_t>(j);
      free = left;
      break;
    }
  }
  return choice;
}

/// By descending gain, then row, then column.
Choice choose_greedy(const Grid& grid) {
  Choice choice;
  choice.fill(-1);
  std::array<bool, parts_max> taken{};
  for (;;) {
    std::int32_t most = 0;
    std::size_t row = 0, column = 0;
    for (std::size_t i = 0; i < grid.rows; ++i) {
      for (std::size_t j = 0; j < grid.columns; ++j) {
        if (choice[i] >= 0 || taken[j] || grid.gain[i][j] <= most) continue;
        most = grid.gain[i][j];
        row = i;
        column = j;
      }
    }
    if (most == 0) return choice;
    choice[row] = static_cast<std::int16_t>(column);
    taken[column] = true;
  }
}

/// In  x, y in the order of is_second_first.
template <class Likeness>
NameVerdict compare_by(const NameBook& book, const PreparedName& x, const PreparedName& y,
                       MetParts& met, Likeness&& alike) {
  const NameKind kind = kind_of_pair(x, y);
  Grid grid;
  grid.rows = x.parts.size();
  grid.columns = y.parts.size();
  for (std::size_t i = 0; i < grid.rows; ++i) {
    for (std::size_t j = 0; j < grid.columns; ++j) {
      const NamePart& p = x.parts[i];
      const NamePart& q = y.parts[j];
      const PartLikeness found =
          part_likeness(book, p, q, kind, p.word == q.word ? 1'000 : alike(p.word, q.word));
      grid.cell[i][j] = {found.likeness, found.fit};
      grid.gain[i][j] = static_cast<std::int32_t>(gain_of(p, q, grid.cell[i][j].likeness, kind));
    }
  }
  Choice choice;
  choice.fill(-1);
  if (!read_off(grid, choice))
    choice = grid.columns <= exact_max ? choose_exact(grid) : choose_greedy(grid);
  for (std::size_t i = 0; i < grid.rows; ++i) {
    if (choice[i] < 0) continue;
    const auto j = static_cast<std::size_t>(choice[i]);
    met.add({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i + 1),
             static_cast<std::uint8_t>(j), static_cast<std::uint8_t>(j + 1), grid.cell[i][j].fit,
             static_cast<std::uint16_t>(grid.cell[i][j].likeness),
             static_cast<std::uint16_t>((x.parts[i].weight + y.parts[j].weight) / 2)});
  }
  return finish_comparison(book, x, y, met);
}

}  // namespace

NameComparison compare_names(const NameBook& book, const PreparedName& a, const PreparedName& b) {
  const bool is_mirrored = is_second_first(book, a, b);
  MetParts met;
  const NameVerdict verdict = compare_by(
      book, is_mirrored ? b : a, is_mirrored ? a : b, met,
      [&](std::uint32_t x, std::uint32_t y) { return word_likeness(book.word(x), book.word(y)); });
  return comparison_of(verdict, met, is_mirrored);
}

std::uint32_t score_pair(const NameBook& book, const PreparedName& a, const PreparedName& b) {
  const bool is_mirrored = is_second_first(book, a, b);
  MetParts met;
  return compare_by(book, is_mirrored ? b : a, is_mirrored ? a : b, met,
                    [&](std::uint32_t x, std::uint32_t y) {
                      return word_likeness(book.word(x), book.word(y));
                    })
      .score_millionths;
}

std::vector<std::uint32_t> score_names(const NameBook& book, const PreparedName& one,
                                       std::span<const PreparedName> many) {
  // Likenesses of each word of `one` to words met so far; 0xFFFF: not compared yet.
  constexpr std::uint16_t unknown = 0xFFFF;
  std::vector<std::vector<std::uint16_t>> known(one.parts.size());
  const auto row_of = [&](std::uint32_t word) {
    for (std::size_t i = 0; i < one.parts.size(); ++i) {
      if (one.parts[i].word == word) return i;
    }
    return one.parts.size();
  };
  std::vector<std::uint32_t> scores;
  scores.reserve(many.size());
  for (const PreparedName& other : many) {
    const auto alike = [&](std::uint32_t x, std::uint32_t y) {
      const bool is_first = row_of(x) < one.parts.size();
      const std::size_t row = is_first ? row_of(x) : row_of(y);
      const std::uint32_t word = is_first ? y : x;
      if (known[row].empty()) known[row].assign(book.words(), unknown);
      std::uint16_t& cell = known[row][word];
      if (cell == unknown)
        cell = static_cast<std::uint16_t>(word_likeness(book.word(x), book.word(y)));
      return static_cast<std::uint32_t>(cell);
    };
    const bool is_mirrored = is_second_first(book, one, other);
    MetParts met;
    scores.push_back(
        compare_by(book, is_mirrored ? other : one, is_mirrored ? one : other, met, alike)
            .score_millionths);
  }
  return scores;
}

}  // namespace cuibono::entities
