#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

const std::string entities =
    R"({"id":"p1","schema":"Person","properties":{"name":["Amara Okafor","A. Okafor"],"alias":["Ama"],"birthDate":["1981-05"],"nationality":["ng"],"phone":["+999555010","+999555011"],"email":["amara@mail.example"],"passportNumber":["X1"],"topics":["role.pep"],"address":["1 Long Road; Lagos"],"height":["180"]},"datasets":["list_a"]}
{"id":"p2","schema":"Person","properties":{"firstName":["Лев"],"lastName":["Иванов"]}}
{"id":"c1","schema":"Company","properties":{"name":["Northwind Test Ltd"],"jurisdiction":["zz"],"registrationNumber":["0001"]}}
{"id":"a1","schema":"BankAccount","properties":{"iban":["XX30TEST00000000000042"],"bankName":["Sample Bank"]}}
{"id":"w1","schema":"CryptoWallet","properties":{"publicKey":["tb1qsample0001"],"holder":["p2"],"currency":["BTC"]}}
{"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"],"percentage":["60"],"startDate":["2019"]}}
{"id":"o2","schema":"Ownership","properties":{"owner":["c1"],"asset":["a1"]}}
{"id":"d1","schema":"Directorship","properties":{"director":["p9"],"organization":["c1"],"role":["director"]}}
{"id":"y1","schema":"Payment","properties":{"payer":["c1"],"payerAccount":["a1"],"beneficiary":["p1"],"date":["2025-02-03"],"amount":["120.50"],"currency":["EUR"],"purpose":["fee"]}}
{"id":"k1","schema":"Call","properties":{"callerNumber":["+999555010"],"receiverNumber":["+999555099"],"date":["2025-02-03T10:00:00"],"duration":["61"]}}
{"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"authority":["Office of Tests"],"listingDate":["2024-01-02"],"reason":["fraud"]}}
{"id":"v1","schema":"Vessel","properties":{"name":["MV Sample"],"flag":["zz"]}}
)";

TEST(FormatFtm, EntitiesGoToTheTableOfTheirKind) {
  ASSERT_EQ(recognise_format(entities), &ftm_format);
  EXPECT_EQ(
      tell_tables(ftm_format, entities),
      "people 2, companies 1, ties 3, payments 1, calls 1, accounts 1, wallets 1, listings 1, "
      "other 1");
  const auto people = tell_table(ftm_format, entities, "people");
  EXPECT_EQ(people[0].at("id"), "p1");
  EXPECT_EQ(people[0].at("name"), "Amara Okafor");
  EXPECT_EQ(people[0].at("aliases"), "A. Okafor; Ama");
  EXPECT_EQ(people[0].at("birth date"), "1981-05");
  EXPECT_EQ(people[0].at("country"), "ng");
  EXPECT_EQ(people[0].at("phones"), "+999555010; +999555011");
  EXPECT_EQ(people[0].at("e-mails"), "amara@mail.example");
  EXPECT_EQ(people[0].at("document numbers"), "X1");
  EXPECT_EQ(people[0].at("address"), "1 Long Road; Lagos");
  EXPECT_EQ(people[0].at("topics"), "role.pep");
  EXPECT_EQ(people[0].at("datasets"), "list_a");
  EXPECT_EQ(people[0].at("other properties"), "nationality: ng; height: 180");
  EXPECT_TRUE(people[0].at("<place>").starts_with("{\"id\":\"p1\""));
  EXPECT_TRUE(people[0].at("<place>").ends_with("[\"list_a\"]}"));
  EXPECT_EQ(people[1].at("name"), "Лев Иванов");
}

TEST(FormatFtm, EndsThatTheFileHoldsAreNamed) {
  const auto ties = tell_table(ftm_format, entities, "ties");
  EXPECT_EQ(tell_column(ties, "holder id"), "p1|c1|p9|");
  EXPECT_EQ(tell_column(ties, "holder"), "Amara Okafor|Northwind Test Ltd||");
  EXPECT_EQ(tell_column(ties, "other end"), "Northwind Test Ltd|a1|Northwind Test Ltd|");
  EXPECT_EQ(tell_column(ties, "account"), "|XX30TEST00000000000042||");
  EXPECT_EQ(tell_column(ties, "since"), "2019|||");
  const auto payments = tell_table(ftm_format, entities, "payments");
  EXPECT_EQ(payments[0].at("payer"), "XX30TEST00000000000042");
  EXPECT_EQ(payments[0].at("payer name"), "Northwind Test Ltd");
  EXPECT_EQ(payments[0].at("beneficiary"), "p1");
  EXPECT_EQ(payments[0].at("amount") + payments[0].at("currency"), "120.50EUR");
  const auto wallets = tell_table(ftm_format, entities, "wallets");
  EXPECT_EQ(wallets[0].at("account") + wallets[0].at("holder"), "tb1qsample0001Лев Иванов");
  const std::string user =
      R"({"id":"u1","schema":"UserAccount","properties":{"username":["ana7"],"service":["Sample"]}})";
  EXPECT_EQ(tell_column(tell_table(ftm_format, user, "accounts"), "account"), "ana7|");
  const auto listings = tell_table(ftm_format, entities, "listings");
  EXPECT_EQ(listings[0].at("listed"), "Amara Okafor");
  EXPECT_EQ(listings[0].at("authority"), "Office of Tests");
  EXPECT_EQ(listings[0].at("listed on"), "2024-01-02");
}

