#include "evidence/exported.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "evidence/records_worlds.h"
#include "evidence/time_pattern.h"

namespace cuibono::evidence {
namespace {

using formats::RecordCarrier;
constexpr std::array carriers{RecordCarrier::csv, RecordCarrier::jsonl, RecordCarrier::xlsx,
                              RecordCarrier::parquet};

/// Cells that spreadsheets, separators and careless readers stumble over.
const std::vector<std::string> nasty{"=1+1",
                                     "+999123",
                                     "-5",
                                     "@SUM(A1)",
                                     "'quoted",
                                     "''twice",
                                     "007",
                                     "000",
                                     "12345678901234567890123",
                                     "1E5",
                                     "TRUE",
                                     "NULL",
                                     "2025-05-04",
                                     "3/4",
                                     "a;b,c\td",
                                     "say \"so\"",
                                     "\"",
                                     "line\nfeed",
                                     "line\r\nends\rhere",
                                     "Гиоргий Меладзе / Giorgii",
                                     "이름 홍길동",
                                     "שלום עולם",
                                     "_x000D_ not a line end",
                                     "_x005F_x000D_",
                                     "<b>&amp;</b>",
                                     "\xE2\x80\xAE"
                                     "rtl",
                                     "a\x01"
                                     "b",
                                     "＝wide",
                                     "trail\\",
                                     "  inner  space",
                                     "{\"json\":1}",
                                     "#REF!",
                                     "0.10",
                                     "１２",
                                     "\xF0\x9F\x98\x80 emoji",
                                     "a\xEF\xBF\xBF"
                                     "b",
                                     "null",
                                     "1,5",
                                     "=\"x\"",
                                     "''",
                                     "'="};

std::string quoted_cell(const std::string& text) {
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + "\"";
}

/// Draws cells of a file of this kind by its fields.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed, 1) {}
  std::uint64_t below(std::uint64_t most) { return random_.below(most); }
  const std::string& any(const std::vector<std::string>& list) {
    return list[static_cast<std::size_t>(below(list.size()))];
  }
  std::string cell(Field field) {
    constexpr std::uint64_t one_in = 5;
    const bool is_needed = field == Field::time || field == Field::amount ||
                           field == Field::payer || field == Field::caller ||
                           field == Field::report_id;
    if (!is_needed && below(one_in) == 0) return any({"", "-", "n/a"});
    switch (field) {
      case Field::time:
      case Field::value_time:
      case Field::payment_time:
      case Field::received_time:
        return any({"2025-03-30 02:30", "2025-10-26 03:30:00", "2025-05-04 12", "2025-05-04",
                    "2025-05", "2025", "1999-12-31 23:59:59.123456", "2025-05-04 12:13+05:30",
                    "2025-05-04 12:13:14-11:00", "1900-01-01 00:00", "2025-05-04+02:00"});
      case Field::amount:
      case Field::balance_after:
      case Field::fee:
      case Field::payment_amount:
        return any(
            {"0", "0.01", "1234.50", "92233720368547758.07", "100000000000000.01", "7", "5.10"});
      case Field::currency:
      case Field::payment_currency:
        return any({"EUR", "eur", "€", "USD", "XBT"});
      case Field::payer:
      case Field::payee:
      case Field::own_account:
      case Field::payment_from:
        return any({"LT601010012345678901", "DE89370400440532013000", "00012", "acct 7 / б",
                    "=HYPERLINK(1)", "+1", "'1", "btc:1BoatSLRHtKNngkdXEeobR76b53LETtpyT"});
      case Field::caller:
      case Field::callee:
      case Field::numbers:
        return any({"+99937025988652", "0037060000000", "100", "unknown number", "+370 600 00000",
                    "+99937025988652; 100"});
      case Field::duration_s:
      case Field::sequence:
        return any({"0", "59", "9007199254740993", "12"});
      default:
        return any(nasty);
    }
  }

