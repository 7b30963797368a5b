#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "evidence/item.h"
#include "formats/formats.h"

namespace cuibono::evidence {

// How bytes spell text is told in formats/text_encoding.h.
using formats::append_readable;
using formats::decode_text;
using formats::Decoder;
using formats::Encoding;
using formats::encoding_name;
using formats::EncodingGuess;
using formats::find_encoding;
using formats::is_clean_text;
using formats::is_valid_utf8;
using formats::mark_length;
using formats::raw_length;
using formats::sniff_encoding;

/// structured: a reader of src/formats makes the rows (Dialect::reader); container: its members or
/// tables are items of their own.
enum class Format : std::uint8_t { csv, jsonl, text, binary, empty, structured, container };
[[nodiscard]] std::string_view format_name(Format format) noexcept;
[[nodiscard]] std::optional<Format> find_format(std::string_view name) noexcept;

/// How the rows of a file are written. Found by sniffing, kept in the mapping, editable by a person.
struct Dialect {
  Format format = Format::csv;  ///< text: each line is one row of one cell
  Encoding encoding = Encoding::utf8;
  char delimiter = ',';
  char quote = '"';              ///< 0: no quoting
  std::uint64_t header_row = 1;  ///< ordinal of the header; 0: the file has none
  std::string reader = {};       ///< structured, container: name of the format's reader ("xlsx")
  std::string table = {};        ///< structured: which of its tables; empty where it is one
  bool operator==(const Dialect&) const = default;
};

/// One physical row as text, valid during the call that hands it over.
struct Row {
  std::uint64_t ordinal = 0;                ///< 1 is the first row of the file
  std::uint64_t offset = 0;                 ///< byte offset of the row in the file as received
  std::span<const std::string_view> cells;  ///< UTF-8
  std::string_view refusal = {};            ///< of RowFault::refused, one sentence
  std::uint64_t of_rows = 0;                ///< how many the file says it has; 0: it does not say
};

/// Why a row is not a data row, or could not be read as one.
enum class RowFault : std::uint8_t {
  none,
  empty,
  header,
  preamble,
  repeated_header,
  cell_count,
  bad_encoding,
  bad_quote,
  bad_json,
  too_long,
  damaged,  ///< the file breaks here; what follows cannot be read
  refused,  ///< a reader of src/formats says why: Row::refusal
};
[[nodiscard]] std::string_view row_fault_name(RowFault fault) noexcept;

/// Every physical row is in exactly one of these.
struct RowCount {
  std::uint64_t physical = 0;  ///< rows in the file
  std::uint64_t data = 0;      ///< handed over as rows (incl. those with a cell_count fault etc.)
  std::uint64_t headers = 0, preamble = 0, empty = 0;  ///< seen, counted, not data
  std::uint64_t cells_without_column = 0;  ///< JSON values whose path is not among the columns, and
  std::vector<std::string>
      paths_without_column;  ///< the first hundred of their paths, as they came
};

/// Looks at the beginning of the file (and its length) and says how it is written.
///
/// Use     before the mapping is proposed. A file may be of any encoding of `Encoding`; JSON Lines are
///         found by content, never by name. `table`: which of the file's tables (Item::table), for a
///         format that has several.
/// Out     dialect with reasons, one sentence each; format binary or empty where there are no rows.
/// Cost    reads at most 1 MiB from the beginning.
struct Sniffed {
  Dialect dialect;
  std::vector<std::string> reasons;
  std::vector<std::string> header;  ///< cells of the header row; for JSON Lines the paths "a.b";
                                    ///< without a header row one empty name a column
  formats::Table table;             ///< structured: what its reader says of it
};
[[nodiscard]] Sniffed sniff(std::string_view bytes, std::string_view table = {});

/// The word for a dialect's format in outputs: the reader's name where there is one.
[[nodiscard]] std::string_view format_word(const Dialect& dialect) noexcept;

/// Reads every row of a file in order.
///
/// In      bytes as received; dialect. JSON: one value a line, the elements of one array, or values
///         one after the other, with or without record separators (RFC 7464) between them; nested
///         objects become paths "a.b", the values of arrays are joined by "; ", a value that is no
///         object has the path "value", cells come in the order of `columns`.
/// Out     on_row for each data row in order; rows that cannot be split come with their fault and
///         whatever text there was (bytes that are no text as U+FFFD). Nothing is skipped silently:
///         see RowCount. A row without fault has as many cells as there are columns: a longer one
///         whose extra cells are blank is cut, missing cells under nameless last columns are blank.
///         empty: a row all of whose cells are blank, wherever it stands.
///         Quotes: a cell is quoted when its first mark after spaces is the quote. Where a quoted
///         cell is not closed before a delimiter or line end, or grows past its limit, the row is
///         not believed: its lines, up to the place where it broke, are read each alone, and those
///         that break again are bad_quote. So one stray quote costs a line, never the rest of the
///         file.
/// Laws    1 physical = data + headers + preamble + empty.
///         2 the ordinals handed over are strictly increasing.
///         3 equal to read_rows_reference.
/// Cost    time O(bytes), no byte is looked at more than four times; memory O(longest row),
///         but JSON in another encoding than UTF-8 is decoded whole. A cell over 1 MiB or a row
///         over 16 MiB or of more than 16,384 cells is a fault.
/// Errors  whatever on_row returns.  cancelled.
/// Check   read_rows_reference (rows_reference.cc), rows_test.cc.
struct RowsRequest {
  std::string_view bytes;
  Dialect dialect;
  std::vector<std::string> columns;  ///< names of the header, to know repeated headers and JSON
                                     ///< paths; empty: those of the file's own header row
};
[[nodiscard]] core::Result<RowCount> read_rows(
    const core::RunContext& context, const RowsRequest& request,
    const std::function<core::Status(const Row&, RowFault)>& on_row);

/// The slow twin for delimited text: one character at a time, the file decoded whole.
[[nodiscard]] core::Result<RowCount> read_rows_reference(
    const RowsRequest& request, const std::function<core::Status(const Row&, RowFault)>& on_row);

/// The original bytes of one row without its line end, in the encoding of the file; decode_text
/// makes them readable. Errors  bad_input: no such row.
[[nodiscard]] core::Result<std::string> read_original_row(std::string_view bytes,
                                                          const Dialect& dialect,
                                                          std::uint64_t ordinal);

/// Cells as one line of CSV, every cell in quotes: so a row of a table whose rows cannot be read apart
/// from their file is read again alone (Dialect{} without header).
[[nodiscard]] std::string quote_cells(std::span<const std::string_view> cells);

}  // namespace cuibono::evidence
