#pragma once
#include <string>
#include <vector>

#include "money/money.h"
#include "money/trails.h"

namespace cuibono::money {

/// Where victims' money of one ledger rests or left the records, all victims together: by FIFO amount,
/// pro rata amount, place. The ways out of the records are one place, no_selector.
[[nodiscard]] std::vector<Place> find_places(const Ledger& ledger, const LedgerTrace& trace);

/// The same by victim.
/// Out     traces by victim, place; where there are more than `most`, the largest by either rule, largest
///         first. `total` counts all. Pro rata is absent where victims were followed together.
struct VictimTraces {
  std::vector<VictimTrace> traces;
  std::size_t total = 0;
};
[[nodiscard]] VictimTraces find_victim_traces(const Ledger& ledger, const LedgerTrace& trace,
                                              const std::vector<std::string>& victims,
                                              std::size_t most);

/// Both rules over one ledger, each victim by itself where the machine allows it.
/// Errors  those of the kernels; integrity: per tag, holdings and displaced are not the seeds.
[[nodiscard]] core::Result<Traced> run_fifo(const core::RunContext& context, const Ledger& ledger,
                                            std::uint32_t victims, bool use_references);
struct ProrataRun {
  Traced traced;
  bool by_victim = true;
};
[[nodiscard]] core::Result<ProrataRun> run_prorata(const core::RunContext& context,
                                                   const Ledger& ledger, std::uint32_t victims,
                                                   bool use_references);

}  // namespace cuibono::money
