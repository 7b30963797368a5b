// Numbers in a text: which of them count something, and whether they are a value of results.
#include "brief/lint_numbers.h"

#include <algorithm>

namespace cuibono::brief {
namespace {

constexpr std::u32string_view group_marks = U" ,.'\u00A0\u202F\u2009\u2019";

bool digit_at(std::u32string_view p, std::size_t at) {
  return at < p.size() && digit_of(p[at]) >= 0;
}
bool letter_at(std::u32string_view p, std::size_t at) { return at < p.size() && is_letter(p[at]); }

std::size_t digits_end(std::u32string_view p, std::size_t at) {
  while (digit_at(p, at)) ++at;
  return at;
}

void append_digits(std::string& out, std::u32string_view p, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) out += static_cast<char>('0' + digit_of(p[i]));
}

/// One run of digits with its groups and decimals.
TextNumber scan(std::u32string_view p, std::size_t at) {
  TextNumber number;
  number.begin = at;
  std::size_t end = digits_end(p, at);
  append_digits(number.whole, p, at, end);
  if (end - at <= 3) {
    char32_t mark = 0;
    while (end < p.size() && group_marks.find(p[end]) != std::u32string_view::npos &&
           (mark == 0 || p[end] == mark) && digits_end(p, end + 1) == end + 4) {
      const bool again = end + 4 < p.size() && p[end + 4] == p[end] && digit_at(p, end + 5);
      if (p[end] == U'.' && mark == 0 && !again) break;  // 1.234: decimals
      mark = p[end];
      append_digits(number.whole, p, end + 1, end + 4);
      end += 4;
    }
  }
  if (end + 1 < p.size() && (p[end] == U'.' || p[end] == U',') && digit_at(p, end + 1)) {
    const std::size_t last = digits_end(p, end + 1);
    append_digits(number.decimals, p, end + 1, last);
    end = last;
  }
  number.end = end;
  return number;
}

std::size_t past_blanks(std::u32string_view p, std::size_t at) {
  while (at < p.size() && (p[at] == U' ' || p[at] == U'\u00A0' || p[at] == U'\u202F')) ++at;
  return at;
}

/// The word before a place, folded, with blanks and full stop between; empty: none.
std::u32string word_before(std::u32string_view p, std::size_t at) {
  while (at > 0 && (p[at - 1] == U' ' || p[at - 1] == U'\u00A0' || p[at - 1] == U'.')) --at;
  std::size_t from = at;
  while (from > 0 && is_letter(p[from - 1])) --from;
  std::u32string word;
  for (std::size_t i = from; i < at; ++i)
    if (const char32_t c = fold_letter(p[i]); c != 0) word += c;
  return word;
}

std::u32string word_after(std::u32string_view p, std::size_t at) {
  std::u32string word;
  for (std::size_t i = past_blanks(p, at); letter_at(p, i); ++i)
    if (const char32_t c = fold_letter(p[i]); c != 0) word += c;
  return word;
}

bool is_one_of(const std::u32string& word, std::initializer_list<std::u32string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_month_name(const std::u32string& word) {
  return is_one_of(
      word,
      {U"january",   U"february", U"march",    U"april",    U"may",  U"june", U"july", U"august",
       U"september", U"october",  U"november", U"december", U"jan",  U"feb",  U"mar",  U"apr",
       U"jun",       U"jul",      U"aug",      U"sep",      U"sept", U"oct",  U"nov",  U"dec"});
}

/// Letters, signs of addresses or parts of a date stand against it: it is no number by itself.
bool is_attached(std::u32string_view p, const TextNumber& n) {
  const char32_t before = n.begin > 0 ? p[n.begin - 1] : U' ';
  const char32_t after = n.end < p.size() ? p[n.end] : U' ';
  constexpr std::u32string_view joints = U"+#@_/:\\=&";
  if (joints.find(before) != std::u32string_view::npos) return true;
  if ((after == U':' || after == U'/' || after == U'@' || after == U'_' || after == U'#') &&
      n.end + 1 < p.size() && p[n.end + 1] > U' ')
    return true;
  if (before == U'-' && n.begin > 1 && (letter_at(p, n.begin - 2) || digit_at(p, n.begin - 2)))
    return letter_at(p, n.begin - 2) || after == U'-' || n.whole.size() <= 2;
  if (after == U'-' && n.whole.size() == 4 && digit_at(p, n.end + 1)) return true;  // 2025-03
  if (after == U'-' && letter_at(p, n.end + 1)) return true;
  if (letter_at(p, n.end)) {  // "5k" is a number that was made short; "1st" and "4be2" are not
    const bool is_short = std::u32string_view(U"kKmM").find(after) != std::u32string_view::npos;
    return !(is_short && !letter_at(p, n.end + 1) && !digit_at(p, n.end + 1));
  }
  return false;
}

/// "EUR" or "€" beside it.
std::string currency_beside(std::u32string_view p, const TextNumber& n) {
  const auto known = [](std::u32string_view word) -> std::string {
    const auto asset = core::find_asset(text_of(word));
    return asset ? std::string(core::get_asset(*asset).code) : std::string();
  };
  std::size_t to = n.begin;
  while (to > 0 && (p[to - 1] == U' ' || p[to - 1] == U'\u00A0' || p[to - 1] == U'\u202F')) --to;
  std::size_t from = to;
  while (from > 0 && ((p[from - 1] >= U'A' && p[from - 1] <= U'Z') || p[from - 1] == U'$')) --from;
  if (from == to && to > 0 && !is_letter(p[to - 1]) && digit_of(p[to - 1]) < 0 && p[to - 1] > 0x7F)
    --from;  // a sign such as €
  if (from < to)
    if (auto code = known(p.substr(from, to - from)); !code.empty()) return code;
  from = past_blanks(p, n.end);
  to = from;
  while (to < p.size() && p[to] >= U'A' && p[to] <= U'Z') ++to;
  if (from == to && to < p.size() && !is_letter(p[to]) && p[to] > 0x7F) ++to;
  return from < to ? known(p.substr(from, to - from)) : std::string();
}

bool is_year(std::u32string_view p, const TextNumber& n) {
  if (n.whole.size() != 4 || !n.decimals.empty() || (n.whole[0] != '1' && n.whole[0] != '2'))
    return false;
  const auto before = word_before(p, n.begin);
  return is_month_name(before) ||
         is_one_of(before, {U"in", U"since", U"until", U"during", U"year", U"of"});
}

bool is_place(const std::u32string& before) {
  return is_one_of(before,
                   {U"row",     U"rows",      U"line", U"page",    U"item",  U"article", U"art",
                    U"section", U"paragraph", U"para", U"figure",  U"table", U"annex",   U"form",
                    U"no",      U"nr",        U"step", U"finding", U"claim", U"lead"});
}

bool is_address(std::u32string_view p, const TextNumber& n) {
  constexpr std::size_t shortest = 6;
  return n.decimals.empty() && n.whole.size() >= shortest &&
         is_one_of(word_before(p, n.begin), {U"account", U"number", U"card", U"phone", U"iban",
                                             U"handset", U"wallet", U"telephone", U"imei"});
}

}  // namespace

std::vector<TextNumber> find_numbers(std::u32string_view p) {
  std::vector<TextNumber> numbers;
  std::size_t address_end = 0;  // past the last group of an address
  for (std::size_t at = 0; at < p.size();) {
    if (!digit_at(p, at)) {
      ++at;
      continue;
    }
    TextNumber n = scan(p, at);
    at = n.end;
    n.currency = currency_beside(p, n);
    const bool is_behind_letters = n.begin > 0 && letter_at(p, n.begin - 1) && n.currency.empty();
    if (is_behind_letters || is_attached(p, n)) {
      address_end = n.end;
      continue;
    }
    // "LT61 9990 0100": groups of an address that began with letters or a plus.
    if (address_end > 0 && n.begin == address_end + 1 && p[address_end] == U' ' &&
        n.whole.size() >= 2 && n.decimals.empty() && n.currency.empty()) {
      address_end = n.end;
      continue;
    }
    address_end = 0;
    const bool opens_list = past_blanks(p, 0) == n.begin && n.end < p.size() &&
                            (p[n.end] == U'.' || p[n.end] == U')') && n.end + 1 < p.size() &&
                            p[n.end + 1] == U' ';
    const bool is_day =
        n.whole.size() <= 2 && n.decimals.empty() &&
        (is_month_name(word_after(p, n.end)) || is_month_name(word_before(p, n.begin)));
    if (opens_list || is_day || is_year(p, n) || is_place(word_before(p, n.begin)) ||
        is_address(p, n))
      continue;
    const std::size_t next = past_blanks(p, n.end);
    const auto after = word_after(p, n.end);
    n.is_percent = (next < p.size() && p[next] == U'%') || after == U"percent" ||
                   (after == U"per" && word_after(p, next + 3) == U"cent");
    numbers.push_back(std::move(n));
  }
  // "55–75 %", "55 to 75 %": the sign behind the second end is that of both.
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    const auto between = text_of(p.substr(numbers[i].end, numbers[i + 1].begin - numbers[i].end));
    if (between == "–" || between == "-" || between == " to " || between == " – ")
      numbers[i].is_percent = numbers[i].is_percent || numbers[i + 1].is_percent;
  }
  return numbers;
}

