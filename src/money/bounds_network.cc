#include "money/bounds_network.h"

#include <algorithm>

#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

/// An account on the way through the ledger. Of its money none can be the victims' while it has no block.
struct State {
  std::int64_t balance_minor = 0;
  std::uint32_t block = no_block;
  bool is_paying = false;
};

class BlockMaker {
 public:
  explicit BlockMaker(const BoundsQuery& query) : query_(query), states_(query.accounts) {}

  core::Result<BlockNetwork> make(const core::RunContext& context) {
    const auto fetch = [this](const auto& ahead) {
      __builtin_prefetch(&states_[ahead(fetch_ahead).payer], 1);
      __builtin_prefetch(&states_[ahead(fetch_ahead).payee], 1);
    };
    const auto step = [this](const Payment& payment) { return add_payment(payment); };
    CB_TRY_STATUS(
        walk_ledger(context, query_.transfers, query_.seeds, query_.accounts, fetch, step));
    for (const State& state : states_) {
      out_.last_block.push_back(state.block);
      out_.balance_minor.push_back(state.balance_minor);
      if (state.block != no_block) left_blocks_ += state.balance_minor;
    }
    CB_CHECK(came_ == left_blocks_, "money of blocks was lost or made");
    if (from_.size() >= no_block)
      return core::Error{core::ErrorCode::bad_input, "more than 2^32 ways between payments",
                         "the ledger", "ask for a narrower time"};
    sort_ways();
    return std::move(out_);
  }

 private:
  core::Status add_payment(const Payment& p) {
    State& payer = states_[p.payer];
    State& payee = states_[p.payee];
    if (payee.balance_minor > INT64_MAX - p.amount_minor) return balance_too_large(p.transfer);
    std::uint32_t from = no_block;
    if (payer.block != no_block) {
      const std::int64_t missing = missing_of(p.amount_minor, payer.balance_minor);
      if (missing > 0) {
        if (payer.is_paying) open_block(p.payer);
        add_clean(payer, missing);
      }
      payer.is_paying = true;
      // A victim's payment replaces what the payer's own money was: that leaves the trace here.
      if (p.seed_tag == 0) from = payer.block;
      if (p.seed_tag != 0) left_blocks_ += p.amount_minor;
    }
    payer.balance_minor = std::max(payer.balance_minor, p.amount_minor) - p.amount_minor;
    if (payer.balance_minor == 0) payer.block = no_block;

    const bool is_claimed =
        p.seed_tag != 0 && (query_.is_claimed.empty() || query_.is_claimed[p.seed_tag] != 0);
    const bool opens = payee.block == no_block ? is_claimed || from != no_block : payee.is_paying;
    if (opens) open_block(p.payee);
    if (payee.block != no_block) {
      if (from != no_block) {
        add_way(from, payee.block, p.amount_minor);
      } else if (is_claimed) {
        out_.claimed_minor[payee.block] += p.amount_minor;
        came_ += p.amount_minor;
      } else {
        add_clean(payee, p.amount_minor);
      }
    }
    payee.balance_minor += p.amount_minor;
    return {};
  }

  void open_block(std::uint32_t account) {
    State& state = states_[account];
    const auto block = static_cast<std::uint32_t>(out_.account.size());
    out_.account.push_back(account);
    out_.claimed_minor.push_back(0);
    out_.clean_minor.push_back(0);
    const std::uint32_t before = state.block;
    state.block = block;
    state.is_paying = false;
    if (before == no_block) {
      add_clean(state, state.balance_minor);
    } else {
      add_way(before, block, state.balance_minor);
    }
  }

  void add_clean(const State& state, std::int64_t amount) {
    out_.clean_minor[state.block] += amount;
    came_ += amount;
  }

  void add_way(std::uint32_t from, std::uint32_t to, std::int64_t amount) {
    from_.push_back(from);
    to_.push_back(to);
    minor_.push_back(amount);
  }

  void sort_ways() {
    out_.in_begin.assign(out_.account.size() + 1, 0);
    for (const std::uint32_t to : to_) ++out_.in_begin[to + 1];
    for (std::size_t b = 1; b < out_.in_begin.size(); ++b) out_.in_begin[b] += out_.in_begin[b - 1];
    std::vector<std::uint32_t> next(out_.in_begin.begin(), out_.in_begin.end() - 1);
    out_.in_from.resize(to_.size());
    out_.in_minor.resize(to_.size());
    for (std::size_t way = 0; way < to_.size(); ++way) {
      const std::uint32_t at = next[to_[way]]++;
      out_.in_from[at] = from_[way];
      out_.in_minor[at] = minor_[way];
    }
  }

