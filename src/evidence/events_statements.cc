// What running balances say: the balance before a file's first row, and where rows are missing.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

using core::Int128;

/// A row of a statement, of the account whose statement it is.
struct Line {
  const TransferDraft* draft = nullptr;
  DraftExtra* extra = nullptr;  ///< nullptr: it states no fee
  [[nodiscard]] bool pays() const { return draft->side == Side::payer; }
  [[nodiscard]] core::AssetId asset() const {
    return pays() ? draft->asset : draft->received_asset;
  }
  [[nodiscard]] SelectorId account() const { return pays() ? draft->payer : draft->payee; }
  [[nodiscard]] Int128 signed_minor() const {
    return pays() ? -Int128{draft->amount_minor} : Int128{draft->received_minor};
  }
  [[nodiscard]] std::int64_t balance() const {
    return pays() ? draft->balance_after_minor : draft->payee_balance_minor;
  }
  [[nodiscard]] bool is_stated() const { return balance() != no_amount; }
  [[nodiscard]] Int128 own_fee() const {
    return extra != nullptr && extra->fee_asset == asset() ? Int128{extra->fee_minor} : Int128{0};
  }
  [[nodiscard]] bool says_the_same(const Line& other) const {
    return draft->time_us == other.draft->time_us && signed_minor() == other.signed_minor() &&
           signed_minor() != 0 && balance() == other.balance();
  }
};

/// One account of one file.
using Chain = std::vector<Line>;

/// What a walk from the oldest row to the newest meets.
struct Findings {
  Int128 opening = 0, closing = 0;
  bool is_stated = false;
  std::vector<BalanceJump> jumps;
  std::vector<const Line*> included;  ///< whose fee is part of the amount
  std::uint64_t charged = 0;          ///< lines whose fee is not
};

class Walk {
 public:
  /// In  fee_first: whether the fee of a line that nothing speaks of is charged beside the amount.
  Walk(const Chain& chain, bool is_newest_first, bool fee_first)
      : chain_(chain), is_newest_first_(is_newest_first), fee_first_(fee_first) {}

  Findings run() {
    Int128 balance = 0, between = 0;  // between: rows without a balance since the last one
    const Line* last = nullptr;
    const Line* last_stated = nullptr;
    for (std::size_t i = 0; i < chain_.size(); ++i) {
      const Line& line = is_newest_first_ ? chain_[chain_.size() - 1 - i] : chain_[i];
      const bool is_again =
          last != nullptr && last == last_stated && line.is_stated() && line.says_the_same(*last);
      last = &line;
      if (is_again) {
        last_stated = &line;
        continue;
      }
      if (!line.is_stated()) {
        between += line.signed_minor();
        continue;
      }
      const Int128 rows = between + line.signed_minor();
      if (last_stated == nullptr)
        open(line, rows);
      else
        compare(*last_stated, line, balance + rows);
      balance = line.balance();
      between = 0;
      last_stated = &line;
    }
    found_.closing = balance + between;
    found_.is_stated = last_stated != nullptr;
    return std::move(found_);
  }

 private:
  void open(const Line& line, Int128 rows) {
    const Int128 fee = fee_first_ ? line.own_fee() : 0;
    if (!fee_first_ && line.own_fee() != 0) found_.included.push_back(&line);
    found_.opening = line.balance() - rows + fee;
  }
  void compare(const Line& before, const Line& after, Int128 expected) {
    const Int128 fee = after.own_fee();
    if (fee != 0 && expected == after.balance()) {
      found_.included.push_back(&after);
      return;
    }
    if (fee != 0 && expected - fee == after.balance()) ++found_.charged;
    const Int128 jump = after.balance() - (expected - fee);
    if (jump == 0) return;
    const bool fits = jump >= -INT64_MAX && jump <= INT64_MAX;
    found_.jumps.push_back({after.account(), after.asset(), before.draft->legs.front(),
                            after.draft->legs.front(), fits ? static_cast<std::int64_t>(jump) : 0});
  }

  const Chain& chain_;
  bool is_newest_first_, fee_first_;
  Findings found_;
};

/// How much oftener times fall than they rise, down the file.
std::int64_t falls_of(const Chain& chain) {
  std::int64_t falls = 0;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const std::int64_t a = chain[i - 1].draft->time_us, b = chain[i].draft->time_us;
    falls += a > b ? 1 : a < b ? -1 : 0;
  }
  return falls;
}

