#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/swift_statement.h"
#include "formats/swift_worlds.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view in_blocks =
    "{1:F01TESTXX99AXXX0000000000}{2:O940TESTXX99XXXXN}{3:{108:X1}}{4:\r\n"
    ":20:STMT1\r\n"
    ":25:XX12TEST0001\r\n"
    ":28C:7/1\r\n"
    ":60F:C241230EUR100,00\r\n"
    ":61:2412310102CR20,5NTRFORDER 7//B-1\r\nfrom the shop\r\n"
    ":86:166?00GUTSCHRIFT?20EREF+A1?21SVWZ+Rent of the little hou?22se?30TESTZZ99?31ZZ34TEST0\r\n"
    "002?32Amina Okoye-Lindqvist and S?33on?60Flat 3?34997\r\n"
    ":61:250102RC20,5NTRFNONREF//B-2\r\n"
    ":86:Taken back, because the account of the sender was closed before s\r\n"
    "ale.\r\n"
    "A second line\r\n"
    ":61:250103RD1,NCHGNONREF\r\n"
    ":62F:C250103EUR101,00\r\n"
    ":64:C250103EUR101,00\r\n"
    ":86:A note on the whole\r\n"
    "-}{5:{CHK:0}}\r\n"
    "{1:F01TESTXX99AXXX0000000000}{2:O942TESTXX99XXXXN}{4:\r\n"
    ":20:STMT2\r\n:25:XX12TEST0003\r\n:28C:1/1\r\n:34F:ZZZD0,\r\n:13D:2501040900+0000\r\n"
    ":61:250104    D3,10NMSCNONREF\r\n"
    ":61:250104ED4,00NMSCNONREF\r\n"
    ":90D:2ZZZ7,10\r\n"
    "-}";

constexpr std::string_view plain_lines =
    "TESTXX99\n940\nTESTXX99\n"
    ":20:A\n:25:12345678/99\n:28C:1\n:60F:D240101USD5,00\n"
    ":61:240101D5,00NTRFX//Y\n:86:free text\n"
    ":62F:D240101USD10,00\n-\n"
    ":20:B\n:25:12345678/98\n:28C:1\n:60F:C240101CHF5,00\n"
    ":61:24010C5,00NTRFX\n"
    ":61:240230C5,00NTRFX\n"
    ":61:240101C5.00NTRFX\n"
    ":61:240101C1,2,3NTRFX\n"
    ":61:2401011345C1,00NTRFX\n"
    ":61:240102C6,00NTRFM\xFCller\n"
    ":62F:C240102CHF11,00\n-\n";

TEST(Mt940, LinesOfStatementsInBlocks) {
  ASSERT_TRUE(mt940_format.recognises(in_blocks));
  const auto tables = read_tables(mt940_format, in_blocks);
  ASSERT_EQ(tables.size(), 2);
  EXPECT_EQ(tables[0].broken_law, "");
  const ReadTable& lines = tables[0];
  ASSERT_EQ(lines.rows.size(), 5);
  EXPECT_EQ(lines.table.kind, "transfers");
  EXPECT_EQ(lines.cell(0, "Account"), "XX12TEST0001");
  EXPECT_EQ(lines.cell(0, "Value date"), "241231");
  EXPECT_EQ(lines.cell(0, "Entry date"), "250102");
  EXPECT_EQ(lines.cell(0, "Direction"), "C");
  EXPECT_EQ(lines.cell(0, "Funds code"), "R");
  EXPECT_EQ(lines.cell(0, "Amount"), "20,5");
  EXPECT_EQ(lines.cell(0, "Currency"), "EUR");
  EXPECT_EQ(lines.cell(0, "Other account"), "ZZ34TEST0002");
  EXPECT_EQ(lines.cell(0, "Other name"), "Amina Okoye-Lindqvist and Son");
  EXPECT_EQ(lines.cell(0, "Details"), "Rent of the little house Flat 3");
  EXPECT_EQ(lines.cell(0, "Reference"), "A1");
  EXPECT_EQ(lines.cell(0, "Customer reference"), "ORDER 7");
  EXPECT_EQ(lines.cell(0, "Bank reference"), "B-1");
  EXPECT_EQ(lines.cell(0, "Supplementary details"), "from the shop");
  EXPECT_EQ(lines.cell(0, "Other bank"), "TESTZZ99");
  EXPECT_EQ(lines.cell(0, "Other parts of field 86"), "?34 997");
  EXPECT_EQ(lines.cell(0, "Statement number"), "7/1");
  EXPECT_TRUE(lines.cell(0, "Fault").empty());
  EXPECT_TRUE(in_blocks.substr(lines.rows[0].offset, lines.rows[0].bytes).starts_with(":61:"));
  EXPECT_TRUE(in_blocks.substr(lines.rows[0].offset, lines.rows[0].bytes).ends_with("?34997"));
}

