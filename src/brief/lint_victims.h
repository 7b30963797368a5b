#pragma once
#include <string>
#include <vector>

#include "brief/brief.h"

namespace cuibono::brief {

/// Whether texts hold what no output may: a victim's number, account, address or whole name (privacy.h).
/// Out     [texts]; never in the mode `clear`.
[[nodiscard]] std::vector<bool> find_victims_in(const CaseFacts& facts,
                                                const evidence::Evidence& evidence,
                                                const entities::Entities& entities,
                                                const std::vector<std::string>& texts);

}  // namespace cuibono::brief