 private:
  core::CounterRandom random_;
};

Mapping drawn_mapping(Draw& draw) {
  static const std::vector<std::pair<ItemKind, std::vector<Field>>> kinds{
      {ItemKind::transfers,
       {Field::time, Field::payer, Field::payee, Field::payer_name, Field::amount, Field::currency,
        Field::balance_after, Field::reference, Field::value_time, Field::channel,
        Field::sequence}},
      {ItemKind::transfers,
       {Field::time, Field::own_account, Field::other_account, Field::other_name, Field::amount,
        Field::reference, Field::text}},
      {ItemKind::calls,
       {Field::time, Field::caller, Field::callee, Field::duration_s, Field::call_kind,
        Field::caller_cell, Field::record_id}},
      {ItemKind::reports,
       {Field::report_id, Field::received_time, Field::victim_name, Field::narrative,
        Field::payment_time, Field::payment_amount, Field::payment_currency, Field::payment_from,
        Field::numbers}},
      {ItemKind::watchlist, {Field::name, Field::aliases, Field::note, Field::listed_by}},
  };
  const auto& [kind, fields] = kinds[static_cast<std::size_t>(draw.below(kinds.size()))];
  Mapping mapping = make_mapping(kind, fields);
  for (auto& column : mapping.columns) {
    column.form.time_pattern = "YYYY[-MM[-DD[ hh[:mm[:ss[.f]]]][Z]]]";
    column.form.is_signed = draw.below(2) == 0 && column.field != Field::amount;
    if (column.field == Field::numbers || column.field == Field::aliases) column.form.split = ";";
  }
  mapping.currency = draw.below(3) == 0 ? "" : "EUR";
  mapping.zone = draw.below(2) == 0 ? "Europe/Vilnius" : "";
  mapping.region = draw.below(2) == 0 ? "LT" : "";
  return mapping;
}

RecordBatch drawn_batch(std::uint64_t seed) {
  Draw draw(seed);
  const Mapping mapping = drawn_mapping(draw);
  std::string rows;
  const std::uint64_t count = draw.below(40);
  for (std::uint64_t row = 0; row < count; ++row) {
    for (std::size_t c = 0; c < mapping.columns.size(); ++c)
      rows += (c > 0 ? ";" : "") + quoted_cell(draw.cell(mapping.columns[c].field));
    rows += "\n";
  }
  auto batch = try_rows(mapping, rows);
  EXPECT_TRUE(batch.has_value()) << seed;
  return std::move(*batch);
}

std::string written(const RecordBatch& batch, RecordCarrier carrier) {
  std::string bytes;
  const auto status = formats::write_record_file({}, carrier, export_records(batch, "E0007"),
                                                 [&](std::string_view piece) -> core::Status {
                                                   bytes += piece;
                                                   return {};
                                                 });
  EXPECT_TRUE(status.has_value()) << (status.has_value() ? "" : status.error().what);
  return bytes;
}

struct TakenIn {
  Mapping mapping;
  RecordBatch batch;
};
TakenIn taken_in(const std::string& bytes) {
  const Item item = make_item("taken in", bytes, "");
  TakenIn out;
  out.mapping = propose_mapping(item, bytes, {});
  auto batch = read_records({}, {&item, bytes, &out.mapping, "x", false});
  EXPECT_TRUE(batch.has_value()) << batch.error().what;
  out.batch = std::move(*batch);
  return out;
}

bool can_write(RecordCarrier carrier) {
  const auto* parquet = formats::find_file_format("parquet");
  return carrier != RecordCarrier::parquet || parquet->ready().has_value();
}

TEST(Exported, RecordsComeBackEqualFromEveryCarrier) {  // law 1, and law 1 of write_record_file
  constexpr std::uint64_t worlds = 120;
  std::uint64_t records = 0;
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    const RecordBatch batch = drawn_batch(seed);
    if (batch.ordinals.empty()) continue;
    records += batch.ordinals.size();
    for (const RecordCarrier carrier : carriers) {
      if (!can_write(carrier)) continue;
      const TakenIn back = taken_in(written(batch, carrier));
      ASSERT_EQ(find_difference(batch, back.batch), "")
          << "seed " << seed << ", " << formats::carrier_name(carrier);
      EXPECT_EQ(back.batch.account.quarantined, 0U);
      EXPECT_TRUE(back.mapping.questions.empty())
          << core::join(back.mapping.questions, " ") << ", seed " << seed;
    }
  }
  EXPECT_GT(records, 1000U);
}

