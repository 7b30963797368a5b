#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::formats {

/// The files in which records are written for other programs, and read again without loss.
enum class RecordCarrier : std::uint8_t { csv, jsonl, xlsx, parquet };
[[nodiscard]] std::string_view carrier_name(RecordCarrier carrier) noexcept;
[[nodiscard]] std::optional<RecordCarrier> find_carrier(std::string_view name) noexcept;

/// How a field stands in the file: a time has columns "x.zone" and "x.precision" beside it, an amount
/// "x.currency", a selector "x.check".
enum class RecordShape : std::uint8_t { time, amount, selector, number, text };
struct RecordField {
  std::string name;  ///< a word of evidence::Field
  RecordShape shape = RecordShape::text;
};

/// One value. Texts as they stand in the file; an absent one has no text at all.
struct RecordValue {
  std::string text;       ///< "2025-05-04T09:13:00Z", "-12.50", "iban:…"; empty: absent
  std::string beside;     ///< zone "+03:00" or "", currency "EUR", check "valid"
  std::string precision;  ///< of a time: a word of core::precision_name
};

/// Where a record stood, "E0003#17", and its values in the order of the fields.
struct RecordRow {
  std::string place;
  std::vector<RecordValue> values;
};

/// What is written: fields, then rows one after the other until `next` gives false.
struct RecordSource {
  std::string kind;  ///< a word of evidence::ItemKind
  std::vector<RecordField> fields;
  std::function<core::Result<bool>(RecordRow& row)> next;
};

/// Records to a file that read_rows of the formats "records" and "records-parquet" gives back whole.
///
/// In      source; texts are UTF-8, and none that is present is empty. sink takes the bytes in order.
/// Out     CSV: RFC 4180 with a byte order mark; a text that a spreadsheet would run (it begins with
///         = + - @, a tab or a line end) has an apostrophe before it, as has one that begins with an
///         apostrophe. JSON Lines: an object a record, null where nothing is stated. XLSX: texts as
///         texts, amounts and counts of at most 15 digits as numbers; a new sheet after 1,048,575
///         records. Parquet: columns of text, null where nothing is stated.
/// Laws    1 the rows that are read again are the rows written, in every byte.
///         2 the same records give the same bytes.
/// Cost    time O(bytes); memory: CSV and JSON Lines a row, Parquet 16,384 rows, XLSX a sheet as XML.
/// Errors  bad_input: a text of more than 32,767 UTF-16 units in XLSX (row and field are named).
///         resources: Parquet without its library.  whatever next and sink return.
using RecordSink = std::function<core::Status(std::string_view bytes)>;
[[nodiscard]] core::Status write_record_file(const core::RunContext& context, RecordCarrier carrier,
                                             const RecordSource& source, const RecordSink& sink);

}  // namespace cuibono::formats
