#include "money/pattern_table.h"

#include <gtest/gtest.h>

#include <map>

#include "money/evidence_worlds.h"
#include "money/pattern_worlds.h"
#include "money/shape_counts.h"

namespace cuibono::money {
namespace {

CaseText random_case(std::uint64_t seed) {
  core::CounterRandom random(seed, 31);
  CaseText text;
  std::int64_t day = 1;
  for (std::uint64_t i = 0; i < 50; ++i) {
    day += static_cast<std::int64_t>(random.below(3));
    const auto name = [&]() -> std::string {
      const auto at = random.below(8);
      return at == 7 ? std::string() : std::string(1, static_cast<char>('a' + at));
    };
    PaymentText payment{day,    name(),
                        name(), static_cast<std::int64_t>(random.below(900)),
                        "",     random.below(3) == 0 ? "USD" : "EUR",
                        -1,     ""};
    if (random.below(9) == 0) {
      payment.received_currency = "KRW";
      payment.received_minor = 7;
    }
    text.payments.push_back(std::move(payment));
  }
  return text;
}

struct Made {
  HandMade made;
  FoundPatterns found;
  std::map<std::string, formats::TypedColumn> columns;
  std::uint64_t rows = 0;
};

Made make(const CaseText& text) {
  Made out{HandMaker(text).make(), {}, {}, 0};
  auto rules = read_pattern_rules({});
  EXPECT_TRUE(rules.has_value());
  for (auto& rule : *rules) rule.least_minor.clear();
  auto found = find_patterns({}, out.made.evidence, out.made.entities, *rules);
  EXPECT_TRUE(found.has_value());
  out.found = std::move(*found);
  auto table = make_pattern_table({}, out.made.evidence, out.found);
  EXPECT_TRUE(table.has_value());
  out.rows = table->rows;
  for (auto& column : table->columns) {
    const std::string name = column.name;
    EXPECT_TRUE(out.columns.emplace(name, std::move(column)).second) << name;
  }
  return out;
}

/// The features of one payment by the twin, over all payments of its currency.
TEST(PatternTable, FeaturesAreThoseOfTheTwin) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const CaseText text = random_case(seed);
    const Made made = make(text);
    ASSERT_EQ(made.rows, text.payments.size());
    std::vector<bool> has_payer(made.rows), has_payee(made.rows);
    for (const auto& ledger : made.found.ledgers) {
      const auto twin = transfer_features_reference(ledger.payments.columns(), table_window_us);
      for (std::size_t i = 0; i < ledger.payments.event.size(); ++i) {
        const std::size_t row = ledger.payments.event[i];
        if (ledger.selector[ledger.payments.payer[i]] != evidence::no_selector) {
          has_payer[row] = true;
          EXPECT_EQ(made.columns.at("payer_payees").narrow[row],
                    static_cast<std::int32_t>(twin.payer_payees[i]));
          EXPECT_EQ(made.columns.at("payer_out_minor").wide[row], twin.payer_out_minor[i]);
        }
        if (ledger.selector[ledger.payments.payee[i]] != evidence::no_selector) {
          has_payee[row] = true;
          EXPECT_EQ(made.columns.at("payee_payers").narrow[row],
                    static_cast<std::int32_t>(twin.payee_payers[i]));
          EXPECT_EQ(made.columns.at("payee_in_minor").wide[row], twin.payee_in_minor[i]);
        }
      }
    }
    for (std::size_t row = 0; row < made.rows; ++row) {
      EXPECT_EQ(made.columns.at("payer_payees").is_valid[row] != 0, has_payer[row]) << row;
      EXPECT_EQ(made.columns.at("payee_payers").is_valid[row] != 0, has_payee[row]) << row;
      EXPECT_EQ(has_payer[row], !text.payments[row].from.empty());
      EXPECT_EQ(has_payee[row], !text.payments[row].to.empty());
    }
  }
}

