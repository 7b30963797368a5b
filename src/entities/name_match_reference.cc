// The slow twins: every assignment of parts is tried; tables are read from their text and asked by spelling.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/core.h"
#include "entities/name_letters.h"
#include "entities/name_match.h"
#include "entities/name_rules.h"

namespace cuibono::entities {
namespace {

struct Assigned {
  std::int64_t gain = 0;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
};

/// Rows from `row` on: the first of the best, with columns tried in their order and no column last.
Assigned assign_all(const std::vector<std::vector<std::int64_t>>& gains, std::size_t row,
                    std::vector<bool>& taken) {
  if (row == gains.size()) return {};
  Assigned best;
  bool is_first = true;
  for (std::size_t j = 0; j <= taken.size(); ++j) {
    const bool is_none = j == taken.size();
    if (!is_none && (taken[j] || gains[row][j] <= 0)) continue;
    if (!is_none) taken[j] = true;
    Assigned rest = assign_all(gains, row + 1, taken);
    if (!is_none) {
      taken[j] = false;
      rest.gain += gains[row][j];
      rest.pairs.insert(rest.pairs.begin(), {row, j});
    }
    if (is_first || rest.gain > best.gain) best = std::move(rest);
    is_first = false;
  }
  return best;
}

Assigned assign_greedily(const std::vector<std::vector<std::int64_t>>& gains) {
  std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> all;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    for (std::size_t j = 0; j < gains[i].size(); ++j) {
      if (gains[i][j] > 0) all.emplace_back(-gains[i][j], i, j);
    }
  }
  std::sort(all.begin(), all.end());
  Assigned chosen;
  for (const auto& [minus, i, j] : all) {
    const bool is_free =
        std::none_of(chosen.pairs.begin(), chosen.pairs.end(),
                     [&](const auto& pair) { return pair.first == i || pair.second == j; });
    if (is_free) chosen.pairs.emplace_back(i, j);
  }
  return chosen;
}

}  // namespace

NameComparison compare_names_reference(const NameBook& book, const PreparedName& a,
                                       const PreparedName& b) {
  const NameKind kind = kind_of_pair(a, b);
  const auto words = [&](const PreparedName& name) {
    std::vector<std::u32string> out;
    for (const NamePart& part : name.parts) out.push_back(book.word(part.word).units);
    return out;
  };
  const bool a_is_first =
      a.parts.size() != b.parts.size() ? a.parts.size() > b.parts.size() : words(a) <= words(b);
  const PreparedName& x = a_is_first ? a : b;
  const PreparedName& y = a_is_first ? b : a;
  std::vector<std::vector<std::int64_t>> gains(x.parts.size(),
                                               std::vector<std::int64_t>(y.parts.size()));
  std::vector<std::vector<PartLikeness>> cells(x.parts.size(),
                                               std::vector<PartLikeness>(y.parts.size()));
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    for (std::size_t j = 0; j < y.parts.size(); ++j) {
      const NamePart& p = x.parts[i];
      const NamePart& q = y.parts[j];
      cells[i][j] =
          part_likeness(book, p, q, kind, word_likeness(book.word(p.word), book.word(q.word)));
      gains[i][j] = gain_of(p, q, cells[i][j].likeness, kind);
    }
  }
  std::vector<bool> taken(y.parts.size(), false);
  const Assigned chosen =
      y.parts.size() <= 6 ? assign_all(gains, 0, taken) : assign_greedily(gains);
  std::vector<PartMatch> pairs;
  for (const auto& [i, j] : chosen.pairs)
    pairs.push_back({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i + 1),
                     static_cast<std::uint8_t>(j), static_cast<std::uint8_t>(j + 1),
                     cells[i][j].fit, static_cast<std::uint16_t>(cells[i][j].likeness),
                     static_cast<std::uint16_t>((x.parts[i].weight + y.parts[j].weight) / 2)});
  std::sort(pairs.begin(), pairs.end(),
            [](const PartMatch& m, const PartMatch& n) { return m.a_from < n.a_from; });
  MetParts met;
  for (const PartMatch& pair : pairs) met.add(pair);
  const NameVerdict verdict = finish_comparison(book, x, y, met);
  return comparison_of(verdict, met, !a_is_first);
}

namespace {

using Weights = std::map<std::pair<std::u32string, std::string>, std::int32_t>;

Weights weights_of(Writing writing) {
  Weights weights;
  for (const LetterFile& file : letter_files()) {
    if (file.writing != writing_name(writing)) continue;
    for (const std::string_view line : core::split(file.text, '\n')) {
      const auto cells = core::split(line, ' ');
      if (cells.size() != 3 || line.starts_with('#') || line.starts_with('=')) continue;
      const std::u32string units = cells[0] == "-" ? std::u32string() : points_of_text(cells[0]);
      const std::string letters = cells[1] == "-" ? std::string() : std::string(cells[1]);
      weights[{units, letters}] = static_cast<std::int32_t>(
          std::clamp<std::int64_t>(core::parse_int64(cells[2]).value_or(0), -2'000, 4'000));
    }
  }
  return weights;
}

}  // namespace

std::int32_t agreement_reference(std::u32string_view units, Writing writing,
                                 std::string_view letters) {
  static std::map<Writing, Weights> read;
  if (!read.contains(writing)) read[writing] = weights_of(writing);
  const Weights& weights = read[writing];
  const std::u32string x =
      units.empty() ? U"" : std::u32string(units.substr(0, word_units_max - 1)) + U"$";
  const std::string y =
      letters.empty() ? "" : std::string(letters.substr(0, word_units_max - 1)) + "{";
  std::map<std::pair<std::size_t, std::size_t>, std::int32_t> best;  // of the rest of both words
  for (std::size_t i = x.size() + 1; i-- > 0;) {
    for (std::size_t j = y.size() + 1; j-- > 0;) {
      if (i == x.size() && j == y.size()) {
        best[{i, j}] = 0;
        continue;
      }
      std::int32_t most = -1'000'000'000;
      const auto take = [&](std::size_t n, std::size_t k, std::int32_t weight) {
        most = std::max(most, weight + best[{i + n, j + k}]);
      };
      for (std::size_t n = 0; n <= 2 && i + n <= x.size(); ++n) {
        for (std::size_t k = 0; k <= 6 && j + k <= y.size(); ++k) {
          const auto found = weights.find({std::u32string(x.substr(i, n)), y.substr(j, k)});
          if (found != weights.end() && n + k > 0) {
            take(n, k, n == 0 ? std::min(found->second, 0) : found->second);
          } else if (n + k == 1) {
            take(n, k, -700);
          }
          if (n == 1 && k == 1) take(1, 1, -800);
          const bool is_swap = writing == Writing::latin && n == 2 && k == 2 && x[i] != x[i + 1] &&
                               y[j + 1] != '{' && x[i] == static_cast<char32_t>(y[j + 1]) &&
                               x[i + 1] == static_cast<char32_t>(y[j]);
          if (is_swap) take(2, 2, -500);
        }
      }
      best[{i, j}] = most;
    }
  }
  return best[{0, 0}];
}

}  // namespace cuibono::entities
