// Replay: what is found again when the evidence is drawn again, or when some of it is taken away.
#include <gtest/gtest.h>

#include <algorithm>

#include "case_tools.h"
#include "investigation/brief_without.h"
#include "investigation/replay_draws.h"
#include "investigation/replay_exact.h"
#include "investigation/resample.h"
#include "investigation/run_parts.h"

namespace cuibono::cross {
namespace {

using investigation::AnalysisInput;
using investigation::Case;
using investigation::Results;

constexpr double scale = 0.01;

/// A simulated case, taken in, with its results.
class Replayed : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    copy_simulated(scale, *folder_ / "case");
    static_cast<void>(run_case(*folder_ / "case"));
    auto the_case = investigation::open_case(*folder_ / "case");
    ASSERT_TRUE(the_case.has_value());
    case_ = std::make_unique<Case>(std::move(*the_case));
    auto store = investigation::Store::open(*case_, investigation::CaseUse::read);
    ASSERT_TRUE(store.has_value());
    auto taken = investigation::take_in(threads(2), *case_, *store, {});
    ASSERT_TRUE(taken.has_value());
    input_ = std::make_unique<AnalysisInput>(
        investigation::make_input(*case_, std::move(*taken), {}, 1));
    std::vector<investigation::StageTime> stages;
    const auto context = threads(2);
    investigation::Stopwatch watch(context, stages);
    auto results = investigation::find_results(context, *input_, watch);
    ASSERT_TRUE(results.has_value());
    results_ = std::make_unique<Results>(std::move(*results));
  }
  static void TearDownTestSuite() {
    results_.reset();
    input_.reset();
    case_.reset();
    folder_.reset();
  }
  static std::string lines(unsigned thread_count, std::uint64_t draws) {
    const auto context = threads(thread_count);
    const auto drawn =
        investigation::draw_again(context, *results_, draws, {false, input_->facts.simulated});
    EXPECT_TRUE(drawn.has_value());
    const auto told = results_->for_brief(input_->facts);
    auto file = investigation::draws_as_lines(context, told, *drawn);
    EXPECT_TRUE(file.has_value());
    return file->bytes;
  }

  static inline std::unique_ptr<TempFolder> folder_;
  static inline std::unique_ptr<Case> case_;
  static inline std::unique_ptr<AnalysisInput> input_;
  static inline std::unique_ptr<Results> results_;
};

TEST_F(Replayed, EveryUnitOnceIsTheRun) {  // draw_again, law 1; weigh_evidence, law 1
  const auto groups = investigation::groups_of(results_->evidence, results_->followed);
  const auto run = investigation::what_was_found(results_->evidence, results_->followed, groups);
  const auto again =
      investigation::whole_again(threads(2), *results_, {false, input_->facts.simulated});
  ASSERT_TRUE(again.has_value());
  EXPECT_GT(run.size(), 100U);
  EXPECT_TRUE(run == *again);
  const investigation::ResamplingUnits units(results_->evidence, results_->entities);
  const auto drawn = investigation::weigh_evidence(results_->evidence, units.whole());
  EXPECT_EQ(drawn.calls.time_us, results_->evidence.calls.time_us);
  EXPECT_EQ(drawn.calls.legs.records, results_->evidence.calls.legs.records);
  EXPECT_EQ(drawn.transfers.amount_minor, results_->evidence.transfers.amount_minor);
  EXPECT_EQ(drawn.transfers.legs.begin, results_->evidence.transfers.legs.begin);
  EXPECT_EQ(drawn.reports.size(), results_->evidence.reports.size());
  const auto known = investigation::weigh_entities(results_->entities, drawn);
  for (std::size_t i = 0; i < known.entities.size(); ++i)
    ASSERT_EQ(known.entities[i].is_victim, results_->entities.entities[i].is_victim) << i;
}

TEST_F(Replayed, TheSameDrawsOnAnyThreads) {  // draw_again, law 2
  const std::string one = lines(1, 6);
  EXPECT_EQ(one, lines(2, 6));
  EXPECT_EQ(one, lines(8, 6));
  EXPECT_TRUE(one.starts_with(lines(2, 3))) << "more draws change none of the first";
  EXPECT_NE(one.find("\"present\":false"), std::string::npos);
}

