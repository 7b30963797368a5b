#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "entities/entities.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// What people decided of who is who: judgements.jsonl, appended and never rewritten.

/// Judgements of a case, oldest first, also those undone.
///
/// In      CASE/judgements.jsonl: a JSON object a line, {schema: 1, id, a, b, verdict, by, at, why} or {schema: 1, id,
///         undoes, by, at, why}; a and b are selectors in normal form. No file: none.
/// Errors  bad_input: a line that is none of these, names line and remedy; one that undoes what is not there or
///         undone already; judgements in force that contradict each other, with the chain.
[[nodiscard]] core::Result<std::vector<entities::Judgement>> read_judgements(const Case& the_case);
/// The same of text; `where` is the file's name.
[[nodiscard]] core::Result<std::vector<entities::Judgement>> parse_judgements(
    std::string_view text, const std::string& where);

/// One decision as a person types it.
struct JudgeRequest {
  std::string a, b;  ///< an entity "cb-…", a pseudonym "V-…", or a selector
  entities::Verdict verdict = entities::Verdict::unsure;
  std::string why;
};

struct JudgeReport {
  std::string id;                 ///< "J3"; of an import: the last one
  std::vector<std::string> told;  ///< what was put down and what it changes, in words
  std::uint64_t written = 0;      ///< judgements
};

/// Puts down one decision: in the audit, then in judgements.jsonl. The next run heeds it.
///
/// Laws    1 what is refused leaves every byte of the case as it was.  2 a judgement and its undoing leave results
///         as they were, byte for byte.
/// Cost    that of a run's intake, events and entities.
/// Errors  usage: a word that names nobody.  answered_no: it contradicts judgements in force (the chain is
///         shown), one record that names both, or it is so already.  integrity, resources as run_case.
[[nodiscard]] core::Result<JudgeReport> judge(const core::RunContext& context, const Case& the_case,
                                              const JudgeRequest& request);
/// Undoes one, by its id. Errors  answered_no: it is not there, or undone already.
[[nodiscard]] core::Result<JudgeReport> undo_judgement(const Case& the_case, const std::string& id,
                                                       const std::string& why);

/// Judgements in the lines of nomenklatura's resolver: [target, source, "positive" | "negative" | "unsure", score, user, time].
///
/// Out     export: those in force, the ids of entities as they are without judgements. import: of each set that
///         positive lines join, what is known here is the same; negative and unsure lines as they are. Ids that
///         name nobody are counted and said.
/// Errors  import: bad_input: a line that is none of these.  answered_no: they contradict those in force; then none is taken.
[[nodiscard]] core::Result<std::string> export_judgements(const core::RunContext& context,
                                                          const Case& the_case);
[[nodiscard]] core::Result<JudgeReport> import_judgements(const core::RunContext& context,
                                                          const Case& the_case,
                                                          const std::string& path);

}  // namespace cuibono::investigation
