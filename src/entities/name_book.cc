// Names as they are compared: words made ready once, parts with their roles.
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/core.h"
#include "entities/name_letters.h"
#include "entities/name_lexicon.h"
#include "entities/name_match.h"

namespace cuibono::entities {

struct NameBook::Held {
  NameOptions options;
  std::vector<SpelledWord> words;
  std::vector<std::vector<std::uint32_t>> persons;
  std::vector<std::uint16_t> common_words, places;
  std::unordered_map<std::u32string, std::uint32_t> numbers;  ///< by units
};

NameBook::NameBook(NameOptions options) : held_(std::make_unique<Held>()) {
  held_->options = options;
}
NameBook::~NameBook() = default;
NameBook::NameBook(NameBook&&) noexcept = default;
NameBook& NameBook::operator=(NameBook&&) noexcept = default;

std::uint32_t NameBook::add_word(std::u32string_view written) {
  Writing writing = Writing::other;
  for (const char32_t c : written) {
    writing = writing_of(c);
    if (writing != Writing::other) break;
  }
  const std::u32string units = units_of(written, writing);
  const auto [at, is_new] =
      held_->numbers.emplace(units, static_cast<std::uint32_t>(held_->words.size()));
  if (is_new) {
    held_->words.push_back(make_spelled_word(written));
    const std::string key = text_of_points(units);
    const auto known =
        held_->options.uses_persons ? persons_of(key) : std::span<const std::uint32_t>();
    held_->persons.emplace_back(known.begin(), known.end());
    held_->common_words.push_back(common_word_of(key));
    held_->places.push_back(place_of(key));
  }
  return at->second;
}

const SpelledWord& NameBook::word(std::uint32_t number) const noexcept {
  return held_->words[number];
}
std::span<const std::uint32_t> NameBook::persons(std::uint32_t number) const noexcept {
  return held_->persons[number];
}
std::uint16_t NameBook::common_word(std::uint32_t number) const noexcept {
  return held_->common_words[number];
}
std::uint16_t NameBook::place(std::uint32_t number) const noexcept { return held_->places[number]; }
std::size_t NameBook::words() const noexcept { return held_->words.size(); }

namespace {

/// A word as it stands in the name.
struct Token {
  std::u32string points;
  std::string key;
  std::uint32_t from = 0, to = 0;  ///< bytes
  bool is_pointed = false;         ///< a point follows at once
  bool is_taken = false;           ///< a title, a legal form, a generation
};

bool is_of_word(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const auto type = u_charType(code);
  return u_isalnum(code) != 0 || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ||
         c == U'ー';
}
bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'ʻ' || c == U'`' || c == U'´' ||
         c == U'׳' || c == U'״' || c == U'ʿ' || c == U'ʾ';
}

std::uint32_t bytes_of(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

struct Read {
  char32_t point = 0;
  std::uint32_t bytes = 0;
};
/// Each byte that is no UTF-8 is one U+FFFD, which parts words.
std::vector<Read> read_points(std::string_view text) {
  std::vector<Read> out;
  if (const auto points = core::decode_utf8(text)) {
    for (const char32_t c : *points) out.push_back({c, bytes_of(c)});
    return out;
  }
  for (std::size_t at = 0; at < text.size();) {
    const auto is_more = [&](std::size_t i) {
      return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
    };
    std::size_t length = 1;
    while (length < 4 && is_more(at + length)) ++length;
    const auto one = core::decode_utf8(text.substr(at, length));
    const bool is_one = one && one->size() == 1;
    out.push_back(
        {is_one ? (*one)[0] : U'\uFFFD', is_one ? static_cast<std::uint32_t>(length) : 1U});
    at += out.back().bytes;
  }
  return out;
}

std::vector<Token> read_tokens(std::string_view written, bool& is_cut) {
  const std::string_view head = core::cut_utf8(written, 4 * name_points_max);
  const std::vector<Read> points = read_points(head);
  is_cut = head.size() < written.size() || points.size() > name_points_max;
  std::vector<Token> tokens;
  Token now;
  std::uint32_t at = 0;
  const auto end_token = [&] {
    if (!now.points.empty()) {
      now.to = at;
      tokens.push_back(std::move(now));
    }
    now = {};
  };
  Writing last = Writing::other;
  for (std::size_t i = 0; i < points.size() && i < name_points_max; at += points[i].bytes, ++i) {
    const char32_t c = points[i].point;
    if (shows_nothing(c) || (is_apostrophe(c) && !now.points.empty())) continue;
    if (!is_of_word(c)) {
      const bool is_pointed = c == U'.' && !now.points.empty();
      end_token();
      if (is_pointed) tokens.back().is_pointed = true;
      last = Writing::other;
      continue;
    }
    // Two writings in one word, as in "Samsung전자", are two words; digits stay with the letters before them.
    const Writing writing = writing_of(c);
    // So are "VladimirPutin" and "SiemensAG".
    const bool is_capital = u_isupper(static_cast<UChar32>(c)) != 0;
    const bool is_turn = (writing != Writing::other && last != Writing::other && writing != last) ||
                         (is_capital && now.points.size() >= 4 &&
                          u_islower(static_cast<UChar32>(now.points.back())) != 0 &&
                          i + 1 < points.size() && is_of_word(points[i + 1].point));
    if (is_turn) end_token();
    if (now.points.empty()) now.from = at;
    if (writing != Writing::other) last = writing;
    now.points += c;
  }
  end_token();
  return tokens;
}

/// "A.B.C." is one word of a firm: letters with points between.
void join_letters(std::vector<Token>& tokens, NameKind kind) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    while (end < tokens.size() && tokens[end].points.size() == 1 && tokens[end].is_pointed) ++end;
    // The last letter often has no point: "S.A".
    if (end > i && end < tokens.size() && tokens[end].points.size() == 1) ++end;
    Token joined = tokens[i];
    for (std::size_t k = i + 1; k < end; ++k) joined.points += tokens[k].points;
    const bool is_form = end - i >= 2 && legal_form_of(lexicon_key(joined.points)) != 0;
    if (end - i >= 2 &&
        (kind == NameKind::organisation || (kind == NameKind::unknown && is_form))) {
      joined.to = tokens[end - 1].to;
      joined.is_pointed = false;
      out.push_back(std::move(joined));
      i = end;
      continue;
    }
    out.push_back(tokens[i]);
    ++i;
  }
  tokens = std::move(out);
}

