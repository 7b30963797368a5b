#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

const std::string records =
    R"({"DATA_SOURCE":"LIST","RECORD_ID":"1","FEATURES":[{"RECORD_TYPE":"PERSON"},{"NAME_LAST":"Test","NAME_FIRST":"Ana","NAME_MIDDLE":"B"},{"NAME_TYPE":"ALIAS","NAME_FULL":"Annie Test"},{"DATE_OF_BIRTH":"2/3/1980"},{"ADDR_TYPE":"HOME","ADDR_LINE1":"1 Long Road","ADDR_CITY":"Northwind"},{"PHONE_NUMBER":"+999555010"},{"PASSPORT_NUMBER":"P1","PASSPORT_COUNTRY":"ZZ"},{"SSN_NUMBER":"000-1"},{"REL_POINTER_DOMAIN":"LIST","REL_POINTER_KEY":"2","REL_POINTER_ROLE":"OWNS"}],"AMOUNT":"100"}
{"DATA_SOURCE":"LIST","RECORD_ID":"2","FEATURES":[{"RECORD_TYPE":"ORGANIZATION"},{"NAME_ORG":"Northwind Test Ltd"}],"STATUS":"Active"}
{"DATA_SOURCE":"LIST","RECORD_ID":3,"PRIMARY_NAME_FULL":"Лев Иванов","HOME_PHONE_NUMBER":"+999555011","EMAIL_ADDRESS":"lev@mail.example"}
)";

TEST(FormatSenzing, FeaturesAndAttributesOfTheRootBecomeOneRow) {
  ASSERT_EQ(recognise_format(records), &senzing_format);
  EXPECT_EQ(tell_tables(senzing_format, records), "people 2, companies 1, ties 1");
  const auto people = tell_table(senzing_format, records, "people");
  EXPECT_EQ(tell_column(people, "id"), "1|3|");
  EXPECT_EQ(tell_column(people, "name"), "Ana B Test|Лев Иванов|");
  EXPECT_EQ(people[0].at("aliases"), "Annie Test");
  EXPECT_EQ(people[0].at("birth date"), "2/3/1980");
  EXPECT_EQ(people[0].at("address"), "1 Long Road, Northwind");
  EXPECT_EQ(people[0].at("document numbers"), "P1; 000-1");
  EXPECT_EQ(people[0].at("numbers with their kinds"), "PASSPORT_NUMBER P1 ZZ; SSN_NUMBER 000-1");
  EXPECT_EQ(people[0].at("payload"), "AMOUNT: 100");
  EXPECT_EQ(tell_column(people, "phones"), "+999555010|+999555011|");
  EXPECT_EQ(people[1].at("e-mails"), "lev@mail.example");
  const auto ties = tell_table(senzing_format, records, "ties");
  EXPECT_EQ(ties[0].at("holder") + ">" + ties[0].at("other end id") + " " + ties[0].at("role"),
            "Ana B Test>2 OWNS");
  EXPECT_TRUE(ties[0].at("<place>").starts_with("{\"REL_POINTER_DOMAIN\""));
}

TEST(FormatSenzing, ABadRecordAmongTheFirstDoesNotMakeItAnotherFormat) {
  EXPECT_TRUE(senzing_format.recognises("{\"RECORD_ID\":\"9\"}\n{\"DATA\n" + records));
  EXPECT_FALSE(
      senzing_format.recognises("{\"RECORD_ID\":\"9\"}\n{\"RECORD_ID\":\"9\"}\n" + records));
}

TEST(FormatSenzing, BadRecordsAreRefusedWithTheReason) {
  EXPECT_EQ(tell_refused(senzing_format, records + "{\"RECORD_ID\":\"9\"}\n{\"DATA\n", "people"),
            "3: the record has no DATA_SOURCE, so it is no record of this format|"
            "4: the line is not JSON: a text is not closed before the end of its line|");
}

TEST(FormatSenzing, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cut_lines(senzing_format, records), "");
  EXPECT_EQ(find_fault_in_cuts(senzing_format, "[" + records.substr(0, records.find('\n')) + "]"),
            "");
  EXPECT_EQ(find_fault_on_strangers(senzing_format), "");
}

}  // namespace
}  // namespace cuibono::formats
