// Words and signs of currencies as banks write them beside amounts.
#include "evidence/currency_words.h"

#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
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
  std::string narrow(header);  // "金額（円）"
  for (const auto& [wide, plain] :
       {std::pair<std::string_view, char>{"\xEF\xBC\x88", '('}, {"\xEF\xBC\x89", ')'}}) {
    for (auto at = narrow.find(wide); at != std::string::npos; at = narrow.find(wide))
      narrow.replace(at, wide.size(), 1, plain);
  }
  header = narrow;
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

std::optional<core::AssetId> find_currency_of_number(std::string_view cell) {
  static const std::map<std::string_view, std::string_view> numbers = {
      {"008", "ALL"}, {"036", "AUD"}, {"051", "AMD"}, {"124", "CAD"}, {"156", "CNY"},
      {"203", "CZK"}, {"208", "DKK"}, {"344", "HKD"}, {"348", "HUF"}, {"352", "ISK"},
      {"356", "INR"}, {"360", "IDR"}, {"376", "ILS"}, {"392", "JPY"}, {"398", "KZT"},
      {"404", "KES"}, {"410", "KRW"}, {"417", "KGS"}, {"484", "MXN"}, {"498", "MDL"},
      {"554", "NZD"}, {"566", "NGN"}, {"578", "NOK"}, {"608", "PHP"}, {"643", "RUB"},
      {"682", "SAR"}, {"702", "SGD"}, {"704", "VND"}, {"710", "ZAR"}, {"752", "SEK"},
      {"756", "CHF"}, {"764", "THB"}, {"784", "AED"}, {"807", "MKD"}, {"810", "RUB"},
      {"826", "GBP"}, {"840", "USD"}, {"860", "UZS"}, {"901", "TWD"}, {"933", "BYN"},
      {"941", "RSD"}, {"944", "AZN"}, {"946", "RON"}, {"949", "TRY"}, {"975", "BGN"},
      {"978", "EUR"}, {"980", "UAH"}, {"981", "GEL"}, {"985", "PLN"}, {"986", "BRL"}};
  const auto found = numbers.find(core::trim(cell));
  return found == numbers.end() ? std::nullopt : core::find_asset(found->second);
}

std::optional<core::AssetId> find_currency_of_cell(std::string_view cell) {
  const std::string_view text = core::trim(cell);
  if (const auto known = core::find_asset(text)) return known;
  if (const auto known = find_currency_of_number(text)) return known;
  static const std::map<std::string_view, std::string_view> names = {
      {"XXBT", "BTC"}, {"XBT", "BTC"},  {"XETH", "ETH"}, {"ZEUR", "EUR"},
      {"ZUSD", "USD"}, {"ZGBP", "GBP"}, {"XLTC", "LTC"}};
  if (const auto found = names.find(text); found != names.end())
    return core::find_asset(found->second);
  static const std::set<std::string_view> networks = {
      "TRC20",  "TRC-20", "TRX",     "TRON",  "ERC20", "ERC-20", "ETH",      "ETHEREUM", "BEP20",
      "BEP-20", "BSC",    "POLYGON", "MATIC", "SOL",   "SPL",    "ARBITRUM", "OMNI",     "BTC"};
  const auto mark = text.find_first_of("-_ (.");
  if (mark == std::string_view::npos || mark == 0) return std::nullopt;
  std::string_view network = text.substr(mark);
  while (!network.empty() && std::string_view("-_ (.").find(network.front()) != network.npos)
    network.remove_prefix(1);
  if (network.ends_with(")")) network.remove_suffix(1);
  return networks.contains(network) ? core::find_asset(text.substr(0, mark)) : std::nullopt;
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
