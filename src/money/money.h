#pragma once
// money: where it went. Tracing rules over a ledger, per victim, conserved to the unit.
//
// In    Evidence (transfers, reports), Entities.
// Out   Money: attributions per victim and place under each rule, stops with reasons, accounts with roles.
//       Tracing attributes value under a legal fiction; it does not discover "the same" money.
//
// trace.h               the kernels over plain spans, and their slow twins
// words.h, reported.h   what texts beside payments speak of; which payments victims report
// rules.h               the other rules, lowest balances, screens; bounds.h: the least and the most of any
// ledger.h, services.h  one ledger an asset; accounts of many customers, where a trace stops
// trails.h, stops.h     what passed through each account; why it goes no further
// roles.h, findings.h   what an account seems to be for; findings
// hops.h                payment by payment away from the victims
// freeze.h, decay.h      how fast money leaves, what is left, what to choose; interdiction.h: what to stop
// asked_trace.h         one trace that a person asks for, forward or back
// transfer_features.h   how busy both ends were before each payment, as columns
// completed.h, returns.h   openings, fees, overdrafts, gaps; what came back to victims
// rates.h, doubts.h     reference rates; figures where order, gaps or rates leave a choice
// pattern*.h            shapes of payments: kernels, rules that ask for them, what is said of them
// money.cc              the story: ledgers, services, both rules, places, traces
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/claims.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "money/rates.h"
#include "money/trace.h"
#include "money/trace_ledger.h"
#include "money/transfer_features.h"

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
  operator_,  // NOLINT(readability-identifier-naming): the bare word is a keyword
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
  threshold,
  fee,       ///< taken by the bank
  overdraft  ///< repaid what the bank had lent the account
};
[[nodiscard]] std::string_view stop_reason_name(StopReason reason) noexcept;

/// Money reported lost and money traced, of one asset.
struct MoneyTotal {
  core::AssetId asset{};
  core::Int128 reported_minor = 0;   ///< what victims report, each payment once
  core::Int128 traced_minor = 0;     ///< followed: what the transfers that reports match moved; may
                                     ///< be more than reported, amounts matching within two percent
  core::Int128 displaced_minor = 0;  ///< of it (FIFO), paid back to victims and paid again: it is
                                     ///< followed with the later payment
  core::Int128 unplaced_minor = 0;   ///< reported, of payments with no transfer to follow
  // Only where the rules could be run, by FIFO.
  core::Int128 converted_out_minor = 0;  ///< paid on in another asset, and followed there
  core::Int128 converted_in_minor = 0;   ///< arrived from another asset
  core::Int128 interest_minor = 0;       ///< interest that rests, on victims' money; not part of it
  core::Int128 returned_minor = 0;       ///< paid back to victims, whole payments; see VictimReturn
  core::Int128 returned_traced_minor = 0;
  bool is_traced = true;  ///< false: the rules could not be run; see problems and cut
};

/// Attribution to one victim at one place, under each rule. Rules not built yet are absent.
struct VictimTrace {
  std::string victim;  ///< entity id
  evidence::SelectorId place{};
  core::AssetId asset{};
  std::optional<std::int64_t> fifo_minor, prorata_minor;
  std::optional<std::int64_t> lifo_minor, own_first_minor, own_first_prorata_minor,
      trust_first_minor;
  std::optional<std::int64_t> libr_minor;  ///< lowest_balance.h: the joint cap as it is shared
};

/// What one victim paid, as far as it is followed, and what came back.
struct VictimReturn {
  std::string victim;  ///< entity id
  core::AssetId asset{};
  core::Int128 gross_minor = 0;              ///< followed payments
  core::Int128 returned_minor = 0;           ///< whole payments back, whoever's money paid them
  core::Int128 reversed_minor = 0;           ///< of them, reversals and charge-backs
  core::Int128 traced_minor = 0;             ///< of them, any victim's money under FIFO
  std::uint64_t payments = 0;                ///< back
  std::vector<evidence::RecordRef> records;  ///< of payments back, the first returned_records_max
  [[nodiscard]] core::Int128 net_minor() const { return gross_minor - returned_minor; }
};
inline constexpr std::size_t returned_records_max = 50;

