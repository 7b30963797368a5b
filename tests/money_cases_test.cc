// Runs every case of tests/cases/money: as written; with rows in another order, other ids, and 1, 2 and
// 8 threads; in cents, and in millionths so that no rounding of ours stands between a rule and its answer.
#include "money_cases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "money_laws.h"
#include "money_records.h"

namespace cuibono::money_cases {
namespace {

using money::Seed;
using money::Traced;
using money::World;

constexpr std::int64_t fine = 10'000;  // millionths in a cent

/// The payments as a ledger, ids by a shuffle, and the names that the ids stand for.
struct NamedWorld {
  World world;
  std::vector<std::string> accounts, tags;  ///< tags[0] is unknown money
};

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  core::CounterRandom random(seed, 1);
  if (seed == 0) return order;
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

std::vector<bool> seeded_rows(const Case& the_case, const std::string& seeds) {
  std::vector<bool> seeded(the_case.payments.size(), false);
  if (seeds == "none") return seeded;
  for (const auto word : core::split(seeds, ',')) {
    const auto row = core::parse_uint64(word);
    if (row && *row >= 1 && *row <= seeded.size()) {
      seeded[*row - 1] = true;
    } else {
      ADD_FAILURE() << "seeds names the row '" << word << "', which is not there";
    }
  }
  return seeded;
}

NamedWorld make_world(const Case& the_case, const std::string& seeds, std::int64_t scale,
                      std::uint64_t shuffle) {
  const auto seeded = seeded_rows(the_case, seeds);
  std::vector<std::size_t> order = shuffled(the_case.payments.size(), shuffle);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return the_case.payments[a].when < the_case.payments[b].when;
  });
  NamedWorld named;
  named.tags.push_back("unknown");
  for (std::size_t row = 0; row < the_case.payments.size(); ++row) {
    const Payment& payment = the_case.payments[row];
    named.accounts.insert(named.accounts.end(), {payment.from, payment.to});
    if (seeded[row]) named.tags.push_back(payment.from);
  }
  const auto settle = [&](std::vector<std::string>& names, std::size_t first) {
    std::sort(names.begin() + static_cast<std::ptrdiff_t>(first), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const auto places = shuffled(names.size() - first, shuffle);
    std::vector<std::string> moved = names;
    for (std::size_t i = 0; i < places.size(); ++i) moved[first + places[i]] = names[first + i];
    names = moved;
  };
  settle(named.accounts, 0);
  settle(named.tags, 1);
  const auto id = [](const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::uint32_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  World& world = named.world;
  world.options = {static_cast<std::uint32_t>(named.accounts.size()),
                   static_cast<std::uint32_t>(named.tags.size() - 1)};
  for (const std::size_t row : order) {
    const Payment& payment = the_case.payments[row];
    if (seeded[row])
      world.seeds.push_back(
          {static_cast<std::uint32_t>(world.transfers.size()), id(named.tags, payment.from)});
    world.transfers.push_back({id(named.accounts, payment.from), id(named.accounts, payment.to),
                               payment.amount_minor * scale});
  }
  return named;
}

using Table = AmountTable;  // row → column → amount

/// The whole answer as a table: an account a row, a tag a column; plus displaced and unexplained.
Table answer_table(const NamedWorld& named, const Traced& traced, const Question& question) {
  const bool by_tag = question.columns[1] != "tainted";
  Table table;
  for (const auto& h : traced.holdings)
    table[named.accounts[h.account]][by_tag ? named.tags[h.tag] : "tainted"] += h.amount_minor;
  for (const auto& d : traced.displaced)
    table["displaced"][by_tag ? named.tags[d.tag] : "tainted"] += d.amount_minor;
  if (traced.unexplained_minor > 0)
    table["unexplained"][question.columns[1]] = static_cast<std::int64_t>(traced.unexplained_minor);
  return table;
}

Table expected_table(const Question& question) {
  Table table;
  for (const auto& row : question.rows) {
    for (std::size_t column = 1; column < row.size() && column < question.columns.size();
         ++column) {
      const auto amount = core::parse_decimal(row[column], {}, 2);
      EXPECT_FALSE(amount.fault.has_value()) << row[column] << " is not an amount";
      if (amount.scaled != 0) table[row[0]][question.columns[column]] = amount.scaled;
    }
  }
  return table;
}

/// `slack_minor` 0: equal, once amounts are rounded to the nearest cent.
void expect_table(const Table& expected, Table actual, std::int64_t scale, std::int64_t slack_minor,
                  const std::string& how) {
  for (auto& [row, columns] : actual) {
    for (auto& [column, amount] : columns) amount = (amount + scale / 2) / scale;
  }
  Table all = expected;
  for (const auto& [row, columns] : actual) {
    for (const auto& [column, amount] : columns) all[row][column] += 0;
  }
  for (auto& [row, columns] : all) {
    for (const auto& [column, amount] : columns) {
      EXPECT_LE(std::abs(amount - actual[row][column]), slack_minor)
          << how << ": " << row << ", " << column << " should be " << amount << " cents, is "
          << actual[row][column];
    }
  }
}

std::string option_of(const Question& question, const char* key) {
  const auto found = question.options.find(key);
  return found == question.options.end() ? std::string() : found->second;
}

OwnTags own_tags(const NamedWorld& named, const std::string& own) {
  OwnTags tags;
  for (std::uint32_t tag = 1; tag < named.tags.size(); ++tag) {
    if (named.tags[tag] == own) tags.push_back(tag);
  }
  return tags;
}

/// A case of records: as it is, in other orders and under other ids, and by the twins.
void run_records(const Case& the_case, const Question& question, std::int64_t scale,
                 std::int64_t slack) {
  RecordsRequest request;
  request.seeds = question.options.at("seeds");
  request.rule = *find_rule(question.options.at("rule"));
  request.scale = scale;
  request.ends_at_gaps = option_of(question, "gaps") == "end";
  for (request.shuffle = 0; request.shuffle < 4; ++request.shuffle) {
    for (const bool use_references : {false, true}) {
      request.use_references = use_references;
      const auto table = trace_records(the_case, request);
      ASSERT_TRUE(table.has_value()) << table.error().what;
      expect_table(expected_table(question), *table, scale, slack,
                   question.options.at("rule") + (use_references ? ", twins" : ""));
    }
  }
}

void run_trace(const Case& the_case, const Question& question) {
  const std::string rule = question.options.at("rule");
  ASSERT_TRUE(find_rule(rule).has_value()) << "no rule " << rule;
  const Table expected = expected_table(question);
  const bool by_shares = rule == "prorata" || rule == "own_first_prorata";
  for (const std::int64_t scale : {std::int64_t{1}, fine}) {
    // Whole cents by largest remainder may lie a cent beside the nearest.
    const std::int64_t slack = by_shares && scale == 1 ? 1 : 0;
    if (the_case.has_records()) {
      run_records(the_case, question, scale, slack);
      continue;
    }
    for (std::uint64_t shuffle = 0; shuffle < 4; ++shuffle) {
      const NamedWorld named = make_world(the_case, question.options.at("seeds"), scale, shuffle);
      const OwnTags own = own_tags(named, option_of(question, "own"));
      for (const unsigned threads : {1U, 2U, 8U}) {
        const auto traced = trace(named.world, rule, threads, own);
        ASSERT_TRUE(traced.has_value()) << traced.error().what;
        expect_table(expected, answer_table(named, *traced, question), scale, slack,
                     rule + ", shuffle " + std::to_string(shuffle));
        const Traced twin = trace_twin(named.world, rule, own);
        EXPECT_EQ(traced->holdings, twin.holdings) << rule;
        EXPECT_EQ(traced->flows, twin.flows) << rule;
      }
    }
  }
}

void run_laws(const Case& the_case, const Question& question) {
  const std::string rule = question.options.at("rule");
  for (const auto& row : question.rows) {
    const auto law = laws().find(row[0]);
    ASSERT_NE(law, laws().end()) << "no law " << row[0];
    for (std::uint64_t i = 0; i < the_case.worlds; ++i) {
      const World world = money::random_world(the_case.worlds_seed + (i << 8));
      ASSERT_EQ(law->second(world, rule) ? "yes" : "no", row[1])
          << row[0] << ", " << rule << ", world " << i;
    }
  }
}

class MoneyCases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(MoneyCases, HoldsInEveryOrderAndUnderEveryName) {
  const Case the_case = read_case(GetParam());
  ASSERT_EQ(the_case.fault, "") << the_case.name;
  for (const Question& question : the_case.questions) {
    ASSERT_TRUE(question.what == "trace" || question.what == "laws") << question.what;
    ASSERT_GE(question.columns.size(), 2U) << "a question needs a table";
    ASSERT_TRUE(question.options.contains("rule")) << "a question needs rule=";
    if (question.what == "trace") {
      ASSERT_TRUE(question.options.contains("seeds")) << "a trace needs seeds=";
      run_trace(the_case, question);
    } else {
      ASSERT_GT(the_case.worlds, 0U);
      run_laws(the_case, question);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, MoneyCases, testing::ValuesIn(find_cases()),
                         [](const auto& file) { return file.param.stem().string(); });

}  // namespace
}  // namespace cuibono::money_cases
