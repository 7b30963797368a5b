#pragma once
#include <optional>
#include <string>

#include "brief/brief.h"
#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::investigation {

/// Words that a person types as things of the case.

/// An entity by its id, or by the pseudonym that a victim has in the outputs ("V-…", "victim:V-…").
[[nodiscard]] std::optional<entities::EntityId> entity_named(const core::RunContext& context,
                                                             const brief::CaseFacts& facts,
                                                             const evidence::Evidence& evidence,
                                                             const entities::Entities& entities,
                                                             const std::string& word);

/// "iban:LT…", or a number as people write it, where one selector of the case has it.
/// Errors  usage: none has it, or several.
[[nodiscard]] core::Result<evidence::SelectorId> selector_named(const evidence::Evidence& evidence,
                                                                const std::string& word);

}  // namespace cuibono::investigation
