#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "claims/corroboration.h"
#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::claims {

/// Two texts have one source where they share half of the shorter one's runs of six words, and eight runs at
/// least: quoting a sentence is not copying a text.
inline constexpr std::uint64_t shared_numerator = 1, shared_denominator = 2;
inline constexpr std::size_t shared_runs_min = 8, run_words = 6;

/// A text as the runs of words in it: sorted, distinct hashes.
using WordRuns = std::vector<std::uint64_t>;
/// Runs of six words within each paragraph, in lower case, without marks.
void add_word_runs(std::string_view paragraph, WordRuns& runs);
void sort_word_runs(WordRuns& runs);

struct SharedRuns {
  std::uint32_t a = 0, b = 0;  ///< a < b
  std::uint64_t shared = 0, shorter = 0;
};
/// Pairs of texts that share enough to have one source, by (a, b).
///
/// In      sorted runs of each text.
/// Out     pairs with shared · denominator >= shorter · numerator and shared >= shared_runs_min. A run that more than
///         64 texts hold is counted between the first three of them and each other.
/// Laws    1 a pair does not depend on the order of the texts, as long as no run is in more than 64.
/// Cost    O(runs · log runs + pairs that share a run).
/// Check   find_near_copies_reference (origins_test.cc).
[[nodiscard]] std::vector<SharedRuns> find_near_copies(const std::vector<WordRuns>& texts);

/// Where the documents of a case have what they say from.
struct Origins {
  /// [items] the root of an item: the hash of the least item of it; several where it derives from several,
  /// joined by '+', sorted. An item without documents is its own root.
  std::vector<std::string> root_of;
  std::vector<bool> unknown;            ///< [items] nobody is stated as its author or source
  std::vector<Derivation> derivations;  ///< item ranks, sorted
};

/// Roots of items.
///
/// In      Evidence. Its documents: copies of one text; texts that name another item by its title or file name
///         ("as Report 12 of the ministry says"); texts that quote a release of the author of another.
/// Out     Origins.
/// Laws    1 the order of items changes nothing: roots are hashes.  2 an item without a document keeps its own
///         hash.
/// Cost    O(words of all documents).
/// Errors  cancelled.
/// Source  METHODS 9.5. A translation is seen only where it names its source.
[[nodiscard]] core::Result<Origins> find_origins(const core::RunContext& context,
                                                 const evidence::Evidence& evidence);

/// The parts of a claim's root.
[[nodiscard]] std::vector<std::string> split_root(const std::string& root);

}  // namespace cuibono::claims
