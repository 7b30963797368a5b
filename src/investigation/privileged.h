#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "investigation/take_in.h"

namespace cuibono::investigation {

/// Contacts that the law protects, such as lawyers and doctors, as case.toml lists them: their calls stay
/// closed.

/// A listed contact in its normal form, "tel:+999…".
/// In      an international number, with or without "tel:", blanks, hyphens, dots, brackets.
/// Errors  bad_input: anything else.
[[nodiscard]] core::Result<std::string> privileged_selector(std::string_view written);

/// Takes the calls with privileged contacts out of the mask, as if those rows had not been received.
///
/// In      privileged: normal forms.
/// Out     the mask of `taken`; a note of how many rows of how many listed contacts are closed.
/// Laws    1 the run equals that of a fresh case without those rows.  2 rows of other kinds stay: a report is
///           the victim's own word, and a payment is no conversation.
/// Cost    O(rows of calls).
void close_privileged(const std::vector<std::string>& privileged, TakenIn& taken);

/// True where a row as received holds a privileged number in any spelling that ends in its last nine
/// digits: such a row is not shown.
[[nodiscard]] bool holds_privileged(const std::vector<std::string>& privileged,
                                    std::string_view row);

}  // namespace cuibono::investigation
