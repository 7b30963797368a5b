#include "money/account_model.h"

#include <gtest/gtest.h>

#include <set>

#include "money/account_signs.h"

namespace cuibono::money {
namespace {

constexpr std::string_view small =
    "cuibono-account-model 1\n"
    "# a comment\n"
    "basis calibrated on nothing\n"
    "signs height width\n"
    "purpose mule\n"
    "tree 0 3 1 2 100 0 0 0 0 -50 1 9 3 4 250 0 0 0 0 200 0 0 0 0 400\n"
    "tree 0 0 0 0 7\n"
    "bands -9223372036854775808 10 -40 20 250 900\n";

AccountModel read(std::string_view text) {
  auto model = read_account_model(text);
  EXPECT_TRUE(model.has_value()) << model.error().what;
  return std::move(*model);
}

/// Height 4, width 9: right at the root, left below it.
TEST(AccountModel, WorkedByHand) {
  const AccountModel model = read(small);
  EXPECT_EQ(model.basis, "calibrated on nothing");
  const ModelAnswer answer = ask_model(model.purposes[0], std::array<std::int32_t, 2>{4, 9});
  EXPECT_EQ(answer.base_millionths, 107);
  EXPECT_EQ(answer.millionths, 207);
  EXPECT_EQ(answer.of_1000, 20);
  EXPECT_EQ(answer.weights, (std::vector<SignWeight>{{0, 150}, {1, -50}}));
  const auto of_1000 = [&](std::int32_t height, std::int32_t width) {
    return ask_model(model.purposes[0], std::array{height, width}).of_1000;
  };
  EXPECT_EQ(of_1000(3, 9), 10);    // -43
  EXPECT_EQ(of_1000(4, 10), 900);  // 407
}

/// The bundled one too: laws 1 and 3, and the twin.
TEST(AccountModel, EqualsItsTwin) {
  const auto bundled = bundled_account_model();
  ASSERT_TRUE(bundled.has_value()) << bundled.error().what;
  EXPECT_FALSE(bundled->basis.empty());
  for (const AccountModel& model : {read(small), *bundled}) {
    for (const PurposeModel& purpose : model.purposes) {
      std::vector<std::pair<std::int64_t, std::uint16_t>> said;
      for (std::uint64_t seed = 0; seed < 300; ++seed) {
        core::CounterRandom random(seed, 5);
        std::vector<std::int32_t> signs;
        for (std::size_t i = 0; i < model.signs.size(); ++i) {
          const std::int64_t most = random.chance(0.5) ? 12 : 1000;
          signs.push_back(static_cast<std::int32_t>(random.between(-1, most)));
        }
        const ModelAnswer answer = ask_model(purpose, signs);
        ASSERT_EQ(answer, ask_model_reference(purpose, signs)) << purpose.purpose << ", " << seed;
        std::int64_t sum = answer.base_millionths;
        for (const auto& weight : answer.weights) sum += weight.millionths;
        ASSERT_EQ(sum, answer.millionths) << purpose.purpose << ", seed " << seed;
        said.emplace_back(answer.millionths, answer.of_1000);
      }
      std::sort(said.begin(), said.end());
      for (std::size_t i = 1; i < said.size(); ++i) ASSERT_LE(said[i - 1].second, said[i].second);
    }
  }
}

void expect_bad(std::string text, const std::string& from, const std::string& to,
                const std::string& what) {
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const auto model = read_account_model(text);
  ASSERT_FALSE(model.has_value()) << to;
  EXPECT_EQ(model.error().code, core::ErrorCode::bad_input);
  EXPECT_NE(model.error().what.find(what), std::string::npos) << model.error().what;
  EXPECT_NE(model.error().where.find("line "), std::string::npos);
}

TEST(AccountModel, Errors) {
  const std::string good(small);
  expect_bad(good, "model 1", "model 2", "no model");
  expect_bad(good, "basis calibrated on nothing\n", "", "on what it was calibrated");
  expect_bad(good, "tree 0 3 1", "tree 0 x 1", "no whole number");
  expect_bad(good, "tree 0 3 1", "tree 2 3 1", "out of range");
  expect_bad(good, "tree 0 3 1 2", "tree 0 3 0 2", "leads back");
  expect_bad(good, "tree 0 3 1 2", "tree 0 3 1 5", "leads back, or out");
  expect_bad(good, "tree 0 0 0 0 7", "tree 0 0 0 0", "five numbers");
  expect_bad(good, "-40 20", "260 20", "ascend");
  expect_bad(good, "-40 20", "-40 5", "ascend");
  expect_bad(good, "250 900", "250 1001", "ascend");
  expect_bad(good, "bands -9223372036854775808", "bands 0", "least number");
  expect_bad(good, "bands", "bonds", "not understood");
  expect_bad(good, "tree 0 0 0 0 7\nbands", "tree 0 0 0 0 7\n#bands",
             "lacks its trees or its bands");
}

/// Every sign has a name of its own and words with one place for its value.
TEST(AccountSigns, TheirTable) {
  std::set<std::string_view> names;
  for (const AccountSign& sign : account_sign_table()) {
    EXPECT_TRUE(names.insert(sign.name).second) << sign.name;
    EXPECT_EQ(sign.words.find("{}"), sign.words.rfind("{}")) << sign.name;
    EXPECT_NE(sign.words.find("{}"), std::string_view::npos) << sign.name;
  }
}

/// Half of what came in is a victim's, all of which went on; no wages; paid by two accounts.
TEST(AccountSigns, OfATrail) {
  Trail trail;
  trail.account = 8;
  trail.layer = 1, trail.victims = 1, trail.victims_direct = 1, trail.payments_direct = 2;
  trail.in_minor = 200, trail.out_minor = 50, trail.payments_in = 4;
  trail.direct_minor = 100, trail.fifo_in = 100, trail.prorata_in = 90, trail.fifo_out = 100;
  trail.cash_minor = 25, trail.covered = true, trail.rent_in = 1;
  AccountTraffic traffic;
  for (auto* column : {&traffic.payers, &traffic.payees, &traffic.payers_day, &traffic.payees_day})
    column->assign(9, 0);
  traffic.payers[8] = 2;
  const AccountSigns signs = signs_of_account(trail, traffic, 3);
  const auto sign = [&](std::string_view name) {
    for (std::size_t i = 0; i < account_signs; ++i)
      if (account_sign_table()[i].name == name) return signs[i];
    ADD_FAILURE() << name;
    return 0;
  };
  EXPECT_EQ(sign("share_permille"), 500);
  EXPECT_EQ(sign("share_prorata_permille"), 450);
  EXPECT_EQ(sign("passed_permille"), 1000);
  EXPECT_EQ(sign("cash_permille"), 250);
  EXPECT_EQ(sign("out_permille"), 250);
  EXPECT_EQ(sign("payers"), 2);
  EXPECT_EQ(sign("feeders"), 3);
  EXPECT_EQ(sign("trade_in_permille"), 250);
  EXPECT_EQ(sign("salary_out_permille"), -1);
  EXPECT_EQ(sign("is_covered"), 1);
  // Doubling all amounts changes nothing: no sign has a currency.
  for (auto* amount : {&trail.in_minor, &trail.out_minor}) *amount *= 2;
  for (auto* amount :
       {&trail.direct_minor, &trail.fifo_in, &trail.prorata_in, &trail.fifo_out, &trail.cash_minor})
    *amount *= 2;
  EXPECT_EQ(signs_of_account(trail, traffic, 3), signs);
}

/// The words say on what it was calibrated, every purpose, and what weighed most; -1 is not known.
TEST(AccountSigns, ScoreInWords) {
  std::string signs = "signs";
  for (const AccountSign& sign : account_sign_table()) signs += " " + std::string(sign.name);
  const AccountModel model = read("cuibono-account-model 1\nbasis calibrated on nothing\n" + signs +
                                  "\npurpose mule\ntree 7 500 1 2 0 0 0 0 0 -80 0 0 0 0 90\n"
                                  "tree 6 5 1 2 0 0 0 0 0 -9 0 0 0 0 10\n"
                                  "bands -9223372036854775808 20 0 700\n");
  AccountSigns values{};
  values[6] = -1, values[7] = 800;
  const AccountScore score = score_account(model, values);
  EXPECT_EQ(score_in_words(model, score),
            "of 1,000 simulated accounts that looked like it, 700 were of the purpose mule "
            "(calibrated on nothing); what weighed most: of the victims' money, passed on in time: "
            "800 of 1,000, for it; of all that came in, attributable to victims pro rata: not "
            "known, against it");
  EXPECT_EQ(score_in_words(model, {}), "");
}

}  // namespace
}  // namespace cuibono::money
