#include "investigation/case_folder.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/privileged.h"
#include "investigation/replay_masks.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

Error bad_settings(std::string what, std::string_view where, std::string help) {
  return Error{ErrorCode::bad_input, std::move(what), std::string(where), std::move(help)};
}

/// A key that is not known is most likely a slip of the pen that would silently do nothing.
core::Status check_keys(const toml::table& table, std::string_view section, std::string_view where,
                        const std::vector<std::string>& known) {
  for (const auto& [key, value] : table) {
    const std::string name(key.str());
    bool found = false;
    for (const auto& candidate : known) found = found || candidate == name;
    if (found) continue;
    std::ostringstream place;
    place << where << ":" << value.source().begin.line;
    const auto nearest = core::find_nearest(name, known);
    return bad_settings(
        "unknown setting \"" + std::string(section) + name + "\"", place.str(),
        nearest ? "did you mean \"" + *nearest + "\"?" : "known here: " + core::join(known, ", "));
  }
  return {};
}

std::string text_of(const toml::table& root, std::string_view section, std::string_view key) {
  return root[section][key].value_or(std::string());
}

std::string toml_text(std::string_view text) {
  std::ostringstream out;
  out << toml::value<std::string>(std::string(text));
  return out.str();
}

/// The currency in which sums are told as well, and which tables of rates count.
core::Status read_rate_settings(const toml::table& root, std::string_view where,
                                CaseSettings& settings) {
  settings.currency = text_of(root, "case", "currency");
  if (!settings.currency.empty() && !core::find_asset(settings.currency))
    return bad_settings("case.currency \"" + settings.currency + "\" is no currency known here",
                        where, "write a code such as \"EUR\", or leave it empty");
  settings.rate_age_days = root["rates"]["max_age_days"].value_or<std::int64_t>(
      std::int64_t{CaseSettings::rate_age_usual});
  constexpr std::int64_t most = 366;
  if (settings.rate_age_days < 0 || settings.rate_age_days > most)
    return bad_settings("rates.max_age_days is " + std::to_string(settings.rate_age_days), where,
                        "write a number from 0 to " + std::to_string(most));
  const auto* order = root["rates"]["order"].as_array();
  if (order == nullptr) return {};
  settings.rate_order.clear();
  for (const auto& table : *order) settings.rate_order.push_back(table.value_or(std::string()));
  const std::vector<std::vector<std::string>> known = {{"case", "ecb"}, {"case"}, {"ecb"}};
  if (std::find(known.begin(), known.end(), settings.rate_order) == known.end())
    return bad_settings("rates.order is [" + core::join(settings.rate_order, ", ") + "]", where,
                        "write [\"case\", \"ecb\"], or one of them: a case's own rates come first");
  return {};
}

/// A probability as written, 0.98, in thousandths.
core::Status read_resolve_settings(const toml::table& root, std::string_view where,
                                   CaseSettings& settings) {
  constexpr double whole = 1000;
  const auto permille = [&](const char* key, std::uint32_t usual) {
    return root["resolve"][key].value_or(static_cast<double>(usual) / whole) * whole + 0.5;
  };
  const double automatic = permille("auto", settings.auto_permille);
  const double review = permille("review", settings.review_permille);
  const bool is_off = automatic < 1;
  if ((!is_off && (automatic < CaseSettings::auto_least || automatic >= whole)) || review < 1 ||
      review >= whole)
    return bad_settings(
        "resolve.auto or resolve.review is no probability that can be used", where,
        "write auto = 0 (people decide) or from 0.5 to 0.999, and review from 0.001 to 0.999");
  settings.auto_permille = is_off ? 0 : static_cast<std::uint32_t>(automatic);
  settings.review_permille = static_cast<std::uint32_t>(review);
  return {};
}

