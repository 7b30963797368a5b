// show: one thing and why it is believed.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/index.h"
#include "investigation/investigation.h"
#include "investigation/privileged.h"
#include "investigation/show_intake.h"
#include "investigation/take_in.h"
#include "investigation/view_row_reading.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

constexpr std::size_t search_most = 20;

/// Where in the file the row stands: the sheet or member, and the bytes where it has any of its own.
std::string place_of(const OpenItem& open, const SplitRow& row, std::string_view original) {
  std::string text;
  if (!open.item->part.empty())
    text +=
        std::string(open.item->is_table ? "table" : "member") + " \"" + open.item->part + "\", ";
  text += "row " + std::to_string(row.ordinal);
  if (open.file.bytes().substr(row.offset, original.size()) == original && !original.empty())
    text += ", bytes " + std::to_string(row.offset) + " to " +
            std::to_string(row.offset + original.size());
  return text;
}

/// Whether a person means this column: by its header, its field or its number.
bool is_meant(const OpenItem& open, std::size_t column, const std::string& meant) {
  if (meant.empty()) return false;
  const ViewJson field = field_of(open, column);
  return meant == header_of(open, column) || meant == std::to_string(column + 1) ||
         (field.is_string() && meant == field.get<std::string>());
}

/// Each cell under its header, with what it is taken for; the one that is meant has a mark.
core::Result<std::string> cells_in_words(const OpenItem& open, const SplitRow& row,
                                         const std::string& meant) {
  std::string text = "cells\n";
  bool any = meant.empty();
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    const ViewJson field = field_of(open, c);
    const bool is_marked = is_meant(open, c, meant);
    any = any || is_marked;
    text += (is_marked ? "> " : "  ") + std::to_string(c + 1) + "  " + header_of(open, c) +
            (field.is_string() ? " (" + field.get<std::string>() + ")" : std::string()) + ": " +
            row.cells[c] + "\n";
  }
  if (any) return text;
  return Error{ErrorCode::answered_no,
               "no column of " + open.item->label + " is called \"" + meant + "\"", "",
               "its columns: " + core::join(open.headers, ", ")};
}

/// In      ordinal of the row; meant: a column to mark, by header, field or number; may be empty.
core::Result<std::string> show_row(const Case& the_case, const evidence::Item& item,
                                   std::uint64_t ordinal, const std::string& meant) {
  // Two who look at once would both write the next line of the audit.
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY(const OpenItem open, open_item(the_case, item));
  CB_TRY(const std::string row,
         evidence::read_original_row(open.file.bytes(), open.mapping.dialect, ordinal));
  if (holds_privileged(the_case.settings.privileged, row)) {
    return Error{ErrorCode::answered_no,
                 item.label + "#" + std::to_string(ordinal) +
                     " holds a contact that the case lists as privileged; it stays closed",
                 "", "privileged.contacts in case.toml is the list"};
  }
  std::uint64_t physical = 0;
  CB_TRY(const auto rows, split_rows(open, ordinal, ordinal, physical));
  std::string cells, place;
  if (!rows.empty()) {
    CB_TRY(cells, cells_in_words(open, rows.front(), meant));
    place = "place    " + place_of(open, rows.front(), row) + "\n";
  }
  // A row as received may name a victim: that somebody looked is part of the case's history.
  CB_TRY_STATUS(
      append_audit(the_case, "show", {{"record", item.label + "#" + std::to_string(ordinal)}}));
  std::string text = item.label + "#" + std::to_string(ordinal) + "   " + item.name + "\n";
  text += "source   " + (item.source.empty() ? "not stated" : item.source) + "\n";
  text += "sha256   " + item.sha256.hex() + "\n" + place;
  text += "row      " + evidence::decode_text(row, open.mapping.dialect.encoding) + "\n";
  return text + cells;
}

core::Result<std::string> show_item(const Case& the_case, const evidence::Item& item) {
  std::string text = item.label + "   " + item.name + "\n";
  const auto line = [&](const char* key, const std::string& value) {
    text += std::string(key) + (value.empty() ? "not stated" : value) + "\n";
  };
  line("source        ", item.source);
  line("jurisdiction  ", item.jurisdiction);
  line("received      ", item.received_us
                             ? core::format_time(*item.received_us, item.received_precision)
                             : std::string());
  line("custodian     ", item.custodian);
  line("grade         ", item.reliability);
  line("credibility   ", item.credibility);
  line("handling      ", item.handling);
  line("legal basis   ", item.legal_basis);
  line("sha256        ", item.sha256.hex());
  line("bytes         ", std::to_string(item.bytes));
  line("path          ", item.path);
  if (item.parent) line(item.is_table ? "table         " : "member        ", item.part);
  if (item.parent) line("of            ", item.parent->hex());
  for (const auto& lost : item.lost) line("lost          ", lost);
  line("mapping       ", exists(mapping_path(the_case, item))
                             ? mapping_path(the_case, item)
                             : std::string("made by the next run"));
  return text;
}

}  // namespace

core::Result<std::string> show_thing(const Case& the_case, const std::string& what) {
  if (what == "intake") return show_intake(the_case);
  const auto mark = what.find('#');
  const std::string label = what.substr(0, mark);
  const auto item = std::find_if(the_case.items.begin(), the_case.items.end(),
                                 [&](const auto& one) { return one.label == label; });
  if (item != the_case.items.end()) {
    if (mark == std::string::npos) return show_item(the_case, *item);
    const auto colon = what.find(':', mark);
    const std::string meant = colon == std::string::npos ? "" : what.substr(colon + 1);
    const auto ordinal =
        core::parse_uint64(std::string_view(what).substr(0, colon).substr(mark + 1));
    if (!ordinal || *ordinal == 0) {
      return Error{ErrorCode::usage, "\"" + what + "\" does not name a row", "",
                   "write an item and a row, the first row being 1: " + label + "#17, or " + label +
                       "#17:Column to mark a cell"};
    }
    return show_row(the_case, *item, *ordinal, meant);
  }
  CB_TRY(const auto exact, find_in_index(the_case, what));
  if (!exact.empty()) {
    std::string text;
    for (const auto& entry : exact) {
      text += entry.kind + " " + entry.id + "\n" + Json::parse(entry.json).dump(2) + "\n";
    }
    return text;
  }
  CB_TRY(const auto found, search_index(the_case, what));
  if (found.empty()) {
    return Error{ErrorCode::answered_no, "nothing is known by \"" + what + "\"", "",
                 exists(the_case.path("case.sqlite"))
                     ? "try another spelling, or a word of a finding"
                     : "run first: cuibono run"};
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(search_most, found.size()); ++i) {
    const auto& entry = found[i];
    std::string first(core::cut_utf8(entry.text, 160));
    std::replace(first.begin(), first.end(), '\n', ' ');
    text += entry.kind + "  " + entry.id + "  " + first + "\n";
  }
  if (found.size() > search_most) {
    text += "shown " + std::to_string(search_most) + " of " + std::to_string(found.size()) +
            ": the best fits; more words narrow it\n";
  }
  return text;
}

}  // namespace cuibono::investigation
