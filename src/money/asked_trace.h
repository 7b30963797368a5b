#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "money/money.h"
#include "money/trace_ledger.h"

namespace cuibono::money {

/// Forward: where it went. Back: where it came from.
enum class TraceDirection : std::uint8_t { forward, back };

/// What money is followed.
struct TraceStart {
  enum class Kind : std::uint8_t {
    victims,  ///< every payment that a report names
    entity,   ///< what this one's reports name; without a report, what came to its accounts
    account,  ///< what came to it; where no record shows that, what it paid
    payment
  };
  Kind kind = Kind::victims;
  entities::EntityId entity = entities::no_entity;
  evidence::SelectorId account = evidence::no_selector;
  evidence::TransferId payment{};
  std::string words;  ///< as it was asked for
};

struct TraceQuestion {
  TraceDirection direction = TraceDirection::forward;
  std::vector<TraceStart> from;
  /// Forward: the trace goes no further than these. Back: sources are these alone.
  std::vector<evidence::SelectorId> to;
  std::uint32_t hops_max =
      0;  ///< forward: accounts so many payments away pay on no further; 0: no limit
  std::optional<std::int64_t> since_us;  ///< followed payments at or after
  std::optional<std::int64_t> until_us;  ///< nothing after this is looked at
  std::optional<core::AssetId> asset;    ///< this ledger alone
};

/// By TraceRule; nothing where a rule was not computed.
using AskedAmounts = std::array<std::optional<core::Int128>, trace_rules>;

/// The largest under any rule.
[[nodiscard]] core::Int128 largest_of(const AskedAmounts& amounts) noexcept;

/// Where money rests or left the records; in a trace back, where it came from.
struct AskedPlace {
  enum class Kind : std::uint8_t {
    account,
    cash,
    unnamed,
    another_asset,
    victim,
    unknown,
    fee,   ///< taken by banks
    bank,  ///< repaid an overdraft
    gap    ///< left where a running balance falls and no row says why
  };
  Kind kind = Kind::account;
  evidence::SelectorId account = evidence::no_selector;
  std::string victim;  ///< entity id, of kind victim
  AskedAmounts amounts{};
  std::optional<core::Int128> min_minor, max_minor;  ///< under any attribution
  std::optional<core::Int128> libr_minor;            ///< forward: the joint lowest balance
  std::optional<StopReason> reason;                  ///< forward: why it goes no further
  std::string why;                                   ///< in words
  std::uint64_t payments = 0;                        ///< back: of this source
  std::vector<evidence::RecordRef> records;          ///< a few
};

/// One payment and what it carried of the money that is followed; back: what of it came to the target.
struct AskedStep {
  evidence::TransferId transfer{};
  std::uint32_t hop = 0;  ///< forward: payments away from the start, this one included
  AskedAmounts amounts{};
};

/// What of one start is at one place: two starts and more.
struct AskedPart {
  std::string start;
  evidence::SelectorId place = evidence::no_selector;  ///< no_selector: left the records
  AskedAmounts amounts{};
};

/// Accounts without which least of the followed money could have left, as if nothing had been paid another way.
struct AskedChoke {
  std::vector<evidence::SelectorId> accounts;
  core::Int128 passed_minor = 0;  ///< could leave by the payments that were made, FIFO
  core::Int128 left_minor = 0;    ///< of it, without these accounts
};

/// A trace in one currency; back, of one target.
struct AskedLedger {
  core::AssetId asset{};
  std::string target;               ///< back: as it was asked for
  core::Int128 followed_minor = 0;  ///< forward: what starts; back: what came to the target
  // Forward, under FIFO: what conversions took to other currencies and brought here, and interest on it.
  core::Int128 converted_out_minor = 0, converted_in_minor = 0, interest_minor = 0;
  std::uint64_t payments = 0;                     ///< followed
  std::optional<std::int64_t> first_us, last_us;  ///< of the steps
  core::Precision precision =
      core::Precision::day;  ///< day, or coarser where the records' times are
  AskedAmounts displaced{};  ///< came back to a start and was followed again with a later payment
  std::vector<AskedPlace> places;  ///< by the largest amount under any rule
  std::vector<AskedStep> steps;    ///< by transfer
  std::vector<AskedPart> parts;    ///< by start, place
  std::uint64_t accounts_touched = 0, payments_touched = 0;  ///< forward: a screen
  // Forward: what could be frozen.
  std::optional<std::int64_t> half_life_s, half_life_low_s,
      half_life_high_s;                        ///< freeze.h, of all accounts
  std::optional<std::int64_t> records_end_us;  ///< last payment of the ledger
  std::vector<AskedChoke> chokes;              ///< of one account, two, three
};

struct AskedTrace {
  std::vector<AskedLedger> ledgers;  ///< most payments first
  std::vector<Cut> cut;
  std::vector<core::Problem> problems;
};
inline constexpr std::size_t asked_steps_max = 200'000, asked_sources_bounded = 20;

/// One trace that a person asks for, forward or back, under every rule.
///
/// Use     for money of chosen payments, accounts or victims. For all that is reported see trace_money. A trace back
///         looks at payments alone: no balances, reversals or conversions.
/// In      evidence, entities; the question. A payment that two starts name is the first one's.
/// Out     AskedTrace. Services, gaps and conversions end a trace as in trace_money. Accounts at hops_max end it
///         with reason `limit`. Back: sources are the victims' reported payments, first payments of accounts
///         that no record shows receiving, payments of services, and the rest, unknown.
/// Laws    1 forward, each rule: places + displaced = followed, where nothing was converted and no interest was earned;
///           FIFO: places + displaced + converted out = followed + converted in + interest.  2 back, each rule: sources = followed.
///         3 the trace forward of what victims report leaves at each place what trace_money says.
///         4 min <= each rule <= max.  5 the same for any number of threads.
/// Cost    as trace_money for one question; back, a pass for each of the first asked_sources_bounded sources.
/// Errors  bad_input: a ledger that a kernel refuses; nothing that starts.  integrity: a law broken.  cancelled.
[[nodiscard]] core::Result<AskedTrace> ask_trace(const core::RunContext& context,
                                                 const evidence::Evidence& evidence,
                                                 const entities::Entities& entities,
                                                 const TraceQuestion& question);

}  // namespace cuibono::money
