#include "evidence/rows.h"

#include <gtest/gtest.h>

#include <array>

#include "evidence/rows_split.h"
#include "evidence/rows_worlds.h"

namespace cuibono::evidence {
namespace {

constexpr std::array<Encoding, 7> text_encodings{
    Encoding::utf8,        Encoding::utf16le,     Encoding::utf16be, Encoding::latin1,
    Encoding::windows1251, Encoding::windows1252, Encoding::euckr};

struct RowsWorld {
  std::string bytes;
  Dialect dialect;
  std::vector<std::string> columns;
  [[nodiscard]] RowsRequest request() const { return {bytes, dialect, columns}; }
};

std::string random_cell(core::CounterRandom& random, const Dialect& dialect) {
  static const std::vector<std::string> words{"a",  "b7", "12.50", "",   " ",  "ж",        "é",
                                              "가", "名", "x y",   "-3", "\t", "\xC2\xA0", "😀"};
  std::string cell;
  for (std::uint64_t n = random.below(3); n > 0; --n) cell += words[random.below(words.size())];
  if (dialect.quote == 0 || !random.chance(0.3)) return cell;
  const std::string quote(1, dialect.quote);
  if (random.chance(0.3)) cell += quote + quote;
  if (random.chance(0.2)) cell += dialect.delimiter;
  if (random.chance(0.2)) cell += random.chance(0.5) ? "\n" : "\r\n";
  if (random.chance(0.1)) return cell + quote;  // a stray one
  return (random.chance(0.2) ? "  " : "") + quote + cell + (random.chance(0.9) ? quote : "") +
         (random.chance(0.1) ? " " : "");
}

// A table with a preamble, a header that may come again, blank, short and long rows.
std::string random_table(core::CounterRandom& random, const Dialect& dialect,
                         const std::vector<std::string>& columns) {
  static const std::vector<std::string> ends{"\n", "\r\n", "\r"};
  const std::string usual_end = ends[random.below(3)];
  std::string text, header;
  for (const auto& name : columns) header += (header.empty() ? "" : ",") + name;
  for (char& c : header) c = c == ',' && dialect.delimiter != 0 ? dialect.delimiter : c;
  const std::uint64_t rows = random.below(8);
  for (std::uint64_t r = 1; r <= rows; ++r) {
    if (r == dialect.header_row || random.chance(0.1)) {
      text += header;
      if (random.chance(0.2)) text += dialect.delimiter;
    } else if (!random.chance(0.1)) {
      std::uint64_t cells = random.chance(0.7) ? columns.size() : random.below(5);
      for (; cells > 0; --cells) {
        text += random_cell(random, dialect);
        if (cells > 1 && dialect.delimiter != 0) text += dialect.delimiter;
      }
    }
    if (r < rows || random.chance(0.7))
      text += random.chance(0.9) ? usual_end : ends[random.below(3)];
  }
  return text;
}

// Marks in any order.
std::string random_marks(core::CounterRandom& random, const Dialect& dialect) {
  const std::string delimiter(1, dialect.delimiter == 0 ? ',' : dialect.delimiter),
      quote(1, dialect.quote == 0 ? '"' : dialect.quote);
  const std::vector<std::string> marks{delimiter, delimiter, quote, quote, "\n", "\r", "\r\n",
                                       " ",       "a",       "é",   "가",  "ж",  "\t"};
  std::string text;
  for (std::uint64_t n = random.below(40); n > 0; --n) text += marks[random.below(marks.size())];
  return text;
}

RowsWorld random_world(unsigned seed) {
  core::CounterRandom random(seed, 11);
  RowsWorld world;
  Dialect& dialect = world.dialect;
  constexpr std::array<char, 6> delimiters{',', ';', '\t', '|', ' ', '\0'};
  constexpr std::array<char, 4> quotes{'"', '"', '\'', '\0'};
  dialect.encoding = text_encodings[random.below(text_encodings.size())];
  dialect.delimiter = delimiters[random.below(random.chance(0.8) ? 4 : 6)];
  dialect.quote = quotes[random.below(4)];
  dialect.header_row = random.below(5);
  if (random.chance(0.1)) dialect.format = Format::text;
  std::vector<std::string> columns{"date", "amount", "note"};
  if (random.chance(0.2)) columns.emplace_back("");
  std::string text =
      random.chance(0.7) ? random_table(random, dialect, columns) : random_marks(random, dialect);
  world.bytes = encode(text, dialect.encoding, random.chance(0.3));
  if (random.chance(0.3)) world.columns = columns;
  while (random.chance(0.2)) {  // bytes that mean nothing, and halves of characters
    const std::size_t at = random.below(world.bytes.size() + 1);
    world.bytes.insert(at, 1, static_cast<char>(random.below(256)));
  }
  if (random.chance(0.1)) world.bytes.resize(random.below(world.bytes.size() + 1));
  return world;
}

TEST(Rows, Laws1To3OnRandomWorlds) {
  for (unsigned seed = 0; seed < 25000; ++seed) {
    SCOPED_TRACE(seed);
    const RowsWorld world = random_world(seed);
    EXPECT_EQ(check_twins(world.request()), "");
    if (seed % 8 == 0) {
      EXPECT_EQ(check_original_rows(world.request()), "");
    }
    if (HasFailure()) FAIL() << encoding_name(world.dialect.encoding) << ": " << world.bytes;
  }
}

// What the random worlds must contain, so that the laws above speak of something.
TEST(Rows, TheRandomWorldsHoldEveryFaultAndEveryKindOfRow) {
  std::map<RowFault, int> faults;
  RowCount sum;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const RowsWorld world = random_world(seed);
    const KeptRows kept = fast_rows(world.request());
    for (const auto& row : kept.rows) faults[row.fault] += 1;
    sum.headers += kept.count.headers;
    sum.preamble += kept.count.preamble;
    sum.empty += kept.count.empty;
  }
  for (const RowFault fault :
       {RowFault::none, RowFault::cell_count, RowFault::bad_encoding, RowFault::bad_quote})
    EXPECT_GT(faults[fault], 50) << row_fault_name(fault);
  EXPECT_GT(sum.headers, 500);
  EXPECT_GT(sum.preamble, 500);
  EXPECT_GT(sum.empty, 500);
}

TEST(Rows, EveryRowOfABankExportIsCountedAndFound) {
  const std::string bytes =
      "Account statement\n"
      "\n"
      "date;amount;note\n"
      "2025-01-02;1,50;\"rent; January\"\n"
      "date ; amount;note\n"
      ";;\n"
      "2025-01-03;2,00\n"
      "2025-01-04;3,00;\"two\nlines and a \"\"mark\"\"\";;\n"
      "2025-01-05;4,00;a;b";
  const Dialect dialect{Format::csv, Encoding::utf8, ';', '"', 3};
  const RowsRequest request{bytes, dialect, {}};
  const KeptRows kept = fast_rows(request);
  EXPECT_EQ(kept.count.physical, 9U);
  EXPECT_EQ(kept.count.preamble, 1U);
  EXPECT_EQ(kept.count.headers, 2U);
  EXPECT_EQ(kept.count.empty, 2U);
  EXPECT_EQ(kept.count.data, 4U);
  using Cells = std::vector<std::string>;
  ASSERT_EQ(kept.rows.size(), 4U);
  EXPECT_EQ(kept.rows[0].ordinal, 4U);
  EXPECT_EQ(kept.rows[0].cells, (Cells{"2025-01-02", "1,50", "rent; January"}));
  EXPECT_EQ(kept.rows[1].fault, RowFault::cell_count);
  EXPECT_EQ(kept.rows[2].fault, RowFault::none);  // the blank cell too many is cut
  EXPECT_EQ(kept.rows[2].cells, (Cells{"2025-01-04", "3,00", "two\nlines and a \"mark\""}));
  EXPECT_EQ(kept.rows[3].fault, RowFault::cell_count);
  EXPECT_EQ(*read_original_row(bytes, dialect, 8),
            "2025-01-04;3,00;\"two\nlines and a \"\"mark\"\"\";;");
  EXPECT_EQ(check_twins(request), "");
  EXPECT_EQ(check_original_rows(request), "");
}

TEST(Rows, OneStrayQuoteCostsALineNeverTheRestOfTheFile) {
  std::string bytes = "id,note\n1,\"open\n";
  for (int i = 2; i < 50; ++i) bytes += std::to_string(i) + ",fine\n";
  const RowsRequest request{bytes, {}, {}};
  const KeptRows kept = fast_rows(request);
  ASSERT_EQ(kept.rows.size(), 49U);
  EXPECT_EQ(kept.rows[0].fault, RowFault::bad_quote);
  EXPECT_EQ(kept.rows[0].cells, std::vector<std::string>{"1,\"open"});
  for (std::size_t i = 1; i < kept.rows.size(); ++i)
    EXPECT_EQ(kept.rows[i].fault, RowFault::none) << kept.rows[i];
  EXPECT_EQ(check_twins(request), "");
}

TEST(Rows, MissingCellsUnderNamelessLastColumnsAreBlank) {
  const RowsRequest request{"a,b,,\n1,2\n1,2,3\n1\n", {}, {}};
  const KeptRows kept = fast_rows(request);
  using Cells = std::vector<std::string>;
  ASSERT_EQ(kept.rows.size(), 3U);
  EXPECT_EQ(kept.rows[0].cells, (Cells{"1", "2", "", ""}));
  EXPECT_EQ(kept.rows[1].cells, (Cells{"1", "2", "3", ""}));
  EXPECT_EQ(kept.rows[2].fault, RowFault::cell_count);
  EXPECT_EQ(check_twins(request), "");
}

TEST(Rows, KnownBytesOfEveryEncoding) {
  EXPECT_EQ(decode_text("\xC3\xBC", Encoding::utf8), "ü");
  EXPECT_EQ(decode_text("\xFC", Encoding::latin1), "ü");
  EXPECT_EQ(decode_text("\x80\x9A", Encoding::windows1252), "€š");
  EXPECT_EQ(decode_text("\xD1\xF7\xB8\xF2 \xB9", Encoding::windows1251), "Счёт №");
  EXPECT_EQ(decode_text("\xB0\xE8\xC1\xC2", Encoding::euckr), "계좌");
  EXPECT_EQ(decode_text(std::string_view("\xFF\xFE\x16\x04", 4), Encoding::utf16le), "Ж");
  EXPECT_EQ(decode_text(std::string_view("\xD8\x3D\xDE\x00", 4), Encoding::utf16be), "😀");
  EXPECT_EQ(decode_text("a\xFF\x62", Encoding::utf8), "a\xEF\xBF\xBD\x62");
  EXPECT_EQ(decode_text("\x81", Encoding::windows1252), "\xEF\xBF\xBD");
  EXPECT_EQ(decode_text("\x98", Encoding::windows1251), "\xEF\xBF\xBD");
  EXPECT_EQ(decode_text("\xB0", Encoding::euckr), "\xEF\xBF\xBD");
}

TEST(Rows, NamesFindTheirWords) {
  for (const Encoding encoding : text_encodings)
    EXPECT_EQ(find_encoding(encoding_name(encoding)), encoding);
  for (const Format format :
       {Format::csv, Format::jsonl, Format::text, Format::binary, Format::empty})
    EXPECT_EQ(find_format(format_name(format)), format);
  EXPECT_EQ(find_encoding("UTF8"), std::nullopt);
  EXPECT_EQ(find_format("xls"), std::nullopt);
  EXPECT_EQ(row_fault_name(RowFault::too_long), "too_long");
}

TEST(Rows, WhatOnRowReturnsStopsTheReading) {
  const RowsRequest request{"a\n1\n2\n3\n", {}, {}};
  const auto on_row = [](const Row& row, RowFault) -> core::Status {
    if (row.ordinal < 3) return {};
    return core::Error{core::ErrorCode::resources, "full", "", ""};
  };
  for (const auto& count : {read_rows({}, request, on_row), read_rows_reference(request, on_row)}) {
    ASSERT_FALSE(count.has_value());
    EXPECT_EQ(count.error().code, core::ErrorCode::resources);
  }
}

TEST(Rows, CancelledWhenAskedToStop) {
  std::atomic<bool> cancel = true;
  core::RunContext context;
  context.cancel = &cancel;
  std::string lines, values;
  for (int i = 0; i < 5000; ++i) {
    lines += "1,2\n";
    values += "{\"a\":1}\n";
  }
  const auto on_row = [](const Row&, RowFault) { return core::Status{}; };
  const auto table = read_rows(context, {lines, {}, {}}, on_row);
  ASSERT_FALSE(table.has_value());
  EXPECT_EQ(table.error().code, core::ErrorCode::cancelled);
  const auto json = read_rows(context, {values, {Format::jsonl}, {}}, on_row);
  ASSERT_FALSE(json.has_value());
  EXPECT_EQ(json.error().code, core::ErrorCode::cancelled);
}

TEST(RowsDecoder, Laws1And2OnRandomBytes) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    const RowsWorld world = random_world(seed);
    const Encoding encoding = world.dialect.encoding;
    std::string whole, pieces;
    for (Decoder decoder(world.bytes, encoding); !decoder.done();)
      decoder.append_block(whole, world.bytes.size());
    for (Decoder decoder(world.bytes, encoding); !decoder.done();)
      decoder.append_block(pieces, seed % 7);
    EXPECT_EQ(raw_length(whole, encoding) + mark_length(world.bytes, encoding),
              world.bytes.size());  // law 1
    EXPECT_EQ(whole, pieces);       // law 2
  }
}

