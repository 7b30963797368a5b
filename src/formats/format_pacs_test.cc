#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/xml_samples.h"

namespace cuibono::formats {
namespace {

std::string document(std::string_view name, std::string_view inside) {
  return "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" +
         std::string(name) + "\">" + std::string(inside) + "</Document>";
}

constexpr std::string_view header =
    "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2025-02-03T10:00:00</CreDtTm><IntrBkSttlmDt>2025-02-04"
    "</IntrBkSttlmDt></GrpHdr>";

std::string end(std::string_view side, std::string_view name, std::string_view account) {
  std::string out =
      "<" + std::string(side) + "><Nm>" + std::string(name) + "</Nm></" + std::string(side) + ">";
  if (!account.empty())
    out += "<" + std::string(side) + "Acct><Id><IBAN>" + std::string(account) + "</IBAN></Id></" +
           std::string(side) + "Acct>";
  return out;
}

std::string payment(std::string_view id, std::string_view amount, const std::string& ends) {
  return "<CdtTrfTxInf><PmtId><EndToEndId>" + std::string(id) + "</EndToEndId><TxId>T-" +
         std::string(id) + "</TxId></PmtId><IntrBkSttlmAmt Ccy=\"EUR\">" + std::string(amount) +
         "</IntrBkSttlmAmt><InstdAmt Ccy=\"USD\">9.00</InstdAmt>" + ends +
         "<RmtInf><Ustrd>rent</Ustrd></RmtInf></CdtTrfTxInf>";
}

TEST(FormatPacs, APaymentIsATransferOfBothEnds) {
  const std::string bytes = document(
      "pacs.008.001.08",
      "<FIToFICstmrCdtTrf>" + std::string(header) +
          payment("E1", "10.00",
                  end("Dbtr", "Ana Reed", "XX11TEST1") + end("Cdtr", "Lin Wei", "XX22TEST2")) +
          "</FIToFICstmrCdtTrf>");
  EXPECT_TRUE(pacs_format.recognises(bytes));
  const auto tables = pacs_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 1);
  EXPECT_EQ((*tables)[0].kind, "transfers");
  const auto rows = tell_table(pacs_format, bytes, "payments");
  ASSERT_EQ(rows.size(), 1);
  const ToldRow& row = rows[0];
  EXPECT_EQ(row.at("time"), "2025-02-04");
  EXPECT_EQ(row.at("payer") + " " + row.at("payee"), "XX11TEST1 XX22TEST2");
  EXPECT_EQ(row.at("payer name") + "; " + row.at("payee name"), "Ana Reed; Lin Wei");
  EXPECT_EQ(row.at("amount") + row.at("currency"), "10.00EUR");
  EXPECT_EQ(row.at("instructed amount") + row.at("instructed currency"), "9.00USD");
  EXPECT_EQ(row.at("end to end id") + row.at("transaction id"), "E1T-E1");
  EXPECT_EQ(row.at("payment text"), "rent");
  EXPECT_EQ(row.at("message"), "pacs.008.001.08");
  EXPECT_EQ(row.at("message id"), "M1");
}

TEST(FormatPacs, NamesakesWithoutAccountsStayApart) {
  const std::string ends = end("Dbtr", "Ana Reed", "") + end("Cdtr", "Lin Wei", "XX22TEST2");
  const std::string bytes =
      document("pacs.008.001.08", "<FIToFICstmrCdtTrf>" + std::string(header) +
                                      payment("E1", "10.00", ends) + payment("E2", "11.00", ends) +
                                      "</FIToFICstmrCdtTrf>");
  const auto rows = tell_table(pacs_format, bytes, "payments");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_TRUE(rows[0].at("payer").starts_with("Ana Reed (M1 T-E1"));
  EXPECT_NE(rows[0].at("payer"), rows[1].at("payer"));
  EXPECT_EQ(rows[0].at("payee"), rows[1].at("payee"));
}

TEST(FormatPacs, APaymentThatCoversAnotherCountsNoMoney) {
  const auto bank = [](std::string_view side, std::string_view bic) {
    return "<" + std::string(side) + "><FinInstnId><BICFI>" + std::string(bic) +
           "</BICFI></FinInstnId></" + std::string(side) + ">";
  };
  const std::string own = bank("Dbtr", "TESTZZ00") + bank("Cdtr", "TESTZZ11");
  const std::string bytes =
      document("pacs.009.001.08",
               "<FICdtTrf>" + std::string(header) + payment("E1", "10.00", own) +
                   payment("E2", "11.00",
                           own + "<UndrlygCstmrCdtTrf>" + end("Dbtr", "Ana Reed", "XX11TEST1") +
                               end("Cdtr", "Lin Wei", "XX22TEST2") + "</UndrlygCstmrCdtTrf>") +
                   "</FICdtTrf>");
  const auto tables = pacs_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 2);
  EXPECT_EQ((*tables)[1].kind, "other");
  EXPECT_NE((*tables)[1].kind_reason.find("twice"), std::string::npos);
  EXPECT_EQ(tell_column(tell_table(pacs_format, bytes, "payments"), "payer"), "TESTZZ00|");
  EXPECT_EQ(tell_column(tell_table(pacs_format, bytes, "cover payments"), "underlying payment"),
            "Ana Reed XX11TEST1 > Lin Wei XX22TEST2|");
}

