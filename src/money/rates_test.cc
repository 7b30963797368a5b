#include "money/rates.h"

#include <gtest/gtest.h>

namespace cuibono::money {
namespace {

core::AssetId asset(const char* code) { return *core::find_asset(code); }
std::int64_t day(const char* text) {
  return core::day_of(core::parse_rfc3339(std::string(text) + "T00:00:00Z")->time_us);
}
Rates rates_of(std::vector<RateFile> files, std::int64_t age = 5) {
  auto rates = Rates::read(files, age);
  EXPECT_TRUE(rates.has_value()) << rates.error().what << " " << rates.error().where;
  return rates.has_value() ? std::move(*rates) : Rates{};
}
const RateFile case_table = {"rates/case.csv",
                             "date,from,to,rate,source\n"
                             "2025-03-04,GEL,EUR,0.3412,National Bank\n"
                             "2025-03-04,EUR,USD,1.0837,\"Bank, of Ys\"\n"};
const RateFile euro_table = {"rates/eurofxref-hist.csv",
                             "Date,USD,JPY,KRW,\n"
                             "2025-03-04,1.0557,157.03,1537.74,\n"
                             "2025-03-03,1.0465,N/A,1531.43,\n"};

TEST(Rates, EuroAtAnExecutedRateOfTheOracle) {  // ORACLES T08
  const Rates rates = rates_of({case_table});
  const auto ten = rates.convert({1'000'000, asset("EUR")}, asset("USD"), day("2025-03-04"));
  ASSERT_TRUE(ten.has_value());
  EXPECT_EQ(ten->amount_minor, 1'083'700);
  EXPECT_EQ(ten->source, "Bank, of Ys");
  EXPECT_TRUE(ten->is_of_case);
  EXPECT_EQ(rates.convert({500'000, asset("EUR")}, asset("USD"), day("2025-03-04"))->amount_minor,
            541'850);
}

TEST(Rates, TheCaseComesFirstThenTheEuroTableStraightTurnedOrAcross) {
  const Rates rates = rates_of({euro_table, case_table});
  EXPECT_EQ(rates.convert({10'000, asset("EUR")}, asset("USD"), day("2025-03-04"))->amount_minor,
            10'837);
  EXPECT_EQ(rates.convert({10'000, asset("EUR")}, asset("JPY"), day("2025-03-04"))->amount_minor,
            15'703);
  EXPECT_EQ(rates.convert({15'703, asset("JPY")}, asset("EUR"), day("2025-03-04"))->amount_minor,
            10'000);
  const auto across = rates.convert({157'030, asset("JPY")}, asset("KRW"), day("2025-03-04"));
  EXPECT_EQ(across->amount_minor, 1'537'740);
  EXPECT_TRUE(across->is_by_way_of_euro);
  // On the third the table has no yen: a rate of another day is not mixed in.
  EXPECT_FALSE(rates.convert({1, asset("JPY")}, asset("KRW"), day("2025-03-03")).has_value());
}

TEST(Rates, ARateIsOfTheDayOrOfAFewDaysBeforeNeverOfLater) {
  const Rates rates = rates_of({case_table});
  const core::Money lari{100, asset("GEL")};
  EXPECT_FALSE(rates.convert(lari, asset("EUR"), day("2025-03-03")).has_value());
  const auto weekend = rates.convert(lari, asset("EUR"), day("2025-03-09"));
  ASSERT_TRUE(weekend.has_value());
  EXPECT_EQ(weekend->day, day("2025-03-04"));
  EXPECT_FALSE(rates.convert(lari, asset("EUR"), day("2025-03-10")).has_value());
}

TEST(Rates, HalvesGoAwayFromZeroAndNothingIsMadeOfNothing) {
  const Rates rates = rates_of({{"a", "date,from,to,rate,source\n2025-03-04,EUR,USD,0.5,x\n"}});
  const auto cents = [&](std::int64_t minor) {
    return rates.convert({minor, asset("EUR")}, asset("USD"), day("2025-03-04"))->amount_minor;
  };
  EXPECT_EQ(cents(1), 1);
  EXPECT_EQ(cents(-1), -1);
  EXPECT_EQ(cents(0), 0);
  EXPECT_EQ(cents(3), 2);
  EXPECT_EQ(cents(INT64_MAX), INT64_MAX / 2 + 1);
}

TEST(Rates, EveryErrorSaysFileAndRow) {
  const auto fails_at = [](const char* rows) {
    const std::vector<RateFile> files = {{"rates/x.csv", rows}};
    const auto rates = Rates::read(files, 5);
    return rates.has_value() ? std::string() : rates.error().where;
  };
  const std::string head = "date,from,to,rate,source\n";
  EXPECT_EQ(fails_at("day,from,to,rate,source\n2025-03-04,EUR,USD,1,x\n"), "rates/x.csv, row 1");
  EXPECT_EQ(fails_at((head + "2025-13-04,EUR,USD,1,x\n").c_str()), "rates/x.csv, row 2");
  EXPECT_EQ(fails_at((head + "2025-03-04,EUR,ZZZ,1,x\n").c_str()), "rates/x.csv, row 2");
  EXPECT_EQ(fails_at((head + "2025-03-04,EUR,USD,0,x\n").c_str()), "rates/x.csv, row 2");
  EXPECT_EQ(fails_at((head + "2025-03-04,EUR,USD,1\n").c_str()), "rates/x.csv, row 2");
  EXPECT_EQ(fails_at("Date,USD\n30 October 2026,1.1172\n30 Oktober 2026,1.1\n"),
            "rates/x.csv, row 3");
}

TEST(Rates, EqualTheTwinOnRandomTables) {
  const std::array codes = {"EUR", "USD", "JPY", "KRW", "GEL"};
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    core::CounterRandom random(seed, 5);
    std::string own = "date,from,to,rate,source\n", bank = "Date,USD,JPY,KRW\n";
    const auto date = [&](std::int64_t d) {
      return core::format_time(d * core::us_per_day, core::Precision::day);
    };
    for (std::uint64_t n = random.below(12); n > 0; --n)
      own += date(random.between(0, 20)) + "," + codes[random.below(5)] + "," +
             codes[random.below(5)] + "," + std::to_string(random.between(1, 9999)) + "." +
             std::to_string(random.below(100)) + ",source " + std::to_string(n) + "\n";
    for (std::int64_t d = 0; d < 20; ++d) {
      if (random.chance(0.4)) continue;
      bank += date(d);
      for (int i = 0; i < 3; ++i)
        bank += random.chance(0.2) ? ",N/A" : "," + std::to_string(random.between(1, 900)) + ".5";
      bank += "\n";
    }
    const Rates rates = rates_of({{"own", own}, {"bank", bank}}, random.between(0, 5));
    for (int n = 0; n < 50; ++n) {
      const core::Money amount{random.between(-9999, 9999), asset(codes[random.below(5)])};
      const core::AssetId to = asset(codes[random.below(5)]);
      const std::int64_t on = random.between(-3, 30);
      const auto fast = rates.convert(amount, to, on),
                 slow = convert_reference(rates, amount, to, on);
      ASSERT_EQ(fast.has_value(), slow.has_value()) << seed;
      if (!fast) continue;
      ASSERT_EQ(fast->amount_minor, slow->amount_minor) << seed;
      ASSERT_EQ(fast->day, slow->day) << seed;
      ASSERT_EQ(fast->source, slow->source) << seed;
    }
  }
}

}  // namespace
}  // namespace cuibono::money
