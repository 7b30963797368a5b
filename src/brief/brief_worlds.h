#pragma once
// A small case by hand, with something of every stage, for the tests of this folder.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "brief/privacy.h"

namespace cuibono::brief {

using evidence::ItemKind;
using evidence::RecordRef;
using evidence::SelectorId;

/// What the records hold of the victim, in the normal forms of selectors.
inline const std::string victim_row = "local:Fraud Desk.victim:FD-2025-0007",
                         victim_phone = "tel:+99937120000001",
                         victim_mail = "mailto:mara.nowak@example.org",
                         victim_account = "iban:LT619990010000123456",
                         victim_name = "Mara Żółkiewska-Nowak";
inline const std::string mule_account = "iban:EE479407061132421387", desk = "tel:+99937090596638",
                         support = "tel:+99937011111111", listed = "local:List.listed:3",
                         listed_phone = "tel:+99937022222222", rest = "acct:KR:639919253326";

/// Fields may be changed before `input` is taken.
struct World {
  CaseFacts facts;
  evidence::Evidence evidence;
  entities::Entities entities;
  std::vector<claims::Claim> claims;
  network::Network network;
  money::Money money;
  calls::CallProfiles profiles;
  organisation::Organisation organisation;
  std::vector<leads::Lead> leads;

  /// `more` are selectors that a test needs besides.
  explicit World(const std::vector<std::string>& more = {}) {
    facts.id = "CASE-1";
    facts.title = "Operation Test";
    facts.marking = "MARKED";
    facts.engine = "cuibono test";
    facts.pseudonym_key = "a key for tests";
    add_selectors(more);
    add_items();
    add_entities();
    add_events();
    add_results();
  }

  [[nodiscard]] SelectorId id(const std::string& text) const {
    return evidence.selectors.find(text).value_or(evidence::no_selector);
  }
  [[nodiscard]] BriefInput input() const {
    return {facts, evidence, entities, claims, network, money, profiles, organisation, leads};
  }
  [[nodiscard]] Privacy privacy() const { return Privacy(facts, evidence, entities); }
  entities::Entity& victim() { return entities.entities[0]; }

  void add_entity(const std::string& id_text, const std::vector<std::string>& selectors,
                  std::vector<std::string> names, bool is_victim) {
    entities::Entity entity;
    entity.id = id_text;
    entity.schema = is_victim ? "Person" : "LegalEntity";
    entity.names = std::move(names);
    entity.is_victim = is_victim;
    entity.items = {0};
    entity.records = {RecordRef(0, 2)};
    const auto position = entities::EntityId::of(entities.entities.size());
    for (const auto& text : selectors) {
      entity.selectors.push_back(id(text));
      entities.of_selector[id(text).index()] = position;
    }
    std::sort(entity.selectors.begin(), entity.selectors.end());
    for (const auto& name : entity.names)
      entities.statements.push_back({position, "name", name, RecordRef(0, 2)});
    entities.entities.push_back(std::move(entity));
  }

  claims::Finding finding(claims::FindingKind kind, const std::string& subject,
                          std::optional<core::Int128> value, const std::string& unit,
                          const std::string& band = "moderate") const {
    claims::Quantity quantity;
    quantity.value = value;
    quantity.unit = unit;
    claims::Finding made(
        kind, subject, {subject}, "", quantity, "by hand",
        {claims::Reason{"seen in calls with " + victim_phone, 50, {RecordRef(0, 2)}}},
        {"a support line", "the subscriber record"});
    made.band = band;
    claims::set_records(made, {RecordRef(0, 2), RecordRef(1, 3)});
    return made;
  }