core::Result<CaseSettings> read_table(const toml::table& root, std::string_view where) {
  CB_TRY_STATUS(check_keys(root, "", where,
                           {"case", "privacy", "privileged", "grading", "wording", "rates",
                            "replay", "resolve", "run"}));
  const std::initializer_list<std::pair<std::string_view, std::vector<std::string>>> sections = {
      {"case", {"schema", "id", "title", "marking", "timezone", "currency", "simulated"}},
      {"privacy", {"victims", "pseudonym_key"}},
      {"privileged", {"contacts"}},
      {"grading", {"scheme"}},
      {"wording", {"yardstick"}},
      {"replay", {"families", "draws"}},
      {"rates", {"order", "max_age_days"}},
      {"resolve", {"auto", "review"}},
      {"run", {"seed"}},
  };
  for (const auto& [section, known] : sections) {
    if (const auto* table = root[section].as_table()) {
      CB_TRY_STATUS(check_keys(*table, std::string(section) + ".", where, known));
    }
  }
  const auto schema = root["case"]["schema"].value_or<std::int64_t>(CaseSettings::schema);
  if (schema != CaseSettings::schema) {
    return bad_settings("case.toml has schema " + std::to_string(schema) +
                            ", this engine reads schema " + std::to_string(CaseSettings::schema),
                        where, "use the engine that made the case");
  }
  CaseSettings settings;
  settings.id = text_of(root, "case", "id");
  settings.title = text_of(root, "case", "title");
  settings.marking = text_of(root, "case", "marking");
  settings.zone = text_of(root, "case", "timezone");
  CB_TRY_STATUS(read_rate_settings(root, where, settings));
  settings.simulated = root["case"]["simulated"].value_or(false);
  settings.pseudonym_key = text_of(root, "privacy", "pseudonym_key");
  settings.grading_scheme = text_of(root, "grading", "scheme");
  if (!settings.grading_scheme.empty() && !brief::is_grading_scheme(settings.grading_scheme))
    return bad_settings("grading.scheme is \"" + settings.grading_scheme + "\"", where,
                        "write \"admiralty\", \"3x5x2\" or \"4x4\"");
  settings.yardstick = text_of(root, "wording", "yardstick");
  if (!settings.yardstick.empty() && !brief::find_yardstick(settings.yardstick))
    return bad_settings("wording.yardstick is \"" + settings.yardstick + "\"", where,
                        "write \"phia\" or \"icd203\"");
  CB_TRY_STATUS(read_resolve_settings(root, where, settings));
  const auto seed = root["run"]["seed"].value_or<std::int64_t>(1);
  settings.seed = static_cast<std::uint64_t>(seed);
  if (const auto* families = root["replay"]["families"].as_array()) {
    for (const auto& family : *families) {
      const auto name = parse_family(family.value_or(std::string()));
      if (!name.has_value()) return bad_settings(name.error().what, where, name.error().help);
      settings.replay.emplace_back(family_name(*name));
    }
  }
  const auto draws = root["replay"]["draws"].value_or<std::int64_t>(
      static_cast<std::int64_t>(CaseSettings::draws_usual));
  if (draws < 1 || draws > static_cast<std::int64_t>(CaseSettings::draws_most)) {
    return bad_settings("replay.draws is " + std::to_string(draws), where,
                        "write a number from 1 to " + std::to_string(CaseSettings::draws_most));
  }
  settings.draws = static_cast<std::uint64_t>(draws);
  if (const auto* contacts = root["privileged"]["contacts"].as_array()) {
    for (const auto& contact : *contacts) {
      CB_TRY(std::string selector, privileged_selector(contact.value_or(std::string())));
      settings.privileged.push_back(std::move(selector));
    }
    std::sort(settings.privileged.begin(), settings.privileged.end());
  } else if (root["privileged"]["contacts"]) {
    return bad_settings("privileged.contacts is no list", where,
                        "write it as [\"+999 37 123 456\", …]");
  }
  const std::string victims = root["privacy"]["victims"].value_or(std::string("pseudonym"));
  if (victims == "pseudonym") {
    settings.victims = brief::VictimNames::pseudonym;
  } else if (victims == "clear") {
    settings.victims = brief::VictimNames::clear;
  } else if (victims == "omit") {
    settings.victims = brief::VictimNames::omit;
  } else {
    return bad_settings("privacy.victims is \"" + victims + "\"", where,
                        "write \"pseudonym\", \"clear\" or \"omit\"");
  }
  if (!settings.zone.empty() && !core::find_zone(settings.zone)) {
    return bad_settings("case.timezone \"" + settings.zone + "\" is not a known zone", where,
                        "write an IANA name such as \"Europe/Vilnius\", or leave it empty");
  }
  return settings;
}

}  // namespace

core::Result<CaseSettings> settings_from_toml(std::string_view toml, std::string_view where) {
  try {
    const toml::table root = toml::parse(toml, where);
    return read_table(root, where);
  } catch (const toml::parse_error& fault) {
    std::ostringstream place;
    place << where << ":" << fault.source().begin.line;
    return bad_settings("not TOML: " + std::string(fault.description()), place.str(),
                        "correct the line; docs/case_folder.md shows a whole file");
  }
}

namespace {
std::string thousandths(std::uint32_t permille) {
  if (permille == 0) return "0.0";
  std::string digits = std::to_string(permille);
  digits.insert(0, 3 - std::min<std::size_t>(3, digits.size()), '0');
  return "0." + digits;
}
}  // namespace

