// The lists of words of headers, ready to be compared: folded, and found by how a word begins.
#include "evidence/header_patterns.h"

#include <algorithm>
#include <set>

#include "core/core.h"
#include "evidence/fold.h"

namespace cuibono::evidence {
namespace {

/// Scripts written without spaces between words (Hangul, kana, ideographs, Thai, Lao, Burmese, Khmer):
/// their words are looked for anywhere.
bool is_unspaced(std::string_view text) {
  const auto points = core::decode_utf8(text);
  if (!points) return false;
  return std::any_of(points->begin(), points->end(), [](char32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
           (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF);
  });
}

std::string beginning(std::string_view word) {
  constexpr std::size_t bytes = 2;
  return std::string(word.substr(0, bytes));
}

}  // namespace

bool HeaderPattern::fits(std::string_view word, std::size_t at) const {
  const std::string& wanted = words[at];
  const bool last = at + 1 == words.size();
  if (anywhere) return word.find(wanted) != std::string_view::npos;
  if (begins[at]) return word.starts_with(wanted);
  if (ends) return word.ends_with(wanted) && word.size() > wanted.size();
  if (word == wanted) return true;
  constexpr std::size_t plural_from = 4;  // "numbers", "transaktionen" are listed where they differ
  if (!last || wanted.size() < plural_from || !word.starts_with(wanted)) return false;
  const std::string_view rest = word.substr(wanted.size());
  return rest == "s" || rest == "es";
}

bool HeaderPattern::is_exact() const {
  return !ends && !anywhere && std::find(begins.begin(), begins.end(), true) == begins.end();
}

std::size_t HeaderPattern::bytes() const {
  std::size_t sum = 0;
  for (const auto& word : words) sum += word.size();
  return sum;
}

void HeaderPatterns::add(Concept sense, std::string_view words, std::size_t language) {
  for (const auto text : core::split(words, '|')) {
    std::string_view bare = core::trim(text);
    HeaderPattern pattern;
    pattern.sense = sense;
    pattern.language = language;
    if (bare.starts_with("*")) {
      pattern.ends = true;
      bare.remove_prefix(1);
    } else if (bare.starts_with("=")) {
      pattern.alone = true;
      bare.remove_prefix(1);
    }
    for (const auto part : core::split(bare, ' ')) {
      const bool open = part.ends_with("*");
      const auto folded = header_words_of(fold_words(part));
      for (std::size_t i = 0; i < folded.size(); ++i) {
        pattern.words.push_back(folded[i]);
        pattern.begins.push_back(open && i + 1 == folded.size());
      }
    }
    if (pattern.words.empty()) continue;
    pattern.anywhere = is_unspaced(bare) || (pattern.begins.back() && pattern.ends);
    patterns_.push_back(std::move(pattern));
  }
}

HeaderPatterns::HeaderPatterns() {
  languages_.emplace_back();
  for (const auto& language : language_words()) {
    const bool is_of_all = language.language == "all";
    if (!is_of_all) languages_.push_back(language.language);
    const std::size_t number = is_of_all ? 0 : languages_.size() - 1;
    for (const auto line : core::split(language.lines, '\n')) {
      const auto colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      const auto sense = find_concept(core::trim(line.substr(0, colon)));
      CB_ASSERT(sense.has_value());
      if (sense) add(*sense, line.substr(colon + 1), number);
    }
  }
  for (std::uint32_t i = 0; i < patterns_.size(); ++i) {
    const HeaderPattern& pattern = patterns_[i];
    if (pattern.ends || pattern.anywhere) {
      floating_.push_back(i);
    } else {
      by_beginning_[beginning(pattern.words.front())].push_back(i);
    }
  }
}

const HeaderPatterns& HeaderPatterns::get() {
  static const HeaderPatterns patterns;
  return patterns;
}

std::vector<std::uint32_t> HeaderPatterns::candidates(const std::vector<std::string>& words) const {
  std::set<std::uint32_t> found;
  for (const auto& word : words) {
    for (std::size_t bytes = 1; bytes <= 2; ++bytes) {
      const auto at = by_beginning_.find(word.substr(0, bytes));
      if (at != by_beginning_.end()) found.insert(at->second.begin(), at->second.end());
      if (word.size() < 2) break;
    }
    for (const std::uint32_t i : floating_) {
      if (word.find(patterns_[i].words.front()) != std::string::npos) found.insert(i);
    }
  }
  return {found.begin(), found.end()};
}

std::size_t HeaderPatterns::number_of(std::string_view language) const {
  const auto found = std::find(languages_.begin(), languages_.end(), language);
  return found == languages_.end() ? 0 : static_cast<std::size_t>(found - languages_.begin());
}

std::vector<std::string> header_words_of(std::string_view folded) {
  std::vector<std::string> words;
  for (const auto word : core::split(folded, ' ')) {
    if (word.empty()) continue;
    if (!is_unspaced(word)) {
      words.emplace_back(word);
      continue;
    }
    // "用户id", "基站ci": letters within a script without spaces are a word of their own.
    std::string run;
    for (const char c : word) {
      const bool ascii = static_cast<unsigned char>(c) < 0x80;
      if (!run.empty() && ascii != (static_cast<unsigned char>(run.back()) < 0x80)) {
        words.push_back(run);
        run.clear();
      }
      run += c;
    }
    words.push_back(run);
  }
  return words;
}

}  // namespace cuibono::evidence
