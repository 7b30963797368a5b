#pragma once
// A linear program in exact fractions, for the tests of this folder: a dense tableau, Bland's rule.
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "core/core.h"

namespace cuibono::money {

/// A fraction in lowest terms. Those of small programs fit.
class Fraction {
 public:
  Fraction(std::int64_t whole = 0) : top_(whole) {}  // NOLINT(*explicit*): a whole number is one
  friend Fraction operator+(const Fraction& a, const Fraction& b) {
    return {a.top_ * b.bottom_ + b.top_ * a.bottom_, a.bottom_ * b.bottom_};
  }
  friend Fraction operator-(const Fraction& a, const Fraction& b) { return a + b * Fraction(-1); }
  friend Fraction operator*(const Fraction& a, const Fraction& b) {
    return {a.top_ * b.top_, a.bottom_ * b.bottom_};
  }
  friend Fraction operator/(const Fraction& a, const Fraction& b) {
    return {a.top_ * b.bottom_, a.bottom_ * b.top_};
  }
  friend bool operator<(const Fraction& a, const Fraction& b) {
    return a.top_ * b.bottom_ < b.top_ * a.bottom_;
  }
  friend bool operator==(const Fraction& a, const Fraction& b) = default;
  [[nodiscard]] bool is_whole() const { return bottom_ == 1; }
  [[nodiscard]] core::Int128 top() const { return top_; }

 private:
  Fraction(core::Int128 top, core::Int128 bottom) : top_(top), bottom_(bottom) {
    if (bottom_ == 1) return;
    core::Int128 a = top_ < 0 ? -top_ : top_, b = bottom_ < 0 ? -bottom_ : bottom_;
    while (b != 0) a = std::exchange(b, a % b);
    if (bottom_ < 0) a = -a;
    top_ /= a;
    bottom_ /= a;
  }
  core::Int128 top_ = 0, bottom_ = 1;
};

/// Largest value of a linear function of variables >= 0 under conditions "sum of factor * variable <= most".
class LinearProgram {
 public:
  explicit LinearProgram(std::size_t variables) : variables_(variables) {}

  void add_condition(std::vector<Fraction> factors, Fraction most) {
    conditions_.push_back({std::move(factors), most});
  }

  /// None: no values meet the conditions, or the function has no largest one.
  [[nodiscard]] std::optional<Fraction> maximum(const std::vector<Fraction>& objective) const {
    return Tableau(*this, objective).maximum();
  }

 private:
  struct Condition {
    std::vector<Fraction> factors;
    Fraction most;
  };

  /// Basic variable of row r = most - sum of factor * free variable. Variables are numbered: the given ones,
  /// a slack for each condition, and last a helper that makes any start allowed.
  class Tableau {
   public:
    Tableau(const LinearProgram& program, const std::vector<Fraction>& objective)
        : columns_(program.variables_ + 1),
          helper_(program.variables_ + program.conditions_.size()) {
      for (const Condition& condition : program.conditions_) {
        std::vector<Fraction> row = condition.factors;
        row.push_back(-1);
        row.push_back(condition.most);
        basic_.push_back(program.variables_ + rows_.size());
        rows_.push_back(std::move(row));
      }
      for (std::size_t v = 0; v < program.variables_; ++v) free_.push_back(v);
      free_.push_back(helper_);
      goal_.assign(columns_ + 1, 0);
      for (std::size_t v = 0; v < program.variables_; ++v) goal_[v] = objective[v] * Fraction(-1);
      helped_.assign(columns_ + 1, 0);
      helped_[columns_ - 1] = 1;
    }

    std::optional<Fraction> maximum() {
      std::size_t lowest = 0;
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (rows_[r].back() < rows_[lowest].back()) lowest = r;
      }
      if (!rows_.empty() && rows_[lowest].back() < 0) {
        pivot(lowest, columns_ - 1);
        if (!climb(helped_, columns_) || helped_.back() < 0) return std::nullopt;
        drive_helper_out();
      }
      if (!climb(goal_, helper_column())) return std::nullopt;
      return goal_.back();
    }

   private:
    [[nodiscard]] std::size_t helper_column() const {
      for (std::size_t c = 0; c < columns_; ++c) {
        if (free_[c] == helper_) return c;
      }
      return columns_;
    }

    void drive_helper_out() {
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (basic_[r] != helper_) continue;
        std::size_t c = 0;
        while (rows_[r][c] == 0) ++c;
        pivot(r, c);
      }
    }

    /// Raises `goal` as far as it goes; `barred` is a column that stays 0. False: without end.
    bool climb(std::vector<Fraction>& goal, std::size_t barred) {
      for (;;) {
        std::optional<std::size_t> column;
        for (std::size_t c = 0; c < columns_; ++c) {
          if (c != barred && goal[c] < 0 && (!column || free_[c] < free_[*column])) column = c;
        }
        if (!column) return true;
        std::optional<std::size_t> row;
        Fraction least;
        for (std::size_t r = 0; r < rows_.size(); ++r) {
          if (!(Fraction(0) < rows_[r][*column])) continue;
          const Fraction ratio = rows_[r].back() / rows_[r][*column];
          const bool is_less =
              !row || ratio < least || (ratio == least && basic_[r] < basic_[*row]);
          if (is_less) row = r, least = ratio;
        }
        if (!row) return false;
        pivot(*row, *column);
      }
    }

    void pivot(std::size_t row, std::size_t column) {
      std::vector<Fraction>& pivoted = rows_[row];
      const Fraction by = pivoted[column];
      pivoted[column] = 1;
      for (Fraction& factor : pivoted) factor = factor / by;
      const auto clear = [&](std::vector<Fraction>& other) {
        const Fraction times = other[column];
        if (times == 0) return;
        other[column] = 0;
        for (std::size_t c = 0; c < other.size(); ++c) {
          if (!(pivoted[c] == 0)) other[c] = other[c] - times * pivoted[c];
        }
      };
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (r != row) clear(rows_[r]);
      }
      clear(goal_);
      clear(helped_);
      std::swap(basic_[row], free_[column]);
    }

    std::size_t columns_, helper_;
    std::vector<std::vector<Fraction>> rows_;
    std::vector<Fraction> goal_, helped_;
    std::vector<std::size_t> basic_, free_;
  };

  std::size_t variables_;
  std::vector<Condition> conditions_;
};

}  // namespace cuibono::money
