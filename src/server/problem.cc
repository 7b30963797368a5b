#include "server/problem.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace cuibono::server {
namespace {

using Json = nlohmann::ordered_json;

struct Known {
  std::string_view name;
  unsigned status;
  std::string_view title, detail, hint;
};

constexpr std::array known = {
    Known{"malformed", 400, "The request cannot be read",
          "It is not HTTP/1.1 as a browser writes it, or its address is not well formed.", ""},
    Known{"bad_request", 400, "The request asks for something it cannot have",
          "A parameter is not known here, or its text cannot be read.",
          "GET /api/v1/openapi.yaml lists the parameters of each path"},
    Known{"no_session", 401, "Who you are is not known here",
          "There is no session of this server in the request.",
          "open the address that `cuibono serve` printed"},
    Known{"wrong_token", 401, "The token is not the right one",
          "It was used already, or it is of another server.",
          "open the newest address that `cuibono serve` printed"},
    Known{"token_void", 401, "The token is void", "Too many wrong tokens were tried.",
          "stop `cuibono serve` and start it again: it prints a new address"},
    Known{"foreign_host", 403, "The address is not this server's",
          "The Host header names neither 127.0.0.1 nor localhost with this port.",
          "open the address that `cuibono serve` printed"},
    Known{"foreign_origin", 403, "Another page asked", "Only this server's own page may ask.",
          "open the address that `cuibono serve` printed"},
    Known{"closed", 403, "This stays closed", "", ""},
    Known{"no_such_thing", 404, "There is no such thing here", "Nothing is known by this address.",
          ""},
    Known{"no_such_method", 405, "This cannot be done here",
          "The address is known, but not with this method.", ""},
    Known{"slow_request", 408, "The request took too long", "", ""},
    Known{"stale", 409, "The results are of another revision",
          "The case was run again since the page was drawn.", "reload the page"},
    Known{"too_large", 413, "The request is too large", "Its body is over the limit.", ""},
    Known{"not_json", 415, "The body is not JSON", "Content-Type must be application/json.", ""},
    Known{"header_too_large", 431, "The headers are too large",
          "Address and headers are over the limit together.",
          "delete old cookies of 127.0.0.1 in the browser"},
    Known{"failed", 500, "Something does not fit", "", "run `cuibono verify`"},
    Known{"loading", 503, "Still loading", "The events of the case are being read.",
          "ask again in a second"},
    Known{"busy", 503, "Too much at once", "More is being asked than can be answered.",
          "ask again in a second"},
    Known{"files_gone", 503, "The files of the case are gone",
          "out/manifest.json is not where it was; a disk may have been taken out.",
          "put the case folder back where it was, or run the case again"},
};

const Known& known_as(std::string_view name) {
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Known& one) { return one.name == name; });
  const auto failed = std::find_if(known.begin(), known.end(),
                                   [](const Known& one) { return one.name == "failed"; });
  return found == known.end() ? *failed : *found;
}

std::string type_of(const Known& one) { return "/problems/" + std::string(one.name); }

}  // namespace

HttpAnswer problem_answer(const Problem& problem, std::string_view instance) {
  constexpr std::size_t instance_most = 200;
  const Known& one = known_as(problem.name);
  Json json;
  json["type"] = type_of(one);
  json["title"] = one.title;
  json["status"] = one.status;
  json["detail"] = problem.detail.empty() ? std::string(one.detail) : problem.detail;
  json["instance"] = instance.substr(0, instance_most);
  json["hint"] = problem.hint.empty() ? std::string(one.hint) : problem.hint;
  HttpAnswer answer;
  answer.status = one.status;
  answer.content_type = "application/problem+json";
  answer.body = std::make_shared<const std::string>(
      json.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (one.status == 503) answer.headers.push_back({"Retry-After", "1"});
  return answer;
}

std::string_view problem_of_status(unsigned status) noexcept {
  switch (status) {
    case 400:
      return "malformed";
    case 408:
      return "slow_request";
    case 413:
      return "too_large";
    case 431:
      return "header_too_large";
    case 503:
      return "busy";
    default:
      return "failed";
  }
}

std::string problems_json() {
  Json list = Json::array();
  for (const Known& one : known) {
    Json json;
    json["type"] = type_of(one);
    json["status"] = one.status;
    json["title"] = one.title;
    json["detail"] = one.detail;
    json["hint"] = one.hint;
    list.push_back(std::move(json));
  }
  Json all;
  all["problems"] = std::move(list);
  return all.dump();
}

}  // namespace cuibono::server
