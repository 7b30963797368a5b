#pragma once
#include <string>
#include <string_view>

#include "formats/json_tree.h"

namespace cuibono::formats {

/// Whether an object is a statement of the Beneficial Ownership Data Standard, good or bad.
[[nodiscard]] bool is_bods_statement(const JsonNode& statement);
/// Statements of 0.1 to 0.3 say "statementType"; those of 0.4 say "recordType".
[[nodiscard]] bool is_old_bods(const JsonNode& statement);

/// What breaks the standard first, in one sentence that names the place; empty: nothing.
///
/// Source  BODS 0.4, its JSON Schema, all rules of it; of 0.1 to 0.3 what every one of them demands.
[[nodiscard]] std::string find_bods_fault(const JsonNode& statement);

}  // namespace cuibono::formats
