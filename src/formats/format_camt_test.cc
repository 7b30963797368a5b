#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/xml_samples.h"

namespace cuibono::formats {
namespace {

std::string message(std::string_view entries, std::string_view name = "camt.053.001.08") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:)" +
         std::string(name) +
         R"("><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2025-02-04T01:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><CreDtTm>2025-02-04T00:30:00</CreDtTm><Acct><Id><IBAN>XX30TEST00000000000042</IBAN></Id>
<Ccy>EUR</Ccy><Ownr><Nm>Amara Okafor</Nm></Ownr><Svcr><FinInstnId><BICFI>TESTZZ00</BICFI></FinInstnId></Svcr></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-02-03</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">5.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><DtTm>2025-02-03T23:59:59Z</DtTm></Dt></Bal>
)" + std::string(entries) +
         "</Stmt></BkToCstmrStmt></Document>\n";
}

constexpr std::string_view plain_entry = R"(<Ntry><NtryRef>E1</NtryRef><Amt Ccy="EUR">120.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-02-03</Dt></BookgDt><ValDt><DtTm>2025-02-03T09:15:00+02:00</DtTm></ValDt>
<AcctSvcrRef>B77</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>INV-9</EndToEndId><UETR>0b1c</UETR></Refs><AmtDtls><InstdAmt><Amt Ccy="USD">130.00</Amt></InstdAmt></AmtDtls>
<RltdPties><Dbtr><Pty><Nm>Иван Петренко</Nm><PstlAdr><Ctry>ZZ</Ctry></PstlAdr></Pty></Dbtr><DbtrAcct><Id><IBAN>ZZ11TEST00000000000077</IBAN></Id></DbtrAcct>
<UltmtDbtr><Nm>Far Co</Nm></UltmtDbtr><Cdtr><Pty><Nm>A. Okafor</Nm></Pty></Cdtr></RltdPties>
<RltdAgts><DbtrAgt><FinInstnId><BICFI>TESTZZ11</BICFI></FinInstnId></DbtrAgt></RltdAgts><Purp><Cd>SALA</Cd></Purp>
<RmtInf><Ustrd>Rent for</Ustrd><Ustrd>February &amp; March</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>credit transfer</AddtlNtryInf></Ntry>
)";

std::string detail(std::string_view amount, std::string_view name, std::string_view more = "") {
  return "<TxDtls><Refs><EndToEndId>" + std::string(name) + "-1</EndToEndId></Refs>" +
         (amount.empty() ? "" : "<Amt Ccy=\"EUR\">" + std::string(amount) + "</Amt>") +
         std::string(more) + "<RltdPties><Cdtr><Nm>" + std::string(name) +
         "</Nm></Cdtr><CdtrAcct><Id><Othr><Id>00-" + std::string(name) +
         "</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls>";
}

std::string entry(std::string_view amount, std::string_view sign, std::string_view inside) {
  return "<Ntry><Amt Ccy=\"EUR\">" + std::string(amount) + "</Amt><CdtDbtInd>" + std::string(sign) +
         "</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-02-03</Dt></BookgDt>" + std::string(inside) +
         "</Ntry>";
}

std::vector<ToldRow> booked(const std::string& bytes) {
  return tell_table(camt_format, bytes, "transactions");
}

TEST(FormatCamt, AnEntryIsARowWithItsCounterparty) {
  const auto rows = booked(message(plain_entry));
  ASSERT_EQ(rows.size(), 1);
  const ToldRow& row = rows[0];
  EXPECT_EQ(row.at("own account"), "XX30TEST00000000000042");
  EXPECT_EQ(row.at("own name"), "Amara Okafor");
  EXPECT_EQ(row.at("own bank"), "TESTZZ00");
  EXPECT_EQ(row.at("booking date"), "2025-02-03");
  EXPECT_EQ(row.at("value date"), "2025-02-03T09:15:00+02:00");
  EXPECT_EQ(row.at("amount"), "120.00");
  EXPECT_EQ(row.at("currency"), "EUR");
  EXPECT_EQ(row.at("credit or debit"), "CRDT");
  EXPECT_EQ(row.at("other account"), "ZZ11TEST00000000000077");
  EXPECT_EQ(row.at("other name"), "Иван Петренко");
  EXPECT_EQ(row.at("other bank"), "TESTZZ11");
  EXPECT_EQ(row.at("other country"), "ZZ");
  EXPECT_EQ(row.at("payment text"), "Rent for February & March");
  EXPECT_EQ(row.at("end to end id"), "INV-9");
  EXPECT_EQ(row.at("transaction id"), "0b1c");
  EXPECT_EQ(row.at("bank reference"), "B77");
  EXPECT_EQ(row.at("entry reference"), "E1");
  EXPECT_EQ(row.at("transaction code"), "PMNT-RCDT-ESCT");
  EXPECT_EQ(row.at("instructed amount") + row.at("instructed currency"), "130.00USD");
  EXPECT_EQ(row.at("ultimate debtor"), "Far Co");
  EXPECT_EQ(row.at("purpose code"), "SALA");
  EXPECT_EQ(row.at("bank text"), "credit transfer");
  EXPECT_EQ(row.at("entry kind"), "");
  EXPECT_EQ(row.at("statement"), "S1");
  EXPECT_EQ(row.at("message"), "camt.053.001.08");
  EXPECT_TRUE(row.at("<place>").starts_with("<Ntry><NtryRef>E1"));
  EXPECT_TRUE(row.at("<place>").ends_with("</Ntry>"));
}

