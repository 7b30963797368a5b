// Where sentences end, in six languages: marks, abbreviations, initials, ordinals, quotations.
#include "claims/sentences.h"

#include <algorithm>

namespace cuibono::claims {
namespace {

bool is_full_stop(char32_t c) noexcept {
  return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'。' || c == U'！' || c == U'？';
}
bool is_closer(char32_t c) noexcept {
  return std::u32string_view(U"”\"’'»›)]」』》“").find(c) != std::u32string_view::npos;
}

class Splitter {
 public:
  Splitter(std::u32string_view text, const Cues* cues)
      : text_(text), cues_(cues), quotes_(find_quotes(text)) {}

  std::vector<Sentence> split() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == U'(' || text_[i] == U'[') ++brackets_;
      if ((text_[i] == U')' || text_[i] == U']') && brackets_ > 0) --brackets_;
      if (text_[i] == U'\n' && i + 1 < text_.size() && text_[i + 1] == U'\n') {
        close(i);
        continue;
      }
      if (!is_full_stop(text_[i])) continue;
      const std::size_t mark = i;
      while (i + 1 < text_.size() && is_full_stop(text_[i + 1])) ++i;
      std::size_t end = i + 1;
      while (end < text_.size() && is_closer(text_[end]) && !opens(end)) ++end;
      if (!ends_at(mark, end)) continue;
      brackets_ = 0;
      close(end);
      i = end - 1;
    }
    close(text_.size());
    return std::move(sentences_);
  }

 private:
  /// Whether a mark at a place opens a quotation.
  [[nodiscard]] bool opens(std::size_t at) const {
    return std::any_of(quotes_.begin(), quotes_.end(),
                       [&](const Quote& quote) { return quote.range.from == at; });
  }
  [[nodiscard]] bool inside_quote(std::size_t at) const {
    return std::any_of(quotes_.begin(), quotes_.end(), [&](const Quote& quote) {
      return quote.range.from < at && at < quote.range.to && quote.range.to < text_.size() + 1 &&
             closed(quote) && quote.range.to - quote.range.from <= sentence_points_max;
    });
  }
  [[nodiscard]] bool closed(const Quote& quote) const {
    return quote.range.to < text_.size() || is_closer(text_[text_.size() - 1]);
  }
  /// The word that ends before a place, in lower case.
  [[nodiscard]] std::u32string word_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0 && (is_letter(text_[begin - 1]) || is_digit(text_[begin - 1]))) --begin;
    return lower_points(text_.substr(begin, end - begin));
  }
  [[nodiscard]] std::u32string word_after(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    return lower_points(text_.substr(at, end - at));
  }

  [[nodiscard]] bool ends_at(std::size_t mark, std::size_t end) const {
    if (end >= text_.size()) return true;
    if (!is_blank(text_[end]) && text_[mark] < 0x3000) return false;
    if (brackets_ > 0) return false;
    if (inside_quote(end)) return false;
    std::size_t next = end;
    while (next < text_.size() && is_blank(text_[next])) ++next;
    if (next >= text_.size()) return true;
    const char32_t c = text_[next];
    // “… ?” asked the man: a small letter goes on with the sentence; so does a dash behind a quotation.
    const bool small = is_letter(c) && lower_points(text_.substr(next, 1))[0] == c && !is_hangul(c);
    const bool closed_quote = end > mark + 1 || (mark > 0 && is_closer(text_[mark - 1]));
    if (small || (closed_quote && (c == U'—' || c == U'–' || c == U'-' || c == U','))) return false;
    if (text_[mark] != U'.' || (mark + 1 < text_.size() && text_[mark + 1] == U'.')) return true;
    return !abbreviated(mark, next);
  }

  [[nodiscard]] bool abbreviated(std::size_t mark, std::size_t next) const {
    const std::u32string word = word_before(mark);
    if (word.empty()) return false;
    const bool digits = std::all_of(word.begin(), word.end(), is_digit);
    if (digits) {
      return cues_ != nullptr && word.size() <= 3 &&
             cues_->is(Cue::ordinal_after, word_after(next));
    }
    if (word.size() == 1 && !is_hangul(word[0])) {
      const char32_t letter = text_[mark - 1];
      // An initial is a capital; a lone small letter is an abbreviation only where the language has it.
      if (is_upper(letter)) return true;
    }
    return cues_ != nullptr && cues_->is(Cue::abbreviation, word) &&
           (is_letter(text_[next]) || is_digit(text_[next]));
  }

  void close(std::size_t end) {
    std::size_t from = begin_, to = end;
    while (from < to && is_blank(text_[from])) ++from;
    while (to > from && is_blank(text_[to - 1])) --to;
    if (from < to) {
      sentences_.push_back({{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)}});
    }
    begin_ = end;
  }

  std::u32string_view text_;
  const Cues* cues_;
  std::vector<Quote> quotes_;
  std::size_t begin_ = 0;
  std::uint32_t brackets_ = 0;
  std::vector<Sentence> sentences_;
};

}  // namespace

std::vector<Sentence> find_sentences(std::u32string_view text, const Cues* cues) {
  return Splitter(text, cues).split();
}

}  // namespace cuibono::claims
