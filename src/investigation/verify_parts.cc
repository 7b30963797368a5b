// Parts of verify: the audit against a printed seal, and what is derived.
#include "investigation/verify_parts.h"

#include <nlohmann/json.hpp>
#include <set>

#include "investigation/files.h"
#include "investigation/store.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using State = Check::State;

constexpr std::size_t seal_digits = 32, seal_digits_least = 16;

struct Seal {
  std::uint64_t lines = 0;
  std::string digits;
};

std::optional<Seal> parse_seal(const std::string& text) {
  std::string plain;
  for (const char c : core::ascii_lower(text))
    if (c != ' ') plain += c;
  const auto mark = plain.find('-');
  if (mark == std::string::npos) return std::nullopt;
  const auto lines = core::parse_uint64(plain.substr(0, mark));
  const std::string digits = plain.substr(mark + 1);
  const bool is_hex = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  constexpr std::size_t whole = 64;
  if (!lines || *lines == 0 || !is_hex || digits.size() < seal_digits_least ||
      digits.size() > whole)
    return std::nullopt;
  return Seal{*lines, digits};
}

std::string derived(std::string text) { return std::move(text) + ": it is derived, run again"; }

std::string text_at(const nlohmann::ordered_json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

/// CURRENT, written again from what it says: a changed letter shows as other bytes.
void check_current(const Case& the_case, const std::set<std::string>& there,
                   std::vector<Check>& checks) {
  const auto text = read_file(the_case.path("derived/CURRENT"));
  if (!text.has_value()) return;  // nothing says which segments belong to out/: all is made anew
  const auto json = nlohmann::ordered_json::parse(*text, nullptr, false);
  nlohmann::ordered_json again;
  std::vector<std::string> names;
  if (json.is_object() && json.contains("segments") && json["segments"].is_array())
    for (const auto& name : json["segments"])
      if (name.is_string()) names.push_back(name.get<std::string>());
  if (json.is_object()) {
    again["segments"] = names;
    again["out_manifest_sha256"] = text_at(json, "out_manifest_sha256");
    again["index_sha256"] = text_at(json, "index_sha256");
  }
  if (!json.is_object() || again.dump() + "\n" != *text) {
    checks.push_back(
        {"derived", State::edited, derived("derived/CURRENT is not as a run writes it")});
    return;
  }
  const auto manifest = core::sha256_file(the_case.path("out/manifest.json"));
  if (manifest.has_value() && manifest->hex() != text_at(json, "out_manifest_sha256"))
    checks.push_back(
        {"derived", State::edited, derived("derived/CURRENT belongs to another out/")});
  for (const auto& name : names) {
    if (there.empty() || there.contains(name)) continue;
    checks.push_back({"derived", State::edited,
                      derived("derived/CURRENT names segment " + name.substr(0, seal_digits_least) +
                              "…, which is not there")});
  }
}

}  // namespace

std::string seal_of(const std::vector<AuditLine>& lines) {
  if (lines.empty()) return {};
  return std::to_string(lines.size()) + "-" + lines.back().hash.substr(0, seal_digits);
}

core::Result<std::string> audit_seal(const Case& the_case) {
  CB_TRY(const auto lines, read_audit(the_case));
  return seal_of(lines);
}

core::Result<Check> check_seal(const std::vector<AuditLine>& lines, const std::string& seal) {
  const auto parsed = parse_seal(seal);
  if (!parsed)
    return Error{ErrorCode::usage, "\"" + seal + "\" is no seal", "",
                 "a seal is the number of lines, a hyphen and hex digits, as `run` prints it"};
  const std::string of = std::to_string(parsed->lines);
  if (lines.size() < parsed->lines)
    return Check{"seal", State::tampered,
                 "the audit is shorter than the seal: it has " + std::to_string(lines.size()) +
                     " lines, the seal is of line " + of};
  if (!lines[parsed->lines - 1].hash.starts_with(parsed->digits))
    return Check{"seal", State::tampered,
                 "line " + of +
                     " of the audit is not the one that was sealed: the chain was "
                     "written anew, or the seal is of another case"};
  const std::uint64_t more = lines.size() - parsed->lines;
  return Check{
      "seal", State::ok,
      "the audit holds the sealed line " + of + ", and " + std::to_string(more) + " more since"};
}

std::vector<Check> check_derived(const Case& the_case) {
  std::vector<Check> checks;
  std::set<std::string> there;
  const auto store = Store::open(the_case, CaseUse::read);
  if (!store.has_value()) return checks;
  constexpr std::string_view suffix = ".segment";
  for (const auto& file : list_folder(the_case.path("derived/segments"))) {
    if (!file.ends_with(suffix)) continue;  // what a run that was stopped left; the next sweeps it
    const std::string name = file.substr(0, file.size() - suffix.size());
    there.insert(name);
    if (!store->read(name))
      checks.push_back({"derived", State::edited,
                        derived("derived/segments/" + file + " is damaged and not used")});
  }
  check_current(the_case, there, checks);
  return checks;
}

}  // namespace cuibono::investigation
