#pragma once
#include <map>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "brief/disclosure_line.h"
#include "brief/privacy.h"

namespace cuibono::brief {

/// One argument of a sentence. A number is bound to the finding that it comes from; names, dates and ids
/// are what they are.
struct Argument {
  std::string name, text;
  std::string value;    ///< of a number, as OUTPUTS writes it; empty: not a number
  std::string finding;  ///< key of the finding that the number comes from; empty: not a number
};

/// A template with arguments and what supports it.
struct Sentence {
  std::string section, form;  ///< form: the template's id
  std::string text;           ///< filled in, pseudonymised
  std::vector<Argument> arguments;
  std::vector<std::string> findings;  ///< keys
  std::vector<std::size_t> claims;    ///< positions in BriefInput::claims
  std::vector<evidence::RecordRef> records;
};

/// What a reader would call an aside: an actor that resembles, and why it is not named.
struct SetAside {
  std::string subject, reason, finding;
};

/// The brief as data: findings of all stages and of the brief itself, sentences, asides.
struct Draft {
  std::vector<claims::Finding> findings;      ///< sorted; position + 1 is the number of F…
  std::map<std::string, std::size_t> by_key;  ///< key → position
  std::vector<Sentence> sentences;            ///< in reading order
  std::vector<SetAside> set_aside;
  std::vector<Disclosure> schedule;  ///< of disclosure
};

/// Findings and claims to sentences.
///
/// Out     sections summary, matters, next, against, gaps, sources, in this order.
/// Laws    2 and 3 of write_outputs.
/// Errors  integrity: a number without a finding, a sentence without support.
[[nodiscard]] core::Result<Draft> write_sentences(const core::RunContext& context,
                                                  const BriefInput& input, const Privacy& privacy);

/// Title of a section for readers.
[[nodiscard]] std::string section_title(std::string_view section);

}  // namespace cuibono::brief
