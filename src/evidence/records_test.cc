#include "evidence/records.h"

#include <gtest/gtest.h>

#include "evidence/records_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;

Mapping calls() { return make_mapping(ItemKind::calls, {time, caller, callee, duration_s}); }
Mapping transfers() {
  return make_mapping(ItemKind::transfers, {time, payer, payee, amount, currency});
}

TEST(Records, CallsAreTyped) {
  const RecordBatch batch = read_rows_of(calls(),
                                         "2025-02-03 10:15:07;+999 55 500 001;00999 55 500002;65\n"
                                         "2025-02-03 10:16;+99955500002;n/a;1:05\n");
  EXPECT_EQ(check_account(batch), "");
  ASSERT_EQ(batch.account.records, 2U);
  EXPECT_EQ(batch.ordinals, (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(show(batch, time, 0), "2025-02-03T10:15:07Z");
  EXPECT_EQ(show(batch, caller, 0), "tel:+99955500001");
  EXPECT_EQ(show(batch, callee, 0), "tel:+99955500002");
  EXPECT_EQ(show(batch, duration_s, 0), "65");
  EXPECT_EQ(show(batch, caller, 1), "tel:+99955500002");
  EXPECT_EQ(show(batch, callee, 1), "");
  EXPECT_EQ(show(batch, duration_s, 1), "65");
  EXPECT_EQ(batch.account.time_precision, core::Precision::minute);
}

TEST(Records, TransfersAreTypedAndSummedByCurrency) {
  const RecordBatch batch = read_rows_of(transfers(),
                                         "2025-02-03 10:15;A1;B2;1,250.50;EUR\n"
                                         "2025-02-03 10:16;A1;B2;0.50;eur\n"
                                         "2025-02-04 00:00;B2;C3;1500;JPY\n"
                                         "2025-02-05 00:00;B2;C3;3.00;\n"
                                         "2025-02-05 00:00;B2;C3;3.00;\n");
  EXPECT_EQ(check_account(batch), "");  // laws 1 to 3
  EXPECT_EQ(show(batch, payer, 0), "local:bank-a.acct:A1");
  EXPECT_EQ(show(batch, amount, 0), "1250.50 EUR");
  EXPECT_EQ(show(batch, amount, 2), "1500 JPY");
  EXPECT_EQ(show(batch, amount, 3), "3.00 EUR");  // the currency of the mapping
  ASSERT_EQ(batch.account.totals.size(), 2U);
  for (const auto& total : batch.account.totals) {
    const bool is_euro = core::get_asset(total.asset).code == "EUR";
    EXPECT_EQ(core::format_minor(total.amount_minor), is_euro ? "125700" : "1500");
  }
  EXPECT_EQ(batch.account.duplicates, 1U);
  EXPECT_EQ(core::format_rfc3339(*batch.account.first_us), "2025-02-03T10:15:00Z");
  EXPECT_EQ(core::format_rfc3339(*batch.account.last_us), "2025-02-05T00:00:00Z");
}

TEST(Records, IdsThatAllDifferAreKeptAsTheyStandAlsoWhereSomeComeAgain) {
  const Mapping mapping =
      make_mapping(ItemKind::transfers, {record_id, time, payer, payee, amount, currency});
  constexpr std::size_t rows = 40'000, repeated = 39'000;  // the column is a list from 16,384 on
  const auto id_of = [](std::size_t row) {
    return row == repeated      ? std::string("T17")
           : row % 1'000 == 999 ? "-"
                                : "T" + std::to_string(row);
  };
  std::string text;
  for (std::size_t row = 0; row < rows; ++row)
    text += id_of(row) + ";2025-02-03 10:15;A1;B2;" + std::to_string(row % 7) + ".00;EUR\n";
  text += id_of(20'000) + ";2025-02-03 10:15;A1;B2;" + std::to_string(20'000 % 7) + ".00;EUR\n";
  const RecordBatch batch = read_rows_of(mapping, text);
  EXPECT_EQ(check_account(batch), "");
  ASSERT_EQ(batch.account.records, rows + 1);
  for (std::size_t row = 0; row < rows; ++row)
    ASSERT_EQ(show(batch, record_id, row), id_of(row) == "-" ? "" : id_of(row)) << "row " << row;
  // Rows whose id says nothing repeat as far as their amounts do: forty rows of seven kinds. Row 39,000
  // repeats row 17, and the last one row 20,000.
  EXPECT_EQ(batch.account.duplicates, 40U - 7U + 2U);
}

TEST(Records, InvalidValuesAreCountedForEachColumnThoughColumnsShareTheirForms) {
  Mapping mapping = transfers();
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-02-03 10:15;LT00 9999 9123 4567 8901;B2;1.00;EUR\n"
                                         "2025-02-03 10:16;B2;LT00 9999 9123 4567 8901;1.00;EUR\n"
                                         "2025-02-03 10:17;B2;LT00 9999 9123 4567 8901;1.00;EUR\n"
                                         "2025-02-03 10:18;B2;LT01 9999 9123 4567 8901;1.00;EUR\n");
  std::map<std::string, std::string> said;
  for (const auto& problem : batch.problems) said[problem.kind] = problem.text;
  EXPECT_EQ(said["invalid_payer"].substr(0, 2), "1 ") << said["invalid_payer"];
  EXPECT_EQ(said["invalid_payee"].substr(0, 2), "2 ") << said["invalid_payee"];
}

TEST(Records, ChainPaymentsKeepTheirAddresses) {
  Mapping mapping =
      make_mapping(ItemKind::chain, {time, transaction_hash, from_address, to_address, amount});
  mapping.currency = "BTC";
  const RecordBatch batch =
      read_rows_of(mapping, "2025-02-03 10:15;ab01;btctest:Aa1;btctest:Bb2;0.12345678\n");
  EXPECT_EQ(check_account(batch), "");
  ASSERT_EQ(batch.account.records, 1U);
  EXPECT_EQ(show(batch, from_address, 0), "btctest:Aa1");
  EXPECT_EQ(show(batch, to_address, 0), "btctest:Bb2");
  EXPECT_EQ(show(batch, amount, 0), "0.12345678 BTC");
}

TEST(Records, ReportsHoldPaymentsAndSeveralNumbersInACell) {
  Mapping mapping = make_mapping(ItemKind::reports, {report_id, victim_name, numbers, payment_time,
                                                     payment_amount, payment_to, narrative});
  mapping.columns[2].form.split = "/";
  const RecordBatch batch = read_rows_of(
      mapping,
      "R1;Noor;+99955500001 / +99955500002/;2025-02-03 10:00;500;B2;They called twice.\n"
      "R2;Имя;;when;;;\n");
  EXPECT_EQ(check_account(batch), "");
  ASSERT_EQ(batch.account.records, 2U);
  EXPECT_EQ(show(batch, numbers, 0), "tel:+99955500001\ntel:+99955500002");
  EXPECT_EQ(show(batch, payment_amount, 0), "500.00 EUR");
  EXPECT_EQ(show(batch, narrative, 0), "They called twice.");
  EXPECT_EQ(show(batch, payment_time, 1), "");  // unreadable where it is not needed: a problem
  ASSERT_EQ(batch.problems.size(), 1U);
  EXPECT_EQ(batch.problems[0].kind, "unreadable_payment_time");
  EXPECT_EQ(
      batch.problems[0].text,
      "1 values of column \"payment_time\" cannot be read and are left out (first: \"when\")");
}

TEST(Records, RegistersAndListsAreTyped) {
  const RecordBatch subscribers =
      read_rows_of(make_mapping(ItemKind::subscribers, {phone, imei, name, valid_from}),
                   "+99955500001;490154203237518;Noor;2025-01-01 00:00\n;;田中;\n");
  EXPECT_EQ(check_account(subscribers), "");
  ASSERT_EQ(subscribers.account.records, 2U);
  EXPECT_EQ(show(subscribers, imei, 0), "imei:490154203237518");
  EXPECT_EQ(show(subscribers, name, 1), "田中");
  const RecordBatch watch = read_rows_of(make_mapping(ItemKind::watchlist, {name, domain, note}),
                                         "Coin Example;https://coin.example/a;warned\n");
  EXPECT_EQ(check_account(watch), "");
  EXPECT_EQ(show(watch, domain, 0), "dns:coin.example");
  for (const ItemKind kind :
       {ItemKind::persons, ItemKind::companies, ItemKind::ties, ItemKind::tags, ItemKind::other}) {
    const RecordBatch batch = read_rows_of(make_mapping(kind, {name, account}), "Ada;B2\n;\n");
    EXPECT_EQ(check_account(batch), "");
    EXPECT_EQ(batch.account.records, 1U) << item_kind_name(kind);
    EXPECT_EQ(batch.account.empty, 1U);
  }
}

struct Refusal {
  Mapping mapping;
  std::string row, kind, text;
};

Mapping with_form(Mapping mapping, std::size_t column, auto change) {
  change(mapping.columns[column].form);
  return mapping;
}

std::vector<Refusal> refusals() {
  const Mapping debit_credit = make_mapping(ItemKind::transfers, {date, debit, credit});
  return {
      {calls(), "2025-02-30 10:00;+99955500001;+99955500002;1", "bad_time",
       "\"2025-02-30 10:00\" in column \"time\" is not a time that exists, written YYYY-MM-DD "
       "hh:mm[:ss]"},
      {calls(), "soon;+99955500001;+99955500002;1", "bad_time",
       "\"soon\" in column \"time\" is not a time that exists, written YYYY-MM-DD hh:mm[:ss]"},
      {make_mapping(ItemKind::calls, {date, time_of_day, caller}), "2025-02-03;25:10;+99955500001",
       "bad_time", "\"25:10\" in column \"time_of_day\" is not a time of day"},
      {calls(), ";+99955500001;+99955500002;1", "missing_time", "the row has no time"},
      {calls(), "2025-02-03 10:00;;-;1", "missing_end",
       "the row names neither caller nor called number"},
      {transfers(), "2025-02-03 10:00;A1;B2;12,5x;EUR", "bad_amount",
       "\"12,5x\" in column \"amount\" is not an amount"},
      {transfers(), "2025-02-03 10:00;A1;B2;12.345;EUR", "too_many_decimals",
       "\"12.345\" in column \"amount\" has more decimals than EUR has"},
      {transfers(), "2025-02-03 10:00;A1;B2;99999999999999999999;EUR", "too_large",
       "\"99999999999999999999\" in column \"amount\" is too large for an amount"},
      {transfers(), "2025-02-03 10:00;A1;B2;-5.00;EUR", "negative_amount",
       "\"-5.00\" in column \"amount\" is negative, and the column is not marked as signed"},
      {transfers(), "2025-02-03 10:00;A1;B2;5.00;Taler", "unknown_currency",
       "\"Taler\" in column \"currency\" is no currency that this engine knows"},
      {transfers(), "2025-02-03 10:00;A1;B2;;EUR", "missing_amount", "the row has no amount"},
      {transfers(), ";A1;B2;5.00;EUR", "missing_time", "the row has no time"},
      {transfers(), "2025-02-03 10:00;;;5.00;EUR", "missing_end",
       "the row names neither payer nor payee"},
      {transfers(), "2025-02-03 10:00;A1;B2", "cell_count",
       "the row has another number of cells than the header"},
      {transfers(), "2025-02-03 10:00;A1;B2;5;EUR;x", "cell_count",
       "the row has another number of cells than the header"},
      {transfers(), "2025-02-03 10:00;A\xFF;B2;5;EUR", "bad_encoding",
       "the row has bytes that are no text in the file's encoding"},
      {transfers(), "2025-02-03 10:00;\"A;B2;5;EUR", "bad_quote",
       "a quotation mark is opened and never closed"},
      {transfers(), "2025-02-03 10:00;" + std::string((1U << 20) + 1, 'A') + ";B2;5;EUR",
       "too_long",
       "the row or a cell is longer than the limit, or the row has more than 16,384 cells"},
      {transfers(), "Total:;;;17.00;EUR", "totals_row",
       "the row is a sum at the foot of the table, not a record"},
      {transfers(), "Итого;;;17.00;EUR", "totals_row",
       "the row is a sum at the foot of the table, not a record"},
      {debit_credit, "2025-02-03;5.00;6.00", "two_amounts",
       "debit \"5.00\" and credit \"6.00\" stand in one row"},
      {make_mapping(ItemKind::reports, {victim_name, payment_amount}), ";500", "missing_victim",
       "the row names neither a report nor a victim"},
      {make_mapping(ItemKind::subscribers, {phone, name, country}), ";;LT", "missing_holder",
       "the row names neither a number nor a holder"},
      {make_mapping(ItemKind::watchlist, {name, phone, note}), ";;warned", "missing_name",
       "the row names nobody"},
  };
}

TEST(Records, EveryRefusalNamesItsKindAndItsValue) {
  for (const Refusal& refusal : refusals()) {
    SCOPED_TRACE(refusal.kind + ": " + refusal.row.substr(0, 60));
    const RecordBatch batch = read_rows_of(refusal.mapping, refusal.row + "\n");
    EXPECT_EQ(check_account(batch), "");
    ASSERT_EQ(batch.quarantined.size(), 1U);
    EXPECT_EQ(batch.quarantined[0].ordinal, 2U);
    EXPECT_EQ(batch.quarantined[0].kind, refusal.kind);
    EXPECT_EQ(batch.quarantined[0].text, refusal.text);
    EXPECT_TRUE(batch.account.totals.empty());
  }
}

TEST(Records, ARefusedRowLeavesNothingBehind) {
  for (const Refusal& refusal : refusals()) {
    SCOPED_TRACE(refusal.kind + ": " + refusal.row.substr(0, 60));
    const bool is_call =
        refusal.mapping.kind == ItemKind::calls && refusal.mapping.columns[0].field == time;
    const bool is_transfer = refusal.mapping.columns.size() == 5;
    if (!is_call && !is_transfer) continue;
    const std::string good = is_call ? "2025-02-04 10:00;+99955500008;+99955500009;7\n"
                                     : "2025-02-04 10:00;A7;B8;1.00;EUR\n";
    const RecordBatch batch = read_rows_of(refusal.mapping, good + refusal.row + "\n" + good);
    const RecordBatch alone = read_rows_of(refusal.mapping, good + good);
    EXPECT_EQ(batch.account.quarantined, 1U);
    ASSERT_EQ(batch.columns.size(), alone.columns.size());
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
      EXPECT_EQ(batch.columns[i].numbers, alone.columns[i].numbers);
      EXPECT_EQ(batch.columns[i].codes, alone.columns[i].codes);
      EXPECT_EQ(batch.columns[i].values, alone.columns[i].values);
    }
  }
}

