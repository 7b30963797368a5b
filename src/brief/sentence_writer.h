#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "brief/sentences.h"

namespace cuibono::brief {

/// Puts sentences and the brief's own counts into a draft.
///
/// Use     one object a brief; section() first, then say() for each sentence.
///         A template is a text with {names}; it holds no digit of its own, so that every number in a
///         sentence is an argument, and an argument that is a number names its finding.
class SentenceWriter {
 public:
  SentenceWriter(const BriefInput& input, const Privacy& privacy, Draft& draft)
      : input_(input), privacy_(privacy), draft_(draft) {}

  void section(std::string_view id) { section_ = id; }

  /// A plain count over records as a finding of its own; returns its key. `records` are of what was
  /// counted (grounds.h); none where other findings of the sentence hold them.
  std::string count(const std::string& parameters, core::Int128 value, const std::string& unit,
                    const std::string& words, std::vector<evidence::RecordRef> records = {},
                    const std::string& subject = "case");
  /// Something that is missing, as a finding of its own; returns its key.
  std::string gap(const std::string& subject, const std::string& parameters,
                  const std::string& words, std::vector<evidence::RecordRef> records,
                  const std::string& settled_by);

  [[nodiscard]] static Argument name(std::string key, std::string text);
  [[nodiscard]] static Argument number(std::string key, std::uint64_t value, std::string finding);
  [[nodiscard]] static Argument money(std::string key, core::Int128 minor, core::AssetId asset,
                                      std::string finding);

  /// Adds a sentence. Findings of its numbers are added to `findings`.
  void say(const std::string& form, const std::string& words, std::vector<Argument> arguments,
           std::vector<std::string> findings = {}, std::vector<std::size_t> claims = {});

  [[nodiscard]] const BriefInput& input() const { return input_; }
  [[nodiscard]] const Privacy& privacy() const { return privacy_; }
  [[nodiscard]] Draft& draft() { return draft_; }

  /// Laws 2 and 3, after all findings are in. Errors  integrity: one of them, or a template with a digit.
  [[nodiscard]] core::Status check() const;

 private:
  const BriefInput& input_;
  const Privacy& privacy_;
  Draft& draft_;
  std::string section_;
  std::string template_with_digit_;  ///< form of the first; a bug of ours
};

// The sections, one file each or two.
void say_summary(SentenceWriter& writer);
/// What documents state, each statement its speaker's; contradictions side by side. In the summary.
void say_documents(SentenceWriter& writer);
/// What of documents nobody could read. In the gaps.
void say_review(SentenceWriter& writer);
/// Who may be named in which document: leads. In the gaps.
void say_mentions(SentenceWriter& writer);
void say_matters(SentenceWriter& writer);
/// In how many resamples the findings were there. In what speaks against.
void say_steadiness(SentenceWriter& writer);
void say_next(SentenceWriter& writer);
void say_against(SentenceWriter& writer);
void say_gaps(SentenceWriter& writer);
/// say_ledger.cc: what came back, what was converted; and what the ledger leaves open.
void say_ledger(SentenceWriter& writer);
void say_ledger_doubts(SentenceWriter& writer);
void say_sources(SentenceWriter& writer);
/// After all others: more of `against`, from the schedule of disclosure.
void say_disclosure(SentenceWriter& writer, const std::vector<Disclosure>& schedule);
// Parts of the last two: what files show to be missing, and what was taken in.
void say_intake_gaps(SentenceWriter& writer);
void say_intake(SentenceWriter& writer);

/// "one report", "3 reports": the noun that fits a number.
[[nodiscard]] std::string noun(std::uint64_t number, const char* one, const char* many);

}  // namespace cuibono::brief
