#include "brief/privacy.h"

#include <algorithm>

namespace cuibono::brief {
namespace {

constexpr std::size_t digits_least = 7;  ///< shorter runs of digits are amounts, dates, counts
constexpr std::size_t digits_kept =
    9;  ///< a number is known by its last digits, whatever stands before
constexpr std::size_t letters_least = 3;

/// Eight letters of Crockford's base 32, in two groups: "V-7K3Q-9TXA".
std::string name_of_hash(const core::Sha256& hash) {
  constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::uint64_t bits = hash.prefix();
  std::string name = "V-";
  for (int i = 0; i < 8; ++i) {
    if (i == 4) name += '-';
    name += letters[bits >> 59U];
    bits <<= 5U;
  }
  return name;
}

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) || (c >= 0x2C00 && c < 0x3000) ||
         (c >= 0x3040 && c < 0xE000) || c >= 0xF900;
}

/// Lower case of Latin, Greek and Cyrillic letters: enough to find a name again in a sentence.
char32_t fold(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x100 && c <= 0x17F) return c | 1U;
  return c;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  const auto points = core::decode_utf8(text);
  if (!points) return {};
  for (const char32_t c : *points) {
    if (is_letter(c)) {
      core::append_utf8(words.back(), fold(c));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string last_digits(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() < digits_least) return {};
  return digits.size() > digits_kept ? digits.substr(digits.size() - digits_kept) : digits;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// End of a run of digits with the marks that people put between them.
std::size_t end_of_number(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (std::size_t i = at; i < text.size() && i < at + 48; ++i) {
    if (is_digit(text[i])) {
      end = i + 1;
    } else if (std::string_view("+ -()./").find(text[i]) == std::string_view::npos) {
      break;
    }
  }
  return end;
}

bool ends_token(char c) {
  return static_cast<unsigned char>(c) <= ' ' ||
         std::string_view(",;|()[]\"'<>").find(c) != std::string_view::npos;
}

}  // namespace

Privacy::Privacy(const CaseFacts& facts, const evidence::Evidence& evidence,
                 const entities::Entities& entities)
    : hides_(facts.victims != VictimNames::clear),
      omits_(facts.victims == VictimNames::omit),
      evidence_(evidence),
      entities_(entities) {
  pseudonyms_.resize(entities.entities.size());
  if (!hides_) return;
  for (std::size_t e = 0; e < entities.entities.size(); ++e) {
    const auto& entity = entities.entities[e];
    if (!entity.is_victim) continue;
    const std::string name =
        omits_ ? "a victim"
               : name_of_hash(core::keyed_sha256(facts.pseudonym_key,
                                                 evidence.selectors.text(entity.selectors[0])));
    pseudonyms_[e] = name;
    by_text_[entity.id] = name;
    for (const auto id : entity.selectors) {
      const std::string& text = evidence.selectors.text(id);
      by_text_[text] = "victim:" + name;
      if (const auto digits = last_digits(text); !digits.empty()) by_digits_[digits] = name;
    }
    for (const auto& one : entity.names) {
      for (const auto& word : words_of(one)) {
        if (word.size() >= letters_least) by_word_[word] = name;
      }
    }
  }
}

std::string Privacy::selector(evidence::SelectorId id) const {
  if (id == evidence::no_selector) return {};
  return subject(evidence_.selectors.text(id));
}

namespace {

struct ReaderName {
  std::string noun, value;
};

/// "local:<source>.<what>:<id>" → what and id, with the source where the noun needs it.
ReaderName local_name(std::string_view rest) {
  const auto dot = rest.find('.'), colon = rest.find(':', dot == rest.npos ? 0 : dot);
  if (dot == rest.npos || colon == rest.npos) return {"id", std::string(rest)};
  const std::string_view source = rest.substr(0, dot), what = rest.substr(dot + 1, colon - dot - 1);
  const std::string noun = what == "tel"      ? "number"
                           : what == "acct"   ? "account"
                           : what == "listed" ? "listed entry"
                                              : std::string(what);
  return {noun, std::string(rest.substr(colon + 1)) + " of " + std::string(source)};
}

ReaderName name_for_reader(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos) return {"", std::string(text)};
  const std::string_view scheme = text.substr(0, colon), rest = text.substr(colon + 1);
  if (scheme == "victim") return {"victim", std::string(rest)};
  if (scheme == "tel") return {"number", std::string(rest)};
  if (scheme == "iban") return {"account", std::string(rest)};
  if (scheme == "acct") {
    const auto second = rest.find(':');
    return {"account", second == rest.npos ? std::string(rest)
                                           : std::string(rest.substr(second + 1)) + " (" +
                                                 std::string(rest.substr(0, second)) + ")"};
  }
  if (scheme == "local") return local_name(rest);
  if (scheme == "mailto") return {"e-mail", std::string(rest)};
  if (scheme == "dns") return {"site", std::string(rest)};
  if (scheme == "card" || scheme == "imei" || scheme == "imsi")
    return {std::string(scheme), std::string(rest)};
  return {"address", std::string(text)};
}

}  // namespace

