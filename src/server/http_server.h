#pragma once
#include <chrono>
#include <cstdint>
#include <memory>

#include "server/exchange.h"
#include "server/listening.h"

namespace cuibono::server {

/// What a server grants to those who connect.
struct HttpLimits {
  std::uint32_t header_bytes = 16U << 10;          ///< address and headers together; over it: 431
  std::uint32_t body_bytes = 4U << 10;             ///< over it: 413
  std::size_t connections = 512;                   ///< at once; over it: 503
  std::size_t waiting = 256;                       ///< requests for a working thread; over it: 503
  std::chrono::milliseconds request_time{30'000};  ///< from the last answer to a whole request
  std::chrono::milliseconds write_time{30'000};    ///< for the client to take 256 KiB of an answer
  std::chrono::milliseconds event_step{250};       ///< how often states are looked at for listeners
  std::chrono::milliseconds heartbeat{15'000};     ///< of listeners
  std::chrono::milliseconds last_answers{2'000};   ///< for what is under way, when the server ends
};

/// An HTTP/1.1 server on 127.0.0.1.
///
/// Use     start, then stop from any thread.
/// Out     answers of the application, in the order of the requests of each connection. A large answer
///         goes out in pieces of 256 KiB as the client takes them, from its one copy in memory; others
///         are answered meanwhile.
/// Laws    1 a body of any size is never copied.  2 what cannot be read is refused and its
///         connection ended, no thread is held by a slow client.  3 after stop, what is under way has
///         `last_answers` to end; then all connections are closed.
/// Cost    two threads for sockets, `workers` for answers; about 20 KiB a connection.
class HttpServer {
 public:
  HttpServer(Listening listening, Application& application, HttpLimits limits, unsigned workers);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  void start();
  void stop();
  [[nodiscard]] std::size_t connections() const noexcept;
  [[nodiscard]] std::size_t listeners() const noexcept;  ///< of events

  struct Parts;  // of http_server.cc

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace cuibono::server
