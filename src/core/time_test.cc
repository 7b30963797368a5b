#include "core/time.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "core/random.h"

namespace cuibono::core {
namespace {

std::int64_t at(std::string_view text) { return parse_rfc3339(text).value().time_us; }

UtcInstant in_zone(const CivilTime& local, std::string_view zone) {
  return to_utc(local, find_zone(zone).value());
}

TEST(Time, DaysExistByTheGregorianRule) {
  EXPECT_TRUE(is_valid({2024, 2, 29}));
  EXPECT_TRUE(is_valid({2000, 2, 29}));
  EXPECT_FALSE(is_valid({1900, 2, 29}));
  EXPECT_FALSE(is_valid({2023, 2, 29}));
  EXPECT_FALSE(is_valid({2024, 4, 31}));
  EXPECT_FALSE(is_valid({2024, 0, 1}));
  EXPECT_FALSE(is_valid({2024, 13, 1}));
  EXPECT_FALSE(is_valid({2024, 1, 0}));
  EXPECT_FALSE(is_valid({0, 1, 1}));
  EXPECT_FALSE(is_valid({10'000, 1, 1}));
  EXPECT_TRUE(is_valid({2024, 1, 1, 23, 59, 59, 999'999}));
  EXPECT_FALSE(is_valid({2024, 1, 1, 24, 0, 0}));
  EXPECT_FALSE(is_valid({2024, 1, 1, 0, 60, 0}));
  EXPECT_FALSE(is_valid({2016, 12, 31, 23, 59, 60}));  // leap seconds are not kept
  EXPECT_FALSE(is_valid({2024, 1, 1, 0, 0, 0, 1'000'000}));
  EXPECT_FALSE(is_valid({2024, 1, 1, 0, 0, 0, -1}));
}

TEST(Time, EveryDayOfTenThousandYearsFollowsTheOneBefore) {
  CivilTime civil{1, 1, 1};
  std::int64_t expected = -719'162;  // days from 0001-01-01 to 1970-01-01
  while (civil.year < 10'000) {
    const std::int64_t time_us = to_utc_us(civil);
    ASSERT_EQ(time_us, expected * us_per_day) << civil.year << "-" << int{civil.month};
    ASSERT_EQ(from_utc_us(time_us), civil);
    ++expected;
    CivilTime next = civil;
    ++next.day;
    if (!is_valid(next)) next = {civil.year, static_cast<std::uint8_t>(civil.month + 1), 1};
    if (civil.month == 12 && next.month == 13) next = {civil.year + 1, 1, 1};
    civil = next;
  }
  EXPECT_EQ(expected, 2'932'897);  // 10000-01-01
}

TEST(Time, CivilTimesGoThereAndBack) {
  CounterRandom random(1, 1);
  const std::int64_t first = to_utc_us({1, 1, 1}), last = to_utc_us({9999, 12, 31, 23, 59, 59});
  for (int i = 0; i < 5000; ++i) {
    const std::int64_t time_us = random.between(first, last);
    ASSERT_TRUE(is_valid(from_utc_us(time_us)));
    ASSERT_EQ(to_utc_us(from_utc_us(time_us)), time_us);
  }
  EXPECT_EQ(from_utc_us(-1), (CivilTime{1969, 12, 31, 23, 59, 59, 999'999}));
  EXPECT_EQ(to_utc_us({2001, 9, 9, 1, 46, 40}), 1'000'000'000 * us_per_second);
}

TEST(Time, DaysAndWeekdaysFloor) {
  EXPECT_EQ(day_of(0), 0);
  EXPECT_EQ(day_of(us_per_day - 1), 0);
  EXPECT_EQ(day_of(-1), -1);
  EXPECT_EQ(day_of(-us_per_day), -1);
  EXPECT_EQ(weekday_of(0), 3);  // a Thursday
  EXPECT_EQ(weekday_of(at("2024-02-26")), 0);
  EXPECT_EQ(weekday_of(at("2024-03-03")), 6);
  EXPECT_EQ(weekday_of(at("1969-12-29")), 0);
  EXPECT_EQ(weekday_of(at("1969-12-28")), 6);
}

TEST(Time, FindsIanaZonesAndFixedOffsetsAndNothingElse) {
  for (const char* name : {"Europe/Vilnius", "America/New_York", "Asia/Kolkata", "+02:00", "-0330",
                           "UTC+3", "GMT-5", "+5:45", "Pacific/Apia", "Etc/GMT+3"}) {
    const auto zone = find_zone(name);
    ASSERT_TRUE(zone.has_value()) << name;
    EXPECT_EQ(zone_name(*zone), name);
    EXPECT_EQ(find_zone(name), zone) << "ids are stable";
  }
  for (const char* name : {"UTC", "Z", "GMT", "+00:00", "UTC+0"}) {
    EXPECT_EQ(find_zone(name), utc_zone) << name;
  }
  for (const char* name :
       {"", " ", "Europe/Nowhere", "+19:00", "GMT+19:00", "+02:60", "+2:5", "+:0330", "+0:330",
        "+02:00:00", "+", "UTC+", "2", "Mars", "GMT+", "+12345"}) {
    EXPECT_FALSE(find_zone(name).has_value()) << name;
  }
}

TEST(Time, LocalTimesOfAZoneBecomeUtc) {
  EXPECT_EQ(in_zone({2024, 1, 15, 12}, "Europe/Vilnius").time_us, at("2024-01-15T10:00:00Z"));
  EXPECT_EQ(in_zone({2024, 7, 15, 12}, "Europe/Vilnius").time_us, at("2024-07-15T09:00:00Z"));
  EXPECT_EQ(in_zone({2024, 7, 15, 12}, "America/New_York").time_us, at("2024-07-15T16:00:00Z"));
  EXPECT_EQ(in_zone({2024, 7, 15, 12}, "Asia/Kolkata").time_us, at("2024-07-15T06:30:00Z"));
  EXPECT_EQ(in_zone({2024, 7, 15, 12}, "-03:30").time_us, at("2024-07-15T15:30:00Z"));
  EXPECT_EQ(in_zone({2024, 7, 15, 12}, "Etc/GMT+3").time_us, at("2024-07-15T15:00:00Z"));
}

TEST(Time, AReadingThatHappensTwiceTakesTheEarlierAndSaysSo) {
  // Vilnius, 2024-10-27: at 04:00 summer time the clock goes back to 03:00.
  const UtcInstant twice = in_zone({2024, 10, 27, 3, 30}, "Europe/Vilnius");
  EXPECT_EQ(twice.time_us, at("2024-10-27T00:30:00Z"));
  EXPECT_EQ(twice.fit, LocalFit::ambiguous_earlier_taken);
  for (const auto& [hour, minute, utc] :
       {std::tuple{2, 59, "2024-10-26T23:59:00Z"}, std::tuple{4, 0, "2024-10-27T02:00:00Z"}}) {
    const CivilTime local{2024, 10, 27, static_cast<std::uint8_t>(hour),
                          static_cast<std::uint8_t>(minute)};
    const UtcInstant once = in_zone(local, "Europe/Vilnius");
    EXPECT_EQ(once.fit, LocalFit::exact);
    EXPECT_EQ(once.time_us, at(utc));
  }
}

TEST(Time, AReadingThatNeverHappensMovesForwardByTheGapAndSaysSo) {
  // New York, 2024-03-10: at 02:00 the clock goes on to 03:00.
  const UtcInstant never = in_zone({2024, 3, 10, 2, 30}, "America/New_York");
  EXPECT_EQ(never.fit, LocalFit::skipped_moved_forward);
  EXPECT_EQ(never.time_us, at("2024-03-10T07:30:00Z"));  // 03:30 by the new clock
  EXPECT_EQ(in_zone({2024, 3, 10, 1, 59}, "America/New_York").time_us, at("2024-03-10T06:59:00Z"));
  EXPECT_EQ(in_zone({2024, 3, 10, 3, 0}, "America/New_York").time_us, at("2024-03-10T07:00:00Z"));
  // Lord Howe's clock moves by half an hour; Apia left out a whole day.
  const UtcInstant half = in_zone({2024, 10, 6, 2, 15}, "Australia/Lord_Howe");
  EXPECT_EQ(half.fit, LocalFit::skipped_moved_forward);
  EXPECT_EQ(to_local(half.time_us, *find_zone("Australia/Lord_Howe")),
            (CivilTime{2024, 10, 6, 2, 45}));
  const UtcInstant day = in_zone({2011, 12, 30, 12}, "Pacific/Apia");
  EXPECT_EQ(day.fit, LocalFit::skipped_moved_forward);
  EXPECT_EQ(to_local(day.time_us, *find_zone("Pacific/Apia")), (CivilTime{2011, 12, 31, 12}));
}

TEST(Time, ExactReadingsComeBackFromUtcWhateverWasAskedBefore) {
  CounterRandom random(2, 1);
  const std::vector<std::string> names = {"Europe/Vilnius", "America/New_York",
                                          "Asia/Kathmandu", "Australia/Lord_Howe",
                                          "Pacific/Apia",   "Africa/Casablanca"};
  for (int i = 0; i < 4000; ++i) {
    const ZoneId zone = *find_zone(names[random.below(names.size())]);
    const std::int64_t time_us =
        random.between(at("1990-01-01"), at("2030-01-01")) / us_per_second * us_per_second;
    const CivilTime local = to_local(time_us, zone);
    const UtcInstant back = to_utc(local, zone);
    ASSERT_NE(back.fit, LocalFit::skipped_moved_forward) << format_rfc3339(time_us);
    if (back.fit == LocalFit::exact) {
      ASSERT_EQ(back.time_us, time_us) << format_rfc3339(time_us);
    } else {
      ASSERT_LE(back.time_us, time_us);  // the earlier of the two
      ASSERT_EQ(to_local(back.time_us, zone), local);
    }
  }
}

TEST(Time, ZonesGiveTheSameAnswerOnManyThreads) {
  std::vector<std::vector<std::int64_t>> answers(4);
  {
    std::vector<std::jthread> team;
    for (auto& answer : answers) {
      team.emplace_back([&answer] {
        for (std::uint8_t hour = 0; hour < 24; ++hour) {
          for (std::uint8_t day = 1; day <= 31; ++day) {
            answer.push_back(
                to_utc({2023, 10, day, hour}, find_zone("Europe/Lisbon").value()).time_us);
          }
        }
      });
    }
  }
  for (const auto& answer : answers) EXPECT_EQ(answer, answers[0]);
}

TEST(Time, Rfc3339IsReadWithItsPrecision) {
  const auto read = [](std::string_view text) { return parse_rfc3339(text).value(); };
  EXPECT_EQ(read("2025-05-04").precision, Precision::day);
  EXPECT_EQ(read("2025-05-04T09:13Z").precision, Precision::minute);
  EXPECT_EQ(read("2025-05-04T09:13:00Z").precision, Precision::second);
  EXPECT_EQ(read("2025-05-04T09:13:00.25Z").precision, Precision::microsecond);
  EXPECT_EQ(read("2025-05-04T09:13:00.25Z").time_us, at("2025-05-04T09:13:00Z") + 250'000);
  EXPECT_EQ(read("2025-05-04t09:13:00z").time_us, at("2025-05-04T09:13:00Z"));
  EXPECT_EQ(read("2025-05-04T09:13:00+02:00").time_us, at("2025-05-04T07:13:00Z"));
  EXPECT_EQ(read("2025-05-04T00:13:00-05:30").time_us, at("2025-05-04T05:43:00Z"));
  for (const char* text : {"",
                           "2025",
                           "2025-05",
                           "2025-5-4",
                           "2025-02-30",
                           "2025-13-01",
                           "2025-05-04T",
                           "25-05-04",
                           "2025-05-04T09Z",
                           "2025-05-04T09:13:00",
                           "2025-05-04T24:00:00Z",
                           "2025-05-04T09:60:00Z",
                           "2025-05-04T09:13:60Z",
                           "2025-05-04T09:13:00.Z",
                           "2025-05-04T09:13:00+2:00",
                           "2025-05-04T09:13:00+0200",
                           "2025-05-04T09:13:00+19:00",
                           "2025-05-04T09:13:00Z ",
                           "2025-05-04X09:13:00Z",
                           "2025/05/04",
                           "0000-01-01"}) {
    EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
  }
}

TEST(Time, FormatsTheDigitsThatThePrecisionSupports) {
  const std::int64_t time_us = at("2025-05-04T09:13:07Z");
  EXPECT_EQ(format_time(time_us, Precision::second), "2025-05-04T09:13:07Z");
  EXPECT_EQ(format_time(time_us, Precision::minute), "2025-05-04T09:13Z");
  EXPECT_EQ(format_time(time_us, Precision::day), "2025-05-04");
  EXPECT_EQ(format_time(time_us, Precision::month), "2025-05");
  EXPECT_EQ(format_time(time_us, Precision::year), "2025");
  EXPECT_EQ(format_time(17 * us_per_step, Precision::step), "step 17");
  EXPECT_EQ(format_rfc3339(time_us + 5), "2025-05-04T09:13:07.000005Z");
  EXPECT_EQ(format_rfc3339(at("0001-01-01")), "0001-01-01T00:00:00Z");
}

TEST(Time, FormatAndParseUndoEachOther) {
  CounterRandom random(3, 1);
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t time_us = random.between(at("0001-01-01"), at("9999-12-31"));
    ASSERT_EQ(at(format_rfc3339(time_us)), time_us);
    const std::int64_t day_us = day_of(time_us) * us_per_day;
    const auto day = parse_rfc3339(format_time(day_us, Precision::day)).value();
    ASSERT_EQ(day.time_us, day_us);
    ASSERT_EQ(day.precision, Precision::day);
  }
}

TEST(Time, EveryPrecisionHasItsName) {
  EXPECT_EQ(precision_name(Precision::microsecond), "microsecond");
  EXPECT_EQ(precision_name(Precision::day), "day");
  EXPECT_EQ(precision_name(Precision::step), "step");
}

}  // namespace
}  // namespace cuibono::core
