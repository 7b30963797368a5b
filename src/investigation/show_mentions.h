#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "investigation/case_folder.h"
#include "investigation/view_row_reading.h"

namespace cuibono::investigation {

/// Who may be named in an item, or in a row of it, as the last run found and as its outputs show it.
///
/// Out     a line a mention: its words, who they may be and why; of an item the first twenty. Nothing where no
///         run was; where the index is not that of the last run, a line that says so.
[[nodiscard]] std::string mentions_in_words(const Case& the_case, const std::string& item,
                                            std::optional<std::uint64_t> row);
/// The lines of mentions.jsonl; null where the index is not that of the last run.
[[nodiscard]] ViewJson mentions_as_json(const Case& the_case, const std::string& item,
                                        std::optional<std::uint64_t> row);

}  // namespace cuibono::investigation
