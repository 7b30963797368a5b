#include "entities/match_clusters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace cuibono::entities {
namespace {

ClusterInput random_input(std::uint64_t seed, std::uint32_t records_max = 14) {
  core::CounterRandom random(seed, 3);
  ClusterInput input;
  const auto n = static_cast<std::uint32_t>(2 + random.below(records_max - 1));
  for (std::uint32_t r = 0; r < n; ++r) input.keys.push_back(core::mix64(r * 7 + seed));
  for (std::uint32_t a = 0; a < n; ++a) {
    for (std::uint32_t b = a + 1; b < n; ++b) {
      if (random.chance(0.45)) input.edges.push_back({a, b, random.between(-6, 8) * one_bit / 2});
    }
    if (random.chance(0.3))
      input.exclusive.push_back({a, static_cast<std::uint32_t>(random.below(2)),
                                 static_cast<std::uint32_t>(random.below(3))});
  }
  core::DisjointSets same(n);
  for (int i = 0; i < 3; ++i) {
    const auto a = static_cast<std::uint32_t>(random.below(n)),
               b = static_cast<std::uint32_t>(random.below(n));
    if (a != b && random.chance(0.3)) {
      input.judgements.push_back({a, b, true});
      same.join(a, b);
    }
  }
  const auto a = static_cast<std::uint32_t>(random.below(n)),
             b = static_cast<std::uint32_t>(random.below(n));
  if (same.find(a) != same.find(b)) input.judgements.push_back({a, b, false});
  return input;
}

ClusterInput reordered(const ClusterInput& input, std::uint64_t seed) {
  core::CounterRandom random(seed, 4);
  std::vector<std::uint32_t> place(input.keys.size());
  std::iota(place.begin(), place.end(), 0U);
  const auto shuffle = [&](auto& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.below(i)]);
  };
  shuffle(place);
  ClusterInput out = input;
  for (std::size_t r = 0; r < place.size(); ++r) out.keys[place[r]] = input.keys[r];
  for (ClusterEdge& edge : out.edges) {
    edge.a = place[edge.a];
    edge.b = place[edge.b];
    if (random.chance(0.5)) std::swap(edge.a, edge.b);
  }
  for (PairJudgement& one : out.judgements) {
    one.a = place[one.a];
    one.b = place[one.b];
  }
  for (ExclusiveValue& one : out.exclusive) one.record = place[one.record];
  shuffle(out.edges);
  shuffle(out.judgements);
  shuffle(out.exclusive);
  return out;
}

/// Clusters as sets of keys, by id.
std::map<std::string, std::set<std::uint64_t>> by_id(const ClusterInput& input,
                                                     const Clusters& clusters) {
  std::map<std::string, std::set<std::uint64_t>> out;
  for (const auto& members : clusters.members) {
    auto& keys = out[cluster_id(input, members)];
    for (const std::uint32_t record : members) keys.insert(input.keys[record]);
  }
  return out;
}

Clusters clusters_of(const ClusterInput& input) {
  auto clusters = make_clusters({}, input);
  EXPECT_TRUE(clusters.has_value());
  return std::move(*clusters);
}

TEST(MatchClusters, AreTheirSlowTwin) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const ClusterInput input = random_input(seed);
    const Clusters fast = clusters_of(input);
    const auto slow = make_clusters_reference(input);
    ASSERT_TRUE(slow.has_value());
    ASSERT_EQ(fast.members, slow->members) << seed;
    ASSERT_EQ(fast.of_record, slow->of_record) << seed;
    ASSERT_EQ(fast.refused, slow->refused) << seed;
  }
}

TEST(MatchClusters, HonourJudgementsAndWhatExcludes) {  // laws 1 and 2
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const ClusterInput input = random_input(seed);
    const Clusters clusters = clusters_of(input);
    refused += clusters.refused.size();
    std::set<std::uint32_t> judged;
    for (const PairJudgement& one : input.judgements) {
      ASSERT_EQ(clusters.of_record[one.a] == clusters.of_record[one.b], one.is_same) << seed;
      if (one.is_same) judged.insert(clusters.of_record[one.a]);
    }
    for (const ExclusiveValue& x : input.exclusive) {
      for (const ExclusiveValue& y : input.exclusive) {
        if (x.scope != y.scope || x.value == y.value) continue;
        const std::uint32_t c = clusters.of_record[x.record];
        ASSERT_TRUE(c != clusters.of_record[y.record] || judged.contains(c)) << seed;
      }
    }
  }
  EXPECT_GT(refused, 50U);
}

