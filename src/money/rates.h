#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::money {

/// A file of the folder rates/ of a case.
struct RateFile {
  std::string name;  ///< for what is said of it: "rates/case.csv"
  std::string bytes;
};

/// An amount at a reference rate.
struct ConvertedAmount {
  std::int64_t amount_minor = 0;
  std::string source;       ///< who published the rate
  std::int64_t day = 0;     ///< of the rate, since 1970; it may be some days before that asked for
  bool is_of_case = false;  ///< from a case's own table; else from one of a central bank
  bool is_by_way_of_euro = false;
};

/// Reference rates by day.
///
/// Use     for what is only known in one currency, and for sums in one currency. What was converted at a
///         rate that the records show needs no table.
/// In      files: a table "date,from,to,rate,source" (one `from` is worth `rate` `to`; dates YYYY-MM-DD), or the
///         table of euro reference rates as the European Central Bank publishes it (Date, USD, JPY, …).
/// Out     convert: at the last rate of the day or of up to max_age_days before: of the case's own tables
///         first, straight or turned round; then of central banks', straight, turned round or by way of
///         the euro with rates of one day. Nothing where there is none: never a rate of another time.
/// Laws    1 exact: amount * rate as a fraction, rounded once to the nearest unit, halves away from zero.
///         2 the same whatever the order of files and rows; of two rates of one day and pair in tables of one
///           kind the smaller file name counts, and of one file the last row.
/// Cost    O(rows log rows) once; O(log rows) a question; 32 bytes a row.
/// Errors  bad_input: a row that cannot be read, an unknown currency in a case's own table, a rate that is not
///         positive; `where` has file and row.
/// Check   convert_reference
class Rates {
 public:
  struct Row {
    core::AssetId from{}, to{};
    std::int64_t day = 0;
    std::int64_t digits = 0;  ///< the rate is digits / 10^decimals
    std::uint8_t decimals = 0;
    bool is_of_case = true;
    std::uint32_t source = 0;  ///< in sources
    std::uint32_t rank = 0;    ///< of equal day and pair the largest counts
  };
  [[nodiscard]] static core::Result<Rates> read(std::span<const RateFile> files,
                                                std::int64_t max_age_days);
  [[nodiscard]] std::optional<ConvertedAmount> convert(core::Money amount, core::AssetId to,
                                                       std::int64_t day) const;
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
  [[nodiscard]] const std::vector<std::string>& sources() const noexcept { return sources_; }
  [[nodiscard]] std::int64_t max_age_days() const noexcept { return max_age_days_; }

 private:
  std::vector<Row> rows_;  ///< by kind, from, to, day, rank
  std::vector<std::string> sources_;
  std::int64_t max_age_days_ = 0;
};

/// Looks at every row. The twin of Rates::convert.
[[nodiscard]] std::optional<ConvertedAmount> convert_reference(const Rates& rates,
                                                               core::Money amount, core::AssetId to,
                                                               std::int64_t day);

}  // namespace cuibono::money
