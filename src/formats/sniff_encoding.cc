#include <algorithm>
#include <array>

#include "formats/text_encoding.h"
#include "formats/text_letters.h"

namespace cuibono::formats {
namespace {

struct Magic {
  std::string_view begins;
  std::string_view what;
};
constexpr std::array<Magic, 13> magics{{{"%PDF-", "a PDF document"},
                                        {"PK\x03\x04", "a ZIP archive or an Office document"},
                                        {"\x1F\x8B", "a gzip archive"},
                                        {"BZh", "a bzip2 archive"},
                                        {"\xFD"
                                         "7zXZ",
                                         "an XZ archive"},
                                        {"7z\xBC\xAF", "a 7-Zip archive"},
                                        {"Rar!\x1A", "a RAR archive"},
                                        {"\x89PNG", "a PNG picture"},
                                        {"\xFF\xD8\xFF", "a JPEG picture"},
                                        {"\xD0\xCF\x11\xE0", "an old Office document"},
                                        {"SQLite format 3", "an SQLite database"},
                                        {"PAR1", "a Parquet file"},
                                        {"\x7F"
                                         "ELF",
                                         "a program"}}};

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}
bool is_ascii_letter(unsigned byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
bool is_text_control(unsigned byte) {
  return byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == 0x1A ||
         byte == 0x1E;
}

struct ByteCounts {
  std::size_t nul_even = 0, nul_odd = 0, controls = 0, high = 0;
};

ByteCounts count_bytes(std::string_view sample) {
  ByteCounts counts;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const unsigned byte = byte_at(sample, i);
    if (byte == 0) {
      (i % 2 == 0 ? counts.nul_even : counts.nul_odd) += 1;
    } else if (byte < 0x20 && !is_text_control(byte)) {
      counts.controls += 1;
    } else if (byte >= 0x80) {
      counts.high += 1;
    }
  }
  return counts;
}

// Decoded text that holds next to nothing but letters, digits, marks and line ends.
bool is_plausible_text(std::string_view sample, Encoding encoding) {
  const std::size_t even = sample.size() - sample.size() % 2;
  std::string text;
  Decoder decoder(sample.substr(0, even), encoding);
  while (!decoder.done()) decoder.append_block(text, even);
  std::size_t odd = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    odd += byte == 0xFF || (byte < 0x20 && !is_text_control(byte)) ? 1U : 0U;
  }
  return odd * 100 <= text.size();
}

struct Utf8Counts {
  std::size_t letters = 0;  // well-formed sequences of two bytes or more
  std::size_t invalid = 0;  // bytes
};

Utf8Counts count_utf8(std::string_view sample) {
  Utf8Counts counts;
  for (std::size_t i = 0; i < sample.size();) {
    const unsigned lead = byte_at(sample, i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view letter = sample.substr(i, length);
    if (letter.size() == length && is_valid_utf8(letter)) {
      counts.letters += 1;
      i += length;
    } else {
      const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; };
      const bool is_cut_off =  // the sample may end inside a letter
          letter.size() < length && std::all_of(letter.begin() + 1, letter.end(), is_inside);
      counts.invalid += is_cut_off ? 0 : 1;
      i += 1;
    }
  }
  return counts;
}

struct KoreanCounts {
  std::size_t pairs = 0, hangul = 0, invalid = 0;
};

