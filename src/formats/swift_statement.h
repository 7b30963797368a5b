#pragma once
#include <string>
#include <string_view>

namespace cuibono::formats {

/// The parts of a field 61, a line of a statement. Parts that do not stand there are empty.
struct StatementLine {
  std::string value_date;        ///< YYMMDD
  std::string entry_date;        ///< YYMMDD; the value date where no entry date is written
  std::string mark;              ///< C, D, RC, RD (reversals), EC, ED (expected, MT942)
  std::string funds_code;        ///< third letter of the currency
  std::string amount;            ///< as written: "12,50"
  std::string transaction_type;  ///< "NTRF"
  std::string customer_reference, bank_reference, supplementary;
  std::string fault;  ///< one clause where the field is not as the standard says; empty: it is
};

/// Reads a field 61.
///
/// Out     what stands there by the standard. From the first part that does not fit on nothing is read,
///         and `fault` says what: a date or an amount is never guessed. An entry date has no year: it is
///         the nearest such day to the value date.
/// Source  SWIFT MT940 field 61, 6!n[4!n]2a[1!a]15d1!a3!c16x[//16x][34x]. As some banks do, blanks in
///         the place of the entry date, a blank before the amount and longer references are accepted.
[[nodiscard]] StatementLine parse_statement_line(std::string_view text);

/// A field 60, 62, 64 or 65: C or D, a date, a currency, an amount.
struct SwiftBalance {
  std::string mark, date, currency, amount;
  bool is_whole = false;
};
[[nodiscard]] SwiftBalance parse_balance(std::string_view text);
[[nodiscard]] bool is_balance_field(std::string_view tag) noexcept;

/// "charge", "interest", "return", "reversal" or nothing, by the mark, the type of field 61, and the code of
/// field 86: what the codes say for certain.
[[nodiscard]] std::string_view line_kind(const StatementLine& line, std::string_view code) noexcept;

/// "C", "D" or nothing: the way money goes by a mark. The reversal of a credit takes money away.
[[nodiscard]] std::string_view effective_sign(std::string_view mark) noexcept;

}  // namespace cuibono::formats
