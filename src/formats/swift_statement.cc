// Fields 61 and 86 of a SWIFT statement.
#include "formats/swift_statement.h"

#include <algorithm>
#include <array>

#include "core/core.h"
#include "formats/swift_text.h"

namespace cuibono::formats {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

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
  if (entry.size() == 4 && are_digits(entry)) {
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
  if (!cursor.rest().empty() && is_upper(cursor.rest()[0])) line.funds_code = cursor.take(1);
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
  if (type.size() == 4 && is_upper(type[0]) &&
      std::all_of(type.begin(), type.end(), [](char c) { return is_upper(c) || is_digit(c); }))
    line.transaction_type = cursor.take(4);
  const auto rest = cursor.rest();
  const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
  const auto first = rest.substr(0, end);
  const auto slashes = first.find("//");
  line.customer_reference = to_utf8_or_latin1(core::trim(first.substr(0, slashes)));
  if (slashes != std::string_view::npos)
    line.bank_reference = to_utf8_or_latin1(core::trim(first.substr(slashes + 2)));
  line.supplementary = join_swift_lines(rest.substr(end));
}

constexpr std::string_view part_marks = "?~<>^";

/// Where the parts of a structured field 86 begin; nothing in free text.
struct Layout {
  std::size_t code_bytes = 0;
  char mark = 0;
};
Layout find_layout(std::string_view text) {
  for (const std::size_t code_bytes : {std::size_t{3}, std::size_t{0}}) {
    if (text.size() < code_bytes + 3 || !is_digit(text[code_bytes + 1]) ||
        !is_digit(text[code_bytes + 2]))
      continue;
    if (code_bytes != 0 && !are_digits(text.substr(0, code_bytes))) continue;
    const char mark = text[code_bytes];
    if (part_marks.find(mark) != std::string_view::npos) return {code_bytes, mark};
  }
  return {};
}

/// A part that fills its 27 characters goes on in the next; a shorter one ends with a word.
void append_part(std::string& out, std::size_t& last_characters, std::string_view part) {
  constexpr std::size_t full_part = 27;
  if (part.empty()) return;
  if (!out.empty() && last_characters < full_part && !out.ends_with(' ') && !part.starts_with(' '))
    out += ' ';
  out += part;
  last_characters = static_cast<std::size_t>(std::count_if(part.begin(), part.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

struct PartLengths {
  std::size_t note = 0, name = 0;
};
void take_part(int number, std::string_view part, LineDetails& details, PartLengths& lengths) {
  if (number == 0) {
    details.booking = part;
  } else if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63)) {
    append_part(details.note, lengths.note, part);
  } else if (number == 30) {
    details.other_bank = part;
  } else if (number == 31 || (number == 38 && details.other_account.empty())) {
    details.other_account = core::trim(part);
  } else if (number == 32 || number == 33) {
    append_part(details.other_name, lengths.name, part);
  } else {
    if (!details.rest.empty()) details.rest += ' ';
    details.rest += '?';
    details.rest += static_cast<char>('0' + number / 10);
    details.rest += static_cast<char>('0' + number % 10);
    details.rest += ' ';
    details.rest += part;
  }
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

LineDetails parse_line_details(std::string_view text) {
  LineDetails details;
  const Layout layout = find_layout(text);
  if (layout.mark == 0) {
    details.note = join_swift_lines(text);
    return details;
  }
  details.code = text.substr(0, layout.code_bytes);
  std::string joined;
  for (const char c : text.substr(layout.code_bytes))
    if (c != '\r' && c != '\n') joined += c;
  joined = to_utf8_or_latin1(joined);
  PartLengths lengths;
  for (std::size_t at = 0; at + 2 < joined.size();) {
    const int number = (joined[at + 1] - '0') * 10 + (joined[at + 2] - '0');
    std::size_t end = at + 3;
    while (end < joined.size() && !(joined[end] == layout.mark && end + 2 < joined.size() &&
                                    is_digit(joined[end + 1]) && is_digit(joined[end + 2])))
      ++end;
    take_part(number, std::string_view(joined).substr(at + 3, end - at - 3), details, lengths);
    at = end;
  }
  details.other_name = core::trim(details.other_name);
  details.note = core::trim(details.note);
  return details;
}

std::string_view effective_sign(std::string_view mark) noexcept {
  if (mark == "C" || mark == "RD") return "C";
  if (mark == "D" || mark == "RC") return "D";
  return {};
}

}  // namespace cuibono::formats
