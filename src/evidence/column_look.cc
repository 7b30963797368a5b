#include "evidence/column_look.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "evidence/currency_words.h"
#include "evidence/fold.h"
#include "evidence/records_columns.h"
#include "evidence/selector_parts.h"
#include "evidence/time_pattern.h"
#include "evidence/value_words.h"

namespace cuibono::evidence {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_wide(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// Distinct filled cells with how often they come, in the order of first appearance.
std::vector<DistinctCell> distinct_cells(std::span<const std::string> cells) {
  std::vector<DistinctCell> out;
  std::unordered_map<std::string_view, std::size_t> seen;
  for (const auto& cell : cells) {
    const std::string_view text = core::trim(cell);
    if (is_absent(text)) continue;
    const auto [found, fresh] = seen.emplace(text, out.size());
    if (fresh) out.push_back({text, 0});
    ++out[found->second].times;
  }
  return out;
}

struct Letters {
  std::size_t digits = 0, letters = 0, blanks = 0, marks = 0;
};
Letters count_letters(std::string_view text) {
  Letters n;
  for (const char c : text) {
    n.digits += is_digit(c) ? 1U : 0U;
    n.letters += is_ascii_letter(c) || is_wide(c) ? 1U : 0U;
    n.blanks += c == ' ' ? 1U : 0U;
  }
  n.marks = text.size() - n.digits - n.letters - n.blanks;
  return n;
}

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  for (const auto part : core::split(text, ' ')) words += part.empty() ? 0U : 1U;
  return words;
}

bool is_hex(std::string_view text, std::size_t least) {
  if (text.starts_with("0x")) text.remove_prefix(2);
  return text.size() >= least && std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool is_chain_address(std::string_view text) {
  if (is_eth_address(text) || is_bech32(text)) return true;
  if (text.size() >= 26 && text.size() <= 62 && is_base58check(text)) return true;
  const auto colon = text.find(':');  // the invented schemes of simulated cases: "btctest:…"
  return colon != std::string_view::npos && text.substr(0, colon).ends_with("test") &&
         text.size() > colon + 12 && text.find(' ') == std::string_view::npos;
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
         text.find(' ') == std::string_view::npos;
}

bool is_domain(std::string_view text) {
  if (text.starts_with("http://") || text.starts_with("https://")) return true;
  const auto dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0 ||
      text.find_first_of(" @,:") != std::string_view::npos)
    return false;
  const auto last = text.substr(dot + 1);
  return last.size() >= 2 && last.size() <= 12 &&
         std::all_of(last.begin(), last.end(), [](char c) { return is_ascii_letter(c); });
}

bool is_country_code(std::string_view text) {
  static const std::set<std::string_view> codes = {
      "AD", "AE", "AL", "AM", "AR", "AT", "AU", "AZ", "BA", "BD", "BE", "BG", "BR", "BY", "CA",
      "CH", "CL", "CN", "CO", "CY", "CZ", "DE", "DK", "DZ", "EE", "EG", "ES", "FI", "FR", "GB",
      "GE", "GR", "HK", "HR", "HU", "ID", "IE", "IL", "IN", "IQ", "IR", "IS", "IT", "JO", "JP",
      "KE", "KG", "KH", "KR", "KW", "KZ", "LB", "LK", "LT", "LU", "LV", "MA", "MC", "MD", "ME",
      "MK", "MM", "MT", "MX", "MY", "NG", "NL", "NO", "NZ", "OM", "PA", "PE", "PH", "PK", "PL",
      "PT", "QA", "RO", "RS", "RU", "SA", "SE", "SG", "SI", "SK", "SY", "TH", "TJ", "TM", "TN",
      "TR", "TW", "UA", "US", "UY", "UZ", "VE", "VN", "ZA", "UK", "EL"};
  return codes.contains(text);
}

bool is_duration(std::string_view text) {
  constexpr std::size_t told_most = 40;
  const bool may_be_told = text.size() <= told_most && is_digit(text.front()) &&
                           !is_digit(text.back()) && text.find(':') == std::string_view::npos;
  if (may_be_told && parse_duration_s(text, "s")) return true;
  const auto colons = std::count(text.begin(), text.end(), ':');
  return (colons == 1 || colons == 2) && text.size() <= 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == ':'; });
}

