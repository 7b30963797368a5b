#include <algorithm>

#include "entities/match_compare.h"
#include "entities/match_text.h"

namespace cuibono::entities {
namespace {

struct Best {
  MatchLevel level = no_level;
  std::uint32_t a = 0, b = 0;
};

/// Whether x is better than y: any level is better than none.
[[nodiscard]] bool is_better(MatchLevel x, MatchLevel y) noexcept {
  return x != no_level && (y == no_level || x > y);
}

template <class Compare>
[[nodiscard]] Best best_of(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                           const Compare& compare) {
  Best best;
  for (const std::uint32_t x : a) {
    for (const std::uint32_t y : b) {
      const MatchLevel level = compare(x, y);
      if (is_better(level, best.level)) best = {level, x, y};
    }
  }
  return best;
}

/// Values of two columns, read crosswise.
[[nodiscard]] Best best_across(const MatchColumn& left, std::uint32_t a, const MatchColumn& right,
                               std::uint32_t b) {
  return best_of(left.of(a), right.of(b), [&](std::uint32_t x, std::uint32_t y) {
    return compare_texts(left.kind(), left.folded(x), right.folded(y));
  });
}

/// Whether any two values read crosswise are nearly the same: mostly not, and cheap to see.
[[nodiscard]] bool may_be_swapped(const MatchColumn& left, const MatchColumn& right,
                                  std::uint32_t a, std::uint32_t b) {
  for (const std::uint32_t x : left.of(a)) {
    for (const std::uint32_t y : right.of(b)) {
      if (jaro_winkler_from(left.folded(x), right.folded(y), part_nearly) > 0) return true;
    }
  }
  return false;
}

[[nodiscard]] int worth(MatchLevel level) noexcept {
  return level == no_level ? 0 : static_cast<int>(level) - 1;
}

/// Given and family name crosswise, where they agree better so.
void try_swapped(const MatchTable& table, const std::vector<MatchComparison>& comparisons,
                 std::size_t family, std::uint32_t a, std::uint32_t b, MatchedValues& out) {
  constexpr MatchLevel nearly = 3;
  const std::size_t given = *comparisons[family].given;
  const MatchLevel g = level_at(out.pattern, given), f = level_at(out.pattern, family);
  if ((g != no_level && g >= nearly) || (f != no_level && f >= nearly)) return;
  const MatchColumn& givens = table.columns[comparisons[given].column];
  const MatchColumn& families = table.columns[comparisons[family].column];
  if (!may_be_swapped(givens, families, a, b) && !may_be_swapped(families, givens, a, b)) return;
  Best one = best_across(givens, a, families, b), other = best_across(families, a, givens, b);
  auto one_column = static_cast<std::uint32_t>(comparisons[given].column);
  auto other_column = static_cast<std::uint32_t>(comparisons[family].column);
  const bool is_good = (one.level != no_level && one.level >= nearly) ||
                       (other.level != no_level && other.level >= nearly);
  if (!is_good || worth(one.level) + worth(other.level) <= worth(g) + worth(f)) return;
  // The better one stands for the family name: the same for (a, b) and (b, a).
  if (is_better(one.level, other.level)) {
    std::swap(one, other);
    std::swap(one_column, other_column);
  }
  out.pattern = with_level(with_level(out.pattern, given, one.level), family, other.level);
  out.a[given] = one.a;
  out.b[given] = one.b;
  out.a[family] = other.a;
  out.b[family] = other.b;
  out.column_a[given] = out.column_b[family] = one_column;
  out.column_b[given] = out.column_a[family] = other_column;
  out.is_swapped = true;
}

}  // namespace

void compare_records(const MatchTable& table, const std::vector<MatchComparison>& comparisons,
                     std::uint32_t a, std::uint32_t b, MatchedValues& out) {
  out.pattern = 0;
  out.is_swapped = false;
  const std::span<const std::uint32_t> row_a = table.row(a), row_b = table.row(b);
  for (std::size_t k = 0; k < comparisons.size(); ++k) {
    const auto c = static_cast<std::uint32_t>(comparisons[k].column);
    const MatchColumn& column = table.columns[c];
    const NameComparator& names = comparisons[k].names;
    const auto compare = [&](std::uint32_t x, std::uint32_t y) {
      return names && x != y ? names(column.written(x), column.written(y))
                             : compare_values(column, x, y);
    };
    Best best{no_level, row_a[c], row_b[c]};
    if (best.a == MatchTable::several_values || best.b == MatchTable::several_values) {
      best = best_of(column.of(a), column.of(b), compare);
    } else if (best.a != MatchTable::no_value && best.b != MatchTable::no_value) {
      best.level = compare(best.a, best.b);
    }
    out.pattern = with_level(out.pattern, k, best.level);
    out.a[k] = best.a;
    out.b[k] = best.b;
    out.column_a[k] = out.column_b[k] = c;
  }
  for (std::size_t k = 0; k < comparisons.size(); ++k) {
    if (comparisons[k].given.has_value()) try_swapped(table, comparisons, k, a, b, out);
  }
}

}  // namespace cuibono::entities
