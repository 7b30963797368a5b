// Rows as received: each reading is a line of the audit before anything is shown, as with `show`, and a row
// with a privileged contact stays closed.
#include <algorithm>
#include <set>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/privileged.h"
#include "investigation/view_row_reading.h"

namespace cuibono::investigation {

using core::Error;
using core::ErrorCode;
using evidence::Field;

namespace {

ViewJson header_json(const OpenItem& open) {
  ViewJson list = ViewJson::array();
  for (std::size_t c = 0; c < open.headers.size(); ++c)
    list.push_back({{"column", header_of(open, c)}, {"field", field_of(open, c)}});
  return list;
}

/// A row that is no data: what it is.
std::string state_of_other(const OpenItem& open, std::uint64_t ordinal) {
  const std::uint64_t header = open.mapping.dialect.header_row;
  if (ordinal == header) return "header";
  return ordinal < header ? "preamble" : "empty";
}

ViewAnswer closed(std::string what, std::string help) {
  return refused(ViewState::closed, {ErrorCode::answered_no, std::move(what), "", std::move(help)});
}

ViewAnswer of_error(const Error& error) {
  const bool is_no_row = error.code == ErrorCode::bad_input && error.where.empty();
  return refused(is_no_row ? ViewState::no_such_thing : ViewState::failed, error);
}

/// Opens the item, lets `read` do its work under the lock of the case, then writes the line of the audit.
/// Nothing is shown where that line cannot be written.
template <class Read>
ViewAnswer read_audited(const RowReading& reading, const std::string& label,
                        const std::string& what, const Read& read) {
  const auto item = std::find_if(reading.the_case.items.begin(), reading.the_case.items.end(),
                                 [&](const auto& one) { return one.label == label; });
  if (item == reading.the_case.items.end()) return no_such("there is no item " + label);
  const std::lock_guard<std::mutex> alone(reading.one_by_one);
  const auto lock = CaseLock::take(reading.the_case.folder);
  if (!lock.has_value())
    return closed("a reading of rows is written to the audit, which is not possible now: " +
                      lock.error().what,
                  lock.error().help);
  const auto open = open_item(reading.the_case, *item);
  if (!open.has_value()) return refused(ViewState::failed, open.error());
  ViewAnswer answer = read(*open);
  if (answer.state != ViewState::found) return answer;
  const auto written = append_audit(reading.the_case, "show", {{"record", what}});
  if (!written.has_value())
    return closed(
        "a reading of rows is written to the audit, which is not possible: " + written.error().what,
        written.error().help);
  return answer;
}

ViewJson findings_on(const RowReading& reading, const std::string& item, std::uint64_t row) {
  ViewJson list = ViewJson::array();
  auto at =
      std::lower_bound(reading.rests_on.begin(), reading.rests_on.end(), RestsOn{item, row, 0});
  for (; at != reading.rests_on.end() && at->item == item && at->row == row; ++at) {
    if (list.size() < records_shown) list.push_back(reading.finding_ids[at->finding]);
  }
  return list;
}

/// A row as it is read again alone: its bytes, or where they are part of a whole its cells in quotes.
std::string alone(const OpenItem& open, const SplitRow& row, const std::string& original) {
  if (open.mapping.dialect.format != evidence::Format::structured) return original;
  const std::vector<std::string_view> cells(row.cells.begin(), row.cells.end());
  return evidence::quote_cells(cells);
}

/// The bytes of a row that was split, without going through the file again.
std::optional<std::string> original_of(const OpenItem& open, const SplitRow& row) {
  evidence::Dialect dialect = open.mapping.dialect;
  if (dialect.format == evidence::Format::structured) return alone(open, row, {});
  dialect.header_row = 0;
  auto original = evidence::read_original_row(open.file.bytes().substr(row.offset), dialect, 1);
  if (!original.has_value()) return std::nullopt;
  return std::move(*original);
}

ViewAnswer one_row(const RowReading& reading, const OpenItem& open, std::uint64_t ordinal,
                   const std::vector<std::string>& find, const std::set<Field>& fields) {
  const auto original =
      evidence::read_original_row(open.file.bytes(), open.mapping.dialect, ordinal);
  if (!original.has_value()) return of_error(original.error());
  const std::string text = evidence::decode_text(*original, open.mapping.dialect.encoding);
  const auto& privileged = reading.the_case.settings.privileged;
  const std::string name = open.item->label + "#" + std::to_string(ordinal);
  if (holds_privileged(privileged, text) || holds_privileged(privileged, *original))
    return closed(name + " holds a contact that the case lists as privileged; it stays closed",
                  "privileged.contacts in case.toml is the list");
  std::uint64_t physical = 0;
  const auto rows = split_rows(open, ordinal, ordinal, physical);
  if (!rows.has_value()) return of_error(rows.error());
  ViewJson json{{"item", open.item->label}, {"name", open.item->name}, {"row", ordinal}};
  json["source"] = open.item->source.empty() ? ViewJson(nullptr) : ViewJson(open.item->source);
  json["sha256"] = open.item->sha256.hex();
  json["received"] =
      open.item->received_us
          ? ViewJson(core::format_time(*open.item->received_us, open.item->received_precision))
          : ViewJson(nullptr);
  json["header"] = header_json(open);
  json["cells"] = ViewJson::array();
  json["original"] = text;
  json["byte_from"] = nullptr;
  json["byte_to"] = nullptr;
  Understood understood;
  if (rows->empty()) {
    understood.state = state_of_other(open, ordinal);
  } else {
    const SplitRow& row = rows->front();
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const auto* column = c < open.column_of.size() ? open.column_of[c] : nullptr;
      const bool marked =
          (column != nullptr && fields.contains(column->field) && !row.cells[c].empty()) ||
          std::any_of(find.begin(), find.end(),
                      [&](const std::string& wanted) { return cell_holds(row.cells[c], wanted); });
      json["cells"].push_back({{"column", header_of(open, c)},
                               {"field", field_of(open, c)},
                               {"text", row.cells[c]},
                               {"marked", marked}});
    }
    // A compressed sheet has no bytes that are this row alone.
    if (open.file.bytes().substr(row.offset, original->size()) == *original) {
      json["byte_from"] = row.offset;
      json["byte_to"] = row.offset + original->size();
    }
    auto read = understand_row(reading.the_case, open, alone(open, row, *original));
    if (!read.has_value()) return refused(ViewState::failed, read.error());
    understood = std::move(*read);
    if (row.fault != evidence::RowFault::none && understood.reason.empty())
      understood.reason = std::string(evidence::row_fault_name(row.fault));
  }
  json["state"] = understood.state;
  json["reason"] = understood.reason.empty() ? ViewJson(nullptr) : ViewJson(understood.reason);
  json["understood"] = std::move(understood.fields);
  json["findings"] = findings_on(reading, open.item->label, ordinal);
  json["audited"] = true;
  return found(dump_view(json));
}

ViewAnswer some_rows(const RowReading& reading, const OpenItem& open, std::uint64_t first,
                     std::uint64_t limit) {
  const std::uint64_t last = first + limit - 1;
  std::uint64_t physical = 0;
  const auto split = split_rows(open, first, last, physical);
  if (!split.has_value()) return of_error(split.error());
  std::map<std::uint64_t, const SplitRow*> by_ordinal;
  for (const auto& row : *split) by_ordinal[row.ordinal] = &row;
  // Behind the last data row nothing follows; where reading went on, all rows asked for are there.
  const std::uint64_t end = physical > 0 ? std::min(last, physical) : last;
  ViewJson list = ViewJson::array();
  for (std::uint64_t ordinal = first; ordinal <= end; ++ordinal) {
    ViewJson row{{"row", ordinal}, {"state", "record"}, {"reason", nullptr}};
    row["cells"] = ViewJson::array();
    const auto at = by_ordinal.find(ordinal);
    if (at == by_ordinal.end()) {
      row["state"] = state_of_other(open, ordinal);
      list.push_back(std::move(row));
      continue;
    }
    const SplitRow& one = *at->second;
    if (holds_privileged(reading.the_case.settings.privileged, core::join(one.cells, ";"))) {
      row["state"] = "closed";
      row["reason"] = "a contact that the case lists as privileged";
      list.push_back(std::move(row));
      continue;
    }
    for (std::size_t c = 0; c < one.cells.size(); ++c)
      row["cells"].push_back(
          {{"text", one.cells[c]}, {"column", header_of(open, c)}, {"field", field_of(open, c)}});
    if (one.fault != evidence::RowFault::none) {
      row["state"] = "quarantined";
      row["reason"] = std::string(evidence::row_fault_name(one.fault));
    } else {
      const auto original = original_of(open, one);
      if (original.has_value()) {
        const auto read = understand_row(reading.the_case, open, *original);
        if (!read.has_value()) return refused(ViewState::failed, read.error());
        row["state"] = read->state;
        if (!read->reason.empty()) row["reason"] = read->reason;
      }
    }
    list.push_back(std::move(row));
  }
  return found(dump_view(list));
}

}  // namespace

