// The order of texts against the sort of the standard library.
#include "evidence/text_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

/// Texts that begin alike, that are parts of each other, that are equal, and some with zeros at the end.
std::vector<std::string> random_texts(std::uint64_t seed) {
  core::CounterRandom random(seed, 1);
  const std::vector<std::string> heads = {"", "tel:+370", "iban:LT6011",
                                          "local:bank-of-somewhere.acct:"};
  const std::string letters("01\0\xC3z", 5);
  std::vector<std::string> texts;
  for (std::uint64_t i = random.below(400); i > 0; --i) {
    std::string text = heads[random.below(heads.size())];
    for (std::uint64_t more = random.below(12); more > 0; --more)
      text += letters[random.below(letters.size())];
    texts.push_back(std::move(text));
  }
  return texts;
}

TEST(TextOrder, Law1ItIsThatOfAStableSort) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto texts = random_texts(seed);
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    std::vector<std::uint32_t> expected(texts.size());
    std::iota(expected.begin(), expected.end(), 0U);
    std::stable_sort(expected.begin(), expected.end(),
                     [&](auto a, auto b) { return views[a] < views[b]; });
    ASSERT_EQ(order_texts(views), expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace cuibono::evidence
