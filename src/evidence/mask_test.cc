#include "evidence/mask.h"

#include <gtest/gtest.h>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

Mask random_mask(core::CounterRandom& random, std::size_t items) {
  Mask mask = random.chance(0.1) ? Mask::none(items) : Mask::all(items);
  for (std::uint32_t rank = 0; rank < items; ++rank)
    if (random.chance(0.2)) mask.exclude_item(rank);
  for (std::uint64_t n = random.below(6); n > 0; --n)
    mask.exclude({static_cast<std::uint32_t>(random.below(items)), 1 + random.below(130)});
  return mask;
}

TEST(Mask, Law1AnIntersectionContainsWhatBothContain) {
  std::uint64_t in = 0, out = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    core::CounterRandom random(seed, 31);
    const std::size_t items = 1 + random.below(4);
    const Mask a = random_mask(random, items), b = random_mask(random, items);
    Mask both = a;
    both.intersect(b);
    for (std::uint32_t rank = 0; rank < items + 1; ++rank) {
      ASSERT_EQ(both.contains_item(rank), a.contains_item(rank) && b.contains_item(rank)) << seed;
      for (std::uint64_t ordinal = 1; ordinal < 132; ++ordinal) {
        const RecordRef record(rank, ordinal);
        ASSERT_EQ(both.contains(record), a.contains(record) && b.contains(record)) << seed;
        (both.contains(record) ? in : out) += 1;
      }
    }
    EXPECT_EQ(both.is_all(), a.is_all() && b.is_all()) << seed;
  }
  EXPECT_GT(in, 10000U);
  EXPECT_GT(out, 10000U);
}

TEST(Mask, AllAndNone) {
  EXPECT_TRUE(Mask::all(2).is_all());
  EXPECT_TRUE(Mask::all(2).contains({1, 7}));
  EXPECT_FALSE(Mask::all(2).contains({2, 7}));  // no such item
  EXPECT_FALSE(Mask::none(2).is_all());
  EXPECT_FALSE(Mask::none(2).contains({0, 1}));
  EXPECT_TRUE(Mask::none(0).is_all());
  Mask mask = Mask::all(2);
  mask.exclude({1, 7});
  EXPECT_FALSE(mask.is_all());
  EXPECT_TRUE(mask.contains_item(1));
  EXPECT_FALSE(mask.contains({1, 7}));
  EXPECT_TRUE(mask.contains({1, 8}));
}

TEST(OrdinalSet, EqualSetsAreEqualInWhateverOrderTheyGrew) {
  OrdinalSet a, b;
  EXPECT_TRUE(a.empty());
  for (const std::uint64_t ordinal : {1U, 64U, 1000U}) a.insert(ordinal);
  for (const std::uint64_t ordinal : {1000U, 1U, 64U, 1U}) b.insert(ordinal);
  EXPECT_TRUE(a == b);
  EXPECT_TRUE(a.contains(64));
  EXPECT_FALSE(a.contains(63));
  EXPECT_FALSE(a.contains(5000));
  OrdinalSet sum;
  sum.insert(63);
  sum.insert_all(a);
  EXPECT_TRUE(sum.contains(63) && sum.contains(1000));
  EXPECT_FALSE(sum == a);
}

std::int64_t day(const char* text) { return core::parse_rfc3339(text)->time_us; }

/// Four items in rank order: E0002, E0001, E0004, E0003.
std::vector<Item> case_items() {
  std::vector<Item> items;
  const auto add = [&](const char* label, const char* source, const char* jurisdiction,
                       std::optional<std::int64_t> received_us, const char* handling) {
    Item item;
    item.label = label;
    item.sha256 = core::sha256(std::to_string(items.size()));
    item.bytes = 1000;
    item.source = source;
    item.jurisdiction = jurisdiction;
    item.received_us = received_us;
    item.handling = handling;
    items.push_back(std::move(item));
  };
  add("E0002", "Bank of Ys", "LT", day("2025-03-01"), "H1");
  add("E0001", "Operator Avalon", "KR", day("2025-04-01"), "H2");
  add("E0004", "", "", std::nullopt, "");
  add("E0003", "Bank of Ys", "lt", day("2025-05-01"), "");
  return items;
}

template <class Field>
MaskRequest with(Field MaskRequest::* field, std::type_identity_t<Field> value) {
  MaskRequest request;
  request.*field = std::move(value);
  return request;
}

/// Labels of the items that a request leaves in.
std::string left_in(const MaskRequest& request) {
  const auto items = case_items();
  const auto plan = plan_mask(items, request);
  if (!plan.has_value()) return "error: " + plan.error().what;
  std::string labels;
  for (std::uint32_t rank = 0; rank < items.size(); ++rank)
    if (plan->mask.contains_item(rank)) labels += (labels.empty() ? "" : " ") + items[rank].label;
  return labels;
}

