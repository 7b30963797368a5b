#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/match_table.h"

namespace cuibono::entities {

/// What of a value goes into a key.
enum class KeyForm : std::uint8_t {
  whole,        ///< the value as folded
  words,        ///< each word
  sounds,       ///< each word as it sounds (sound_key)
  sound_pairs,  ///< each two different words as they sound, in whatever order
  starts,       ///< the first three letters of each word
  longest,      ///< the longest word that is no number, as it sounds: of an address, the street
  year,         ///< of a date that states one
  month_day,    ///< of a date that states them
  year_month,
  first_half,  ///< of a number, so that one wrong digit spoils one of two
  last_half,
  last_seven,  ///< digits of a phone
  before_at,   ///< of an e-mail, three signs or more
};

/// One factor of a key: the values of one or several columns, in one form.
struct KeyPart {
  std::vector<std::size_t> columns;
  KeyForm form = KeyForm::whole;
};

/// Records that share a key of a family are candidates. A key has one value of each part.
struct KeyFamily {
  std::string name;             ///< for people: "sounding name and year of birth"
  std::vector<KeyPart> parts;   ///< one to three
  std::uint32_t block_max = 0;  ///< records; larger blocks are left out and counted; 0: none is
  bool is_weak = false;         ///< one such key makes no candidates; two different ones do
};

/// What a family gave.
struct FamilyCount {
  std::uint64_t blocks = 0, pairs = 0;  ///< kept; a pair may be in several blocks and families
  std::uint64_t capped_blocks = 0, capped_records = 0, capped_pairs = 0;  ///< left out
  std::uint32_t largest = 0;  ///< records of the largest block, kept or not
};

/// Candidates, as blocks of records; counted before anything is compared.
class MatchBlocks {
 public:
  /// Partners of a record with higher numbers, rising, each once.
  void partners(const MatchTable& table, std::uint32_t record,
                std::vector<std::uint32_t>& out) const;
  /// Whether two records are candidates by their blocks: one that is not weak, or two that are.
  [[nodiscard]] bool share(std::uint32_t a, std::uint32_t b) const noexcept;
  [[nodiscard]] const std::vector<FamilyCount>& counts() const noexcept { return counts_; }
  /// Pairs over all blocks: at least as many as there are candidates, and mostly far more.
  [[nodiscard]] std::uint64_t pairs_at_most() const noexcept;

 private:
  friend core::Result<MatchBlocks> make_blocks(const core::RunContext&, const MatchTable&,
                                               std::span<const KeyFamily>);
  std::vector<std::uint32_t> begin_{0}, members_;            ///< of a block
  std::vector<bool> is_weak_;                                ///< [blocks]
  std::vector<std::uint32_t> record_begin_, record_blocks_;  ///< blocks of a record, rising
  std::vector<FamilyCount> counts_;
};

/// Finds the candidates by the union of several families of keys.
///
/// Use     before comparing: of n records n²/2 pairs are too many.
/// In      table: finished; families: at most 32. A record has at most 64 keys of a family.
/// Out     blocks with two records or more, and at most block_max. What is left out is counted by family; a pair
///         that is in a capped block is still a candidate where it shares another block.
/// Laws    1 two records are candidates if and only if they may match and share a block that is kept and not weak, or
///         two that are kept and weak.
///         2 the order of records does not matter.  3 a family more loses no candidate.
/// Cost    time O(keys), memory 8 bytes a kept key; while one family is built, 48 bytes a key of it.
/// Errors  bad_input: a part without a column, a form that does not fit a date; resources: 2^32 keys; cancelled.
/// Source  Christen, "A survey of indexing techniques", 2012. Keys are 64-bit hashes: a collision makes a
///         candidate more, never one fewer, unless it fills a block beyond its cap.
/// Check   candidates_reference (match_candidates_reference.cc).
[[nodiscard]] core::Result<MatchBlocks> make_blocks(const core::RunContext& context,
                                                    const MatchTable& table,
                                                    std::span<const KeyFamily> families);

/// All candidates, by comparing the keys of each two records: a < b, sorted.
struct RecordPair {
  std::uint32_t a = 0, b = 0;
  auto operator<=>(const RecordPair&) const = default;
};
[[nodiscard]] std::vector<RecordPair> candidates_reference(const MatchTable& table,
                                                           std::span<const KeyFamily> families);

/// The keys of one record, sorted, each once. For both of the above.
void add_keys(const MatchTable& table, const KeyFamily& family, std::uint32_t record,
              std::vector<std::uint64_t>& out);

}  // namespace cuibono::entities
