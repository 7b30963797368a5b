#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/swift_worlds.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view two_messages =
    "{1:F21TESTXX99AXXX0000000000}{4:{177:2501030900}{451:0}}"
    "{1:F01TESTXX99AXXX0000000000}{2:I103TESTZZ99XXXXN}{3:{121:e2e-0001}}{4:\r\n"
    ":20:PAY-1\r\n:23B:CRED\r\n:32A:250103EUR1234,5\r\n:33B:USD1300,\r\n:36:1,0531\r\n"
    ":50K:/XX12TEST0001\r\nHaruto Tanaka\r\n1 Sample Road\r\nTesttown\r\n"
    ":52A:TESTXX99\r\n:57A:TESTZZ99\r\n"
    ":59:/ZZ34TEST0002\r\nAcme Widgets of Nowhere\r\n"
    ":70:Invoice 7\r\n:71A:SHA\r\n:71F:EUR2,00\r\n:72:/INS/TESTYY99\r\n-}{5:{CHK:0}}\r\n"
    "{1:F01TESTXX99AXXX0000000000}{2:O1030900250103TESTZZ99XXXX00000000002501030900N}{4:\r\n"
    ":20:PAY-2\r\n:32A:250104USD7,00\r\n"
    ":50F:CCPT/ZZ/X123\r\n1/Layla Haddad\r\n1/of the Old Mill\r\n2/2 Sample "
    "Road\r\n3/ZZ/Testville\r\n"
    ":59F:/ZZ34TEST0003\r\n1/Acme Gadgets\r\n:71A:OUR\r\n-}\r\n";

std::string plain_message(std::string_view sum) {
  return ":20:REF\n:32A:" + std::string(sum) + "\n:59:/ZZ34TEST0002\nAcme Widgets\n";
}

TEST(Mt103, OneRowAMessage) {
  ASSERT_TRUE(mt103_format.recognises(two_messages));
  const auto tables = read_tables(mt103_format, two_messages);
  ASSERT_EQ(tables.size(), 1);
  const ReadTable& payments = tables[0];
  EXPECT_EQ(payments.broken_law, "");
  ASSERT_EQ(payments.rows.size(), 2);
  EXPECT_EQ(payments.cell(0, "Value date"), "250103");
  EXPECT_EQ(payments.cell(0, "Amount"), "1234,5");
  EXPECT_EQ(payments.cell(0, "Currency"), "EUR");
  EXPECT_EQ(payments.cell(0, "Instructed amount"), "1300,");
  EXPECT_EQ(payments.cell(0, "Instructed currency"), "USD");
  EXPECT_EQ(payments.cell(0, "Ordering account"), "XX12TEST0001");
  EXPECT_EQ(payments.cell(0, "Ordering name"), "Haruto Tanaka");
  EXPECT_EQ(payments.cell(0, "Ordering address"), "1 Sample Road, Testtown");
  EXPECT_EQ(payments.cell(0, "Beneficiary account"), "ZZ34TEST0002");
  EXPECT_EQ(payments.cell(0, "Beneficiary name"), "Acme Widgets of Nowhere");
  EXPECT_EQ(payments.cell(0, "Remittance information"), "Invoice 7");
  EXPECT_EQ(payments.cell(0, "Sender reference"), "PAY-1");
  EXPECT_EQ(payments.cell(0, "Unique end to end reference"), "e2e-0001");
  EXPECT_EQ(payments.cell(0, "Other fields"), ":71F:EUR2,00");
  EXPECT_EQ(payments.cell(1, "Ordering account"), "");
  EXPECT_EQ(payments.cell(1, "Ordering identifier"), "CCPT/ZZ/X123");
  EXPECT_EQ(payments.cell(1, "Ordering name"), "Layla Haddad of the Old Mill");
  EXPECT_EQ(payments.cell(1, "Ordering address"), "2 Sample Road, ZZ/Testville");
  EXPECT_EQ(payments.cell(1, "Fault"), "");
  EXPECT_FALSE(payments.rows[1].is_damaged);
  const auto place = two_messages.substr(payments.rows[1].offset, payments.rows[1].bytes);
  EXPECT_TRUE(place.starts_with("{1:F01"));
  EXPECT_NE(place.find("PAY-2"), std::string_view::npos);
}

