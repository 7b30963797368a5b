// Which cells of a column are numbers, and how they write decimals and thousands.
#include <algorithm>
#include <map>
#include <set>

#include "evidence/column_look.h"
#include "evidence/currency_words.h"
#include "evidence/value_words.h"

namespace cuibono::evidence {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_wide(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// What one cell says of the marks in numbers.
struct NumberVotes {
  std::uint64_t point_comma = 0, point_dot = 0;  // which mark is the decimal one
  std::uint64_t group_comma = 0, group_dot = 0, group_blank = 0, group_quote = 0;
  std::uint64_t unsettled_comma = 0, unsettled_dot = 0;  // "1.234": either
};

/// "T72062", "RO99": letters that touch the digits in front are of a code, but for those of a currency.
bool begins_a_code(std::string_view cell) {
  std::size_t end = 0;
  while (end < cell.size() && is_ascii_letter(cell[end])) ++end;
  const bool dashed =
      end > 1 && end + 1 < cell.size() && cell[end] == '-' && is_digit(cell[end + 1]);
  if (end == 0 || end == cell.size() || (!is_digit(cell[end]) && !dashed)) return false;
  const std::string_view front = cell.substr(0, end);
  if (end == 1) return front != "R" || cell.find_first_of(".,") == std::string_view::npos;
  return find_currency_word(front, {}).empty() && find_currency_word(front, "IN").empty() &&
         find_currency_word(front, "SE").empty() && !core::find_asset(front);
}

/// The digits and marks of a number without sign, currency and white space around; empty: no number.
std::string bare_number(std::string_view cell) {
  if (begins_a_code(cell)) return {};
  std::string out;
  bool ended = false, any = false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    const bool mark = c == '.' || c == ',' || c == '\'';
    const bool nbsp = (c == '\xC2' && i + 1 < cell.size() && cell[i + 1] == '\xA0');
    const bool thin = c == '\xE2' && i + 2 < cell.size() && cell[i + 1] == '\x80' &&
                      (cell[i + 2] == '\xAF' || cell[i + 2] == '\x89' || cell[i + 2] == '\x99');
    if (is_digit(c)) {
      if (ended) return {};
      out += c;
      any = true;
    } else if (mark && any && !ended && i + 1 < cell.size() && is_digit(cell[i + 1])) {
      out += c;
    } else if (mark && !any && i + 1 < cell.size() && is_digit(cell[i + 1])) {
      out += "0.";
      any = true;
    } else if (nbsp || thin || c == ' ') {
      i += nbsp ? 1U : thin ? 2U : 0U;
      const bool digit_next = i + 1 < cell.size() && is_digit(cell[i + 1]);
      if (any && digit_next && !ended) out += ' ';
    } else if (std::string_view("+-()").find(c) != std::string_view::npos) {
      ended = any;
    } else if (is_ascii_letter(c) || is_wide(c) || c == '$') {
      if (any) ended = true;
    } else if (c == '.' && ended && i + 1 == cell.size()) {  // "12,50 лв."
    } else {
      return {};
    }
  }
  return any ? out : std::string();
}

bool has_words(std::string_view cell) {
  std::size_t letters = 0;
  for (const char c : cell) letters += is_ascii_letter(c) ? 1U : 0U;
  return letters > 4;
}

/// What stands in front of or behind the digits, without signs and points: "zł", "$"; empty: nothing.
std::string unit_of(std::string_view cell) {
  const auto first = cell.find_first_of("0123456789"), last = cell.find_last_of("0123456789");
  if (first == std::string_view::npos) return {};
  const auto bare = [](std::string_view text) {
    while (!text.empty() && std::string_view(" .,-+()").find(text.front()) != text.npos)
      text.remove_prefix(1);
    while (!text.empty() && std::string_view(" .,-+()").find(text.back()) != text.npos)
      text.remove_suffix(1);
    if (text.starts_with("\xC2\xA0")) text.remove_prefix(2);
    return std::string(text);
  };
  const std::string front = bare(cell.substr(0, first)), back = bare(cell.substr(last + 1));
  return front.empty() ? back : back.empty() ? front : std::string();
}

/// Cells end with words of debit and credit, as in "1,234.50 CR": one letter alone may be a unit.
bool end_with_flow_words(const std::vector<DistinctCell>& cells) {
  std::size_t flows = 0, with = 0, numbers = 0;
  std::set<std::string> words;
  for (const auto& cell : cells) {
    std::string_view rest = cell.text;
    if (rest.empty() || rest.size() > 40) continue;
    ++numbers;
    if (!take_flow_word(rest)) continue;
    std::string word = core::ascii_lower(core::trim(cell.text.substr(rest.size())));
    words.insert(word);
    ++with;
    flows += word.size() > 1 ? 1U : 0U;
  }
  const bool all = with > 0 && with * 10 >= numbers * 9;
  const bool most = with > 0 && with * 2 >= numbers;
  const bool pair = (words.contains("c") && words.contains("d")) ||
                    (words.contains("h") && words.contains("s")) ||
                    (words.contains("k") && words.contains("d"));
  return (most && flows == with) || (all && pair && words.size() == 2);
}

bool groups_fit(std::string_view number, char group, char point) {
  const std::string_view whole = number.substr(0, point == 0 ? number.size() : number.rfind(point));
  // Three digits each, or two but for the last three ("12,34,567").
  const auto parts = core::split(whole, group);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool first = i == 0, last = i + 1 == parts.size();
    const std::size_t size = parts[i].size();
    if (first ? size > 3 || size == 0 : last ? size != 3 : size != 3 && size != 2) return false;
  }
  return true;
}

