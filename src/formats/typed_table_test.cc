#include "formats/typed_table.h"

#include <gtest/gtest.h>

#include "formats/format.h"

namespace cuibono::formats {
namespace {

struct Table {
  std::vector<TypedColumn> columns;
  std::uint64_t rows = 0;
};

core::Result<std::string> write(const Table& table, std::span<const TableNote> notes = {}) {
  std::string bytes;
  const auto keep = [&](std::string_view some) -> core::Status {
    bytes += some;
    return {};
  };
  CB_TRY_STATUS(write_typed_table({}, table.columns, table.rows, notes, keep));
  return bytes;
}

/// Every column twice, once with values missing here and there.
Table random_table(std::uint64_t seed) {
  core::CounterRandom random(seed, 3);
  Table table;
  table.rows = random.below(200);
  for (const bool has_gaps : {false, true}) {
    for (const auto type :
         {ColumnType::int32, ColumnType::int64, ColumnType::time_us, ColumnType::text}) {
      TypedColumn column;
      column.name = "c" + std::to_string(table.columns.size());
      column.type = type;
      if (type == ColumnType::text) column.texts = {"", "E0003", "ключ", "a|b"};
      for (std::uint64_t row = 0; row < table.rows; ++row) {
        const auto value = random.below(1'000'000'000'000);
        if (type == ColumnType::int64) column.wide.push_back(static_cast<std::int64_t>(value) - 7);
        if (type == ColumnType::time_us)
          column.wide.push_back(static_cast<std::int64_t>(value) * core::us_per_second / 1000);
        if (type == ColumnType::int32)
          column.narrow.push_back(static_cast<std::int32_t>(value % 2'000'000) - 1'000'000);
        if (type == ColumnType::text) column.narrow.push_back(static_cast<std::int32_t>(value % 4));
        if (has_gaps) column.is_valid.push_back(random.below(3) == 0 ? 0 : 1);
      }
      table.columns.push_back(std::move(column));
    }
  }
  return table;
}

std::string cell_of(const TypedColumn& column, std::size_t row) {
  if (!column.is_valid.empty() && column.is_valid[row] == 0) return {};
  if (column.type == ColumnType::int32) return std::to_string(column.narrow[row]);
  if (column.type == ColumnType::int64) return std::to_string(column.wide[row]);
  return column.texts[static_cast<std::size_t>(column.narrow[row])];
}

class TypedTable : public testing::Test {
 protected:
  void SetUp() override {
    if (!check_typed_tables().has_value())
      GTEST_SKIP() << "the Parquet library is not beside the program";
  }
};

TEST_F(TypedTable, WhatIsReadIsWhatWasWritten) {  // law 2
  const FileFormat* parquet = find_file_format("parquet");
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    const Table table = random_table(seed);
    const auto bytes = write(table);
    ASSERT_TRUE(bytes.has_value()) << bytes.error().what;
    const auto read = parquet->find_tables({}, *bytes);
    ASSERT_TRUE(read.has_value()) << read.error().what;
    ASSERT_EQ(read->front().columns.size(), table.columns.size());
    EXPECT_EQ(read->front().rows, table.rows);
    std::size_t row = 0;
    const core::Status status =
        parquet->read_rows({}, *bytes, read->front(), [&](const Row& got) -> core::Status {
          for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto& column = table.columns[c];
            if (column.type == ColumnType::time_us) {
              const bool is_there = column.is_valid.empty() || column.is_valid[row] != 0;
              EXPECT_EQ(!got.cells[c].empty(), is_there);
              if (is_there) {
                const auto day = core::format_time(column.wide[row], core::Precision::day);
                EXPECT_TRUE(got.cells[c].starts_with(day)) << got.cells[c];
              }
            } else {
              EXPECT_EQ(got.cells[c], cell_of(column, row)) << c;
            }
          }
          ++row;
          return {};
        });
    EXPECT_TRUE(status.has_value());
    EXPECT_EQ(row, table.rows);
  }
}

TEST_F(TypedTable, TheSameTableGivesTheSameBytes) {  // law 1
  const Table table = random_table(4);
  const TableNote notes[] = {{"schema", "1"}};
  const auto one = write(table, notes), two = write(table, notes);
  ASSERT_TRUE(one.has_value() && two.has_value());
  EXPECT_EQ(*one, *two);
  EXPECT_NE(*one, *write(table)) << "notes are kept in the file";
}

TEST_F(TypedTable, ColumnsOfAnotherLengthAndTextsOutOfRangeAreRefused) {
  Table table = random_table(5);
  table.columns[0].narrow.push_back(1);
  EXPECT_EQ(write(table).error().code, core::ErrorCode::bad_input);
  table = random_table(5);
  table.columns[4].is_valid.pop_back();
  EXPECT_EQ(write(table).error().where, "c4");
  table = random_table(5);
  ASSERT_GT(table.rows, 0U);
  table.columns[3].narrow[0] = 4;
  EXPECT_NE(write(table).error().what.find("a text is not among"), std::string::npos);
}

TEST_F(TypedTable, WhatTheSinkSaysEndsIt) {
  const Table table = random_table(6);
  const auto refuse = [](std::string_view) -> core::Status {
    return core::Error{core::ErrorCode::resources, "no room", "", ""};
  };
  const core::Status status = write_typed_table({}, table.columns, table.rows, {}, refuse);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().what, "no room");
}

}  // namespace
}  // namespace cuibono::formats
