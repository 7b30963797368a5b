#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::evidence {

/// What a cell of a table looks like, before anything is known of its column.
enum class Shape : std::uint8_t { blank, number, date, word, code, text };
[[nodiscard]] Shape shape_of(std::string_view cell);

using Cells = std::vector<std::string>;

/// Most of its cells are made of words that headers are made of.
[[nodiscard]] bool is_made_of_header_words(const Cells& row);

/// A header of two rows as one: groups in the first ("Payer", blank, "Payee", blank), what they hold in
/// the second ("Name", "Account", "Name", "Account").
///
/// In      rows of the sample; `row`: the one that reads as a header.
/// Out     whether there are two; then `header` is joined, each group carried over the blanks that it
///         spans, and `row` the second of them.
bool join_header_rows(const std::vector<Cells>& rows, std::size_t& row, Cells& header);

}  // namespace cuibono::evidence