TEST(Records, BrokenJsonLinesGoToQuarantine) {
  Mapping mapping = make_mapping(ItemKind::transfers, {time, payer, payee, amount});
  mapping.dialect = {Format::jsonl, Encoding::utf8, ',', '"', 0};
  const std::string bytes =
      "{\"time\":\"2025-02-03 10:00\",\"payer\":\"A1\",\"payee\":\"B2\",\"amount\":5.00}\n"
      "{\"time\":\n"
      "{\"time\":\"2025-02-03 10:01\",\"payer\":\"A1\",\"payee\":\"B2\",\"amount\":7}\n";
  const Item item = make_item("file.jsonl", bytes);
  const auto batch = read_records({}, {&item, bytes, &mapping, source_system_of(item), true});
  ASSERT_TRUE(batch.has_value());
  EXPECT_EQ(check_account(*batch), "");
  EXPECT_EQ(batch->ordinals, (std::vector<std::uint64_t>{1, 3}));
  ASSERT_EQ(batch->quarantined.size(), 1U);
  EXPECT_EQ(batch->quarantined[0].kind, "bad_json");
  EXPECT_EQ(batch->quarantined[0].text, "the row is not JSON");
  EXPECT_EQ(show(*batch, amount, 1), "7.00 EUR");
}

TEST(Records, AMappingThatCannotBeReadIsAnErrorWithHelp) {
  const auto error_of = [](const Mapping& mapping) {
    const auto batch = try_rows(mapping, "");
    return batch.has_value() ? core::Error{core::ErrorCode::answered_no, "no error", "", ""}
                             : batch.error();
  };
  const auto pattern =
      error_of(with_form(calls(), 0, [](auto& form) { form.time_pattern = "xx"; }));
  EXPECT_EQ(pattern.code, core::ErrorCode::bad_input);
  EXPECT_EQ(pattern.what, "\"xx\" is no pattern of times");
  EXPECT_EQ(pattern.where, "column \"time\"");
  EXPECT_FALSE(pattern.help.empty());
  const auto zone = error_of(with_form(calls(), 0, [](auto& form) { form.zone = "Atlantis"; }));
  EXPECT_EQ(zone.code, core::ErrorCode::bad_input);
  EXPECT_EQ(zone.what, "\"Atlantis\" is no time zone");
  Mapping taler = transfers();
  taler.currency = "Taler";
  EXPECT_EQ(error_of(taler).code, core::ErrorCode::bad_input);
  EXPECT_EQ(error_of(taler).what, "\"Taler\" is no currency that this engine knows");
}

