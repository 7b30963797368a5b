// Reference rates: tables read once, and one exact fraction an answer.
#include "money/rates.h"

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <tuple>

namespace cuibono::money {
namespace {

using BigInt = boost::multiprecision::cpp_int;
using Row = Rates::Row;

constexpr std::uint8_t decimals_max = 18;

core::Error bad_row(const RateFile& file, std::size_t line, std::string what) {
  return core::Error{core::ErrorCode::bad_input, std::move(what),
                     file.name + ", row " + std::to_string(line),
                     "write rows of date,from,to,rate,source, such as "
                     "2025-03-04,GEL,EUR,0.3412,National Bank of Georgia"};
}

/// Cells of a row of a plain table: no cell of it holds a comma, save a quoted source.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  for (std::string& cell : cells) cell = std::string(core::trim(cell));
  return cells;
}

/// "2026-10-30", or "30 October 2026" as the daily table of the bank has it.
std::optional<std::int64_t> day_of_cell(std::string_view cell) {
  constexpr std::array<std::string_view, 12> months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  std::string iso(cell);
  const auto words = core::split(cell, ' ');
  if (words.size() == 3) {
    const auto month = std::find(months.begin(), months.end(), words[1]);
    if (month == months.end() || words[0].size() > 2 || words[0].empty()) return std::nullopt;
    const auto two = [](std::string text) { return text.size() == 1 ? "0" + text : text; };
    iso = std::string(words[2]) + "-" + two(std::to_string(month - months.begin() + 1)) + "-" +
          two(std::string(words[0]));
  }
  const auto instant = core::parse_rfc3339(iso + "T00:00:00Z");
  if (!instant) return std::nullopt;
  return core::day_of(instant->time_us);
}

/// A positive decimal, exactly.
bool read_rate(std::string_view text, Row& row) {
  std::string digits;
  std::size_t decimals = 0;
  bool is_past_point = false;
  for (const char c : text) {
    if (c == '.' && !is_past_point) {
      is_past_point = true;
    } else if (c >= '0' && c <= '9') {
      digits += c;
      decimals += is_past_point ? 1U : 0U;
    } else {
      return false;
    }
  }
  while (decimals > 0 && digits.back() == '0') {
    digits.pop_back();
    --decimals;
  }
  const auto value = core::parse_int64(digits);
  if (!value || *value <= 0 || decimals > decimals_max) return false;
  row.digits = *value;
  row.decimals = static_cast<std::uint8_t>(decimals);
  return true;
}

class Reader {
 public:
  core::Status read(const RateFile& file) {
    std::size_t number = 0;
    std::vector<std::string> header;
    std::string_view bytes = file.bytes;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    for (const std::string_view line : core::split(bytes, '\n')) {
      ++number;
      if (core::trim(line).empty()) continue;
      std::vector<std::string> cells = cells_of(line);
      if (header.empty()) {
        header = std::move(cells);
        continue;
      }
      const bool is_euro_table = header[0] == "Date";
      CB_TRY_STATUS(is_euro_table ? read_euro_row(file, number, header, cells)
                                  : read_case_row(file, number, header, cells));
    }
    return {};
  }

  std::vector<Row> rows;
  std::vector<std::string> sources;

