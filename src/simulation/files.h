#pragma once
// The world as files: what agencies, banks and operators would send, each in its language, encoding
// and habits, with the faults that such files have.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "simulation/world.h"

namespace cuibono::simulation {

/// What its sender does wrong, in parts of a million rows.
struct Faults {
  std::uint64_t broken = 0;      ///< an impossible date or a missing cell
  std::uint64_t duplicated = 0;  ///< the same row twice
};

/// A file that is being written, and the account of its rows.
///
/// Laws    1 rows = every data row in the text; broken and duplicated ones are among them.
class Sheet {
 public:
  Sheet(core::CounterRandom random, char delimiter, Faults faults)
      : random_(random), delimiter_(delimiter), faults_(faults) {}

  void line(std::string_view text);  ///< header or preamble: no data row
  Sheet& cell(std::string_view text);
  Sheet& cell(std::uint64_t number) { return cell(std::to_string(number)); }
  /// Ends the row. One that is to be broken loses its last cells, or gets the impossible text in
  /// the given column. True when the row can be understood.
  struct Break {
    std::size_t column = 0;
    std::string_view impossible;
  };
  bool end_row(const Break& fault);
  /// A whole row of JSON, which is never broken.
  void json_row(std::string_view object);

  [[nodiscard]] std::string& text() noexcept { return text_; }
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::uint64_t broken() const noexcept { return broken_; }
  [[nodiscard]] std::uint64_t duplicated() const noexcept { return duplicated_; }

 private:
  void write_cells(std::size_t count);

  core::CounterRandom random_;
  char delimiter_;
  Faults faults_;
  std::string text_;
  std::vector<std::string> cells_;
  std::size_t used_ = 0;  ///< cells of the row so far
  std::uint64_t rows_ = 0, broken_ = 0, duplicated_ = 0;
};

/// A file as written, with what is true of it.
struct Written {
  WorldFile file;
  std::string encoding;
  std::uint64_t rows = 0, broken = 0, duplicated = 0;
  std::optional<std::int64_t> gap_from_us, gap_to_us;  ///< no rows in between, though money moved
  std::vector<std::uint8_t> legs;  ///< [transfers] readable rows of a transfer; empty: none
  std::vector<VictimReport> reports;
  std::vector<VictimId> report_victims;  ///< beside `reports`
};

/// What a sender states. The day of receipt is counted from the end of the records.
struct Statement {
  std::string_view name, source, custodian, jurisdiction, reliability, handling, legal_basis,
      encoding;
  int received_after_days = 0;
};
/// Ends a sheet: encodes it and states what its sender states.
[[nodiscard]] core::Result<Written> finish_file(const Story& story, const Statement& statement,
                                                Sheet& sheet);

/// Readings of a local clock, fast: the offset is looked up once an hour.
class LocalClock {
 public:
  LocalClock(const Plan& plan, std::string_view zone);
  [[nodiscard]] core::CivilTime at(std::int64_t time_us) const noexcept;

 private:
  std::int64_t first_us_ = 0;
  std::vector<std::int64_t> offsets_us_;  ///< [hours] from first_us_
};

// "2025-03-04", "04.03.2025", "09:05:07"
[[nodiscard]] std::string iso_date(const core::CivilTime& civil);
[[nodiscard]] std::string dotted_date(const core::CivilTime& civil);
[[nodiscard]] std::string clock_time(const core::CivilTime& civil);

/// How a bank writes sums: its point, its mark between thousands (empty: none).
struct SumStyle {
  char point = '.';
  std::string_view group;
};
[[nodiscard]] std::string write_sum(std::int64_t amount_minor, unsigned digits,
                                    const SumStyle& style);
/// "DE12 9990 0000 …": an IBAN as it stands on paper.
[[nodiscard]] std::string spaced(std::string_view number);

// The files. Each reads the story alone, so they are written side by side.
[[nodiscard]] core::Result<Written> write_calls_a(const Story& story);
[[nodiscard]] core::Result<Written> write_calls_b(const Story& story);
[[nodiscard]] core::Result<Written> write_baltic(const Story& story);
[[nodiscard]] core::Result<Written> write_rhine(const Story& story);
[[nodiscard]] core::Result<Written> write_steppe(const Story& story);
[[nodiscard]] core::Result<Written> write_hangang(const Story& story);
[[nodiscard]] core::Result<Written> write_processor(const Story& story);
[[nodiscard]] core::Result<Written> write_chain(const Story& story);
[[nodiscard]] core::Result<Written> write_reports_gb(const Story& story);
[[nodiscard]] core::Result<Written> write_reports_es(const Story& story);
[[nodiscard]] core::Result<Written> write_reports_kr(const Story& story);
[[nodiscard]] core::Result<Written> write_subscribers(const Story& story);
[[nodiscard]] core::Result<Written> write_watchlist(const Story& story);

/// A file that was left out of the case.
struct MissingFile {
  std::string_view name, kind;
};
/// truth.json. In  the story with the victims' reports filled in, the files, and those left out.
[[nodiscard]] std::string write_truth(const Story& story, const std::vector<Written>& files,
                                      const std::vector<MissingFile>& missing);

}  // namespace cuibono::simulation
