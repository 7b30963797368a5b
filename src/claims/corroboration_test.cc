#include "claims/corroboration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace cuibono::claims {
namespace {

constexpr double close = 5e-7;  // ORACLES print six digits

Roots roots_of(std::uint32_t count, const std::vector<Derivation>& derivations,
               std::vector<bool> unknown = {}) {
  auto roots = find_roots(count, derivations, unknown);
  EXPECT_TRUE(roots.has_value());
  return *roots;
}

double log_of(double ratio) { return std::log10(ratio); }

TEST(Corroboration, OracleE01CopiedPairs) {
  EXPECT_NEAR(copied_pair_ratio(.8, .08, 0), 100, 1e-9);
  EXPECT_NEAR(copied_pair_ratio(.8, .08, .25), 27.419, 5e-4);
  EXPECT_NEAR(copied_pair_ratio(.8, .08, .5), 16.667, 5e-4);
  EXPECT_NEAR(copied_pair_ratio(.8, .08, .75), 12.338, 5e-4);
  EXPECT_NEAR(copied_pair_ratio(.8, .08, 1), 10, 1e-9);
}

TEST(Corroboration, OracleE02TheWorkedGraph) {
  const std::vector<Derivation> quotes = {{1, 0, DerivationKind::quotes},
                                          {4, 2, DerivationKind::quotes}};
  const std::vector<ReportWeight> weights = {
      {log_of(6)}, {log_of(5)}, {log_of(8)}, {log_of(.5)}, {log_of(4)}};
  const auto fused = fuse_reports(weights, roots_of(5, quotes));
  ASSERT_TRUE(fused.has_value());
  EXPECT_EQ(fused->table.size(), 3U);
  const double grouped = std::pow(10, fused->total);
  EXPECT_NEAR(grouped, 24, 1e-9);
  const auto naive = fuse_reports(weights, roots_of(5, {}));
  ASSERT_TRUE(naive.has_value());
  EXPECT_NEAR(std::pow(10, naive->total), 480, 1e-9);
  const double priors[] = {.05, .2, .5}, few[] = {.558140, .857143, .96},
               many[] = {.961924, .991736, .997921};
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(find_posterior(priors[i], grouped), few[i], close);
    EXPECT_NEAR(find_posterior(priors[i], 480), many[i], close);
  }
}

TEST(Corroboration, OracleE03ReportsOfOneUpstream) {
  const SharedUpstream model = {.2, .8, .08, .9, .05};
  EXPECT_NEAR(find_shared_posterior(model, 1), .607321, close);
  EXPECT_NEAR(find_shared_posterior(model, 2), .707275, close);
  const double once = find_shared_posterior(model, 1);
  const double ratio = once / (1 - once) / (.2 / .8);
  EXPECT_NEAR(find_posterior(.2, ratio * ratio), .905375, close);
}

TEST(Corroboration, OraclesE04ToE07) {
  EXPECT_NEAR(find_posterior(.01, .8 / .096), .077640, close);
  EXPECT_NEAR(find_match_posterior(500, .001), .667111, close);
  EXPECT_NEAR(find_match_posterior(20'000, .001), .047621, close);
  EXPECT_NEAR(find_posterior(1.0 / 500, .9 / .05), .034816, close);
  const double pools[] = {.6, .7, .9};
  EXPECT_NEAR(pool_linear(pools), .733333, close);
  EXPECT_NEAR(pool_log_odds(pools), .759510, close);
}

TEST(Corroboration, Law1EveryReportHasARootAndLaw2ACircleIsOne) {
  const auto roots = roots_of(4,
                              {{0, 1, DerivationKind::quotes},
                               {1, 2, DerivationKind::derived_from},
                               {2, 0, DerivationKind::translates}},
                              {false, true, false, false});
  for (const auto& of : roots.of) EXPECT_FALSE(of.empty());
  EXPECT_EQ(roots.of[0], roots.of[2]);
  EXPECT_EQ(roots.of[0], roots.of[1]);
  EXPECT_NE(roots.of[0], roots.of[3]);
  EXPECT_EQ(roots.sink, (std::vector<std::uint32_t>{0, 3}));
  EXPECT_EQ(roots.unknown, (std::vector<bool>{true, false}));
  EXPECT_EQ(roots_of(2, {{0, 1, DerivationKind::same_source_suspected}}).sink.size(), 1U);
}

/// The slow twin: sinks by following every path, components by reaching each other.
std::vector<std::vector<std::uint32_t>> find_roots_reference(
    std::uint32_t count, const std::vector<Derivation>& derivations) {
  std::vector<std::vector<bool>> reach(count, std::vector<bool>(count, false));
  for (std::uint32_t i = 0; i < count; ++i) reach[i][i] = true;
  for (const auto& d : derivations) {
    reach[d.from][d.to] = true;
    if (d.kind == DerivationKind::same_source_suspected) reach[d.to][d.from] = true;
  }
  for (std::uint32_t k = 0; k < count; ++k) {
    for (std::uint32_t i = 0; i < count; ++i) {
      for (std::uint32_t j = 0; j < count; ++j) {
        if (reach[i][k] && reach[k][j]) reach[i][j] = true;
      }
    }
  }
  std::vector<std::vector<std::uint32_t>> out(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t j = 0; j < count; ++j) {
      bool least = reach[i][j], sink = true;
      for (std::uint32_t k = 0; k < count; ++k) {
        if (reach[j][k] && !reach[k][j]) sink = false;
        if (k < j && reach[j][k] && reach[k][j]) least = false;
      }
      if (least && sink) out[i].push_back(j);
    }
  }
  return out;
}

TEST(Corroboration, Law3And4AgainstTheTwinOnRandomGraphs) {
  std::mt19937 engine(7);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  const auto share = [](const Roots& r, std::uint32_t i, std::uint32_t j) {
    return std::any_of(r.of[i].begin(), r.of[i].end(), [&](auto root) {
      return std::find(r.of[j].begin(), r.of[j].end(), root) != r.of[j].end();
    });
  };
  for (int seed = 0; seed < 300; ++seed) {
    const std::uint32_t count = 1 + random() % 7;
    std::vector<Derivation> edges;
    for (std::uint32_t i = random() % 9; i > 0; --i) {
      edges.push_back(
          {random() % count, random() % count, static_cast<DerivationKind>(random() % 4)});
    }
    const auto roots = roots_of(count, edges);
    const auto slow = find_roots_reference(count, edges);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::vector<std::uint32_t> sinks;
      for (const auto root : roots.of[i]) sinks.push_back(roots.sink[root]);
      ASSERT_EQ(sinks, slow[i]) << "seed " << seed;
    }
    std::vector<std::uint32_t> name(count);
    for (std::uint32_t i = 0; i < count; ++i) name[i] = count - 1 - i;
    std::vector<Derivation> renamed;
    for (const auto& e : edges) renamed.push_back({name[e.from], name[e.to], e.kind});
    const auto other = roots_of(count, renamed);
    auto more_edges = edges;
    more_edges.push_back({random() % count, random() % count, DerivationKind::quotes});
    const auto more = roots_of(count, more_edges);
    for (std::uint32_t i = 0; i < count; ++i) {
      for (std::uint32_t j = 0; j < count; ++j) {
        ASSERT_EQ(roots.of[i] == roots.of[j], other.of[name[i]] == other.of[name[j]])
            << "seed " << seed;
        ASSERT_TRUE(!share(roots, i, j) || share(more, i, j)) << "seed " << seed;  // law 4
      }
    }
  }
}

