// The order of transfers of one instant, by what the rows of each file say.
#include <algorithm>
#include <queue>
#include <tuple>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

/// How a file orders its rows.
struct RowOrder {
  std::span<const std::uint64_t> ordinals;
  NumberColumn sequence;
  bool is_ledger = false, is_reversed = false;

  /// Place of a row among those of its file; by the stated sequence where there is one.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> place(std::uint64_t ordinal) const {
    const auto row = static_cast<std::int64_t>(ordinal);
    const auto at = std::lower_bound(ordinals.begin(), ordinals.end(), ordinal) - ordinals.begin();
    const std::int64_t stated = sequence.at(static_cast<std::uint32_t>(at));
    return {stated == no_number ? 0 : stated, is_reversed ? -row : row};
  }
};

RowOrder row_order_of(const ItemView& view) {
  RowOrder order;
  order.ordinals = view.batch->ordinals;
  order.is_ledger = view.batch->kind == ItemKind::transfers || view.batch->kind == ItemKind::chain;
  if (!order.is_ledger) return order;
  order.sequence = Tables::numbers(view, Field::sequence);
  order.is_reversed = is_newest_first(view);
  return order;
}

/// One row of one file that is a leg of a transfer of the instant.
struct Step {
  std::uint32_t item = 0;
  std::pair<std::int64_t, std::int64_t> place;
  std::uint32_t node = 0;
  auto operator<=>(const Step&) const = default;
};

class Instant {
 public:
  Instant(const std::vector<TransferDraft>& drafts, std::span<const RowOrder> files)
      : drafts_(drafts), files_(files) {}

  /// Sorts the drafts of one instant.
  void sort(std::span<std::uint32_t> numbers) const {
    std::sort(numbers.begin(), numbers.end(), [&](auto a, auto b) { return before(a, b); });
    const auto size = static_cast<std::uint32_t>(numbers.size());
    std::vector<Step> steps = steps_of(numbers);
    std::vector<std::uint32_t> waits(size, 0);
    std::vector<std::vector<std::uint32_t>> next(size);
    for (std::size_t i = 1; i < steps.size(); ++i) {
      if (steps[i].item != steps[i - 1].item) continue;
      next[steps[i - 1].node].push_back(steps[i].node);
      ++waits[steps[i].node];
    }
    // Nodes are in the order that counts where no file says one: the least that is free comes next.
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> free;
    for (std::uint32_t n = 0; n < size; ++n)
      if (waits[n] == 0) free.push(n);
    std::vector<bool> placed(size, false);
    std::vector<std::uint32_t> sorted;
    for (std::uint32_t least = 0; sorted.size() < size;) {
      while (least < size && placed[least]) ++least;
      const std::uint32_t node = free.empty() ? least : free.top();  // least: files contradict
      if (!free.empty()) free.pop();
      if (placed[node]) continue;
      placed[node] = true;
      sorted.push_back(numbers[node]);
      for (const auto after : next[node])
        if (--waits[after] == 0 && !placed[after]) free.push(after);
    }
    std::copy(sorted.begin(), sorted.end(), numbers.begin());
  }

 private:
  [[nodiscard]] auto first_place(const TransferDraft& d) const {
    auto least = std::make_tuple(UINT32_MAX, std::make_pair(std::int64_t{0}, std::int64_t{0}));
    for (const auto leg : d.legs.all()) {
      least = std::min(
          least, std::make_tuple(leg.item_rank(), files_[leg.item_rank()].place(leg.ordinal())));
    }
    return least;
  }
  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const {
    const TransferDraft& x = drafts_[a];
    const TransferDraft& y = drafts_[b];
    const auto key = [](const TransferDraft& d) {
      const bool is_of_chain = d.hash != TextId{} && d.seq != no_number;
      return std::make_tuple(is_of_chain ? d.seq : INT64_MAX, d.payer, d.payee, d.amount_minor,
                             d.asset, d.reference);
    };
    if (key(x) != key(y)) return key(x) < key(y);
    const auto place_x = first_place(x), place_y = first_place(y);
    if (place_x != place_y) return place_x < place_y;
    const auto legs_x = x.legs.all(), legs_y = y.legs.all();
    return std::lexicographical_compare(legs_x.begin(), legs_x.end(), legs_y.begin(), legs_y.end());
  }
  /// By file, and in it by place; the first row where a file holds both sides of a transfer.
  [[nodiscard]] std::vector<Step> steps_of(std::span<const std::uint32_t> numbers) const {
    std::vector<Step> steps;
    for (std::uint32_t n = 0; n < numbers.size(); ++n) {
      const TransferDraft& d = drafts_[numbers[n]];
      const std::size_t begin = steps.size();
      for (const auto leg : d.legs.all()) {
        const std::uint32_t item = leg.item_rank();
        if (!files_[item].is_ledger && !d.is_reported_only) continue;
        const Step step{item, files_[item].place(leg.ordinal()), n};
        const auto same = std::find_if(steps.begin() + static_cast<std::ptrdiff_t>(begin),
                                       steps.end(), [&](const Step& s) { return s.item == item; });
        if (same == steps.end())
          steps.push_back(step);
        else
          same->place = std::min(same->place, step.place);
      }
    }
    std::sort(steps.begin(), steps.end());
    return steps;
  }

  const std::vector<TransferDraft>& drafts_;
  std::span<const RowOrder> files_;
};

}  // namespace

bool is_newest_first(const ItemView& view) {
  NumberColumn time = Tables::numbers(view, Field::time);
  for (const Field other : {Field::date, Field::value_time})
    if (!time.exists()) time = Tables::numbers(view, other);
  std::int64_t rising = 0, last = no_number;
  for (const auto row : view.alive) {
    const std::int64_t now = time.at(row);
    if (now == no_number) continue;
    if (last != no_number && now != last) rising += now > last ? 1 : -1;
    last = now;
  }
  return rising < 0;
}

std::vector<std::uint32_t> order_transfers(const std::vector<TransferDraft>& drafts,
                                           std::span<const ItemView> views) {
  std::vector<RowOrder> files;
  files.reserve(views.size());
  for (const ItemView& view : views) files.push_back(row_order_of(view));
  std::vector<std::uint64_t> times;
  times.reserve(drafts.size());
  for (const TransferDraft& draft : drafts) times.push_back(core::key_of_time(draft.time_us));
  std::vector<std::uint32_t> order = core::order_by_keys(times);
  const Instant instant(drafts, files);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    for (end = begin + 1;
         end < order.size() && drafts[order[end]].time_us == drafts[order[begin]].time_us;)
      ++end;
    if (end - begin > 1) instant.sort(std::span(order).subspan(begin, end - begin));
  }
  return order;
}

}  // namespace cuibono::evidence
