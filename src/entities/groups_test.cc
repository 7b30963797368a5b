#include "entities/groups.h"

#include <gtest/gtest.h>

#include "entities/people_worlds.h"

namespace cuibono::entities {
namespace {

using What = PersonText::What;

std::vector<PersonText> one_of_each() {
  return {{What::account, "Chen Li", {"acct:XX:1"}, "", {}, "SG", {}, {}, {}},
          {What::watch,
           "Dara Ost",
           {"local:w.listed:1", "tel:+99955500009"},
           "",
           {},
           "LT",
           "1980-01-02",
           "D. Ost",
           "said to own a shop"},
          {What::tie,
           "Anna Berg",
           {"local:a.person:1", "mailto:a@example.org"},
           "tel:+99955500001",
           evidence::TieKind::subscription,
           "SE",
           "1970-03-04",
           {},
           {}},
          {What::report,
           "Mara Nowak",
           {"local:p.victim:1", "tel:+99955500002"},
           "",
           {},
           "PL",
           {},
           {},
           {}}};
}

TEST(Groups, ComeAsReportsTiesWatchEntriesAccountFacts) {
  const auto evidence = make_evidence(one_of_each());
  const auto groups = find_groups(evidence);
  ASSERT_EQ(groups.size(), 4U);
  EXPECT_EQ(groups[0].name, "Mara Nowak");
  EXPECT_TRUE(groups[0].is_victim && groups[0].is_person);
  EXPECT_EQ(groups[1].name, "Anna Berg");
  EXPECT_EQ(groups[1].selectors.size(), 3U);
  EXPECT_TRUE(groups[1].is_person);  // born: a person, not a firm
  EXPECT_EQ(groups[2].name, "Dara Ost");
  EXPECT_EQ(groups[2].aliases, std::vector<std::string>{"D. Ost"});
  EXPECT_FALSE(groups[2].is_victim);
  EXPECT_EQ(groups[3].name, "Chen Li");
  EXPECT_FALSE(groups[3].is_person);
  for (const auto& group : groups) {
    EXPECT_EQ(group.records.size(), 1U);
    EXPECT_TRUE(std::is_sorted(group.selectors.begin(), group.selectors.end()));
  }
}

TEST(Groups, AVictimIsKnownByTheAccountThatPaid) {
  auto evidence = make_evidence(one_of_each());
  evidence::ReportPayment payment;
  payment.from = evidence.selectors.find("acct:XX:1").value();
  evidence.reports[0].payments = {payment, payment};
  EXPECT_EQ(find_groups(evidence)[0].selectors.size(), 3U);  // distinct
}

TEST(Groups, NameKeyIgnoresOrderCaseAndMarks) {
  EXPECT_EQ(name_key("Anna Berg"), name_key("BERG, Anna"));
  EXPECT_EQ(name_key("Nguyễn Thị Lan"), name_key("lan NGUYỄN thị"));
  EXPECT_EQ(name_key("Анна Берг"), name_key("БЕРГ Анна"));
  EXPECT_EQ(name_key("O'Neil"), name_key("O\u2019neil"));
  EXPECT_EQ(name_key("Anna-Lena  Berg"), name_key("Anna Lena Berg"));
  EXPECT_NE(name_key("Anna Berg"), name_key("Anna Burg"));
  EXPECT_NE(name_key("Anna Berg"), name_key("Anna"));
  EXPECT_EQ(name_key(" ,. "), "");
  EXPECT_EQ(name_key("\xFF"
                     "Ab"),
            "\xFF"
            "ab");  // no UTF-8: kept
}

TEST(Groups, StatementsSayEachPropertyWithItsRecord) {
  const auto evidence = make_evidence(one_of_each());
  const auto groups = find_groups(evidence);
  std::vector<Statement> statements;
  add_statements(evidence, groups[1], EntityId(4), statements);
  add_statements(evidence, groups[2], EntityId(5), statements);
  const auto says = [&](EntityId entity, const std::string& prop, const std::string& value,
                        std::uint64_t row) {
    return std::count(statements.begin(), statements.end(),
                      Statement{entity, prop, value, evidence::RecordRef(0, row)});
  };
  EXPECT_EQ(says(EntityId(4), "name", "Anna Berg", 3), 1);
  EXPECT_EQ(says(EntityId(4), "country", "SE", 3), 1);
  EXPECT_EQ(says(EntityId(4), "birthDate", "1970-03-04", 3), 1);
  EXPECT_EQ(says(EntityId(4), "email", "a@example.org", 3), 1);
  EXPECT_EQ(says(EntityId(4), "phone", "+99955500001", 3), 1);
  EXPECT_EQ(says(EntityId(5), "alias", "D. Ost", 2), 1);
  EXPECT_EQ(says(EntityId(5), "notes", "said to own a shop", 2), 1);
  EXPECT_EQ(statements.size(), 11U);  // and nothing empty is said
}

}  // namespace
}  // namespace cuibono::entities
