// Pages in HTML: a row a paragraph, with its place in the file.
#include <algorithm>
#include <array>

#include "formats/format_list.h"
#include "formats/html_text.h"
#include "formats/html_tokens.h"
#include "formats/text_letters.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t head_looked_at = 16U << 10;

/// A page whose bytes are not those of a text in which "<" is one byte.
bool is_wide(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}
Encoding wide_encoding(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") ? Encoding::utf16le : Encoding::utf16be;
}

/// Names of encodings as pages declare them, besides those that encoding_name knows.
std::optional<Encoding> find_declared(std::string_view written) {
  struct Known {
    std::string_view name;
    Encoding encoding;
  };
  constexpr auto known = std::to_array<Known>({{"utf8", Encoding::utf8},
                                               {"iso-8859-1", Encoding::windows1252},
                                               {"latin1", Encoding::windows1252},
                                               {"us-ascii", Encoding::windows1252},
                                               {"cp1250", Encoding::windows1250},
                                               {"cp1251", Encoding::windows1251},
                                               {"cp1252", Encoding::windows1252},
                                               {"iso-8859-9", Encoding::windows1254},
                                               {"koi8-r", Encoding::koi8r},
                                               {"koi8-u", Encoding::koi8u},
                                               {"cp866", Encoding::ibm866},
                                               {"shift_jis", Encoding::shiftjis},
                                               {"sjis", Encoding::shiftjis},
                                               {"x-sjis", Encoding::shiftjis},
                                               {"gb2312", Encoding::gbk},
                                               {"gb18030", Encoding::gbk},
                                               {"big5-hkscs", Encoding::big5},
                                               {"ks_c_5601-1987", Encoding::euckr}});
  const std::string name = core::ascii_lower(core::trim(written));
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Known& one) { return one.name == name; });
  if (found != known.end()) return found->encoding;
  const auto own = find_encoding(name);
  const bool is_wide_name = own == Encoding::utf16le || own == Encoding::utf16be;
  return own == Encoding::binary || is_wide_name ? std::nullopt : own;
}

/// What stands behind "charset=" or "encoding=", without quotation marks.
std::string_view value_behind(std::string_view text, std::string_view key) {
  const std::string low = core::ascii_lower(text);
  const auto at = low.find(key);
  if (at == std::string::npos) return {};
  std::string_view value = core::trim(text.substr(at + key.size()));
  if (!value.empty() && (value[0] == '"' || value[0] == '\'')) value.remove_prefix(1);
  return value.substr(0, value.find_first_of("\"'; />?\t\r\n"));
}

std::string_view declared_encoding(std::string_view head) {
  if (const auto end = head.find("?>"); head.starts_with("<?xml") && end != std::string_view::npos)
    if (const auto name = value_behind(head.substr(0, end), "encoding="); !name.empty())
      return name;
  HtmlTokens tokens(head);
  for (HtmlToken token = tokens.next(); token.mark != HtmlMark::end; token = tokens.next()) {
    if (token.name != "meta") continue;
    if (const auto name = value_behind(token.attributes, "charset="); !name.empty()) return name;
  }
  return {};
}

/// The page as bytes in which marks are ASCII; `made` holds them where they had to be made.
struct Page {
  std::string made;
  std::string_view bytes;
  Encoding encoding = Encoding::utf8;
  bool has_places = true;  ///< places in `bytes` are places in the file
};
Page open_page(std::string_view file) {
  Page page;
  if (!is_wide(file)) {
    page.bytes = file;
    page.encoding = html_encoding(file);
    return page;
  }
  page.made = decode_text(file, wide_encoding(file));
  page.bytes = page.made;
  page.has_places = false;
  return page;
}

bool recognises(std::string_view bytes) {
  if (!is_wide(bytes)) return is_html(bytes);
  return is_html(decode_text(bytes.substr(0, head_looked_at), wide_encoding(bytes)));
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  if (!recognises(bytes))
    return core::Error{core::ErrorCode::bad_input, "the file does not begin as a page of HTML", "",
                       "ask its sender to save the page again"};
  const Page page = open_page(bytes);
  std::size_t paragraphs = 0;
  CB_TRY(const DocumentFacts facts,
         read_html(context, {page.bytes, page.encoding, [&](const DocumentRow&) -> core::Status {
                               ++paragraphs;
                               return {};
                             }}));
  static_cast<void>(facts);
  return std::vector<Table>{document_table(
      paragraphs > 0 ? ""
                     : "The page holds no text outside of its scripts: was it saved before it was "
                       "shown? Can it be saved again from a browser, or printed as PDF?")};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  static_cast<void>(table);
  const Page page = open_page(bytes);
  CB_TRY(DocumentFacts facts, read_html(context, {page.bytes, page.encoding, {}}));
  DocumentWriter writer(on_row, bytes.size(), std::move(facts));
  const auto write = [&](const DocumentRow& row) -> core::Status {
    if (page.has_places) return writer.write(row);
    DocumentRow placeless = row;
    placeless.offset = placeless.bytes = 0;
    return writer.write(placeless);
  };
  CB_TRY(facts, read_html(context, {page.bytes, page.encoding, write}));
  return {};
}

}  // namespace

bool is_html(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = bytes.substr(0, head_looked_at);
  constexpr auto begins =
      std::to_array<std::string_view>({"<!doctype html", "<html", "<head", "<body"});
  for (;;) {
    bytes = core::trim(bytes);
    const std::string_view close = bytes.starts_with("<!--")    ? "-->"
                                   : bytes.starts_with("<?xml") ? "?>"
                                                                : "";
    const auto end = close.empty() ? std::string_view::npos : bytes.find(close);
    if (end == std::string_view::npos) break;
    bytes.remove_prefix(end + close.size());
  }
  return std::any_of(begins.begin(), begins.end(), [&](std::string_view begin) {
    if (!core::starts_with_ascii_nocase(bytes, begin) || bytes.size() <= begin.size()) return false;
    const char next = bytes[begin.size()];
    return next == '>' || next == ' ' || next == '\t' || next == '\r' || next == '\n';
  });
}

Encoding html_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
  constexpr std::size_t sample_bytes = 1U << 20;
  const auto declared = find_declared(declared_encoding(bytes.substr(0, head_looked_at)));
  const bool is_utf8 = core::is_utf8(core::cut_utf8(bytes, sample_bytes));
  if (is_utf8 && (!declared || *declared == Encoding::utf8)) return Encoding::utf8;
  if (declared && *declared != Encoding::utf8) return *declared;
  const Encoding guess = sniff_encoding(bytes.substr(0, sample_bytes)).encoding;
  const bool is_no_page =
      guess == Encoding::binary || guess == Encoding::utf16le || guess == Encoding::utf16be;
  return is_no_page ? Encoding::utf8 : guess;  // what is none of it becomes U+FFFD
}

const FileFormat html_format{
    .name = "html",
    .title = "page in HTML",
    .gives =
        "a row a paragraph, heading, item of a list or row of a table, with title, author and "
        "date as its head states them; without scripts, styles and navigation",
    .standard = "HTML Living Standard, its tokens",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
