// Ledger records to transfers, and the merging of two banks' records of one payment.
#include <algorithm>
#include <tuple>

#include "evidence/events_merge.h"
#include "evidence/events_parts.h"
#include "evidence/value_words.h"

namespace cuibono::evidence {
namespace {

constexpr std::int64_t fine_us = 2 * core::us_per_minute;

struct Columns {
  NumberColumn time, value_time, amount, received, balance, sequence, block, fee;
  SelectorColumn payer, payee, own;
  TextColumn reference, hash, channel, id, reverses;
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
  c.fee = Tables::numbers(view, Field::fee);
  c.id = tables.texts(view, Field::record_id);
  c.reverses = tables.texts(view, Field::reverses);
  return c;
}

Side side_of(SelectorId own, const TransferDraft& draft) {
  if (own == no_selector) return Side::unknown;
  if (own == draft.payer) return Side::payer;
  return own == draft.payee ? Side::payee : Side::unknown;
}

/// Whose word counts first of what was paid; of what was received it is the other way round.
int rank_as_payer(Side side) {
  switch (side) {
    case Side::payer:
      return 0;
    case Side::unknown:
      return 1;
    case Side::payee:
      return 2;
  }
  return 1;
}

/// What the comparison of payments knows besides the drafts.
struct Grounds {
  const Tables& tables;
  const Clocks& clocks;
  std::vector<bool> is_newest_first;  ///< [items]
};

std::string why_merged(std::span<const TransferDraft* const> legs, const Grounds& grounds) {
  bool is_one_file = false, differs = false, is_cut = false;
  std::string clocks;
  for (std::size_t i = 0; i < legs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      is_one_file |= legs[i]->legs.front().item_rank() == legs[j]->legs.front().item_rank();
      if (clocks.empty())
        clocks = clocks_in_words(grounds.clocks, legs[i]->legs.front().item_rank(),
                                 legs[j]->legs.front().item_rank());
      if (legs[i]->reference.value == 0 || legs[j]->reference.value == 0 ||
          legs[i]->reference == legs[j]->reference)
        continue;
      const bool cut = is_cut_reference(grounds.tables.words(legs[i]->reference),
                                        grounds.tables.words(legs[j]->reference));
      is_cut |= cut;
      differs |= !cut;
    }
  }
  return "equal ends, amount and currency in " + std::to_string(legs.size()) + " records of " +
         (is_one_file ? "both accounts" : "different files") +
         ", at the same time as far as each states it" +
         (differs  ? "; their references differ"
          : is_cut ? "; one reference is the other, cut off"
                   : "") +
         clocks;
}

/// The fee, the id and what is reversed, of a record that states them.
void keep_extra(const Columns& c, std::uint32_t row, const TransferDraft& draft, bool any_reverses,
                DraftExtras& extras) {
  DraftExtra extra;
  const std::int64_t fee = c.fee.at(row);
  if (fee != no_number) extra.fee_minor = fee < 0 ? -fee : fee;
  extra.fee_asset = c.fee.asset(row);
  extra.is_payees_fee = draft.side == Side::payee;
  if (any_reverses) {
    extra.id = c.id.at(row);
    extra.reverses = c.reverses.at(row);
  }
  if (extra.fee_minor != 0 || extra.id.value != 0 || extra.reverses.value != 0)
    extras.emplace(draft.legs.front().bits, extra);
}

/// One event of its records: each field from the record that knows it best.
TransferDraft merge_legs(std::vector<const TransferDraft*>& legs, const Grounds& grounds) {
  const auto key = [&](const TransferDraft* d) {
    return std::make_tuple(rank_as_payer(d->side), d->legs.front());
  };
  std::sort(legs.begin(), legs.end(), [&](auto a, auto b) { return key(a) < key(b); });
  TransferDraft event = *legs.front();
  for (const TransferDraft* leg : std::span(legs).subspan(1)) {
    if (leg->precision < event.precision) {
      event.time_us = leg->time_us;
      event.precision = leg->precision;
      event.offset_min = leg->offset_min;
    }
    if (leg->states_value_time &&
        (!event.states_value_time || leg->value_precision < event.value_precision)) {
      event.value_time_us = leg->value_time_us;
      event.value_precision = leg->value_precision;
      event.states_value_time = true;
    }
    if (event.balance_after_minor == no_amount)
      event.balance_after_minor = leg->balance_after_minor;
    if (event.reference.value == 0) event.reference = leg->reference;
    if (event.hash.value == 0) event.hash = leg->hash;
    if (event.channel.value == 0) event.channel = leg->channel;
    if (event.kind == TransferKind::payment) event.kind = leg->kind;
    event.is_asset = event.is_asset || leg->is_asset;
    event.legs.push_back(leg->legs.front());
  }
  event.legs.explain(why_merged(legs, grounds));
  for (const TransferDraft* leg : legs) {  // the payee's bank comes last, and its word stays
    if (leg->states_received && (leg->received_minor != no_amount || !event.states_received)) {
      event.received_minor = leg->received_minor;
      event.received_asset = leg->received_asset;
    }
    if (leg->payee_balance_minor != no_amount) event.payee_balance_minor = leg->payee_balance_minor;
  }
  if (!event.states_value_time) {
    event.value_time_us = event.time_us;
    event.value_precision = event.precision;
  }
  return event;
}

/// What drafts are grouped and sorted by, beside each other in memory: records of one payment have
/// both ends, amount and asset equal.
struct TransferKey {
  std::uint64_t ends = 0;  ///< payer, payee
  std::int64_t amount_minor = 0, time_us = 0;
  std::uint32_t item = 0, draft = 0;
  core::AssetId asset{};
  Side side = Side::unknown;
  [[nodiscard]] auto group() const { return std::tie(ends, asset, amount_minor); }
  bool operator<(const TransferKey& other) const {  // of equal ends
    return std::tie(asset, amount_minor, time_us, draft) <
           std::tie(other.asset, other.amount_minor, other.time_us, other.draft);
  }
};

/// Sorted by ends, asset, amount, time, draft.
std::vector<TransferKey> keys_of(const std::vector<TransferDraft>& drafts) {
  std::vector<std::uint32_t> numbers;  // of the drafts that have both ends
  std::vector<std::uint64_t> ends;
  numbers.reserve(drafts.size());
  ends.reserve(drafts.size());
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    const TransferDraft& d = drafts[i];
    if (d.payer == no_selector || d.payee == no_selector) continue;
    constexpr unsigned id_bits = 32;
    numbers.push_back(i);
    ends.push_back((static_cast<std::uint64_t>(d.payer.value) << id_bits) | d.payee.value);
  }
  const std::vector<std::uint32_t> order = core::order_by_keys(ends);
  std::vector<TransferKey> keys;
  keys.reserve(order.size());
  for (const auto at : order) {
    const TransferDraft& d = drafts[numbers[at]];
    keys.push_back({ends[at], d.amount_minor, d.time_us, d.legs.front().item_rank(), numbers[at],
                    d.asset, d.side});
  }
  for (auto begin = keys.begin(), end = begin; begin != keys.end(); begin = end) {
    end = std::find_if(begin, keys.end(),
                       [&](const TransferKey& k) { return k.ends != begin->ends; });
    std::sort(begin, end);
  }
  return keys;
}