/// Names that are written without a blank: 김민수, 王伟民.
void split_family(std::vector<Token>& tokens, NameKind kind) {
  if (kind == NameKind::organisation || tokens.size() != 1) return;
  Token& whole = tokens[0];
  const Writing writing = writing_of(whole.points[0]);
  const std::size_t length = whole.points.size();
  if ((writing != Writing::hangul && writing != Writing::han) || length < 2 || length > 4) return;
  const auto is_family = [&](std::size_t units) {
    return is_family_written_first(lexicon_key(std::u32string_view(whole.points).substr(0, units)));
  };
  std::size_t family = length == 4 ? 2 : 0;
  if (length > 2 && is_family(2)) {
    family = 2;
  } else if (is_family(1)) {
    family = 1;
  }
  if (family == 0) return;
  Token given = whole;
  given.points = whole.points.substr(family);
  given.from = whole.from + static_cast<std::uint32_t>(3 * family);
  whole.points.resize(family);
  whole.to = given.from;
  tokens.push_back(std::move(given));
}

std::string phrase_of(std::span<const Token> tokens) {
  std::string phrase;
  for (const Token& token : tokens) {
    if (!phrase.empty()) phrase += ' ';
    phrase += token.key;
  }
  return phrase;
}

/// The longest phrase from each place on that `answer` knows is taken.
template <class Answer>
void take_phrases(std::vector<Token>& tokens, std::size_t words_max, Answer&& answer) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (std::size_t n = std::min(words_max, tokens.size() - i); n > 0; --n) {
      const std::span<Token> run = std::span(tokens).subspan(i, n);
      const bool is_free =
          std::none_of(run.begin(), run.end(), [](const Token& t) { return t.is_taken; });
      if (!is_free || !answer(run)) continue;
      for (Token& token : run) token.is_taken = true;
      i += n - 1;
      break;
    }
  }
}

bool is_patronymic_letters(std::string_view letters) {
  constexpr std::array<std::string_view, 12> endings = {"ovich",  "evich",  "ovych", "evych",
                                                        "ovitch", "evitch", "ovna",  "evna",
                                                        "ivna",   "ichna",  "ovic",  "evic"};
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) {
    return letters.size() > e.size() + 1 && letters.ends_with(e);
  });
}

bool is_lineage(std::string_view letters) {
  constexpr std::array<std::string_view, 9> words = {"bin", "bn",  "ibn", "ben", "bint",
                                                     "bnt", "bat", "abn", "bt"};
  return std::find(words.begin(), words.end(), letters) != words.end();
}

/// "II", "XV": of firms a number, where it is no word.
bool is_roman(std::string_view key) {
  constexpr std::array<std::string_view, 20> numbers = {
      "i",  "ii",  "iii",  "iv",  "v",  "vi",  "vii",  "viii",  "ix",  "x",
      "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"};
  return std::find(numbers.begin(), numbers.end(), key) != numbers.end();
}

