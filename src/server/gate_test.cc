#include "server/gate.h"

#include <gtest/gtest.h>

#include <set>

namespace cuibono::server {
namespace {

std::string cookie_of(const Gate::Entered& entered) {
  return entered.cookie.substr(0, entered.cookie.find(';'));
}

HttpRequest get(const std::string& host) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/";
  request.hosts = 1;
  request.host = host;
  return request;
}

TEST(Gate, Law1ATokenOpensOneSessionAndIsThenAnother) {
  Gate gate(8642);
  const std::string token = gate.token();
  const auto first = gate.enter(token);
  EXPECT_EQ(first.entry, Gate::Entry::opened);
  EXPECT_TRUE(gate.knows(cookie_of(first)));
  EXPECT_NE(gate.token(), token);
  EXPECT_EQ(gate.enter(token).entry, Gate::Entry::wrong);
  const auto second = gate.enter(gate.token());
  EXPECT_TRUE(gate.knows(cookie_of(second)));
  EXPECT_TRUE(gate.knows(cookie_of(first)));
  EXPECT_NE(cookie_of(first), cookie_of(second));
}

TEST(Gate, Law2AfterTenWrongTokensNoneOpens) {
  Gate gate(8642);
  const std::string token = gate.token();
  const auto before = gate.enter(token);
  const std::string newest = gate.token();
  for (unsigned i = 1; i < Gate::wrong_most; ++i)
    EXPECT_EQ(gate.enter("wrong" + std::to_string(i)).entry, Gate::Entry::wrong);
  EXPECT_EQ(gate.enter(token).entry, Gate::Entry::now_void);
  EXPECT_EQ(gate.enter(newest).entry, Gate::Entry::is_void);
  EXPECT_EQ(gate.enter("").entry, Gate::Entry::is_void);
  EXPECT_EQ(gate.token(), "");
  EXPECT_TRUE(gate.knows(cookie_of(before))) << "who was in stays in";
}

TEST(Gate, Law3SecretsAre256BitsAndDiffer) {
  std::set<std::string> tokens;
  for (int i = 0; i < 200; ++i) tokens.insert(Gate(1).token());
  EXPECT_EQ(tokens.size(), 200U);
  for (const auto& token : tokens) {
    EXPECT_EQ(token.size(), 43U);  // 256 bits, six a letter
    EXPECT_EQ(
        token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        std::string::npos);
  }
}

TEST(Gate, Law4OfTooManySessionsTheOldestEnds) {
  Gate gate(8642);
  std::vector<std::string> cookies;
  for (std::size_t i = 0; i <= Gate::sessions_most; ++i)
    cookies.push_back(cookie_of(gate.enter(gate.token())));
  EXPECT_FALSE(gate.knows(cookies.front()));
  for (std::size_t i = 1; i < cookies.size(); ++i) EXPECT_TRUE(gate.knows(cookies[i]));
}

TEST(Gate, ACookieIsFoundAmongOthersAndNoPartOfOneIsEnough) {
  Gate gate(8642);
  const std::string cookie = cookie_of(gate.enter(gate.token()));
  EXPECT_TRUE(cookie.starts_with("cuibono_8642="));
  EXPECT_TRUE(gate.knows("a=b; " + cookie + "; c=d"));
  EXPECT_TRUE(gate.knows("a=b;" + cookie));
  EXPECT_FALSE(gate.knows(""));
  EXPECT_FALSE(gate.knows("cuibono_8642="));
  EXPECT_FALSE(gate.knows("cuibono_8642"));
  EXPECT_FALSE(gate.knows(cookie.substr(0, cookie.size() - 1)));
  EXPECT_FALSE(gate.knows(cookie + "x"));
  EXPECT_FALSE(gate.knows("x" + cookie));
  EXPECT_FALSE(gate.knows("cuibono_8643" + cookie.substr(cookie.find('='))));
}

TEST(Gate, LeavingEndsTheSessionAndDeletesTheCookie) {
  Gate gate(8642);
  const std::string cookie = cookie_of(gate.enter(gate.token()));
  const std::string other = cookie_of(gate.enter(gate.token()));
  const std::string deletes = gate.leave(cookie);
  EXPECT_EQ(deletes, "cuibono_8642=; Max-Age=0; HttpOnly; SameSite=Strict; Path=/");
  EXPECT_FALSE(gate.knows(cookie));
  EXPECT_TRUE(gate.knows(other));
}

TEST(Gate, OnlyItsOwnNamesAreItsOwn) {
  const Gate gate(8642);
  EXPECT_EQ(gate.find_foreign(get("127.0.0.1:8642")), "");
  EXPECT_EQ(gate.find_foreign(get("localhost:8642")), "");
  for (const char* host :
       {"", "127.0.0.1", "127.0.0.1:8643", "127.0.0.1:86420", "0.0.0.0:8642", "[::1]:8642",
        "evil.example:8642", "127.0.0.1.evil.example:8642", "localhost.evil.example:8642",
        "LOCALHOST:8642", "127.1:8642", "2130706433:8642", "evil@127.0.0.1:8642", "127.0.0.1:8642.",
        "127.0.0.1:8642, evil.example"}) {
    EXPECT_EQ(gate.find_foreign(get(host)), "foreign_host") << host;
  }
  auto two = get("127.0.0.1:8642");
  two.hosts = 2;
  EXPECT_EQ(gate.find_foreign(two), "malformed");
  two.hosts = 0;
  EXPECT_EQ(gate.find_foreign(two), "malformed");
  EXPECT_EQ(Gate(80).find_foreign(get("127.0.0.1")), "");
}

TEST(Gate, AnotherPageIsRefusedAndAChangeMustTellItsOrigin) {
  const Gate gate(8642);
  auto request = get("127.0.0.1:8642");
  request.origin = "http://127.0.0.1:8642";
  EXPECT_EQ(gate.find_foreign(request), "");
  for (const char* origin : {"null", "", "http://evil.example", "https://127.0.0.1:8642",
                             "http://localhost:8642", "http://127.0.0.1:8643"}) {
    request.origin = origin;
    EXPECT_EQ(gate.find_foreign(request), "foreign_origin") << origin;
  }
  request.origin.reset();
  for (const char* method : {"POST", "DELETE", "PUT", "OPTIONS"}) {
    request.method = method;
    EXPECT_EQ(gate.find_foreign(request), "foreign_origin") << method;
  }
  request.method = "GET";
  for (const char* site : {"cross-site", "same-site", ""}) {
    request.fetch_site = site;
    EXPECT_EQ(gate.find_foreign(request), "foreign_origin") << site;
  }
  for (const char* site : {"same-origin", "none"}) {
    request.fetch_site = site;
    EXPECT_EQ(gate.find_foreign(request), "") << site;
  }
}

}  // namespace
}  // namespace cuibono::server
