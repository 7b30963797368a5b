#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/item.h"

namespace cuibono::evidence {

struct ItemView;

struct SamePair {
  RecordRef record, other;
};

/// Records that two files hold alike: kept in both, and told of each other.
struct SameRecords {
  std::uint32_t item = 0, other = 0;  ///< ranks; item < other
  std::uint64_t count = 0;
  std::vector<SamePair> pairs;  ///< the first places_kept, in order of the rows of `item`
};

/// Which records stand in two files.
///
/// In      the items of a run with the rows that live.
/// Out     by item, then other. Two records are the same where their files are of one kind and give the same fields,
///         and every field is equal, with its precision and currency. Local names of a file whose source
///         is not stated count without that file. Equal rows go one to one, in order of rows; a
///         record of three files is told from the first of them to each other.
/// Laws    1 equal to comparing every record of a file with every record of each other.
///         2 the answer does not depend on the order in which files were added.
/// Cost    nothing for files that share no kind, fields or days; else O(n) of their rows.
[[nodiscard]] std::vector<SameRecords> find_same_records(std::span<const ItemView> views);

}  // namespace cuibono::evidence
