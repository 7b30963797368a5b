// Words and signs of currencies as banks write them beside amounts.
#include "evidence/currency_words.h"

#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/core.h"
#include "evidence/fold.h"

namespace cuibono::evidence {
namespace {

struct Entry {
  std::string_view words, code;
  std::string_view regions;  ///< where it means this; empty: everywhere
  bool is_plain = true;      ///< hardly a word of anything else: also in headers
};

constexpr auto entries = std::to_array<Entry>({
    {"zł|zl|zlotych|złotych|złoty", "PLN", "", true},
    {"лв|лева|лв.", "BGN", "", true},
    {"руб|рублей|рубль|рубли|₽|rub|rur|р", "RUB", "", true},
    {"грн|гривень|гривня|гривні|₴|uah", "UAH", "", true},
    {"kč|kc|korun", "CZK", "", true},
    {"ft|forint|huf", "HUF", "", true},
    {"lei|leu|ron", "RON", "RO", true},
    {"lei|leu|mdl", "MDL", "MD", true},
    {"tl|₺|türk lirası|lira", "TRY", "", true},
    {"din|дин|динара|динар|рсд|rsd", "RSD", "RS XK ME", true},
    {"kn|kuna", "HRK", "HR", true},
    {"ден|денари|денар|mkd", "MKD", "MK", true},
    {"км|km|bam", "BAM", "BA", true},
    {"тг|тенге|теңге|₸|kzt", "KZT", "", true},
    {"сум|сўм|so'm|som|uzs", "UZS", "UZ", true},
    {"сом|kgs", "KGS", "KG", true},
    {"ლარი|₾|gel|ლ", "GEL", "", true},
    {"դրամ|֏|amd|դր", "AMD", "", true},
    {"manat|₼|azn|man", "AZN", "AZ", true},
    {"byn|бел руб|br", "BYN", "BY", true},
    {"₪|שח|ש ח|ש\"ח|שקל|שקלים|ils|nis", "ILS", "", true},
    {"元|人民币|人民币元|rmb|cny", "CNY", "", true},
    {"円|jpy", "JPY", "", true},
    {"¥|￥", "CNY", "CN", true},
    {"¥|￥", "JPY", "JP", true},
    {"元", "TWD", "TW", true},
    {"원|₩|krw|￦", "KRW", "", true},
    {"rs|rs.|inr|₹|रुपये|रु|rupees", "INR", "IN", true},
    {"₹|inr|रुपये|रु", "INR", "", true},
    {"rs|rs.|pkr", "PKR", "PK", true},
    {"rs|rs.|lkr", "LKR", "LK", true},
    {"rs|rs.|npr|रु", "NPR", "NP", true},
    {"rp|rupiah|idr", "IDR", "", true},
    {"rm|ringgit", "MYR", "MY", true},
    {"บาท|฿|thb", "THB", "", true},
    {"đ|₫|vnd|đồng|vnđ", "VND", "", true},
    {"fr|sfr|franken|francs|chf|fr.", "CHF", "CH LI", true},
    {"kr|kronor|sek", "SEK", "SE", true},
    {"kr|kroner|nok", "NOK", "NO", true},
    {"kr|kroner|dkk", "DKK", "DK", true},
    {"kr|isk", "ISK", "IS", true},
    {"r$|reais|brl|real", "BRL", "BR", true},
    {"r$|brl", "BRL", "", true},
    {"s/|s/.|soles|pen", "PEN", "PE", true},
    {"mxn|m.n.|mn|pesos", "MXN", "MX", true},
    {"$", "MXN", "MX", false},
    {"$", "ARS", "AR", false},
    {"$", "CLP", "CL", false},
    {"$", "COP", "CO", false},
    {"$", "CAD", "CA", false},
    {"$", "AUD", "AU", false},
    {"$", "NZD", "NZ", false},
    {"$", "SGD", "SG", false},
    {"$", "HKD", "HK", false},
    {"$|us$", "USD", "US PR EC SV", true},
    {"€|euro|euros|euró|ευρώ|евро|євро|evro|eur", "EUR", "", true},
    {"£|gbp|pounds|sterling", "GBP", "", true},
    {"درهم|د إ|aed", "AED", "AE", true},
    {"درهم|mad|dh|dhs", "MAD", "MA", true},
    {"dhs|dh|aed", "AED", "AE", true},
    {"ريال|ر س|sar|sr", "SAR", "SA", true},
    {"جنيه|ج م|egp|le", "EGP", "EG", true},
    {"دينار|د أ|jod|jd", "JOD", "JO", true},
    {"دينار|د ك|kwd|kd", "KWD", "KW", true},
    {"دينار|د ت|tnd|dt", "TND", "TN", true},
    {"دينار|د ج|dzd|da", "DZD", "DZ", true},
    {"ریال|irr|ريال", "IRR", "IR", true},
    {"₦|ngn|naira", "NGN", "", true},
    {"ksh|kes|kshs", "KES", "", true},
    {"gh₵|ghs|₵", "GHS", "", true},
    {"r|zar|rand", "ZAR", "ZA", false},
    {"₱|php|p", "PHP", "PH", false},
    {"lekë|lek|all", "ALL", "AL", true},
});

std::string bare(std::string_view word) {
  std::string text = core::ascii_lower(core::trim(word));
  while (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

bool is_among(std::string_view list, std::string_view wanted, char mark) {
  const auto parts = core::split(list, mark);
  return std::find(parts.begin(), parts.end(), wanted) != parts.end();
}

std::string find_entry(std::string_view word, std::string_view region, bool in_header) {
  const std::string text = bare(word);
  if (text.empty()) return {};
  const std::string folded = fold_words(text);
  const Entry* found = nullptr;
  for (const auto& entry : entries) {
    if (in_header && !entry.is_plain) continue;
    if (!is_among(entry.words, text, '|') && !is_among(entry.words, folded, '|')) continue;
    if (!entry.regions.empty()) {
      if (is_among(entry.regions, region, ' ')) return std::string(entry.code);
      continue;
    }
    if (found == nullptr) found = &entry;
  }
  return found == nullptr ? std::string() : std::string(found->code);
}

}  // namespace

std::string find_currency_word(std::string_view word, std::string_view region) {
  if (std::string known = find_entry(word, region, false); !known.empty()) return known;
  const std::string_view text = core::trim(word);
  const bool is_dollar = text == "$" && !region.empty();  // of a country that has its own, perhaps
  if (text.empty() || is_dollar) return {};
  const auto asset = core::find_asset(text);
  return asset ? std::string(core::get_asset(*asset).code) : std::string();
}

std::string find_currency_in_header(std::string_view header, std::string_view region) {
  constexpr std::string_view marks = " ()[],;:/-_\n";
  std::vector<std::string> words(1);
  for (const char c : header) {
    if (marks.find(c) == std::string_view::npos) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  if (words.size() < 2) return {};
  const bool bracketed = header.find_first_of("([,") != std::string_view::npos;
  for (std::size_t i = bracketed ? 1 : words.size() - 1; i < words.size(); ++i) {
    constexpr std::size_t letters_least = 2;
    const bool is_sign = static_cast<unsigned char>(words[i][0]) >= 0x80;
    if (words[i].size() < letters_least && !is_sign) continue;
    if (std::string known = find_entry(words[i], region, true); !known.empty()) return known;
  }
  return {};
}

std::string currency_of_country(std::string_view country) {
  constexpr std::int32_t room = 8;
  UChar code[room] = {};
  UErrorCode status = U_ZERO_ERROR;
  const std::string locale = "und_" + std::string(country);
  const std::int32_t length = ucurr_forLocale(locale.c_str(), code, room, &status);
  if (U_FAILURE(status) || length != 3) return {};
  std::string text;
  icu::UnicodeString(code, length).toUTF8String(text);
  return core::find_asset(text) ? text : std::string();
}

}  // namespace cuibono::evidence
