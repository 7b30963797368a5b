#include "organisation/signs.h"

#include <algorithm>
#include <cmath>

namespace cuibono::organisation {
namespace {

constexpr double lag_times_chance = 2.0;
constexpr std::uint64_t lag_calls_least = 3;

}  // namespace

bool exceeds_chance(const calls::Profile& profile) {
  const double expected = std::round(profile.expected_before_payment * 1e9) / 1e9;
  return profile.calls_before_payment >= lag_calls_least &&
         static_cast<double>(profile.calls_before_payment) >= lag_times_chance * expected;
}

std::uint64_t reciprocity_percent(const calls::Profile& profile) {
  return profile.callees == 0 ? 0 : 100 * profile.callees_who_called_back / profile.callees;
}

bool calls_like_an_office(const calls::Profile& profile) {
  return profile.calls_out >= office_calls_least && profile.callees * 2 >= profile.calls_out / 4 &&
         profile.calls_out >= 2 * profile.calls_in &&
         reciprocity_percent(profile) <= reciprocity_percent_most;
}

claims::Reason reason(std::string text, int weight, std::vector<evidence::RecordRef> records) {
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  if (records.size() > claims::finding_records_max) records.resize(claims::finding_records_max);
  return {std::move(text), weight, std::move(records)};
}

}  // namespace cuibono::organisation
