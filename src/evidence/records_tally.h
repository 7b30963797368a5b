#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evidence/account.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {

/// What is counted and summed over the rows of a file, beside its columns.
///
/// Use     one for rows that follow each other; add() joins that of the rows after them.
/// Laws    add: as if the later rows had been counted here.
struct RowTally {
  struct Dust {
    std::uint64_t amounts = 0;
    core::Int128 sum = 0;  ///< in 10^-18 of a coin
  };
  /// Values of a column that fail their checks, each counted once.
  struct Invalid {
    std::map<std::uint64_t, std::uint64_t> parts;  ///< hash of a cell: how many of its values; few
    std::string example;                           ///< the first of them, with the reason
    [[nodiscard]] std::uint64_t values() const;
  };

  std::map<std::uint16_t, core::Int128> totals;  ///< by asset
  std::map<core::AssetId, Dust> dust;
  std::optional<std::int64_t> first_us, last_us;
  core::Precision coarsest = core::Precision::microsecond;
  ByField<std::uint64_t> unreadable;
  ByField<std::string> unreadable_example;
  ByField<Invalid> invalid;
  ByField<TimeSource::Oddities> clocks;
  std::uint64_t undirected = 0, unzoned = 0;
  std::vector<AmountSums> sums;  ///< few; in the order in which their currencies came
  std::uint64_t amounts_unreadable = 0, amounts_absent = 0;
  std::vector<OwnSide> sides;  ///< [records] of a statement
  std::string misread;         ///< the first record that holds another amount than its cells

  AmountSums& sums_of(core::AssetId asset);
  void add(RowTally later);
};

}  // namespace cuibono::evidence
