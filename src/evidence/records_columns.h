#pragma once
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "evidence/records.h"
#include "evidence/text_table.h"
#include "evidence/time_pattern.h"

namespace cuibono::evidence {

/// How many fields there are; `text` is the last.
inline constexpr std::size_t field_count = static_cast<std::size_t>(Field::confidence) + 1;

/// What the values of a field are.
enum class FieldType : std::uint8_t { none, time, amount, number, selector, text };
[[nodiscard]] FieldType type_of(Field field) noexcept;

/// A cell that says nothing: empty, "-", "n/a", "нет данных" … ("0" is a value: local ids begin there).
[[nodiscard]] bool is_absent(std::string_view cell) noexcept;

/// Hash of a text for tables that are looked up by std::string_view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return core::hash64(text); }
};

/// Something for each of some fields: found in one step, walked through in the order of the fields.
template <class Thing>
class ByField {
  using Entry = std::pair<const Field, Thing>;
  using Entries = std::vector<std::unique_ptr<Entry>>;  // what is in it stays where it is

 public:
  template <class Value>
  class Walk {
   public:
    explicit Walk(typename Entries::const_iterator at) : at_(at) {}
    Value& operator*() const { return **at_; }
    Walk& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Walk&) const = default;

   private:
    typename Entries::const_iterator at_;
  };
  [[nodiscard]] Thing* find(Field field) noexcept { return places_[place_of(field)]; }
  [[nodiscard]] const Thing* find(Field field) const noexcept { return places_[place_of(field)]; }
  [[nodiscard]] const Thing& at(Field field) const { return *places_[place_of(field)]; }
  /// Makes the thing of these arguments where the field has none yet.
  template <class... Arguments>
  Thing& emplace(Field field, Arguments&&... arguments) {
    Thing*& place = places_[place_of(field)];
    if (place != nullptr) return *place;
    auto entry =
        std::make_unique<Entry>(std::piecewise_construct, std::forward_as_tuple(field),
                                std::forward_as_tuple(std::forward<Arguments>(arguments)...));
    place = &entry->second;
    const auto before = std::find_if(entries_.begin(), entries_.end(),
                                     [&](const auto& other) { return other->first > field; });
    entries_.insert(before, std::move(entry));
    return *place;
  }
  [[nodiscard]] Thing& operator[](Field field) { return emplace(field); }
  [[nodiscard]] auto begin() noexcept { return Walk<Entry>(entries_.begin()); }
  [[nodiscard]] auto end() noexcept { return Walk<Entry>(entries_.end()); }
  [[nodiscard]] auto begin() const noexcept { return Walk<const Entry>(entries_.begin()); }
  [[nodiscard]] auto end() const noexcept { return Walk<const Entry>(entries_.end()); }

 private:
  static std::size_t place_of(Field field) noexcept { return static_cast<std::size_t>(field); }
  Entries entries_;
  std::array<Thing*, field_count> places_{};
};

/// The normal forms of what is written in columns of one kind: each distinct cell is brought into its
/// form once, whichever of them it stands in.
class SelectorForms {
 public:
  struct Form {
    std::string text;  ///< normal forms of a cell, joined by '\n'
    SelectorKind kind = SelectorKind::local;
    Validity validity = Validity::plausible;
  };
  struct Faults {
    std::uint64_t invalid = 0;    ///< of the parts of the cell
    std::uint64_t cell_hash = 0;  ///< which cell it is, in whatever table of forms
    std::string example;          ///< the first of them, with the reason
  };
  /// `kind` and `split` as in ColumnForm.
  SelectorForms(std::string kind, std::string split, SelectorContext context)
      : kind_(std::move(kind)), split_(std::move(split)), context_(std::move(context)) {}
  [[nodiscard]] bool is_of(std::string_view kind, std::string_view split) const noexcept {
    return kind == kind_ && split == split_;
  }
  /// Code of a cell's form, or no_value. The cell is trimmed, its hash that of TextTable.
  [[nodiscard]] std::uint32_t code(std::string_view cell, std::uint64_t cell_hash);
  /// The cells that code() is asked for after some others.
  [[nodiscard]] const TextTable& cells() const noexcept { return cells_; }
  [[nodiscard]] const Form& form(std::uint32_t code) const { return forms_[code]; }
  /// Nothing where no part of the form is invalid.
  [[nodiscard]] const Faults* faults(std::uint32_t code) const {
    return is_faulty_[code] ? &faults_.at(code) : nullptr;
  }
  [[nodiscard]] bool is_faulty(std::uint32_t code) const { return is_faulty_[code]; }

