// Which code page a text is written in, by the letters that it would then hold.
//
// Idea      Bytes above 127 are other letters in each code page. In the right one nearly all of them are
//           letters of one language; in a wrong one some are signs ("³") or letters of other languages.
// Invariant A page of another part of the world is believed only where Latin-1 explains far less.
#include "formats/text_letters.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::formats {
namespace {

struct Language {
  std::string_view name;
  std::u16string_view letters;  // small ones; the great ones are added
};

constexpr auto western = std::to_array<Language>({
    {"German", u"äöüß"},
    {"French", u"àâæçéèêëîïôœùûüÿ"},
    {"Spanish", u"áéíñóúü"},
    {"Portuguese", u"áâãàçéêíóôõú"},
    {"Italian", u"àèéìòù"},
    {"a Nordic language", u"åäöæøéðþíóúáý"},
    {"Dutch", u"áéëïóöüè"},
});
constexpr auto central = std::to_array<Language>({
    {"Polish", u"ąćęłńóśźż"},
    {"Czech", u"áčďéěíňóřšťúůýž"},
    {"Slovak", u"áäčďéíĺľňóôŕšťúýž"},
    {"Hungarian", u"áéíóöőúüű"},
    {"Romanian", u"ăâîşţ"},
    {"Croatian", u"čćđšž"},
});
constexpr auto baltic = std::to_array<Language>({
    {"Lithuanian", u"ąčęėįšųūž"},
    {"Latvian", u"āčēģīķļņšūž"},
    {"Estonian", u"äõöüšž"},
});
constexpr std::u16string_view common_russian = u"оеаинтсрвлОЕАИНТСРВЛ";

constexpr std::size_t share_enough = 85, share_better = 30;  // of a hundred

char16_t great_of(char16_t small) {
  if (small == u'ß') return small;
  if (small == u'ÿ') return u'Ÿ';
  if (small < 0x100) return static_cast<char16_t>(small - 0x20);
  const bool is_even_small =
      (small >= 0x139 && small <= 0x148) || (small >= 0x179 && small <= 0x17E);
  return static_cast<char16_t>(is_even_small || small % 2 == 1 ? small - 1 : small);
}

bool holds(std::u16string_view letters, char16_t letter) {
  return std::any_of(letters.begin(), letters.end(),
                     [&](char16_t small) { return letter == small || letter == great_of(small); });
}

bool is_ascii_letter(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// How often each byte above 127 stands in a word, beside an ASCII letter or another such byte.
struct ByteUse {
  std::array<std::size_t, 128> in_word{};
  std::size_t all = 0, beside_ascii = 0, in_runs = 0;
};

ByteUse count_use(std::string_view sample) {
  ByteUse use;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto byte = static_cast<unsigned char>(sample[i]);
    if (byte < 0x80) continue;
    ++use.all;
    const auto before = static_cast<unsigned char>(i > 0 ? sample[i - 1] : ' ');
    const auto after = static_cast<unsigned char>(i + 1 < sample.size() ? sample[i + 1] : ' ');
    const bool touches_ascii = is_ascii_letter(before) || is_ascii_letter(after);
    const bool touches_high = before >= 0x80 || after >= 0x80;
    use.beside_ascii += touches_ascii ? 1U : 0U;
    use.in_runs += !touches_ascii && touches_high ? 1U : 0U;
    if (touches_ascii || touches_high) ++use.in_word[byte - 0x80U];
  }
  return use;
}

/// The letters of the bytes 0x80 to 0xFF; 0: none.
std::array<char16_t, 128> letters_of(Encoding encoding) {
  std::array<char16_t, 128> letters{};
  for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
    const char one = static_cast<char>(byte);
    const std::string text = decode_text(std::string_view(&one, 1), encoding);
    const auto lead = static_cast<unsigned char>(text[0]);
    if (text.size() == 2)
      letters[byte - 0x80] = static_cast<char16_t>(((lead & 0x1FU) << 6) |
                                                   (static_cast<unsigned char>(text[1]) & 0x3FU));
  }
  return letters;
}

