// trace: the plan first, the same sums as the run, departures that are told, nothing of a victim in clear.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "case_tools.h"
#include "investigation/audit.h"
#include "investigation/results.h"
#include "investigation/run_parts.h"

namespace cuibono::cross {
namespace {

using investigation::Case;
using investigation::TraceReport;
using investigation::TraceRequest;

constexpr double scale = 0.01;

core::Result<TraceReport> ask(const std::string& folder, const TraceRequest& request) {
  auto the_case = investigation::open_case(folder);
  EXPECT_TRUE(the_case.has_value());
  return investigation::trace_case(threads(2), *the_case, request);
}

TraceRequest of(const std::string& from) {
  TraceRequest request;
  request.from = {from};
  return request;
}

std::string file_of(const TraceReport& report, const std::string& name) {
  for (const auto& file : report.told.files) {
    if (file.name == name) return file.bytes;
  }
  return {};
}

class Traced : public testing::Test {
 protected:
  void SetUp() override {
    copy_simulated(scale, folder_ / "case");
    static_cast<void>(run_case(folder_ / "case"));
  }
  [[nodiscard]] std::string at() const { return folder_ / "case"; }
  [[nodiscard]] std::vector<std::string> operations() const {
    std::vector<std::string> names;
    const auto the_case = investigation::open_case(at());
    const auto lines = investigation::read_audit(*the_case);
    EXPECT_TRUE(lines.has_value());
    for (const auto& line : *lines)
      names.push_back(nlohmann::json::parse(line.entry)["op"].get<std::string>());
    return names;
  }
  /// The largest place of the run that is an account of nobody's report.
  [[nodiscard]] std::string a_place() const {
    const auto money = read_json(at() + "/out/money.json");
    for (const auto& place : money["places"]) {
      const auto name = place["place"].get<std::string>();
      if (name != "outside the records" && !name.starts_with("victim:")) return name;
    }
    return {};
  }
  TempFolder folder_;
};

TEST_F(Traced, OfAllVictimsIsTheRun) {
  const auto report = ask(at(), of("victims"));
  ASSERT_TRUE(report.has_value()) << report.error().what;
  const auto trace = nlohmann::json::parse(file_of(*report, "trace.json"));
  const auto money = read_json(at() + "/out/money.json");
  for (const std::string rule : {"fifo", "prorata", "lifo", "own_first", "trust_first"}) {
    std::map<std::pair<std::string, std::string>, std::int64_t> asked, ran;
    for (const auto& ledger : trace["ledgers"]) {
      for (const auto& place : ledger["places"]) {
        const bool is_account = place["kind"] == "account";
        asked[{ledger["currency"],
               is_account ? place["place"].get<std::string>() : "outside the records"}] +=
            std::stoll(place[rule + "_minor"].get<std::string>());
      }
    }
    for (const auto& place : money["places"])
      ran[{place["currency"], place["place"]}] +=
          std::stoll(place["victims"][rule + "_minor"].get<std::string>());
    EXPECT_FALSE(ran.empty());
    EXPECT_EQ(asked, ran) << rule;
  }
}

TEST_F(Traced, ThePlanStandsInTheAuditFirst) {
  const auto first = ask(at(), of("victims"));
  ASSERT_TRUE(first.has_value()) << first.error().what;
  EXPECT_EQ(first->id, "T1");
  EXPECT_TRUE(first->departures.empty());
  auto names = operations();
  ASSERT_GE(names.size(), 2U);
  EXPECT_EQ(names[names.size() - 2], "trace_plan");
  EXPECT_EQ(names.back(), "trace");

  const auto again = ask(at(), of("victims"));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->id, "T1");
  EXPECT_EQ(file_of(*first, "trace.json"), file_of(*again, "trace.json"));

  TraceRequest other = of("victims");
  other.rules = {"lifo"};
  const auto departed = ask(at(), other);
  ASSERT_TRUE(departed.has_value());
  EXPECT_EQ(departed->id, "T2");
  ASSERT_EQ(departed->departures.size(), 2U);
  const auto plan = read_json(at() + "/traces/T2/plan.json");
  EXPECT_EQ(plan["departs_from"]["trace"], "T1");
  EXPECT_FALSE(read_text(at() + "/traces/T2/trace.html").find("departs from") == std::string::npos);
}

TEST_F(Traced, WhatNobodyFindsIsNoLessPlanned) {
  TraceRequest request = of("victims");
  request.until = "1999-01-01";
  const auto report = ask(at(), request);
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, core::ErrorCode::answered_no);
  EXPECT_EQ(operations().back(), "trace_plan");
}

