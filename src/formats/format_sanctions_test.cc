#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/format_list.h"
#include "formats/listed_party.h"
#include "formats/xml_samples.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view sdn_sample = R"(<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://example.org/XML"><publshInformation><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>36</uid><firstName>Ana</firstName><lastName>REED</lastName><title>Director</title><sdnType>Individual</sdnType>
<remarks>(Linked To: FAR CO)</remarks><programList><program>CYBER2</program><program>SDGT</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>t-145 535</idNumber><idCountry>Iran</idCountry></id>
<id><uid>2</uid><idType>Digital Currency Address - XBT</idType><idNumber>1TestTestTestTestTestTestTest</idNumber></id>
<id><uid>3</uid><idType>Digital Currency Address - LTC</idType><idNumber>LXX</idNumber></id>
<id><uid>4</uid><idType>Email Address</idType><idNumber>ana@example.org</idNumber></id>
<id><uid>5</uid><idType>Website</idType><idNumber>www.example.org</idNumber></id>
<id><uid>6</uid><idType>Gender</idType><idNumber>Female</idNumber></id>
<id><uid>7</uid><idType>Tax ID No.</idType><idNumber>9988</idNumber></id></idList>
<akaList><aka><uid>12</uid><type>a.k.a.</type><category>strong</category><lastName>آنا</lastName></aka>
<aka><uid>13</uid><type>a.k.a.</type><category>weak</category><lastName>Ana</lastName></aka></akaList>
<addressList><address><uid>25</uid><address1>1 Street</address1><city>Tehran</city><country>Iran</country></address></addressList>
<dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>21 Sep 1979</dateOfBirth></dateOfBirthItem>
<dateOfBirthItem><uid>2</uid><dateOfBirth>circa 1980</dateOfBirth></dateOfBirthItem></dateOfBirthList></sdnEntry>
<sdnEntry><uid>37</uid><lastName>FAR CO</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>
)";

TEST(FormatSdn, AnEntryIsARowWithAllItsNamesAndNumbers) {
  EXPECT_TRUE(sdn_format.recognises(sdn_sample));
  const auto tables = sdn_format.find_tables({}, sdn_sample);
  ASSERT_TRUE(tables.has_value());
  EXPECT_EQ((*tables)[0].kind, "watchlist");
  const auto rows = tell_table(sdn_format, sdn_sample, "listed");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(tell_column(rows, "entry"), "36|37|");
  EXPECT_EQ(tell_column(rows, "name"), "Ana REED|FAR CO|");
  const ToldRow& row = rows[0];
  EXPECT_EQ(row.at("aliases"), "آنا");
  EXPECT_EQ(row.at("weak aliases"), "Ana");  // would name innocents
  EXPECT_EQ(row.at("birth date"), "1979-09-21");
  EXPECT_EQ(row.at("birth dates"), "1979-09-21 | circa 1980");
  EXPECT_EQ(row.at("country"), "IR");
  EXPECT_EQ(row.at("addresses"), "1 Street, Tehran, Iran");
  EXPECT_EQ(row.at("document numbers"), "doc:IR:T145535 | OFAC 9988");
  EXPECT_EQ(row.at("chain addresses"), "1TestTestTestTestTestTestTest | ltc:LXX");
  EXPECT_EQ(row.at("e-mail addresses") + " " + row.at("websites"), "ana@example.org www.example.org");
  EXPECT_EQ(row.at("role"), "Director");
  EXPECT_EQ(row.at("listed by"), "OFAC: CYBER2 | SDGT");
  EXPECT_EQ(row.at("note"), "(Linked To: FAR CO)");
  EXPECT_EQ(row.at("gender"), "Female");
  EXPECT_EQ(find_fault_in_cuts(sdn_format, std::string(sdn_sample)), "");
}

