#include "brief_checks.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "case_tools.h"

namespace cuibono::cross {
namespace {

using nlohmann::json;

std::set<std::string> ids_in(const std::string& path) {
  std::set<std::string> ids;
  for (const auto& line : read_json_lines(path)) {
    EXPECT_TRUE(ids.insert(line["id"]).second) << line["id"] << " stands twice in " << path;
  }
  return ids;
}

/// Ordinals of the rows of each item, by its label, as a fresh reading of the evidence gives them:
/// records, and rows that were set aside, which a remark on them stands on.
struct Rows {
  std::set<std::uint64_t> records, set_aside;
};
std::map<std::string, Rows> rows_of(const std::string& folder) {
  std::map<std::string, Rows> rows;
  const auto the_case = investigation::open_case(folder);
  EXPECT_TRUE(the_case.has_value());
  for (const auto& item : the_case->items) {
    const auto preview = investigation::preview_mapping(threads(2), *the_case, item.label);
    EXPECT_TRUE(preview.has_value());
    Rows& of = rows[item.label];
    of.records = {preview->batch.ordinals.begin(), preview->batch.ordinals.end()};
    for (const auto& row : preview->batch.quarantined) of.set_aside.insert(row.ordinal);
  }
  return rows;
}

void expect_records(const json& records, const std::map<std::string, Rows>& rows,
                    const std::string& of) {
  for (const auto& record : records) {
    const auto item = rows.find(record["item"].get<std::string>());
    ASSERT_NE(item, rows.end()) << of << " stands on " << record.dump() << ", an item of no case";
    const auto row = record["row"].get<std::uint64_t>();
    ASSERT_TRUE(item->second.records.contains(row) || item->second.set_aside.contains(row))
        << of << " stands on " << record.dump() << ", which is no row of data";
  }
}

}  // namespace

void expect_every_sentence_opens(const std::string& case_folder) {
  const std::string out = case_folder + "/out";
  const auto rows = rows_of(case_folder);
  const json intake = read_json(out + "/intake.json");
  for (const auto& item : intake["items"])
    EXPECT_EQ(item["records"], rows.at(item["id"]).records.size()) << item["id"];
  const auto findings = ids_in(out + "/findings.jsonl");
  const auto claims = ids_in(out + "/claims.jsonl");
  for (const char* file : {"/findings.jsonl", "/claims.jsonl", "/leads.jsonl"}) {
    for (const auto& line : read_json_lines(out + file))
      expect_records(line["records"], rows, line["id"].get<std::string>() + " of " + (file + 1));
  }
  const json brief = read_json(out + "/brief.json");
  std::set<std::string> sections;
  std::uint64_t sentences = 0;
  for (const auto& section : brief["sections"]) {
    sections.insert(section["id"]);
    for (const auto& sentence : section["sentences"]) {
      ++sentences;
      const std::string text = sentence["text"];
      EXPECT_FALSE(sentence["findings"].empty() && sentence["claims"].empty())
          << "nothing supports: " << text;
      for (const auto& id : sentence["findings"]) EXPECT_TRUE(findings.contains(id)) << text;
      for (const auto& id : sentence["claims"]) EXPECT_TRUE(claims.contains(id)) << text;
      expect_records(sentence["records"], rows, text);
      for (const auto& number : sentence["numbers"]) {
        EXPECT_NE(text.find(number["text"].get<std::string>()), std::string::npos)
            << number.dump() << " is not in: " << text;
        EXPECT_TRUE(findings.contains(number["finding"])) << number.dump() << " of: " << text;
      }
      EXPECT_EQ(text.find('{'), std::string::npos) << "an argument was not filled in: " << text;
    }
  }
  EXPECT_EQ(sections,
            (std::set<std::string>{"against", "gaps", "matters", "next", "sources", "summary"}));
  EXPECT_GE(sentences, 5U);
  const auto the_case = investigation::open_case(case_folder);
  ASSERT_TRUE(the_case.has_value());
  const auto linted = investigation::check_brief(threads(1), *the_case, {});
  ASSERT_TRUE(linted.has_value()) << linted.error().what;
  EXPECT_EQ(linted->sentences, sentences);
  for (const auto& complaint : linted->complaints)
    ADD_FAILURE() << complaint.sentence << ": " << complaint.rule << ": " << complaint.words;
}

bool brief_says(const std::string& case_folder, const std::string& words) {
  const json brief = read_json(case_folder + "/out/brief.json");
  for (const auto& section : brief["sections"]) {
    for (const auto& sentence : section["sentences"]) {
      if (sentence["text"].get<std::string>().find(words) != std::string::npos) return true;
    }
  }
  return false;
}

std::string sentences_of(const std::string& case_folder, const std::string& section) {
  std::string text;
  const json brief = read_json(case_folder + "/out/brief.json");
  for (const auto& one : brief["sections"]) {
    if (one["id"] != section) continue;
    for (const auto& sentence : one["sentences"])
      text += sentence["text"].get<std::string>() + "\n";
  }
  return text;
}

}  // namespace cuibono::cross
