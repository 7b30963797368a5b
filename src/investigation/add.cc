// add: a file becomes an item. Copy, sync, one line in the manifest, one line in the audit.
#include <sys/stat.h>
#include <toml++/toml.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "investigation/add_parts.h"
#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/investigation.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

constexpr std::string_view sidecar_suffix = ".meta.toml";

/// Files to take in: those named, and those below named folders, in order of name.
core::Result<std::vector<std::string>> find_files(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::error_code code;
    if (!fs::exists(path, code)) {
      return Error{ErrorCode::bad_input, "there is no such file or folder", path, "check the path"};
    }
    if (!fs::is_directory(path, code)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> below;
    for (fs::recursive_directory_iterator it(path, code), end; !code && it != end;
         it.increment(code)) {
      const std::string name = it->path().filename().string();
      if (name.starts_with(".")) {
        if (it->is_directory(code)) it.disable_recursion_pending();
        continue;
      }
      if (it->is_regular_file(code) && !name.ends_with(sidecar_suffix)) {
        below.push_back(it->path().string());
      }
    }
    if (code)
      return Error{ErrorCode::bad_input, "cannot read the folder: " + code.message(), path, ""};
    std::sort(below.begin(), below.end());
    files.insert(files.end(), below.begin(), below.end());
  }
  return files;
}

/// Fills what the request leaves open from FILE.meta.toml.
core::Status read_sidecar(const std::string& path, AddRequest& stated) {
  const std::string sidecar = path + std::string(sidecar_suffix);
  if (!exists(sidecar)) return {};
  CB_TRY(const std::string text, read_file(sidecar));
  struct Key {
    const char* name;
    std::string* value;
  };
  const std::vector<Key> keys = {{"source", &stated.source},
                                 {"custodian", &stated.custodian},
                                 {"jurisdiction", &stated.jurisdiction},
                                 {"received", &stated.received},
                                 {"grade", &stated.reliability},
                                 {"credibility", &stated.credibility},
                                 {"handling", &stated.handling},
                                 {"legal_basis", &stated.legal_basis},
                                 {"kind", &stated.kind}};
  try {
    const toml::table table = toml::parse(text, sidecar);
    for (const auto& [name, value] : table) {
      const auto known = std::find_if(keys.begin(), keys.end(),
                                      [&](const Key& key) { return name.str() == key.name; });
      if (known == keys.end()) {
        return Error{ErrorCode::bad_input, "unknown key \"" + std::string(name.str()) + "\"",
                     sidecar,
                     "known: source custodian jurisdiction received grade credibility handling "
                     "legal_basis kind"};
      }
      if (!known->value->empty()) continue;  // what was given on the command line wins
      if (const auto text_value = value.value<std::string>()) {
        *known->value = *text_value;
      } else if (const auto date = value.value<toml::date>()) {
        char buffer[16];
        std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", static_cast<int>(date->year),
                      static_cast<int>(date->month), static_cast<int>(date->day));
        *known->value = buffer;
      } else {
        return Error{ErrorCode::bad_input, "\"" + std::string(name.str()) + "\" is not a text",
                     sidecar, "write it between quotation marks"};
      }
    }
  } catch (const toml::parse_error& fault) {
    return Error{ErrorCode::bad_input, "not TOML: " + std::string(fault.description()), sidecar,
                 ""};
  }
  return {};
}

core::Result<evidence::Item> describe(const std::string& path, const AddRequest& stated) {
  evidence::Item item;
  item.name = std::filesystem::path(path).filename().string();
  item.source = stated.source;
  item.custodian = stated.custodian;
  item.jurisdiction = stated.jurisdiction;
  item.reliability = stated.reliability;
  item.credibility = stated.credibility;
  item.handling = stated.handling;
  item.legal_basis = stated.legal_basis;
  if (!stated.received.empty()) {
    const auto received = core::parse_rfc3339(stated.received);
    if (!received) {
      return Error{ErrorCode::bad_input, "\"" + stated.received + "\" is not a date", path,
                   "write the received date as 2025-05-04"};
    }
    item.received_us = received->time_us;
    item.received_precision = received->precision;
  }
  if (!stated.kind.empty()) {
    item.kind = evidence::find_item_kind(stated.kind);
    if (!item.kind) {
      return Error{
          ErrorCode::bad_input, "\"" + stated.kind + "\" is not a kind of item", path,
          "one of: calls transfers chain reports subscribers persons companies watchlist tags "
          "ties document archive other"};
    }
  }
  return item;
}

