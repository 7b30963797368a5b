#pragma once
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "investigation/case_folder.h"
#include "investigation/investigation.h"
#include "investigation/store.h"

namespace cuibono::investigation {

/// Items of a run with their mappings and records, in the order of their hashes.
struct TakenIn {
  std::vector<evidence::Item> items;           ///< those that the mask lets live
  std::vector<evidence::RecordBatch> batches;  ///< [items]
  std::vector<evidence::Mapping> mappings;     ///< [items]
  std::vector<std::string> segments;           ///< [items] names in the store
  evidence::Mask mask;                         ///< over `items`
  std::vector<core::Problem> mask_notes;
  std::vector<entities::Judgement> judgements;  ///< of the case, also those undone
  entities::JoinRule joining{};                 ///< with the judgements that the mask lets count
  std::vector<std::string>
      report_digests;  ///< [items] of the bytes of report files, else empty: the
                       ///< default keys of pseudonyms
  StageTime time;
};

/// Reads, checks, maps and types the files that a mask lets live; records come from the store where
/// the same bytes were read with the same mapping by the same engine before.
///
/// Errors  integrity: a file's bytes are not those that were added. bad_input: a mapping file that cannot
///         be read; a linked file that is gone.
[[nodiscard]] core::Result<TakenIn> take_in(const core::RunContext& context, const Case& the_case,
                                            Store& store, const evidence::MaskRequest& request);

/// Rows that are left out, over the items that are left: each names its item, so a row of an item that is
/// gone is out already.
[[nodiscard]] evidence::Mask mask_of_rows(std::span<const evidence::Item> items,
                                          const std::vector<std::string>& without_records);

/// What people accepted for the files of a case, read once, when the first new file asks.
///
/// Cost    a mapping file for each item, once; then a comparison of fingerprints. Any thread may ask.
class KnownMappings {
 public:
  explicit KnownMappings(const Case& the_case) : case_(&the_case) {}
  /// The newest that a person accepted for a file with this header, before the proposal; one of the
  /// same source before others.
  [[nodiscard]] evidence::Mapping take(const evidence::Item& item, evidence::Mapping proposed);

 private:
  struct Accepted {
    const evidence::Item* item = nullptr;
    evidence::Mapping mapping;
  };
  void read();

  const Case* case_;
  std::once_flag read_once_;
  std::vector<Accepted> accepted_;
};

/// The mapping of an item: the authored file, or a proposal, which is saved for people to read (by a writer). What a
/// person accepted has neither questions nor doubts.
[[nodiscard]] core::Result<evidence::Mapping> mapping_of(const Case& the_case, KnownMappings& known,
                                                         const evidence::Item& item,
                                                         std::string_view bytes,
                                                         CaseUse use = CaseUse::write);
/// Errors  integrity: not the bytes that were added.
[[nodiscard]] core::Status check_bytes(const evidence::Item& item, std::string_view bytes,
                                       const std::string& path);

}  // namespace cuibono::investigation