bool is_value(const TextNumber& number, std::string_view value, std::string_view unit) {
  if (value.empty()) return false;
  std::string wanted(value.starts_with('-') ? value.substr(1) : value);
  std::size_t places = 0;
  if (unit.ends_with("_minor")) {
    const auto code = unit.substr(0, unit.size() - 6);
    const auto asset = core::find_asset(code).value_or(core::unstated_asset);
    if (!number.currency.empty() && number.currency != code) return false;
    places = core::get_asset(asset).exponent;
  } else if (!number.currency.empty()) {
    return false;
  }
  std::string written = number.whole;
  std::string decimals = number.decimals;
  while (decimals.size() > places && decimals.back() == '0') decimals.pop_back();
  if (decimals.size() > places) return false;
  decimals.append(places - decimals.size(), '0');
  written += decimals;
  const auto plain = [](const std::string& digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string::npos ? std::string("0") : digits.substr(first);
  };
  return plain(written) == plain(wanted);
}

std::string value_for_reader(std::string_view value, std::string_view unit) {
  const auto minor = core::parse_minor(value);
  if (!minor) return std::string(value);
  if (unit.ends_with("_minor")) {
    const auto asset = core::find_asset(unit.substr(0, unit.size() - 6));
    return core::format_money_for_reader(*minor, asset.value_or(core::unstated_asset));
  }
  return *minor < 0 ? std::string(value) : core::group_digits(static_cast<std::uint64_t>(*minor));
}

}  // namespace cuibono::brief
