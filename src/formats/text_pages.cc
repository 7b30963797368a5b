// One table for each single-byte encoding and one for the pairs of each other. The rarer ones are asked of ICU
// once, so that the loop over the text is ours and says exactly which byte was wrong.
#include "formats/text_pages.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <mutex>
#include <optional>

namespace cuibono::formats {
namespace {

constexpr HighTable make_latin1() {
  HighTable table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char16_t>(0x80 + i);
  return table;
}

constexpr HighTable make_windows1252() {
  constexpr std::array<char16_t, 32> low{
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  HighTable table = make_latin1();
  for (std::size_t i = 0; i < low.size(); ++i) table[i] = low[i];
  return table;
}

constexpr HighTable make_windows1251() {
  constexpr std::array<char16_t, 64> low{
      0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
      0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0,      0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
      0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
      0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
      0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};
  HighTable table{};
  for (std::size_t i = 0; i < 64; ++i) table[i] = low[i];
  for (std::size_t i = 64; i < 128; ++i) table[i] = static_cast<char16_t>(0x0410 + (i - 64));
  return table;
}

/// The letter that ICU reads in these bytes; 0 where they are none, or more than one.
char16_t ask(UConverter* converter, const char* bytes, std::int32_t length) {
  std::array<UChar, 4> text{};
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t letters = ucnv_toUChars(converter, text.data(), 4, bytes, length, &error);
  const bool is_one = U_SUCCESS(error) != 0 && letters == 1 && text[0] >= 0x80 &&
                      text[0] != 0xFFFD && (text[0] < 0xD800 || text[0] > 0xDFFF);
  return is_one ? text[0] : u'\0';
}

HighTable make_page(const char* name) {
  HighTable table{};
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name, &error);
  if (U_FAILURE(error) != 0) return table;  // every byte is then invalid, and seen to be
  for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
    const char one = static_cast<char>(byte);
    table[byte - 0x80] = ask(converter, &one, 1);
  }
  ucnv_close(converter);
  return table;
}

struct Page {
  Encoding encoding;
  const char* name;  ///< as ICU calls it
};
constexpr auto asked_pages = std::to_array<Page>({
    {Encoding::windows1250, "windows-1250"},
    {Encoding::latin2, "iso-8859-2"},
    {Encoding::ibm852, "ibm-852"},
    {Encoding::windows1257, "windows-1257"},
    {Encoding::koi8r, "koi8-r"},
    {Encoding::ibm866, "ibm-866"},
    {Encoding::windows1253, "windows-1253"},
    {Encoding::windows1254, "windows-1254"},
    {Encoding::windows1255, "windows-1255"},
    {Encoding::windows1256, "windows-1256"},
    {Encoding::iso8859_5, "iso-8859-5"},
    {Encoding::iso8859_7, "iso-8859-7"},
    {Encoding::iso8859_13, "iso-8859-13"},
    {Encoding::koi8u, "koi8-u"},
    {Encoding::ibm850, "ibm-850"},
});
constexpr auto paired_pages = std::to_array<Page>({
    {Encoding::euckr, "windows-949"},  // which holds all of EUC-KR
    {Encoding::gbk, "windows-936"},
    {Encoding::shiftjis, "windows-932"},
    {Encoding::big5, "windows-950"},
    {Encoding::eucjp, "euc-jp"},
});
constexpr std::size_t encodings = static_cast<std::size_t>(Encoding::binary) + 1;

std::array<HighTable, encodings> make_tables() {
  std::array<HighTable, encodings> tables{};
  tables.fill(make_latin1());
  const auto of = [&](Encoding encoding) -> HighTable& {
    return tables[static_cast<std::size_t>(encoding)];
  };
  of(Encoding::windows1251) = make_windows1251();
  of(Encoding::windows1252) = make_windows1252();
  for (const Page& page : asked_pages) of(page.encoding) = make_page(page.name);
  return tables;
}

}  // namespace

const HighTable& page_table(Encoding encoding) {
  static const auto tables = make_tables();
  return tables[static_cast<std::size_t>(encoding)];
}

bool is_paired(Encoding encoding) {
  return std::any_of(paired_pages.begin(), paired_pages.end(),
                     [&](const Page& page) { return page.encoding == encoding; });
}

PairTable::PairTable(const char* page) : letters_((lead_last - lead_first + 1) * trails, 0) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(page, &error);
  if (U_FAILURE(error) != 0) return;  // every pair is then invalid, and seen to be
  for (unsigned lead = lead_first; lead <= lead_last; ++lead) {
    for (unsigned trail = trail_first; trail <= trail_last; ++trail) {
      const std::array<char, 2> bytes{static_cast<char>(lead), static_cast<char>(trail)};
      letters_[(lead - lead_first) * trails + trail - trail_first] =
          ask(converter, bytes.data(), 2);
    }
  }
  ucnv_close(converter);
}

const PairTable& PairTable::of(Encoding encoding) {
  static std::array<std::once_flag, paired_pages.size()> made;
  static std::array<std::optional<PairTable>, paired_pages.size()> tables;
  std::size_t at = 0;
  while (at + 1 < paired_pages.size() && paired_pages[at].encoding != encoding) ++at;
  std::call_once(made[at], [&] { tables[at].emplace(paired_pages[at].name); });
  return *tables[at];
}

}  // namespace cuibono::formats
