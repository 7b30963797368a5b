// Weights of a draw, and the evidence that they leave.
#include "investigation/resample.h"

#include <algorithm>
#include <array>

namespace cuibono::investigation {
namespace {

using evidence::Evidence;
using evidence::no_event;
using evidence::no_selector;
using evidence::SelectorId;

/// What chance is asked for; each has numbers of its own.
enum class Purpose : std::uint64_t { reports = 1, calls, accounts };

/// Of 32 uniform bits a Poisson number of mean 1, by its distribution times 2^32.
std::uint8_t poisson_of(std::uint32_t uniform) {
  constexpr std::array<std::uint32_t, 13> below = {
      1580030168U, 3160060337U, 3950075421U, 4213413783U, 4279248373U, 4292415291U, 4294609777U,
      4294923276U, 4294962463U, 4294966817U, 4294967252U, 4294967292U, 4294967295U};
  const auto place = std::upper_bound(below.begin(), below.end(), uniform);
  return static_cast<std::uint8_t>(place - below.begin());
}

std::vector<std::uint8_t> weights_of(const std::vector<std::uint64_t>& units, std::uint64_t seed,
                                     std::uint64_t number, Purpose purpose) {
  const core::CounterRandom random(
      seed, core::mix64(number * 4U + static_cast<std::uint64_t>(purpose) + 0x5EEDULL));
  std::vector<std::uint8_t> weights;
  weights.reserve(units.size());
  for (const std::uint64_t unit : units) {
    const std::uint8_t weight = poisson_of(random.at(unit)[0]);
    weights.push_back(purpose == Purpose::calls ? weight : std::min<std::uint8_t>(weight, 1));
  }
  return weights;
}

/// One column of events, by how often each event stands.
template <class Value>
void repeat(std::vector<Value>& column, const std::vector<std::uint8_t>& times) {
  if (column.empty()) return;
  std::vector<Value> out;
  out.reserve(column.size());
  for (std::size_t i = 0; i < times.size(); ++i) out.insert(out.end(), times[i], column[i]);
  column = std::move(out);
}

void repeat(evidence::Legs& legs, const std::vector<std::uint8_t>& times) {
  evidence::Legs out;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto of = legs.of(i);
    for (std::uint8_t copy = 0; copy < times[i]; ++copy) {
      out.records.insert(out.records.end(), of.begin(), of.end());
      out.begin.push_back(out.records.size());
    }
  }
  legs = std::move(out);
}

void repeat_calls(evidence::Calls& calls, const std::vector<std::uint8_t>& times) {
  const auto each = [&](auto&... columns) { (repeat(columns, times), ...); };
  each(calls.time_us, calls.precision, calls.offset_min, calls.duration_s, calls.caller,
       calls.callee, calls.displayed, calls.diverted_from, calls.caller_imei, calls.caller_imsi,
       calls.callee_imei, calls.callee_imsi, calls.caller_cell, calls.callee_cell, calls.kind,
       calls.answered, calls.legs);
}

void repeat_transfers(evidence::Transfers& transfers, const std::vector<std::uint8_t>& times) {
  const auto each = [&](auto&... columns) { (repeat(columns, times), ...); };
  each(transfers.time_us, transfers.value_time_us, transfers.precision, transfers.value_precision,
       transfers.offset_min, transfers.seq, transfers.payer, transfers.payee,
       transfers.amount_minor, transfers.asset, transfers.received_minor, transfers.received_asset,
       transfers.balance_after_minor, transfers.payee_balance_after_minor, transfers.kind,
       transfers.reference, transfers.channel, transfers.reverses, transfers.is_asset,
       transfers.is_reported_only, transfers.legs);
}

/// Where each event went: the first of its copies, or no_event.
std::vector<std::uint32_t> places_after(const std::vector<std::uint8_t>& times) {
  std::vector<std::uint32_t> places;
  places.reserve(times.size());
  std::uint32_t next = 0;
  for (const std::uint8_t count : times) {
    places.push_back(count == 0 ? no_event : next);
    next += count;
  }
  return places;
}

std::vector<std::uint8_t> lives_of_transfers(const Evidence& evidence, const DrawWeights& weights) {
  const auto& transfers = evidence.transfers;
  std::vector<std::uint8_t> lives(transfers.size(), 0);
  const auto is_in = [&](SelectorId account) {
    return account != no_selector && weights.accounts[account.index()] != 0;
  };
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const bool nameless = transfers.payer[i] == no_selector && transfers.payee[i] == no_selector;
    lives[i] = static_cast<std::uint8_t>(
        transfers.is_reported_only[i] == 0 &&
        (nameless || is_in(transfers.payer[i]) || is_in(transfers.payee[i])));
  }
  for (std::size_t r = 0; r < evidence.reports.size(); ++r) {
    if (weights.reports[r] == 0) continue;
    for (const auto& payment : evidence.reports[r].payments) {
      if (payment.matched && transfers.is_reported_only[payment.matched->index()] != 0)
        lives[payment.matched->index()] = 1;
    }
  }
  return lives;
}

