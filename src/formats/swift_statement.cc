// Field 61 of a SWIFT statement.
#include "formats/swift_statement.h"

#include <algorithm>
#include <array>

#include "core/core.h"
#include "formats/swift_text.h"

namespace cuibono::formats {
namespace {

/// The day MMDD nearest to a value date; empty: there is none within half a year.
std::string nearest_entry_date(std::string_view value_date, std::string_view month_and_day) {
  const auto two = [](std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); };
  const int apart = two(month_and_day) - two(value_date.substr(2));
  const int turn = apart > 6 ? -1 : apart < -6 ? 1 : 0;
  const int year = (two(value_date) + turn + 100) % 100;
  std::string date{static_cast<char>('0' + year / 10), static_cast<char>('0' + year % 10)};
  date += month_and_day;
  return is_swift_date(date) ? date : std::string();
}

/// A text that is taken from its beginning.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}
  std::string_view take(std::size_t count) {
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  void skip(std::string_view marks) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(marks), rest_.size()));
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// False: the fault is set.
bool take_dates(Cursor& cursor, StatementLine& line) {
  const auto value_date = cursor.take(6);
  if (!is_swift_date(value_date)) {
    line.fault = "the value date is no day written as YYMMDD";
    return false;
  }
  line.value_date = value_date;
  line.entry_date = value_date;
  const auto entry = cursor.rest().substr(0, 4);
  if (entry.size() == 4 && are_swift_digits(entry)) {
    line.entry_date = nearest_entry_date(value_date, entry);
    if (line.entry_date.empty()) line.fault = "the entry date is no day written as MMDD";
    cursor.take(4);
  }
  cursor.skip(" ");
  return line.fault.empty();
}

bool take_mark_and_amount(Cursor& cursor, StatementLine& line) {
  const auto rest = cursor.rest();
  const std::size_t letters =
      rest.size() > 1 && (rest[0] == 'R' || rest[0] == 'E') && (rest[1] == 'C' || rest[1] == 'D')
          ? 2
          : (!rest.empty() && (rest[0] == 'C' || rest[0] == 'D') ? 1 : 0);
  if (letters == 0) {
    line.fault = "no mark C, D, RC, RD, EC or ED stands after the dates";
    return false;
  }
  line.mark = cursor.take(letters);
  if (!cursor.rest().empty() && is_swift_upper(cursor.rest()[0])) line.funds_code = cursor.take(1);
  cursor.skip(" \r\n");
  const auto end = std::min(cursor.rest().find_first_not_of("0123456789,."), cursor.rest().size());
  const auto amount = cursor.take(end);
  if (!is_swift_amount(amount)) {
    line.fault = "the amount is not written with digits and one decimal comma";
    return false;
  }
  line.amount = amount;
  return true;
}

void take_references(Cursor& cursor, StatementLine& line) {
  const auto type = cursor.rest().substr(0, 4);
  if (type.size() == 4 && is_swift_upper(type[0]) &&
      std::all_of(type.begin(), type.end(),
                  [](char c) { return is_swift_upper(c) || is_swift_digit(c); }))
    line.transaction_type = cursor.take(4);
  const auto rest = cursor.rest();
  const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
  const auto first = rest.substr(0, end);
  const auto slashes = first.find("//");
  line.customer_reference = core::trim(first.substr(0, slashes));
  if (slashes != std::string_view::npos)
    line.bank_reference = core::trim(first.substr(slashes + 2));
  line.supplementary = join_swift_lines(rest.substr(end));
}

}  // namespace

StatementLine parse_statement_line(std::string_view text) {
  StatementLine line;
  Cursor cursor(text);
  if (!take_dates(cursor, line) || !take_mark_and_amount(cursor, line)) return line;
  take_references(cursor, line);
  if (line.mark.starts_with('E')) {
    line.fault = "an expected entry, which is not booked; its amount is " + line.amount;
    line.amount.clear();
  }
  return line;
}

SwiftBalance parse_balance(std::string_view text) {
  SwiftBalance out;
  const auto lines = swift_lines(text);
  const std::string_view rest = lines.empty() ? std::string_view() : core::trim(lines.front());
  if (rest.size() < 11 || (rest[0] != 'C' && rest[0] != 'D') || !is_swift_date(rest.substr(1, 6)) ||
      !is_currency_code(rest.substr(7, 3)))
    return out;
  out.mark = rest.substr(0, 1);
  out.date = rest.substr(1, 6);
  out.currency = rest.substr(7, 3);
  out.is_whole = is_swift_amount(rest.substr(10));
  if (out.is_whole) out.amount = rest.substr(10);
  return out;
}

bool is_balance_field(std::string_view tag) noexcept {
  return tag == "60F" || tag == "60M" || tag == "62F" || tag == "62M" || tag == "64" || tag == "65";
}

std::string_view line_kind(const StatementLine& line, std::string_view code) noexcept {
  constexpr auto charge_codes = std::to_array<std::string_view>({"808", "809"});
  constexpr auto return_codes = std::to_array<std::string_view>({"108", "109", "159"});
  const auto is_one_of = [&](const auto& codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
  };
  const std::string_view type = line.transaction_type;
  if (line.mark.starts_with('R')) return "reversal";
  if (type.ends_with("RTI") || is_one_of(return_codes)) return "return";
  if (type.ends_with("CHG") || type.ends_with("COM") || type.ends_with("BRF") ||
      is_one_of(charge_codes))
    return "charge";
  if (type.ends_with("INT") || code == "814") return "interest";
  return {};
}

std::string_view effective_sign(std::string_view mark) noexcept {
  if (mark == "C" || mark == "RD") return "C";
  if (mark == "D" || mark == "RC") return "D";
  return {};
}

}  // namespace cuibono::formats
