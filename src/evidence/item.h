#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::evidence {

/// What a file is about. The words are those of OUTPUTS.
enum class ItemKind : std::uint8_t {
  calls,
  transfers,
  chain,
  reports,
  subscribers,
  persons,
  companies,
  watchlist,
  tags,
  ties,
  document,
  archive,
  other,
};
inline constexpr std::size_t item_kinds = 13;
[[nodiscard]] std::string_view item_kind_name(ItemKind kind) noexcept;
[[nodiscard]] std::optional<ItemKind> find_item_kind(std::string_view name) noexcept;

/// A file as received. Never changed after `add`; one line of evidence/manifest.jsonl.
struct Item {
  std::string label;    ///< "E0007": a name for people; no computation depends on it
  core::Sha256 sha256;  ///< of the bytes as received
  std::uint64_t bytes = 0;
  std::string path;     ///< relative to the case folder, or absolute when linked
  bool linked = false;  ///< the file was left where it was
  std::string name;     ///< file name as received
  std::string source;   ///< who made it ("Bank of …", "Operator …"); empty: not stated
  std::string custodian;
  std::string jurisdiction;                 ///< ISO 3166 alpha-2 or a name; empty: not stated
  std::optional<std::int64_t> received_us;  ///< none: not stated; never silently today
  core::Precision received_precision = core::Precision::day;
  std::string reliability;  ///< grade of the source in the case's own scheme; empty: not graded
  std::string credibility;  ///< grade of what it says, apart from who says it; empty: not graded
  std::string handling;     ///< handling code; empty: none stated
  std::string legal_basis;
  std::optional<ItemKind> kind;        ///< as stated by a person; otherwise the mapping proposes it
  std::optional<core::Sha256> parent;  ///< the file that holds it
  std::string part;  ///< which part of the parent: path of a member, name of a table; empty: none
  /// The part is a table: path and bytes are the parent's, and sha256 is table_hash(parent, part).
  bool is_table = false;
  std::vector<std::string>
      lost;  ///< of a container: "path: why" of each part that could not be taken out
  std::optional<std::int64_t> added_us;  ///< when it was added (audit only; never used in a result)
};

/// The place of one row: 24 bits of item, 40 of ordinal.
///
/// The item part is the rank of the item among those of the run by source, name, jurisdiction and
/// custodian (then by SHA-256), so that nothing computed depends on the order in which files were added,
/// and a byte that says nothing moves nothing; labels appear only in outputs.
/// The ordinal is the physical row of the file before mapping and quarantine, the first row being 1
/// (a header is a row): what a person sees in a spreadsheet.
struct RecordRef {
  std::uint64_t bits = 0;
  constexpr RecordRef() = default;
  constexpr RecordRef(std::uint32_t item_rank, std::uint64_t ordinal) noexcept
      : bits((static_cast<std::uint64_t>(item_rank) << 40) | (ordinal & ordinal_max)) {}
  static constexpr std::uint64_t ordinal_max = (1ULL << 40) - 1;
  static constexpr std::uint32_t item_max = (1U << 24) - 1;
  [[nodiscard]] constexpr std::uint32_t item_rank() const noexcept {
    return static_cast<std::uint32_t>(bits >> 40);
  }
  [[nodiscard]] constexpr std::uint64_t ordinal() const noexcept { return bits & ordinal_max; }
  constexpr auto operator<=>(const RecordRef&) const = default;
};

/// A part of a record's text: bytes [from, to) of its narrative.
struct Passage {
  RecordRef record;
  std::uint32_t from = 0, to = 0;
  auto operator<=>(const Passage&) const = default;
};

/// What stands for the hash of a table that is read from within a file.
[[nodiscard]] core::Sha256 table_hash(const core::Sha256& parent, std::string_view table);

/// The hash that the bytes of an item must have: its own, or its parent's for a table.
[[nodiscard]] const core::Sha256& file_hash(const Item& item) noexcept;

/// Items in the order of RecordRef: position = item_rank. Items of equal hash are one item.
[[nodiscard]] std::vector<Item> rank_items(std::vector<Item> items);

}  // namespace cuibono::evidence
