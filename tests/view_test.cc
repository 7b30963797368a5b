// A small simulated case as somebody looks at it: every endpoint answers, lists add up, no victim is named.
#include "investigation/view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "looked_case.h"
#include "program.h"

namespace cuibono::cross {
namespace {

using investigation::CaseView;
using investigation::NetworkState;
using investigation::ViewAnswer;
using investigation::ViewRequest;
using investigation::ViewState;
using nlohmann::json;

/// Questions of every endpoint but those that show rows as received.
std::vector<std::string> questions() {
  const auto& looked = Looked::it();
  std::vector<std::string> all{"case",
                               "overview",
                               "findings?limit=500",
                               "findings/F1",
                               "leads?limit=500",
                               "leads/L1",
                               "claims?limit=500",
                               "claims/C1",
                               "sentences?limit=500",
                               "sentences/S1",
                               "actors?limit=500",
                               "sites",
                               "money",
                               "money/flows",
                               "money/steps?limit=500",
                               "money/places?limit=500",
                               "money/traces?limit=500",
                               "money/stops?limit=500",
                               "money/accounts?limit=500",
                               "search?q=a",
                               "search?q=999&limit=500",
                               "sources",
                               "timeline",
                               "graph",
                               "graph?layers=payment"};
  const json actors = looked.ask("actors?set_aside=0&limit=3");
  for (const auto& actor : actors["rows"]) {
    const std::string number = actor["selectors"][0];
    for (const char* what : {"graph?seed=", "graph/neighbours?of=", "nodes/", "timeline?of="})
      all.push_back(what + number);
  }
  const json stops = looked.ask("money/stops?limit=3");
  for (const auto& stop : stops["rows"]) {
    const std::string account = stop["account"];
    if (looked.state_of("nodes/" + account) != ViewState::found) continue;  // outside the records
    for (const char* what :
         {"graph?seed=", "graph/neighbours?by=amount&of=", "nodes/", "money/steps?account="})
      all.push_back(what + account);
    all.push_back("graph/path?a=" + actors["rows"][0]["selectors"][0].get<std::string>() +
                  "&b=" + account);
    all.push_back("graph/path?follow_time=0&avoid_hubs=0&a=" +
                  actors["rows"][0]["selectors"][0].get<std::string>() + "&b=" + account);
  }
  const json aside = looked.ask("actors?set_aside=1&limit=500");
  for (const auto& actor : aside["rows"]) {
    if (!actor["is_victim"].get<bool>()) continue;
    all.push_back("nodes/" + actor["selectors"][0].get<std::string>());
    all.push_back("graph/neighbours?of=" + actor["selectors"][0].get<std::string>());
    if (all.size() > 70) break;
  }
  const json sources = looked.ask("sources");
  for (const auto& item : sources["rows"])
    all.push_back("sources/" + item["item"].get<std::string>());
  return all;
}

/// Every list inside an answer: what is shown is what stands there, and no more than there is.
void check_lists(const json& value, const std::string& where) {
  if (value.is_object() && value.contains("rows") && value.contains("total") &&
      value.contains("shown")) {
    EXPECT_EQ(value["shown"], value["rows"].size()) << where;
    EXPECT_LE(value["shown"], value["total"]) << where;
    EXPECT_EQ(value["omitted_because"].is_null(), value["shown"] == value["total"]) << where;
  }
  if (value.is_object() && value.contains("records") && value["records"].is_array()) {
    ASSERT_TRUE(value.contains("records_total")) << where << " " << value.dump().substr(0, 300);
    EXPECT_LE(value["records"].size(), 20U) << where;
    EXPECT_LE(value["records"].size(), value["records_total"].get<std::uint64_t>()) << where;
  }
  if (value.is_object() && value.contains("balanced") && value.contains("parts")) {
    EXPECT_TRUE(value["balanced"].get<bool>()) << where << " " << value["text"];
  }
  if (value.is_structured())
    for (const auto& part : value) check_lists(part, where);
}

TEST(View, EveryEndpointAnswersAndAddsUp) {
  EXPECT_GT(questions().size(), 60U);
  for (const auto& question : questions()) check_lists(Looked::it().ask(question), question);
}

std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) out += static_cast<char>(std::tolower(byte));
  }
  return out;
}

TEST(View, NoAnswerNamesAVictim) {
  std::map<std::string, std::string> secrets;
  const json truth = read_json(Looked::it().folder() + "/truth.json");
  for (const auto& victim : truth["victims"]) {
    if (victim["reports"].empty()) continue;
    secrets[plain(victim["name"])] = "name";
    for (const auto& phone : victim["phones"]) {
      const auto text = phone.get<std::string>();
      secrets[plain(text.substr(text.rfind(':') + 1))] = "phone";
    }
    for (const auto& account : victim["accounts"]) {
      const auto text = account.get<std::string>();
      secrets[plain(text.substr(text.rfind(':') + 1))] = "account";
    }
  }
  ASSERT_GT(secrets.size(), 20U);
  for (const auto& question : questions()) {
    const ViewAnswer answer = Looked::it().view().answer(request_of(question));
    const std::string bare = plain(answer.json);
    for (const auto& [secret, what] : secrets)
      EXPECT_EQ(bare.find(secret), std::string::npos) << question << " holds a victim's " << what;
  }
  // Who knows a victim's number does not learn the pseudonym.
  for (const auto& victim : truth["victims"]) {
    if (victim["reports"].empty() || victim["phones"].empty()) continue;
    const std::string phone = victim["phones"][0];
    const std::string selector = phone.starts_with("tel:") ? phone : "tel:" + phone;
    EXPECT_EQ(Looked::it().state_of("nodes/" + selector), ViewState::no_such_thing);
    EXPECT_EQ(Looked::it().state_of("graph?seed=" + selector), ViewState::bad_request);
  }
}

