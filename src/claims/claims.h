#pragma once
// claims: who says what of whom; and what this engine itself infers. Never mixed.
//
// In    Evidence, Entities.
// Out   claims from watch-list notes and report narratives, each attributed to its speaker;
//       the type Finding, which every later stage fills.
//
// claims.cc   claims from records
// finding.h   Finding: an inference with its reasons, its look-alike and its records
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "claims/finding.h"
#include "claims/force.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::claims {

/// Somebody asserts something of somebody. Not a fact, not an inference of ours.
struct Claim {
  std::string subject;    ///< selector or entity id
  std::string predicate;  ///< "is described as", "says about the call", …: plain words
  std::string object;     ///< the words of the record, cut to 400 bytes at a code point
  std::string
      said_by;  ///< author of the record: the list's author, the agency, the victim (pseudonym)
  std::optional<std::int64_t> said_us, known_us;  ///< when said; when the case received it
  core::Precision said_precision = core::Precision::day, known_precision = core::Precision::day;
  Force force = Force::stated;
  std::string court, level;  ///< of a finding by a court; empty otherwise
  std::optional<bool> appeal_open;
  std::string reliability, credibility;  ///< native grades; empty: not graded
  std::string
      root;  ///< hash of the item, a stand-in for the provenance root: two copies of one text
             ///< have two. No stage counts by it yet.
  evidence::RecordRef record;
  evidence::Passage passage;  ///< the part of the record's text that says so
};

/// Claims of the records, as "X states".
///
/// In      watch entries with a note or role; reports with a narrative or platform.
/// Out     claims sorted by (subject, predicate, record). A narrative is one claim of its reporter,
///         with the force `stated`; a note that attributes ("according to …", "по данным …") is `alleged`.
/// Laws    1 every claim has a speaker and a record.
/// Errors  cancelled.
[[nodiscard]] core::Result<std::vector<Claim>> make_claims(const core::RunContext& context,
                                                           const evidence::Evidence& evidence,
                                                           const entities::Entities& entities);

}  // namespace cuibono::claims
