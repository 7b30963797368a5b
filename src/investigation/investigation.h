#pragma once
// investigation: the case folder, the store, and the story that strings the stages together.
//
// In    a case folder, a request.
// Out   out/ and what to tell the person who asked. The command line, the server and Python call only this.
//
// investigation.cc   the story: take in, resolve, connect, trace, organise, lead, brief
// case_folder.h      case.toml, evidence/manifest.jsonl      audit.h    the hash-chained audit
// custody.h          manifest against audit                  store.h    segments and CURRENT
// files.h            atomic writes, the lock
// view.h             answers to one who looks at the results
// check_brief.h      the lint of the brief
// rules_of_case.h, pattern_file.h   rules by which patterns are looked for; patterns.parquet
// preview.h, export.h   rows as they will be understood; records as files for other programs
// replay_exact.h, replay_draws.h   the same case with less, and drawn again; brief_without.h
// judgements.h, resolve.h   what people decided of who is who; whom they could be asked about
// trace_case.h       one trace, its plan first: CASE/traces
// add.cc run.cc verify*.cc show.cc simulate.cc index.cc      one verb each
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "core/core.h"
#include "evidence/evidence.h"
#include "investigation/brief_without.h"
#include "investigation/case_folder.h"
#include "investigation/check_brief.h"
#include "investigation/export.h"
#include "investigation/judgements.h"
#include "investigation/preview.h"
#include "investigation/resolve.h"
#include "investigation/trace_case.h"
#include "investigation/view.h"

