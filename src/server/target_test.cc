#include "server/target.h"

#include <gtest/gtest.h>

#include "core/core.h"

namespace cuibono::server {
namespace {

std::string encode(const std::string& text) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += std::string("%") + digits[byte / 16] + digits[byte % 16];
  }
  return out;
}

TEST(Target, PathsAndQueriesAreDecodedInTheirOrder) {
  const auto target = parse_target("/api/v1/nodes/tel%3A%2B99955?from=2025-05-04&q=a+b%26c&q=&x");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->path, (std::vector<std::string>{"api", "v1", "nodes", "tel:+99955"}));
  ASSERT_EQ(target->query.size(), 4U);
  EXPECT_EQ(target->query[1].name, "q");
  EXPECT_EQ(target->query[1].text, "a b&c");
  EXPECT_EQ(target->query[2].text, "");
  EXPECT_EQ(target->query[3].name, "x");
  EXPECT_TRUE(parse_target("/")->path.empty());
  EXPECT_EQ(parse_target("/a/")->path, parse_target("/a")->path);
  EXPECT_EQ(parse_target("/a+b")->path[0], "a+b");
}

TEST(Target, WhatIsNotWellFormedIsNothing) {
  for (const char* text : {"",
                           "a",
                           "http://evil.example/",
                           "*",
                           "//",
                           "//a",
                           "/a//b",
                           "/.",
                           "/..",
                           "/../etc/passwd",
                           "/a/../b",
                           "/%2e%2e/b",
                           "/a/%2E",
                           "/%",
                           "/%4",
                           "/%zz",
                           "/a%0",
                           "/%00",
                           "/a%0d%0ab",
                           "/%7f",
                           "/%ff",
                           "/%c3%28",
                           "/%ed%a0%80",
                           "/a#b",
                           "/?%",
                           "/?a=%zz",
                           "/?=b",
                           "/?%00=1"}) {
    EXPECT_FALSE(parse_target(text).has_value()) << text;
  }
}

TEST(Target, Law1EncodeThenParseGivesTheSameBack) {
  core::CounterRandom random(7, 1);
  for (int i = 0; i < 2000; ++i) {
    const auto make = [&] {
      std::string text;
      for (auto n = 1 + random.below(8); n > 0; --n) {
        char32_t c = 0x20;
        do {
          c = static_cast<char32_t>(random.below(random.chance(0.5) ? 0x7F : 0x11000));
        } while (c < 0x20 || c == 0x7F || (c >= 0xD800 && c < 0xE000));
        core::append_utf8(text, c);
      }
      return text == "." || text == ".." ? std::string("x") : text;
    };
    const std::string segment = make();
    const std::string name = make();
    const std::string text = make();
    const auto target =
        parse_target("/" + encode(segment) + "?" + encode(name) + "=" + encode(text));
    ASSERT_TRUE(target.has_value()) << encode(segment);
    EXPECT_EQ(target->path[0], segment);
    EXPECT_EQ(target->query[0].name, name);
    EXPECT_EQ(target->query[0].text, text);
  }
}

TEST(Target, AnyBytesAreAnsweredWithoutHarm) {
  core::CounterRandom random(8, 1);
  unsigned fine = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = "/";
    for (auto n = random.below(30); n > 0; --n)
      text.push_back(random.chance(0.5) ? "%/.?&=+#2eE0"[random.below(12)]
                                        : static_cast<char>(random.below(256)));
    const auto target = parse_target(text);
    fine += target.has_value() ? 1U : 0U;
    if (!target) continue;
    for (const auto& segment : target->path) {
      EXPECT_NE(segment, "..");
      EXPECT_TRUE(core::decode_utf8(segment).has_value());
    }
  }
  EXPECT_GT(fine, 100U);
}

}  // namespace
}  // namespace cuibono::server
