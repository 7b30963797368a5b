// SWIFT messages of the old kind (MT): tags at the beginning of lines, in blocks or without them.
#include "formats/swift_text.h"

#include <algorithm>

#include "core/core.h"

namespace cuibono::formats {
namespace {

/// Blocks 1 to 3 are short; a search for the beginning of block 4 ends here.
constexpr std::size_t header_bytes_max = 2'000;

bool is_break(char c) { return c == '\r' || c == '\n'; }

/// ":61:" or ":60F:" with both colons; 0: no tag.
std::size_t tag_length(std::string_view line) {
  if (line.size() < 4 || line[0] != ':') return 0;
  if (line.starts_with(":NS:")) return 4;
  if (!is_swift_digit(line[1]) || !is_swift_digit(line[2])) return 0;
  if (line[3] == ':') return 4;
  return line.size() > 4 && is_swift_upper(line[3]) && line[4] == ':' ? 5 : 0;
}

/// "-}…", or a line that is "-" alone (control characters of the transmission may follow).
bool is_end_mark(std::string_view rest) {
  if (!rest.starts_with('-')) return false;
  if (rest.starts_with("-}")) return true;
  for (const char c : rest.substr(1)) {
    if (is_break(c)) break;
    if (static_cast<unsigned char>(c) > ' ') return false;
  }
  return true;
}

std::size_t end_of_line(std::string_view bytes, std::size_t from) {
  return std::min(bytes.find_first_of("\r\n", from), bytes.size());
}

std::size_t after_break(std::string_view bytes, std::size_t end) {
  if (end < bytes.size() && bytes[end] == '\r') ++end;
  if (end < bytes.size() && bytes[end] == '\n') ++end;
  return end;
}

/// "{2:O940…" and "{2:I103…" name the type of the message.
std::string_view message_type(std::string_view header) {
  const auto block = header.find("{2:");
  if (block == std::string_view::npos || header.size() < block + 7) return {};
  const std::string_view type = header.substr(block + 4, 3);
  return std::all_of(type.begin(), type.end(), is_swift_digit) ? type : std::string_view();
}

}  // namespace

void SwiftReader::skip_between() {
  while (at_ < bytes_.size() &&
         (static_cast<unsigned char>(bytes_[at_]) <= ' ' || bytes_[at_] == '$'))
    ++at_;
  if (bytes_.substr(at_).starts_with("\xEF\xBB\xBF")) at_ += 3;
}

std::optional<SwiftPiece> SwiftReader::next() {
  for (;;) {
    skip_between();
    if (at_ >= bytes_.size()) return std::nullopt;
    const std::string_view rest = bytes_.substr(at_);
    if (rest.starts_with("{1:")) {
      if (auto piece = read_envelope()) return piece;
      continue;
    }
    if (const std::size_t tag = tag_length(rest); tag != 0) return read_field(tag);
    if (is_end_mark(rest)) return read_end();
    at_ = after_break(bytes_, end_of_line(bytes_, at_));
  }
}

std::optional<SwiftPiece> SwiftReader::read_envelope() {
  const std::string_view window = bytes_.substr(at_, header_bytes_max);
  const auto other = window.find("{1:", 3);
  const auto block = window.substr(0, other).find("{4:");
  if (block == std::string_view::npos) {
    at_ = other == std::string_view::npos ? after_break(bytes_, end_of_line(bytes_, at_))
                                          : at_ + other;
    return std::nullopt;
  }
  const std::size_t end = at_ + block + 3;
  if (end < bytes_.size() && bytes_[end] == '{') {  // an acknowledgement: block 4 holds blocks
    pass_line(end);
    return std::nullopt;
  }
  SwiftPiece piece{SwiftPiece::Kind::envelope, message_type(window.substr(0, block)),
                   bytes_.substr(at_, end - at_), at_, end - at_};
  at_ = end;
  return piece;
}

SwiftPiece SwiftReader::read_field(std::size_t tag_bytes) {
  const std::size_t from = at_;
  std::size_t end = end_of_line(bytes_, from);
  std::size_t line = after_break(bytes_, end);
  while (line < bytes_.size()) {
    const std::string_view rest = bytes_.substr(line);
    if (tag_length(rest) != 0 || is_end_mark(rest) || rest.starts_with("{1:")) break;
    end = end_of_line(bytes_, line);
    line = after_break(bytes_, end);
  }
  at_ = line;
  while (end > from + tag_bytes && is_break(bytes_[end - 1])) --end;
  return {SwiftPiece::Kind::field, bytes_.substr(from + 1, tag_bytes - 2),
          bytes_.substr(from + tag_bytes, end - from - tag_bytes), from, end - from};
}

/// To the next line, or to a message that begins on this one; each byte is passed once.
void SwiftReader::pass_line(std::size_t from) {
  std::size_t at = from;
  while (at < bytes_.size() && !is_break(bytes_[at]) && !bytes_.substr(at).starts_with("{1:")) ++at;
  at_ = after_break(bytes_, at);
}

SwiftPiece SwiftReader::read_end() {
  const std::size_t from = at_;
  pass_line(from);
  return {SwiftPiece::Kind::end, {}, {}, from, at_ - from};
}

bool is_statement_type(std::string_view type) noexcept {
  return type == "940" || type == "941" || type == "942" || type == "950" || type == "970" ||
         type == "971" || type == "972";
}

bool is_swift_date(std::string_view text) noexcept {
  if (text.size() != 6 || !std::all_of(text.begin(), text.end(), is_swift_digit)) return false;
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  core::CivilTime civil{};
  civil.year = two(0) + (two(0) >= 69 ? 1900 : 2000);
  civil.month = static_cast<std::uint8_t>(two(2));
  civil.day = static_cast<std::uint8_t>(two(4));
  return core::is_valid(civil);
}

bool is_swift_amount(std::string_view text) noexcept {
  return text.size() >= 2 && text.size() <= 15 && is_swift_digit(text[0]) &&
         std::count(text.begin(), text.end(), ',') == 1 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_swift_digit(c) || c == ','; });
}

bool is_currency_code(std::string_view text) noexcept {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), is_swift_upper);
}

std::vector<std::string_view> swift_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_line(text, at);
    lines.push_back(text.substr(at, end - at));
    at = after_break(text, end);
  }
  while (!lines.empty() && core::trim(lines.back()).empty()) lines.pop_back();
  return lines;
}

std::string join_swift_lines(std::string_view text) {
  constexpr std::size_t full_line = 65;
  std::string out;
  bool goes_on = true;
  for (const std::string_view line : swift_lines(text)) {
    if (!goes_on && !out.ends_with(' ') && !line.starts_with(' ') && !line.empty()) out += ' ';
    out += line;
    if (!line.empty()) goes_on = line.size() == full_line;
  }
  return std::string(core::trim(out));
}

bool are_swift_digits(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_swift_digit);
}

}  // namespace cuibono::formats
