#pragma once
#include <string>
#include <vector>

#include "money/asked_trace.h"
#include "money/ledger.h"
#include "money/reported.h"
#include "money/services.h"
#include "money/stops.h"
#include "money/trails.h"
#include "money/work.h"

namespace cuibono::money {

/// What every ledger of one question shares.
struct AskedCase {
  const core::RunContext& context;
  const evidence::Evidence& evidence;
  const entities::Entities& entities;
  const TraceQuestion& question;
  Reported reported;
  std::vector<std::uint8_t> marks, holder_marks;
  Coverage coverage;
  std::vector<FileGap> gaps;
};

/// Leaves out what the question does not look at: payments after its last day.
void end_ledger(const AskedCase& asked, Ledger& ledger);
/// Payments too large for any balance move nothing; `cut` says how many.
void leave_out_of_trace(Ledger& ledger, std::vector<Cut>& cut);
/// The payments of a position in Evidence::transfers; `events` of a ledger are sorted.
[[nodiscard]] std::optional<std::uint32_t> find_in_ledger(const Ledger& ledger,
                                                          std::uint32_t event);
/// The account of a selector; nothing where the ledger does not know it.
[[nodiscard]] std::optional<std::uint32_t> find_account(const Ledger& ledger,
                                                        evidence::SelectorId of);
/// Accounts of many customers, as far as what victims report shows them.
[[nodiscard]] core::Result<std::vector<Service>> services_of(const AskedCase& asked,
                                                             const Ledger& ledger,
                                                             std::span<const Seed> seeds);
/// Selectors of one start that are ends of payments in this ledger.
[[nodiscard]] std::vector<std::uint32_t> accounts_of(const AskedCase& asked, const Ledger& ledger,
                                                     const TraceStart& start);

/// What is followed forward: a tag each.
struct AskedSeeds {
  std::vector<Seed> seeds;         ///< by transfer
  std::vector<std::string> names;  ///< [tags] of tag 1 first
};
[[nodiscard]] AskedSeeds find_asked_seeds(const AskedCase& asked, const Ledger& ledger);

/// Accounts at which the question ends the trace forward. [accounts] `ledger.seeds` are set.
[[nodiscard]] std::vector<std::uint8_t> ends_of_question(const AskedCase& asked,
                                                         const Ledger& ledger);
/// What one ledger of a trace forward came to. work: as trace_works left it.
[[nodiscard]] core::Result<AskedLedger> tell_forward(const AskedCase& asked, const Work& work,
                                                     const std::vector<std::string>& names,
                                                     const std::vector<std::uint32_t>& converted,
                                                     std::vector<Cut>& cut);
/// How fast what rests may leave, and which accounts it had to pass.
[[nodiscard]] core::Status put_outlook(const AskedCase& asked, const Ledger& ledger,
                                       const TrailQuery& query, const Trails& trails,
                                       AskedLedger& out, std::vector<Cut>& cut);
/// One ledger of a trace back from one start; nothing where the ledger does not know it.
[[nodiscard]] core::Result<std::optional<AskedLedger>> follow_back(const AskedCase& asked,
                                                                   Ledger ledger,
                                                                   const TraceStart& target,
                                                                   std::vector<Cut>& cut);

/// The first records of a transfer.
void add_records(const AskedCase& asked, std::uint32_t event, std::vector<evidence::RecordRef>& to);

}  // namespace cuibono::money
