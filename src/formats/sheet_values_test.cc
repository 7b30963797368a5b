#include "formats/sheet_values.h"

#include <gtest/gtest.h>

namespace cuibono::formats {
namespace {

TEST(SheetValues, NumbersStandAsAPersonSeesThem) {
  const auto shown = [](std::string_view text) {
    return write_number(text, NumberShape::number, false);
  };
  EXPECT_EQ(shown("1234.5"), "1234.5");
  EXPECT_EQ(shown("0.30000000000000004"), "0.3");
  EXPECT_EQ(shown("1250.0999999999999"), "1250.1");
  EXPECT_EQ(shown("1E3"), "1000");
  EXPECT_EQ(shown("1.5E+20"), "150000000000000000000");
  EXPECT_EQ(shown("2.5E-7"), "0.00000025");
  EXPECT_EQ(shown("-1.5E-3"), "-0.0015");
  EXPECT_EQ(shown("37060123456789012345"), "37060123456789012345") << "whole numbers as they are";
  EXPECT_EQ(shown("word"), "word");
  EXPECT_EQ(shown(""), "");
}

TEST(SheetValues, DaysOfBothCalendars) {
  const auto day = [](std::string_view text, bool from_1904) {
    return write_number(text, NumberShape::date, from_1904);
  };
  EXPECT_EQ(day("45691", false), "2025-02-03");
  EXPECT_EQ(day("44229", true), "2025-02-03");
  EXPECT_EQ(day("1", false), "1900-01-01");
  EXPECT_EQ(day("59", false), "1900-02-28");
  EXPECT_EQ(day("60", false), "60") << "a day that never was";
  EXPECT_EQ(day("61", false), "1900-03-01");
  EXPECT_EQ(day("45691.75", false), "2025-02-03 18:00:00") << "a time of day is never dropped";
  EXPECT_EQ(day("-1", false), "-1");
  EXPECT_EQ(day("3000000", false), "3000000");
}

TEST(SheetValues, TimesAndDurations) {
  EXPECT_EQ(write_number("0.5", NumberShape::time, false), "12:00:00");
  EXPECT_EQ(write_number("45691.999999999", NumberShape::date_time, false), "2025-02-04 00:00:00");
  EXPECT_EQ(write_number("45691.000005", NumberShape::date_time, false), "2025-02-03 00:00:00.432");
  EXPECT_EQ(write_number("1.25", NumberShape::duration, false), "30:00:00");
}

TEST(SheetValues, FormatsSayWhatANumberIs) {
  EXPECT_EQ(shape_of_builtin(0), NumberShape::number);
  EXPECT_EQ(shape_of_builtin(14), NumberShape::date);
  EXPECT_EQ(shape_of_builtin(22), NumberShape::date_time);
  EXPECT_EQ(shape_of_builtin(46), NumberShape::duration);
  EXPECT_EQ(shape_of_code("dd.mm.yyyy"), NumberShape::date);
  EXPECT_EQ(shape_of_code("yyyy\\-mm\\-dd hh:mm:ss.000"), NumberShape::date_time);
  EXPECT_EQ(shape_of_code("[$-407]dd/ mmmm yyyy;@"), NumberShape::date);
  EXPECT_EQ(shape_of_code("[h]:mm:ss"), NumberShape::duration);
  EXPECT_EQ(shape_of_code("[Red]#,##0.00 \"days\""), NumberShape::number);
  EXPECT_EQ(shape_of_code("#,##0.00\\ _d;[Red]\\-#,##0.00"), NumberShape::number);
  EXPECT_EQ(shape_of_code("General"), NumberShape::number);
  EXPECT_EQ(shape_of_code("0.00E+00"), NumberShape::number);
}

TEST(SheetValues, ColumnsByTheirLetters) {
  EXPECT_EQ(column_of_cell("A1"), 0U);
  EXPECT_EQ(column_of_cell("AB12"), 27U);
  EXPECT_EQ(column_of_cell("XFD1"), 16'383U);
  EXPECT_EQ(column_of_cell("XFE1"), UINT32_MAX);
  EXPECT_EQ(column_of_cell("12"), UINT32_MAX);
  EXPECT_EQ(column_of_cell(""), UINT32_MAX);
}

}  // namespace
}  // namespace cuibono::formats