std::string Privacy::reader(std::string_view selector_text) const {
  const ReaderName name = name_for_reader(subject(selector_text));
  return name.noun.empty() ? name.value : name.noun + " " + name.value;
}

std::string Privacy::reader(evidence::SelectorId id) const {
  return id == evidence::no_selector ? std::string() : reader(evidence_.selectors.text(id));
}

std::string Privacy::plain(evidence::SelectorId id) const {
  return id == evidence::no_selector ? std::string() : name_for_reader(selector(id)).value;
}

bool Privacy::is_victim(evidence::SelectorId id) const {
  const auto* entity = entities_.find(id);
  return entity != nullptr && entity->is_victim;
}

std::string Privacy::subject(std::string_view text) const {
  const auto found = by_text_.find(std::string(text));
  return found == by_text_.end() ? std::string(text) : found->second;
}

std::string Privacy::pseudonym(const entities::Entity& entity) const {
  const auto found = by_text_.find(entity.id);
  return found == by_text_.end() ? std::string() : found->second;
}

std::string Privacy::scrub(std::string_view text) const { return replace(text, false); }

std::string Privacy::readable(std::string_view text) const {
  const std::string clean = scrub(text);
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    std::size_t end = at;
    while (end < clean.size() && !ends_token(clean[end])) ++end;
    std::string_view token(clean.data() + at, end - at);
    std::string_view tail;
    while (!token.empty() &&
           std::string_view(".?!:").find(token.back()) != std::string_view::npos) {
      tail = std::string_view(clean.data() + at + token.size() - 1, end - at - token.size() + 1);
      token.remove_suffix(1);
    }
    const bool selector = token.starts_with("tel:") || token.starts_with("iban:") ||
                          token.starts_with("acct:") || token.starts_with("local:") ||
                          token.starts_with("mailto:") || token.starts_with("dns:");
    out += selector ? name_for_reader(token).value : std::string(token);
    out += tail;
    while (end < clean.size() && ends_token(clean[end])) out += clean[end++];
    at = end;
  }
  return out;
}

std::string Privacy::scrub_narrative(std::string_view text) const { return replace(text, true); }

std::string Privacy::key(std::string_view finding_key) const {
  std::string out;
  for (std::size_t begin = 0; begin <= finding_key.size();) {
    const std::size_t end = std::min(finding_key.find_first_of("|,", begin), finding_key.size());
    out += subject(finding_key.substr(begin, end - begin));
    if (end < finding_key.size()) out += finding_key[end];
    begin = end + 1;
  }
  return out;
}

std::string Privacy::replace(std::string_view text, bool names) const {
  if (!hides_ || by_text_.empty()) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool starts_token = at == 0 || ends_token(text[at - 1]);
    if (starts_token) {  // a selector or an entity id, whole
      std::size_t end = at;
      while (end < text.size() && !ends_token(text[end])) ++end;
      const auto found = by_text_.find(std::string(text.substr(at, end - at)));
      if (end > at && found != by_text_.end()) {
        out += found->second;
        at = end;
        continue;
      }
    }
    const bool number_starts = is_digit(text[at]) || text[at] == '+';
    if (number_starts && (at == 0 || !is_digit(text[at - 1]))) {
      const std::size_t end = end_of_number(text, at);
      const auto found = by_digits_.find(last_digits(text.substr(at, end - at)));
      if (end > at && found != by_digits_.end()) {
        out += found->second;
        at = end;
        continue;
      }
    }
    if (names) {
      std::size_t end = at;
      std::string word;
      while (end < text.size()) {  // one word of letters
        std::size_t length = 1;
        while (end + length < text.size() &&
               (static_cast<unsigned char>(text[end + length]) & 0xC0U) == 0x80U)
          ++length;
        const auto point = core::decode_utf8(text.substr(end, length));
        if (!point || point->size() != 1 || !is_letter((*point)[0])) break;
        core::append_utf8(word, fold((*point)[0]));
        end += length;
      }
      if (end > at) {
        const auto found = by_word_.find(word);
        out += found == by_word_.end() ? std::string(text.substr(at, end - at)) : found->second;
        at = end;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

}  // namespace cuibono::brief
