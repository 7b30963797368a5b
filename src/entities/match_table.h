#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::entities {

/// What the values of a column are, which says how two of them are compared.
enum class MatchKind : std::uint8_t {
  given_name,
  family_name,
  whole_name,  ///< all words of a name, in any order
  date,        ///< of birth: 1971-06-24, 1971-06, 1971, 71-06-24, 1965..1970
  place,       ///< town, street, address
  document,    ///< passport, national id: "de:123456" where its country is known
  phone,       ///< digits, with or without the country's
  account,     ///< IBAN, account number
  device,      ///< handset, wallet: the same or not
  email,
  domain,
  word,  ///< one of a few: gender, state
};

/// A day or a span of days as far as it is stated. Days are those of the proleptic Gregorian calendar since 1970.
struct MatchDate {
  std::int32_t from_day = 0, to_day = -1;  ///< to < from: no date
  std::int16_t year = 0;                   ///< 0 to 99 where the century is not stated
  std::uint8_t month = 0, day = 0;         ///< 0: not stated
  bool has_century = true;
  std::uint32_t digits = 0;  ///< yyyymmdd, four bits a digit
  [[nodiscard]] bool is_whole() const noexcept { return day != 0 && has_century; }
};

/// Reads a date of MatchKind::date.
/// Out  to_day < from_day where the text is none, or names a day that does not exist.
[[nodiscard]] MatchDate parse_match_date(std::string_view text) noexcept;

/// A column: each distinct value once, and which records have it.
///
/// Use     as the fields of records that are compared. A record has no value, one, or several.
/// In      add(): records in rising order, texts as written. An empty text, or one that folds to nothing, is no value.
/// Laws    1 value ids are those of first appearance; equal texts have one id.
/// Cost    memory: texts twice (as written and folded), 16 bytes a distinct value, 4 a record and value.
/// Errors  finish: resources, when texts are beyond 4 GiB.
class MatchColumn {
 public:
  MatchColumn(std::string name, MatchKind kind) : name_(std::move(name)), kind_(kind) {}
  void add(std::uint32_t record, std::string_view text);
  [[nodiscard]] core::Status finish(std::uint32_t records);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] MatchKind kind() const noexcept { return kind_; }
  [[nodiscard]] std::size_t size() const noexcept { return written_.count(); }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t record) const noexcept {
    return std::span(values_).subspan(begin_[record], begin_[record + 1] - begin_[record]);
  }
  [[nodiscard]] std::string_view written(std::uint32_t value) const noexcept {
    return written_.at(value);
  }
  /// What is compared: folded words; digits of a phone; signs of a document; a small e-mail.
  [[nodiscard]] std::string_view folded(std::uint32_t value) const noexcept {
    return folded_.at(value);
  }
  [[nodiscard]] const MatchDate& date(std::uint32_t value) const noexcept { return dates_[value]; }
  /// Asks for the memory of a value ahead of its use: where it lies, then what it is.
  void fetch_place(std::uint32_t value) const noexcept {
    if (kind_ == MatchKind::date) {
      __builtin_prefetch(&dates_[value]);
    } else {
      __builtin_prefetch(folded_.end.data() + (value > 0 ? value - 1 : 0));
    }
  }
  void fetch_text(std::uint32_t value) const noexcept {
    if (kind_ != MatchKind::date) __builtin_prefetch(folded_.at(value).data());
  }
  /// How many records have the value.
  [[nodiscard]] std::uint32_t frequency(std::uint32_t value) const noexcept {
    return frequency_[value];
  }

 private:
  /// Texts one behind the other.
  struct Texts {
    std::string bytes;
    std::vector<std::uint32_t> end;
    [[nodiscard]] std::size_t count() const noexcept { return end.size(); }
    [[nodiscard]] std::string_view at(std::size_t i) const noexcept {
      const std::size_t from = i == 0 ? 0 : end[i - 1];
      return std::string_view(bytes).substr(from, end[i] - from);
    }
    void add(std::string_view text) {
      bytes += text;
      end.push_back(static_cast<std::uint32_t>(bytes.size()));
    }
  };
  void grow();

  std::string name_;
  MatchKind kind_;
  bool is_too_long_ = false;
  Texts written_, folded_;
  std::vector<MatchDate> dates_;          ///< of dates alone
  std::vector<std::uint32_t> frequency_;  ///< [distinct]
  std::vector<std::uint32_t> slots_;      ///< of the table of texts; empty after finish
  std::vector<std::uint32_t> begin_{0};   ///< [records + 1]
  std::vector<std::uint32_t> values_;
};

/// Records as columns. What a record is, is the caller's: a row, a group of selectors.
///
/// Use     fill the columns, keys and sources, then finish() once.
/// Errors  finish: as MatchColumn::finish.
struct MatchTable {
  std::uint32_t records = 0;
  std::vector<MatchColumn> columns;
  std::vector<std::uint64_t> keys;  ///< [records], distinct: what a record is called in every run
  std::vector<std::uint32_t> sources;  ///< [records]; empty: one source for all
  /// [sources] whether no two records of it are one person; empty: none is.
  std::vector<bool> is_duplicate_free;

  /// Whether two records are compared at all: not those of one duplicate-free source.
  [[nodiscard]] bool can_match(std::uint32_t a, std::uint32_t b) const noexcept {
    return sources.empty() || is_duplicate_free.empty() || sources[a] != sources[b] ||
           !is_duplicate_free[sources[a]];
  }
  [[nodiscard]] core::Status finish();

  /// The values of a record side by side, so that comparing it reads one place: [columns].
  static constexpr std::uint32_t no_value = 0xFFFFFFFFU, several_values = 0xFFFFFFFEU;
  [[nodiscard]] std::span<const std::uint32_t> row(std::uint32_t record) const noexcept {
    return std::span(rows_).subspan(std::size_t{record} * columns.size(), columns.size());
  }

  /// Asks for the memory of a record that is compared soon, in three steps, each some pairs after the other: records of
  /// candidate pairs lie anywhere, and each value is a miss of the caches otherwise.
  void fetch_row(std::uint32_t record) const noexcept {
    __builtin_prefetch(rows_.data() + std::size_t{record} * columns.size());
  }
  void fetch_places(std::uint32_t record) const noexcept {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::uint32_t value = row(record)[c];
      if (value < several_values) columns[c].fetch_place(value);
    }
  }
  void fetch_texts(std::uint32_t record) const noexcept {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::uint32_t value = row(record)[c];
      if (value < several_values) columns[c].fetch_text(value);
    }
  }

  /// How many pairs are compared if all are.
  [[nodiscard]] std::uint64_t pairs() const;
  /// Column of a name; columns.size() where there is none.
  [[nodiscard]] std::size_t column(std::string_view name) const noexcept;

 private:
  std::vector<std::uint32_t> rows_;
};

}  // namespace cuibono::entities
