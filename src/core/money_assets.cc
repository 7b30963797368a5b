// The asset table. Positions are stable within a version of the engine; files name assets by code.
#include <array>
#include <unordered_map>

#include "core/money.h"
#include "core/text.h"

namespace cuibono::core {
namespace {

constexpr std::array<Asset, 187> assets = {{
    {"XXX", 2, ""},     {"XXX", 9, ""},      {"AED", 2, ""},  {"AFN", 2, ""},  {"ALL", 2, ""},
    {"AMD", 2, "֏"},    {"ANG", 2, ""},      {"AOA", 2, ""},  {"ARS", 2, ""},  {"AUD", 2, ""},
    {"AWG", 2, ""},     {"AZN", 2, "₼"},     {"BAM", 2, ""},  {"BBD", 2, ""},  {"BDT", 2, ""},
    {"BGN", 2, ""},     {"BHD", 3, ""},      {"BIF", 0, ""},  {"BMD", 2, ""},  {"BND", 2, ""},
    {"BOB", 2, ""},     {"BRL", 2, ""},      {"BSD", 2, ""},  {"BTN", 2, ""},  {"BWP", 2, ""},
    {"BYN", 2, ""},     {"BZD", 2, ""},      {"CAD", 2, ""},  {"CDF", 2, ""},  {"CHF", 2, ""},
    {"CLP", 0, ""},     {"CNY", 2, ""},      {"COP", 2, ""},  {"CRC", 2, ""},  {"CUP", 2, ""},
    {"CVE", 2, ""},     {"CZK", 2, "Kč"},    {"DEM", 2, ""},  {"DJF", 0, ""},  {"DKK", 2, ""},
    {"DOP", 2, ""},     {"DZD", 2, ""},      {"EEK", 2, ""},  {"EGP", 2, ""},  {"ERN", 2, ""},
    {"ETB", 2, ""},     {"EUR", 2, "€"},     {"FJD", 2, ""},  {"FKP", 2, ""},  {"FRF", 2, ""},
    {"GBP", 2, "£"},    {"GEL", 2, "₾"},     {"GHS", 2, ""},  {"GIP", 2, ""},  {"GMD", 2, ""},
    {"GNF", 0, ""},     {"GTQ", 2, ""},      {"GYD", 2, ""},  {"HKD", 2, ""},  {"HNL", 2, ""},
    {"HRK", 2, ""},     {"HTG", 2, ""},      {"HUF", 2, ""},  {"IDR", 2, ""},  {"ILS", 2, "₪"},
    {"INR", 2, "₹"},    {"IQD", 3, ""},      {"IRR", 2, ""},  {"ISK", 0, ""},  {"JMD", 2, ""},
    {"JOD", 3, ""},     {"JPY", 0, "¥"},     {"KES", 2, ""},  {"KGS", 2, ""},  {"KHR", 2, ""},
    {"KMF", 0, ""},     {"KPW", 2, ""},      {"KRW", 0, "₩"}, {"KWD", 3, ""},  {"KYD", 2, ""},
    {"KZT", 2, "₸"},    {"LAK", 2, ""},      {"LBP", 2, ""},  {"LKR", 2, ""},  {"LRD", 2, ""},
    {"LSL", 2, ""},     {"LTL", 2, ""},      {"LVL", 2, ""},  {"LYD", 3, ""},  {"MAD", 2, ""},
    {"MDL", 2, ""},     {"MGA", 2, ""},      {"MKD", 2, ""},  {"MMK", 2, ""},  {"MNT", 2, ""},
    {"MOP", 2, ""},     {"MRU", 2, ""},      {"MUR", 2, ""},  {"MVR", 2, ""},  {"MWK", 2, ""},
    {"MXN", 2, ""},     {"MYR", 2, ""},      {"MZN", 2, ""},  {"NAD", 2, ""},  {"NGN", 2, "₦"},
    {"NIO", 2, ""},     {"NOK", 2, ""},      {"NPR", 2, ""},  {"NZD", 2, ""},  {"OMR", 3, ""},
    {"PAB", 2, ""},     {"PEN", 2, ""},      {"PGK", 2, ""},  {"PHP", 2, "₱"}, {"PKR", 2, ""},
    {"PLN", 2, "zł"},   {"PYG", 0, ""},      {"QAR", 2, ""},  {"RON", 2, ""},  {"RSD", 2, ""},
    {"RUB", 2, "₽"},    {"RWF", 0, ""},      {"SAR", 2, ""},  {"SBD", 2, ""},  {"SCR", 2, ""},
    {"SDG", 2, ""},     {"SEK", 2, ""},      {"SGD", 2, ""},  {"SHP", 2, ""},  {"SIT", 2, ""},
    {"SKK", 2, ""},     {"SLE", 2, ""},      {"SOS", 2, ""},  {"SRD", 2, ""},  {"SSP", 2, ""},
    {"STN", 2, ""},     {"SVC", 2, ""},      {"SYP", 2, ""},  {"SZL", 2, ""},  {"THB", 2, "฿"},
    {"TJS", 2, ""},     {"TMT", 2, ""},      {"TND", 3, ""},  {"TOP", 2, ""},  {"TRY", 2, "₺"},
    {"TTD", 2, ""},     {"TWD", 2, ""},      {"TZS", 2, ""},  {"UAH", 2, "₴"}, {"UGX", 0, ""},
    {"USD", 2, "$"},    {"UYI", 0, ""},      {"UYU", 2, ""},  {"UZS", 2, ""},  {"VES", 2, ""},
    {"VND", 0, "₫"},    {"VUV", 0, ""},      {"WST", 2, ""},  {"XAF", 0, ""},  {"XCD", 2, ""},
    {"XCG", 2, ""},     {"XOF", 0, ""},      {"XPF", 0, ""},  {"YER", 2, ""},  {"ZAR", 2, ""},
    {"ZMW", 2, ""},     {"ZWG", 2, ""},      {"BTC", 8, "₿"}, {"ETH", 9, ""},  {"LTC", 8, ""},
    {"BCH", 8, ""},     {"DOGE", 8, ""},     {"XMR", 9, ""},  {"USDT", 6, ""}, {"USDC", 6, ""},
    {"TRX", 6, ""},     {"SOL", 9, ""},      {"BNB", 9, ""},  {"XRP", 6, ""},  {"DAI", 9, ""},
    {"TON", 9, ""},     {"ADA", 6, ""},      {"DASH", 8, ""}, {"ZEC", 8, ""},  {"BTCTEST", 8, ""},
    {"ETHTEST", 9, ""}, {"USDTTEST", 6, ""},
}};

struct Alias {
  std::string_view word, code;
};
/// Other ways in which files write a currency; compared in lower case.
constexpr Alias aliases[] = {
    {"us$", "USD"},
    {"usd$", "USD"},
    {"dollar", "USD"},
    {"dollars", "USD"},
    {"euro", "EUR"},
    {"euros", "EUR"},
    {"евро", "EUR"},
    {"pound", "GBP"},
    {"руб", "RUB"},
    {"руб.", "RUB"},
    {"rur", "RUB"},
    {"грн", "UAH"},
    {"грн.", "UAH"},
    {"원", "KRW"},
    {"won", "KRW"},
    {"円", "JPY"},
    {"元", "CNY"},
    {"rmb", "CNY"},
    {"лв", "BGN"},
    {"лв.", "BGN"},
    {"zl", "PLN"},
    {"kč", "CZK"},
    {"tl", "TRY"},
    {"sfr", "CHF"},
    {"fr.", "CHF"},
    {"xbt", "BTC"},
    {"bitcoin", "BTC"},
    {"ether", "ETH"},
    {"ethereum", "ETH"},
    {"tether", "USDT"},
    {"tron", "TRX"},
    {"us dollar", "USD"},
    {"uk pound", "GBP"},
    {"yen", "JPY"},
    {"yuan", "CNY"},
    {"rupee", "INR"},
    {"ruble", "RUB"},
    {"shekel", "ILS"},
    {"swiss franc", "CHF"},
    {"canadian dollar", "CAD"},
    {"australian dollar", "AUD"},
    {"mexican peso", "MXN"},
    {"brazil real", "BRL"},
    {"saudi riyal", "SAR"},
    {"₾", "GEL"},
    {"人民币", "CNY"},
    {"人民幣", "CNY"},
    {"美元", "USD"},
    {"美金", "USD"},
    {"欧元", "EUR"},
    {"歐元", "EUR"},
    {"日元", "JPY"},
    {"日圓", "JPY"},
    {"日本円", "JPY"},
    {"港币", "HKD"},
    {"港元", "HKD"},
    {"英镑", "GBP"},
    {"달러", "USD"},
    {"유로", "EUR"},
    {"米ドル", "USD"},
    {"ユーロ", "EUR"},
    {"рубль", "RUB"},
    {"рубли", "RUB"},
    {"рублей", "RUB"},
    {"гривня", "UAH"},
    {"гривна", "UAH"},
    {"гривень", "UAH"},
    {"лева", "BGN"},
    {"лев", "BGN"},
    {"złoty", "PLN"},
    {"złotych", "PLN"},
    {"zloty", "PLN"},
    {"forint", "HUF"},
    {"ft", "HUF"},
    {"lei", "RON"},
    {"динар", "RSD"},
    {"дин", "RSD"},
    {"din", "RSD"},
    {"ден", "MKD"},
    {"денар", "MKD"},
    {"ლარი", "GEL"},
    {"lari", "GEL"},
    {"драм", "AMD"},
    {"դրամ", "AMD"},
    {"тенге", "KZT"},
    {"теңге", "KZT"},
    {"שח", "ILS"},
    {"ש\"ח", "ILS"},
    {"บาท", "THB"},
    {"baht", "THB"},
    {"đồng", "VND"},
    {"rupiah", "IDR"},
    {"درهم", "AED"},
    {"долл", "USD"},
    {"долл.", "USD"},
    {"доллар", "USD"},
    {"доллар сша", "USD"},
    {"долар", "USD"},
    {"dólar", "USD"},
    {"dollar us", "USD"},
    {"evro", "EUR"},
    {"евра", "EUR"},
    {"ευρώ", "EUR"},
    {"ευρω", "EUR"},
    {"avro", "EUR"},
    {"يورو", "EUR"},
    {"eiro", "EUR"},
    {"eur.", "EUR"},
};

const std::unordered_map<std::string, AssetId>& by_word() {
  static const std::unordered_map<std::string, AssetId> table = [] {
    std::unordered_map<std::string, AssetId> words;
    for (std::size_t i = 2; i < assets.size(); ++i) {
      words.emplace(ascii_lower(assets[i].code), AssetId::of(i));
      if (!assets[i].symbol.empty()) words.emplace(ascii_lower(assets[i].symbol), AssetId::of(i));
    }
    for (const auto& alias : aliases) {
      const auto found = words.find(ascii_lower(alias.code));
      if (found != words.end()) words.emplace(alias.word, found->second);
    }
    return words;
  }();
  return table;
}

}  // namespace

std::span<const Asset> asset_table() noexcept { return assets; }

const Asset& get_asset(AssetId asset) noexcept {
  return assets[asset.index() < assets.size() ? asset.index() : 0];
}

std::optional<AssetId> find_asset(std::string_view code_or_symbol) noexcept {
  const auto found = by_word().find(ascii_lower(trim(code_or_symbol)));
  if (found == by_word().end()) return std::nullopt;
  return found->second;
}

}  // namespace cuibono::core
