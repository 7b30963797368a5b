// The values of one record of JSON or XML with their paths, for showing where a cell comes from. What is broken
// ends the walk: the record itself was judged by its reader.
#include "investigation/cell_places.h"

namespace cuibono::investigation {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Walks one value of JSON.
class JsonWalk {
 public:
  explicit JsonWalk(std::string_view text) : text_(text) {}
  std::vector<PlacedValue> run() {
    static_cast<void>(value(0));
    return std::move(values_);
  }

 private:
  void skip() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  /// A text in quotes; `at_` stands on the first of them.
  bool quoted(std::string& out) {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\') {
        out += text_[at_];
        continue;
      }
      if (++at_ >= text_.size()) return false;
      const char c = text_[at_];
      if (c == 'u') {
        escaped(out);
      } else {
        out += c == 'n'   ? '\n'
               : c == 't' ? '\t'
               : c == 'r' ? '\r'
               : c == 'b' ? '\b'
               : c == 'f' ? '\f'
                          : c;
      }
    }
    if (at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  /// So much of the text from there, or what there is.
  [[nodiscard]] std::string_view part(std::size_t from, std::size_t most) const {
    return from < text_.size() ? text_.substr(from, most) : std::string_view();
  }
  void escaped(std::string& out) {
    const auto unit = [&](std::size_t from) {
      char32_t code = 0;
      for (const char c : part(from, 4)) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : 0;
        code = code * 16 + static_cast<char32_t>(digit);
      }
      return code;
    };
    char32_t code = unit(at_ + 1);
    at_ += 4;
    const bool is_high = code >= 0xD800 && code < 0xDC00;
    if (is_high && part(at_ + 1, 2) == "\\u") {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(at_ + 3) - 0xDC00);
      at_ += 6;
    }
    core::append_utf8(out, code);
  }
  bool value(int depth) {
    constexpr int depth_max = 512;
    skip();
    if (at_ >= text_.size() || depth > depth_max) return false;
    if (text_[at_] == '{') return members(depth);
    if (text_[at_] == '[') return elements(depth);
    PlacedValue found{path_, {}, at_, at_};
    if (text_[at_] == '"') {
      if (!quoted(found.text)) return false;
      ++found.from;
      found.to = at_ - 1;
    } else {
      while (at_ < text_.size() && !is_space(text_[at_]) &&
             std::string_view(",]}").find(text_[at_]) == std::string_view::npos)
        found.text += text_[at_++];
      if (found.text.empty()) return false;
      found.to = at_;
    }
    values_.push_back(std::move(found));
    return true;
  }
  bool members(int depth) {
    for (++at_;; ++at_) {
      skip();
      if (at_ < text_.size() && text_[at_] == '}') break;
      std::string key;
      if (at_ >= text_.size() || text_[at_] != '"' || !quoted(key)) return false;
      skip();
      if (at_ >= text_.size() || text_[at_] != ':') return false;
      ++at_;
      const std::size_t length = path_.size();
      path_ += (path_.empty() ? "" : ".") + key;
      if (!value(depth + 1)) return false;
      path_.resize(length);
      skip();
      if (at_ >= text_.size()) return false;
      if (text_[at_] == '}') break;
      if (text_[at_] != ',') return false;
    }
    ++at_;
    return true;
  }
  bool elements(int depth) {
    for (++at_;; ++at_) {
      skip();
      if (at_ < text_.size() && text_[at_] == ']') break;
      if (!value(depth + 1)) return false;
      skip();
      if (at_ >= text_.size()) return false;
      if (text_[at_] == ']') break;
      if (text_[at_] != ',') return false;
    }
    ++at_;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string path_;
  std::vector<PlacedValue> values_;
};

std::string without_entities(std::string_view text) {
  static constexpr std::pair<std::string_view, char> entities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool is_entity = false;
    for (const auto& [name, plain] : entities) {
      if (text.substr(at, name.size()) != name) continue;
      out += plain;
      at += name.size();
      is_entity = true;
      break;
    }
    if (!is_entity) out += text[at++];
  }
  return out;
}

/// Walks elements, their attributes and their texts.
class XmlWalk {
 public:
  explicit XmlWalk(std::string_view text) : text_(text) {}
  std::vector<PlacedValue> run() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t open = std::min(text_.find('<', at), text_.size());
      take(at, open);
      at = tag(open);
    }
    return std::move(values_);
  }

 private:
  void take(std::size_t from, std::size_t to) {
    if (core::trim(text_.substr(from, to - from)).empty()) return;
    values_.push_back({path(), without_entities(text_.substr(from, to - from)), from, to});
  }
  [[nodiscard]] std::string path() const { return core::join(names_, "/"); }
  /// The place behind the tag, comment or text block that begins here.
  std::size_t tag(std::size_t open) {
    constexpr std::string_view block = "<![CDATA[", block_end = "]]>", note = "<!--",
                               note_end = "-->";
    const std::string_view rest = text_.substr(open);
    if (rest.empty()) return text_.size();
    if (rest.starts_with(block)) {
      const std::size_t end = std::min(text_.find(block_end, open), text_.size());
      const std::size_t from = open + block.size();
      if (from < end)
        values_.push_back({path(), std::string(text_.substr(from, end - from)), from, end});
      return std::min(end + block_end.size(), text_.size());
    }
    if (rest.starts_with(note))
      return std::min(std::min(text_.find(note_end, open), text_.size()) + note_end.size(),
                      text_.size());
    const std::size_t close = std::min(text_.find('>', open), text_.size());
    const std::string_view inside = text_.substr(open + 1, close - open - 1);
    const bool is_name = !inside.empty() && inside[0] != '?' && inside[0] != '!';
    if (inside.starts_with("/")) {
      if (!names_.empty()) names_.pop_back();
    } else if (is_name) {
      element(open + 1, inside);
    }
    return std::min(close + 1, text_.size());
  }
  void element(std::size_t at, std::string_view inside) {
    std::size_t end = 0;
    while (end < inside.size() && !is_space(inside[end]) && inside[end] != '/') ++end;
    const std::string_view name = inside.substr(0, end);
    names_.emplace_back(name.substr(name.find(':') + 1));  // without the space of names
    while (end < inside.size()) {
      const std::size_t equals = inside.find('=', end);
      if (equals == std::string_view::npos || equals + 1 >= inside.size()) break;
      const char quote = inside[equals + 1];
      const std::size_t to = inside.find(quote, equals + 2);
      if (to == std::string_view::npos) break;
      values_.push_back({path() + "/@" + std::string(core::trim(inside.substr(end, equals - end))),
                         without_entities(inside.substr(equals + 2, to - equals - 2)),
                         at + equals + 2, at + to});
      end = to + 1;
    }
    if (inside.ends_with("/")) names_.pop_back();
  }

  std::string_view text_;
  std::vector<std::string> names_;
  std::vector<PlacedValue> values_;
};

}  // namespace

std::vector<PlacedValue> values_of_json(std::string_view text) { return JsonWalk(text).run(); }

std::vector<PlacedValue> values_of_xml(std::string_view text) { return XmlWalk(text).run(); }

}  // namespace cuibono::investigation