struct Match {
  std::size_t share = 0;     // of a hundred bytes above 127
  std::size_t distinct = 0;  // different letters
};
Match match(const ByteUse& use, Encoding encoding, std::u16string_view alphabet) {
  const auto letters = letters_of(encoding);
  std::size_t matched = 0;
  Match out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (use.in_word[i] == 0 || letters[i] == 0 || !holds(alphabet, letters[i])) continue;
    matched += use.in_word[i];
    ++out.distinct;
  }
  out.share = use.all == 0 ? 0 : matched * 100 / use.all;
  return out;
}

std::optional<EncodingGuess> guess_latin(const ByteUse& use) {
  std::size_t western_share = 0;
  for (const Language& language : western)
    western_share =
        std::max(western_share, match(use, Encoding::windows1252, language.letters).share);
  std::optional<EncodingGuess> guess;
  std::size_t best = std::max(share_enough, western_share + share_better) - 1;
  const auto consider = [&](Encoding encoding, const Language& language) {
    const Match found = match(use, encoding, language.letters);
    if (found.share <= best || found.distinct < 2) return;
    best = found.share;
    guess = EncodingGuess{encoding, "The bytes above 127 read as letters of " +
                                        std::string(language.name) + " in " +
                                        std::string(encoding_name(encoding)) + "."};
  };
  for (const Encoding encoding : {Encoding::windows1250, Encoding::latin2, Encoding::ibm852})
    for (const Language& language : central) consider(encoding, language);
  for (const Language& language : baltic) consider(Encoding::windows1257, language);
  return guess;
}

std::optional<EncodingGuess> guess_russian(const ByteUse& use) {
  constexpr std::size_t letters_few = 20, common_enough = 45;
  if (use.in_runs < letters_few) return std::nullopt;
  const auto share = [&](Encoding encoding) {
    const auto letters = letters_of(encoding);
    std::size_t common = 0;
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (common_russian.find(letters[i]) != std::u16string_view::npos && letters[i] != 0)
        common += use.in_word[i];
    return common * 100 / use.all;
  };
  const std::size_t usual = share(Encoding::windows1251);
  for (const Encoding encoding : {Encoding::koi8r, Encoding::ibm866}) {
    const std::size_t found = share(encoding);
    if (found >= common_enough && found * 2 > usual * 3)
      return EncodingGuess{encoding,
                           "The bytes above 127 stand in runs that read as Russian words of " +
                               std::string(encoding_name(encoding)) + "."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<EncodingGuess> guess_by_letters(std::string_view sample) {
  const ByteUse use = count_use(sample);
  return use.in_runs > use.beside_ascii ? guess_russian(use) : guess_latin(use);
}

TextLine line_at(std::string_view bytes, std::size_t at) noexcept {
  std::size_t end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
  TextLine line{bytes.substr(at, end - at), end};
  if (end < bytes.size() && bytes[end] == '\r') ++end;
  if (end < bytes.size() && bytes[end] == '\n') ++end;
  line.next = end;
  return line;
}

FileLetters::FileLetters(std::string_view file) {
  constexpr std::size_t sample_bytes = 1U << 20;
  std::string sample;
  for (std::size_t at = 0; at < file.size() && sample.size() < sample_bytes;) {
    const TextLine line = line_at(file, at);
    if (!core::is_utf8(line.text)) sample.append(line.text.substr(0, sample_bytes)) += '\n';
    at = line.next;
  }
  const Encoding guess = sniff_encoding(sample).encoding;
  const bool is_single = guess != Encoding::utf8 && guess != Encoding::utf16le &&
                         guess != Encoding::utf16be && guess != Encoding::binary;
  if (is_single) encoding_ = guess;
}

std::string FileLetters::to_utf8(std::string_view bytes) const {
  if (core::is_utf8(bytes)) return std::string(bytes);
  return decode_text(bytes, encoding_);
}

void FileLetters::make_utf8(std::vector<std::string>& cells) const {
  for (std::string& cell : cells)
    if (!core::is_utf8(cell)) cell = to_utf8(cell);
}

}  // namespace cuibono::formats
