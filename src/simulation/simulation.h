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

/// Which world to make.
struct WorldRequest {
  std::uint64_t seed = 1;
  double scale = 0.05;  ///< 1: about 500 staff, 3,000 victims, 2 million rows
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
/// In      request: scale in (0, 10].
/// Out     World. truth_json: see docs/simulation.md for its fields.
/// Laws    1 the same request gives the same bytes for any thread count.
///         2 every identifier is fictional: +999 numbers, btctest: addresses, unassigned bank codes,
///           example domains.
/// Cost    time and memory O(rows).
/// Errors  usage: scale out of range.
[[nodiscard]] core::Result<World> make_world(const core::RunContext& context,
                                             const WorldRequest& request);

}  // namespace cuibono::simulation
