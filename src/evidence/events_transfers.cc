// Ledger records to transfers, and the merging of two banks' records of one payment.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

constexpr std::int64_t fine_us = 2 * core::us_per_minute;

TransferKind kind_of_word(std::string_view word) {
  const std::string lower = core::ascii_lower(word);
  if (lower == "fee" || lower == "interest" || lower == "reversal" || lower == "fx" ||
      lower == "opening") {
    return lower == "fee"        ? TransferKind::fee
           : lower == "interest" ? TransferKind::interest
           : lower == "reversal" ? TransferKind::reversal
           : lower == "fx"       ? TransferKind::fx
                                 : TransferKind::opening;
  }
  return TransferKind::payment;
}

struct Columns {
  NumberColumn time, value_time, amount, received, balance, sequence, block;
  SelectorColumn payer, payee;
  TextColumn reference, hash, channel, kind, is_asset;
};

Columns columns_of(const ItemView& view, const Tables& tables) {
  const bool chain = view.batch->kind == ItemKind::chain;
  Columns c;
  c.time = Tables::numbers(view, Field::time);
  if (!c.time.exists()) c.time = Tables::numbers(view, Field::date);
  c.value_time = Tables::numbers(view, Field::value_time);
  if (!c.time.exists()) c.time = c.value_time;
  c.amount = Tables::numbers(view, Field::amount);
  c.received = Tables::numbers(view, Field::received_amount);
  c.balance = Tables::numbers(view, Field::balance_after);
  c.sequence = Tables::numbers(view, Field::sequence);
  c.block = Tables::numbers(view, Field::block);
  c.payer = tables.selectors(view, chain && view.batch->find(Field::from_address) != nullptr
                                       ? Field::from_address
                                       : Field::payer);
  c.payee = tables.selectors(view, chain && view.batch->find(Field::to_address) != nullptr
                                       ? Field::to_address
                                       : Field::payee);
  c.reference = tables.texts(view, Field::reference);
  c.hash = tables.texts(view, Field::transaction_hash);
  c.channel = tables.texts(view, Field::channel);
  c.kind = tables.texts(view, Field::transfer_kind);
  c.is_asset = tables.texts(view, Field::is_asset);
  return c;
}

bool is_true(std::string_view word) {
  const std::string lower = core::ascii_lower(word);
  return lower == "1" || lower == "true" || lower == "yes" || lower == "y";
}

/// Drafts of one payment: both ends, amount and asset are equal; that is the key they are grouped by.
auto group_key(const TransferDraft& d) {
  return std::tie(d.payer, d.payee, d.asset, d.amount_minor);
}

/// Takes over what the first leg does not say.
void complete(TransferDraft& event, const TransferDraft& leg) {
  if (leg.precision < event.precision) {
    event.time_us = leg.time_us;
    event.precision = leg.precision;
  }
  if (event.balance_after_minor == no_amount) event.balance_after_minor = leg.balance_after_minor;
  if (event.reference.value == 0) event.reference = leg.reference;
  if (event.channel.value == 0) event.channel = leg.channel;
  if (event.kind == TransferKind::payment) event.kind = leg.kind;
  event.is_asset = event.is_asset || leg.is_asset;
  event.legs.insert(event.legs.end(), leg.legs.begin(), leg.legs.end());
}

}  // namespace

bool same_time(std::int64_t a_us, core::Precision a, std::int64_t b_us, core::Precision b,
               std::int64_t fine) noexcept {
  if (a == core::Precision::step || b == core::Precision::step) return a == b && a_us == b_us;
  const core::Precision coarse = std::max(a, b);
  if (coarse > core::Precision::day) return false;  // a month says too little
  if (coarse == core::Precision::day) {
    const std::int64_t days = core::day_of(a_us) - core::day_of(b_us);
    return days >= -1 && days <= 1;
  }
  const std::int64_t apart = a_us > b_us ? a_us - b_us : b_us - a_us;
  if (coarse == core::Precision::hour) return apart <= core::us_per_hour;
  if (coarse == core::Precision::minute) return apart <= std::max(fine, core::us_per_minute);
  return apart <= fine;
}

std::vector<TransferDraft> draft_transfers(std::span<const ItemView> views, const Tables& tables) {
  std::vector<TransferDraft> drafts;
  for (const ItemView& view : views) {
    if (view.batch->kind != ItemKind::transfers && view.batch->kind != ItemKind::chain) continue;
    const Columns c = columns_of(view, tables);
    for (const auto row : view.alive) {
      TransferDraft d;
      d.amount_minor = c.amount.at(row);
      const std::int64_t time = c.time.at(row);
      if (d.amount_minor == no_number || d.amount_minor < 0) continue;
      d.asset = c.amount.asset(row);
      d.received_minor = c.received.at(row) == no_number ? d.amount_minor : c.received.at(row);
      d.received_asset = c.received.at(row) == no_number ? d.asset : c.received.asset(row);
      d.time_us = time == no_number ? 0 : time;
      d.precision = time == no_number ? core::Precision::step : c.time.precision(row);
      d.value_time_us = c.value_time.at(row) == no_number ? d.time_us : c.value_time.at(row);
      const std::int64_t sequence = c.sequence.at(row);
      d.seq =
          sequence != no_number ? sequence : static_cast<std::int64_t>(view.batch->ordinals[row]);
      d.payer = c.payer.at(row);
      d.payee = c.payee.at(row);
      d.balance_after_minor = c.balance.at(row) == no_number ? no_amount : c.balance.at(row);
      d.reference = c.reference.at(row).value != 0 ? c.reference.at(row) : c.hash.at(row);
      d.channel = c.channel.at(row);
      d.kind = kind_of_word(c.kind.raw(row));
      d.is_asset = is_true(c.is_asset.raw(row));
      d.legs = {view.ref(row)};
      drafts.push_back(std::move(d));
    }
  }
  return drafts;
}

