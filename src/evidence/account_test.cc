// The accounting of a file: amounts before and after, balances that do not follow, days without records.
#include "evidence/account.h"

#include <gtest/gtest.h>

#include "evidence/records_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;

Mapping statement() {
  return make_mapping(ItemKind::transfers,
                      {date, own_account, other_account, debit, credit, currency, balance_after});
}

AmountSums sums_of(const RecordBatch& batch, const char* currency) {
  for (const auto& sums : batch.account.sums)
    if (sums.asset == core::find_asset(currency)) return sums;
  return {};
}

std::string minor(core::Int128 value) { return core::format_minor(value); }

TEST(Account, PlainDigitsAreReadAsTheyStand) {
  struct Case {
    std::string_view cell;
    char point;
    std::uint8_t exponent;
    std::string expected;  ///< empty: not plain
  };
  for (const Case& c : std::initializer_list<Case>{{"12.50", '.', 2, "1250"},
                                                   {"1.240,50", ',', 2, "124050"},
                                                   {"-1,240.5", '.', 2, "124050"},
                                                   {"7", '.', 2, "700"},
                                                   {"7-", '.', 0, "7"},
                                                   {"0.123456789", '.', 8, "12345678"},
                                                   {"1'000.00", '.', 2, "100000"},
                                                   {"(12.00)", '.', 2, ""},
                                                   {"EUR 5", '.', 2, ""},
                                                   {"1.2.3", '.', 2, ""},
                                                   {"1-2", '.', 2, ""},
                                                   {"", '.', 2, ""},
                                                   {".", '.', 2, ""}}) {
    const auto read = read_plain_digits(c.cell, c.point, c.exponent);
    EXPECT_EQ(read ? minor(*read) : std::string(), c.expected) << c.cell;
  }
}

TEST(Account, SecondReadingAgreesWithTheFirstWhereverBothRead) {
  core::CounterRandom random(1, 1);
  std::size_t both = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    constexpr std::string_view letters = "0123456789012345678901234567890.,,''- +()";
    const auto length = 1 + random.below(10);
    for (std::uint64_t k = 0; k < length; ++k) text += letters[random.below(letters.size())];
    const core::DecimalStyle style{'.', random.below(2) == 0 ? ',' : '\'', true, true};
    const auto exponent = static_cast<std::uint8_t>(random.below(4));
    const auto first = core::parse_decimal(text, style, exponent);
    const auto second = read_plain_digits(core::trim(text), style.point, exponent);
    if (first.fault || !second) continue;
    ++both;
    const core::Int128 size = first.scaled < 0 ? -core::Int128{first.scaled} : first.scaled;
    ASSERT_EQ(minor(size), minor(*second)) << text;
  }
  EXPECT_GT(both, 10'000U);
}

TEST(Account, Law4BeforeIsAfterAndWhatWasSetAside) {
  const RecordBatch batch = read_rows_of(
      statement(),
      "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
      "2025-02-03;90001;90002;;2.50;EUR;97.50\n"
      "2025-02-30;90001;90002;1.25;;EUR;\n"      // no such day: set aside with its amount
      "2025-02-04;90001;90002;7.00;3.00;EUR;\n"  // two amounts: both are before, none after
      "2025-02-04;90001;90002;x;;EUR;\n"         // cannot be read
      "2025-02-04;90001;90002;1.00;;QQQ;\n"      // of no known currency
      "2025-02-04;90001;90002;;;EUR;\n"          // none
      "2025-02-05;90001;90002;1,000.00;;USD;\n"
      "2025-02-05;90001;90002\n");
  const AmountSums euros = sums_of(batch, "EUR"), dollars = sums_of(batch, "USD");
  EXPECT_EQ(minor(euros.before_minor), "1875");
  EXPECT_EQ(minor(euros.after_minor), "750");
  EXPECT_EQ(minor(euros.quarantined_minor), "1125");
  EXPECT_EQ(euros.before, 5U);
  EXPECT_EQ(euros.after, 2U);
  EXPECT_EQ(euros.quarantined, 3U);
  EXPECT_EQ(minor(dollars.before_minor), minor(dollars.after_minor));
  EXPECT_EQ(batch.account.amounts_unreadable, 3U);
  EXPECT_EQ(batch.account.amounts_absent, 1U);
  std::uint64_t amounts = 0;
  for (const auto& sums : batch.account.sums) amounts += sums.before;
  // Each row has an amount, or two, or one that cannot be read, or none.
  EXPECT_EQ(amounts + batch.account.amounts_unreadable + batch.account.amounts_absent,
            batch.account.rows + 1);
}

TEST(Account, SignsOfPaymentsSayWhoPaysAndThoseOfReportsStay) {
  Mapping mapping = make_mapping(ItemKind::transfers, {date, own_account, other_account, amount});
  mapping.columns[3].form.is_signed = true;
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-02-03;90001;90002;-5.00\n"
                                         "2025-02-03;90001;90002;(2.00)\n"
                                         "2025-02-03;90001;90002;EUR 3.00\n");
  EXPECT_EQ(minor(sums_of(batch, "EUR").before_minor), "1000");
  EXPECT_EQ(minor(sums_of(batch, "EUR").after_minor), "1000");
}

