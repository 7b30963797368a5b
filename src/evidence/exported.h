#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/core.h"
#include "evidence/records.h"
#include "formats/formats.h"

namespace cuibono::evidence {

/// The records of one item as a table that formats::write_record_file writes.
///
/// Use     to hand records to another program; the file, taken in again, gives the same records.
/// In      batch, which must outlive the source; label: of the item, for the place "E0003#17".
/// Out     every field of the batch, values whole: times in UTC with precision and the source's clock,
///         amounts in exact decimals with their currency, selectors in normal form with their check.
/// Laws    1 find_difference(batch, what read_records gives of the file written) is empty.
[[nodiscard]] formats::RecordSource export_records(const RecordBatch& batch, std::string label);

/// The records of a batch that are kept; in  keep [records], 0: not.
[[nodiscard]] RecordBatch select_records(const RecordBatch& batch,
                                         std::span<const std::uint8_t> keep);

/// The first difference between the records of two batches, in one sentence; empty: none. Where records
/// stand, and what was counted or asked about their file, is no difference.
[[nodiscard]] std::string find_difference(const RecordBatch& a, const RecordBatch& b);

/// What stands in exported files: "2025-05-04T09:13:00Z", "2025-05", "step 17"; "+03:00" or nothing.
[[nodiscard]] std::string time_to_record(std::int64_t time_us, core::Precision precision);
[[nodiscard]] std::string zone_to_record(std::int16_t offset_min);

/// "EUR" and the like; "XXX-9" for the unstated currency with nine digits.
[[nodiscard]] std::string currency_to_record(core::AssetId asset);
[[nodiscard]] std::optional<core::AssetId> currency_from_record(std::string_view word);

}  // namespace cuibono::evidence