/// "+17878.98" is a sum with its sign.
bool ends_like_a_sum(std::string_view text) {
  const auto mark = text.find_last_of(".,");
  return mark != std::string_view::npos && text.size() - mark <= 3 && mark > 0 &&
         text.find_first_of(" -()/") == std::string_view::npos;
}

bool is_phone(std::string_view text) {
  const Letters n = count_letters(text);
  if (ends_like_a_sum(text)) return false;
  return n.letters == 0 && n.digits >= 7 && n.digits <= 17 && looks_like_phone(text);
}

bool is_account(std::string_view text) {
  const Letters n = count_letters(text);
  return n.digits >= 5 && n.letters <= n.digits && text.size() <= 40 && n.blanks <= 7 &&
         n.marks <= 4;
}

bool is_code(std::string_view text) {
  const Letters n = count_letters(text);
  return n.digits > 0 && n.blanks == 0 && text.size() <= 40 && n.letters + n.digits >= n.marks;
}

bool is_ticker(std::string_view text) {
  constexpr std::size_t shortest = 2, longest = 6;
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
  return plain && text.size() >= shortest && text.size() <= longest &&
         text.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos;
}

/// 32 bytes or 64 written in base 58, as Solana does: there is no check digit to test.
bool is_base58_of(std::string_view text, std::size_t least, std::size_t most) {
  static constexpr std::string_view letters =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  if (text.size() < least || text.size() > most) return false;
  if (text.find_first_not_of(letters) != std::string_view::npos) return false;
  const auto any = [&](auto test) { return std::any_of(text.begin(), text.end(), test); };
  return any(is_digit) && any([](char c) { return c >= 'a' && c <= 'z'; }) &&
         any([](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string find_split(const std::vector<DistinctCell>& cells) {
  // Several numbers, accounts or names in one cell, with the same mark between them.
  for (const std::string_view mark : {"; ", ";", " | ", "|", " / ", ", ", ","}) {
    std::uint64_t with = 0;
    for (const auto& cell : cells) {
      const auto at = cell.text.find(mark);
      with +=
          at != std::string_view::npos && at > 1 && at + mark.size() < cell.text.size() ? 1U : 0U;
    }
    if (with * 50 >= cells.size() && with > 0) return std::string(core::trim(mark));
  }
  return {};
}

}  // namespace

ColumnLook look_at_column(std::span<const std::string> cells, std::string_view region) {
  ColumnLook look;
  look.cells = cells.size();
  const auto all = distinct_cells(cells);
  look.distinct = all.size();
  for (const auto& cell : all) {
    look.filled += cell.times;
    look.longest = std::max(look.longest, static_cast<std::uint32_t>(cell.text.size()));
    if (look.examples.size() < 3) look.examples.emplace_back(core::cut_utf8(cell.text, 40));
  }
  if (look.blank()) return look;
  look.split = find_split(all);

  using Test = bool (*)(std::string_view);
  struct Share {
    std::uint32_t ColumnLook::* field;
    Test test;
  };
  static const Share shares[] = {
      {&ColumnLook::phones, is_phone},
      {&ColumnLook::phones_international,
       [](std::string_view t) {
         return is_phone(t) && (t.find('+') != t.npos || t.starts_with("00"));
       }},
      {&ColumnLook::ibans, [](std::string_view t) { return is_iban(t); }},
      {&ColumnLook::accounts, is_account},
      {&ColumnLook::codes, is_code},
      {&ColumnLook::hashes,
       [](std::string_view t) { return is_hex(t, 60) || is_base58_of(t, 86, 88); }},
      {&ColumnLook::addresses,
       [](std::string_view t) { return is_chain_address(t) || is_base58_of(t, 43, 44); }},
      {&ColumnLook::imeis,
       [](std::string_view t) {
         return t.size() >= 14 && t.size() <= 16 && count_letters(t).digits == t.size() &&
                (t.size() != 15 || passes_luhn(t) || t.back() == '0');
       }},
      {&ColumnLook::imsis,
       [](std::string_view t) { return t.size() == 15 && count_letters(t).digits == 15; }},
      {&ColumnLook::emails, is_email},
      {&ColumnLook::domains, is_domain},
      {&ColumnLook::countries, is_country_code},
      {&ColumnLook::currencies,
       [](std::string_view t) {
         return t.size() <= 20 && find_currency_of_cell(t).has_value() &&
                !find_currency_of_number(t);
       }},
      {&ColumnLook::currency_numbers,
       [](std::string_view t) { return find_currency_of_number(t).has_value(); }},
      {&ColumnLook::handles,
       [](std::string_view t) {
         const auto at = t.find('@');
         return at != t.npos && at > 0 && at + 1 < t.size() && t.find_first_of(" .", at) == t.npos;
       }},
      {&ColumnLook::padded,
       [](std::string_view t) {
         return t.size() > 1 && t[0] == '0' && count_letters(t).digits == t.size();
       }},
      {&ColumnLook::numbered, [](std::string_view t) { return count_letters(t).digits >= 6; }},
      {&ColumnLook::tickers, is_ticker},
      {&ColumnLook::plus, [](std::string_view t) { return t.starts_with("+"); }},
      {&ColumnLook::durations, is_duration},
      {&ColumnLook::directions,
       [](std::string_view t) { return find_direction_word(t).has_value(); }},
      {&ColumnLook::signs, [](std::string_view t) { return find_sign_word(t).has_value(); }},
      {&ColumnLook::booleans, [](std::string_view t) { return find_boolean_word(t).has_value(); }},
      {&ColumnLook::answers, [](std::string_view t) { return find_answered_word(t).has_value(); }},
      {&ColumnLook::call_kinds,
       [](std::string_view t) { return find_call_kind_word(t).has_value(); }},
      {&ColumnLook::transfer_kinds,
       [](std::string_view t) { return find_transfer_kind_word(t).has_value(); }},
      {&ColumnLook::names,
       [](std::string_view t) {
         const Letters n = count_letters(t);
         const std::size_t words = words_in(t);
         return n.digits == 0 && n.letters >= 4 && t.size() <= 90 && words <= 6 &&
                (words >= 2 || is_wide(t[0]));
       }},
      {&ColumnLook::words,
       [](std::string_view t) {
         const Letters n = count_letters(t);
         return n.letters > n.digits + n.marks;
       }},
      {&ColumnLook::prose,
       [](std::string_view t) {
         const Letters n = count_letters(t);
         const bool lettered = n.letters > 2 * n.digits;
         return lettered && (words_in(t) >= 6 || (t.size() > 60 && is_wide(t[0])));
       }},
  };
  for (const auto& share : shares) {
    std::uint64_t count = 0;
    // "BTC / EUR" is a pair of a market and no currency.
    const bool whole = share.field == &ColumnLook::currencies;
    for (const auto& cell : all) {
      // One of several values in a cell stands for the cell.
      const std::string_view one =
          look.split.empty() ? cell.text
                             : core::trim(cell.text.substr(0, cell.text.find(look.split)));
      const bool fits = share.test(cell.text) ||
                        (!whole && !look.split.empty() && !one.empty() && share.test(one));
      count += fits ? cell.times : 0U;
    }
    look.*share.field = static_cast<std::uint32_t>(count * 1000 / look.filled);
  }
  look_at_numbers(all, look);
  look_at_order(cells, look);
  constexpr std::size_t times_most = 600;
  std::vector<std::string_view> sample;
  const std::size_t step = std::max<std::size_t>(1, all.size() / times_most);
  for (std::size_t i = 0; i < all.size(); i += step) sample.push_back(all[i].text);
  look.time = find_time_pattern(sample, region);
  // Of all cells, not of the different ones: one sum at the foot is no fifth of five days.
  if (const auto pattern = TimePattern::make(look.time.letters); pattern && step == 1) {
    std::uint64_t read = 0;
    for (const auto& cell : all) read += pattern->read(cell.text) ? cell.times : 0U;
    look.time.permille = static_cast<std::uint32_t>(read * 1000 / look.filled);
  }
  return look;
}

}  // namespace cuibono::evidence
