#pragma once
#include <string>
#include <vector>

namespace cuibono::cli {

/// What `cuibono` alone prints.
extern const char* const overview;
extern const std::vector<std::string> verbs;

/// The first word that is neither an option nor the value of one; empty: there is none.
[[nodiscard]] std::string verb_of(int count, char** arguments);
/// Say what is wrong on stderr. Out  2, the exit code.
int unknown_verb(const std::string& verb);
int usage_fault(const std::string& what, const std::string& verb);

}  // namespace cuibono::cli