TEST(FormatCamt, DetailsOfABatchAreRowsAndItsTotalIsNone) {
  const auto rows = booked(message(
      entry("30.00", "DBIT",
            "<NtryDtls><Btch><PmtInfId>P1</PmtInfId><NbOfTxs>3</NbOfTxs><TtlAmt "
            "Ccy=\"EUR\">30.00</TtlAmt></Btch>" +
                detail("10.00", "Ana") +
                detail("", "Bo", "<AmtDtls><TxAmt><Amt Ccy=\"EUR\">15.00</Amt></TxAmt></AmtDtls>") +
                detail("5.00", "Cy") + "</NtryDtls>")));
  EXPECT_EQ(tell_column(rows, "amount"), "10.00|15.00|5.00|");
  EXPECT_EQ(tell_column(rows, "other name"), "Ana|Bo|Cy|");
  EXPECT_EQ(tell_column(rows, "other account"), "00-Ana|00-Bo|00-Cy|");
  EXPECT_EQ(tell_column(rows, "entry amount"), "30.00 EUR|30.00 EUR|30.00 EUR|");
  EXPECT_EQ(tell_column(rows, "details against entry"), "equal|equal|equal|");
  EXPECT_EQ(tell_column(rows, "batch id"), "P1|P1|P1|");
  EXPECT_TRUE(rows[1].at("<place>").starts_with("<TxDtls><Refs><EndToEndId>Bo-1"));
  EXPECT_TRUE(rows[1].at("<place>").ends_with("</TxDtls>"));
}

TEST(FormatCamt, DetailsThatDoNotAddUpAreSaid) {
  const auto rows = booked(message(
      entry("31.00", "DBIT",
            "<NtryDtls>" + detail("10.00", "Ana") + detail("20.00", "Bo") + "</NtryDtls>")));
  EXPECT_EQ(tell_column(rows, "details against entry"), "differs|differs|");
}

TEST(FormatCamt, DetailsForMoreThanWasBookedAreOneRow) {  // law 2
  const std::string bytes = message(
      entry("30.00", "DBIT",
            "<NtryDtls>" + detail("30.00", "Ana") + detail("30.00", "Bo") + "</NtryDtls>") +
      entry("9.00", "DBIT",
            "<NtryDtls>" + detail("4.00", "Cy") + detail("3.00", "Di") + "</NtryDtls>"));
  const auto rows = booked(bytes);
  EXPECT_EQ(tell_column(rows, "amount"), "30.00|4.00|3.00|");
  EXPECT_EQ(tell_column(rows, "details against entry"), "exceeds|differs|differs|");
  EXPECT_EQ(tell_column(rows, "names in details"), "Ana; Bo|||");
  EXPECT_EQ(tell_column(rows, "other name"), "|Cy|Di|");
  const auto tables = camt_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  EXPECT_TRUE((*tables)[0].note.starts_with("In 2 entries the details do not add up")) << (*tables)[0].note;
  EXPECT_NE((*tables)[0].note.find("first is of 30.00 EUR"), std::string::npos);
}

TEST(FormatCamt, WhatAgreesAsksNothing) {
  const auto tables = camt_format.find_tables({}, message(plain_entry));
  ASSERT_TRUE(tables.has_value());
  for (const auto& table : *tables) EXPECT_EQ(table.note, "") << table.name;
}

