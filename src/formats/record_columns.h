#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.h"
#include "formats/record_file.h"

namespace cuibono::formats {

/// The first header of exported records: "cuibono:records:1:transfers". By it a file is known as ours.
inline constexpr std::string_view record_sign = "cuibono:records:1:";

/// Headers of a file, and which of them make one field.
///
/// Use     to read exported records: one cell a field, as the forms "record" of mappings read it.
class RecordColumns {
 public:
  /// Nothing where the first header is no sign with a known kind.
  [[nodiscard]] static std::optional<RecordColumns> make(std::span<const std::string> headers);
  /// As find_tables gives it: a column a field.
  [[nodiscard]] Table table() const;
  /// [fields + 1] the place, then of each field one cell: "valid iban:…", "EUR 12.50",
  /// "second +03:00 2025-…", or the text; empty where nothing is stated.
  [[nodiscard]] std::vector<std::string> join_cells(std::span<const std::string> cells) const;
  [[nodiscard]] std::size_t width() const noexcept { return width_; }

 private:
  struct Field {
    RecordField field;
    std::size_t at = 0;  ///< first of its columns
  };
  std::string sign_, kind_;
  std::vector<Field> fields_;
  std::size_t width_ = 0;
};

/// All headers of a source, and the cells of a row below them.
[[nodiscard]] std::vector<std::string> record_headers(const RecordSource& source);
[[nodiscard]] std::vector<std::string> record_cells(const RecordSource& source,
                                                    const RecordRow& row);
/// [headers] whether a column holds amounts or counts.
[[nodiscard]] std::vector<bool> record_numbers(const RecordSource& source);

/// "-12.50": digits, at most one point, a minus before them; at most 15 digits where a spreadsheet is to
/// take it for a number.
[[nodiscard]] bool is_plain_number(std::string_view text, std::size_t digits_max) noexcept;

/// A text that a spreadsheet must not run, and back.
[[nodiscard]] std::string defuse(std::string_view text);
[[nodiscard]] std::string_view undo_defuse(std::string_view text) noexcept;

core::Status write_record_csv(const core::RunContext& context, const RecordSource& source,
                              const RecordSink& sink);
core::Status write_record_jsonl(const core::RunContext& context, const RecordSource& source,
                                const RecordSink& sink);
core::Status write_record_xlsx(const core::RunContext& context, const RecordSource& source,
                               const RecordSink& sink);
core::Status write_record_parquet(const core::RunContext& context, const RecordSource& source,
                                  const RecordSink& sink);

}  // namespace cuibono::formats
