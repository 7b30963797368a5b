// Money by hop. The least number of payments from a victim to an account is no hop of its money: an
// account may be paid by victims and by other accounts, and money may come back. So each lot counts the
// payments that it made.
#include "money/hops.h"

#include <algorithm>
#include <map>

namespace cuibono::money {
namespace {

constexpr std::size_t records_most = 5;

struct Node {
  std::uint32_t hop = 0;
  std::string at;
  auto operator<=>(const Node&) const = default;
};

struct Edge {
  std::uint32_t hop = 0;
  std::string from, to;
  auto operator<=>(const Edge&) const = default;
};

struct Sum {
  core::Int128 amount_minor = 0;
  std::uint64_t payments = 0;
  std::vector<std::pair<std::int64_t, std::uint32_t>> largest;  // amount negated, transfer
};

class Words {
 public:
  explicit Words(const HopInput& in) : words_(in.ledger.accounts()) {
    std::map<evidence::SelectorId, AccountRole> role;
    for (const auto& account : in.accounts) role.emplace(account.account, account.role);
    for (std::uint32_t a = outside_accounts; a < in.ledger.accounts(); ++a) {
      const auto found = role.find(in.ledger.selector[a]);
      words_[a] = account_role_name(found == role.end() ? AccountRole::unknown : found->second);
    }
    words_[outside_source] = "beyond the records";
    words_[outside_cash] = "cash";
    words_[outside_unnamed] = "no receiver named";
    words_[outside_converted] = "another asset";
    words_[outside_fee] = "fees";
    words_[outside_bank] = "an overdraft repaid";
    words_[outside_gap] = "a gap in the records";
  }
  [[nodiscard]] std::string of(std::uint32_t account) const { return std::string(words_[account]); }

 private:
  std::vector<std::string_view> words_;  // [accounts]
};

core::Status check_sums(const HopInput& in) {
  // Rows of both are sorted by transfer.
  auto hop = in.by_hop.flows.begin();
  for (auto victim = in.by_victim.flows.begin(); victim != in.by_victim.flows.end();) {
    const auto transfer = victim->transfer;
    core::Int128 left = 0;
    for (; victim != in.by_victim.flows.end() && victim->transfer == transfer; ++victim)
      left += victim->amount_minor;
    for (; hop != in.by_hop.flows.end() && hop->transfer == transfer; ++hop)
      left -= hop->amount_minor;
    CB_CHECK(left == 0, "a payment carries another amount by hop than by victim");
  }
  CB_CHECK(hop == in.by_hop.flows.end(), "a payment carries money by hop alone");
  return {};
}

std::vector<evidence::RecordRef> records_of(const HopInput& in, Sum& sum) {
  std::sort(sum.largest.begin(), sum.largest.end());
  if (sum.largest.size() > records_most) sum.largest.resize(records_most);
  std::vector<evidence::RecordRef> records;
  for (const auto& [amount, transfer] : sum.largest) {
    for (const auto record : in.evidence.transfers.legs.of(in.ledger.event[transfer]))
      records.push_back(record);
  }
  return records;
}

}  // namespace

core::Result<Traced> trace_hops(const core::RunContext& context, const Ledger& ledger,
                                bool use_references) {
  std::vector<Seed> seeds = ledger.seeds;
  for (Seed& seed : seeds) seed.tag = 1;
  TraceOptions options{ledger.accounts(), hops_max, FlowDetail::by_tag, false, 0, true};
  CB_TRY(Traced traced, trace_fifo(context, ledger.transfers, seeds, options));
  if (use_references) traced = trace_fifo_reference(ledger.transfers, seeds, options);
  return traced;
}

core::Status add_hops(const HopInput& in, Money& money) {
  CB_TRY_STATUS(check_sums(in));
  const Words words(in);
  std::map<Edge, Sum> edges;
  std::map<Node, core::Int128> rests;
  std::uint64_t at_last = 0;
  for (const Flow& flow : in.by_hop.flows) {
    const LedgerTransfer& t = in.ledger.transfers[flow.transfer];
    // Money that left by a stop is followed no further, so its recorded payer is its payer here too.
    const std::string from = words.of(t.payer), to = words.of(t.payee);
    Sum& sum = edges[{flow.tag, from, to}];
    sum.amount_minor += flow.amount_minor;
    ++sum.payments;
    sum.largest.emplace_back(-flow.amount_minor, flow.transfer);
    at_last += static_cast<std::uint64_t>(flow.tag == hops_max);
  }
  for (const Holding& h : in.by_hop.holdings) rests[{h.tag, words.of(h.account)}] += h.amount_minor;
  // Paid back to a victim and paid again: followed with the later payment.
  for (const TagAmount& d : in.by_hop.displaced)
    rests[{d.tag, std::string(account_role_name(AccountRole::victim))}] += d.amount_minor;
  for (auto& [edge, sum] : edges) {
    money.hops.push_back({in.ledger.asset, edge.hop, edge.from, edge.to, sum.amount_minor,
                          sum.payments, records_of(in, sum)});
  }
  for (const auto& [node, amount] : rests) {
    if (amount != 0) money.rests.push_back({in.ledger.asset, node.hop, node.at, amount});
  }
  if (at_last > 0) {
    const std::string code(core::get_asset(in.ledger.asset).code);
    money.cut.push_back({"payments away from the victims that are counted one by one in " + code,
                         hops_max - 1, hops_max});
  }
  return {};
}

}  // namespace cuibono::money
