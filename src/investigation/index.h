#pragma once
#include <string>
#include <vector>

#include "brief/brief.h"
#include "core/core.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// case.sqlite: small tables and the search index over what out/ says. Derived: made anew by each run,
/// beside the old one, and renamed.
/// Errors  resources: cannot write.
[[nodiscard]] core::Status write_index(const Case& the_case,
                                       const std::vector<brief::OutputFile>& files);

/// One thing of the index.
struct IndexEntry {
  std::string kind, id, text, json;
};
/// By id; nothing where there is none or no index.
[[nodiscard]] core::Result<std::vector<IndexEntry>> find_in_index(const Case& the_case,
                                                                  const std::string& id);
/// By words, best first, at most `most`.
[[nodiscard]] core::Result<std::vector<IndexEntry>> search_index(const Case& the_case,
                                                                 const std::string& words,
                                                                 std::size_t most);

}  // namespace cuibono::investigation
