#pragma once
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::cli {

/// How the answer goes to stdout.
enum class Shape : std::uint8_t { automatic, table, jsonl, json };

/// A table for people, JSON Lines for programs: the same rows.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<bool> right;  ///< [columns] align to the right (numbers)
};

/// A program started with stdin, stdout or stderr closed would give their numbers to the next file it opens,
/// and print into it. To be called first.
void hold_standard_handles();
/// Writes and flushes; what fails is remembered.
void write_stdout(std::string_view text);
/// Why stdout did not take all of it; nothing when it did or when its reader has left.
[[nodiscard]] std::optional<core::Error> find_stdout_fault();

/// Where messages and progress go, and how: decided once from options and environment.
class Terminal {
 public:
  Terminal(Shape shape, bool quiet, std::string progress);
  [[nodiscard]] bool table_wanted() const noexcept { return table_; }
  /// JSON was asked for by name, not only found to fit a pipe.
  [[nodiscard]] bool json_asked() const noexcept { return json_asked_; }
  /// stdout: a table on a terminal, JSON Lines in a pipe.
  void print(const Table& table) const;
  /// The same where a row of JSON holds more than lines of a table can: `objects` are JSON objects.
  void print(const Table& table, const std::vector<std::string>& objects) const;
  /// stdout: as it is in a pipe, without control characters on a terminal.
  void print_text(const std::string& text) const;
  /// stderr, unless quiet; without control characters.
  void tell(const std::string& line) const;
  /// stderr: error, where, hint.
  void complain(const core::Error& error) const;
  /// For RunContext::progress.
  void show_progress(const core::Progress& progress);
  void end_progress();

 private:
  bool table_ = false, json_asked_ = false, json_array_ = false, quiet_ = false, progress_ = false,
       progress_json_ = false;
  bool line_open_ = false;
};

/// Columns that a text takes on a terminal (code points; wide East Asian letters count twice).
[[nodiscard]] std::size_t display_width(const std::string& text);
[[nodiscard]] std::string format_table(const Table& table);

}  // namespace cuibono::cli
