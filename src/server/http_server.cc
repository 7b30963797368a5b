// The one file that includes Boost.Asio and Boost.Beast: sockets, and how HTTP/1.1 is read from them.
//
// A connection is an object that owns itself by what it waits for: one request is read, answered and
// written before the next is read. What needs work goes to the working threads, the two threads for
// sockets never compute. All that one connection does happens on its strand, one thing after another.
#include <utility>  // Boost 1.74 uses std::exchange and does not include it
//
#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "server/http_server.h"

namespace cuibono::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Fault = beast::error_code;
using std::chrono::milliseconds;

constexpr std::size_t piece_bytes = 256U << 10;
constexpr unsigned socket_threads = 2;
constexpr auto after_no_handle = milliseconds(100);
// What a client that was refused still sends is read and dropped, so that it sees the refusal.
constexpr std::size_t linger_bytes_most = 1U << 20;
constexpr auto linger_time = milliseconds(1000);

class Connection;

}  // namespace

/// What all connections share.
struct HttpServer::Parts {
  Parts(Listening listening, Application& the_application, HttpLimits the_limits, unsigned workers)
      : application(the_application),
        limits(the_limits),
        sockets(static_cast<int>(socket_threads)),
        working(workers),
        acceptor(asio::make_strand(sockets)),
        pause(acceptor.get_executor()) {
    acceptor.assign(tcp::v4(), listening.give_away());
  }

  void accept();
  void on_accept(Fault fault, tcp::socket socket);
  void close_all(bool at_once);

  Application& application;  // borrows
  HttpLimits limits;
  std::atomic<std::size_t> listeners{0}, waiting{0};
  std::atomic<bool> ending{false};
  std::mutex lock;
  std::set<Connection*> open;  ///< each takes itself out
  // From here on: what holds connections. It goes before what they use.
  asio::io_context sockets;
  // Its threads go on while all that is under way is on a working thread.
  asio::executor_work_guard<asio::io_context::executor_type> goes_on{sockets.get_executor()};
  asio::thread_pool working;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  std::vector<std::thread> threads;
};

namespace {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(HttpServer::Parts& parts, tcp::socket socket)
      : parts_(parts), stream_(std::move(socket)), timer_(stream_.get_executor()) {
    const std::lock_guard hold(parts_.lock);
    parts_.open.insert(this);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    if (is_listener_) parts_.listeners.fetch_sub(1);
    const std::lock_guard hold(parts_.lock);
    parts_.open.erase(this);
  }