TEST(Records, CancelledWhenAskedToStop) {
  std::atomic<bool> cancel = true;
  core::RunContext context;
  context.cancel = &cancel;
  const Mapping mapping = calls();
  std::string bytes = header_of(mapping);
  for (int i = 0; i < 40'000; ++i) bytes += "2025-02-03 10:15;+99955500001;+99955500002;1\n";
  const Item item = make_item("file.csv", bytes);
  const auto batch = read_records(context, {&item, bytes, &mapping, "bank-a", true});
  ASSERT_FALSE(batch.has_value());
  EXPECT_EQ(batch.error().code, core::ErrorCode::cancelled);
}

TEST(Records, FilesThatAreNoTablesHaveNoRecords) {
  for (const Format format : {Format::text, Format::binary, Format::empty}) {
    Mapping mapping = make_mapping(ItemKind::document, std::vector<Field>{});
    mapping.dialect.format = format;
    const RecordBatch batch = read_rows_of(mapping, "any text\n");
    EXPECT_EQ(batch.account.records + batch.account.quarantined, 0U);
    EXPECT_EQ(batch.kind, ItemKind::document);
  }
}

TEST(Records, TheSourceSystemIsWrittenInPlainLetters) {
  const auto name_of = [](std::string source) {
    return source_system_of(make_item("f", "", std::move(source)));
  };
  EXPECT_EQ(name_of("Bank of Ys (Harbour)"), "bank-of-ys-harbour");
  EXPECT_EQ(name_of(std::string(60, 'A')),
            std::string(32, 'a') + "-" + core::sha256(std::string(60, 'A')).hex().substr(0, 8));
  EXPECT_NE(name_of("Банк 1"), name_of("Служба 1"));
  EXPECT_NE(name_of("National Fraud Desk, Northern Region, Office 1"),
            name_of("National Fraud Desk, Northern Region, Office 2"));
  EXPECT_EQ(name_of("Bank of Ys, North"), name_of("bank of ys north"));
  EXPECT_EQ(name_of("Банк"), "source-" + core::sha256("Банк").hex().substr(0, 8));
  EXPECT_EQ(name_of(""), "file-" + core::sha256("f").hex().substr(0, 8));
}

}  // namespace
}  // namespace cuibono::evidence