TEST_F(Traced, VerifyKnowsItsFiles) {
  ASSERT_TRUE(ask(at(), of("victims")).has_value());
  const auto verdict = [&] {
    const auto the_case = investigation::open_case(at());
    auto report = investigation::verify_case(threads(2), *the_case, {});
    EXPECT_TRUE(report.has_value());
    std::map<std::string, investigation::Check::State> states;
    for (const auto& check : report->checks)
      states[check.name] = std::max(states[check.name], check.state);
    return states["traces"];
  };
  EXPECT_EQ(verdict(), investigation::Check::State::ok);
  const std::string plan = at() + "/traces/T1/plan.json";
  std::string text = read_text(plan);
  text.replace(text.find("fifo"), 4, "lifo");
  write_text(plan, text);
  EXPECT_EQ(verdict(), investigation::Check::State::tampered);
}

TEST_F(Traced, BackFromAPlaceNamesVictimsByPseudonymsAlone) {
  const std::string place = a_place();
  ASSERT_FALSE(place.empty());
  TraceRequest request = of(place);
  request.back = true;
  const auto report = ask(at(), request);
  ASSERT_TRUE(report.has_value()) << report.error().what;
  const std::string trace = file_of(*report, "trace.json");
  const auto found = trace.find("victim:V-");
  ASSERT_NE(found, std::string::npos);

  // Who is a victim, from the records themselves.
  const auto the_case = investigation::open_case(at());
  auto store = investigation::Store::open(*the_case, investigation::CaseUse::read);
  auto taken = investigation::take_in(threads(2), *the_case, *store, {});
  const auto input = investigation::make_input(*the_case, std::move(*taken), {}, 1);
  std::vector<investigation::StageTime> stages;
  const auto context = threads(2);
  investigation::Stopwatch watch(context, stages);
  const auto results = investigation::find_results(context, input, watch);
  ASSERT_TRUE(results.has_value());
  std::uint64_t looked = 0;
  for (const auto& entity : results->entities.entities) {
    if (!entity.is_victim) continue;
    for (const auto selector : entity.selectors) {
      const std::string& text = results->evidence.selectors.text(selector);
      for (const auto& file : report->told.files)
        EXPECT_EQ(file.bytes.find(text), std::string::npos) << file.name;
      ++looked;
    }
  }
  EXPECT_GT(looked, 10U);

  // And the pseudonym is a way in.
  const std::string pseudonym = trace.substr(found, trace.find('"', found) - found);
  const auto hers = ask(at(), of(pseudonym));
  ASSERT_TRUE(hers.has_value()) << hers.error().what;
  EXPECT_EQ(file_of(*hers, "trace.json").find("cb-"), std::string::npos);
}

TEST_F(Traced, WordsThatMeanNothingAreAnswered) {
  const auto nobody = ask(at(), of("iban:NOBODY"));
  ASSERT_FALSE(nobody.has_value());
  EXPECT_EQ(nobody.error().code, core::ErrorCode::usage);
  TraceRequest request = of("victims");
  request.rules = {"fifi"};
  const auto rule = ask(at(), request);
  ASSERT_FALSE(rule.has_value());
  EXPECT_NE(rule.error().help.find("fifo"), std::string::npos);
  request = of("victims");
  request.back = true;
  EXPECT_FALSE(ask(at(), request).has_value());
  request = of("victims");
  request.currency = "XQQ";
  EXPECT_FALSE(ask(at(), request).has_value());
}

TEST_F(Traced, TheSameOnAnyNumberOfThreads) {
  const auto the_case = investigation::open_case(at());
  const auto one = investigation::trace_case(threads(1), *the_case, of("victims"));
  const auto many = investigation::trace_case(threads(4), *the_case, of("victims"));
  ASSERT_TRUE(one.has_value() && many.has_value());
  for (const char* name : {"trace.json", "steps.jsonl", "places.csv", "trace.html"})
    EXPECT_EQ(file_of(*one, name), file_of(*many, name)) << name;
}

}  // namespace
}  // namespace cuibono::cross
