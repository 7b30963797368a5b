#include "evidence/propose_sample.h"

#include <algorithm>

#include "evidence/sum_rows.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint64_t first_rows = 2'000, places = 20, rows_of_a_place = 100;

/// Reads rows into the sample until there are enough; how far it came in bytes.
std::uint64_t take_rows(std::string_view bytes, const Dialect& dialect,
                        const std::vector<std::string>& header, std::uint64_t most,
                        SampledRows& sample) {
  std::uint64_t taken = 0, offset = 0;
  const core::RunContext context;
  const auto status = read_rows(
      context, {bytes, dialect, header}, [&](const Row& row, RowFault fault) -> core::Status {
        offset = row.offset;
        if (fault != RowFault::none) return {};
        if (taken++ >= most) return core::Error{core::ErrorCode::cancelled, "enough", {}, {}};
        for (std::size_t i = 0; i < sample.columns.size(); ++i)
          sample.columns[i].emplace_back(i < row.cells.size() ? row.cells[i] : std::string_view());
        ++sample.rows;
        return {};
      });
  return status.has_value() ? bytes.size() : offset;
}

/// The beginning of the first whole line at or after an offset.
std::size_t next_line(std::string_view bytes, std::size_t offset, Encoding encoding) {
  const bool wide = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
  if (wide) offset -= offset % 2;
  while (offset < bytes.size()) {
    const std::size_t at = bytes.find('\n', offset);
    if (at == std::string_view::npos) return bytes.size();
    if (!wide) return at + 1;
    const bool little = encoding == Encoding::utf16le;
    const bool whole = little ? at % 2 == 0 && at + 1 < bytes.size() && bytes[at + 1] == 0
                              : at % 2 == 1 && bytes[at - 1] == 0;
    if (whole) return little ? at + 2 : at + 1;
    offset = at + 1;
  }
  return bytes.size();
}