/// Fees stand beside the transfers that are left; balances speak of accounts whose transfers all are.
void keep_ledger_facts(const DrawWeights& weights, const std::vector<std::uint32_t>& places,
                       Evidence& drawn) {
  const auto is_out = [&](const auto& of) { return weights.accounts[of.account.index()] == 0; };
  std::erase_if(drawn.statements, is_out);
  std::erase_if(drawn.balance_jumps, is_out);
  std::erase_if(drawn.fees, [&](const auto& fee) { return places[fee.transfer] == no_event; });
  for (auto& fee : drawn.fees) fee.transfer = places[fee.transfer];
}

}  // namespace

ResamplingUnits::ResamplingUnits(const Evidence& evidence, const entities::Entities& entities) {
  account_units_.reserve(evidence.selectors.size());
  for (std::uint32_t i = 0; i < evidence.selectors.size(); ++i)
    account_units_.push_back(core::sha256(evidence.selectors.text(SelectorId{i})).prefix());
  for (const auto& report : evidence.reports) {
    const entities::Entity* person = entities.find(report.victim);
    report_units_.push_back(person != nullptr ? core::sha256(person->id).prefix()
                                              : account_units_[report.victim.index()]);
  }
  const auto& calls = evidence.calls;
  call_units_.reserve(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const SelectorId number = calls.caller[i] != no_selector ? calls.caller[i] : calls.callee[i];
    const auto day = static_cast<std::uint64_t>(core::day_of(calls.time_us[i]));
    const std::uint64_t of_number = number == no_selector ? 0 : account_units_[number.index()];
    call_units_.push_back(core::mix64(of_number ^ core::mix64(day + 1)));
  }
}

DrawWeights ResamplingUnits::draw(std::uint64_t seed, std::uint64_t number) const {
  return {weights_of(report_units_, seed, number, Purpose::reports),
          weights_of(call_units_, seed, number, Purpose::calls),
          weights_of(account_units_, seed, number, Purpose::accounts)};
}

DrawWeights ResamplingUnits::whole() const {
  return {std::vector<std::uint8_t>(report_units_.size(), 1),
          std::vector<std::uint8_t>(call_units_.size(), 1),
          std::vector<std::uint8_t>(account_units_.size(), 1)};
}

Evidence weigh_evidence(const Evidence& evidence, const DrawWeights& weights) {
  Evidence drawn = evidence;
  const auto lives = lives_of_transfers(evidence, weights);
  repeat_transfers(drawn.transfers, lives);
  repeat_calls(drawn.calls, weights.calls);
  repeat(drawn.reports, weights.reports);
  const auto transfer_places = places_after(lives), call_places = places_after(weights.calls);
  for (auto& reversed : drawn.transfers.reverses) {
    if (reversed != no_event) reversed = transfer_places[reversed];
  }
  keep_ledger_facts(weights, transfer_places, drawn);
  for (auto& report : drawn.reports) {
    for (auto& payment : report.payments) {
      if (!payment.matched) continue;
      const std::uint32_t place = transfer_places[payment.matched->index()];
      if (place == no_event)
        payment.matched.reset();
      else
        payment.matched = evidence::TransferId{place};
    }
  }
  std::vector<evidence::LegMatch> matches;
  for (auto& match : drawn.leg_matches) {
    const std::uint32_t place =
        match.is_transfer ? transfer_places[match.event] : call_places[match.event];
    if (place == no_event) continue;
    match.event = place;
    matches.push_back(std::move(match));
  }
  drawn.leg_matches = std::move(matches);
  return drawn;
}

entities::Entities weigh_entities(const entities::Entities& entities, const Evidence& drawn) {
  entities::Entities out = entities;
  for (auto& entity : out.entities) entity.is_victim = false;
  for (const auto& report : drawn.reports) {
    const auto id = out.of_selector[report.victim.index()];
    if (id != entities::no_entity) out.entities[id.index()].is_victim = true;
  }
  return out;
}

}  // namespace cuibono::investigation
