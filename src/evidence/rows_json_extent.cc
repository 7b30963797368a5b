#include <algorithm>

#include "core/core.h"
#include "evidence/rows_json.h"
#include "evidence/rows_split.h"

namespace cuibono::evidence {
namespace {

// After so many bytes looked through in vain, the rest of a hostile file is read line by line.
constexpr std::size_t wasted_bytes_max = 4 * row_bytes_max;
constexpr std::size_t lines_looked_at = 20;

constexpr char record_separator = 0x1E;  // stands before each value of a JSON text sequence

bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == record_separator;
}
bool ends_scalar(char c) noexcept { return is_space(c) || c == ',' || c == ']' || c == '}'; }
bool begins_value(char c) noexcept {
  return c == '{' || c == '[' || c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' ||
         c == 'f' || c == 'n';
}

std::string_view trim_spaces(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The end of the string that begins at `from` with its quote: the place after the closing quote.
std::optional<std::size_t> string_end(std::string_view text, std::size_t from) noexcept {
  for (std::size_t i = from + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return std::nullopt;
}

bool is_closed_line(std::string_view line) {
  const bool has_brackets = !line.empty() && (line.front() == '{' || line.front() == '[');
  return has_brackets && find_value_end(line, line.size()) == line.size();
}

// One value a line: at least half of the first lines that say something are closed in themselves. A
// single line that is an array is an array.
bool is_by_lines(std::string_view text) {
  std::size_t lines = 0, closed = 0, position = 0;
  bool first_is_array = false;
  while (position < text.size() && lines < lines_looked_at) {
    const std::size_t end = std::min(text.find('\n', position), text.size());
    const std::string_view line = trim_spaces(text.substr(position, end - position));
    position = end + 1;
    if (line.empty()) continue;
    if (lines == 0) first_is_array = line.front() == '[';
    ++lines;
    if (is_closed_line(line)) ++closed;
  }
  return closed * 2 >= lines && closed > 0 && !(first_is_array && lines == 1);
}

}  // namespace

std::optional<std::size_t> find_value_end(std::string_view text, std::size_t bytes_max) {
  if (text.empty()) return std::nullopt;
  text = text.substr(0, bytes_max);
  if (text.front() == '"') return string_end(text, 0);
  if (text.front() != '{' && text.front() != '[') {
    std::size_t end = 0;
    while (end < text.size() && !ends_scalar(text[end])) ++end;
    return std::max<std::size_t>(end, 1);
  }
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      const auto end = string_end(text, i);
      if (!end) return std::nullopt;
      i = *end - 1;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (--depth == 0) return i + 1;
    }
  }
  return std::nullopt;
}

JsonRows::JsonRows(std::string_view text) : text_(text) {
  if (is_by_lines(text)) return;
  while (position_ < text.size() && is_space(text[position_])) ++position_;
  const bool is_array = position_ < text.size() && text[position_] == '[';
  layout_ = is_array ? Layout::array : Layout::stream;
  if (is_array) ++position_;
}

bool JsonRows::next() {
  is_closed_ = true;
  return layout_ == Layout::lines ? next_line() : next_value();
}

std::size_t JsonRows::line_end(std::size_t from) const noexcept {
  return std::min(text_.find('\n', from), text_.size());
}

bool JsonRows::next_line() {
  if (position_ >= text_.size()) return false;
  const std::size_t end = line_end(position_);
  line_ = text_.substr(position_, end - position_);
  if (!line_.empty() && line_.back() == '\r') line_.remove_suffix(1);
  while (!line_.empty() && line_.front() == record_separator) line_.remove_prefix(1);
  position_ = end + 1;
  return true;
}

bool JsonRows::next_value() {
  while (position_ < text_.size()) {
    const char c = text_[position_];
    if (is_space(c) || (c == ',' && layout_ == Layout::array)) {
      ++position_;
    } else if (c == ']' && layout_ == Layout::array) {
      layout_ = Layout::stream;  // whatever stands behind the array is still read
      ++position_;
    } else {
      read_value();
      return true;
    }
  }
  return false;
}

void JsonRows::read_value() {
  const std::string_view rest = text_.substr(position_);
  const bool is_value = begins_value(rest.front()) && wasted_bytes_ < wasted_bytes_max;
  const auto end = is_value ? find_value_end(rest, row_bytes_max) : std::nullopt;
  if (end) {
    line_ = rest.substr(0, *end);
    position_ += *end;
    return;
  }
  std::size_t stop = line_end(position_);
  if (is_value) {
    wasted_bytes_ += std::min(rest.size(), row_bytes_max);
    stop = next_alike(position_);
  }
  line_ = trim_spaces(text_.substr(position_, stop - position_));
  if (!line_.empty() && line_.back() == ',') line_.remove_suffix(1);
  const bool is_whole_line = find_value_end(line_, line_.size()) == line_.size();
  is_closed_ = begins_value(rest.front()) && is_whole_line;
  position_ = stop;
}

// The next line that begins with the same white space and bracket as the value at `from`.
std::size_t JsonRows::next_alike(std::size_t from) const noexcept {
  std::size_t begin = from;
  while (begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t')) --begin;
  const bool is_at_line_start = begin == 0 || text_[begin - 1] == '\n';
  const std::string_view start = text_.substr(begin, from + 1 - begin);
  for (std::size_t end = line_end(from); end < text_.size(); end = line_end(end + 1)) {
    std::string_view line = text_.substr(end + 1, line_end(end + 1) - end - 1);
    if (!is_at_line_start) line = trim_spaces(line);
    const std::string_view wanted = is_at_line_start ? start : start.substr(start.size() - 1);
    if (line.substr(0, wanted.size()) == wanted) return end + 1;
  }
  return text_.size();
}

}  // namespace cuibono::evidence
