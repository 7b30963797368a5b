#pragma once
// Small networks for tests: some numbers that call and pay each other, two of them a victim's.
#include <memory>
#include <string>
#include <vector>

#include "brief/network_view.h"

namespace cuibono::brief {

inline constexpr std::uint32_t numbers_most = 7;

/// Numbers that call and pay each other; one report makes the first two a victim's, if asked.
struct CallingWorld {
  CaseFacts facts;
  evidence::Evidence evidence;
  entities::Entities entities;
  network::Network network;
  money::Money money;
  std::unique_ptr<NetworkView> view;
  CallingWorld() = default;
  CallingWorld(const CallingWorld&) = delete;
  CallingWorld& operator=(const CallingWorld&) = delete;
};

inline std::string name_of(std::uint32_t number) {
  return "tel:+9993700000" + std::to_string(10 + number);
}

inline void add_call(evidence::Evidence& evidence, std::int64_t time, std::uint32_t a,
                     std::uint32_t b, std::int32_t duration) {
  auto& calls = evidence.calls;
  calls.time_us.push_back(time);
  calls.precision.push_back(core::Precision::second);
  calls.offset_min.push_back(0);
  calls.duration_s.push_back(duration);
  calls.caller.emplace_back(a), calls.callee.emplace_back(b);
  for (auto* column : {&calls.displayed, &calls.diverted_from, &calls.caller_imei,
                       &calls.caller_imsi, &calls.callee_imei, &calls.callee_imsi})
    column->push_back(evidence::no_selector);
  calls.caller_cell.emplace_back(), calls.callee_cell.emplace_back();
  calls.kind.push_back(evidence::CallKind::voice);
  calls.answered.push_back(evidence::Answered::yes);
  calls.legs.records.emplace_back(0U, calls.size());
  calls.legs.begin.push_back(calls.legs.records.size());
}

inline void add_payment(evidence::Evidence& evidence, std::int64_t time, std::uint32_t a,
                        std::uint32_t b, std::int64_t amount, core::AssetId asset) {
  auto& transfers = evidence.transfers;
  transfers.time_us.push_back(time), transfers.value_time_us.push_back(time);
  transfers.precision.push_back(core::Precision::second);
  transfers.value_precision.push_back(core::Precision::second);
  transfers.offset_min.push_back(0);
  transfers.seq.push_back(0);
  transfers.payer.emplace_back(a), transfers.payee.emplace_back(b);
  transfers.amount_minor.push_back(amount), transfers.received_minor.push_back(amount);
  transfers.asset.push_back(asset), transfers.received_asset.push_back(asset);
  transfers.balance_after_minor.push_back(evidence::no_amount);
  transfers.payee_balance_after_minor.push_back(evidence::no_amount);
  transfers.kind.push_back(evidence::TransferKind::payment);
  transfers.reference.emplace_back(), transfers.channel.emplace_back();
  transfers.reverses.push_back(evidence::no_event);
  transfers.is_asset.push_back(0), transfers.is_reported_only.push_back(0);
  transfers.legs.records.emplace_back(0U, 1000 + transfers.size());
  transfers.legs.begin.push_back(transfers.legs.records.size());
}

inline std::unique_ptr<CallingWorld> make_world(std::uint64_t seed, VictimNames victims,
                                                std::uint64_t events_most) {
  auto world = std::make_unique<CallingWorld>();
  core::CounterRandom random(seed, 11);
  auto& evidence = world->evidence;
  world->facts.victims = victims;
  world->facts.pseudonym_key = "key";
  evidence.items.resize(1);
  evidence.items[0].label = "E0001";
  std::vector<std::string> texts;
  for (std::uint32_t n = 0; n < numbers_most; ++n) texts.push_back(name_of(n));
  evidence.selectors =
      evidence::SelectorTable(texts, std::vector(texts.size(), evidence::SelectorKind::tel),
                              std::vector(texts.size(), evidence::Validity::valid));
  const core::AssetId euro = *core::find_asset("EUR"), pound = *core::find_asset("GBP");
  const std::uint64_t events = 1 + random.below(events_most);
  std::int64_t time = 0;
  for (std::uint64_t e = 0; e < events; ++e) {
    time += random.between(0, 2);  // equal stamps are common
    const auto a = static_cast<std::uint32_t>(random.below(numbers_most));
    const auto b = static_cast<std::uint32_t>(random.below(numbers_most));
    if (random.chance(0.5))
      add_call(evidence, time, a, b, static_cast<std::int32_t>(random.below(100)));
    else
      add_payment(evidence, time, a, b, random.between(1, 9), random.chance(0.7) ? euro : pound);
  }
  entities::Entity victim;
  victim.id = "cb-victim";
  victim.schema = "Person";
  victim.selectors = {evidence::SelectorId(0), evidence::SelectorId(1)};
  victim.names = {"Nora Quill"};
  victim.is_victim = true;
  world->entities.entities = {victim};
  world->entities.of_selector.assign(numbers_most, entities::no_entity);
  world->entities.of_selector[0] = world->entities.of_selector[1] = entities::EntityId(0);
  auto network = network::make_network(core::RunContext{}, evidence);
  if (network.has_value()) world->network = std::move(*network);
  for (std::uint32_t t = 0; t < evidence.transfers.size(); ++t)
    world->money.flows.push_back({evidence::TransferId(t), 1, 1, 0});
  auto view = NetworkView::make(core::RunContext{}, {world->facts, world->evidence, world->entities,
                                                     world->network, world->money});
  if (view.has_value()) world->view = std::move(*view);
  return world;
}

/// Every event between marks, by a plain loop.
inline std::vector<ViewEvent> all_events(const CallingWorld& world) {
  std::vector<ViewEvent> events;
  const auto add = [&](network::EventRef event, evidence::SelectorId a, evidence::SelectorId b) {
    const auto from = world.view->mark_of(a), to = world.view->mark_of(b);
    if (from && to && *from != *to) events.push_back({event, *from, *to});
  };
  for (std::uint32_t c = 0; c < world.evidence.calls.size(); ++c)
    add({network::Layer::call, c}, world.evidence.calls.caller[c], world.evidence.calls.callee[c]);
  for (std::uint32_t t = 0; t < world.evidence.transfers.size(); ++t)
    add({network::Layer::payment, t}, world.evidence.transfers.payer[t],
        world.evidence.transfers.payee[t]);
  return events;
}

inline ViewScope random_scope(core::CounterRandom& random) {
  ViewScope scope;
  if (random.chance(0.5)) scope.from_us = random.between(0, 10);
  if (random.chance(0.5)) scope.to_us = random.between(5, 30);
  scope.calls = random.chance(0.8);
  scope.payments = random.chance(0.8);
  return scope;
}

inline bool counts(const CallingWorld& world, const ViewEvent& event, const ViewScope& scope) {
  const std::int64_t time = *world.view->time_of(event.event);
  return scope.has(event.event.layer) && (!scope.from_us || time >= *scope.from_us) &&
         (!scope.to_us || time < *scope.to_us);
}

}  // namespace cuibono::brief
