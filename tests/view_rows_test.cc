// Rows as received, one by one: audited, marked, and closed where they must be.
#include <gtest/gtest.h>

#include "investigation/audit.h"
#include "investigation/view.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

using investigation::CaseView;
using investigation::ViewAnswer;
using investigation::ViewState;
using nlohmann::json;

struct Opened {
  TempFolder temp;
  std::unique_ptr<CaseView> view;
  [[nodiscard]] std::string folder() const { return temp / "case"; }
  void open() {
    auto the_case = investigation::open_case(folder());
    ASSERT_TRUE(the_case.has_value());
    auto made = CaseView::open(threads(1), *the_case, {});
    ASSERT_TRUE(made.has_value()) << made.error().what;
    view = std::move(*made);
  }
  [[nodiscard]] std::size_t audit_lines() const {
    const auto the_case = investigation::open_case(folder());
    const auto lines = investigation::read_audit(*the_case);
    return lines.has_value() ? lines->size() : 0;
  }
};

TEST(ViewRows, ARowIsShownWithItsBytesCellsAndMeaning) {
  Opened opened;
  make_tiny_case(opened.folder());
  ASSERT_GT(run_case(opened.folder()).records, 0U);
  opened.open();
  const std::size_t before = opened.audit_lines();
  const ViewAnswer answer = opened.view->answer({{"records", "E0001", "2"}, {{"field", "amount"}}});
  ASSERT_EQ(answer.state, ViewState::found) << answer.error.what;
  const json row = json::parse(answer.json);
  EXPECT_EQ(opened.audit_lines(), before + 1);
  EXPECT_EQ(row["original"], bank_lines(1)[1]);
  const std::string file = bank_file(1);
  EXPECT_EQ(row["byte_to"].get<std::size_t>() - row["byte_from"].get<std::size_t>(),
            bank_lines(1)[1].size());
  EXPECT_EQ(row["state"], "record");
  std::size_t marked = 0;
  for (const auto& cell : row["cells"]) {
    if (!cell["marked"].get<bool>()) continue;
    ++marked;
    EXPECT_TRUE(cell["field"] == "amount" || cell["field"] == "currency") << cell;
  }
  EXPECT_GE(marked, 1U);
  bool has_amount = false;
  for (const auto& one : row["understood"]) has_amount = has_amount || one["field"] == "amount";
  EXPECT_TRUE(has_amount);
  const std::string wanted = row["cells"][0]["text"];
  const json found =
      json::parse(opened.view->answer({{"records", "E0001", "2"}, {{"find", wanted}}}).json);
  EXPECT_TRUE(found["cells"][0]["marked"].get<bool>());
  const json header = json::parse(opened.view->answer({{"records", "E0001", "1"}, {}}).json);
  EXPECT_EQ(header["state"], "header");
}

TEST(ViewRows, PagesShowEachRowOnce) {
  Opened opened;
  make_tiny_case(opened.folder());
  ASSERT_GT(run_case(opened.folder()).records, 0U);
  opened.open();
  const json all =
      json::parse(opened.view->answer({{"sources", "E0001", "rows"}, {{"limit", "500"}}}).json);
  EXPECT_EQ(all["total"], all["shown"]);
  EXPECT_EQ(all["rows"][0]["state"], "header");
  std::uint64_t next = 1;
  for (std::uint64_t offset = 0; offset < all["total"].get<std::uint64_t>(); offset += 7) {
    const json page =
        json::parse(opened.view
                        ->answer({{"sources", "E0001", "rows"},
                                  {{"limit", "7"}, {"offset", std::to_string(offset)}}})
                        .json);
    for (const auto& row : page["rows"]) {
      EXPECT_EQ(row["row"], next);
      EXPECT_EQ(row, all["rows"][next - 1]);
      ++next;
    }
  }
  EXPECT_EQ(next - 1, all["total"].get<std::uint64_t>());
}

TEST(ViewRows, PrivilegedRowsStayClosedAndAreInNoPicture) {
  Opened opened;
  make_tiny_case(opened.folder());
  add_text(opened.folder(), "more_calls.csv",
           "Caller,Called,Start,Duration (s)\n"
           "+99937120000001,+99937120000777,2025-02-03 10:00:00,60\n"
           "+99937120000001,+99937120000002,2025-02-03 12:00:00,62\n",
           "Operator Two");
  std::string toml = read_text(opened.folder() + "/case.toml");
  const std::string none = "contacts = []";
  write_text(opened.folder() + "/case.toml",
             toml.replace(toml.find(none), none.size(), "contacts = [\"+999 37 120 000 777\"]"));
  ASSERT_GT(run_case(opened.folder()).records, 0U);
  opened.open();
  const std::size_t before = opened.audit_lines();
  EXPECT_EQ(opened.view->answer({{"records", "E0004", "2"}, {}}).state, ViewState::closed);
  EXPECT_EQ(opened.audit_lines(), before);
  const ViewAnswer rows = opened.view->answer({{"sources", "E0004", "rows"}, {}});
  ASSERT_EQ(rows.state, ViewState::found);
  EXPECT_EQ(json::parse(rows.json)["rows"][1]["state"], "closed");
  EXPECT_EQ(rows.json.find("0000777"), std::string::npos);
  const auto loaded = opened.view->load_network(threads(1));
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(opened.view->answer({{"nodes", "tel:+99937120000777"}, {}}).state,
            ViewState::no_such_thing);
}

TEST(ViewRows, NothingIsShownWhereTheAuditCannotBeWritten) {
  Opened opened;
  make_tiny_case(opened.folder());
  ASSERT_GT(run_case(opened.folder()).records, 0U);
  opened.open();
  write_text(opened.folder() + "/audit.jsonl", "not an audit\n");
  const ViewAnswer answer = opened.view->answer({{"records", "E0001", "2"}, {}});
  EXPECT_EQ(answer.state, ViewState::closed);
  EXPECT_TRUE(answer.json.empty());
}

TEST(ViewRows, AChangedCaseIsSaidToBeStale) {
  Opened opened;
  make_tiny_case(opened.folder());
  ASSERT_GT(run_case(opened.folder()).records, 0U);
  opened.open();
  EXPECT_FALSE(json::parse(opened.view->answer({{"case"}, {}}).json)["stale"].get<bool>());
  write_text(opened.folder() + "/judgements.jsonl", "\n");
  Opened again;
  auto the_case = investigation::open_case(opened.folder());
  ASSERT_TRUE(the_case.has_value());
  const auto view = CaseView::open(threads(1), *the_case, {});
  ASSERT_TRUE(view.has_value());
  const json facts = json::parse((*view)->answer({{"case"}, {}}).json);
  EXPECT_TRUE(facts["stale"].get<bool>());
  EXPECT_TRUE(facts["hint"].is_string());
}

}  // namespace
}  // namespace cuibono::cross
