// simulate: a world with known truth becomes a case folder, taken in as any other evidence would
// be.
#include <toml++/toml.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/investigation.h"
#include "simulation/simulation.h"

namespace cuibono::investigation {
namespace {

/// FILE.meta.toml: what the sender of a simulated file states about it.
std::string sidecar_of(const simulation::WorldFile& file) {
  std::ostringstream out;
  const auto line = [&](const char* key, const std::string& value) {
    if (!value.empty()) out << key << " = " << toml::value<std::string>(value) << "\n";
  };
  line("source", file.source);
  line("custodian", file.custodian);
  line("jurisdiction", file.jurisdiction);
  line("received", file.received);
  line("grade", file.reliability);
  line("handling", file.handling);
  line("legal_basis", file.legal_basis);
  return out.str();
}

simulation::WorldRequest world_of(const SimulateRequest& request) {
  constexpr int weekly = 7, two_layers = 2;
  simulation::WorldRequest world;
  world.seed = request.seed;
  world.scale = request.scale;
  world.evidence_share = request.evidence_share;
  world.missing_files = request.missing_files;
  world.evasion.number_change_days =
      request.number_change_days.value_or(request.evasive ? weekly : 0);
  world.evasion.site_split = request.site_split || request.evasive;
  world.evasion.chain_depth = request.chain_depth.value_or(request.evasive ? two_layers : 0);
  return world;
}

}  // namespace

core::Result<Case> simulate_case(const core::RunContext& context, const SimulateRequest& request) {
  core::RunContext seeded = context;
  seeded.seed = request.seed;
  CB_TRY(const simulation::World world, simulation::make_world(seeded, world_of(request)));
  CaseSettings settings;
  settings.id = "SIMULATED-" + std::to_string(request.seed);
  settings.title = world.title;
  settings.marking = "SIMULATED – NO REAL PERSONS";
  settings.zone = world.case_zone;
  settings.simulated = true;
  CB_TRY(Case the_case, make_case(request.folder, settings));

  const std::string incoming = the_case.path(".cuibono/incoming");
  remove_folder(incoming);
  CB_TRY_STATUS(make_folder(incoming));
  AddRequest add;
  for (const auto& file : world.files) {
    const std::string path = incoming + "/" + file.name;
    CB_TRY_STATUS(write_file_atomically(path, file.bytes));
    CB_TRY_STATUS(write_file_atomically(path + ".meta.toml", sidecar_of(file)));
    add.paths.push_back(path);
  }
  CB_TRY(const auto added, add_files(context, the_case, add));
  CB_CHECK(added.size() == world.files.size(), "not every simulated file was taken in");
  CB_TRY_STATUS(write_file_atomically(the_case.path("truth.json"), world.truth_json));
  CB_TRY_STATUS(append_audit(the_case, "simulate",
                             {{"seed", std::to_string(request.seed)},
                              {"truth_sha256", core::sha256(world.truth_json).hex()}}));
  remove_folder(incoming);
  return the_case;
}

}  // namespace cuibono::investigation