Reading reading_of(const TransferDraft& d, std::uint32_t number, const Grounds& grounds) {
  Reading r;
  r.precision = d.precision;
  r.record = number;
  r.item_rank = d.legs.front().item_rank();
  r.time_us = d.time_us;
  if (d.precision < core::Precision::day) r.time_us -= grounds.clocks.ahead_of(r.item_rank);
  const std::uint64_t row = d.legs.front().ordinal();
  r.ordinal = grounds.is_newest_first[r.item_rank] ? RecordRef::ordinal_max - row : row;
  r.reference_words = grounds.tables.words(d.reference);
  r.side = d.side;
  r.hash = d.hash;
  r.reference = d.reference;
  return r;
}

/// What payments tell of the clocks: those that stand in two files once each, and no other like them near.
Clocks clocks_of(const std::vector<TransferKey>& keys, const std::vector<TransferDraft>& drafts,
                 std::uint32_t items) {
  constexpr std::int64_t reach_us = 26 * core::us_per_hour;  // zones are no farther apart
  const auto is_near = [&](std::size_t a, std::size_t b) {
    return keys[a].group() == keys[b].group() && keys[b].time_us - keys[a].time_us <= reach_us;
  };
  const auto is_fine = [&](const TransferKey& key) {
    return drafts[key.draft].precision <= core::Precision::minute;
  };
  std::vector<ClockSample> samples;
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    const TransferKey &a = keys[i], &b = keys[i + 1];
    if (a.item == b.item || !is_near(i, i + 1) || !is_fine(a) || !is_fine(b)) continue;
    if ((i > 0 && is_near(i - 1, i)) || (i + 2 < keys.size() && is_near(i + 1, i + 2))) continue;
    const std::int64_t apart_us = b.time_us - a.time_us;
    samples.push_back(a.item < b.item ? ClockSample{a.item, b.item, apart_us}
                                      : ClockSample{b.item, a.item, -apart_us});
  }
  return compare_clocks(std::move(samples), fine_us / 2, items);
}

}  // namespace

