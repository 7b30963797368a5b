#include "server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

#include "server/made_results.h"
#include "server/problem.h"

namespace cuibono::server {
namespace {

using investigation::ViewState;
using testing::HasSubstr;

const std::array<Page, 2> some_pages = {Page{"/assets/index-4f3a.js", "let x = 1;", "aa11"},
                                        Page{"/index.html", "<!doctype html>page", "bb22"}};
const Page some_openapi{"/openapi.yaml", "openapi: 3.1.0\n", "cc33"};

class RouterOfTests : public testing::Test {
 protected:
  HttpRequest request(const std::string& method, const std::string& target) {
    HttpRequest made;
    made.method = method;
    made.target = target;
    made.hosts = 1;
    made.host = "127.0.0.1:8642";
    made.cookie = cookie_;
    if (method != "GET" && method != "HEAD") made.origin = "http://127.0.0.1:8642";
    return made;
  }
  HttpAnswer ask(const HttpRequest& asked) {
    auto at_once = router_.answer_at_once(asked);
    return at_once ? *at_once : router_.answer(asked);
  }
  HttpAnswer ask(const std::string& target) { return ask(request("GET", target)); }
  void enter() {
    auto post = request("POST", "/api/v1/session");
    post.content_type = "application/json";
    post.body = "{\"token\":\"" + gate_.token() + "\"}";
    const auto answer = ask(post);
    ASSERT_EQ(answer.status, 204U);
    for (const auto& header : answer.headers)
      if (header.name == "Set-Cookie") cookie_ = header.text.substr(0, header.text.find(';'));
    ASSERT_FALSE(cookie_.empty());
  }
  static std::string problem_of(const HttpAnswer& answer) {
    const auto json = nlohmann::json::parse(answer.bytes());
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_EQ(json["status"], answer.status);
    for (const char* key : {"type", "title", "detail", "instance", "hint"})
      EXPECT_TRUE(json[key].is_string()) << key;
    return json["type"].get<std::string>().substr(std::string("/problems/").size());
  }

