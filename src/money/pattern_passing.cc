// Receipts of an account, laid end to end, and its payments, laid end to end: where the two rows overlap is
// which receipt left with which payment (for_each_piece). The table adds the pieces up; the finders add
// them up by receipt and slide a window over the receipts.
#include "money/pattern_passing.h"

#include <string>

#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

/// Sums of an account must fit 63 bits: then an amount times a time fits 127.
core::Status check_sums(const PaymentColumns& payments) {
  std::vector<std::int64_t> received_minor(payments.accounts), paid_minor(payments.accounts);
  for (std::size_t i = 0; i < payments.time_us.size(); ++i) {
    const std::int64_t amount_minor = payments.amount_minor[i];
    std::int64_t& in_minor = received_minor[payments.payee[i]];
    std::int64_t& out_minor = paid_minor[payments.payer[i]];
    if (__builtin_add_overflow(in_minor, amount_minor, &in_minor) ||
        __builtin_add_overflow(out_minor, amount_minor, &out_minor)) {
      return core::Error{core::ErrorCode::bad_input,
                         "what an account receives or pays in all is beyond 2^63",
                         "payment " + std::to_string(i), "leave out payments that are slips"};
    }
  }
  return {};
}

core::Error bad_column(std::string what) {
  return {core::ErrorCode::bad_input,
          std::move(what) + " has another length than what it describes", "",
          "hand in one value for each"};
}

class Groups {
 public:
  explicit Groups(std::span<const std::uint32_t> group) : group_(group) {}
  [[nodiscard]] std::uint32_t of(std::uint32_t account) const noexcept {
    return group_.empty() ? account : group_[account];
  }

 private:
  std::span<const std::uint32_t> group_;
};

struct Axes {
  explicit Axes(const PaymentColumns& payments)
      : in(make_payment_index(payments, payments.payee)),
        out(make_payment_index(payments, payments.payer)) {}
  PaymentIndex in, out;
};

std::int64_t held_us(const PaymentColumns& payments, const Piece& piece) noexcept {
  return payments.time_us[piece.paid] - payments.time_us[piece.received];
}

Passing pass(const PaymentColumns& payments, const Axes& axes, std::uint32_t account,
             const PassingOptions& options) {
  const Groups groups(options.group);
  Passing passing;
  for (const std::uint32_t i : axes.in.of(account))
    passing.received_minor += payments.amount_minor[i];
  for (const std::uint32_t i : axes.out.of(account)) passing.paid_minor += payments.amount_minor[i];
  core::Int128 held_minor_us = 0;
  for_each_piece(payments, axes.in.of(account), axes.out.of(account), [&](const Piece& piece) {
    const std::int64_t held = held_us(payments, piece);
    passing.moved_minor += piece.amount_minor;
    held_minor_us += core::Int128{piece.amount_minor} * held;
    if (held <= options.quick_us) passing.quick_minor += piece.amount_minor;
    if (held <= options.return_us &&
        groups.of(payments.payer[piece.received]) == groups.of(payments.payee[piece.paid]))
      passing.returned_minor += piece.amount_minor;
  });
  if (passing.moved_minor > 0)
    passing.dwell_us = static_cast<std::int64_t>(held_minor_us / passing.moved_minor);
  return passing;
}

/// What counts of one receipt.
struct Receipt {
  std::uint32_t payment = 0;
  std::size_t pieces_begin = 0, pieces_end = 0;  ///< of the pieces that count
  std::int64_t passed_minor = 0;
  core::Int128 held_minor_us = 0;
};

struct Window {
  std::size_t begin = 0, end = 0;
};

/// Scratch: receipts and pieces of the account at hand.
struct Passed {
  std::vector<Receipt> receipts;
  std::vector<Piece> pieces;
};

class PassSearch {
 public:
  PassSearch(const PaymentColumns& payments, PatternKind kind, const PassPatternOptions& options)
      : payments_(payments), options_(options), axes_(payments), kind_(kind) {}

  template <class Counts>
  void look(std::uint32_t account, const Counts& counts, Passed& passed, Patterns& patterns) const {
    const auto own = axes_.in.of(account);
    if (own.size() < options_.receipts_min || axes_.out.of(account).empty()) return;
    passed.receipts.clear();
    passed.pieces.clear();
    for (const std::uint32_t i : own) passed.receipts.push_back({.payment = i});
    std::size_t at = 0;  // pieces come by receipt, ascending
    for_each_piece(payments_, own, axes_.out.of(account), [&](const Piece& piece) {
      if (held_us(payments_, piece) > options_.hold_us || !counts(piece)) return;
      while (passed.receipts[at].payment != piece.received) ++at;
      Receipt& receipt = passed.receipts[at];
      if (receipt.pieces_end == 0) receipt.pieces_begin = passed.pieces.size();
      passed.pieces.push_back(piece);
      receipt.pieces_end = passed.pieces.size();
      receipt.passed_minor += piece.amount_minor;
      receipt.held_minor_us += core::Int128{piece.amount_minor} * held_us(payments_, piece);
    });
    slide(account, passed, patterns);
  }

