#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "organisation/organisation.h"

namespace cuibono::organisation {

// What speaks for a desk, and how much each sign weighs. Weights rank; they are no probabilities
// (docs/organisation.md).
inline constexpr int weight_report = 35, weight_second_report = 20, weight_lag = 30,
                     weight_handset = 30, weight_list = 25, weight_cell = 20, weight_office = 10;
inline constexpr std::uint64_t office_calls_least = 20;
inline constexpr std::uint64_t reciprocity_percent_most = 25;

/// Three calls and more within the lag before payments of victims, and twice what chance gives.
[[nodiscard]] bool exceeds_chance(const calls::Profile& profile);
/// Of 100 callees, how many ever called back.
[[nodiscard]] std::uint64_t reciprocity_percent(const calls::Profile& profile);
/// Calls out to many, is called little, and few call back.
[[nodiscard]] bool calls_like_an_office(const calls::Profile& profile);

/// A reason with its records, each once, as many as a finding shows.
[[nodiscard]] claims::Reason reason(std::string text, int weight,
                                    std::vector<evidence::RecordRef> records = {});

}  // namespace cuibono::organisation
