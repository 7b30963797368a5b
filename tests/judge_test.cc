// Decisions of people on who is who: heeded by the next run, undone bit for bit, refused where they contradict.
#include <gtest/gtest.h>

#include <algorithm>

#include "tiny_case.h"

namespace cuibono::cross {
namespace {

using entities::Verdict;

constexpr const char* register_file =
    "person_id,name,birth_date,document,phone,email\n"
    "17,Egor Example,1984-02-11,XX1234567,+99955500001,egor@example.org\n"
    "18,Yegor Example,1984-02-11,XX7654321,+99955500002,office@example.org\n"
    "19,Egor Example,1991-06-30,XX5550000,+99955500003,office@example.org\n";

std::string key_with(const std::string& folder, const std::string& end) {
  for (const auto& entity : read_json_lines(folder + "/out/entities.jsonl")) {
    for (const auto& referent : entity["referents"])
      if (referent.get<std::string>().ends_with(end)) return referent.get<std::string>();
  }
  ADD_FAILURE() << "no selector ends in " << end;
  return {};
}

std::string entity_of(const std::string& folder, const std::string& selector) {
  for (const auto& entity : read_json_lines(folder + "/out/entities.jsonl")) {
    const auto& referents = entity["referents"];
    if (std::find(referents.begin(), referents.end(), selector) != referents.end())
      return entity["id"].get<std::string>();
  }
  return {};
}

core::Result<investigation::JudgeReport> judge(const std::string& folder, const std::string& a,
                                               const std::string& b, Verdict verdict) {
  const auto the_case = investigation::open_case(folder);
  EXPECT_TRUE(the_case.has_value());
  return investigation::judge(threads(2), *the_case, {a, b, verdict, "a test"});
}

core::Result<investigation::JudgeReport> undo(const std::string& folder, const std::string& id) {
  const auto the_case = investigation::open_case(folder);
  EXPECT_TRUE(the_case.has_value());
  return investigation::undo_judgement(*the_case, id, "a test");
}

void make_register_case(const std::string& folder) {
  make_empty_case(folder);
  static_cast<void>(add_text(folder, "persons.csv", register_file, "a register"));
  static_cast<void>(run_case(folder));
}

TEST(Judge, SameAndDifferentAreHeededAndUndoneBitForBit) {
  TempFolder temp;
  const std::string folder = temp / "case";
  make_register_case(folder);
  const auto before = results_in(folder + "/out");
  const std::string first = key_with(folder, "XX1234567"), second = key_with(folder, "XX7654321"),
                    third = key_with(folder, "XX5550000");
  EXPECT_NE(entity_of(folder, first), entity_of(folder, second));
  EXPECT_EQ(entity_of(folder, second), entity_of(folder, third));  // one mailbox joined them

  const auto apart = judge(folder, second, third, Verdict::different);
  ASSERT_TRUE(apart.has_value()) << apart.error().what;
  const auto joined = judge(folder, entity_of(folder, first), second, Verdict::same);
  ASSERT_TRUE(joined.has_value()) << joined.error().what;
  static_cast<void>(run_case(folder));
  EXPECT_EQ(entity_of(folder, first), entity_of(folder, second));
  EXPECT_NE(entity_of(folder, second), entity_of(folder, third));
  for (const auto& entity : read_json_lines(folder + "/out/entities.jsonl")) {
    if (entity["id"] != entity_of(folder, first)) continue;
    EXPECT_NE(entity["cuibono"]["weakest"].get<std::string>().find(joined->id), std::string::npos);
    EXPECT_EQ(entity["cuibono"]["judgements"], nlohmann::json::array({joined->id}));
  }

  ASSERT_TRUE(undo(folder, joined->id).has_value());
  ASSERT_TRUE(undo(folder, apart->id).has_value());
  static_cast<void>(run_case(folder));
  EXPECT_TRUE(same(results_in(folder + "/out"), before));
}

TEST(Judge, WhatContradictsIsRefusedWithItsChainAndChangesNoByte) {
  TempFolder temp;
  const std::string folder = temp / "case";
  make_register_case(folder);
  const std::string first = key_with(folder, "XX1234567"), second = key_with(folder, "XX7654321"),
                    third = key_with(folder, "XX5550000"), phone = key_with(folder, "99955500001");
  ASSERT_TRUE(judge(folder, first, second, Verdict::same).has_value());
  ASSERT_TRUE(judge(folder, second, third, Verdict::same).error().what.find("one already") !=
              std::string::npos);
  const auto file = read_text(folder + "/judgements.jsonl"),
             audit = read_text(folder + "/audit.jsonl");
  const auto contradicts = judge(folder, second, first, Verdict::different);
  ASSERT_FALSE(contradicts.has_value());
  EXPECT_NE(contradicts.error().what.find("J1: " + first + " and " + second + " are the same"),
            std::string::npos)
      << contradicts.error().what;
  const auto one_record = judge(folder, first, phone, Verdict::different);
  ASSERT_FALSE(one_record.has_value());
  EXPECT_NE(one_record.error().what.find("one record names both: E0001#2"), std::string::npos)
      << one_record.error().what;
  EXPECT_FALSE(judge(folder, first, "cb-0000000000000000", Verdict::same).has_value());
  EXPECT_FALSE(undo(folder, "J9").has_value());
  EXPECT_EQ(read_text(folder + "/judgements.jsonl"), file);
  EXPECT_EQ(read_text(folder + "/audit.jsonl"), audit);

  // By hand: the run names the chain and stops.
  write_text(folder + "/judgements.jsonl",
             file + R"({"schema":1,"id":"J2","a":")" + first + R"(","b":")" + second +
                 R"(","verdict":"different","by":"ana","at":"2026-01-01T00:00:00Z"})" + "\n");
  const auto the_case = investigation::open_case(folder);
  const auto run = investigation::run_case(threads(2), *the_case, {});
  ASSERT_FALSE(run.has_value());
  EXPECT_NE(run.error().what.find("J1, J2 cannot all be in force"), std::string::npos);
}

