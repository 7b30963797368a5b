#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::investigation {

/// What a replay varies. The words are those of the command line and of out/replay/<family>.jsonl.
enum class Family : std::uint8_t {
  bootstrap,
  without_source,
  jurisdictions,
  as_of,
  handling,
  identity,
};
[[nodiscard]] std::string_view family_name(Family family) noexcept;
/// Errors  usage: no such family; the hint lists them.
[[nodiscard]] core::Result<Family> parse_family(std::string_view name);

/// One draw of an exact family.
struct ReplayMask {
  std::string words;  ///< "without source Bank of …"; "only LT, KZ"
  evidence::MaskRequest request;
  std::uint64_t coalition = 0;   ///< of jurisdictions: bit i is the i-th; 0: not of that family
  entities::JoinRule joining{};  ///< of identity; its seed is that of the run
};
/// Clusterings that are drawn by seed, beside the three thresholds.
inline constexpr std::uint64_t clusterings_drawn = 20;

/// The jurisdictions that items state, sorted.
[[nodiscard]] std::vector<std::string> jurisdictions_of(std::span<const evidence::Item> items);

/// The draws of an exact family over the items that a run holds.
///
/// In      items alive; base: what the run was asked for. Every draw asks for that and for one thing more.
/// Out     without-source: each source alone taken away, each item where none is stated.
///         jurisdictions: all coalitions of at most 8, smallest first; beyond that each alone, all but
///         each, and all. as-of: each day on which something was received. handling: up to each code
///         of TLP and of the 3×5×2 scheme; of other schemes each code with what bears none.
///         identity: the same items under another rule of joining: sure ids alone, any shared selector, and
///         clusterings_drawn that are drawn; the run is the threshold between.
/// Laws    1 every draw but those of identity leaves some item and takes some away, or is all jurisdictions.
[[nodiscard]] std::vector<ReplayMask> masks_of(Family family, std::span<const evidence::Item> items,
                                               const evidence::MaskRequest& base);

}  // namespace cuibono::investigation
