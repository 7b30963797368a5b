#pragma once
// A small simulated case that was run, as somebody looks at it.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "investigation/view.h"
#include "tiny_case.h"

namespace cuibono::cross {

inline investigation::ViewRequest request_of(std::string_view question) {
  investigation::ViewRequest request;
  const auto mark = question.find('?');
  for (const auto part : core::split(question.substr(0, mark), '/'))
    request.path.emplace_back(part);
  if (mark == std::string_view::npos) return request;
  for (const auto pair : core::split(question.substr(mark + 1), '&')) {
    const auto equals = pair.find('=');
    request.query.push_back(
        {std::string(pair.substr(0, equals)), std::string(pair.substr(equals + 1))});
  }
  return request;
}

/// One case for all tests; made once.
class Looked {
 public:
  static const Looked& it() {
    static const Looked looked;
    return looked;
  }
  [[nodiscard]] const investigation::CaseView& view() const { return *view_; }
  [[nodiscard]] std::string folder() const { return temp_ / "case"; }
  [[nodiscard]] nlohmann::json ask(const std::string& question) const {
    const investigation::ViewAnswer answer = view_->answer(request_of(question));
    EXPECT_EQ(answer.state, investigation::ViewState::found)
        << question << ": " << answer.error.what;
    const nlohmann::json parsed = nlohmann::json::parse(answer.json, nullptr, false);
    EXPECT_FALSE(parsed.is_discarded()) << question;
    return parsed;
  }
  [[nodiscard]] investigation::ViewState state_of(const std::string& question) const {
    return view_->answer(request_of(question)).state;
  }

 private:
  Looked() {
    copy_simulated(0.02, folder());
    EXPECT_GT(run_case(folder()).records, 0U);
    auto the_case = investigation::open_case(folder());
    EXPECT_TRUE(the_case.has_value());
    auto view = investigation::CaseView::open(threads(2), *the_case, {});
    EXPECT_TRUE(view.has_value()) << view.error().what;
    view_ = std::move(*view);
    EXPECT_EQ(state_of("graph"), investigation::ViewState::still_loading);
    EXPECT_EQ(ask("case")["network"], "loading");
    const auto loaded = view_->load_network(threads(2));
    EXPECT_TRUE(loaded.has_value());
    EXPECT_EQ(view_->network_state(), investigation::NetworkState::ready);
  }
  TempFolder temp_;
  std::unique_ptr<investigation::CaseView> view_;
};

}  // namespace cuibono::cross
