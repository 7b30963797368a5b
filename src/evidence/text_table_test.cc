#include "evidence/text_table.h"

#include <gtest/gtest.h>

#include <map>

namespace cuibono::evidence {
namespace {

/// Texts of 0 to 40 bytes of few letters, so that many come again and many share their beginning.
std::string random_text(core::CounterRandom& random) {
  std::string text(static_cast<std::size_t>(random.below(random.below(40) + 1)), 'a');
  for (char& c : text) c = "ab\0\n"[random.below(random.chance(0.1) ? 4 : 2)];
  return text;
}

TEST(TextTable, Law1NumbersAreThoseOfAPlainMap) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    core::CounterRandom random(seed, 1);
    TextTable table;
    std::map<std::string, std::uint32_t> plain;
    for (int i = 0; i < 5000; ++i) {
      const std::string text = random_text(random);
      const bool is_new = !plain.contains(text);
      const auto expected =
          plain.try_emplace(text, static_cast<std::uint32_t>(plain.size())).first->second;
      const auto [number, was_new] = table.number(text);
      ASSERT_EQ(number, expected) << "seed " << seed << " text " << i;
      ASSERT_EQ(was_new, is_new) << "seed " << seed << " text " << i;
    }
  }
}

}  // namespace
}  // namespace cuibono::evidence