TEST(FormatPacs, AReturnGoesBackToWhoPaidFirst) {
  const std::string bytes = document(
      "pacs.004.001.09",
      "<PmtRtr>" + std::string(header) +
          "<OrgnlGrpInf><OrgnlMsgId>M0</OrgnlMsgId></OrgnlGrpInf><TxInf><RtrId>R1</RtrId>"
          "<OrgnlEndToEndId>E1</OrgnlEndToEndId><RtrdIntrBkSttlmAmt "
          "Ccy=\"EUR\">10.00</RtrdIntrBkSttlmAmt><RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>"
          "closed</AddtlInf></RtrRsnInf><OrgnlTxRef>" +
          end("Dbtr", "Ana Reed", "XX11TEST1") + end("Cdtr", "Lin Wei", "XX22TEST2") +
          "</OrgnlTxRef></TxInf></PmtRtr>");
  const auto rows = tell_table(pacs_format, bytes, "returns");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].at("payer") + ">" + rows[0].at("payee"), "XX22TEST2>XX11TEST1");
  EXPECT_EQ(rows[0].at("kind"), "return");
  EXPECT_EQ(rows[0].at("reason"), "AC04 closed");
  EXPECT_EQ(rows[0].at("original message"), "M0");
}

TEST(FormatPacs, AReturnThatNamesNobodyIsKeptAndCountsNoMoney) {
  const std::string bytes = document(
      "pacs.004.001.11", "<PmtRtr>" + std::string(header) +
                             "<TxInf><OrgnlTxId>T1</OrgnlTxId><RtrdIntrBkSttlmAmt Ccy=\"EUR\">10.00"
                             "</RtrdIntrBkSttlmAmt></TxInf></PmtRtr>");
  const auto tables = pacs_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 1);
  EXPECT_EQ((*tables)[0].kind, "other");
  const auto rows = tell_table(pacs_format, bytes, "returns without ends");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].at("amount"), "10.00");
}

TEST(FormatPacs, StatusesAreNoPayments) {
  const std::string bytes =
      document("pacs.002.001.12",
               "<FIToFIPmtStsRpt>" + std::string(header) +
                   "<OrgnlGrpInfAndSts><OrgnlMsgId>M0</OrgnlMsgId></OrgnlGrpInfAndSts><TxInfAndSts>"
                   "<OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>"
                   "</FIToFIPmtStsRpt>");
  const auto tables = pacs_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 1);
  EXPECT_EQ((*tables)[0].kind, "other");
  const auto rows = tell_table(pacs_format, bytes, "statuses");
  EXPECT_EQ(tell_column(rows, "status"), "RJCT|");
  EXPECT_EQ(tell_column(rows, "original message"), "M0|");
}

TEST(FormatPacs, ACutFileEndsWithADamagedRow) {
  const std::string bytes =
      document("pacs.008.001.08", "<FIToFICstmrCdtTrf>" + std::string(header) +
                                      payment("E1", "10.00", end("Dbtr", "Ana Reed", "XX11TEST1")) +
                                      payment("E2", "11.00", end("Dbtr", "Ana Reed", "XX11TEST1")) +
                                      "</FIToFICstmrCdtTrf>");
  EXPECT_EQ(find_fault_in_cuts(pacs_format, bytes), "");
  for (const auto& strange : strange_samples())
    EXPECT_FALSE(pacs_format.recognises(strange)) << strange;
}

