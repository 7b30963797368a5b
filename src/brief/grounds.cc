#include "brief/grounds.h"

#include <algorithm>
#include <map>

namespace cuibono::brief {

std::vector<evidence::RecordRef> first_rows(const evidence::Evidence& evidence) {
  std::map<std::uint32_t, evidence::RecordRef> first;
  const auto see = [&](evidence::RecordRef record) {
    const auto [place, fresh] = first.emplace(record.item_rank(), record);
    if (!fresh) place->second = std::min(place->second, record);
  };
  for (const auto record : evidence.transfers.legs.records) see(record);
  for (const auto record : evidence.calls.legs.records) see(record);
  for (const auto& report : evidence.reports) {
    for (const auto record : report.records) see(record);
  }
  for (const auto& tie : evidence.ties) see(tie.record);
  for (const auto& entry : evidence.watch) see(entry.record);
  std::vector<evidence::RecordRef> rows;
  for (const auto& [item, record] : first) rows.push_back(record);
  return rows;
}

std::vector<evidence::RecordRef> ends_of(const evidence::Legs& legs) {
  std::vector<evidence::RecordRef> rows;
  if (legs.size() == 0) return rows;
  for (const auto record : legs.of(0)) rows.push_back(record);
  for (const auto record : legs.of(legs.size() - 1)) rows.push_back(record);
  return rows;
}

std::vector<evidence::RecordRef> reported_rows(const evidence::Evidence& evidence,
                                               core::AssetId asset, bool unplaced_only) {
  std::vector<evidence::RecordRef> rows;
  for (const auto& report : evidence.reports) {
    for (const auto& payment : report.payments) {
      if (payment.asset != asset || payment.amount_minor == evidence::no_amount) continue;
      if (!unplaced_only || !payment.matched) rows.push_back(payment.record);
    }
  }
  return rows;
}

std::vector<evidence::RecordRef> followed_rows(const evidence::Evidence& evidence,
                                               core::AssetId asset) {
  std::vector<evidence::RecordRef> rows;
  const auto& transfers = evidence.transfers;
  for (const auto& report : evidence.reports) {
    for (const auto& payment : report.payments) {
      if (!payment.matched || transfers.received_asset[payment.matched->index()] != asset) continue;
      for (const auto record : transfers.legs.of(payment.matched->index())) rows.push_back(record);
    }
  }
  return rows;
}

}  // namespace cuibono::brief