TEST(FormatCamt, EachDetailHasTheIdOfItsOwnBatch) {
  const auto group = [](std::string_view id, std::string_view sum, const std::string& inside) {
    return "<NtryDtls><Btch><MsgId>M-" + std::string(id) + "</MsgId><PmtInfId>" + std::string(id) +
           "</PmtInfId><TtlAmt Ccy=\"EUR\">" + std::string(sum) + "</TtlAmt></Btch>" + inside +
           "</NtryDtls>";
  };
  const auto rows = booked(message(
      entry("36.00", "DBIT",
            group("P1", "15.00", detail("10.00", "Ana") + detail("5.00", "Bo")) +
                group("P2", "20.00",
                      detail("20.00", "Cy", "<Refs><PmtInfId>Own</PmtInfId></Refs>")) +
                group("P3", "1.00", ""))));
  EXPECT_EQ(tell_column(rows, "amount"), "10.00|5.00|20.00|1.00|");
  EXPECT_EQ(tell_column(rows, "batch id"), "P1|P1|Own|P3|");
  EXPECT_EQ(tell_column(rows, "batch message"), "M-P1|M-P1|M-P2|M-P3|");
  EXPECT_EQ(tell_column(rows, "details against entry"), "equal|equal|equal|equal|");
}

/// What takes a minute where each row looks through all others.
TEST(FormatCamt, ManyDetailsOfOneEntryAreReadInOneGo) {
  constexpr int many = 20'000;
  for (const bool in_one_group : {true, false}) {
    std::string details = in_one_group ? "<NtryDtls>" : "";
    for (int i = 0; i < many; ++i)
      details += in_one_group ? detail("1.00", "Ana")
                              : "<NtryDtls>" + detail("1.00", "Ana") + "</NtryDtls>";
    if (in_one_group) details += "</NtryDtls>";
    const std::string bytes = message(entry(std::to_string(many) + ".00", "DBIT", details));
    const auto tables = camt_format.find_tables({}, bytes);
    ASSERT_TRUE(tables.has_value());
    EXPECT_EQ((*tables)[0].note, "");
    std::size_t rows = 0;
    const auto status =
        camt_format.read_rows({}, bytes, (*tables)[0], [&](const Row&) -> core::Status {
          ++rows;
          return {};
        });
    EXPECT_TRUE(status.has_value());
    EXPECT_EQ(rows, many);
  }
}

TEST(FormatCamt, ADetailOfABatchThatListsOneOfManyIsNotTheWhole) {
  const auto rows = booked(message(entry(
      "31.00", "DBIT",
      "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>" + detail("10.00", "Ana") + "</NtryDtls>")));
  EXPECT_EQ(tell_column(rows, "amount"), "10.00|");
  EXPECT_EQ(tell_column(rows, "details against entry"), "differs|");
}

TEST(FormatCamt, DetailsWithoutAmountsLeaveTheEntryWhole) {
  const auto rows = booked(message(entry(
      "30.00", "DBIT", "<NtryDtls>" + detail("10.00", "Ana") + detail("", "Bo") + "</NtryDtls>")));
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].at("amount"), "30.00");
  EXPECT_EQ(rows[0].at("other name"), "");
  EXPECT_EQ(rows[0].at("names in details"), "Ana; Bo");
  EXPECT_EQ(rows[0].at("details against entry"), "undivided");
}

TEST(FormatCamt, ReversalsAndReturnsNameTheOtherEndOfTheFirstPayment) {
  const std::string parties =
      "<RltdPties><Dbtr><Nm>Amara Okafor</Nm></Dbtr><Cdtr><Nm>Lin Wei</Nm></Cdtr></RltdPties>";
  const auto rows = booked(message(
      entry("5.00", "CRDT",
            "<RvslInd>true</RvslInd><NtryDtls><TxDtls>" + parties + "</TxDtls></NtryDtls>") +
      entry("6.00", "CRDT",
            "<NtryDtls><TxDtls>" + parties +
                "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></RtrInf></TxDtls></"
                "NtryDtls>") +
      entry("7.00", "CRDT", "<NtryDtls><TxDtls>" + parties + "</TxDtls></NtryDtls>")));
  EXPECT_EQ(tell_column(rows, "other name"), "Lin Wei|Lin Wei|Amara Okafor|");
  EXPECT_EQ(tell_column(rows, "entry kind"), "reversal|return||");
  EXPECT_EQ(tell_column(rows, "reversal"), "true|||");
  EXPECT_EQ(tell_column(rows, "credit or debit"), "CRDT|CRDT|CRDT|");
  EXPECT_EQ(tell_column(rows, "return reason"), "|AC04 closed||");
}

TEST(FormatCamt, TheOwnAccountIsNeverTheOtherEnd) {
  const auto rows = booked(message(entry(
      "5.00", "CRDT",
      "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>A. "
      "Okafor</Nm></Dbtr><DbtrAcct><Id><IBAN>XX30TEST00000000000042"
      "</IBAN></Id></DbtrAcct><Cdtr><Nm>Lin Wei</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>")));
  EXPECT_EQ(tell_column(rows, "other name"), "Lin Wei|");
}