void vote(std::string_view number, std::uint64_t times, NumberVotes& votes) {
  const auto dots = static_cast<std::size_t>(std::count(number.begin(), number.end(), '.'));
  const auto commas = static_cast<std::size_t>(std::count(number.begin(), number.end(), ','));
  if (number.find(' ') != std::string_view::npos) votes.group_blank += times;
  if (number.find('\'') != std::string_view::npos) votes.group_quote += times;
  if (dots > 0 && commas > 0) {
    (number.rfind('.') > number.rfind(',') ? votes.point_dot : votes.point_comma) += times;
    (number.rfind('.') > number.rfind(',') ? votes.group_comma : votes.group_dot) += times;
  } else if (dots > 1) {
    votes.group_dot += times;
  } else if (commas > 1) {
    votes.group_comma += times;
  } else if (dots + commas == 1) {
    const char mark = dots == 1 ? '.' : ',';
    const std::size_t at = number.find(mark), behind = number.size() - at - 1;
    const bool either = behind == 3 && at <= 3 && number[0] != '0';
    if (mark == '.') (either ? votes.unsettled_dot : votes.point_dot) += times;
    if (mark == ',') (either ? votes.unsettled_comma : votes.point_comma) += times;
  }
}

core::DecimalStyle style_of(const NumberVotes& votes, bool& doubtful) {
  core::DecimalStyle style;
  doubtful = false;
  const std::uint64_t dot = votes.point_dot + votes.group_comma;
  const std::uint64_t comma = votes.point_comma + votes.group_dot;
  style.point = comma > dot ? ',' : '.';
  if (dot == 0 && comma == 0) {
    // "1,234" alone: thousands; "1.234" alone: thousands too, money having two decimals or none.
    if (votes.unsettled_comma > votes.unsettled_dot) style.point = '.';
    if (votes.unsettled_dot > votes.unsettled_comma) style.point = ',';
    doubtful = votes.unsettled_comma + votes.unsettled_dot > 0;
  }
  const char other = style.point == '.' ? ',' : '.';
  const std::uint64_t grouped = other == ',' ? votes.group_comma + votes.unsettled_comma
                                             : votes.group_dot + votes.unsettled_dot;
  if (grouped > 0) style.group = other;
  if (votes.group_blank > grouped) style.group = ' ';
  if (votes.group_quote > grouped && votes.group_quote > votes.group_blank) style.group = '\'';
  return style;
}

