#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

const std::string bundle =
    R"({"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000001","objects":[
{"type":"indicator","spec_version":"2.1","id":"indicator--1","created_by_ref":"identity--1","created":"2025-02-01T00:00:00Z","name":"fraud shop","indicator_types":["malicious-activity"],"pattern":"[domain-name:value = 'shop.example' OR email-addr:value='it\\'s@mail.example'] AND [ipv4-addr:value = '198.51.100.7' OR url:value != 'https://no.example']","pattern_type":"stix","valid_from":"2025-02-03T10:00:00.5Z"},
{"type":"indicator","id":"indicator--2","pattern":"[file:hashes.MD5 = 'd4']","valid_from":"2025-02-03T10:00:00Z"},
{"type":"threat-actor","id":"threat-actor--1","name":"Night Callers","aliases":["NC","Callers"],"description":"call people"},
{"type":"identity","id":"identity--1","name":"Office of Tests","identity_class":"organization","contact_information":"office@mail.example"},
{"type":"identity","id":"identity--2","name":"Ana Test","identity_class":"individual"},
{"type":"email-addr","id":"email-addr--1","value":"ana@mail.example","display_name":"Ana"},
{"type":"relationship","id":"relationship--1","relationship_type":"uses","source_ref":"threat-actor--1","target_ref":"email-addr--9"},
{"type":"report","id":"report--1","name":"of a week","published":"2025-02-09T00:00:00Z"}]})";

TEST(FormatStix, ObjectsGoToTheTableOfTheirKind) {
  ASSERT_EQ(recognise_format(bundle), &stix_format);
  EXPECT_EQ(tell_tables(stix_format, bundle),
            "listed 3, people 1, companies 1, observables 1, relationships 1, other 1");
  const auto listed = tell_table(stix_format, bundle, "listed");
  EXPECT_EQ(tell_column(listed, "name"), "fraud shop|[file:hashes.MD5 = 'd4']|Night Callers|");
  EXPECT_EQ(listed[0].at("domains"), "shop.example");
  EXPECT_EQ(listed[0].at("e-mails"), "it's@mail.example");
  EXPECT_EQ(listed[0].at("network addresses"), "198.51.100.7");
  EXPECT_EQ(listed[0].at("web addresses"), "");
  EXPECT_EQ(listed[0].at("listed by"), "Office of Tests");
  EXPECT_EQ(listed[0].at("since"), "2025-02-03T10:00:00.5Z");
  EXPECT_EQ(listed[2].at("aliases"), "NC; Callers");
  EXPECT_EQ(tell_table(stix_format, bundle, "people")[0].at("name"), "Ana Test");
  EXPECT_EQ(tell_table(stix_format, bundle, "companies")[0].at("contact"), "office@mail.example");
  const auto seen = tell_table(stix_format, bundle, "observables");
  EXPECT_EQ(seen[0].at("e-mail") + seen[0].at("name"), "ana@mail.exampleAna");
  const auto ties = tell_table(stix_format, bundle, "relationships");
  EXPECT_EQ(ties[0].at("from") + ">" + ties[0].at("to"), "Night Callers>email-addr--9");
  EXPECT_EQ(tell_table(stix_format, bundle, "other")[0].at("name"), "of a week");
}

TEST(FormatStix, AnObjectWithoutATypeIsRefused) {
  EXPECT_EQ(tell_refused(stix_format, "{\"objects\":[{\"id\":\"x\"},7]}", "other"),
            "1: the object has no type, so it is no STIX object|"
            "2: the object has no type, so it is no STIX object|");
}

TEST(FormatStix, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cuts(stix_format, bundle.substr(0, 900) + "\"}]}"), "");
  EXPECT_EQ(find_fault_on_strangers(stix_format), "");
}

}  // namespace
}  // namespace cuibono::formats
