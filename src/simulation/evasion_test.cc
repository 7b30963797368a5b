// How the group answers pressure: what the files show of it, and what does not change.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "simulation/read_calls.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

WorldRequest weekly_request() {
  WorldRequest request = small_request();
  request.evasion.number_change_days = 7;
  return request;
}

WorldRequest split_request() {
  WorldRequest request = small_request();
  request.evasion.site_split = true;
  return request;
}

Story story_of(const WorldRequest& request) {
  core::RunContext context;
  context.threads = 2;
  auto story = make_story(context, request);
  EXPECT_TRUE(story.has_value());
  return story.has_value() ? std::move(story).value() : Story();
}

TEST(Evasion, EveryDeskChangesItsNumberWeeklyAndInOrder) {
  const ReadWorld read = read_world(weekly_request());
  const auto calls = read_calls(read);
  std::size_t desks = 0, numbers = 0;
  for (const auto& staff : read.truth["staff"]) {
    if (staff["role"] != "opener" && staff["role"] != "retention") continue;
    ++desks;
    const int days = staff["to_day"].get<int>() - staff["from_day"].get<int>();
    const auto own = static_cast<int>(staff["numbers"].size()) - 1;  // the last is private
    numbers += static_cast<std::size_t>(own);
    EXPECT_GE(own, days / 7 - 1) << staff["id"];
    EXPECT_LE(own, days / 7 + 3) << staff["id"];
  }
  EXPECT_EQ(read.truth["desk_numbers"].size(), numbers);
  EXPECT_GT(numbers, 5 * desks);

  std::size_t in_order = 0, same_card = 0, other_handset = 0, shown = 0, of_desks = 0;
  for (const auto& succession : read.truth["successions"]) {
    if (succession["is_desk"] == false) continue;
    ++of_desks;
    const auto from = calls.find(succession["from"].get<std::string>()),
               to = calls.find(succession["to"].get<std::string>());
    if (from == calls.end() || to == calls.end()) continue;  // a number that was never used
    EXPECT_LT(from->second.back().time_us, to->second.front().time_us) << succession;
    const auto at = core::parse_rfc3339(succession["at"].get<std::string>() + "T00:00:00Z");
    ASSERT_TRUE(at.has_value());
    EXPECT_LT(from->second.back().time_us, at->time_us);
    EXPECT_GT(to->second.front().time_us, at->time_us - 3 * core::us_per_hour);  // city's midnight
    ++in_order;
    same_card += succession["same_sim"].get<bool>();
    other_handset += !succession["same_handset"].get<bool>();
    const Texts before = seen(from->second, &Told::handset),
                after = seen(to->second, &Told::handset);
    const Texts old_card = seen(from->second, &Told::card), card = seen(to->second, &Told::card);
    if (before.empty() || after.empty()) continue;
    ++shown;
    EXPECT_EQ(before == after, succession["same_handset"].get<bool>()) << succession;
    EXPECT_EQ(old_card == card, succession["same_sim"].get<bool>()) << succession;
  }
  EXPECT_GT(in_order * 100, of_desks * 95);
  EXPECT_GT(shown * 100, of_desks * 90);
  EXPECT_GT(same_card, in_order / 20);
  EXPECT_LT(same_card, in_order / 3);
  EXPECT_GT(other_handset, in_order / 40);
  EXPECT_LT(other_handset, in_order / 4);
}

/// In summer the night shift begins on the day before, in UTC.
TEST(Evasion, TheNightShiftRingsFromTheNumberOfItsDay) {
  WorldRequest request = weekly_request();
  request.scale = 0.3;
  const Story story = story_of(request);
  std::size_t other_day = 0;
  for (const Victim& victim : story.victims) {
    for (const VictimCall& call : victim.calls) {
      const core::CivilTime local = core::to_local(call.time_us, story.zone);
      const auto day =
          static_cast<int>((core::to_utc_us(local) - story.plan.start_us) / core::us_per_day);
      other_day += (call.time_us - story.plan.start_us) / core::us_per_day != day;
      const NumberSpan* span = find_span(story, call);
      if (span == nullptr) continue;  // who had left, or not yet come
      EXPECT_LE(span->from_day, day);
      EXPECT_GT(span->to_day, day);
    }
  }
  EXPECT_GT(other_day, 10U);
}