TEST(FormatCamt, WhatIsNotBookedStandsApart) {
  std::string pending = entry("9.00", "DBIT", "");
  pending.replace(pending.find("BOOK"), 4, "PDNG");
  const std::string bytes = message(std::string(plain_entry) + pending);
  const auto tables = camt_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 3);
  EXPECT_EQ((*tables)[0].kind, "transfers");
  EXPECT_EQ((*tables)[1].kind, "other");
  EXPECT_EQ(tell_column(booked(bytes), "amount"), "120.00|");
  EXPECT_EQ(tell_column(tell_table(camt_format, bytes, "not booked"), "amount"), "9.00|");
}

TEST(FormatCamt, BalancesAreATableOfTheirOwn) {
  const auto rows = tell_table(camt_format, message(plain_entry), "balances");
  EXPECT_EQ(tell_column(rows, "balance kind"), "OPBD|CLBD|");
  EXPECT_EQ(tell_column(rows, "balance"), "10.00|5.50|");
  EXPECT_EQ(tell_column(rows, "credit or debit"), "CRDT|DBIT|");
  EXPECT_EQ(tell_column(rows, "balance date"), "2025-02-03|2025-02-03T23:59:59Z|");
  EXPECT_EQ(rows[0].at("own account"), "XX30TEST00000000000042");
}

TEST(FormatCamt, SeveralStatementsAndOldVersionsAreOneTable) {
  const std::string two =
      "<a:Document "
      "xmlns:a='urn:iso:std:iso:20022:tech:xsd:camt.054.001.02'><a:BkToCstmrDbtCdtNtfctn>"
      "<a:Ntfctn><a:Id>N1</a:Id><a:Acct><a:Id><a:Othr><a:Id>111</a:Id></a:Othr></a:Id></"
      "a:Acct><a:Ntry>"
      "<a:Amt "
      "Ccy='CHF'>1.00</a:Amt><a:CdtDbtInd>DBIT</a:CdtDbtInd><a:Sts>BOOK</a:Sts></a:Ntry></a:Ntfctn>"
      "<a:Ntfctn><a:Id>N2</a:Id><a:Acct><a:Id><a:Othr><a:Id>222</a:Id></a:Othr></a:Id></"
      "a:Acct><a:Ntry>"
      "<a:Amt "
      "Ccy='CHF'>2.00</a:Amt><a:CdtDbtInd>DBIT</a:CdtDbtInd><a:Sts>BOOK</a:Sts></a:Ntry></a:Ntfctn>"
      "</a:BkToCstmrDbtCdtNtfctn></a:Document>";
  EXPECT_TRUE(camt_format.recognises(two));
  const auto rows = booked(two);
  EXPECT_EQ(tell_column(rows, "own account"), "111|222|");
  EXPECT_EQ(tell_column(rows, "amount"), "1.00|2.00|");
  EXPECT_EQ(tell_column(rows, "message"), "camt.054.001.02|camt.054.001.02|");
}

TEST(FormatCamt, ACutFileEndsWithADamagedRow) {
  const std::string bytes = message(std::string(plain_entry) + std::string(plain_entry));
  const auto rows = booked(bytes.substr(0, bytes.rfind("<RmtInf>")));
  ASSERT_EQ(rows.size(), 2);
  const auto tables = camt_format.find_tables({}, bytes.substr(0, bytes.rfind("<RmtInf>")));
  ASSERT_TRUE(tables.has_value());
  EXPECT_TRUE((*tables)[0].note.starts_with("The file breaks at byte ")) << (*tables)[0].note;
  EXPECT_EQ(tell_column(rows, "!"), "|damaged|");
  EXPECT_EQ(rows[1].at("other name"), "Иван Петренко");
  EXPECT_EQ(
      find_fault_in_cuts(camt_format, message(entry("30.00", "DBIT",
                                                    "<NtryDtls>" + detail("10.00", "Ana") +
                                                        detail("20.00", "Bo") + "</NtryDtls>"))),
      "");
}

TEST(FormatCamt, OnlyItsMessagesAreRecognised) {
  EXPECT_TRUE(camt_format.recognises(message(plain_entry)));
  for (const auto& strange : strange_samples())
    EXPECT_FALSE(camt_format.recognises(strange)) << strange;
  EXPECT_FALSE(camt_format.recognises("<Document><FIToFICstmrCdtTrf/></Document>"));
}

}  // namespace
}  // namespace cuibono::formats
