#include "claims/force.h"

#include <array>
#include <cstddef>

namespace cuibono::claims {

std::string_view force_name(Force force) noexcept {
  constexpr std::array<std::string_view, 9> names = {"alleged",  "stated",    "charged",
                                                     "admitted", "found",     "overturned",
                                                     "denied",   "withdrawn", "unknown"};
  return names[static_cast<std::size_t>(force)];
}

}  // namespace cuibono::claims
