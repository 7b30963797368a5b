#include "entities/match_table.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

#include "entities/match_text.h"

namespace cuibono::entities {
namespace {

constexpr std::uint32_t free_slot = 0xFFFFFFFFU;

/// Digits from the front of a text, at most `most`.
struct Number {
  std::uint32_t value = 0, digits = 0;
};
[[nodiscard]] Number take_number(std::string_view& text) noexcept {
  Number number;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && number.digits < 5) {
    number.value = number.value * 10 + static_cast<std::uint32_t>(text.front() - '0');
    ++number.digits;
    text.remove_prefix(1);
  }
  return number;
}

[[nodiscard]] std::int32_t day_number(int year, unsigned month, unsigned day) noexcept {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                            std::chrono::day{day}};
  return static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count());
}

[[nodiscard]] bool exists(int year, unsigned month, unsigned day) noexcept {
  return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month},
                                     std::chrono::day{day}}
      .ok();
}

[[nodiscard]] bool take_dash(std::string_view& text) noexcept {
  if (text.empty() || text.front() != '-') return false;
  text.remove_prefix(1);
  return true;
}

/// Signs of a number without what people put between them, in small letters.
[[nodiscard]] std::string signs_of(std::string_view text, bool with_colon) {
  std::string out;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    const bool is_sign = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0;
    if (is_sign || (with_colon && c == ':')) out += c;
  }
  return out;
}

[[nodiscard]] std::string fold_value(MatchKind kind, std::string_view text) {
  switch (kind) {
    case MatchKind::document:
      return signs_of(text, true);
    case MatchKind::account:
    case MatchKind::device:
      return signs_of(text, false);
    case MatchKind::phone: {
      std::string out;
      for (const char c : text) {
        if (c >= '0' && c <= '9') out += c;
      }
      if (out.starts_with("00")) out.erase(0, 2);
      return out;
    }
    case MatchKind::email:
    case MatchKind::domain:
      return core::ascii_lower(core::trim(text));
    case MatchKind::date:
      return std::string(core::trim(text));
    default:
      return fold_text(text);
  }
}

}  // namespace

MatchDate parse_match_date(std::string_view text) noexcept {
  MatchDate none, date;
  const std::size_t dots = text.find("..");
  if (dots != std::string_view::npos) {
    const MatchDate first = parse_match_date(text.substr(0, dots));
    const MatchDate last = parse_match_date(text.substr(dots + 2));
    const bool are_dates = first.to_day >= first.from_day && last.to_day >= last.from_day;
    if (!are_dates || !first.has_century || !last.has_century) return none;
    date.from_day = first.from_day;
    date.to_day = last.to_day;
    return date;
  }
  const Number year = take_number(text);
  if (year.digits != 2 && year.digits != 4) return none;
  date.has_century = year.digits == 4;
  date.year = static_cast<std::int16_t>(year.value);
  const int full = date.has_century ? date.year : 2000 + date.year;  // 2000: a leap year
  unsigned month = 0, day = 0;
  if (!text.empty()) {
    if (!take_dash(text)) return none;
    month = take_number(text).value;
    if (month < 1 || month > 12) return none;
    if (!text.empty()) {
      if (!take_dash(text)) return none;
      day = take_number(text).value;
      if (!text.empty() || !exists(full, month, day)) return none;
    }
  }
  if (!date.has_century && day == 0) return none;
  date.month = static_cast<std::uint8_t>(month);
  date.day = static_cast<std::uint8_t>(day);
  std::uint32_t number = year.value * 10'000 + month * 100 + day;
  for (unsigned shift = 0; number > 0; shift += 4, number /= 10)
    date.digits |= (number % 10) << shift;
  date.from_day = day_number(full, month == 0 ? 1 : month, day == 0 ? 1 : day);
  date.to_day = date.from_day;
  if (month == 0) date.to_day = day_number(full, 12, 31);
  if (month != 0 && day == 0) {
    const auto last = std::chrono::year_month_day_last{
        std::chrono::year{full}, std::chrono::month_day_last{std::chrono::month{month}}};
    date.to_day = day_number(full, month, static_cast<unsigned>(last.day()));
  }
  return date;
}

