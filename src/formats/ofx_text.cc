#include "formats/ofx_text.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/core.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t name_max = 64, head_bytes = 8192;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_in_name(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-'; }

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// The value of "CHARSET:1252" or of encoding="UTF-8" in a head.
std::string head_value(std::string_view head, std::string_view name) {
  const std::string text = upper(head);
  auto at = text.find(name);
  if (at == std::string::npos) return {};
  at += name.size();
  while (at < text.size() && (text[at] == ':' || text[at] == '=' || text[at] == '"' ||
                              text[at] == '\'' || text[at] == ' '))
    ++at;
  std::size_t end = at;
  while (end < text.size() && is_in_name(text[end])) ++end;
  return text.substr(at, end - at);
}

std::string to_utf8(std::string_view bytes, const std::string& encoding) {
  std::string out(bytes.size() * 4 + 16, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t used =
      ucnv_convert("UTF-8", encoding.c_str(), out.data(), static_cast<std::int32_t>(out.size()),
                   bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return {};
  out.resize(static_cast<std::size_t>(used));
  return out;
}

/// "&amp;", "&#233;" … at the start of a text: its letter, and how long it is; 0 where it is none.
std::size_t read_reference(std::string_view text, std::string& out) {
  constexpr std::size_t longest = 10;
  const auto end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = text.substr(1, end - 1);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{
      {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};
  for (const auto& [word, letter] : known) {
    if (name != word) continue;
    out += letter;
    return end + 1;
  }
  if (name.size() < 2 || name[0] != '#') return 0;
  const bool is_hex = name[1] == 'x' || name[1] == 'X';
  std::uint32_t point = 0;
  for (const char c : name.substr(is_hex ? 2 : 1)) {
    const auto digits = std::string_view("0123456789abcdef").substr(0, is_hex ? 16 : 10);
    const auto digit = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    if (digit == std::string_view::npos) return 0;
    point = point * (is_hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  const bool is_letter_point = point >= 32 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
  if (!is_letter_point) return 0;
  core::append_utf8(out, static_cast<char32_t>(point));
  return end + 1;
}

/// "-5:EST", "5.5", "+5.30:IST" as "-05:00", "+05:30"; empty: no offset. Parts of an hour are decimals or minutes.
std::string offset_of(std::string_view text) {
  text = core::trim(text.substr(0, text.find(':')));
  const bool is_minus = text.starts_with('-');
  if (is_minus || text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  const std::string_view part =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const auto hours = core::parse_uint64(text.substr(0, point));
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> parts{
      {{"", "00"}, {"0", "00"}, {"00", "00"}, {"5", "30"}, {"50", "30"}, {"30", "30"}, {"25", "15"},
       {"75", "45"}, {"45", "45"}}};
  constexpr std::uint64_t farthest = 14;
  if (!hours || *hours > farthest) return {};
  for (const auto& [written, minutes] : parts) {
    if (part != written) continue;
    return (is_minus ? "-" : "+") + std::string(*hours < 10 ? "0" : "") + std::to_string(*hours) +
           ":" + std::string(minutes);
  }
  return {};
}

}  // namespace

std::size_t OfxReader::skip_mark(std::size_t at) const {
  const std::string_view rest = bytes_.substr(at);
  const std::string_view close = rest.starts_with("<!--")  ? "-->"
                                 : rest.starts_with("<?")  ? "?>"
                                 : rest.starts_with("<![") ? "]]>"
                                                           : ">";
  const auto end = rest.find(close);
  return end == std::string_view::npos ? bytes_.size() : at + end + close.size();
}

bool OfxReader::read_tag(std::size_t at, OfxPiece& piece) const {
  std::size_t from = at + 1;
  piece.is_end_tag = from < bytes_.size() && bytes_[from] == '/';
  if (piece.is_end_tag) ++from;
  std::size_t end = from;
  while (end < bytes_.size() && end - from <= name_max && is_in_name(bytes_[end])) ++end;
  if (end == from || end - from > name_max || !is_letter(bytes_[from])) return false;
  piece.name = bytes_.substr(from, end - from);
  while (end < bytes_.size() && (bytes_[end] == ' ' || bytes_[end] == '/')) ++end;
  if (end >= bytes_.size() || bytes_[end] != '>') return false;
  piece.offset = at;
  piece.end = end + 1;
  return true;
}

std::optional<OfxPiece> OfxReader::next() {
  OfxPiece piece;
  for (;; ++at_) {
    at_ = bytes_.find('<', at_);
    if (at_ == std::string_view::npos) {
      at_ = bytes_.size();
      return std::nullopt;
    }
    if (read_tag(at_, piece)) break;
    if (at_ + 1 < bytes_.size() && (bytes_[at_ + 1] == '!' || bytes_[at_ + 1] == '?'))
      at_ = skip_mark(at_) - 1;
  }
  // Its text ends where the next tag begins.
  std::size_t end = piece.end;
  OfxPiece after;
  while ((end = bytes_.find('<', end)) != std::string_view::npos && !read_tag(end, after)) {
    end = bytes_.substr(end).starts_with("<!") ? skip_mark(end) : end + 1;
  }
  if (end == std::string_view::npos) end = bytes_.size();
  piece.text = bytes_.substr(piece.end, end - piece.end);
  at_ = end;
  return piece;
}

bool begins_ofx(std::string_view bytes) {
  if (const auto wide = ofx_from_utf16(bytes.substr(0, head_bytes * 2))) return begins_ofx(*wide);
  const std::string_view head = bytes.substr(0, head_bytes);
  std::string_view text = core::trim(head.starts_with("\xef\xbb\xbf") ? head.substr(3) : head);
  const bool has_head = core::starts_with_ascii_nocase(text, "OFXHEADER");
  if (!has_head && !text.starts_with('<')) return false;
  OfxReader reader(text);
  const auto first = reader.next();
  return first && !first->is_end_tag && upper(first->name) == "OFX";
}

OfxEncoding::OfxEncoding(std::string_view bytes) {
  std::string_view head = bytes.substr(0, head_bytes);
  head = head.substr(0, std::min(head.find("<OFX>"), head.size()));
  const bool is_xml = head.find("<?xml") != std::string_view::npos;
  const std::string encoding = head_value(head, "ENCODING"), charset = head_value(head, "CHARSET");
  name_ = is_xml ? encoding : charset;
  if (encoding.starts_with("UTF") || encoding == "UNICODE") name_ = "UTF-8";
  if (!name_.empty() && std::all_of(name_.begin(), name_.end(), is_digit)) name_ = "windows-" + name_;
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = name_.empty() || name_ == "NONE" ? nullptr : ucnv_open(name_.c_str(), &status);
  if (converter == nullptr) name_ = "windows-1252";
  if (converter != nullptr) ucnv_close(converter);
}

std::string OfxEncoding::decode(std::string_view text) const {
  std::string utf8;
  text = core::trim(text);
  if (core::is_utf8(text)) {
    utf8 = text;
  } else {
    utf8 = to_utf8(text, name_);
    if (utf8.empty()) utf8 = to_utf8(text, "windows-1252");
  }
  std::string out;
  for (std::string_view rest = utf8; !rest.empty();) {
    std::size_t used = 0;
    if (rest[0] == '&') used = read_reference(rest, out);
    if (used == 0 && rest.starts_with("<![CDATA[")) {
      const auto end = rest.find("]]>");
      out += rest.substr(9, end == std::string_view::npos ? end : end - 9);
      used = end == std::string_view::npos ? rest.size() : end + 3;
    }
    if (used == 0) {
      out += rest[0];
      used = 1;
    }
    rest.remove_prefix(used);
  }
  return std::string(core::trim(out));
}

std::optional<std::string> ofx_from_utf16(std::string_view bytes) {
  const bool is_little = bytes.starts_with("\xff\xfe"), is_big = bytes.starts_with("\xfe\xff");
  constexpr std::size_t largest = 512U << 20;
  if ((!is_little && !is_big) || bytes.size() > largest) return std::nullopt;
  const std::size_t even = (bytes.size() - 2) / 2 * 2;
  return to_utf8(bytes.substr(2, even), is_little ? "UTF-16LE" : "UTF-16BE");
}

std::string ofx_time(std::string_view text) {
  const std::string as_written(text);
  const auto zone_at = text.find('[');
  std::string zone;
  if (zone_at != std::string_view::npos) {
    zone = offset_of(text.substr(zone_at + 1, text.find(']') - zone_at - 1));
    if (zone.empty()) return as_written;
  }
  const std::string_view digits = core::trim(text.substr(0, zone_at));
  const auto count = static_cast<std::size_t>(
      std::find_if_not(digits.begin(), digits.end(), is_digit) - digits.begin());
  const std::string_view rest = digits.substr(count);
  const bool is_fraction = rest.empty() || (rest.size() > 1 && rest[0] == '.' &&
                                            std::all_of(rest.begin() + 1, rest.end(), is_digit));
  if ((count != 8 && count != 12 && count != 14) || !is_fraction) return as_written;
  const auto part = [&](std::size_t at, std::size_t size) { return std::string(digits.substr(at, size)); };
  std::string out = part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2);
  const bool is_midnight = digits.find_first_not_of("0.", 8) == std::string_view::npos;
  if (count == 8 || (is_midnight && zone.empty())) return out;
  out += "T" + part(8, 2) + ":" + part(10, 2) + ":" + (count == 14 ? part(12, 2) : "00");
  return out + std::string(rest) + zone;
}

std::string ofx_amount(std::string_view text) {
  std::string out(core::trim(text));
  if (out.starts_with('+')) out.erase(0, 1);
  const bool has_one_comma = std::count(out.begin(), out.end(), ',') == 1;
  if (has_one_comma && out.find('.') == std::string::npos)
    std::replace(out.begin(), out.end(), ',', '.');
  return out;
}

}  // namespace cuibono::formats
