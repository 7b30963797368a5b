#include "money/services.h"

#include <algorithm>
#include <array>

#include "money/words.h"

namespace cuibono::money {
namespace {

constexpr std::uint64_t merchant_payers_least = 50, shop_payers_least = 10;
constexpr std::uint64_t exchange_payments_least = 3;

/// What comes to one account that victims' money reaches.
struct Incoming {
  std::uint64_t payments = 0, exchange_words = 0, purchase_words = 0;
  std::uint64_t payers = 0, tagged_payers = 0;  ///< distinct
};

/// A payer of a reached account; `tagged` when one of its payments carried victims' money.
struct Visit {
  std::uint32_t reached = 0, payer = 0;
  bool clean = true;  ///< sorts after the tagged ones of the same payer
  auto operator<=>(const Visit&) const = default;
};

constexpr std::uint32_t not_reached = 0xFFFFFFFFU;

std::vector<std::uint32_t> number_reached(const ServiceQuery& q, std::size_t& count) {
  std::vector<std::uint32_t> number(q.ledger.accounts(), not_reached);
  for (const Flow& flow : q.flows) {
    const std::uint32_t payee = q.ledger.transfers[flow.transfer].payee;
    if (payee < outside_accounts || number[payee] != not_reached) continue;
    number[payee] = static_cast<std::uint32_t>(count++);
  }
  return number;
}

std::vector<Incoming> count_incoming(const ServiceQuery& q,
                                     const std::vector<std::uint32_t>& number, std::size_t count) {
  std::vector<Incoming> incoming(count);
  std::vector<Visit> visits;
  auto flow = q.flows.begin();
  for (std::uint32_t i = 0; i < q.ledger.transfers.size(); ++i) {
    const LedgerTransfer& t = q.ledger.transfers[i];
    while (flow != q.flows.end() && flow->transfer < i) ++flow;
    const bool tagged = flow != q.flows.end() && flow->transfer == i;
    const std::uint32_t reached = number[t.payee];
    if (reached == not_reached) continue;
    const std::uint8_t marks = q.marks[q.ledger.event[i]];
    ++incoming[reached].payments;
    incoming[reached].exchange_words += (marks & mark_exchange) != 0 ? 1U : 0U;
    incoming[reached].purchase_words += (marks & mark_purchase) != 0 ? 1U : 0U;
    visits.push_back({reached, t.payer, !tagged});
  }
  std::sort(visits.begin(), visits.end());
  for (std::size_t v = 0; v < visits.size(); ++v) {
    const bool known = v > 0 && visits[v].reached == visits[v - 1].reached &&
                       visits[v].payer == visits[v - 1].payer;
    if (known) continue;
    ++incoming[visits[v].reached].payers;
    incoming[visits[v].reached].tagged_payers += visits[v].clean ? 0U : 1U;
  }
  return incoming;
}

bool is_chain(evidence::SelectorKind kind) {
  using evidence::SelectorKind;
  return kind == SelectorKind::btc || kind == SelectorKind::eth || kind == SelectorKind::chain;
}

Service judge(const ServiceQuery& q, evidence::SelectorId account, const Incoming& in) {
  if (q.is_victim[account.index()] != 0) return Service::none;
  const bool named = (q.holder_marks[account.index()] & mark_exchange) != 0;
  const bool written =
      in.payments >= exchange_payments_least && 2 * in.exchange_words >= in.payments;
  if (named || written) return Service::exchange;
  const bool crowd = in.payers >= merchant_payers_least && 5 * in.tagged_payers < in.payers;
  const bool shop = in.payers >= shop_payers_least && 2 * in.purchase_words >= in.payments &&
                    2 * in.tagged_payers < in.payers;
  if (!crowd && !shop) return Service::none;
  return is_chain(q.evidence.selectors.kind(account)) ? Service::exchange : Service::merchant;
}

/// Kinds of actors at which the money of many meets, as packs of tags write them.
bool is_of_many(const std::string& category) {
  constexpr std::array<std::string_view, 14> kinds = {
      "exchange", "hosted", "custod",  "wallet_service", "mix",     "tumbler", "gambl",
      "casino",   "market", "process", "bridge",         "lending", "pool",    "atm"};
  const std::string words = core::ascii_lower(category);
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const auto kind) { return words.find(kind) != std::string::npos; });
}

}  // namespace

std::vector<Service> find_services(const ServiceQuery& q) {
  std::vector<Service> services(q.ledger.accounts(), Service::none);
  std::size_t count = 0;
  const auto number = number_reached(q, count);
  if (count == 0) return services;
  const auto incoming = count_incoming(q, number, count);
  for (std::uint32_t a = outside_accounts; a < q.ledger.accounts(); ++a) {
    if (number[a] != not_reached) services[a] = judge(q, q.ledger.selector[a], incoming[number[a]]);
  }
  return services;
}

std::vector<std::uint8_t> mark_holders(const evidence::Evidence& evidence) {
  std::vector<std::uint8_t> marks(evidence.selectors.size(), 0);
  const auto mark = [&](evidence::SelectorId selector, evidence::TextId name) {
    if (selector != evidence::no_selector && name.value != 0)
      marks[selector.index()] |= marks_of(evidence.text(name));
  };
  for (const auto& fact : evidence.account_facts) mark(fact.account, fact.holder);
  for (const auto& tie : evidence.ties) {
    if (tie.kind == evidence::TieKind::account_holder) mark(tie.thing, tie.name);
  }
  for (const auto& tag : evidence.tags) {
    if (is_of_many(evidence.text(tag.category)) ||
        (marks_of(evidence.text(tag.label)) & mark_exchange) != 0)
      marks[tag.account.index()] |= mark_exchange;
  }
  return marks;
}

}  // namespace cuibono::money
