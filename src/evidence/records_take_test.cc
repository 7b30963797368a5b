// Rows that are typed in blocks on several threads give the batch of rows that are typed one by one.
#include "evidence/records_take.h"

#include <gtest/gtest.h>

#include "evidence/records_random.h"

namespace cuibono::evidence {
namespace {

/// Bytes of the batch that the rows below the header of a mapping give.
std::string take_rows(const Mapping& mapping, const std::string& rows, unsigned threads,
                      const RowBlocks& blocks) {
  const std::string bytes = header_of(mapping) + rows;
  const Item item = make_item("file.csv", bytes);
  const ReadRequest request{&item, bytes, &mapping, source_system_of(item), true};
  core::RunContext context;
  context.threads = threads;
  auto taker = RowTaker::make(context, request, blocks);
  if (!taker) return "make: " + taker.error().what;
  RowsRequest of_file;
  of_file.bytes = bytes;
  of_file.dialect = mapping.dialect;
  for (const auto& column : mapping.columns) of_file.columns.push_back(column.header);
  const auto read = read_rows(
      context, of_file, [&](const Row& row, RowFault fault) { return taker->take(row, fault); });
  if (!read) return "read: " + read.error().what;
  RecordBatch batch;
  batch.kind = mapping.kind;
  if (const auto status = taker->finish(batch); !status) return "finish: " + status.error().what;
  batch.account.records = batch.ordinals.size();
  std::string out = write_batch(batch) + taker->typer().misread();
  for (const OwnSide side : taker->typer().sides(batch)) out += static_cast<char>(side);
  for (const RowHash& hash : taker->hashes())
    out += std::to_string(hash.a) + " " + std::to_string(hash.b) + "\n";
  return out;
}

constexpr RowBlocks one_by_one{UINT64_MAX, 1, 1, 0};

TEST(RecordsTake, AnyMappingGivesTheSameBatchInBlocks) {
  std::size_t compared = 0;
  for (unsigned seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 52);
    const Mapping mapping = random_mapping(random);
    const std::string rows = random_rows(random, mapping, 60);
    const std::string wanted = take_rows(mapping, rows, 1, one_by_one);
    compared += wanted.size();
    const RowBlocks by_rows{0, 1 + random.below(7), 1 + random.below(200), 0};
    const RowBlocks by_columns{0, 1, 1 + random.below(400), 1 + random.below(70)};
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
      for (const RowBlocks& small : {by_rows, by_columns})
        ASSERT_EQ(take_rows(mapping, rows, threads, small), wanted)
            << threads << " threads, " << small.column_rows << " rows column by column\n"
            << mapping_to_yaml(mapping) << rows;
    }
  }
  EXPECT_GT(compared, 1'000'000U);
}

TEST(RecordsTake, IdsThatAllDifferAndIdsThatComeAgain) {
  const Mapping mapping =
      make_mapping(ItemKind::transfers, {Field::record_id, Field::time, Field::payer, Field::payee,
                                         Field::amount, Field::currency, Field::reference});
  constexpr std::uint64_t rows_most = 40'000;
  for (const std::uint64_t different : {rows_most, std::uint64_t{20'000}, std::uint64_t{900}}) {
    SCOPED_TRACE(different);
    core::CounterRandom random(different, 53);
    std::string rows;
    for (std::uint64_t row = 0; row < rows_most; ++row) {
      rows += "T" + std::to_string(row % different) + ";2025-02-03 10:00;9000" +
              std::to_string(random.below(50)) + ";LT00 " + std::to_string(random.below(3000)) +
              ";" + std::to_string(random.below(900)) + ".00;" +
              (random.chance(0.3) ? "USD" : "EUR") + ";" +
              (random.chance(0.5) ? "-" : "invoice " + std::to_string(row / 2)) + "\n";
    }
    const std::string wanted = take_rows(mapping, rows, 1, one_by_one);
    for (const unsigned threads : {1U, 2U, 3U}) {
      for (const std::size_t column_rows : {0U, 3'000U})
        ASSERT_TRUE(take_rows(mapping, rows, threads, {0, 5'000, 1U << 20, column_rows}) == wanted)
            << threads << " threads, " << column_rows;
    }
  }
}

TEST(RecordsTake, ALargeFileIsReadInBlocks) {
  const Mapping mapping =
      make_mapping(ItemKind::calls, {Field::time, Field::caller, Field::callee, Field::duration_s});
  std::string rows;
  core::CounterRandom random(1, 54);
  while (rows.size() < RowBlocks().large_file_bytes + (1U << 20))
    rows += "2025-02-03 10:00;+9995550" + std::to_string(1000 + random.below(9000)) +
            ";\"+9995551\"\"" + std::to_string(1000 + random.below(9000)) + "\";" +
            std::to_string(random.below(600)) + "\n";
  const std::string bytes = header_of(mapping) + rows;
  const Item item = make_item("file.csv", bytes);
  const ReadRequest request{&item, bytes, &mapping, source_system_of(item), true};
  core::RunContext context;
  context.threads = 1;
  const auto alone = read_records(context, request);
  context.threads = 3;
  const auto together = read_records(context, request);
  ASSERT_TRUE(alone.has_value() && together.has_value());
  EXPECT_EQ(check_account(*together), "");
  EXPECT_GT(together->account.duplicates, 0U);
  EXPECT_TRUE(write_batch(*alone) == write_batch(*together));
}

}  // namespace
}  // namespace cuibono::evidence
