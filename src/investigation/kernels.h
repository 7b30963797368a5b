#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calls/calls.h"
#include "core/core.h"
#include "evidence/evidence.h"
#include "money/amount_statistics.h"
#include "money/money.h"
#include "money/shape_counts.h"

namespace cuibono::investigation {

// The kernels of the stages over plain columns, for whoever brings tables of his own: Python, Spark.
// A row is what the caller calls row i; answers name rows of the caller, whatever order a kernel needs.

/// Payments of one asset. Ends are < accounts.
struct TransferColumns {
  std::span<const std::uint32_t> payer, payee;
  std::span<const std::int64_t> amount_minor;
  /// Empty: rows stand in order of time. Else they are put in it; of equal times the first row is first.
  std::span<const std::int64_t> time_us;
  std::uint32_t accounts = 0;
};

enum class TraceRule : std::uint8_t { fifo, prorata };

/// money::trace_fifo or trace_prorata. Seeds and flows name rows; the other laws are theirs.
/// In      seeds in any order, at most one a row.
/// Errors  those of the kernel; bad_input: columns of unequal length, a row that is not there, a row seeded
///         twice.
[[nodiscard]] core::Result<money::Traced> trace_rows(const core::RunContext& context,
                                                     const TransferColumns& transfers,
                                                     std::vector<money::Seed> seeds, TraceRule rule,
                                                     std::uint32_t tags);

/// money::find_transfer_features, a row a row.
/// Errors  those of the kernel; bad_input also where there is no time.
[[nodiscard]] core::Result<money::TransferFeatures> describe_rows(const core::RunContext& context,
                                                                  const TransferColumns& transfers,
                                                                  std::int64_t window_us);

/// money::count_shapes and find_end_statistics, all in one window, a row a row.
struct RowShapes {
  money::ShapeCounts counts;
  std::vector<money::EndStatistics> ends;
};
/// Errors  those of the kernels; bad_input also where there is no time.
[[nodiscard]] core::Result<RowShapes> shape_rows(const core::RunContext& context,
                                                 const TransferColumns& transfers,
                                                 std::int64_t window_us, std::uint32_t length_max);

/// For each of `nodes` the least node that a chain of edges connects it with.
/// Errors  bad_input: columns of unequal length, a node out of range.  cancelled.
[[nodiscard]] core::Result<std::vector<std::uint32_t>> connect_rows(
    const core::RunContext& context, std::span<const std::uint32_t> from,
    std::span<const std::uint32_t> to, std::uint32_t nodes);

/// Calls; a text column is empty where the table has none, and holds "" where a row says nothing.
struct CallColumns {
  std::span<const std::int64_t> time_us;
  std::vector<std::string_view> caller, callee, imei, imsi;  ///< imei, imsi of the caller
  std::span<const std::int64_t> duration_s;                  ///< < 0: not stated; or empty
};
struct CallSuccession {
  calls::SuccessionKind kind = calls::SuccessionKind::number;
  std::string from, to, by;  ///< by: what stayed; empty: the contacts
  std::int64_t last_us = 0, first_us = 0;
  std::uint32_t similarity_permille = 0, runner_up_permille = 0, shared = 0, of = 0;
  bool same_card = false, same_handset = false;
};
/// calls::find_successions over calls alone. Texts are taken as they stand: normalise them first.
/// Out     in the order of the stage: by kind, then as it ranks them.
/// Errors  bad_input: columns of unequal length, 2^32 - 1 rows or more.  cancelled.
[[nodiscard]] core::Result<std::vector<CallSuccession>> find_call_successions(
    const core::RunContext& context, const CallColumns& calls);

/// The kinds that normalise_text knows, in the order of the vocabulary.
[[nodiscard]] std::span<const std::string_view> normal_form_kinds() noexcept;
/// The normal form of one written selector (evidence/selector.h). `region`: ISO 3166 alpha-2 for numbers
/// in national form, or empty. `simulated`: +999 numbers and invented schemes are valid.
/// Errors  usage: no such kind.
[[nodiscard]] core::Result<evidence::NormalForm> normalise_text(std::string_view kind,
                                                                std::string_view text,
                                                                std::string_view region,
                                                                bool simulated);

}  // namespace cuibono::investigation