constexpr std::string_view advanced_sample = R"(<Sanctions xmlns="https://example.org/ADVANCED_XML"><DateOfIssue CalendarTypeID="1"><Year>2026</Year></DateOfIssue>
<ReferenceValueSets><AreaCodeValues><AreaCode ID="1" CountryID="1" Description="Iran">IR</AreaCode></AreaCodeValues>
<CountryValues><Country ID="1" ISO2="IR">Iran</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="25">Location</FeatureType>
<FeatureType ID="224">Gender</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues>
<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<RelationTypeValues><RelationType ID="1555">Associate Of</RelationType></RelationTypeValues>
<ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues></ReferenceValueSets>
<Locations><Location ID="7"><LocationCountry CountryID="1"/>
<LocationPart LocPartTypeID="1454"><LocationPartValue Primary="false"><Value>تهران</Value></LocationPartValue><LocationPartValue Primary="true"><Value>Tehran</Value></LocationPartValue></LocationPart>
<LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Value>1 Street</Value></LocationPartValue></LocationPart></Location></Locations>
<IDRegDocuments><IDRegDocument ID="2" IDRegDocTypeID="1571" IdentityID="50" IssuedBy-CountryID="1"><IDRegistrationNo>T145535</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties><DistinctParty FixedRef="36"><Profile ID="36" PartySubTypeID="4"><Identity ID="50" Primary="true">
<Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName><DocumentedNamePart><NamePartValue ScriptID="215">Anya</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="215">REED</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="2" ScriptID="215">Ana</NamePartValue></DocumentedNamePart></DocumentedName>
<DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="220">РИД</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="2" ScriptID="220">Ана</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start><From><Year>1979</Year><Month>9</Month><Day>2</Day></From></Start><End><To><Year>1979</Year><Month>9</Month><Day>2</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start><From><Year>1980</Year><Month>1</Month><Day>1</Day></From></Start><End><To><Year>1980</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="7"/></FeatureVersion></Feature>
<Feature FeatureTypeID="224"><FeatureVersion><VersionDetail DetailReferenceID="91526"/></FeatureVersion></Feature>
<Feature FeatureTypeID="344"><FeatureVersion><VersionDetail DetailTypeID="1432">1TestTestTestTestTestTestTest</VersionDetail></FeatureVersion></Feature></Profile></DistinctParty></DistinctParties>
<ProfileRelationships><ProfileRelationship From-ProfileID="36" To-ProfileID="37" RelationTypeID="1555"/></ProfileRelationships>
<SanctionsEntries><SanctionsEntry ID="9" ProfileID="36"><EntryEvent><Date><Year>2018</Year><Month>11</Month><Day>28</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID="1"><Comment>CYBER2</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>
)";

TEST(FormatSdnAdvanced, NumbersAreResolvedBeforeAndBehind) {
  EXPECT_TRUE(sdn_advanced_format.recognises(advanced_sample));
  EXPECT_FALSE(sdn_format.recognises(advanced_sample));
  const auto rows = tell_table(sdn_advanced_format, advanced_sample, "listed");
  ASSERT_EQ(rows.size(), 1);
  const ToldRow& row = rows[0];
  EXPECT_EQ(row.at("entry") + " " + row.at("kind"), "36 Individual");
  EXPECT_EQ(row.at("name"), "Ana REED");
  EXPECT_EQ(row.at("aliases"), "РИД Ана");
  EXPECT_EQ(row.at("weak aliases"), "Anya");
  EXPECT_EQ(row.at("birth dates"), "1979-09-02 | 1980");
  EXPECT_EQ(row.at("addresses"), "1 Street, Tehran, Iran");
  EXPECT_EQ(row.at("country"), "IR");
  EXPECT_EQ(row.at("document numbers"), "doc:IR:T145535");
  EXPECT_EQ(row.at("documents"), "Passport T145535 (Iran)");
  EXPECT_EQ(row.at("chain addresses"), "1TestTestTestTestTestTestTest");
  EXPECT_EQ(row.at("gender"), "Male");
  EXPECT_EQ(row.at("listed by") + " " + row.at("listed on"), "OFAC: CYBER2 2018-11-28");
  EXPECT_EQ(row.at("related entries"), "Associate Of 37");
  EXPECT_TRUE(row.at("<place>").starts_with("<DistinctParty FixedRef=\"36\">"));
}

constexpr std::string_view un_sample = R"(<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>ANA</FIRST_NAME><SECOND_NAME>REED</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.900</REFERENCE_NUMBER>
<LISTED_ON>2012-12-31</LISTED_ON><NAME_ORIGINAL_SCRIPT>آنا</NAME_ORIGINAL_SCRIPT><COMMENTS1>A comment.</COMMENTS1><DESIGNATION><VALUE>General</VALUE></DESIGNATION>
<NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>ANNA REED</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Anya</ALIAS_NAME></INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>OP 00.1234</NUMBER><ISSUING_COUNTRY>Germany</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><FIRST_NAME>FAR CO</FIRST_NAME><REFERENCE_NUMBER>CDe.900</REFERENCE_NUMBER><ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Far</ALIAS_NAME><NOTE>in Arabic script: شركة</NOTE></ENTITY_ALIAS>
<ENTITY_ADDRESS><STREET>1 Street</STREET><COUNTRY>Chad</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>
)";

