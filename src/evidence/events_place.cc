// Transfers in their order as columns, and which of them takes back which.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

constexpr std::int64_t taken_back_us = 400 * core::us_per_day;  // charge-backs: thirteen months

void reserve(Transfers& t, std::size_t transfers) {
  const auto each = [&](auto&... columns) { (columns.reserve(transfers), ...); };
  each(t.time_us, t.value_time_us, t.precision, t.value_precision, t.offset_min, t.seq, t.payer,
       t.payee, t.amount_minor, t.asset, t.received_minor, t.received_asset, t.balance_after_minor,
       t.payee_balance_after_minor, t.kind, t.reference, t.channel, t.reverses, t.is_asset,
       t.is_reported_only, t.legs.begin);
}

/// Of each end the fee that a record of that end states, the id, what is reversed: the first that says it.
void add_extras(const TransferDraft& draft, std::uint32_t transfer, const DraftExtras& extras,
                TransferIds& ids, std::vector<TransferFee>& fees) {
  ids.id.emplace_back();
  ids.reverses.emplace_back();
  if (extras.empty()) return;
  bool has_fee[2] = {false, false};
  for (const RecordRef record : draft.legs.all()) {
    const auto found = extras.find(record.bits);
    if (found == extras.end()) continue;
    const DraftExtra& extra = found->second;
    if (ids.id.back().value == 0) ids.id.back() = extra.id;
    if (ids.reverses.back().value == 0) ids.reverses.back() = extra.reverses;
    const SelectorId account = extra.is_payees_fee ? draft.payee : draft.payer;
    bool& is_known = has_fee[extra.is_payees_fee ? 1 : 0];
    if (extra.fee_minor == 0 || is_known || account == no_selector) continue;
    is_known = true;
    fees.push_back({transfer, account, extra.fee_minor, extra.fee_asset});
  }
}

/// The payments that reversals may take back, by payer and payee, or by payee alone (payer no_selector).
class Candidates {
 public:
  explicit Candidates(const Transfers& transfers) : transfers_(transfers) {}
  void ask(SelectorId payer, SelectorId payee) { lists_[key(payer, payee)]; }
  /// In the order of transfers.
  void add(std::uint32_t transfer) {
    const SelectorId payer = transfers_.payer[transfer], payee = transfers_.payee[transfer];
    if (payee == no_selector) return;
    for (const SelectorId from : {payer, no_selector}) {
      const auto found = lists_.find(key(from, payee));
      if (found != lists_.end()) found->second.push_back(transfer);
      if (payer == no_selector) return;
    }
  }
  [[nodiscard]] const std::vector<std::uint32_t>& of(SelectorId payer, SelectorId payee) const {
    return lists_.at(key(payer, payee));
  }

 private:
  static std::uint64_t key(SelectorId payer, SelectorId payee) {
    constexpr unsigned id_bits = 32;
    return (std::uint64_t{payer.value} << id_bits) | payee.value;
  }
  const Transfers& transfers_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> lists_;
};

/// How well a payment fits what takes it back; 0: not at all.
int fit_of(const TransferIds& ids, const Transfers& t, std::uint32_t reversal,
           std::uint32_t original, std::int64_t left_minor) {
  if (t.asset[original] != t.asset[reversal] || t.received_asset[original] != t.asset[original] ||
      t.amount_minor[reversal] > left_minor)
    return 0;
  const TextId stated = ids.reverses[reversal], reference = t.reference[reversal];
  if (stated.value != 0 && (stated == ids.id[original] || stated == t.reference[original] ||
                            stated == ids.hash[original]))
    return 3;
  if (reference.value != 0 && reference == t.reference[original]) return 2;
  const bool is_near = t.time_us[reversal] - t.time_us[original] <= taken_back_us ||
                       t.precision[reversal] == core::Precision::step;
  const bool is_equal = t.amount_minor[reversal] == t.amount_minor[original];
  return is_equal && is_near && t.payee[reversal] != no_selector && stated.value == 0 ? 1 : 0;
}