 private:
  std::uint32_t source_of(const std::string& words) {
    const auto found = std::find(sources.begin(), sources.end(), words);
    const auto place = static_cast<std::uint32_t>(found - sources.begin());
    if (place == sources.size()) sources.push_back(words);
    return place;
  }
  core::Status read_case_row(const RateFile& file, std::size_t number,
                             const std::vector<std::string>& header,
                             const std::vector<std::string>& cells) {
    const std::vector<std::string> expected = {"date", "from", "to", "rate", "source"};
    if (header != expected) return bad_row(file, 1, "a table of rates begins with another header");
    if (cells.size() != expected.size()) return bad_row(file, number, "a row of another length");
    Row row;
    const auto day = day_of_cell(cells[0]);
    const auto from = core::find_asset(cells[1]), to = core::find_asset(cells[2]);
    if (!day) return bad_row(file, number, "\"" + cells[0] + "\" is no date");
    if (!from || !to)
      return bad_row(file, number, "\"" + cells[from ? 2 : 1] + "\" is no currency known here");
    if (!read_rate(cells[3], row))
      return bad_row(file, number, "\"" + cells[3] + "\" is no positive rate");
    row.day = *day;
    row.from = *from;
    row.to = *to;
    row.source = source_of(cells[4].empty() ? file.name : cells[4]);
    row.rank = rank_++;
    rows.push_back(row);
    return {};
  }
  /// A day of euro reference rates; currencies that the engine does not know are passed over.
  core::Status read_euro_row(const RateFile& file, std::size_t number,
                             const std::vector<std::string>& header,
                             const std::vector<std::string>& cells) {
    const auto day = day_of_cell(cells[0]);
    if (!day) return bad_row(file, number, "\"" + cells[0] + "\" is no date");
    const std::uint32_t source = source_of("European Central Bank");
    for (std::size_t i = 1; i < cells.size() && i < header.size(); ++i) {
      const auto to = core::find_asset(header[i]);
      if (!to || cells[i].empty() || cells[i] == "N/A") continue;
      Row row;
      if (!read_rate(cells[i], row))
        return bad_row(file, number, "\"" + cells[i] + "\" is no positive rate");
      row.day = *day;
      row.from = *core::find_asset("EUR");
      row.to = *to;
      row.is_of_case = false;
      row.source = source;
      row.rank = rank_++;
      rows.push_back(row);
    }
    return {};
  }
  std::uint32_t rank_ = 0;
};

auto place_of(const Row& row) {
  return std::make_tuple(!row.is_of_case, row.from, row.to, row.day, row.rank);
}

/// A fraction of units of one asset in units of another.
struct Fraction {
  BigInt numerator, denominator;
};
BigInt power_of_ten(unsigned exponent) { return boost::multiprecision::pow(BigInt(10), exponent); }

/// What one unit of row.from is worth in units of row.to, or turned round.
Fraction fraction_of(const Row& row, bool is_turned) {
  const unsigned from = core::get_asset(row.from).exponent, to = core::get_asset(row.to).exponent;
  Fraction f{BigInt(row.digits) * power_of_ten(to), power_of_ten(row.decimals + from)};
  if (is_turned) std::swap(f.numerator, f.denominator);
  return f;
}

std::optional<ConvertedAmount> apply(std::int64_t amount_minor, const Fraction& f) {
  const bool is_negative = amount_minor < 0;
  const BigInt product = boost::multiprecision::abs(BigInt(amount_minor)) * f.numerator;
  BigInt units = (2 * product + f.denominator) / (2 * f.denominator);
  if (units > INT64_MAX) return std::nullopt;
  if (is_negative) units = -units;
  ConvertedAmount out;
  out.amount_minor = units.convert_to<std::int64_t>();
  return out;
}

/// The two rows of a way by the euro, of one day.
struct Cross {
  Row from, to;
};
std::optional<ConvertedAmount> apply(const Rates& rates, core::Money amount, const Cross& cross) {
  const Fraction first = fraction_of(cross.from, true), second = fraction_of(cross.to, false);
  auto out = apply(amount.amount_minor,
                   {first.numerator * second.numerator, first.denominator * second.denominator});
  if (!out) return out;
  out->source = rates.sources()[cross.to.source];
  out->day = cross.to.day;
  out->is_by_way_of_euro = true;
  return out;
}
std::optional<ConvertedAmount> apply(const Rates& rates, core::Money amount, const Row& row,
                                     bool is_turned) {
  auto out = apply(amount.amount_minor, fraction_of(row, is_turned));
  if (!out) return out;
  out->source = rates.sources()[row.source];
  out->day = row.day;
  out->is_of_case = row.is_of_case;
  return out;
}

}  // namespace