namespace cuibono::investigation {

/// Version and hash of code and bundled data: printed in every result.
[[nodiscard]] std::string engine_name();

// ---------------------------------------------------------------------------------------------- add
/// What a person states about files at `add`. Empty: not stated. A sidecar FILE.meta.toml beside a
/// file states the same keys for that file; what is given here wins.
struct AddRequest {
  std::vector<std::string>
      paths;          ///< files, or folders (taken in order of name, hidden files left out)
  bool link = false;  ///< leave the file where it is; its hash is kept all the same
  std::string source, custodian, jurisdiction, received, reliability, credibility, handling,
      legal_basis, kind;
};
struct AddedFile {
  std::string path;
  evidence::Item item;
  bool was_there = false;  ///< equal bytes are in the case already: nothing was done
};
/// The largest file that a request names: add maps one at a time. 0 where there is none.
[[nodiscard]] std::uint64_t largest_file_bytes(const AddRequest& request);
/// Takes files in. Idempotent by hash; what an interrupted add finished stays, and the next add of the
/// same files ends in the same items with the same labels, in the same order.
/// Errors  bad_input: no such file, a date or kind that cannot be read.  resources.
[[nodiscard]] core::Result<std::vector<AddedFile>> add_files(const core::RunContext& context,
                                                             Case& the_case,
                                                             const AddRequest& request);

// ---------------------------------------------------------------------------------------------- run
struct RunRequest {
  evidence::MaskRequest mask;
  std::string out_folder;  ///< empty: CASE/out
  bool strict = false;     ///< stop at doubtful columns, questions of the mapping, quarantined rows
  bool use_references = false;        ///< trace with the slow twins
  std::optional<std::uint64_t> seed;  ///< of what is drawn; nothing: of case.toml
  /// false (verify): no byte of the case changes; what is missing in derived/ is made in memory.
  bool write = true;
  std::vector<std::string> families;   ///< of replays, besides those of case.toml
  std::optional<std::uint64_t> draws;  ///< of the family bootstrap; nothing: of case.toml
  bool ignore_settings = false;        ///< families of case.toml do not count (verify)
};
/// Replays of one family as a table: a row a draw, the run itself first.
struct ReplayTable {
  std::string family;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> notes;
  double seconds = 0.0;
};
struct RunReport {
  std::vector<brief::OutputFile> files;  ///< as written, metrics.json and manifest.json included
  std::vector<evidence::Item> items;     ///< ranked, those that the mask lets live
  std::vector<evidence::ItemAccount> accounts;  ///< [items]
  std::vector<std::string> kinds;               ///< [items]
  std::vector<std::uint64_t> same_records;      ///< [items] that another item holds too
  std::uint64_t rows = 0, records = 0, quarantined = 0, events = 0;
  std::vector<std::string> questions;
  std::vector<core::Problem> notes;
  std::string out_folder;
  std::vector<std::string> summary;  ///< the summary sentences of the brief
  std::vector<ReplayTable> replays;
  double seconds = 0.0;
};
/// The whole way from files to out/. Never asks; lists its questions.
/// Errors  integrity: a file changed after add.  bad_input: --strict, no evidence, a mapping that cannot be
///         read.  usage: out_folder holds other things.  resources: disk; another writes.  cancelled.
[[nodiscard]] core::Result<RunReport> run_case(const core::RunContext& context,
                                               const Case& the_case, const RunRequest& request);

/// A proposed or authored mapping of one item and its rows as they would be understood.
struct MapPreview {
  evidence::Item item;
  evidence::Mapping mapping;
  evidence::RecordBatch batch;
  std::string path;  ///< of the mapping file
};
/// A proposal is written where the item has no mapping yet.
/// Errors  usage: no such item.  bad_input: a mapping or linked file that cannot be read.  integrity: the
///         file changed after add.  resources: disk; another writes to the case.
[[nodiscard]] core::Result<MapPreview> preview_mapping(const core::RunContext& context,
                                                       const Case& the_case,
                                                       const std::string& label);

// ------------------------------------------------------------------------------------------- verify
struct VerifyRequest {
  bool rebuild = false;   ///< run again and compare bytes
  bool truth = false;     ///< score out/ against truth.json
  std::string seal = {};  ///< as a run printed it; empty: none is at hand
};
struct Check {
  std::string name;
  enum class State : std::uint8_t {
    ok,
    edited,
    other_engine,
    tampered,
    failed,
    skipped
  } state = State::ok;
  std::string text;  ///< one sentence
};
struct VerifyReport {
  std::vector<Check> checks;
  std::vector<std::string> scores;  ///< lines of the truth scorecard
  [[nodiscard]] bool integrity_broken() const noexcept;
  [[nodiscard]] bool all_ok() const noexcept;
};
/// Re-hashes everything, walks the audit chain, recomputes headline sums by the slow twins.
/// Writes nothing into the case.
/// Errors  those of run_case where it cannot be run again (a mapping that cannot be read, another writer);
///         usage: truth asked of a case that has none,
///         a seal that cannot be read. What it finds is in the report.
[[nodiscard]] core::Result<VerifyReport> verify_case(const core::RunContext& context,
                                                     const Case& the_case,
                                                     const VerifyRequest& request);

/// The scorecard of a simulated case: out/ against truth.json, as printed lines.
[[nodiscard]] core::Result<std::vector<std::string>> score_truth(const Case& the_case);

/// The audit chain as it stands now, to be printed and kept elsewhere: "12-" and 32 hex digits, the number
/// of lines and the beginning of the last hash; empty where there is no line. Without it, a chain that was
/// cut at its end or written anew looks whole.
/// Errors  integrity: the chain is broken.
[[nodiscard]] core::Result<std::string> audit_seal(const Case& the_case);

// --------------------------------------------------------------------------------------------- show
/// One thing and why it is believed: an item "E0003", a row "E0003#17" (original bytes), a finding
/// "F12", a claim "C3", a lead "L2", an entity, or words to search for. Reading a row is audited, under
/// the lock of the case.
/// Errors  answered_no: nothing is known by it.  bad_input: no such row.  resources: another writes.
[[nodiscard]] core::Result<std::string> show_thing(const Case& the_case, const std::string& what);
/// The same for programs: JSON objects. An item, a row with its place and cells, the items of the intake, what
/// results hold of an id, or the hits of a search, one object each.
[[nodiscard]] core::Result<std::vector<std::string>> show_objects(const Case& the_case,
                                                                  const std::string& what);

// ----------------------------------------------------------------------------------------- simulate
struct SimulateRequest {
  std::string folder;
  std::uint64_t seed = 1;
  double scale = 0.05;
  double evidence_share = 1;                    ///< of reports, accounts and numbers: 0.1 to 1
  std::vector<std::string> missing_files = {};  ///< names, or kinds as "calls"
  bool evasive = false;                         ///< all that follows, where it is not stated
  std::optional<int> number_change_days = {};   ///< 0: hardly ever; evasive: 7
  bool site_split = false;                      ///< each site breaks in two half-way
  std::optional<int> chain_depth = {};          ///< more layers of mules: 0 to 3; evasive: 2
};
/// Makes a simulated case with truth.json.
/// Errors  usage: the folder holds a case already; a field as simulation/simulation.h forbids it.
[[nodiscard]] core::Result<Case> simulate_case(const core::RunContext& context,
                                               const SimulateRequest& request);

// ---------------------------------------------------------------------------------------- the story
/// What a stage took.
struct StageTime {
  std::string name;
  double seconds = 0.0;
  std::uint64_t rows = 0, peak_bytes = 0;
};

/// Everything a run computed. Inputs are ranked items with their batches: no file is read any more.
struct AnalysisInput {
  std::vector<evidence::Item> items;
  std::vector<evidence::RecordBatch> batches;
  std::vector<evidence::Mapping> mappings;
  evidence::Mask mask;
  brief::CaseFacts facts;
  std::shared_ptr<const money::Rates> rates{};  ///< of rates/; none: no table
  std::optional<core::AssetId> currency{};      ///< in which sums are told as well
  bool use_references = false;
  money::MoneyDepth depth = money::MoneyDepth::full;
  std::vector<money::PatternRule> rules;          ///< of patterns; none: no patterns are looked for
  std::vector<entities::Judgement> judgements{};  ///< of the case, also those undone
  entities::JoinRule joining{};  ///< other than usual in replays of the family identity
  std::uint64_t draws = 0;       ///< of a conditional replay; 0: none, and `resamples` are null
};
struct Results;
struct Analysis {
  std::shared_ptr<const Results> results;
  std::vector<brief::OutputFile> files;
  std::vector<StageTime> stages;
};
/// result = analyse(engine, evidence ∩ mask, authored ∩ mask, seed): no clock, no file, no chance.
/// Laws    1 the same input gives the same files for any number of threads.
///         2 a mask equals a case that holds only those records (tests/replay_law_test.cc).
[[nodiscard]] core::Result<Analysis> analyse(const core::RunContext& context,
                                             const AnalysisInput& input);

}  // namespace cuibono::investigation
