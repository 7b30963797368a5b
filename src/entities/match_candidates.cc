#include "entities/match_candidates.h"

#include <algorithm>
#include <limits>

// Each family: the keys of all records, in the order of the keys (a radix sort), so that a block is a run. Blocks of
// one record, most of them, are forgotten at once. Members of a block rise, because the sort is stable.

namespace cuibono::entities {
namespace {

constexpr std::size_t records_at_once = 8192;

struct Keyed {
  std::vector<std::uint64_t> keys;
  std::vector<std::uint32_t> records;
};

[[nodiscard]] core::Result<Keyed> keys_of(const core::RunContext& context, const MatchTable& table,
                                          const KeyFamily& family) {
  std::vector<Keyed> parts((table.records + records_at_once - 1) / records_at_once);
  CB_TRY_STATUS(core::parallel_blocks(
      context, table.records, records_at_once, [&](const core::Block& block) -> core::Status {
        Keyed& part = parts[block.number];
        std::vector<std::uint64_t> keys;
        for (std::size_t record = block.begin; record < block.end; ++record) {
          add_keys(table, family, static_cast<std::uint32_t>(record), keys);
          part.keys.insert(part.keys.end(), keys.begin(), keys.end());
          part.records.insert(part.records.end(), keys.size(), static_cast<std::uint32_t>(record));
        }
        return {};
      }));
  Keyed all;
  std::size_t count = 0;
  for (const Keyed& part : parts) count += part.keys.size();
  all.keys.reserve(count);
  all.records.reserve(count);
  for (Keyed& part : parts) {
    all.keys.insert(all.keys.end(), part.keys.begin(), part.keys.end());
    all.records.insert(all.records.end(), part.records.begin(), part.records.end());
    part = {};
  }
  return all;
}

[[nodiscard]] core::Status check_family(const MatchTable& table, const KeyFamily& family) {
  const auto bad = [&](std::string what) {
    return core::Error{core::ErrorCode::bad_input, std::move(what), family.name, ""};
  };
  if (family.parts.empty()) return bad("A family of keys has no part");
  for (const KeyPart& part : family.parts) {
    if (part.columns.empty()) return bad("A part of a key names no column");
    for (const std::size_t c : part.columns) {
      if (c >= table.columns.size()) return bad("A part of a key names a column that is not there");
      const bool is_date = table.columns[c].kind() == MatchKind::date;
      const bool needs_date = part.form == KeyForm::year || part.form == KeyForm::month_day ||
                              part.form == KeyForm::year_month;
      if (needs_date && !is_date) return bad("A key takes the year or the day of what is no date");
    }
  }
  return {};
}

}  // namespace

core::Result<MatchBlocks> make_blocks(const core::RunContext& context, const MatchTable& table,
                                      std::span<const KeyFamily> families) {
  MatchBlocks out;
  for (const KeyFamily& family : families) {
    CB_TRY_STATUS(core::check_cancelled(context));
    CB_TRY_STATUS(check_family(table, family));
    CB_TRY(const Keyed keyed, keys_of(context, table, family));
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    if (keyed.keys.size() >= most || out.members_.size() + keyed.keys.size() >= most) {
      return core::Error{core::ErrorCode::resources, "There are more than 4 billion keys",
                         family.name, "Take fewer records or fewer families of keys"};
    }
    const std::vector<std::uint32_t> order = core::order_by_keys(keyed.keys);
    FamilyCount& count = out.counts_.emplace_back();
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
      while (to < order.size() && keyed.keys[order[to]] == keyed.keys[order[from]]) ++to;
      const std::uint64_t size = to - from;
      if (size < 2) continue;
      count.largest = std::max(count.largest, static_cast<std::uint32_t>(size));
      const std::uint64_t pairs = size * (size - 1) / 2;
      if (family.block_max > 0 && size > family.block_max) {
        ++count.capped_blocks;
        count.capped_records += size;
        count.capped_pairs += pairs;
        continue;
      }
      ++count.blocks;
      count.pairs += pairs;
      for (std::size_t i = from; i < to; ++i) out.members_.push_back(keyed.records[order[i]]);
      out.begin_.push_back(static_cast<std::uint32_t>(out.members_.size()));
      out.is_weak_.push_back(family.is_weak);
    }
  }
  out.record_begin_.assign(std::size_t{table.records} + 1, 0);
  for (const std::uint32_t record : out.members_) ++out.record_begin_[record + 1];
  for (std::size_t r = 0; r < table.records; ++r) out.record_begin_[r + 1] += out.record_begin_[r];
  out.record_blocks_.resize(out.members_.size());
  std::vector<std::uint32_t> at(out.record_begin_.begin(), out.record_begin_.end() - 1);
  for (std::uint32_t block = 0; block + 1 < out.begin_.size(); ++block) {
    for (std::uint32_t i = out.begin_[block]; i < out.begin_[block + 1]; ++i)
      out.record_blocks_[at[out.members_[i]]++] = block;
  }
  return out;
}

void MatchBlocks::partners(const MatchTable& table, std::uint32_t record,
                           std::vector<std::uint32_t>& out) const {
  thread_local std::vector<std::uint64_t>
      met;  // partner, then 0 for a strong block and 1 for a weak one
  met.clear();
  out.clear();
  for (std::uint32_t i = record_begin_[record]; i < record_begin_[record + 1]; ++i) {
    const std::uint32_t block = record_blocks_[i];
    const std::uint64_t weak = is_weak_[block] ? 1 : 0;
    for (std::uint32_t j = begin_[block + 1]; j-- > begin_[block] && members_[j] > record;)
      met.push_back(std::uint64_t{members_[j]} << 1U | weak);
  }
  std::sort(met.begin(), met.end());
  for (std::size_t from = 0, to = 0; from < met.size(); from = to) {
    const auto partner = static_cast<std::uint32_t>(met[from] >> 1U);
    while (to < met.size() && met[to] >> 1U == partner) ++to;
    const bool is_enough = (met[from] & 1U) == 0 || to - from > 1;
    if (is_enough && table.can_match(record, partner)) out.push_back(partner);
  }
}

bool MatchBlocks::share(std::uint32_t a, std::uint32_t b) const noexcept {
  std::uint32_t i = record_begin_[a], j = record_begin_[b], weak = 0;
  while (i < record_begin_[a + 1] && j < record_begin_[b + 1]) {
    if (record_blocks_[i] == record_blocks_[j]) {
      if (!is_weak_[record_blocks_[i]] || ++weak > 1) return true;
      ++i;
      ++j;
      continue;
    }
    ++(record_blocks_[i] < record_blocks_[j] ? i : j);
  }
  return false;
}

std::uint64_t MatchBlocks::pairs_at_most() const noexcept {
  std::uint64_t all = 0;
  for (const FamilyCount& count : counts_) all += count.pairs;
  return all;
}

}  // namespace cuibono::entities
