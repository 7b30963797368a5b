#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/swift_worlds.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view master =
    "\"\",\"+999555010001\",\"+999555020002\",\"internal\",\"\"\"Desk 8\"\" "
    "<8008>\",\"SIP/8008-0001\","
    "\"SIP/trunk-0002\",\"Dial\",\"SIP/trunk/+999555020002,60,tT\",\"2025-01-03 09:00:00\","
    "\"2025-01-03 09:00:05\",\"2025-01-03 09:01:05\",65,60,\"ANSWERED\",\"DOCUMENTATION\","
    "\"1735894800.12\",\"\"\n"
    "\"\",\"8009\",\"s\",\"ivr\",\"8009\",\"SIP/8009-0003\",\"\",\"Queue\",\"q,,30\",\"2025-01-03 "
    "09:02:00\",,\"2025-01-03 09:02:30\",30,0,\"NO "
    "ANSWER\",\"DOCUMENTATION\",\"1735894920.13\",\"\"\n"
    "\"\",\"8009\",\"broken\n"
    "\"\",\"8010\",\"8011\",\"internal\",\"\"\"Caf\xE9\"\" "
    "<8010>\",\"SIP/8010-0004\",\"\",\"Dial\",\"x\","
    "\"2025-01-03 09:05:00\",,\"2025-01-03 "
    "09:05:10\",10,0,\"BUSY\",\"DOCUMENTATION\",\"1735895100.14\",\"Caf\xE9\"\n";

TEST(FormatAsterisk, ARowACall) {
  ASSERT_EQ(recognise_format(master), &asterisk_format);
  const auto tables = read_tables(asterisk_format, master);
  ASSERT_EQ(tables.size(), 1);
  const ReadTable& calls = tables[0];
  EXPECT_EQ(calls.broken_law, "");
  EXPECT_EQ(calls.table.kind, "calls");
  ASSERT_EQ(calls.rows.size(), 4);
  EXPECT_EQ(calls.cell(0, "src"), "+999555010001");
  EXPECT_EQ(calls.cell(0, "dst"), "+999555020002");
  EXPECT_EQ(calls.cell(0, "start"), "2025-01-03 09:00:00");
  EXPECT_EQ(calls.cell(0, "billsec"), "60");
  EXPECT_EQ(calls.cell(0, "disposition"), "ANSWERED");
  EXPECT_EQ(calls.cell(0, "uniqueid"), "1735894800.12");
  EXPECT_EQ(calls.cell(0, "clid"), "8008");
  EXPECT_EQ(calls.cell(1, "dst"), "");  // "s" is a step of the exchange, no number
  EXPECT_EQ(calls.cell(2, "start"), "");
  std::vector<std::string> refused;
  ASSERT_TRUE(asterisk_format
                  .read_rows({}, master, calls.table,
                             [&](const Row& row) -> core::Status {
                               refused.emplace_back(row.refusal);
                               return {};
                             })
                  .has_value());
  EXPECT_EQ(refused, (std::vector<std::string>{"", "", "its cells are not those of a call", ""}));
  EXPECT_EQ(calls.cell(3, "userfield"), "Café");
  EXPECT_EQ(calls.cell(3, "clid"), "");
  const auto place = master.substr(calls.rows[3].offset, calls.rows[3].bytes);
  EXPECT_TRUE(place.starts_with("\"\",\"8010\""));
  EXPECT_EQ(find_broken_cut(asterisk_format, master), "");
}

TEST(FormatAsterisk, TheOrderOfTheCustomFileAndAHeader) {
  constexpr std::string_view custom =
      "\"\"\"A\"\" "
      "<8008>\",\"8008\",\"8009\",\"internal\",\"SIP/1\",\"SIP/2\",\"Dial\",\"x\",\"2025-01-03 "
      "09:00:00\",\"\",\"2025-01-03 "
      "09:01:05\",\"65\",\"0\",\"FAILED\",\"DOCUMENTATION\",\"\",\"1.2\",\"\"\n";
  const auto tables = read_tables(asterisk_format, custom);
  ASSERT_EQ(tables.size(), 1);
  EXPECT_EQ(tables[0].cell(0, "src"), "8008");
  EXPECT_EQ(tables[0].cell(0, "disposition"), "FAILED");
  constexpr std::string_view headed =
      "calldate,clid,src,dst,dcontext,billsec,disposition,did\n"
      "2025-01-03 09:00:00,x,8008,8009,internal,7,ANSWERED,12\n";
  const auto others = read_tables(asterisk_format, headed);
  ASSERT_EQ(others.size(), 1);
  ASSERT_EQ(others[0].rows.size(), 1);
  EXPECT_EQ(others[0].rows[0].ordinal, 2);
  EXPECT_EQ(others[0].cell(0, "start"), "2025-01-03 09:00:00");
  EXPECT_EQ(others[0].cell(0, "did"), "12");
  EXPECT_EQ(others[0].table.columns[7].field, "");  // not of Asterisk: it is asked about
}

TEST(FormatAsterisk, SeventeenCellsEndWithAnIdentifierOrTheUsersField) {
  const auto last_column = [](std::string_view last) {
    const std::string line =
        "\"\",\"1\",\"2\",\"c\",\"\",\"a\",\"b\",\"Dial\",\"x\",\"2025-01-03 "
        "09:00:00\",\"\",\"2025-01-03 "
        "09:00:00\",1,0,\"BUSY\",\"DEFAULT\",\"" +
        std::string(last) + "\"\n";
    const auto tables = read_tables(asterisk_format, line);
    return tables.empty() ? std::string("refused") : tables[0].table.columns[16].name;
  };
  EXPECT_EQ(last_column("1735894800.12"), "uniqueid");
  EXPECT_EQ(last_column("pbx-1735894800.12"), "uniqueid");
  EXPECT_EQ(last_column("campaign 4"), "userfield");
}

TEST(FormatAsterisk, OtherTablesAreNotTaken) {
  for (const std::string_view other :
       {"", ",", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p\n1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n",
        "caller,callee,start,duration,disposition\n8008,8009,2025-01-03 09:00:00,7,ANSWERED\n",
        "src,dst,start,billsec,disposition,channel\nx,y,z,a,b,c\n", "\"\",\"\",\"\"\n"}) {
    EXPECT_FALSE(asterisk_format.recognises(other)) << other;
    EXPECT_FALSE(asterisk_format.find_tables({}, other).has_value()) << other;
  }
}

}  // namespace
}  // namespace cuibono::formats
