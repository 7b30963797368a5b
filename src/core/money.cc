#include "core/money.h"

#include <algorithm>

#include "core/text.h"

namespace cuibono::core {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Bytes of a thousands mark at `at`, or 0: the style's own mark; a space stands for all its kinds.
std::size_t group_mark(std::string_view text, std::size_t at, char group) noexcept {
  if (group == 0 || at >= text.size()) return 0;
  const std::string_view rest = text.substr(at);
  if (rest[0] == group) return 1;
  if (group == ' ') {
    if (rest.starts_with("\xC2\xA0")) return 2;
    if (rest.starts_with("\xE2\x80\xAF") || rest.starts_with("\xE2\x80\x89")) return 3;
  }
  if (group == '\'' && rest.starts_with("\xE2\x80\x99")) return 3;
  return 0;
}

/// Takes a currency word or symbol off both ends: anything that is neither digit, sign nor mark. A
/// point belongs to the number only beside a digit: that of "fr." or "руб." goes with its word.
std::string_view strip_unit(std::string_view text) noexcept {
  const auto is_sign = [](char c) { return c == '-' || c == '+' || c == '(' || c == ')'; };
  const auto is_point = [](char c) { return c == '.' || c == ','; };
  const auto digit_at = [&](std::size_t at) { return at < text.size() && is_digit(text[at]); };
  const auto begins = [&](std::size_t at) {
    return is_digit(text[at]) || is_sign(text[at]) || text.substr(at).starts_with("\xE2\x88\x92") ||
           (is_point(text[at]) && digit_at(at + 1));
  };
  const auto ends = [&](std::size_t last) {
    return is_digit(text[last]) || is_sign(text[last]) ||
           text.substr(0, last + 1).ends_with("\xE2\x88\x92") ||
           (is_point(text[last]) && last > 0 && digit_at(last - 1));
  };
  std::size_t begin = 0;
  while (begin < text.size() && !begins(begin)) ++begin;
  std::size_t end = text.size();
  while (end > begin && !ends(end - 1)) --end;
  return text.substr(begin, end - begin);
}

/// Words behind a number that are no unit but change what it says: so many thousands, hundredths, a
/// debit. Read as units they would be dropped, and the amount would be false.
constexpr std::string_view words_that_change[] = {
    "k",        "m",       "mn",  "mio",  "mln",   "million", "bn",   "mrd", "billion",
    "thousand", "tausend", "tsd", "lakh", "crore", "тыс",     "тыс.", "млн", "млн.",
    "млрд",     "천",      "만",  "억",   "%",     "dr",      "cr",
};

bool changes_the_number(std::string_view unit) noexcept {
  return std::any_of(std::begin(words_that_change), std::end(words_that_change), [&](auto word) {
    return unit.size() == word.size() && starts_with_ascii_nocase(unit, word);
  });
}

/// A letter written for a digit ("12o", "l2.50"): dropped as a unit, it would leave a tenth of the amount.
bool is_mistaken_digit(std::string_view unit, std::string_view letters) noexcept {
  if (unit == "о" || unit == "О") return true;  // Cyrillic
  return !unit.empty() && unit.size() <= 2 &&
         unit.find_first_not_of(letters) == std::string_view::npos;
}

/// Letters in front of or behind the number must be a unit ("EUR", "€"), not a second word of
/// digits.
bool unit_is_plain(std::string_view text, std::string_view number) noexcept {
  const std::size_t before = static_cast<std::size_t>(number.data() - text.data());
  const std::string_view front = trim(text.substr(0, before));
  const std::string_view back = trim(text.substr(before + number.size()));
  constexpr std::size_t unit_max = 12;
  const char glued = before > 0 ? text[before - 1] : ' ';
  const bool after_a_letter = (glued >= 'a' && glued <= 'z') || (glued >= 'A' && glued <= 'Z') ||
                              static_cast<unsigned char>(glued) >= 0x80;
  // "Rs.500": the point may end the word or begin the decimals, and nobody can tell which.
  if (after_a_letter && !is_digit(number.front()) && (number[0] == '.' || number[0] == ',')) {
    return false;
  }
  if (changes_the_number(back)) return false;
  const std::string_view glued_front = text.substr(0, before);
  const std::string_view glued_back = text.substr(before + number.size());
  if (is_mistaken_digit(glued_front, "oOlI") || is_mistaken_digit(glued_back, "oOlISsZzB"))
    return false;
  return front.size() <= unit_max && back.size() <= unit_max && (front.empty() || back.empty());
}

/// Sign taken off: plus, minus, Unicode minus, trailing minus, parentheses.
bool take_sign(std::string_view& text, const DecimalStyle& style, bool& negative) noexcept {
  if (text.starts_with("\xE2\x88\x92")) {
    text.remove_prefix(3);
    negative = true;
  } else if (text.starts_with("-") || text.starts_with("+")) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  } else if (style.parenthesis_minus && text.size() > 2 && text.front() == '(' &&
             text.back() == ')') {
    text = text.substr(1, text.size() - 2);
    negative = true;
  } else if (style.trailing_minus && text.ends_with("\xE2\x88\x92")) {
    text.remove_suffix(3);
    negative = true;
  } else if (style.trailing_minus && text.ends_with("-")) {
    text.remove_suffix(1);
    negative = true;
    if (text.ends_with(style.point)) return false;  // "500.-": the dash stands for the decimals
  }
  text = trim(text);
  return !text.empty();
}

