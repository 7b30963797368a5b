#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

const std::string graph =
    R"({"@context":{"kb":"http://data.example/kb/","uco-core":"https://ontology.unifiedcyberontology.org/uco/core/"},"@graph":[
{"@id":"kb:call1","@type":"uco-observable:Call","uco-core:hasFacet":[{"@type":"uco-observable:CallFacet","uco-observable:callType":"outgoing","uco-observable:startTime":{"@type":"xsd:dateTime","@value":"2025-02-03T10:00:00.25Z"},"uco-observable:from":{"@id":"kb:acc1"},"uco-observable:to":[{"@id":"kb:acc2"},{"@id":"kb:acc9"}],"uco-observable:duration":61}]},
{"@id":"kb:msg1","@type":"uco-observable:SMSMessage","uco-core:hasFacet":[{"@type":"uco-observable:MessageFacet","uco-observable:messageText":"come at ten","uco-observable:from":{"@id":"kb:acc1"},"uco-observable:to":[{"@id":"kb:mail"}],"uco-observable:sentTime":{"@value":"2025-02-03T11:00:00Z"}}]},
{"@id":"kb:msg2","@type":"uco-observable:Message"},
{"@id":"kb:ana","@type":"uco-identity:Person","uco-core:hasFacet":[{"@type":"uco-identity:SimpleNameFacet","uco-identity:givenName":"Ana","uco-identity:familyName":"Test"},{"@type":"uco-identity:BirthInformationFacet","uco-identity:birthdate":{"@value":"1980-01-02T00:00:00Z"}}]},
{"@id":"kb:net","@type":"uco-identity:Organization","uco-core:name":"Northwind Mobile"},
{"@id":"kb:acc1","@type":["uco-observable:PhoneAccount","uco-observable:MobileAccount"],"uco-core:hasFacet":[{"uco-observable:accountIssuer":{"@id":"kb:net"},"uco-observable:accountIdentifier":"NW1"},{"uco-observable:phoneNumber":"+999555010"}]},
{"@id":"kb:acc2","@type":"uco-observable:PhoneAccount","uco-core:hasFacet":[{"uco-observable:phoneNumber":"+999555011"}]},
{"@id":"kb:mail","@type":"uco-observable:EmailAccount","uco-core:hasFacet":[{"uco-observable:emailAddress":{"@id":"kb:addr"}}]},
{"@id":"kb:addr","@type":"uco-observable:EmailAddress","uco-core:hasFacet":[{"uco-observable:addressValue":"bo@mail.example"}]},
{"@id":"kb:rel1","@type":"uco-core:Relationship","uco-core:source":{"@id":"kb:ana"},"uco-core:target":[{"@id":"kb:acc1"}],"uco-core:kindOfRelationship":"Has_Account"},
{"@id":"kb:rel2","@type":"uco-core:Relationship","uco-core:source":{"@id":"kb:acc1"},"uco-core:target":{"@id":"kb:acc2"},"uco-core:kindOfRelationship":"Near"}]})";

TEST(FormatCase, CallsAndMessagesAreToldByNumbers) {
  ASSERT_EQ(recognise_format(graph), &case_format);
  EXPECT_EQ(tell_tables(case_format, graph),
            "calls 2, messages 1, people 1, companies 1, accounts 4, ties 1, other 2");
  const auto calls = tell_table(case_format, graph, "calls");
  EXPECT_EQ(tell_column(calls, "from"), "+999555010|+999555010|");
  EXPECT_EQ(tell_column(calls, "to"), "+999555011|kb:acc9|");
  EXPECT_EQ(calls[0].at("time") + " " + calls[0].at("duration"), "2025-02-03T10:00:00.25Z 61");
  EXPECT_EQ(calls[0].at("kind"), "voice");
  EXPECT_EQ(calls[0].at("type"), "outgoing");
  EXPECT_TRUE(calls[1].at("<place>").starts_with("{\"@id\":\"kb:call1\""));
  const auto messages = tell_table(case_format, graph, "messages");
  EXPECT_EQ(messages[0].at("to") + ": " + messages[0].at("text"), "bo@mail.example: come at ten");
  EXPECT_EQ(messages[0].at("kind"), "message");
}

TEST(FormatCase, PeopleAccountsAndTies) {
  const auto people = tell_table(case_format, graph, "people");
  EXPECT_EQ(people[0].at("name") + people[0].at("birth date"), "Ana Test1980-01-02");
  const auto accounts = tell_table(case_format, graph, "accounts");
  EXPECT_EQ(tell_column(accounts, "phones"), "+999555010|+999555011|||");
  EXPECT_EQ(tell_column(accounts, "e-mail"), "||bo@mail.example|bo@mail.example|");
  EXPECT_EQ(accounts[0].at("account") + accounts[0].at("issuer"), "NW1Northwind Mobile");
  EXPECT_EQ(tell_column(accounts, "account"), "NW1||bo@mail.example|bo@mail.example|");
  const auto ties = tell_table(case_format, graph, "ties");
  EXPECT_EQ(ties[0].at("holder") + " " + ties[0].at("tie") + " " + ties[0].at("phone"),
            "Ana Test Has_Account +999555010");
}

TEST(FormatCase, AnObjectWithoutNameAndTypeIsRefused) {
  EXPECT_EQ(
      tell_refused(case_format, "{\"@graph\":[{\"a\":1},{\"@id\":\"x\",\"@id\":\"y\"}]}", "other"),
      "1: the object has neither @id nor @type, so it is none of CASE|"
      "2: the key \"@id\" stands there twice|");
}

TEST(FormatCase, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cuts(case_format, graph.substr(0, 1200)), "");
  EXPECT_EQ(find_fault_on_strangers(case_format), "");
}

}  // namespace
}  // namespace cuibono::formats
