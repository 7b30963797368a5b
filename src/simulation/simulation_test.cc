#include "simulation/simulation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "simulation/read_back.h"

namespace cuibono::simulation {
namespace {

using Json = nlohmann::json;

core::Result<World> world_of(std::uint64_t seed, double scale, unsigned threads = 2) {
  core::RunContext context;
  context.threads = threads;
  return make_world(context, {seed, scale});
}

std::set<std::string> texts_of(const Json& array) {
  std::set<std::string> texts;
  for (const auto& one : array) texts.insert(one.get<std::string>());
  return texts;
}

TEST(Simulation, Law1SameBytesForAnyThreadCount) {
  const auto one = world_of(5, 0.02, 1);
  ASSERT_TRUE(one.has_value());
  for (const unsigned threads : {2U, 8U}) {
    const auto other = world_of(5, 0.02, threads);
    ASSERT_TRUE(other.has_value());
    ASSERT_EQ(one->files.size(), other->files.size());
    for (std::size_t i = 0; i < one->files.size(); ++i) {
      EXPECT_EQ(one->files[i].name, other->files[i].name);
      EXPECT_TRUE(one->files[i].bytes == other->files[i].bytes) << one->files[i].name;
    }
    EXPECT_TRUE(one->truth_json == other->truth_json);
  }
}

TEST(Simulation, TwoSeedsShareNoNumberAndNoFile) {
  const ReadWorld& one = small_world();
  const ReadWorld other = read_world(8, 0.02);
  for (std::size_t i = 0; i < one.world.files.size(); ++i) {
    EXPECT_FALSE(one.world.files[i].bytes == other.world.files[i].bytes);
  }
  const auto numbers = texts_of(one.truth["desk_numbers"]);
  for (const auto& number : texts_of(other.truth["desk_numbers"])) {
    EXPECT_FALSE(numbers.contains(number)) << number;
  }
}

TEST(Simulation, ErrorUsageWhenScaleIsOutOfRange) {
  for (const double scale : {0.0, -1.0, 10.5, std::nan("")}) {
    const auto world = world_of(1, scale);
    ASSERT_FALSE(world.has_value()) << scale;
    EXPECT_EQ(world.error().code, core::ErrorCode::usage);
    EXPECT_FALSE(world.error().help.empty());
  }
}

TEST(Simulation, ErrorCancelledWhenAskedTo) {
  std::atomic<bool> cancel = true;
  core::RunContext context;
  context.cancel = &cancel;
  const auto world = make_world(context, {1, 0.02});
  ASSERT_FALSE(world.has_value());
  EXPECT_EQ(world.error().code, core::ErrorCode::cancelled);
}

TEST(Simulation, ASmallWorldHasAllThatTheLargeOneHas) {
  for (const double scale : {0.001, 0.02, 0.05}) {
    const ReadWorld read = read_world(3, scale);
    const Json& truth = read.truth;
    ASSERT_TRUE(truth["simulated"].get<bool>());
    ASSERT_EQ(truth["sites"].size(), 3U);
    for (const auto& site : truth["sites"]) {
      EXPECT_GE(site["numbers"].size(), 12U);
      EXPECT_GE(site["handsets"].size(), 5U);
      EXPECT_EQ(site["cells"].size(), 6U);
    }
    std::set<std::string> countries, kinds, agencies;
    std::size_t twice = 0;
    for (const auto& victim : truth["victims"]) {
      countries.insert(victim["country"].get<std::string>());
      for (const auto& report : victim["reports"]) {
        agencies.insert(report["agency"].get<std::string>());
      }
      if (victim["reports"].size() > 1) ++twice;
    }
    for (const auto& centre : truth["honest_centres"]) {
      kinds.insert(centre["kind"].get<std::string>());
      EXPECT_GE(centre["numbers"].size(), 6U);
    }
    EXPECT_GE(truth["victims"].size(), 60U);
    EXPECT_EQ(countries.size(), 20U);
    EXPECT_EQ(agencies.size(), 3U) << "scale " << scale;
    EXPECT_GE(twice, 1U);
    EXPECT_EQ(kinds, (std::set<std::string>{"bank", "support", "telemarketing"}));
    EXPECT_EQ(truth["files"].size(), 13U);
    EXPECT_EQ(truth["lieutenants"].size(), 3U);
    for (const char* list : {"collectors", "shells", "exchanges", "payroll", "beneficiary",
                             "merchants", "fronts", "cash_pool"}) {
      EXPECT_FALSE(truth[list].empty()) << list;
    }
    std::set<int> layers;
    for (const auto& mule : truth["mule_accounts"]) layers.insert(mule["layer"].get<int>());
    EXPECT_EQ(layers, (std::set<int>{1, 2, 3}));
  }
}

TEST(Simulation, RowsGrowNoFasterThanTheScale) {
  const auto rows = [](double scale) {
    std::uint64_t sum = 0;
    const ReadWorld read = read_world(2, scale);
    for (const auto& file : read.truth["files"]) {
      sum += file["rows"].get<std::uint64_t>();
    }
    return static_cast<double>(sum);
  };
  const double small = rows(0.05), larger = rows(0.2);
  EXPECT_GT(larger, 1.5 * small);
  EXPECT_LT(larger, 4.0 * 1.1 * small);
}

TEST(Simulation, SendersStateWhenAndWhereAndFilesAreSorted) {
  const World& world = small_world().world;
  EXPECT_EQ(world.case_zone, "Europe/Vilnius");
  EXPECT_NE(world.title.find("simulated"), std::string::npos);
  std::set<std::string> jurisdictions, received, names, handling, grades;
  for (const WorldFile& file : world.files) {
    EXPECT_TRUE(core::parse_rfc3339(file.received).has_value()) << file.received;
    EXPECT_FALSE(file.source.empty());
    EXPECT_FALSE(file.legal_basis.empty());
    jurisdictions.insert(file.jurisdiction);
    received.insert(file.received);
    names.insert(file.name);
    handling.insert(file.handling);
    grades.insert(file.reliability);
  }
  EXPECT_EQ(names.size(), world.files.size());
  EXPECT_TRUE(
      std::is_sorted(world.files.begin(), world.files.end(),
                     [](const WorldFile& x, const WorldFile& y) { return x.name < y.name; }));
  EXPECT_GE(jurisdictions.size(), 6U);
  EXPECT_GE(handling.size(), 3U);
  EXPECT_GE(grades.size(), 3U);
  EXPECT_EQ(received.size(), world.files.size());
  const auto first = core::parse_rfc3339(*received.begin()),
             last = core::parse_rfc3339(*received.rbegin());
  EXPECT_GE(last->time_us - first->time_us, 85 * core::us_per_day);
}

TEST(Simulation, LossesAreTheSumsOfThePayments) {
  const Json& truth = small_world().truth;
  std::map<std::string, core::Int128> sums;
  std::size_t payments = 0;
  for (const auto& victim : truth["victims"]) {
    std::map<std::string, core::Int128> own;
    std::string before;
    for (const auto& payment : victim["payments"]) {
      ++payments;
      const auto amount_minor = core::parse_minor(payment["amount_minor"].get<std::string>());
      ASSERT_TRUE(amount_minor.has_value());
      own[payment["currency"].get<std::string>()] += *amount_minor;
      EXPECT_LT(before, payment["time"].get<std::string>());
      before = payment["time"].get<std::string>();
    }
    for (const auto& loss : victim["loss"]) {
      const auto currency = loss["currency"].get<std::string>();
      EXPECT_EQ(core::format_minor(own[currency]), loss["amount_minor"].get<std::string>());
      sums[currency] += own[currency];
    }
  }
  EXPECT_EQ(truth["transfers_true_scam"].get<std::size_t>(), payments);
  EXPECT_GE(truth["loss_total"].size(), 3U);
  for (const auto& loss : truth["loss_total"]) {
    EXPECT_EQ(core::format_minor(sums[loss["currency"].get<std::string>()]),
              loss["amount_minor"].get<std::string>());
  }
}

TEST(Simulation, PlantsSharedHandsetsSuccessionsAndAMuleWhoIsAVictim) {
  const ReadWorld read = read_world(4, 0.05);
  std::set<std::string> mules;
  for (const auto& mule : read.truth["mule_accounts"]) {
    mules.insert(mule["account"].get<std::string>());
  }
  std::size_t both = 0;
  for (const auto& victim : read.truth["victims"]) {
    if (mules.contains(victim["accounts"][0].get<std::string>())) ++both;
  }
  EXPECT_EQ(both, 2U);
  EXPECT_GE(read.truth["successions"].size(), 3U);
  for (const auto& site : read.truth["sites"]) {
    EXPECT_LT(site["handsets"].size(), site["numbers"].size());
  }
}

}  // namespace
}  // namespace cuibono::simulation
