#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "formats/format_list.h"
#include "formats/xml_samples.h"

namespace cuibono::formats {
namespace {

std::string report(std::string_view inside) {
  return "<?xml version=\"1.0\"?><report><schema_version>5.0.2</schema_version><rentity_id>101"
         "</rentity_id><submission_code>E</submission_code><report_code>STR</report_code>"
         "<entity_reference>STR-1</entity_reference><submission_date>2025-02-05T10:00:00"
         "</submission_date><currency_code_local>AED</currency_code_local><reporting_person>"
         "<first_name>Of</first_name><last_name>Fice</last_name></reporting_person><reason>Many "
         "deposits</reason>" +
         std::string(inside) +
         "<report_indicators><indicator>A</indicator><indicator>B</indicator></report_indicators>"
         "</report>\n";
}

std::string person(std::string_view tag, std::string_view first, std::string_view last) {
  return "<" + std::string(tag) + "><first_name>" + std::string(first) + "</first_name><last_name>" +
         std::string(last) +
         "</last_name><birthdate>1989-07-02T00:00:00</birthdate><id_number>55667788</id_number>"
         "<nationality1>ZZ</nationality1><phones><phone><tph_country_prefix>999"
         "</tph_country_prefix><tph_number>5550101</tph_number></phone></phones><identifications>"
         "<identification><type>PASS</type><number>p-12 345</number><issue_country>LT"
         "</issue_country></identification></identifications></" +
         std::string(tag) + ">";
}

std::string transaction(std::string_view number, std::string_view inside) {
  return "<transaction><transactionnumber>" + std::string(number) +
         "</transactionnumber><transaction_description>wire</transaction_description>"
         "<date_transaction>2025-02-03T14:30:00</date_transaction><transmode_code>ELCFT"
         "</transmode_code><amount_local>120.00</amount_local>" +
         std::string(inside) + "</transaction>";
}

const std::string from_person =
    "<t_from_my_client><from_funds_code>CASH</from_funds_code>" +
    person("from_person", "Layla", "Hassan") + "<from_country>AE</from_country></t_from_my_client>";
const std::string to_account =
    "<t_to><to_foreign_currency><foreign_currency_code>USD</foreign_currency_code><foreign_amount>"
    "32.67</foreign_amount></to_foreign_currency><to_account><institution_name>Test "
    "Bank</institution_name><swift>TESTZZ00</swift><account>0042</account><t_entity><name>Far Co"
    "</name><director_id><first_name>Lin</first_name><last_name>Wei</last_name></director_id>"
    "</t_entity><signatory><is_primary>true</is_primary>" +
    person("t_person", "Ana", "Reed") +
    "</signatory></to_account><to_country>GB</to_country></t_to>";

TEST(FormatGoaml, ATransactionIsATransferOfBothEnds) {
  const std::string bytes = report(transaction("TXN-1", from_person + to_account));
  EXPECT_TRUE(goaml_format.recognises(bytes));
  const auto tables = goaml_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 3);
  EXPECT_EQ((*tables)[0].kind + " " + (*tables)[1].kind + " " + (*tables)[2].kind,
            "transfers persons other");
  const auto rows = tell_table(goaml_format, bytes, "transfers");
  ASSERT_EQ(rows.size(), 1);
  const ToldRow& row = rows[0];
  EXPECT_EQ(row.at("time"), "2025-02-03T14:30:00");
  EXPECT_EQ(row.at("from"), "local:goaml-101-str-1.acct:txn-1-from");
  EXPECT_EQ(row.at("from name"), "Layla Hassan");
  EXPECT_EQ(row.at("to"), "local:testzz00.acct:0042");
  EXPECT_EQ(row.at("to name"), "Far Co");
  EXPECT_EQ(row.at("amount") + row.at("currency"), "120.00AED");
  EXPECT_EQ(row.at("received amount") + row.at("received currency"), "32.67USD");
  EXPECT_EQ(row.at("transaction number"), "TXN-1");
  EXPECT_EQ(row.at("from funds") + row.at("to country"), "CASHGB");
}

TEST(FormatGoaml, TheMoneyOfAForeignAccountIsWhatMoved) {
  const std::string usd =
      "<foreign_currency_code>USD</foreign_currency_code><foreign_amount>32.67</foreign_amount>";
  const std::string bytes = report(transaction(
      "T1", "<t_from><from_foreign_currency>" + usd +
                "</from_foreign_currency><from_account><institution_country>LT</institution_country>"
                "<account>00-42</account></from_account></t_from><t_to><to_foreign_currency>" + usd +
                "</to_foreign_currency><to_account><iban>XX30TEST00000000000042</iban></to_account>"
                "</t_to>"));
  const auto rows = tell_table(goaml_format, bytes, "transfers");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].at("amount") + rows[0].at("currency"), "32.67USD");
  EXPECT_EQ(rows[0].at("received amount"), "");
  EXPECT_EQ(rows[0].at("local amount") + rows[0].at("local currency"), "120.00AED");
  EXPECT_EQ(rows[0].at("from") + " " + rows[0].at("to"), "acct:LT:0042 XX30TEST00000000000042");
}

