// A page as a reader sees it: blocks of text. Only which blocks are open is remembered, as counts.
#include "formats/html_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "formats/html_tokens.h"
#include "formats/running_text.h"

namespace cuibono::formats {
namespace {

constexpr auto blocks = std::to_array<std::string_view>(
    {"address", "article", "aside",  "blockquote", "body", "caption", "center",   "dd",
     "details", "dialog",  "dir",    "div",        "dl",   "dt",      "fieldset", "figcaption",
     "figure",  "footer",  "form",   "h1",         "h2",   "h3",      "h4",       "h5",
     "h6",      "head",    "header", "hr",         "html", "legend",  "li",       "main",
     "menu",    "ol",      "option", "p",          "pre",  "search",  "section",  "summary",
     "table",   "tbody",   "td",     "tfoot",      "th",   "thead",   "tr",       "ul"});
static_assert(std::is_sorted(blocks.begin(), blocks.end()));

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

class HtmlReader {
 public:
  HtmlReader(const core::RunContext& context, const HtmlRequest& request)
      : context_(context), request_(request), tokens_(request.bytes) {}

  core::Result<DocumentFacts> read() {
    constexpr std::size_t tokens_between_looks = 4096;
    for (std::size_t count = 0;; ++count) {
      if (count % tokens_between_looks == 0) CB_TRY_STATUS(core::check_cancelled(context_));
      const HtmlToken token = tokens_.next();
      if (token.mark == HtmlMark::end) break;
      if (token.mark == HtmlMark::text) {
        take_text(token);
      } else if (token.mark == HtmlMark::open) {
        CB_TRY_STATUS(open(token));
      } else {
        CB_TRY_STATUS(close(token));
      }
    }
    CB_TRY_STATUS(end_paragraph());
    CB_TRY_STATUS(end_table_row(true));
    return std::move(facts_);
  }

 private:
  [[nodiscard]] std::string decoded(std::string_view raw) const {
    return decode_entities(decode_text(raw, request_.encoding));
  }

  void take_text(const HtmlToken& token) {
    const bool is_blank = core::trim(token.text).empty();
    if (!is_blank && words_.empty()) from_ = token.from;
    words_.add(decoded(token.text));
    if (is_blank) return;
    to_ = token.to;
    breaks_ = 0;
  }

  core::Status open(const HtmlToken& token) {
    if (token.name == "title" || token.name == "meta") {
      take_fact(token);
      return {};
    }
    if (token.name == "br") {
      words_.gap();
      return ++breaks_ >= 2 ? end_paragraph() : core::Status{};
    }
    if (!std::binary_search(blocks.begin(), blocks.end(), std::string_view(token.name))) {
      if (!token.text.empty() || token.name == "img") words_.gap();
      return {};
    }
    CB_TRY_STATUS(end_paragraph());
    is_heading_ = is_heading(token.name);
    if (token.name == "ul" || token.name == "ol" || token.name == "dl" || token.name == "menu")
      ++lists_;
    if (token.name == "blockquote") ++quotes_;
    if (token.name == "table" || token.name == "tr") {
      CB_TRY_STATUS(end_table_row(token.name == "table"));
      if (token.name == "table") ++tables_;
      row_from_ = token.from;
    }
    if ((token.name == "td" || token.name == "th") && tables_ > 0) cells_.emplace_back();
    return {};
  }

  core::Status close(const HtmlToken& token) {
    const std::string& name = token.name;
    if (name == "p" && words_.empty()) return {};
    if (!std::binary_search(blocks.begin(), blocks.end(), std::string_view(name))) return {};
    CB_TRY_STATUS(end_paragraph());
    is_heading_ = false;
    const bool is_list = name == "ul" || name == "ol" || name == "dl" || name == "menu";
    if (is_list && lists_ > 0) --lists_;
    if (name == "blockquote" && quotes_ > 0) --quotes_;
    if (name == "tr" || name == "table") {
      row_to_ = token.to;
      CB_TRY_STATUS(end_table_row(false));
      if (name == "table" && tables_ > 0) --tables_;
    }
    return {};
  }

