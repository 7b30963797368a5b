#pragma once
// money: where it went. Tracing rules over a ledger, per victim, conserved to the unit.
//
// In    Evidence (transfers, reports), Entities.
// Out   Money: attributions per victim and place under each rule, stops with reasons, accounts with roles.
//       Tracing attributes value under a legal fiction; it does not discover "the same" money.
//
// trace.h               the kernels over plain spans: trace_fifo, trace_prorata
// trace_fifo.cc, trace_prorata.cc   the fast ones
// trace_reference.cc    the slow obvious twins (exact fractions for pro rata)
// money.cc …            ledgers from events, seeds from reports, stops, accounts, findings
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/claims.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "money/trace.h"

namespace cuibono::money {

enum class AccountRole : std::uint8_t {
  victim,
  mule,
  collector,
  cash_out,
  exchange,
  shell,
  payroll,
  supplier,
  merchant,
  employer,
  operator_,
  beneficiary,
  unknown,
};
[[nodiscard]] std::string_view account_role_name(AccountRole role) noexcept;

enum class StopReason : std::uint8_t {
  service,
  cash,
  gap,
  limit,
  end_of_records,
  unknown_rate,
  threshold
};
[[nodiscard]] std::string_view stop_reason_name(StopReason reason) noexcept;

/// Money reported lost and money traced, of one asset.
struct MoneyTotal {
  core::AssetId asset{};
  core::Int128 reported_minor = 0;  ///< what victims report
  core::Int128 traced_minor = 0;    ///< of it, found in transfer records and followed
};

/// Attribution to one victim at one place, under each rule. Rules not built yet are absent.
struct VictimTrace {
  std::string victim;  ///< entity id
  evidence::SelectorId place{};
  core::AssetId asset{};
  std::optional<std::int64_t> fifo_minor, prorata_minor;
};

/// Where victims' money came to rest or left the records, all victims together.
struct Place {
  evidence::SelectorId place{};
  core::AssetId asset{};
  core::Int128 total_minor = 0;  ///< everything that rests or left there, of any origin
  std::optional<core::Int128> fifo_minor, prorata_minor;
};

struct Stop {
  evidence::SelectorId account{};
  StopReason reason = StopReason::end_of_records;
  core::AssetId asset{};
  core::Int128 amount_minor = 0;  ///< victims' money (FIFO) that stops here
  std::string why;                ///< in words, with the last record seen
  std::optional<evidence::RecordRef> last_record;
};

struct TracedAccount {
  evidence::SelectorId account{};
  AccountRole role = AccountRole::unknown;
  std::optional<std::uint32_t> layer;  ///< payments away from the victims: 1 was paid by a victim
  std::string purpose;
  std::uint8_t score_percent = 0;  ///< rank only; not a probability
  std::string band = "weak";
  core::AssetId asset{};
  core::Int128 in_minor = 0, out_minor = 0;
  std::vector<claims::Reason> reasons_for, reasons_against;
};

/// Something that was cut off at a limit.
struct Cut {
  std::string what;
  std::uint64_t shown = 0, total = 0;
};

/// Victims' money that passed along one payment, by FIFO: the edges of the money picture.
struct TracedFlow {
  evidence::TransferId transfer{};
  std::uint32_t hop = 0;
  std::int64_t fifo_minor = 0, prorata_minor = 0;
};

struct Money {
  std::vector<MoneyTotal> totals;       ///< by asset
  std::vector<TracedAccount> accounts;  ///< by account; those that victims' money reached
  std::vector<Place> places;            ///< by amount, then place
  std::vector<VictimTrace> traces;      ///< by victim, place, asset
  std::vector<Stop> stops;
  std::vector<Cut> cut;
  std::vector<TracedFlow> flows;          ///< by transfer
  std::vector<claims::Finding> findings;  ///< mule, trace, cash_out, freeze, gap, count …
  std::vector<core::Problem> problems;
};

/// Follow the reported payments to wherever the money stops, under FIFO and pro rata.
///
/// In      transfers with both amounts; reports' payments matched to transfers are the seeds, each
///         tagged with its victim. One ledger an asset; the order is (time_us, seq).
/// Out     Money. Steps of unknown length keep their order. Money of unknown origin is its own column.
/// Laws    1 per victim and asset: sum over places and stops = seeds (CB_CHECK, to the unit).
///         2 relabelling accounts or victims permutes the answer, nothing else.
/// Errors  integrity: law 1 broken. cancelled.
/// Check   trace_money with `use_references` set runs the twins instead; `verify` does.
struct MoneyRequest {
  bool use_references = false;
};
[[nodiscard]] core::Result<Money> trace_money(const core::RunContext& context,
                                              const evidence::Evidence& evidence,
                                              const entities::Entities& entities,
                                              const MoneyRequest& request);

}  // namespace cuibono::money