TEST(MatchClusters, AreTheSameInFiftyOrders) {  // law 3
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const ClusterInput input = random_input(seed, 40);
    const auto first = by_id(input, clusters_of(input));
    for (std::uint64_t order = 0; order < 50; ++order) {
      const ClusterInput other = reordered(input, order);
      ASSERT_EQ(by_id(other, clusters_of(other)), first) << seed << " " << order;
    }
  }
}

/// The records of the first `files` of four, with what lies between them.
ClusterInput first_files(const ClusterInput& input, std::uint64_t files) {
  ClusterInput out;
  std::map<std::uint32_t, std::uint32_t> place;
  for (std::uint32_t r = 0; r < input.keys.size(); ++r) {
    if (input.keys[r] % 4 >= files) continue;
    place[r] = static_cast<std::uint32_t>(out.keys.size());
    out.keys.push_back(input.keys[r]);
  }
  for (const ClusterEdge& edge : input.edges) {
    if (place.contains(edge.a) && place.contains(edge.b))
      out.edges.push_back({place[edge.a], place[edge.b], edge.score});
  }
  return out;
}

TEST(MatchClusters, NewRecordsTouchOnlyWhatTheyReach) {  // law 4; file by file
  std::size_t untouched = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ClusterInput input = random_input(seed, 30);
    std::erase_if(input.edges,
                  [&](const ClusterEdge& e) { return (e.a * 31 + e.b * 17) % 5 != 0; });
    for (std::uint64_t files = 1; files < 4; ++files) {
      const ClusterInput before = first_files(input, files), after = first_files(input, files + 1);
      const auto old_ids = by_id(before, clusters_of(before));
      const auto new_ids = by_id(after, clusters_of(after));
      // Components of edges above 0 that the new file does not reach.
      core::DisjointSets reach(after.keys.size());
      for (const ClusterEdge& edge : after.edges) {
        if (edge.score > 0) reach.join(edge.a, edge.b);
      }
      std::set<std::uint32_t> touched;
      std::map<std::uint64_t, std::uint32_t> record_of;
      for (std::uint32_t r = 0; r < after.keys.size(); ++r) {
        record_of[after.keys[r]] = r;
        if (after.keys[r] % 4 == files) touched.insert(reach.find(r));
      }
      for (const auto& [id, keys] : old_ids) {
        if (touched.contains(reach.find(record_of[*keys.begin()]))) continue;
        ASSERT_EQ(new_ids.at(id), keys) << seed;
        ++untouched;
      }
    }
    const ClusterInput all = first_files(input, 4), at_once = reordered(all, seed);
    ASSERT_EQ(by_id(all, clusters_of(all)), by_id(at_once, clusters_of(at_once))) << seed;
  }
  EXPECT_GT(untouched, 500U);
}

TEST(MatchClusters, AChainOfLikelyPairsDoesNotJoinTheUnlikely) {
  ClusterInput input;
  input.keys = {1, 2, 3, 4};
  input.edges = {
      {0, 1, 9 * one_bit}, {1, 2, 3 * one_bit}, {2, 3, 9 * one_bit}, {0, 3, -12 * one_bit}};
  const Clusters clusters = clusters_of(input);
  EXPECT_EQ(clusters.members, (std::vector<std::vector<std::uint32_t>>{{0, 1}, {2, 3}}));
}

