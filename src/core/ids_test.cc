#include "core/ids.h"

#include <gtest/gtest.h>

#include <concepts>
#include <type_traits>
#include <unordered_set>

namespace cuibono::core {
namespace {

struct AppleTag;
struct PearTag;
using AppleId = Id<AppleTag>;
using PearId = Id<PearTag, std::uint16_t>;
using OtherAppleId = Id<PearTag, std::uint32_t>;  // the same width, another kind

template <class A, class B>
concept compares = requires(A a, B b) { a == b; } || requires(A a, B b) { a < b; };

// Law 1: ids of different kinds do not compare and do not convert; nor does a bare number.
static_assert(compares<AppleId, AppleId>);
static_assert(!compares<AppleId, OtherAppleId>);
static_assert(!compares<AppleId, PearId>);
static_assert(!compares<AppleId, int>);
static_assert(!std::is_convertible_v<AppleId, OtherAppleId>);
static_assert(!std::is_constructible_v<AppleId, OtherAppleId>);
static_assert(!std::is_convertible_v<std::uint32_t, AppleId>);
static_assert(!std::is_convertible_v<AppleId, std::uint32_t>);
static_assert(sizeof(AppleId) == 4 && sizeof(PearId) == 2);

TEST(Ids, Law1HoldsWhereTwoKindsOverload) {
  struct Which {
    static int of(AppleId) { return 1; }
    static int of(OtherAppleId) { return 2; }
  };
  EXPECT_EQ(Which::of(AppleId(7)), 1);
  EXPECT_EQ(Which::of(OtherAppleId(7)), 2);
}

TEST(Ids, OrderIsThatOfTheNumbersAndIndexIsTheNumber) {
  EXPECT_LT(AppleId(2), AppleId(10));
  EXPECT_EQ(AppleId::of(std::size_t{42}), AppleId(42));
  EXPECT_EQ(PearId(65'535).index(), 65'535U);
  EXPECT_EQ(AppleId{}, AppleId(0));
}

TEST(Ids, HashKeepsDifferentIdsApart) {
  std::unordered_set<AppleId> some;
  std::unordered_set<std::size_t> hashes;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    some.insert(AppleId(i));
    hashes.insert(std::hash<AppleId>{}(AppleId(i)));
  }
  EXPECT_EQ(some.size(), 1000U);
  EXPECT_EQ(hashes.size(), 1000U);
  EXPECT_TRUE(some.contains(AppleId(999)));
  EXPECT_FALSE(some.contains(AppleId(1000)));
}

}  // namespace
}  // namespace cuibono::core
