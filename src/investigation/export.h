#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "core/core.h"
#include "formats/formats.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// What to export, and how.
struct ExportRequest {
  std::vector<std::string> labels;  ///< items; empty: all
  formats::RecordCarrier carrier = formats::RecordCarrier::csv;
  std::string folder;     ///< empty: CASE/export
  bool is_clear = false;  ///< victims stand in it by name: allowed by who asks, and audited
  std::optional<brief::Receiver> receiver;  ///< who gets the files; nothing: not said
};

/// One item and what became of it.
struct ExportedFile {
  std::string label, path;  ///< path empty: nothing was written
  std::uint64_t records = 0, bytes = 0;
  std::uint64_t closed = 0;  ///< records with a privileged contact, left out
  std::string note;          ///< why nothing was written
};

/// Writes the typed records of items, a file each, for other programs and for other cases.
///
/// Use     to hand records over. For results see out/; for tables of events result_table.
/// Out     FOLDER/<name>.<label>.<csv|jsonl|xlsx|parquet>, and beside it FILE.meta.toml with what was
///         stated of the item, as `add` reads it. Items without records (containers, texts) have a note.
/// Laws    1 each file, read again as a new item, gives the records that were written, in every field:
///         it is read back before it takes its name, and nothing is kept otherwise.
///         2 no victim stands in a file unless the case says victims = clear or is_clear is set: where
///         the case holds reports and neither is so, it is refused. 3 records with a privileged contact
///         are left out and counted. 4 the same bytes for any number of threads. 5 no item goes to a receiver
///         whom its handling code bars; where an item has a code and nobody is named, nothing is written.
/// Cost    reads each item, writes it, reads what was written; memory as a run of the largest item.
/// Errors  usage: no such item.  answered_no: laws 2 and 5.  integrity: an item changed after add, or a file
///         did not give the same records back.  bad_input: a mapping that cannot be read, a text too
///         long for a workbook.  resources: disk, Parquet without its library, another writes.
[[nodiscard]] core::Result<std::vector<ExportedFile>> export_items(const core::RunContext& context,
                                                                   const Case& the_case,
                                                                   const ExportRequest& request);

}  // namespace cuibono::investigation
