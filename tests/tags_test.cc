// Tags of addresses: said by their maker, with their confidence; a tagged exchange ends a trace.
#include <gtest/gtest.h>

#include <algorithm>

#include "tiny_case.h"

namespace cuibono::cross {
namespace {

constexpr const char* wallet = "btctest:btctest1qaj9w49z73ugjdh6mxskk8lenynv3e9suh3hnk3";
constexpr const char* mule = "btctest:btctest1qeapqdhke96tk40ekwgyee3g0kezvz36ng5evug";
constexpr const char* desk = "btctest:btctest1ql9stnsu3smc4s0fr0qfwm8q5m34pd7rxlspf8p";
constexpr const char* other = "btctest:btctest1qwd2tx2pj82deklegjfk8gxcvngqgc8tm03skus";

std::string transfers() {
  std::string text = "time,tx_hash,from_address,to_address,amount,currency\n";
  const auto row = [&](const char* time, const char* hash, const char* from, const char* to,
                       const char* amount) {
    text += std::string(time) + "," + hash + "," + from + "," + to + "," + amount + ",BTC\n";
  };
  row("2025-03-01T10:00:00Z", "aa01", wallet, mule, "1.50000000");
  row("2025-03-01T11:00:00Z", "aa02", mule, desk, "1.00000000");
  row("2025-03-02T09:00:00Z", "aa03", desk, other, "5.00000000");
  return text;
}

std::string reports() {
  return std::string(
             "report_id,victim_name,platform,payment_date,payment_amount,payment_currency,payment_"
             "from,payment_to\nR1,Ana Example,Fictive Trading,2025-03-01,1.5,BTC,") +
         wallet + "," + mule + "\n";
}

std::string pack() {
  return std::string(
             "title: Invented pack\ncreator: Example Team\ncurrency: BTC\ntags:\n- address: ") +
         desk + "\n  label: Example Exchange\n  category: exchange\n  confidence: service_data\n" +
         "- address: btctest:btctest1qhd7gf4n4xnqn7vrnee0rzjxdgyq7na85grwgqj\n  label: Elsewhere\n";
}

TEST(Tags, ATaggedExchangeEndsTheTraceByTheWordOfItsMaker) {
  TempFolder temp;
  make_empty_case(temp / "case");
  static_cast<void>(add_text(temp / "case", "chain.csv", transfers(), "an explorer"));
  static_cast<void>(add_text(temp / "case", "reports.csv", reports(), "a police unit"));
  static_cast<void>(add_text(temp / "case", "pack.yaml", pack(), "a maker of packs"));
  static_cast<void>(run_case(temp / "case"));

  const auto intake = read_json(temp / "case/out/intake.json");
  EXPECT_EQ(intake["events_by_kind"]["tags"], 2);
  EXPECT_EQ(intake["quarantined"], 0) << intake["items"].dump(1);
  const auto money = read_json(temp / "case/out/money.json");
  const auto stop = std::find_if(money["stops"].begin(), money["stops"].end(), [](const auto& one) {
    return one["account"].template get<std::string>().ends_with(desk);
  });
  ASSERT_NE(stop, money["stops"].end()) << money["stops"].dump(1);
  EXPECT_EQ((*stop)["reason"], "service");
  EXPECT_EQ((*stop)["amount_minor"], "100000000");
  const auto why = (*stop)["why"].get<std::string>();
  EXPECT_NE(why.find("tagged “Example Exchange”, exchange by Example Team"), std::string::npos)
      << why;
  EXPECT_NE(why.find("confidence: service_data"), std::string::npos) << why;

  std::size_t tags = 0;
  for (const auto& claim : read_json_lines(temp / "case/out/claims.jsonl")) {
    if (claim["predicate"] != "is tagged as") continue;
    ++tags;
    EXPECT_EQ(claim["force"], "stated");
    EXPECT_NE(claim["said_by"].get<std::string>().find("Example Team"), std::string::npos);
    EXPECT_NE(claim["object"].get<std::string>().find("confidence: service_data"),
              std::string::npos);
  }
  EXPECT_EQ(tags, 1U);  // the other address neither pays nor is paid
}

}  // namespace
}  // namespace cuibono::cross
