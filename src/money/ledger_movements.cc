#include "money/ledger_movements.h"

#include <map>

namespace cuibono::money {
namespace {

/// What one tag, or one purse of shares, has of the money that earns interest.
struct Earner {
  std::uint32_t tag = 0;
  std::size_t purse = 0;
  bool is_shares = false;  ///< the purse as a whole; its tags are told apart later
  core::Int128 sum = 0;
  std::int64_t amount_minor = 0;
  core::Int128 remainder = 0;
};

/// Shares out `amount_minor` by largest remainder, ties to the first.
void share_out(std::int64_t amount_minor, std::vector<Earner>& earners) {
  core::Int128 whole = 0;
  for (const Earner& earner : earners) whole += earner.sum;
  std::int64_t left = amount_minor;
  for (Earner& earner : earners) {
    const core::Int128 product = earner.sum * amount_minor;
    earner.amount_minor = static_cast<std::int64_t>(product / whole);
    earner.remainder = product % whole;
    left -= earner.amount_minor;
  }
  std::vector<Earner*> order;
  for (Earner& earner : earners) order.push_back(&earner);
  std::stable_sort(order.begin(), order.end(),
                   [](const Earner* a, const Earner* b) { return a->remainder > b->remainder; });
  for (std::size_t i = 0; left > 0; ++i, --left) ++order[i]->amount_minor;
}

/// For whom money of a tag earns: interest for the one for whom it was earned.
std::uint32_t earner_of(std::uint32_t tag, std::uint32_t tags) {
  return tag > tags ? tag - tags : tag;
}

std::vector<Earner> earners_of(const Purse* purses, const PurseSet& set, std::uint32_t tags) {
  std::vector<Earner> earners;
  const auto add = [&](std::uint32_t tag, std::size_t purse, std::int64_t amount) {
    for (Earner& earner : earners) {
      if (earner.is_shares || earner.tag != tag) continue;
      earner.sum += amount;
      return;
    }
    earners.push_back({tag, purse, false, amount, 0, 0});
  };
  for (std::size_t i = 0; i < set.count; ++i) {
    const std::int64_t balance = purses[i].balance_minor();
    if (balance == 0) continue;
    if (set.is_shares(i)) {
      earners.push_back({0, i, true, balance, 0, 0});
    } else if (purses[i].is_plain()) {
      add(0, i, balance);
    } else {
      for (const MarkedLot& lot : purses[i].lots())
        add(earner_of(lot.tag, tags), i, lot.amount_minor);
    }
  }
  if (earners.empty()) earners.push_back({0, 0, false, 1, 0, 0});
  return earners;
}

}  // namespace

std::vector<CameUnits> earn_interest(const Purse* purses, const PurseSet& set,
                                     const InterestTerms& terms, MovedBoth& moved) {
  std::vector<Earner> earners = earners_of(purses, set, terms.tags);
  share_out(terms.amount_minor, earners);
  std::vector<CameUnits> came;
  for (const Earner& earner : earners) {
    if (earner.amount_minor == 0) continue;
    if (!earner.is_shares) {
      const std::uint32_t tag = terms.is_tagged && earner.tag != 0 ? terms.tags + earner.tag : 0;
      MovedMoney& to = moved[set.of_tag(tag)];
      to.amount_minor += earner.amount_minor;
      if (!set.is_shares(set.of_tag(tag))) to.lots.push_back({earner.amount_minor, tag, 0});
      if (tag != 0) came.push_back({tag, earner.amount_minor});
      continue;
    }
    MovedMoney& to = moved[earner.purse];
    to.amount_minor += earner.amount_minor;
    if (!terms.is_tagged) continue;
    std::map<std::uint32_t, std::int64_t> of_tag;
    for (const MarkedShare& share : purses[earner.purse].shares()) {
      if (share.tag != 0) of_tag[earner_of(share.tag, terms.tags)] += share.units;
    }
    for (const auto& [tag, units] : of_tag) {
      const std::int64_t part =
          part_of_units(units, earner.amount_minor, purses[earner.purse].balance_minor());
      if (part == 0) continue;
      to.shares.push_back({terms.tags + tag, 0, part});
      came.push_back({terms.tags + tag, part});
    }
  }
  return came;
}

std::vector<CameUnits> convert_money(const MovedBoth& carried, const PurseSet& set,
                                     std::int64_t paid_minor, std::int64_t arriving_minor,
                                     MovedBoth& moved) {
  std::vector<CameUnits> came;
  core::Int128 before = 0;
  std::int64_t given = 0;
  const auto arrives = [&](std::int64_t amount_minor) {
    before += amount_minor;
    const std::int64_t so_far = part_of_units(arriving_minor, before, paid_minor);
    const std::int64_t part = so_far - given;
    given = so_far;
    return part;
  };
  for (std::size_t turn = 0; turn < set.count; ++turn) {
    const std::size_t which = set.turns[turn];
    const MovedMoney& from = carried[which];
    MovedMoney& to = moved[which];
    if (set.is_shares(which)) {
      to.amount_minor = arrives(from.amount_minor);
      std::map<std::uint32_t, std::int64_t> of_tag;
      for (const MarkedShare& share : from.shares) of_tag[share.tag] += share.units;
      for (const auto& [tag, units] : of_tag) {
        const std::int64_t part = part_of_units(units, to.amount_minor, from.amount_minor);
        if (part == 0) continue;
        to.shares.push_back({tag, 0, part});
        came.push_back({tag, part});
      }
      continue;
    }
    for (const MarkedLot& lot : from.lots) {
      const std::int64_t part = arrives(lot.amount_minor);
      if (part == 0) continue;
      to.amount_minor += part;
      to.lots.push_back({part, lot.tag, 0});
      if (lot.tag != 0) came.push_back({lot.tag, part});
    }
  }
  return came;
}

}  // namespace cuibono::money