TEST(Evasion, Law4NumbersAndPlacesChangeNeitherCallsNorPayments) {
  const Story plain = story_of(small_request());
  WorldRequest request = weekly_request();
  request.evasion.site_split = true;
  const Story evasive = story_of(request);
  ASSERT_EQ(plain.calls.size(), evasive.calls.size());
  std::size_t other_numbers = 0, other_places = 0;
  for (std::size_t i = 0; i < plain.calls.size(); ++i) {
    const Call &one = plain.calls[i], &other = evasive.calls[i];
    ASSERT_EQ(one.time_us, other.time_us);
    ASSERT_EQ(one.duration_s, other.duration_s);
    other_numbers += one.caller != other.caller;
    other_places += one.caller_place != other.caller_place;
  }
  EXPECT_GT(other_numbers, plain.calls.size() / 10);
  EXPECT_GT(other_places, plain.calls.size() / 20);
  ASSERT_EQ(plain.transfers.size(), evasive.transfers.size());
  for (std::size_t i = 0; i < plain.transfers.size(); ++i) {
    const Transfer &one = plain.transfers[i], &other = evasive.transfers[i];
    ASSERT_EQ(one.payer, other.payer);
    ASSERT_EQ(one.payee, other.payee);
    ASSERT_EQ(one.amount_minor, other.amount_minor);
  }
}

TEST(Evasion, ASplitSiteIsSeenOnOtherCellsFromThatDayOn) {
  const ReadWorld read = read_world(split_request());
  const auto calls = read_calls(read);
  Texts taken;
  for (const auto& site : read.truth["sites"]) {
    ASSERT_EQ(site["periods"].size(), 2U);
    const auto& before = site["periods"][0];
    const auto& after = site["periods"][1];
    EXPECT_EQ(before["to"], site["split_at"]);
    EXPECT_EQ(after["from"], site["split_at"]);
    ASSERT_EQ(before["places"].size(), 1U);
    ASSERT_EQ(after["places"].size(), 2U);
    const std::int64_t split_us =
        core::parse_rfc3339(site["split_at"].get<std::string>() + "T00:00:00Z")->time_us;
    const Texts old_cells = texts_of(before["places"][0]["cells"]);
    Texts all = old_cells;
    for (const auto& place : after["places"]) {
      const Texts cells = texts_of(place["cells"]);
      EXPECT_EQ(cells.size(), 4U);
      std::size_t rows_before = 0, rows_after = 0;
      for (const auto& number : place["numbers"]) {
        const auto found = calls.find(number.get<std::string>());
        if (found == calls.end()) continue;
        for (const Told& call : found->second) {
          if (call.cell.empty()) continue;
          const bool moved = call.time_us >= split_us;
          ++(moved ? rows_after : rows_before);
          EXPECT_TRUE((moved ? cells : old_cells).contains(call.cell)) << call.cell;
        }
      }
      EXPECT_GT(rows_before, 500U);
      EXPECT_GT(rows_after, 500U);
      for (const auto& cell : cells) {
        EXPECT_TRUE(taken.insert(cell).second) << "two places share " << cell;
      }
      all.insert(cells.begin(), cells.end());
    }
    EXPECT_EQ(texts_of(site["cells"]), all);
    for (const auto& cell : old_cells) EXPECT_FALSE(taken.contains(cell)) << cell;
  }
  for (const auto& site : small_world().truth["sites"]) {
    EXPECT_TRUE(site["split_at"].is_null());
    ASSERT_EQ(site["periods"].size(), 1U);
    EXPECT_EQ(site["periods"][0]["places"][0]["cells"], site["cells"]);
    EXPECT_EQ(texts_of(site["periods"][0]["places"][0]["numbers"]), texts_of(site["numbers"]));
  }
}

/// The most steps that a victim's money takes to a collector, payment after payment in time.
int longest_chain(const Story& story) {
  std::vector<int> steps(story.accounts.size(), 0);
  int longest = 0;
  for (const Transfer& transfer : story.transfers) {
    int so_far = 0;
    if (transfer.reason == Reason::pass_on) {
      so_far = steps[transfer.payer.index()];
      if (so_far == 0) continue;
    } else if (transfer.victim == nobody<VictimId>) {
      continue;
    }
    int& there = steps[transfer.payee.index()];
    there = std::max(there, so_far + 1);
    longest = std::max(longest, there);
  }
  return longest;
}

TEST(Evasion, DeeperChainsAreLongerByTheLayersAsked) {
  for (int depth = 0; depth <= 3; ++depth) {
    WorldRequest request = small_request();
    request.scale = 0.05;
    request.evasion.chain_depth = depth;
    const Story story = story_of(request);
    EXPECT_EQ(longest_chain(story), 4 + depth);
    std::set<int> layers;
    for (const Mule& mule : story.mules) layers.insert(mule.layer);
    EXPECT_EQ(static_cast<int>(layers.size()), 3 + depth);
    EXPECT_EQ(*layers.rbegin(), 3 + depth);
  }
}

}  // namespace
}  // namespace cuibono::simulation