// ---- orders

TEST(FormatPain, AnOrderIsNamedAndCountsNoMoney) {
  const std::string bytes = document(
      "pain.001.001.09",
      "<CstmrCdtTrfInitn><GrpHdr><MsgId>M1</MsgId></GrpHdr><PmtInf><PmtInfId>B1</PmtInfId>"
      "<ReqdExctnDt><Dt>2025-02-04</Dt></ReqdExctnDt>" +
          end("Dbtr", "Ana Reed", "XX11TEST1") +
          "<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><Amt><InstdAmt "
          "Ccy=\"EUR\">10.00</InstdAmt></Amt>" +
          end("Cdtr", "Lin Wei", "XX22TEST2") + "</CdtTrfTxInf></PmtInf><PmtInf><PmtInfId>B2" +
          "</PmtInfId>" + end("Dbtr", "Bo Lee", "XX33TEST3") + "<CdtTrfTxInf>" +
          end("Cdtr", "Lin Wei", "XX22TEST2") + "</CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn>");
  EXPECT_TRUE(pain_format.recognises(bytes));
  EXPECT_FALSE(pacs_format.recognises(bytes));
  const auto tables = pain_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 1);
  EXPECT_EQ((*tables)[0].kind, "other");
  EXPECT_NE((*tables)[0].kind_reason.find("not payments"), std::string::npos);
  const auto rows = tell_table(pain_format, bytes, "orders to pay");
  EXPECT_EQ(tell_column(rows, "payer"), "XX11TEST1|XX33TEST3|");
  EXPECT_EQ(tell_column(rows, "payee"), "XX22TEST2|XX22TEST2|");
  EXPECT_EQ(tell_column(rows, "amount"), "10.00||");
  EXPECT_EQ(tell_column(rows, "time"), "2025-02-04||");
  EXPECT_EQ(tell_column(rows, "batch id"), "B1|B2|");
  EXPECT_EQ(find_fault_in_cuts(pain_format, bytes), "");
}

TEST(FormatPain, ADirectDebitIsPaidByTheDebtor) {
  const std::string bytes = document(
      "pain.008.001.08",
      "<CstmrDrctDbtInitn><PmtInf><ReqdColltnDt>2025-02-04</ReqdColltnDt>" +
          end("Cdtr", "Lin Wei", "XX22TEST2") + "<DrctDbtTxInf><InstdAmt Ccy=\"EUR\">10.00" +
          "</InstdAmt><DrctDbtTx><MndtRltdInf><MndtId>N7</MndtId></MndtRltdInf></DrctDbtTx>" +
          end("Dbtr", "Ana Reed", "XX11TEST1") + "</DrctDbtTxInf></PmtInf></CstmrDrctDbtInitn>");
  const auto rows = tell_table(pain_format, bytes, "orders to collect");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].at("payer") + ">" + rows[0].at("payee"), "XX11TEST1>XX22TEST2");
  EXPECT_EQ(rows[0].at("time") + " " + rows[0].at("amount"), "2025-02-04 10.00");
  EXPECT_EQ(rows[0].at("mandate"), "N7");
}

TEST(FormatPain, AnswersAreRowsForMessageBatchAndPayment) {
  const std::string bytes = document(
      "pain.002.001.12",
      "<CstmrPmtStsRpt><GrpHdr><MsgId>A1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1"
      "</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>B1"
      "</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts></OrgnlPmtInfAndSts><OrgnlPmtInfAndSts>"
      "<OrgnlPmtInfId>B2</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>"
      "ACSC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt>");
  const auto rows = tell_table(pain_format, bytes, "statuses");
  EXPECT_EQ(tell_column(rows, "status of"), "message|batch|payment|");
  EXPECT_EQ(tell_column(rows, "status"), "PART|RJCT|ACSC|");
  EXPECT_EQ(tell_column(rows, "original batch"), "|B1|B2|");
  EXPECT_EQ(tell_column(rows, "original message"), "M1|M1|M1|");
}

}  // namespace
}  // namespace cuibono::formats
