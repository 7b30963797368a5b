// show: one thing and why it is believed.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "investigation/audit.h"
#include "investigation/cell_places.h"
#include "investigation/files.h"
#include "investigation/index.h"
#include "investigation/investigation.h"
#include "investigation/privileged.h"
#include "investigation/show_intake.h"
#include "investigation/show_mentions.h"
#include "investigation/take_in.h"
#include "investigation/view_row_reading.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

constexpr std::size_t search_most = 20;

/// A row as received, with the places of its cells.
struct ShownRow {
  OpenItem open;
  std::uint64_t ordinal = 0;
  std::string original, text;  ///< bytes as received; the same, readable
  std::optional<std::uint64_t> byte_from;
  std::vector<std::string> cells;
  std::vector<CellPlace> places;  ///< [cells]
  std::vector<bool> is_marked;    ///< [cells]
};

/// Where in the file the row stands: the sheet or member, and the bytes where it has any of its own.
std::string place_of(const ShownRow& shown) {
  std::string text;
  const evidence::Item& item = *shown.open.item;
  if (!item.part.empty())
    text += std::string(item.is_table ? "table" : "member") + " \"" + item.part + "\", ";
  text += "row " + std::to_string(shown.ordinal);
  if (shown.byte_from)
    text += ", bytes " + std::to_string(*shown.byte_from) + " to " +
            std::to_string(*shown.byte_from + shown.original.size());
  return text;
}

std::string place_of(const CellPlace& place) {
  std::string text = place.name;
  if (place.from)
    text += (text.empty() ? "" : ", ") + std::string("bytes ") + std::to_string(*place.from) +
            " to " + std::to_string(*place.to);
  return text;
}

/// Whether a person means this column: by its header, its field or its number.
bool is_meant(const OpenItem& open, std::size_t column, const std::string& meant) {
  if (meant.empty()) return false;
  const ViewJson field = field_of(open, column);
  return meant == header_of(open, column) || meant == std::to_string(column + 1) ||
         (field.is_string() && meant == field.get<std::string>());
}

/// In      ordinal of the row; meant: a column to mark, by header, field or number; may be empty.
/// Errors  as show_thing.
core::Result<ShownRow> read_row(const Case& the_case, const evidence::Item& item,
                                std::uint64_t ordinal, const std::string& meant) {
  // Two who look at once would both write the next line of the audit.
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  ShownRow shown;
  shown.ordinal = ordinal;
  CB_TRY(shown.open, open_item(the_case, item));
  const OpenItem& open = shown.open;
  CB_TRY(shown.original,
         evidence::read_original_row(open.file.bytes(), open.mapping.dialect, ordinal));
  shown.text = evidence::decode_text(shown.original, open.mapping.dialect.encoding);
  const auto& privileged = the_case.settings.privileged;
  if (holds_privileged(privileged, shown.original) || holds_privileged(privileged, shown.text)) {
    return Error{ErrorCode::answered_no,
                 item.label + "#" + std::to_string(ordinal) +
                     " holds a contact that the case lists as privileged; it stays closed",
                 "", "privileged.contacts in case.toml is the list"};
  }
  std::uint64_t physical = 0;
  CB_TRY(auto rows, split_rows(open, ordinal, ordinal, physical));
  if (!rows.empty()) {
    const SplitRow& row = rows.front();
    const bool has_bytes =
        !shown.original.empty() &&
        open.file.bytes().substr(row.offset, shown.original.size()) == shown.original;
    if (has_bytes) shown.byte_from = row.offset;
    shown.places = find_cell_places(open, row, shown.original);
    shown.cells = std::move(rows.front().cells);
    bool any = meant.empty();
    for (std::size_t c = 0; c < shown.cells.size(); ++c) {
      shown.is_marked.push_back(is_meant(open, c, meant));
      any = any || shown.is_marked.back();
    }
    if (!any)
      return Error{ErrorCode::answered_no,
                   "no column of " + item.label + " is called \"" + meant + "\"", "",
                   "its columns: " + core::join(open.headers, ", ")};
  }
  // A row as received may name a victim: that somebody looked is part of the case's history.
  CB_TRY_STATUS(
      append_audit(the_case, "show", {{"record", item.label + "#" + std::to_string(ordinal)}}));
  return shown;
}

