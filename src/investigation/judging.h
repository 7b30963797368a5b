#pragma once
#include <optional>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "investigation/files.h"
#include "investigation/judgements.h"
#include "investigation/run_parts.h"

namespace cuibono::investigation {

/// The evidence of a case, as far as it takes to say who is meant.
class Judging {
 public:
  /// Errors  as those of a run's intake.
  [[nodiscard]] static core::Result<Judging> open(const core::RunContext& context,
                                                  const Case& the_case, CaseUse use);
  /// The selector that a judgement of this word speaks of. Errors  usage: it names nobody, or several.
  [[nodiscard]] core::Result<std::string> key_of(const std::string& word) const;
  [[nodiscard]] const entities::Entity* holder(const entities::Entities& all,
                                               const std::string& key) const;
  [[nodiscard]] const evidence::Evidence& evidence() const { return evidence_; }
  [[nodiscard]] const entities::JoinRule& rule() const { return input_.joining; }
  [[nodiscard]] core::Result<brief::Shown> shown() const;
  /// Who would be who with one judgement more.
  [[nodiscard]] core::Result<entities::Entities> with(const entities::Judgement& one) const;
  [[nodiscard]] const std::vector<entities::Judgement>& in_force() const {
    return input_.joining.judgements;
  }
  [[nodiscard]] const entities::Entities& judged() const { return judged_; }
  [[nodiscard]] const entities::Entities& plain() const { return plain_; }

 private:
  explicit Judging(const core::RunContext& context) : context_(context) {}
  [[nodiscard]] std::string key_of(const entities::Entity& entity) const;

  const core::RunContext& context_;
  AnalysisInput input_;
  evidence::Evidence evidence_;
  entities::Entities plain_, judged_;  ///< without judgements, and with those in force
};

/// A judgement that is to be put down; empty texts: who and when it is put down.
struct NewJudgement {
  entities::Judgement judgement;
  std::string why, by, at;
};

/// The one in force that says the same already.
[[nodiscard]] const entities::Judgement* find_said(const std::vector<entities::Judgement>& in_force,
                                                   const entities::Judgement& one);
/// Errors  answered_no: with those in force it would contradict; the chain is in the words.
[[nodiscard]] core::Status check_new(const entities::Judgement& one,
                                     std::vector<entities::Judgement> in_force);
/// The number of the next line: lines that undo have one too.
[[nodiscard]] core::Result<std::uint64_t> next_number(const Case& the_case);
/// One line, first in the audit by its hash, then in the file.
[[nodiscard]] core::Status put_down(const Case& the_case, const std::string& operation,
                                    const NewJudgement& one);
[[nodiscard]] core::Status put_down_undo(const Case& the_case, const std::string& id,
                                         const std::string& undone, const std::string& why);
inline constexpr const char* judgement_file = "judgements.jsonl";

}  // namespace cuibono::investigation