TEST_F(Replayed, WeightsAreOfUnits) {  // ResamplingUnits: reports of a person, calls of a day
  const auto& evidence = results_->evidence;
  const investigation::ResamplingUnits units(evidence, results_->entities);
  std::uint64_t calls = 0, gone = 0, accounts = 0;
  constexpr std::uint64_t draws = 60;
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    const auto weights = units.draw(7, draw);
    std::map<std::pair<std::size_t, std::int64_t>, std::uint8_t> of_unit;
    for (std::size_t i = 0; i < evidence.calls.size(); ++i) {
      const auto caller = evidence.calls.caller[i];
      if (caller == evidence::no_selector) continue;
      const auto [place, is_new] = of_unit.emplace(
          std::pair{std::size_t{caller.index()}, core::day_of(evidence.calls.time_us[i])},
          weights.calls[i]);
      ASSERT_EQ(place->second, weights.calls[i]) << "calls of one number and day stand together";
      calls += is_new ? weights.calls[i] : 0U;
      gone += is_new && weights.calls[i] == 0 ? 1U : 0U;
      accounts += is_new ? 1U : 0U;
    }
    for (const auto weight : weights.accounts) ASSERT_LE(weight, 1) << "a ledger is not doubled";
    for (const auto weight : weights.reports) ASSERT_LE(weight, 1);
  }
  // Poisson of mean 1: half a percent is ten standard errors of so many units.
  EXPECT_NEAR(static_cast<double>(calls) / static_cast<double>(accounts), 1.0, 0.02);
  EXPECT_NEAR(static_cast<double>(gone) / static_cast<double>(accounts), 0.3679, 0.01);
}

TEST_F(Replayed, WithoutAPartTheRestIsLeftAsItWas) {  // LentInput
  evidence::MaskRequest request;
  request.without_items = {input_->items.front().label};
  const auto rows = input_->batches.front().ordinals;
  {
    const auto lent = investigation::LentInput::lend(*input_, request);
    ASSERT_TRUE(lent.has_value());
    EXPECT_EQ(lent->input().items.size() + 1, input_->items.size());
    for (const auto& item : lent->input().items) EXPECT_NE(item.label, request.without_items[0]);
  }
  EXPECT_EQ(input_->batches.front().ordinals, rows);
  for (const auto& batch : input_->batches)
    EXPECT_EQ(batch.account.rows, batch.account.records + batch.account.quarantined);
  request.without_items = {"E9999"};
  EXPECT_FALSE(investigation::LentInput::lend(*input_, request).has_value());
}

using ReplayedRelease = Replayed;  // every coalition, and four families: too long under sanitizers

TEST_F(ReplayedRelease, OneJurisdictionSeesWhatARunOfItsOwnSees) {
  const auto replay = investigation::replay_family(threads(2), *input_, *results_,
                                                   investigation::Family::jurisdictions);
  ASSERT_TRUE(replay.has_value()) << replay.error().what;
  const auto& table = replay->table;
  const auto column = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), name) -
                                    table.columns.begin());
  };
  const auto places = investigation::jurisdictions_of(input_->items);
  ASSERT_GE(places.size(), 3U);
  EXPECT_EQ(table.rows.size(), (std::size_t{1} << places.size()) + places.size());
  for (std::size_t i = 0; i < 2; ++i) {
    evidence::MaskRequest only;
    only.jurisdictions = {places[i]};
    const auto alone = run_case(case_->folder, 2, only, false);
    std::uint64_t desks = 0;
    for (const auto& file : alone.files) {
      if (file.name != "findings.jsonl") continue;
      for (const auto line : core::split(file.bytes, '\n'))
        desks += line.find("\"kind\":\"desk\"") != std::string_view::npos ? 1U : 0U;
    }
    EXPECT_EQ(table.rows[1 + i][0], "only " + places[i]);
    EXPECT_EQ(table.rows[1 + i][column("desks")], std::to_string(desks));
  }
  // The shares of all sum to what all together know: the last coalition.
  double sum = 0;
  for (std::size_t i = 0; i < places.size(); ++i)
    sum += std::stod(table.rows[1 + places.size() + i][column("chains")]);
  EXPECT_NEAR(sum, std::stod(table.rows.back()[column("chains")]), 0.0005 * 8);
}

