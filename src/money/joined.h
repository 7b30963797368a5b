#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/ledger.h"
#include "money/rules.h"
#include "money/trace_ledger.h"

namespace cuibono::money {

/// Accounts of one ledger that victims' money may reach. [accounts]; empty: all.
using Reached = std::vector<std::uint8_t>;

/// Ledgers of several assets as one, so that money can be followed from one into another.
struct JoinedLedger {
  std::vector<LedgerTransfer> transfers;
  std::vector<Seed> seeds;
  std::vector<Movement> movements;
  std::vector<std::uint32_t> group_of;  ///< [accounts] position of the ledger
  struct Origin {
    std::uint32_t ledger = 0, entry = 0;
  };
  std::vector<Origin> origin;        ///< [transfers]
  std::vector<std::uint32_t> local;  ///< [accounts] of its ledger; converted_on: see below
  std::size_t ledgers = 0;
  [[nodiscard]] std::uint32_t accounts() const {
    return static_cast<std::uint32_t>(group_of.size());
  }
};
/// The local account for what goes on in another ledger.
inline constexpr std::uint32_t converted_on = 0xFFFFFFFFU;

/// In      completed ledgers, each in the order of its entries; what victims' money may reach in each; the place
///         of each transfer in time [transfers], empty: as it is numbered.
/// Out     the entries that touch a reached account; who is not reached is no account of its own. A transfer that
///         both ledgers hold, out of one and into the other, becomes a conversion.
/// Laws    1 where nothing is reached beyond `reached`, the trace of the whole gives the same holdings and flows.
/// Cost    O(entries).
[[nodiscard]] JoinedLedger join_ledgers(const evidence::Evidence& evidence,
                                        std::span<const Ledger* const> ledgers,
                                        std::span<const Reached> reached,
                                        std::span<const std::uint32_t> rank);

/// What the victims' money may reach in each ledger, by whatever rule; through conversions of known amounts too.
///
/// Out     a list a ledger; nothing marked where none comes. `is_converted`: a conversion between two of them
///         carries some.
struct ReachedLedgers {
  std::vector<Reached> reached;
  std::vector<std::vector<Seed>>
      seeds;  ///< of tag 1: the victims' payments, and what conversions bring
  bool is_converted = false;
};
[[nodiscard]] core::Result<ReachedLedgers> find_reached(const core::RunContext& context,
                                                        const evidence::Evidence& evidence,
                                                        std::span<const Ledger* const> ledgers);

/// The answer for one ledger of a joined trace.
struct LedgerPart {
  Traced traced;  ///< without interest; without what goes on elsewhere
  std::vector<TagAmount> converted_in, converted_out;
  core::Int128 interest_minor = 0;  ///< that rests
};
/// Errors  integrity: per tag, holdings + displaced + converted out are not seeds + converted in.
struct PartRequest {
  std::span<const Seed> seeds;  ///< of the trace
  std::uint32_t tags = 0;
  bool hops = false;  ///< tags are hops: they are held against the seeds together
};
[[nodiscard]] core::Result<std::vector<LedgerPart>> part_trace(const JoinedLedger& joined,
                                                               const LedgerTraced& traced,
                                                               const PartRequest& request);

/// One rule over a joined ledger: trace_ledger, or where one ledger holds payments alone the kernel of the rule.
struct JoinedRequest {
  TraceRule rule = TraceRule::fifo;
  std::uint32_t tags = 0;
  FlowDetail flows = FlowDetail::none;
  bool hops = false;
  bool use_references = false;
  std::uint64_t carried_max = 0;
};
[[nodiscard]] core::Result<LedgerTraced> trace_joined(const core::RunContext& context,
                                                      const JoinedLedger& joined,
                                                      std::span<const Seed> seeds,
                                                      const JoinedRequest& request);

}  // namespace cuibono::money