/// Counts in a day by the twins, over the payments of a currency whose ends are both known.
TEST(PatternTable, ShapesAreThoseOfTheTwins) {
  std::int64_t all = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const CaseText text = random_case(seed);
    const Made made = make(text);
    std::vector<bool> is_inner(made.rows);
    for (const auto& ledger : made.found.ledgers) {
      PaymentWorld world;
      std::vector<std::uint32_t> event;
      for (std::size_t i = 0; i < ledger.payments.event.size(); ++i) {
        if (ledger.selector[ledger.payments.payer[i]] == evidence::no_selector ||
            ledger.selector[ledger.payments.payee[i]] == evidence::no_selector)
          continue;
        world.pay(ledger.payments.time_us[i], ledger.payments.payer[i], ledger.payments.payee[i],
                  ledger.payments.amount_minor[i]);
        event.push_back(ledger.payments.event[i]);
        is_inner[event.back()] = true;
      }
      const auto fans = fan_counts_reference(world.columns(), core::us_per_day);
      const auto sums = [&](const SizeCounts& counts, const std::string& name) {
        std::vector<std::int64_t> sum(event.size(), 0);
        for (const auto& one : counts) sum[one.row] += static_cast<std::int64_t>(one.count);
        for (std::size_t i = 0; i < event.size(); ++i) {
          EXPECT_EQ(made.columns.at(name).wide[event[i]], sum[i]) << name;
          all += sum[i];
        }
      };
      sums(scatter_gather_counts_reference(world.columns(), core::us_per_day),
           "scatter_gathers_day");
      sums(temporal_cycle_counts_reference(world.columns(), core::us_per_day),
           "temporal_cycles_day");
      sums(short_cycle_counts_reference(world.columns(), core::us_per_day, 3), "short_cycles_day");
      for (std::size_t i = 0; i < event.size(); ++i) {
        EXPECT_EQ(made.columns.at("payees_out_day").narrow[event[i]],
                  static_cast<std::int32_t>(fans.payees_out[i]));
        EXPECT_EQ(made.columns.at("payments_in_day").narrow[event[i]],
                  static_cast<std::int32_t>(fans.payments_in[i]));
      }
    }
    for (std::size_t row = 0; row < made.rows; ++row) {
      EXPECT_EQ(made.columns.at("payers_in_day").is_valid[row] != 0, is_inner[row]) << row;
      EXPECT_EQ(made.columns.at("short_cycles_day").is_valid[row] != 0, is_inner[row]) << row;
    }
  }
  EXPECT_GT(all, 10);  // a payment a day: few shapes close within one
}

TEST(PatternTable, HitsSumToTheTransfersOfPatterns) {
  std::int64_t all = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const Made made = make(random_case(seed));
    for (std::size_t r = 0; r < made.found.rules.size(); ++r) {
      std::int64_t transfers = 0, hits = 0;
      for (const auto& ledger : made.found.ledgers)
        for (const auto& pattern : ledger.found[r].found)
          transfers += static_cast<std::int64_t>(pattern.transfers.size());
      for (const auto hit : made.columns.at("hits_" + made.found.rules[r].id).narrow) hits += hit;
      EXPECT_EQ(hits, transfers) << made.found.rules[r].id;  // law 2
      all += hits;
    }
  }
  EXPECT_GT(all, 100);
}

TEST(PatternTable, ARowSaysWhichRecordItIs) {
  CaseText text;
  text.payments = {{3, "a", "b", 500, "", "EUR", -1, ""}, {4, "b", "", 400, "", "USD", -1, ""}};
  const Made made = make(text);
  EXPECT_EQ(made.columns.at("row").wide, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(made.columns.at("records").narrow, (std::vector<std::int32_t>{1, 1}));
  EXPECT_EQ(made.columns.at("time").wide[0], 3 * core::us_per_day);
  EXPECT_EQ(made.columns.at("time").type, formats::ColumnType::time_us);
  EXPECT_EQ(made.columns.at("amount_minor").wide, (std::vector<std::int64_t>{500, 400}));
  const auto& currency = made.columns.at("currency");
  EXPECT_EQ(currency.texts[static_cast<std::size_t>(currency.narrow[1])], "USD");
}

}  // namespace
}  // namespace cuibono::money
