#include "server/http_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/problem.h"

namespace cuibono::server {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

/// A client that says exactly what it is told.
class Client {
 public:
  explicit Client(std::uint16_t port) : handle_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_open_ = ::connect(handle_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(handle_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  [[nodiscard]] bool is_open() const { return is_open_; }
  bool say(std::string_view text) {
    while (!text.empty()) {
      const auto sent = ::send(handle_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_saying() { ::shutdown(handle_, SHUT_WR); }
  /// Reads until `text` stands in what came, the other side ends, or five seconds are over.
  std::string hear_until(std::string_view text, milliseconds patience = milliseconds(5000)) {
    const auto last = std::chrono::steady_clock::now() + patience;
    while (text.empty() || heard_.find(text) == std::string::npos) {
      const auto left =
          std::chrono::duration_cast<milliseconds>(last - std::chrono::steady_clock::now());
      pollfd wait{handle_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) break;
      char bytes[1 << 16];
      const auto got = ::recv(handle_, bytes, sizeof bytes, 0);
      if (got <= 0) {
        has_ended_ = true;
        break;
      }
      heard_.append(bytes, static_cast<std::size_t>(got));
    }
    return heard_;
  }
  std::string hear_all(milliseconds patience = milliseconds(5000)) {
    return hear_until("", patience);
  }
  [[nodiscard]] bool has_ended() const { return has_ended_; }
  void forget() { heard_.clear(); }

 private:
  int handle_;
  bool is_open_ = false, has_ended_ = false;
  std::string heard_;
};

/// /small at once; /work on a working thread; /large of 100 MB; /held until it is let go; /events.
class MadeApplication : public Application {
 public:
  std::optional<HttpAnswer> answer_at_once(const HttpRequest& request) override {
    if (request.target == "/events") {
      HttpAnswer answer;
      answer.content_type = "text/event-stream";
      answer.is_event_stream = true;
      return answer;
    }
    if (request.target != "/small") return std::nullopt;
    return text("{\"small\":true}");
  }
  HttpAnswer answer(const HttpRequest& request) override {
    if (request.target == "/large") {
      HttpAnswer answer;
      answer.body = large_;
      return answer;
    }
    if (request.target == "/memory") throw std::bad_alloc();
    if (request.target == "/held") {
      std::unique_lock hold(lock_);
      ++held_;
      change_.notify_all();
      change_.wait(hold, [this] { return is_let_go_; });
    }
    return text(request.method + " " + request.target + " " + request.body);
  }
  HttpAnswer refuse(unsigned status) const override {
    return problem_answer({problem_of_status(status), "", ""}, "");
  }
  const EventLog& events() const override { return log; }
  bool may_listen(const HttpRequest&) const override { return may_listen_; }

  void wait_until_held(int count) {
    std::unique_lock hold(lock_);
    change_.wait(hold, [&] { return held_ >= count; });
  }
  void let_go() {
    const std::lock_guard hold(lock_);
    is_let_go_ = true;
    change_.notify_all();
  }
  static HttpAnswer text(const std::string& body) {
    HttpAnswer answer;
    answer.body = std::make_shared<const std::string>(body);
    return answer;
  }

  EventLog log;
  std::atomic<bool> may_listen_{true};
  std::shared_ptr<const std::string> large_ = std::make_shared<const std::string>(100U << 20, 'x');

 private:
  std::mutex lock_;
  std::condition_variable change_;
  int held_ = 0;
  bool is_let_go_ = false;
};

HttpLimits quick() {
  HttpLimits limits;
  limits.request_time = milliseconds(400);
  limits.write_time = milliseconds(400);
  limits.event_step = milliseconds(10);
  limits.heartbeat = milliseconds(60);
  limits.last_answers = milliseconds(500);
  return limits;
}

class HttpServerOfTests : public testing::Test {
 protected:
  void start(HttpLimits limits = {}) {
    auto listening = Listening::at(0);
    ASSERT_TRUE(listening.has_value()) << listening.error().what;
    port_ = listening->port();
    server_.emplace(std::move(*listening), application_, limits, 2);
    server_->start();
  }
  static std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  std::string ask(const std::string& text) {
    Client client(port_);
    client.say(text);
    client.end_saying();
    return client.hear_all();
  }
  void expect_alive() { EXPECT_THAT(ask(get("/small")), HasSubstr("{\"small\":true}")); }

  MadeApplication application_;
  std::uint16_t port_ = 0;
  std::optional<HttpServer> server_;
};

TEST_F(HttpServerOfTests, AConnectionIsKeptAndAnswersComeInOrder) {
  start();
  Client client(port_);
  client.say(
      get("/small") + get("/work") + get("/small") +
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
  const std::string heard = client.hear_all();
  EXPECT_TRUE(client.has_ended());
  const auto first = heard.find("{\"small\":true}");
  const auto second = heard.find("GET /work ");
  const auto third = heard.find("{\"small\":true}", second);
  const auto fourth = heard.find("POST /echo body");
  ASSERT_NE(fourth, std::string::npos) << heard;
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_LT(third, fourth);
}

TEST_F(HttpServerOfTests, HeadIsAnsweredWithoutContent) {
  start();
  const std::string heard = ask("HEAD /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(heard, HasSubstr("Content-Length: 14\r\n"));
  EXPECT_TRUE(heard.ends_with("\r\n\r\n"));
}

TEST_F(HttpServerOfTests, ChunkedBodiesAreRead) {
  start();
  EXPECT_THAT(ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"),
              HasSubstr("POST /echo abcd"));
}

TEST_F(HttpServerOfTests, WhatCannotBeReadIsRefusedAndEnded) {
  start();
  for (const char* text :
       {"\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        "G=T / HTTP/1.1\r\n\r\n", "GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost x\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"}) {
    const std::string heard = ask(text);
    EXPECT_THAT(heard, StartsWith("HTTP/1.1 400 ")) << text;
    EXPECT_THAT(heard, HasSubstr("application/problem+json")) << text;
    EXPECT_THAT(heard, HasSubstr("Connection: close")) << text;
  }
  expect_alive();
}

TEST_F(HttpServerOfTests, WhatIsTooLargeIsRefusedAndTheClientHearsIt) {
  start();
  const std::string large(200U << 10, 'a');
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + large + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(ask("GET /" + large + " HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(large.size()) +
                  "\r\n\r\n" + large),
              StartsWith("HTTP/1.1 413 "));
  expect_alive();
}

TEST_F(HttpServerOfTests, ASlowClientIsEndedAndHoldsNobodyUp) {
  start(quick());
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<Client>(port_));
    slow.back()->say("GET / HTTP/1.1\r\nHost: x\r\n");
  }
  // A header line now and then does not lengthen the time.
  const auto began = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - began < milliseconds(300)) {
    for (auto& client : slow) client->say("X: 1\r\n");
    expect_alive();
    std::this_thread::sleep_for(milliseconds(50));
  }
  for (auto& client : slow) {
    client->hear_all(milliseconds(2000));
    EXPECT_TRUE(client->has_ended());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(3000));
}

TEST_F(HttpServerOfTests, ALargeAnswerBlocksNobodyAndIsNeverCopied) {
  start();
  const long uses_before = application_.large_.use_count();
  std::vector<std::unique_ptr<Client>> large;
  for (int i = 0; i < 4; ++i) {
    large.push_back(std::make_unique<Client>(port_));
    large.back()->say(get("/large"));  // and reads nothing for now
  }
  for (auto& client : large) client->hear_until("\r\n\r\n");
  EXPECT_EQ(application_.large_.use_count(), uses_before + 4);
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) expect_alive();
  EXPECT_THAT(ask(get("/work")), HasSubstr("GET /work"));
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(2000));
  large.front()->end_saying();
  const std::string heard = large.front()->hear_all(milliseconds(20'000));
  EXPECT_EQ(heard.size() - heard.find("\r\n\r\n") - 4, application_.large_->size());
}

TEST_F(HttpServerOfTests, AClientThatDoesNotTakeItsAnswerIsEnded) {
  start(quick());
  Client client(port_);
  client.say(get("/large"));
  client.hear_until("\r\n\r\n");
  for (int i = 0; i < 40 && server_->connections() > 0; ++i)
    std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(server_->connections(), 0U);
  EXPECT_EQ(application_.large_.use_count(), 1);
}

TEST_F(HttpServerOfTests, TwoHundredConnectionsAtOnce) {
  start();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<Client>(port_));
  for (int round = 0; round < 3; ++round) {
    for (auto& client : clients) client->say(get(round == 1 ? "/work" : "/small"));
    for (auto& client : clients) {
      EXPECT_THAT(client->hear_until(round == 1 ? "GET /work " : "{\"small\":true}"),
                  StartsWith("HTTP/1.1 200 "));
      client->forget();
    }
  }
  EXPECT_EQ(server_->connections(), 200U);
}

TEST_F(HttpServerOfTests, OverTheLimitsItSaysBusy) {
  HttpLimits limits;
  limits.connections = 3;
  limits.waiting = 2;
  start(limits);
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 2; ++i) {
    held.push_back(std::make_unique<Client>(port_));
    held.back()->say(get("/held"));
  }
  application_.wait_until_held(2);
  Client third(port_);
  third.say(get("/work"));
  EXPECT_THAT(third.hear_until("}"), StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(third.hear_until("}"), HasSubstr("Retry-After: 1\r\n"));
  third.forget();
  third.say(get("/small"));
  EXPECT_THAT(third.hear_until("}"), StartsWith("HTTP/1.1 200 ")) << "small things go on";
  EXPECT_THAT(ask(get("/small")), StartsWith("HTTP/1.1 503 "));
  application_.let_go();
  EXPECT_THAT(held.front()->hear_until("/held"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(HttpServerOfTests, AnAnswerThatFailsIsOneAnswer) {
  start();
  EXPECT_THAT(ask(get("/memory")), StartsWith("HTTP/1.1 500 "));
  expect_alive();
}

TEST_F(HttpServerOfTests, ListenersHearStatesAndAreEndedWithTheirSession) {
  start(quick());
  application_.log.tell("revision", "{\"revision\":\"a\"}");
  Client client(port_);
  client.say(get("/events"));
  EXPECT_THAT(client.hear_until("\"a\"}\n\n"), HasSubstr("event: revision\n"));
  EXPECT_EQ(server_->listeners(), 1U);
  application_.log.tell("revision", "{\"revision\":\"b\"}");
  EXPECT_THAT(client.hear_until("\"b\"}\n\n"), HasSubstr("\"b\"}\n\n"));
  EXPECT_THAT(client.hear_until(": still here\n\n"), HasSubstr(": still here"));
  application_.may_listen_ = false;
  client.hear_all();
  EXPECT_TRUE(client.has_ended());
  application_.may_listen_ = true;
  {
    Client leaves(port_);
    leaves.say(get("/events"));
    leaves.hear_until("\"b\"}\n\n");
  }
  for (int i = 0; i < 100 && server_->listeners() > 0; ++i)
    std::this_thread::sleep_for(milliseconds(10));
  EXPECT_EQ(server_->listeners(), 0U);
}

TEST_F(HttpServerOfTests, Law3WhatIsUnderWayMayEndAndTheRestIsClosed) {
  HttpLimits limits = quick();
  limits.last_answers = milliseconds(10'000);
  start(limits);
  Client held(port_);
  held.say(get("/held"));
  application_.wait_until_held(1);
  Client idle(port_);
  Client listener(port_);
  listener.say(get("/events"));
  listener.hear_until("\r\n\r\n");
  std::thread stopping([this] { server_->stop(); });
  idle.hear_all();
  listener.hear_all();
  EXPECT_TRUE(idle.has_ended());
  EXPECT_TRUE(listener.has_ended());
  application_.let_go();
  EXPECT_THAT(held.hear_all(), HasSubstr("GET /held"));
  stopping.join();
  EXPECT_FALSE(Client(port_).is_open());
}

TEST_F(HttpServerOfTests, Law3WhatTakesTooLongIsClosedAtTheEnd) {
  start(quick());
  Client held(port_);
  held.say(get("/held"));
  application_.wait_until_held(1);
  std::thread stopping([this] { server_->stop(); });
  EXPECT_EQ(held.hear_all(), "");
  EXPECT_TRUE(held.has_ended());
  application_.let_go();
  stopping.join();
}

/// Random bytes, and requests that are almost right.
std::string nonsense(core::CounterRandom& random) {
  static const std::vector<std::string> pieces = {"GET ",
                                                  "POST ",
                                                  "/",
                                                  "/small",
                                                  " HTTP/1.1",
                                                  "\r\n",
                                                  "\r\n\r\n",
                                                  "Host: x",
                                                  "\n",
                                                  "\r",
                                                  "Content-Length: ",
                                                  "0",
                                                  "18446744073709551616",
                                                  "Transfer-Encoding: chunked",
                                                  "ffffffff",
                                                  "Expect: 100-continue",
                                                  "Connection: upgrade",
                                                  "%00",
                                                  " ",
                                                  ":",
                                                  "\t",
                                                  "HTTP/1.0"};
  std::string text;
  for (auto n = random.below(20); n > 0; --n) {
    if (random.chance(0.7)) {
      text += pieces[random.below(pieces.size())];
    } else {
      for (auto m = random.below(12); m > 0; --m)
        text.push_back(static_cast<char>(random.below(256)));
    }
  }
  return text;
}

TEST_F(HttpServerOfTests, Law2AnyBytesAreAnsweredOrEndedAndTheServerGoesOn) {
  start(quick());
  core::CounterRandom random(11, 1);
  unsigned answered = 0;
  for (int i = 0; i < 4000; ++i) {
    Client client(port_);
    ASSERT_TRUE(client.is_open()) << i;
    const std::string text = nonsense(random);
    client.say(text);
    client.end_saying();
    const std::string heard = client.hear_all(milliseconds(3000));
    ASSERT_TRUE(client.has_ended()) << i << ": " << text;
    if (heard.empty()) continue;
    ++answered;
    ASSERT_THAT(heard, StartsWith("HTTP/1.1 ")) << i << ": " << text;
  }
  EXPECT_GT(answered, 500U);
  expect_alive();
}

TEST(Listening, Law1ItListensAtThisMachineAlone) {
  auto listening = Listening::at(0);
  ASSERT_TRUE(listening.has_value());
  EXPECT_NE(listening->port(), 0);
  const int handle = listening->give_away();
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
  EXPECT_EQ(ntohl(address.sin_addr.s_addr), INADDR_LOOPBACK);
  const auto again = Listening::at(ntohs(address.sin_port));
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, core::ErrorCode::resources);
  EXPECT_THAT(again.error().help, HasSubstr("--port"));
  ::close(handle);
}

}  // namespace
}  // namespace cuibono::server