  void start(bool is_over_the_limit) {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this(), is_over_the_limit] {
      if (!is_over_the_limit) return self->read();
      self->keeps_alive_ = false;
      self->write(self->parts_.application.refuse(503));
    });
  }

  /// Ends it when it waits for a request or for events, else after its answer, or at once.
  void end(bool at_once) {
    asio::post(stream_.get_executor(), [self = shared_from_this(), at_once] {
      if (at_once || self->is_waiting_) self->close();
    });
  }

  void close() {
    Fault ignored;
    timer_.cancel();
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.socket().close(ignored);
  }

 private:
  using Parser = http::request_parser<http::string_body>;

  void read() {
    if (parts_.ending.load()) return close();
    parser_.emplace();
    parser_->header_limit(parts_.limits.header_bytes);
    parser_->body_limit(parts_.limits.body_bytes);
    is_waiting_ = true;
    stream_.expires_after(parts_.limits.request_time);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](Fault fault, std::size_t) {
                       self->is_waiting_ = false;
                       self->on_read(fault);
                     });
  }

  void on_read(Fault fault) {
    if (fault) return refuse(fault);
    const auto& message = parser_->get();
    request_ = take(message);
    keeps_alive_ = message.keep_alive() && !parts_.ending.load();
    if (auto answer = parts_.application.answer_at_once(request_)) return write(std::move(*answer));
    if (parts_.waiting.fetch_add(1) >= parts_.limits.waiting) {
      parts_.waiting.fetch_sub(1);
      return write(parts_.application.refuse(503));
    }
    asio::post(parts_.working, [self = shared_from_this()] { self->work(); });
  }

  /// On a working thread.
  void work() {
    HttpAnswer answer;
    try {
      answer = parts_.application.answer(request_);
    } catch (const std::exception&) {  // no memory: this answer fails, the others go on
      answer = parts_.application.refuse(500);
    }
    parts_.waiting.fetch_sub(1);
    asio::post(stream_.get_executor(),
               [self = shared_from_this(), answer = std::move(answer)]() mutable {
                 self->write(std::move(answer));
               });
  }

  void refuse(Fault fault) {
    if (fault == http::error::end_of_stream || fault == beast::error::timeout) return close();
    if (fault.category() != http::make_error_code(http::error::bad_method).category())
      return close();
    const unsigned status = fault == http::error::header_limit      ? 431U
                            : fault == http::error::body_limit      ? 413U
                            : fault == http::error::partial_message ? 0U
                                                                    : 400U;
    if (status == 0) return close();
    request_ = {};
    keeps_alive_ = false;
    write(parts_.application.refuse(status));
  }

  static HttpRequest take(const http::request<http::string_body>& message) {
    const auto text = [](beast::string_view view) { return std::string(view.data(), view.size()); };
    const auto one = [&](http::field name) { return text(message[name]); };
    const auto maybe = [&](beast::string_view name) -> std::optional<std::string> {
      const auto found = message.find(name);
      if (found == message.end()) return std::nullopt;
      return text(found->value());
    };
    HttpRequest request;
    request.method = text(message.method_string());
    request.target = text(message.target());
    request.hosts = static_cast<unsigned>(message.count(http::field::host));
    request.host = one(http::field::host);
    request.cookie = one(http::field::cookie);
    request.none_match = one(http::field::if_none_match);
    request.content_type = one(http::field::content_type);
    request.body = message.body();
    request.origin = maybe("Origin");
    request.fetch_site = maybe("Sec-Fetch-Site");
    return request;
  }

  void write(HttpAnswer answer) {
    answer_ = std::move(answer);
    if (answer_.is_event_stream) keeps_alive_ = false;
    head_ = answer_head(answer_, keeps_alive_);
    const bool has_content = request_.method != "HEAD";
    left_ = has_content ? answer_.bytes() : std::string_view();
    stream_.expires_after(parts_.limits.write_time);
    // A small body goes out with its head.
    const std::string_view first = left_.substr(0, piece_bytes);
    left_.remove_prefix(first.size());
    const std::array<asio::const_buffer, 2> both = {asio::buffer(head_),
                                                    asio::buffer(first.data(), first.size())};
    asio::async_write(stream_, both, [self = shared_from_this()](Fault fault, std::size_t) {
      self->on_written(fault);
    });
  }

  void on_written(Fault fault) {
    if (fault) return close();
    if (!left_.empty()) return write_piece();
    const bool is_listening = answer_.is_event_stream && request_.method != "HEAD";
    answer_.body = nullptr;
    if (is_listening) return tell_events();
    if (keeps_alive_) return read();
    linger();
  }

  void write_piece() {
    const std::string_view piece = left_.substr(0, piece_bytes);
    left_.remove_prefix(piece.size());
    stream_.expires_after(parts_.limits.write_time);
    asio::async_write(
        stream_, asio::buffer(piece.data(), piece.size()),
        [self = shared_from_this()](Fault fault, std::size_t) { self->on_written(fault); });
  }

  void linger() {
    Fault ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(linger_time);
    drop_what_comes(0);
  }

  void drop_what_comes(std::size_t dropped) {
    if (dropped > linger_bytes_most || parts_.ending.load()) return close();
    is_waiting_ = true;
    scratch_.resize(piece_bytes / 16);
    stream_.async_read_some(asio::buffer(scratch_),
                            [self = shared_from_this(), dropped](Fault fault, std::size_t bytes) {
                              self->is_waiting_ = false;
                              if (fault) return self->close();
                              self->drop_what_comes(dropped + bytes);
                            });
  }

  void tell_events() {
    is_listener_ = true;
    parts_.listeners.fetch_add(1);
    is_waiting_ = true;
    stream_.expires_never();
    scratch_.resize(1);
    // A listener sends nothing; that its side is closed is seen by reading.
    stream_.socket().async_read_some(
        asio::buffer(scratch_), [self = shared_from_this()](Fault, std::size_t) { self->close(); });
    last_told_ = std::chrono::steady_clock::now();
    look_for_events();
  }

  void look_for_events() {
    if (!stream_.socket().is_open() || parts_.ending.load() ||
        !parts_.application.may_listen(request_))
      return close();
    const auto now = std::chrono::steady_clock::now();
    head_.clear();
    for (const auto& event : parts_.application.events().after(last_event_)) {
      head_ += event_text(event);
      last_event_ = event.number;
    }
    if (head_.empty() && now - last_told_ >= parts_.limits.heartbeat) head_ = ": still here\n\n";
    if (head_.empty()) return wait_for_events();
    last_told_ = now;
    stream_.expires_after(parts_.limits.write_time);
    asio::async_write(stream_, asio::buffer(head_),
                      [self = shared_from_this()](Fault fault, std::size_t) {
                        if (fault) return self->close();
                        self->wait_for_events();
                      });
  }

  void wait_for_events() {
    timer_.expires_after(parts_.limits.event_step);
    timer_.async_wait([self = shared_from_this()](Fault fault) {
      if (fault) return self->close();
      self->look_for_events();
    });
  }

  HttpServer::Parts& parts_;  // borrows: it outlives every connection
  beast::tcp_stream stream_;
  asio::steady_timer timer_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  HttpRequest request_;
  HttpAnswer answer_;
  std::string head_;
  std::string_view left_;  // borrows from answer_
  std::vector<char> scratch_;
  bool keeps_alive_ = true, is_waiting_ = false, is_listener_ = false;
  std::uint64_t last_event_ = 0;
  std::chrono::steady_clock::time_point last_told_;
};

}  // namespace

