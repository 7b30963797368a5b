#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "claims/claims.h"
#include "core/core.h"

namespace cuibono::brief {

struct BriefInput;

/// One sentence of a brief, as far as another brief can be compared with it.
struct ToldSentence {
  std::string section, form, text;
  std::string names;                  ///< its arguments that are no numbers, one after the other
  std::vector<std::string> findings;  ///< keys, sorted
};

/// What a brief says: its sentences in reading order, and the keys of all findings, sorted.
struct Told {
  std::vector<ToldSentence> sentences;
  std::vector<std::string> findings;
};

/// Writes the sentences of a brief and no file.
/// Errors  as write_outputs.
[[nodiscard]] core::Result<Told> tell_brief(const core::RunContext& context,
                                            const BriefInput& input);

/// What becomes of a sentence when some of the evidence is taken away.
enum class Fate : std::uint8_t {
  stands,   ///< the same words
  changes,  ///< the same statement with other numbers or names
  falls,    ///< nothing like it is said any more
};
[[nodiscard]] std::string_view fate_name(Fate fate) noexcept;

struct SentenceFate {
  Fate fate = Fate::stands;
  std::optional<std::size_t> other;  ///< position in the other brief
};
struct BriefFates {
  std::vector<SentenceFate> sentences;  ///< [sentences of the one]
  std::vector<std::size_t> added;       ///< positions in the other that only it says
};

/// Pairs the sentences of two briefs.
///
/// Out     first equal texts of one section and form, then equal names, then a finding in common, then the
///         only ones of their form that are left; each in reading order. What pairs with nothing falls.
/// Laws    1 a brief against itself: all stand, none is added.  2 a sentence is in one pair at most.
/// Cost    O(sentences² of one form).
[[nodiscard]] BriefFates compare_briefs(const Told& one, const Told& other);

/// Keys of findings as outputs show them: victims are pseudonyms.
[[nodiscard]] std::vector<std::string> shown_keys(const BriefInput& input,
                                                  const std::vector<std::string>& keys);

}  // namespace cuibono::brief
