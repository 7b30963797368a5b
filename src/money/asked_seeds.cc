// Which payments of a ledger a question starts with.
#include <algorithm>

#include "money/asked_parts.h"

namespace cuibono::money {
namespace {

class SeedFinder {
 public:
  SeedFinder(const AskedCase& asked, const Ledger& ledger)
      : asked_(asked), ledger_(ledger), tag_(ledger.transfers.size(), 0) {}

  AskedSeeds find() {
    for (const TraceStart& start : asked_.question.from) {
      if (start.kind == TraceStart::Kind::victims) {
        add_victims();
      } else {
        out_.names.push_back(start.words);
        add(start, static_cast<std::uint32_t>(out_.names.size()));
      }
    }
    for (std::uint32_t i = 0; i < tag_.size(); ++i) {
      if (tag_[i] != 0) out_.seeds.push_back({i, tag_[i]});
    }
    return std::move(out_);
  }

 private:
  void add_victims() {
    const auto before = static_cast<std::uint32_t>(out_.names.size());
    out_.names.insert(out_.names.end(), asked_.reported.victims.begin(),
                      asked_.reported.victims.end());
    for (const Seed& seed : ledger_.seeds) put(seed.transfer, before + seed.tag);
  }

  void add(const TraceStart& start, std::uint32_t tag) {
    if (start.kind == TraceStart::Kind::payment) {
      if (const auto at = find_in_ledger(ledger_, start.payment.value)) put(*at, tag);
      return;
    }
    if (start.kind == TraceStart::Kind::entity && add_reported(start, tag)) return;
    const auto accounts = accounts_of(asked_, ledger_, start);
    const auto is_ours = [&](std::uint32_t account) {
      return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
    };
    bool any = false;
    for (std::uint32_t i = 0; i < ledger_.transfers.size(); ++i) {
      const LedgerTransfer& t = ledger_.transfers[i];
      if (!is_ours(t.payee) || is_ours(ledger_.payer[i]) || t.amount_minor == 0) continue;
      put(i, tag);
      any = true;
    }
    if (any) return;
    for (std::uint32_t i = 0; i < ledger_.transfers.size(); ++i) {
      if (is_ours(ledger_.payer[i])) put(i, tag);
    }
  }

  /// A victim's own payments, as reports name them.
  bool add_reported(const TraceStart& start, std::uint32_t tag) {
    const std::string& id = asked_.entities.entities[start.entity.index()].id;
    const auto& victims = asked_.reported.victims;
    const auto found = std::lower_bound(victims.begin(), victims.end(), id);
    if (found == victims.end() || *found != id) return false;
    const auto of_reports = static_cast<std::uint32_t>(found - victims.begin()) + 1;
    for (const Seed& seed : ledger_.seeds) {
      if (seed.tag == of_reports) put(seed.transfer, tag);
    }
    return true;
  }

  void put(std::uint32_t transfer, std::uint32_t tag) {
    const auto& since = asked_.question.since_us;
    if (since && asked_.evidence.transfers.time_us[ledger_.event[transfer]] < *since) return;
    if (tag_[transfer] == 0) tag_[transfer] = tag;
  }

  const AskedCase& asked_;
  const Ledger& ledger_;
  std::vector<std::uint32_t> tag_;  // [transfers] 0: not followed
  AskedSeeds out_;
};

}  // namespace

AskedSeeds find_asked_seeds(const AskedCase& asked, const Ledger& ledger) {
  return SeedFinder(asked, ledger).find();
}

void end_ledger(const AskedCase& asked, Ledger& ledger) {
  const auto& until = asked.question.until_us;
  if (!until) return;
  const auto& time_us = asked.evidence.transfers.time_us;
  const auto end =
      std::upper_bound(ledger.event.begin(), ledger.event.end(), *until,
                       [&](std::int64_t at, std::uint32_t event) { return at < time_us[event]; });
  const auto left = static_cast<std::size_t>(end - ledger.event.begin());
  ledger.event.resize(left);
  ledger.transfers.resize(left);
  ledger.payer.resize(left);
  ledger.kind.resize(left);
  std::erase_if(ledger.seeds, [&](const Seed& seed) { return seed.transfer >= left; });
}

void leave_out_of_trace(Ledger& ledger, std::vector<Cut>& cut) {
  const auto left_out = leave_out_excess(ledger);
  if (left_out.empty()) return;
  cut.push_back({"payments in " + std::string(core::get_asset(ledger.asset).code) +
                     " too large for any balance, left out of the trace",
                 0, left_out.size()});
}

std::optional<std::uint32_t> find_in_ledger(const Ledger& ledger, std::uint32_t event) {
  const auto found = std::lower_bound(ledger.event.begin(), ledger.event.end(), event);
  if (found == ledger.event.end() || *found != event) return std::nullopt;
  return static_cast<std::uint32_t>(found - ledger.event.begin());
}

std::optional<std::uint32_t> find_account(const Ledger& ledger, evidence::SelectorId of) {
  const auto begin = ledger.selector.begin() + outside_accounts;
  const auto found = std::lower_bound(begin, ledger.selector.end(), of);
  if (found == ledger.selector.end() || *found != of) return std::nullopt;
  return static_cast<std::uint32_t>(found - ledger.selector.begin());
}

std::vector<std::uint32_t> accounts_of(const AskedCase& asked, const Ledger& ledger,
                                       const TraceStart& start) {
  std::vector<evidence::SelectorId> selectors;
  if (start.kind == TraceStart::Kind::account) selectors.push_back(start.account);
  if (start.kind == TraceStart::Kind::entity)
    selectors = asked.entities.entities[start.entity.index()].selectors;
  std::vector<std::uint32_t> accounts;
  for (const auto selector : selectors) {
    if (const auto account = find_account(ledger, selector)) accounts.push_back(*account);
  }
  return accounts;
}

core::Result<std::vector<Service>> services_of(const AskedCase& asked, const Ledger& ledger,
                                               std::span<const Seed> seeds) {
  std::vector<Seed> as_one_tag(seeds.begin(), seeds.end());
  for (Seed& seed : as_one_tag) seed.tag = 1;
  const TraceOptions options{ledger.accounts(), 1, FlowDetail::by_transfer, false, 0};
  CB_TRY(const Traced first, trace_fifo(asked.context, ledger.transfers, as_one_tag, options));
  return find_services({asked.evidence, ledger, first.flows, asked.marks, asked.holder_marks,
                        asked.reported.is_victim});
}

void add_records(const AskedCase& asked, std::uint32_t event,
                 std::vector<evidence::RecordRef>& to) {
  for (const auto record : asked.evidence.transfers.legs.of(event)) to.push_back(record);
}

}  // namespace cuibono::money