TEST(FormatGoaml, NamesakesStayApartAndHaveTheirOwnTransaction) {
  const std::string bytes = report(transaction("TXN-1", from_person + to_account) +
                                   transaction("TXN-2", from_person + to_account));
  const auto rows = tell_table(goaml_format, bytes, "people");
  EXPECT_EQ(tell_column(rows, "name"),
            "Layla Hassan|Far Co|Lin Wei|Ana Reed|Layla Hassan|Far Co|Lin Wei|Ana Reed|");
  EXPECT_EQ(tell_column(rows, "role"),
            "from|to, holder|to, holder, director|to, signatory|from|to, holder|to, holder, director|"
            "to, signatory|");
  EXPECT_EQ(tell_column(rows, "transaction"), "TXN-1|TXN-1|TXN-1|TXN-1|TXN-2|TXN-2|TXN-2|TXN-2|");
  std::set<std::string> ids;
  for (const auto& row : rows) ids.insert(row.at("place"));
  EXPECT_EQ(ids.size(), rows.size());
  // What is theirs is what the transfer names.
  EXPECT_EQ(rows[0].at("account"), "local:goaml-101-str-1.acct:txn-1-from");
  EXPECT_EQ(rows[4].at("account"), "local:goaml-101-str-1.acct:txn-2-from");
  EXPECT_EQ(rows[3].at("account"), "local:testzz00.acct:0042");
  EXPECT_EQ(rows[0].at("document numbers"), "55667788 | doc:LT:P12345");
  EXPECT_EQ(rows[0].at("telephones"), "+999 5550101");
  EXPECT_EQ(rows[0].at("birth date") + " " + rows[0].at("country"), "1989-07-02 ZZ");
}

TEST(FormatGoaml, ActivitiesHavePeopleGoodsAndTheReport) {
  const std::string bytes = report(
      "<activity><report_parties><report_party>" + person("person_my_client", "Ana", "Reed") +
      "<significance>8</significance></report_party></report_parties><goods_services><item>"
      "<item_type>GOLD</item_type><description>1 kg</description><estimated_value>75000.00"
      "</estimated_value><currency_code>AED</currency_code></item></goods_services></activity>");
  const auto tables = goaml_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 3);
  EXPECT_EQ(tell_column(tell_table(goaml_format, bytes, "people"), "role"), "party|");
  EXPECT_EQ(tell_column(tell_table(goaml_format, bytes, "goods"), "description"), "1 kg|");
  const auto reports = tell_table(goaml_format, bytes, "reports");
  EXPECT_EQ(tell_column(reports, "reference"), "STR-1|");
  EXPECT_EQ(tell_column(reports, "indicators"), "A; B|");
  EXPECT_EQ(tell_column(reports, "reporting person"), "Of Fice|");
}

TEST(FormatGoaml, PartiesWithoutEndsArePaymentsOfNobody) {
  const std::string bytes = report(transaction(
      "T1", "<involved_parties><party><role>BUYER</role>" + person("person", "Ana", "Reed") +
                "</party><party><role>SELLER</role><entity_my_client><name>Far Co</name>"
                "</entity_my_client></party></involved_parties>"));
  const auto tables = goaml_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  const Table* table = find_named(*tables, "transactions of several parties");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->kind, "other");
  EXPECT_FALSE(table->note.empty());
  EXPECT_EQ(find_named(*tables, "transfers"), nullptr);
  EXPECT_EQ(tell_column(tell_table(goaml_format, bytes, table->name), "parties"),
            "BUYER Ana Reed; SELLER Far Co|");
}

TEST(FormatGoaml, ACutFileEndsWithADamagedRow) {
  EXPECT_EQ(find_fault_in_cuts(goaml_format, report(transaction("TXN-1", from_person + to_account))), "");
  for (const auto& strange : strange_samples())
    EXPECT_FALSE(goaml_format.recognises(strange)) << strange;
  EXPECT_FALSE(goaml_format.recognises("<report><title>x</title></report>"));
}

TEST(FormatGoaml, PublishedSamplesAreRead) {
  const char* stated = std::getenv("CUIBONO_DATA");
  const std::filesystem::path folder =
      std::filesystem::path(stated != nullptr ? stated : CUIBONO_SOURCE_DIR "/../shared/data") /
      "formats_goaml";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the samples are not here: " << folder;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    EXPECT_TRUE(goaml_format.recognises(bytes.str())) << entry.path();
    const auto people = tell_table(goaml_format, bytes.str(), "people");
    EXPECT_FALSE(people.empty()) << entry.path();
    for (const auto& row : people) EXPECT_FALSE(row.at("name").empty()) << entry.path();
  }
}

}  // namespace
}  // namespace cuibono::formats
