// The workbench without its server: how long a case takes to open, and each question to be answered.
//
//   workbench CASE             a table of all endpoints
//   workbench CASE QUESTION    one answer as it is: "findings?kind=mule&limit=2"
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "investigation/investigation.h"

namespace cuibono::bench {
namespace {

using Json = nlohmann::json;
using investigation::CaseView;
using investigation::ViewAnswer;
using investigation::ViewRequest;
using investigation::ViewState;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 11;

double ms_since(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

/// Of this thread: an answer is made by one, and others may be at work on the machine.
double cpu_ms() {
  struct ::timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

long peak_mib() {
  struct ::rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

ViewRequest request_of(const std::string& question) {
  ViewRequest request;
  const auto mark = question.find('?');
  for (const auto part : core::split(std::string_view(question).substr(0, mark), '/'))
    request.path.emplace_back(part);
  if (mark == std::string::npos) return request;
  for (const auto pair : core::split(std::string_view(question).substr(mark + 1), '&')) {
    const auto equals = pair.find('=');
    request.query.push_back(
        {std::string(pair.substr(0, equals)), std::string(pair.substr(equals + 1))});
  }
  return request;
}

Json ask(const CaseView& view, const std::string& question) {
  const ViewAnswer answer = view.answer(request_of(question));
  if (answer.state != ViewState::found)
    std::printf("%s: %s (%s)\n", question.c_str(), answer.error.what.c_str(),
                answer.error.help.c_str());
  return Json::parse(answer.json, nullptr, false);
}

void time_question(const CaseView& view, const std::string& question) {
  std::vector<double> times;
  ViewAnswer answer;
  for (int i = 0; i < rounds; ++i) {
    const double since = cpu_ms();
    answer = view.answer(request_of(question));
    times.push_back(cpu_ms() - since);
  }
  std::sort(times.begin(), times.end());
  std::printf("%-72.72s %9.3f %9.3f %9zu %s\n", question.c_str(), times[rounds / 2], times.back(),
              answer.json.size(),
              answer.state == ViewState::found ? "" : answer.error.what.c_str());
}

/// Questions about things that the case holds: a number, accounts, an item.
std::vector<std::string> questions_of(const CaseView& view) {
  std::vector<std::string> all{"case",
                               "overview",
                               "findings",
                               "findings?q=cash&limit=500",
                               "findings/F1",
                               "leads",
                               "claims?limit=20",
                               "sentences/S1",
                               "actors",
                               "sites",
                               "money",
                               "money/flows",
                               "money/steps?hop=2",
                               "money/places?limit=500",
                               "money/traces?limit=500",
                               "money/stops?reason=cash",
                               "money/accounts?role=mule",
                               "search?q=999",
                               "search?q=bank",
                               "sources",
                               "timeline",
                               "graph"};
  const Json actors = ask(view, "actors?band=strong&limit=1");
  const Json stops = ask(view, "money/stops?limit=1");
  const Json traces = ask(view, "money/traces?limit=1");
  const Json sources = ask(view, "sources");
  if (!actors["rows"].empty()) {
    const std::string number = actors["rows"][0]["selectors"][0];
    all.push_back("graph?seed=" + number);
    all.push_back("graph/neighbours?of=" + number);
    all.push_back("nodes/" + number);
    all.push_back("timeline?of=" + number);
    if (actors["rows"][0]["site"].is_string())
      all.push_back("graph?site=" + actors["rows"][0]["site"].get<std::string>());
    if (!stops["rows"].empty()) {
      const std::string account = stops["rows"][0]["account"];
      all.push_back("graph/path?a=" + number + "&b=" + account);
      all.push_back("graph/path?follow_time=0&a=" + number + "&b=" + account);
      all.push_back("graph/neighbours?by=amount&of=" + account);
      all.push_back("graph?seed=" + account);
      all.push_back("money/steps?account=" + account);
      all.push_back("nodes/" + account);
    }
    if (!traces["rows"].empty() && !stops["rows"].empty())
      all.push_back(
          "graph/path?layers=payment&a=victim:" + traces["rows"][0]["victim"].get<std::string>() +
          "&b=" + stops["rows"][0]["account"].get<std::string>());
  }
  for (const auto& item : sources["rows"]) {
    const std::string label = item["item"];
    all.push_back("records/" + label + "/3");
    all.push_back("sources/" + label +
                  "/rows?around=" + std::to_string(item["rows"].get<std::uint64_t>()));
  }
  return all;
}

int measure(const std::string& folder, const std::string& question) {
  auto the_case = investigation::open_case(folder);
  if (!the_case.has_value()) return std::printf("%s\n", the_case.error().what.c_str()), 1;
  core::RunContext context;
  context.threads = 2;
  auto since = Clock::now();
  auto view = CaseView::open(context, *the_case, {});
  if (!view.has_value()) return std::printf("%s\n", view.error().what.c_str()), 1;
  const double opened = ms_since(since);
  const long opened_mib = peak_mib();
  since = Clock::now();
  const auto loaded = (*view)->load_network(context);
  if (!loaded.has_value())
    std::printf("%s %s\n", loaded.error().what.c_str(), loaded.error().where.c_str());
  const double read = ms_since(since);
  if (!question.empty()) {
    const ViewAnswer answer = (*view)->answer(request_of(question));
    std::printf("%s%s\n", answer.json.c_str(), answer.error.what.c_str());
    return answer.state == ViewState::found ? 0 : 1;
  }
  std::printf("open %.0f ms, peak %ld MiB; network %.0f ms, peak %ld MiB\n", opened, opened_mib,
              read, peak_mib());
  std::printf("%-72s %9s %9s %9s\n", "question", "median ms", "most ms", "bytes");
  for (const auto& one : questions_of(**view)) time_question(**view, one);
  return 0;
}

}  // namespace
}  // namespace cuibono::bench

int main(int count, char** arguments) {
  if (count < 2) return std::printf("workbench CASE [QUESTION]\n"), 2;
  return cuibono::bench::measure(arguments[1], count > 2 ? arguments[2] : "");
}
