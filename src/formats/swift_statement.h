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

/// What a field 86 tells of the line before it.
struct LineDetails {
  std::string code;           ///< three digits: the business transaction code
  std::string booking;        ///< ?00
  std::string note;           ///< ?20 to ?29 and ?60 to ?63, or the whole as free text
  std::string other_bank;     ///< ?30
  std::string other_account;  ///< ?31, else ?38
  std::string other_name;     ///< ?32 and ?33
  std::string rest;           ///< other parts, as "?34 914"
};

/// Reads a field 86: parts "?00" to "?63" with any of the marks ? ~ < > ^, or free text.
///
/// Source  Deutsche Kreditwirtschaft, Anlage 3 zum DFÜ-Abkommen, chapter 8 (MT940), field 86.
[[nodiscard]] LineDetails parse_line_details(std::string_view text);

/// "C", "D" or nothing: the way money goes by a mark. The reversal of a credit takes money away.
[[nodiscard]] std::string_view effective_sign(std::string_view mark) noexcept;

}  // namespace cuibono::formats
