// Calls with contacts that the law protects stay closed: the run is that of a case without those rows.
#include "investigation/privileged.h"

#include <gtest/gtest.h>

#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

constexpr const char* lawyer = "+999 37 120 000 777";

/// The tiny case with three calls more: two with a lawyer, one between others.
void make_case_with_lawyer(const std::string& folder) {
  make_tiny_case(folder);
  add_text(folder, "more_calls.csv",
           "Caller,Called,Start,Duration (s)\n"
           "+99937120000001,+99937120000777,2025-02-03 10:00:00,60\n"
           "+99937120000777,+99937120000001,2025-02-03 11:00:00,61\n"
           "+99937120000001,+99937120000002,2025-02-03 12:00:00,62\n",
           "Operator Two");
}

void list_contact(const std::string& folder, const std::string& contact) {
  std::string text = read_text(folder + "/case.toml");
  const std::string none = "contacts = []";
  const auto at = text.find(none);
  ASSERT_NE(at, std::string::npos) << text;
  write_text(folder + "/case.toml",
             text.replace(at, none.size(), "contacts = [\"" + contact + "\"]"));
}

/// Without run.json and the page, which name what was left out, the samples in intake.json, and the hashes.
Files compared(Files files) {
  for (const char* name : {"run.json", "brief.html", "intake.json", "manifest.json"})
    files.erase(name);
  return files;
}

TEST(Privileged, ARunIsThatOfACaseWithoutTheirCalls) {
  const TempFolder temp;
  make_case_with_lawyer(temp / "closed");
  list_contact(temp / "closed", lawyer);
  make_case_with_lawyer(temp / "without");
  evidence::MaskRequest request;
  request.without_records = {"E0004#2", "E0004#3"};
  const auto closed = run_case(temp / "closed");
  const auto without = run_case(temp / "without", 2, request);
  EXPECT_TRUE(same(compared(results_of(closed)), compared(results_of(without))));
  ASSERT_FALSE(closed.notes.empty());
  EXPECT_EQ(closed.notes.back().text,
            "2 rows of calls with 1 of 1 contacts that the case lists as privileged are closed: "
            "nothing here stands on them");
  for (const auto& [name, bytes] : results_of(closed)) {
    EXPECT_EQ(bytes.find("120000777"), std::string::npos) << name;
  }
  EXPECT_NE(read_text(temp / "closed/out/brief.html").find("lists as privileged are closed"),
            std::string::npos);
}

TEST(Privileged, TheirRowsAreNotShown) {
  const TempFolder temp;
  make_case_with_lawyer(temp / "case");
  list_contact(temp / "case", lawyer);
  const auto done = run_case(temp / "case");
  EXPECT_GT(done.records, 0U);
  const Outcome closed = run_program({"-C", temp / "case", "show", "E0004#2"});
  EXPECT_EQ(closed.exit_code, 1) << describe(closed);
  EXPECT_NE(closed.err.find("stays closed"), std::string::npos) << describe(closed);
  EXPECT_EQ(closed.out.find("777"), std::string::npos) << describe(closed);
  const Outcome open = run_program({"-C", temp / "case", "show", "E0004#4"});
  EXPECT_EQ(open.exit_code, 0) << describe(open);
}

TEST(Privileged, WhatIsNoNumberIsRefused) {
  const TempFolder temp;
  make_case_with_lawyer(temp / "case");
  list_contact(temp / "case", "my lawyer");
  const Outcome refused = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(refused.exit_code, 3) << describe(refused);
  EXPECT_NE(refused.err.find("privileged.contacts"), std::string::npos) << describe(refused);
}

TEST(Privileged, SpellingsOfOneNumber) {
  using investigation::holds_privileged;
  const auto form = investigation::privileged_selector(" tel:+999 (37) 120-000-777 ");
  ASSERT_TRUE(form.has_value());
  EXPECT_EQ(*form, "tel:+99937120000777");
  for (const char* row :
       {"a;0099937120000777;b", "call +999 37 120 000 777 now", "8-37-120-000-777"})
    EXPECT_TRUE(holds_privileged({*form}, row)) << row;
  for (const char* row : {"a;0099937120000778;b", "37120;000777", ""})
    EXPECT_FALSE(holds_privileged({*form}, row)) << row;
  for (const char* wrong : {"", "37120000777", "+12", "+1234567890123456", "+999 37x"})
    EXPECT_FALSE(investigation::privileged_selector(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace cuibono::cross
