#pragma once
#include <span>
#include <vector>

#include "money/money.h"
#include "money/roles.h"
#include "money/stops.h"
#include "money/trails.h"

namespace cuibono::money {

/// Findings of one ledger: mules, collectors (fan_in), cash, traces to the headline places, what could
/// be asked to be frozen. Each has its records, its innocent look-alike and what would settle it.
struct FindingQuery {
  const TrailQuery& trail;
  const Trails& trails;
  const JudgedAccounts& judged;
  std::span<const Place> places;  ///< of this ledger, headline first
  std::span<const Stop> stops;    ///< of this ledger
};
void add_ledger_findings(const FindingQuery& query, std::vector<claims::Finding>& findings);

/// How fast what rests may be gone: a half-life of the case, and what it leaves of the sum in ten days. Nothing
/// where it would be a guess: fewer than half_life_accounts, or ends of its interval more than three times apart.
void add_outlook(const FindingQuery& query, std::vector<claims::Finding>& findings);

/// How many payments are reported, matched and found in ledgers.
void add_report_findings(const Reported& reported, std::vector<claims::Finding>& findings);

/// Where no report names a payment: how many payments and accounts there are, and who receives most.
void add_plain_counts(const evidence::Evidence& evidence, std::span<const Ledger> ledgers,
                      std::vector<claims::Finding>& findings);

void add_gap_findings(const evidence::Evidence& evidence, std::span<const FileGap> gaps,
                      std::vector<claims::Finding>& findings);

/// Most places with a trace or freeze finding, by asset.
inline constexpr std::size_t headline_places = 50;

}  // namespace cuibono::money
