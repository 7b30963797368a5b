#include "formats/text_letters.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <string>

namespace cuibono::formats {
namespace {

/// UTF-8 as another program would have written it in a code page.
std::string encode(std::string_view text, const char* page) {
  std::string out(text.size() * 2 + 8, '\0');
  UErrorCode error = U_ZERO_ERROR;
  const auto length = ucnv_convert(page, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                                   text.data(), static_cast<std::int32_t>(text.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error)) << page;
  out.resize(static_cast<std::size_t>(length));
  return out;
}

void check(std::string_view text, const char* page, std::string_view expected) {
  const std::string bytes = encode(text, page);
  const EncodingGuess guess = sniff_encoding(bytes);
  EXPECT_EQ(encoding_name(guess.encoding), expected) << text << " in " << page;
  const auto known = find_encoding(expected).value_or(Encoding::binary);
  EXPECT_EQ(decode_text(bytes, known), text) << page;
}

TEST(TextLetters, LettersOfOneLanguageTellTheCodePage) {
  constexpr std::string_view polish = "Zażółć gęślą jaźń, przelew za święta w Łodzi";
  check(polish, "windows-1250", "windows-1250");
  check(polish, "iso-8859-2", "iso-8859-2");
  check(polish, "ibm-852", "ibm852");
  check("Příliš žluťoučký kůň úpěl ďábelské ódy", "windows-1250", "windows-1250");
  check("Příliš žluťoučký kůň úpěl ďábelské ódy", "ibm-852", "ibm852");
  check("Žuvėdra ąžuole, šįryt mokėjimas už būstą", "windows-1257", "windows-1257");
  check("Оплата по договору за поставку товаров и услуг", "koi8-r", "koi8-r");
  check("Оплата по договору за поставку товаров и услуг", "ibm-866", "ibm866");
  check("ОПЛАТА ПО ДОГОВОРУ ЗА ПОСТАВКУ ТОВАРОВ", "koi8-r", "koi8-r");
  check("Оплата по договору за поставку товаров и услуг", "windows-1251", "windows-1251");
  check("ОПЛАТА ПО ДОГОВОРУ ЗА ПОСТАВКУ ТОВАРОВ", "windows-1251", "windows-1251");
}

TEST(TextLetters, WesternTextStaysWestern) {
  for (const std::string_view text :
       {"Überweisung an Müller, Straße", "Muñoz, José Núñez", "réglé à l'hôtel, çà et là",
        "Åse Sørensen kjøper brød", "João Conceição não pagou", "perché è già così",
        "10 m³ and 20 m²", "José\n", "ação; título; número", "Zoë, coöperatie, één"})
    check(text, "iso-8859-1", "latin1");
  check("Straße – „Müller“", "windows-1252", "windows-1252");
}

TEST(TextLetters, NamesOfEncodingsAreFoundAgain) {
  for (int i = 0; i <= static_cast<int>(Encoding::binary); ++i)
    EXPECT_EQ(find_encoding(encoding_name(static_cast<Encoding>(i))), static_cast<Encoding>(i));
}

}  // namespace
}  // namespace cuibono::formats
