// Changes of number, card and handset, as findings: each with what stayed, and what else it could be.
#include <algorithm>
#include <set>

#include "organisation/size.h"

namespace cuibono::organisation {
namespace {

using calls::Succession;
using calls::SuccessionKind;

constexpr std::size_t some_calls = 5;  // where no single moment proves anything

/// Calls at a moment that show the thing in use: the record of its last or first call.
std::vector<evidence::RecordRef> records_at(const OrganisationInput& input, std::int64_t time_us,
                                            evidence::SelectorId thing) {
  const auto& calls = input.evidence.calls;
  std::vector<evidence::RecordRef> records;
  for (auto at = std::lower_bound(calls.time_us.begin(), calls.time_us.end(), time_us);
       at != calls.time_us.end() && *at == time_us; ++at) {
    const auto i = static_cast<std::size_t>(at - calls.time_us.begin());
    const bool seen =
        calls.caller[i] == thing || calls.caller_imei[i] == thing || calls.caller_imsi[i] == thing;
    if (!seen) continue;
    for (const auto record : calls.legs.of(i)) records.push_back(record);
  }
  return records;
}

claims::FindingKind kind_of(SuccessionKind kind) {
  switch (kind) {
    case SuccessionKind::number:
      return claims::FindingKind::number_succession;
    case SuccessionKind::sim:
      return claims::FindingKind::sim_succession;
    case SuccessionKind::handset:
      return claims::FindingKind::handset_succession;
  }
  return claims::FindingKind::number_succession;
}

std::string tenths_of_hundredths(std::uint32_t permille) {
  std::string digits = std::to_string(permille % 1000);
  return std::to_string(permille / 1000) + "." + std::string(3 - digits.size(), '0') + digits;
}

claims::Finding make_finding(const OrganisationInput& input, const Succession& one) {
  const auto& selectors = input.evidence.selectors;
  const std::string from = selectors.text(one.from), to = selectors.text(one.to);
  std::vector<claims::Reason> reasons;
  std::vector<evidence::RecordRef> records = records_at(input, one.last_us, one.from);
  const auto firsts = records_at(input, one.first_us, one.to);
  records.insert(records.end(), firsts.begin(), firsts.end());
  if (records.empty()) {
    records = call_records(input, one.from, some_calls);
    const auto more = call_records(input, one.to, some_calls);
    records.insert(records.end(), more.begin(), more.end());
  }
  if (one.by != evidence::no_selector) {
    reasons.push_back({to + " is seen with " + selectors.text(one.by) + " from " +
                           core::format_time(one.first_us, core::Precision::minute) + ", where " +
                           from + " was seen last on " +
                           core::format_time(one.last_us, core::Precision::minute),
                       0, records});
  }
  if (one.similarity_permille > 0) {
    reasons.push_back({to + " took over contacts of " + from + ": " + std::to_string(one.shared) +
                           " of " + std::to_string(one.of) + " shared; similarity " +
                           tenths_of_hundredths(one.similarity_permille) +
                           ", next best candidate " + tenths_of_hundredths(one.runner_up_permille),
                       0, records});
  }
  if (one.same_card && one.same_handset)
    reasons.push_back({"both were used on one card and in one handset", 0, records});
  claims::Quantity quantity;
  quantity.value = one.similarity_permille;
  quantity.unit = "similarity_permille";
  if (one.similarity_permille == 0) {
    quantity.value = (one.first_us - one.last_us) / core::us_per_hour;
    quantity.unit = "hours_between";
  }
  const bool by_contacts = one.by == evidence::no_selector;
  claims::Finding finding(
      kind_of(one.kind), from, {from, to}, "", quantity,
      by_contacts
          ? "contacts before and after (cosine by count and rarity, margin 0.10)"
          : "one after the other with what stayed, in the same hours, gap of 21 days at most",
      std::move(reasons),
      {by_contacts
           ? "a colleague or relative may have taken over the work, or both belong to one "
             "switchboard"
           : "a handset or seat may have passed to another person; a card may have been replaced",
       "the subscriber records of both, and the handset data of the days between"});
  finding.band =
      one.same_card || (!by_contacts && one.similarity_permille > 0) ? "strong" : "moderate";
  claims::set_records(finding, records);
  return finding;
}

}  // namespace

std::vector<claims::Finding> succession_findings(const OrganisationInput& input,
                                                 const std::vector<Candidate>& desks,
                                                 std::uint64_t& unlinked) {
  std::set<evidence::SelectorId> linked;
  for (const auto& desk : desks) {
    const auto& profile = input.profiles.profiles[desk.profile];
    linked.insert(profile.number);
    for (const auto& handset : profile.handsets) linked.insert(handset.imei);
  }
  const bool reported = !input.evidence.reports.empty();
  std::vector<claims::Finding> out;
  for (const auto& one : input.profiles.successions) {
    const bool touches =
        linked.contains(one.from) || linked.contains(one.to) || linked.contains(one.by);
    if (reported && !touches) {
      ++unlinked;
      continue;
    }
    out.push_back(make_finding(input, one));
    if (!reported) out.back().band = "weak";
  }
  return out;
}

}  // namespace cuibono::organisation