PartRole role_of(const Token& token, const SpelledWord& word, NameKind kind) {
  const bool is_firm = kind == NameKind::organisation;
  if (std::all_of(word.units.begin(), word.units.end(),
                  [](char32_t c) { return c >= U'0' && c <= U'9'; }))
    return PartRole::number;
  if (is_firm && is_roman(token.key)) return PartRole::number;
  if (token.points.size() == 1 && word.writing != Writing::han && word.writing != Writing::hangul &&
      word.writing != Writing::kana && !is_firm)
    return PartRole::initial;
  if (is_small_word(token.key)) return PartRole::particle;
  if (kind != NameKind::person) {
    if (place_of(token.key) != 0) return PartRole::place;
    if (is_firm && common_word_of(token.key) != 0) return PartRole::common;
  }
  return PartRole::word;
}

std::uint8_t weight_of(PartRole role, bool is_firm) {
  switch (role) {
    case PartRole::initial:
      return 45;
    case PartRole::particle:
      return is_firm ? 10 : 12;
    case PartRole::patronymic:
      return 70;
    case PartRole::common:
      return 60;  // of "company" and its like less: see prepare_name
    case PartRole::place:
    case PartRole::number:
      return 90;
    case PartRole::word:
      break;
  }
  return 100;
}

}  // namespace

PreparedName prepare_name(NameBook& book, std::string_view written, NameKind kind) {
  PreparedName name;
  name.written = written;
  name.kind = kind;
  std::vector<Token> tokens = read_tokens(written, name.is_cut);
  join_letters(tokens, kind);
  split_family(tokens, kind);
  if (tokens.size() > 2 * parts_max) {
    tokens.resize(2 * parts_max);
    name.is_cut = true;
  }
  for (Token& token : tokens) {
    token.key = lexicon_key(token.points);
  }
  std::erase_if(tokens, [](const Token& token) { return token.key.empty(); });
  const auto is_all = [&](std::span<Token> run) { return run.size() == tokens.size(); };
  if (kind != NameKind::person) {
    take_phrases(tokens, form_words_max, [&](std::span<Token> run) {
      const bool is_other = is_all(run) || (run.size() == 1 && is_roman(run[0].key));
      const std::uint16_t form = is_other ? std::uint16_t{0} : legal_form_of(phrase_of(run));
      if (form == 0) return false;
      name.legal_form = form;
      return true;
    });
  }
  if (kind != NameKind::organisation) {
    take_phrases(tokens, 4, [&](std::span<Token> run) {
      const std::string phrase = phrase_of(run);
      if (is_all(run)) return false;
      if (const std::uint16_t generation = generation_of(phrase);
          generation != 0 && run.data() != tokens.data()) {
        name.generation = generation;
        return true;
      }
      // "Sultan" and "Pope" are names too: a title stands at the beginning, or behind a name in Korean and Japanese.
      const bool is_before =
          std::all_of(tokens.data(), run.data(), [](const Token& t) { return t.is_taken; });
      const bool is_behind = run.data() + run.size() == tokens.data() + tokens.size() &&
                             writing_of(run[0].points[0]) != Writing::latin;
      if (!(is_before || is_behind) || !is_title(phrase)) return false;
      name.titles.push_back(phrase);
      return true;
    });
  }
  // All of it titles and forms: then they are its words.
  if (std::all_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.is_taken; })) {
    for (Token& token : tokens) token.is_taken = false;
    name.legal_form = name.generation = 0;
    name.titles.clear();
  }
  for (const Token& token : tokens) {
    if (token.is_taken) continue;
    if (name.parts.size() == parts_max) {
      name.is_cut = true;
      break;
    }
    NamePart part;
    part.word = book.add_word(token.points);
    part.from = token.from;
    part.to = token.to;
    part.role = role_of(token, book.word(part.word), kind);
    name.parts.push_back(part);
  }
  std::size_t words = 0;
  for (const NamePart& part : name.parts) words += part.role == PartRole::word ? 1 : 0;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    NamePart& part = name.parts[i];
    const std::string& letters = book.word(part.word).latin.letters;
    const std::string_view plain =
        std::string_view(letters).substr(0, letters.empty() ? 0 : letters.size() - 1);
    if (kind != NameKind::organisation && i > 0 && words >= 3 && part.role == PartRole::word &&
        is_patronymic_letters(plain))
      part.role = PartRole::patronymic;
    // A name of particles alone is of words.
    if (words == 0 && part.role != PartRole::number && part.role != PartRole::initial)
      part.role = PartRole::word;
    part.weight = weight_of(part.role, kind == NameKind::organisation);
    if (part.role == PartRole::common && is_weak_word(book.common_word(part.word)))
      part.weight = 25;
    const bool is_between = i > 0 && i + 1 < name.parts.size();
    if (part.role == PartRole::particle && is_between && is_lineage(plain)) name.has_lineage = true;
  }
  return name;
}

}  // namespace cuibono::entities
