#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rows.h"

namespace cuibono::evidence {

/// Finds where each value of a JSON text begins and ends: one value a line (JSON Lines), the
/// elements of one array, or values one after the other; pretty-printed or not.
///
/// Out     each value is a row; a blank line of JSON Lines is a row too. A value that is not closed
///         within 16 MiB is handed over as far as the next line that begins like it, so that
///         reading goes on there.
/// Laws    1 what lies between two rows is white space, record separators, commas and the brackets of
///           the array.
/// Cost    about a nanosecond a byte.
class JsonRows {
 public:
  explicit JsonRows(std::string_view text);  ///< borrows the text
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view line() const noexcept { return line_; }
  [[nodiscard]] bool is_closed() const noexcept { return is_closed_; }

 private:
  enum class Layout : std::uint8_t { lines, array, stream };
  bool next_line();
  bool next_value();
  void read_value();
  [[nodiscard]] std::size_t line_end(std::size_t from) const noexcept;
  [[nodiscard]] std::size_t next_alike(std::size_t from) const noexcept;

  std::string_view text_;
  Layout layout_ = Layout::lines;
  std::size_t position_ = 0;
  std::size_t wasted_bytes_ = 0;  ///< looked through for closings that never came
  std::string_view line_;
  bool is_closed_ = true;
};

/// The end of the JSON value at the beginning of the text; nothing where it is not closed within
/// bytes_max. Only brackets and strings are looked at.
[[nodiscard]] std::optional<std::size_t> find_value_end(std::string_view text,
                                                        std::size_t bytes_max);

enum class JsonFault : std::uint8_t { none, bad_json, bad_encoding };

/// Takes one JSON value apart into paths and texts.
class JsonFlattener {
 public:
  JsonFlattener();
  ~JsonFlattener();
  JsonFlattener(const JsonFlattener&) = delete;
  JsonFlattener& operator=(const JsonFlattener&) = delete;
  /// Calls on_value for each text, number and truth value, in order; null is nothing. Numbers are
  /// handed over as written.
  [[nodiscard]] JsonFault flatten(
      std::string_view value,
      const std::function<void(std::string_view path, std::string_view text)>& on_value);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The paths of the first rows in the order of appearance, if the text is JSON; is_cut: the text
/// goes on beyond what is shown.
[[nodiscard]] std::optional<std::vector<std::string>> sniff_json(std::string_view text,
                                                                 bool is_cut);

[[nodiscard]] core::Result<RowCount> read_json_rows(
    const core::RunContext& context, const RowsRequest& request,
    const std::function<core::Status(const Row&, RowFault)>& on_row);
[[nodiscard]] std::optional<std::string> find_json_row(std::string_view bytes,
                                                       const Dialect& dialect,
                                                       std::uint64_t ordinal);

}  // namespace cuibono::evidence
