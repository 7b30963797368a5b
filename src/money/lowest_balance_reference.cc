// The slow obvious twin of the lowest intermediate balance: after every payment every cap is looked at.
#include <algorithm>
#include <map>
#include <set>

#include "money/lowest_balance.h"

namespace cuibono::money {
namespace {

using Tag = std::uint32_t;  // 0: all victims together

/// What of one tag the payee of an account can hold that came through it.
struct Way {
  std::int64_t held = 0, together = 0, open = 0;
};

/// One tag on one account.
struct Entry {
  bool is_direct = false;
  std::int64_t direct = 0;       ///< the cap of what seeds paid
  std::int64_t arrived = 0;      ///< the cap of that and of the most that each payment on can bring
  std::int64_t contributed = 0;  ///< that was ever paid in
  std::map<std::uint32_t, Way> ways;  ///< by payee
};

/// Largest remainder: whole parts first, then one by one to the largest rest.
std::map<Tag, std::int64_t> divide(std::int64_t total, const std::map<Tag, std::int64_t>& weights,
                                   const std::vector<Tag>& tags_as_named) {
  core::Int128 sum = 0;
  std::map<Tag, std::int64_t> parts;
  std::map<Tag, core::Int128> rest;
  for (const auto& [tag, weight] : weights) sum += tag == 0 ? 0 : weight;
  if (sum == 0) return parts;
  std::int64_t left = total;
  for (const auto& [tag, weight] : weights) {
    if (tag == 0) continue;
    parts[tag] = static_cast<std::int64_t>(core::Int128{total} * weight / sum);
    rest[tag] = core::Int128{total} * weight % sum;
    left -= parts[tag];
  }
  for (; left > 0; --left) {
    Tag best = 0;
    for (const Tag tag : tags_as_named) {
      if (rest.contains(tag) && (best == 0 || rest[tag] > rest[best])) best = tag;
    }
    ++parts[best];
    rest.erase(best);
  }
  return parts;
}

}  // namespace

std::vector<LowestBalance> find_lowest_balances_reference(std::span<const LedgerTransfer> transfers,
                                                          std::span<const Seed> seeds,
                                                          std::span<const std::uint32_t> own_tags,
                                                          const LowestBalanceOptions& options) {
  std::vector<std::map<Tag, Entry>> books(options.accounts);
  std::vector<std::int64_t> balance(options.accounts, 0);
  std::vector<Tag> seed_of(transfers.size(), 0), tags_as_named;
  for (const Seed& seed : seeds) {
    seed_of[seed.transfer] = seed.tag;
    tags_as_named.push_back(seed.tag);
  }
  const std::set<Tag> own(own_tags.begin(), own_tags.end());
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    if (seed_of[i] == 0) {
      for (auto& [tag, entry] : books[payer]) {
        if (entry.direct == 0) continue;
        Way& way = entry.ways.try_emplace(payee, Way{0, entry.direct, entry.direct}).first->second;
        way.held = std::min(way.held + amount, way.together);
        const std::int64_t claim = std::min(amount, way.open);
        way.open -= claim;
        books[payee][tag].contributed += claim;
        books[payee][tag].arrived += std::min(amount, entry.direct);
      }
    }
    balance[payer] = std::max(balance[payer], amount) - amount;
    balance[payee] += amount;
    const bool is_victims = seed_of[i] != 0 && !own.contains(seed_of[i]);
    for (const Tag tag : is_victims ? std::set<Tag>{0, seed_of[i]} : std::set<Tag>{}) {
      Entry& entry = books[payee][tag];
      entry.is_direct = true;
      entry.direct += amount;
      entry.arrived += amount;
      entry.contributed += amount;
      for (auto& [account, way] : entry.ways) {
        way.together += amount;
        way.open += amount;
      }
    }
    for (std::uint32_t account = 0; account < options.accounts; ++account) {
      for (auto& [tag, entry] : books[account]) {
        entry.direct = std::min(entry.direct, balance[account]);
        entry.arrived = std::min(entry.arrived, balance[account]);
        for (auto& [other, way] : entry.ways) {
          way.open = std::min(way.open, balance[account]);
          way.held = std::min(way.held, balance[other]);
          way.together = std::min(way.together, entry.direct + way.held);
        }
      }
    }
  }
  std::vector<LowestBalance> rows;
  for (std::uint32_t account = 0; account < options.accounts; ++account) {
    std::map<Tag, std::int64_t> caps, contributions;
    for (const auto& [tag, entry] : books[account]) {
      std::int64_t from_payers = entry.direct;
      for (auto& other : books) {
        if (other.contains(tag) && other[tag].ways.contains(account))
          from_payers += other[tag].ways[account].held;
      }
      caps[tag] = std::min(entry.arrived, from_payers);
      contributions[tag] = entry.contributed;
    }
    if (caps.empty()) continue;
    std::int64_t sum_of_caps = 0;
    for (const auto& [tag, cap] : caps) sum_of_caps += tag == 0 ? 0 : cap;
    const std::int64_t joint = caps[0] = std::min(caps[0], sum_of_caps);
    auto by_caps = divide(joint, caps, tags_as_named);
    auto by_contributions = divide(joint, contributions, tags_as_named);
    by_caps[0] = by_contributions[0] = joint;
    for (const auto& [tag, cap] : caps) {
      rows.push_back(
          {account, tag, cap, by_caps[tag], by_contributions[tag], books[account][tag].is_direct});
    }
  }
  return rows;
}

}  // namespace cuibono::money
