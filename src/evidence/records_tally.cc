#include "evidence/records_tally.h"

#include <algorithm>
#include <utility>

namespace cuibono::evidence {

std::uint64_t RowTally::Invalid::values() const {
  std::uint64_t sum = 0;
  for (const auto& [cell, count] : parts) sum += count;
  return sum;
}

AmountSums& RowTally::sums_of(core::AssetId asset) {
  for (AmountSums& of_asset : sums)
    if (of_asset.asset == asset) return of_asset;
  sums.push_back({});
  sums.back().asset = asset;
  return sums.back();
}

void RowTally::add(RowTally later) {
  for (const auto& [asset, total] : later.totals) totals[asset] += total;
  for (const auto& [asset, more] : later.dust) {
    dust[asset].amounts += more.amounts;
    dust[asset].sum += more.sum;
  }
  if (later.first_us) first_us = std::min(first_us.value_or(*later.first_us), *later.first_us);
  if (later.last_us) last_us = std::max(last_us.value_or(*later.last_us), *later.last_us);
  coarsest = std::max(coarsest, later.coarsest);
  for (auto& [field, count] : later.unreadable) {
    if (count == 0) continue;
    if (unreadable[field] == 0)
      unreadable_example[field] = std::move(later.unreadable_example[field]);
    unreadable[field] += count;
  }
  for (auto& [field, more] : later.invalid) {
    Invalid& here = invalid[field];
    if (here.parts.empty()) here.example = std::move(more.example);
    here.parts.merge(more.parts);
  }
  for (const auto& [field, more] : later.clocks) {
    clocks[field].ambiguous += more.ambiguous;
    clocks[field].skipped += more.skipped;
  }
  undirected += later.undirected;
  unzoned += later.unzoned;
  for (const AmountSums& more : later.sums) {
    AmountSums& here = sums_of(more.asset);
    here.before_minor += more.before_minor;
    here.after_minor += more.after_minor;
    here.quarantined_minor += more.quarantined_minor;
    here.before += more.before;
    here.after += more.after;
    here.quarantined += more.quarantined;
  }
  amounts_unreadable += later.amounts_unreadable;
  amounts_absent += later.amounts_absent;
  sides.insert(sides.end(), later.sides.begin(), later.sides.end());
  if (misread.empty()) misread = std::move(later.misread);
}

}  // namespace cuibono::evidence
