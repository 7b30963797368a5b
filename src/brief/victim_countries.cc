#include "brief/victim_countries.h"

#include <algorithm>
#include <map>

namespace cuibono::brief {
namespace {

/// What the reports of one victim say of the country.
struct Said {
  std::map<std::string, std::uint64_t> stated;  ///< code → reports
  bool any_unread = false;
  std::string jurisdiction;  ///< of the first report that has one
};

std::string phone_country(const BriefInput& input, const entities::Entity& victim) {
  const auto& selectors = input.evidence.selectors;
  for (const auto id : victim.selectors) {
    if (selectors.kind(id) != evidence::SelectorKind::tel) continue;
    if (const auto code = evidence::find_phone_country(selectors.text(id), input.facts.simulated))
      return *code;
  }
  return {};
}

}  // namespace

VictimCountries count_victims(const BriefInput& input) {
  const auto& evidence = input.evidence;
  VictimCountries out;
  std::map<const entities::Entity*, Said> said;
  for (const auto& report : evidence.reports) {
    out.records.insert(out.records.end(), report.records.begin(), report.records.end());
    Said& words = said[input.entities.find(report.victim)];
    if (const std::string& text = evidence.text(report.victim_country); !text.empty()) {
      if (const auto code = evidence::find_country(text)) {
        ++words.stated[*code];
      } else {
        words.any_unread = true;
      }
    }
    for (const auto record : report.records) {
      if (!words.jurisdiction.empty()) break;
      words.jurisdiction =
          evidence::find_country(evidence.items[record.item_rank()].jurisdiction).value_or("");
    }
  }
  std::sort(out.records.begin(), out.records.end());
  std::map<std::string, CountryVictims> countries;
  for (const auto& entity : input.entities.entities) {
    if (!entity.is_victim) continue;
    ++out.victims;
    const Said& words = said[&entity];
    std::string code;
    auto basis = CountryBasis::stated;
    if (!words.stated.empty()) {
      code = std::max_element(words.stated.begin(), words.stated.end(),
                              [](const auto& a, const auto& b) { return a.second < b.second; })
                 ->first;
      if (words.stated.size() > 1) ++out.several;
    } else {
      if (words.any_unread) ++out.unread;
      code = phone_country(input, entity);
      basis = code.empty() ? CountryBasis::jurisdiction : CountryBasis::phone;
      if (code.empty()) code = words.jurisdiction;
    }
    if (code.empty()) basis = CountryBasis::unknown;
    ++out.by_basis[static_cast<std::size_t>(basis)];
    if (code.empty()) continue;
    auto& country = countries[code];
    country.code = code;
    ++country.victims;
    ++country.by_basis[static_cast<std::size_t>(basis)];
  }
  for (auto& [code, country] : countries) out.countries.push_back(std::move(country));
  std::stable_sort(out.countries.begin(), out.countries.end(),
                   [](const auto& a, const auto& b) { return a.victims > b.victims; });
  return out;
}

}  // namespace cuibono::brief
