#pragma once
#include <string_view>

namespace cuibono::brief {

/// Whether a grade is low or says that nothing can be said. Of F, 6 and X it is not known that they are bad.
/// In      scheme as case.toml has it: "admiralty" (also where empty), "3x5x2", "4x4".
[[nodiscard]] bool is_low_grade(std::string_view scheme, std::string_view reliability,
                                std::string_view credibility);

/// Whether a pair of grades is of a scheme; one that is not stated is of every scheme. Nothing is converted.
///
/// In      scheme: "admiralty" (A–F, 1–6), "3x5x2" (1–3, A–E), "4x4" (A B C X, 1–4); another or none takes any.
[[nodiscard]] bool is_grade_of(std::string_view scheme, std::string_view reliability,
                               std::string_view credibility);
[[nodiscard]] bool is_grading_scheme(std::string_view scheme);

}  // namespace cuibono::brief