 private:
  [[nodiscard]] NormalForm normalise(std::string_view text) const;
  [[nodiscard]] std::uint32_t make_form(std::string_view text, std::uint64_t text_hash);
  [[nodiscard]] Form read_record(std::string_view text, Faults& faults) const;
  std::string kind_, split_;
  SelectorContext context_;
  TextTable cells_;
  std::vector<std::uint32_t> codes_;  ///< [cells_] of its form, or no_value
  std::vector<Form> forms_;
  std::vector<bool> is_faulty_;  ///< [forms_]
  std::map<std::uint32_t, Faults> faults_;
};

/// A column of selectors: its cells by forms that it may share with others.
class SelectorSource {
 public:
  /// Takes forms of the same kind from `shared`, or adds its own.
  SelectorSource(const ColumnMapping& column, const Mapping& mapping, const ReadRequest& request,
                 std::vector<std::shared_ptr<SelectorForms>>& shared);
  /// A constant for every row ("the account of this statement"): its code is 0.
  SelectorSource(std::string_view constant, std::string_view kind, const Mapping& mapping,
                 const ReadRequest& request);
  using Form = SelectorForms::Form;
  /// As SelectorForms::code; what is invalid is remembered, once for each cell of this column.
  [[nodiscard]] std::uint32_t code(std::string_view cell, std::uint64_t cell_hash) {
    const std::uint32_t code = forms_->code(cell, cell_hash);
    note(code);
    return code;
  }
  [[nodiscard]] SelectorForms& forms() const noexcept { return *forms_; }
  /// A code of forms() that stands in a record.
  void note(std::uint32_t code) {
    if (code != no_value && forms_->is_faulty(code)) remember_fault(code);
  }
  [[nodiscard]] const Form& form(std::uint32_t code) const { return forms_->form(code); }
  /// What was invalid for the first time since it was asked before, in the order of the rows.
  [[nodiscard]] std::vector<const SelectorForms::Faults*> take_faults();

 private:
  void remember_fault(std::uint32_t code) {
    if (code >= is_remembered_.size()) is_remembered_.resize(code + std::size_t{1});
    if (is_remembered_[code]) return;
    is_remembered_[code] = true;
    new_faults_.push_back(code);
  }
  std::shared_ptr<SelectorForms> forms_;
  std::vector<bool> is_remembered_;  ///< [codes] of invalid forms
  std::vector<std::uint32_t> new_faults_;
};

/// A column of the batch while it grows.
class Target {
 public:
  Target(Field field, std::uint32_t source_column) {
    column_.field = field;
    column_.source_column = source_column;
  }
  void add_number(std::int64_t number) { column_.numbers.push_back(number); }
  void add_time(std::int64_t time_us, core::Precision precision, std::int16_t offset_min) {
    column_.numbers.push_back(time_us);
    column_.precision.push_back(precision);
    column_.offset_min.push_back(offset_min);
  }
  void add_amount(std::int64_t minor, core::AssetId asset) {
    column_.numbers.push_back(minor);
    column_.assets.push_back(asset);
  }
  void add_text(std::string_view text) { add_text(text, TextTable::hash_of(text)); }
  void add_text(std::string_view text, std::uint64_t text_hash);
  // The same for rows that follow each other.
  void add_numbers(std::span<const std::int64_t> numbers);
  void add_times(std::span<const std::int64_t> times_us, std::span<const core::Precision> precision,
                 std::span<const std::int16_t> offset_min);
  void add_amounts(std::span<const std::int64_t> minor, std::span<const core::AssetId> assets);
  void add_texts(std::span<const std::string_view> texts, std::span<const std::uint64_t> hashes);
  /// A text that was added before, by the code that it got: only while texts are numbered.
  void add_text_again(std::uint32_t code);
  [[nodiscard]] bool is_numbered() const noexcept { return !is_listed_; }
  [[nodiscard]] std::uint32_t last_code() const { return column_.codes.back(); }
  /// `slot` tells apart the sources that feed this column, so that codes are translated by a table.
  void add_selector(const SelectorSource* source, std::uint32_t code, std::size_t slot);
  [[nodiscard]] BatchColumn finish() && { return std::move(column_); }

