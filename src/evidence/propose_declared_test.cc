#include <gtest/gtest.h>

#include "evidence/propose_samples.h"

namespace cuibono::evidence {
namespace {

std::string statement(std::string_view entries) {
  return "<Document "
         "xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><Stmt><Id>S1"
         "</Id><Acct><Id><Othr><Id>0042</Id></Othr></Id></Acct>" +
         std::string(entries) + "</Stmt></BkToCstmrStmt></Document>";
}

constexpr std::string_view disagreeing =
    "<Ntry><Amt "
    "Ccy='EUR'>9.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-02-03"
    "</Dt></BookgDt><NtryDtls><TxDtls><Amt Ccy='EUR'>4.00</Amt></TxDtls><TxDtls><Amt Ccy='EUR'>3.00"
    "</Amt></TxDtls></NtryDtls></Ntry>";

TEST(ProposeDeclared, WhatAReaderCannotSettleIsAsked) {
  const Mapping mapping = propose(statement(disagreeing));
  EXPECT_EQ(mapping.kind, ItemKind::transfers);
  ASSERT_EQ(mapping.questions.size(), 1);
  EXPECT_TRUE(mapping.questions[0].starts_with("In one entry the details do not add up"))
      << mapping.questions[0];
}

TEST(ProposeDeclared, WhatAgreesAsksNothing) {
  std::string bytes = statement(disagreeing);
  bytes.replace(bytes.find("9.00"), 4, "7.00");
  EXPECT_TRUE(propose(bytes).questions.empty());
}

TEST(ProposeDeclared, AKindThatSurprisesHasItsReason) {
  std::string bytes = statement(disagreeing);
  bytes.replace(bytes.find("BOOK"), 4, "PDNG");
  const Mapping mapping = propose(bytes);
  EXPECT_EQ(mapping.kind, ItemKind::other);
  EXPECT_NE(mapping.kind_reason.find("not booked"), std::string::npos) << mapping.kind_reason;
  EXPECT_TRUE(mapping.questions.empty());
}

}  // namespace
}  // namespace cuibono::evidence
