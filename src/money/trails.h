#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/ledger.h"
#include "money/rules.h"
#include "money/services.h"

namespace cuibono::money {

/// The rules over one ledger.
struct LedgerTrace {
  Traced fifo;                       ///< flows by tag
  Traced prorata;                    ///< flows by transfer
  bool prorata_by_victim = true;     ///< false: tags spread too far; all victims are tag 1
  std::optional<OtherRules> others;  ///< only in full depth
};

/// Victims' money along one payment, under both rules.
struct TransferFlow {
  std::uint32_t transfer = 0;  ///< of the ledger
  std::int64_t fifo_minor = 0, prorata_minor = 0;
  bool is_seed = false;
};

/// What passed through one account that victims' money reached, in one asset.
struct Trail {
  std::uint32_t account = 0;  ///< of the ledger; never an outside one
  evidence::SelectorId selector{};
  Service service = Service::none;
  bool is_victim = false;
  bool covered = false;  ///< some record shows it paying: its own statement, or a payee's
  // everything that the records show
  core::Int128 in_minor = 0, out_minor = 0;
  std::uint64_t payments_in = 0, payments_out = 0;
  std::uint64_t salary_in = 0, rent_in = 0, purchase_in = 0, loan_in = 0, salary_out = 0;
  std::uint32_t last_event = 0;  ///< last transfer of any asset that names it
  // victims' money
  std::uint32_t layer = 0;                        ///< payments away from the victims
  std::uint32_t victims = 0, victims_direct = 0;  ///< distinct, under FIFO
  std::uint64_t payments_direct = 0;
  std::int64_t direct_minor = 0;  ///< paid in by victims themselves
  std::int64_t fifo_in = 0, fifo_out = 0, fifo_rests = 0, prorata_in = 0, prorata_rests = 0;
  std::optional<std::int64_t> fifo_quick;          ///< of fifo_out, within pass_days of coming in
  std::int64_t cash_minor = 0, service_minor = 0;  ///< of fifo_out, taken in cash; to services
};

/// All trails of one ledger, with the payments that carried victims' money to and from each.
struct Trails {
  std::vector<TransferFlow> flows;                 ///< by transfer
  std::vector<Trail> trails;                       ///< by account
  std::vector<std::uint64_t> in_begin, out_begin;  ///< [trails + 1]
  std::vector<std::uint32_t> in_flows, out_flows;  ///< positions in flows, in order of time
  std::vector<std::uint32_t> trail_of;             ///< [accounts] no_trail for most
  [[nodiscard]] std::span<const std::uint32_t> in(std::size_t trail) const {
    return std::span(in_flows).subspan(in_begin[trail], in_begin[trail + 1] - in_begin[trail]);
  }
  [[nodiscard]] std::span<const std::uint32_t> out(std::size_t trail) const {
    return std::span(out_flows).subspan(out_begin[trail], out_begin[trail + 1] - out_begin[trail]);
  }
};
inline constexpr std::uint32_t no_trail = 0xFFFFFFFFU;

/// Money passed on within this many days was passed on quickly.
inline constexpr std::int64_t pass_days = 7;

/// What the records of all assets show of each account. [selectors]
struct Coverage {
  std::vector<std::uint8_t> pays;
  std::vector<std::uint32_t> last_event;
};
[[nodiscard]] Coverage find_coverage(const evidence::Transfers& transfers);

struct TrailQuery {
  const evidence::Evidence& evidence;
  const Ledger& ledger;
  const LedgerTrace& trace;
  const std::vector<Service>& services;
  const std::vector<std::uint8_t>& marks;
  const std::vector<std::uint8_t>& is_victim;
  const Coverage& coverage;
  const Traced* hops = nullptr;  ///< borrows; FIFO by hop
};
/// Cost    O(T + flows log flows).
[[nodiscard]] Trails find_trails(const TrailQuery& query);

}  // namespace cuibono::money
