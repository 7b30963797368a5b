#pragma once
#include <string>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// A cell of a row as received.
struct PreviewedCell {
  std::uint32_t column = 0;  ///< the first is 1
  std::string header, text;
};

/// A field as it will be understood, beside the cells that it comes from.
struct PreviewedField {
  std::string field, text, how;  ///< as in evidence::ExplainedField
  std::vector<PreviewedCell> cells;
};

/// A row as a run will read it.
struct PreviewedRow {
  enum class State : std::uint8_t { record, quarantined, closed } state = State::record;
  std::uint64_t row = 0;
  std::string event;  ///< who pays or calls whom; empty: no event
  std::vector<PreviewedField> fields;
  std::vector<PreviewedCell> unused;  ///< filled cells that no field uses; of a quarantined row all
  std::string fault, reason, remedy;  ///< of a quarantined row; `reason` also of a closed one
};

/// How the rows of one item will be understood.
struct RowsPreview {
  evidence::Item item;
  evidence::Mapping mapping;
  evidence::ItemAccount account;
  std::string path;                ///< of the mapping file
  std::vector<PreviewedRow> rows;  ///< the first, then the first quarantined ones behind them
  std::uint64_t quarantined_not_shown = 0;
  std::vector<std::string> questions;
};

/// Reads an item and shows its first rows as they will be understood.
///
/// In      label of the item; how many rows, and how many of those set aside behind them.
/// Out     rows in order. A row with a privileged contact is closed. Reports of victims are closed, cells
///         and values, unless privacy.victims is clear: state, fault and remedy are told.
///         A proposal is written where the item has no mapping yet; that rows were shown is audited.
/// Cost    one reading of the item.
/// Errors  those of preview_mapping.
[[nodiscard]] core::Result<RowsPreview> preview_rows(const core::RunContext& context,
                                                     const Case& the_case, const std::string& label,
                                                     std::uint64_t rows);

}  // namespace cuibono::investigation
