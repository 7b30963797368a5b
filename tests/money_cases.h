#pragma once
// A case of tests/cases/money as text anyone can write: payments, questions, answers.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::money_cases {

/// One line of `transfers`.
struct Payment {
  std::int64_t when = 0;
  std::string from, to;
  std::int64_t amount_minor = 0;  ///< in hundredths
};

/// One `ask`: its options and its table. Numbers of the table stay text, so that 0.5 and 0.50 differ.
struct Question {
  std::string what;                            ///< "trace" or "laws"
  std::map<std::string, std::string> options;  ///< rule, seeds
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Case {
  std::string name;
  std::vector<Payment> payments;  ///< as written
  std::uint64_t worlds = 0, worlds_seed = 0;
  std::vector<Question> questions;
  std::string fault;  ///< why it could not be read; empty: it could
};

[[nodiscard]] Case read_case(const std::filesystem::path& path);
[[nodiscard]] std::vector<std::filesystem::path> find_cases();

}  // namespace cuibono::money_cases
