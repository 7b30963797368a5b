#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

const std::string event =
    R"({"Event":{"uuid":"e1","Attribute":[{"uuid":"a1","type":"phone-number","category":"Other","value":"+999555010","to_ids":false,"timestamp":"1738576800","comment":"called victims","Tag":[{"name":"tlp:green"}]},
{"uuid":"a2","type":"btc","category":"Financial fraud","value":"tb1qsample0001","to_ids":true,"timestamp":"1738576801"},
{"uuid":"a3","type":"md5","category":"Payload delivery","value":"d41d","to_ids":true}],
"Object":[{"uuid":"o1","name":"person","meta-category":"misc","timestamp":"1738576802","Attribute":[{"type":"first-name","object_relation":"first-name","value":"Ana"},{"type":"last-name","object_relation":"last-name","value":"Test"},{"type":"text","object_relation":"alias","value":"Annie"},{"type":"email-src","object_relation":"e-mail","value":"ana@mail.example"},{"type":"date-of-birth","object_relation":"date-of-birth","value":"1980-01-02"}]}],
"info":"calls of a week","date":"2025-02-03","threat_level_id":"2","Orgc":{"name":"Office of Tests"},"Tag":[{"name":"tlp:amber"}]}})";

TEST(FormatMisp, AttributesAndObjectsAreLinesWithTheirEvent) {
  ASSERT_EQ(recognise_format(event), &misp_format);
  EXPECT_EQ(tell_tables(misp_format, event), "indicators 4, events 1, other 1");
  const auto rows = tell_table(misp_format, event, "indicators");
  EXPECT_EQ(tell_column(rows, "phones"), "+999555010||||");
  EXPECT_EQ(tell_column(rows, "accounts"), "|tb1qsample0001|||");
  EXPECT_EQ(tell_column(rows, "known as"), "||d41d|Ana Test|");
  EXPECT_EQ(tell_column(rows, "name"), "|||Ana Test|");
  EXPECT_EQ(tell_column(rows, "listed by"),
            "Office of Tests|Office of Tests|Office of Tests|Office of Tests|");
  EXPECT_EQ(rows[0].at("note"), "called victims | calls of a week");
  EXPECT_EQ(rows[0].at("changed"), "1738576800");
  EXPECT_EQ(rows[0].at("tags"), "tlp:green");
  EXPECT_EQ(rows[3].at("aliases") + rows[3].at("e-mails") + rows[3].at("birth date"),
            "Annieana@mail.example1980-01-02");
  EXPECT_EQ(rows[3].at("event"), "calls of a week, e1, 2025-02-03");
  EXPECT_EQ(tell_table(misp_format, event, "events")[0].at("info"), "calls of a week");
}

TEST(FormatMisp, AnswersOfASearchAreRead) {
  const std::string events = "{\"response\":[" + event + "," + event + "]}";
  ASSERT_EQ(recognise_format(events), &misp_format);
  EXPECT_EQ(tell_tables(misp_format, events), "indicators 8, events 2, other 2");
  const std::string attributes =
      R"({"response":{"Attribute":[{"type":"iban","category":"Financial fraud","to_ids":true,"value":"XX30TEST00000000000042","Event":{"info":"one"}}]}})";
  ASSERT_EQ(recognise_format(attributes), &misp_format);
  const auto rows = tell_table(misp_format, attributes, "indicators");
  EXPECT_EQ(rows[0].at("accounts") + rows[0].at("event"), "XX30TEST00000000000042one");
}

TEST(FormatMisp, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cuts(misp_format, event), "");
  EXPECT_EQ(find_fault_on_strangers(misp_format), "");
}

}  // namespace
}  // namespace cuibono::formats