TEST(PlanMask, EachKindOfRequestKeepsWhatItSays) {
  EXPECT_TRUE(MaskRequest{}.empty());
  EXPECT_EQ(left_in({}), "E0002 E0001 E0004 E0003");
  EXPECT_EQ(left_in(with(&MaskRequest::as_of_us, day("2025-04-01"))), "E0002 E0001");
  EXPECT_EQ(left_in(with(&MaskRequest::as_of_us, day("2025-04-01") - 1)), "E0002");
  EXPECT_EQ(left_in(with(&MaskRequest::jurisdictions, {"LT"})), "E0002 E0003");
  EXPECT_EQ(left_in(with(&MaskRequest::jurisdictions, {"kr", "LT"})), "E0002 E0001 E0003");
  EXPECT_EQ(left_in(with(&MaskRequest::without_items, {"e0001"})), "E0002 E0004 E0003");
  EXPECT_EQ(left_in(with(&MaskRequest::without_items, {core::sha256("2").hex()})),
            "E0002 E0001 E0003");
  EXPECT_EQ(left_in(with(&MaskRequest::without_sources, {"bank of ys"})), "E0001 E0004");
  EXPECT_EQ(left_in(with(&MaskRequest::handling_allowed, {"H1"})), "E0002 E0004 E0003");
  MaskRequest april_without_bank = with(&MaskRequest::as_of_us, day("2025-04-15"));
  april_without_bank.without_sources = {"Bank of Ys"};
  EXPECT_EQ(left_in(april_without_bank), "E0001");
  for (const MaskRequest& request :
       {with(&MaskRequest::as_of_us, 0), with(&MaskRequest::jurisdictions, {"LT"}),
        with(&MaskRequest::without_items, {"E0001"}),
        with(&MaskRequest::without_sources, {"Bank of Ys"}),
        with(&MaskRequest::handling_allowed, {"H1"}),
        with(&MaskRequest::without_records, {"E0001#1"})})
    EXPECT_FALSE(request.empty());
}

TEST(PlanMask, OneRecordIsLeftOut) {
  const auto items = case_items();
  const auto plan = plan_mask(items, with(&MaskRequest::without_records, {"E0003#17", "E0001#2"}));
  ASSERT_TRUE(plan.has_value());
  EXPECT_FALSE(plan->mask.contains({3, 17}));
  EXPECT_FALSE(plan->mask.contains({1, 2}));
  EXPECT_TRUE(plan->mask.contains({3, 16}));
  EXPECT_TRUE(plan->mask.contains({0, 17}));
}

TEST(PlanMask, WhatIsNotStatedIsLeftOutAndSaid) {
  const auto items = case_items();
  const auto as_of = plan_mask(items, with(&MaskRequest::as_of_us, day("2026-01-01")));
  ASSERT_TRUE(as_of.has_value());
  EXPECT_FALSE(as_of->mask.contains_item(2));
  ASSERT_EQ(as_of->notes.size(), 1U);
  EXPECT_EQ(as_of->notes[0].kind, "received_not_stated");
  EXPECT_EQ(as_of->notes[0].where, "E0004");
  EXPECT_NE(as_of->notes[0].text.find("is not stated"), std::string::npos);
  const auto place = plan_mask(items, with(&MaskRequest::jurisdictions, {"LT"}));
  ASSERT_TRUE(place.has_value());
  ASSERT_EQ(place->notes.size(), 1U);
  EXPECT_EQ(place->notes[0].kind, "jurisdiction_not_stated");
  EXPECT_EQ(place->notes[0].where, "E0004");
  MaskRequest named = with(&MaskRequest::as_of_us, 0);
  named.without_items = {"E0004"};
  const auto without = plan_mask(items, named);
  ASSERT_TRUE(without.has_value());
  EXPECT_TRUE(without->notes.empty());  // it was left out anyway, by its name
}

