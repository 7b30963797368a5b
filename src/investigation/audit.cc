#include "investigation/audit.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "investigation/files.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

constexpr std::string_view line_head = "{\"hash\":\"";
constexpr std::string_view line_middle = "\",\"entry\":";
constexpr std::size_t hex_digits = 64;

Error broken(const std::string& path, std::uint64_t line, std::string what) {
  return Error{
      ErrorCode::integrity, std::move(what), path + ":" + std::to_string(line),
      "the audit chain was changed or cut after it was written; compare with a copy of the "
      "case, or with a printed seal"};
}

}  // namespace

std::string audit_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  return core::format_rfc3339(us / core::us_per_second * core::us_per_second);
}

std::string audit_user() {
  const char* name = std::getenv("USER");  // NOLINT(concurrency-mt-unsafe): read once, at a border
  return name != nullptr ? std::string(name) : "uid " + std::to_string(::getuid());
}

core::Sha256 chain_hash(const core::Sha256& previous, std::string_view entry) {
  core::Sha256Stream stream;
  stream.update({reinterpret_cast<const char*>(previous.bytes.data()), previous.bytes.size()});
  stream.update(entry);
  return stream.finish();
}

core::Result<std::vector<AuditLine>> read_audit(const Case& the_case) {
  const std::string path = the_case.path("audit.jsonl");
  std::vector<AuditLine> lines;
  if (!exists(path)) return lines;
  CB_TRY(const std::string text, read_file(path));
  core::Sha256 previous;
  if (!text.empty() && text.back() != '\n') {
    return broken(path, 1, "the last line of the audit chain is cut short");
  }
  for (const auto line : core::split(text, '\n')) {
    const std::uint64_t number = lines.size() + 1;
    if (line.empty()) {
      if (line.data() != text.data() + text.size()) {
        return broken(path, number, "an empty line inside the audit chain");
      }
      continue;
    }
    const std::size_t fixed = line_head.size() + hex_digits + line_middle.size();
    if (line.size() < fixed + 3 || !line.starts_with(line_head) || line.back() != '}' ||
        line.substr(line_head.size() + hex_digits, line_middle.size()) != line_middle) {
      return broken(path, number, "this is not a line of an audit chain");
    }
    const auto hash = core::parse_sha256(line.substr(line_head.size(), hex_digits));
    const auto entry = line.substr(fixed, line.size() - fixed - 1);
    previous = chain_hash(previous, entry);
    if (!hash || *hash != previous) {
      return broken(path, number, "the audit chain does not fit at this line");
    }
    lines.push_back(AuditLine{number, previous.hex(), std::string(entry)});
  }
  return lines;
}

core::Result<AuditChain> AuditChain::read(const Case& the_case) {
  AuditChain chain;
  chain.path_ = the_case.path("audit.jsonl");
  CB_TRY(chain.lines_, read_audit(the_case));
  return chain;
}

core::Status AuditChain::append(std::string_view operation, const std::vector<AuditField>& fields) {
  core::Sha256 previous;
  if (!lines_.empty()) previous = *core::parse_sha256(lines_.back().hash);
  const std::uint64_t number = lines_.size() + 1;
  nlohmann::ordered_json entry;
  entry["seq"] = number;
  entry["at"] = audit_now();
  entry["by"] = audit_user();
  entry["op"] = std::string(operation);
  for (const auto& field : fields) entry[field.name] = field.text;
  std::string text = entry.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string hash = chain_hash(previous, text).hex();
  CB_TRY_STATUS(
      append_line(path_, std::string(line_head) + hash + std::string(line_middle) + text + "}"));
  lines_.push_back(AuditLine{number, std::move(hash), std::move(text)});
  return {};
}

core::Status append_audit(const Case& the_case, std::string_view operation,
                          const std::vector<AuditField>& fields) {
  CB_TRY(AuditChain chain, AuditChain::read(the_case));
  return chain.append(operation, fields);
}

}  // namespace cuibono::investigation
