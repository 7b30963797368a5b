// verify --truth: a simulated case is scored against the truth that made it. Printed, never tuned
// to.
#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "investigation/files.h"
#include "investigation/investigation.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

core::Result<Json> read_json(const Case& the_case, const char* name) {
  CB_TRY(const std::string text, read_file(the_case.path(name)));
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return Error{ErrorCode::integrity, "this is not JSON", the_case.path(name), "run again"};
  }
  return json;
}

std::set<std::string> texts(const Json& array) {
  std::set<std::string> out;
  for (const auto& value : array) {
    if (value.is_string()) out.insert(value.get<std::string>());
  }
  return out;
}

std::string percent(std::size_t part, std::size_t whole) {
  if (whole == 0) return "none to find";
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%.3f (%zu of %zu)",
                static_cast<double>(part) / static_cast<double>(whole), part, whole);
  return buffer;
}

std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& one) { return b.contains(one); }));
}

void score_set(std::vector<std::string>& lines, const std::string& what,
               const std::set<std::string>& named, const std::set<std::string>& truth) {
  const std::size_t right = shared(named, truth);
  lines.push_back(what + "  precision " + percent(right, named.size()) + "  recall " +
                  percent(right, truth.size()));
}

void score_sites(std::vector<std::string>& lines, const Json& organisation, const Json& truth) {
  std::size_t found = 0;
  for (const auto& site : truth["sites"]) {
    const auto real = texts(site["numbers"]);
    for (const auto& said : organisation["sites"]) {
      const auto numbers = texts(said["numbers"]);
      const std::size_t both = shared(numbers, real);
      if (2 * both >= numbers.size() + real.size() - both) {  // Jaccard ≥ 0.5
        ++found;
        break;
      }
    }
  }
  lines.push_back("sites found (Jaccard ≥ 0.5)  " + std::to_string(found) + " of " +
                  std::to_string(truth["sites"].size()) + ", said " +
                  std::to_string(organisation["sites"].size()));
}

void score_losses(std::vector<std::string>& lines, const Json& money, const Json& truth) {
  std::map<std::string, core::Int128> real;
  for (const auto& loss : truth["loss_total"]) {
    const auto amount = core::parse_minor(loss["amount_minor"].get<std::string>());
    if (amount) real[loss["currency"].get<std::string>()] += *amount;
  }
  for (const auto& [currency, amount] : real) {
    core::Int128 reported = 0, traced = 0;
    for (const auto& total : money["totals"]) {
      if (total["currency"] != currency) continue;
      reported = core::parse_minor(total["reported_minor"].get<std::string>()).value_or(0);
      if (total["traced_minor"].is_string())
        traced = core::parse_minor(total["traced_minor"].get<std::string>()).value_or(0);
    }
    const auto share = [amount = amount](core::Int128 part) {
      char buffer[32];
      std::snprintf(buffer, sizeof buffer, "%.3f",
                    amount == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(amount));
      return std::string(buffer);
    };
    lines.push_back("loss " + currency + "  true " + core::format_minor(amount) + "  reported " +
                    core::format_minor(reported) + " (" + share(reported) + ")  traced " +
                    core::format_minor(traced) + " (" + share(traced) + ")  error " +
                    share(amount > traced ? amount - traced : traced - amount));
  }
}

}  // namespace

core::Result<std::vector<std::string>> score_truth(const Case& the_case) {
  if (!exists(the_case.path("truth.json"))) {
    return Error{ErrorCode::usage, "there is no truth.json: this case was not simulated",
                 the_case.folder, "simulate one: cuibono simulate DIR"};
  }
  try {
    CB_TRY(const Json truth, read_json(the_case, "truth.json"));
    CB_TRY(const Json organisation, read_json(the_case, "out/organisation.json"));
    CB_TRY(const Json money, read_json(the_case, "out/money.json"));
    std::vector<std::string> lines;
    std::set<std::string> numbers;
    for (const auto& actor : organisation["actors"]) {
      if (actor["band"] == "set_aside") continue;
      for (const auto& selector : texts(actor["selectors"])) {
        if (selector.starts_with("tel:")) numbers.insert(selector);
      }
    }
    score_set(lines, "desk numbers", numbers, texts(truth["desk_numbers"]));
    score_sites(lines, organisation, truth);
    std::set<std::string> honest;
    for (const auto& centre : truth["honest_centres"]) {
      for (const auto& number : texts(centre["numbers"])) honest.insert(number);
    }
    lines.push_back("honest centres named  " + std::to_string(shared(numbers, honest)) +
                    " numbers");
    std::set<std::string> mules, true_mules = texts(truth["collectors"]);
    for (const auto& account : money["accounts"]) {
      if (account["band"] == "set_aside") continue;
      if (account["role"] == "mule" || account["role"] == "collector") {
        mules.insert(account["account"].get<std::string>());
      }
    }
    for (const auto& mule : truth["mule_accounts"]) {
      true_mules.insert(mule["account"].get<std::string>());
    }
    score_set(lines, "mule and collector accounts", mules, true_mules);
    score_losses(lines, money, truth);
    return lines;
  } catch (const nlohmann::json::exception& fault) {
    return Error{ErrorCode::integrity,
                 std::string("truth.json or out/ lacks a field: ") + fault.what(), the_case.folder,
                 "run again, or simulate the case again"};
  }
}

}  // namespace cuibono::investigation