/// Amounts under each rule, in the order of TraceRule.
using RuleAmounts = std::array<core::Int128, trace_rules>;
struct RuleRange {
  RuleAmounts low{}, high{};
};
/// Under the two orders of what one day holds: all that comes before all that goes, and the other way.
struct OrderAmounts {
  RuleAmounts credits_first{}, debits_first{};
};

/// Why a doubt has figures, or has none.
struct DoubtNote {
  core::AssetId asset{};
  std::string what;  ///< order, gaps, rates
  std::string why;
  std::uint64_t places = 0;  ///< whose figures differ
};

/// A payment in one asset that arrived in another and was followed through.
struct Converted {
  evidence::TransferId transfer{};
  core::AssetId from{}, to{};
  std::int64_t paid_minor = 0, received_minor = 0;
  bool is_executed = true;  ///< both amounts are in the records; false: a reference rate
  std::string source;       ///< of the rate, where it is a reference
  std::int64_t fifo_paid_minor = 0, fifo_received_minor = 0;  ///< victims' money
};

/// What is reported and followed, in one currency at reference rates of the day of each payment.
struct InOneCurrency {
  core::AssetId asset{};
  std::string basis;
  core::Int128 reported_minor = 0, traced_minor = 0;
};

/// A rate that was asked for and is in no table.
struct MissingRate {
  core::AssetId from{}, to{};
  std::int64_t day = 0;
  std::uint64_t payments = 0;
  auto operator<=>(const MissingRate&) const = default;
};

/// Where victims' money came to rest or left the records, all victims together.
struct Place {
  evidence::SelectorId place{};
  core::AssetId asset{};
  core::Int128 total_minor =
      0;  ///< everything that rests or left there, of any origin, as far as the
          ///< records show where it came from
  std::optional<core::Int128> fifo_minor, prorata_minor;
  // Only in full depth.
  std::optional<core::Int128> lifo_minor, own_first_minor, own_first_prorata_minor,
      trust_first_minor;
  std::optional<core::Int128> libr_minor;            ///< the joint cap
  std::optional<core::Int128> min_minor, max_minor;  ///< bounds.h: of any attribution
  /// Ten-thousandths of the total whose payer a record names, pro rata.
  std::optional<std::uint16_t> coverage_myriad;
  // Only where they differ from the figures above (doubts.h).
  std::optional<OrderAmounts> orders;
  std::optional<RuleRange> gaps, rates;
};

struct Stop {
  evidence::SelectorId account{};
  StopReason reason = StopReason::end_of_records;
  core::AssetId asset{};
  core::Int128 amount_minor = 0;  ///< victims' money (FIFO) that stops here
  bool rests = true;              ///< on the account; false: the account paid it out of the records
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
  core::Int128 in_minor = 0, out_minor = 0;  ///< everything that the records show, of any origin
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
  std::uint32_t hop = 0;  ///< payments away from the victims, this one included
  std::int64_t fifo_minor = 0, prorata_minor = 0;
};

/// Victims' money by hop, under FIFO: hop 1 is their own payments. Between which kinds of accounts it
/// went: a role's name, or "cash", "no receiver named", "another asset" where it left the records.
struct HopFlow {
  core::AssetId asset{};
  std::uint32_t hop = 0;
  std::string from, to;
  core::Int128 amount_minor = 0;
  std::uint64_t payments = 0;
  std::vector<evidence::RecordRef> records;  ///< of the largest payments
};
/// What of it went no further.
struct HopRest {
  core::AssetId asset{};
  std::uint32_t hop = 0;
  std::string at;
  core::Int128 amount_minor = 0;
};

