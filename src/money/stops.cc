#include "money/stops.h"

#include <algorithm>
#include <map>
#include <string>

namespace cuibono::money {
namespace {

constexpr std::int64_t gap_days_least = 7;
constexpr std::uint64_t busy_days_least = 20;

bool holds_payments(const evidence::Evidence& evidence, std::uint32_t item) {
  using evidence::ItemKind;
  if (item >= evidence.mappings.size()) return true;
  const ItemKind kind = evidence.mappings[item].kind;
  return kind == ItemKind::transfers || kind == ItemKind::chain;
}

/// What is known of one file while its payments go by in the order of time.
struct FileDays {
  std::uint64_t days = 0;  ///< on which it shows a payment
  std::int64_t first_us = 0, last_us = 0, gap_us = 0;
  evidence::RecordRef last;
  std::vector<FileGap> gaps;

  void see(std::uint32_t item, std::int64_t time_us, evidence::RecordRef record) {
    const std::int64_t day = core::day_of(time_us), last_day = core::day_of(last_us);
    if (days == 0) first_us = time_us;
    if (days > 0 && day - last_day > gap_days_least) {
      gaps.push_back({item, last_us, time_us, last, record});
      gap_us += time_us - last_us;
    }
    if (days == 0 || day != last_day) ++days;
    last_us = time_us;
    last = record;
  }
  /// Quiet days say something only where a payment is due almost every day.
  [[nodiscard]] bool is_busy() const {
    const std::int64_t open_days = (last_us - first_us - gap_us) / core::us_per_day;
    return days >= busy_days_least && open_days <= 2 * static_cast<std::int64_t>(days);
  }
};

std::string day_words(const evidence::Evidence& evidence, std::uint32_t event) {
  const auto precision = evidence.transfers.precision[event];
  return core::format_time(evidence.transfers.time_us[event],
                           std::max(precision, core::Precision::day));
}

std::string file_name(const evidence::Evidence& evidence, std::uint32_t item) {
  return item < evidence.items.size() ? evidence.items[item].name : "a file";
}

std::optional<evidence::RecordRef> first_record(const evidence::Evidence& evidence,
                                                std::uint32_t event) {
  const auto legs = evidence.transfers.legs.of(event);
  if (legs.empty()) return std::nullopt;
  return legs.front();
}

/// "tagged “X”, exchange, by Y (confidence: Z); ": who says so of an address, the first two of them.
std::string tag_in_words(const evidence::Evidence& evidence, evidence::SelectorId account) {
  constexpr std::size_t tags_most = 2;
  std::string words;
  std::size_t found = 0;
  for (const auto& tag : evidence.tags) {
    if (tag.account != account) continue;
    if (++found > tags_most) continue;
    const std::string &category = evidence.text(tag.category), &by = evidence.text(tag.tagged_by),
                      &confidence = evidence.text(tag.confidence);
    words += "tagged “" + evidence.text(tag.label) + "”" +
             (category.empty() ? "" : ", " + category) + " by " +
             (by.empty() ? evidence.items[tag.record.item_rank()].name : by) +
             (confidence.empty() ? "" : " (confidence: " + confidence + ")") + "; ";
  }
  if (found > tags_most) words += "and " + std::to_string(found - tags_most) + " more tags; ";
  return words;
}

/// Money that left the records, by the account that paid it and the way it went.
void add_left(const StopQuery& q, std::vector<Stop>& stops) {
  struct Left {
    core::Int128 amount_minor = 0;
    std::uint64_t payments = 0;
    std::uint32_t last_event = 0;
  };
  std::map<std::array<std::uint32_t, 2>, Left> left;  // outside account, paying account
  for (const TransferFlow& flow : q.trails.flows) {
    const std::uint32_t payee = q.ledger.transfers[flow.transfer].payee;
    if (payee >= outside_accounts || flow.fifo_minor == 0) continue;
    if (payee == outside_converted &&
        std::binary_search(q.followed.begin(), q.followed.end(), q.ledger.event[flow.transfer]))
      continue;
    Left& sum = left[{payee, q.ledger.payer[flow.transfer]}];
    sum.amount_minor += flow.fifo_minor;
    ++sum.payments;
    sum.last_event = q.ledger.event[flow.transfer];
  }
  for (const auto& [ends, sum] : left) {
    Stop stop;
    stop.account = q.ledger.selector[ends[1]];
    stop.asset = q.ledger.asset;
    stop.amount_minor = sum.amount_minor;
    stop.rests = false;
    stop.last_record = first_record(q.evidence, sum.last_event);
    const std::string payments =
        std::to_string(sum.payments) + (sum.payments == 1 ? " payment" : " payments");
    const std::string last = ", the last on " + day_words(q.evidence, sum.last_event);
    if (ends[0] == outside_cash) {
      stop.reason = StopReason::cash;
      stop.why = "taken out in cash in " + payments + last;
    } else if (ends[0] == outside_converted) {
      stop.reason = StopReason::unknown_rate;
      stop.why = "paid out in another currency in " + payments + last +
                 ": how much arrived is not known, or nothing is known of where";
    } else if (ends[0] == outside_fee) {
      stop.reason = StopReason::fee;
      stop.why = "taken by the bank as a fee or as interest in " + payments + last;
    } else if (ends[0] == outside_bank) {
      stop.reason = StopReason::overdraft;
      stop.why = "the account was overdrawn: what came repaid the bank, in " + payments + last;
    } else if (ends[0] == outside_gap) {
      stop.reason = StopReason::gap;
      stop.why =
          "the running balance of the account falls and no row says why, the last time "
          "before a payment of " +
          day_words(q.evidence, sum.last_event);
    } else {
      stop.why = "paid out in " + payments + " whose records name no receiver" + last;
    }
    stops.push_back(std::move(stop));
  }
}

}  // namespace

std::vector<FileGap> find_gaps(const evidence::Evidence& evidence) {
  const auto& transfers = evidence.transfers;
  std::map<std::uint32_t, FileDays> files;
  for (std::uint32_t i = 0; i < transfers.size(); ++i) {
    if (transfers.precision[i] > core::Precision::day) continue;
    for (const auto record : transfers.legs.of(i)) {
      if (holds_payments(evidence, record.item_rank()))
        files[record.item_rank()].see(record.item_rank(), transfers.time_us[i], record);
    }
  }
  std::vector<FileGap> gaps;
  for (const auto& [item, file] : files) {
    if (file.is_busy()) gaps.insert(gaps.end(), file.gaps.begin(), file.gaps.end());
  }
  return gaps;
}

const FileGap* find_gap(const StopQuery& q, std::size_t position) {
  const Trail& trail = q.trails.trails[position];
  if (!trail.covered || trail.service != Service::none || trail.is_victim) return nullptr;
  std::optional<std::uint32_t> last_in;
  for (const std::uint32_t flow : q.trails.in(position)) {
    if (q.trails.flows[flow].fifo_minor > 0) last_in = q.trails.flows[flow].transfer;
  }
  if (!last_in) return nullptr;
  const std::uint32_t event = q.ledger.event[*last_in];
  for (const FileGap& gap : q.gaps) {
    if (gap.from_us < q.evidence.transfers.time_us[event]) continue;
    for (const auto record : q.evidence.transfers.legs.of(event)) {
      if (record.item_rank() == gap.item) return &gap;
    }
  }
  return nullptr;
}

Stop why_it_rests(const StopQuery& q, std::size_t position) {
  const Trail& trail = q.trails.trails[position];
  Stop stop;
  stop.account = trail.selector;
  stop.asset = q.ledger.asset;
  stop.amount_minor = trail.fifo_rests;
  stop.last_record = first_record(q.evidence, trail.last_event);
  const std::string last_day = day_words(q.evidence, trail.last_event);
  if (trail.service != Service::none) {
    stop.reason = StopReason::service;
    stop.why = tag_in_words(q.evidence, trail.selector);
    stop.why +=
        trail.service == Service::exchange
            ? "an exchange, by its name, its kind or the words of payments to it: what it "
              "pays out is not told apart by customer"
            : "an account of many customers: what it pays out is not told apart by customer";
  } else if (const FileGap* gap = find_gap(q, position); gap != nullptr) {
    stop.reason = StopReason::gap;
    stop.why = file_name(q.evidence, gap->item) + " shows nothing between " +
               core::format_time(gap->from_us, core::Precision::day) + " and " +
               core::format_time(gap->to_us, core::Precision::day) +
               ", after the money had come; it may have left then";
    stop.last_record = gap->before;
  } else if (trail.is_victim) {
    stop.why = "paid back to a victim, and not paid out again by the last record, of " + last_day;
  } else if (trail.covered) {
    stop.why = "it had not left by the last record of this account, of " + last_day;
  } else {
    stop.why =
        "no record shows this account paying: its statement is not among the files, or the "
        "money rests there; its last record is of " +
        last_day;
  }
  return stop;
}

std::vector<Stop> find_stops(const StopQuery& q) {
  std::vector<Stop> stops;
  for (std::size_t i = 0; i < q.trails.trails.size(); ++i) {
    if (q.trails.trails[i].fifo_rests > 0) stops.push_back(why_it_rests(q, i));
  }
  add_left(q, stops);
  std::stable_sort(stops.begin(), stops.end(), [](const Stop& a, const Stop& b) {
    if (a.amount_minor != b.amount_minor) return a.amount_minor > b.amount_minor;
    return a.account < b.account;
  });
  return stops;
}

}  // namespace cuibono::money
