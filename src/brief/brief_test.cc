#include "brief/brief.h"

#include <gtest/gtest.h>

#include <atomic>

#include "brief/brief_worlds.h"
#include "brief/export_parts.h"

namespace cuibono::brief {
namespace {

using Json = nlohmann::json;

constexpr const char* names[] = {
    "intake.json",      "entities.jsonl", "organisation.json", "money.json",  "findings.jsonl",
    "claims.jsonl",     "review.jsonl",   "mentions.jsonl",    "leads.jsonl", "days.jsonl",
    "disclosure.jsonl", "brief.json",     "brief.html",        "run.json",    "manifest.json"};

TEST(WriteOutputs, EveryFileIsThereAndTheManifestIsLastWithTheHashesOfTheOthers) {
  const World world;
  auto written = write_outputs({}, world.input());
  ASSERT_TRUE(written.has_value());
  ASSERT_EQ(written->size(), std::size(names));
  const Json manifest = Json::parse(written->back().bytes);
  for (std::size_t i = 0; i < std::size(names); ++i) {
    EXPECT_EQ((*written)[i].name, names[i]);
    if (i + 1 == std::size(names)) continue;
    EXPECT_EQ(manifest["files"][names[i]], core::sha256((*written)[i].bytes).hex());
  }
  EXPECT_EQ(manifest["files"].size(), std::size(names) - 1);
}

TEST(WriteOutputs, Law1TheSameResultGivesTheSameBytes) {
  const World a, b;
  const auto first = files_of(a);
  EXPECT_FALSE(first.contains("error"));
  EXPECT_EQ(files_of(a), first);
  EXPECT_EQ(files_of(b), first);
  EXPECT_EQ(files_of(a, 4), first);
}

TEST(WriteOutputs, Laws2And3IdsOfFindingsAndClaimsResolveAndSentencesHaveSupport) {
  const auto files = files_of(World());
  std::map<std::string, Json> findings;
  std::set<std::string> claims;
  for (auto& finding : lines_of(files.at("findings.jsonl"))) findings[finding["id"]] = finding;
  for (auto& claim : lines_of(files.at("claims.jsonl"))) claims.insert(claim["id"]);
  const Json brief = Json::parse(files.at("brief.json"));
  std::size_t numbers = 0, sentences = 0;
  for (const auto& section : brief["sections"]) {
    for (const auto& sentence : section["sentences"]) {
      EXPECT_EQ(sentence["id"], "S" + std::to_string(++sentences));
      EXPECT_GT(sentence["findings"].size() + sentence["claims"].size(), 0U);
      for (const auto& id : sentence["findings"]) EXPECT_TRUE(findings.contains(id)) << id;
      for (const auto& id : sentence["claims"]) EXPECT_TRUE(claims.contains(id)) << id;
      for (const auto& number : sentence["numbers"]) {
        ++numbers;
        ASSERT_TRUE(findings.contains(number["finding"])) << sentence;
        const Json& value = findings[number["finding"]]["value"];
        EXPECT_EQ(value.is_string() ? value.get<std::string>() : value.dump(),
                  number["value"].get<std::string>());
      }
    }
  }
  EXPECT_GT(numbers, 15U);
  for (const auto& aside : brief["set_aside"]) EXPECT_TRUE(findings.contains(aside["finding"]));
  EXPECT_EQ(brief["set_aside"].size(), 1U);
}

/// Letters and digits alone, small: what a person would recognise whatever stands between.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : core::ascii_lower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      out += c;
  }
  return out;
}

std::vector<std::string> secrets() {
  return {
      "99937120000001", "lt619990010000123456", "9990010000123456", "maranowakexampleorg", "maraż",
      "maraŻ",          "żółkiewskanowak",      "nowakmara",        "nowakmaria"};
}

void expect_no_secret(const std::map<std::string, std::string>& files) {
  for (const auto& [name, bytes] : files) {
    const std::string text = plain(bytes);
    for (const auto& secret : secrets()) {
      const auto at = text.find(secret);
      EXPECT_EQ(at, std::string::npos)
          << name << " holds " << secret << ": "
          << (at < text.size() ? text.substr(at - std::min<std::size_t>(at, 60), 140) : "");
    }
  }
}

