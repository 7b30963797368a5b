#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "investigation/case_folder.h"
#include "investigation/table.h"

namespace cuibono::investigation {

/// Items of a case, a row each: item, name, sha256, bytes, source, custodian, jurisdiction, received, …
[[nodiscard]] Table item_table(const Case& the_case);

/// What happened, as columns. Selectors, references and platforms stand as out/ shows them: victims under
/// their pseudonyms. `records` are "E0003#17".
///
/// Use     for programs that count and plot; for one event and its rows use show.
/// Out     transfers: time, seq, payer, payee (null: not stated), amount_minor (null: not stated), currency,
///         received_minor, received_currency, kind, channel, reference, reported_only, records.
///         calls: time, caller, callee, displayed, duration_s, kind, answered, caller_imei, caller_imsi,
///         callee_imei, callee_imsi, caller_cell, callee_cell, records.
///         reports: report, victim, received, platform, numbers, payments, records.
///         reported_payments: report, victim, time, amount_minor, currency, from, to, transfer (row of
///         transfers; null: none), score_percent, record.
/// Laws    1 a row an event, in the order of the engine; counts are those of a run under the same mask.
///         2 no victim's selector or name is in them, unless the case says victims = clear.
///         3 no byte of the case changes. 4 the same for any number of threads.
/// Cost    as the first part of a run.
/// Errors  those of run_case.
struct EventTables {
  Table transfers, calls, reports, reported_payments;
};
[[nodiscard]] core::Result<EventTables> read_event_tables(const core::RunContext& context,
                                                          const Case& the_case,
                                                          const evidence::MaskRequest& mask);

/// The results that can be had as tables, and how each is called.
[[nodiscard]] std::span<const std::string_view> result_table_names() noexcept;
/// One of them, from the files of a run.
/// Out     money as whole numbers of the ledger unit beside its currency; a field that is null is null; reasons
///         are their texts, `records` the first of each and records_total how many there are.
/// Errors  usage: no such table. integrity: a file of out/ is missing, is not JSON, or holds a sum beyond 2^63.
[[nodiscard]] core::Result<Table> result_table(std::span<const brief::OutputFile> files,
                                               std::string_view name);

/// The files of the newest run, as out/manifest.json tells of them.
/// Errors  answered_no: the case has no results. integrity: a file is not the one of its manifest.
[[nodiscard]] core::Result<std::vector<brief::OutputFile>> read_results(const Case& the_case);

}  // namespace cuibono::investigation