bool may_reverse(const TransferIds& ids, const Transfers& t, std::uint32_t transfer) {
  return (t.kind[transfer] == TransferKind::reversal || ids.reverses[transfer].value != 0) &&
         t.payer[transfer] != no_selector && t.amount_minor[transfer] > 0;
}

}  // namespace

TransferIds place_transfers(const std::vector<TransferDraft>& drafts, const DraftExtras& extras,
                            std::span<const std::uint32_t> matched_draft,
                            std::span<const std::uint32_t> order, std::vector<Report>& reports,
                            Evidence& evidence) {
  std::vector<std::uint32_t> place(drafts.size());
  Transfers& t = evidence.transfers;
  reserve(t, drafts.size());
  std::size_t legs_of_all = 0;
  for (const TransferDraft& draft : drafts) legs_of_all += draft.legs.all().size();
  t.legs.records.reserve(legs_of_all);
  TransferIds ids;
  std::int64_t seq = 0;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const TransferDraft& d = drafts[order[i]];
    place[order[i]] = i;
    seq = i > 0 && t.time_us.back() == d.time_us ? seq + 1 : 0;
    t.time_us.push_back(d.time_us);
    t.value_time_us.push_back(d.value_time_us);
    t.precision.push_back(d.precision);
    t.value_precision.push_back(d.value_precision);
    t.offset_min.push_back(d.offset_min);
    t.seq.push_back(seq);
    t.payer.push_back(d.payer);
    t.payee.push_back(d.payee);
    t.amount_minor.push_back(d.amount_minor);
    t.asset.push_back(d.asset);
    t.received_minor.push_back(d.received_minor);
    t.received_asset.push_back(d.received_asset);
    t.balance_after_minor.push_back(d.balance_after_minor);
    t.payee_balance_after_minor.push_back(d.payee_balance_minor);
    t.kind.push_back(d.kind);
    t.reference.push_back(d.reference);
    t.channel.push_back(d.channel);
    t.reverses.push_back(no_event);
    t.is_asset.push_back(d.is_asset ? 1 : 0);
    t.is_reported_only.push_back(d.is_reported_only ? 1 : 0);
    const auto legs = d.legs.all();
    t.legs.records.insert(t.legs.records.end(), legs.begin(), legs.end());
    t.legs.begin.push_back(t.legs.records.size());
    ids.hash.push_back(d.hash);
    add_extras(d, i, extras, ids, evidence.fees);
    if (!d.legs.why().empty()) evidence.leg_matches.push_back({true, i, std::string(d.legs.why())});
  }
  std::size_t next = 0;
  for (Report& report : reports) {
    for (ReportPayment& payment : report.payments) {
      const std::uint32_t draft = matched_draft[next++];
      if (draft != no_event) payment.matched = TransferId(place[draft]);
    }
  }
  return ids;
}

void link_reversals(const TransferIds& ids, Transfers& t) {
  const auto count = static_cast<std::uint32_t>(t.size());
  Candidates candidates(t);
  std::vector<std::uint32_t> reversals;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!may_reverse(ids, t, i)) continue;
    reversals.push_back(i);
    candidates.ask(t.payee[i], t.payer[i]);
  }
  if (reversals.empty()) return;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (t.kind[i] != TransferKind::reversal) candidates.add(i);
  }
  std::unordered_map<std::uint32_t, std::int64_t> taken;  // of an original, so far
  for (const std::uint32_t reversal : reversals) {
    std::uint32_t best = no_event;
    int best_fit = 0;
    for (const std::uint32_t original : candidates.of(t.payee[reversal], t.payer[reversal])) {
      if (original >= reversal) break;
      const auto gone = taken.find(original);
      const std::int64_t left = t.amount_minor[original] - (gone == taken.end() ? 0 : gone->second);
      const int fit = fit_of(ids, t, reversal, original, left);
      if (fit == 0 || fit < best_fit) continue;
      best = original;  // of equal fit the latest
      best_fit = fit;
    }
    if (best == no_event) continue;
    t.reverses[reversal] = best;
    taken[best] += t.amount_minor[reversal];
  }
}

}  // namespace cuibono::evidence
