#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::formats {

/// A column of a table, with what the format's standard says about it. Words are those of mapping files.
struct Column {
  std::string name;          ///< as it is called in the file: a header, a path "Ntry/Amt"
  std::string field;         ///< a word of evidence::Field; empty: the standard does not say
  std::string reason;        ///< where the standard says so, in words; empty with an empty field
  std::string time_pattern;  ///< letters of time_pattern.h; empty: to be found from the cells
  std::string zone;          ///< "UTC" where the standard says so; empty: to be asked
  std::string selector;      ///< "tel", "account", "chain" …; empty: as the cells look
  std::string split;         ///< a mark between several values in one cell
  std::string unit;          ///< of durations
  char point = '.';          ///< the decimal point of amounts
  bool is_signed = false;    ///< negative amounts are meant
};

/// A table of a file: a sheet, the statements of a message, the elements of one name.
struct Table {
  std::string name;  ///< distinct in the file; empty where the file is one table
  std::string kind;  ///< a word of evidence::ItemKind; empty: to be found from its columns
  std::vector<Column> columns;  ///< empty: a sheet, whose header stands among its rows
  std::string currency;         ///< where the file states one for all rows
  std::string own_account;      ///< whose statement it is, where the file states one for all rows
  std::string note;         ///< what a person should settle ("hidden sheet"): asked in the mapping
  std::string kind_reason;  ///< why this kind, where one would expect another; empty: no doubt
  std::uint64_t rows = 0;   ///< how many the file says it has, true or not; 0: it does not say
  std::uint64_t header_row = 0;  ///< with columns: the row that names them, handed over as any row
};

/// One row as it stands in a table; valid during the call that hands it over.
struct Row {
  std::uint64_t ordinal = 0;  ///< 1 is the first of its table; of a sheet the number that it shows
  std::uint64_t offset = 0;   ///< byte offset in the file of what the row was made from
  std::uint64_t bytes = 0;    ///< how many; 0: the format has no such place (a compressed sheet)
  std::span<const std::string_view>
      cells;                ///< UTF-8 or set aside; of a sheet as many as it has, else one a column
  bool is_damaged = false;  ///< the file broke here: cells hold what could be read, no row follows
  std::string_view refusal =
      {};  ///< why this row alone is no record, one sentence; empty: it is one
};
using OnRow = std::function<core::Status(const Row&)>;

/// A file within a file; valid during the call that hands it over.
struct Member {
  std::string path;  ///< as the container names it, made UTF-8; never a place to write to
  std::string_view bytes;
  std::string fault;  ///< why bytes are empty: "encrypted", "too large" …; empty: none
};
using OnMember = std::function<core::Status(const Member&)>;

/// What unpacking may cost. A member beyond it comes with a fault and without bytes.
struct UnpackLimits {
  std::uint64_t members_max = 100'000;
  std::uint64_t member_bytes_max = 4ULL << 30;
  std::uint64_t ratio_max = 200;                ///< unpacked to packed, beyond `free_bytes`
  std::uint64_t free_bytes = 64ULL << 20;       ///< below this no ratio is asked
  std::uint64_t total_bytes_max = 64ULL << 30;  ///< of all members of one container
};

/// A reader of one format. A format is one file format_<name>.cc with one line in format_list.cc.
///
/// In      bytes of the whole file, borrowed. Each function may be called from any thread.
/// Out     find_tables: the tables in the order of the file. An empty list: no table in it (a container).
///         read_rows: every row of one table in order, ordinals strictly increasing; every element of
///         the table's kind in the file is one row. Empty sheet rows are rows of empty cells.
///         unpack: every member in the order of the container; folders are none.
/// Laws    1 the same bytes give the same tables and rows.  2 row.bytes > 0: bytes.substr(offset, bytes)
///         is the row as received.
/// Cost    time O(bytes) a call; memory O(longest row) where the format can be streamed; no more than
///         a few times the unpacked size otherwise.
/// Errors  bad_input: not this format after all, or broken before its first row: one sentence with the
///         remedy. A file that breaks later ends with a row that is_damaged.  cancelled.  whatever on_row
///         returns.
struct FileFormat {
  std::string_view
      name;  ///< one word of lower-case letters, digits, hyphens; stands in intake.json
  std::string_view title;     ///< for people: "ISO 20022 camt.053 bank statement"
  std::string_view gives;     ///< what becomes of it, one sentence, for docs/formats.md
  std::string_view standard;  ///< which description it follows
  std::string_view library;   ///< who reads the bytes; "own" where no library does
  /// Looks at the beginning (and, for formats whose directory is last, the end); cheap; no false yes.
  bool (*recognises)(std::string_view bytes) = nullptr;
  core::Result<std::vector<Table>> (*find_tables)(const core::RunContext& context,
                                                  std::string_view bytes) = nullptr;
  core::Status (*read_rows)(const core::RunContext& context, std::string_view bytes,
                            const Table& table, const OnRow& on_row) = nullptr;
  core::Status (*unpack)(const core::RunContext& context, std::string_view bytes,
                         const UnpackLimits& limits, const OnMember& on_member) = nullptr;
  /// Whether what the reader needs is on this machine; null: it needs nothing. Without it a run stops: the
  /// same evidence never gives less because of the machine. Errors  resources, with the remedy.
  core::Status (*ready)() = nullptr;
};

/// All formats, in the order in which they are asked: the narrow before the wide.
[[nodiscard]] std::span<const FileFormat* const> file_formats();

/// The format of a file, or none: then it is plain text, JSON, or unknown.
[[nodiscard]] const FileFormat* recognise_format(std::string_view bytes);
[[nodiscard]] const FileFormat* find_file_format(std::string_view name);

/// All formats as a table in Markdown: docs/formats.md holds it, and a test holds it true.
[[nodiscard]] std::string formats_table();

}  // namespace cuibono::formats
