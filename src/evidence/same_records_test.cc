// The same record in two files: kept in both, and each told of the other.
#include "evidence/same_records.h"

#include <gtest/gtest.h>

#include "evidence/events_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;

Mapping ledger() {
  return make_mapping(ItemKind::transfers, {time, payer, payee, amount, currency, reference});
}

std::vector<std::string> same_in_words(const Evidence& evidence) {
  std::vector<std::string> lines;
  for (const auto& same : evidence.same_records) {
    std::string line = std::to_string(same.count) + ":";
    for (const auto& pair : same.pairs)
      line +=
          " " + InWords(evidence).record(pair.record) + "=" + InWords(evidence).record(pair.other);
    lines.push_back(std::move(line));
  }
  return lines;
}
using Lines = std::vector<std::string>;

TEST(SameRecords, ExportsThatOverlapShareTheirRows) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", ledger(),
            "2025-02-03 10:00;90001;90002;5.00;EUR;x\n"
            "2025-02-04 10:00;90001;90002;6.00;EUR;\n"
            "2025-02-04 10:00;90001;90002;6.00;EUR;\n");
  small.add("b.csv", "Bank of Ys", ledger(),
            "2025-02-04 10:00;90001;90002;6.00;EUR;\n"
            "2025-02-04 10:00;90001;90002;6.00;EUR;\n"
            "2025-02-04 10:00;90001;90002;6.00;EUR;\n"
            "2025-02-05 10:00;90001;90002;5.00;EUR;x\n");
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(same_in_words(evidence), (Lines{"2: a.csv#3=b.csv#2 a.csv#4=b.csv#3"}));
  EXPECT_EQ(evidence.records, 7U);
  EXPECT_EQ(evidence.transfers.size(), 5U) << "what both files hold is one event of two legs";
  LeftOut left_out;
  left_out.files = {"b.csv"};
  EXPECT_TRUE(evidence_of(small, left_out).same_records.empty());
}

TEST(SameRecords, OneFieldThatDiffersMakesAnotherRecord) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"2025-02-03 10:00;90001;90002;5.00;EUR;x\n", "2025-02-03 10:01;90001;90002;5.00;EUR;x\n"},
      {"2025-02-03 10:00;90001;90002;5.00;EUR;x\n", "2025-02-03 10:00;90001;90003;5.00;EUR;x\n"},
      {"2025-02-03 10:00;90001;90002;5.00;EUR;x\n", "2025-02-03 10:00;90001;90002;5.01;EUR;x\n"},
      {"2025-02-03 10:00;90001;90002;5.00;EUR;x\n", "2025-02-03 10:00;90001;90002;5.00;USD;x\n"},
      {"2025-02-03 10:00;90001;90002;5.00;EUR;x\n", "2025-02-03 10:00;90001;90002;5.00;EUR;\n"},
      {"2025-02-03 10:00;90001;90002;5.00;EUR;x\n",
       "2025-02-03 10:00:00;90001;90002;5.00;EUR;x\n"}};
  for (const auto& [first, second] : rows) {
    SCOPED_TRACE(second);
    SmallCase small;
    small.add("a.csv", "Bank of Ys", ledger(), first);
    small.add("b.csv", "Bank of Ys", ledger(), second);
    EXPECT_EQ(same_in_words(evidence_of(small)), Lines{});
  }
}

TEST(SameRecords, LocalNamesOfFilesWithoutASourceCountWithoutTheFile) {
  for (const char* source : {"", "Bank of Ys"}) {
    SmallCase small;
    for (const char* name : {"a.csv", "b.csv"})
      small.add(name, source, ledger(), "2025-02-03 10:00;A-1;B-2;5.00;EUR;x\n");
    EXPECT_EQ(same_in_words(evidence_of(small)), Lines{"1: a.csv#2=b.csv#2"}) << source;
  }
  SmallCase two;
  two.add("a.csv", "Bank of Ys", ledger(), "2025-02-03 10:00;A-1;B-2;5.00;EUR;x\n");
  two.add("b.csv", "Bank of Avalon", ledger(), "2025-02-03 10:00;A-1;B-2;5.00;EUR;x\n");
  EXPECT_EQ(same_in_words(evidence_of(two)), Lines{}) << "A-1 of one bank is not A-1 of another";
}

TEST(SameRecords, ColumnsInAnotherOrderAreTheSameFields) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", ledger(), "2025-02-03 10:00;90001;90002;5.00;EUR;x\n");
  small.add("b.csv", "Bank of Ys",
            make_mapping(ItemKind::transfers, {reference, currency, amount, payee, payer, time}),
            "x;EUR;5.00;90002;90001;2025-02-03 10:00\n");
  EXPECT_EQ(same_in_words(evidence_of(small)), Lines{"1: a.csv#2=b.csv#2"});
}

/// Law 1, on worlds whose rows are often equal.
TEST(SameRecords, Law1EqualsComparingEveryPair) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 5);
    SmallCase small;
    std::vector<std::vector<std::string>> rows(3);
    for (std::size_t file = 0; file < rows.size(); ++file) {
      std::string text;
      for (std::uint64_t i = 0; i < random.below(7); ++i) {
        rows[file].push_back("2025-02-03 10:0" + std::to_string(random.below(3)) + ";90001;90002;" +
                             std::to_string(1 + random.below(2)) + ".00;EUR;x\n");
        text += rows[file].back();
      }
      small.add(std::string(1, static_cast<char>('a' + file)) + ".csv", "Bank of Ys", ledger(),
                text);
    }
    std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> expected;
    std::map<std::string, std::vector<std::uint64_t>> counts;
    for (std::size_t file = 0; file < rows.size(); ++file)
      for (const auto& row : rows[file]) {
        counts[row].resize(rows.size());
        ++counts[row][file];
      }
    for (const auto& [row, count] : counts) {
      std::size_t first = 0;
      while (count[first] == 0) ++first;
      for (std::size_t other = first + 1; other < count.size(); ++other)
        if (count[other] > 0) expected[{first, other}] += std::min(count[first], count[other]);
    }
    std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> found;
    const Evidence evidence = evidence_of(small);
    for (const auto& same : evidence.same_records) {
      EXPECT_EQ(same.pairs.size(), same.count);
      const auto number = [&](std::uint32_t rank) {
        return static_cast<std::size_t>(evidence.items[rank].name[0] - 'a');
      };
      found[{number(same.item), number(same.other)}] = same.count;
    }
    ASSERT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace cuibono::evidence
