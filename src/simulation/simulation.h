#pragma once
// simulation: worlds with known truth, and the untidy files that an investigation would hold of them.
//
// In    seed, scale, options.
// Out   files as agencies would send them (names, bytes, what their senders state), and truth.json.
//       Every person, number, bank and address is fictional; nothing here helps to run a fraud.
//
// world.h   the world itself: sites, desks, victims, mules, honest firms, calls, payments
// files.h   the world as files in several languages, encodings and habits
#include <cstdint>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::simulation {

/// How the group answers pressure. As it stands, it does nothing of the kind.
struct Evasion {
  int number_change_days = 0;  ///< every desk changes its number so often: 1 to 60; 0: hardly ever
  bool site_split = false;     ///< half-way each site breaks into two places with other cells
  int chain_depth = 0;         ///< layers of mules beyond the third: 0 to 3
};

/// Which world to make.
struct WorldRequest {
  std::uint64_t seed = 1;
  double scale = 0.05;  ///< 1: about 500 staff, 3,000 victims, 2 million rows
  /// Share of the reports, of the accounts of each bank and of the numbers of each operator whose
  /// records reach the case: 0.1 to 1. Something of every sender does.
  double evidence_share = 1;
  std::vector<std::string> missing_files = {};  ///< names of files, or kinds: "calls", "reports", …
  Evasion evasion = {};
};

/// One file as a sender hands it over, with what the sender states about it.
struct WorldFile {
  std::string name;  ///< "telecom_cdr_2025.csv"
  std::string bytes;
  std::string source, custodian, jurisdiction, received, reliability, handling, legal_basis;
};

/// A simulated case before it is taken in.
struct World {
  std::string title;             ///< "Operation LANTERN (simulated)"
  std::string case_zone;         ///< "Europe/Vilnius"
  std::vector<WorldFile> files;  ///< sorted by name
  std::string truth_json;        ///< never read by a run
};

/// Makes a world and its files.
///
/// In      request: scale in (0, 10]; the others as said there.
/// Out     World. truth_json: see docs/simulation.md for its fields.
/// Laws    1 the same request gives the same bytes for any thread count.
///         2 every identifier is fictional: +999 numbers, btctest: addresses, unassigned bank codes,
///           example domains.
///         3 a smaller share of the evidence holds nothing that a larger one does not hold; what is
///           true stays true.
///         4 who paid whom and who rang whom at what moment does not depend on number_change_days
///           and site_split; only from which number and from where.
/// Cost    time and memory O(rows).
/// Errors  usage: a field out of its range, a missing file that no world has, none left.
[[nodiscard]] core::Result<World> make_world(const core::RunContext& context,
                                             const WorldRequest& request);

}  // namespace cuibono::simulation