TEST(FormatUnList, IndividualsAndEntitiesAreRows) {
  EXPECT_TRUE(un_list_format.recognises(un_sample));
  const auto rows = tell_table(un_list_format, un_sample, "listed");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(tell_column(rows, "name"), "ANA REED|FAR CO|");
  EXPECT_EQ(tell_column(rows, "aliases"), "آنا | ANNA REED|Far | شركة|");
  EXPECT_EQ(tell_column(rows, "weak aliases"), "Anya||");
  EXPECT_EQ(tell_column(rows, "country"), "CD|TD|");
  EXPECT_EQ(tell_column(rows, "birth date"), "1955 to 1958||");
  EXPECT_EQ(tell_column(rows, "document numbers"), "doc:DE:OP001234||");
  EXPECT_EQ(tell_column(rows, "listed by"), "UN: DRC|UN|");
  EXPECT_EQ(tell_column(rows, "listed on"), "2012-12-31||");
  EXPECT_EQ(tell_column(rows, "entry"), "CDi.900|CDe.900|");
  EXPECT_EQ(find_fault_in_cuts(un_list_format, std::string(un_sample)), "");
}

TEST(FormatEuList, EntitiesAreRows) {
  constexpr std::string_view sample = R"(<export xmlns="http://example.org/export"><sanctionEntity designationDate="2003-05-20" euReferenceNumber="EU.1.9" logicalId="5"><remark>A remark.</remark>
<regulation programme="TAQA" publicationDate="2003-05-21"/><subjectType code="person"/><nameAlias wholeName="Ana Reed" strong="true" function="Director"/><nameAlias wholeName="Ана Рид" strong="true"/><nameAlias wholeName="Anya" strong="false"/>
<citizenship countryIso2Code="00" countryDescription="UNKNOWN"/><birthdate birthdate="1960-04-10" city="Town" countryIso2Code="US"/>
<address city="Yangon" street="1 Road" countryIso2Code="MM" countryDescription="MYANMAR"><contactInfo key="EMAIL" value="ana@example.org"/></address>
<identification number="270821" identificationTypeDescription="National passport" countryIso2Code="US"/></sanctionEntity></export>)";
  EXPECT_TRUE(eu_list_format.recognises(sample));
  const auto rows = tell_table(eu_list_format, sample, "listed");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].at("name") + "; " + rows[0].at("aliases"), "Ana Reed; Ана Рид");
  EXPECT_EQ(rows[0].at("weak aliases"), "Anya");
  EXPECT_EQ(rows[0].at("birth date") + " " + rows[0].at("country"), "1960-04-10 MM");
  EXPECT_EQ(rows[0].at("document numbers"), "doc:US:270821");
  EXPECT_EQ(rows[0].at("e-mail addresses"), "ana@example.org");
  EXPECT_EQ(rows[0].at("listed by") + " " + rows[0].at("listed on"), "EU: TAQA 2003-05-20");
}

TEST(ListedParty, DaysAndCountriesAreWrittenInOneWay) {
  EXPECT_EQ(iso_day("09 Mar 1987"), "1987-03-09");
  EXPECT_EQ(iso_day("Mar 1987"), "1987-03");
  for (const std::string_view same : {"1987", "circa 1961", "1960 to 1965", "40 Mar 1987", ""})
    EXPECT_EQ(iso_day(same), same);
  EXPECT_EQ(country_code("Korea, North") + country_code("Iran") + country_code("Syrian Arab Republic"),
            "KPIRSY");
  EXPECT_EQ(country_code("Atlantis"), "Atlantis");
}

TEST(FormatSanctions, NoOtherDocumentIsTakenForAList) {
  for (const FileFormat* format :
       {&sdn_format, &sdn_advanced_format, &un_list_format, &eu_list_format}) {
    for (const auto& strange : strange_samples())
      EXPECT_FALSE(format->recognises(strange)) << format->name << strange;
    EXPECT_FALSE(format->recognises("<export><record/></export>")) << format->name;
  }
}

TEST(FormatUnList, ThePublishedListIsReadWhole) {
  const char* stated = std::getenv("CUIBONO_DATA");
  const std::filesystem::path file =
      std::filesystem::path(stated != nullptr ? stated : CUIBONO_SOURCE_DIR "/../shared/data") /
      "registers_ofac/UN_consolidated.xml";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the list is not here: " << file;
  std::ifstream in(file, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  const auto rows = tell_table(un_list_format, bytes.str(), "listed");
  EXPECT_EQ(rows.size(), 1003);
  for (const auto& row : rows) EXPECT_FALSE(row.at("name").empty()) << row.at("entry");
}

}  // namespace
}  // namespace cuibono::formats
