#pragma once
// brief: findings and claims → sentences; and every file of out/.
//
// In    the whole result of a run.
// Out   the files of OUTPUTS, as bytes. A sentence is a template with arguments; without support it is
//       not printed. Victims are pseudonyms in all of them, unless the case says otherwise.
//
// privacy.h      who is shown under which name
// sentences.h    findings and claims → sections of sentences
// export_*.cc    one file of out/ each
// html_*.cc      the brief as one self-contained page
// told.h         what a brief says, to compare it with another
// lint*.h        what a brief must not say: rules over sentences, made or edited
// disclosure.h   the case searched against itself
// trace_files.h  one trace that a person asked for, as files and tables
// shown.h        selectors and texts as outputs show them, for tables
// network_view.h the network as one may look at it: marks, sums, paths
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "calls/calls.h"
#include "claims/claims.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "leads/leads.h"
#include "money/money.h"
#include "network/network.h"
#include "organisation/organisation.h"

namespace cuibono::brief {

enum class VictimNames : std::uint8_t { pseudonym, clear, omit };

/// What the case itself says about how to write.
struct CaseFacts {
  std::string id, title, marking;  ///< marking stands on every page
  bool simulated = false;          ///< "SIMULATED" on every page
  std::string zone;                ///< IANA; empty: UTC
  std::string pseudonym_key;       ///< of case.toml; never written to out/
  /// [items] where case.toml has none: for each file of reports a secret that only who has the file knows.
  /// A victim's pseudonym hangs on the file of the first report alone, so that leaving out another file
  /// changes nothing.
  std::vector<std::string> pseudonym_keys;
  VictimNames victims = VictimNames::pseudonym;
  std::string engine;  ///< "cuibono 0.1.0 <hash>"
  std::uint64_t seed = 1;
  std::string grading_scheme;
  evidence::MaskRequest mask;             ///< what was asked for: written to run.json
  std::string mask_words;                 ///< "as of 2025-05-01"; empty: everything
  std::vector<core::Problem> mask_notes;  ///< what the mask left out, and why
  std::vector<std::string> replays;       ///< families of replays that the run includes, sorted
  std::uint64_t draws = 0;                ///< of the family bootstrap; 0: it is not among them
};

struct BriefInput {
  const CaseFacts& facts;
  const evidence::Evidence& evidence;
  const entities::Entities& entities;
  const std::vector<claims::Claim>& claims;
  const network::Network& network;
  const money::Money& money;
  const calls::CallProfiles& profiles;
  const organisation::Organisation& organisation;
  const std::vector<leads::Lead>& leads;
  /// Passages of documents that no rule could read; may be null.
  const std::vector<claims::ReviewPassage>* review = nullptr;
  /// Findings of patterns of payments; may be null.
  const std::vector<claims::Finding>* patterns = nullptr;
};

/// One file of out/, by its name relative to out/.
struct OutputFile {
  std::string name;
  std::string bytes;
};

/// Every file of OUTPUTS but metrics.json, manifest.json last (SHA-256 of all the others).
///
/// Out     besides OUTPUTS: run.json {engine, seed, request: {as_of, jurisdictions, without_items,
///         without_sources, handling_allowed, without_records}, mask, notes, replay: {families, draws}}. Only run.json and the
///         banner of brief.html name the mask: all else equals a fresh case of the records that are
///         left. manifest.json is {"files": {name: sha256}}.
/// Laws    1 the same result gives the same bytes.  2 every number in a sentence is bound to a finding.
///         3 every sentence has at least one finding or claim that exists.   4 no victim's name, phone,
///           account or address is in any file while victims = pseudonym.
///         5 every field of OUTPUTS is there; what no stage fills yet is null.
/// Errors  integrity: law 2 or 3 broken (CB_CHECK).
[[nodiscard]] core::Result<std::vector<OutputFile>> write_outputs(const core::RunContext& context,
                                                                  const BriefInput& input);

/// {"engine", "files": {name: sha256}} of files, in the order of their names.
[[nodiscard]] OutputFile manifest_of(const std::string& engine,
                                     const std::vector<OutputFile>& files);

}  // namespace cuibono::brief

#include "brief/grades.h"
#include "brief/latin.h"
#include "brief/lint_read.h"
#include "brief/lint_victims.h"  // it names what stands above
#include "brief/network_view.h"  // it builds on what stands above
#include "brief/shown.h"         // it names what stands above
#include "brief/told.h"          // it names what stands above
#include "brief/trace_files.h"   // it names what stands above
