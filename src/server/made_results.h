#pragma once
#include <atomic>
#include <string>

#include "server/router.h"

namespace cuibono::server {

/// For tests: a case that is made of nothing, with answers that say what was asked.
class MadeResults : public ResultsSource {
 public:
  [[nodiscard]] std::string revision() const override { return now; }
  [[nodiscard]] bool files_are_gone() const override { return gone.load(); }
  [[nodiscard]] RevisionAnswer answer(const investigation::ViewRequest& request) const override {
    asked.fetch_add(1);
    RevisionAnswer made{now, {}};
    made.answer.state = state;
    made.answer.error = {core::ErrorCode::bad_input, "what", "where", "help"};
    made.answer.json = "{\"path\":\"" + core::join(request.path, "/") +
                       "\",\"n\":" + std::to_string(asked.load()) + "}";
    if (!request.path.empty() && request.path[0] == "large")
      made.answer.json = "[\"" + std::string(large_bytes, 'x') + "\"]";
    return made;
  }
  [[nodiscard]] const EventLog& events() const override { return log; }

  std::string now = "00112233aabbccdd";
  std::atomic<bool> gone{false};
  investigation::ViewState state = investigation::ViewState::found;
  std::size_t large_bytes = 100U << 20;
  mutable std::atomic<int> asked{0};
  EventLog log;
};

}  // namespace cuibono::server
