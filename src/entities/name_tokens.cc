// Words of a text, as names are looked for in it.
#include "entities/name_tokens.h"

#include <unicode/uchar.h>

namespace cuibono::entities {
namespace {

constexpr std::size_t word_points_max = 64;  ///< what is longer is no word of a name

bool is_apostrophe(char32_t c) noexcept {
  return c == U'\'' || c == U'’' || c == U'ʼ' || c == U'‘' || c == U'׳' || c == U'՚';
}
bool is_hyphen(char32_t c) noexcept { return c == U'-' || c == U'‐' || c == U'‑' || c == U'־'; }
bool is_blank(char32_t c) noexcept {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' ||
         (c >= 0x80 && u_isUWhiteSpace(static_cast<UChar32>(c)) != 0);
}
bool is_word_point(char32_t c) noexcept {
  if (c < 0x80) return script_of(c) != Script::none || (c >= '0' && c <= '9');
  const auto code = static_cast<UChar32>(c);
  return u_isalnum(code) != 0 || u_charType(code) == U_NON_SPACING_MARK;
}
bool is_upper(char32_t c) noexcept { return u_isupper(static_cast<UChar32>(c)) != 0; }
bool is_comma(char32_t c) noexcept { return c == U',' || c == U'،' || c == U'、' || c == U'，'; }

/// Marks that end a sentence, or after which a new one may begin.
bool ends_sentence(char32_t c) noexcept {
  constexpr std::u32string_view ends = U".!?…:;。！？։؟|•\u2022";
  return ends.find(c) != std::u32string_view::npos;
}
/// Marks that may stand between the end of a sentence and its first word.
bool is_wrapper(char32_t c) noexcept {
  constexpr std::u32string_view wrappers = U"\"'“”„«»‹›‘’‚([{-–—*「『《";
  return wrappers.find(c) != std::u32string_view::npos;
}

/// Whether a run without blanks is an address or the name of a file: nothing in it is a name.
bool is_address(std::u32string_view run) noexcept {
  if (run.starts_with(U"www.")) return true;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run[i] == U'@' || run[i] == U'_') return true;
    if (run[i] == U':' && run.substr(i).starts_with(U"://")) return true;
    const bool inner = i > 0 && i + 1 < run.size() && run[i] == U'.' && is_word_point(run[i - 1]);
    if (inner && run[i + 1] >= U'a' && run[i + 1] <= U'z' && (i < 2 || is_word_point(run[i - 2])))
      return true;
  }
  return false;
}

class TokenReader {
 public:
  explicit TokenReader(std::u32string_view text) : text_(text) {}

