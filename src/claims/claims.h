#pragma once
// claims: who says what of whom; and what this engine itself infers. Never mixed.
//
// In    Evidence, Entities.
// Out   claims from watch-list notes, report narratives and running text, each attributed to its speaker;
//       passages for a person to read; the type Finding, which every later stage fills.
//
// claims.cc         claims from records; claims_documents.cc: from paragraphs
// assertions.h      a paragraph -> who says what of whom (cues/: the words, a file a language)
// sentences.h, tokens.h, cues.h, quantities.h   what it is read with
// origins.h         which items say the same because one has it from the other: roots
// corroboration.h   weights combined by root; "confirmed" needs two
// contradictions.h  claims that cannot both stand, side by side; agreements.h: what is said more than once
// finding.h         Finding: an inference with its reasons, its look-alike and its records
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "claims/agreements.h"
#include "claims/assertions.h"
#include "claims/contradictions.h"
#include "claims/corroboration.h"
#include "claims/finding.h"
#include "claims/force.h"
#include "claims/origins.h"
#include "claims/quantities.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::claims {

/// A part of a claim of running text.
enum class ClaimPart : std::uint8_t { subject, speaker, object };
[[nodiscard]] std::string_view claim_part_name(ClaimPart part) noexcept;

/// Words of a claim that may be the name of somebody in the records. A lead: the claim stays about its words.
struct ClaimMention {
  ClaimPart part = ClaimPart::object;
  std::uint32_t mention = 0;  ///< in Entities::mentions
  auto operator<=>(const ClaimMention&) const = default;
};

/// Somebody asserts something of somebody. Not a fact, not an inference of ours.
struct Claim {
  std::string
      subject;  ///< selector or entity id; of running text: its words, which no rule has resolved
  std::string predicate;  ///< "is described as", "denies", …: plain words
  std::string object;     ///< the words of the record, cut to 400 bytes at a code point
  std::string
      said_by;  ///< author of the record: the list's author, the agency, the victim (pseudonym);
                ///< of running text its speaker "(in SOURCE)"; the source alone where it names the
                ///< speaker: "ministry" in a release of the "Ministry of the Interior"
  std::string speaker;   ///< the words of the text alone; empty: its author speaks
  std::string sentence;  ///< of running text: the whole sentence, hedges and all, cut to 600 bytes
  std::optional<std::int64_t> said_us, known_us;  ///< when said; when the case received it
  core::Precision said_precision = core::Precision::day, known_precision = core::Precision::day;
  Force force = Force::stated;
  std::string court, level;  ///< of a finding by a court; empty otherwise
  std::optional<bool> appeal_open;
  std::vector<SaidQuantity> quantities;  ///< of the sentence; ranges in its paragraph
  std::string reliability, credibility;  ///< native grades; empty: not graded
  std::string
      root;  ///< where it first came from: the hash of an item, or several joined by '+' (origins.h)
  std::vector<ClaimMention> mentions;  ///< of running text: by part, then place
  evidence::RecordRef record;
  evidence::Passage
      passage;  ///< the part of the record's text that says so: bytes of a note or narrative,
                ///< code points of running text
};

/// A passage that no rule could read: for a person, never a claim.
struct ReviewPassage {
  evidence::Passage passage;  ///< code points of the record's text
  ReviewReason reason = ReviewReason::no_verb;
  std::string words;  ///< cut to 600 bytes at a code point
};

struct Claims {
  std::vector<Claim> claims;
  std::vector<ReviewPassage> review;  ///< by passage
};

/// Claims of the records, as "X states".
///
/// In      watch entries with a note or role; reports with a narrative or platform; documents.
/// Out     claims sorted by (subject, predicate, record, object, place). A narrative is one claim of its
///         reporter, with the force `stated`; a note that attributes ("according to …", "по данным …") is `alleged`.
///         Of documents: assertions.h, sentence by sentence; a heading, a title and a row of a table say nothing;
///         of a quoted passage (of a mail) what its own sentences attribute. Mentions of names inside a
///         claim's passage are linked with the part of it that holds their words; no subject is changed by them.
/// Laws    1 every claim has a speaker and a record.  2 the answer does not depend on threads nor on the order
///         of items.  3 of each sentence of a paragraph there is a claim or a passage to review.
/// Cost    O(words), a few microseconds a word.
/// Errors  cancelled.
[[nodiscard]] core::Result<Claims> make_claims(const core::RunContext& context,
                                               const evidence::Evidence& evidence,
                                               const entities::Entities& entities);

/// Claims of the documents alone, and what is for review.
[[nodiscard]] core::Result<Claims> read_documents(const core::RunContext& context,
                                                  const evidence::Evidence& evidence,
                                                  const Origins& origins);

/// Fills Claim::mentions of claims of running text.
void link_mentions(const evidence::Evidence& evidence, const entities::Entities& entities,
                   std::vector<Claim>& claims);

/// Whether claims stand on two roots that share nothing, by two speakers: one person's word in two papers
/// is one word.
[[nodiscard]] bool is_confirmed(const std::vector<const Claim*>& claims);

}  // namespace cuibono::claims