void MatchColumn::grow() {
  const std::size_t size = std::max<std::size_t>(64, slots_.size() * 2);
  slots_.assign(size, free_slot);
  for (std::uint32_t id = 0; id < written_.count(); ++id) {
    std::size_t at = core::hash64(written_.at(id)) & (size - 1);
    while (slots_[at] != free_slot) at = (at + 1) & (size - 1);
    slots_[at] = id;
  }
}

void MatchColumn::add(std::uint32_t record, std::string_view text) {
  CB_ASSERT(begin_.size() <= std::size_t{record} + 1);
  while (begin_.size() <= record) begin_.push_back(static_cast<std::uint32_t>(values_.size()));
  if (text.empty() || is_too_long_) return;
  if (written_.count() * 2 >= slots_.size()) grow();
  std::size_t at = core::hash64(text) & (slots_.size() - 1);
  while (slots_[at] != free_slot && written_.at(slots_[at]) != text)
    at = (at + 1) & (slots_.size() - 1);
  std::uint32_t id = slots_[at];
  if (id == free_slot) {
    std::string folded = fold_value(kind_, text);
    MatchDate date;
    if (kind_ == MatchKind::date) {
      date = parse_match_date(folded);
      if (date.to_day < date.from_day) folded.clear();
    }
    if (folded.empty()) return;
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max() - 1;
    if (written_.bytes.size() + text.size() + folded.size() > most ||
        folded_.bytes.size() + folded.size() > most) {
      is_too_long_ = true;
      return;
    }
    id = static_cast<std::uint32_t>(written_.count());
    slots_[at] = id;
    written_.add(text);
    folded_.add(folded);
    frequency_.push_back(0);
    if (kind_ == MatchKind::date) dates_.push_back(date);
  }
  const auto mine = std::span(values_).subspan(begin_[record]);
  if (std::find(mine.begin(), mine.end(), id) != mine.end()) return;
  values_.push_back(id);
  ++frequency_[id];
}

core::Status MatchColumn::finish(std::uint32_t records) {
  if (is_too_long_) {
    return core::Error{core::ErrorCode::resources, "The values of a column are beyond 4 GiB", name_,
                       "Split the records by country or by year"};
  }
  while (begin_.size() <= records) begin_.push_back(static_cast<std::uint32_t>(values_.size()));
  slots_ = {};
  return {};
}

core::Status MatchTable::finish() {
  rows_.assign(std::size_t{records} * columns.size(), no_value);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    CB_TRY_STATUS(columns[c].finish(records));
    for (std::uint32_t r = 0; r < records; ++r) {
      const std::span<const std::uint32_t> values = columns[c].of(r);
      if (values.empty()) continue;
      rows_[std::size_t{r} * columns.size() + c] = values.size() == 1 ? values[0] : several_values;
    }
  }
  return {};
}

std::uint64_t MatchTable::pairs() const {
  const std::uint64_t n = records;
  std::uint64_t all = n * (n - (n > 0 ? 1 : 0)) / 2;
  if (sources.empty() || is_duplicate_free.empty()) return all;
  std::vector<std::uint64_t> count(is_duplicate_free.size());
  for (const std::uint32_t source : sources) ++count[source];
  for (std::size_t s = 0; s < count.size(); ++s) {
    if (is_duplicate_free[s] && count[s] > 1) all -= count[s] * (count[s] - 1) / 2;
  }
  return all;
}

std::size_t MatchTable::column(std::string_view name) const noexcept {
  std::size_t at = 0;
  while (at < columns.size() && columns[at].name() != name) ++at;
  return at;
}

}  // namespace cuibono::entities