/// The row with marks around the cells that are meant, where they stand in it.
std::string row_with_marks(const ShownRow& shown) {
  constexpr std::string_view opens = "\xE2\x9F\xA6", closes = "\xE2\x9F\xA7";
  const evidence::Encoding encoding = shown.open.mapping.dialect.encoding;
  std::string bytes_left = shown.text;
  for (std::size_t c = shown.places.size(); c-- > 0;) {
    const CellPlace& place = shown.places[c];
    if (!shown.is_marked[c] || !place.from || !shown.byte_from) continue;
    // The marks go into the readable text, whose places follow from the bytes before them.
    const std::string before = evidence::decode_text(
        std::string_view(shown.original).substr(0, *place.from - *shown.byte_from), encoding);
    const std::string inside =
        evidence::decode_text(std::string_view(shown.original)
                                  .substr(*place.from - *shown.byte_from, *place.to - *place.from),
                              encoding);
    if (bytes_left.substr(before.size(), inside.size()) != inside) continue;
    bytes_left.insert(before.size() + inside.size(), closes);
    bytes_left.insert(before.size(), opens);
  }
  return bytes_left;
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::size_t most = 64;
  std::string text;
  for (const char c : bytes.substr(0, most)) {
    const auto byte = static_cast<unsigned char>(c);
    text += text.empty() ? "" : " ";
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return bytes.size() > most ? text + " …" : text;
}

std::string row_in_words(const evidence::Item& item, const ShownRow& shown) {
  std::string text = item.label + "#" + std::to_string(shown.ordinal) + "   " + item.name + "\n";
  text += "source   " + (item.source.empty() ? "not stated" : item.source) + "\n";
  text += "sha256   " + item.sha256.hex() + "\n";
  if (shown.cells.empty()) return text + "row      " + shown.text + "\n";
  text += "place    " + place_of(shown) + "\n";
  if (shown.byte_from)
    text += "encoding " +
            std::string(evidence::encoding_name(shown.open.mapping.dialect.encoding)) + "\n";
  text += "row      " + row_with_marks(shown) + "\n";
  text += "cells\n";
  for (std::size_t c = 0; c < shown.cells.size(); ++c) {
    const ViewJson field = field_of(shown.open, c);
    const std::string place = place_of(shown.places[c]);
    text += (shown.is_marked[c] ? "> " : "  ") + std::to_string(c + 1) + "  " +
            header_of(shown.open, c) +
            (field.is_string() ? " (" + field.get<std::string>() + ")" : std::string()) + ": " +
            shown.cells[c] + (place.empty() ? "" : "   [" + place + "]") + "\n";
    const CellPlace& bytes = shown.places[c];
    if (shown.is_marked[c] && bytes.from)
      text += "     " +
              hex_of(shown.open.file.bytes().substr(*bytes.from, *bytes.to - *bytes.from)) + "\n";
  }
  return text;
}

std::string row_json(const Case& the_case, const evidence::Item& item, const ShownRow& shown) {
  ViewJson json{{"record", item.label + "#" + std::to_string(shown.ordinal)},
                {"item", item.label},
                {"name", item.name},
                {"source", item.source.empty() ? ViewJson() : ViewJson(item.source)},
                {"sha256", item.sha256.hex()},
                {"part", item.part.empty() ? ViewJson() : ViewJson(item.part)},
                {"row", shown.ordinal}};
  json["encoding"] = evidence::encoding_name(shown.open.mapping.dialect.encoding);
  json["byte_from"] = shown.byte_from ? ViewJson(*shown.byte_from) : ViewJson();
  json["byte_to"] =
      shown.byte_from ? ViewJson(*shown.byte_from + shown.original.size()) : ViewJson();
  json["original"] = shown.text;
  json["cells"] = ViewJson::array();
  for (std::size_t c = 0; c < shown.cells.size(); ++c) {
    const CellPlace& place = shown.places[c];
    ViewJson cell{{"column", c + 1},
                  {"header", header_of(shown.open, c)},
                  {"field", field_of(shown.open, c)},
                  {"text", shown.cells[c]},
                  {"place", place.name.empty() ? ViewJson() : ViewJson(place.name)}};
    cell["byte_from"] = place.from ? ViewJson(*place.from) : ViewJson();
    cell["byte_to"] = place.to ? ViewJson(*place.to) : ViewJson();
    cell["marked"] = static_cast<bool>(shown.is_marked[c]);
    json["cells"].push_back(std::move(cell));
  }
  json["mentions"] = mentions_as_json(the_case, item.label, shown.ordinal);
  return dump_view(json);
}

using Told = std::vector<std::pair<std::string, std::string>>;

/// What is stated of an item, by key; empty: not stated.
Told told_of(const Case& the_case, const evidence::Item& item) {
  Told told{
      {"source", item.source},
      {"jurisdiction", item.jurisdiction},
      {"received", item.received_us ? core::format_time(*item.received_us, item.received_precision)
                                    : std::string()},
      {"custodian", item.custodian},
      {"grade", item.reliability},
      {"credibility", item.credibility},
      {"handling", item.handling},
      {"legal basis", item.legal_basis},
      {"sha256", item.sha256.hex()},
      {"bytes", std::to_string(item.bytes)},
      {"path", item.path}};
  if (item.parent) told.emplace_back(item.is_table ? "table" : "member", item.part);
  if (item.parent) told.emplace_back("of", item.parent->hex());
  for (const auto& lost : item.lost) told.emplace_back("lost", lost);
  told.emplace_back("mapping", exists(mapping_path(the_case, item))
                                   ? mapping_path(the_case, item)
                                   : std::string("made by the next run"));
  return told;
}

std::string item_in_words(const Case& the_case, const evidence::Item& item) {
  constexpr std::size_t width = 14;
  std::string text = item.label + "   " + item.name + "\n";
  for (auto [key, value] : told_of(the_case, item)) {
    key.resize(width, ' ');
    text += key + (value.empty() ? "not stated" : value) + "\n";
  }
  return text;
}

std::string item_json(const Case& the_case, const evidence::Item& item) {
  ViewJson json{{"item", item.label}, {"name", item.name}, {"lost", ViewJson::array()}};
  for (auto [key, value] : told_of(the_case, item)) {
    std::replace(key.begin(), key.end(), ' ', '_');
    if (key == "lost")
      json["lost"].push_back(value);
    else if (key == "bytes")
      json[key] = item.bytes;
    else
      json[key] = value.empty() ? ViewJson() : ViewJson(value);
  }
  json["mentions"] = mentions_as_json(the_case, item.label, std::nullopt);
  return dump_view(json);
}

/// An item or a row that is asked for by its name: "E0003", "E0003#17", "E0003#17:Amount".
struct Asked {
  const evidence::Item* item = nullptr;  ///< null: no item is called so
  std::optional<std::uint64_t> row;
  std::string column;
};
core::Result<Asked> find_asked(const Case& the_case, const std::string& what) {
  Asked asked;
  const auto mark = what.find('#');
  const std::string label = what.substr(0, mark);
  const auto item = std::find_if(the_case.items.begin(), the_case.items.end(),
                                 [&](const auto& one) { return one.label == label; });
  if (item == the_case.items.end()) return asked;
  asked.item = &*item;
  if (mark == std::string::npos) return asked;
  const auto colon = what.find(':', mark);
  if (colon != std::string::npos) asked.column = what.substr(colon + 1);
  asked.row = core::parse_uint64(std::string_view(what).substr(0, colon).substr(mark + 1));
  if (asked.row && *asked.row > 0) return asked;
  return Error{ErrorCode::usage, "\"" + what + "\" does not name a row", "",
               "write an item and a row, the first row being 1: " + label + "#17, or " + label +
                   "#17:Column to mark a cell"};
}

core::Error nothing_known(const Case& the_case, const std::string& what) {
  return {ErrorCode::answered_no, "nothing is known by \"" + what + "\"", "",
          exists(the_case.path("case.sqlite")) ? "try another spelling, or a word of a finding"
                                               : "run first: cuibono run"};
}

}  // namespace

