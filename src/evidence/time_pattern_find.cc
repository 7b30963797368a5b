// From cells to the letters of their times: each of a few cells is taken apart into runs of digits,
// letters and marks; every order of its parts that could be meant becomes a candidate; the one that
// reads most of all cells is taken.
#include "evidence/time_pattern_find.h"

#include <algorithm>
#include <set>
#include <vector>

#include "evidence/time_pattern.h"

namespace cuibono::evidence {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

struct Run {
  enum class Kind : std::uint8_t { digits, letters, mark } kind = Kind::mark;
  std::string_view text;
};

std::vector<Run> take_apart(std::string_view cell) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < cell.size();) {
    std::size_t end = i + 1;
    auto kind = Run::Kind::mark;
    if (is_digit(cell[i])) {
      kind = Run::Kind::digits;
      while (end < cell.size() && is_digit(cell[end])) ++end;
    } else if (is_letter(cell[i])) {
      kind = Run::Kind::letters;
      while (end < cell.size() && is_letter(cell[end])) ++end;
    }
    runs.push_back({kind, cell.substr(i, end - i)});
    i = end;
  }
  return runs;
}

/// Marks and letters between the parts, as letters of a pattern.
std::string literal(const Run& run) {
  if (run.kind == Run::Kind::letters) return "'" + std::string(run.text) + "'";
  if (run.text == " ") return " ";
  if (run.text == "[" || run.text == "]" || run.text == "'")
    return run.text == "'" ? "''" : "'" + std::string(run.text) + "'";
  return std::string(run.text);
}

bool is_half_day(std::string_view word) {
  static const std::set<std::string, std::less<>> words = {
      "am", "pm", "오전", "오후", "上午", "下午", "午前", "午後", "πμ",
      "μμ", "ΠΜ", "ΜΜ",   "ÖÖ",   "ÖS",   "ص",    "م",    "sa",   "ch"};
  return words.contains(core::ascii_lower(word));
}

bool is_zone(std::string_view word) {
  static const std::set<std::string, std::less<>> words = {"z",   "utc",  "gmt", "cet", "cest",
                                                           "eet", "eest", "msk", "kst", "jst"};
  return words.contains(core::ascii_lower(word));
}

/// Letters of two digits or of one to two.
std::string two(char letter, std::string_view digits) {
  return digits.size() == 2 ? std::string(2, letter) : std::string(1, letter);
}

using Candidates = std::vector<std::string>;

/// A clock from run `at` on: "hh:mm:ss.f AP Z", compact "hhmmss", Korean "h시 m분". Empty: none.
std::string read_clock(const std::vector<Run>& runs, std::size_t at) {
  std::string out;
  const auto kind = [&](std::size_t i) { return i < runs.size() ? runs[i].kind : Run::Kind::mark; };
  const auto text = [&](std::size_t i) {
    return i < runs.size() ? runs[i].text : std::string_view();
  };
  if (kind(at) == Run::Kind::letters && is_half_day(text(at))) {
    out += "AP";
    ++at;
    if (text(at) == " ") {
      out += " ";
      ++at;
    }
  }
  if (kind(at) != Run::Kind::digits) return {};
  const std::size_t size = text(at).size();
  const bool compact = (size == 4 || size == 6) && text(at + 1) != ":";
  if (compact) {
    out += size == 4 ? "hhmm" : "hhmmss";
    ++at;
  } else {
    static const std::string_view letters[] = {"h", "m", "s"};
    std::size_t part = 0;
    while (part < 3 && kind(at) == Run::Kind::digits && text(at).size() <= 2) {
      // "7时5分" stands beside "17时50分".
      const bool unit = kind(at + 1) == Run::Kind::letters && !is_half_day(text(at + 1)) &&
                        !is_zone(text(at + 1));
      out += unit ? std::string(letters[part]) : two(letters[part][0], text(at));
      ++part;
      ++at;
      const bool word =
          kind(at) == Run::Kind::letters && !is_half_day(text(at)) && !is_zone(text(at));
      const bool mark =
          kind(at) == Run::Kind::mark && text(at) != " " && text(at) != "+" && text(at) != "-";
      if (part == 3 || !(word || mark) || at + 1 > runs.size()) break;
      const bool more = kind(at + 1) == Run::Kind::digits ||
                        (text(at + 1) == " " && kind(at + 2) == Run::Kind::digits);
      if (!more && !word) break;
      out += literal(runs[at]);
      ++at;
      if (more && text(at) == " ") {
        out += " ";
        ++at;
      }
    }
    if (part < 2) return {};
    if ((text(at) == "." || text(at) == ",") && kind(at + 1) == Run::Kind::digits) {
      out += std::string(text(at)) + "f";
      at += 2;
    } else if (kind(at) == Run::Kind::letters && part == 3 && !is_half_day(text(at)) &&
               !is_zone(text(at))) {
      out += literal(runs[at]);
      ++at;
    }
  }
  if (text(at) == " ") {
    out += " ";
    ++at;
  }
  if (kind(at) == Run::Kind::letters && is_half_day(text(at))) {
    out += "AP";
    ++at;
    if (text(at) == " " && at + 1 < runs.size()) {
      out += " ";
      ++at;
    }
  }
  if (at < runs.size()) {
    const bool bracketed = text(at) == "(" && (is_zone(text(at + 1)) || text(at + 1) == "+");
    const bool zone = (kind(at) == Run::Kind::letters && is_zone(text(at))) || text(at) == "+" ||
                      text(at) == "-" || bracketed;
    if (!zone) return {};
    out += "Z";
  }
  while (out.ends_with(" ")) out.pop_back();
  return out;
}

