// map preview: the first rows of an item as a run will understand them.
#include "investigation/preview.h"

#include <algorithm>
#include <map>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/investigation.h"
#include "investigation/privileged.h"
#include "investigation/view_row_reading.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using State = PreviewedRow::State;

PreviewedCell cell_of(const OpenItem& open, const SplitRow& row, std::uint32_t column) {
  const bool is_there = column < row.cells.size();
  return {column + 1, header_of(open, column), is_there ? row.cells[column] : std::string()};
}

void take_record(const OpenItem& open, const SplitRow& row, const MapPreview& read,
                 std::size_t index, PreviewedRow& out) {
  const auto explained = evidence::explain_record(read.mapping, read.batch, index, row.cells);
  out.event = explained.event;
  for (const auto& field : explained.fields) {
    PreviewedField one{std::string(evidence::field_name(field.field)), field.text, field.how, {}};
    for (const std::uint32_t column : field.columns)
      one.cells.push_back(cell_of(open, row, column));
    out.fields.push_back(std::move(one));
  }
  for (const std::uint32_t column : explained.unused)
    out.unused.push_back(cell_of(open, row, column));
}

/// The rows that are to be shown: data rows from the first on, then quarantined ones.
std::vector<std::uint64_t> chosen_rows(const evidence::RecordBatch& batch, std::uint64_t most) {
  std::vector<std::uint64_t> quarantined;
  for (const auto& row : batch.quarantined) quarantined.push_back(row.ordinal);
  std::vector<std::uint64_t> all, rows;
  std::merge(batch.ordinals.begin(), batch.ordinals.end(), quarantined.begin(), quarantined.end(),
             std::back_inserter(all));
  for (std::size_t i = 0; i < all.size() && i < most; ++i) rows.push_back(all[i]);
  std::uint64_t behind = 0;
  for (const std::uint64_t row : quarantined) {
    if (!rows.empty() && row <= rows.back()) continue;
    if (behind++ == most) break;
    rows.push_back(row);
  }
  return rows;
}

/// Chosen rows as they were split; nothing behind the last of them is read.
core::Result<std::map<std::uint64_t, SplitRow>> split_chosen(
    const OpenItem& open, const std::vector<std::uint64_t>& chosen) {
  std::map<std::uint64_t, SplitRow> found;
  const auto read = evidence::read_rows(
      core::RunContext{}, {open.file.bytes(), open.mapping.dialect, open.headers},
      [&](const evidence::Row& row, evidence::RowFault fault) -> core::Status {
        if (row.ordinal > chosen.back()) return Error{ErrorCode::cancelled, "", "", ""};
        if (!std::binary_search(chosen.begin(), chosen.end(), row.ordinal)) return {};
        SplitRow one{row.ordinal, row.offset, fault, {}};
        for (const auto cell : row.cells) one.cells.emplace_back(cell);
        found.emplace(row.ordinal, std::move(one));
        return {};
      });
  if (!read.has_value() && read.error().code != ErrorCode::cancelled) return read.error();
  return found;
}

PreviewedRow preview_row(const Case& the_case, const OpenItem& open, const MapPreview& read,
                         std::uint64_t ordinal, const SplitRow* row) {
  const bool is_victims = read.mapping.kind == evidence::ItemKind::reports &&
                          the_case.settings.victims != brief::VictimNames::clear;
  PreviewedRow out;
  out.row = ordinal;
  const auto& ordinals = read.batch.ordinals;
  const auto record = std::lower_bound(ordinals.begin(), ordinals.end(), ordinal);
  const bool is_record = record != ordinals.end() && *record == ordinal;
  const std::string name = open.item->label + "#" + std::to_string(ordinal);
  if (row != nullptr &&
      holds_privileged(the_case.settings.privileged, core::join(row->cells, ";"))) {
    out.state = State::closed;
    out.reason = "a contact that the case lists as privileged";
    return out;
  }
  if (!is_record) {
    const auto& quarantined = read.batch.quarantined;
    const auto fault =
        std::find_if(quarantined.begin(), quarantined.end(),
                     [&](const evidence::QuarantinedRow& one) { return one.ordinal == ordinal; });
    out.state = State::quarantined;
    if (fault == quarantined.end()) return out;
    out.fault = fault->kind;
    out.reason = is_victims ? fault->kind + " (see it: cuibono show " + name + ")" : fault->text;
    out.remedy = evidence::remedy_of(fault->kind);
    if (row == nullptr || is_victims) return out;
    for (std::uint32_t column = 0; column < row->cells.size(); ++column)
      if (!row->cells[column].empty()) out.unused.push_back(cell_of(open, *row, column));
    return out;
  }
  if (is_victims) {
    out.state = State::closed;
    out.reason = "a victim's report (see it: cuibono show " + name + ")";
    return out;
  }
  if (row != nullptr)
    take_record(open, *row, read, static_cast<std::size_t>(record - ordinals.begin()), out);
  return out;
}

}  // namespace

core::Result<RowsPreview> preview_rows(const core::RunContext& context, const Case& the_case,
                                       const std::string& label, std::uint64_t rows) {
  CB_TRY(MapPreview read, preview_mapping(context, the_case, label));
  RowsPreview out;
  out.questions = read.mapping.questions;
  out.questions.insert(out.questions.end(), read.batch.questions.begin(),
                       read.batch.questions.end());
  out.account = read.batch.account;
  out.path = read.path;
  const std::vector<std::uint64_t> chosen = chosen_rows(read.batch, rows);
  if (!chosen.empty()) {
    CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
    CB_TRY(const OpenItem open, open_item(the_case, read.item));
    CB_TRY(const auto split, split_chosen(open, chosen));
    bool any_open = false;
    for (const std::uint64_t ordinal : chosen) {
      const auto row = split.find(ordinal);
      out.rows.push_back(
          preview_row(the_case, open, read, ordinal, row == split.end() ? nullptr : &row->second));
      any_open = any_open || !out.rows.back().fields.empty() || !out.rows.back().unused.empty();
    }
    // Rows as received may name a victim: that somebody looked is part of the case's history.
    if (any_open)
      CB_TRY_STATUS(append_audit(the_case, "show",
                                 {{"record", label + "#" + std::to_string(chosen.front()) + "-" +
                                                 std::to_string(chosen.back())}}));
  }
  std::uint64_t shown = 0;
  for (const auto& row : out.rows) shown += row.state == State::quarantined ? 1U : 0U;
  const std::uint64_t all = read.batch.quarantined.size();
  out.quarantined_not_shown = all > shown ? all - shown : 0;
  out.item = std::move(read.item);
  out.mapping = std::move(read.mapping);
  return out;
}

}  // namespace cuibono::investigation
