#include "brief/scrub.h"

#include <algorithm>
#include <iterator>

#include "core/core.h"

namespace cuibono::brief {
namespace {

constexpr std::size_t tail_digits = 7;      ///< numbers are looked up by their last digits
constexpr std::size_t digits_sure = 9;      ///< so many equal last digits are one number anywhere
constexpr std::size_t run_points_max = 48;  ///< of one number with all that stands between
constexpr std::size_t code_start = 4, code_letters_max = 64, code_letters_min = 6;
constexpr std::size_t joints_max = 3;
constexpr std::size_t one_word_letters_min = 4, name_words_max = 8;
constexpr const char* withheld = "[name withheld]";

std::string digits_in(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

std::size_t common_tail(std::string_view a, std::string_view b) {
  std::size_t length = 0;
  while (length < a.size() && length < b.size() &&
         a[a.size() - 1 - length] == b[b.size() - 1 - length])
    ++length;
  return length;
}

bool is_plus(char32_t c) { return c == '+' || c == 0xFF0B; }

bool is_email_letter(char32_t c) {
  constexpr std::u32string_view others = U".!#$%&*+/=?^_`{|}~-";
  return code_letter(c) != 0 || is_letter(c) || others.find(c) != std::u32string_view::npos;
}

}  // namespace

void Scrubber::add_token(std::string text, std::string shown) {
  token_max_ = std::max(token_max_, text.size());
  tokens_.emplace(std::move(text), std::move(shown));
}

void Scrubber::add_number(std::string_view value, const std::string& shown) {
  std::string digits = digits_in(value);
  if (digits.size() < tail_digits) return;
  auto& same_tail = numbers_[digits.substr(digits.size() - tail_digits)];
  const bool known = std::any_of(same_tail.begin(), same_tail.end(),
                                 [&](const Number& number) { return number.digits == digits; });
  if (!known) same_tail.push_back({std::move(digits), shown});
}

void Scrubber::add_code(std::string_view value, const std::string& shown) {
  std::string code;
  for (const char32_t point : points_of(value)) {
    if (const char c = code_letter(point); c != '\0') code += c;
  }
  const bool has_digit = !digits_in(code).empty();
  if (code.size() < code_letters_min || code.size() > code_letters_max || !has_digit) return;
  code_starts_.insert(code.substr(0, code_start));
  codes_.emplace(std::move(code), shown);
}

void Scrubber::add_email(std::string_view value, const std::string& shown) {
  if (value.find('@') == std::string_view::npos) return;
  email_max_ = std::max(email_max_, value.size());
  emails_.emplace(core::ascii_lower(value), shown);
}

void Scrubber::add_unspaced(std::u32string letters, const std::string& shown, bool is_part) {
  if (letters.size() < 2) return;
  auto& list = unspaced_[letters[0]];
  for (auto& known : list) {
    if (known.letters != letters) continue;
    known.is_part = known.is_part && is_part;
    if (known.shown != shown) known.shown = withheld;
    return;
  }
  list.push_back({std::move(letters), shown, is_part});
  std::stable_sort(list.begin(), list.end(), [](const Unspaced& a, const Unspaced& b) {
    return a.letters.size() > b.letters.size();
  });
}

void Scrubber::add_name(std::string_view name, const std::string& shown) {
  std::vector<std::u32string> words;
  std::u32string unspaced;
  std::vector<Word> all = words_of(points_of(name));
  // A sentence or a piece of code in the place of a name would blank out texts of others.
  const bool is_name = name.find_first_of("<>{}=|\\&;#@%$*") == std::string_view::npos;
  if (!is_name || all.size() > name_words_max) return;
  for (auto& word : all) {
    if (word.letters.empty()) continue;
    if (!is_unspaced(word.letters[0])) {
      words.push_back(std::move(word.letters));
      continue;
    }
    unspaced += word.letters;
    add_unspaced(word.letters, shown, true);
    // A family name of one letter in front is left out among friends.
    if (word.letters.size() == 3) add_unspaced(word.letters.substr(1), shown, true);
  }
  add_unspaced(unspaced, shown, false);
  if (words.empty()) return;
  const auto id = static_cast<std::uint32_t>(names_.size());
  names_.push_back({shown, words.size() == 1});
  for (auto& word : words) {
    auto& ids = by_word_[std::move(word)];
    if (ids.empty() || ids.back() != id) ids.push_back(id);
  }
}

Scrubber::Found Scrubber::find_token(std::u32string_view points, std::size_t at) const {
  if (at > 0 && !ends_token(points[at - 1])) return {};
  std::size_t end = at;
  while (end < points.size() && !ends_token(points[end])) ++end;
  while (end > at) {
    if (end - at <= token_max_) {
      const auto found = tokens_.find(text_of(points.substr(at, end - at)));
      if (found != tokens_.end()) return {at, end, found->second};
    }
    constexpr std::u32string_view ends_sentence = U".?!:";
    if (ends_sentence.find(points[end - 1]) == std::u32string_view::npos) break;
    --end;
  }
  return {};
}

Scrubber::Found Scrubber::find_email(std::u32string_view points, std::size_t at) const {
  if (at > 0 && is_email_letter(points[at - 1])) return {};
  std::size_t end = at;
  while (end < points.size() && is_email_letter(points[end])) ++end;
  if (end >= points.size() || points[end] != '@') return {};
  ++end;
  while (end < points.size() && end < at + email_max_ && is_email_letter(points[end])) ++end;
  if (end > at + email_max_) return {};
  for (; end > at && points[end - 1] != '@'; --end) {  // a full stop may follow
    const auto found = emails_.find(core::ascii_lower(text_of(points.substr(at, end - at))));
    if (found != emails_.end()) return {at, end, found->second};
  }
  return {};
}

Scrubber::Found Scrubber::find_code(std::u32string_view points, std::size_t at) const {
  if (code_letter(points[at]) == '\0' || (at > 0 && code_letter(points[at - 1]) != '\0')) return {};
  std::string code;
  Found best;
  std::size_t joints = 0;
  for (std::size_t i = at; i < points.size() && code.size() <= code_letters_max; ++i) {
    const char c = code_letter(points[i]);
    if (c == '\0') {
      if (!is_joint(points[i]) || ++joints > joints_max) break;
      continue;
    }
    joints = 0;
    code += c;
    if (code.size() == code_start && !code_starts_.contains(code)) break;
    const bool ends = i + 1 == points.size() || code_letter(points[i + 1]) == '\0';
    if (!ends || code.size() < code_letters_min) continue;
    if (const auto found = codes_.find(code); found != codes_.end())
      best = {at, i + 1, found->second};
  }
  return best;
}

Scrubber::Found Scrubber::find_number(std::u32string_view points, std::size_t at, Text kind) const {
  if (at > 0 && digit_of(points[at - 1]) >= 0) return {};
  std::size_t start = at;
  while (start < points.size() && start < at + run_points_max && is_plus(points[start])) ++start;
  if (start == points.size() || digit_of(points[start]) < 0) return {};
  std::string digits;
  std::vector<std::size_t> places;
  std::size_t joints = 0;
  for (std::size_t i = start; i < points.size() && i < start + run_points_max; ++i) {
    const int digit = digit_of(points[i]);
    if (digit < 0) {
      if (!is_joint(points[i]) || ++joints > joints_max) break;
      continue;
    }
    joints = 0;
    digits += static_cast<char>('0' + digit);
    places.push_back(i);
    const bool ends = i + 1 == points.size() || digit_of(points[i + 1]) < 0;
    if (!ends || digits.size() < tail_digits) continue;
    const auto found = numbers_.find(digits.substr(digits.size() - tail_digits));
    if (found == numbers_.end()) continue;
    for (const auto& number : found->second) {
      const std::size_t equal = common_tail(digits, number.digits);
      std::size_t first = digits.size() - equal;
      const std::string_view before(digits.data(), first);
      const bool zeros = before.find_first_not_of('0') == std::string_view::npos;
      const std::size_t enough = std::min(digits_sure, number.digits.size());
      // Fewer digits are a number in national form, where all that was written is equal.
      const bool national = kind == Text::narrative && zeros;
      if (equal < enough && !national) continue;
      while (first > 0 && digits[first - 1] == '0' &&
             places[first - 1] + joints_max >= places[first])
        --first;  // "00" or the trunk zero
      std::size_t begin = first == 0 ? at : places[first];
      while (begin > at && is_plus(points[begin - 1])) --begin;
      return {begin, i + 1, number.shown};
    }
  }
  return {};
}

std::string Scrubber::shown_of(const std::vector<std::uint32_t>& names, Text kind) const {
  const std::string& first = names_[names[0]].shown;
  const bool same = std::all_of(names.begin(), names.end(),
                                [&](std::uint32_t id) { return names_[id].shown == first; });
  return kind == Text::narrative && same ? first : withheld;
}

Scrubber::Found Scrubber::find_name(const std::vector<Word>& words, std::size_t word,
                                    std::u32string_view points, Text kind) const {
  const auto start = by_word_.find(words[word].letters);
  if (start == by_word_.end()) return {};
  std::vector<std::uint32_t> names = start->second;
  const std::size_t letters = words[word].letters.size();
  const bool alone =
      letters >= one_word_letters_min &&
      std::any_of(names.begin(), names.end(), [&](auto id) { return names_[id].is_one_word; });
  std::size_t end = word + 1;
  while (end < words.size()) {
    const std::size_t gap = words[end].begin - words[end - 1].end;
    const auto between = points.substr(words[end - 1].end, gap);
    const auto next = by_word_.find(words[end].letters);
    const bool repeats =
        std::any_of(words.begin() + static_cast<std::ptrdiff_t>(word),
                    words.begin() + static_cast<std::ptrdiff_t>(end),
                    [&](const Word& w) { return w.letters == words[end].letters; });
    if (gap > joints_max || next == by_word_.end() || repeats ||
        std::any_of(between.begin(), between.end(), [](char32_t c) { return digit_of(c) >= 0; }))
      break;
    std::vector<std::uint32_t> both;
    std::set_intersection(names.begin(), names.end(), next->second.begin(), next->second.end(),
                          std::back_inserter(both));
    if (both.empty()) break;
    names = std::move(both);
    ++end;
  }
  // Two letters are a word of every language written in Latin letters.
  const bool part =
      kind == Text::narrative && letters >= (words[word].letters[0] < 0x370 ? 3U : 2U);
  if (end == word + 1 && !alone && !part) return {};
  return {words[word].begin, words[end - 1].end, shown_of(names, kind)};
}

Scrubber::Found Scrubber::find_unspaced(std::u32string_view points, std::size_t at,
                                        Text kind) const {
  const auto list = unspaced_.find(fold_letter(points[at]));
  if (list == unspaced_.end()) return {};
  for (const auto& name : list->second) {
    if (name.is_part && kind != Text::narrative) continue;
    std::size_t i = at, letter = 0;
    while (i < points.size() && letter < name.letters.size()) {
      const char32_t c = fold_letter(points[i]);
      const bool between =
          letter > 0 && (c == ' ' || c == 0 || c == 0x3000 || c == 0x30FB || c == 0xB7 || c == ',');
      if (c == name.letters[letter]) {
        ++letter;
      } else if (!between) {
        break;
      }
      ++i;
    }
    if (letter == name.letters.size())
      return {at, i, kind == Text::narrative ? name.shown : withheld};
  }
  return {};
}

std::string Scrubber::replace(std::string_view text, Text kind) const {
  if (empty()) return std::string(text);
  const std::u32string all = points_of(text);
  const std::u32string_view points(all);
  const std::vector<Word> words = words_of(points);
  std::string out;
  out.reserve(text.size());
  std::size_t word = 0;
  for (std::size_t at = 0; at < points.size();) {
    Found found = find_token(points, at);
    if (!found.any()) found = find_email(points, at);
    if (!found.any()) found = find_code(points, at);
    if (!found.any()) found = find_number(points, at, kind);
    while (word < words.size() && words[word].begin < at) ++word;
    if (!found.any() && word < words.size() && words[word].begin == at)
      found = find_name(words, word, points, kind);
    if (!found.any() && is_unspaced(points[at])) found = find_unspaced(points, at, kind);
    if (!found.any()) {
      core::append_utf8(out, points[at++]);
      continue;
    }
    out += text_of(points.substr(at, found.begin - at)) + found.shown;
    at = found.end;
  }
  return out;
}

}  // namespace cuibono::brief
