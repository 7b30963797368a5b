#pragma once
// A case that a person can read: one bank's list of payments, three victims' reports, one operator's calls.
#include <cstdint>
#include <string>
#include <vector>

#include "case_tools.h"

namespace cuibono::cross {

/// A fictional IBAN with right check digits.
[[nodiscard]] std::string fictional_iban(std::uint64_t number);

/// Rows of a bank's list, header first, so that row n of the file is lines[n - 1].
[[nodiscard]] std::vector<std::string> bank_lines(std::size_t payments);
[[nodiscard]] std::string bank_file(std::size_t payments);
[[nodiscard]] std::string calls_file(std::size_t calls);
/// Reports of victims 0, 1 and 2, whose payments are in bank_file.
[[nodiscard]] std::string reports_file();
[[nodiscard]] std::string joined(const std::vector<std::string>& lines);

/// Writes `text` beside the case and adds it; the item.
evidence::Item add_text(const std::string& case_folder, const std::string& name,
                        const std::string& text, const std::string& source);

/// A case with these three files, not yet run: E0001 bank, E0002 calls, E0003 reports.
void make_tiny_case(const std::string& folder);
/// The same, empty.
void make_empty_case(const std::string& folder);

}  // namespace cuibono::cross
