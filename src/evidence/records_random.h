#pragma once
// For tests: mappings that a person may have edited in any way, and rows to be read by them.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "evidence/records_columns.h"
#include "evidence/records_worlds.h"

namespace cuibono::evidence {

template <std::size_t count>
std::string pick(core::CounterRandom& random, const std::array<const char*, count>& words) {
  return words[random.below(count)];
}

inline Mapping random_mapping(core::CounterRandom& random) {
  constexpr std::array patterns{
      "YYYY-MM-DD[ hh:mm[:ss]]", "DD.MM.YYYY", "hh:mm", "epoch_s", "step", "excel"};
  constexpr std::array selectors{"",      "tel",    "account",  "card",  "chain", "imei",
                                 "email", "domain", "document", "local", "imsi"};
  constexpr std::array zones{"", "", "Europe/Vilnius", "Asia/Seoul", "+05:30"};
  constexpr std::array currencies{"", "EUR", "JPY", "BTC"};
  using enum Field;
  const std::vector<std::pair<ItemKind, std::vector<Field>>> usual{
      {ItemKind::calls, {time, caller, callee}},
      {ItemKind::calls, {date, time_of_day, subject_number, other_number, direction, callee_imei}},
      {ItemKind::calls, {time, other_number, caller_cell, callee_cell}},
      {ItemKind::transfers, {time, payer, payee, amount, currency}},
      {ItemKind::transfers, {date, own_account, other_account, debit, credit}},
      {ItemKind::transfers, {value_time, other_account, amount, sign}},
      {ItemKind::chain, {time, from_address, to_address, amount}},
      {ItemKind::reports, {report_id, victim_name, payment_time, payment_amount, payment_to}},
      {ItemKind::subscribers, {phone, imei, name}},
      {ItemKind::watchlist, {name, domain, note}}};
  auto [kind, fields] = usual[random.below(usual.size())];
  if (random.chance(0.2)) kind = static_cast<ItemKind>(random.below(item_kinds));
  for (auto& field : fields)
    if (random.chance(0.1)) field = unknown;
  for (std::uint64_t n = random.below(5); n > 0; --n)
    fields.push_back(static_cast<Field>(random.below(static_cast<std::uint64_t>(text) + 1)));
  std::vector<ColumnMapping> columns;
  for (const Field field : fields) {
    ColumnMapping column = map_column(field);
    column.form.time_pattern = random.chance(0.7) ? patterns[0] : pick(random, patterns);
    column.form.selector = random.chance(0.7) ? "" : pick(random, selectors);
    column.form.zone = pick(random, zones);
    column.form.is_signed = random.chance(0.5);
    column.form.split = random.chance(0.2) ? "," : "";
    column.form.unit = random.chance(0.5) ? "s" : "min";
    column.form.decimals_max = static_cast<std::uint8_t>(random.below(9));
    columns.push_back(std::move(column));
  }
  Mapping mapping = make_mapping(kind, std::move(columns));
  mapping.currency = pick(random, currencies);
  mapping.zone = pick(random, zones);
  mapping.own_account = random.chance(0.3) ? "90001" : "";
  mapping.own_number = random.chance(0.3) ? "+99955500001" : "";
  return mapping;
}

inline std::string random_rows(core::CounterRandom& random, const Mapping& mapping,
                               std::uint64_t rows_below = 9) {
  constexpr std::array words{"2025-02-03",
                             "2025-02-03 10:00",
                             "2025-03-30 03:30",
                             "03.02.2025",
                             "10:15",
                             "1738576800",
                             "45000.5",
                             "17",
                             "-5.00",
                             "7,50",
                             "0.00",
                             "99999999999999999999",
                             "-9223372036854775808",
                             "92233720368547758.07",
                             "90001",
                             "90002",
                             "+99955500001,+99955500002",
                             "EUR",
                             "Taler",
                             "in",
                             "out",
                             "Soll",
                             "",
                             "",
                             "-",
                             "total",
                             "a@b.example",
                             "x\ty",
                             "местное",
                             ","};
  std::string rows;
  for (std::uint64_t n = random.below(rows_below); n > 0; --n) {
    for (const auto& column : mapping.columns) {
      const FieldType type = type_of(column.field);
      const bool is_usual = random.chance(0.7);
      rows += column.column > 0 ? ";" : "";
      rows += is_usual && type == FieldType::time     ? "2025-02-03 10:00"
              : is_usual && type == FieldType::amount ? "5.00"
                                                      : pick(random, words);
    }
    rows += random.chance(0.05) ? ";more\n" : "\n";
  }
  return rows;
}

}  // namespace cuibono::evidence