  /// Rows of a column on their way to another target; codes are those of the one they come from.
  struct Rows {
    BatchColumn column;               ///< without values
    std::vector<std::string> listed;  ///< values of the codes from `listed_from` on
    std::size_t listed_from = 0;
  };
  /// What was added since the last time; the values that are numbered stay here.
  [[nodiscard]] Rows take_rows();
  /// Laws  as if the cells had been added here, one after the other.
  /// In    `from` made the rows; `slot` tells it from others whose rows are added here.
  void add_rows(Rows rows, const Target& from, std::size_t slot);
  /// Room for so many rows in all, in the columns that are used: none of them is moved as it grows.
  void reserve(std::size_t rows);

 private:
  std::uint32_t intern(std::string_view text, std::string_view key, std::uint64_t key_hash);
  std::uint32_t intern_selector(std::string_view text, SelectorKind kind, Validity validity);
  void look_whether_all_differ();
  void add_texts(Rows& rows, const Target& from, std::vector<std::uint32_t>& translated);
  BatchColumn column_;
  TextTable codes_;
  bool is_listed_ = false;               ///< nearly every text was new: from here on each is one
  std::size_t rows_ = 0, numbered_ = 0;  ///< of all that were added; values that codes_ numbers
  std::vector<std::vector<std::uint32_t>> translated_;  ///< [slot][code of the source]
};

/// A column of times with its zone.
class TimeSource {
 public:
  /// Errors  bad_input: a pattern or zone that cannot be read (an edited mapping).
  [[nodiscard]] static core::Result<TimeSource> make(const ColumnMapping& column,
                                                     const Mapping& mapping);
  [[nodiscard]] std::optional<TimeReading> read(std::string_view cell) const {
    return pattern_.read(cell);
  }
  struct Instant {
    std::int64_t time_us = 0;
    core::Precision precision = core::Precision::second;
    std::int16_t offset_min = core::no_offset;  ///< of the clock that was read, against UTC
    bool is_in_zone_of_mapping = false;         ///< neither the cell nor the row said a zone
  };
  /// What a time has beside its own cell: the reading of a time-of-day column, the zone of the row.
  struct Beside {
    const TimeReading* clock = nullptr;
    std::optional<core::ZoneId> zone;
  };
  /// An offset in the cell counts first, then the zone of the column, of the row, of the mapping.
  [[nodiscard]] Instant instant(const TimeReading& reading, const Beside& beside);
  /// The same without counting: `fit` says what became of a local reading.
  [[nodiscard]] Instant find_instant(const TimeReading& reading, const Beside& beside,
                                     core::LocalFit& fit) const;
  /// A reading of a clock without zone, as microseconds since 1970 on that clock, by the zone of the mapping.
  [[nodiscard]] core::UtcInstant find_utc(std::int64_t local_us);
  [[nodiscard]] const std::string& letters() const noexcept { return letters_; }
  /// Local times that happened twice, and that never did, since it was asked before.
  struct Oddities {
    std::uint64_t ambiguous = 0, skipped = 0;
  };
  [[nodiscard]] Oddities take_oddities() noexcept { return std::exchange(oddities_, {}); }

 private:
  TimePattern pattern_;
  std::string letters_;  ///< of pattern_
  core::ZoneId zone_{};
  bool has_own_zone_ = false;
  Oddities oddities_;
  /// The day that find_utc looked at last, and the offset of all of it.
  std::int64_t day_ = INT64_MIN;
  std::optional<std::int64_t> day_offset_us_;
};

/// Currency words of a column, each looked up once.
class CurrencySource {
 public:
  /// Nothing for an unknown word.
  [[nodiscard]] std::optional<core::AssetId> find(std::string_view cell);

 private:
  std::unordered_map<std::string, std::optional<core::AssetId>, TextHash, std::equal_to<>> known_;
};

/// Words of a column of time zones, each looked up once: an IANA name, an offset ("+02:00", "UTC+2"),
/// or a short name that docs/mapping.md lists for cells. Other short names have several meanings.
class ZoneSource {
 public:
  ZoneSource();
  /// Nothing for a word that is no zone.
  [[nodiscard]] std::optional<core::ZoneId> find(std::string_view cell);

 private:
  std::optional<TimePattern> offset_;
  std::unordered_map<std::string, std::optional<core::ZoneId>, TextHash, std::equal_to<>> known_;
};

/// Seconds of a duration by its unit; nothing when it cannot be read.
[[nodiscard]] std::optional<std::int64_t> parse_duration_s(std::string_view cell,
                                                           std::string_view unit);

}  // namespace cuibono::evidence
