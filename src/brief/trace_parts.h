#pragma once
#include <array>
#include <string>
#include <vector>

#include "brief/figure_parts.h"
#include "brief/privacy.h"
#include "brief/trace_files.h"

namespace cuibono::brief {

/// A place as every file of a trace shows it.
struct ShownPlace {
  std::string id;     ///< selector or pseudonym, "cash", …: for programs
  std::string label;  ///< for a reader
  const money::AskedPlace* place = nullptr;
};

/// What the files of a trace share.
struct TraceShow {
  const CaseFacts& facts;
  const evidence::Evidence& evidence;
  const Privacy& privacy;
  const money::AskedTrace& trace;
  const TraceTelling& telling;
  std::vector<std::vector<ShownPlace>> places;  ///< [ledgers]
  [[nodiscard]] bool is_back() const {
    return telling.question.direction == money::TraceDirection::back;
  }
};

/// An account on which some of it may rest, under the first rule; later amounts where a half-life is known.
struct FreezeLine {
  const ShownPlace* place = nullptr;
  core::Int128 now_minor = 0;
  std::vector<core::Int128> later_minor;  ///< [freeze_days]
};
inline constexpr std::array<std::int64_t, 4> freeze_days = {1, 3, 10, 30};
[[nodiscard]] std::vector<FreezeLine> freeze_lines(const TraceShow& show, std::size_t ledger);
[[nodiscard]] Json freeze_json(const TraceShow& show, std::size_t ledger);
/// Empty in a trace back.
[[nodiscard]] std::string freeze_part(const TraceShow& show, std::size_t ledger);

/// "2025-05-04", or nothing.
[[nodiscard]] std::string day_or_empty(const std::optional<std::int64_t>& at_us,
                                       core::Precision precision);
/// "1 234.50" without its currency, which stands in the caption; "–" where there is none.
[[nodiscard]] std::string amount_or_dash(const std::optional<core::Int128>& amount,
                                         core::AssetId asset);

/// "EUR 300.00 in 1 payment, 2025-05-02 to 2025-05-06".
[[nodiscard]] std::string title_of(const TraceShow& show, const money::AskedLedger& ledger);
/// The sum that reconciles, what came back, what is a screen.
[[nodiscard]] std::vector<std::string> remarks_of(const TraceShow& show,
                                                  const money::AskedLedger& ledger);
/// First in, first out; …: a rule for a reader.
[[nodiscard]] std::string_view rule_in_words(money::TraceRule rule) noexcept;

/// Each place as a line from the least to the most, with a mark for each rule.
[[nodiscard]] std::string trace_figure(const TraceShow& show, std::size_t ledger);
/// One self-contained page: plan, figure, table, remarks.
[[nodiscard]] std::string trace_page(const TraceShow& show);

}  // namespace cuibono::brief
