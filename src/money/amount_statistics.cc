// Account after account, what it paid and what it received in the order of rows: two windows, each a run of
// the account's own list, so that all that is read again lies together. What is said of a side is computed
// again only after something entered or left it.
#include "money/amount_statistics.h"

#include <utility>

#include "money/account_lists.h"
#include "money/amount_window.h"

namespace cuibono::money {
namespace {

constexpr std::uint32_t accounts_in_block = 1U << 14U;
constexpr std::uint32_t no_row = 0xFFFFFFFFU;

/// What one account paid, or received, as its list goes by.
class Side {
 public:
  Side(const PaymentColumns& payments, const AccountList& list)
      : payments_(payments), list_(list), last_(payments.accounts, 0) {}

  void begin(std::uint32_t account) {
    end_ = list_.begin[account + 1];
    next_ = oldest_ = list_.begin[account];
    kept_.clear();
    window_.clear();
    said_ = {};
    is_new_ = false;
  }
  [[nodiscard]] std::uint32_t next_row() const noexcept {
    return next_ == end_ ? no_row : list_.payments[next_].row;
  }
  void enter() {
    const auto [other, row] = list_.payments[next_++];
    kept_.push_back({payments_.time_us[row], payments_.amount_minor[row]});
    said_.others += std::exchange(last_[other], next_) <= oldest_ ? 1U : 0U;
    window_.enter(kept_.back().amount_minor);
    is_new_ = true;
  }
  void leave_before(std::int64_t now_us, std::int64_t window_us) {
    while (oldest_ < next_) {
      const Kept& kept = kept_[kept_.size() - (next_ - oldest_)];
      if (!is_before_window(kept.time_us, now_us, window_us) || kept.time_us > now_us) return;
      window_.leave(kept.amount_minor);
      ++oldest_;
      said_.others -= last_[list_.payments[oldest_ - 1].other] == oldest_ ? 1U : 0U;
      is_new_ = true;
    }
  }
  /// Whether the sum is below 2^63.
  bool say(AmountStatistics& out) {
    if (std::exchange(is_new_, false)) {
      const std::uint32_t others = said_.others;
      said_ = {};
      said_.others = others;
      if (!window_.describe(said_)) return false;
    }
    out = said_;
    return true;
  }

 private:
  struct Kept {
    std::int64_t time_us = 0, amount_minor = 0;
  };
  const PaymentColumns& payments_;
  const AccountList& list_;
  std::vector<std::uint32_t> last_;  ///< after which position of the list an account was last seen
  std::vector<Kept> kept_;           ///< what entered, from the first on
  AmountWindow window_;
  AmountStatistics said_;
  std::uint32_t next_ = 0, oldest_ = 0, end_ = 0;
  bool is_new_ = false;
};

core::Status describe_account(const PaymentColumns& payments, std::int64_t window_us,
                              std::uint32_t account, Side& out, Side& in,
                              std::vector<EndStatistics>& all) {
  out.begin(account), in.begin(account);
  for (;;) {
    const std::uint32_t row = std::min(out.next_row(), in.next_row());
    if (row == no_row) return {};
    if (row > 0) {
      const std::int64_t before_us = payments.time_us[row - 1];
      out.leave_before(before_us, window_us), in.leave_before(before_us, window_us);
    }
    const bool is_payer = out.next_row() == row, is_payee = in.next_row() == row;
    if (is_payer) out.enter();
    if (is_payee) in.enter();
    EndStatistics& said = all[row];
    AmountStatistics paid, received;
    if (!out.say(paid) || !in.say(received)) {
      return core::Error{core::ErrorCode::bad_input,
                         "what an account paid or received in the window is beyond 2^63",
                         "payment " + std::to_string(row), "hand in amounts of a larger unit"};
    }
    if (is_payer) said.payer_out = paid, said.payer_in = received;
    if (is_payee) said.payee_out = paid, said.payee_in = received;
  }
}

}  // namespace

core::Result<std::vector<EndStatistics>> find_end_statistics(const core::RunContext& context,
                                                             const PaymentColumns& payments,
                                                             std::int64_t window_us) {
  CB_TRY_STATUS(check_payments(payments, std::span(&window_us, 1)));
  const AccountList by_payer = make_account_list(payments.payer, payments.payee, payments.accounts);
  const AccountList by_payee = make_account_list(payments.payee, payments.payer, payments.accounts);
  std::vector<EndStatistics> all(payments.time_us.size());
  const auto describe = [&](const core::Block& block) -> core::Status {
    CB_TRY_STATUS(core::check_cancelled(context));
    Side out(payments, by_payer), in(payments, by_payee);
    for (std::size_t account = block.begin; account < block.end; ++account) {
      CB_TRY_STATUS(
          describe_account(payments, window_us, static_cast<std::uint32_t>(account), out, in, all));
    }
    return {};
  };
  CB_TRY_STATUS(core::parallel_blocks(context, payments.accounts, accounts_in_block, describe));
  return all;
}

}  // namespace cuibono::money
