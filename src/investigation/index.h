#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "core/core.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// case.sqlite: small tables and the search index over what out/ says. Derived: made anew by each run,
/// beside the old one, and renamed.
/// Out     the file beside its place; place_index() puts it there.
/// Errors  resources: cannot write.
[[nodiscard]] core::Result<std::string> write_index_beside(
    const Case& the_case, const std::vector<brief::OutputFile>& files);
/// Puts such a file in the place of case.sqlite and tells its hash.
[[nodiscard]] core::Result<core::Sha256> place_index(const Case& the_case,
                                                     const std::string& fresh);
/// Errors  integrity: case.sqlite is not the file that the newest complete run wrote; bad_input: not there.
[[nodiscard]] core::Status check_index(const Case& the_case);

/// One thing of the index.
struct IndexEntry {
  std::string kind, id, text, json;
};
/// By id; nothing where there is none or no index.
/// Errors  integrity: case.sqlite is not the file that the newest complete run wrote.
[[nodiscard]] core::Result<std::vector<IndexEntry>> find_in_index(const Case& the_case,
                                                                  const std::string& id);
/// Mentions of names in an item, or in a row of it, in their order.
/// Errors  as find_in_index.
[[nodiscard]] core::Result<std::vector<IndexEntry>> mentions_in(const Case& the_case,
                                                                const std::string& item,
                                                                std::optional<std::uint64_t> row);
/// By words, best first.
[[nodiscard]] core::Result<std::vector<IndexEntry>> search_index(const Case& the_case,
                                                                 const std::string& words);

}  // namespace cuibono::investigation
