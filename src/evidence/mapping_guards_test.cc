// Tables that look like something else: what is proposed must not be wrong and sure. All people, firms,
// numbers and accounts are invented.
#include <gtest/gtest.h>

#include "evidence/header_concepts.h"
#include "evidence/propose_samples.h"

namespace cuibono::evidence {
namespace {

Field field_of(const Mapping& mapping, const std::string& header) {
  for (const auto& column : mapping.columns) {
    if (column.header == header) return column.field;
  }
  ADD_FAILURE() << "no column " << header;
  return Field::unknown;
}

TEST(ProposeGuards, StatementsOfPropertiesAreNoTransfers) {
  // A row states one property of an entity; some properties are numbers.
  std::string text =
      "id,entity_id,canonical_id,prop,prop_type,schema,value,dataset,lang,original_value,external,"
      "first_seen,last_seen\n";
  for (int i = 0; i < 12; ++i) {
    const std::string id = std::to_string(1000 + i);
    text += id + ",ex-" + id + ",ex-" + id + ",amount,number,Payment," + id +
            ".50,demo,,,f,2024-01-02T03:04:05,2024-05-02T03:04:05\n";
  }
  const Mapping mapping = propose(text);
  EXPECT_EQ(mapping.kind, ItemKind::other) << mapping.kind_reason;
  EXPECT_FALSE(mapping.questions.empty());
}

TEST(ProposeGuards, AlertsArePeopleOfNobody) {
  for (const std::string text :
       {"ALERT_KEY,ALERT_TEXT,ACCOUNT_ID,CUSTOMER_ID,EVENT_DATE,CHECK_NAME,Organization_Type,"
        "Escalated_To_Case_Investigation\n0,1,25,25,20170218,cycle,INDIVIDUAL,YES\n"
        "1,1,24,24,20170128,cycle,INDIVIDUAL,YES\n",
        "alert_id,alert_type,is_sar,tx_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp\n"
        "1,cycle,True,100,11,12,TRANSFER,50.25,2017-01-01T00:00:00Z\n"
        "1,cycle,True,101,12,13,TRANSFER,48.75,2017-01-02T00:00:00Z\n"}) {
    const Mapping mapping = propose(text);
    EXPECT_EQ(mapping.kind, ItemKind::other) << text;
    EXPECT_FALSE(mapping.questions.empty());
  }
}

TEST(ProposeGuards, AFormIsNoRecord) {
  // A template and a schema say what a report of a payment would hold; nobody reports one.
  const Mapping form = propose(
      R"({"name":"bank transfer","attributes":{"amount":{"description":"how much","type":"text"},)"
      R"("victim":{"description":"who lost it","type":"text"},"date":{"description":"when",)"
      R"("type":"datetime"},"beneficiary":{"description":"who got it","type":"text"}}})"
      "\n");
  EXPECT_EQ(form.kind, ItemKind::other) << form.kind_reason;
  EXPECT_FALSE(form.questions.empty());
  const Mapping schema = propose(
      R"({"$schema":"https://example.org/draft","$id":"report","title":"report of a victim",)"
      R"("description":"what a victim reports","type":"object"})"
      "\n");
  EXPECT_EQ(schema.kind, ItemKind::other) << schema.kind_reason;
  // Data may name their schema and hold nested values.
  const Mapping data = propose(
      R"({"$schema":"https://example.org/draft","from":{"account":"DE96999100009060639716"},)"
      R"("to":{"account":"LT289999055035552088"},"amount":"12.50","currency":"EUR",)"
      R"("date":"2025-03-14T10:00:00Z"})"
      "\n"
      R"({"$schema":"https://example.org/draft","from":{"account":"DE96999100009060639716"},)"
      R"("to":{"account":"LT289999055035552088"},"amount":"7.25","currency":"EUR",)"
      R"("date":"2025-03-15T10:00:00Z"})"
      "\n");
  EXPECT_EQ(data.kind, ItemKind::transfers) << data.kind_reason;
}

TEST(ProposeGuards, AVersionIsNoSum) {
  const Mapping one = propose(
      R"({"type":"campaign","spec_version":"2.1","id":"campaign--83422c77","created_by_ref":)"
      R"("identity--f431f809","created":"2016-04-06T20:03:00.000Z","name":"Green group",)"
      R"("description":"attacks on financial services"})"
      "\n");
  EXPECT_NE(one.kind, ItemKind::transfers) << one.kind_reason;
  EXPECT_NE(field_of(one, "spec_version"), Field::amount);
}

TEST(ProposeGuards, RegistersOfFirms) {
  const Mapping firms = propose(
      "LEI,Entity.LegalName,Entity.LegalName.xmllang,Entity.LegalAddress.FirstAddressLine,"
      "Entity.LegalAddress.Country,Entity.EntityStatus,Registration.InitialRegistrationDate\n"
      "ZZZZ00EXAMPLE0000001,Beispiel Handels GmbH,de,Musterweg 1,DE,ACTIVE,2014-01-01T00:00:00Z\n"
      "ZZZZ00EXAMPLE0000002,Example Holding Ltd,en,1 Sample "
      "Street,GB,ACTIVE,2015-01-01T00:00:00Z\n");
  EXPECT_EQ(firms.kind, ItemKind::companies) << firms.kind_reason;
  EXPECT_EQ(field_of(firms, "Entity.LegalName"), Field::name);
  const Mapping ties = propose(
      "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,"
      "Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Registration.LastUpdateDate\n"
      "ZZZZ00EXAMPLE0000001,LEI,ZZZZ00EXAMPLE0000002,LEI,IS_DIRECTLY_CONSOLIDATED_BY,"
      "2024-01-01T00:00:00Z\n"
      "ZZZZ00EXAMPLE0000003,LEI,ZZZZ00EXAMPLE0000002,LEI,IS_DIRECTLY_CONSOLIDATED_BY,"
      "2024-01-01T00:00:00Z\n");
  EXPECT_EQ(ties.kind, ItemKind::other) << ties.kind_reason;
  EXPECT_FALSE(ties.questions.empty());
}

TEST(ProposeGuards, AKeyOfBankAndAccountDoesNotPartTwoFiles) {
  const Mapping people = propose(
      "account_key,account_id,bank_id,entity_id,entity_name\n"
      "331:80B779D80,80B779D80,331,80062E240,Example One\n"
      "210:809D86900,809D86900,210,800C998A0,Example Two\n"
      "211:809D86911,809D86911,211,800C998A1,Example Three\n");
  EXPECT_EQ(field_of(people, "account_id"), Field::account);
  EXPECT_EQ(field_of(people, "account_key"), Field::ignored);
  const Mapping paid = propose(
      "timestamp,from_account_id,from_account_key,to_account_id,to_account_key,amount,currency\n"
      "2022/09/01 00:20,80B779D80,331:80B779D80,809D86900,210:809D86900,10.50,EUR\n"
      "2022/09/13 00:20,809D86900,210:809D86900,80B779D80,331:80B779D80,11.50,EUR\n");
  EXPECT_EQ(field_of(paid, "from_account_id"), Field::payer);
  EXPECT_EQ(field_of(paid, "to_account_id"), Field::payee);
  EXPECT_EQ(field_of(paid, "from_account_key"), Field::ignored);
}

TEST(ProposeGuards, WhatStandsFarBehindInAHeaderChangesOnlyHowItIsKnownAgain) {
  const std::string name = "Buchungsdatum ";
  const std::string begin = name + std::string(header_bytes_read - name.size(), 'a');
  const HeaderReading cut = read_header(begin, "de");
  const HeaderReading whole = read_header(begin + std::string(70'000, 'a') + " betrag EUR", "de");
  EXPECT_TRUE(cut.concepts.test(static_cast<std::size_t>(Concept::date)));
  EXPECT_EQ(whole.concepts, cut.concepts);
  EXPECT_EQ(whole.words, cut.words);
  EXPECT_EQ(whole.currency, "");
  EXPECT_NE(whole.folded, cut.folded);
}

TEST(ProposeGuards, PairsOfHeadersAreTwoEnds) {
  for (const auto& [from, to] :
       std::map<std::string, std::string>{{"Auftraggeber Konto", "Empfänger Konto"},
                                          {"Konto von", "Konto an"},
                                          {"Cuenta de", "Cuenta a"},
                                          {"Счет с", "Счет на"},
                                          {"Rekening van", "Rekening naar"}}) {
    const Mapping mapping = propose("Datum;" + from + ";" + to +
                                    ";Betrag;Währung\n"
                                    "13.02.2025;DE27999100001026650975;DE96999100009060639716;"
                                    "1.250,00;EUR\n"
                                    "14.02.2025;DE27999100001026650975;DE78999100005298560903;"
                                    "99,50;EUR\n");
    EXPECT_EQ(mapping.kind, ItemKind::transfers) << from;
    EXPECT_EQ(field_of(mapping, from), Field::payer);
    EXPECT_EQ(field_of(mapping, to), Field::payee);
  }
}

TEST(ProposeGuards, ParcelsAreNoTransfers) {
  const Mapping mapping = propose(
      "Date,Sender,Recipient,Weight\n"
      "2025-03-01,Sample Shop,Ida Example,2.66\n"
      "2025-03-02,Sample Shop,Bo Nobody,12.10\n"
      "2025-03-03,Model Goods,Cy Invented,0.75\n");
  EXPECT_EQ(mapping.kind, ItemKind::other);
}

/// One number in all rows and calls both ways: whatever its header says, it is the line whose list it is.
TEST(ProposeGuards, ALineWithCallsBothWaysIsTheOwnOneAndAskedAbout) {
  const Mapping mapping = propose(
      "A Number,B Number,Time,Duration,Type\n"
      "+99955500001,+99955500011,2025-03-01 10:00:00,60,outgoing\n"
      "+99955500001,+99955500012,2025-03-01 11:00:00,61,incoming\n"
      "+99955500001,+99955500013,2025-03-01 12:00:00,62,incoming\n"
      "+99955500001,+99955500014,2025-03-01 13:00:00,63,outgoing\n");
  EXPECT_EQ(mapping.columns[0].field, Field::subject_number);
  EXPECT_EQ(mapping.columns[1].field, Field::other_number);
  EXPECT_TRUE(mapping.columns[0].doubtful);
  EXPECT_TRUE(mapping.columns[1].doubtful);
}

TEST(ProposeGuards, HundredthsOfACurrencyAreAskedAbout) {
  const Mapping mapping = propose(
      "Date,Payer,Payee,Amount (cents),Currency\n"
      "2025-03-01,acc-100001,acc-200001,125000,EUR\n"
      "2025-03-02,acc-100002,acc-200002,99,EUR\n");
  EXPECT_EQ(mapping.columns[3].field, Field::amount);
  EXPECT_TRUE(mapping.columns[3].doubtful);
}

TEST(ProposeGuards, WhatACreditorIsCalledByIsNoAccount) {
  const Mapping mapping = propose(
      "Date,Amount,Payee Name,Creditor ID,Reference\n"
      "2025-03-01,-12.50,Model Energy,XX98ZZZ00001,March power\n"
      "2025-03-02,-8.10,Sample Water,XX98ZZZ00002,March water\n"
      "2025-03-03,-9.90,Model Energy,XX98ZZZ00001,April power\n");
  EXPECT_EQ(mapping.columns[3].field, Field::ignored);
}

}  // namespace
}  // namespace cuibono::evidence
