#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::investigation {

enum class ColumnType : std::uint8_t {
  int64,
  uint32,
  float64,  ///< scores and shares; never money
  boolean,
  time_us,  ///< UTC
  text,
  texts,  ///< a list of texts a row
};

/// One column of a table that leaves the engine: plain buffers, in the layout of Arrow, so that a border
/// can hand them on as they are.
///
/// Laws    1 rows() is the number of add_… calls; what was added is what is read.
///         2 a row of add_null() is null, whatever its buffers hold.
/// Errors  text beyond 2^31 - 1 bytes in one column cannot be held: fits() is false then.
class Column {
 public:
  Column(std::string name, ColumnType type) : name_(std::move(name)), type_(type) {}

  void add_int(std::int64_t value) { int64_.push_back(value), note(true); }
  void add_uint(std::uint32_t value) { uint32_.push_back(value), note(true); }
  void add_float(double value) { float64_.push_back(value), note(true); }
  void add_bool(bool value) { put(value), note(true); }
  void add_text(std::string_view value) { put(value), note(true); }
  void add_texts(const std::vector<std::string>& values);
  void add_null();
  /// Takes whole buffers: values without nulls, or with one value that stands for null.
  void take(std::vector<std::int64_t> values) { rows_ = values.size(), int64_ = std::move(values); }
  void take(std::vector<std::uint32_t> values) {
    rows_ = values.size(), uint32_ = std::move(values);
  }
  void take(std::vector<std::int64_t> values, std::int64_t none);
  void take(std::vector<std::uint32_t> values, std::uint32_t none);
  void reserve(std::size_t rows);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] ColumnType type() const noexcept { return type_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t nulls() const noexcept { return nulls_; }
  [[nodiscard]] bool fits() const noexcept { return bytes_.size() <= INT32_MAX; }
  [[nodiscard]] bool is_null(std::size_t row) const noexcept;
  [[nodiscard]] std::int64_t int_at(std::size_t row) const { return int64_[row]; }
  [[nodiscard]] std::string_view text_at(std::size_t row) const;

  // The buffers. `valid` holds a bit a row, least first; it is empty where no row is null.
  [[nodiscard]] const std::vector<std::uint8_t>& valid() const noexcept { return valid_; }
  [[nodiscard]] const void* values() const noexcept;  ///< of a type that is no text
  [[nodiscard]] const std::vector<std::int32_t>& text_offsets() const noexcept { return offsets_; }
  [[nodiscard]] const std::vector<std::int32_t>& list_offsets() const noexcept { return lists_; }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  void note(bool is_value);
  template <class T>
  void mark_nulls(const std::vector<T>& values, T none);
  void put(bool value);
  void put(std::string_view value);

  std::string name_;
  ColumnType type_;
  std::size_t rows_ = 0, nulls_ = 0;
  std::vector<std::uint8_t> valid_, bits_;
  std::vector<std::int64_t> int64_;
  std::vector<std::uint32_t> uint32_;
  std::vector<double> float64_;
  std::vector<std::int32_t> offsets_{0}, lists_{0};
  std::string bytes_;
};

/// Columns of one length.
struct Table {
  std::vector<Column> columns;
  [[nodiscard]] std::size_t rows() const noexcept {
    return columns.empty() ? 0 : columns.front().rows();
  }
};

}  // namespace cuibono::investigation
