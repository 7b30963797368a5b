#include "brief/lint_victims.h"

#include "brief/privacy.h"

namespace cuibono::brief {

std::vector<bool> find_victims_in(const CaseFacts& facts, const evidence::Evidence& evidence,
                                  const entities::Entities& entities,
                                  const std::vector<std::string>& texts) {
  const Privacy privacy(facts, evidence, entities);
  std::vector<bool> found;
  for (const auto& text : texts) found.push_back(privacy.scrub(text) != text);
  return found;
}

}  // namespace cuibono::brief