  const BoundsQuery& query_;  // borrows from the caller
  std::vector<State> states_;
  BlockNetwork out_;
  std::vector<std::uint32_t> from_, to_;
  std::vector<std::int64_t> minor_;
  core::Int128 came_ = 0, left_blocks_ = 0;  ///< of all blocks together, from and to beyond them
};

class PlaceMaker {
 public:
  PlaceMaker(const BoundsQuery& query, const BlockNetwork& blocks, const BoundedPlace& place)
      : query_(query), blocks_(blocks), place_(place), node_of_(blocks.account.size(), 0) {}

  PlaceNetwork make() {
    if (place_.money == BoundedMoney::rests) {
      add_what_rests();
    } else {
      add_what_was_received();
    }
    out_.begin = {0, static_cast<std::uint32_t>(out_.to.size())};  // of the place
    out_.begin.push_back(out_.begin.back());                       // of the origin, without any
    for (std::size_t i = 0; i < found_.size(); ++i) {              // found_ grows on the way
      add_block(found_[i]);
      out_.begin.push_back(static_cast<std::uint32_t>(out_.to.size()));
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_inside(std::uint32_t account) const {
    return account >= place_.account && account - place_.account < place_.accounts;
  }

  void add_what_rests() {
    for (std::uint32_t i = 0; i < place_.accounts; ++i) {
      const std::uint32_t account = place_.account + i;
      const std::int64_t balance = blocks_.balance_minor[account];
      out_.total_minor += balance;
      if (blocks_.last_block[account] == no_block) {
        out_.clean_minor += balance;
      } else {
        add_way(blocks_.last_block[account], balance);
      }
    }
  }

  void add_what_was_received() {
    for (const LedgerTransfer& t : query_.transfers) {
      if (t.payer != t.payee && is_inside(t.payee)) out_.total_minor += t.amount_minor;
    }
    out_.clean_minor = out_.total_minor;
    for (std::uint32_t block = 0; block < blocks_.account.size(); ++block) {
      if (!is_inside(blocks_.account[block])) continue;
      out_.claimed_minor += blocks_.claimed_minor[block];
      out_.clean_minor -= blocks_.claimed_minor[block];
      for (std::uint32_t way = blocks_.in_begin[block]; way < blocks_.in_begin[block + 1]; ++way) {
        if (is_inside(blocks_.account[blocks_.in_from[way]])) continue;  // clean: it stops there
        add_way(blocks_.in_from[way], blocks_.in_minor[way]);
        out_.clean_minor -= blocks_.in_minor[way];
      }
    }
  }

  void add_block(std::uint32_t block) {
    const std::size_t first = out_.to.size();
    out_.to.push_back(PlaceNetwork::origin);
    out_.claimed.push_back(blocks_.claimed_minor[block]);
    out_.clean.push_back(blocks_.clean_minor[block]);
    for (std::uint32_t way = blocks_.in_begin[block]; way < blocks_.in_begin[block + 1]; ++way) {
      const std::uint32_t from = blocks_.in_from[way];
      if (place_.money == BoundedMoney::received && is_inside(blocks_.account[from])) {
        out_.clean[first] += blocks_.in_minor[way];
      } else {
        add_way(from, blocks_.in_minor[way]);
      }
    }
  }

  void add_way(std::uint32_t block, std::int64_t amount) {
    std::uint32_t& node = node_of_[block];
    if (node == 0) {
      found_.push_back(block);
      node = static_cast<std::uint32_t>(found_.size() + 1);
    }
    out_.to.push_back(node);
    out_.claimed.push_back(amount);
    out_.clean.push_back(amount);
  }

  const BoundsQuery& query_;            // borrows from the caller
  const BlockNetwork& blocks_;          // borrows from the caller
  const BoundedPlace& place_;           // borrows from the caller
  std::vector<std::uint32_t> node_of_;  ///< [blocks] 0: not found yet, for that is the place
  std::vector<std::uint32_t> found_;    ///< blocks by node
  PlaceNetwork out_;
};

}  // namespace

core::Result<BlockNetwork> make_block_network(const core::RunContext& context,
                                              const BoundsQuery& query) {
  return BlockMaker(query).make(context);
}

PlaceNetwork make_place_network(const BoundsQuery& query, const BlockNetwork& blocks,
                                const BoundedPlace& place) {
  return PlaceMaker(query, blocks, place).make();
}

}  // namespace cuibono::money