void HttpServer::Parts::accept() {
  acceptor.async_accept(asio::make_strand(sockets), [this](Fault fault, tcp::socket socket) {
    on_accept(fault, std::move(socket));
  });
}

void HttpServer::Parts::on_accept(Fault fault, tcp::socket socket) {
  if (ending.load() || fault == asio::error::operation_aborted) return;
  if (fault) {  // no handles left: a connection that ends makes room
    pause.expires_after(after_no_handle);
    pause.async_wait([this](Fault stopped) {
      if (!stopped) accept();
    });
    return;
  }
  Fault ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  std::size_t others = 0;
  {
    const std::lock_guard hold(lock);
    others = open.size();
  }
  // Far over the limit nothing is said: a refusal needs a handle too.
  if (others < limits.connections * 2) {
    std::make_shared<Connection>(*this, std::move(socket))->start(others >= limits.connections);
  }
  accept();
}

void HttpServer::Parts::close_all(bool at_once) {
  std::vector<std::shared_ptr<Connection>> still_open;
  {
    const std::lock_guard hold(lock);
    for (Connection* one : open) {
      // One that is being destroyed waits for the lock and has no owner any more.
      if (auto owned = one->weak_from_this().lock()) still_open.push_back(std::move(owned));
    }
  }
  for (const auto& one : still_open) one->end(at_once);
}

HttpServer::HttpServer(Listening listening, Application& application, HttpLimits limits,
                       unsigned workers)
    : parts_(std::make_unique<Parts>(std::move(listening), application, limits, workers)) {}

HttpServer::~HttpServer() { stop(); }

void HttpServer::start() {
  parts_->accept();
  for (unsigned i = 0; i < socket_threads; ++i)
    parts_->threads.emplace_back([this] { parts_->sockets.run(); });
}

void HttpServer::stop() {
  Parts& parts = *parts_;
  if (parts.ending.exchange(true)) return;
  asio::post(parts.acceptor.get_executor(), [&parts] {
    Fault ignored;
    parts.acceptor.close(ignored);
    parts.pause.cancel();
  });
  const auto wait_at_most = [&](milliseconds time) {
    const auto last = std::chrono::steady_clock::now() + time;
    while (connections() > 0 && std::chrono::steady_clock::now() < last)
      std::this_thread::sleep_for(milliseconds(5));
  };
  parts.close_all(false);
  wait_at_most(parts.limits.last_answers);
  parts.close_all(true);
  wait_at_most(linger_time);
  parts.working.stop();
  parts.working.join();
  parts.sockets.stop();
  for (auto& thread : parts.threads) thread.join();
  parts.threads.clear();
}

std::size_t HttpServer::connections() const noexcept {
  const std::lock_guard hold(parts_->lock);
  return parts_->open.size();
}

std::size_t HttpServer::listeners() const noexcept { return parts_->listeners.load(); }

}  // namespace cuibono::server