TEST(FormatFtm, NestedEntitiesAreRowsWithTheirOwnPlace) {
  const std::string nested =
      R"({"id":"p1","caption":"Ana","schema":"Person","properties":{"name":["Ana Test"],"addressEntity":[{"id":"d1","schema":"Address","properties":{"full":["5 Short Way"]}}],"sanctions":[{"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"authority":["Office"]}}],"ownershipOwner":[{"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":[{"id":"c1","schema":"Company","properties":{"name":["Test Ltd"]}}]}}]},"target":true}
)";
  ASSERT_EQ(recognise_format(nested), &ftm_format);
  EXPECT_EQ(tell_tables(ftm_format, nested), "people 1, companies 1, ties 1, listings 1, other 1");
  EXPECT_EQ(tell_table(ftm_format, nested, "people")[0].at("address"), "5 Short Way");
  const auto ties = tell_table(ftm_format, nested, "ties");
  EXPECT_EQ(ties[0].at("holder") + ">" + ties[0].at("other end"), "Ana Test>Test Ltd");
  EXPECT_TRUE(ties[0].at("<place>").starts_with("{\"id\":\"o1\""));
  EXPECT_EQ(tell_table(ftm_format, nested, "companies")[0].at("<place>"),
            R"({"id":"c1","schema":"Company","properties":{"name":["Test Ltd"]}})");
}

TEST(FormatFtm, AStatementIsARowOfItsEntity) {
  const std::string statements =
      R"({"canonical_id":"NK-1","entity_id":"e1","schema":"Person","prop":"name","value":"Ana Test","dataset":"d","lang":"eng"}
{"canonical_id":"NK-1","entity_id":"e1","schema":"Person","prop":"birthDate","value":"1990-01-02","dataset":"d"}
{"canonical_id":"NK-1","entity_id":"e1","schema":"Person","prop":"gender","value":"female","dataset":"d"}
{"canonical_id":"NK-2","entity_id":"e2","schema":"Ownership","prop":"owner","value":"NK-1","dataset":"d"}
)";
  ASSERT_EQ(recognise_format(statements), &ftm_format);
  EXPECT_EQ(tell_tables(ftm_format, statements), "people 3, other 1");
  const auto people = tell_table(ftm_format, statements, "people");
  EXPECT_EQ(tell_column(people, "id"), "NK-1|NK-1|NK-1|");
  EXPECT_EQ(tell_column(people, "name"), "Ana Test|||");
  EXPECT_EQ(tell_column(people, "birth date"), "|1990-01-02||");
  EXPECT_EQ(tell_column(people, "other properties"), "||gender: female|");
  EXPECT_EQ(tell_table(ftm_format, statements, "other")[0].at("properties"), "owner: NK-1");
}

TEST(FormatFtm, BadRecordsAreRefusedWithTheReason) {
  const std::string bad = entities +
                          "{\"id\":\"p3\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"],"
                          "\"name\":[\"B\"]}}\n{\"id\":\"x\"\n{\"id\":\"p4\"}\n";
  EXPECT_EQ(tell_refused(ftm_format, bad, "people"), "3: the key \"name\" stands there twice|");
  EXPECT_EQ(tell_refused(ftm_format, bad, "other"),
            "2: the line is not JSON: the line ends within a value|"
            "3: the record has no schema, so it is no FollowTheMoney entity|");
}

TEST(FormatFtm, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cut_lines(ftm_format, entities.substr(0, 1200)), "");
  EXPECT_EQ(find_fault_in_cuts(ftm_format, "[" + entities.substr(0, 530) + "]"), "");
  EXPECT_EQ(find_fault_on_strangers(ftm_format), "");
}

}  // namespace
}  // namespace cuibono::formats
