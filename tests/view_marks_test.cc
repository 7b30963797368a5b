// What the pictures and figures of a simulated case open: sites their findings, sums their records.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "looked_case.h"

namespace cuibono::cross {
namespace {

using nlohmann::json;

TEST(ViewMarks, ASiteIsAMarkWithItsNumbersAndItsFinding) {
  const auto& looked = Looked::it();
  const json graph = looked.ask("graph");
  ASSERT_FALSE(graph["sites"].empty());
  std::set<std::string> nodes;
  for (const auto& node : graph["nodes"]) nodes.insert(node["id"]);
  for (const auto& site : graph["sites"]) {
    EXPECT_TRUE(nodes.contains(site["id"])) << site["id"];
    const json row = looked.ask("sites/" + site["site"].get<std::string>());
    EXPECT_EQ(row["numbers_total"], site["count"]);
    EXPECT_EQ(site["label"],
              row["label"].get<std::string>() + ", " + row["text"].get<std::string>());
    EXPECT_EQ(looked.ask("findings/" + site["finding"].get<std::string>())["subject"],
              site["site"]);
    EXPECT_FALSE(site["records"].empty());
    std::size_t links = 0;
    for (const auto& edge : graph["edges"]) {
      if (edge["layer"] != "site" || edge["b"] != site["id"]) continue;
      ++links;
      EXPECT_EQ(edge["text"], "counted to this site");
      EXPECT_FALSE(edge["records"].empty());
      EXPECT_TRUE(nodes.contains(edge["a"]));
      EXPECT_NE(std::find(site["numbers"].begin(), site["numbers"].end(), edge["a"]),
                site["numbers"].end());
    }
    EXPECT_EQ(links, site["numbers"].size());
    std::set<std::string> ends = nodes;
    for (const auto& node : site["folded"]["nodes"]) ends.insert(node["id"]);
    EXPECT_EQ(site["folded"]["shown"], site["folded"]["edges"].size());
    EXPECT_FALSE(site["folded"]["edges"].empty());
    for (const auto& edge : site["folded"]["edges"]) {
      EXPECT_TRUE(edge["a"] == site["id"] || edge["b"] == site["id"]);
      EXPECT_TRUE(ends.contains(edge["a"]) && ends.contains(edge["b"]));
    }
  }
  EXPECT_EQ(looked
                .ask("graph?layers=shared&seed=" +
                     graph["sites"][0]["numbers"][0].get<std::string>())["sites"]
                .size(),
            1U);
}

TEST(ViewMarks, SumsOfMoneyOpenTheRecordsOfTheirFindings) {
  const auto& looked = Looked::it();
  const json overview = looked.ask("overview"), money = looked.ask("money");
  ASSERT_FALSE(overview["money"].empty());
  std::size_t opened = 0;
  for (const auto& total : overview["money"]) {
    for (const auto& [name, ground] : total["grounds"].items()) {
      if (ground.is_null()) continue;
      ++opened;
      const json finding = looked.ask("findings/" + ground["finding"].get<std::string>());
      const json& value = finding["value"];
      EXPECT_EQ(value.is_string() ? value.get<std::string>() : value.dump(),
                total[name]["amount_minor"].get<std::string>());
      EXPECT_EQ(ground["records"].empty(), total[name]["amount_minor"] == "0");
    }
  }
  EXPECT_GT(opened, 1U);
  EXPECT_EQ(overview["money"][0], money["currencies"][0]["totals"]);
}

}  // namespace
}  // namespace cuibono::cross
