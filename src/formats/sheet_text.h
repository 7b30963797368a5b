#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cuibono::formats {

/// Texts of workbooks: characters that XML cannot hold stand as "_x000D_", and what only looks so as
/// "_x005F_x000D_".
///
/// Laws    1 sheet_text_from_xml(sheet_text_to_xml(x) without XML's own marks) = x.
/// Source  ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
[[nodiscard]] std::string sheet_text_to_xml(std::string_view text);
[[nodiscard]] std::string sheet_text_from_xml(std::string_view text);

/// UTF-16 units of a UTF-8 text: how a spreadsheet counts.
[[nodiscard]] std::size_t sheet_units(std::string_view text) noexcept;

}  // namespace cuibono::formats
