#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/format_list.h"
#include "formats/format_samples.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view ruled =
    "Bank of Nowhere\n"
    "\n"
    "Date       Time     Account      Amount Purpose\n"
    "---------- -------- ---------- -------- --------------------\n"
    "2025-01-03 09:00:00 12345678      12.50 Rent for J\xFCrgen\n"
    "2025-01-04 10:30:00 87654321   1,000.00 Two words\n"
    "\n"
    "2025-01-05          12345678       7.00\n"
    "2025-01-06 a word that runs over it all\n"
    "(4 rows)\n";

constexpr std::string_view headed =
    "  Date      Account no      Amount  Name\n"
    "03.01.25      12345678       12,50  Amina Okoye\n"
    "04.01.25           678    1.012,50  Haruto Tanaka\n"
    "05.01.25      87654321        7,00  Layla Haddad\n"
    "06.01.25      12345678       12,50  Amina Okoye\n"
    "07.01.25      87654321      -99,00  \n";

std::vector<std::string> rows_in(std::string_view bytes) {
  const auto tables = fixed_format.find_tables({}, bytes);
  if (!tables.has_value() || tables->size() != 1) return {"refused"};
  std::vector<std::string> rows;
  std::string names;
  for (const auto& column : tables->front().columns) names += "|" + column.name;
  rows.push_back(names);
  for (auto& row : rows_of(fixed_format, bytes, tables->front())) rows.push_back(std::move(row));
  return rows;
}

TEST(FormatFixed, ALineOfDashesDividesTheColumns) {
  ASSERT_EQ(recognise_format(ruled), &fixed_format);
  EXPECT_EQ(rows_in(ruled),
            (std::vector<std::string>{"|Date|Time|Account|Amount|Purpose",
                                      "5:|2025-01-03|09:00:00|12345678|12.50|Rent for Jürgen",
                                      "6:|2025-01-04|10:30:00|87654321|1,000.00|Two words",
                                      "7:|||||", "8:|2025-01-05||12345678|7.00|",
                                      "9:|2025-01-06 a word that runs over it all||||",
                                      "10:|(4 rows)||||"}));
  EXPECT_NE(fixed_format.find_tables({}, ruled)->front().note.find("Bank of Nowhere"),
            std::string::npos);
}

TEST(FormatFixed, AHeaderAboveNumbersAndDates) {
  ASSERT_EQ(recognise_format(headed), &fixed_format);
  EXPECT_EQ(rows_in(headed),
            (std::vector<std::string>{
                "|Date|Account no|Amount|Name", "2:|03.01.25|12345678|12,50|Amina Okoye",
                "3:|04.01.25|678|1.012,50|Haruto Tanaka", "4:|05.01.25|87654321|7,00|Layla Haddad",
                "5:|06.01.25|12345678|12,50|Amina Okoye", "6:|07.01.25|87654321|-99,00|"}));
}

TEST(FormatFixed, PaddedLinesOfOneLengthNeedNoHeader) {
  std::string bytes;
  for (int i = 10; i < 22; ++i)
    bytes += "2025" + std::to_string(i) + "03  000" + std::to_string(i) +
             (i % 2 == 0 ? "  Rent  " : "  Gift  ") + "\n";
  EXPECT_EQ(recognise_format(bytes), &fixed_format);
  const auto rows = rows_in(bytes);
  ASSERT_EQ(rows.size(), 13);
  EXPECT_EQ(rows[0], "|column 1|column 2|column 3");
  EXPECT_EQ(rows[1], "1:|20251003|00010|Rent");
}

TEST(FormatFixed, OtherTextsAreNoTables) {
  const std::string prose =
      "Dear Amina,\n\nthank you for the letter of the third. We have looked at it\n"
      "with care, and we are sorry to say that there is nothing we can\n"
      "do before the fifth of May. Please send us the papers, all of\n"
      "them, and the 3 receipts. The sum of 1200 is not yet with us.\n"
      "It may be that the bank was slow; it often is. We will write to\n"
      "you again when we know more, in 2 weeks at the latest.\n\nYours,\nHaruto\n";
  std::string log;
  for (int i = 10; i < 40; ++i)
    log += "2025-01-03 09:00:" + std::to_string(i) + " INFO  server: request " +
           std::to_string(i * i * 7) + (i % 3 == 0 ? " was refused\n" : " done in 3 ms\n");
  const std::string code =
      "int main() {\n  int a   = 1;\n  int bcd = 22;\n  int e   = 3;\n  int f   = 4;\n  int g   = "
      "5;\n"
      "  return a + bcd;\n}\n";
  const std::string csv =
      "date      , account , amount\n2025-01-03, 1234    , 12.50\n2025-01-04, 1234    , 12.50\n"
      "2025-01-05, 1234    , 12.50\n2025-01-06, 1234    , 12.50\n2025-01-07, 1234    , 12.50\n";
  const std::string markdown =
      "| a  | b  | c  |\n|----|----|----|\n| 1  | 2  | 3  |\n| 1  | 2  | 3  |\n| 1  | 2  | 3  |\n";
  const std::string title = "A title\n=======\n\nSome words below it.\nAnd more of them.\n";
  std::string matrix;
  for (int i = 0; i < 20; ++i) matrix += "0 1 0 1 1 0\n";
  for (const std::string& other :
       {std::string(), std::string("\n\n"), prose, log, code, csv, markdown, title, matrix,
        std::string("---- ----\n"), std::string("a b c\n--- ---\n")})
    EXPECT_FALSE(fixed_format.recognises(other)) << other;
}

TEST(FormatFixed, NoSourceFileOrPageOfThisRepositoryIsATable) {
  namespace fs = std::filesystem;
  std::size_t files = 0;
  for (const std::string_view folder : {"/src", "/docs", "/tools", "/cmake", "/script"})
    for (const auto& entry :
         fs::recursive_directory_iterator(std::string(CUIBONO_SOURCE_DIR) + std::string(folder))) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path());
      std::stringstream bytes;
      bytes << file.rdbuf();
      ++files;
      EXPECT_FALSE(fixed_format.recognises(bytes.str())) << entry.path();
    }
  EXPECT_GT(files, 100U);
}

TEST(FormatFixed, AnyCutIsSafe) {
  for (const std::string_view bytes : {ruled, headed})
    for (std::size_t size = 0; size < bytes.size(); ++size)
      static_cast<void>(rows_in(std::string(bytes.substr(0, size))));
}

}  // namespace
}  // namespace cuibono::formats
