#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

const std::string entities =
    R"({"records":[{"LEI":{"$":"00TEST00000000000042"},"Entity":{"LegalName":{"@xml:lang":"en","$":"Northwind Test Ltd"},"OtherEntityNames":{"OtherEntityName":[{"@type":"TRADING","$":"Northwind"}]},"LegalAddress":{"FirstAddressLine":{"$":"1 Long Road"},"City":{"$":"Northwind"},"Country":{"$":"ZZ"}},"RegistrationAuthority":{"RegistrationAuthorityEntityID":{"$":"0007"}},"EntityStatus":{"$":"ACTIVE"}},"Registration":{"RegistrationStatus":{"$":"ISSUED"}}}]})";
const std::string relations =
    R"({"relations":[{"Relationship":{"StartNode":{"NodeID":{"$":"00TEST00000000000042"}},"EndNode":{"NodeID":{"$":"00TEST00000000000077"}},"RelationshipType":{"$":"IS_DIRECTLY_CONSOLIDATED_BY"},"RelationshipPeriods":{"RelationshipPeriod":[{"StartDate":{"$":"2019-01-01T00:00:00Z"}}]}}}]})";

TEST(FormatGleif, EntitiesAndParentsAreRows) {
  ASSERT_EQ(recognise_format(entities), &gleif_format);
  ASSERT_EQ(recognise_format(relations), &gleif_format);
  const auto rows = tell_table(gleif_format, entities, "companies");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].at("name") + "|" + rows[0].at("other names"), "Northwind Test Ltd|Northwind");
  EXPECT_EQ(rows[0].at("document numbers"), "00TEST00000000000042; 0007");
  EXPECT_EQ(rows[0].at("legal address") + "|" + rows[0].at("country"),
            "1 Long Road, Northwind, ZZ|ZZ");
  EXPECT_EQ(rows[0].at("status"), "ACTIVE; ISSUED");
  const auto ties = tell_table(gleif_format, relations, "ties");
  EXPECT_EQ(ties[0].at("holder id") + ">" + ties[0].at("company id"),
            "00TEST00000000000077>00TEST00000000000042");
  EXPECT_EQ(ties[0].at("since"), "2019-01-01T00:00:00Z");
  EXPECT_EQ(tell_refused(gleif_format, "{\"records\":[{\"a\":1}]}", "companies"),
            "1: the record has no identifier|");
}

TEST(FormatGleif, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cuts(gleif_format, entities), "");
  EXPECT_EQ(find_fault_on_strangers(gleif_format), "");
}

TEST(FormatFtmMapping, AMappingIsSaidToBeNoEvidence) {
  const std::string mapping =
      "northwind:\n  label: Register\n  queries:\n  - csv_url: https://data.example/a.csv\n    "
      "entities:\n"
      "      member:\n        schema: Person\n        keys:\n        - id\n        properties:\n"
      "          name:\n            column: name\n";
  ASSERT_EQ(recognise_format(mapping), &ftmmap_format);
  const auto tables = ftmmap_format.find_tables({}, mapping);
  ASSERT_TRUE(tables.has_value());
  EXPECT_EQ(tables->at(0).kind, "other");
  EXPECT_NE(tables->at(0).note.find("no evidence"), std::string::npos);
  const auto rows = tell_table(ftmmap_format, mapping, "");
  ASSERT_EQ(rows.size(), 12);
  EXPECT_EQ(rows[3].at("line"), "  - csv_url: https://data.example/a.csv");
  for (const std::string_view plain : {"queries: 5\nentities: 7\n", "schema: Person\nproperties:\n",
                                       "Queries about entities: none\n"})
    EXPECT_FALSE(ftmmap_format.recognises(plain)) << plain;
  EXPECT_EQ(find_fault_on_strangers(ftmmap_format), "");
}

}  // namespace
}  // namespace cuibono::formats
