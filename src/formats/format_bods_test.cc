#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/format_list.h"
#include "formats/json_samples.h"

namespace cuibono::formats {
namespace {

namespace fs = std::filesystem;

std::string statement(std::string_view type, std::string_view id, std::string_view details) {
  return R"({"statementId":"00000000-0000-0000-0000-0000000000)" + std::string(id) +
         R"(","statementDate":"2025-02-03","declarationSubject":"c1","recordStatus":"new","recordId":")" +
         std::string(id) + R"(","recordType":")" + std::string(type) + R"(","recordDetails":)" +
         std::string(details) + "}";
}

const std::string person = statement(
    "person", "p1",
    R"({"isComponent":false,"personType":"knownPerson","names":[{"type":"alternative","fullName":"Annie"},{"type":"legal","fullName":"Ana Test"}],"birthDate":"1980-05","nationalities":[{"name":"Nowhere","code":"ZZ"}],"identifiers":[{"scheme":"ZZ-ID","id":"7"}],"addresses":[{"type":"service","address":"1 Long Road","country":{"name":"Nowhere"}}],"politicalExposure":{"status":"isNotPep"}})");
const std::string company = statement(
    "entity", "c1",
    R"({"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Northwind Test Ltd","jurisdiction":{"name":"Nowhere","code":"ZZ"}})");
const std::string tie = statement(
    "relationship", "r1",
    R"({"isComponent":false,"subject":"c1","interestedParty":"p1","interests":[{"type":"shareholding","share":{"exact":75},"startDate":"2019-01-02"},{"type":"votingRights","share":{"minimum":25,"exclusiveMaximum":50}}]})");
const std::string nobody = statement(
    "relationship", "r2",
    R"({"isComponent":false,"subject":"c1","interestedParty":{"reason":"noBeneficialOwners","description":"none found"}})");
const std::string file = "[" + person + ",\n" + company + "," + tie + "," + nobody + "]";

TEST(FormatBods, StatementsBecomePeopleCompaniesAndTies) {
  ASSERT_EQ(recognise_format(file), &bods_format);
  EXPECT_EQ(tell_tables(bods_format, file), "people 1, companies 1, ties 2, other 1");
  const auto people = tell_table(bods_format, file, "people");
  EXPECT_EQ(people[0].at("id") + people[0].at("name"), "p1Ana Test");
  EXPECT_EQ(people[0].at("aliases"), "Annie");
  EXPECT_EQ(people[0].at("birth date"), "1980-05");
  EXPECT_EQ(people[0].at("country"), "ZZ");
  EXPECT_EQ(people[0].at("address"), "1 Long Road, Nowhere");
  EXPECT_EQ(people[0].at("document numbers"), "7");
  EXPECT_EQ(people[0].at("numbers with their kinds"), "ZZ-ID 7");
  EXPECT_EQ(people[0].at("<place>"), person);
  const auto ties = tell_table(bods_format, file, "ties");
  EXPECT_EQ(tell_column(ties, "holder"), "Ana Test|Ana Test|");
  EXPECT_EQ(tell_column(ties, "company"), "Northwind Test Ltd|Northwind Test Ltd|");
  EXPECT_EQ(tell_column(ties, "interest"), "shareholding|votingRights|");
  EXPECT_EQ(tell_column(ties, "share"), "75|25 up to below 50|");
  EXPECT_EQ(tell_column(ties, "since"), "2019-01-02||");
  EXPECT_EQ(tell_table(bods_format, file, "other")[0].at("why nobody is named"),
            "noBeneficialOwners; none found");
  EXPECT_EQ(tell_refused(bods_format, file, "people") + tell_refused(bods_format, file, "ties"),
            "");
}

