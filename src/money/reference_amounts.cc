#include "money/reference_amounts.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace cuibono::money {
namespace {

std::string code_of(core::AssetId asset) { return std::string(core::get_asset(asset).code); }

void miss(core::AssetId from, core::AssetId to, std::int64_t day, Money& money) {
  money.missing_rates.push_back({from, to, day, 1});
}

}  // namespace

AtReference find_reference_amounts(const evidence::Evidence& evidence, const Rates* rates,
                                   Money& money) {
  AtReference out;
  const auto& t = evidence.transfers;
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    const bool is_unknown = t.received_asset[i] != t.asset[i] &&
                            t.received_minor[i] == evidence::no_amount && t.amount_minor[i] >= 0;
    if (!is_unknown) continue;
    const std::int64_t day = core::day_of(t.time_us[i]);
    const bool is_dated = t.precision[i] <= core::Precision::day;
    const auto found =
        rates == nullptr || !is_dated
            ? std::nullopt
            : rates->convert({t.amount_minor[i], t.asset[i]}, t.received_asset[i], day);
    if (found)
      out[i] = found->amount_minor;
    else
      miss(t.asset[i], t.received_asset[i], day, money);
  }
  return out;
}

void add_in_one_currency(const Story& story, const std::vector<Work>& works,
                         const MoneyRequest& request, Money& money) {
  if (!request.currency) {
    money.in_one_currency_why = "no currency is asked for (case.currency in case.toml)";
    return;
  }
  InOneCurrency sum;
  sum.asset = *request.currency;
  sum.basis = "reference rates of the day of each payment";
  std::uint64_t missing = 0, undated = 0;
  const auto add = [&](core::AssetId asset, std::int64_t amount,
                       std::optional<std::int64_t> time_us, core::Int128& to) {
    if (asset == sum.asset) {
      to += amount;
    } else if (!time_us) {
      ++undated;
    } else {
      const std::int64_t day = core::day_of(*time_us);
      const auto found = request.rates == nullptr
                             ? std::nullopt
                             : request.rates->convert({amount, asset}, sum.asset, day);
      if (found) {
        to += found->amount_minor;
        return;
      }
      ++missing;
      miss(asset, sum.asset, day, money);
    }
  };
  for (const ReportedAmount& r : story.reported.amounts)
    add(r.asset, r.amount_minor, r.time_us, sum.reported_minor);
  for (const Work& work : works) {
    for (const Seed& seed : work.ledger.seeds) {
      const auto time_us = story.evidence.transfers.time_us[work.ledger.event[seed.transfer]];
      add(work.ledger.asset, work.ledger.transfers[seed.transfer].amount_minor, time_us,
          sum.traced_minor);
    }
  }
  if (missing + undated == 0) {
    money.in_one_currency = std::move(sum);
    return;
  }
  money.in_one_currency_why = std::to_string(missing) + " amounts have no rate to " +
                              code_of(sum.asset) + " and " + std::to_string(undated) +
                              " have no day: a sum without them would be wrong";
}

void add_conversions(const Story& story, const std::vector<Work>& works,
                     const AtReference& at_reference, const Rates* rates, Money& money) {
  const auto& t = story.evidence.transfers;
  std::map<std::uint32_t, Converted> found;  // by event
  for (const Work& work : works) {
    for (const std::uint32_t event : work.followed) found[event] = {};
  }
  if (found.empty()) return;
  for (const Work& work : works) {
    for (const Flow& flow : work.trace.fifo.flows) {
      const auto at = found.find(work.ledger.event[flow.transfer]);
      if (at == found.end() || work.ledger.kind[flow.transfer] != EntryKind::payment) continue;
      const bool is_out = work.ledger.transfers[flow.transfer].payee == outside_converted;
      (is_out ? at->second.fifo_paid_minor : at->second.fifo_received_minor) += flow.amount_minor;
    }
  }
  for (auto& [event, one] : found) {
    if (one.fifo_paid_minor == 0) continue;
    one.transfer = evidence::TransferId(event);
    one.from = t.asset[event];
    one.to = t.received_asset[event];
    one.paid_minor = t.amount_minor[event];
    one.received_minor = t.received_minor[event];
    if (const auto reference = at_reference.find(event); reference != at_reference.end()) {
      one.is_executed = false;
      one.received_minor = reference->second;
      const auto rate =
          rates->convert({one.paid_minor, one.from}, one.to, core::day_of(t.time_us[event]));
      if (rate) one.source = rate->source;
    }
    money.conversions.push_back(std::move(one));
  }
}

void say_missing_rates(Money& money) {
  auto& missing = money.missing_rates;
  const auto order = [](const MissingRate& m) { return std::tie(m.from, m.to, m.day); };
  std::sort(missing.begin(), missing.end(),
            [&](const MissingRate& a, const MissingRate& b) { return order(a) < order(b); });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (kept > 0 && order(missing[kept - 1]) == order(missing[i]))
      missing[kept - 1].payments += missing[i].payments;
    else
      missing[kept++] = missing[i];
  }
  missing.resize(kept);
  for (const MissingRate& m : missing) {
    const std::string day = core::format_time(m.day * core::us_per_day, core::Precision::day);
    money.problems.push_back(
        {"missing_rate", code_of(m.from),
         "no table has a rate from " + code_of(m.from) + " to " + code_of(m.to) + " for " + day +
             " (" + std::to_string(m.payments) + (m.payments == 1 ? " amount" : " amounts") +
             "): put a table date,from,to,rate,source, or that of the European Central Bank, into "
             "the folder rates of the case"});
  }
}

}  // namespace cuibono::money