core::Result<std::string> show_thing(const Case& the_case, const std::string& what) {
  if (what == "intake") return show_intake(the_case);
  CB_TRY(const Asked asked, find_asked(the_case, what));
  if (asked.item != nullptr && !asked.row) {
    return item_in_words(the_case, *asked.item) +
           mentions_in_words(the_case, asked.item->label, std::nullopt);
  }
  if (asked.item != nullptr) {
    CB_TRY(const ShownRow shown, read_row(the_case, *asked.item, *asked.row, asked.column));
    return row_in_words(*asked.item, shown) +
           mentions_in_words(the_case, asked.item->label, asked.row);
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
  if (found.empty()) return nothing_known(the_case, what);
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

core::Result<std::vector<std::string>> show_objects(const Case& the_case, const std::string& what) {
  if (what == "intake") return intake_objects(the_case);
  CB_TRY(const Asked asked, find_asked(the_case, what));
  if (asked.item != nullptr && !asked.row)
    return std::vector<std::string>{item_json(the_case, *asked.item)};
  if (asked.item != nullptr) {
    CB_TRY(const ShownRow shown, read_row(the_case, *asked.item, *asked.row, asked.column));
    return std::vector<std::string>{row_json(the_case, *asked.item, shown)};
  }
  std::vector<std::string> objects;
  CB_TRY(const auto exact, find_in_index(the_case, what));
  for (const auto& entry : exact) objects.push_back(dump_view(ViewJson::parse(entry.json)));
  if (!objects.empty()) return objects;
  CB_TRY(const auto found, search_index(the_case, what));
  if (found.empty()) return nothing_known(the_case, what);
  for (std::size_t i = 0; i < std::min(search_most, found.size()); ++i)
    objects.push_back(
        dump_view({{"kind", found[i].kind}, {"id", found[i].id}, {"text", found[i].text}}));
  return objects;
}

}  // namespace cuibono::investigation
