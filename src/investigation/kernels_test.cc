#include "investigation/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

namespace cuibono::investigation {
namespace {

struct Rows {
  std::vector<std::uint32_t> payer{0, 1, 1}, payee{1, 2, 3};
  std::vector<std::int64_t> amount_minor{100, 30, 90}, time_us{0, 1, 2};
  [[nodiscard]] TransferColumns columns() const { return {payer, payee, amount_minor, time_us, 4}; }
};

TEST(Kernels, TraceNamesRowsWhateverTheirOrder) {
  const Rows rows;
  Rows turned = rows;
  for (auto* ends : {&turned.payer, &turned.payee}) std::reverse(ends->begin(), ends->end());
  std::reverse(turned.amount_minor.begin(), turned.amount_minor.end());
  std::reverse(turned.time_us.begin(), turned.time_us.end());
  for (const auto rule : {TraceRule::fifo, TraceRule::prorata}) {
    const auto there = trace_rows({}, rows.columns(), {{0, 1}}, rule, 1);
    const auto back = trace_rows({}, turned.columns(), {{2, 1}}, rule, 1);
    ASSERT_TRUE(there.has_value() && back.has_value());
    EXPECT_EQ(there->holdings, back->holdings);
    ASSERT_EQ(there->flows.size(), back->flows.size());
    for (auto flow : there->flows) {
      flow.transfer = 2 - flow.transfer;
      EXPECT_NE(std::find(back->flows.begin(), back->flows.end(), flow), back->flows.end());
    }
    EXPECT_TRUE(std::is_sorted(back->flows.begin(), back->flows.end()));
  }
}

TEST(Kernels, FeaturesStandInTheCallersRows) {
  const Rows rows;
  Rows turned = rows;
  for (auto* ends : {&turned.payer, &turned.payee}) std::reverse(ends->begin(), ends->end());
  std::reverse(turned.amount_minor.begin(), turned.amount_minor.end());
  std::reverse(turned.time_us.begin(), turned.time_us.end());
  const auto there = describe_rows({}, rows.columns(), 10);
  auto back = describe_rows({}, turned.columns(), 10);
  ASSERT_TRUE(there.has_value() && back.has_value());
  std::reverse(back->payer_in_minor.begin(), back->payer_in_minor.end());
  std::reverse(back->paid_on_permille.begin(), back->paid_on_permille.end());
  EXPECT_EQ(there->payer_in_minor, back->payer_in_minor);
  EXPECT_EQ(there->paid_on_permille, back->paid_on_permille);
  EXPECT_EQ(there->paid_on_permille[2], 1000U);
}

template <class T>
void expect_error(core::Result<T> result, core::ErrorCode code, const std::string& what) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, code);
  EXPECT_NE(result.error().what.find(what), std::string::npos) << result.error().what;
}

TEST(Kernels, Errors) {
  using core::ErrorCode;
  Rows rows;
  expect_error(trace_rows({}, rows.columns(), {{3, 1}}, TraceRule::fifo, 1), ErrorCode::bad_input,
               "not there");
  expect_error(trace_rows({}, rows.columns(), {{1, 1}, {1, 1}}, TraceRule::fifo, 1),
               ErrorCode::bad_input, "seeded twice");
  rows.payee.pop_back();
  expect_error(trace_rows({}, rows.columns(), {}, TraceRule::fifo, 1), ErrorCode::bad_input,
               "differ in length");
  expect_error(describe_rows({}, rows.columns(), 1), ErrorCode::bad_input, "differ in length");
  rows = {};
  rows.time_us.clear();
  expect_error(describe_rows({}, rows.columns(), 1), ErrorCode::bad_input, "no time");
  const std::vector<std::uint32_t> one{0}, two{0, 5};
  expect_error(connect_rows({}, one, two, 6), ErrorCode::bad_input, "differ in length");
  expect_error(connect_rows({}, two, two, 5), ErrorCode::bad_input, "out of range");
  CallColumns calls;
  calls.caller = {"a"};
  expect_error(find_call_successions({}, calls), ErrorCode::bad_input, "differ in length");
  expect_error(normalise_text("shoe size", "44", "", false), ErrorCode::usage, "shoe size");
}

TEST(Kernels, Cancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const Rows rows;
  const std::vector<std::int64_t> time_us{0};
  CallColumns calls;
  calls.time_us = time_us;
  calls.caller = {"a"}, calls.callee = {"b"};
  expect_error(trace_rows(context, rows.columns(), {}, TraceRule::fifo, 1),
               core::ErrorCode::cancelled, "stopped");
  expect_error(connect_rows(context, rows.payer, rows.payee, 4), core::ErrorCode::cancelled,
               "stopped");
  expect_error(find_call_successions(context, calls), core::ErrorCode::cancelled, "stopped");
}

TEST(Kernels, EveryKindOfNormalFormIsRead) {
  for (const auto kind : normal_form_kinds()) {
    const auto form = normalise_text(kind, "x", "", false);
    ASSERT_TRUE(form.has_value()) << kind;
    EXPECT_FALSE(form->text.empty()) << kind;
  }
}

}  // namespace
}  // namespace cuibono::investigation
