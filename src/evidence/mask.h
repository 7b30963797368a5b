#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evidence/item.h"

namespace cuibono::evidence {

/// A set of ordinals as a bitmap.
class OrdinalSet {
 public:
  void insert(std::uint64_t ordinal);
  void insert_all(const OrdinalSet& other);
  [[nodiscard]] bool contains(std::uint64_t ordinal) const noexcept;
  [[nodiscard]] bool empty() const noexcept;
  auto operator<=>(const OrdinalSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

/// Which records live in a run: a bitmap over record refs, computed before the run from the manifest
/// or from an explicit list, never inside it.
///
/// Use     DESIGN 2: as-of, one jurisdiction, without a source, handling, without a candidate's records.
/// Laws    1 contains(r) of an intersection = both contain r.
///         2 a run under a mask equals a run of a case that holds only those records (tests/).
class Mask {
 public:
  /// All records of all items.
  [[nodiscard]] static Mask all(std::size_t items);
  [[nodiscard]] static Mask none(std::size_t items);
  void exclude_item(std::uint32_t item_rank);
  void exclude(RecordRef record);  ///< one row of an item that is otherwise in
  void intersect(const Mask& other);
  [[nodiscard]] bool contains_item(std::uint32_t item_rank) const noexcept;  ///< any of its rows
  [[nodiscard]] bool contains(RecordRef record) const noexcept;
  [[nodiscard]] std::size_t items() const noexcept { return item_in_.size(); }
  [[nodiscard]] bool is_all() const noexcept;

 private:
  std::vector<bool> item_in_;
  std::map<std::uint32_t, OrdinalSet> excluded_;
};

/// What was asked for, kept with the result so that it can be repeated. Empty fields do not restrict.
struct MaskRequest {
  std::optional<std::int64_t> as_of_us;       ///< keep what was received at or before
  std::vector<std::string> jurisdictions;     ///< keep these only
  std::vector<std::string> without_items;     ///< drop these labels (or sha256)
  std::vector<std::string> without_sources;   ///< drop these sources
  std::vector<std::string> handling_allowed;  ///< keep items with these codes (and with none)
  std::vector<std::string> without_records;   ///< "E0003#17"
  [[nodiscard]] bool empty() const noexcept;
};

/// The same as a person writes it, on the command line or in Python.
struct MaskWords {
  std::string as_of;  ///< "2025-05-04": that whole day; or "2025-05-04T12:00:00Z"; empty: no date
  std::vector<std::string> only_jurisdiction;
  std::vector<std::string> without;  ///< items "E0007" and rows "E0007#12"
  std::vector<std::string> without_source, handling;
};
/// Errors  usage: a date that cannot be read.
[[nodiscard]] core::Result<MaskRequest> parse_mask(const MaskWords& words);

/// The mask of a request over ranked items.
/// Out     an item whose received date is not stated is not known to have been received before any
///         date: --as-of leaves it out, and says so in `notes`. Likewise an unstated jurisdiction.
/// Errors  usage: an item, source, jurisdiction or record that the case does not hold.
struct MaskPlan {
  Mask mask;
  std::vector<core::Problem> notes;
};
[[nodiscard]] core::Result<MaskPlan> plan_mask(std::span<const Item> ranked_items,
                                               const MaskRequest& request);

}  // namespace cuibono::evidence