TEST(View, ACaseOfCallsAloneHasAStartAndItsNumbersAreFound) {
  TempFolder temp;
  const std::string folder = temp / "case";
  make_empty_case(folder);
  add_text(folder, "calls.csv",
           "caller,callee,time,duration\n"
           "+99937061000001,+99937062000001,2025-03-03 10:00:00,40\n"
           "+99937061000001,+99937062000002,2025-03-03 10:05:00,30\n"
           "+99937061000001,+99937062000003,2025-03-03 10:09:00,20\n"
           "+99937062000003,+99937062000004,2025-03-04 09:00:00,10\n",
           "An operator");
  EXPECT_EQ(run_case(folder).records, 4U);
  auto the_case = investigation::open_case(folder);
  ASSERT_TRUE(the_case.has_value());
  auto view = CaseView::open(threads(1), *the_case, {});
  ASSERT_TRUE(view.has_value());
  const auto ask = [&](const std::string& question) {
    return json::parse((*view)->answer(request_of(question)).json);
  };
  EXPECT_FALSE(
      ask("search?q=37062000002")["omitted_because"].is_null());  // events are not read yet
  EXPECT_FALSE(CaseView::may_be_kept(request_of("search?q=37062000002")));
  ASSERT_TRUE((*view)->load_network(threads(1)).has_value());
  const json graph = ask("graph");
  EXPECT_EQ(graph["total"]["nodes"], 5);
  ASSERT_EQ(graph["nodes"].size(), 5U);
  EXPECT_EQ(graph["nodes"][0]["id"], "tel:+99937061000001");
  const json hits = ask("search?q=+999 370-62000002");
  ASSERT_EQ(hits["total"], 1);
  EXPECT_EQ(hits["rows"][0]["id"], "tel:+99937062000002");
  EXPECT_EQ(hits["rows"][0]["kind"], "number");
  EXPECT_EQ(ask("search?q=3706200000")["total"], 4);
  EXPECT_EQ(ask("search?q=3706200000&kind=finding")["total"], 0);
}

TEST(View, PagesOfAListMakeTheWhole) {
  const auto& looked = Looked::it();
  std::vector<std::string> ids;
  const std::uint64_t total = looked.ask("findings?limit=1")["total"];
  for (std::uint64_t offset = 0; offset < total; offset += 37) {
    const json page = looked.ask("findings?limit=37&offset=" + std::to_string(offset));
    EXPECT_EQ(page["total"], total);
    for (const auto& row : page["rows"]) ids.push_back(row["id"]);
  }
  EXPECT_EQ(ids.size(), total);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), total);
  const std::uint64_t strong = looked.ask("findings?band=strong&limit=1")["total"],
                      aside = looked.ask("findings?set_aside=1&limit=1")["total"],
                      not_aside = looked.ask("findings?set_aside=0&limit=1")["total"];
  EXPECT_GT(strong, 0U);
  EXPECT_EQ(aside + not_aside, total);
}

TEST(View, SumsOfEdgesAreThoseOfTheirEvents) {
  const auto& looked = Looked::it();
  for (const std::string window : {"", "&from=2025-03-01&to=2025-05-01"}) {
    const json graph = looked.ask("graph?limit=400" + window);
    std::size_t checked = 0;
    for (const auto& edge : graph["edges"]) {
      const std::string a = edge["a"], b = edge["b"];
      const bool is_sum = a.starts_with("group:") || b.starts_with("group:");
      if (is_sum || edge["layer"] == "site" || checked == 25) continue;
      std::string question = "graph/edge?limit=500&a=" + a + "&b=" + b +
                             "&layer=" + edge["layer"].get<std::string>() + window;
      if (edge["currency"].is_string())
        question += "&currency=" + edge["currency"].get<std::string>();
      const json events = looked.ask(question);
      EXPECT_EQ(events["total"], edge["events"]) << question;
      if (events["total"] != events["shown"]) continue;
      ++checked;
      std::int64_t amount = 0, duration = 0;
      for (const auto& event : events["rows"]) {
        if (event["amount_minor"].is_string())
          amount += std::stoll(event["amount_minor"].get<std::string>());
        if (event["duration_s"].is_number()) duration += event["duration_s"].get<std::int64_t>();
      }
      if (edge["amount_minor"].is_string()) {
        EXPECT_EQ(std::to_string(amount), edge["amount_minor"]) << question;
      }
      if (edge["duration_s"].is_number()) {
        EXPECT_EQ(duration, edge["duration_s"]) << question;
      }
    }
    EXPECT_GT(checked, 5U) << window;
    EXPECT_EQ(graph["shown"]["nodes"], graph["nodes"].size());
    EXPECT_EQ(graph["shown"]["edges"], graph["edges"].size());
    EXPECT_LE(graph["shown"]["nodes"], graph["total"]["nodes"]);
    EXPECT_LE(graph["shown"]["edges"], graph["total"]["edges"]);
    EXPECT_LE(graph["nodes"].size() + graph["edges"].size(), 400U);
  }
}

