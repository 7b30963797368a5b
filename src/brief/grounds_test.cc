// A count opens to rows that were counted, and to no others.
#include "brief/grounds.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "brief/sentences.h"

namespace cuibono::brief {
namespace {

using evidence::RecordRef;

const core::AssetId eur = *core::find_asset("EUR"), krw = *core::find_asset("KRW");

/// Two reports: one payment in EUR that a transfer shows, one in KRW that none does.
evidence::Evidence make_evidence() {
  evidence::Evidence evidence;
  auto& transfers = evidence.transfers;
  for (const core::AssetId asset : {krw, eur}) {
    transfers.received_asset.push_back(asset);
    transfers.legs.records.push_back(RecordRef(1, 10 + transfers.received_asset.size()));
    transfers.legs.begin.push_back(transfers.legs.records.size());
  }
  evidence.calls.legs.records = {RecordRef(2, 5), RecordRef(2, 7), RecordRef(2, 6)};
  evidence.calls.legs.begin = {0, 1, 2, 3};
  const auto add_report = [&](std::uint64_t row, core::AssetId asset) -> evidence::ReportPayment& {
    evidence::Report report;
    report.records = {RecordRef(0, row)};
    evidence::ReportPayment payment;
    payment.amount_minor = 100;
    payment.asset = asset;
    payment.record = RecordRef(0, row);
    report.payments.push_back(payment);
    evidence.reports.push_back(std::move(report));
    return evidence.reports.back().payments[0];
  };
  add_report(2, eur).matched = evidence::TransferId(1);
  add_report(3, krw);
  return evidence;
}

TEST(Grounds, RowsOfOneAssetAlone) {
  const auto evidence = make_evidence();
  EXPECT_EQ(reported_rows(evidence, eur), (std::vector{RecordRef(0, 2)}));
  EXPECT_EQ(reported_rows(evidence, krw), (std::vector{RecordRef(0, 3)}));
  EXPECT_TRUE(reported_rows(evidence, eur, true).empty());
  EXPECT_EQ(reported_rows(evidence, krw, true), (std::vector{RecordRef(0, 3)}));
  EXPECT_EQ(followed_rows(evidence, eur), (std::vector{RecordRef(1, 12)}));
  EXPECT_TRUE(followed_rows(evidence, krw).empty());  // no report speaks of that transfer
}

TEST(Grounds, EndsAndFirstRows) {
  const auto evidence = make_evidence();
  EXPECT_EQ(ends_of(evidence.calls.legs), (std::vector{RecordRef(2, 5), RecordRef(2, 6)}));
  EXPECT_TRUE(ends_of(evidence::Legs{}).empty());
  EXPECT_EQ(first_rows(evidence),
            (std::vector{RecordRef(0, 2), RecordRef(1, 11), RecordRef(2, 5)}));
}

}  // namespace
}  // namespace cuibono::brief
