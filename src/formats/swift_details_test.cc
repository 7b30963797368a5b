#include "formats/swift_details.h"

#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/swift_statement.h"
#include "formats/swift_worlds.h"

namespace cuibono::formats {
namespace {

TEST(SwiftDetails, WordsOfSepaInParts) {
  const LineDetails details = parse_line_details(
      "177?00UEBERWEISUNG?20EREF+E2E 4711?21KREF+K-1?22MREF+M-1?23SVWZ+Rent of the little hous?24e "
      "in "
      "May?25ABWA+Amina Okoye?30TESTXX99?31XX12TEST0001?32Haruto?33Tanaka");
  EXPECT_EQ(details.code, "177");
  EXPECT_EQ(details.end_to_end, "E2E 4711");
  EXPECT_EQ(details.customer, "K-1");
  EXPECT_EQ(details.note, "Rent of the little house in May");
  EXPECT_EQ(details.rest, "MREF+ M-1 ABWA+ Amina Okoye");
  EXPECT_EQ(details.other_name, "Haruto Tanaka");
}

TEST(SwiftDetails, AReferenceThatSaysNothingIsNone) {
  const LineDetails details = parse_line_details("166?20EREF+NOTPROVIDED?21SVWZ+Gift");
  EXPECT_EQ(details.end_to_end, "");
  EXPECT_EQ(details.rest, "EREF+ NOTPROVIDED");
  EXPECT_EQ(details.note, "Gift");
}

TEST(SwiftDetails, AWordWithinAWordIsNone) {
  const LineDetails details = parse_line_details("166?20Offer A-EREF+1 and SUPEREREF+2");
  EXPECT_EQ(details.note, "Offer A-EREF+1 and SUPEREREF+2");
  EXPECT_EQ(details.end_to_end, "");
}

TEST(SwiftDetails, DutchWordsBetweenSlashes) {
  const LineDetails details = parse_line_details(
      "/TRTP/SEPA OVERBOEKING/IBAN/XX12TEST0001/BIC/TESTXX99/NAME/Daan\r\n"
      "Voorbeeld/REMI/USTD//Invoice 7/8/EREF/E2E-7/CSID/ZZ99/MARF/M-2");
  EXPECT_EQ(details.booking, "SEPA OVERBOEKING");
  EXPECT_EQ(details.other_account, "XX12TEST0001");
  EXPECT_EQ(details.other_bank, "TESTXX99");
  EXPECT_EQ(details.other_name, "Daan Voorbeeld");
  EXPECT_EQ(details.note, "Invoice 7/8");
  EXPECT_EQ(details.end_to_end, "E2E-7");
  EXPECT_EQ(details.rest, "/CSID/ ZZ99 /MARF/ M-2");
  const LineDetails other = parse_line_details(
      "/EREF/E2E-8//CNTP/XX12TEST0002/TESTXX98/Layla Haddad///REMI/USTD//Gift//");
  EXPECT_EQ(other.end_to_end, "E2E-8");
  EXPECT_EQ(other.other_account, "XX12TEST0002");
  EXPECT_EQ(other.other_bank, "TESTXX98");
  EXPECT_EQ(other.other_name, "Layla Haddad");
  EXPECT_EQ(other.note, "Gift");
}

TEST(SwiftDetails, AnAccountBeforeTheText) {
  const LineDetails details =
      parse_line_details("XX12TEST0000000001 d voorbeeld\n\nThank you\nfor all");
  EXPECT_EQ(details.other_account, "XX12TEST0000000001");
  EXPECT_EQ(details.other_name, "d voorbeeld");
  EXPECT_EQ(details.note, "Thank you for all");
  EXPECT_EQ(parse_line_details("SHORT words").note, "SHORT words");
}

TEST(SwiftDetails, ChargesInterestAndReturnsAreTold) {
  const auto kind = [](std::string_view line, std::string_view code) {
    return line_kind(parse_statement_line(line), code);
  };
  EXPECT_EQ(kind("250101D1,00NCHGX", ""), "charge");
  EXPECT_EQ(kind("250101D1,00NMSCX", "808"), "charge");
  EXPECT_EQ(kind("250101C1,00FINTX", ""), "interest");
  EXPECT_EQ(kind("250101C1,00NMSCX", "814"), "interest");
  EXPECT_EQ(kind("250101C1,00NRTIX", ""), "return");
  EXPECT_EQ(kind("250101RC1,00NCHGX", ""), "reversal");
  EXPECT_EQ(kind("250101C1,00NTRFX", "166"), "");
}

std::string statement(std::string_view number, std::string_view opening, std::string_view lines,
                      std::string_view closing) {
  return ":20:S\n:25:XX12TEST0001\n:28C:" + std::string(number) + "\n:60F:" + std::string(opening) +
         "\n" + std::string(lines) + ":62F:" + std::string(closing) + "\n-\n";
}

std::string note_of(const std::string& bytes) {
  const auto tables = mt940_format.find_tables({}, bytes);
  return tables.has_value() ? tables->front().note : "refused";
}

TEST(SwiftBalances, StatementsThatAddUpAreNotSpokenOf) {
  EXPECT_EQ(note_of(statement("1/1", "C250101EUR1,", ":61:250101C2,5NTRFX\n:61:250101RC0,5NTRFX\n",
                              "C250101EUR3,00") +
                    statement("2/1", "C250102EUR3,00", ":61:250102D4,NTRFX\n", "D250102EUR1,00")),
            "");
  EXPECT_EQ(note_of(statement("365", "C241231EUR1,", "", "C241231EUR1,") +
                    statement("1", "C250101EUR1,", "", "C250101EUR1,")),
            "");
}

TEST(SwiftBalances, ADifferenceIsTold) {
  const std::string note =
      note_of(statement("7", "C250101EUR100,00", ":61:250101D20,NTRFX\n", "C250101EUR90,00"));
  EXPECT_EQ(
      note,
      "In statement 7 of account XX12TEST0001 the opening balance and the lines make 80.00 EUR, "
      "but the closing balance is 90.00: 10.00 are not explained.");
}

TEST(SwiftBalances, MissingStatementsAreTold) {
  const std::string first = statement("1/1", "C250101EUR1,", "", "C250101EUR1,");
  EXPECT_EQ(note_of(statement("4/1", "C250104EUR1,", "", "C250104EUR1,") + first),
            "Statements 2 to 3 are missing, of account XX12TEST0001.");
  EXPECT_EQ(note_of(first + statement("1/3", "C250101EUR1,", "", "C250101EUR1,")),
            "Pages are missing between 1/1 and 1/3 of account XX12TEST0001.");
  EXPECT_NE(note_of(first + statement("2/1", "C250102EUR5,", "", "C250102EUR5,"))
                .find("opens with 5.00 EUR, but the one before it (1/1) closes with 1.00"),
            std::string::npos);
}

TEST(SwiftBalances, WhatCannotBeAddedUpIsSaid) {  // law 1
  EXPECT_NE(note_of(statement("1", "C250101EUR1,", ":61:250101C1.5NTRFX\n", "C250101EUR3,"))
                .find("1 of its lines cannot be read"),
            std::string::npos);
  EXPECT_NE(note_of(statement("1", "C250101EUR1,", ":61:250101C0,00001NTRFX\n", "C250101EUR3,"))
                .find("was not added up"),
            std::string::npos);
  EXPECT_NE(note_of(statement("1", "C250101EUR99999999999999,", ":61:250101C99999999999999,NTRFX\n",
                              "C250101EUR3,"))
                .find("are not explained"),
            std::string::npos);
}

TEST(SwiftBalances, ManyFindingsAreCounted) {
  std::string bytes;
  for (int i = 1; i < 20; ++i)
    bytes += statement(std::to_string(i), "C250101EUR1,", ":61:250101C1,NTRFX\n", "C250101EUR1,");
  EXPECT_NE(note_of(bytes).find("11 more of this kind."), std::string::npos);
}

TEST(FileLetters, PolishAndRussianOfOldCodePages) {
  const auto name_of = [](std::string_view bytes) {
    const auto tables = read_tables(
        mt940_format, ":20:S\n:25:1\n:28C:1\n:60F:C250101EUR1,00\n:61:250101C1,00NTRFX\n:86:" +
                          std::string(bytes) + "\n:62F:C250101EUR2,00\n-\n");
    return tables.empty() ? std::string("refused") : tables[0].cell(0, "Details");
  };
  EXPECT_EQ(name_of("Pawe\xB3 W\xEA\xBFyk, \xA3\xF3"
                    "d\x9F, \x9Cwi\xEAto"),
            "Paweł Wężyk, Łódź, święto");  // Windows-1250
  EXPECT_EQ(name_of("Pawe\xB3 W\xEA\xBFyk, \xA3\xF3"
                    "d\xBC, \xB6wi\xEAto"),
            "Paweł Wężyk, Łódź, święto");  // ISO 8859-2
  EXPECT_EQ(name_of("Pawe\x88 W\xA9\xBEyk, \x9D\xA2"
                    "d\xAB, \x98wi\xA9to"),
            "Paweł Wężyk, Łódź, święto");  // IBM 852
  EXPECT_EQ(name_of("\xCF\xEB\xE0\xF2\xE5\xE6 \xE7\xE0 \xF2\xEE\xE2\xE0\xF0"), "Платеж за товар");
  EXPECT_EQ(name_of("M\xFCller, Stra\xDF"
                    "e"),
            "Müller, Straße");
  EXPECT_EQ(name_of("M\xC3\xBCller"), "Müller");
}

}  // namespace
}  // namespace cuibono::formats
