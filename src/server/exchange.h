#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/event_log.h"

namespace cuibono::server {

/// A request without its socket: what the router looks at. A header that was not sent is empty.
struct HttpRequest {
  std::string method;  ///< "GET"
  std::string target;  ///< as sent: "/api/v1/findings?limit=5"
  unsigned hosts = 0;  ///< how many Host headers there were
  std::string host, cookie, none_match, content_type, body;
  std::optional<std::string> origin, fetch_site;
};

struct HttpHeader {
  std::string name, text;
};

/// An answer without its socket. The body is shared, never copied.
struct HttpAnswer {
  unsigned status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string cache = "no-store";           ///< Cache-Control
  std::string etag;                         ///< with its quotes; empty: none
  std::vector<HttpHeader> headers;          ///< others
  std::shared_ptr<const std::string> body;  ///< none: `page`
  std::string_view page;                    ///< borrows from the program itself
  bool is_event_stream = false;             ///< the states of the application, as they change

  [[nodiscard]] std::string_view bytes() const noexcept {
    return body ? std::string_view(*body) : page;
  }
};

/// The status line and headers of an answer, with the headers that every answer has: no sniffing, no
/// referrer, no frame, no foreign script, no feature of the machine.
/// Laws    1 no text of a header holds a line end: one that does is left out.
[[nodiscard]] std::string answer_head(const HttpAnswer& answer, bool keeps_alive);

/// Whom the server asks. All functions may be called from any number of threads.
class Application {
 public:
  virtual ~Application() = default;
  /// What needs no work: refusals, pages, kept answers. Nothing: ask `answer`, on a working thread.
  [[nodiscard]] virtual std::optional<HttpAnswer> answer_at_once(const HttpRequest& request) = 0;
  [[nodiscard]] virtual HttpAnswer answer(const HttpRequest& request) = 0;
  /// For what the server refuses by itself: malformed, too large, too many.
  [[nodiscard]] virtual HttpAnswer refuse(unsigned status) const = 0;
  [[nodiscard]] virtual const EventLog& events() const = 0;
  /// Whether a listener who came with this request is still let in.
  [[nodiscard]] virtual bool may_listen(const HttpRequest& request) const = 0;
};

}  // namespace cuibono::server