  void take_fact(const HtmlToken& token) {
    if (token.name == "title") {
      if (facts_.title.empty()) facts_.title = one_line_of(decoded(token.text));
      return;
    }
    std::string_view key = find_attribute(token.attributes, "name");
    if (key.empty()) key = find_attribute(token.attributes, "property");
    if (key.empty()) key = find_attribute(token.attributes, "itemprop");
    const std::string name = core::ascii_lower(key);
    const auto is_any = [&](std::initializer_list<std::string_view> names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    const bool is_title = is_any({"og:title", "dc.title", "dcterms.title"});
    const bool is_author = is_any({"author", "dc.creator", "dcterms.creator", "article:author"});
    const bool is_time =
        is_any({"article:published_time", "datepublished", "dcterms.created", "dc.date", "date",
                "dcterms.date", "pubdate", "dc.date.issued", "dcterms.issued"});
    if (!is_title && !is_author && !is_time) return;
    std::string value = one_line_of(decoded(find_attribute(token.attributes, "content")));
    if (is_title && facts_.title.empty())
      facts_.title = std::move(value);
    else if (is_author && facts_.author.empty())
      facts_.author = std::move(value);
    else if (is_time && facts_.created.empty())
      facts_.created = written_time(value);
  }

  [[nodiscard]] std::string_view kind() const {
    if (is_heading_) return kind_heading;
    if (quotes_ > 0) return kind_quotation;
    return lists_ > 0 ? kind_item : kind_paragraph;
  }

  core::Status end_paragraph() {
    breaks_ = 0;
    if (words_.empty()) {
      words_ = RunningText();
      return {};
    }
    DocumentRow row{kind(), 0, words_.take(), from_, to_ - from_};
    if (!cells_.empty()) {
      cells_.back().push_back(std::move(row));
      return {};
    }
    return hand_over(row);
  }

  /// has_more: a table begins within a cell, or the page ends in one: what was read stands alone.
  core::Status end_table_row(bool has_more) {
    const std::vector<std::vector<DocumentRow>> cells = std::exchange(cells_, {});
    std::size_t filled = 0;
    bool has_several = has_more;
    for (const auto& cell : cells) {
      filled += cell.empty() ? 0U : 1U;
      has_several |= cell.size() > 1;
    }
    if (filled == 0) return {};
    if (has_several || filled == 1) {
      for (const auto& cell : cells)
        for (const DocumentRow& paragraph : cell) CB_TRY_STATUS(hand_over(paragraph));
      return {};
    }
    DocumentRow row;
    row.kind = kind_cell;
    const std::size_t end = std::max(row_to_, to_);
    row.offset = std::min<std::size_t>(row_from_, end);
    row.bytes = end - row.offset;
    for (const auto& cell : cells) {
      if (&cell != &cells.front()) row.text += " | ";
      if (!cell.empty()) row.text += cell.front().text;
    }
    row.text = one_line_of(row.text);
    return hand_over(row);
  }

  core::Status hand_over(const DocumentRow& row) {
    return request_.on_paragraph ? request_.on_paragraph(row) : core::Status{};
  }

  const core::RunContext& context_;
  const HtmlRequest& request_;
  HtmlTokens tokens_;
  DocumentFacts facts_;
  RunningText words_;
  std::vector<std::vector<DocumentRow>> cells_;  ///< of the row of a table that is open
  std::size_t from_ = 0, to_ = 0, row_from_ = 0, row_to_ = 0;
  std::size_t lists_ = 0, quotes_ = 0, tables_ = 0, breaks_ = 0;  ///< that are open
  bool is_heading_ = false;
};

/// "&#8364;", "&amp;", "&amp" at the front of a text; 0 bytes: it is none.
struct Entity {
  std::size_t bytes = 0;
  char32_t letter = 0;
};
Entity read_entity(std::string_view text) {
  constexpr std::size_t name_longest = 10;
  const auto is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  std::size_t end = 1;
  if (text.size() > 2 && text[1] == '#') {
    const bool is_hex = text[2] == 'x' || text[2] == 'X';
    const std::size_t first = is_hex ? 3 : 2;
    char32_t letter = 0;
    for (end = first; end < text.size() && is_word(text[end]); ++end) {
      const char low = static_cast<char>(text[end] | 0x20);
      const bool is_digit = text[end] <= '9';
      if (!is_digit && !(is_hex && low <= 'f')) break;
      const char32_t digit = static_cast<char32_t>(is_digit ? text[end] - '0' : low - 'a' + 10);
      if (letter <= 0x10FFFF) letter = letter * (is_hex ? 16 : 10) + digit;
    }
    if (end == first) return {};
    if (end < text.size() && text[end] == ';') ++end;
    if (letter >= 0x80 && letter < 0xA0) {  // written by programs that meant Windows-1252
      const char byte = static_cast<char>(static_cast<unsigned char>(letter));
      const auto points = core::decode_utf8(decode_text({&byte, 1}, Encoding::windows1252));
      if (points && points->size() == 1) letter = (*points)[0];
    }
    const bool is_letter = letter > 0 && letter <= 0x10FFFF && (letter < 0xD800 || letter > 0xDFFF);
    return {end, is_letter ? letter : U'\uFFFD'};
  }
  while (end < text.size() && end <= name_longest && is_word(text[end])) ++end;
  const char32_t letter = find_named_letter(text.substr(1, end - 1));
  const bool is_closed = end < text.size() && text[end] == ';';
  const bool may_be_open = letter < 0x100 && (end == text.size() || text[end] != '=');
  if (letter == 0 || (!is_closed && !may_be_open)) return {};
  return {end + (is_closed ? 1U : 0U), letter};
}

}  // namespace

std::string decode_entities(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto mark = std::min(text.find('&', at), text.size());
    out += text.substr(at, mark - at);
    at = mark;
    if (at == text.size()) break;
    const Entity entity = read_entity(text.substr(at));
    if (entity.bytes == 0) {
      out += text[at++];
    } else {
      core::append_utf8(out, entity.letter);
      at += entity.bytes;
    }
  }
  return out;
}

core::Result<DocumentFacts> read_html(const core::RunContext& context, const HtmlRequest& request) {
  return HtmlReader(context, request).read();
}

}  // namespace cuibono::formats