TEST(Mt103, WrongDatesAndAmountsAreNeverGuessed) {
  for (const std::string_view sum :
       {"260230EUR100,00", "000000EUR100,00", "260101EUR1,2,3", "260101EUR1.234",
        "260101EUR99999999999999999,00", "260101eur1,00", "260101EUR,50", "260101EUR", "26"}) {
    const std::string bytes =
        plain_message(sum) + "-\n" + plain_message("260101EUR5,00") + "-\n" + plain_message(sum);
    const auto tables = read_tables(mt103_format, bytes);
    ASSERT_EQ(tables.size(), 1) << sum;
    ASSERT_EQ(tables[0].rows.size(), 3) << sum;
    for (const std::size_t row : {0U, 2U}) {
      EXPECT_EQ(tables[0].cell(row, "Amount"), "") << sum;
      EXPECT_EQ(tables[0].cell(row, "Value date"), "") << sum;
      EXPECT_NE(tables[0].cell(row, "Fault").find(sum), std::string::npos) << sum;
    }
    EXPECT_FALSE(tables[0].rows[0].is_damaged);
    EXPECT_TRUE(tables[0].rows[2].is_damaged);  // nothing follows: the file ends broken
    EXPECT_EQ(tables[0].cell(1, "Amount"), "5,00");
  }
  const auto twice =
      read_tables(mt103_format, ":20:R\n:32A:260101EUR1,00\n:32A:260101EUR2,00\n:59:A\n");
  ASSERT_EQ(twice.size(), 1);
  EXPECT_EQ(twice[0].cell(0, "Amount"), "");
}

TEST(Mt103, AFileMayHoldStatementsAndOtherMessages) {
  const std::string bytes = std::string(two_messages) +
                            "{1:F01TESTXX99AXXX0000000000}{2:I199TESTZZ99XXXXN}{4:\n:20:ASK\n"
                            ":79:Where is it?\n-}\n"
                            "{1:F01TESTXX99AXXX0000000000}{2:I940TESTZZ99XXXXN}{4:\n:20:S\n:25:1\n"
                            ":28C:1\n:60F:C250101EUR1,00\n:61:250102C1,00NTRFX\n"
                            ":62F:C250102EUR2,00\n-}\n";
  const auto tables = read_tables(mt103_format, bytes);
  ASSERT_EQ(tables.size(), 4);
  EXPECT_EQ(tables[0].table.name, "statement lines");
  EXPECT_EQ(tables[0].rows.size(), 1);
  EXPECT_EQ(tables[1].rows.size(), 2);
  EXPECT_EQ(tables[2].rows.size(), 2);
  EXPECT_EQ(tables[3].table.name, "other messages");
  ASSERT_EQ(tables[3].rows.size(), 1);
  EXPECT_EQ(tables[3].cell(0, "Message type"), "199");
  EXPECT_NE(tables[3].cell(0, "Text").find("Where is it?"), std::string::npos);
  EXPECT_EQ(find_broken_cut(mt103_format, bytes), "");
}

TEST(Mt103, OrdersGiveARowEachTransaction) {
  constexpr std::string_view order =
      "{1:F01TESTXX99AXXX0000000000}{2:I101TESTZZ99XXXXN}{4:\r\n"
      ":20:ORDER-1\r\n:28D:1/1\r\n:50H:/XX12TEST0001\r\nHaruto Tanaka\r\n:30:250103\r\n"
      ":21:TX-1\r\n:32B:EUR10,50\r\n:59:/ZZ34TEST0002\r\nAcme Widgets\r\n:70:Invoice "
      "7\r\n:71A:SHA\r\n"
      ":21:TX-2\r\n:32B:EUR11.50\r\n:59:/ZZ34TEST0003\r\nAcme Gadgets\r\n:71A:SHA\r\n-}\r\n";
  ASSERT_TRUE(mt103_format.recognises(order));
  const auto tables = read_tables(mt103_format, order);
  ASSERT_EQ(tables.size(), 1);
  EXPECT_EQ(tables[0].table.kind, "other");  // asked for is not yet paid
  EXPECT_EQ(tables[0].broken_law, "");
  ASSERT_EQ(tables[0].rows.size(), 2);
  EXPECT_EQ(tables[0].cell(0, "Execution date"), "250103");
  EXPECT_EQ(tables[0].cell(0, "Amount"), "10,50");
  EXPECT_EQ(tables[0].cell(0, "Ordering account"), "XX12TEST0001");
  EXPECT_EQ(tables[0].cell(0, "Beneficiary account"), "ZZ34TEST0002");
  EXPECT_EQ(tables[0].cell(0, "Transaction reference"), "TX-1");
  EXPECT_EQ(tables[0].cell(0, "Fault"), "");
  EXPECT_EQ(tables[0].cell(1, "Amount"), "");
  EXPECT_NE(tables[0].cell(1, "Fault").find("11.50"), std::string::npos);
  const auto place = order.substr(tables[0].rows[0].offset, tables[0].rows[0].bytes);
  EXPECT_TRUE(place.starts_with(":21:TX-1"));
  EXPECT_TRUE(place.ends_with(":71A:SHA"));
  EXPECT_EQ(find_broken_cut(mt103_format, order), "");
}