void take_preamble(std::string_view bytes, const Dialect& dialect, SampledRows& sample) {
  constexpr std::size_t looked_at = 1U << 16;
  if (dialect.format != Format::csv || dialect.header_row < 2) return;
  const std::string text = decode_text(bytes.substr(0, looked_at), dialect.encoding);
  std::string_view rest = text;
  for (std::uint64_t line = 1; line < dialect.header_row && !rest.empty(); ++line) {
    const auto end = rest.find('\n');
    sample.preamble.emplace_back(core::trim(rest.substr(0, end)));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
}

/// Of a table without places to jump to: its first rows, and every so manieth after them, twice as far
/// apart whenever there are too many.
void sample_table(std::string_view bytes, const Sniffed& sniffed, SampledRows& sample) {
  sample.columns.resize(sniffed.header.size());
  std::vector<std::vector<std::string>> spread;
  std::uint64_t seen = 0, apart = 1;
  const auto status = read_rows({}, {bytes, sniffed.dialect, sniffed.header},
                                [&](const Row& row, RowFault fault) -> core::Status {
                                  if (fault != RowFault::none) return {};
                                  if (seen++ < first_rows) {
                                    for (std::size_t i = 0; i < sample.columns.size(); ++i)
                                      sample.columns[i].emplace_back(row.cells[i]);
                                    ++sample.rows;
                                    return {};
                                  }
                                  if ((seen - first_rows) % apart != 0) return {};
                                  spread.emplace_back(row.cells.begin(), row.cells.end());
                                  if (spread.size() < 2 * places * rows_of_a_place) return {};
                                  apart *= 2;
                                  for (std::size_t i = 0; i < spread.size() / 2; ++i)
                                    spread[i] = std::move(spread[2 * i + 1]);
                                  spread.resize(spread.size() / 2);
                                  return {};
                                });
  static_cast<void>(status);  // a file that breaks later is told of when its rows are read
  for (auto& row : spread) {
    for (std::size_t i = 0; i < sample.columns.size(); ++i)
      sample.columns[i].push_back(i < row.size() ? std::move(row[i]) : std::string());
    ++sample.rows;
  }
}

void take_sheet_preamble(std::string_view bytes, const Dialect& dialect, SampledRows& sample) {
  for (std::uint64_t row = 1; row < dialect.header_row; ++row) {
    const auto text = read_original_row(bytes, dialect, row);
    if (text.has_value()) sample.preamble.emplace_back(core::trim(*text));
  }
}

SampledRows take_sample(std::string_view bytes, const Sniffed& sniffed) {
  SampledRows sample;
  const Dialect& dialect = sniffed.dialect;
  if (dialect.format == Format::structured) {
    take_sheet_preamble(bytes, dialect, sample);
    sample_table(bytes, sniffed, sample);
    return sample;
  }
  if (dialect.format != Format::csv && dialect.format != Format::jsonl) return sample;
  sample.columns.resize(sniffed.header.size());
  take_preamble(bytes, dialect, sample);
  const std::uint64_t seen = take_rows(bytes, dialect, sniffed.header, first_rows, sample);
  const bool one_value =
      dialect.format == Format::jsonl && core::trim(bytes.substr(0, 16)).starts_with("[");
  if (seen >= bytes.size() || one_value) return sample;
  Dialect inside = dialect;
  inside.header_row = 0;
  for (std::uint64_t place = 0; place < places; ++place) {
    const std::size_t from = seen + (bytes.size() - seen) * place / places;
    const std::size_t begin = next_line(bytes, from, dialect.encoding);
    if (begin >= bytes.size()) continue;
    static_cast<void>(
        take_rows(bytes.substr(begin), inside, sniffed.header, rows_of_a_place, sample));
  }
  return sample;
}

/// "********" in every cell rules a table off: what stands below are sums and notes.
void leave_out_foot(SampledRows& sample) {
  constexpr std::size_t rule_least = 4;
  const auto rules_off = [&](std::size_t row) {
    for (const auto& column : sample.columns) {
      const std::string_view cell = core::trim(column[row]);
      if (cell.size() < rule_least || std::string_view("*-=_").find(cell[0]) == cell.npos ||
          cell.find_first_not_of(cell[0]) != std::string_view::npos)
        return false;
    }
    return !sample.columns.empty();
  };
  for (std::size_t row = 1; row < sample.rows; ++row) {
    if (!rules_off(row) || row * 2 < sample.rows) continue;
    for (auto& column : sample.columns) column.resize(row);
    sample.rows = row;
    return;
  }
}

/// Sums and balances between the rows of a table say nothing of its columns.
void leave_out_sums(SampledRows& sample) {
  constexpr std::size_t columns_least = 4;
  if (sample.columns.size() < columns_least || sample.rows < columns_least) return;
  std::vector<std::size_t> filled(sample.rows, 0);
  for (const auto& column : sample.columns) {
    for (std::size_t row = 0; row < sample.rows; ++row)
      filled[row] += core::trim(column[row]).empty() ? 0U : 1U;
  }
  std::vector<std::size_t> order = filled;
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
  std::nth_element(order.begin(), middle, order.end());
  const std::size_t usual = *middle;
  std::vector<std::size_t> kept;
  for (std::size_t row = 0; row < sample.rows; ++row) {
    const bool sparse = filled[row] * 5 <= usual * 2, gaps = filled[row] * 4 <= usual * 3;
    bool sum = false;
    if (gaps && !sparse) {
      std::vector<std::string_view> cells;
      for (const auto& column : sample.columns) cells.emplace_back(column[row]);
      sum = looks_like_sum(cells);
    }
    if (!sparse && !sum) kept.push_back(row);
  }
  if (kept.size() == sample.rows || kept.size() * 2 < sample.rows) return;
  for (auto& column : sample.columns) {
    for (std::size_t i = 0; i < kept.size(); ++i)
      if (kept[i] != i) column[i] = std::move(column[kept[i]]);
    column.resize(kept.size());
  }
  sample.rows = kept.size();
}

}  // namespace

SampledRows sample_rows(std::string_view bytes, const Sniffed& sniffed) {
  SampledRows sample = take_sample(bytes, sniffed);
  leave_out_foot(sample);
  leave_out_sums(sample);
  return sample;
}

}  // namespace cuibono::evidence
