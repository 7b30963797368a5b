#include "calls/lag.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

namespace cuibono::calls {
namespace {

constexpr std::uint64_t calls_least = 3, victims_least = 2;
constexpr double times_chance_least = 2.0;

/// A victim's payments (as intervals [pay − lag, pay]) and the time for which the victim is
/// observed.
struct VictimClock {
  std::vector<std::int64_t> payments_us;
  std::int64_t first_us = INT64_MAX, last_us = INT64_MIN;
  void see(std::int64_t time_us) {
    first_us = std::min(first_us, time_us);
    last_us = std::max(last_us, time_us);
  }
  [[nodiscard]] bool before_payment(std::int64_t call_us, std::int64_t lag_us) const {
    const auto next = std::lower_bound(payments_us.begin(), payments_us.end(), call_us);
    return next != payments_us.end() && *next - call_us <= lag_us;
  }
  /// Length of the union of the intervals inside the window, over the window's length.
  [[nodiscard]] double chance(std::int64_t lag_us) const {
    if (payments_us.empty()) return 0.0;
    const std::int64_t window = std::max<std::int64_t>(last_us - first_us, 1);
    std::int64_t covered = 0, end = first_us;
    for (const auto payment : payments_us) {
      const std::int64_t from = std::max({payment - lag_us, end, first_us});
      if (payment > from) covered += payment - from;
      end = std::max(end, payment);
    }
    return std::min(1.0, static_cast<double>(covered) / static_cast<double>(window));
  }
};

/// A payment known to the day is taken as the end of that day: a call on the day may have preceded
/// it.
std::int64_t latest_reading(std::int64_t time_us, core::Precision precision) {
  return precision == core::Precision::day ? time_us + core::us_per_day - 1 : time_us;
}

std::map<std::uint32_t, VictimClock> victim_clocks(const evidence::Evidence& evidence,
                                                   const entities::Entities& entities) {
  std::map<std::uint32_t, VictimClock> clocks;
  for (const auto& report : evidence.reports) {
    if (entities.find(report.victim) == nullptr) continue;
    VictimClock& clock = clocks[entities.of_selector[report.victim.index()].value];
    for (const auto& payment : report.payments) {
      if (!payment.time_us || payment.precision >= core::Precision::month) continue;
      std::int64_t time_us = latest_reading(*payment.time_us, payment.precision);
      if (payment.matched && !evidence.transfers.is_reported_only[payment.matched->index()]) {
        const auto t = payment.matched->index();
        time_us = latest_reading(evidence.transfers.time_us[t], evidence.transfers.precision[t]);
      }
      clock.payments_us.push_back(time_us);
      clock.see(time_us);
    }
  }
  for (auto& [victim, clock] : clocks) {
    std::sort(clock.payments_us.begin(), clock.payments_us.end());
    clock.payments_us.erase(std::unique(clock.payments_us.begin(), clock.payments_us.end()),
                            clock.payments_us.end());
  }
  return clocks;
}

std::string two_digits(double number) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f", number);
  return buffer;
}

claims::Finding lag_finding(const evidence::Evidence& evidence, const Profile& profile,
                            std::uint64_t victims, std::vector<evidence::RecordRef> records,
                            std::int64_t lag_us) {
  const std::string number = evidence.selectors.text(profile.number);
  const auto hours = std::to_string(lag_us / core::us_per_hour);
  claims::Quantity quantity;
  quantity.value = static_cast<core::Int128>(profile.calls_before_payment);
  quantity.unit = "calls";
  claims::Reason reason;
  reason.text = std::to_string(profile.calls_before_payment) + " calls to " +
                std::to_string(victims) + " victims fall within " + hours +
                " hours before one of their payments; calls spread evenly over the time "
                "for which those victims are observed would give " +
                two_digits(profile.expected_before_payment);
  reason.weight_percent = 100;
  reason.records = records;
  if (reason.records.size() > claims::finding_records_max)
    reason.records.resize(claims::finding_records_max);
  claims::Finding finding(
      claims::FindingKind::call_to_payment, number, {number}, "lag_hours=" + hours, quantity,
      "call_to_payment(lag_hours=" + hours + ")", {std::move(reason)},
      {"a relative, an employer or the victim's bank may call in the same days",
       "the subscriber record of the number and the victim's own account of the calls"});
  finding.band = "strong";
  if (profile.reports_naming == 0) {
    finding.band = "set_aside";
    finding.reasons_against.push_back(
        {"no report names this number; a bank that asks back before it pays calls at the same "
         "hours",
         0,
         {}});
  }
  claims::set_records(finding, std::move(records));
  return finding;
}

}  // namespace

core::Status measure_lags(const core::RunContext& context, const evidence::Evidence& evidence,
                          const entities::Entities& entities, CallProfiles& out) {
  CB_TRY_STATUS(core::check_cancelled(context));
  auto clocks = victim_clocks(evidence, entities);
  const auto& calls = evidence.calls;
  std::vector<VictimClock*> clock_at(entities.entities.size(), nullptr);  // [entities]
  for (auto& [victim, clock] : clocks) clock_at[victim] = &clock;
  struct ToVictim {
    std::uint32_t call = 0, victim = 0;
  };
  std::vector<ToVictim> to_victims;
  for (std::uint32_t i = 0; i < calls.size(); ++i) {
    if (calls.callee[i] == evidence::no_selector || calls.caller[i] == evidence::no_selector)
      continue;
    if (calls.precision[i] >= core::Precision::month) continue;
    const std::size_t entity = entities.of_selector[calls.callee[i].index()].index();
    if (entity >= clock_at.size() || clock_at[entity] == nullptr) continue;
    clock_at[entity]->see(calls.time_us[i]);
    to_victims.push_back({i, static_cast<std::uint32_t>(entity)});
  }
  std::map<std::uint32_t, double> chance;
  for (const auto& [victim, clock] : clocks) chance[victim] = clock.chance(out.lag_us);

  struct Hits {
    std::set<std::uint32_t> victims;
    std::vector<evidence::RecordRef> records;
  };
  std::map<std::uint32_t, Hits> hits;  // by profile
  for (const auto& [i, victim] : to_victims) {
    const auto p = out.of_selector[calls.caller[i].index()];
    Profile& profile = out.profiles[p];
    profile.expected_before_payment += chance[victim];
    if (!clock_at[victim]->before_payment(calls.time_us[i], out.lag_us)) continue;
    ++profile.calls_before_payment;
    hits[p].victims.insert(victim);
    for (const auto record : calls.legs.of(i)) hits[p].records.push_back(record);
  }
  for (auto& [p, hit] : hits) {
    const Profile& profile = out.profiles[p];
    // Nine digits before the threshold, so that the last bit of a sum decides nothing.
    const double expected = std::round(profile.expected_before_payment * 1e9) / 1e9;
    const auto* caller = entities.find(profile.number);
    if (caller != nullptr && caller->is_victim) continue;  // friends who were deceived together
    const bool enough =
        profile.calls_before_payment >= calls_least && hit.victims.size() >= victims_least;
    if (!enough ||
        static_cast<double>(profile.calls_before_payment) < times_chance_least * expected)
      continue;
    out.findings.push_back(
        lag_finding(evidence, profile, hit.victims.size(), std::move(hit.records), out.lag_us));
  }
  return {};
}

}  // namespace cuibono::calls