TEST(Judge, GoesToAnotherToolAndComesBack) {
  TempFolder temp;
  const std::string folder = temp / "case", other = temp / "other";
  make_register_case(folder);
  copy_folder(folder, other);
  const std::string first = key_with(folder, "XX1234567"), second = key_with(folder, "XX7654321");
  ASSERT_TRUE(judge(folder, first, second, Verdict::same).has_value());
  const auto lines =
      investigation::export_judgements(threads(2), *investigation::open_case(folder));
  ASSERT_TRUE(lines.has_value());
  const auto edge = nlohmann::json::parse(*lines);
  ASSERT_EQ(edge.size(), 6U);
  EXPECT_EQ(edge[2], "positive");
  EXPECT_GT(edge[0], edge[1]);

  write_text(temp / "edges.ijson",
             *lines +
                 R"(["NK-1","cb-ffffffffffffffff","negative",0.3,"kim","2026-01-01T10:00:00"])" +
                 "\n");
  const auto opened = investigation::open_case(other);
  const auto taken = investigation::import_judgements(threads(2), *opened, temp / "edges.ijson");
  ASSERT_TRUE(taken.has_value()) << taken.error().what;
  EXPECT_EQ(taken->written, 1U);
  EXPECT_NE(taken->told.back().find("2 ids name nobody"), std::string::npos);
  static_cast<void>(run_case(folder));
  static_cast<void>(run_case(other));
  EXPECT_EQ(entity_of(folder, first), entity_of(other, first));
  EXPECT_EQ(entity_of(other, first), entity_of(other, second));
  const auto again = investigation::import_judgements(threads(2), *investigation::open_case(other),
                                                      temp / "edges.ijson");
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->written, 0U);
}

