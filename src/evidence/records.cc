#include "evidence/records.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "evidence/records_layout.h"
#include "evidence/records_take.h"

namespace cuibono::evidence {
namespace {

struct Duplicates {
  std::uint64_t count = 0;
  std::vector<RowPair> pairs;  ///< the first in order of rows, each with the row that it repeats
};

/// Counts rows that come again, and collects the hashes of those. Rows go to bins of a few by the first
/// bits of their hash, and are compared in their bin alone.
std::uint64_t count_repeated(std::span<const RowHash> rows, std::map<RowHash, std::uint64_t>& out) {
  constexpr unsigned hash_bits = 64;
  constexpr std::size_t rows_per_bin = 16;
  const auto bin_bits = static_cast<unsigned>(std::bit_width(rows.size() / rows_per_bin));
  const auto bin_of = [&](const RowHash& row) {
    return static_cast<std::uint32_t>(bin_bits == 0 ? 0 : row.a >> (hash_bits - bin_bits));
  };
  std::vector<std::uint32_t> next((std::size_t{1} << bin_bits) + 1, 0);
  for (const RowHash& row : rows) ++next[bin_of(row) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<RowHash> binned(rows.size());
  for (const RowHash& row : rows) binned[next[bin_of(row)]++] = row;
  std::uint64_t duplicates = 0;
  auto begin = binned.begin();
  for (std::size_t bin = 0; bin + 1 < next.size(); ++bin) {  // next: one past the last of each bin
    const auto end = binned.begin() + next[bin];
    std::sort(begin, end);
    for (auto row = begin; row != end; ++row) {
      if (row == begin || *row != *(row - 1)) continue;
      ++duplicates;
      out.emplace(*row, 0);
    }
    begin = end;
  }
  return duplicates;
}

Duplicates find_duplicates(std::span<const RowHash> rows, std::span<const std::uint64_t> ordinals) {
  Duplicates found;
  std::map<RowHash, std::uint64_t> first;  // of what comes again: few
  found.count = count_repeated(rows, first);
  constexpr std::size_t sieve_bits = 16;
  std::vector<bool> sieve(std::size_t{1} << sieve_bits, false);
  const auto place = [](const RowHash& row) {
    return static_cast<std::size_t>(row.b & ((std::uint64_t{1} << sieve_bits) - 1));
  };
  for (const auto& [row, ordinal] : first) sieve[place(row)] = true;
  for (std::size_t i = 0; i < rows.size() && found.pairs.size() < places_kept && !first.empty();
       ++i) {
    if (!sieve[place(rows[i])]) continue;
    const auto at = first.find(rows[i]);
    if (at == first.end()) continue;
    if (at->second == 0)
      at->second = ordinals[i];
    else
      found.pairs.push_back({ordinals[i], at->second});
  }
  return found;
}

}  // namespace

const BatchColumn* RecordBatch::find(Field field) const noexcept {
  for (const auto& column : columns) {
    if (column.field == field) return &column;
  }
  return nullptr;
}

std::string source_system_of(const Item& item) {
  std::string name;
  for (const char c : item.source) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter)
      name += c;
    else if (c >= 'A' && c <= 'Z')
      name += static_cast<char>(c - 'A' + 'a');
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  while (name.ends_with("-")) name.pop_back();
  constexpr std::size_t longest = 32;
  const bool is_whole =
      name.size() <= longest && std::all_of(item.source.begin(), item.source.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view(" -_.,'&()/").find(c) != std::string_view::npos;
      });
  if (name.size() > longest) name.resize(longest);
  // What letters alone cannot tell apart ("Office 1" cut off, another script) a hash does.
  if (!name.empty() && !is_whole) name += "-" + core::sha256(item.source).hex().substr(0, 8);
  // A source written in another script leaves nothing of itself: its hash stands for it.
  if (name.empty() && !item.source.empty())
    return "source-" + core::sha256(item.source).hex().substr(0, 8);
  return name.empty() ? "file-" + item.sha256.hex().substr(0, 8) : name;
}

core::Result<RecordBatch> read_records(const core::RunContext& context,
                                       const ReadRequest& request) {
  const Mapping& mapping = *request.mapping;
  RecordBatch batch;
  batch.kind = mapping.kind;
  const Format format = mapping.dialect.format;
  if (format != Format::csv && format != Format::jsonl && format != Format::structured)
    return batch;
  CB_TRY(RowTaker taker, RowTaker::make(context, request));
  RowsRequest rows;
  rows.bytes = request.bytes;
  rows.dialect = mapping.dialect;
  for (const auto& column : mapping.columns) {
    if (rows.columns.size() <= column.column) rows.columns.resize(column.column + 1);
    rows.columns[column.column] = column.header;
  }
  CB_TRY(std::optional<RowCount> by_columns, taker.take_columns(rows));
  if (!by_columns) {
    CB_TRY(by_columns, read_rows(context, rows, [&](const Row& row, RowFault fault) {
             return taker.take(row, fault);
           }));
  }
  const RowCount& count = *by_columns;
  CB_TRY_STATUS(taker.finish(batch));
  ItemAccount& account = batch.account;
  account.physical = count.physical;
  account.headers = count.headers;
  account.preamble = count.preamble;
  account.empty = count.empty;
  account.records = batch.ordinals.size();
  if (!batch.ordinals.empty()) account.first_row = batch.ordinals.front();
  account.quarantined = batch.quarantined.size();
  Duplicates repeated = find_duplicates(taker.hashes(), batch.ordinals);
  account.duplicates = repeated.count;
  account.duplicate_rows = std::move(repeated.pairs);
  account.balances = check_balances(batch, taker.typer().sides(batch));
  account.days = count_days(batch);
  const std::string& name = request.item->name;
  CB_CHECK(account.rows == account.records + account.quarantined,
           "rows of " + name + " are neither records nor quarantined");
  CB_CHECK(account.physical == account.rows + account.headers + account.preamble + account.empty,
           "physical rows of " + name + " are not all accounted for");
  CB_CHECK(taker.typer().misread().empty(),
           "an amount of " + name + " was changed: " + taker.typer().misread());
  for (const AmountSums& sums : account.sums) {
    CB_CHECK(sums.before_minor == sums.after_minor + sums.quarantined_minor,
             "the amounts of " + name + " in " + std::string(core::get_asset(sums.asset).code) +
                 " do not add up: before " + core::format_minor(sums.before_minor) + ", after " +
                 core::format_minor(sums.after_minor) + ", set aside " +
                 core::format_minor(sums.quarantined_minor));
  }
  for (const auto& column : batch.columns) {
    const std::size_t length = std::max(column.numbers.size(), column.codes.size());
    CB_CHECK(length == batch.ordinals.size(), "a column of " + name +
                                                  " is shorter than its records (" +
                                                  std::string(field_name(column.field)) + ")");
  }
  return batch;
}

}  // namespace cuibono::evidence
