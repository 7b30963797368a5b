// Two spellings of a word, by tables of which pieces stand for which.
//
// Idea      each way to cut both words into pieces that stand for each other has a sum of log odds; the largest is
//           the agreement. Tables are learned from names, one for each writing against Latin.
// Encoding  rows are pieces of one or two units; columns are pieces of Latin letters, numbered over all tables by
//           a tree of letters, and in each table again without gaps, so that a table stays in the cache.
// Invariant row 0 and column 0 are "no such piece": their weights are `absent`, which no alignment takes.
#include "entities/name_model.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>
#include <unordered_map>

#include "core/core.h"
#include "entities/name_letters.h"

namespace cuibono::entities {
namespace {

constexpr std::int16_t absent = -20'000;
constexpr std::int32_t left_out = -700, replaced = -800, swapped = -500;
constexpr std::size_t letters_max = 6;  ///< of a Latin piece

/// Pieces of Latin letters, numbered: a tree with a branch a letter and one for the end.
struct PieceTree {
  std::vector<std::array<std::uint16_t, 27>> next{{}};
  std::uint16_t add(std::string_view letters) {
    std::uint16_t node = 0;
    for (const char c : letters) {
      const auto branch = static_cast<std::size_t>(c - 'a');
      if (next[node][branch] == 0) {
        next[node][branch] = static_cast<std::uint16_t>(next.size());
        next.push_back({});
      }
      node = next[node][branch];
    }
    return node;
  }
};

std::size_t letter_number(char letter) noexcept { return static_cast<std::size_t>(letter - 'a'); }

struct Table {
  std::unordered_map<char32_t, std::uint16_t> one;
  std::unordered_map<std::uint64_t, std::uint16_t> two;
  std::vector<std::uint16_t> column;  ///< [nodes of the tree]; 0: none
  std::size_t columns = 1, rows = 1;
  std::vector<std::int16_t> weight;                 ///< [rows][columns]
  std::vector<std::int16_t> alone;                  ///< [rows] against nothing
  std::vector<std::int16_t> row_best, column_best;  ///< over the other side
  std::array<std::int16_t, 27> put_in{};            ///< a letter against nothing
  std::array<std::uint16_t, 27> letter_row{};       ///< of a Latin letter as a unit
  std::array<std::int32_t, 6> fit{};
};

struct Tables {
  PieceTree tree;
  std::array<Table, writings> of;
};

struct Line {
  std::u32string units;
  std::string_view letters;
  std::int16_t weight;
};

std::uint64_t pair_key(char32_t a, char32_t b) {
  return (static_cast<std::uint64_t>(a) << 32U) | static_cast<std::uint64_t>(b);
}

std::int32_t read_number(std::string_view text) {
  std::int32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::array<std::int32_t, 6> read_fit(std::string_view text) {
  std::array<std::int32_t, 6> fit{};
  const std::size_t at = text.find("\n= ");
  if (at == std::string_view::npos) return fit;
  const std::string_view line = text.substr(at + 3, text.find('\n', at + 1) - at - 3);
  const auto cells = core::split(line, ' ');
  CB_ASSERT(cells.size() == fit.size());
  for (std::size_t i = 0; i < fit.size(); ++i) fit[i] = read_number(cells[i]);
  return fit;
}

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  for (const std::string_view line : core::split(text, '\n')) {
    if (line.empty() || line.front() == '#' || line.front() == '=') continue;
    const auto cells = core::split(line, ' ');
    CB_ASSERT(cells.size() == 3);
    const std::int32_t weight = read_number(cells[2]);
    lines.push_back({cells[0] == "-" ? std::u32string() : points_of_text(cells[0]),
                     cells[1] == "-" ? std::string_view() : cells[1],
                     static_cast<std::int16_t>(std::clamp(weight, -2'000, 4'000))});
  }
  return lines;
}

std::uint16_t row_of(Table& table, const std::u32string& units) {
  std::uint16_t& row =
      units.size() == 1 ? table.one[units[0]] : table.two[pair_key(units[0], units[1])];
  if (row == 0) row = static_cast<std::uint16_t>(table.rows++);
  return row;
}

Table make_table(std::string_view text, PieceTree& tree) {
  Table table;
  table.fit = read_fit(text);
  const std::vector<Line> lines = read_lines(text);
  std::vector<std::uint16_t> rows, nodes;
  for (const Line& line : lines) {
    rows.push_back(line.units.empty() ? std::uint16_t{0} : row_of(table, line.units));
    nodes.push_back(tree.add(line.letters));
  }
  for (const auto& [unit, row] : table.one) {
    if (unit >= U'a' && unit <= U'z') table.letter_row[unit - U'a'] = row;
  }
  table.column.assign(tree.next.size(), 0);
  for (const std::uint16_t node : nodes) {
    if (node != 0 && table.column[node] == 0)
      table.column[node] = static_cast<std::uint16_t>(table.columns++);
  }
  table.weight.assign(table.rows * table.columns, absent);
  table.alone.assign(table.rows, static_cast<std::int16_t>(left_out));
  table.put_in.fill(static_cast<std::int16_t>(left_out));
  table.row_best.assign(table.rows, 0);
  table.column_best.assign(table.columns, 0);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::int16_t weight = lines[i].weight;
    const std::uint16_t column = table.column[nodes[i]];
    if (rows[i] == 0) {
      // A letter that nothing stands for is no gain: `rest` bounds what is to come.
      table.put_in[letter_number(lines[i].letters[0])] = std::min<std::int16_t>(weight, 0);
    } else if (nodes[i] == 0) {
      table.alone[rows[i]] = weight;
      table.row_best[rows[i]] = std::max(table.row_best[rows[i]], weight);
    } else {
      table.weight[rows[i] * table.columns + column] = weight;
      table.row_best[rows[i]] = std::max(table.row_best[rows[i]], weight);
      table.column_best[column] = std::max(table.column_best[column], weight);
    }
  }
  return table;
}

const Tables& tables() {
  static const std::unique_ptr<const Tables> made = [] {
    auto all = std::make_unique<Tables>();
    for (const LetterFile& file : letter_files()) {
      for (std::size_t w = 0; w < writings; ++w) {
        if (writing_name(static_cast<Writing>(w)) == file.writing)
          all->of[w] = make_table(file.text, all->tree);
      }
    }
    for (Table& table : all->of) table.column.resize(all->tree.next.size(), 0);
    return all;
  }();
  return *made;
}

const Table& table_of(Writing writing) { return tables().of[static_cast<std::size_t>(writing)]; }

/// Letters of y from j that are one piece of `length`: its column in the table; 0: none.
std::uint16_t column_at(const Table& table, const LatinWord& y, std::size_t j, std::size_t length) {
  if (length <= 4) return table.column[y.pieces[j][length - 1]];
  std::uint16_t node = y.pieces[j][3];
  for (std::size_t k = 4; k < length && node != 0; ++k)
    node = tables().tree.next[node][static_cast<std::size_t>(y.letters[j + k] - 'a')];
  return table.column[node];
}

constexpr std::size_t side = word_units_max + 1;
constexpr std::int32_t nowhere = std::numeric_limits<std::int32_t>::min() / 2;

}  // namespace