TEST_F(ReplayedRelease, ARunWithReplaysVerifiesAndRebuilds) {
  const TempFolder temp;
  copy_simulated(scale, temp / "case");
  auto the_case = investigation::open_case(temp / "case");
  ASSERT_TRUE(the_case.has_value());
  investigation::RunRequest request;
  request.families = {"bootstrap", "without-source", "as-of", "handling", "identity"};
  request.draws = 5;
  const auto report = investigation::run_case(threads(2), *the_case, request);
  ASSERT_TRUE(report.has_value()) << report.error().what;
  EXPECT_EQ(report->replays.size(), 5U);
  EXPECT_EQ(report->replays.back().rows.size(), 3 + investigation::clusterings_drawn);
  for (const char* family : {"bootstrap", "without-source", "as-of", "handling", "identity"}) {
    const auto lines =
        read_json_lines(temp / ("case/out/replay/" + std::string(family) + ".jsonl"));
    ASSERT_FALSE(lines.empty()) << family;
    for (const auto& line : lines) {
      ASSERT_EQ(line["family"], family);
      ASSERT_TRUE(line["draw"].is_number_unsigned() && line["key"].is_string() &&
                  line["present"].is_boolean() && line.contains("value"));
    }
  }
  for (const auto& finding : read_json_lines(temp / "case/out/findings.jsonl")) {
    if (finding["kind"] != "desk") continue;
    EXPECT_EQ(finding["resamples"]["of"], 5);
    EXPECT_LE(finding["resamples"]["kept"], 5);
  }
  const auto verified = investigation::verify_case(threads(2), *the_case, {true, false});
  ASSERT_TRUE(verified.has_value()) << verified.error().what;
  for (const auto& check : verified->checks)
    EXPECT_EQ(check.state, investigation::Check::State::ok) << check.name << ": " << check.text;
  // Without them the run is that of a case where nobody asked.
  const auto plain = run_case(the_case->folder);
  for (const auto& file : plain.files) EXPECT_FALSE(file.name.starts_with("replay/")) << file.name;
  write_text(temp / "case/out/replay/bootstrap.jsonl", "{}\n");
  const auto strayed = investigation::verify_case(threads(2), *the_case, {false, false});
  ASSERT_TRUE(strayed.has_value());
  EXPECT_TRUE(strayed->integrity_broken()) << "a file that no run wrote";
}

TEST_F(Replayed, SentencesFallWithTheirSource) {
  evidence::MaskRequest without;
  for (const auto& item : case_->items) {
    if (item.name.find("report") != std::string::npos) without.without_items.push_back(item.label);
  }
  const auto none = investigation::mark_brief(threads(2), *case_, {});
  ASSERT_TRUE(none.has_value());
  for (const auto& sentence : none->sentences)
    EXPECT_EQ(sentence.fate, brief::Fate::stands) << sentence.text;  // compare_briefs, law 1
  ASSERT_FALSE(without.without_items.empty());
  const auto marked = investigation::mark_brief(threads(2), *case_, without);
  ASSERT_TRUE(marked.has_value()) << marked.error().what;
  std::map<brief::Fate, std::size_t> fates;
  for (const auto& sentence : marked->sentences) {
    if (!sentence.text.empty()) ++fates[sentence.fate];
    EXPECT_EQ(sentence.fate == brief::Fate::falls, sentence.after.empty());
    EXPECT_EQ(sentence.fate == brief::Fate::stands, sentence.text == sentence.after);
  }
  EXPECT_GT(fates[brief::Fate::falls], 0U);
  EXPECT_GT(fates[brief::Fate::stands], 0U);
  EXPECT_GT(marked->findings_fallen, 0U);
}

}  // namespace
}  // namespace cuibono::cross