std::vector<std::vector<std::string>> split_in_blocks(std::string_view text, const Dialect& dialect,
                                                      std::size_t block_bytes) {
  RowSplitter splitter(dialect.delimiter, dialect.quote);
  std::vector<std::vector<std::string>> rows;
  std::string window(text.substr(0, block_bytes));
  std::size_t taken = window.size();
  splitter.set_text(window, taken == text.size());
  for (;;) {
    const auto outcome = splitter.next();
    if (outcome == RowSplitter::Outcome::end) return rows;
    if (outcome == RowSplitter::Outcome::row) {
      rows.emplace_back(splitter.cells().begin(), splitter.cells().end());
      continue;
    }
    std::string next(splitter.rest());
    next += text.substr(taken, block_bytes);
    taken = std::min(text.size(), taken + block_bytes);
    window = std::move(next);
    splitter.set_text(window, taken == text.size());
  }
}

TEST(RowsSplitter, Law1BlocksDoNotChangeTheRows) {
  for (unsigned seed = 0; seed < 800; ++seed) {
    SCOPED_TRACE(seed);
    RowsWorld world = random_world(seed);
    const auto whole = split_in_blocks(world.bytes, world.dialect, world.bytes.size() + 1);
    for (const std::size_t block_bytes : {1U, 2U, 5U, 64U})
      ASSERT_EQ(split_in_blocks(world.bytes, world.dialect, block_bytes), whole) << world.bytes;
  }
}

// The decoded text of a large file comes in blocks of a MiB: their borders fall anywhere.
TEST(Rows, Law3OnFilesLongerThanABlock) {
  for (const Encoding encoding : {Encoding::euckr, Encoding::utf16le, Encoding::windows1251}) {
    SCOPED_TRACE(encoding_name(encoding));
    core::CounterRandom random(5, 12);
    std::string text = "번호;내용\r\n";
    while (text.size() < 3'300'000) {
      text += "1;\"";
      for (std::uint64_t n = random.below(9000); n > 0; --n)
        text += n % 400 == 0 ? "\r\n" : "가나ж";
      text += random.chance(0.9) ? "\"\r\n" : "\r\n";
    }
    const std::string bytes = encode(text, encoding);
    ASSERT_GT(bytes.size(), 1'100'000U);
    EXPECT_EQ(check_twins({bytes, {Format::csv, encoding, ';', '"', 1}, {}}), "");
  }
}

}  // namespace
}  // namespace cuibono::evidence
