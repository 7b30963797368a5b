#include "money/account_signs.h"

#include <algorithm>
#include <string>

#include "money/shape_counts.h"

namespace cuibono::money {
namespace {

constexpr std::int64_t nothing = -1, most = 1'000'000;

std::int64_t permille_of(core::Int128 part, core::Int128 whole) noexcept {
  if (whole <= 0) return nothing;
  return static_cast<std::int64_t>(std::min<core::Int128>(part * 1000 / whole, most));
}

}  // namespace

const std::array<AccountSign, account_signs>& account_sign_table() noexcept {
  static constexpr std::array<AccountSign, account_signs> table{{
      {"layer", "payments between a victim and it: {}"},
      {"victims", "victims whose money reached it under FIFO: {}"},
      {"victims_direct", "victims who paid it themselves: {}"},
      {"payments_direct", "reported payments to it: {}"},
      {"direct_permille",
       "of the victims' money that reached it, paid by victims themselves: {} of 1,000"},
      {"share_permille", "of all that came in, attributable to victims under FIFO: {} of 1,000"},
      {"share_prorata_permille",
       "of all that came in, attributable to victims pro rata: {} of 1,000"},
      {"passed_permille", "of the victims' money, passed on in time: {} of 1,000"},
      {"rests_permille", "of the victims' money, still there: {} of 1,000"},
      {"cash_permille", "of what went on, taken out in cash: {} of 1,000"},
      {"service_permille", "of what went on, paid to services: {} of 1,000"},
      {"out_permille", "paid out for each 1,000 that came in: {}"},
      {"payments_in", "payments that came in: {}"},
      {"payments_out", "payments that went out: {}"},
      {"payers", "different accounts that paid it: {}"},
      {"payees", "different accounts that it paid: {}"},
      {"payers_day", "most different payers within a day: {}"},
      {"payees_day", "most different payees within a day: {}"},
      {"feeders", "accounts that pass victims' money on to it: {}"},
      {"salary_out_permille", "of its payments, wages by their words: {} of 1,000"},
      {"salary_in_permille", "of the payments to it, wages by their words: {} of 1,000"},
      {"trade_in_permille",
       "of the payments to it, rent, purchases or loans by their words: {} of 1,000"},
      {"is_covered", "some record shows it paying (1) or none does (0): {}"},
  }};
  return table;
}

core::Result<AccountTraffic> find_account_traffic(const core::RunContext& context,
                                                  const evidence::Evidence& evidence,
                                                  const Ledger& ledger) {
  std::vector<std::int64_t> time_us, amount_minor;
  std::vector<std::uint32_t> payer, payee;
  for (std::size_t i = 0; i < ledger.transfers.size(); ++i) {
    const std::uint32_t from = ledger.payer[i], to = ledger.transfers[i].payee;
    if (!is_recorded(ledger.kind[i]) || from < outside_accounts || to < outside_accounts) continue;
    const std::int64_t now_us = evidence.transfers.time_us[ledger.event[i]];
    // Entries stand in the order of events; a window needs times that never fall.
    time_us.push_back(time_us.empty() ? now_us : std::max(now_us, time_us.back()));
    payer.push_back(from), payee.push_back(to), amount_minor.push_back(0);
  }
  const PaymentColumns payments{time_us, payer, payee, amount_minor, ledger.accounts()};
  AccountTraffic traffic;
  for (auto* column : {&traffic.payers, &traffic.payees, &traffic.payers_day, &traffic.payees_day})
    column->assign(ledger.accounts(), 0);
  CB_TRY(const FanCounts ever, count_fans(context, payments, INT64_MAX));
  CB_TRY(const FanCounts day, count_fans(context, payments, core::us_per_day));
  for (std::size_t i = 0; i < payer.size(); ++i) {
    const auto raise = [](std::uint32_t& value, std::uint32_t to) { value = std::max(value, to); };
    raise(traffic.payees[payer[i]], ever.payees_out[i]);
    raise(traffic.payers[payee[i]], ever.payers_in[i]);
    raise(traffic.payees_day[payer[i]], day.payees_out[i]);
    raise(traffic.payers_day[payee[i]], day.payers_in[i]);
  }
  return traffic;
}

AccountSigns signs_of_account(const Trail& t, const AccountTraffic& traffic,
                              std::uint64_t feeders) noexcept {
  const auto count = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  const std::int64_t passed = t.fifo_quick.value_or(t.fifo_out);
  const std::uint64_t trade = t.rent_in + t.purchase_in + t.loan_in;
  const std::int64_t values[account_signs] = {
      t.layer,
      t.victims,
      t.victims_direct,
      count(t.payments_direct),
      permille_of(t.direct_minor, t.fifo_in),
      permille_of(t.fifo_in, t.in_minor),
      permille_of(t.prorata_in, t.in_minor),
      permille_of(passed, t.fifo_in),
      permille_of(t.fifo_rests, t.fifo_in),
      permille_of(t.cash_minor, t.fifo_out),
      permille_of(t.service_minor, t.fifo_out),
      permille_of(t.out_minor, t.in_minor),
      count(t.payments_in),
      count(t.payments_out),
      traffic.payers[t.account],
      traffic.payees[t.account],
      traffic.payers_day[t.account],
      traffic.payees_day[t.account],
      count(feeders),
      permille_of(t.salary_out, t.payments_out),
      permille_of(t.salary_in, t.payments_in),
      permille_of(trade, t.payments_in),
      t.covered ? 1 : 0,
  };
  AccountSigns signs{};
  for (std::size_t i = 0; i < account_signs; ++i)
    signs[i] = static_cast<std::int32_t>(std::min(values[i], most));
  return signs;
}

AccountScore score_account(const AccountModel& model, const AccountSigns& signs) {
  AccountScore score;
  for (const PurposeModel& purpose : model.purposes) {
    const ModelAnswer answer = ask_model(purpose, signs);
    score.purposes.push_back({purpose.purpose, answer.of_1000});
    if (score.purposes.size() > 1) continue;
    for (const SignWeight& weight : answer.weights) {
      if (score.reasons.size() == score_reasons_max) break;
      std::string text(account_sign_table()[weight.sign].words);
      const std::int32_t value = signs[weight.sign];
      // Nothing to divide by: "not known of 1,000" would be no English.
      if (value < 0) text.erase(text.find("{}"));
      text =
          value < 0 ? text + "not known" : text.replace(text.find("{}"), 2, std::to_string(value));
      score.reasons.push_back({std::move(text), weight.millionths});
    }
  }
  return score;
}

std::string score_in_words(const AccountModel& model, const AccountScore& score) {
  if (score.purposes.empty()) return {};
  const auto& first = score.purposes.front();
  std::string text = "of 1,000 simulated accounts that looked like it, " +
                     std::to_string(first.of_1000) + " were of the purpose " + first.purpose;
  for (std::size_t i = 1; i < score.purposes.size(); ++i)
    text += ", " + std::to_string(score.purposes[i].of_1000) + " " + score.purposes[i].purpose;
  text += " (" + model.basis + ")";
  for (std::size_t i = 0; i < score.reasons.size(); ++i) {
    text += i == 0 ? "; what weighed most: " : "; ";
    text += score.reasons[i].text + (score.reasons[i].millionths > 0 ? ", for it" : ", against it");
  }
  return text;
}

}  // namespace cuibono::money