PieceWord make_piece_word(std::u32string_view units_all, Writing writing) {
  PieceWord word;
  word.writing = writing;
  if (writing == Writing::other) return word;
  const Table& table = table_of(writing);
  std::u32string units(units_all.substr(0, word_units_max - 1));
  if (!units.empty()) units += U'$';
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto one = table.one.find(units[i]);
    word.one.push_back(one == table.one.end() ? std::uint16_t{0} : one->second);
    const auto two =
        i + 1 < units.size() ? table.two.find(pair_key(units[i], units[i + 1])) : table.two.end();
    word.two.push_back(two == table.two.end() ? std::uint16_t{0} : two->second);
  }
  word.rest.assign(units.size() + 1, 0);
  for (std::size_t i = units.size(); i-- > 0;) {
    word.rest[i] = word.rest[i + 1] + table.row_best[word.one[i]];
    if (word.two[i] != 0)
      word.rest[i] = std::max(word.rest[i], word.rest[i + 2] + table.row_best[word.two[i]]);
  }
  word.best = word.rest[0];
  return word;
}

LatinWord make_latin_word(std::string_view letters) {
  LatinWord word;
  word.letters = letters.substr(0, word_units_max - 1);
  if (!word.letters.empty()) word.letters += '{';
  word.pieces.resize(word.letters.size());
  const PieceTree& tree = tables().tree;
  for (std::size_t j = 0; j < word.letters.size(); ++j) {
    std::uint16_t node = 0;
    for (std::size_t k = 0; k < 4 && j + k < word.letters.size(); ++k) {
      node = tree.next[node][static_cast<std::size_t>(word.letters[j + k] - 'a')];
      word.pieces[j][k] = node;
      if (node == 0) break;
    }
  }
  return word;
}

