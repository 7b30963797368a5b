#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::server {

/// The newest state of each thing that a listener wants to know, numbered in the order of the changes.
///
/// Use     for server-sent events. A listener who comes late gets the states, not the history.
/// Laws    1 after(n) holds each name at most once, with its newest text, in rising numbers above n.
class EventLog {
 public:
  struct Event {
    std::uint64_t number = 0;
    std::string name, json;
  };
  void tell(std::string_view name, std::string_view json);
  [[nodiscard]] std::vector<Event> after(std::uint64_t number) const;

 private:
  mutable std::mutex lock_;
  std::uint64_t last_ = 0;
  std::vector<Event> newest_;
};

/// One event as text/event-stream has it. In  json without line ends.
[[nodiscard]] std::string event_text(const EventLog::Event& event);

}  // namespace cuibono::server
