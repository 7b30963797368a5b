// show: one thing and why it is believed.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/index.h"
#include "investigation/investigation.h"
#include "investigation/privileged.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

constexpr std::size_t search_most = 20;

core::Result<std::string> show_row(const Case& the_case, const evidence::Item& item,
                                   std::uint64_t ordinal) {
  // Two who look at once would both write the next line of the audit.
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  const std::string path = the_case.path_of(item);
  CB_TRY(const MappedFile file, MappedFile::open(path));
  CB_TRY_STATUS(check_bytes(item, file.bytes(), path));
  CB_TRY(const auto mapping, mapping_of(the_case, item, file.bytes()));
  CB_TRY(const std::string row,
         evidence::read_original_row(file.bytes(), mapping.dialect, ordinal));
  if (holds_privileged(the_case.settings.privileged, row)) {
    return Error{ErrorCode::answered_no,
                 item.label + "#" + std::to_string(ordinal) +
                     " holds a contact that the case lists as privileged; it stays closed",
                 "", "privileged.contacts in case.toml is the list"};
  }
  // A row as received may name a victim: that somebody looked is part of the case's history.
  CB_TRY_STATUS(
      append_audit(the_case, "show", {{"record", item.label + "#" + std::to_string(ordinal)}}));
  std::string text = item.label + "#" + std::to_string(ordinal) + "   " + item.name + "\n";
  text += "source   " + (item.source.empty() ? "not stated" : item.source) + "\n";
  text += "sha256   " + item.sha256.hex() + "\n";
  text += "row      " + row + "\n";
  return text;
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
  line("mapping       ", exists(mapping_path(the_case, item))
                             ? mapping_path(the_case, item)
                             : std::string("made by the next run"));
  return text;
}

}  // namespace

core::Result<std::string> show_thing(const Case& the_case, const std::string& what) {
  const auto mark = what.find('#');
  const std::string label = what.substr(0, mark);
  const auto item = std::find_if(the_case.items.begin(), the_case.items.end(),
                                 [&](const auto& one) { return one.label == label; });
  if (item != the_case.items.end()) {
    if (mark == std::string::npos) return show_item(the_case, *item);
    const auto ordinal = core::parse_uint64(std::string_view(what).substr(mark + 1));
    if (!ordinal || *ordinal == 0) {
      return Error{ErrorCode::usage, "\"" + what + "\" does not name a row", "",
                   "write an item and a row, the first row being 1: " + label + "#17"};
    }
    return show_row(the_case, *item, *ordinal);
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
