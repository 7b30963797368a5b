#pragma once
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