/// The clock that follows a date, with what parts them; nothing follows: a bare date.
void add_with_clock(const std::string& date, const std::vector<Run>& runs, std::size_t at,
                    Candidates& out) {
  if (at >= runs.size()) {
    out.push_back(date);
    return;
  }
  std::string between;
  for (std::size_t skipped = 0; skipped < 3 && at < runs.size(); ++skipped) {
    const std::string clock = read_clock(runs, at);
    if (!clock.empty()) {
      out.push_back(date + between + clock);
      return;
    }
    between += literal(runs[at++]);
  }
  if (at >= runs.size()) out.push_back(date + between);  // "2025.03.04."
}

struct DateItem {
  std::string_view digits;
  bool is_month_name = false;
};

/// Letters of three date items in an order such as "YMD"; empty where it cannot be.
std::vector<std::string> in_order(const std::vector<DateItem>& items, std::string_view order) {
  std::vector<std::string> letters;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& item = items[i];
    if (item.is_month_name != (order[i] == 'N')) return {};
    switch (order[i]) {
      case 'N':
        letters.emplace_back("MON");
        break;
      case 'Y':
        if (item.digits.size() != 4 && item.digits.size() != 2) return {};
        letters.push_back(std::string(item.digits.size(), 'Y'));
        break;
      default:
        if (item.digits.size() > 2) return {};
        letters.push_back(two(order[i], item.digits));
    }
  }
  return letters;
}

void add_separated(const std::vector<Run>& runs, std::size_t at, const std::string& front,
                   Candidates& out) {
  std::vector<DateItem> items;
  std::vector<std::string> between(4);
  while (at < runs.size() && items.size() < 3) {
    const Run& run = runs[at];
    if (run.kind == Run::Kind::digits) {
      items.push_back({run.text, false});
    } else if (run.kind == Run::Kind::letters && find_month_name(run.text)) {
      items.push_back({run.text, true});
      // "мар." and "März": a full stop may belong to the name.
      if (at + 1 < runs.size() && runs[at + 1].text == "." &&
          find_month_name(std::string(run.text) + ".").value_or(MonthName{}).bytes >
              run.text.size()) {
        ++at;
      }
    } else {
      if (items.empty()) return;
      between[items.size()] += literal(run);
    }
    ++at;
  }
  if (items.size() != 3) return;
  // "12:11:10" is a time of day, though it could be a date.
  if (between[1] == ":" && between[2] == ":") return;
  // "년 월 일": the word after the last part belongs to the date.
  if (at < runs.size() && runs[at].kind == Run::Kind::letters && !is_zone(runs[at].text) &&
      !is_half_day(runs[at].text) && runs[at].text != "T") {
    between[3] = literal(runs[at++]);
  }
  for (const std::string_view order : {"YMD", "DMY", "MDY", "YDM", "DNY", "NDY", "YND"}) {
    const auto letters = in_order(items, order);
    if (letters.empty()) continue;
    add_with_clock(
        front + letters[0] + between[1] + letters[1] + between[2] + letters[2] + between[3], runs,
        at, out);
  }
}