TEST(FormatBods, OlderStatementsAreRead) {
  const std::string old =
      R"([{"statementID":"00000000-0000-0000-0000-000000000001","statementType":"personStatement","isComponent":false,"personType":"knownPerson","names":[{"fullName":"Ana Test"}]},
{"statementID":"00000000-0000-0000-0000-000000000002","statementType":"entityStatement","isComponent":false,"entityType":"registeredEntity","name":"Test Ltd","incorporatedInJurisdiction":{"name":"Nowhere","code":"ZZ"}},
{"statementID":"00000000-0000-0000-0000-000000000003","statementType":"ownershipOrControlStatement","isComponent":false,"subject":{"describedByEntityStatement":"00000000-0000-0000-0000-000000000002"},"interestedParty":{"describedByPersonStatement":"00000000-0000-0000-0000-000000000001"},"interests":[{"type":"shareholding","interestLevel":"direct","share":{"exact":100}}]},
{"statementID":"short","statementType":"personStatement","names":[{"fullName":"Bo"}]}])";
  ASSERT_EQ(recognise_format(old), &bods_format);
  EXPECT_EQ(tell_tables(bods_format, old), "people 2, companies 1, ties 1");
  const auto ties = tell_table(bods_format, old, "ties");
  EXPECT_EQ(ties[0].at("holder") + ">" + ties[0].at("company"), "Ana Test>Test Ltd");
  EXPECT_EQ(tell_table(bods_format, old, "companies")[0].at("country"), "ZZ");
  EXPECT_EQ(tell_refused(bods_format, old, "people"),
            "2: the statement breaks the ownership standard: \"statementID\" is too short|");
}

TEST(FormatBods, WhatBreaksTheStandardIsRefusedWithTheRule) {
  std::string bad = file;
  const auto put = [](std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    return text.replace(at, from.size(), to);
  };
  const auto refused = [&](const std::string& one, std::string_view table) {
    return tell_refused(bods_format, "[" + one + "]", table);
  };
  EXPECT_EQ(
      refused(put(person, "knownPerson", "someone"), "people"),
      "1: the statement breaks the ownership standard: in recordDetails \"personType\" is none of "
      "the words of the standard|");
  EXPECT_EQ(refused(put(tie, "75", "175"), "ties"),
            "1: the statement breaks the ownership standard: in recordDetails "
            "\"interests[]/share/exact\" "
            "is no share from 0 to 100|");
  EXPECT_EQ(refused(put(company, "2025-02-03", "2025-02-30"), "companies"),
            "1: the statement breaks the ownership standard: \"statementDate\" is no date "
            "YYYY-MM-DD, nor "
            "one with a time and zone|");
  EXPECT_EQ(refused(put(company, "\"isComponent\":false,", ""), "companies"),
            "1: the statement breaks the ownership standard: in recordDetails \"isComponent\" is "
            "missing|");
  EXPECT_EQ(tell_refused(bods_format, put(person, ",", ",\n"), "people"),
            "1: the statement breaks the ownership standard: it stands in no list|");
  EXPECT_EQ(tell_refused(bods_format, person + "\n" + person + "\n", "people"), "");
}

TEST(FormatBods, CutsStrangersAndHostileBytes) {
  EXPECT_EQ(find_fault_in_cuts(bods_format, file), "");
  EXPECT_EQ(find_fault_in_cut_lines(bods_format, person + "\n" + company + "\n"), "");
  EXPECT_EQ(find_fault_on_strangers(bods_format), "");
}

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Rows and refused rows of all tables.
std::pair<std::size_t, std::size_t> count(const std::string& bytes) {
  std::pair<std::size_t, std::size_t> counted{0, 0};
  const auto tables = bods_format.find_tables({}, bytes);
  if (!tables.has_value()) return counted;
  for (const auto& table : *tables) {
    static_cast<void>(bods_format.read_rows({}, bytes, table, [&](const Row& row) -> core::Status {
      counted.first += 1;
      counted.second += row.refusal.empty() ? 0U : 1U;
      return {};
    }));
  }
  return counted;
}

TEST(FormatBods, TheSamplesOfTheStandardAreToldApart) {
  const char* named = std::getenv("CUIBONO_DATA");
  const fs::path data = fs::path(named != nullptr ? named : "../shared/data") / "registers_bods";
  if (!fs::is_directory(data)) GTEST_SKIP() << "no public data: set CUIBONO_DATA";
  std::size_t good = 0, bad = 0;
  for (const auto& entry : fs::recursive_directory_iterator(data)) {
    const std::string folder = entry.path().parent_path().filename().string();
    const bool is_bad = folder == "invalid-statements";
    const bool is_sample = is_bad || folder == "valid-statements" || folder == "examples" ||
                           folder == "core" || folder == "edge-cases";
    if (entry.path().extension() != ".json" || !is_sample) continue;
    const auto [rows, refused] = count(read_file(entry.path()));
    EXPECT_GT(rows, 0U) << entry.path().filename();
    EXPECT_EQ(refused > 0, is_bad) << entry.path().filename();
    (is_bad ? bad : good) += 1;
  }
  EXPECT_GE(good, 130U);
  EXPECT_GE(bad, 190U);
}

}  // namespace
}  // namespace cuibono::formats
