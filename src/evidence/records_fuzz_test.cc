// Mappings that a person may have edited in any way: every row is accounted for, and nothing crashes.
#include <gtest/gtest.h>

#include "evidence/events_worlds.h"
#include "evidence/records_random.h"

namespace cuibono::evidence {
namespace {

TEST(RecordsFuzz, EveryRowIsAccountedForUnderAnyMapping) {
  std::map<ItemKind, std::uint64_t> records, quarantined;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 51);
    SmallCase small;
    for (const char* name : {"a.csv", "b.csv"}) {
      const Mapping mapping = random_mapping(random);
      const std::string rows = random_rows(random, mapping);
      const auto batch = try_rows(mapping, rows);
      ASSERT_TRUE(batch.has_value()) << mapping_to_yaml(mapping) << batch.error().what;
      ASSERT_EQ(check_account(*batch), "") << mapping_to_yaml(mapping) << rows;
      for (const auto& column : batch->columns) {
        EXPECT_EQ(std::max(column.numbers.size(), column.codes.size()), batch->ordinals.size());
        for (const auto code : column.codes)
          EXPECT_TRUE(code == no_value || code < column.values.size());
        EXPECT_TRUE(column.kinds.empty() || column.kinds.size() == column.values.size());
      }
      const auto again = read_batch(write_batch(*batch));
      ASSERT_TRUE(again.has_value());
      EXPECT_EQ(write_batch(*again), write_batch(*batch));
      records[mapping.kind] += batch->account.records;
      quarantined[mapping.kind] += batch->account.quarantined;
      small.add(name, name, mapping, rows);
    }
    const Evidence evidence = evidence_of(small);
    EXPECT_LE(evidence.records_in_events, evidence.records);
    for (const std::int64_t amount : evidence.transfers.amount_minor) EXPECT_GE(amount, 0);
    if (HasFailure()) return;
  }
  for (const ItemKind kind : {ItemKind::calls, ItemKind::transfers, ItemKind::chain,
                              ItemKind::reports, ItemKind::subscribers, ItemKind::watchlist}) {
    EXPECT_GT(records[kind], 50U) << item_kind_name(kind);
    EXPECT_GT(quarantined[kind], 50U) << item_kind_name(kind);
  }
}

}  // namespace
}  // namespace cuibono::evidence
