#pragma once
#include "investigation/view_parts.h"

namespace cuibono::investigation {

/// What one file itself shows of its own soundness, for the page: of an item of intake.json.
///
/// Out     rows_text; set_aside by kind; repeated rows, rows that other files hold too; amounts before, after and
///         set aside by currency; gaps of balances and of days, each null where the file has none to look at.
///         Lists are cut at 20; their counts are whole.
[[nodiscard]] ViewJson intake_json(const ViewJson& item);

/// The few of it that a table of all files shows: same_records, balance_gaps, day_gaps (null: not looked at), bytes.
void put_intake_counts(const ViewJson& item, ViewJson& row);

/// Amounts before, after and set aside, a row a currency, of `amounts` or `sums` of intake.json.
[[nodiscard]] ViewJson sums_view(const ViewJson& sums);

}  // namespace cuibono::investigation