std::uint8_t decimals_of(std::string_view number, char point) {
  const auto at = number.rfind(point);
  if (at == std::string_view::npos) return 0;
  std::size_t length = number.size() - at - 1;
  while (length > 0 && number[at + length] == '0') --length;
  const std::size_t written = number.size() - at - 1;
  return static_cast<std::uint8_t>(
      std::min<std::size_t>(18, length > 2 ? length : std::min<std::size_t>(written, 2)));
}

bool is_negative(std::string_view cell) {
  return cell.starts_with("-") || cell.ends_with("-") || cell.starts_with("(") ||
         cell.starts_with("\xE2\x88\x92");
}

}  // namespace

void look_at_numbers(const std::vector<DistinctCell>& cells, ColumnLook& look) {
  NumberVotes votes;
  std::vector<std::string> numbers(cells.size());
  std::vector<std::string_view> texts(cells.size());
  std::vector<bool> is_debit(cells.size(), false);
  look.has_flow_words = end_with_flow_words(cells);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    texts[i] = cells[i].text;
    if (look.has_flow_words) is_debit[i] = take_flow_word(texts[i]) == FlowWord::out;
    if (texts[i].size() > 40 || has_words(texts[i])) continue;
    numbers[i] = bare_number(texts[i]);
    if (!numbers[i].empty()) vote(numbers[i], cells[i].times, votes);
  }
  look.decimals = style_of(votes, look.decimals_doubtful);
  std::uint64_t all = 0, integers = 0, negative = 0, zeros = 0, days = 0;
  std::map<std::string, std::uint64_t> units;
  bool first = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (numbers[i].empty()) continue;
    const char group = look.decimals.group;
    if (group != 0 && numbers[i].find(group) != std::string::npos &&
        !groups_fit(numbers[i], group, look.decimals.point)) {
      continue;
    }
    const auto decimals = decimals_of(numbers[i], look.decimals.point);
    const auto parsed =
        core::parse_decimal(texts[i], look.decimals, std::max<std::uint8_t>(decimals, 2));
    const bool large = parsed.fault == core::DecimalFault::too_large;
    if (parsed.fault && !large) continue;
    all += cells[i].times;
    look.decimals_max = std::max(look.decimals_max, decimals);
    if (is_negative(texts[i]) || is_debit[i]) negative += cells[i].times;
    units[unit_of(texts[i])] += cells[i].times;
    constexpr std::int64_t day_first = 20'000, day_last = 60'000;  // 1954 … 2064
    if (const auto whole = core::parse_int64(numbers[i].substr(0, numbers[i].find_first_of(".,")));
        whole && *whole >= day_first && *whole <= day_last &&
        numbers[i].find(' ') == std::string::npos)
      days += cells[i].times;
    if (!large && parsed.scaled == 0) zeros += cells[i].times;
    if (const auto whole = core::parse_int64(cells[i].text)) {
      integers += cells[i].times;
      look.least = first ? *whole : std::min(look.least, *whole);
      look.most = first ? *whole : std::max(look.most, *whole);
      first = false;
    }
  }
  const auto share = [&](std::uint64_t count) {
    return look.filled == 0 ? 0U : static_cast<std::uint32_t>(count * 1000 / look.filled);
  };
  look.numbers = share(all);
  constexpr std::uint32_t nearly_all = 950;
  look.are_spreadsheet_days =
      all > 0 && share(days) >= nearly_all && look.decimals_max != 1 && look.decimals_max != 2;
  for (const auto& [unit, times] : units)
    if (times * 10 >= all * 9) look.unit = unit;
  look.integers = share(integers);
  look.negative = share(negative);
  look.zeros = share(zeros);
}

void look_at_order(std::span<const std::string> cells, ColumnLook& look) {
  std::optional<std::int64_t> before;
  std::uint64_t pairs = 0, next = 0, falls = 0;
  for (const auto& cell : cells) {
    const auto number = core::parse_int64(core::trim(cell));
    if (number && before) {
      ++pairs;
      next += *number == *before + 1 ? 1U : 0U;
      falls += *number < *before ? 1U : 0U;
    }
    before = number;
  }
  look.counts_up = pairs >= 3 && next * 100 >= pairs * 95;
  look.never_falls = pairs >= 3 && falls * 100 <= pairs * 2;
}

}  // namespace cuibono::evidence