/// What victims' money touched, whatever became of it: a screen, never an amount.
struct Touched {
  core::AssetId asset{};
  std::vector<evidence::SelectorId> accounts;  ///< with the mark at the end; the first touched_max
  std::uint64_t accounts_total = 0, payments = 0;
};
inline constexpr std::size_t touched_max = 5'000;

struct Money {
  std::vector<MoneyTotal> totals;       ///< by asset
  std::vector<TracedAccount> accounts;  ///< by account, asset; those that victims' money reached
  std::vector<Place> places;  ///< by asset (most reported payments first), FIFO amount, place;
                              ///< no_selector: outside the records
  std::vector<VictimTrace> traces;     ///< by victim, place, asset
  std::vector<Stop> stops;             ///< by asset, amount, account
  std::vector<Touched> touched;        ///< by asset; only in full depth
  std::vector<VictimReturn> returns;   ///< by victim, asset
  std::vector<Converted> conversions;  ///< by transfer; those that carried victims' money
  std::vector<DoubtNote> doubts;       ///< by asset as places, what; only in full depth
  std::optional<InOneCurrency> in_one_currency;
  std::string in_one_currency_why;         ///< why there is none
  std::vector<MissingRate> missing_rates;  ///< sorted
  std::vector<Cut> cut;
  std::vector<TracedFlow> flows;          ///< by transfer
  std::vector<HopFlow> hops;              ///< by asset as places, hop, from, to
  std::vector<HopRest> rests;             ///< by asset as places, hop, at
  std::vector<claims::Finding> findings;  ///< mule, trace, cash_out, freeze, gap, count …
  std::vector<core::Problem> problems;
};

/// How much is computed. Findings need no more than the first.
enum class MoneyDepth : std::uint8_t {
  findings,  ///< first in first out, pro rata
  replay,    ///< and bounds of the places that sentences name
  full,      ///< all rules, lowest balances, screens, bounds of places_bounded places
};
inline constexpr std::size_t places_bounded = 200, places_bounded_in_replay = 8;

/// Follow the reported payments to wherever the money stops, under each rule.
///
/// In      transfers with both amounts; reports' payments matched to transfers are the seeds, each
///         tagged with its victim. One ledger an asset; the order is (time_us, seq).
/// Out     Money. Steps of unknown length keep their order. Money of unknown origin is its own column.
///         The trace stops at services (services.h) and where the asset changes at no known rate. What is cut off at a
///         limit is listed in `cut`. Where tags spread too far to follow each victim pro rata, all
///         victims are followed together and traces have no prorata_minor (own_first_prorata alike). Bounds are of
///         the largest places of an asset; what was not bounded is in `cut`.
/// Laws    1 per victim and asset: sum over places + displaced + converted out = seeds + converted in + interest,
///           under every rule (CB_CHECK, to the unit); stops sum to places under FIFO.
///         2 relabelling accounts or victims permutes the answer, nothing else.
///         3 the same for any number of threads.
/// Cost    about 0.5 us a transfer; memory about 100 bytes a transfer.
/// Errors  integrity: law 1 broken.  cancelled.
/// Check   trace_money with `use_references` set runs the twins instead; `verify` does.
struct MoneyRequest {
  bool use_references = false;
  MoneyDepth depth = MoneyDepth::full;
  const Rates* rates = nullptr;             ///< borrows; nullptr: none
  std::optional<core::AssetId> currency{};  ///< in which sums are told as well
};
[[nodiscard]] core::Result<Money> trace_money(const core::RunContext& context,
                                              const evidence::Evidence& evidence,
                                              const entities::Entities& entities,
                                              const MoneyRequest& request);

}  // namespace cuibono::money

#include "money/asked_trace.h"  // it names what stands above
#include "money/decay.h"
#include "money/pattern_findings.h"
#include "money/pattern_table.h"