void merge_transfer_legs(std::vector<TransferDraft>& drafts) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    if (drafts[i].payer != no_selector && drafts[i].payee != no_selector) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](auto a, auto b) {
    if (group_key(drafts[a]) != group_key(drafts[b]))
      return group_key(drafts[a]) < group_key(drafts[b]);
    return drafts[a].legs[0] < drafts[b].legs[0];  // by item, then row
  });
  std::vector<bool> merged(drafts.size(), false);
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && group_key(drafts[order[end]]) == group_key(drafts[order[begin]]))
      ++end;
    const bool several_items =
        drafts[order[begin]].legs[0].item_rank() != drafts[order[end - 1]].legs[0].item_rank();
    if (several_items) {
      // Records of one item are never merged with each other, so each item's records go, in order of
      // time, to the earliest event that has none of this item yet.
      std::vector<std::uint32_t> events;
      for (std::size_t item_begin = begin; item_begin < end;) {
        std::size_t item_end = item_begin + 1;
        const auto rank = drafts[order[item_begin]].legs[0].item_rank();
        while (item_end < end && drafts[order[item_end]].legs[0].item_rank() == rank) ++item_end;
        std::vector<std::uint32_t> fresh(order.begin() + static_cast<std::ptrdiff_t>(item_begin),
                                         order.begin() + static_cast<std::ptrdiff_t>(item_end));
        const auto by_time = [&](auto a, auto b) {
          return std::tie(drafts[a].time_us, drafts[a].seq, drafts[a].legs[0]) <
                 std::tie(drafts[b].time_us, drafts[b].seq, drafts[b].legs[0]);
        };
        std::sort(fresh.begin(), fresh.end(), by_time);
        std::vector<bool> taken(events.size(), false);
        std::vector<std::uint32_t> unmatched;
        for (const auto record : fresh) {
          std::size_t found = events.size();
          for (std::size_t e = 0; e < events.size() && found == events.size(); ++e) {
            if (!taken[e] &&
                same_time(drafts[record].time_us, drafts[record].precision,
                          drafts[events[e]].time_us, drafts[events[e]].precision, fine_us)) {
              found = e;
            }
          }
          if (found == events.size()) {
            unmatched.push_back(record);
            continue;
          }
          taken[found] = true;
          TransferDraft& event = drafts[events[found]];
          complete(event, drafts[record]);
          event.why = "equal ends, amount and currency in " + std::to_string(event.legs.size()) +
                      " records of different files, at the same time as far as each states it";
          merged[record] = true;
        }
        events.insert(events.end(), unmatched.begin(), unmatched.end());
        std::sort(events.begin(), events.end(), by_time);
        item_begin = item_end;
      }
    }
    begin = end;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (merged[i]) continue;
    if (kept != i) drafts[kept] = std::move(drafts[i]);
    ++kept;
  }
  drafts.resize(kept);
}

void place_transfers(std::vector<TransferDraft> drafts,
                     std::span<const std::uint32_t> matched_draft, std::vector<Report>& reports,
                     Evidence& evidence) {
  std::vector<std::uint32_t> order(drafts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) {
    return std::tie(drafts[a].time_us, drafts[a].seq, drafts[a].legs[0]) <
           std::tie(drafts[b].time_us, drafts[b].seq, drafts[b].legs[0]);
  });
  std::vector<std::uint32_t> place(drafts.size());
  Transfers& t = evidence.transfers;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    TransferDraft& d = drafts[order[i]];
    place[order[i]] = i;
    t.time_us.push_back(d.time_us);
    t.value_time_us.push_back(d.value_time_us);
    t.precision.push_back(d.precision);
    t.seq.push_back(d.seq);
    t.payer.push_back(d.payer);
    t.payee.push_back(d.payee);
    t.amount_minor.push_back(d.amount_minor);
    t.asset.push_back(d.asset);
    t.received_minor.push_back(d.received_minor);
    t.received_asset.push_back(d.received_asset);
    t.balance_after_minor.push_back(d.balance_after_minor);
    t.kind.push_back(d.kind);
    t.reference.push_back(d.reference);
    t.channel.push_back(d.channel);
    t.reverses.push_back(no_event);
    t.is_asset.push_back(d.is_asset ? 1 : 0);
    t.is_reported_only.push_back(d.is_reported_only ? 1 : 0);
    t.legs.records.insert(t.legs.records.end(), d.legs.begin(), d.legs.end());
    t.legs.begin.push_back(t.legs.records.size());
    if (!d.why.empty()) evidence.leg_matches.push_back({true, i, std::move(d.why)});
  }
  std::size_t next = 0;
  for (Report& report : reports) {
    for (ReportPayment& payment : report.payments) {
      const std::uint32_t draft = matched_draft[next++];
      if (draft != no_event) payment.matched = TransferId(place[draft]);
    }
  }
}

}  // namespace cuibono::evidence