TEST(View, TheTimelinePlacesEachEventOnce) {
  const json timeline = Looked::it().ask("timeline?bins=40");
  const json facts = Looked::it().ask("case");
  std::uint64_t calls = 0, payments = 0, reports = 0;
  for (const auto& bin : timeline["bins"]) {
    calls += bin["calls"].get<std::uint64_t>();
    payments += bin["payments"].get<std::uint64_t>();
    reports += bin["reports"].get<std::uint64_t>();
  }
  EXPECT_LE(timeline["bins"].size(), 40U);
  EXPECT_EQ(calls + payments + reports + timeline["unplaced"].get<std::uint64_t>(),
            timeline["total"].get<std::uint64_t>());
  EXPECT_EQ(timeline["total"].get<std::uint64_t>(),
            facts["counts"]["calls"].get<std::uint64_t>() +
                facts["counts"]["transfers"].get<std::uint64_t>() +
                facts["counts"]["reports"].get<std::uint64_t>());
}

TEST(View, MoneyByHopBalancesAtEachKindOfAccount) {
  const json money = Looked::it().ask("money");
  ASSERT_FALSE(money["currencies"].empty());
  for (const auto& one : money["currencies"]) {
    if (one["hops"] == 0) continue;
    const json flows =
        Looked::it().ask("money/flows?currency=" + one["currency"].get<std::string>());
    EXPECT_TRUE(flows["reconcile"]["balanced"].get<bool>());
    for (const auto& node : flows["nodes"]) EXPECT_TRUE(node["balanced"].get<bool>()) << node["id"];
    for (const auto& link : flows["links"]) {
      const auto hop_of = [](const std::string& id) { return std::stoi(id); };
      EXPECT_EQ(hop_of(link["from"]) + 1, hop_of(link["to"]));
    }
  }
}

TEST(View, ThreadsChangeNoAnswer) {
  auto the_case = investigation::open_case(Looked::it().folder());
  ASSERT_TRUE(the_case.has_value());
  auto other = CaseView::open(threads(8), *the_case, {});
  ASSERT_TRUE(other.has_value());
  const auto loaded = (*other)->load_network(threads(8));
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ((*other)->revision(), Looked::it().view().revision());
  for (const auto& question : questions())
    EXPECT_EQ((*other)->answer(request_of(question)).json,
              Looked::it().view().answer(request_of(question)).json)
        << question;
}

TEST(View, WhatCannotBeAskedIsRefusedInWords) {
  const auto& looked = Looked::it();
  for (const char* question :
       {"findings?colour=red", "findings?limit=501", "findings?offset=x", "graph?layers=sms",
        "graph?from=yesterday", "graph?seed=tel:+999000", "graph?site=S-none", "graph?finding=F0",
        "search", "timeline?from=2025-05-02&to=2025-05-01", "graph/neighbours?of=x&by=colour",
        "findings?set_aside=2", "records/E0001/2?field=colour"})
    EXPECT_EQ(looked.state_of(question), ViewState::bad_request) << question;
  for (const char* question :
       {"", "nothing", "findings/F0", "findings/F1/more", "money/colour", "graph/colour",
        "nodes/tel:+999000", "records/E9999/1", "records/E0001/0", "records/E0001/99999999",
        "sources/E9999/rows", "money/flows?currency=NOK", "graph/path?a=x&b=y"})
    EXPECT_EQ(looked.state_of(question), ViewState::no_such_thing) << question;
  EXPECT_EQ(looked.state_of("findings?revision=0000"), ViewState::stale);
  EXPECT_EQ(looked.state_of("findings?revision=" + looked.view().revision()), ViewState::found);
  EXPECT_TRUE(looked.view().is_current());
}

TEST(View, ACaseWithoutResultsOrWithSpoiledOnesIsNotOpened) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  auto the_case = investigation::open_case(temp / "case");
  ASSERT_TRUE(the_case.has_value());
  const auto none = CaseView::open(threads(1), *the_case, {});
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, core::ErrorCode::answered_no);
  EXPECT_GT(run_case(temp / "case").records, 0U);
  write_text(temp / "case/out/leads.jsonl", "{}\n");
  const auto spoiled = CaseView::open(threads(1), *the_case, {});
  ASSERT_FALSE(spoiled.has_value());
  EXPECT_EQ(spoiled.error().code, core::ErrorCode::integrity);
}

}  // namespace
}  // namespace cuibono::cross
