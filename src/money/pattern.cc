// Words beside each shape.
#include "money/pattern.h"

#include <array>
#include <string>

namespace cuibono::money {
namespace {

constexpr std::array<PatternWords, pattern_kinds> words = {{
    {"cycle",
     "trading partners who settle in turn; rent paid out of wages by a landlord's employee",
     "invoices and contracts between the parties, or their netting agreement"},
    {"fan_in", "a shop, a landlord, a club that collects fees, a fund-raiser",
     "the account opening file: the holder's trade and its invoices"},
    {"fan_out", "an employer on payday, a company that pays its suppliers, a club that pays back",
     "payroll records or the invoices that were paid"},
    {"gather_scatter", "a marketplace, a payment service, a notary's client account",
     "the holder's licence and its ledger of customers"},
    {"scatter_gather",
     "one family that pays the same person from several accounts; branches of a firm",
     "the contract between both ends, or the ownership of the accounts between them"},
    {"bipartite", "a clearing day between firms, a club whose members pay several of its funds",
     "the rules of the clearing, or the list of members"},
    {"stack", "a supply chain: shops pay wholesalers, wholesalers pay makers",
     "invoices at both layers"},
    {"pass_through",
     "a parent who receives benefit and pays the rent at once; an agent's client account",
     "the statement of twelve months and the holder's explanation of the payers"},
    {"rapid_movement", "a deposit for a house that goes to the notary on the same day",
     "the contract that the payment on belongs to"},
    {"u_turn", "a cancelled order that is paid back; a short loan among relatives",
     "the order and its cancellation, or the loan note"},
    {"cash_out", "a market trader who buys stock in cash; a worker who sends wages home",
     "receipts of what was bought, or of the remittance and its receiver"},
    {"structuring", "a shop whose goods cost just below the threshold; rent of such an amount",
     "the price list, till rolls or lease"},
    {"dormant_then_busy", "a holder back from abroad, an inheritance, a seasonal trade",
     "travel papers, the certificate of inheritance, or statements of earlier seasons"},
    {"funnel", "a firm with branches in several towns and one head office",
     "the register of branches and who paid in at each"},
    {"peel_chain", "change of a wallet that pays its bills one after another",
     "the wallet's own history, or its owner's list of addresses"},
    {"payroll", "this is the innocent reading itself: wages",
     "the employer's payroll and its reports to the tax office"},
    {"supplier", "this is the innocent reading itself: goods or services delivered",
     "invoices and delivery notes"},
}};

}  // namespace

const PatternWords& get_pattern_words(PatternKind kind) noexcept {
  return words[static_cast<std::size_t>(kind)];
}

core::Int128 number_of(const Pattern& pattern, std::string_view name) noexcept {
  for (const auto& number : pattern.numbers) {
    if (number.name == name) return number.value;
  }
  return 0;
}

core::Status check_spanned(const PaymentColumns& payments,
                           std::span<const std::int64_t> windows_us) {
  CB_TRY_STATUS(check_payments(payments, windows_us));
  const auto& times = payments.time_us;
  std::int64_t span_us = 0;
  if (!times.empty() && __builtin_sub_overflow(times.back(), times.front(), &span_us)) {
    return core::Error{core::ErrorCode::bad_input,
                       "the last payment is 2^63 microseconds and more after the first",
                       "payment " + std::to_string(times.size() - 1),
                       "rows count from 0, in order of time"};
  }
  return {};
}

}  // namespace cuibono::money
