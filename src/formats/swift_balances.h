#pragma once
#include <string>
#include <string_view>

#include "formats/format.h"

namespace cuibono::formats {

/// Whether the statements of a file add up and follow one another.
///
/// Out     sentences for a person; empty: opening balance and lines make the closing balance of every
///         statement, and none is missing between two of one account. At most eight are told in full,
///         the rest are counted. A statement with a line that cannot be read is told, not added up.
/// Laws    1 sums are exact: amounts with more than four decimals, or sums beyond 18 digits, are told as not
///         checked.
/// Cost    time O(bytes); memory O(statements).
[[nodiscard]] core::Result<std::string> check_swift_balances(const core::RunContext& context,
                                                             std::string_view bytes);

}  // namespace cuibono::formats
