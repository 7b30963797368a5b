// Intake: bytes of a table to rows of text, and to typed records with normal forms, against copying the
// same bytes in memory.
#include <cstring>

#include "evidence/evidence.h"
#include "measure.h"
#include "table_world.h"

namespace cuibono::bench {
namespace {

constexpr unsigned rounds = 5;
constexpr std::uint64_t rows_measured = 1'000'000, rows_checked = 5'000;

void check(const Table& table) {
  const std::int64_t slow = count_cells(
      [&](const auto& on_row) { return read_rows_reference(rows_request(table), on_row); });
  require(split_rows(table) == slow, "rows differ from their twin: " + table.name);
  const evidence::RecordBatch batch = type_rows(table);
  require(
      batch.account.records == table.rows && batch.quarantined.empty() && batch.problems.empty(),
      "not every row became a record: " + table.name);
  for (const auto& column : batch.columns) {
    for (const auto validity : column.validity)
      require(validity == evidence::Validity::valid, "a number is not valid: " + table.name);
  }
}

void measure(const Table& table, std::vector<Measure>& lines) {
  std::vector<char> copy(table.bytes().size());
  std::vector<Contender> contenders{
      {"memory copy",
       [&] {
         std::memcpy(copy.data(), table.bytes().data(), copy.size());
         return static_cast<std::int64_t>(copy[copy.size() / 2]);
       },
       {}},
      {"rows", [&] { return split_rows(table); }, {}},
      {"records", [&] { return static_cast<std::int64_t>(type_rows(table).account.records); }, {}}};
  run_rounds(contenders, rounds);
  for (const Contender& contender : contenders) {
    const double seconds = median(contender.seconds);
    Measure line;
    line["measure"] = table.name + ": " + contender.name;
    line["rows"] = table.rows;
    line["ns_a_row"] = rounded(1e9 * seconds / static_cast<double>(table.rows));
    line["rows_a_second"] = static_cast<std::int64_t>(static_cast<double>(table.rows) / seconds);
    line["mb_a_second"] = rounded(static_cast<double>(table.bytes().size()) / seconds / 1e6);
    line["times_memory_copy"] = rounded(ratio_to(contender, contenders.front()));
    print_measure(line);
    lines.push_back(std::move(line));
  }
}

void measure_all() {
  for (const Table& table : {make_transfers(rows_checked), make_calls(rows_checked)}) check(table);
  std::vector<Measure> lines;
  for (const Table& table : {make_transfers(rows_measured), make_calls(rows_measured)}) {
    write_scratch(table.name + ".csv", table.bytes());
    measure(table, lines);
  }
  write_scratch("intake.json", Measure(lines).dump());
}

}  // namespace
}  // namespace cuibono::bench

int main() { cuibono::bench::measure_all(); }