TEST(Mt940, ReversalsAndExpectedEntriesAreNoNormalPayments) {
  const auto tables = read_tables(mt940_format, in_blocks);
  ASSERT_EQ(tables.size(), 2);
  EXPECT_EQ(tables[0].broken_law, "");
  const ReadTable& lines = tables[0];
  EXPECT_EQ(lines.cell(1, "Mark"), "RC");
  EXPECT_EQ(lines.cell(1, "Direction"), "D");
  EXPECT_EQ(lines.cell(1, "Kind"), "reversal");
  EXPECT_EQ(lines.cell(1, "Customer reference"), "");
  EXPECT_EQ(lines.cell(1, "Details"),
            "Taken back, because the account of the sender was closed before sale. A second line");
  EXPECT_EQ(lines.cell(2, "Mark"), "RD");
  EXPECT_EQ(lines.cell(2, "Direction"), "C");
  EXPECT_EQ(lines.cell(2, "Amount"), "1,");
  EXPECT_EQ(lines.cell(2, "Details"), "");
  EXPECT_EQ(lines.cell(3, "Currency"), "ZZZ");
  EXPECT_EQ(lines.cell(3, "Entry date"), "250104");
  EXPECT_EQ(lines.cell(4, "Mark"), "ED");
  EXPECT_EQ(lines.cell(4, "Direction"), "");
  EXPECT_EQ(lines.cell(4, "Amount"), "");
  EXPECT_NE(lines.cell(4, "Fault").find("4,00"), std::string::npos);
}

TEST(Mt940, BalancesAreASecondTable) {
  const auto tables = read_tables(mt940_format, in_blocks);
  ASSERT_EQ(tables.size(), 2);
  EXPECT_EQ(tables[0].broken_law, "");
  const ReadTable& balances = tables[1];
  ASSERT_EQ(balances.rows.size(), 5);
  EXPECT_EQ(balances.cell(0, "Balance"), "opening balance");
  EXPECT_EQ(balances.cell(0, "Date"), "241230");
  EXPECT_EQ(balances.cell(0, "Amount"), "100,00");
  EXPECT_EQ(balances.cell(2, "Balance"), "closing available balance");
  EXPECT_EQ(balances.cell(3, "Balance"), "floor limit");
  EXPECT_EQ(balances.cell(4, "Balance"), "sum of debits");
  EXPECT_EQ(balances.cell(4, "Number of entries"), "2");
  EXPECT_EQ(balances.cell(4, "Amount"), "7,10");
  EXPECT_EQ(balances.cell(4, "Account"), "XX12TEST0003");
}

TEST(Mt940, WithoutBlocksAndWithFaults) {
  ASSERT_TRUE(mt940_format.recognises(plain_lines));
  const auto tables = read_tables(mt940_format, plain_lines);
  ASSERT_EQ(tables.size(), 2);
  EXPECT_EQ(tables[0].broken_law, "");
  const ReadTable& lines = tables[0];
  ASSERT_EQ(lines.rows.size(), 7);
  EXPECT_EQ(lines.cell(0, "Currency"), "USD");
  EXPECT_EQ(lines.cell(0, "Details"), "free text");
  for (std::size_t row = 1; row < 6; ++row) {
    EXPECT_FALSE(lines.cell(row, "Fault").empty()) << row;
    EXPECT_TRUE(lines.cell(row, "Amount").empty()) << row;
    EXPECT_EQ(lines.cell(row, "Account"), "12345678/98");
  }
  EXPECT_EQ(lines.cell(6, "Customer reference"), "M\xC3\xBCller");
  EXPECT_EQ(lines.whole_rows(), 7);
}

TEST(Mt940, TheYearOfAnEntryIsTheNearest) {
  EXPECT_EQ(parse_statement_line("2501021231C1,00NTRFX").entry_date, "241231");
  EXPECT_EQ(parse_statement_line("9912310103C1,00NTRFX").entry_date, "000103");
  EXPECT_EQ(parse_statement_line("2402280229C1,00NTRFX").entry_date, "240229");
  EXPECT_FALSE(parse_statement_line("2502280229C1,00NTRFX").fault.empty());
}

TEST(Mt940, ACutFileEndsWithADamagedRow) {
  const auto cut = in_blocks.substr(0, in_blocks.find("RC20"));
  const auto tables = read_tables(mt940_format, cut);
  ASSERT_FALSE(tables.empty());
  EXPECT_TRUE(tables[0].rows.back().is_damaged);
  EXPECT_EQ(find_broken_cut(mt940_format, in_blocks), "");
  EXPECT_EQ(find_broken_cut(mt940_format, plain_lines), "");
}

TEST(Mt940, OtherFilesAreNotRecognised) {
  for (const std::string_view other :
       {"", ":", ":20:", "{1:", "{1:F01{4:", "a,b\n1,2\n", "{\"a\":1}",
        "-}\n-\n:86:", ":20:REF\n:32A:240101EUR1,00\n:59:X\n", "{1:F01A}{2:I103B}{4:\n:20:X\n"})
    EXPECT_FALSE(mt940_format.recognises(other)) << other;
  EXPECT_FALSE(mt940_format.find_tables({}, "words").has_value());
}

}  // namespace
}  // namespace cuibono::formats
