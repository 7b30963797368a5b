// Briefs as text and as a page, with the marks that people write.
#include <algorithm>

#include "brief/letters.h"
#include "brief/lint_numbers.h"
#include "brief/lint_read.h"

namespace cuibono::brief {
namespace {

/// "C-0412" → "C412"; empty: no id of this letter.
std::string id_of(std::string_view text, char letter) {
  text = core::trim(text);
  if (text.empty() || text[0] != letter) return {};
  text.remove_prefix(1);
  if (text.starts_with('-')) text.remove_prefix(1);
  while (text.size() > 1 && text[0] == '0') text.remove_prefix(1);
  const bool is_number = !text.empty() && std::all_of(text.begin(), text.end(),
                                                      [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? letter + std::string(text) : std::string();
}

void add_id(std::vector<std::string>& ids, const std::string& id) {
  if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// The number that ends a text, if one does: what {n:…} behind it speaks of.
std::string number_at_end(const std::string& text) {
  const std::u32string points = points_of(core::trim(text));
  const auto numbers = find_numbers(points);
  if (numbers.empty() || numbers.back().end != points.size()) return {};
  return text_of(std::u32string_view(points).substr(numbers.back().begin));
}

/// {n:F3}, {n:F3.low}: binds the number before it, or stands for the value.
void take_number_mark(std::string_view inside, LintSentence& sentence, const LintFacts& facts,
                      std::string& out) {
  const auto point = inside.find('.');
  const std::string id = id_of(inside.substr(0, point), 'F');
  const std::string part(point == std::string_view::npos ? "" : inside.substr(point + 1));
  add_id(sentence.findings, id.empty() ? std::string(inside) : id);
  const auto finding = facts.findings.find(id);
  if (finding == facts.findings.end()) return;
  const std::string& value = part == "low"    ? finding->second.low
                             : part == "high" ? finding->second.high
                                              : finding->second.value;
  std::string text = number_at_end(out);
  if (text.empty()) {
    text = value_for_reader(value, finding->second.unit);
    out += text;
  }
  sentence.numbers.push_back({text, value, id});
}

void take_mark(std::string_view mark, LintSentence& sentence, const LintFacts& facts,
               std::string& out) {
  const char kind = mark[1];
  const std::string_view inside = mark.substr(3, mark.size() - 4);
  if (kind == 'n') {
    take_number_mark(inside, sentence, facts, out);
    return;
  }
  const char letter = kind == 'c' ? 'C' : 'F';
  for (const auto one : core::split(inside, ',')) {
    const std::string id = id_of(one, letter);
    add_id(kind == 'c' ? sentence.claims : sentence.findings, id.empty() ? std::string(one) : id);
  }
}

/// Length of a mark that begins a text; 0: none does.
std::size_t mark_length(std::string_view text) {
  if (text.size() < 5 || text[0] != '{' || text[2] != ':') return 0;
  if (text[1] != 'c' && text[1] != 'f' && text[1] != 'n') return 0;
  const auto end = text.find('}');
  return end == std::string_view::npos ? 0 : end + 1;
}

/// "(claim C-12, graded B3)": an id in words.
void take_spoken(std::string_view text, std::string_view word, char letter,
                 std::vector<std::string>& ids) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    std::string_view rest = text.substr(at + word.size());
    std::size_t end = 0;
    while (end < rest.size() &&
           (rest[end] == letter || rest[end] == '-' || (rest[end] >= '0' && rest[end] <= '9')))
      ++end;
    add_id(ids, id_of(rest.substr(0, end), letter));
  }
}

bool is_abbreviation(std::string_view before) {
  std::size_t from = before.size();
  while (from > 0 && before[from - 1] != ' ' && before[from - 1] != '(') --from;
  const std::string word = core::ascii_lower(before.substr(from));
  if (word.size() == 1 && !(word[0] >= '0' && word[0] <= '9')) return true;
  static const std::vector<std::string_view> known = {
      "no",  "nr", "art", "e.g", "i.e", "dr",     "mr",   "mrs", "ms",  "prof", "vs", "ca", "st",
      "fig", "cf", "inc", "ltd", "jr",  "approx", "para", "z.b", "bzw", "u.a",  "sr", "sra"};
  return std::find(known.begin(), known.end(), word) != known.end();
}

/// Whether a sentence may begin here: no small letter.
bool may_begin(std::string_view rest) {
  const std::u32string points = points_of(rest.substr(0, std::min<std::size_t>(rest.size(), 8)));
  if (points.empty() || !is_letter(points[0])) return true;
  return fold_letter(points[0]) != points[0] || is_unspaced(points[0]);
}

/// One paragraph of a text in sentences; one that is wholly a sentence of the run stays whole.
class TextReader {
 public:
  TextReader(const RunBrief& run, EditedBrief& edited) : run_(run), edited_(edited) {}

  void heading(std::string_view text) {
    end_paragraph();
    while (text.starts_with('#')) text.remove_prefix(1);
    section_ = core::trim(text);
  }
  void line(std::string_view text, std::uint64_t number) {
    if (paragraph_.empty()) first_line_ = number;
    paragraph_ += (paragraph_.empty() ? "" : " ") + std::string(text);
  }
  void end_paragraph() {
    if (core::trim(paragraph_).empty()) return paragraph_.clear();
    ++paragraphs_;
    LintSentence whole = make(paragraph_, 1);
    if (const auto* own = find_own(run_, whole); own != nullptr) {
      const LintSentence place = whole;
      whole = *own;
      whole.id = place.id;
      whole.section = place.section;
      whole.line = place.line;
      edited_.sentences.push_back(std::move(whole));
    } else {
      std::size_t count = 0;
      for (const auto& text : split_sentences(paragraph_))
        edited_.sentences.push_back(make(text, ++count));
    }
    paragraph_.clear();
  }

 private:
  [[nodiscard]] LintSentence make(const std::string& text, std::size_t count) const {
    LintSentence sentence;
    sentence.id = std::to_string(paragraphs_) + "." + std::to_string(count);
    sentence.section = section_;
    sentence.line = first_line_;
    sentence.text = text;
    take_marks(sentence, run_.facts);
    return sentence;
  }

  const RunBrief& run_;
  EditedBrief& edited_;
  std::string section_, paragraph_;
  std::uint64_t first_line_ = 0;
  std::size_t paragraphs_ = 0;
};

/// "- ", "* ", "12. ": what a list puts before its entry; 0: no entry.
std::size_t bullet_length(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("> ")) return 2;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  const bool is_entry = digits > 0 && digits < 4 && digits + 1 < line.size() &&
                        (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
  return is_entry ? digits + 2 : 0;
}

/// A row of a table as a line of words; a ruler of it says nothing.
std::string row_of(std::string_view line) {
  if (line.find_first_not_of("|-: ") == std::string_view::npos) return {};
  std::string text(line);
  std::replace(text.begin(), text.end(), '|', ' ');
  return text;
}

/// "<!-- revision: 0123… -->", "Yardstick: PHIA": said of the whole text.
bool take_setting(std::string_view line, EditedBrief& edited) {
  const auto value_of = [&](std::string_view key) -> std::optional<std::string> {
    if (!core::starts_with_ascii_nocase(line, key)) return std::nullopt;
    std::string value(core::trim(line.substr(key.size())));
    while (value.ends_with('.') || value.ends_with('-') || value.ends_with('>') ||
           value.ends_with(' '))
      value.pop_back();
    return value;
  };
  if (const auto value = value_of("<!-- revision:")) {
    edited.revision = *value;
    return true;
  }
  for (const auto key : {"yardstick:", "probability yardstick:"}) {
    const auto value = value_of(key);
    if (!value) continue;
    if (const auto yardstick = find_yardstick(*value)) edited.yardstick = *yardstick;
    return true;
  }
  return line.starts_with("<!--") && line.ends_with("-->");
}

}  // namespace

void take_marks(LintSentence& sentence, const LintFacts& facts) {
  const std::string text = std::move(sentence.text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = mark_length(std::string_view(text).substr(at));
    if (length == 0) {
      out += text[at++];
      continue;
    }
    if (text[at + 1] != 'n')
      while (out.ends_with(' ')) out.pop_back();
    take_mark(std::string_view(text).substr(at, length), sentence, facts, out);
    at += length;
  }
  take_spoken(out, "claim ", 'C', sentence.claims);
  take_spoken(out, "finding ", 'F', sentence.findings);
  sentence.text = std::string(core::trim(out));
}

std::vector<std::string> split_sentences(std::string_view paragraph) {
  std::vector<std::string> sentences;
  std::size_t begin = 0;
  const auto take = [&](std::size_t end) {
    const auto text = core::trim(paragraph.substr(begin, end - begin));
    if (!text.empty()) sentences.emplace_back(text);
    begin = end;
  };
  for (std::size_t at = 0; at < paragraph.size(); ++at) {
    if (paragraph[at] != '.' && paragraph[at] != '!' && paragraph[at] != '?') continue;
    std::size_t end = at + 1;
    for (const std::string_view closing : {"”", "»", "\"", ")"})
      if (paragraph.substr(end).starts_with(closing)) end += closing.size();
    std::size_t next = end;
    bool has_mark = false;
    while (true) {
      while (next < paragraph.size() && paragraph[next] == ' ') ++next;
      const std::size_t length = mark_length(paragraph.substr(next));
      if (length == 0 || paragraph[next + 1] == 'n') break;
      has_mark = true;
      next += length;
    }
    if (next == end && next < paragraph.size()) continue;  // no blank: "bank.csv", "1.5"
    const bool is_end = next >= paragraph.size() || has_mark ||
                        (may_begin(paragraph.substr(next)) &&
                         !is_abbreviation(paragraph.substr(begin, at - begin)));
    if (!is_end) continue;
    take(next);
    at = next == 0 ? 0 : next - 1;
  }
  take(paragraph.size());
  return sentences;
}

EditedBrief read_text_brief(std::string_view bytes, const RunBrief& run) {
  EditedBrief edited;
  TextReader reader(run, edited);
  std::uint64_t number = 0;
  for (const auto whole : core::split(bytes, '\n')) {
    ++number;
    std::string_view line = core::trim(whole);
    if (line.empty()) {
      reader.end_paragraph();
    } else if (line.starts_with('#')) {
      reader.heading(line);
    } else if (take_setting(line, edited)) {
      reader.end_paragraph();
    } else if (line.starts_with('|')) {
      reader.end_paragraph();
      reader.line(row_of(line), number);
    } else {
      if (const auto length = bullet_length(line); length > 0) {
        reader.end_paragraph();
        line.remove_prefix(length);
      }
      reader.line(line, number);
    }
  }
  reader.end_paragraph();
  return edited;
}

std::string brief_as_text(const RunBrief& run, std::string_view revision, bool has_marks) {
  std::string out = "# " + run.title + "\n";
  if (has_marks) out += "\n<!-- revision: " + std::string(revision) + " -->\n";
  if (!run.marking.empty()) out += "\n## " + run.marking + "\n";
  std::string section;
  for (const auto& sentence : run.sentences) {
    if (sentence.section != section) out += "\n## " + sentence.section + "\n";
    section = sentence.section;
    std::string marks;
    if (!sentence.findings.empty()) marks += " {f:" + core::join(sentence.findings, ",") + "}";
    if (!sentence.claims.empty()) marks += " {c:" + core::join(sentence.claims, ",") + "}";
    out += "\n";
    if (!has_marks) {
      out += sentence.id + "  " + sentence.text + "\n";
      continue;
    }
    std::string line;
    for (const auto& part : split_sentences(sentence.text))
      line += (line.empty() ? "" : " ") + part + marks;
    out += line + "\n";
  }
  return out;
}

}  // namespace cuibono::brief
