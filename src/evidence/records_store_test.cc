#include <gtest/gtest.h>

#include "evidence/records_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;

RecordBatch random_batch(unsigned seed) {
  core::CounterRandom random(seed, 21);
  const auto pick = [&](std::initializer_list<const char*> words) {
    return std::string(words.begin()[random.below(words.size())]);
  };
  const bool is_calls = random.chance(0.5);
  const Mapping mapping =
      is_calls ? make_mapping(ItemKind::calls, {time, caller, callee, duration_s, caller_cell})
               : make_mapping(ItemKind::transfers,
                              {date, own_account, other_account, debit, credit, currency});
  std::string rows;
  for (std::uint64_t n = random.below(9); n > 0; --n) {
    if (is_calls) {
      rows += pick({"2025-02-03 10:00", "2025-02-03 10:00:01", "", "2025-13-01 00:00", "Total"}) +
              ";" + pick({"+99955500001", "+99955500002", "", "x"}) + ";" +
              pick({"+99955500003", "-", "12"}) + ";" + pick({"5", "0", "", "?", "1:00"}) + ";" +
              pick({"c1", "c2", ""});
    } else {
      rows += pick({"2025-02-03", "2025-02-30", "", "Summe"}) + ";" + pick({"A1", "B2", ""}) + ";" +
              pick({"A1", "C3", ""}) + ";" + pick({"5.00", "", "0", "x", "-1.5", "7"}) + ";" +
              pick({"", "", "0.00", "3"}) + ";" + pick({"EUR", "JPY", "", "Taler"});
    }
    rows += random.chance(0.1) ? ";x\n" : "\n";
    if (random.chance(0.1)) rows += "\n";
  }
  return read_rows_of(mapping, rows);
}

void expect_equal(const RecordBatch& a, const RecordBatch& b) {
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.ordinals, b.ordinals);
  ASSERT_EQ(a.columns.size(), b.columns.size());
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    const BatchColumn &x = a.columns[i], &y = b.columns[i];
    EXPECT_EQ(x.field, y.field);
    EXPECT_EQ(x.source_column, y.source_column);
    EXPECT_EQ(x.numbers, y.numbers);
    EXPECT_EQ(x.codes, y.codes);
    EXPECT_EQ(x.values, y.values);
    EXPECT_EQ(x.kinds, y.kinds);
    EXPECT_EQ(x.validity, y.validity);
    EXPECT_EQ(x.precision, y.precision);
    EXPECT_EQ(x.offset_min, y.offset_min);
    EXPECT_EQ(x.assets, y.assets);
  }
  ASSERT_EQ(a.quarantined.size(), b.quarantined.size());
  for (std::size_t i = 0; i < a.quarantined.size(); ++i) {
    EXPECT_EQ(a.quarantined[i].ordinal, b.quarantined[i].ordinal);
    EXPECT_EQ(a.quarantined[i].kind, b.quarantined[i].kind);
    EXPECT_EQ(a.quarantined[i].text, b.quarantined[i].text);
  }
  const ItemAccount &x = a.account, &y = b.account;
  EXPECT_EQ(x.physical, y.physical);
  EXPECT_EQ(x.headers, y.headers);
  EXPECT_EQ(x.preamble, y.preamble);
  EXPECT_EQ(x.empty, y.empty);
  EXPECT_EQ(x.rows, y.rows);
  EXPECT_EQ(x.records, y.records);
  EXPECT_EQ(x.quarantined, y.quarantined);
  EXPECT_EQ(x.duplicates, y.duplicates);
  EXPECT_EQ(x.first_us, y.first_us);
  EXPECT_EQ(x.last_us, y.last_us);
  EXPECT_EQ(x.time_precision, y.time_precision);
  ASSERT_EQ(x.totals.size(), y.totals.size());
  for (std::size_t i = 0; i < x.totals.size(); ++i) {
    EXPECT_EQ(x.totals[i].asset, y.totals[i].asset);
    EXPECT_TRUE(x.totals[i].amount_minor == y.totals[i].amount_minor);
  }
  EXPECT_EQ(a.problems, b.problems);
  EXPECT_EQ(a.questions, b.questions);
}

TEST(RecordsStore, LawsOfAccountingAndReadingBackOnRandomFiles) {
  std::uint64_t records = 0, quarantined = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    const RecordBatch batch = random_batch(seed);
    EXPECT_EQ(check_account(batch), "");  // laws 1 to 3 of read_records
    const std::string bytes = write_batch(batch);
    const auto again = read_batch(bytes);
    ASSERT_TRUE(again.has_value());
    expect_equal(batch, *again);  // read(write(b)) = b
    EXPECT_EQ(write_batch(*again), bytes);
    records += batch.account.records;
    quarantined += batch.account.quarantined;
  }
  EXPECT_GT(records, 1000U);
  EXPECT_GT(quarantined, 1000U);
}

TEST(RecordsStore, AnEmptyBatchIsReadBack) {
  const auto again = read_batch(write_batch({}));
  ASSERT_TRUE(again.has_value());
  expect_equal({}, *again);
}

TEST(RecordsStore, EveryChangedByteIsAnErrorNotACrash) {
  const std::string bytes = write_batch(random_batch(3));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
    const auto batch = read_batch(damaged);
    ASSERT_FALSE(batch.has_value()) << "byte " << i;
    EXPECT_EQ(batch.error().code, core::ErrorCode::integrity);
  }
  for (std::size_t length = 0; length < bytes.size(); ++length)
    ASSERT_FALSE(read_batch(bytes.substr(0, length)).has_value()) << length;
  EXPECT_FALSE(read_batch(bytes + "x").has_value());
}

/// The same content under a hash that fits: damage that only the reader's own checks can see.
std::string sealed(std::string content) {
  const core::Sha256 hash = core::sha256(content);
  content.append(hash.bytes.begin(), hash.bytes.end());
  return content;
}

TEST(RecordsStore, DamageUnderAHashThatFitsIsAnErrorOrABatchNotACrash) {
  const std::string bytes = write_batch(random_batch(3));
  const std::string content = bytes.substr(0, bytes.size() - 32);
  core::CounterRandom random(4, 22);
  int refused = 0;
  for (std::size_t i = 8; i < content.size(); ++i) {
    for (const int mask : {0xFF, 1 << random.below(8)}) {
      std::string damaged = content;
      damaged[i] = static_cast<char>(damaged[i] ^ mask);
      damaged = sealed(std::move(damaged));
      const auto batch = read_batch(damaged);
      refused += batch.has_value() ? 0 : 1;
      if (!batch.has_value()) {
        EXPECT_EQ(batch.error().code, core::ErrorCode::integrity);
      }
    }
  }
  EXPECT_GT(refused, 100);
  EXPECT_FALSE(read_batch(sealed(content.substr(0, content.size() - 3))).has_value());
  EXPECT_FALSE(read_batch(sealed(content + "abc")).has_value());
}

}  // namespace
}  // namespace cuibono::evidence
