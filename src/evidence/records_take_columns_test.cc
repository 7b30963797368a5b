// Files that keep their columns apart: the whole way by columns and by rows gives the same batch, whole and broken.
#include <gtest/gtest.h>

#include <utility>

#include "evidence/records_take.h"
#include "evidence/records_worlds.h"
#include "formats/typed_table.h"

namespace cuibono::evidence {
namespace {

/// A Parquet file of payments; some cells are missing, no text, no currency, or below zero.
std::string parquet_of(std::size_t rows) {
  core::CounterRandom random(5, 1);
  std::vector<formats::TypedColumn> columns(6);
  const char* names[] = {"booked", "payer", "payee", "amount", "currency", "note"};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].name = names[c];
    columns[c].type = c == 0   ? formats::ColumnType::time_us
                      : c == 3 ? formats::ColumnType::int64
                               : formats::ColumnType::text;
  }
  for (int i = 0; i < 500; ++i) {
    columns[1].texts.push_back("A-" + std::to_string(i));
    columns[2].texts.push_back("B-" + std::to_string(i));
  }
  columns[4].texts = {"EUR", "USD", "no currency"};
  columns[5].texts = {"rent", "", "Total", "\xC3\x28"};
  columns[0].is_valid.assign(rows, 1), columns[3].is_valid.assign(rows, 1);
  const auto any = [&](std::uint64_t bound) {
    return static_cast<std::int32_t>(random.below(bound));
  };
  for (std::size_t row = 0; row < rows; ++row) {
    columns[0].wide.push_back(1'748'736'000'000'000 + std::int64_t{1'000'000} * any(1'000'000));
    columns[3].wide.push_back(any(9'000) - 20);
    columns[1].narrow.push_back(any(500));
    columns[2].narrow.push_back(any(500));
    columns[4].narrow.push_back(random.chance(0.001) ? 2 : any(2));
    columns[5].narrow.push_back(random.chance(0.01) ? 3 : any(3));
    if (random.chance(0.01)) columns[0].is_valid[row] = 0;
    if (random.chance(0.01)) columns[3].is_valid[row] = 0;
  }
  std::string bytes;
  const auto written =
      formats::write_typed_table({}, columns, rows, {}, [&](std::string_view piece) {
        bytes += piece;
        return core::Status();
      });
  EXPECT_TRUE(written.has_value());
  return bytes;
}

Mapping mapping_of_parquet(std::string_view bytes) {
  std::vector<ColumnMapping> mapped;
  for (const Field field :
       {Field::time, Field::payer, Field::payee, Field::amount, Field::currency, Field::reference})
    mapped.push_back(map_column(field));
  mapped[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss.fZ";
  Mapping mapping = make_mapping(ItemKind::transfers, std::move(mapped));
  mapping.dialect = sniff(bytes).dialect;
  return mapping;
}

struct Told {
  std::string batch;
  std::uint64_t physical = 0, quarantined = 0;
  std::string last;  ///< what was set aside last
};

/// The batch of the rows of read_rows, one by one.
Told told_by_rows(const ReadRequest& request) {
  RowsRequest asked;
  asked.bytes = request.bytes;
  asked.dialect = request.mapping->dialect;
  for (const auto& column : request.mapping->columns) asked.columns.push_back(column.header);
  const core::RunContext one;
  RowTaker taker = std::move(*RowTaker::make(one, request, {UINT64_MAX, 1, 1, 0}));
  const auto count =
      read_rows({}, asked, [&](const Row& row, RowFault fault) { return taker.take(row, fault); });
  RecordBatch batch;
  if (!count.has_value() || !taker.finish(batch).has_value()) return {};
  batch.kind = request.mapping->kind;
  return {write_batch(batch), count->physical, batch.quarantined.size(),
          batch.quarantined.back().kind};
}

/// The batch of read_records without what it computes from the batch alone.
Told told_by_columns(const ReadRequest& request, unsigned threads) {
  core::RunContext context;
  context.threads = threads;
  auto read = read_records(context, request);
  if (!read.has_value()) return {read.error().what, 0, 0, ""};
  const ItemAccount account = std::exchange(read->account, {});
  read->account.rows = account.rows;
  read->account.totals = account.totals, read->account.sums = account.sums;
  read->account.first_us = account.first_us, read->account.last_us = account.last_us;
  read->account.time_precision = account.time_precision;
  read->account.amounts_unreadable = account.amounts_unreadable;
  read->account.amounts_absent = account.amounts_absent;
  return {write_batch(*read), account.physical, account.quarantined, read->quarantined.back().kind};
}

TEST(RecordsTake, Law2AParquetFileGivesTheBatchOfItsRows) {
  if (!formats::check_typed_tables().has_value())
    GTEST_SKIP() << "the library of Parquet is not built";
  constexpr std::size_t rows = 70'000;  // more than two blocks
  const std::string bytes = parquet_of(rows);
  const Mapping mapping = mapping_of_parquet(bytes);
  const Item item = make_item("file.parquet", bytes);
  const ReadRequest request{&item, bytes, &mapping, "bank", true};
  const Told slow = told_by_rows(request);
  EXPECT_EQ(slow.physical, rows);
  EXPECT_GT(slow.quarantined, 500U);
  for (const unsigned threads : {1U, 2U, 5U}) {
    const Told fast = told_by_columns(request, threads);
    EXPECT_TRUE(fast.batch == slow.batch) << threads << " threads";
    EXPECT_EQ(fast.physical, rows);
  }
}

TEST(RecordsTake, ADamagedParquetFileBreaksAtTheSameRowOnBothWays) {
  if (!formats::check_typed_tables().has_value())
    GTEST_SKIP() << "the library of Parquet is not built";
  constexpr std::size_t rows = 270'000;  // three groups of rows
  const std::string bytes = parquet_of(rows);
  const Mapping mapping = mapping_of_parquet(bytes);
  const Item item = make_item("file.parquet", bytes);
  std::size_t broken_behind = 0;  // the first group of rows
  for (const std::size_t tenth : {2U, 8U}) {
    SCOPED_TRACE(tenth);
    std::string cut = bytes;
    cut.replace(cut.size() * tenth / 10, 20'000, std::string(20'000, '\x55'));
    const ReadRequest request{&item, cut, &mapping, "bank", true};
    const Told slow = told_by_rows(request), fast = told_by_columns(request, 2);
    EXPECT_TRUE(fast.batch == slow.batch);
    EXPECT_EQ(fast.physical, slow.physical);
    broken_behind += slow.last == "damaged" && slow.physical > 131'072 ? 1U : 0U;
  }
  EXPECT_GT(broken_behind, 0U);
}

}  // namespace
}  // namespace cuibono::evidence