KoreanCounts count_korean(std::string_view sample) {
  KoreanCounts counts;
  for (std::size_t i = 0; i < sample.size();) {
    const unsigned lead = byte_at(sample, i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const unsigned trail = i + 1 < sample.size() ? byte_at(sample, i + 1) : 0;
    if (lead >= 0xA1 && lead <= 0xFD && trail >= 0xA1 && trail <= 0xFE) {
      counts.pairs += 1;
      counts.hangul += lead >= 0xB0 && lead <= 0xC8 ? 1U : 0U;
      i += 2;
    } else {
      counts.invalid += i + 1 < sample.size() ? 1U : 0U;
      i += 1;
    }
  }
  return counts;
}

bool is_cyrillic_letter(unsigned byte) {
  constexpr std::string_view others = "\xA1\xA2\xA3\xA5\xA8\xAA\xAF\xB2\xB3\xB4\xB8\xBA\xBC\xBF";
  return byte >= 0xC0 || others.find(static_cast<char>(byte)) != std::string_view::npos;
}

struct LetterCounts {
  std::size_t in_runs = 0;      // high letters beside another: words in a script of their own
  std::size_t among_ascii = 0;  // high letters with ASCII letters around: accents
  bool has_c1 = false;          // bytes that are letters or marks in Windows code pages only
};

LetterCounts count_letters(std::string_view sample) {
  LetterCounts counts;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const unsigned byte = byte_at(sample, i);
    if (byte < 0x80) continue;
    counts.has_c1 |= byte < 0xA0;
    if (!is_cyrillic_letter(byte)) continue;
    const unsigned before = i > 0 ? byte_at(sample, i - 1) : ' ';
    const unsigned after = i + 1 < sample.size() ? byte_at(sample, i + 1) : ' ';
    const auto is_high = [](unsigned b) { return b >= 0x80 && is_cyrillic_letter(b); };
    if (is_ascii_letter(before) || is_ascii_letter(after)) {
      counts.among_ascii += 1;
    } else if (is_high(before) || is_high(after)) {
      counts.in_runs += 1;
    }
  }
  return counts;
}

EncodingGuess sniff_single_byte(std::string_view sample) {
  const KoreanCounts korean = count_korean(sample);
  const bool is_korean = korean.hangul * 10 >= korean.pairs * 7 && korean.pairs > 0 &&
                         korean.invalid * 20 <= korean.pairs;
  if (is_korean)
    return {Encoding::euckr,
            "The bytes above 127 come in pairs that are Hangul syllables of EUC-KR."};
  if (auto guess = guess_by_letters(sample)) return *std::move(guess);
  const LetterCounts letters = count_letters(sample);
  if (letters.in_runs > letters.among_ascii)
    return {Encoding::windows1251,
            "The bytes above 127 stand in runs that read as Cyrillic words of Windows-1251."};
  if (letters.has_c1)
    return {Encoding::windows1252,
            "The bytes above 127 read as accented letters, some of them only in Windows-1252."};
  return {Encoding::latin1, "The bytes above 127 read as accented letters of Latin-1."};
}

}  // namespace

EncodingGuess sniff_encoding(std::string_view sample) {
  for (const Magic& magic : magics)
    if (sample.substr(0, magic.begins.size()) == magic.begins)
      return {Encoding::binary, "The file begins like " + std::string(magic.what) + "."};
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16le, Encoding::utf16be})
    if (mark_length(sample, encoding) > 0)
      return {encoding, "The file begins with the byte order mark of " +
                            std::string(encoding_name(encoding)) + "."};

  const ByteCounts counts = count_bytes(sample);
  const std::size_t nuls = counts.nul_even + counts.nul_odd;
  if (nuls * 50 > sample.size()) {  // text of 16-bit units: every second byte of a digit is NUL
    const bool is_little = counts.nul_odd > counts.nul_even;
    const Encoding encoding = is_little ? Encoding::utf16le : Encoding::utf16be;
    const std::size_t minor = std::min(counts.nul_even, counts.nul_odd);
    if (minor * 20 <= nuls && is_plausible_text(sample, encoding))
      return {encoding, "Every second byte of many characters is NUL, as in " +
                            std::string(encoding_name(encoding)) + "."};
    return {Encoding::binary, "The file holds many NUL bytes and is no text."};
  }
  if ((nuls + counts.controls) * 100 > sample.size())
    return {Encoding::binary, "The file holds many control characters and is no text."};
  if (counts.high == 0) return {Encoding::utf8, "All characters are ASCII."};

  const Utf8Counts utf8 = count_utf8(sample);
  if (utf8.invalid == 0) return {Encoding::utf8, "The bytes above 127 are valid UTF-8."};
  if (utf8.letters > utf8.invalid * 4)
    return {Encoding::utf8, "The bytes above 127 are UTF-8, but for " +
                                std::to_string(utf8.invalid) + " of them in the sample."};
  return sniff_single_byte(sample);
}

}  // namespace cuibono::formats
