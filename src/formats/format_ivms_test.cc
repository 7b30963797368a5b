#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

const std::string payload =
    R"({"originator":{"originatorPersons":[{"naturalPerson":{"name":{"nameIdentifier":[{"primaryIdentifier":"Test","secondaryIdentifier":"Ana","nameIdentifierType":"LEGL"}],"localNameIdentifier":[{"primaryIdentifier":"테스트","secondaryIdentifier":"아나","nameIdentifierType":"LEGL"}]},"geographicAddress":[{"addressType":"GEOG","streetName":"Long Road","buildingNumber":"1","townName":"Northwind","country":"ZZ"}],"nationalIdentification":{"nationalIdentifier":"N7","nationalIdentifierType":"CCPT"},"customerIdentification":"c77","dateAndPlaceOfBirth":{"dateOfBirth":"1980-01-02","placeOfBirth":"Northwind"}}}],"accountNumber":["tb1qsample0001"]},"beneficiary":{"beneficiaryPersons":[{"legalPerson":{"name":{"nameIdentifier":[{"legalPersonName":"Test Shop","legalPersonNameIdentifierType":"TRAD"},{"legalPersonName":"Test Ltd","legalPersonNameIdentifierType":"LEGL"}]}}}],"accountNumber":["tb1qsample0002","memo 5"]},"originatingVASP":{"originatingVASP":{"legalPerson":{"name":{"nameIdentifier":[{"legalPersonName":"Provider A","legalPersonNameIdentifierType":"LEGL"}]}}}}})";

TEST(FormatIvms, PartiesOfATransferAreRows) {
  ASSERT_EQ(recognise_format(payload), &ivms_format);
  EXPECT_EQ(tell_tables(ivms_format, payload), "people 1, companies 2, transfers 1");
  const auto people = tell_table(ivms_format, payload, "people");
  EXPECT_EQ(people[0].at("name"), "Ana Test");
  EXPECT_EQ(people[0].at("aliases"), "아나 테스트");
  EXPECT_EQ(people[0].at("customer id") + people[0].at("document numbers"), "c77N7");
  EXPECT_EQ(people[0].at("address"), "1, Long Road, Northwind, ZZ");
  EXPECT_EQ(people[0].at("accounts") + people[0].at("role"), "tb1qsample0001originator");
  const auto companies = tell_table(ivms_format, payload, "companies");
  EXPECT_EQ(tell_column(companies, "name"), "Test Ltd|Provider A|");
  EXPECT_EQ(tell_column(companies, "role"), "beneficiary|originating provider|");
  EXPECT_EQ(companies[0].at("aliases") + companies[0].at("accounts"),
            "Test Shoptb1qsample0002; memo 5");
  EXPECT_TRUE(people[0].at("<place>").starts_with("{\"naturalPerson\""));
}

TEST(FormatIvms, AMessageWithAmountAndTimeIsATransfer) {
  const auto untimed = ivms_format.find_tables({}, payload);
  ASSERT_TRUE(untimed.has_value());
  EXPECT_EQ(untimed->back().kind, "other");
  EXPECT_FALSE(untimed->back().note.empty());
  const std::string message =
      "{\"amount\":\"1.50\",\"currency\":\"BTC\",\"timestamp\":\"2025-02-03T10:00:00Z\",\"txHash\":"
      "\"ab\","
      "\"IVMS101\":" +
      payload + "}\n";
  ASSERT_EQ(recognise_format(message), &ivms_format);
  const auto tables = ivms_format.find_tables({}, message + message);
  ASSERT_TRUE(tables.has_value());
  EXPECT_EQ(tables->back().kind, "transfers");
  const auto rows = tell_table(ivms_format, message + message, "transfers");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].at("originator account") + ">" + rows[0].at("beneficiary account"),
            "tb1qsample0001>tb1qsample0002");
  EXPECT_EQ(rows[0].at("amount") + rows[0].at("currency") + rows[0].at("transaction"), "1.50BTCab");
  EXPECT_EQ(rows[0].at("originating provider"), "Provider A");
}

TEST(FormatIvms, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cut_lines(ivms_format, payload), "");
  EXPECT_EQ(find_fault_on_strangers(ivms_format), "");
}

}  // namespace
}  // namespace cuibono::formats
