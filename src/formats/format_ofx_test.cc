#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/ofx_text.h"
#include "formats/xml_samples.h"

namespace cuibono::formats {
namespace {

std::string head(std::string_view encoding = "USASCII", std::string_view charset = "1252") {
  return "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:" +
         std::string(encoding) + "\r\nCHARSET:" + std::string(charset) +
         "\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n";
}

/// A statement of SGML: values have no closing tags.
std::string bank(std::string_view inside, std::string_view balances = "") {
  return "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><FI><ORG>Test "
         "Bank<FID>7</FI></SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS>"
         "<CURDEF>EUR<BANKACCTFROM><BANKID>000001<ACCTID>0042<ACCTTYPE>CHECKING</BANKACCTFROM>"
         "<BANKTRANLIST><DTSTART>20250201<DTEND>20250228" +
         std::string(inside) + "</BANKTRANLIST>" + std::string(balances) +
         "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n";
}

constexpr std::string_view first =
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250203120000.000[-5:EST]<TRNAMT>-1234,50<FITID>F1"
    "<NAME>Lin &amp; Wei<MEMO>rent < 3 rooms</STMTTRN>";
constexpr std::string_view second =
    "<STMTTRN>\n<TRNTYPE>CREDIT\n<DTPOSTED>20250204000000\n<TRNAMT>+7.00\n<FITID>F2\n<PAYEE>"
    "<NAME>Ana Reed<ADDR1>1 Street<CITY>Town</PAYEE><BANKACCTTO><BANKID>9<ACCTID>0077"
    "</BANKACCTTO></STMTTRN>";

std::vector<ToldRow> booked(const std::string& bytes) {
  return tell_table(ofx_format, bytes, "transactions");
}

TEST(FormatOfx, TransactionsOfSgmlAreRows) {
  const std::string bytes = head() + bank(std::string(first) + std::string(second));
  EXPECT_TRUE(ofx_format.recognises(bytes));
  const auto rows = booked(bytes);
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(tell_column(rows, "own account"), "0042|0042|");
  EXPECT_EQ(tell_column(rows, "posted"), "2025-02-03T12:00:00.000-05:00|2025-02-04|");
  EXPECT_EQ(tell_column(rows, "amount"), "-1234.50|7.00|");
  EXPECT_EQ(tell_column(rows, "currency"), "EUR|EUR|");
  EXPECT_EQ(tell_column(rows, "other name"), "Lin & Wei|Ana Reed|");
  EXPECT_EQ(tell_column(rows, "other account"), "|0077|");
  EXPECT_EQ(tell_column(rows, "payment text"), "rent < 3 rooms||");
  EXPECT_EQ(tell_column(rows, "transaction id"), "F1|F2|");
  EXPECT_EQ(tell_column(rows, "kind"), "debit|credit|");
  EXPECT_EQ(tell_column(rows, "own bank"), "000001|000001|");
  EXPECT_EQ(tell_column(rows, "payee address"), "|1 Street, Town|");
  EXPECT_EQ(rows[0].at("<place>"), first);
  EXPECT_EQ(rows[1].at("<place>"), second);
}

TEST(FormatOfx, StatementsOfXmlCardsAndCurrenciesAreRowsToo) {
  const std::string bytes =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n<OFX>"
      "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD</CURDEF><CCACCTFROM><ACCTID>4000"
      "</ACCTID></CCACCTFROM><BANKTRANLIST><!-- <STMTTRN> --><STMTTRN><TRNTYPE>FEE</TRNTYPE>"
      "<DTPOSTED>20250203</DTPOSTED><TRNAMT>-1.00</TRNAMT><FITID>F1</FITID><NAME></NAME><MEMO/>"
      "<CURRENCY><CURRATE>1.1</CURRATE><CURSYM>GBP</CURSYM></CURRENCY></STMTTRN></BANKTRANLIST>"
      "</CCSTMTRS></CCSTMTTRNRS><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR</CURDEF><CCACCTFROM><ACCTID>5000"
      "</ACCTID></CCACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>INT</TRNTYPE><DTPOSTED>20250204"
      "</DTPOSTED><TRNAMT>2</TRNAMT><MEMO>été &#233;</MEMO></STMTTRN></BANKTRANLIST></CCSTMTRS>"
      "</CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>";
  EXPECT_TRUE(ofx_format.recognises(bytes));
  const auto rows = booked(bytes);
  EXPECT_EQ(tell_column(rows, "own account"), "4000|5000|");
  EXPECT_EQ(tell_column(rows, "own account kind"), "credit card|credit card|");
  EXPECT_EQ(tell_column(rows, "amount"), "-1.00|2|");
  EXPECT_EQ(tell_column(rows, "currency"), "GBP|EUR|");
  EXPECT_EQ(tell_column(rows, "kind"), "fee|interest|");
  EXPECT_EQ(tell_column(rows, "payment text"), "|été é|");
  EXPECT_EQ(find_fault_in_cuts(ofx_format, bytes), "");
}

TEST(FormatOfx, TheEncodingOfTheHeadIsUsed) {
  const auto name_in = [](const std::string& bytes) {
    return tell_column(booked(bytes), "other name");
  };
  const auto sample = [](std::string_view name) {
    return bank("<STMTTRN><DTPOSTED>20250203<TRNAMT>1<NAME>" + std::string(name) + "</STMTTRN>");
  };
  EXPECT_EQ(name_in(head() + sample("Jos\xe9")), "José|");
  EXPECT_EQ(name_in(head("USASCII", "1251") + sample("\xcf\xf0")), "Пр|");
  EXPECT_EQ(name_in(head("USASCII", "ISO-8859-15") + sample("\xa4")), "€|");
  EXPECT_EQ(name_in(head("UTF-8", "NONE") + sample("李伟")), "李伟|");
  EXPECT_EQ(name_in(head("USASCII", "1252") + sample("李伟")), "李伟|");  // the head is wrong
  EXPECT_EQ(name_in(head("USASCII", "no-such") + sample("Jos\xe9")), "José|");
  std::string wide = "\xff\xfe";
  for (const char c : head("UNICODE", "NONE") + sample("Ana")) (wide += c) += '\0';
  EXPECT_TRUE(ofx_format.recognises(wide));
  EXPECT_EQ(name_in(wide), "Ana|");
}

TEST(FormatOfx, TimesHaveTheirZones) {
  EXPECT_EQ(ofx_time("20250203"), "2025-02-03");
  EXPECT_EQ(ofx_time("20250203000000.000"), "2025-02-03");
  EXPECT_EQ(ofx_time("20250203000000[0:GMT]"), "2025-02-03T00:00:00+00:00");
  EXPECT_EQ(ofx_time("202502031530"), "2025-02-03T15:30:00");
  EXPECT_EQ(ofx_time("20250203153045.5[+5.30:IST]"), "2025-02-03T15:30:45.5+05:30");
  EXPECT_EQ(ofx_time("20250203153045[-3.5]"), "2025-02-03T15:30:45-03:30");
  EXPECT_EQ(ofx_time("20250203153045[10:AEST]"), "2025-02-03T15:30:45+10:00");
  for (const std::string_view odd : {"", "2025", "03.02.2025", "20250203153045[X]", "2025020312.5x"})
    EXPECT_EQ(ofx_time(odd), odd);
}

TEST(FormatOfx, AmountsHaveOnePoint) {
  EXPECT_EQ(ofx_amount(" +12,5 "), "12.5");
  EXPECT_EQ(ofx_amount("-12.50"), "-12.50");
  EXPECT_EQ(ofx_amount("1.234,56"), "1.234,56");  // not guessed: it goes to quarantine
}

TEST(FormatOfx, CorrectionsAndWhatIsNotBookedCountNoMoney) {
  const std::string bytes =
      head() + bank(std::string(first) +
                    "<STMTTRN><DTPOSTED>20250205<TRNAMT>-1<FITID>F3<CORRECTFITID>F1<CORRECTACTION>"
                    "REPLACE</STMTTRN><STMTTRN><TRNTYPE>HOLD<DTPOSTED>20250205<TRNAMT>-2</STMTTRN>");
  const auto tables = ofx_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 3);
  EXPECT_EQ((*tables)[0].kind + (*tables)[1].kind + (*tables)[2].kind, "transfersotherother");
  EXPECT_FALSE((*tables)[1].note.empty());
  EXPECT_EQ(tell_column(tell_table(ofx_format, bytes, "corrections"), "corrects"), "F1|");
  EXPECT_EQ(tell_column(tell_table(ofx_format, bytes, "not booked"), "amount"), "-2|");
}

TEST(FormatOfx, BalancesAreATableOfTheirOwn) {
  const std::string bytes =
      head() + bank(first,
                    "<LEDGERBAL><BALAMT>10,00<DTASOF>20250228</LEDGERBAL><AVAILBAL><BALAMT>9"
                    "<DTASOF>20250228</AVAILBAL>");
  const auto rows = tell_table(ofx_format, bytes, "balances");
  EXPECT_EQ(tell_column(rows, "balance kind"), "LEDGERBAL|AVAILBAL|");
  EXPECT_EQ(tell_column(rows, "balance"), "10.00|9|");
  EXPECT_EQ(tell_column(rows, "own account"), "0042|0042|");
}

TEST(FormatOfx, ACutFileEndsWithADamagedRow) {
  const std::string bytes = head() + bank(std::string(first) + std::string(second));
  EXPECT_EQ(find_fault_in_cuts(ofx_format, bytes), "");
  const auto tables = ofx_format.find_tables({}, bytes.substr(0, bytes.size() - 40));
  ASSERT_TRUE(tables.has_value());
  EXPECT_TRUE((*tables)[0].note.starts_with("The file breaks at byte ")) << (*tables)[0].note;
}

TEST(FormatOfx, HostileFilesAreBounded) {
  std::string deep = head() + "<OFX>";
  for (int i = 0; i < 200; ++i) deep += "<PAYEE>";
  EXPECT_FALSE(ofx_format.find_tables({}, deep).has_value());
  const std::string huge =
      head() + bank(std::string(first) + "<STMTTRN><DTPOSTED>20250203<TRNAMT>1<MEMO>" +
                    std::string(1U << 20, 'a') + "</STMTTRN>");
  const auto rows = booked(huge);
  EXPECT_EQ(tell_column(rows, "!"), "|damaged|");
  const std::string bomb = "<?xml version='1.0'?><!DOCTYPE OFX [<!ENTITY a 'aaaa'>]>" +
                           bank("<STMTTRN><DTPOSTED>20250203<TRNAMT>1<NAME>&a;</STMTTRN>");
  EXPECT_EQ(tell_column(booked(bomb), "other name"), "&a;|");
}

TEST(FormatOfx, OnlyItIsRecognised) {
  for (const auto& strange : strange_samples())
    EXPECT_FALSE(ofx_format.recognises(strange)) << strange;
  EXPECT_FALSE(ofx_format.recognises("<html><OFX></html>"));
  EXPECT_TRUE(ofx_format.recognises("OFXHEADER:100 DATA:OFXSGML VERSION:102 <OFX>"));
}

}  // namespace
}  // namespace cuibono::formats
