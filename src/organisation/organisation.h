#pragma once
// organisation: who works together. Here a first honest answer: desk numbers and the sites they share.
//
// In    Evidence, Entities, Network, Money, CallProfiles.
// Out   Organisation: desks, sites, actors, with for and against; look-alikes set aside with the reason.
//       Nothing is claimed beyond numbers: no person, no leader.
//
// desks.cc   numbers in reports, grown by shared handset and by cells in the same shifts
// lists.cc   numbers that work through the list of others; signs.cc: what speaks for a desk
// sites.cc   desks that share cells, handsets or a list
// size.cc    how many people the traffic supports
// days.cc    the counts for each day of all these numbers
// successions.cc   changes of number, card and handset among desks
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calls/calls.h"
#include "claims/claims.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "money/money.h"
#include "network/network.h"

namespace cuibono::organisation {

/// A number (or another actor) with a score that ranks and reasons both ways.
struct Actor {
  std::string id;  ///< "A-" and 12 hex digits of its smallest selector's hash
  std::vector<evidence::SelectorId> selectors;  ///< sorted
  std::vector<std::string> names;
  std::uint8_t score_percent = 0;     ///< rank only; not a probability
  std::string band = "weak";          ///< strong moderate weak set_aside
  std::optional<std::uint32_t> site;  ///< position in Organisation::sites
  bool is_victim = false;
  std::vector<claims::Reason> reasons_for, reasons_against;
  std::optional<claims::Resamples> resamples;  ///< of being no look-alike; low, high of the score
};

/// One way to read how many there are.
struct SizeModel {
  std::string name;
  std::uint64_t low = 0, estimate = 0, high = 0;
};
/// A range and how it came about. Orders of magnitude, never a head count.
struct SizeRange {
  std::optional<std::uint64_t> low, estimate, high, lower_bound;
  std::vector<SizeModel> models;
  std::vector<std::string> warnings;
  std::vector<evidence::RecordRef> records;
};

/// Desks that work from the same cells in the same hours.
struct Site {
  std::string id;  ///< "S-" and 12 hex digits of its smallest number's hash
  std::vector<evidence::SelectorId> numbers;  ///< sorted
  std::vector<evidence::CellId> cells;        ///< sorted
  SizeRange staff;
  std::optional<claims::Resamples>
      resamples;  ///< of a site that pairs with it; low, high of its numbers
};

struct Organisation {
  std::vector<Site> sites;                ///< by id
  std::vector<Actor> actors;              ///< by id; victims and look-alikes too, set aside
  SizeRange staff;                        ///< of all desks together
  std::vector<claims::Finding> findings;  ///< desk, site, look_alike, successions, size
  /// By number, day: of actors who are no victims, and of groups with a finding (days.h).
  std::vector<calls::DayCounts> days;
  std::vector<core::Problem> problems;
};

/// Desk numbers and sites.
///
/// Out     a desk is a number that victims' reports name, or that shares a handset with a desk (repeated
///         while it adds numbers), or whose main cell is that of two desks and more in the same hours,
///         if it calls like an office, and two victims before payments more than chance gives.
///         What resembles a desk without a link to victims is set aside, with
///         the reason; so is a number that one report alone speaks of, since a digit may be misheard,
///         and one whose own records contradict: it reaches nobody who names it,
///         its people call back, or its handset changed hands.
/// Laws    1 no number is a desk without a chain of records to a report.
///         2 a case without reports names no desk.   3 order of records and items does not matter.
/// Errors  cancelled.
struct OrganisationInput {
  const evidence::Evidence& evidence;
  const entities::Entities& entities;
  const network::Network& network;
  const money::Money& money;
  const calls::CallProfiles& profiles;
  bool simulated = false;  ///< of the case: "+999" is followed by a calling code
};
[[nodiscard]] core::Result<Organisation> find_organisation(const core::RunContext& context,
                                                           const OrganisationInput& input);

}  // namespace cuibono::organisation