core::Result<Rates> Rates::read(std::span<const RateFile> files, std::int64_t max_age_days) {
  std::vector<const RateFile*> order;
  for (const RateFile& file : files) order.push_back(&file);
  // Of equal days the smaller name counts: it comes last, and the last rank wins.
  std::sort(order.begin(), order.end(),
            [](const RateFile* a, const RateFile* b) { return a->name > b->name; });
  Reader reader;
  for (const RateFile* file : order) CB_TRY_STATUS(reader.read(*file));
  Rates rates;
  rates.rows_ = std::move(reader.rows);
  rates.sources_ = std::move(reader.sources);
  rates.max_age_days_ = max_age_days;
  std::sort(rates.rows_.begin(), rates.rows_.end(),
            [](const Row& a, const Row& b) { return place_of(a) < place_of(b); });
  return rates;
}

std::optional<ConvertedAmount> Rates::convert(core::Money amount, core::AssetId to,
                                              std::int64_t day) const {
  if (amount.asset == to) return ConvertedAmount{amount.amount_minor, {}, day, false, false};
  // The last row of a pair that is not younger than `last` and not too old.
  const auto find = [&](bool is_of_case, core::AssetId from, core::AssetId into,
                        std::int64_t last) -> const Row* {
    Row wanted;
    wanted.is_of_case = is_of_case;
    wanted.from = from;
    wanted.to = into;
    wanted.day = last;
    wanted.rank = UINT32_MAX;
    auto at = std::upper_bound(rows_.begin(), rows_.end(), wanted, [](const Row& a, const Row& b) {
      return place_of(a) < place_of(b);
    });
    if (at == rows_.begin()) return nullptr;
    --at;
    const bool fits = at->is_of_case == is_of_case && at->from == from && at->to == into &&
                      last - at->day <= max_age_days_ - (day - last);
    return fits ? &*at : nullptr;
  };
  for (const bool is_of_case : {true, false}) {
    const Row* straight = find(is_of_case, amount.asset, to, day);
    const Row* turned = find(is_of_case, to, amount.asset, day);
    if (straight != nullptr && (turned == nullptr || turned->day <= straight->day))
      return apply(*this, amount, *straight, false);
    if (turned != nullptr) return apply(*this, amount, *turned, true);
  }
  const core::AssetId euro = *core::find_asset("EUR");
  for (std::int64_t last = day; day - last <= max_age_days_;) {
    const Row* a = find(false, euro, amount.asset, last);
    const Row* b = find(false, euro, to, last);
    if (a == nullptr || b == nullptr) return std::nullopt;
    if (a->day == b->day) return apply(*this, amount, Cross{*a, *b});
    last = std::min(a->day, b->day);
  }
  return std::nullopt;
}

std::optional<ConvertedAmount> convert_reference(const Rates& rates, core::Money amount,
                                                 core::AssetId to, std::int64_t day) {
  if (amount.asset == to) return ConvertedAmount{amount.amount_minor, {}, day, false, false};
  const core::AssetId euro = *core::find_asset("EUR");
  for (const bool is_of_case : {true, false}) {
    for (std::int64_t age = 0; age <= rates.max_age_days(); ++age) {
      for (const bool is_turned : {false, true}) {
        const Row* best = nullptr;
        for (const Row& row : rates.rows()) {
          const bool is_pair = is_turned ? row.from == to && row.to == amount.asset
                                         : row.from == amount.asset && row.to == to;
          if (is_pair && row.is_of_case == is_of_case && row.day == day - age &&
              (best == nullptr || row.rank > best->rank))
            best = &row;
        }
        if (best != nullptr) return apply(rates, amount, *best, is_turned);
      }
    }
  }
  for (std::int64_t age = 0; age <= rates.max_age_days(); ++age) {
    const Row *from = nullptr, *into = nullptr;
    for (const Row& row : rates.rows()) {
      if (row.is_of_case || row.from != euro || row.day != day - age) continue;
      if (row.to == amount.asset && (from == nullptr || row.rank > from->rank)) from = &row;
      if (row.to == to && (into == nullptr || row.rank > into->rank)) into = &row;
    }
    if (from != nullptr && into != nullptr) return apply(rates, amount, Cross{*from, *into});
  }
  return std::nullopt;
}

}  // namespace cuibono::money
