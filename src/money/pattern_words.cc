#include "money/pattern_words.h"

#include <algorithm>

namespace cuibono::money {
namespace {

std::string counted(core::Int128 number, const char* one, const char* many) {
  return core::group_digits(static_cast<std::uint64_t>(number)) + " " + (number == 1 ? one : many);
}

/// The largest unit that fits at least once; days from two days on.
std::string time_in_words(core::Int128 time_us) {
  if (time_us >= 2 * core::Int128{core::us_per_day})
    return counted(time_us / core::us_per_day, "day", "days");
  if (time_us >= core::us_per_hour) return counted(time_us / core::us_per_hour, "hour", "hours");
  if (time_us >= core::us_per_minute)
    return counted(time_us / core::us_per_minute, "minute", "minutes");
  return "a minute";
}

std::string share_in_words(core::Int128 permille) {
  const auto whole = static_cast<std::uint64_t>(permille / 10);
  const auto tenth = static_cast<std::uint64_t>(permille % 10);
  return core::group_digits(whole) + (tenth == 0 ? "" : "." + std::to_string(tenth)) + " %";
}

std::string chance_in_words(core::Int128 billionths) {
  constexpr std::uint64_t billion = 1'000'000'000;
  if (billionths <= 0) return "less than 1 in " + core::group_digits(billion);
  return "1 in " + core::group_digits(billion / static_cast<std::uint64_t>(billionths));
}

std::string number_in_words(std::string_view name, core::Int128 value, core::AssetId asset) {
  if (name.ends_with("_minor")) return core::format_money_for_reader(value, asset);
  if (name.ends_with("_us")) return time_in_words(value);
  if (name.ends_with("_permille")) return share_in_words(value);
  if (name.ends_with("_billionths")) return chance_in_words(value);
  return core::group_digits(static_cast<std::uint64_t>(std::max<core::Int128>(value, 0)));
}

std::string value_of(std::string_view name, const Pattern& pattern, core::AssetId asset) {
  if (name == "amount") return core::format_money_for_reader(pattern.amount_minor, asset);
  if (name == "size") return core::group_digits(pattern.size);
  if (name == "accounts") return core::group_digits(pattern.accounts.size());
  if (name == "transfers") return core::group_digits(pattern.transfers.size());
  if (name == "from") return core::format_time(pattern.from_us, core::Precision::day);
  if (name == "to") return core::format_time(pattern.to_us, core::Precision::day);
  if (name == "time") return time_in_words(core::Int128{pattern.to_us} - pattern.from_us);
  return number_in_words(name, number_of(pattern, name), asset);
}

}  // namespace

std::string fill_pattern_words(std::string_view words, const Pattern& pattern,
                               core::AssetId asset) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t open = words.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : words.find('}', open);
    if (close == std::string_view::npos) {
      out += words.substr(at);
      break;
    }
    out += words.substr(at, open - at);
    out += value_of(words.substr(open + 1, close - open - 1), pattern, asset);
    at = close + 1;
  }
  return out;
}

std::string rule_in_words(const PatternRule& rule) {
  std::string out = "rule " + rule.id + ":";
  for (const auto& [name, value] : rule.parameters) out += " " + name + "=" + std::to_string(value);
  return out;
}

}  // namespace cuibono::money