TEST(Exported, TheSameRecordsGiveTheSameBytes) {
  const RecordBatch batch = drawn_batch(4);
  for (const RecordCarrier carrier : carriers) {
    if (can_write(carrier)) {
      EXPECT_EQ(written(batch, carrier), written(batch, carrier));
    }
  }
}

TEST(Exported, ADifferenceInAnyFieldIsFound) {  // so that the test above can fail
  const RecordBatch batch = drawn_batch(2);
  ASSERT_FALSE(batch.ordinals.empty());
  ASSERT_EQ(find_difference(batch, batch), "");
  for (std::size_t c = 0; c < batch.columns.size(); ++c) {
    RecordBatch other = batch;
    auto& column = other.columns[c];
    if (!column.numbers.empty()) {
      column.numbers[0] = column.numbers[0] == no_number ? 1 : column.numbers[0] + 1'000'000;
    } else {
      column.codes[0] = column.codes[0] == no_value ? 0 : no_value;
      if (column.values.empty()) continue;
    }
    EXPECT_NE(find_difference(batch, other), "") << field_name(column.field);
  }
  RecordBatch fewer = select_records(batch, std::vector<std::uint8_t>(batch.ordinals.size(), 0));
  EXPECT_NE(find_difference(batch, fewer), "");
}

TEST(Exported, NothingOfACsvIsRunByASpreadsheet) {
  const Mapping mapping = make_mapping(ItemKind::watchlist, {Field::name, Field::note});
  const auto batch = try_rows(mapping, "=cmd|'/c calc'!A1;+1-2\n@x;-y\n");
  ASSERT_TRUE(batch.has_value());
  const std::string bytes = written(*batch, RecordCarrier::csv);
  for (const auto line : core::split(bytes, '\n'))
    for (const auto cell : core::split(line, ','))
      for (const char mark : {'=', '+', '@'})
        EXPECT_FALSE(core::trim(cell).starts_with(mark)) << line;
  EXPECT_NE(bytes.find(",'-y"), std::string::npos) << bytes;
}

TEST(Exported,
     AFileOfAnotherSeparatorIsReadToo) {  // saved again by a spreadsheet of another country
  const RecordBatch batch = drawn_batch(3);
  ASSERT_FALSE(batch.ordinals.empty());
  const Mapping mapping = make_mapping(ItemKind::watchlist, {Field::name, Field::note});
  const auto plain = try_rows(mapping, "Anna Beispiel;one\nBoris;two\n");
  ASSERT_TRUE(plain.has_value());
  std::string bytes = written(*plain, RecordCarrier::csv);
  std::replace(bytes.begin(), bytes.end(), ',', ';');
  EXPECT_EQ(find_difference(*plain, taken_in(bytes).batch), "");
}

TEST(Exported, ARowThatSomebodyBrokeIsSetAside) {
  const Mapping mapping =
      make_mapping(ItemKind::transfers, {Field::time, Field::payer, Field::amount});
  const auto batch = try_rows(mapping, "2025-05-04 12:13;A;1.00\n2025-05-04 12:14;B;2.00\n");
  ASSERT_TRUE(batch.has_value());
  std::string bytes = written(*batch, RecordCarrier::csv);
  const auto replace = [&](const std::string& from, const std::string& to) {
    const auto at = bytes.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    bytes.replace(at, from.size(), to);
  };
  replace("1.00,EUR", "1.00,QQQ");
  replace("2.00,EUR", "2.00,EUR,more");
  const TakenIn back = taken_in(bytes);
  ASSERT_EQ(back.batch.account.quarantined, 2U);
  EXPECT_EQ(back.batch.quarantined[0].kind, "unknown_currency");
  EXPECT_EQ(back.batch.quarantined[1].kind, "refused");
  EXPECT_EQ(back.batch.account.headers, 1U);
}