  void add_call(std::int64_t second, const std::string& from, const std::string& to,
                RecordRef record) {
    auto& c = evidence.calls;
    c.time_us.push_back((1'738'000'000 + second) * core::us_per_second);
    c.precision.push_back(core::Precision::second);
    c.duration_s.push_back(60);
    for (auto* ends : {&c.displayed, &c.diverted_from, &c.caller_imei, &c.caller_imsi,
                       &c.callee_imei, &c.callee_imsi})
      ends->push_back(evidence::no_selector);
    c.caller.push_back(id(from));
    c.callee.push_back(id(to));
    c.caller_cell.push_back({});
    c.callee_cell.push_back({});
    c.kind.push_back(evidence::CallKind::voice);
    c.answered.push_back(evidence::Answered::yes);
    c.legs.records.push_back(record);
    c.legs.begin.push_back(c.legs.records.size());
  }

 private:
  void add_selectors(const std::vector<std::string>& more) {
    std::set<std::string> texts = {victim_row,   victim_phone, victim_mail, victim_account,
                                   mule_account, desk,         support,     listed,
                                   listed_phone, rest};
    texts.insert(more.begin(), more.end());
    std::vector<evidence::SelectorKind> kinds;
    for (const auto& text : texts) {
      kinds.push_back(text.starts_with("tel:")      ? evidence::SelectorKind::tel
                      : text.starts_with("iban:")   ? evidence::SelectorKind::iban
                      : text.starts_with("acct:")   ? evidence::SelectorKind::acct
                      : text.starts_with("mailto:") ? evidence::SelectorKind::mailto
                                                    : evidence::SelectorKind::local);
    }
    evidence.selectors = evidence::SelectorTable(
        {texts.begin(), texts.end()}, std::move(kinds),
        std::vector<evidence::Validity>(texts.size(), evidence::Validity::valid));
    entities.of_selector.assign(texts.size(), entities::no_entity);
    profiles.of_selector.assign(texts.size(), calls::no_profile);
  }

  void add_items() {
    constexpr ItemKind kinds[] = {ItemKind::reports, ItemKind::transfers, ItemKind::calls,
                                  ItemKind::watchlist};
    for (std::size_t i = 0; i < std::size(kinds); ++i) {
      evidence::Item item;
      item.label = "E000" + std::to_string(i + 1);
      item.name = std::string(evidence::item_kind_name(kinds[i])) + ".csv";
      item.path = "evidence/" + item.label + "_" + item.name;
      item.sha256 = core::sha256(item.name);
      item.source = i == 0 ? "Fraud Desk" : "Source " + std::to_string(i);
      item.jurisdiction = i % 2 == 0 ? "LT" : "EE";
      item.received_us = 1'740'000'000LL * core::us_per_second;
      evidence::Mapping mapping;
      mapping.kind = kinds[i];
      mapping.columns.push_back({});
      mapping.columns[0].header = "column one";
      mapping.columns[0].reason =
          "header names it; cells confirm: names (\"Ann\", \"Bo \\\"B\\\" X\")";
      evidence::ItemAccount account;
      account.rows = 10 + i;
      account.records = 9 + i;
      account.quarantined = 1;
      evidence.items.push_back(std::move(item));
      evidence.item_alive.push_back(true);
      evidence.mappings.push_back(std::move(mapping));
      evidence.accounts.push_back(std::move(account));
      evidence.quarantined.push_back({{5, "bad_time", "\"31/31\" in column \"Date\" is no time"}});
    }
    evidence.records = 42;
    evidence.texts = {"", "Mara", "NO"};
  }

  void add_entities() {
    add_entity("cb-000000000000000a", {victim_row, victim_phone, victim_mail, victim_account},
               {victim_name}, true);
    add_entity("cb-000000000000000b", {listed, listed_phone}, {"Dara Ost"}, false);
  }

  void add_transfer(std::int64_t second, const std::string& from, const std::string& to,
                    std::int64_t amount_minor, RecordRef record) {
    auto& t = evidence.transfers;
    t.time_us.push_back((1'738'000'000 + second) * core::us_per_second);
    t.value_time_us.push_back(t.time_us.back());
    t.value_precision.push_back(core::Precision::second);
    t.offset_min.push_back(0);
    t.precision.push_back(core::Precision::second);
    t.seq.push_back(second);
    t.payer.push_back(id(from));
    t.payee.push_back(id(to));
    t.amount_minor.push_back(amount_minor);
    t.asset.push_back(core::find_asset("EUR").value());
    t.received_minor.push_back(amount_minor);
    t.received_asset.push_back(t.asset.back());
    t.balance_after_minor.push_back(evidence::no_amount);
    t.payee_balance_after_minor.push_back(evidence::no_amount);
    t.kind.push_back(evidence::TransferKind::payment);
    t.reference.push_back({});
    t.channel.push_back({});
    t.reverses.push_back(evidence::no_event);
    t.is_asset.push_back(0);
    t.is_reported_only.push_back(0);
    t.legs.records.push_back(record);
    t.legs.begin.push_back(t.legs.records.size());
  }

  void add_events() {
    add_transfer(10, victim_account, mule_account, 5'000'00, RecordRef(1, 3));
    add_transfer(20, mule_account, rest, 4'000'00, RecordRef(1, 4));
    add_call(5, desk, victim_phone, RecordRef(2, 2));
    evidence::Report report;
    report.id = "FD-2025-0007";
    report.victim = id(victim_row);
    report.victim_selectors = {id(victim_phone), id(victim_mail), id(victim_account)};
    report.victim_country = evidence::TextId::of(2);
    report.received_us = 1'739'000'000LL * core::us_per_second;
    report.numbers = {id(desk)};
    report.records = {RecordRef(0, 2)};
    evidence::ReportPayment payment;
    payment.amount_minor = 5'000'00;
    payment.asset = core::find_asset("EUR").value();
    payment.from = id(victim_account);
    payment.to = id(mule_account);
    payment.matched = evidence::TransferId::of(0);
    payment.record = RecordRef(0, 2);
    report.payments.push_back(payment);
    evidence.reports.push_back(std::move(report));
  }

  void add_results() {
    const auto eur = core::find_asset("EUR").value();
    money::MoneyTotal total;
    total.asset = eur;
    total.reported_minor = total.traced_minor = 5'000'00;
    money.totals = {total};
    money::TracedAccount mule;
    mule.account = id(mule_account);
    mule.role = money::AccountRole::mule;
    mule.layer = 1;
    mule.band = "moderate";
    mule.asset = eur;
    mule.in_minor = 5'000'00;
    mule.out_minor = 4'000'00;
    mule.reasons_for = {{"received from " + victim_account, 60, {RecordRef(1, 3)}}};
    money::TracedAccount payer = mule;
    payer.account = id(victim_account);
    payer.role = money::AccountRole::victim;
    money.accounts = {mule, payer};
    money::Place place;
    place.place = id(rest);
    place.asset = eur;
    place.total_minor = 4'000'00;
    place.fifo_minor = 4'000'00;
    place.prorata_minor = 3'900'00;
    money::Place outside = place;
    outside.place = evidence::no_selector;
    outside.fifo_minor = 1'000'00;
    outside.prorata_minor = 1'100'00;
    money.places = {place, outside};
    money::VictimTrace trace;
    trace.victim = entities.entities[0].id;
    trace.place = id(rest);
    trace.asset = eur;
    trace.fifo_minor = 4'000'00;
    trace.prorata_minor = 3'900'00;
    money.traces = {trace};
    money::Stop stop;
    stop.account = id(rest);
    stop.asset = eur;
    stop.amount_minor = 4'000'00;
    stop.why = "it came from " + victim_account;
    stop.last_record = RecordRef(1, 4);
    money.stops = {stop};
    money.cut.push_back({"paths", 1, 2});
    money.findings.push_back(
        finding(claims::FindingKind::mule, mule_account, 5'000'00, "EUR_minor"));
    profiles.findings.push_back(finding(claims::FindingKind::call_to_payment, desk, 3, "calls"));
    organisation::Actor actor;
    actor.id = "A-1";
    actor.selectors = {id(desk)};
    actor.band = "strong";
    actor.score_percent = 80;
    actor.site = 0;
    actor.reasons_for = {{"a report names it; it calls " + victim_phone, 60, {RecordRef(0, 2)}}};
    organisation::Actor aside = actor;
    aside.id = "A-2";
    aside.selectors = {id(support)};
    aside.band = "set_aside";
    aside.site.reset();
    aside.reasons_against = {{"its people call back, " + victim_phone + " too", 0, {}}};
    organisation::Actor of_victim = aside;
    of_victim.id = "A-3";
    of_victim.selectors = {id(victim_phone)};
    of_victim.names = {victim_name};
    of_victim.is_victim = true;
    organisation.actors = {actor, aside, of_victim};
    organisation.sites.emplace_back().id = "S-1";
    organisation.sites[0].numbers = {id(desk)};
    organisation.findings = {
        finding(claims::FindingKind::desk, desk, 80, "score_percent", "strong"),
        finding(claims::FindingKind::site, "S-1", 1, "numbers"),
        finding(claims::FindingKind::look_alike, support, 10, "score_percent", "set_aside")};
    for (const auto& [subject, predicate, object] :
         {std::tuple{entities.entities[0].id, "reports", "I am Mara, call +999 37 120 000 001."},
          std::tuple{entities.entities[1].id, "is described in the list as",
                     "according to A, a courier"}}) {
      claims::Claim claim;
      claim.subject = subject;
      claim.predicate = predicate;
      claim.object = object;
      claim.said_by = subject + " (report to Fraud Desk)";
      claim.known_us = 1'740'000'000LL * core::us_per_second;
      claim.root = evidence.items[0].sha256.hex();
      claim.record = RecordRef(0, 2);
      claim.passage = {claim.record, 0, 12};
      claims.push_back(std::move(claim));
    }
    leads::Lead lead;
    lead.question = "Who paid " + victim_account + "?";
    lead.step = "Ask the bank of " + victim_account;
    lead.subject = rest;
    lead.gain = "EUR 4 000.00";
    lead.why = "the money of " + victim_phone + " went there";
    lead.records = {RecordRef(1, 4)};
    leads.push_back(std::move(lead));
  }
};

/// All files by name; an error comes as one file of that name.
inline std::map<std::string, std::string> files_of(const World& world, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto written = write_outputs(context, world.input());
  std::map<std::string, std::string> files;
  if (!written.has_value()) return {{"error", written.error().what}};
  for (auto& file : *written) files[file.name] = std::move(file.bytes);
  return files;
}

inline std::vector<nlohmann::json> lines_of(const std::string& bytes) {
  std::vector<nlohmann::json> lines;
  for (const auto line : core::split(bytes, '\n')) {
    if (!line.empty()) lines.push_back(nlohmann::json::parse(line));
  }
  return lines;
}

}  // namespace cuibono::brief
