// A brief as a page: its sentences by their ids, or, where another program made the page anew, its text.
#include <algorithm>

#include "brief/letters.h"
#include "brief/lint_read.h"

namespace cuibono::brief {
namespace {

/// "&lt;" and its like as what they stand for.
std::string unescaped(std::string_view text) {
  static const std::vector<std::pair<std::string_view, std::string_view>> names = {
      {"&lt;", "<"},  {"&gt;", ">"},   {"&quot;", "\""},
      {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto name = std::find_if(names.begin(), names.end(), [&](const auto& one) {
      return text.substr(at).starts_with(one.first);
    });
    if (name == names.end()) {
      out += text[at++];
    } else {
      out += name->second;
      at += name->first.size();
    }
  }
  return out;
}

/// A tag or the text up to the next one.
struct Piece {
  bool is_tag = false;
  std::string_view bytes;
  [[nodiscard]] std::string name() const {
    std::string name;
    for (const char c : bytes.substr(1)) {
      if (c == ' ' || c == '>' || c == '\n' || c == '\t') break;
      name += c;
    }
    return core::ascii_lower(name);
  }
  /// Of `id=S12` or `id="S12"`; empty: it has none.
  [[nodiscard]] std::string attribute(std::string_view key) const {
    const auto at = bytes.find(" " + std::string(key) + "=");
    if (at == std::string_view::npos) return {};
    auto rest = bytes.substr(at + key.size() + 2);
    const char quote = rest.starts_with('"') || rest.starts_with('\'') ? rest[0] : '\0';
    if (quote != '\0') rest.remove_prefix(1);
    const auto end = quote != '\0' ? rest.find(quote) : rest.find_first_of(" >");
    return std::string(rest.substr(0, end));
  }
};

std::vector<Piece> pieces_of(std::string_view bytes) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < bytes.size();) {
    const bool is_tag = bytes[at] == '<';
    auto end = bytes.find(is_tag ? '>' : '<', at + 1);
    if (end == std::string_view::npos)
      end = bytes.size();
    else if (is_tag)
      ++end;
    pieces.push_back({is_tag, bytes.substr(at, end - at)});
    at = end;
  }
  return pieces;
}

bool is_sentence_id(const std::string& id) {
  return id.size() > 1 && id[0] == 'S' &&
         std::all_of(id.begin() + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The sentence of the page, held against that of the run with the same number.
LintSentence finished(LintSentence sentence, bool opens, const RunBrief& run) {
  sentence.text = in_plain_blanks(unescaped(sentence.text));
  const auto own = std::find_if(run.sentences.begin(), run.sentences.end(),
                                [&](const auto& one) { return one.id == sentence.id; });
  if (!opens || own == run.sentences.end()) return sentence;
  if (in_plain_blanks(own->text) == sentence.text) return *own;
  sentence.findings = own->findings;
  sentence.claims = own->claims;
  return sentence;
}

/// The page without tags: blocks are paragraphs, headings are headings.
std::string page_as_text(const std::vector<Piece>& pieces) {
  static const std::vector<std::string> blocks = {"p",       "li",    "div", "tr",  "br",
                                                  "section", "table", "/p",  "/li", "/div",
                                                  "/tr",     "/h1",   "/h2", "/h3"};
  std::string out, skipped;
  for (const auto& piece : pieces) {
    if (!piece.is_tag) {
      if (skipped.empty()) out += in_plain_blanks(unescaped(piece.bytes)) + " ";
      continue;
    }
    const std::string name = piece.name();
    if (name == "style" || name == "script" || name == "head") skipped = "/" + name;
    if (name == skipped) skipped.clear();
    if (name == "h1" || name == "h2" || name == "h3") out += "\n\n# ";
    if (std::find(blocks.begin(), blocks.end(), name) != blocks.end()) out += "\n\n";
  }
  return out;
}

}  // namespace

EditedBrief read_html_brief(std::string_view bytes, const RunBrief& run) {
  const auto pieces = pieces_of(bytes);
  EditedBrief edited;
  LintSentence sentence;
  std::string section;
  bool in_sentence = false, in_title = false, in_number = false, opens = false;
  int details = 0;
  for (const auto& piece : pieces) {
    const std::string name = piece.is_tag ? piece.name() : std::string();
    if (name == "h2") section.clear();
    if (name == "h2" || name == "/h2") in_title = name == "h2";
    if (name == "li" && !in_sentence && is_sentence_id(piece.attribute("id"))) {
      sentence = {};
      sentence.id = piece.attribute("id");
      sentence.section = in_plain_blanks(unescaped(section));
      in_sentence = true;
      opens = false;
    }
    if (name == "span") in_number = piece.attribute("class") == "no";
    if (name == "/span") in_number = false;
    if (name == "details") {
      ++details;
      opens = true;
    }
    if (name == "/details") --details;
    if (name == "/li" && in_sentence && details == 0) {
      edited.sentences.push_back(finished(std::move(sentence), opens, run));
      in_sentence = false;
    }
    if (piece.is_tag) continue;
    if (in_title) section += piece.bytes;
    if (in_sentence && details == 0 && !in_number) sentence.text += piece.bytes;
  }
  return edited.sentences.empty() ? read_text_brief(page_as_text(pieces), run) : edited;
}

}  // namespace cuibono::brief