TEST(Exported, HeadersThatAreNoTextAreReadableAndSuchRowsAreSetAside) {
  for (const RecordCarrier carrier : {RecordCarrier::csv, RecordCarrier::parquet}) {
    if (!can_write(carrier)) continue;
    formats::RecordSource source;
    source.kind = "other";
    source.fields = {{"caf\xE9", formats::RecordShape::text}};
    bool is_over = false;
    source.next = [&](formats::RecordRow& row) -> core::Result<bool> {
      row = {"E0001#1", {{"\xFF", "", ""}}};
      return !std::exchange(is_over, true);
    };
    std::string bytes;
    const auto status =
        formats::write_record_file({}, carrier, source, [&](std::string_view some) -> core::Status {
          bytes += some;
          return {};
        });
    ASSERT_TRUE(status.has_value());
    const TakenIn back = taken_in(bytes);
    ASSERT_EQ(back.mapping.columns.size(), 2U);
    EXPECT_EQ(back.mapping.columns[1].header, "caf\uFFFD");
    ASSERT_EQ(back.batch.quarantined.size(), 1U) << formats::carrier_name(carrier);
    EXPECT_EQ(back.batch.quarantined[0].kind, "bad_encoding");
  }
}

TEST(Exported, ATextTooLongForACellIsRefusedAndNamed) {
  const Mapping mapping = make_mapping(ItemKind::watchlist, {Field::name, Field::note});
  const std::string fits(32'767, 'x'), is_over(32'768, 'x');
  const auto short_batch = try_rows(mapping, "Anna;" + fits + "\n");
  ASSERT_TRUE(short_batch.has_value());
  EXPECT_EQ(
      find_difference(*short_batch, taken_in(written(*short_batch, RecordCarrier::xlsx)).batch),
      "");
  const auto batch = try_rows(mapping, "Anna;" + is_over + "\n");
  ASSERT_TRUE(batch.has_value());
  const auto status =
      formats::write_record_file({}, RecordCarrier::xlsx, export_records(*batch, "E0007"),
                                 [](std::string_view) -> core::Status { return {}; });
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::bad_input);
  EXPECT_NE(status.error().what.find("note of E0007#2 has 32768"), std::string::npos)
      << status.error().what;
  for (const RecordCarrier carrier : {RecordCarrier::csv, RecordCarrier::jsonl})
    EXPECT_EQ(find_difference(*batch, taken_in(written(*batch, carrier)).batch), "");
}

TEST(Exported, TimesKeepTheirPrecisionAndClock) {
  for (const auto precision : {core::Precision::microsecond, core::Precision::second,
                               core::Precision::minute, core::Precision::hour, core::Precision::day,
                               core::Precision::month, core::Precision::year}) {
    for (const std::int16_t offset : {std::int16_t{0}, std::int16_t{330}, std::int16_t{-660}}) {
      const std::int64_t time_us = 1'746'353'594'123'456;
      const std::string cell = std::string(core::precision_name(precision)) + " " +
                               zone_to_record(offset) + " " + time_to_record(time_us, precision);
      const auto reading = TimePattern::make("record")->read(cell);
      ASSERT_TRUE(reading.has_value()) << cell;
      EXPECT_EQ(core::to_utc_us(reading->civil) - *reading->offset_s * core::us_per_second, time_us)
          << cell;
      EXPECT_EQ(reading->precision, precision);
    }
  }
  EXPECT_EQ(time_to_record(1'746'316'800'000'000, core::Precision::day), "2025-05-04");
  EXPECT_EQ(zone_to_record(core::no_offset), "");
  for (const auto wrong : {"", "second", "second +03:00", "second 3 2025-05-04",
                           "hours - 2025-05-04", "step - 2025-05-04", "day - yesterday"})
    EXPECT_FALSE(TimePattern::make("record")->read(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace cuibono::evidence
