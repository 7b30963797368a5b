#include "formats/prose_look.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/core.h"
#include "formats/text_letters.h"
#include "formats/text_lines.h"

namespace cuibono::formats {
namespace {

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000; }
bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2E80) &&
          !(c >= 0x3000 && c < 0x3040) && !(c >= 0xFF00 && c < 0xFF21) && c < 0x1F000);
}
/// Scripts that put no blanks between words.
bool is_without_blanks(char32_t c) {
  return (c >= 0x3040 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || (c >= 0xE00 && c < 0xE80);
}
bool is_end(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == U'…' || c == U'。' || c == U'！' || c == U'？' ||
         c == U'।' || c == U'؟';
}
bool is_closing(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == U'”' || c == U'“' || c == U'»' || c == U'’' ||
         c == U'」' || c == ']' || c == '*' || c == '_';
}

/// What the letters of a line say.
struct LineLook {
  std::size_t letters = 0, digits = 0, others = 0, words = 0, ends = 0;
  std::size_t code_marks = 0;   ///< { } = < > [ ] \ # as programs use them
  std::size_t tight_marks = 0;  ///< that part cells: , ; | : with no blank behind, tab
  std::map<char32_t, std::size_t> marks;
  bool is_row = false;       ///< begins with a time, a number, a quotation mark that a mark follows
  bool has_columns = false;  ///< three blanks or more within
  bool ends_sentence = false;
};

LineLook look_at(const std::u32string& line) {
  LineLook look;
  std::size_t script_letters = 0;
  bool was_letter = false;
  std::size_t blanks = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char32_t c = line[i], next = i + 1 < line.size() ? line[i + 1] : U' ';
    const char32_t before = i > 0 ? line[i - 1] : U' ';
    if (is_letter(c)) {
      ++look.letters;
      script_letters += is_without_blanks(c) ? 1U : 0U;
      look.words += was_letter ? 0U : 1U;
    } else if (is_digit(c)) {
      ++look.digits;
    } else if (!is_blank(c)) {
      ++look.others;
    }
    was_letter = is_letter(c) || (was_letter && (c == '\'' || c == U'’' || c == '-'));
    blanks = c == ' ' ? blanks + 1 : 0;
    look.has_columns |= blanks >= 3 && i + 1 < line.size() && next != ' ';
    if (std::u32string_view(U"{}=<>[]\\#").find(c) != std::u32string_view::npos) ++look.code_marks;
    if (c == ',' || c == ';' || c == '|' || c == '\t' || c == '^' || c == ':') {
      ++look.marks[c];
      const bool is_in_number = is_digit(before) && is_digit(next) && c != ';' && c != '|';
      const bool is_address = c == ':' && (next == '/' || is_digit(next));
      const char32_t after = i + 2 < line.size() ? line[i + 2] : U' ';
      const bool is_quoted = is_closing(next) && is_blank(after);  // "It was," he said
      const bool is_tight = c == '\t' || (!is_blank(next) && !is_quoted && c != ':');
      if (is_tight && !is_in_number && !is_address) ++look.tight_marks;
    }
    if (is_end(c) && (is_blank(next) || is_closing(next) || c > 0x2FFF) &&
        (is_letter(before) || is_closing(before) || is_digit(before)))
      ++look.ends;
  }
  constexpr std::size_t letters_a_word = 2;
  look.words += script_letters / letters_a_word;
  std::size_t last = line.size();
  while (last > 0 && (is_blank(line[last - 1]) || is_closing(line[last - 1]))) --last;
  look.ends_sentence = last > 0 && is_end(line[last - 1]);
  return look;
}

/// Times, numbers and cells at the front; marks of lists are none.
bool begins_as_row(std::string_view line) {
  if (list_mark_length(line) > 0) return false;
  const char first = line.front();
  if (first == '[' || first == '<' || first == '{') return true;
  std::size_t digits = 0, at = 0;
  while (at < line.size() && (is_digit(static_cast<unsigned char>(line[at])) || line[at] == '-' ||
                              line[at] == ':' || line[at] == '.' || line[at] == '/'))
    digits += is_digit(static_cast<unsigned char>(line[at++])) ? 1U : 0U;
  constexpr std::size_t digits_of_time = 4;
  return digits >= digits_of_time;
}

struct TextLook {
  std::vector<LineLook> lines;
  std::size_t letters = 0, digits = 0, others = 0, words = 0, ends = 0, code_marks = 0;
  std::size_t rows = 0, columns = 0, tight = 0, sentences = 0;
};

TextLook look_at_text(std::string_view text) {
  TextLook look;
  for (std::size_t at = 0; at < text.size();) {
    const TextLine line = line_at(text, at);
    at = line.next;
    const std::string_view words = core::trim(line.text);
    if (words.empty()) continue;
    const auto points = core::decode_utf8(words);
    LineLook one = look_at(points.value_or(std::u32string()));
    one.is_row = begins_as_row(words);
    look.letters += one.letters;
    look.digits += one.digits;
    look.others += one.others;
    look.words += one.words;
    look.ends += one.ends;
    look.code_marks += one.code_marks;
    look.rows += one.is_row ? 1U : 0U;
    look.columns += one.has_columns ? 1U : 0U;
    look.tight += one.tight_marks > 0 ? 1U : 0U;
    look.sentences += one.ends_sentence ? 1U : 0U;
    look.lines.push_back(std::move(one));
  }
  return look;
}

/// A mark that stands as often in most lines, as between cells. Commas and colons of prose do so by chance in
/// a few lines: they count where the text between them is short, or in every line.
bool has_even_marks(const TextLook& look) {
  constexpr std::size_t lines_least = 3;
  if (look.lines.size() < lines_least) return false;
  for (const char32_t mark : {U'\t', U';', U'|', U'^', U',', U':'}) {
    std::map<std::size_t, std::size_t> lines_by_count;
    std::size_t marks = 0;
    for (const LineLook& line : look.lines) {
      const auto found = line.marks.find(mark);
      const std::size_t count = found == line.marks.end() ? 0 : found->second;
      marks += count;
      if (count > 0) ++lines_by_count[count];
    }
    std::size_t most = 0;
    for (const auto& [count, lines] : lines_by_count) most = std::max(most, lines);
    if (most * 10 < look.lines.size() * 6) continue;
    constexpr std::size_t words_of_prose = 4;  // between two commas
    const bool is_of_prose = (mark == U',' || mark == U':') && most < look.lines.size() &&
                             look.words >= words_of_prose * (marks + look.lines.size());
    if (!is_of_prose) return true;
  }
  return false;
}

}  // namespace

bool is_prose(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  if (std::string_view("{[<%\x7F").find(text[first]) != std::string_view::npos) return false;
  const TextLook look = look_at_text(text);
  constexpr std::size_t words_least = 8, words_a_sentence_most = 80;
  if (look.words < words_least || look.ends == 0) return false;
  const std::size_t lines = look.lines.size(), signs = look.letters + look.digits + look.others;
  if (look.ends * words_a_sentence_most < look.words) return false;
  const bool is_of_words = look.letters * 100 >= signs * 70 && look.digits * 100 <= signs * 20 &&
                           look.code_marks * 100 <= signs * 2;
  if (!is_of_words) return false;
  constexpr std::size_t words_a_line_least = 3;
  if (look.words < words_a_line_least * lines) return false;
  const bool is_of_rows =
      look.rows * 10 > lines * 3 || look.columns * 10 > lines * 4 || look.tight * 10 > lines * 4;
  return !is_of_rows && !has_even_marks(look);
}

}  // namespace cuibono::formats
