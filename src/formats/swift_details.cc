// Field 86 of a SWIFT statement, in the three ways in which banks write it.
#include "formats/swift_details.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/core.h"
#include "formats/swift_text.h"

namespace cuibono::formats {
namespace {

/// A value after one that stands there already, apart by a blank.
void append_word(std::string& out, std::string_view word) {
  word = core::trim(word);
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  out += word;
}

bool says_nothing(std::string_view value) {
  return value.empty() || value == "NOTPROVIDED" || value == "NONREF" || value == "NOT PROVIDED";
}

void take_reference(std::string& reference, std::string_view value, std::string_view word,
                    std::string& rest) {
  value = core::trim(value);
  if (reference.empty() && !says_nothing(value)) {
    reference = value;
  } else if (!value.empty()) {
    append_word(rest, word);
    append_word(rest, value);
  }
}

/// The first value of a kind is taken; another one stays with its word.
void take_first(std::string& part, std::string_view value, std::string_view word,
                std::string& rest) {
  value = core::trim(value);
  if (value.empty() || value == part) return;
  if (part.empty()) {
    part = value;
  } else {
    append_word(rest, word);
    append_word(rest, value);
  }
}

// --- Parts "?20" and the words of SEPA in them.

constexpr std::string_view part_marks = "?~<>^";

/// Where the parts of a structured field 86 begin; nothing in free text.
struct Layout {
  std::size_t code_bytes = 0;
  char mark = 0;
};
Layout find_layout(std::string_view text) {
  for (const std::size_t code_bytes : {std::size_t{3}, std::size_t{0}}) {
    if (text.size() < code_bytes + 3 || !is_swift_digit(text[code_bytes + 1]) ||
        !is_swift_digit(text[code_bytes + 2]))
      continue;
    if (code_bytes != 0 && !are_swift_digits(text.substr(0, code_bytes))) continue;
    const char mark = text[code_bytes];
    if (part_marks.find(mark) != std::string_view::npos) return {code_bytes, mark};
  }
  return {};
}

std::size_t count_characters(std::string_view text) {
  if (!core::is_utf8(text)) return text.size();  // a code page: a byte a character
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// Parts of one text; where each begins stays known, as words of SEPA stand there.
struct JoinedParts {
  std::string text;
  std::vector<std::size_t> begins;
  std::size_t last_characters = 0;

  /// A part that fills its 27 characters goes on in the next; a shorter one ends with a word.
  void append(std::string_view part) {
    constexpr std::size_t full_part = 27;
    if (part.empty()) return;
    if (!text.empty() && last_characters < full_part && !text.ends_with(' ') &&
        !part.starts_with(' '))
      text += ' ';
    begins.push_back(text.size());
    text += part;
    last_characters = count_characters(part);
  }
};

constexpr auto sepa_words = std::to_array<std::string_view>(
    {"EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "PURP", "IBAN",
     "BIC", "BREF", "RREF", "RTRN"});

/// The word of SEPA that stands at a place of the text: its length with the mark; 0: none.
std::size_t sepa_word_at(std::string_view text, std::size_t at) {
  for (const std::string_view word : sepa_words) {
    if (text.substr(at, word.size()) != word) continue;
    const std::string_view mark = text.substr(at + word.size(), 1);
    if (mark == "+" || mark == ":") return word.size() + 1;
  }
  return 0;
}

void take_sepa(std::string_view word, std::string_view value, LineDetails& details) {
  const std::string_view name = word.substr(0, word.size() - 1);
  if (name == "EREF") return take_reference(details.end_to_end, value, word, details.rest);
  if (name == "KREF") return take_reference(details.customer, value, word, details.rest);
  if (name == "IBAN") return take_first(details.other_account, value, word, details.rest);
  if (name == "BIC") return take_first(details.other_bank, value, word, details.rest);
  if (name == "SVWZ") return append_word(details.note, value);
  append_word(details.rest, word);
  append_word(details.rest, value);
}

/// The purpose, and the words of SEPA in it.
void take_purpose(const JoinedParts& parts, LineDetails& details) {
  const std::string_view text = parts.text;
  std::vector<std::size_t> words;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_begin = std::binary_search(parts.begins.begin(), parts.begins.end(), at) ||
                          (at > 0 && text[at - 1] == ' ');
    if (is_begin && sepa_word_at(text, at) != 0) words.push_back(at);
  }
  append_word(details.note, text.substr(0, words.empty() ? text.size() : words.front()));
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t length = sepa_word_at(text, words[i]);
    const std::size_t end = i + 1 < words.size() ? words[i + 1] : text.size();
    take_sepa(text.substr(words[i], length),
              text.substr(words[i] + length, end - words[i] - length), details);
  }
}

struct Collected {
  JoinedParts purpose, name;
  std::vector<std::string> more_purpose;  // ?60 to ?63: the purpose goes on after its ten parts
};
void take_part(int number, std::string_view part, LineDetails& details, Collected& collected) {
  if (number == 0) {
    details.booking = part;
  } else if (number >= 20 && number <= 29) {
    collected.purpose.append(part);
  } else if (number >= 60 && number <= 63) {
    collected.more_purpose.emplace_back(part);
  } else if (number == 30) {
    details.other_bank = core::trim(part);
  } else if (number == 31 || (number == 38 && details.other_account.empty())) {
    details.other_account = core::trim(part);
  } else if (number == 32 || number == 33) {
    collected.name.append(part);
  } else {
    const std::string word{'?', static_cast<char>('0' + number / 10),
                           static_cast<char>('0' + number % 10)};
    append_word(details.rest, word);
    append_word(details.rest, part);
  }
}

LineDetails parse_parts(std::string_view text, const Layout& layout) {
  LineDetails details;
  details.code = text.substr(0, layout.code_bytes);
  std::string joined;
  for (const char c : text.substr(layout.code_bytes))
    if (c != '\r' && c != '\n') joined += c;
  Collected collected;
  for (std::size_t at = 0; at + 2 < joined.size();) {
    const int number = (joined[at + 1] - '0') * 10 + (joined[at + 2] - '0');
    std::size_t end = at + 3;
    while (end < joined.size() &&
           !(joined[end] == layout.mark && end + 2 < joined.size() &&
             is_swift_digit(joined[end + 1]) && is_swift_digit(joined[end + 2])))
      ++end;
    take_part(number, std::string_view(joined).substr(at + 3, end - at - 3), details, collected);
    at = end;
  }
  details.other_name = core::trim(collected.name.text);
  for (const std::string& part : collected.more_purpose) collected.purpose.append(part);
  take_purpose(collected.purpose, details);
  return details;
}

// --- Words between slashes.

constexpr auto slash_words = std::to_array<std::string_view>(
    {"TRTP", "IBAN", "BIC",  "NAME", "REMI", "EREF", "CSID", "MARF", "KREF", "ORDP",
     "BENM", "CNTP", "ULTC", "ULTD", "ULTB", "PURP", "RTRN", "ISDT", "PREF", "ADDR",
     "TRCD", "SVCL", "INIT", "OCMT", "CHGS", "ACCW", "BO",   "TA",   "ID"});

/// "/NAME/" at a place: the length of the word with both slashes; 0: none.
std::size_t slash_word_at(std::string_view text, std::size_t at) {
  if (text[at] != '/') return 0;
  for (const std::string_view word : slash_words)
    if (text.substr(at + 1, word.size()) == word && text.substr(at + 1 + word.size(), 1) == "/")
      return word.size() + 2;
  return 0;
}

/// "/CNTP/account/bank/name/town": the other party in one word.
void take_counterparty(std::string_view value, LineDetails& details) {
  const auto parts = core::split(value, '/');
  const auto part = [&](std::size_t i) { return i < parts.size() ? parts[i] : std::string_view(); };
  take_first(details.other_account, part(0), "/CNTP/", details.rest);
  take_first(details.other_bank, part(1), "/CNTP/", details.rest);
  take_first(details.other_name, part(2), "/CNTP/", details.rest);
  for (std::size_t i = 3; i < parts.size(); ++i) append_word(details.rest, parts[i]);
}

void take_slash_word(std::string_view word, std::string_view value, LineDetails& details) {
  const std::string_view name = word.substr(1, word.size() - 2);
  if (name == "CNTP") return take_counterparty(value, details);
  while (value.ends_with('/')) value.remove_suffix(1);
  value = core::trim(value);
  if (name == "EREF") return take_reference(details.end_to_end, value, word, details.rest);
  if (name == "KREF") return take_reference(details.customer, value, word, details.rest);
  if (name == "IBAN") return take_first(details.other_account, value, word, details.rest);
  if (name == "BIC") return take_first(details.other_bank, value, word, details.rest);
  if (name == "NAME") return take_first(details.other_name, value, word, details.rest);
  if (name == "TRTP") return take_first(details.booking, value, word, details.rest);
  if (name == "REMI") {
    if (value.starts_with("USTD//")) value.remove_prefix(6);
    return append_word(details.note, value);
  }
  if (value.empty()) return;  // "/ORDP/" before the "/NAME/" that it is of
  append_word(details.rest, word);
  append_word(details.rest, value);
}

bool has_slash_words(std::string_view text) {
  if (text.empty() || text[0] != '/') return false;
  const std::size_t length = slash_word_at(text, 0);
  return length > 4;  // "/BO/" and "/TA/" alone are no sign
}

LineDetails parse_slash_words(std::string_view text) {
  LineDetails details;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = slash_word_at(text, at);
    std::size_t end = at + length;
    while (end < text.size() && slash_word_at(text, end) == 0) ++end;
    take_slash_word(text.substr(at, length), text.substr(at + length, end - at - length), details);
    at = end;
  }
  return details;
}

