#include "investigation/table.h"

#include <gtest/gtest.h>

namespace cuibono::investigation {
namespace {

TEST(Column, Law1WhatWasAddedIsWhatIsRead) {
  Column numbers("n", ColumnType::int64), texts("t", ColumnType::text);
  for (std::int64_t i = 0; i < 20; ++i) {
    numbers.add_int(i * i);
    texts.add_text(std::string(static_cast<std::size_t>(i), 'x'));
  }
  ASSERT_EQ(numbers.rows(), 20U);
  ASSERT_EQ(texts.rows(), 20U);
  EXPECT_TRUE(numbers.valid().empty());
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_EQ(numbers.int_at(i), static_cast<std::int64_t>(i * i));
    EXPECT_EQ(texts.text_at(i).size(), i);
    EXPECT_FALSE(numbers.is_null(i));
  }
}

/// Nulls at every place of a byte of the bitmap, in a column of every type.
TEST(Column, Law2NullsOfEveryType) {
  for (const auto type :
       {ColumnType::int64, ColumnType::uint32, ColumnType::float64, ColumnType::boolean,
        ColumnType::time_us, ColumnType::text, ColumnType::texts}) {
    for (std::size_t null_at = 0; null_at < 19; ++null_at) {
      Column column("c", type);
      for (std::size_t row = 0; row < 19; ++row) {
        if (row == null_at)
          column.add_null();
        else if (type == ColumnType::uint32)
          column.add_uint(7);
        else if (type == ColumnType::float64)
          column.add_float(0.5);
        else if (type == ColumnType::boolean)
          column.add_bool(true);
        else if (type == ColumnType::text)
          column.add_text("word");
        else if (type == ColumnType::texts)
          column.add_texts({"a", "bc"});
        else
          column.add_int(7);
      }
      ASSERT_EQ(column.rows(), 19U);
      ASSERT_EQ(column.nulls(), 1U);
      for (std::size_t row = 0; row < 19; ++row) EXPECT_EQ(column.is_null(row), row == null_at);
    }
  }
}

TEST(Column, TakesBuffersWithAValueForNull) {
  Column column("c", ColumnType::uint32);
  std::vector<std::uint32_t> values(20, 1);
  values[3] = values[17] = 9;
  column.take(values, 9);
  EXPECT_EQ(column.rows(), 20U);
  EXPECT_EQ(column.nulls(), 2U);
  for (std::size_t row = 0; row < 20; ++row) EXPECT_EQ(column.is_null(row), row == 3 || row == 17);
  Column whole("c", ColumnType::int64);
  whole.take(std::vector<std::int64_t>{1, 2}, 9);
  EXPECT_TRUE(whole.valid().empty());
  EXPECT_EQ(whole.int_at(1), 2);
}

TEST(Column, ListsOfTexts) {
  Column column("c", ColumnType::texts);
  column.add_texts({"a", "bc"});
  column.add_texts({});
  column.add_null();
  column.add_texts({"d"});
  EXPECT_EQ(column.list_offsets(), (std::vector<std::int32_t>{0, 2, 2, 2, 3}));
  EXPECT_EQ(column.bytes(), "abcd");
  EXPECT_TRUE(column.fits());
}

}  // namespace
}  // namespace cuibono::investigation
