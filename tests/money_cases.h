#pragma once
// A case of tests/cases/money as text anyone can write: payments, questions, answers.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::money_cases {

/// One line of `transfers`. "-" is an end that no record states.
struct Payment {
  std::int64_t when = 0;
  std::string from, to;
  std::int64_t amount_minor = 0;  ///< in hundredths
  /// Behind the amount: kind=fee, kind=interest, fee=1.50, reverses=3 (a row), received=120 in=USD, currency=USD.
  std::map<std::string, std::string> notes;
};

/// One line of `accounts`: what is known of an account besides its payments.
struct AccountLine {
  std::string name;
  std::int64_t opening_minor = 0, limit_minor = 0;
};
/// One line of `jumps`: a running balance changes before a row and no row says why.
struct JumpLine {
  std::string name;
  std::uint64_t before_row = 0;
  std::int64_t amount_minor = 0;
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
  std::vector<AccountLine> accounts;
  std::vector<JumpLine> jumps;
  std::uint64_t worlds = 0, worlds_seed = 0;
  std::vector<Question> questions;
  /// Whether it needs more than a ledger of payments.
  [[nodiscard]] bool has_records() const;
  std::string fault;  ///< why it could not be read; empty: it could
};

[[nodiscard]] Case read_case(const std::filesystem::path& path);
[[nodiscard]] std::vector<std::filesystem::path> find_cases();

}  // namespace cuibono::money_cases