TEST(MatchClusters, SayWhatHoldsThemAndWhatSpeaksAgainst) {
  ClusterInput input;
  input.keys = {10, 20, 30, 40, 50};
  // A triangle, then a bridge to 3 and 4; 0 and 4 contradict a little.
  input.edges = {{0, 1, 8 * one_bit}, {1, 2, 7 * one_bit}, {0, 2, 6 * one_bit}, {2, 3, 5 * one_bit},
                 {3, 4, 9 * one_bit}, {0, 4, -one_bit},    {1, 4, -3 * one_bit}};
  const std::vector<std::uint32_t> all{0, 1, 2, 3, 4};
  const ClusterReasons reasons = explain_cluster(input, all, input.edges);
  ASSERT_TRUE(reasons.weakest.has_value());
  EXPECT_EQ(*reasons.weakest, (ClusterEdge{2, 3, 5 * one_bit}));
  EXPECT_EQ(reasons.weakest_side, (std::vector<std::uint32_t>{3, 4}));
  EXPECT_EQ(reasons.weakest_others, 0U);
  ASSERT_EQ(reasons.bridges.size(), 2U);
  EXPECT_EQ(reasons.bridges[1].edge, (ClusterEdge{3, 4, 9 * one_bit}));
  EXPECT_EQ(reasons.bridges[1].side, (std::vector<std::uint32_t>{4}));
  ASSERT_EQ(reasons.conflicts.size(), 2U);
  EXPECT_EQ(reasons.conflicts[0], (ClusterEdge{1, 4, -3 * one_bit}));
  EXPECT_EQ(reasons.missing, 3U);
  EXPECT_FALSE(reasons.needs_judgement);
  EXPECT_TRUE(explain_cluster(input, all, std::span(input.edges).first(2)).needs_judgement);
  EXPECT_FALSE(explain_cluster(input, std::vector<std::uint32_t>{3}, {}).weakest.has_value());
}

TEST(MatchClusters, RefusalsNameTheValues) {
  ClusterInput input;
  input.keys = {5, 6};
  input.edges = {{0, 1, 11 * one_bit}};
  input.exclusive = {{0, 4, 100}, {1, 4, 101}};
  const Clusters clusters = clusters_of(input);
  ASSERT_EQ(clusters.refused.size(), 1U);
  EXPECT_EQ(clusters.refused[0], (Refusal{0, 1, 11 * one_bit, 4U, 100, 101}));
  input.contradicts = [](std::uint32_t, std::uint32_t a, std::uint32_t b) {
    return a + 1 < b || b + 1 < a;
  };
  EXPECT_EQ(clusters_of(input).members.size(), 1U);  // 100 and 101 are near
  input.judgements = {{1, 0, false}};
  EXPECT_EQ(clusters_of(input).refused[0].scope, std::nullopt);
  EXPECT_EQ(cluster_id(input, std::vector<std::uint32_t>{1, 0}), "cb-0000000000000005");
  const Clusters apart = clusters_of(input);
  EXPECT_TRUE(edges_by_cluster(input, apart).members.empty());
}

TEST(MatchClusters, Errors) {
  ClusterInput good;
  good.keys = {1, 2, 3};
  good.edges = {{0, 1, one_bit}};
  const auto fails = [](const ClusterInput& input, const ClusterOptions& options = {}) {
    const auto got = make_clusters({}, input, options);
    return !got.has_value() && got.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_FALSE(fails(good));
  ClusterInput bad = good;
  bad.keys[2] = 1;
  EXPECT_TRUE(fails(bad));
  for (const ClusterEdge edge :
       {ClusterEdge{0, 3, 1}, ClusterEdge{2, 2, 1}, ClusterEdge{1, 0, 5}}) {
    bad = good;
    bad.edges.push_back(edge);
    EXPECT_TRUE(fails(bad));
  }
  bad = good;
  bad.exclusive = {{7, 0, 0}};
  EXPECT_TRUE(fails(bad));
  bad = good;
  bad.judgements = {{0, 1, true}, {1, 2, true}, {2, 0, false}};
  EXPECT_TRUE(fails(bad));
  bad.judgements = {{1, 1, true}};
  EXPECT_TRUE(fails(bad));
  EXPECT_TRUE(fails(good, {0, 0}));
  EXPECT_TRUE(fails(good, {-one_bit, -1}));
}

}  // namespace
}  // namespace cuibono::entities