TEST(Mt103, TransfersBetweenBanksAndConfirmationsHaveEnds) {
  const auto message = [](std::string_view type, std::string_view fields) {
    return "{1:F01TESTXX99AXXX0000000000}{2:I" + std::string(type) + "TESTZZ99XXXXN}{4:\n" +
           std::string(fields) + "-}\n";
  };
  const std::string bytes =
      message("202",
              ":20:B-1\n:21:PAY-1\n:32A:250103EUR1234,5\n:52A:TESTYY99\n:58A:/ZZ99\nTESTZZ98\n") +
      message("200", ":20:B-2\n:32A:250103EUR7,\n:57A:TESTZZ97\n") +
      message("203",
              ":19:3,\n:30:250104\n:20:B-3\n:21:R-3\n:32B:EUR1,\n:58A:TESTZZ96\n:20:B-4\n:21:R-4\n"
              ":32B:EUR2,\n:58A:TESTZZ95\n") +
      message("900",
              ":20:C-1\n:21:PAY-1\n:25:XX12TEST0001\n:32A:250103EUR1234,5\n:52A:TESTYY99\n") +
      message("910",
              ":20:C-2\n:21:PAY-2\n:25:XX12TEST0001\n:32A:250104EUR8,\n:50K:/ZZ34TEST0002\nLayla "
              "Haddad\n");
  const auto tables = read_tables(mt103_format, bytes);
  ASSERT_EQ(tables.size(), 2);
  const ReadTable &banks = tables[0], &confirmed = tables[1];
  EXPECT_EQ(banks.broken_law + confirmed.broken_law, "");
  ASSERT_EQ(banks.rows.size(), 4);
  EXPECT_EQ(banks.table.kind, "other");
  EXPECT_EQ(banks.cell(0, "Ordering end"), "TESTYY99");
  EXPECT_EQ(banks.cell(0, "Beneficiary end"), "ZZ99");
  EXPECT_EQ(banks.cell(0, "Beneficiary bank"), "TESTZZ98");
  EXPECT_EQ(banks.cell(0, "Related reference"), "PAY-1");
  EXPECT_EQ(banks.cell(1, "Ordering end"), "TESTXX99");
  EXPECT_EQ(banks.cell(1, "Beneficiary end"), "TESTZZ97");
  EXPECT_EQ(banks.cell(3, "Value date"), "250104");
  EXPECT_EQ(banks.cell(3, "Amount"), "2,");
  EXPECT_EQ(banks.cell(3, "Beneficiary end"), "TESTZZ95");
  EXPECT_EQ(banks.cell(3, "Sender reference"), "B-4");
  EXPECT_EQ(confirmed.table.kind, "transfers");
  ASSERT_EQ(confirmed.rows.size(), 2);
  EXPECT_EQ(confirmed.cell(0, "Account"), "XX12TEST0001");
  EXPECT_EQ(confirmed.cell(0, "Direction"), "D");
  EXPECT_EQ(confirmed.cell(0, "Other account"), "");
  EXPECT_EQ(confirmed.cell(1, "Direction"), "C");
  EXPECT_EQ(confirmed.cell(1, "Other account"), "ZZ34TEST0002");
  EXPECT_EQ(confirmed.cell(1, "Other name"), "Layla Haddad");
  EXPECT_EQ(confirmed.cell(1, "Fault"), "");
  EXPECT_EQ(find_broken_cut(mt103_format, bytes), "");
}

TEST(Mt103, ACutMessageIsDamaged) {
  const auto cut = two_messages.substr(0, two_messages.find(":59F:"));
  const auto tables = read_tables(mt103_format, cut);
  ASSERT_EQ(tables.size(), 1);
  ASSERT_EQ(tables[0].rows.size(), 2);
  EXPECT_TRUE(tables[0].rows[1].is_damaged);
  EXPECT_EQ(find_broken_cut(mt103_format, two_messages), "");
}

TEST(Mt103, LongLinesOfMarksAreReadOnce) {
  for (const std::string_view mark : {"{1:{4:-}", "{1:a\n", "{1:{4:{", "-\n{", "-}", "{1:"}) {
    std::string bytes = ":20:A\n:32A:260101EUR1,00\n:59:B\n-\n";
    for (int i = 0; i < 20'000; ++i) bytes += mark;
    const auto tables = read_tables(mt103_format, bytes);
    ASSERT_FALSE(tables.empty()) << mark;
    EXPECT_EQ(tables[0].rows.size(), 1) << mark;
  }
}

TEST(Mt103, OtherFilesAreNotRecognised) {
  for (const std::string_view other :
       {"", ":20:X\n", "{1:F01}{4:\n:20:X", ":20:X\n:25:1\n:60F:C250101EUR1,00\n", "a,b\n1,2\n",
        "{\"a\":1}", "{1:2}", "-", ":32A:260101EUR1,00\n"})
    EXPECT_FALSE(mt103_format.recognises(other)) << other;
  EXPECT_FALSE(mt103_format.find_tables({}, "words").has_value());
}

}  // namespace
}  // namespace cuibono::formats
