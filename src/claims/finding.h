#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::claims {

/// What a finding is about. The words are those of OUTPUTS, and two plain ones: count and trace.
enum class FindingKind : std::uint8_t {
  desk,
  site,
  number_succession,
  sim_succession,
  handset_succession,
  call_to_payment,
  mule,
  pass_through,
  structuring,
  fan_in,
  fan_out,
  gather_scatter,
  scatter_gather,
  cycle,
  bipartite,
  stack,
  peel_chain,
  funnel,
  dormant,
  payroll,
  supplier,
  cash_out,
  freeze,
  cell,
  role,
  control,
  size,
  change,
  link,
  look_alike,
  gap,
  count,  ///< a plain count over records
  trace,  ///< money attributed under a named rule
};
[[nodiscard]] std::string_view finding_kind_name(FindingKind kind) noexcept;

/// One reason for or against, with the records it was read from.
struct Reason {
  std::string text;                 ///< plain words with the values that met
  std::int32_t weight_percent = 0;  ///< share in the score; 0 where the kind has no score
  std::vector<evidence::RecordRef> records;
};

/// The innocent explanation, and the document that would settle it.
struct LookAlike {
  std::string explanation;
  std::string settled_by;
};

/// A quantity with its interval. Integers only: money in ledger units, counts, seconds, percents.
struct Quantity {
  std::optional<core::Int128> value, low, high;
  std::string unit;  ///< "EUR_minor", "numbers", "calls", "rows", "percent" …
};

/// How an inference fared when the units of evidence were drawn again (docs/investigation.md): it was
/// there in `kept` of `of` draws. low, high: its value in the draws that kept it, without the least and
/// the greatest twentieth; none where it has no value or no draw kept it.
struct Resamples {
  std::uint32_t of = 0, kept = 0;
  std::optional<core::Int128> low, high;
};

/// What this engine inferred, and why. It cannot be made without a reason and an innocent explanation.
///
/// Laws    1 key is a function of (kind, sorted selectors, parameters).
///         2 reasons_for is never empty; its records, with those of the finding, are never empty unless
///           the finding says that something is absent (kind gap) or counts zero.
class Finding {
 public:
  Finding(FindingKind kind, std::string subject, std::vector<std::string> key_selectors,
          std::string parameters, Quantity quantity, std::string method,
          std::vector<Reason> reasons_for, LookAlike look_alike);

  FindingKind kind;
  std::string subject;  ///< selector, entity id or a plain name ("case")
  std::string key;      ///< "desk|tel:+999…|…": the same finding in another run has the same key
  Quantity quantity;
  std::string method;  ///< name and parameters of how it was inferred
  std::vector<Reason> reasons_for, reasons_against;
  LookAlike look_alike;
  std::string band = "moderate";             ///< strong moderate weak set_aside
  std::vector<evidence::RecordRef> records;  ///< of the finding as a whole; sorted, distinct
  std::uint64_t records_total = 0;           ///< how many there are, where `records` was cut
  std::optional<Resamples> resamples;        ///< none: nothing was drawn again
};

/// The key of a finding: "desk|tel:+999…|…". Selectors in any order.
[[nodiscard]] std::string finding_key(FindingKind kind, std::vector<std::string> selectors,
                                      std::string_view parameters);

/// Most records that one finding carries itself; more are counted in records_total, and said.
inline constexpr std::size_t finding_records_max = 200;

/// Sorts, removes doubles, keeps the first finding_records_max and sets records_total.
void set_records(Finding& finding, std::vector<evidence::RecordRef> records);

/// Sorts findings by (kind, key): the order of ids F1, F2, … in outputs. Equal keys are a bug (integrity).
[[nodiscard]] core::Status sort_findings(std::vector<Finding>& findings);

}  // namespace cuibono::claims
