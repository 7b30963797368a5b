// What an account paid and what it received, merged in order of time: the gaps between neighbours, and how
// many payments lie in a window. How busy peers are is found first, from all accounts.
#include "money/pattern_parts.h"
#include "money/pattern_thresholds.h"

namespace cuibono::money {
namespace {

class DormantSearch {
 public:
  explicit DormantSearch(const PaymentColumns& payments)
      : payments_(payments),
        in_(make_payment_index(payments, payments.payee)),
        out_(make_payment_index(payments, payments.payer)) {}

  /// All payments of the account, ascending.
  void merge(std::uint32_t account, std::vector<std::uint32_t>& own) const {
    own.clear();
    std::ranges::merge(in_.of(account), out_.of(account), std::back_inserter(own));
  }

  [[nodiscard]] std::uint32_t busiest(std::span<const std::uint32_t> own,
                                      std::int64_t window_us) const noexcept {
    std::size_t most = 0, begin = 0;
    for (std::size_t end = 1; end <= own.size(); ++end) {
      while (payments_.time_us[own[end - 1]] - payments_.time_us[own[begin]] > window_us) ++begin;
      most = std::max(most, end - begin);
    }
    return static_cast<std::uint32_t>(most);
  }

  void look(std::uint32_t account, std::span<const std::uint32_t> own,
            const DormantOptions& options, std::uint32_t peers, Patterns& patterns) const {
    const std::uint32_t least = std::max(options.payments_min, peers);
    for (std::size_t i = 1; i < own.size(); ++i) {
      const std::int64_t now_us = payments_.time_us[own[i]];
      const std::int64_t gap_us = now_us - payments_.time_us[own[i - 1]];
      if (gap_us < options.gap_us) continue;
      std::size_t end = i;
      while (end < own.size() && payments_.time_us[own[end]] - now_us <= options.window_us) ++end;
      if (end - i < least) continue;
      Pattern pattern;
      pattern.kind = PatternKind::dormant_then_busy;
      pattern.accounts = {account};
      pattern.transfers.assign(own.begin() + static_cast<std::ptrdiff_t>(i),
                               own.begin() + static_cast<std::ptrdiff_t>(end));
      settle_transfers(payments_, pattern);
      pattern.amount_minor = sum_of_transfers(payments_, pattern);
      pattern.size = static_cast<std::uint32_t>(pattern.transfers.size());
      core::Int128 received_minor = 0;
      for (const std::uint32_t t : pattern.transfers)
        received_minor += payments_.payee[t] == account ? payments_.amount_minor[t] : 0;
      pattern.numbers = {{"gap_us", gap_us},
                         {"payments_before", static_cast<core::Int128>(i)},
                         {"peer_payments", peers},
                         {"received_minor", received_minor}};
      patterns.found.push_back(std::move(pattern));
    }
  }

 private:
  const PaymentColumns& payments_;
  PaymentIndex in_, out_;
};

/// The least of the sorted counts that so much of them do not exceed; 0 of none.
std::uint32_t nearest_rank(std::vector<std::uint32_t> counts, std::uint32_t share_permille) {
  std::erase(counts, 0U);
  if (counts.empty()) return 0;
  const std::size_t rank = (counts.size() * share_permille + 999) / 1000;
  const auto place =
      counts.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(counts.begin(), place, counts.end());
  return *place;
}

}  // namespace

core::Result<Patterns> find_dormant_then_busy(const core::RunContext& context,
                                              const PaymentColumns& payments,
                                              const DormantOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.gap_us, options.window_us}}));
  if (options.peer_permille > 1000) {
    return core::Error{core::ErrorCode::bad_input, "a share of peers is above 1000 in 1000", "",
                       "peer_permille is 0 … 1000"};
  }
  const DormantSearch search(payments);
  std::vector<std::uint32_t> busiest(payments.accounts);
  CB_TRY_STATUS(core::parallel_blocks(
      context, payments.accounts, 4096, [&](const core::Block& block) -> core::Status {
        std::vector<std::uint32_t> own;
        for (std::size_t account = block.begin; account < block.end; ++account) {
          search.merge(static_cast<std::uint32_t>(account), own);
          busiest[account] = search.busiest(own, options.window_us);
        }
        return {};
      }));
  const std::uint32_t peers = nearest_rank(std::move(busiest), options.peer_permille);
  using Own = std::vector<std::uint32_t>;
  return look_at_accounts<Own>(
      context, payments.accounts, [] { return std::make_unique<Own>(); },
      [&](std::uint32_t account, Own& own, Patterns& patterns) {
        search.merge(account, own);
        search.look(account, own, options, peers, patterns);
      });
}

}  // namespace cuibono::money