/// "08:12:20 17.01.2025": a clock, a blank, and a date.
void add_clock_first(const std::vector<Run>& runs, Candidates& out) {
  for (std::size_t blank = 3; blank + 4 < runs.size(); ++blank) {
    if (runs[blank].text != " " && runs[blank].text != ",") continue;
    const std::string clock =
        read_clock({runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(blank)}, 0);
    if (clock.empty()) continue;
    std::string between;
    std::size_t at = blank;
    while (at < runs.size() && runs[at].kind == Run::Kind::mark) between += literal(runs[at++]);
    add_separated(runs, at, clock + between, out);
  }
}

void add_candidates(std::string_view cell, Candidates& out) {
  constexpr std::size_t longest = 60;
  if (cell.size() > longest) return;
  auto runs = take_apart(cell);
  if (runs.empty()) return;
  std::size_t at = 0;
  std::string front;
  const bool names_day = runs[0].kind == Run::Kind::letters && runs.size() > 3 &&
                         !find_month_name(runs[0].text) && !is_half_day(runs[0].text);
  if (names_day) {
    front = "WDAY";
    for (at = 1; at < runs.size() && runs[at].kind == Run::Kind::mark; ++at)
      front += literal(runs[at]);
  }
  if (at >= runs.size()) return;
  const std::size_t size = runs[at].kind == Run::Kind::digits ? runs[at].text.size() : 0;
  if (const std::string clock = read_clock(runs, 0);
      !clock.empty() && (size <= 2 || runs.size() == 1)) {
    out.push_back(clock);
  }
  const auto compact = [&](std::initializer_list<const char*> dates) {
    for (const char* date : dates) add_with_clock(front + date, runs, at + 1, out);
  };
  if (size == 8) compact({"YYYYMMDD", "DDMMYYYY", "MMDDYYYY"});
  if (size == 6) compact({"YYMMDD", "DDMMYY"});
  if (size == 12) compact({"YYYYMMDDhhmm", "YYMMDDhhmmss", "DDMMYYYYhhmm"});
  if (size == 14) compact({"YYYYMMDDhhmmss", "DDMMYYYYhhmmss"});
  if (size == 17) compact({"YYYYMMDDhhmmssf"});
  const bool alone = runs.size() == 1 || (runs.size() == 3 && runs[1].text == ".");
  if (alone && size == 10) out.emplace_back("epoch_s");
  if (alone && size == 13) out.emplace_back("epoch_ms");
  if (alone && size == 16) out.emplace_back("epoch_us");
  if (size <= 4) add_separated(runs, at, front, out);
  if (size <= 2) add_clock_first(runs, out);
}

/// One pattern is the other with something more behind it: both in one, the rest optional.
std::string merged(const std::string& a, const std::string& b) {
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  if (shorter.empty() || !longer.starts_with(shorter) || longer.size() == shorter.size()) return {};
  const char next = longer[shorter.size()], last = shorter.back();
  if (next == last && next >= 'A') return {};  // "h" and "hh" are no such pair
  return shorter + "[" + longer.substr(shorter.size()) + "]";
}

struct Scored {
  std::string letters;
  std::size_t read = 0;
  bool has_date = false, has_clock = false;
  std::size_t years = 0;  ///< different ones
};

std::optional<Scored> score(const std::string& letters, std::span<const std::string_view> cells) {
  const auto pattern = TimePattern::make(letters);
  if (!pattern) return std::nullopt;
  Scored scored{letters, 0, false, false, 0};
  std::set<std::int32_t> years;
  const bool epoch = letters.starts_with("epoch");
  std::size_t plausible = 0;
  for (const auto cell : cells) {
    const auto reading = pattern->read(cell);
    if (!reading) continue;
    ++scored.read;
    scored.has_date = scored.has_date || reading->has_date;
    scored.has_clock = scored.has_clock || reading->has_clock;
    if (reading->has_date) years.insert(static_cast<std::int32_t>(reading->civil.year));
    if (!reading->has_date || (reading->civil.year >= 1900 && reading->civil.year <= 2100))
      ++plausible;
  }
  if (epoch && plausible < scored.read) return std::nullopt;
  scored.read = plausible;
  scored.years = years.size();
  return scored;
}

