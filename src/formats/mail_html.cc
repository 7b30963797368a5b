// The words of HTML mails. Nothing is fetched, and what is hidden by styles is told as well.
#include <array>

#include "core/core.h"
#include "formats/mail_message.h"

namespace cuibono::formats {
namespace {

struct Entity {
  std::string_view name;
  char32_t letter;
};
constexpr auto entities = std::to_array<Entity>({{"amp", U'&'},
                                                 {"lt", U'<'},
                                                 {"gt", U'>'},
                                                 {"quot", U'"'},
                                                 {"apos", U'\''},
                                                 {"nbsp", U' '},
                                                 {"euro", U'€'},
                                                 {"pound", U'£'},
                                                 {"copy", U'©'}});

bool begins(std::string_view text, std::string_view word) {
  return core::starts_with_ascii_nocase(text, word);
}

/// The letter of "&amp;" or "&#8364;" and its length; 0: it is none.
std::size_t read_entity(std::string_view text, std::string& out) {
  constexpr std::size_t longest = 10;
  const auto end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  const std::string_view name = text.substr(1, end - 1);
  for (const Entity& entity : entities) {
    if (entity.name != name) continue;
    core::append_utf8(out, entity.letter);
    return end + 1;
  }
  if (name[0] != '#') return 0;
  char32_t letter = 0;
  const bool is_hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  for (const char c : name.substr(is_hex ? 2 : 1)) {
    const bool is_digit = c >= '0' && c <= '9';
    const char low = static_cast<char>(c | 0x20);
    if (!is_digit && !(is_hex && low >= 'a' && low <= 'f')) return 0;
    letter =
        letter * (is_hex ? 16 : 10) + static_cast<char32_t>(is_digit ? c - '0' : low - 'a' + 10);
    if (letter > 0x10FFFF) return 0;
  }
  const bool is_letter = letter >= 0x20 && (letter < 0xD800 || letter > 0xDFFF);
  if (!is_letter) return 0;
  core::append_utf8(out, letter);
  return end + 1;
}

/// The end of a tag or comment; what scripts and styles hold goes with their tags.
std::size_t pass_tag(std::string_view html, std::size_t at) {
  const std::string_view rest = html.substr(at);
  if (rest.starts_with("<!--")) {
    const auto end = html.find("-->", at + 4);
    return end == std::string_view::npos ? html.size() : end + 3;
  }
  const auto close = html.find('>', at);
  if (close == std::string_view::npos) return html.size();
  for (const std::string_view word : {"script", "style"}) {
    if (!begins(rest.substr(1), word)) continue;
    for (auto end = html.find("</", close); end != std::string_view::npos;
         end = html.find("</", end + 2)) {
      if (!begins(html.substr(end + 2), word)) continue;
      const auto last = html.find('>', end);
      return last == std::string_view::npos ? html.size() : last + 1;
    }
    return html.size();
  }
  return close + 1;
}

bool breaks_line(std::string_view tag) {
  for (const std::string_view word :
       {"<br", "<p", "</p", "<div", "</div", "<tr", "</tr", "<li", "<h"})
    if (begins(tag, word)) return true;
  return false;
}

/// Blanks and line breaks as a page shows them: one of them between words.
void append_gap(std::string& out, char gap) {
  if (out.empty()) return;
  if (out.back() == '\n' || (out.back() == ' ' && gap == ' ')) return;
  if (out.back() == ' ') out.pop_back();
  out += gap;
}

}  // namespace

std::string words_of_html(std::string_view html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    const char c = html[at];
    if (c == '<') {
      append_gap(out, breaks_line(html.substr(at, 6)) ? '\n' : ' ');
      at = pass_tag(html, at);
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      append_gap(out, ' ');
      ++at;
    } else if (const std::size_t length = c == '&' ? read_entity(html.substr(at), out) : 0;
               length != 0) {
      at += length;
    } else {
      out += c;
      ++at;
    }
  }
  return std::string(core::trim(out));
}

}  // namespace cuibono::formats