const std::array<std::int32_t, 6>& fit_of(Writing writing) { return table_of(writing).fit; }

std::int32_t best_agreement(Writing writing, const LatinWord& word) {
  const Table& table = table_of(writing);
  const std::size_t letters = word.letters.size();
  std::array<std::int32_t, side> best{};
  for (std::size_t j = 0; j < letters; ++j) {
    best[j + 1] = std::max(best[j + 1], best[j]);
    for (std::size_t k = 1; k <= letters_max && j + k <= letters; ++k) {
      const std::uint16_t column = column_at(table, word, j, k);
      if (column != 0) best[j + k] = std::max(best[j + k], best[j] + table.column_best[column]);
    }
  }
  return best[letters];
}

std::int32_t agreement(const PieceWord& x, const LatinWord& y) {
  return agreement_from(x, y, std::numeric_limits<std::int32_t>::min());
}

std::int32_t agreement_from(const PieceWord& x, const LatinWord& y, std::int32_t least) {
  const Table& table = table_of(x.writing);
  const std::size_t units = x.one.size(), letters = y.letters.size();
  const std::size_t longest = x.writing == Writing::han ? letters_max : 4;
  const bool is_latin = x.writing == Writing::latin;
  // Columns of y in this table, once.
  std::array<std::array<std::uint16_t, letters_max>, side> columns;
  for (std::size_t j = 0; j < letters; ++j) {
    for (std::size_t k = 1; k <= longest; ++k)
      columns[j][k - 1] = j + k <= letters ? column_at(table, y, j, k) : std::uint16_t{0};
  }
  // Three rows: that of unit i and the two that its pieces reach.
  std::array<std::array<std::int32_t, side>, 3> rows;
  for (auto& row : rows) std::fill_n(row.begin(), letters + 1, nowhere);
  rows[0][0] = 0;
  for (std::size_t i = 0;; ++i) {
    std::int32_t* here = rows[i % 3].data();
    std::int32_t* next = rows[(i + 1) % 3].data();
    std::int32_t* after = rows[(i + 2) % 3].data();
    for (std::size_t j = 0; j < letters; ++j)
      here[j + 1] = std::max(here[j + 1], here[j] + table.put_in[letter_number(y.letters[j])]);
    if (i == units) return here[letters] >= least ? here[letters] : agreement_below;
    // Every alignment goes through this row or, by a piece of two, into the next.
    const std::int32_t most_here = *std::max_element(here, here + letters + 1) + x.rest[i];
    const std::int32_t most_next = *std::max_element(next, next + letters + 1) + x.rest[i + 1];
    if (std::max(most_here, most_next) < least) return agreement_below;
    std::fill_n(after, letters + 1, nowhere);
    const std::int16_t* one = &table.weight[x.one[i] * table.columns];
    const std::int16_t* two = x.two[i] != 0 ? &table.weight[x.two[i] * table.columns] : nullptr;
    const std::int32_t alone = table.alone[x.one[i]];
    for (std::size_t j = 0; j <= letters; ++j) {
      const std::int32_t now = here[j];
      next[j] = std::max(next[j], now + alone);
      if (j == letters) break;
      next[j + 1] = std::max(next[j + 1], now + replaced);
      for (std::size_t k = 1; k <= longest; ++k) {
        const std::uint16_t column = columns[j][k - 1];
        if (column == 0) continue;
        next[j + k] = std::max(next[j + k], now + one[column]);
        if (two != nullptr) after[j + k] = std::max(after[j + k], now + two[column]);
      }
      const bool is_swap = is_latin && i + 1 < units && j + 1 < letters &&
                           y.letters[j + 1] != '{' && x.one[i] != x.one[i + 1] &&
                           table.letter_row[letter_number(y.letters[j])] == x.one[i + 1] &&
                           table.letter_row[letter_number(y.letters[j + 1])] == x.one[i];
      if (is_swap) after[j + 2] = std::max(after[j + 2], now + swapped);
    }
  }
}

}  // namespace cuibono::entities
