#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigation/view_row_reading.h"

namespace cuibono::investigation {

/// Where the text of a cell stands in the file as received.
struct CellPlace {
  std::string name;  ///< "May!B9", "Ntry/Amt", "payer.iban"; empty: the format has no such name
  std::optional<std::uint64_t> from,
      to;  ///< bytes of the file or member; none: it is not there as it is
           ///< (a compressed sheet, a text made of several)
};

/// The places of the cells of one row.
///
/// In      open, row: as they were split; original: the bytes of the row as read_original_row gives them.
/// Out     [cells]. Delimited text: every cell with its bytes, quotes not counted. Sheets: sheet and cell.
///         JSON and XML: the path of the value, and its bytes where it stands once in the row.
/// Laws    1 bytes [from, to) of the file, decoded, are the cell, but for doubled quotes and the marks of
///         JSON and XML.
/// Cost    O(bytes of the row), for a row on a screen.
[[nodiscard]] std::vector<CellPlace> find_cell_places(const OpenItem& open, const SplitRow& row,
                                                      std::string_view original);

/// A value within a text of JSON or XML: its path, what it says, and where.
struct PlacedValue {
  std::string path, text;
  std::size_t from = 0, to = 0;
};
[[nodiscard]] std::vector<PlacedValue> values_of_json(std::string_view text);
[[nodiscard]] std::vector<PlacedValue> values_of_xml(std::string_view text);

}  // namespace cuibono::investigation
