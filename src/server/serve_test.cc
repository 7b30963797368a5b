#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <mutex>

#include "server/pages.h"
#include "server/server.h"

namespace cuibono::server {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class ServeOfTests : public testing::Test {
 protected:
  static std::string folder(const std::string& name) {
    const auto path = std::filesystem::path(testing::TempDir()) / ("serve_test_" + name);
    std::filesystem::remove_all(path);
    return path.string();
  }
  ServeHooks hooks() {
    return {[this](std::string_view address) { address_ = address; },
            [this](std::string_view line) {
              const std::lock_guard hold(lock_);
              said_ += std::string(line) + "\n";
            },
            [this](const core::Error& problem) {
              const std::lock_guard hold(lock_);
              said_ += problem.what + "\n";
            }};
  }
  std::mutex lock_;
  std::string address_, said_;
};

TEST_F(ServeOfTests, ACaseWithoutResultsIsNotServed) {
  const std::string place = folder("empty");
  investigation::CaseSettings settings;
  settings.id = settings.title = "EMPTY";
  ASSERT_TRUE(investigation::make_case(place, settings).has_value());
  const auto served = serve_case(core::RunContext{}, {.case_folder = place}, hooks());
  ASSERT_FALSE(served.has_value());
  EXPECT_THAT(served.error().help, HasSubstr("run"));
  EXPECT_EQ(address_, "");
  const auto nowhere = serve_case(core::RunContext{}, {.case_folder = place + "/x"}, hooks());
  ASSERT_FALSE(nowhere.has_value());
  EXPECT_EQ(nowhere.error().code, core::ErrorCode::bad_input);
}

TEST_F(ServeOfTests, ItEndsWhenNobodyAsks) {
  const std::string place = folder("idle");
  core::RunContext context;
  context.threads = 2;
  auto the_case = investigation::simulate_case(context, {.folder = place, .scale = 0.01});
  ASSERT_TRUE(the_case.has_value()) << the_case.error().what;
  ASSERT_TRUE(investigation::run_case(context, *the_case, {}).has_value());
  ServeRequest request{.case_folder = place};
  request.idle = std::chrono::milliseconds(300);
  const auto served = serve_case(context, request, hooks());
  ASSERT_TRUE(served.has_value()) << served.error().what;
  EXPECT_THAT(address_, MatchesRegex("http://127\\.0\\.0\\.1:[0-9]+/#token=[A-Za-z0-9_-]+"));
  EXPECT_THAT(said_, HasSubstr("nobody asked"));

  std::atomic<bool> stop{true};
  context.cancel = &stop;
  request.idle = {};
  const auto stopped = serve_case(context, request, hooks());
  EXPECT_TRUE(stopped.has_value() || stopped.error().code == core::ErrorCode::cancelled);
}

TEST(Pages, WhatIsInTheProgramIsWhole) {
  EXPECT_THAT(std::string(embedded_openapi().bytes), testing::StartsWith("openapi: 3.1.0\n"));
  EXPECT_EQ(core::sha256(embedded_openapi().bytes).hex(), embedded_openapi().sha256);
  for (const Page& page : embedded_pages()) {
    EXPECT_EQ(core::sha256(page.bytes).hex(), page.sha256) << page.path;
    EXPECT_NE(content_type_of(page.path), "application/octet-stream") << page.path;
    EXPECT_EQ(find_page(embedded_pages(), page.path), &page);
  }
  EXPECT_TRUE(embedded_pages().empty() || find_page(embedded_pages(), "/index.html") != nullptr);
}

}  // namespace
}  // namespace cuibono::server