/// A name that is safe on any file system: letters, digits, dot, hyphen, underscore.
std::string safe_name(const std::string& name) {
  std::string safe;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '-' || c == '_';
    safe += plain ? c : '_';
  }
  return safe.size() > 100 ? safe.substr(safe.size() - 100) : safe;
}

std::string label_of(std::uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return "E" + digits;
}

/// What stands in an audit entry behind `mark`, as far as the next quotation mark; empty: no mark.
std::string_view text_after(std::string_view mark, std::string_view entry) {
  const auto at = entry.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = entry.substr(at + mark.size());
  return rest.substr(0, rest.find('"'));
}

/// Numbers that no item has, from the lowest. An add that was stopped in a container leaves parts behind
/// whose file is not in yet: the numbers between them are given again in their order, so that the next
/// add of the same files ends in the case that it would have made at once.
class FreeNumbers {
 public:
  FreeNumbers(const Case& the_case, const AuditChain& audit) {
    for (const auto& item : the_case.items)
      if (const auto number = core::parse_uint64(std::string_view(item.label).substr(1)))
        used_.insert(*number);
    for (const auto& line : audit.lines())
      if (const auto number = core::parse_uint64(text_after("\"item\":\"E", line.entry)))
        used_.insert(*number);
  }
  std::uint64_t take() {
    while (used_.contains(next_)) ++next_;
    return next_++;
  }

 private:
  std::set<std::uint64_t> used_;
  std::uint64_t next_ = 1;
};

/// The manifest line first, then the audit: a line without its audit entry is completed here, so
/// that an add that was killed between the two is finished by the next one.
core::Status complete_audit(const Case& the_case, AuditChain& audit) {
  std::set<std::string, std::less<>> told;
  for (const auto& line : audit.lines()) told.emplace(text_after("\"sha256\":\"", line.entry));
  for (const auto& item : the_case.items) {
    if (told.contains(item.sha256.hex())) continue;
    CB_TRY_STATUS(
        audit.append("add", {{"item", item.label},
                             {"sha256", item.sha256.hex()},
                             {"manifest_line_sha256", core::sha256(item_to_json(item)).hex()},
                             {"note", "completed after an interruption"}}));
  }
  return {};
}

/// One line in the manifest, one in the audit.
core::Status enter_item(Case& the_case, AuditChain& audit, evidence::Item& item) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  item.added_us =
      std::chrono::duration_cast<std::chrono::seconds>(now).count() * core::us_per_second;
  const std::string line = item_to_json(item);
  CB_TRY_STATUS(append_line(the_case.path("evidence/manifest.jsonl"), line));
  the_case.items.push_back(item);
  return audit.append("add", {{"item", item.label},
                              {"name", item.name},
                              {"sha256", item.sha256.hex()},
                              {"manifest_line_sha256", core::sha256(line).hex()}});
}

core::Status copy_in(const Case& the_case, std::string_view bytes, evidence::Item& item) {
  item.path = "evidence/" + item.label + "_" + safe_name(item.name);
  const std::string target = the_case.path(item.path);
  CB_TRY_STATUS(write_file_atomically(target, bytes));
  CB_TRY(const core::Sha256 copied, core::sha256_file(target));
  CB_CHECK(copied == item.sha256, "the copy of " + item.name + " differs: it changed meanwhile");
  static_cast<void>(::chmod(target.c_str(), 0444));
  return {};
}

/// Takes files in, each after its parts: a file that is in the manifest is in whole.
class Adding {
 public:
  Adding(const core::RunContext& context, Case& the_case, AuditChain& audit,
         std::vector<AddedFile>& added)
      : context_(context),
        case_(the_case),
        audit_(audit),
        added_(added),
        numbers_(the_case, audit) {}

