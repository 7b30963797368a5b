#include "investigation/case_names.h"

#include <algorithm>

namespace cuibono::investigation {

std::optional<entities::EntityId> entity_named(const core::RunContext& context,
                                               const brief::CaseFacts& facts,
                                               const evidence::Evidence& evidence,
                                               const entities::Entities& entities,
                                               const std::string& word) {
  const auto& all = entities.entities;
  const auto found = std::lower_bound(all.begin(), all.end(), word,
                                      [](const auto& e, const auto& id) { return e.id < id; });
  if (found != all.end() && found->id == word) return entities::EntityId::of(found - all.begin());
  const bool is_pseudonym = word.starts_with("V-") || word.starts_with("victim:V-");
  if (!is_pseudonym) return std::nullopt;
  const auto shown = brief::show_evidence(context, facts, evidence, entities);
  if (!shown.has_value()) return std::nullopt;
  const std::string wanted = word.starts_with("victim:") ? word : "victim:" + word;
  const auto at = std::find(shown->selectors.begin(), shown->selectors.end(), wanted);
  if (at == shown->selectors.end()) return std::nullopt;
  const auto entity = entities.of_selector[static_cast<std::size_t>(at - shown->selectors.begin())];
  return entity == entities::no_entity ? std::nullopt : std::optional(entity);
}

core::Result<evidence::SelectorId> selector_named(const evidence::Evidence& evidence,
                                                  const std::string& word) {
  if (const auto whole = evidence.selectors.find(word)) return *whole;
  std::string bare;
  for (const char c : word) {
    if (c != ' ' && c != '-') bare += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  std::vector<evidence::SelectorId> fits;
  for (std::uint32_t i = 0; i < evidence.selectors.size() && !bare.empty(); ++i) {
    const evidence::SelectorId id(i);
    const std::string& text = evidence.selectors.text(id);
    const std::string tail = text.substr(text.rfind(':') + 1);
    if (tail == word || tail == bare) fits.push_back(id);
  }
  if (fits.size() == 1) return fits[0];
  if (fits.empty()) {
    return core::Error{core::ErrorCode::usage,
                       "the case knows no account or entity \"" + word + "\"", "",
                       "cuibono show " + word +
                           " looks for it; an account, an "
                           "entity as cb-…, a victim as V-… is what can be named"};
  }
  std::vector<std::string> names;
  for (const auto id : fits) names.push_back(evidence.selectors.text(id));
  return core::Error{core::ErrorCode::usage,
                     "\"" + word + "\" may be any of " + core::join(names, ", "), "",
                     "name the one that is meant"};
}

}  // namespace cuibono::investigation