TEST(PlanMask, WhatTheCaseDoesNotHoldIsAUsageErrorWithHelp) {
  struct Example {
    MaskRequest request;
    std::string what, help;
  };
  const std::vector<Example> examples{
      {with(&MaskRequest::without_items, {"E0009"}), "The case holds no item \"E0009\"",
       "Did you mean \"E0001\"?"},
      {with(&MaskRequest::without_items, {"papers"}), "The case holds no item \"papers\"",
       "Known: E0001, E0002, E0003, E0004"},
      {with(&MaskRequest::without_sources, {"Bank of Yx"}),
       "The case holds no source \"Bank of Yx\"", "Did you mean \"Bank of Ys\"?"},
      {with(&MaskRequest::jurisdictions, {"Atlantis"}),
       "The case holds no jurisdiction \"Atlantis\"", "Known: KR, LT, lt"},
      {with(&MaskRequest::without_records, {"E0003"}), "\"E0003\" does not name a record",
       "Write the item, a #, and the row, like E0003#17"},
      {with(&MaskRequest::without_records, {"E0003#0"}), "\"E0003#0\" does not name a record",
       "Write the item, a #, and the row, like E0003#17"},
      {with(&MaskRequest::without_records, {"E0003#x"}), "\"E0003#x\" does not name a record",
       "Write the item, a #, and the row, like E0003#17"},
      {with(&MaskRequest::without_records, {"E0008#1"}), "The case holds no item \"E0008\"",
       "Did you mean \"E0001\"?"},
      {with(&MaskRequest::without_records, {"E0003#1001"}), "The item has no row 1001",
       "Rows are counted from 1 and a header is a row"},
  };
  for (const Example& example : examples) {
    SCOPED_TRACE(example.what);
    const auto plan = plan_mask(case_items(), example.request);
    ASSERT_FALSE(plan.has_value());
    EXPECT_EQ(plan.error().code, core::ErrorCode::usage);
    EXPECT_EQ(plan.error().what, example.what);
    EXPECT_EQ(plan.error().help, example.help);
    EXPECT_FALSE(plan.error().where.empty());
  }
  const auto nothing = plan_mask({}, with(&MaskRequest::without_sources, {"Bank of Ys"}));
  ASSERT_FALSE(nothing.has_value());
  EXPECT_EQ(nothing.error().help, "No item states one");
}

TEST(Items, RankingDoesNotDependOnTheOrderOfAdding) {
  std::vector<Item> items = case_items();
  Item twin = items[0];
  twin.label = "E0005";
  twin.source = "Another source";
  Item custodian = twin;
  custodian.label = "E0000";
  custodian.custodian = "Somebody";
  items.push_back(twin);
  items.push_back(custodian);
  const auto ranked = rank_items(items);
  ASSERT_EQ(ranked.size(), 4U);  // items of equal bytes are one item
  for (std::size_t i = 1; i < ranked.size(); ++i) {
    EXPECT_LE(std::tie(ranked[i - 1].source, ranked[i - 1].name),
              std::tie(ranked[i].source, ranked[i].name));
  }
  std::reverse(items.begin(), items.end());
  std::swap(items[0].label, items[1].label);
  const auto again = rank_items(items);
  ASSERT_EQ(again.size(), ranked.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    EXPECT_EQ(again[i].sha256, ranked[i].sha256);
    EXPECT_EQ(again[i].source, ranked[i].source);
    EXPECT_EQ(again[i].custodian, ranked[i].custodian);
  }
}

TEST(Items, KindsHaveNamesThatFindThem) {
  for (std::size_t i = 0; i < item_kinds; ++i) {
    const auto kind = static_cast<ItemKind>(i);
    EXPECT_EQ(find_item_kind(item_kind_name(kind)), kind);
  }
  EXPECT_EQ(find_item_kind("Calls"), std::nullopt);
}

TEST(Items, ARecordRefHoldsItemAndOrdinalAndSortsByThem) {
  const RecordRef record(RecordRef::item_max, RecordRef::ordinal_max);
  EXPECT_EQ(record.item_rank(), RecordRef::item_max);
  EXPECT_EQ(record.ordinal(), RecordRef::ordinal_max);
  EXPECT_LT(RecordRef(0, RecordRef::ordinal_max), RecordRef(1, 1));
  EXPECT_LT(RecordRef(1, 1), RecordRef(1, 2));
}

TEST(Mask, WordsBecomeARequest) {
  MaskWords words;
  EXPECT_TRUE(parse_mask(words)->empty());
  words = {"2025-05-04", {"LT"}, {"E0007", "E0003#12"}, {"Bank"}, {"P"}};
  const auto day = parse_mask(words);
  ASSERT_TRUE(day.has_value());
  const std::int64_t midnight_us = core::parse_rfc3339("2025-05-04T00:00:00Z")->time_us;
  EXPECT_EQ(day->as_of_us, midnight_us + core::us_per_day - 1);  // the whole of the day
  EXPECT_EQ(day->jurisdictions, std::vector<std::string>{"LT"});
  EXPECT_EQ(day->without_items, std::vector<std::string>{"E0007"});
  EXPECT_EQ(day->without_records, std::vector<std::string>{"E0003#12"});
  EXPECT_EQ(day->without_sources, std::vector<std::string>{"Bank"});
  EXPECT_EQ(day->handling_allowed, std::vector<std::string>{"P"});
  words.as_of = "2025-05-04T00:00:00Z";
  EXPECT_EQ(parse_mask(words)->as_of_us, midnight_us);
  words.as_of = "tomorrow";
  ASSERT_FALSE(parse_mask(words).has_value());
  EXPECT_EQ(parse_mask(words).error().code, core::ErrorCode::usage);
}

}  // namespace
}  // namespace cuibono::evidence