/// The victim in every text that somebody may have written, in many spellings.
World spelled_everywhere() {
  World world;
  const std::string spelled =
      "+999 37-120-000-001, 0099937120000001, LT61 9990 0100 0012 3456, lt619990010000123456, "
      "MARA.NOWAK@EXAMPLE.ORG, mailto:mara.nowak@example.org, Mara Żółkiewska-Nowak, NOWAK MARA, " +
      victim_phone + " " + victim_account;
  auto& f = world.facts;
  for (auto* text : {&f.title, &f.marking, &f.id, &f.mask_words}) *text += " " + spelled;
  f.mask.without_sources = {spelled};
  f.mask_notes = {{"note", spelled, spelled}};
  for (auto& item : world.evidence.items) {
    for (auto* text : {&item.name, &item.path, &item.source, &item.custodian, &item.legal_basis,
                       &item.jurisdiction, &item.reliability, &item.handling})
      *text += spelled;
    item.linked = item.label == "E0002";
  }
  for (auto& mapping : world.evidence.mappings) {
    mapping.questions = {spelled};
    auto& column = mapping.columns[0];
    column.doubtful = true;
    column.header += spelled;
    column.reason += " (\"" + spelled + "\")";
  }
  for (auto& rows : world.evidence.quarantined) rows.push_back({9, "bad_time", spelled});
  world.evidence.questions = {spelled};
  world.evidence.problems = {{"kind", spelled, spelled}};
  auto& other = world.entities.entities[1];
  other.names.push_back(victim_name);
  other.weakest = spelled;
  for (const char* property : {"name", "notes", "address"})
    world.entities.statements.push_back(
        {entities::EntityId::of(1), property, spelled, RecordRef(3, 2)});
  const auto write_reasons = [&](std::vector<claims::Reason>& reasons) {
    reasons.push_back({spelled, 1, {}});
  };
  for (auto& account : world.money.accounts) {
    account.purpose = spelled;
    write_reasons(account.reasons_for);
    write_reasons(account.reasons_against);
  }
  for (auto& stop : world.money.stops) stop.why = spelled;
  for (auto& cut : world.money.cut) cut.what = spelled;
  world.money.problems = world.profiles.problems = world.organisation.problems =
      world.evidence.problems;
  for (auto* findings :
       {&world.money.findings, &world.profiles.findings, &world.organisation.findings}) {
    for (auto& finding : *findings) {
      finding.method = finding.look_alike.explanation = finding.look_alike.settled_by = spelled;
      write_reasons(finding.reasons_for);
      write_reasons(finding.reasons_against);
      finding.key += "|" + spelled;
    }
  }
  for (auto& actor : world.organisation.actors) {
    actor.names.push_back(victim_name);
    write_reasons(actor.reasons_for);
    write_reasons(actor.reasons_against);
  }
  for (auto& claim : world.claims) {
    for (auto* text : {&claim.object, &claim.said_by, &claim.court, &claim.level,
                       &claim.reliability, &claim.credibility, &claim.predicate})
      *text += spelled;
  }
  world.claims[1].predicate = "is described in the list as";
  for (auto& lead : world.leads) {
    for (auto* text : {&lead.question, &lead.step, &lead.gain, &lead.cost, &lead.legal, &lead.why})
      *text += spelled;
  }
  return world;
}

TEST(WriteOutputs, Law4NoNamePhoneAccountOrAddressOfAVictimIsInAnyFile) {
  expect_no_secret(files_of(World()));
  expect_no_secret(files_of(spelled_everywhere()));
}

TEST(WriteOutputs, Law4HoldsInTheModeOmitAndVictimsHaveNoLines) {
  World world = spelled_everywhere();
  world.facts.victims = VictimNames::omit;
  const auto files = files_of(world);
  expect_no_secret(files);
  EXPECT_EQ(lines_of(files.at("entities.jsonl")).size(), 1U);
  EXPECT_EQ(Json::parse(files.at("organisation.json"))["actors"].size(), 2U);
  for (const auto& [name, bytes] : files) EXPECT_EQ(bytes.find("V-"), std::string::npos) << name;
}

TEST(WriteOutputs, TheModeClearShowsThem) {
  World world = spelled_everywhere();
  world.facts.victims = VictimNames::clear;
  const auto files = files_of(world);
  for (const char* name :
       {"entities.jsonl", "findings.jsonl", "claims.jsonl", "brief.html", "intake.json"}) {
    EXPECT_NE(files.at(name).find("99937120000001"), std::string::npos) << name;
    EXPECT_EQ(files.at(name).find("withheld"), std::string::npos) << name;
  }
}

TEST(WriteOutputs, ActorsHoldVictimsAndLookAlikesSetAside) {
  const auto files = files_of(World());
  const Json organisation = Json::parse(files.at("organisation.json"));
  std::map<std::string, int> bands;
  int victims = 0;
  for (const auto& actor : organisation["actors"]) {
    ++bands[actor["band"]];
    victims += actor["is_victim"] ? 1 : 0;
    if (actor["is_victim"]) {
      EXPECT_EQ(actor["selectors"][0].get<std::string>().substr(0, 9), "victim:V-");
    }
  }
  EXPECT_EQ(bands["set_aside"], 2);
  EXPECT_EQ(bands["strong"], 1);
  EXPECT_EQ(victims, 1);
}

void expect_fields(const Json& json, std::initializer_list<const char*> fields, const char* where) {
  for (const char* field : fields) EXPECT_TRUE(json.contains(field)) << where << ": " << field;
}

