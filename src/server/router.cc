#include "server/router.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/problem.h"

namespace cuibono::server {
namespace {

using investigation::CaseView;
using investigation::ViewRequest;
using investigation::ViewState;

constexpr std::string_view always_ask = "private, no-cache";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";

bool only_reads(const HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

HttpAnswer problem(std::string_view name, const HttpRequest& request) {
  return problem_answer({name, "", ""}, raw_path(request.target));
}

HttpAnswer wrong_method(std::string_view allowed, const HttpRequest& request) {
  HttpAnswer answer = problem("no_such_method", request);
  answer.headers.push_back({"Allow", std::string(allowed)});
  return answer;
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// Whether If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2).
bool names_tag(std::string_view none_match, std::string_view etag) {
  while (!none_match.empty()) {
    const auto end = none_match.find(',');
    std::string_view one = none_match.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one == "*") return true;
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag) return true;
    if (end == std::string_view::npos) break;
    none_match.remove_prefix(end + 1);
  }
  return false;
}

/// 304 where the browser has these bytes already.
HttpAnswer unless_known(HttpAnswer answer, const HttpRequest& request) {
  if (answer.etag.empty() || !names_tag(request.none_match, answer.etag)) return answer;
  answer.status = 304;
  answer.body = nullptr;
  answer.page = {};
  return answer;
}

HttpAnswer found_answer(KeptAnswers::Body body, std::string_view etag, const HttpRequest& request) {
  HttpAnswer answer;
  answer.cache = always_ask;
  if (!etag.empty()) answer.etag = quoted(etag);
  answer.body = std::move(body);
  return unless_known(std::move(answer), request);
}

std::string_view problem_of(const investigation::ViewAnswer& answer) {
  switch (answer.state) {
    case ViewState::no_such_thing:
      return "no_such_thing";
    case ViewState::bad_request:
      return "bad_request";
    case ViewState::still_loading:
      return "loading";
    case ViewState::closed:
      return "closed";
    case ViewState::stale:
      return "stale";
    case ViewState::found:
    case ViewState::failed:
      break;
  }
  return answer.error.code == core::ErrorCode::resources ? "busy" : "failed";
}

bool is_api(const Target& target) {
  return target.path.size() >= 2 && target.path[0] == "api" && target.path[1] == "v1";
}

bool is_api(const Target& target, std::string_view name) {
  return is_api(target) && target.path.size() == 3 && target.path[2] == name;
}

ViewRequest view_request(Target target) {
  ViewRequest asked{std::move(target.path), std::move(target.query)};
  asked.path.erase(asked.path.begin(), asked.path.begin() + 2);
  return asked;
}

}  // namespace

Router::Router(Gate& gate, std::span<const Page> pages, const Page& openapi,
               const ResultsSource& results, Hooks hooks)
    : gate_(gate), pages_(pages), openapi_(openapi), results_(results), hooks_(std::move(hooks)) {}

HttpAnswer Router::refuse(unsigned status) const {
  return problem_answer({problem_of_status(status), "", ""}, "");
}

bool Router::may_listen(const HttpRequest& request) const { return gate_.knows(request.cookie); }

std::optional<HttpAnswer> Router::answer_at_once(const HttpRequest& request) {
  const std::string_view foreign = gate_.find_foreign(request);
  if (!foreign.empty()) return problem(foreign, request);
  const auto target = parse_target(request.target);
  if (!target) return problem("malformed", request);
  if (hooks_.asked) hooks_.asked();
  if (!is_api(*target)) return page_answer(request);
  if (is_api(*target, "session")) return session_answer(request, *target);
  if (!gate_.knows(request.cookie)) return problem("no_session", request);
  if (!only_reads(request)) return wrong_method("GET, HEAD", request);
  if (auto own = own_answer(request, *target)) return own;
  if (results_.files_are_gone()) return problem("files_gone", request);
  const std::string revision = results_.revision();
  if (auto body = kept_.find(revision, request.target))
    return found_answer(std::move(body), revision, request);
  return std::nullopt;
}

HttpAnswer Router::answer(const HttpRequest& request) {
  auto target = parse_target(request.target);
  if (!target || !is_api(*target)) return problem("malformed", request);
  const ViewRequest asked = view_request(std::move(*target));
  RevisionAnswer found = results_.answer(asked);
  if (found.answer.state != ViewState::found) {
    const auto& error = found.answer.error;
    const std::string detail =
        error.where.empty() || error.what.empty() ? error.what : error.what + ": " + error.where;
    return problem_answer({problem_of(found.answer), detail, error.help}, raw_path(request.target));
  }
  auto body = std::make_shared<const std::string>(std::move(found.answer.json));
  if (CaseView::may_be_kept(asked)) {
    kept_.keep(found.revision, request.target, body);
    return found_answer(std::move(body), found.revision, request);
  }
  HttpAnswer answer = found_answer(std::move(body), "", request);
  answer.cache = "no-store";
  return answer;
}

HttpAnswer Router::page_answer(const HttpRequest& request) const {
  if (!only_reads(request)) return wrong_method("GET, HEAD", request);
  std::string_view path = raw_path(request.target);
  if (path == "/") path = "/index.html";
  HttpAnswer answer;
  if (const Page* page = find_page(pages_, path)) {
    answer.page = page->bytes;
    answer.content_type = content_type_of(path);
    answer.etag = quoted(page->sha256);
    // Vite writes the hash of the content into these names.
    answer.cache = path.starts_with("/assets/") ? for_ever : std::string_view("no-cache");
    return unless_known(std::move(answer), request);
  }
  if (path != "/index.html") return problem("no_such_thing", request);
  answer.page = page_not_built();
  answer.content_type = content_type_of(path);
  return answer;
}

HttpAnswer Router::session_answer(const HttpRequest& request, const Target& target) {
  if (request.method != "POST" && request.method != "DELETE")
    return wrong_method("POST, DELETE", request);
  if (!target.query.empty()) return problem("bad_request", request);
  if (request.method == "POST") return open_session(request);
  if (!gate_.knows(request.cookie)) return problem("no_session", request);
  HttpAnswer answer;
  answer.status = 204;
  answer.headers.push_back({"Set-Cookie", gate_.leave(request.cookie)});
  return answer;
}

HttpAnswer Router::open_session(const HttpRequest& request) {
  const auto parameters = request.content_type.find(';');
  if (request.content_type.substr(0, parameters) != "application/json")
    return problem("not_json", request);
  const auto body = nlohmann::json::parse(request.body, nullptr, false);
  if (!body.is_object() || !body.contains("token") || !body["token"].is_string()) {
    return problem_answer({"bad_request", "The body is not {\"token\": \"…\"}.", ""},
                          raw_path(request.target));
  }
  const auto entered = gate_.enter(body["token"].get_ref<const std::string&>());
  switch (entered.entry) {
    case Gate::Entry::wrong:
      return problem("wrong_token", request);
    case Gate::Entry::now_void:
      if (hooks_.token_void) hooks_.token_void();
      return problem("token_void", request);
    case Gate::Entry::is_void:
      return problem("token_void", request);
    case Gate::Entry::opened:
      break;
  }
  if (hooks_.entered) hooks_.entered();
  HttpAnswer answer;
  answer.status = 204;
  answer.headers.push_back({"Set-Cookie", entered.cookie});
  return answer;
}

std::optional<HttpAnswer> Router::own_answer(const HttpRequest& request,
                                             const Target& target) const {
  HttpAnswer answer;
  if (is_api(target, "events")) {
    answer.content_type = "text/event-stream";
    answer.is_event_stream = true;
  } else if (is_api(target, "problems")) {
    static const auto problems = std::make_shared<const std::string>(problems_json());
    answer.body = problems;
    answer.cache = always_ask;
  } else if (is_api(target, "openapi.yaml")) {
    answer.page = openapi_.bytes;
    answer.content_type = content_type_of(openapi_.path);
    answer.etag = quoted(openapi_.sha256);
    answer.cache = always_ask;
  } else {
    return std::nullopt;
  }
  if (!target.query.empty()) return problem("bad_request", request);
  return unless_known(std::move(answer), request);
}

}  // namespace cuibono::server
