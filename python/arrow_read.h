#pragma once
// Tables of other programs, read where they lie: any object with __arrow_c_stream__ or __arrow_c_array__.
#include <nanobind/nanobind.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arrow_abi.h"
#include "core/core.h"

namespace cuibono::python {

namespace nb = nanobind;

/// One column of one batch: `at` is the row of the array where the batch begins.
struct Piece {
  const ArrowArray* array = nullptr;
  const ArrowSchema* schema = nullptr;
  std::int64_t at = 0, rows = 0;
  std::size_t first_row = 0;                                 ///< of the whole table
  [[nodiscard]] const std::uint8_t* valid() const noexcept;  ///< nullptr: no row is null
  [[nodiscard]] bool is_null(std::int64_t row) const noexcept;
  template <class T>
  [[nodiscard]] const T* buffer(std::size_t number) const noexcept {
    return static_cast<const T*>(array->buffers[number]);
  }
};

/// A table that somebody handed in. It owns the batches until it ends, and copies none of them.
///
/// Errors  TypeError: no table; ValueError: what its producer says, or rows that are null as a whole.
class Source {
 public:
  enum class Shape : std::uint8_t {
    table,
    column
  };  ///< column: an array is read as column "values"
  /// With the lock of the interpreter; producers run without it.
  Source(nb::handle object, std::string_view argument, Shape shape = Shape::table);
  ~Source();
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  [[nodiscard]] const std::string& argument() const noexcept { return argument_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t batches() const noexcept { return batches_.size(); }
  [[nodiscard]] bool has(std::string_view column) const noexcept;
  /// The first of these names that there is.
  [[nodiscard]] std::string pick(std::initializer_list<std::string_view> names) const;
  /// Errors  TypeError: no such column; it names those that there are.
  [[nodiscard]] std::vector<Piece> column(std::string_view name) const;
  /// "transfers: column amount_minor: expected …, got double"
  [[noreturn]] void refuse(std::string_view column, std::string_view expected,
                           const ArrowSchema& got) const;
  [[noreturn]] void refuse_row(std::string_view column, std::size_t row,
                               std::string_view why) const;

 private:
  void read_stream(ArrowArrayStream& stream);
  void take(ArrowArray& batch);
  void let_go() noexcept;
  [[nodiscard]] std::optional<std::size_t> position(std::string_view column) const noexcept;

  std::string argument_;
  bool is_column_ = false;  ///< no table: the batches are the column
  ArrowSchema schema_{};
  std::vector<ArrowArray> batches_;
  std::size_t rows_ = 0;
};

/// Values of one type in one piece: where they lie if they can be read there, else a copy (several
/// batches, another width, a unit of time other than the microsecond).
template <class T>
struct Values {
  std::span<const T> span;
  std::vector<T> own;
  [[nodiscard]] bool copied() const noexcept { return !own.empty(); }
};

enum class Nulls : std::uint8_t { refused, replaced };

/// Whole numbers of any width, or decimal128 of scale 0.
[[nodiscard]] Values<std::int64_t> read_int64(const Source& source, std::string_view column,
                                              Nulls nulls = Nulls::refused,
                                              std::int64_t instead = 0);
/// timestamp of any unit as UTC microseconds; whole numbers are microseconds already.
[[nodiscard]] Values<std::int64_t> read_time_us(const Source& source, std::string_view column);

/// What names the ends of edges: numbers or texts, as ids 0 … count - 1 in order of first appearance.
struct Ends {
  std::vector<Values<std::uint32_t>> columns;
  std::uint32_t count = 0;
  enum class Kind : std::uint8_t { same, number, text } kind = Kind::same;
  std::vector<std::int64_t> numbers;    ///< [count] where kind is number
  std::vector<std::string_view> texts;  ///< [count] where kind is text; borrows from the Source
  std::optional<std::uint32_t> none;    ///< the id of "null"
};
/// Columns of one meaning under one numbering. Columns of uint32 or int32 without nulls that are dense
/// enough are ids already and stay where they are.
[[nodiscard]] Ends read_ends(const core::RunContext& context, const Source& source,
                             std::span<const std::string> columns);
/// The first row whose text is another than that of row 0; nothing where all are equal.
[[nodiscard]] std::optional<std::size_t> find_other_text(const core::RunContext& context,
                                                         const Source& source,
                                                         std::string_view column);
/// Texts of one column; null is nullopt. Borrows from the Source.
[[nodiscard]] std::vector<std::optional<std::string_view>> read_texts(
    const core::RunContext& context, const Source& source, std::string_view column);

/// How a person calls an Arrow type: "int64", "timestamp[us, UTC]".
[[nodiscard]] std::string type_name(const ArrowSchema& schema);

}  // namespace cuibono::python