TEST(Account, DuplicatesNameTheRowThatTheyRepeat) {
  const RecordBatch batch = read_rows_of(statement(),
                                         "2025-02-03;90001;90002;5.00;;EUR;\n"
                                         "2025-02-03;90001;90003;5.00;;EUR;\n"
                                         "2025-02-03;90001;90002;5.00;;EUR;\n"
                                         "2025-02-03;90001;90003;5.00;;EUR;\n"
                                         "2025-02-03;90001;90002;5.00;;EUR;\n");
  EXPECT_EQ(batch.account.duplicates, 3U);
  std::string pairs;
  for (const auto& pair : batch.account.duplicate_rows)
    pairs += std::to_string(pair.row) + "=" + std::to_string(pair.same_as) + " ";
  EXPECT_EQ(pairs, "4=2 5=3 6=2 ");
}

TEST(Account, ManyDuplicatesAreCountedAndTheFirstHundredNamed) {
  std::string rows;
  for (int i = 0; i < 400; ++i) rows += "2025-02-03;90001;90002;5.00;;EUR;\n";
  const RecordBatch batch = read_rows_of(statement(), rows);
  EXPECT_EQ(batch.account.duplicates, 399U);
  EXPECT_EQ(batch.account.duplicate_rows.size(), places_kept);
}

std::string gaps_in_words(const RecordBatch& batch) {
  if (!batch.account.balances) return "none";
  const BalanceCheck& b = *batch.account.balances;
  std::string text = std::to_string(b.accounts) + " accounts, " + std::to_string(b.compared) +
                     " compared, " + std::to_string(b.gaps) + " gaps" +
                     (b.is_newest_first ? ", newest first" : "");
  if (b.repeated > 0) text += ", " + std::to_string(b.repeated) + " repeated";
  for (const auto& gap : b.places)
    text += " " + std::to_string(gap.beside) + ">" + std::to_string(gap.row) + " " +
            minor(gap.expected_minor) + "/" + std::to_string(gap.stated_minor) +
            (gap.is_beside_quarantined ? "q" : "");
  return text;
}

TEST(Account, BalancesFollowPaymentsAccountByAccount) {
  EXPECT_EQ(gaps_in_words(read_rows_of(statement(),
                                       "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                       "2025-02-03;90003;90002;1.00;;EUR;9.00\n"
                                       "2025-02-04;90001;90002;;2.50;EUR;97.50\n"
                                       "2025-02-04;90001;90002;1.00;;USD;3.00\n"
                                       "2025-02-05;90003;90001;;1.00;EUR;10.00\n")),
            "3 accounts, 2 compared, 0 gaps");
}

TEST(Account, AMissingPageIsOneGapWithItsPlace) {
  EXPECT_EQ(gaps_in_words(read_rows_of(statement(),
                                       "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                       "2025-02-09;90001;90002;5.00;;EUR;70.00\n"
                                       "2025-02-10;90001;90002;5.00;;EUR;65.00\n")),
            "1 accounts, 2 compared, 1 gaps 2>3 9000/7000");
}

TEST(Account, AStatementWithTheNewestFirstFollowsFromTheBottomUp) {
  EXPECT_EQ(gaps_in_words(read_rows_of(statement(),
                                       "2025-02-10;90001;90002;5.00;;EUR;65.00\n"
                                       "2025-02-09;90001;90002;;5.00;EUR;70.00\n"
                                       "2025-02-08;90001;90002;5.00;;EUR;65.00\n"
                                       "2025-02-01;90001;90002;5.00;;EUR;90.00\n")),
            "1 accounts, 3 compared, 1 gaps, newest first 4>5 7000/9000");
}

TEST(Account, ARowWithoutABalanceCountsWithItsAmount) {
  EXPECT_EQ(gaps_in_words(read_rows_of(statement(),
                                       "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                       "2025-02-03;90001;90002;5.00;;EUR;\n"
                                       "2025-02-04;90001;90002;5.00;;EUR;85.00\n")),
            "1 accounts, 1 compared, 0 gaps");
}

TEST(Account, AGapBesideARowThatWasSetAsideSaysSo) {
  EXPECT_EQ(gaps_in_words(read_rows_of(statement(),
                                       "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                       "2025-02-30;90001;90002;5.00;;EUR;90.00\n"
                                       "2025-02-04;90001;90002;5.00;;EUR;85.00\n")),
            "1 accounts, 1 compared, 1 gaps 2>4 9000/8500q");
}

TEST(Account, ARowThatStandsTwiceIsNoGap) {
  EXPECT_EQ(gaps_in_words(read_rows_of(statement(),
                                       "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                       "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                       "2025-02-04;90001;90002;5.00;;EUR;90.00\n")),
            "1 accounts, 1 compared, 0 gaps, 1 repeated");
}