  std::vector<RawToken> read() && {
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      if (at_ >= run_end_ && !is_blank(c)) begin_run();
      if (is_word_point(c)) {
        take_word();
      } else {
        take_mark(c);
        ++at_;
      }
    }
    return std::move(tokens_);
  }

 private:
  void begin_run() {
    run_end_ = at_;
    while (run_end_ < text_.size() && !is_blank(text_[run_end_])) ++run_end_;
    run_is_masked_ = is_address(text_.substr(at_, run_end_ - at_));
  }

  void take_mark(char32_t c) {
    if (shows_nothing(c)) return;
    if (is_blank(c)) {
      ++blanks_;
      return;
    }
    if (is_comma(c)) {
      ++commas_;
    } else if (c == U'.' && !tokens_.empty() && tokens_.back().to == at_) {
      ++dots_;
    } else {
      ++others_;
    }
    if (ends_sentence(c)) {
      is_start_ = true;
    } else if (!is_wrapper(c)) {
      is_start_ = false;
    }
  }

  [[nodiscard]] Gap gap() const {
    if (tokens_.empty()) return Gap::start;
    if (others_ > 0 || blanks_ > 3) return Gap::other;
    if (commas_ == 1 && dots_ <= 1 && (dots_ == 0 || tokens_.back().is_initial)) return Gap::comma;
    if (commas_ > 0) return Gap::other;
    if (dots_ == 1 && tokens_.back().is_initial) return Gap::dot;
    return dots_ > 0 ? Gap::other : Gap::blank;
  }

  /// The end of the word that begins here: hyphens and apostrophes only between its letters.
  [[nodiscard]] std::size_t find_end(std::size_t from) const {
    std::size_t end = from;
    for (std::size_t i = from; i < text_.size();) {
      const char32_t c = text_[i];
      const bool joins = (is_apostrophe(c) || is_hyphen(c)) && i + 1 < text_.size() &&
                         (is_word_point(text_[i + 1]) || shows_nothing(text_[i + 1]));
      if (is_word_point(c)) {
        end = ++i;
      } else if (joins || shows_nothing(c)) {
        ++i;
      } else {
        break;
      }
    }
    return end;
  }

  /// "S.A.", "d.o.o.": letters and points to their end; 0 where it is none.
  [[nodiscard]] std::size_t find_dotted_end(std::size_t from) const {
    std::size_t i = from, letters = 0;
    while (i + 1 < text_.size() && script_of(text_[i]) != Script::none && text_[i + 1] == U'.') {
      i += 2;
      ++letters;
    }
    const bool followed = i < text_.size() && is_word_point(text_[i]);
    if (letters < 2 || followed) return 0;
    // "A. S. Berg", "А.С. Берг" are initials: a capital word follows.
    std::size_t next = i;
    while (next < text_.size() && is_blank(text_[next])) ++next;
    if (next > i && next < text_.size() && is_upper(text_[next]) && is_upper(text_[from])) return 0;
    return i;
  }

  void take_word() {
    RawToken token;
    std::size_t end = find_end(at_);
    token.from = static_cast<std::uint32_t>(at_);
    token.gap = gap();
    const std::size_t dotted = end == at_ + 1 ? find_dotted_end(at_) : 0;
    if (dotted != 0) end = dotted;
    token.to = static_cast<std::uint32_t>(end);
    token.word_from = token.from;
    token.word_to = token.to;
    token.is_masked = (run_is_masked_ && dotted == 0) || end - at_ > word_points_max;
    token.is_initial = end == at_ + 1 && end < text_.size() && text_[end] == U'.' &&
                       script_of(text_[at_]) != Script::none;
    const bool after_initial = token.gap == Gap::dot;
    token.is_sentence_start = tokens_.empty() || (is_start_ && !after_initial);
    cut_apostrophes(token);
    for (std::size_t i = token.word_from; i < token.word_to && token.script == Script::none; ++i)
      token.script = script_of(text_[i]);
    tokens_.push_back(token);
    at_ = end;
    blanks_ = commas_ = dots_ = others_ = 0;
    is_start_ = false;
  }

  void cut_apostrophes(RawToken& token) const {
    std::size_t first = token.to, last = token.to;
    for (std::size_t i = token.from; i < token.to; ++i) {
      if (!is_apostrophe(text_[i])) continue;
      if (first == token.to) first = i;
      last = i;
    }
    if (last == token.to) return;
    // "Berg's", "Ankara'da": what follows is no part of the name.
    const std::size_t behind = token.to - last - 1, before = last - token.from;
    const bool is_s = behind == 1 && (text_[last + 1] == U's' || text_[last + 1] == U'S');
    const bool is_latin = script_of(text_[last + 1]) == Script::latin;
    if (is_latin && (is_s || (behind <= 3 && before >= 4 && !is_upper(text_[last + 1])))) {
      token.word_to = static_cast<std::uint32_t>(last);
      token.is_possessive = true;
    }
    // "d'Anna": neither is what stands before it.
    const bool is_elided = first - token.from <= 2 && !is_upper(text_[token.from]) &&
                           first + 1 < token.word_to && is_upper(text_[first + 1]);
    if (is_elided) {
      token.from = static_cast<std::uint32_t>(first + 1);
      token.word_from = token.from;
    }
  }

  std::u32string_view text_;
  std::vector<RawToken> tokens_;
  std::size_t at_ = 0, run_end_ = 0;
  std::uint32_t blanks_ = 0, commas_ = 0, dots_ = 0, others_ = 0;  // since the last word
  bool run_is_masked_ = false, is_start_ = true;
};

}  // namespace

std::vector<RawToken> read_name_tokens(std::u32string_view text) {
  return TokenReader(text).read();
}

}  // namespace cuibono::entities