ViewAnswer answer_row(const RowReading& reading, ViewQuery& query, const std::string& item,
                      const std::string& row) {
  query.know({"find", "field"});
  std::set<Field> fields;
  for (const auto& text : query.texts("field")) {
    for (const auto word : core::split(text, ',')) {
      const auto wanted = wanted_fields(word);
      if (wanted.empty())
        query.refuse("there is no field \"" + std::string(word) + "\"",
                     "known: amount, time, caller, payer, and the words of docs/mapping.md");
      fields.insert(wanted.begin(), wanted.end());
    }
  }
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  const auto ordinal = core::parse_uint64(row);
  if (!ordinal || *ordinal == 0)
    return no_such("\"" + row + "\" does not name a row", "the first row is 1");
  return read_audited(reading, item, item + "#" + std::to_string(*ordinal),
                      [&](const OpenItem& open) {
                        return one_row(reading, open, *ordinal, query.texts("find"), fields);
                      });
}

ViewAnswer answer_rows(const RowReading& reading, ViewQuery& query, const std::string& item) {
  query.know({"offset", "limit", "around"});
  constexpr std::uint64_t rows_usual = 50;
  const std::uint64_t limit =
      std::max<std::uint64_t>(1, query.number("limit", rows_usual, list_most));
  std::uint64_t offset = query.number("offset", 0, evidence::RecordRef::ordinal_max);
  if (query.has("around")) {
    const std::uint64_t row = query.number("around", 1, evidence::RecordRef::ordinal_max);
    offset = row > limit / 2 ? row - limit / 2 - 1 : 0;
  }
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  const std::string what =
      item + "#" + std::to_string(offset + 1) + "-" + std::to_string(offset + limit);
  return read_audited(reading, item, what, [&](const OpenItem& open) {
    ViewAnswer rows = some_rows(reading, open, offset + 1, limit);
    if (rows.state != ViewState::found) return rows;
    const auto total = reading.rows_of.find(item);
    ViewJson list = ViewJson::parse(rows.json, nullptr, false);
    ViewJson json{{"total", total == reading.rows_of.end() ? 0 : total->second},
                  {"shown", list.size()}};
    json["omitted_because"] =
        json["total"] == list.size() ? ViewJson(nullptr) : ViewJson("rows are shown in pages");
    json["offset"] = offset;
    json["header"] = header_json(open);
    json["rows"] = std::move(list);
    return found(dump_view(json));
  });
}

}  // namespace cuibono::investigation