TEST(Account, AFeeMayBeInTheBalance) {
  EXPECT_EQ(gaps_in_words(read_rows_of(
                make_mapping(ItemKind::transfers,
                             {date, own_account, other_account, debit, credit, fee, balance_after}),
                "2025-02-03;90001;90002;5.00;;;95.00\n"
                "2025-02-03;90001;90002;5.00;;0.50;89.50\n"
                "2025-02-04;90001;90002;5.00;;;84.50\n")),
            "1 accounts, 2 compared, 0 gaps");
}

TEST(Account, BalancesOfNobodyAreNotCompared) {
  const Mapping plain =
      make_mapping(ItemKind::transfers, {date, payer, payee, amount, balance_after});
  EXPECT_EQ(gaps_in_words(read_rows_of(plain, "2025-02-03;90001;90002;5.00;95.00\n")), "none");
  const Mapping own =
      make_mapping(ItemKind::transfers, {date, own_account, payer, payee, amount, balance_after});
  EXPECT_EQ(gaps_in_words(read_rows_of(own,
                                       "2025-02-03;90001;90001;90002;5.00;95.00\n"
                                       "2025-02-03;90001;90002;90001;4.00;99.00\n"
                                       "2025-02-03;90001;90002;90001;4.00;104.00\n")),
            "1 accounts, 2 compared, 1 gaps 3>4 10300/10400");
}

std::string days_in_words(const std::vector<std::int64_t>& days) {
  DayCounter counter(days.front(), days.back());
  for (const auto day : days) counter.add(day);
  const DayCount count = counter.finish();
  std::string text = std::to_string(count.with_records) + " of " + std::to_string(count.days);
  if (count.longest)
    text += ", longest " + std::to_string(count.longest->from_day) + "+" +
            std::to_string(count.longest->days);
  text += count.usual_days ? ", usual " + std::to_string(*count.usual_days) : ", no rhythm";
  for (const auto& gap : count.places)
    text += ", missing " + std::to_string(gap.from_day) + "+" + std::to_string(gap.days);
  return text;
}

TEST(Account, DaysAreJudgedByTheFilesOwnRhythm) {
  std::vector<std::int64_t> daily, weekdays, weekly;
  for (std::int64_t day = 0; day < 140; ++day) {
    if (day < 50 || day >= 59) daily.push_back(day);
    if (day % 7 < 5 && (day < 49 || day >= 56)) weekdays.push_back(day);
    if (day % 7 == 0) weekly.push_back(day);
  }
  EXPECT_EQ(days_in_words(daily), "131 of 140, longest 50+9, usual 0, missing 50+9");
  // A week off among weekends: nine days against a rhythm of two.
  EXPECT_EQ(days_in_words(weekdays), "95 of 138, longest 47+9, usual 2, missing 47+9");
  EXPECT_EQ(days_in_words(weekly), "20 of 134, longest 1+6, usual 6");
  EXPECT_EQ(days_in_words({0, 1, 40}), "3 of 41, longest 2+38, no rhythm");
  EXPECT_EQ(days_in_words({7}), "1 of 1, no rhythm");
}

TEST(Account, DaysOfAFileWithoutCalendarAreNotCounted) {
  Mapping months = make_mapping(ItemKind::transfers, {time, payer, payee, amount});
  months.columns[0].form.time_pattern = "YYYY-MM";
  EXPECT_FALSE(read_rows_of(months, "2025-02;90001;90002;5.00\n").account.days);
  const Mapping dated = make_mapping(ItemKind::transfers, {date, payer, payee, amount});
  const auto days =
      read_rows_of(dated, "0001-01-01;90001;90002;5.00\n9999-12-31;90001;90002;5.00\n")
          .account.days;
  ASSERT_TRUE(days);
  EXPECT_EQ(days->with_records, 2U);
  EXPECT_EQ(days->days, 3'652'059U);
}

TEST(Account, TheAccountIsStoredWhole) {
  RecordBatch batch = read_rows_of(statement(),
                                   "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                   "2025-02-03;90001;90002;5.00;;EUR;95.00\n"
                                   "2025-02-30;90001;90002;5.00;;EUR;95.00\n"
                                   "2025-02-09;90001;90002;5.00;;EUR;70.00\n");
  const std::string bytes = write_batch(batch);
  const auto again = read_batch(bytes);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(write_batch(*again), bytes);
  EXPECT_EQ(gaps_in_words(*again), gaps_in_words(batch));
  ASSERT_TRUE(again->account.days);
  EXPECT_EQ(again->account.days->days, 7U);
  EXPECT_EQ(minor(sums_of(*again, "EUR").quarantined_minor), "500");
  EXPECT_EQ(again->account.duplicate_rows.size(), 1U);
}

}  // namespace
}  // namespace cuibono::evidence
