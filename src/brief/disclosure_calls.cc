// Alibis: calls of a number at two places at once, away from its site, or only displayed.
#include <algorithm>

#include "brief/disclosure.h"

namespace cuibono::brief {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

/// The last call of a number that was seen, for the next to overlap.
struct Running {
  std::int64_t end_us = INT64_MIN;
  std::size_t call = 0;
  evidence::CellId cell{};
  evidence::SelectorId handset = evidence::no_selector;
};

/// One end of a call.
struct End {
  evidence::SelectorId number, handset;
  evidence::CellId cell;
};

class AlibiCounter {
 public:
  AlibiCounter(const evidence::Evidence& evidence, const std::vector<AlibiNumber>& numbers)
      : calls_(evidence.calls), numbers_(numbers), slot_of_(evidence.selectors.size(), none) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      slot_of_[numbers[i].number.index()] = static_cast<std::uint32_t>(i);
      alibis_.push_back({});
      alibis_.back().number = numbers[i].number;
    }
    running_.resize(numbers.size());
  }

  void add(std::size_t call) {
    const End caller{calls_.caller[call], calls_.caller_imei[call], calls_.caller_cell[call]};
    const End callee{calls_.callee[call], calls_.callee_imei[call], calls_.callee_cell[call]};
    for (const End& end : {caller, callee})
      if (const auto slot = slot_of(end.number); slot != none) add_end(slot, call, end);
    const auto shown = slot_of(calls_.displayed[call]);
    const bool is_other =
        caller.number != evidence::no_selector && caller.number != calls_.displayed[call];
    if (shown == none || !is_other) return;
    ++alibis_[shown].displayed;
    cite(alibis_[shown], call);
  }
  [[nodiscard]] std::vector<Alibi> finish() && { return std::move(alibis_); }

 private:
  [[nodiscard]] std::uint32_t slot_of(evidence::SelectorId number) const {
    return number == evidence::no_selector ? none : slot_of_[number.index()];
  }

  void add_end(std::uint32_t slot, std::size_t call, const End& end) {
    Alibi& alibi = alibis_[slot];
    const auto& cells = numbers_[slot].cells;
    if (end.cell.index() != 0 && !cells.empty()) {
      ++alibi.with_cell;
      if (!std::binary_search(cells.begin(), cells.end(), end.cell)) {
        ++alibi.away;
        cite(alibi, call);
      }
    }
    const bool is_timed = calls_.precision[call] <= core::Precision::second &&
                          calls_.duration_s[call] != evidence::no_duration &&
                          calls_.duration_s[call] > 0;
    if (!is_timed) return;
    Running& running = running_[slot];
    const bool other_cell =
        end.cell.index() != 0 && running.cell.index() != 0 && end.cell != running.cell;
    const bool other_handset = end.handset != evidence::no_selector &&
                               running.handset != evidence::no_selector &&
                               end.handset != running.handset;
    if (calls_.time_us[call] < running.end_us && (other_cell || other_handset)) {
      ++alibi.two_places;
      cite(alibi, running.call);
      cite(alibi, call);
    }
    const std::int64_t end_us =
        calls_.time_us[call] + calls_.duration_s[call] * core::us_per_second;
    if (end_us > running.end_us) running = {end_us, call, end.cell, end.handset};
  }

  void cite(Alibi& alibi, std::size_t call) {
    if (alibi.records.size() >= claims::finding_records_max) return;
    alibi.records.push_back(calls_.legs.of(call).front());
  }

  const evidence::Calls& calls_;
  const std::vector<AlibiNumber>& numbers_;
  std::vector<std::uint32_t> slot_of_;  ///< [selectors]
  std::vector<Alibi> alibis_;
  std::vector<Running> running_;
};

}  // namespace

std::vector<Alibi> find_alibis(const evidence::Evidence& evidence,
                               const std::vector<AlibiNumber>& numbers) {
  if (numbers.empty()) return {};
  AlibiCounter counter(evidence, numbers);
  for (std::size_t call = 0; call < evidence.calls.size(); ++call) counter.add(call);
  auto alibis = std::move(counter).finish();
  for (auto& alibi : alibis) {
    std::sort(alibi.records.begin(), alibi.records.end());
    alibi.records.erase(std::unique(alibi.records.begin(), alibi.records.end()),
                        alibi.records.end());
  }
  return alibis;
}

}  // namespace cuibono::brief
