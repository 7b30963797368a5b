#include "formats/html_tokens.h"

#include <algorithm>
#include <array>

#include "core/core.h"

namespace cuibono::formats {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// Elements that come whole: what they hold is no text of the page.
constexpr auto whole = std::to_array<std::string_view>(
    {"script", "style", "template", "nav", "select", "datalist", "svg", "math", "iframe", "object",
     "noembed", "noframes", "textarea", "title"});

/// What a name may be followed by.
bool ends_name(std::string_view text, std::size_t at) {
  return at >= text.size() || is_space(text[at]) || text[at] == '>' || text[at] == '/';
}

/// The next "</name", or npos.
std::size_t find_close(std::string_view bytes, std::string_view name, std::size_t from) {
  for (auto at = bytes.find("</", from); at != std::string_view::npos;
       at = bytes.find("</", at + 2)) {
    const std::string_view rest = bytes.substr(at + 2, name.size() + 1);
    if (core::starts_with_ascii_nocase(rest, name) && ends_name(rest, name.size())) return at;
  }
  return std::string_view::npos;
}

}  // namespace

/// Behind a comment, a declaration or an instruction.
std::size_t HtmlTokens::pass_comment(std::size_t at) const {
  const std::string_view rest = bytes_.substr(at);
  const std::string_view close = rest.starts_with("<!--")        ? "-->"
                                 : rest.starts_with("<![CDATA[") ? "]]>"
                                                                 : ">";
  const auto end = bytes_.find(close, at + (close == ">" ? 1 : 4));
  return end == std::string_view::npos ? bytes_.size() : end + close.size();
}

/// Behind the ">" of a tag; quotation marks of its attributes may hold others.
std::size_t HtmlTokens::end_of_tag(std::size_t at) const {
  char quote = '\0';
  for (char before = '\0'; at < bytes_.size(); ++at) {
    const char c = bytes_[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '>') {
      return at + 1;
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    }
    if (!is_space(c)) before = c;
  }
  return bytes_.size();
}

void HtmlTokens::take_whole(HtmlToken& token) {
  const bool is_whole = std::find(whole.begin(), whole.end(), token.name) != whole.end();
  const bool closes_itself = token.attributes.ends_with('/');
  if (!is_whole || closes_itself || never_closed_.contains(token.name)) return;
  const auto close = find_close(bytes_, token.name, at_);
  if (close == std::string_view::npos) {
    never_closed_.insert(token.name);
    return;
  }
  token.text = bytes_.substr(at_, close - at_);
  at_ = end_of_tag(close);
  token.to = at_;
}

HtmlToken HtmlTokens::next() {
  HtmlToken token;
  while (at_ < bytes_.size()) {
    token.from = at_;
    const char after = at_ + 1 < bytes_.size() ? bytes_[at_ + 1] : '\0';
    if (bytes_[at_] == '<' && (after == '!' || after == '?')) {
      at_ = pass_comment(at_);
      continue;
    }
    const bool is_close = after == '/' && at_ + 2 < bytes_.size() && is_letter(bytes_[at_ + 2]);
    if (bytes_[at_] == '<' && (is_close || is_letter(after))) {
      std::size_t name = at_ + (is_close ? 2 : 1), end = name;
      while (!ends_name(bytes_, end)) ++end;
      constexpr std::size_t name_longest = 32;
      token.name = core::ascii_lower(bytes_.substr(name, std::min(end - name, name_longest)));
      token.to = at_ = end_of_tag(end);
      const std::size_t last = token.to > end && bytes_[token.to - 1] == '>' ? token.to - 1 : end;
      token.mark = is_close ? HtmlMark::close : HtmlMark::open;
      token.attributes = bytes_.substr(end, last - end);
      if (!is_close) take_whole(token);
      return token;
    }
    const auto next = std::min(bytes_.find('<', at_ + 1), bytes_.size());
    token.mark = HtmlMark::text;
    token.text = bytes_.substr(at_, next - at_);
    token.to = at_ = next;
    return token;
  }
  token.from = token.to = bytes_.size();
  return token;
}

std::string_view find_attribute(std::string_view attributes, std::string_view name) {
  for (std::size_t at = 0; at < attributes.size();) {
    while (at < attributes.size() && (is_space(attributes[at]) || attributes[at] == '/')) ++at;
    const std::size_t begin = at;
    while (at < attributes.size() && attributes[at] != '=' && !is_space(attributes[at])) ++at;
    const std::string_view key = attributes.substr(begin, at - begin);
    while (at < attributes.size() && is_space(attributes[at])) ++at;
    std::string_view value;
    if (at < attributes.size() && attributes[at] == '=') {
      do ++at;
      while (at < attributes.size() && is_space(attributes[at]));
      const char quote = at < attributes.size() ? attributes[at] : '\0';
      const bool is_quoted = quote == '"' || quote == '\'';
      const std::size_t from = at + (is_quoted ? 1 : 0);
      at = is_quoted ? attributes.find(quote, from) : attributes.find_first_of(" \t\r\n\f", from);
      at = std::min(at, attributes.size());
      value = attributes.substr(from, at - from);
      if (is_quoted && at < attributes.size()) ++at;
    } else if (key.empty()) {
      ++at;
    }
    if (key.size() == name.size() && core::starts_with_ascii_nocase(key, name)) return value;
  }
  return {};
}

}  // namespace cuibono::formats
