#include "investigation/custody.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "investigation/files.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

/// Item label → hash of its manifest line, as the audit saw them added.
std::map<std::string, std::string> added_lines(const std::vector<AuditLine>& audit) {
  std::map<std::string, std::string> lines;
  for (const auto& line : audit) {
    const auto entry = nlohmann::json::parse(line.entry, nullptr, false);
    const auto text = [&](const char* key) {
      const auto found = entry.find(key);
      return found == entry.end() || !found->is_string() ? std::string()
                                                         : found->get<std::string>();
    };
    if (entry.is_object() && text("op") == "add")
      lines[text("item")] = text("manifest_line_sha256");
  }
  return lines;
}

/// Item label → hash of its line as it stands in the manifest now, byte for byte.
std::map<std::string, std::string> manifest_lines(const Case& the_case) {
  std::map<std::string, std::string> lines;
  const auto text = read_file(the_case.path("evidence/manifest.jsonl"));
  if (!text.has_value()) return lines;
  for (const auto line : core::split(*text, '\n')) {
    const auto item = item_from_json(line, "");
    if (item.has_value()) lines[item->label] = core::sha256(line).hex();
  }
  return lines;
}

}  // namespace

std::vector<CustodyFault> find_custody_faults(const Case& the_case,
                                              const std::vector<AuditLine>& audit) {
  const auto added = added_lines(audit);
  const auto written = manifest_lines(the_case);
  std::vector<CustodyFault> faults;
  for (const auto& item : the_case.items) {
    const auto stated = added.find(item.label);
    if (stated == added.end()) {
      faults.push_back(
          {true, "the manifest holds " + item.label + " (" + item.name +
                     "), which the audit never saw added: an add was stopped half way, "
                     "or somebody wrote the line"});
    } else if (const auto now = written.find(item.label);
               now == written.end() || now->second != stated->second) {
      faults.push_back({false, "the manifest line of " + item.label +
                                   " is not the one that the audit saw added"});
    }
  }
  std::set<std::string_view> held;
  for (const auto& item : the_case.items) held.insert(item.label);
  for (const auto& [label, hash] : added) {
    if (!held.contains(label))
      faults.push_back({false, label + " was added, but the manifest has lost it"});
  }
  return faults;
}

core::Status check_custody(const Case& the_case) {
  CB_TRY(const auto audit, read_audit(the_case));
  const auto faults = find_custody_faults(the_case, audit);
  if (faults.empty()) return {};
  const auto& first = faults.front();
  return Error{
      ErrorCode::integrity, first.text, the_case.path("evidence/manifest.jsonl"),
      first.is_interruption
          ? "add the file again, which finishes what was stopped; then run"
          : "restore the manifest from a copy; `cuibono verify` lists all that does not fit"};
}

}  // namespace cuibono::investigation
