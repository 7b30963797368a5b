#pragma once
// Tables of transfers and calls as a bench reads them: made from counters, the same on each machine.
#include "evidence/evidence.h"
#include "measure.h"

namespace cuibono::bench {

using evidence::Field;

constexpr std::uint64_t holders = 100'000;

/// An IBAN of a bank code that no bank has (all nines), by ISO 13616.
inline std::string make_account(std::uint64_t serial) {
  std::string bban =
      "99999" + std::to_string(10'000'000'000ULL + serial * 7'919);  // 5 and 11 digits
  unsigned rest = 0;
  for (const char c : bban + "212900")  // L is 21, T is 29, then 00
    rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
  const std::string check = std::to_string(98 - rest);
  return "LT" + (check.size() < 2 ? "0" + check : check) + bban;
}

/// Nine numbers in ten under +999, which is assigned to nobody; the tenth under 555-01, which the
/// North American plan keeps for stories and which goes the long way through its rules.
inline std::string make_phone(std::uint64_t serial) {
  if (serial % 10 != 0) return "+999370" + std::to_string(10'000'000 + serial * 97);
  constexpr const char* areas[] = {"202", "212", "303", "305", "312",
                                   "404", "415", "503", "617", "702"};
  const std::uint64_t line = serial / 10;
  return std::string("+1 ") + areas[line / 100 % 10] + "-555-01" +
         std::to_string(100 + line % 100).substr(1);
}

inline std::string two_digits(std::uint64_t number) {
  return std::to_string(100 + number).substr(1);
}

/// Moments in order, spread over 18 days of June 2025.
inline std::string make_time(std::uint64_t row, std::uint64_t rows) {
  const std::uint64_t second = row * (18 * 86'400) / rows;
  return "2025-06-" + two_digits(1 + second / 86'400) + " " + two_digits(second / 3'600 % 24) +
         ":" + two_digits(second / 60 % 60) + ":" + two_digits(second % 60);
}

struct Column {
  const char* header;
  Field field;
};

inline evidence::Mapping make_mapping(evidence::ItemKind kind,
                                      std::initializer_list<Column> columns) {
  evidence::Mapping mapping;
  mapping.kind = kind;
  mapping.zone = "Europe/Vilnius";
  for (const Column& column : columns) {
    evidence::ColumnMapping mapped;
    mapped.column = static_cast<std::uint32_t>(mapping.columns.size());
    mapped.header = column.header;
    mapped.field = column.field;
    if (column.field == Field::time) mapped.form.time_pattern = "YYYY-MM-DD hh:mm:ss";
    mapping.columns.push_back(std::move(mapped));
  }
  return mapping;
}

struct Table {
  std::string name, made;
  std::string_view given;  ///< bytes of a file, instead of those that were made
  evidence::Mapping mapping;
  std::uint64_t rows = 0;
  [[nodiscard]] std::string_view bytes() const { return given.empty() ? made : given; }
};

inline std::string header_of(const evidence::Mapping& mapping) {
  std::string header;
  for (const auto& column : mapping.columns) header += (header.empty() ? "" : ",") + column.header;
  return header + "\n";
}

inline Table make_transfers(std::uint64_t rows) {
  Table table{"transfers", {}, {}, {}, rows};
  table.mapping = make_mapping(evidence::ItemKind::transfers, {{"transaction", Field::record_id},
                                                               {"booked", Field::time},
                                                               {"payer", Field::payer},
                                                               {"payee", Field::payee},
                                                               {"amount", Field::amount},
                                                               {"currency", Field::currency},
                                                               {"purpose", Field::reference},
                                                               {"channel", Field::channel}});
  table.made = header_of(table.mapping);
  core::CounterRandom random(11, 1);
  std::vector<std::string> accounts;
  for (std::uint64_t i = 0; i < holders; ++i) accounts.push_back(make_account(i));
  constexpr const char* purposes[] = {"rent", "\"invoice, second part\"", "thank you", "groceries",
                                      ""};
  constexpr const char* channels[] = {"app", "branch", "card", "api"};
  constexpr const char* currencies[] = {"EUR", "EUR", "EUR", "USD", "GBP"};
  for (std::uint64_t row = 0; row < rows; ++row) {
    const std::uint64_t cents = 1 + random.below(random.below(10'000'000) + 1);
    table.made += "T" + std::to_string(1'000'000 + row) + "," + make_time(row, rows) + "," +
                  accounts[random.below(random.below(holders) + 1)] + "," +
                  accounts[random.below(holders)] + "," + std::to_string(cents / 100) + "." +
                  two_digits(cents % 100) + "," + currencies[random.below(5)] + "," +
                  purposes[random.below(5)] + "," + channels[random.below(4)] + "\n";
  }
  return table;
}

inline Table make_calls(std::uint64_t rows) {
  Table table{"calls", {}, {}, {}, rows};
  table.mapping = make_mapping(evidence::ItemKind::calls, {{"started", Field::time},
                                                           {"caller", Field::caller},
                                                           {"called", Field::callee},
                                                           {"seconds", Field::duration_s},
                                                           {"kind", Field::call_kind},
                                                           {"cell", Field::caller_cell}});
  table.made = header_of(table.mapping);
  core::CounterRandom random(11, 2);
  std::vector<std::string> phones;
  for (std::uint64_t i = 0; i < holders; ++i) phones.push_back(make_phone(i));
  for (std::uint64_t row = 0; row < rows; ++row) {
    table.made += make_time(row, rows) + "," + phones[random.below(random.below(holders) + 1)] +
                  "," + phones[random.below(holders)] + "," + std::to_string(random.below(900)) +
                  "," + (random.chance(0.2) ? "sms" : "voice") + ",cell-" +
                  std::to_string(random.below(500)) + "\n";
  }
  return table;
}

inline evidence::RowsRequest rows_request(const Table& table) {
  evidence::RowsRequest request;
  request.bytes = table.bytes();
  request.dialect = table.mapping.dialect;
  for (const auto& column : table.mapping.columns) request.columns.push_back(column.header);
  return request;
}

/// Sum of the cells' lengths: that all cells were handed over, and the same.
template <class Read>
std::int64_t count_cells(const Read& read) {
  std::int64_t bytes = 0;
  const auto count = read([&](const evidence::Row& row, evidence::RowFault) -> core::Status {
    for (const auto cell : row.cells) bytes += static_cast<std::int64_t>(cell.size()) + 1;
    return {};
  });
  if (!count) give_up(count.error().what);
  return bytes;
}

inline std::int64_t split_rows(const Table& table) {
  return count_cells([&](const auto& on_row) {
    return read_rows(core::RunContext{}, rows_request(table), on_row);
  });
}

inline evidence::RecordBatch type_rows(const Table& table) {
  evidence::Item item;
  item.name = table.name + ".csv";
  item.source = "bench";
  evidence::ReadRequest request;
  request.item = &item;
  request.bytes = table.bytes();
  request.mapping = &table.mapping;
  request.source_system = "bench";
  request.simulated = true;
  auto batch = read_records(core::RunContext{}, request);
  if (!batch) give_up(batch.error().what);
  return std::move(*batch);
}

}  // namespace cuibono::bench
