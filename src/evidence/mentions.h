#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "evidence/selector.h"

namespace cuibono::evidence {

/// A selector in running text, with where it is written: code points [from, to).
struct FoundMention {
  NormalForm form;
  std::uint32_t from = 0, to = 0;
};

/// The selectors that a text writes out.
///
/// In      UTF-8. Of the context the source does not matter: nothing local is found; +999 numbers count in
///         simulated cases.
/// Out     in order, none over another. Phone numbers in international form that a numbering plan knows ("+" or
///         "00" before them), IBANs whose check digits fit, addresses of chains whose checksum fits or whose form
///         is that of Ethereum, e-mail addresses, and domains under a top-level domain that is known here.
///         Blanks and hyphens may part the digits. What fails its check is no mention.
/// Cost    time O(bytes), and about 10 us for each number that could be one of a phone.
/// Source  as normalise_… of selector.h; top-level domains: ISO 3166 and the generic ones most in use.
[[nodiscard]] std::vector<FoundMention> find_mentions(std::string_view text,
                                                      const SelectorContext& context);

/// How many code points UTF-8 has.
[[nodiscard]] std::uint32_t count_points(std::string_view text) noexcept;

}  // namespace cuibono::evidence