TEST(Judge, PairsAreListedAndExplainedByBarsThatAddUp) {
  TempFolder temp;
  const std::string folder = temp / "case";
  make_register_case(folder);
  const std::string first = key_with(folder, "XX1234567"), second = key_with(folder, "XX7654321");
  const auto the_case = investigation::open_case(folder);
  investigation::ResolveRequest request;
  request.review_permille = 1;
  const auto listed = investigation::resolve_case(threads(2), *the_case, request);
  ASSERT_TRUE(listed.has_value()) << listed.error().what;
  EXPECT_EQ(listed->holders, 2U);
  EXPECT_FALSE(listed->is_learned);
  request.explain = {first, second};
  const auto explained = investigation::resolve_case(threads(2), *the_case, request);
  ASSERT_TRUE(explained.has_value()) << explained.error().what;
  std::int64_t sum = 0;
  for (const auto& bar : explained->bars) {
    sum += bar.bits;
    EXPECT_EQ(bar.after, sum) << bar.what;
  }
  EXPECT_GT(explained->bars.size(), 2U);

  const std::string strangers = temp / "strangers";
  make_empty_case(strangers);
  static_cast<void>(add_text(strangers, "persons.csv",
                             "person_id,name,birth_date,document,country\n"
                             "1,Quirin Example,1951-01-02,YY1111111,LT\n"
                             "2,Oddny Sample,1999-12-30,YY8888888,PL\n",
                             "a register"));
  const auto none =
      investigation::resolve_case(threads(2), *investigation::open_case(strangers), {});
  ASSERT_TRUE(none.has_value()) << none.error().what;
  EXPECT_TRUE(none->pairs.empty());
}

TEST(Judge, ADayKnowsOnlyWhatWasJudgedByThen) {
  const auto all = investigation::parse_judgements(
      R"({"schema":1,"id":"J1","a":"doc:XX:1","b":"doc:XX:2","verdict":"same","at":"2026-02-01T00:00:00Z"}
{"schema":1,"id":"J2","undoes":"J1","at":"2026-03-01T00:00:00Z"}
{"schema":1,"id":"J3","a":"doc:XX:1","b":"doc:XX:3","verdict":"different","at":"2026-04-01T00:00:00Z"}
)",
      "judgements.jsonl");
  ASSERT_TRUE(all.has_value()) << all.error().what;
  const auto by = [&](const char* day) {
    std::vector<std::string> ids;
    for (const auto& one : entities::judgements_by(*all, core::parse_rfc3339(day)->time_us))
      ids.push_back(one.id);
    return ids;
  };
  EXPECT_TRUE(by("2026-01-01T00:00:00Z").empty());
  EXPECT_EQ(by("2026-02-15T00:00:00Z"), std::vector<std::string>{"J1"});
  EXPECT_TRUE(by("2026-03-15T00:00:00Z").empty());
  EXPECT_EQ(by("2026-05-01T00:00:00Z"), std::vector<std::string>{"J3"});
  ASSERT_EQ(entities::judgements_by(*all, std::nullopt).size(), 1U);

  for (
      const char* bad :
      {"[1]", "{}", R"({"schema":2,"id":"J1"})",
       R"({"schema":1,"id":"J1","at":"2026-04-01T00:00:00Z","a":"doc:1","b":"doc:1","verdict":"same"})",
       R"({"schema":1,"id":"J1","at":"2026-04-01T00:00:00Z","a":"doc:1","b":"doc:2","verdict":"maybe"})",
       R"({"schema":1,"id":"J1","at":"2026-04-01T00:00:00Z","undoes":"J0"})"}) {
    const auto refused = investigation::parse_judgements(bad, "judgements.jsonl");
    ASSERT_FALSE(refused.has_value()) << bad;
    EXPECT_TRUE(refused.error().what.starts_with("line 1 ")) << refused.error().what;
  }
}

}  // namespace
}  // namespace cuibono::cross