TEST(WriteOutputs, Law5EveryFieldIsThereAndWhatNoStageFillsIsNull) {
  const auto files = files_of(World());
  const Json organisation = Json::parse(files.at("organisation.json"));
  expect_fields(organisation, {"sites", "actors", "size", "changes", "links"}, "organisation");
  EXPECT_TRUE(organisation["changes"].is_null() && organisation["links"].is_null());
  for (const auto& [what, size] : organisation["size"].items()) {
    expect_fields(size, {"low", "estimate", "high", "lower_bound", "models", "warnings"},
                  what.c_str());
    EXPECT_TRUE(size["estimate"].is_null());
  }
  const Json money = Json::parse(files.at("money.json"));
  expect_fields(money,
                {"totals", "converted", "accounts", "places", "traces", "stops", "hops", "rests",
                 "touched", "cut"},
                "money");
  EXPECT_TRUE(money["converted"].is_null());
  for (const auto& place : money["places"]) {
    expect_fields(
        place,
        {"place", "currency", "total_minor", "victims", "min_minor", "max_minor", "coverage"},
        "places");
    expect_fields(place["victims"],
                  {"fifo_minor", "lifo_minor", "prorata_minor", "own_first_minor",
                   "own_first_prorata_minor", "trust_first_minor"},
                  "victims");
    EXPECT_TRUE(place["victims"]["lifo_minor"].is_null());
    EXPECT_TRUE(place["victims"]["fifo_minor"].is_string());
  }
  expect_fields(money["traces"][0], {"victim", "place", "currency", "fifo_minor", "libr_minor"},
                "traces");
  for (const auto& finding : lines_of(files.at("findings.jsonl"))) {
    expect_fields(finding,
                  {"id", "key", "kind", "subject", "value", "unit", "low", "high", "method", "for",
                   "against", "look_alike", "resamples", "records"},
                  "findings");
    EXPECT_TRUE(finding["resamples"].is_null());
    const bool is_money =
        finding["unit"].is_string() && finding["unit"].get<std::string>().ends_with("_minor");
    EXPECT_EQ(finding["value"].is_string(), is_money) << finding;
  }
  for (const auto& claim : lines_of(files.at("claims.jsonl")))
    expect_fields(
        claim,
        {"id", "subject", "predicate", "object", "said_by", "said_at", "known_at", "force", "court",
         "level", "appeal_open", "reliability", "credibility", "root", "records"},
        "claims");
  for (const auto& lead : lines_of(files.at("leads.jsonl")))
    expect_fields(lead,
                  {"id", "question", "step", "subject", "gain", "cost", "legal", "why", "records"},
                  "leads");
  expect_fields(Json::parse(files.at("run.json")), {"engine", "seed", "request", "mask", "notes"},
                "run");
}

TEST(WriteOutputs, OnlyRunJsonAndTheBannerNameTheMask) {
  World world;
  const auto whole = files_of(world);
  world.facts.mask_words = "received by 2025-05-01";
  world.facts.mask.as_of_us = 1'746'057'600LL * core::us_per_second;
  const auto part = files_of(world);
  for (const auto& [name, bytes] : part) {
    const bool may = name == "run.json" || name == "brief.html" || name == "manifest.json";
    EXPECT_EQ(bytes == whole.at(name), !may) << name;
  }
  EXPECT_EQ(Json::parse(part.at("run.json"))["request"]["as_of"], "2025-05-01T00:00:00Z");
}

TEST(WriteOutputs, ItemsOutsideTheMaskAreNotListed) {
  World world;
  world.evidence.item_alive[3] = false;
  const Json intake = Json::parse(files_of(world).at("intake.json"));
  EXPECT_EQ(intake["items"].size(), 3U);
  EXPECT_EQ(intake["rows"], 10 + 11 + 12);
  EXPECT_EQ(intake["rows"].get<int>(),
            intake["records"].get<int>() + intake["quarantined"].get<int>());
}

TEST(WriteOutputs, AnEmptyCaseSaysSo) {
  World world;
  world.evidence = {};
  world.entities = {};
  world.claims.clear();
  world.money = {};
  world.profiles = {};
  world.organisation = {};
  world.leads.clear();
  const auto files = files_of(world);
  EXPECT_EQ(files.size(), std::size(names));
  EXPECT_NE(files.at("brief.json").find("nothing can be said"), std::string::npos);
}

TEST(WriteOutputs, ACancelledRunWritesNothing) {
  const World world;
  std::atomic<bool> stop = true;
  core::RunContext context;
  context.cancel = &stop;
  const auto written = write_outputs(context, world.input());
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, core::ErrorCode::cancelled);
}

TEST(WriteOutputs, ABrokenSupportIsAnIntegrityError) {
  World world;
  world.money.findings.push_back(world.money.findings[0]);
  const auto written = write_outputs({}, world.input());
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, core::ErrorCode::integrity);
}

TEST(LegIndex, FindsTheEventOfARecord) {
  evidence::Legs legs;
  legs.records = {RecordRef(1, 9), RecordRef(0, 4), RecordRef(0, 2)};
  legs.begin = {0, 2, 3};
  const LegIndex index(legs);
  EXPECT_EQ(index.find(RecordRef(1, 9)), 0U);
  EXPECT_EQ(index.find(RecordRef(0, 4)), 0U);
  EXPECT_EQ(index.find(RecordRef(0, 2)), 1U);
  EXPECT_FALSE(index.find(RecordRef(0, 3)).has_value());
}

}  // namespace
}  // namespace cuibono::brief
