#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"

namespace cuibono::brief {

/// What a line of the schedule is about.
enum class DisclosureKind : std::uint8_t {
  alibi,        ///< a number was elsewhere, in two places, or only displayed
  rival,        ///< several holders are named for what a finding is about
  statement,    ///< somebody denies, has withdrawn, or a court overturned
  low_grade,    ///< it stands on material of low or unknown grade
  one_source,   ///< it stands on one source alone
  against,      ///< a reason against that a stage gave
  innocent,     ///< the innocent reading, and what would settle it
  quarantined,  ///< rows of a file that were not understood
  used,         ///< a file that sentences cite
  unused,       ///< a file that none does
};
[[nodiscard]] std::string_view disclosure_kind_name(DisclosureKind kind) noexcept;

/// Most records of one line; more are counted.
inline constexpr std::size_t disclosure_records_max = 50;

/// A line of the schedule: something that whoever is accused may ask for.
struct Disclosure {
  DisclosureKind kind = DisclosureKind::against;
  std::string subject;                       ///< selector, entity id, site, or "case"
  std::string finding;                       ///< key; empty: of a file
  std::optional<std::size_t> claim;          ///< position in BriefInput::claims
  std::optional<std::uint32_t> item;         ///< rank; of a line about one file
  std::string description;                   ///< neutral: what it is, not what follows
  bool undermines = false;                   ///< undermines a finding or assists a defence
  std::string reason;                        ///< of the answer before
  std::vector<evidence::RecordRef> records;  ///< sorted; at most disclosure_records_max
  std::uint64_t records_total = 0;
};

}  // namespace cuibono::brief