  Gate gate_{8642};
  MadeResults results_;
  int entered_ = 0, voided_ = 0;
  Router router_{gate_,
                 some_pages,
                 some_openapi,
                 results_,
                 {[this] { ++entered_; }, [this] { ++voided_; }, {}}};
  std::string cookie_;
};

TEST_F(RouterOfTests, Law1WithoutASessionNothingOfTheCase) {
  enter();
  EXPECT_EQ(ask("/api/v1/overview").status, 200U);
  EXPECT_EQ(ask("/api/v1/overview").status, 200U);  // kept by now
  const int asked = results_.asked;
  for (const std::string& cookie : {std::string(), std::string("cuibono_8642=x")}) {
    cookie_ = cookie;
    for (const char* target : {"/api/v1/overview", "/api/v1", "/api/v1/records/E0001/1",
                               "/api/v1/events", "/api/v1/openapi.yaml", "/api/v1/nothing"}) {
      for (const char* method : {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT"})
        EXPECT_EQ(problem_of(ask(request(method, target))), "no_session") << method << target;
    }
  }
  EXPECT_EQ(results_.asked, asked);
}

TEST_F(RouterOfTests, Law2AKeptAnswerEqualsANewOneAndGoesWithItsRevision) {
  enter();
  const auto first = ask("/api/v1/overview?a=1");
  const auto again = ask("/api/v1/overview?a=1");
  EXPECT_EQ(first.bytes(), again.bytes());
  EXPECT_EQ(first.etag, again.etag);
  EXPECT_EQ(first.cache, again.cache);
  EXPECT_EQ(results_.asked, 1);
  EXPECT_NE(ask("/api/v1/overview?a=2").bytes(), first.bytes());
  results_.now = "ffff";
  EXPECT_NE(ask("/api/v1/overview?a=1").bytes(), first.bytes());
  EXPECT_EQ(ask("/api/v1/overview?a=1").etag, "\"ffff\"");
}

TEST_F(RouterOfTests, Law3OnlyAKnownTagIsAnsweredWithoutContent) {
  enter();
  auto asked = request("GET", "/api/v1/overview");
  for (const char* tag :
       {"\"00112233aabbccdd\"", "W/\"00112233aabbccdd\"", "\"x\", \"00112233aabbccdd\"", "*"}) {
    asked.none_match = tag;
    const auto answer = ask(asked);
    EXPECT_EQ(answer.status, 304U) << tag;
    EXPECT_TRUE(answer.bytes().empty());
    EXPECT_EQ(answer.etag, "\"00112233aabbccdd\"");
  }
  for (const char* tag : {"", "\"other\"", "00112233aabbccdd", ","}) {
    asked.none_match = tag;
    EXPECT_EQ(ask(asked).status, 200U) << tag;
  }
  asked.none_match = "\"00112233aabbccdd\"";
  results_.state = ViewState::no_such_thing;
  asked.target = "/api/v1/findings/F999";
  EXPECT_EQ(ask(asked).status, 404U) << "a tag does not make a thing";
}

TEST_F(RouterOfTests, ReadingsOfRowsAreAskedForEachTime) {
  enter();
  for (int i = 1; i <= 3; ++i) {
    const auto answer = ask("/api/v1/records/E0001/17");
    EXPECT_EQ(results_.asked, i);
    EXPECT_EQ(answer.cache, "no-store");
    EXPECT_EQ(answer.etag, "");
  }
}

TEST_F(RouterOfTests, EachStateHasItsProblem) {
  enter();
  const std::array<std::pair<ViewState, const char*>, 6> expected = {
      {{ViewState::no_such_thing, "no_such_thing"},
       {ViewState::bad_request, "bad_request"},
       {ViewState::still_loading, "loading"},
       {ViewState::closed, "closed"},
       {ViewState::stale, "stale"},
       {ViewState::failed, "failed"}}};
  for (const auto& [state, name] : expected) {
    results_.state = state;
    const auto answer = ask("/api/v1/x%20y?secret=1");
    EXPECT_EQ(problem_of(answer), name);
    const auto json = nlohmann::json::parse(answer.bytes());
    EXPECT_EQ(json["detail"], "what: where");
    EXPECT_EQ(json["hint"], "help");
    EXPECT_EQ(json["instance"], "/api/v1/x%20y");
    EXPECT_EQ(answer.cache, "no-store");
    bool may_retry = false;
    for (const auto& header : answer.headers) may_retry = may_retry || header.name == "Retry-After";
    EXPECT_EQ(may_retry, answer.status == 503);
  }
}

TEST_F(RouterOfTests, WhileFilesAreGoneTheCaseIsNotAnswered) {
  enter();
  EXPECT_EQ(ask("/api/v1/overview").status, 200U);
  results_.gone = true;
  EXPECT_EQ(problem_of(ask("/api/v1/overview")), "files_gone");
  EXPECT_EQ(ask("/").status, 200U);
  EXPECT_TRUE(ask("/api/v1/events").is_event_stream);
  results_.gone = false;
  EXPECT_EQ(ask("/api/v1/overview").status, 200U);
}

TEST_F(RouterOfTests, PagesNeedNoSessionAndNoOtherFileIsAPage) {
  EXPECT_EQ(ask("/").bytes(), "<!doctype html>page");
  EXPECT_EQ(ask("/index.html").bytes(), "<!doctype html>page");
  EXPECT_EQ(ask("/").cache, "no-cache");
  const auto script = ask("/assets/index-4f3a.js");
  EXPECT_EQ(script.content_type, "text/javascript; charset=utf-8");
  EXPECT_THAT(script.cache, HasSubstr("immutable"));
  auto known = request("GET", "/");
  known.none_match = "\"bb22\"";
  EXPECT_EQ(ask(known).status, 304U);
  for (const char* target :
       {"/assets", "/assets/", "/assets/index-4f3a.js.map", "/favicon.ico", "/etc/passwd", "/api",
        "/api/v2/case", "/INDEX.HTML", "/assets%2findex-4f3a.js", "/..%2f..%2fetc%2fpasswd"})
    EXPECT_EQ(problem_of(ask(target)), "no_such_thing") << target;
  for (const char* target : {"/../etc/passwd", "/assets/..%2f/../x", "/%2e%2e/x", "/%zz", "x"})
    EXPECT_EQ(problem_of(ask(target)), "malformed") << target;
}

TEST_F(RouterOfTests, AProgramWithoutAPageSaysHowToBuildIt) {
  Router bare(gate_, {}, some_openapi, results_, {});
  const auto answer = bare.answer_at_once(request("GET", "/"));
  EXPECT_EQ(answer->status, 200U);
  EXPECT_THAT(std::string(answer->bytes()), HasSubstr("script/setup"));
}

TEST_F(RouterOfTests, OtherMethodsAreToldWhatIsAllowed) {
  enter();
  const auto allowed = [&](const std::string& method, const std::string& target) {
    const auto answer = ask(request(method, target));
    EXPECT_EQ(problem_of(answer), "no_such_method") << method << target;
    for (const auto& header : answer.headers)
      if (header.name == "Allow") return header.text;
    return std::string();
  };
  EXPECT_EQ(allowed("POST", "/"), "GET, HEAD");
  EXPECT_EQ(allowed("OPTIONS", "/api/v1/case"), "GET, HEAD");
  EXPECT_EQ(allowed("DELETE", "/api/v1/events"), "GET, HEAD");
  EXPECT_EQ(allowed("GET", "/api/v1/session"), "POST, DELETE");
}

TEST_F(RouterOfTests, ASessionIsOpenedAndEnded) {
  enter();
  EXPECT_EQ(entered_, 1);
  EXPECT_EQ(ask("/api/v1/case").status, 200U);
  EXPECT_TRUE(router_.may_listen(request("GET", "/api/v1/events")));
  const auto ended = ask(request("DELETE", "/api/v1/session"));
  EXPECT_EQ(ended.status, 204U);
  EXPECT_EQ(problem_of(ask("/api/v1/case")), "no_session");
  EXPECT_FALSE(router_.may_listen(request("GET", "/api/v1/events")));
  EXPECT_EQ(problem_of(ask(request("DELETE", "/api/v1/session"))), "no_session");
}

TEST_F(RouterOfTests, WrongTokensAreCountedAndToldOnce) {
  auto post = request("POST", "/api/v1/session");
  post.content_type = "application/json; charset=utf-8";
  post.body = "{\"token\":\"x\"}";
  for (unsigned i = 1; i < Gate::wrong_most; ++i) EXPECT_EQ(problem_of(ask(post)), "wrong_token");
  EXPECT_EQ(problem_of(ask(post)), "token_void");
  EXPECT_EQ(problem_of(ask(post)), "token_void");
  EXPECT_EQ(voided_, 1);
}

TEST_F(RouterOfTests, WhatIsNoTokenIsNotCounted) {
  auto post = request("POST", "/api/v1/session");
  for (int i = 0; i < 30; ++i) {
    post.content_type = "text/plain";
    post.body = "{\"token\":\"x\"}";
    EXPECT_EQ(problem_of(ask(post)), "not_json");
    post.content_type = "application/json";
    for (const char* body : {"", "{", "[]", "{\"token\":1}", "{}", "\xff", "null"}) {
      post.body = body;
      EXPECT_EQ(problem_of(ask(post)), "bad_request") << body;
    }
  }
  auto foreign = request("POST", "/api/v1/session");
  foreign.origin = "http://evil.example";
  foreign.content_type = "application/json";
  foreign.body = "{\"token\":\"x\"}";
  for (int i = 0; i < 30; ++i) EXPECT_EQ(problem_of(ask(foreign)), "foreign_origin");
  enter();
}

TEST_F(RouterOfTests, TheListOfProblemsHoldsAllThatAreGiven) {
  enter();
  const auto list = nlohmann::json::parse(ask("/api/v1/problems").bytes())["problems"];
  EXPECT_GE(list.size(), 15U);
  for (const auto& one : list) {
    const auto name = one["type"].get<std::string>().substr(std::string("/problems/").size());
    EXPECT_EQ(problem_answer({name, "", ""}, "").status, one["status"]) << name;
  }
  EXPECT_EQ(problem_answer({"nothing of the list", "", ""}, "").status,
            500U);  // law 1 of problem.h
  EXPECT_EQ(ask("/api/v1/problems?x=1").status, 400U);
  EXPECT_EQ(ask("/api/v1/openapi.yaml").bytes(), "openapi: 3.1.0\n");
}

TEST(AnswerHead, EveryAnswerKeepsTheBrowserToThisPlace) {
  for (const unsigned status : {200U, 204U, 304U, 400U, 503U, 599U}) {
    HttpAnswer answer;
    answer.status = status;
    const std::string head = answer_head(answer, true);
    for (const char* text :
         {"Content-Security-Policy: default-src 'self'", "frame-ancestors 'none'",
          "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
          "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin"})
      EXPECT_THAT(head, HasSubstr(text));
    EXPECT_EQ(head.find("Access-Control"), std::string::npos);
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  }
}

TEST(AnswerHead, Law1NoTextOfAHeaderHoldsALineEnd) {
  HttpAnswer answer;
  answer.headers = {{"X-One", "a\r\nX-Two: b"}, {"X-Three", std::string("c\0d", 3)}};
  const std::string head = answer_head(answer, true);
  EXPECT_EQ(head.find("X-Two"), std::string::npos);
  EXPECT_EQ(head.find("X-Three"), std::string::npos);
}

}  // namespace
}  // namespace cuibono::server
