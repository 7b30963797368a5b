// Two banks' records of one payment, two operators' records of one call: how many pairs are found, and how
// many that are found are right, on files whose truth is known.
#include <gtest/gtest.h>

#include <cstdio>
#include <set>

#include "evidence/events_clocks.h"
#include "evidence/events_merge.h"
#include "evidence/legs_worlds.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint64_t seeds = 6;
constexpr std::uint64_t precision_least_permille = 999, recall_least_permille = 980;

struct Way {
  const char* name;
  LegsOptions options;
};

std::uint64_t permille(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 1000 : part * 1000 / whole;
}

template <class MakeWorld>
void measure(const char* what, const std::vector<Way>& ways, const MakeWorld& make_world) {
  for (const Way& way : ways) {
    LegsScore sum;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      const LegsWorld world = make_world(seed, way.options);
      const LegsScore score = score_of(world, evidence_of(world.files));
      EXPECT_EQ(score.explained, score.merged) << "an event of several records without a reason";
      sum.real += score.real;
      sum.found += score.found;
      sum.right += score.right;
    }
    const std::string name = std::string(what) + ", " + way.name;
    std::printf("legs of %s: %llu pairs, precision %.4f, recall %.4f\n", name.c_str(),
                static_cast<unsigned long long>(sum.real),
                static_cast<double>(sum.right) / static_cast<double>(sum.found),
                static_cast<double>(sum.right) / static_cast<double>(sum.real));
    EXPECT_GT(sum.real, 5'000U) << name;
    EXPECT_GE(permille(sum.right, sum.found), precision_least_permille) << name;
    EXPECT_GE(permille(sum.right, sum.real), recall_least_permille) << name;
  }
}

LegsOptions options(bool is_dated, bool is_newest_first, std::int64_t clock_ahead_s,
                    std::size_t letters = 16) {
  LegsOptions made;
  made.is_dated = is_dated;
  made.is_newest_first = is_newest_first;
  made.clock_ahead_s = clock_ahead_s;
  made.reference_letters = letters;
  return made;
}

TEST(Legs, TwoBanksRecordsOfPaymentsAreFoundAndNoOthers) {
  measure("payments",
          {{"days alone, references cut", options(true, false, 0)},
           {"days alone, newest first", options(true, true, 0)},
           {"clocks 90 s apart", options(false, false, 90)},
           {"clocks 25 min apart, newest first", options(false, true, -1500)},
           {"a zone one hour off", options(false, false, 3600)},
           {"times without references", options(false, false, 2, 0)}},
          payments_world);
}

TEST(Legs, TwoOperatorsRecordsOfCallsAreFoundAndNoOthers) {
  measure("calls",
          {{"clocks 2 s apart", options(false, false, 2)},
           {"clocks 40 s apart", options(false, false, -40)},
           {"clocks 4 min apart", options(false, false, 240)}},
          calls_world);
}

TEST(Legs, AMaskWithoutAFileGivesTheRecordsOfTheOtherBack) {
  const LegsWorld world = payments_world(1, options(true, false, 0));
  const Evidence whole = evidence_of(world.files);
  LeftOut left_out;
  left_out.files = {"second.csv", "entries.csv"};
  const Evidence alone = evidence_of(world.files, left_out);
  const auto rows_of_first = [&](const Evidence& evidence) {
    std::set<std::uint64_t> rows;
    for (const auto ref : evidence.transfers.legs.records)
      if (evidence.items[ref.item_rank()].name == "first.csv") rows.insert(ref.ordinal());
    return rows;
  };
  EXPECT_LT(whole.transfers.legs.records.size() - whole.transfers.size(), whole.records);
  EXPECT_EQ(alone.transfers.legs.records.size(), alone.records);
  EXPECT_EQ(rows_of_first(alone), rows_of_first(whole)) << "nothing of the first bank is lost";
  EXPECT_EQ(InWords(alone).all(), InWords(evidence_of(without(world.files, left_out))).all());
}

TEST(Legs, ReferencesThatAreCutAreKnown) {
  EXPECT_TRUE(is_cut_reference("Invoice 2025/118 of May", "INVOICE2025/118"));
  EXPECT_TRUE(is_cut_reference("аренда 20250118", "аренда 20250118 май"));
  EXPECT_FALSE(is_cut_reference("Invoice 2025/118", "Invoice 2025/119"));
  EXPECT_FALSE(is_cut_reference("rent", "rent of May")) << "too short to say anything";
  EXPECT_FALSE(is_cut_reference("", "Invoice 2025/118"));
}

std::vector<ClockSample> samples(std::uint32_t item, std::uint32_t other, std::int64_t apart_s,
                                 std::size_t count) {
  return std::vector<ClockSample>(count, {item, other, apart_s * core::us_per_second});
}

TEST(Legs, ClocksAreTiedToEachOther) {
  auto all = samples(0, 2, 90, 20);
  const auto more = samples(1, 2, -30, 25);
  all.insert(all.end(), more.begin(), more.end());
  const Clocks clocks = compare_clocks(all, core::us_per_second, 4);
  ASSERT_EQ(clocks.ahead_us.size(), 4U);
  EXPECT_EQ(clocks.ahead_of(0), 0);
  EXPECT_EQ(clocks.ahead_of(2), 90 * core::us_per_second);
  EXPECT_EQ(clocks.ahead_of(1), 120 * core::us_per_second);
  EXPECT_EQ(clocks.ahead_of(3), 0);
  std::reverse(all.begin(), all.end());
  EXPECT_EQ(compare_clocks(all, core::us_per_second, 4).ahead_us, clocks.ahead_us);  // law 1
  EXPECT_EQ(clocks_in_words(clocks, 0, 2),
            "; the clocks of their files stand 90 s apart, which is set off");
  EXPECT_EQ(clocks_in_words(clocks, 0, 3), "");
}

TEST(Legs, FewOrScatteredSamplesSayNothingOfClocks) {
  EXPECT_TRUE(compare_clocks(samples(0, 1, 90, 19), core::us_per_second, 2).ahead_us.empty());
  EXPECT_TRUE(compare_clocks(samples(0, 1, 0, 50), core::us_per_second, 2).ahead_us.empty());
  auto scattered = samples(0, 1, 90, 20);
  for (std::size_t i = 0; i < 5; ++i)
    scattered.push_back({0, 1, static_cast<std::int64_t>(i) * core::us_per_hour});
  EXPECT_TRUE(compare_clocks(scattered, core::us_per_second, 2).ahead_us.empty());
}

}  // namespace
}  // namespace cuibono::evidence
