// Ledger records to transfers, and the merging of two banks' records of one payment.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "evidence/events_parts.h"
#include "evidence/value_words.h"

namespace cuibono::evidence {
namespace {

constexpr std::int64_t fine_us = 2 * core::us_per_minute;
/// No two times farther apart are of one moment, whatever their precision (see same_time).
constexpr std::int64_t reach_us = 2 * core::us_per_day;

struct Columns {
  NumberColumn time, value_time, amount, received, balance, sequence, block;
  SelectorColumn payer, payee, own;
  TextColumn reference, hash, channel;
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
  c.own = tables.selectors(view, Field::own_account);
  c.reference = tables.texts(view, Field::reference);
  c.hash = tables.texts(view, Field::transaction_hash);
  c.channel = tables.texts(view, Field::channel);
  return c;
}

/// Drafts of one payment: both ends, amount and asset are equal; that is the key they are grouped by.
auto group_key(const TransferDraft& d) {
  return std::tie(d.payer, d.payee, d.asset, d.amount_minor);
}

Side side_of(SelectorId own, const TransferDraft& draft) {
  if (own == no_selector) return Side::unknown;
  if (own == draft.payer) return Side::payer;
  return own == draft.payee ? Side::payee : Side::unknown;
}

/// Records of one file and side are never merged with each other.
auto file_key(const TransferDraft& d) { return std::make_tuple(d.legs[0].item_rank(), d.side); }

auto time_key(const TransferDraft& d) { return std::tie(d.time_us, d.seq, d.legs[0]); }

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
  if (leg.side == Side::unknown) event.unsided_item = leg.unsided_item;
  event.legs.insert(event.legs.end(), leg.legs.begin(), leg.legs.end());
}

bool may_join(const TransferDraft& event, const TransferDraft& record) {
  return event.unsided_item != record.legs[0].item_rank() &&
         same_time(record.time_us, record.precision, event.time_us, event.precision, fine_us);
}

std::string why_merged(const TransferDraft& event) {
  bool is_one_file = false;
  for (std::size_t i = 1; i < event.legs.size(); ++i)
    is_one_file |= event.legs[i].item_rank() == event.legs[i - 1].item_rank();
  return "equal ends, amount and currency in " + std::to_string(event.legs.size()) +
         " records of " + (is_one_file ? "both accounts" : "different files") +
         ", at the same time as far as each states it";
}

/// The records of one file and side, in order of time, go one to one to the earliest event that has
/// none of them yet. Events are sorted by time; those that join none become events.
void merge_file(std::vector<TransferDraft>& drafts, std::vector<std::uint32_t> records,
                std::vector<std::uint32_t>& events, std::vector<bool>& merged) {
  const auto by_time = [&](auto a, auto b) { return time_key(drafts[a]) < time_key(drafts[b]); };
  std::sort(records.begin(), records.end(), by_time);
  std::vector<bool> taken(events.size(), false);
  std::vector<std::uint32_t> unmatched;
  std::size_t first = 0;  // what lies before is taken, or too early for this record and all others
  for (const auto number : records) {
    const TransferDraft& record = drafts[number];
    while (first < events.size() &&
           (taken[first] || drafts[events[first]].time_us < record.time_us - reach_us))
      ++first;
    std::size_t found = first;
    for (; found < events.size(); ++found) {
      if (taken[found]) continue;
      const TransferDraft& event = drafts[events[found]];
      if (may_join(event, record)) break;
      if (event.time_us > record.time_us + reach_us) found = events.size() - 1;  // all others too
    }
    if (found == events.size()) {
      unmatched.push_back(number);
      continue;
    }
    taken[found] = true;
    TransferDraft& event = drafts[events[found]];
    complete(event, record);
    event.why = why_merged(event);
    merged[number] = true;
  }
  events.insert(events.end(), unmatched.begin(), unmatched.end());
  std::sort(events.begin(), events.end(), by_time);
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
    const Senses kinds(view, Field::transfer_kind, TransferKind::payment, find_transfer_kind_word);
    const Senses assets(view, Field::is_asset, false, find_boolean_word);
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
      d.kind = kinds.at(row);
      d.is_asset = assets.at(row);
      d.side = side_of(c.own.at(row), d);
      if (d.side == Side::unknown) d.unsided_item = view.rank;
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
    return std::make_tuple(file_key(drafts[a]), drafts[a].legs[0]) <
           std::make_tuple(file_key(drafts[b]), drafts[b].legs[0]);
  });
  const auto run_end = [&](std::size_t begin, const auto& key) {
    std::size_t end = begin + 1;
    while (end < order.size() && key(drafts[order[end]]) == key(drafts[order[begin]])) ++end;
    return end;
  };
  std::vector<bool> merged(drafts.size(), false);
  for (std::size_t begin = 0; begin < order.size();) {
    const std::size_t end = run_end(begin, group_key);
    const bool is_one_file = file_key(drafts[order[begin]]) == file_key(drafts[order[end - 1]]);
    std::vector<std::uint32_t> events;
    for (std::size_t from = begin; from < end && !is_one_file;) {
      const std::size_t to = std::min(end, run_end(from, file_key));
      merge_file(drafts,
                 {order.begin() + static_cast<std::ptrdiff_t>(from),
                  order.begin() + static_cast<std::ptrdiff_t>(to)},
                 events, merged);
      from = to;
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
