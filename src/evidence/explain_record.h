#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/mapping.h"
#include "evidence/records.h"

namespace cuibono::evidence {

/// A field of a record as it is understood, and where in the row it comes from.
struct ExplainedField {
  Field field = Field::unknown;
  std::string
      text;         ///< times in UTC, amounts "EUR 12.50", selectors in normal form; empty: nothing
                    ///< could be read
  std::string how;  ///< whose zone, how a selector did in its checks; empty: nothing to say
  std::vector<std::uint32_t> columns;  ///< positions of the cells that it was made from
};

/// One record in words: what happened, field by field.
struct ExplainedRecord {
  std::string event;  ///< "iban:… → iban:…  EUR 12.50  2025-05-04T09:13:00Z"; empty: no event
  std::vector<ExplainedField> fields;
  std::vector<std::uint32_t> unused;  ///< positions of filled cells that no field uses
};

/// How one record came out of the cells of its row.
///
/// Use     to show a person what a mapping does before a run.
/// In      the batch that read_records made with this mapping; index of a record in it; the cells of
///         its row.
/// Out     every field that has a value or a filled cell, in the order of Field.
/// Laws    1 a text is the value of the batch, whole and exact: amounts with all digits of their asset,
///         times as core::format_time.  2 every filled cell is in `columns` of a field or in `unused`.
/// Cost    O(columns squared), for some rows on a screen.
[[nodiscard]] ExplainedRecord explain_record(const Mapping& mapping, const RecordBatch& batch,
                                             std::size_t index, std::span<const std::string> cells);

/// What a person can do about a row that was set aside, by the word of its fault. Never empty.
[[nodiscard]] std::string remedy_of(std::string_view fault);

}  // namespace cuibono::evidence