  /// In      item with its statements and hash; link: where the file stays, empty for a copy;
  ///         depth 0 for a file that was named.
  core::Status take(const std::string& path, evidence::Item item, std::string_view bytes,
                    const std::string& link, std::uint32_t depth) {
    if (was_there(path, item)) return {};
    item.label = label_of(numbers_.take());
    item.bytes = bytes.size();
    item.linked = !link.empty();
    if (item.linked) {
      item.path = link;
    } else {
      CB_TRY_STATUS(copy_in(case_, bytes, item));
    }
    const std::size_t place = added_.size();
    added_.push_back(AddedFile{path, item, false});
    if (depth < depth_max) {
      CB_TRY_STATUS(take_parts(path, item, bytes, depth));
    }
    CB_TRY_STATUS(enter_item(case_, audit_, item));
    added_[place].item = item;
    return {};
  }

 private:
  static constexpr std::uint32_t depth_max = 8;  ///< archives within archives

  bool was_there(const std::string& path, const evidence::Item& item) {
    for (; places_read_ < case_.items.size(); ++places_read_)
      places_.emplace(case_.items[places_read_].sha256, places_read_);
    const auto same = places_.find(item.sha256);
    if (same == places_.end()) return false;
    added_.push_back(AddedFile{path, case_.items[same->second], true});
    return true;
  }

  core::Status take_parts(const std::string& path, evidence::Item& item, std::string_view bytes,
                          std::uint32_t depth) {
    const auto take_part = [&](const Part& part) -> core::Status {
      CB_TRY_STATUS(core::check_cancelled(context_));
      const std::string where = path + " / " + part.path;
      context_.report("add", where, added_.size(), 0);
      evidence::Item one = item;
      one.parent = item.sha256;
      one.part = part.path;
      one.is_table = part.is_table;
      if (part.is_table) return take_table(where, std::move(one));
      one.name = name_of_member(part.path);
      one.sha256 = core::sha256(part.bytes);
      return take(where, std::move(one), part.bytes, {}, depth + 1);
    };
    CB_TRY(item.lost, find_parts(context_, bytes, take_part));
    return {};
  }

  core::Status take_table(const std::string& where, evidence::Item one) {
    one.name += " / " + one.part;
    one.sha256 = evidence::table_hash(*one.parent, one.part);
    if (was_there(where, one)) return {};
    one.label = label_of(numbers_.take());
    CB_TRY_STATUS(enter_item(case_, audit_, one));
    added_.push_back(AddedFile{where, one, false});
    return {};
  }

  const core::RunContext& context_;
  Case& case_;
  AuditChain& audit_;
  std::vector<AddedFile>& added_;
  FreeNumbers numbers_;
  std::map<core::Sha256, std::size_t> places_;  ///< of the items of the case, by their hash
  std::size_t places_read_ = 0;
};

}  // namespace

std::uint64_t largest_file_bytes(const AddRequest& request) {
  std::uint64_t largest = 0;
  const auto files = find_files(request.paths);
  if (!files.has_value()) return 0;  // add_files says why
  for (const auto& file : *files) {
    std::error_code code;
    const auto bytes = std::filesystem::file_size(file, code);
    if (!code) largest = std::max<std::uint64_t>(largest, bytes);
  }
  return largest;
}

core::Result<std::vector<AddedFile>> add_files(const core::RunContext& context, Case& the_case,
                                               const AddRequest& request) {
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY(the_case, open_case(the_case.folder));  // what another process added since
  sweep_leftovers(the_case.path("evidence"));
  CB_TRY(AuditChain audit, AuditChain::read(the_case));
  CB_TRY_STATUS(complete_audit(the_case, audit));
  CB_TRY(const auto paths, find_files(request.paths));
  std::vector<AddedFile> added;
  Adding adding(context, the_case, audit, added);
  for (const auto& path : paths) {
    CB_TRY_STATUS(core::check_cancelled(context));
    context.report("add", path, added.size(), paths.size());
    AddRequest stated = request;
    CB_TRY_STATUS(read_sidecar(path, stated));
    CB_TRY(evidence::Item item, describe(path, stated));
    CB_TRY(item.sha256, core::sha256_file(path));
    CB_TRY(const MappedFile file, MappedFile::open(path));
    std::string link;
    if (request.link) {
      std::error_code code;
      link = std::filesystem::canonical(path, code).string();
    }
    CB_TRY_STATUS(adding.take(path, std::move(item), file.bytes(), link, 0));
  }
  return added;
}

}  // namespace cuibono::investigation
