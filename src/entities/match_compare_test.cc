#include "entities/match_compare.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "entities/match_text.h"
#include "entities/match_worlds.h"

namespace cuibono::entities {
namespace {

MatchLevel dates(const char* a, const char* b) {
  return compare_dates(parse_match_date(a), parse_match_date(b));
}

TEST(MatchDates, AreReadAsFarAsStated) {
  EXPECT_TRUE(parse_match_date("1971-06-24").is_whole());
  const MatchDate year = parse_match_date("1971"), month = parse_match_date("1972-02");
  EXPECT_EQ(year.to_day - year.from_day, 364);
  EXPECT_EQ(month.to_day - month.from_day, 28);
  const MatchDate range = parse_match_date("1965..1970");
  EXPECT_EQ(range.to_day - range.from_day, 6 * 365 + 1 - 1);
  for (const char* bad :
       {"", "197", "1971-13", "1971-02-30", "1971-6-24x", "24.06.1971", "71", "1970..", "x"})
    EXPECT_LT(parse_match_date(bad).to_day, parse_match_date(bad).from_day) << bad;
}

TEST(MatchDates, HaveLevels) {
  EXPECT_EQ(dates("1971-06-24", "1971-06-24"), 4);
  EXPECT_EQ(dates("1971-06-05", "1971-05-06"), 3);  // day and month exchanged
  EXPECT_EQ(dates("1971-06-24", "1991-06-24"), 3);  // one digit
  EXPECT_EQ(dates("1971-06-24", "1917-06-24"), 3);  // two digits exchanged
  EXPECT_EQ(dates("71-06-24", "1971-06-24"), 3);    // no century
  EXPECT_EQ(dates("71-06-24", "71-06-24"), 3);
  EXPECT_EQ(dates("1971-06-24", "1971-07-13"), 2);
  EXPECT_EQ(dates("1971", "1971-07-13"), 2);        // law 3: as far as stated
  EXPECT_EQ(dates("1965..1972", "1971-07-13"), 2);  // of an age
  EXPECT_EQ(dates("1971-06-24", "1972-03-13"), 1);
  EXPECT_EQ(dates("1971-06-24", "1988-06-24"), 1);  // the same day of another year
  EXPECT_EQ(dates("1971", "1973-07-13"), 0);
  EXPECT_EQ(dates("1971-06-24", "1988-03-13"), 0);
}

TEST(MatchDates, OneSlipIsOneEditOfTheirDigits) {
  core::CounterRandom random(9, 1);
  const auto digits = [](const std::string& text) {
    return text.substr(0, 4) + text.substr(5, 2) + text.substr(8);
  };
  for (unsigned i = 0; i < 20'000; ++i) {
    const std::string a = worlds::day_of_birth(random);
    std::string b = a;
    for (std::uint64_t edits = random.below(3); edits > 0; --edits) {
      const std::size_t at = std::array{2U, 3U, 6U, 9U}[random.below(4)];
      b[at] = static_cast<char>('0' + random.below(10));
    }
    if (i % 3 == 0) std::swap(b[2], b[3]);
    if (!parse_match_date(b).is_whole()) continue;
    const bool is_swapped = a.substr(0, 4) == b.substr(0, 4) && a.substr(5, 2) == b.substr(8) &&
                            a.substr(8) == b.substr(5, 2);
    const bool is_slip = edits_reference(digits(a), digits(b)) == 1 || (is_swapped && a != b);
    ASSERT_EQ(dates(a.c_str(), b.c_str()) == 3, is_slip) << a << " " << b;
  }
}

TEST(MatchLevels, OfEachKind) {
  using K = MatchKind;
  for (const K kind : {K::given_name, K::family_name, K::whole_name, K::date, K::place, K::document,
                       K::phone, K::account, K::device, K::email, K::domain, K::word}) {
    EXPECT_FALSE(level_words(kind, static_cast<MatchLevel>(levels_of(kind) - 1)).empty());
    EXPECT_TRUE(level_words(kind, static_cast<MatchLevel>(levels_of(kind))).empty());
  }
  struct Case {
    K kind;
    const char *a, *b;
    int level;
  };
  for (const Case& one : {Case{K::given_name, "robert", "robert", 4},
                          Case{K::given_name, "robert", "r", 2},
                          Case{K::given_name, "robert", "robret", 3},
                          Case{K::given_name, "robert", "mary", 0},
                          Case{K::family_name, "dobbins jr", "dobbins senior", 0},
                          Case{K::family_name, "dobbins jr", "dobbins", 3},
                          Case{K::family_name, "medina sentosa", "sentosa", 2},
                          Case{K::whole_name, "anna maria berg", "berg anna maria", 4},
                          Case{K::whole_name, "anna maria berg", "anna berg", 3},
                          Case{K::whole_name, "a berg", "anna berg", 3},
                          Case{K::whole_name, "anna berg", "ida berg", 1},
                          Case{K::whole_name, "anna berg", "carl weiss", 0},
                          Case{K::place, "london", "lonodn", 3},
                          Case{K::place, "12 high street", "high street 12", 3},
                          Case{K::place, "12 high street", "14 high street", 2},
                          Case{K::document, "de:12345678", "de:12345678", 3},
                          Case{K::document, "de:12345678", "fr:12345678", no_level},
                          Case{K::document, "de:12345678", "12345678", 3},
                          Case{K::document, "12345678", "12345687", 2},
                          Case{K::document, "12345678", "87654321", 0},
                          Case{K::phone, "99955512345", "055512345", 3},
                          Case{K::phone, "99955512345", "99955512346", 2},
                          Case{K::phone, "99955512345", "99855512345", 2},
                          Case{K::phone, "99955512345", "12345", 0},
                          Case{K::account, "xx00123456", "xx00123465", 2},
                          Case{K::device, "356", "357", 0},
                          Case{K::email, "anna.berg@mail.example", "anna.berg@post.example", 4},
                          Case{K::email, "anna.berg@mail.example", "ana.berg@mail.example", 3},
                          Case{K::email, "anna.berg@mail.example", "k.weiss@mail.example", 1},
                          Case{K::domain, "novalex.example", "novalex.invalid", 2},
                          Case{K::domain, "novalex.example", "novalox.example", 1},
                          Case{K::word, "f", "m", 0},
                          Case{K::word, "f", "f", 1}}) {
    EXPECT_EQ(int{compare_texts(one.kind, one.a, one.b)}, one.level) << one.a << " | " << one.b;
    EXPECT_EQ(compare_texts(one.kind, one.a, one.b), compare_texts(one.kind, one.b, one.a));
    if (one.level != no_level) {
      EXPECT_FALSE(level_words(one.kind, static_cast<MatchLevel>(one.level)).empty());
      EXPECT_LT(one.level, static_cast<int>(levels_of(one.kind)));
    }
  }
  EXPECT_EQ(level_words(K::date, no_level), "not stated on both sides");
}

std::vector<MatchComparison> all_of(const MatchTable& table) {
  std::vector<MatchComparison> out;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    MatchComparison one;
    one.name = table.columns[c].name();
    one.column = c;
    if (table.columns[c].kind() == MatchKind::family_name) one.given = c - 1;
    out.push_back(std::move(one));
  }
  return out;
}

TEST(MatchRecords, PatternsAreSymmetricAndNullIsNoLevel) {
  PeopleOptions options;
  options.records = 120;
  const MatchTable table = table_of(make_people(options).rows);
  const auto comparisons = all_of(table);
  MatchedValues one, other;
  for (std::uint32_t a = 0; a < table.records; ++a) {
    for (std::uint32_t b = 0; b < table.records; ++b) {
      compare_records(table, comparisons, a, b, one);
      compare_records(table, comparisons, b, a, other);
      ASSERT_EQ(one.pattern, other.pattern) << a << " " << b;  // law 1
      for (std::size_t k = 2; k < comparisons.size(); ++k) {
        const bool is_stated = !table.columns[k].of(a).empty() && !table.columns[k].of(b).empty();
        ASSERT_EQ(level_at(one.pattern, k) != no_level, is_stated);
        if (a == b && is_stated) {
          ASSERT_EQ(level_at(one.pattern, k) + 1U, levels_of(table.columns[k].kind()));  // law 2
        }
      }
    }
  }
}

TEST(MatchRecords, ReadsGivenAndFamilyNameCrosswise) {
  const std::vector<PersonRow> rows{{"Isla", "Hallmar", "", "", "", "", "", ""},
                                    {"Hallmar", "Isla", "", "", "", "", "", ""},
                                    {"Hallmar", "", "", "", "", "", "", ""},
                                    {"Isla", "Bergen", "", "", "", "", "", ""}};
  const MatchTable table = table_of(rows);
  MatchedValues met;
  compare_records(table, all_of(table), 0, 1, met);
  EXPECT_TRUE(met.is_swapped);
  EXPECT_EQ(level_at(met.pattern, 0), 4);
  EXPECT_EQ(level_at(met.pattern, 1), 4);
  compare_records(table, all_of(table), 0, 2, met);
  EXPECT_TRUE(met.is_swapped);
  EXPECT_EQ(level_at(met.pattern, 1), 4);
  EXPECT_EQ(level_at(met.pattern, 0), no_level);
  compare_records(table, all_of(table), 0, 3, met);
  EXPECT_FALSE(met.is_swapped);
}

TEST(MatchRecords, TakesTheBestOfSeveralValuesAndAnotherComparator) {
  MatchTable table;
  table.records = 2;
  MatchColumn& phones = table.columns.emplace_back("phone", MatchKind::phone);
  phones.add(0, "+999 5550 1111");
  phones.add(0, "+999 5550 2222");
  phones.add(1, "+999 7770 3333");
  phones.add(1, "0099955502222");
  MatchColumn& names = table.columns.emplace_back("name", MatchKind::whole_name);
  names.add(0, "Егор Тарасенко");
  names.add(1, "Egor Tarasenko");
  ASSERT_TRUE(table.finish().has_value());
  auto comparisons = all_of(table);
  MatchedValues met;
  compare_records(table, comparisons, 0, 1, met);
  EXPECT_EQ(level_at(met.pattern, 0), 4);
  EXPECT_EQ(level_at(met.pattern, 1), 0);
  comparisons[1].names = [](std::string_view a, std::string_view b) {
    return static_cast<MatchLevel>(a != b ? 3 : 5);
  };
  compare_records(table, comparisons, 0, 1, met);
  EXPECT_EQ(level_at(met.pattern, 1), 3);
}

TEST(MatchTables, CountPairsThatAreCompared) {
  MatchTable table = table_of(std::vector<PersonRow>(5));
  EXPECT_EQ(table.pairs(), 10U);
  table.sources = {0, 0, 0, 1, 1};
  table.is_duplicate_free = {true, false};
  EXPECT_EQ(table.pairs(), 7U);
  EXPECT_FALSE(table.can_match(0, 1));
  EXPECT_TRUE(table.can_match(3, 4));
  EXPECT_EQ(table.column("town"), 3U);
  EXPECT_EQ(table.column("none"), table.columns.size());
}

}  // namespace
}  // namespace cuibono::entities