/// The rows of one file by account and currency, in the order of the file.
class File {
 public:
  File(std::span<const TransferDraft> drafts, DraftExtras& extras) {
    std::unordered_map<std::uint64_t, std::size_t> chain_of;
    std::uint64_t key_before = UINT64_MAX;
    std::size_t at = 0;
    for (const TransferDraft& draft : drafts) {
      if (draft.side == Side::unknown) continue;
      if (draft.side == Side::payee && draft.received_minor == no_amount) continue;
      const auto extra = extras.empty() ? extras.end() : extras.find(draft.legs.front().bits);
      const Line line{&draft, extra == extras.end() ? nullptr : &extra->second};
      constexpr unsigned asset_bits = 16;
      const std::uint64_t key =
          (std::uint64_t{line.account().value} << asset_bits) | line.asset().value;
      if (key != key_before) {
        const auto [found, is_new] = chain_of.emplace(key, chains_.size());
        if (is_new) chains_.emplace_back();
        at = found->second;
      }
      key_before = key;
      chains_[at].push_back(line);
    }
    std::erase_if(chains_, [](const Chain& chain) {
      return std::none_of(chain.begin(), chain.end(), [](const Line& l) { return l.is_stated(); });
    });
  }

  void read(Evidence& evidence) {
    std::vector<Findings> down, up;
    std::uint64_t down_jumps = 0, up_jumps = 0, charged = 0, included = 0;
    std::int64_t falls = 0;
    for (const Chain& chain : chains_) {
      down.push_back(Walk(chain, false, true).run());
      up.push_back(Walk(chain, true, true).run());
      down_jumps += down.back().jumps.size();
      up_jumps += up.back().jumps.size();
      falls += falls_of(chain);
    }
    const bool is_newest_first = up_jumps < down_jumps || (up_jumps == down_jumps && falls > 0);
    std::vector<Findings>& found = is_newest_first ? up : down;
    for (const Findings& of : found) {
      charged += of.charged;
      included += of.included.size();
    }
    for (std::size_t i = 0; i < chains_.size(); ++i) {
      if (charged < included) found[i] = Walk(chains_[i], is_newest_first, false).run();
      add(chains_[i], found[i], is_newest_first, evidence);
    }
  }

 private:
  static void add(const Chain& chain, const Findings& found, bool is_newest_first,
                  Evidence& evidence) {
    for (const Line* line : found.included) line->extra->fee_minor = 0;
    const auto fits = [](Int128 minor) { return minor > INT64_MIN && minor <= INT64_MAX; };
    if (!fits(found.opening) || !fits(found.closing)) return;
    const Line& oldest = is_newest_first ? chain.back() : chain.front();
    const Line& newest = is_newest_first ? chain.front() : chain.back();
    evidence.statements.push_back({oldest.account(), oldest.asset(), oldest.draft->legs.front(),
                                   newest.draft->legs.front(), oldest.draft->time_us,
                                   newest.draft->time_us, static_cast<std::int64_t>(found.opening),
                                   static_cast<std::int64_t>(found.closing)});
    for (const BalanceJump& jump : found.jumps) {
      if (jump.jump_minor != 0) evidence.balance_jumps.push_back(jump);
    }
  }

  std::vector<Chain> chains_;
};

}  // namespace

void make_statements(std::span<const TransferDraft> drafts, DraftExtras& extras,
                     Evidence& evidence) {
  for (std::size_t begin = 0, end = 0; begin < drafts.size(); begin = end) {
    const std::uint32_t item = drafts[begin].legs.front().item_rank();
    while (end < drafts.size() && drafts[end].legs.front().item_rank() == item) ++end;
    File(drafts.subspan(begin, end - begin), extras).read(evidence);
  }
  std::sort(evidence.statements.begin(), evidence.statements.end(),
            [](const Statement& a, const Statement& b) {
              return std::tie(a.account, a.asset, a.first_us, a.first) <
                     std::tie(b.account, b.asset, b.first_us, b.first);
            });
  std::sort(evidence.balance_jumps.begin(), evidence.balance_jumps.end(),
            [](const BalanceJump& a, const BalanceJump& b) {
              return std::tie(a.account, a.asset, a.after) < std::tie(b.account, b.asset, b.after);
            });
}

}  // namespace cuibono::evidence