TEST(Corroboration, FuseLaw1ACopyChangesNothingAndLaw2TheIntervalHoldsTheTotal) {
  const std::vector<ReportWeight> one = {{1.0}, {-.3}};
  const std::vector<ReportWeight> ten = {{1.0}, {-.3}, {1.0}, {1.0}, {.9}};
  const std::vector<Derivation> copies = {{2, 0, DerivationKind::quotes},
                                          {3, 2, DerivationKind::translates},
                                          {4, 0, DerivationKind::same_source_suspected}};
  const auto a = fuse_reports(one, roots_of(2, {}));
  const auto b = fuse_reports(ten, roots_of(5, copies, {true, false, false, false, false}));
  ASSERT_TRUE(a.has_value() && b.has_value());
  EXPECT_DOUBLE_EQ(a->total, b->total);
  EXPECT_DOUBLE_EQ(b->low, -.3);        // the root of unknown origin dropped
  EXPECT_DOUBLE_EQ(b->high, 2.0 - .3);  // or counted double
  EXPECT_LE(b->low, b->total);
  EXPECT_LE(b->total, b->high);
}

TEST(Corroboration, ConflictInsideARootIsAnIntervalAndOneRootIsCapped) {
  const std::vector<ReportWeight> weights = {{3.0}, {-.5}, {3.0, true}};
  const auto fused = fuse_reports(weights, roots_of(3, {{1, 0, DerivationKind::quotes}}));
  ASSERT_TRUE(fused.has_value());
  EXPECT_DOUBLE_EQ(fused->table[0].used, 2.0);
  EXPECT_DOUBLE_EQ(fused->table[0].low, -.5);
  EXPECT_TRUE(fused->table[0].capped);
  EXPECT_DOUBLE_EQ(fused->table[1].used, 3.0);
  EXPECT_FALSE(fused->table[1].capped);
}

TEST(Corroboration, ConfirmedNeedsTwoRootsThatShareNothing) {
  using List = std::vector<std::vector<std::string>>;
  EXPECT_FALSE(is_confirmed(List{}));
  EXPECT_FALSE(is_confirmed(List{{"a"}, {"a"}, {"a"}}));
  EXPECT_FALSE(is_confirmed(List{{"a"}, {"a", "b"}}));
  EXPECT_TRUE(is_confirmed(List{{"a"}, {"a"}, {"b"}}));
}

TEST(Corroboration, RefusesADerivationFromNowhereAndUnequalLengths) {
  const auto roots = find_roots(2, std::vector<Derivation>{{0, 5, DerivationKind::quotes}}, {});
  ASSERT_FALSE(roots.has_value());
  EXPECT_EQ(roots.error().code, core::ErrorCode::bad_input);
  const auto fused = fuse_reports(std::vector<ReportWeight>(3), roots_of(2, {}));
  ASSERT_FALSE(fused.has_value());
  EXPECT_EQ(fused.error().code, core::ErrorCode::bad_input);
}

}  // namespace
}  // namespace cuibono::claims
