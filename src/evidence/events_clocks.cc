// Two banks or operators whose clocks differ write each event at two times: by how much is told by those
// events that nothing can be confused with.
#include "evidence/events_clocks.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

namespace cuibono::evidence {
namespace {

constexpr std::size_t samples_least = 20;

/// The middle of sorted samples of two files, where most agree with it.
std::optional<ClockDifference> difference_of(std::span<const ClockSample> samples,
                                             std::int64_t spread_us) {
  if (samples.size() < samples_least) return std::nullopt;
  const ClockSample& middle = samples[samples.size() / 2];
  const auto agree = static_cast<std::size_t>(
      std::count_if(samples.begin(), samples.end(), [&](const ClockSample& s) {
        return s.apart_us >= middle.apart_us - spread_us &&
               s.apart_us <= middle.apart_us + spread_us;
      }));
  if (agree * 10 < samples.size() * 9) return std::nullopt;
  return ClockDifference{middle.item, middle.other, middle.apart_us, agree};
}

/// Files that are tied together, each with how far it is ahead of the one it hangs on.
class Ties {
 public:
  explicit Ties(std::uint32_t items) : on_(items), ahead_us_(items, 0) {
    std::iota(on_.begin(), on_.end(), 0U);
  }
  struct Place {
    std::uint32_t root = 0;
    std::int64_t ahead_us = 0;
  };
  [[nodiscard]] Place find(std::uint32_t item) const {
    Place place{item, 0};
    while (on_[place.root] != place.root) {
      place.ahead_us += ahead_us_[place.root];
      place.root = on_[place.root];
    }
    return place;
  }
  void tie(const ClockDifference& d) {
    const Place a = find(d.item), b = find(d.other);
    if (a.root == b.root) return;
    // other = item + apart, so root of b = root of a + what is left.
    const std::int64_t apart = a.ahead_us + d.apart_us - b.ahead_us;
    if (a.root < b.root) {
      on_[b.root] = a.root;
      ahead_us_[b.root] = apart;
    } else {
      on_[a.root] = b.root;
      ahead_us_[a.root] = -apart;
    }
  }

 private:
  std::vector<std::uint32_t> on_;
  std::vector<std::int64_t> ahead_us_;
};

}  // namespace

Clocks compare_clocks(std::vector<ClockSample> samples, std::int64_t spread_us,
                      std::uint32_t items) {
  std::sort(samples.begin(), samples.end(), [](const ClockSample& a, const ClockSample& b) {
    return std::tie(a.item, a.other, a.apart_us) < std::tie(b.item, b.other, b.apart_us);
  });
  Clocks clocks;
  for (std::size_t begin = 0, end = 0; begin < samples.size(); begin = end) {
    while (end < samples.size() && samples[end].item == samples[begin].item &&
           samples[end].other == samples[begin].other)
      ++end;
    if (auto found = difference_of(std::span(samples).subspan(begin, end - begin), spread_us))
      clocks.differences.push_back(*found);
  }
  std::vector<ClockDifference> by_weight = clocks.differences;
  std::sort(by_weight.begin(), by_weight.end(), [](const auto& a, const auto& b) {
    return std::tie(b.events, a.item, a.other) < std::tie(a.events, b.item, b.other);
  });
  Ties ties(items);
  for (const auto& difference : by_weight) ties.tie(difference);
  std::erase_if(clocks.differences, [](const auto& d) { return d.apart_us == 0; });
  if (clocks.differences.empty()) return clocks;
  for (std::uint32_t item = 0; item < items; ++item)
    clocks.ahead_us.push_back(ties.find(item).ahead_us);
  return clocks;
}

std::string clocks_in_words(const Clocks& clocks, std::uint32_t item, std::uint32_t other) {
  const std::int64_t apart_us = clocks.ahead_of(other) - clocks.ahead_of(item);
  const std::int64_t seconds = (apart_us < 0 ? -apart_us : apart_us) / core::us_per_second;
  if (seconds == 0) return {};
  return "; the clocks of their files stand " + std::to_string(seconds) +
         " s apart, which is set off";
}

}  // namespace cuibono::evidence
