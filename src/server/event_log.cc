#include "server/event_log.h"

#include <algorithm>

namespace cuibono::server {

void EventLog::tell(std::string_view name, std::string_view json) {
  const std::lock_guard hold(lock_);
  std::erase_if(newest_, [&](const Event& one) { return one.name == name; });
  newest_.push_back({++last_, std::string(name), std::string(json)});
}

std::vector<EventLog::Event> EventLog::after(std::uint64_t number) const {
  const std::lock_guard hold(lock_);
  const auto first = std::find_if(newest_.begin(), newest_.end(),
                                  [&](const Event& one) { return one.number > number; });
  return {first, newest_.end()};
}

std::string event_text(const EventLog::Event& event) {
  return "id: " + std::to_string(event.number) + "\nevent: " + event.name +
         "\ndata: " + event.json + "\n\n";
}

}  // namespace cuibono::server
