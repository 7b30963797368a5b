#include "evidence/time_pattern.h"

#include <gtest/gtest.h>

namespace cuibono::evidence {
namespace {

std::string read_as(std::string_view letters, std::string_view text) {
  const auto pattern = TimePattern::make(letters);
  if (!pattern.has_value()) return "no pattern";
  const auto reading = pattern->read(text);
  if (!reading.has_value()) return "unread";
  if (reading->step.has_value()) return "step " + std::to_string(*reading->step);
  std::string out = core::format_rfc3339(core::to_utc_us(reading->civil));
  out += " ";
  out += core::precision_name(reading->precision);
  if (reading->offset_s.has_value()) out += " " + std::to_string(*reading->offset_s);
  if (!reading->has_date) out += " clock";
  return out;
}

struct Example {
  std::string letters, text, want;
};

TEST(TimePattern, ReadsWhatTheLettersSay) {
  const std::vector<Example> examples{
      {"YYYYMMDD hhmm", "20060601 0008", "2006-06-01T00:08:00Z minute"},
      {"YYYY-MM-DD hh:mm:ss", "2022-08-01 01:53:13", "2022-08-01T01:53:13Z second"},
      {"YYYY/MM/DD hh:mm", "2022/09/01 00:20", "2022-09-01T00:20:00Z minute"},
      {"YYMMDD", "930101", "1993-01-01T00:00:00Z day"},
      {"YYMMDD hh:mm:ss", "681231 00:00:00", "2068-12-31T00:00:00Z second"},
      {"DD.MM.YYYY", "17.03.2025", "2025-03-17T00:00:00Z day"},
      {"DD.MM.YYYY", "7.03.2025", "unread"},
      {"D.M.YYYY", "7.3.2025", "2025-03-07T00:00:00Z day"},
      {"D.M.YYYY", "31.2.2025", "unread"},
      {"DD.MM.YYYY[ hh:mm[:ss]]", "17.03.2025", "2025-03-17T00:00:00Z day"},
      {"DD.MM.YYYY[ hh:mm[:ss]]", "17.03.2025  09:05", "2025-03-17T09:05:00Z minute"},
      {"DD.MM.YYYY[ hh:mm[:ss]]", "17.03.2025 09:05:59", "2025-03-17T09:05:59Z second"},
      {"DD.MM.YYYY[ hh:mm[:ss]]", "17.03.2025 09:05:", "unread"},
      {"YYYY-MM-DDThh:mm:ss[.f][Z]", "2025-05-04T09:13:00Z", "2025-05-04T09:13:00Z second 0"},
      {"YYYY-MM-DDThh:mm:ss[.f][Z]", "2025-05-04T09:13:00.250+02:00",
       "2025-05-04T09:13:00.250000Z microsecond 7200"},
      {"YYYY-MM-DDThh:mm:ss[.f][Z]", "2025-05-04T09:13:00-0330",
       "2025-05-04T09:13:00Z second -12600"},
      {"D MON YYYY", "4 мая 2025", "2025-05-04T00:00:00Z day"},
      {"D MON YYYY", "4 May 2025", "2025-05-04T00:00:00Z day"},
      {"D MON YYYY", "4 Mai 2025", "2025-05-04T00:00:00Z day"},
      {"D MON YYYY", "17 févr. 2025", "2025-02-17T00:00:00Z day"},
      {"D MON YYYY", "17 Smarch 2025", "unread"},
      {"DD-MON-YY", "17-DEC-24", "2024-12-17T00:00:00Z day"},
      {"MON D, YYYY hh:mm AP", "Sept 3, 2025 12:05 AM", "2025-09-03T00:05:00Z minute"},
      {"MON D, YYYY hh:mm AP", "Sep 3, 2025 01:05 p.m.", "2025-09-03T13:05:00Z minute"},
      {"MON D, YYYY hh:mm AP", "Sep 3, 2025 13:05 PM", "unread"},
      {"DD/MM/YYYY hh:mm AP", "14/02/2025 08:22 μμ", "2025-02-14T20:22:00Z minute"},
      {"DD/MM/YYYY hh:mm AP", "14/02/2025 01:53 πμ", "2025-02-14T01:53:00Z minute"},
      {"WDAY, D MON YYYY hh:mm:ss Z", "Mon, 17 Mar 2025 08:00:01 GMT",
       "2025-03-17T08:00:01Z second 0"},
      {"YYYY'年'M'月'D'日'", "2025年3月7日", "2025-03-07T00:00:00Z day"},
      {"YYYY'년' M'월' D'일' AP h:mm", "2025년 3월 7일 오후 2:05", "2025-03-07T14:05:00Z minute"},
      {"hh:mm:ss", "23:59:59", "1970-01-01T23:59:59Z second clock"},
      {"hh:mm:ss", "24:00:00", "unread"},
      {"hh.mm 'Uhr'", "09.05 Uhr", "1970-01-01T09:05:00Z minute clock"},
      {"MM/YYYY", "03/2025", "2025-03-01T00:00:00Z month"},
      {"YYYY", "1984", "1984-01-01T00:00:00Z year"},
      {"epoch_s", "1714814000", "2024-05-04T09:13:20Z second 0"},
      {"epoch_s", "1714814000.5", "2024-05-04T09:13:20.500000Z microsecond 0"},
      {"epoch_ms", "1714814000250", "2024-05-04T09:13:20.250000Z microsecond 0"},
      {"epoch_us", "1714814000250001", "2024-05-04T09:13:20.250001Z microsecond 0"},
      {"epoch_s", "99999999999999999999", "unread"},
      {"excel", "45416", "2024-05-04T00:00:00Z day"},
      {"excel", "45416.384259259256", "2024-05-04T09:13:20Z second"},
      {"excel", "45416,384259259256", "2024-05-04T09:13:20Z second"},
      {"excel", "60", "unread"},
      {"step", "17", "step 17"},
      {"step", "17.5", "unread"},
      {"step", "-1", "unread"},
  };
  for (const auto& example : examples)
    EXPECT_EQ(read_as(example.letters, example.text), example.want)
        << example.letters << " of " << example.text;
}

TEST(TimePattern, LettersThatSayNothingOfTimeAreRefused) {
  for (const auto* letters : {"", "foo", "MM", "DD.MM", "YYYY-YYYY", "YYYY[-MM", "YYYY]",
                              "MM MM YYYY", "YYYY'", "[[[[[[[[[[[[YYYY]]]]]]]]]]]]"})
    EXPECT_FALSE(TimePattern::make(letters).has_value()) << letters;
}

TEST(TimePattern, Law1OnlyTimesThatExistAndTheWholeText) {
  core::CounterRandom random(3, 1);
  const std::vector<std::string> patterns{
      "YYYYMMDD hhmm", "D/M/YYYY[ h:mm[:ss]]",       "YY-MM-DD",      "DD MON YYYY", "epoch_ms",
      "excel",         "YYYY-MM-DDThh:mm:ss[.f][Z]", "M/D/YY h:mm AP"};
  const std::string marks = "0123456789012345678901234567890123456789-/.: TZ+APMmay";
  std::size_t read_count = 0;
  for (int round = 0; round < 40000; ++round) {
    const auto pattern = TimePattern::make(patterns[random.below(patterns.size())]);
    ASSERT_TRUE(pattern.has_value());
    // A written time with some characters exchanged, so that a fair part can be read.
    std::string text = core::format_rfc3339(random.between(0, 4'000'000'000) * core::us_per_second);
    if (random.chance(0.3)) text = std::to_string(random.below(70000));
    if (random.chance(0.3)) text.erase(std::min<std::size_t>(text.size(), random.below(20)));
    for (std::uint64_t hits = random.below(4); hits > 0 && !text.empty(); --hits)
      text[random.below(text.size())] = marks[random.below(marks.size())];
    const auto reading = pattern->read(text);
    if (!reading.has_value()) continue;
    ++read_count;
    EXPECT_TRUE(is_valid(reading->civil)) << text;
    EXPECT_FALSE(pattern->read(text + "x").has_value()) << text;
  }
  EXPECT_GT(read_count, 1000U);
}

}  // namespace
}  // namespace cuibono::evidence