struct Magnitude {
  std::uint64_t value = 0;
  bool too_large = false;
  void push(unsigned digit) noexcept {
    constexpr std::uint64_t limit = INT64_MAX;
    if (value > (limit - digit) / 10) {
      too_large = true;
      return;
    }
    value = value * 10 + digit;
  }
};

}  // namespace

ParsedDecimal parse_decimal(std::string_view text, const DecimalStyle& style,
                            std::uint8_t exponent) noexcept {
  const ParsedDecimal not_a_number{0, DecimalFault::not_a_number};
  const std::string_view whole = trim(text);
  std::string_view number = whole;
  if (number.empty()) return not_a_number;
  if (!is_digit(number.front()) || !is_digit(number.back())) {
    number = strip_unit(number);
    if (number.empty() || !unit_is_plain(whole, number)) return not_a_number;
  }
  bool negative = false;
  if (!take_sign(number, style, negative)) return not_a_number;
  if (!is_digit(number.front()) && number.front() != style.point) {
    number = strip_unit(number);  // "-EUR 5.00": the unit stands between sign and number
    if (number.empty() || !is_digit(number.front())) return not_a_number;
  }
  Magnitude magnitude;
  std::size_t at = 0, digits = 0, since_group = 0;
  bool grouped = false;
  while (at < number.size() && number[at] != style.point) {
    if (is_digit(number[at])) {
      magnitude.push(static_cast<unsigned>(number[at] - '0'));
      ++at, ++digits, ++since_group;
      continue;
    }
    const std::size_t mark = group_mark(number, at, style.group);
    // A mark separates digits: two or three of them follow each (1,234,567 and 12,34,567).
    if (mark == 0 || since_group < (grouped ? 2U : 1U) || since_group > 3) return not_a_number;
    grouped = true;
    since_group = 0;
    at += mark;
  }
  if (grouped && since_group != 3) return not_a_number;
  std::uint8_t decimals = 0;
  bool excess = false;
  if (at < number.size()) {
    ++at;  // the point
    for (; at < number.size(); ++at) {
      if (!is_digit(number[at])) return not_a_number;
      ++digits;
      if (decimals < exponent) {
        magnitude.push(static_cast<unsigned>(number[at] - '0'));
        ++decimals;
      } else if (number[at] != '0') {
        excess = true;
      }
    }
  }
  if (digits == 0) return not_a_number;
  for (; decimals < exponent; ++decimals) magnitude.push(0);
  if (excess) return {0, DecimalFault::too_many_decimals};
  if (magnitude.too_large) return {0, DecimalFault::too_large};
  const auto value = static_cast<std::int64_t>(magnitude.value);
  return {negative ? -value : value, std::nullopt};
}

std::string format_minor(Int128 amount_minor) {
  if (amount_minor == 0) return "0";
  const bool negative = amount_minor < 0;
  std::string digits;
  for (Int128 rest = amount_minor; rest != 0; rest /= 10) {
    const auto digit = static_cast<int>(rest % 10);
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
  }
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::optional<Int128> parse_minor(std::string_view text) noexcept {
  const bool negative = text.starts_with("-");
  if (negative) text.remove_prefix(1);
  constexpr std::size_t digits_max = 38;
  if (text.empty() || text.size() > digits_max) return std::nullopt;
  Int128 value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::string format_amount(Int128 amount_minor, AssetId asset) {
  const std::size_t exponent = get_asset(asset).exponent;
  std::string digits = format_minor(amount_minor);
  if (amount_minor < 0) digits.erase(0, 1);
  if (digits.size() <= exponent) digits.insert(0, exponent + 1 - digits.size(), '0');
  if (exponent > 0) digits.insert(digits.size() - exponent, 1, '.');
  return (amount_minor < 0 ? "-" : "") + digits;
}

std::string format_money_for_reader(Int128 amount_minor, AssetId asset) {
  const std::string plain = format_amount(amount_minor, asset);
  const std::size_t point = std::min(plain.find('.'), plain.size());
  const std::size_t first = plain[0] == '-' ? 1 : 0;
  std::string grouped = plain.substr(0, first);
  for (std::size_t i = first; i < point; ++i) {
    if (i > first && (point - i) % 3 == 0) grouped += "\xE2\x80\xAF";
    grouped += plain[i];
  }
  const bool stated = asset != unstated_asset && asset != unstated_fine_asset;
  std::string decimals = plain.substr(point);
  if (!stated || decimals.size() > 3) {  // coins and unstated units: no zeros that say nothing
    while (decimals.ends_with("0") && decimals.size() > (stated ? 0U : 3U)) decimals.pop_back();
    if (decimals == ".") decimals.clear();
  }
  const std::string code =
      stated ? std::string(get_asset(asset).code) : std::string("(no currency stated)");
  return stated ? code + "\xC2\xA0" + grouped + decimals : grouped + decimals + " " + code;
}

}  // namespace cuibono::core
