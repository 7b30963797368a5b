#pragma once
#include <memory>
#include <optional>
#include <string>

#include "evidence/evidence.h"
#include "investigation/case_folder.h"
#include "investigation/investigation.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {

/// "received by 2025-05-01T00:00:00Z; without E0007"; empty: everything.
[[nodiscard]] std::string mask_in_words(const evidence::MaskRequest& request);

/// "case.toml=<sha256> mappings/E0001.yml=<sha256> …": what people had decided when a run was made.
[[nodiscard]] std::string authored_hashes(const Case& the_case);

/// The reference rates of rates/*.csv, as case.toml says which count; nothing where there is no table.
/// Errors  bad_input: a table that cannot be read; `where` has file and row.
[[nodiscard]] core::Result<std::shared_ptr<const money::Rates>> read_rates(const Case& the_case);
/// The currency in which sums are told as well.
[[nodiscard]] std::optional<core::AssetId> currency_of(const Case& the_case);

/// The input of an analysis: what was taken in under a mask, and what the case says of itself.
[[nodiscard]] AnalysisInput make_input(const Case& the_case, TakenIn taken,
                                       const evidence::MaskRequest& mask, std::uint64_t seed);

}  // namespace cuibono::investigation