/// Read so, years change from row to row where another order of the parts gives a year or two: what
/// looks like years are days.
bool are_years_of_days(const Scored& odd, const Scored& even) {
  constexpr std::size_t many = 6, few = 2;
  return odd.read <= even.read && odd.has_date && even.has_date && even.years <= few &&
         odd.years >= many;
}

/// The order of day and month that people of a region write.
int rank_of_order(const std::string& letters, std::string_view region) {
  const auto year = letters.find('Y'), month = letters.find('M'), day = letters.find('D');
  const bool month_first = month < day;
  const bool year_first = year < month && year < day;
  if (letters.find("YYYY") == 0) return month_first ? 0 : 5;
  const bool east =
      region == "KR" || region == "JP" || region == "CN" || region == "HU" || region == "LT";
  // Two digits of a year stand first in the east alone: "15/01/25" is a day in January.
  if (year_first) return east ? 0 : 4;
  if (month_first) return region == "US" || region == "PH" ? 1 : 3;
  return 2;
}

}  // namespace

FoundPattern find_time_pattern(std::span<const std::string_view> cells, std::string_view region) {
  FoundPattern found;
  if (cells.empty()) return found;
  constexpr std::size_t looked_at_most = 24;
  Candidates candidates;
  const std::size_t step = std::max<std::size_t>(1, cells.size() / looked_at_most);
  for (std::size_t i = 0; i < cells.size(); i += step) add_candidates(cells[i], candidates);
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  if (candidates.empty()) return found;

  std::vector<Scored> scores;
  const auto try_one = [&](const std::string& letters) {
    if (auto scored = score(letters, cells); scored && scored->read > 0) scores.push_back(*scored);
  };
  for (const auto& letters : candidates) try_one(letters);
  const auto better = [&](const Scored& a, const Scored& b) {
    if (a.read != b.read) return a.read > b.read;
    const int rank_a = rank_of_order(a.letters, region), rank_b = rank_of_order(b.letters, region);
    if (are_years_of_days(a, b)) return false;
    if (are_years_of_days(b, a)) return true;
    if (rank_a != rank_b) return rank_a < rank_b;
    if (a.letters.size() != b.letters.size()) return a.letters.size() > b.letters.size();
    return a.letters < b.letters;
  };
  std::sort(scores.begin(), scores.end(), better);
  if (scores.empty()) return found;
  if (scores.front().read < cells.size()) {
    const std::size_t pairs_most = std::min<std::size_t>(scores.size(), 8);
    std::vector<std::string> joined;
    for (std::size_t i = 0; i < pairs_most; ++i) {
      for (std::size_t j = i + 1; j < pairs_most; ++j)
        joined.push_back(merged(scores[i].letters, scores[j].letters));
    }
    for (const auto& letters : joined) {
      if (!letters.empty()) try_one(letters);
    }
    std::sort(scores.begin(), scores.end(), better);
  }
  const Scored& best = scores.front();
  found.letters = best.letters;
  found.permille = static_cast<std::uint32_t>(best.read * 1000 / cells.size());
  found.has_date = best.has_date;
  found.has_clock = best.has_clock;
  found.is_count = best.letters.starts_with("epoch");
  if (!best.has_date) return found;
  const auto order_of = [](const std::string& letters) {
    std::string order;
    for (const char c : letters) {
      if ((c == 'Y' || c == 'M' || c == 'D') && order.find(c) == std::string::npos) order += c;
    }
    return order;
  };
  for (std::size_t i = 1; i < scores.size(); ++i) {
    // Nobody writes the year first and the day before the month.
    const bool odd_order = rank_of_order(scores[i].letters, region) == 5;
    const bool as_good = scores[i].read == best.read && scores[i].has_date && !odd_order &&
                         !are_years_of_days(scores[i], best);
    if (as_good && order_of(scores[i].letters) != order_of(best.letters)) {
      found.rival = scores[i].letters;
      break;
    }
  }
  return found;
}

}  // namespace cuibono::evidence