 private:
  void slide(std::uint32_t account, const Passed& passed, Patterns& patterns) const {
    BestOfRun<Window> run;
    const auto list = [&](const std::optional<Window>& window) {
      if (window) patterns.found.push_back(make(account, passed, *window));
    };
    core::Int128 received_minor = 0, passed_minor = 0, held_minor_us = 0;
    std::size_t begin = 0;
    const auto& receipts = passed.receipts;
    for (std::size_t end = 1; end <= receipts.size(); ++end) {
      const Receipt& last = receipts[end - 1];
      received_minor += payments_.amount_minor[last.payment];
      passed_minor += last.passed_minor;
      held_minor_us += last.held_minor_us;
      for (; payments_.time_us[last.payment] - payments_.time_us[receipts[begin].payment] >
             options_.window_us;
           ++begin) {
        received_minor -= payments_.amount_minor[receipts[begin].payment];
        passed_minor -= receipts[begin].passed_minor;
        held_minor_us -= receipts[begin].held_minor_us;
      }
      const bool fulfils =
          end - begin >= options_.receipts_min && received_minor >= options_.received_minor_min &&
          passed_minor > 0 &&
          passed_minor * permille >= received_minor * options_.passed_permille_min &&
          held_minor_us / passed_minor <= options_.dwell_us_max;
      if (fulfils) {
        run.fulfils(passed_minor, {begin, end});
      } else {
        list(run.end_run());
      }
    }
    list(run.end_run());
  }

  [[nodiscard]] Pattern make(std::uint32_t account, const Passed& passed,
                             const Window& window) const {
    Pattern pattern;
    pattern.kind = kind_;
    std::vector<std::uint32_t> payers, payees, outs;
    core::Int128 received_minor = 0, held_minor_us = 0;
    for (std::size_t i = window.begin; i < window.end; ++i) {
      const Receipt& receipt = passed.receipts[i];
      payers.push_back(payments_.payer[receipt.payment]);
      pattern.transfers.push_back(receipt.payment);
      received_minor += payments_.amount_minor[receipt.payment];
      pattern.amount_minor += receipt.passed_minor;
      held_minor_us += receipt.held_minor_us;
      for (std::size_t p = receipt.pieces_begin; p < receipt.pieces_end; ++p) {
        outs.push_back(passed.pieces[p].paid);
        payees.push_back(payments_.payee[passed.pieces[p].paid]);
      }
    }
    for (auto* list : {&payers, &payees, &outs}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    pattern.accounts = {account};
    pattern.accounts.insert(pattern.accounts.end(), payers.begin(), payers.end());
    pattern.accounts.insert(pattern.accounts.end(), payees.begin(), payees.end());
    pattern.transfers.insert(pattern.transfers.end(), outs.begin(), outs.end());
    settle_transfers(payments_, pattern);
    pattern.size = static_cast<std::uint32_t>(window.end - window.begin);
    pattern.numbers = {{"received_minor", received_minor},
                       {"passed_permille", pattern.amount_minor * permille / received_minor},
                       {"dwell_us", held_minor_us / pattern.amount_minor},
                       {"payments", static_cast<core::Int128>(outs.size())}};
    return pattern;
  }

  const PaymentColumns& payments_;
  const PassPatternOptions& options_;
  Axes axes_;
  PatternKind kind_;
};

template <class Counts>
core::Result<Patterns> find_kind(const core::RunContext& context, const PaymentColumns& payments,
                                 PatternKind kind, const PassPatternOptions& options,
                                 const Counts& counts) {
  CB_TRY_STATUS(check_spanned(payments, {{options.window_us, options.hold_us}}));
  CB_TRY_STATUS(check_sums(payments));
  const PassSearch search(payments, kind, options);
  return look_at_accounts<Passed>(
      context, payments.accounts, [] { return std::make_unique<Passed>(); },
      [&](std::uint32_t account, Passed& passed, Patterns& patterns) {
        search.look(account, counts, passed, patterns);
      });
}

}  // namespace

core::Result<std::vector<Passing>> find_passing(const core::RunContext& context,
                                                const PaymentColumns& payments,
                                                const PassingOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.quick_us, options.return_us}}));
  CB_TRY_STATUS(check_sums(payments));
  if (!options.group.empty() && options.group.size() != payments.accounts)
    return bad_column("group");
  const Axes axes(payments);
  std::vector<Passing> table(payments.accounts);
  CB_TRY_STATUS(core::parallel_blocks(
      context, payments.accounts, 4096, [&](const core::Block& block) -> core::Status {
        for (std::size_t account = block.begin; account < block.end; ++account) {
          Passing& p = table[account];
          p = pass(payments, axes, static_cast<std::uint32_t>(account), options);
          CB_CHECK(p.moved_minor <= std::min(p.received_minor, p.paid_minor),
                   "more passed through an account than it received or paid");
        }
        return {};
      }));
  return table;
}

core::Result<Patterns> find_pass_through(const core::RunContext& context,
                                         const PaymentColumns& payments,
                                         const PassPatternOptions& options) {
  return find_kind(context, payments, PatternKind::pass_through, options,
                   [](const Piece&) { return true; });
}

core::Result<Patterns> find_rapid_movement(const core::RunContext& context,
                                           const PaymentColumns& payments,
                                           const PassPatternOptions& options) {
  return find_kind(context, payments, PatternKind::rapid_movement, options,
                   [](const Piece&) { return true; });
}

core::Result<Patterns> find_u_turns(const core::RunContext& context, const PaymentColumns& payments,
                                    std::span<const std::uint32_t> group,
                                    const PassPatternOptions& options) {
  if (!group.empty() && group.size() != payments.accounts) return bad_column("group");
  const Groups groups(group);
  return find_kind(context, payments, PatternKind::u_turn, options, [&](const Piece& piece) {
    return groups.of(payments.payer[piece.received]) == groups.of(payments.payee[piece.paid]);
  });
}

core::Result<Patterns> find_cash_outs(const core::RunContext& context,
                                      const PaymentColumns& payments,
                                      std::span<const std::uint8_t> is_exit,
                                      const PassPatternOptions& options) {
  if (is_exit.size() != payments.time_us.size()) return bad_column("is_exit");
  return find_kind(context, payments, PatternKind::cash_out, options,
                   [&](const Piece& piece) { return is_exit[piece.paid] != 0; });
}

}  // namespace cuibono::money
