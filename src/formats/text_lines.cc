#include "formats/text_lines.h"

#include <algorithm>
#include <array>

#include "core/core.h"
#include "formats/document_rows.h"
#include "formats/running_text.h"
#include "formats/text_letters.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t width_least = 40;  // below it lines are verses, names, addresses
constexpr std::size_t width_most = 120;  // above it nobody wrapped the lines
constexpr std::size_t heading_longest = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t points_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

bool is_blank(std::string_view line) { return core::trim(line).empty(); }

/// A line with where it stands, and what stands before its words.
struct Line {
  std::string_view words;
  std::size_t from = 0, to = 0;  ///< of the whole line, without its break
  std::size_t quotes = 0;        ///< how many ">"
  std::size_t mark = 0;          ///< length of a mark of a list
  std::size_t hashes = 0;        ///< "## " of a heading
};

Line read_line(std::size_t at, const TextLine& line, const LineRules& rules) {
  Line out;
  out.from = at;
  out.to = at + line.text.size();
  std::string_view words = core::trim(line.text);
  while (rules.has_quotations && words.starts_with('>')) {
    words = core::trim(words.substr(1));
    ++out.quotes;
  }
  if (rules.has_headings && words.starts_with('#')) {
    const auto level = words.find_first_not_of('#');
    if (level != std::string_view::npos && level <= 6 && words[level] == ' ') {
      out.hashes = level;
      words = core::trim(words.substr(level));
    }
  }
  out.mark = list_mark_length(words);
  out.words = words;
  return out;
}

/// True where the first word of the next line would have stood well within the width.
bool ends_early(std::string_view line, std::string_view next, std::size_t width) {
  const std::string_view word = next.substr(0, std::min(next.find(' '), next.size()));
  constexpr std::size_t of = 10, well_within = 6;
  return (points_of(line) + 1 + points_of(word)) * of <= width * well_within;
}

/// "gov-" before "ernment": a letter before the hyphen, a small one after it.
bool is_divided(std::string_view line, std::string_view next) {
  if (line.size() < 3 || line.back() != '-' || next.empty()) return false;
  const char before = line[line.size() - 2];
  const bool is_letter = is_ascii_letter(before) || static_cast<unsigned char>(before) >= 0x80U;
  if (!is_letter) return false;
  if (next[0] >= 'a' && next[0] <= 'z') return true;
  const auto points = core::decode_utf8(core::cut_utf8(next, 4));
  if (!points || points->empty()) return false;
  const char32_t first = (*points)[0];  // small letters of Latin, Greek and Cyrillic
  return (first >= 0xDF && first <= 0xFF) || (first >= 0x3AC && first <= 0x3CE) ||
         (first >= 0x430 && first <= 0x45F) || (first >= 0x100 && first <= 0x17F && first % 2 == 1);
}

bool ends_sentence(std::string_view text) {
  if (text.empty()) return false;
  constexpr auto ends = std::to_array<std::string_view>({".", "!", "?", ":", ";", ",", "…", "。"});
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

/// Lines that follow each other without a blank one between.
class Block {
 public:
  explicit Block(const LineRules& rules) : rules_(rules) {}
  void add(const Line& line) { lines_.push_back(line); }

  void finish(std::vector<LineParagraph>& out) {
    std::size_t width = 0;
    for (const Line& line : lines_) width = std::max(width, points_of(line.words));
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t end = i + 1;
      while (end < lines_.size() && continues(lines_[end - 1], lines_[end], width)) ++end;
      out.push_back(join(i, end));
      i = end;
    }
    lines_.clear();
  }

 private:
  [[nodiscard]] bool continues(const Line& line, const Line& next, std::size_t width) const {
    if (next.mark > 0 || next.quotes != line.quotes || next.hashes > 0 || line.hashes > 0)
      return false;
    if (!rules_.has_wrapped_lines) return false;
    constexpr std::size_t lines_that_tell = 3;
    if (width < width_least || lines_.size() < lines_that_tell) return true;
    return !ends_early(line.words, next.words, width);
  }
  [[nodiscard]] LineParagraph join(std::size_t begin, std::size_t end) const {
    const Line& first = lines_[begin];
    LineParagraph paragraph;
    paragraph.from = first.from;
    paragraph.to = lines_[end - 1].to;
    paragraph.kind = first.hashes > 0   ? kind_heading
                     : first.quotes > 0 ? kind_quotation
                     : first.mark > 0   ? kind_item
                                        : kind_paragraph;
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view words = i == begin ? first.words.substr(first.mark) : lines_[i].words;
      if (i > begin && is_divided(text, words)) {
        text.pop_back();
      } else if (i > begin) {
        text += '\n';
      }
      text += words;
    }
    paragraph.text = one_line_of(text);
    return paragraph;
  }

  const LineRules& rules_;
  std::vector<Line> lines_;
};

/// A short line alone that ends no sentence, with text behind it.
void mark_headings(std::vector<LineParagraph>& paragraphs) {
  for (std::size_t i = 0; i + 1 < paragraphs.size(); ++i) {
    LineParagraph& one = paragraphs[i];
    const bool is_short = one.kind == kind_paragraph && points_of(one.text) <= heading_longest &&
                          !ends_sentence(one.text);
    if (is_short && i == 0) one.kind = kind_title;
    if (one.kind == kind_heading && i == 0) one.kind = kind_title;
  }
}

}  // namespace

std::size_t list_mark_length(std::string_view line) noexcept {
  const auto with_blanks = [&](std::size_t mark) -> std::size_t {
    const auto words = line.find_first_not_of(" \t", mark);
    return words == std::string_view::npos || words == mark ? 0 : words;
  };
  constexpr auto dots = std::to_array<std::string_view>(
      {"-", "*", "•", "·", "–", "—", "▪", "■", "◦", "‣", "●", "○", "+"});
  for (const std::string_view dot : dots)
    if (line.starts_with(dot)) return with_blanks(dot.size());
  const bool has_bracket = line.starts_with('(');
  std::size_t at = has_bracket ? 1 : 0;
  const std::size_t begin = at;
  constexpr std::size_t digits_most = 3;
  while (at < line.size() && at - begin < digits_most && is_digit(line[at])) ++at;
  const bool is_letter = at == begin && at < line.size() && is_ascii_letter(line[at]);
  if (is_letter) ++at;
  if (at == begin || at >= line.size()) return 0;
  if (has_bracket) return line[at] == ')' ? with_blanks(at + 1) : 0;
  if (line[at] == ')') return with_blanks(at + 1);
  return line[at] == '.' && !is_letter ? with_blanks(at + 1) : 0;
}

bool has_wrapped_lines(std::string_view text) {
  std::size_t longest = 0, lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const TextLine line = line_at(text, at);
    longest = std::max(longest, points_of(core::trim(line.text)));
    lines += is_blank(line.text) ? 0U : 1U;
    if (longest > width_most) return false;
    at = line.next;
  }
  return lines > 1 && longest >= width_least;
}

std::vector<LineParagraph> paragraphs_of_lines(std::string_view text, const LineRules& rules) {
  std::vector<LineParagraph> out;
  Block block(rules);
  for (std::size_t at = 0; at < text.size();) {
    const TextLine line = line_at(text, at);
    const Line words = read_line(at, line, rules);
    if (words.words.empty()) {
      block.finish(out);
    } else {
      block.add(words);
    }
    at = line.next;
  }
  block.finish(out);
  std::erase_if(out, [](const LineParagraph& one) { return one.text.empty(); });
  if (rules.has_headings) mark_headings(out);
  return out;
}

}  // namespace cuibono::formats
