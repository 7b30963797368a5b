#include "core/run_context.h"

#include <gtest/gtest.h>

#include <vector>

namespace cuibono::core {
namespace {

TEST(RunContext, CancelledOnlyWhenTheCallerAsksToStop) {
  RunContext context;
  EXPECT_TRUE(check_cancelled(context).has_value());  // nobody can ask
  std::atomic<bool> stop{false};
  context.cancel = &stop;
  EXPECT_TRUE(check_cancelled(context).has_value());
  stop = true;
  const Status status = check_cancelled(context);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::cancelled);
  EXPECT_FALSE(status.error().help.empty());
  stop = false;
  EXPECT_TRUE(check_cancelled(context).has_value());
}

TEST(RunContext, ReportsProgressToWhoeverListens) {
  RunContext context;
  context.report("money", "ledgers", 1, 2);  // nobody listens
  std::vector<std::uint64_t> done;
  context.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.stage, "money");
    EXPECT_EQ(progress.what, "ledgers");
    EXPECT_EQ(progress.total, 2U);
    done.push_back(progress.done);
  };
  context.report("money", "ledgers", 1, 2);
  context.report("money", "ledgers", 2, 2);
  EXPECT_EQ(done, (std::vector<std::uint64_t>{1, 2}));
}

}  // namespace
}  // namespace cuibono::core
