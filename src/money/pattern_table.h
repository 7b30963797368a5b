#pragma once
#include <vector>

#include "formats/typed_table.h"
#include "money/pattern_search.h"

namespace cuibono::money {

/// patterns.parquet before it is a file.
struct PatternTable {
  std::vector<formats::TypedColumn> columns;
  std::uint64_t rows = 0;
  std::vector<formats::TableNote> notes;
};

/// The window of the features: how far before a payment they look.
inline constexpr std::int64_t table_window_us = 7 * core::us_per_day;

/// A row a transfer, in the order of events: how busy both ends were before it, and in how many patterns of
/// each rule it is.
///
/// Use     for models and tables of one's own; joined to findings by item and row.
/// Out     event (position among the transfers of the run), item and row of its first record, records, time,
///         currency, amount_minor; the columns of TransferFeatures in table_window_us; hits_<rule>: patterns,
///         told as findings or not. No value where an end is outside the records, an amount is not stated,
///         or sums went beyond 2^63 (a note says so). It names nobody: no account is in it.
/// Laws    1 renaming accounts changes nothing.  2 hits of a rule sum to the transfers of its patterns.
/// Cost    that of find_transfer_features; 80 bytes a transfer and 4 a rule.
/// Errors  cancelled.
[[nodiscard]] core::Result<PatternTable> make_pattern_table(const core::RunContext& context,
                                                            const evidence::Evidence& evidence,
                                                            const FoundPatterns& patterns);

}  // namespace cuibono::money
