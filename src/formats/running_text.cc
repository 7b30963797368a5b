#include "formats/running_text.h"

#include <array>

#include "core/core.h"
#include "formats/text_encoding.h"

namespace cuibono::formats {
namespace {

/// White space beyond ASCII: no-break blanks, those of typesetters, breaks of lines and paragraphs.
constexpr auto blanks = std::to_array<std::string_view>(
    {"\xC2\xA0", "\xC2\x85", "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
     "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
     "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
     "\xE3\x80\x80"});
/// Soft hyphen, zero width space, word joiner, byte order mark: a reader sees none of them.
constexpr auto nothings =
    std::to_array<std::string_view>({"\xC2\xAD", "\xE2\x80\x8B", "\xE2\x81\xA0", "\xEF\xBB\xBF"});

template <std::size_t Count>
std::size_t length_of_any(const std::array<std::string_view, Count>& marks, std::string_view text) {
  for (const std::string_view mark : marks)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

}  // namespace

void RunningText::add(std::string_view piece) {
  std::string readable;
  if (!is_clean_text(piece)) {
    append_readable(readable, piece);
    piece = readable;
  }
  for (std::size_t at = 0; at < piece.size();) {
    const auto byte = static_cast<unsigned char>(piece[at]);
    std::size_t passed = byte <= 0x20 || byte == 0x7F ? 1 : 0;
    const bool may_be_mark = byte == 0xC2 || (byte >= 0xE1 && byte <= 0xEF);
    if (passed == 0 && may_be_mark) passed = length_of_any(blanks, piece.substr(at));
    if (passed > 0) {
      has_gap_ = true;
      at += passed;
      continue;
    }
    if (may_be_mark) passed = length_of_any(nothings, piece.substr(at));
    if (passed > 0) {
      at += passed;
      continue;
    }
    if (has_gap_ && !text_.empty()) text_ += ' ';
    has_gap_ = false;
    text_ += piece[at++];
  }
}

std::string RunningText::take() {
  has_gap_ = false;
  return std::exchange(text_, {});
}

std::string one_line_of(std::string_view text) {
  RunningText line;
  line.add(text);
  return line.take();
}

}  // namespace cuibono::formats