std::string settings_to_toml(const CaseSettings& settings) {
  const char* victims = settings.victims == brief::VictimNames::clear  ? "clear"
                        : settings.victims == brief::VictimNames::omit ? "omit"
                                                                       : "pseudonym";
  std::string families;
  for (const auto& family : settings.replay) {
    families += (families.empty() ? "" : ", ") + toml_text(family);
  }
  std::string text;
  text +=
      "# What people decided about this case. docs/case_folder.md explains each line.\n[case]\n";
  text += "schema = " + std::to_string(CaseSettings::schema) + "\n";
  text += "id = " + toml_text(settings.id) + "\n";
  text += "title = " + toml_text(settings.title) + "\n";
  text += "marking = " + toml_text(settings.marking) + "   # stands on every page\n";
  text +=
      "timezone = " + toml_text(settings.zone) + "   # of local times in files that state none\n";
  if (!settings.currency.empty())
    text += "currency = " + toml_text(settings.currency) + "   # in which sums are told as well\n";
  text += std::string("simulated = ") + (settings.simulated ? "true" : "false") + "\n";
  text += "\n[privacy]\nvictims = \"" + std::string(victims) +
          "\"   # \"clear\" | \"pseudonym\" | \"omit\" in every output\n";
  text +=
      settings.pseudonym_key.empty()
          ? "# pseudonym_key = \"…\"   # a secret: the same pseudonyms in every case that uses it\n"
          : "pseudonym_key = " + toml_text(settings.pseudonym_key) + "\n";
  text += "\n[privileged]\n";
  std::string contacts;
  for (const auto& contact : settings.privileged)
    contacts += (contacts.empty() ? "" : ", ") + toml_text(contact);
  text += "contacts = [" + contacts + "]   # lawyers, doctors …: calls with them stay closed\n";
  text += "\n[grading]\nscheme = " + toml_text(settings.grading_scheme) +
          "   # \"admiralty\" | \"3x5x2\" | \"4x4\"; grades are kept as given\n";
  text += "\n[wording]\nyardstick = " + toml_text(settings.yardstick) +
          "   # \"phia\" | \"icd203\": how words of likelihood in a brief are read\n";
  text += "\n[replay]\nfamilies = [" + families +
          "]   # what a run repeats: bootstrap, without-source, jurisdictions, as-of, handling\n";
  text += "draws = " + std::to_string(settings.draws) + "   # of the family bootstrap\n";
  text += "\n[resolve]\nauto = " + thousandths(settings.auto_permille) +
          "   # holders that are one with this probability are joined; 0: only people join\n";
  text += "review = " + thousandths(settings.review_permille) +
          "   # pairs from here on are listed by: cuibono resolve\n";
  text += "\n[run]\nseed = " + std::to_string(settings.seed) + "\n";
  return text;
}

core::Result<Case> open_case(const std::string& folder) {
  namespace fs = std::filesystem;
  std::string found = folder;
  if (folder.empty()) {
    std::error_code code;
    fs::path here = fs::current_path(code);
    while (!exists((here / "case.toml").string()) && here.has_parent_path() &&
           here != here.root_path()) {
      here = here.parent_path();
    }
    found = here.string();
  }
  const std::string settings_path = found + "/case.toml";
  if (!exists(settings_path)) {
    return Error{ErrorCode::bad_input, "there is no case here (no case.toml)",
                 folder.empty() ? std::string("this folder and those above it") : folder,
                 "make one with: cuibono init DIR   or name it with: cuibono -C DIR …"};
  }
  CB_TRY(const std::string toml, read_file(settings_path));
  Case the_case;
  the_case.folder = found;
  CB_TRY(the_case.settings, settings_from_toml(toml, settings_path));
  const std::string manifest = the_case.path("evidence/manifest.jsonl");
  if (!exists(manifest)) return the_case;
  CB_TRY(const std::string lines, read_file(manifest));
  std::size_t number = 0;
  for (const auto line : core::split(lines, '\n')) {
    ++number;
    if (core::trim(line).empty()) continue;
    CB_TRY(auto item, item_from_json(line, manifest + ":" + std::to_string(number)));
    the_case.items.push_back(std::move(item));
  }
  return the_case;
}

core::Result<Case> make_case(const std::string& folder, const CaseSettings& settings) {
  if (exists(folder + "/case.toml")) {
    return Error{
        ErrorCode::usage, "there is a case here already", folder + "/case.toml",
        "choose another folder, or add files to this case: cuibono -C " + folder + " add …"};
  }
  for (const char* part : {"evidence", "mappings", "rules", "notes", "rates"}) {
    CB_TRY_STATUS(make_folder(folder + "/" + part));
  }
  Case the_case{folder, settings, {}};
  CB_TRY_STATUS(write_file_atomically(the_case.path("evidence/manifest.jsonl"), ""));
  CB_TRY_STATUS(write_file_atomically(the_case.path("judgements.jsonl"), ""));
  // Last: a folder without case.toml is no case, so an interrupted init can be repeated.
  CB_TRY_STATUS(write_file_atomically(the_case.path("case.toml"), settings_to_toml(settings)));
  CB_TRY_STATUS(append_audit(the_case, "init", {{"id", settings.id}}));
  return the_case;
}

std::string mapping_path(const Case& the_case, const evidence::Item& item) {
  return the_case.path("mappings/" + item.label + ".yml");
}

}  // namespace cuibono::investigation
