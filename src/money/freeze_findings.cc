// How fast what rests may be gone: of all accounts together, never of one.
#include <algorithm>

#include "money/findings.h"
#include "money/freeze.h"

namespace cuibono::money {
namespace {

using claims::Finding;
using claims::FindingKind;

constexpr std::int64_t seconds_per_day = 86'400, outlook_days = 10;
/// Largest ratio of the ends of an interval at which a single number is still said.
constexpr std::int64_t ratio_most = 3;

class Outlook {
 public:
  explicit Outlook(const FindingQuery& query)
      : q_(query),
        asset_(query.trail.ledger.asset),
        code_(core::get_asset(asset_).code),
        stay_(find_stay(query.trail, query.trails)) {}

  void add(std::vector<Finding>& findings) const {
    const bool is_known = stay_.half_life_s && stay_.low_s && stay_.high_s;
    if (!is_known || *stay_.high_s > ratio_most * *stay_.low_s) return;
    const core::Int128 resting = resting_minor();
    if (resting <= 0) return;
    findings.push_back(half_life("half_life", *stay_.half_life_s));
    findings.push_back(half_life("half_life_low", *stay_.low_s));
    findings.push_back(half_life("half_life_high", *stay_.high_s));
    findings.push_back(
        sum("resting", resting, "rests on accounts that could be asked to be frozen"));
    const core::Int128 left =
        left_after(resting, outlook_days * seconds_per_day, *stay_.half_life_s);
    findings.push_back(sum("after_ten_days", left,
                           "of it would be left ten days after the last record, at this rate"));
  }

 private:
  [[nodiscard]] core::Int128 resting_minor() const {
    core::Int128 sum = 0;
    for (const Trail& trail : q_.trails.trails) {
      if (!trail.is_victim && trail.service == Service::none) sum += trail.fifo_rests;
    }
    return sum;
  }

  /// Payments by which followed money went on, the largest first.
  [[nodiscard]] std::vector<evidence::RecordRef> records() const {
    std::vector<std::uint32_t> flows;
    for (std::size_t i = 0; i < q_.trails.trails.size(); ++i) {
      const Trail& trail = q_.trails.trails[i];
      if (!trail.covered || trail.is_victim || trail.service != Service::none) continue;
      const auto out = q_.trails.out(i);
      flows.insert(flows.end(), out.begin(), out.end());
    }
    std::stable_sort(flows.begin(), flows.end(), [&](std::uint32_t a, std::uint32_t b) {
      return q_.trails.flows[a].fifo_minor > q_.trails.flows[b].fifo_minor;
    });
    constexpr std::size_t most = 1'000;
    if (flows.size() > most) flows.resize(most);
    return records_of(q_.trail, q_.trails, flows, most);
  }

  /// The half-life, or one end of its interval, which is a number of its own where it is said.
  [[nodiscard]] Finding half_life(const char* what, std::int64_t value_s) const {
    const auto hours = [](std::int64_t seconds) {
      constexpr std::int64_t hour = 3'600;
      return core::Int128{(seconds + hour / 2) / hour};
    };
    const auto money = [&](core::Int128 minor) {
      return core::format_money_for_reader(minor, asset_);
    };
    Finding finding(
        FindingKind::freeze, "case", {"case"}, std::string(what) + "|" + code_,
        {hours(value_s), hours(*stay_.low_s), hours(*stay_.high_s), "hours"},
        "constant rate of leaving, first in, first out; what had not left counts with the time it "
        "was "
        "seen; low and high: twice the standard error, accounts as units",
        {{money(stay_.left_minor) + " had gone on from " + std::to_string(stay_.accounts) +
              " accounts whose payments are in the records",
          0,
          {}},
         {money(stay_.stays_minor) + " had not by the last record", 0, {}}},
        {"money that its holder may spend as he likes leaves at such a pace too",
         "balances of today, asked of the banks"});
    finding.reasons_against.push_back(
        {"of all accounts together; one account may be emptied at once or never", 0, {}});
    claims::set_records(finding, records());
    return finding;
  }

  [[nodiscard]] Finding sum(const char* what, core::Int128 value, const std::string& words) const {
    Finding finding(FindingKind::freeze, "case", {"case"}, std::string(what) + "|" + code_,
                    {value, std::nullopt, std::nullopt, code_ + "_minor"},
                    "victims' money (FIFO) on accounts that are no victim's and no service's",
                    {{core::format_money_for_reader(value, asset_) + " " + words, 0, {}}},
                    {"the money may have left since, or belong to someone paid in good faith",
                     "balances of today, asked of the banks"});
    claims::set_records(finding, records());
    return finding;
  }

  const FindingQuery& q_;
  core::AssetId asset_;
  std::string code_;
  Stay stay_;
};

}  // namespace

void add_outlook(const FindingQuery& query, std::vector<Finding>& findings) {
  Outlook(query).add(findings);
}

}  // namespace cuibono::money
