#pragma once
#include <vector>

#include "brief/brief.h"

namespace cuibono::brief {

/// Records that a count stands on. Each holds only rows that were counted.

/// The first row of each file that an event, report or register entry stands on: for counts over whole
/// files.
[[nodiscard]] std::vector<evidence::RecordRef> first_rows(const evidence::Evidence& evidence);
/// The records of the first and the last of some events.
[[nodiscard]] std::vector<evidence::RecordRef> ends_of(const evidence::Legs& legs);
/// Rows of reports that state a payment of one asset; only those without a transfer to follow, if asked.
[[nodiscard]] std::vector<evidence::RecordRef> reported_rows(const evidence::Evidence& evidence,
                                                             core::AssetId asset,
                                                             bool unplaced_only = false);
/// Records of the transfers that match reported payments, by the asset that arrived.
[[nodiscard]] std::vector<evidence::RecordRef> followed_rows(const evidence::Evidence& evidence,
                                                             core::AssetId asset);

}  // namespace cuibono::brief
