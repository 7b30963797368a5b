// All rules over all ledgers. The columns of a ledger are made once; its rules are independent of each other.
#include "money/pattern_search.h"

#include <algorithm>
#include <optional>

#include "money/ledger.h"
#include "money/pattern_kernels.h"
#include "money/pattern_thresholds.h"
#include "money/words.h"

namespace cuibono::money {
namespace {

PaymentList payments_of(const Ledger& ledger, const evidence::Evidence& evidence) {
  PaymentList list;
  list.accounts = ledger.accounts();
  for (std::size_t i = 0; i < ledger.transfers.size(); ++i) {
    if (ledger.is_beside(i)) continue;  // a fee: no payment of its own
    list.event.push_back(ledger.event[i]);
    list.time_us.push_back(evidence.transfers.time_us[ledger.event[i]]);
    list.amount_minor.push_back(ledger.transfers[i].amount_minor);
    list.payer.push_back(ledger.transfers[i].payer);
    list.payee.push_back(ledger.transfers[i].payee);
  }
  return list;
}

PaymentList inner_of(const PaymentList& all) {
  PaymentList list;
  list.accounts = all.accounts;
  for (std::size_t i = 0; i < all.event.size(); ++i) {
    if (all.payer[i] < outside_accounts || all.payee[i] < outside_accounts) continue;
    list.time_us.push_back(all.time_us[i]);
    list.amount_minor.push_back(all.amount_minor[i]);
    list.payer.push_back(all.payer[i]);
    list.payee.push_back(all.payee[i]);
    list.event.push_back(all.event[i]);
  }
  return list;
}

/// "iban:DE89…" and "acct:KR:…" state a country; what others state is their own affair.
std::string_view country_of(std::string_view selector) {
  for (const std::string_view scheme : {"iban:", "acct:"}) {
    constexpr std::size_t letters = 2;
    if (!selector.starts_with(scheme) || selector.size() < scheme.size() + letters) continue;
    const std::string_view code = selector.substr(scheme.size(), letters);
    const bool is_code =
        std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (is_code) return code;
  }
  return {};
}

/// One asset on its way through the search.
struct Work {
  PaymentList inner;
  KernelInput input;  // borrows from inner and from the ledger's payments
};

void number_countries(const evidence::SelectorTable& selectors, const LedgerPatterns& ledger,
                      KernelInput& input) {
  std::vector<std::string_view> codes;
  for (const auto selector : ledger.selector) {
    codes.push_back(selector == evidence::no_selector ? std::string_view()
                                                      : country_of(selectors.text(selector)));
  }
  std::vector<std::string_view> known = codes;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  if (!known.empty() && known.front().empty()) known.erase(known.begin());
  input.countries = static_cast<std::uint32_t>(known.size());
  for (const auto code : codes) {
    input.country.push_back(
        code.empty() ? no_place
                     : static_cast<std::uint32_t>(
                           std::lower_bound(known.begin(), known.end(), code) - known.begin()));
  }
}

/// Accounts of one entity have one number; others a number of their own.
std::vector<std::uint32_t> groups_of(const entities::Entities& entities,
                                     const LedgerPatterns& ledger) {
  std::vector<std::uint32_t> group;
  const auto known = static_cast<std::uint32_t>(entities.entities.size());
  for (std::uint32_t account = 0; account < ledger.selector.size(); ++account) {
    const auto selector = ledger.selector[account];
    const auto entity = selector == evidence::no_selector ? entities::no_entity
                                                          : entities.of_selector[selector.index()];
    group.push_back(entity == entities::no_entity ? known + account
                                                  : static_cast<std::uint32_t>(entity.index()));
  }
  return group;
}

Work make_work(const evidence::Evidence& evidence, const entities::Entities& entities,
               const std::vector<std::uint8_t>& marks, const LedgerPatterns& ledger) {
  Work work;
  work.inner = inner_of(ledger.payments);
  KernelInput& input = work.input;
  input.asset = ledger.asset;
  input.inner = work.inner.columns();
  input.all = ledger.payments.columns();
  input.group = groups_of(entities, ledger);
  for (std::size_t i = 0; i < ledger.payments.event.size(); ++i) {
    const std::uint8_t mark = marks[ledger.payments.event[i]];
    const bool from_nobody = ledger.payments.payer[i] < outside_accounts;
    input.is_deposit.push_back(from_nobody || (mark & mark_cash) != 0 ? 1 : 0);
    input.is_exit.push_back((mark & (mark_cash | mark_exchange)) != 0 ? 1 : 0);
  }
  number_countries(evidence.selectors, ledger, input);
  return work;
}

/// Positions to events; what lies at an account outside the records is nobody's pattern.
void name_events(const PatternRule& rule, const LedgerPatterns& ledger, const Work& work,
                 Patterns& patterns) {
  const bool outside = sees_outside(rule.kernel);
  const auto& event = outside ? ledger.payments.event : work.inner.event;
  std::erase_if(patterns.found,
                [](const Pattern& pattern) { return pattern.accounts[0] < outside_accounts; });
  for (auto& pattern : patterns.found) {
    std::erase_if(pattern.accounts,
                  [](std::uint32_t account) { return account < outside_accounts; });
    for (auto& transfer : pattern.transfers) transfer = event[transfer];
  }
}

}  // namespace

core::Result<FoundPatterns> find_patterns(const core::RunContext& context,
                                          const evidence::Evidence& evidence,
                                          const entities::Entities& entities,
                                          std::span<const PatternRule> rules) {
  CB_TRY_STATUS(core::check_cancelled(context));
  FoundPatterns all;
  std::ranges::copy_if(rules, std::back_inserter(all.rules), &PatternRule::is_used);
  CB_TRY(const auto marks, mark_transfers(context, evidence));
  for (Ledger& ledger : make_ledgers(evidence, {}, marks, {})) {
    static_cast<void>(leave_out_excess(ledger));  // tracing tells of them
    LedgerPatterns& found = all.ledgers.emplace_back();
    found.asset = ledger.asset;
    found.payments = payments_of(ledger, evidence);
    found.selector = std::move(ledger.selector);
    found.found.resize(all.rules.size());
  }
  std::vector<Work> works(all.ledgers.size());
  CB_TRY_STATUS(core::parallel_blocks(
      context, works.size(), 1, [&](const core::Block& block) -> core::Status {
        works[block.begin] = make_work(evidence, entities, marks, all.ledgers[block.begin]);
        return {};
      }));
  const std::size_t jobs = works.size() * all.rules.size();
  std::vector<std::optional<core::Error>> refused(jobs);
  CB_TRY_STATUS(
      core::parallel_blocks(context, jobs, 1, [&](const core::Block& block) -> core::Status {
        const std::size_t l = block.begin / all.rules.size(), r = block.begin % all.rules.size();
        auto patterns = run_pattern_rule(context, all.rules[r], works[l].input);
        if (!patterns.has_value()) {
          if (patterns.error().code != core::ErrorCode::bad_input)
            return std::move(patterns.error());
          refused[block.begin] = std::move(patterns.error());
          return {};
        }
        name_events(all.rules[r], all.ledgers[l], works[l], *patterns);
        all.ledgers[l].found[r] = std::move(*patterns);
        return {};
      }));
  for (std::size_t job = 0; job < jobs; ++job) {
    if (!refused[job]) continue;
    const auto& rule = all.rules[job % all.rules.size()];
    const auto asset = all.ledgers[job / all.rules.size()].asset;
    all.problems.push_back({"rule_failed", rule.file,
                            "this rule could not be run over payments in " +
                                std::string(core::get_asset(asset).code) + ": " +
                                refused[job]->what});
  }
  return all;
}

}  // namespace cuibono::money