std::vector<TransferDraft> draft_transfers(std::span<const ItemView> views, const Tables& tables,
                                           DraftExtras& extras) {
  const bool any_reverses = std::any_of(views.begin(), views.end(), [](const ItemView& view) {
    return view.batch->find(Field::reverses) != nullptr;
  });
  std::vector<TransferDraft> drafts;
  std::size_t rows = 0;
  for (const ItemView& view : views)
    if (view.batch->kind == ItemKind::transfers || view.batch->kind == ItemKind::chain)
      rows += view.alive.size();
  drafts.reserve(rows);
  for (const ItemView& view : views) {
    if (view.batch->kind != ItemKind::transfers && view.batch->kind != ItemKind::chain) continue;
    const Columns c = columns_of(view, tables);
    const Senses kinds(view, Field::transfer_kind, TransferKind::payment, find_transfer_kind_word);
    const Senses assets(view, Field::is_asset, false, find_boolean_word);
    for (const auto row : view.alive) {
      TransferDraft d;
      d.amount_minor = c.amount.at(row);
      const std::int64_t time = c.time.at(row);
      if (d.amount_minor < 0) continue;  // no_number is below
      d.asset = c.amount.asset(row);
      d.states_received = c.received.at(row) != no_number;
      d.received_minor = d.states_received ? c.received.at(row) : d.amount_minor;
      d.received_asset = d.states_received ? c.received.asset(row) : d.asset;
      if (!d.states_received && c.received.asset(row) != core::unstated_asset &&
          c.received.asset(row) !=
              d.asset) {  // it arrived in another currency; how much is not said
        d.states_received = true;
        d.received_minor = no_amount;
        d.received_asset = c.received.asset(row);
      }
      d.time_us = time == no_number ? 0 : time;
      d.precision = time == no_number ? core::Precision::step : c.time.precision(row);
      d.offset_min = c.time.offset_min(row);
      d.states_value_time = c.value_time.at(row) != no_number;
      d.value_time_us = d.states_value_time ? c.value_time.at(row) : d.time_us;
      d.value_precision = d.states_value_time ? c.value_time.precision(row) : d.precision;
      d.seq = c.sequence.at(row);
      d.payer = c.payer.at(row);
      d.payee = c.payee.at(row);
      d.hash = c.hash.at(row);
      d.reference = c.reference.at(row).value != 0 ? c.reference.at(row) : d.hash;
      d.channel = c.channel.at(row);
      d.kind = kinds.at(row);
      d.is_asset = assets.at(row);
      d.side = side_of(c.own.at(row), d);
      if (c.balance.at(row) != no_number)
        (d.side == Side::payee ? d.payee_balance_minor : d.balance_after_minor) = c.balance.at(row);
      d.legs = DraftLegs(view.ref(row));
      keep_extra(c, row, d, any_reverses, extras);
      drafts.push_back(std::move(d));
    }
  }
  return drafts;
}

Clocks merge_transfer_legs(std::vector<TransferDraft>& drafts, std::span<const ItemView> views,
                           const Tables& tables) {
  const std::vector<TransferKey> keys = keys_of(drafts);
  Clocks clocks = clocks_of(keys, drafts, static_cast<std::uint32_t>(views.size()));
  Grounds grounds{tables, clocks, {}};
  for (const ItemView& view : views) grounds.is_newest_first.push_back(is_newest_first(view));
  std::vector<bool> merged(drafts.size(), false);
  std::vector<const TransferDraft*> legs;
  const auto merge = [&](std::span<const std::uint32_t> records) {
    legs.clear();
    for (const auto record : records) {
      legs.push_back(&drafts[record]);
      merged[record] = true;
    }
    const std::uint32_t kept = *std::min_element(records.begin(), records.end());
    merged[kept] = false;
    drafts[kept] = merge_legs(legs, grounds);
  };
  merge_groups(
      std::span(keys), Tolerance{fine_us, 0},
      [](const TransferKey& a, const TransferKey& b) {
        return a.group() == b.group() && b.time_us - a.time_us <= merge_reach_us;
      },
      [](const TransferKey& key) { return std::make_tuple(key.item, key.side); },
      [&](const TransferKey& key) { return reading_of(drafts[key.draft], key.draft, grounds); },
      merge);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (merged[i]) continue;
    if (kept != i) drafts[kept] = std::move(drafts[i]);
    ++kept;
  }
  drafts.resize(kept);
  return clocks;
}

}  // namespace cuibono::evidence