// --- Free text.

/// An IBAN by its shape; whether its check digits are right is asked by evidence.
bool looks_like_iban(std::string_view word) {
  return word.size() >= 15 && word.size() <= 34 && is_swift_upper(word[0]) &&
         is_swift_upper(word[1]) && is_swift_digit(word[2]) && is_swift_digit(word[3]) &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return is_swift_upper(c) || is_swift_digit(c); });
}

/// Some banks put the account and the name of the other party before the text, on a line of their own.
LineDetails parse_free_text(std::string_view text) {
  LineDetails details;
  const auto lines = swift_lines(text);
  const std::string_view first = lines.empty() ? std::string_view() : core::trim(lines[0]);
  const std::size_t blank = std::min(first.find(' '), first.size());
  if (!looks_like_iban(first.substr(0, blank))) {
    details.note = join_swift_lines(text);
    return details;
  }
  details.other_account = first.substr(0, blank);
  details.other_name = core::trim(first.substr(blank));
  const auto after = static_cast<std::size_t>(lines[0].data() - text.data()) + lines[0].size();
  details.note = join_swift_lines(text.substr(after));
  return details;
}

}  // namespace

LineDetails parse_line_details(std::string_view text) {
  if (const Layout layout = find_layout(text); layout.mark != 0) return parse_parts(text, layout);
  if (const std::string joined = join_swift_lines(text); has_slash_words(joined))
    return parse_slash_words(joined);
  return parse_free_text(text);
}

}  // namespace cuibono::formats
