#include "money/reported.h"

#include <algorithm>
#include <tuple>

namespace cuibono::money {
namespace {

std::string victim_id(const evidence::Evidence& evidence, const entities::Entities& entities,
                      const evidence::Report& report) {
  const auto* entity = entities.find(report.victim);
  return entity != nullptr ? entity->id : evidence.selectors.text(report.victim);
}

/// One reported payment with a transfer, before the doubles are put together.
struct Named {
  std::uint32_t transfer = 0;
  std::string victim;
  core::AssetId asset{};
  std::int64_t amount_minor = 0;
  evidence::RecordRef record;
  [[nodiscard]] auto order() const {
    return std::tie(transfer, victim, asset, amount_minor, record);
  }
};

void mark_victims(const evidence::Evidence& evidence, const entities::Entities& entities,
                  Reported& reported) {
  reported.is_victim.assign(evidence.selectors.size(), 0);
  for (const auto& entity : entities.entities) {
    if (!entity.is_victim) continue;
    for (const auto selector : entity.selectors) reported.is_victim[selector.index()] = 1;
  }
  for (const auto& report : evidence.reports) {
    if (report.victim != evidence::no_selector) reported.is_victim[report.victim.index()] = 1;
  }
  // The account that a reported payment left is the victim's, unless several victims paid from it
  // (a service that pays for its customers).
  std::map<evidence::SelectorId, std::uint32_t> payer_of;
  for (const auto& [transfer, tag] : reported.transfers) {
    const auto payer = evidence.transfers.payer[transfer];
    if (payer == evidence::no_selector) continue;
    const auto [at, fresh] = payer_of.emplace(payer, tag);
    if (!fresh && at->second != tag) at->second = 0;
  }
  for (const auto& [payer, tag] : payer_of) {
    if (tag != 0) reported.is_victim[payer.index()] = 1;
  }
}

/// The payments of one transfer [begin, end), by victim: one seed.
void add_transfer(const evidence::Evidence& evidence, std::span<const Named> named,
                  Reported& reported) {
  const Named& first = named.front();
  const auto& transfers = evidence.transfers;
  ++reported.payments;
  std::int64_t largest = first.amount_minor;
  for (const Named& one : named) largest = std::max(largest, one.amount_minor);
  reported.amount[first.asset] += largest;
  reported.amounts.push_back({first.asset, largest, transfers.time_us[first.transfer]});
  const std::string where = "transfer at " + core::format_time(transfers.time_us[first.transfer],
                                                               transfers.precision[first.transfer]);
  if (named.back().victim != first.victim) {
    reported.problems.push_back({"two_victims", where,
                                 "reports of two victims name one payment; it is followed for the "
                                 "first of them by id"});
  }
  if (transfers.amount_minor[first.transfer] <= 0 ||
      transfers.payer[first.transfer] == transfers.payee[first.transfer]) {
    reported.problems.push_back(
        {"nothing_to_follow", where,
         "a reported payment matches a transfer that moves nothing and could not be followed"});
    reported.unplaced[first.asset] += largest;
    return;
  }
  ++reported.followed;
  if (transfers.is_reported_only[first.transfer] == 0) ++reported.in_ledgers;
  const auto victim =
      std::lower_bound(reported.victims.begin(), reported.victims.end(), first.victim);
  const auto tag = static_cast<std::uint32_t>(victim - reported.victims.begin()) + 1;
  reported.transfers.push_back({first.transfer, tag});
}

}  // namespace

Reported collect_reported(const evidence::Evidence& evidence, const entities::Entities& entities) {
  Reported reported;
  std::vector<Named> named;
  for (const auto& report : evidence.reports) {
    const std::string victim = victim_id(evidence, entities, report);
    for (const auto& payment : report.payments) {
      reported.records.push_back(payment.record);
      const bool stated = payment.amount_minor != evidence::no_amount;
      if (payment.matched) {
        named.push_back({payment.matched->value, victim, payment.asset,
                         stated ? payment.amount_minor : 0, payment.record});
        reported.victims.push_back(victim);
        continue;
      }
      ++reported.payments;
      if (!stated) continue;
      reported.amount[payment.asset] += payment.amount_minor;
      reported.amounts.push_back({payment.asset, payment.amount_minor, payment.time_us});
      reported.unplaced[payment.asset] += payment.amount_minor;
    }
  }
  std::sort(reported.victims.begin(), reported.victims.end());
  reported.victims.erase(std::unique(reported.victims.begin(), reported.victims.end()),
                         reported.victims.end());
  std::sort(named.begin(), named.end(),
            [](const Named& a, const Named& b) { return a.order() < b.order(); });
  for (std::size_t begin = 0; begin < named.size();) {
    std::size_t end = begin + 1;
    while (end < named.size() && named[end].transfer == named[begin].transfer) ++end;
    add_transfer(evidence, std::span(named).subspan(begin, end - begin), reported);
    begin = end;
  }
  mark_victims(evidence, entities, reported);
  return reported;
}

}  // namespace cuibono::money
