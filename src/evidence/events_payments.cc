// The transfers that reported payments speak of; what no transfer shows; equal rows of one report.
#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

// Points of agreement between a reported payment and a transfer; see docs/evidence.md.
constexpr int points_to = 35, points_from = 25, points_amount = 30, points_amount_near = 15;
constexpr int points_day = 10, points_next_day = 7, points_near_day = 3, points_least = 60;
constexpr std::int64_t days_most = 3;

struct Candidate {
  int points = 0;
  std::int64_t apart_us = 0;
  std::uint32_t payment = 0, draft = 0;  ///< payment: position in order of reports and payments
};

/// Amounts that agree but for rounding by the person who reports: within two percent.
bool nearly(std::int64_t a, std::int64_t b) {
  const std::int64_t apart = a > b ? a - b : b - a;
  return static_cast<core::Int128>(apart) * 50 <= std::max(a, b);
}

/// Two numbers of one kind, each confirmed by its checksum, that are not the same account. Numbers that
/// nothing confirms may be one account written in two ways.
bool contradict(const Tables& tables, SelectorId a, SelectorId b) {
  return a != no_selector && b != no_selector && a != b && tables.kind(a) == tables.kind(b) &&
         tables.validity(a) == Validity::valid && tables.validity(b) == Validity::valid;
}

/// Whether amount, currency and day let them be one payment at all.
bool may_match(const ReportPayment& payment, const TransferDraft& draft) {
  if (payment.asset != draft.asset) return false;
  if (payment.amount_minor != draft.amount_minor &&
      !nearly(payment.amount_minor, draft.amount_minor))
    return false;
  if (!payment.time_us || draft.precision == core::Precision::step) return true;
  const std::int64_t days = core::day_of(*payment.time_us) - core::day_of(draft.time_us);
  return days <= days_most && days >= -days_most;
}

/// In  two that may match.
int points_of(const Report& report, const ReportPayment& payment, const TransferDraft& draft,
              std::string& why) {
  int points = 0;
  why.clear();
  const auto say = [&](int gain, const char* text) {
    points += gain;
    why += (why.empty() ? "" : ", ") + std::string(text);
  };
  if (payment.to != no_selector && payment.to == draft.payee)
    say(points_to, "same receiving account");
  const bool own = std::find(report.victim_selectors.begin(), report.victim_selectors.end(),
                             draft.payer) != report.victim_selectors.end();
  if (draft.payer != no_selector && (payment.from == draft.payer || own))
    say(points_from, "paid from the victim's account");
  if (payment.amount_minor == draft.amount_minor)
    say(points_amount, "same amount");
  else
    say(points_amount_near, "amount within two percent");
  if (!payment.time_us || draft.precision == core::Precision::step) return points;
  const std::int64_t days = core::day_of(*payment.time_us) - core::day_of(draft.time_us);
  const std::int64_t apart = days < 0 ? -days : days;
  if (apart == 0)
    say(points_day, "same day");
  else if (apart == 1)
    say(points_next_day, "one day apart");
  else
    say(points_near_day, "within three days");
  return points;
}

/// The record names another account than the transfer has, at either end.
bool is_contradicted(const Tables& tables, const Report& report, const ReportPayment& payment,
                     const TransferDraft& draft) {
  if (contradict(tables, payment.to, draft.payee)) return true;
  const bool own = std::find(report.victim_selectors.begin(), report.victim_selectors.end(),
                             draft.payer) != report.victim_selectors.end();
  return !own && contradict(tables, payment.from, draft.payer);
}

/// Drafts by one of their ends, to look candidates up.
class ByEnd {
 public:
  ByEnd(const std::vector<TransferDraft>& drafts, SelectorId TransferDraft::* end) {
    std::vector<std::uint32_t> ends;
    ends.reserve(drafts.size());
    std::uint32_t known = 0;
    for (const TransferDraft& draft : drafts) {
      ends.push_back((draft.*end).value);  // no_selector is beyond all groups
      if (draft.*end != no_selector) known = std::max(known, ends.back() + 1);
    }
    by_end_ = core::group_positions(ends, known);
  }
  template <class Visit>
  void each(SelectorId end, const Visit& visit) const {
    if (end == no_selector || end.index() + 1 >= by_end_.begin.size()) return;
    for (const auto draft : by_end_.of(end.index())) visit(draft);
  }

 private:
  core::Grouped by_end_;
};

std::string first_rows(std::span<const RecordRef> records) {
  constexpr std::size_t rows_shown = 5;
  std::string rows;
  for (std::size_t i = 0; i < std::min(rows_shown, records.size()); ++i)
    rows += (i == 0 ? "" : ", ") + std::to_string(records[i].ordinal());
  return records.size() > rows_shown ? rows + " …" : rows;
}

/// Payments that a transfer fits but for an account, by file.
void tell_contradictions(const std::map<std::uint32_t, std::vector<RecordRef>>& contradicted,
                         Evidence& evidence) {
  for (const auto& [rank, records] : contradicted) {
    const std::string& name = evidence.items[rank].name;
    evidence.problems.push_back(
        {"payment_contradicted", name,
         std::to_string(records.size()) +
             " reported payments agree in amount and day with a transfer record, but the report "
             "names another account, and both numbers are valid: they were not taken as one "
             "payment "
             "(row " +
             first_rows(records) + ")"});
    evidence.questions.push_back(
        name + ": reported payments of row " + first_rows(records) +
        " name another account than the transfer record of that amount and "
        "day: is the account misreported, or are they two payments?");
  }
}

/// Equal rows of one report are one payment unless the ledger shows as many: the rest become records
/// of the first, and are told.
/// Out  matched, without the payments that are no longer there.
std::vector<std::uint32_t> settle_repeats(std::vector<Report>& reports,
                                          std::vector<TransferDraft>& drafts,
                                          std::span<const std::uint32_t> matched,
                                          Evidence& evidence) {
  std::vector<std::uint32_t> kept_matches;
  std::map<std::uint32_t, std::vector<RecordRef>> repeats;  // by item
  std::size_t next = 0;
  for (Report& report : reports) {
    std::map<RecordRef, std::uint32_t> draft_of;
    std::vector<ReportPayment> kept;
    for (ReportPayment& payment : report.payments) {
      const std::uint32_t draft = matched[next++];
      draft_of[payment.record] = draft;
      if (!payment.equal_row || draft != no_event) {
        kept_matches.push_back(draft);
        kept.push_back(std::move(payment));
        continue;
      }
      repeats[payment.record.item_rank()].push_back(payment.record);
      if (const auto first = draft_of[*payment.equal_row]; first != no_event) {
        drafts[first].legs.push_back(payment.record);
        if (drafts[first].is_reported_only && drafts[first].legs.why().empty())
          drafts[first].legs.explain("equal rows of one report state one payment");
      }
    }
    report.payments = std::move(kept);
  }
  for (const auto& [rank, records] : repeats) {
    evidence.problems.push_back(
        {"repeated_payment", evidence.items[rank].name,
         std::to_string(records.size()) +
             " rows say exactly what an earlier row of the same report says, and no transfer "
             "record shows a second payment: each such payment is counted once (row " +
             first_rows(records) + ")"});
  }
  return kept_matches;
}

bool share_a_selector(const Report& a, const Report& b) {
  if (a.victim == b.victim) return true;
  return std::any_of(a.victim_selectors.begin(), a.victim_selectors.end(), [&](SelectorId id) {
    return std::find(b.victim_selectors.begin(), b.victim_selectors.end(), id) !=
           b.victim_selectors.end();
  });
}

}  // namespace

std::vector<std::uint32_t> match_reports(const Tables& tables, std::vector<Report>& reports,
                                         std::vector<TransferDraft>& drafts, Evidence& evidence) {
  std::vector<PaymentPlace> places;
  for (std::uint32_t r = 0; r < reports.size(); ++r) {
    for (std::uint32_t p = 0; p < reports[r].payments.size(); ++p) places.push_back({r, p});
  }
  const ByEnd by_payee(drafts, &TransferDraft::payee), by_payer(drafts, &TransferDraft::payer);
  std::vector<Candidate> candidates;
  std::vector<bool> contradicted_by(places.size(), false);
  std::string why;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const Report& report = reports[places[i].report];
    const ReportPayment& payment = report.payments[places[i].payment];
    std::vector<std::uint32_t> near;
    const auto visit = [&](std::uint32_t draft) { near.push_back(draft); };
    by_payee.each(payment.to, visit);
    by_payer.each(payment.from, visit);
    for (const auto own : report.victim_selectors) by_payer.each(own, visit);
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    for (const auto draft : near) {
      if (!may_match(payment, drafts[draft])) continue;
      const int points = points_of(report, payment, drafts[draft], why);
      if (points < points_least) continue;
      if (is_contradicted(tables, report, payment, drafts[draft])) {
        contradicted_by[i] = true;
        continue;
      }
      const std::int64_t apart = payment.time_us ? *payment.time_us - drafts[draft].time_us : 0;
      candidates.push_back({points, apart < 0 ? -apart : apart, i, draft});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    const auto order = [&](const Candidate& c) {
      const auto& record =
          reports[places[c.payment].report].payments[places[c.payment].payment].record;
      return std::make_tuple(-c.points, c.apart_us, record, drafts[c.draft].legs.front());
    };
    return order(a) < order(b);
  });
  // One payment of a file goes to one transfer; another agency's report of it may join the same.
  std::vector<std::uint32_t> matched(places.size(), no_event);
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> items_at;  // by draft
  for (const Candidate& c : candidates) {
    if (matched[c.payment] != no_event) continue;
    Report& report = reports[places[c.payment].report];
    ReportPayment& payment = report.payments[places[c.payment].payment];
    auto& items = items_at[c.draft];
    if (std::find(items.begin(), items.end(), payment.record.item_rank()) != items.end()) continue;
    items.push_back(payment.record.item_rank());
    matched[c.payment] = c.draft;
    payment.score_percent =
        static_cast<std::uint8_t>(points_of(report, payment, drafts[c.draft], payment.why));
    drafts[c.draft].legs.push_back(payment.record);
  }
  // What no ledger shows, the reports alone tell: one event, also where two agencies heard of it.
  const std::size_t ledger = drafts.size();
  std::vector<std::uint32_t> report_of_draft;
  std::map<std::tuple<SelectorId, core::AssetId, std::int64_t>, std::vector<std::uint32_t>> alike;
  std::uint64_t untargeted = 0;
  std::map<std::uint32_t, std::vector<RecordRef>> contradicted;  // by item
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (matched[i] != no_event) continue;
    Report& report = reports[places[i].report];
    ReportPayment& payment = report.payments[places[i].payment];
    if (contradicted_by[i]) contradicted[payment.record.item_rank()].push_back(payment.record);
    if (payment.equal_row) continue;
    const auto time = payment.time_us ? payment.time_us : report.received_us;
    if (payment.to == no_selector || !time || payment.amount_minor == no_amount ||
        payment.amount_minor < 0) {
      ++untargeted;
      continue;
    }
    const core::Precision precision = payment.time_us ? payment.precision : report.precision;
    auto& known = alike[{payment.to, payment.asset, payment.amount_minor}];
    for (const auto d : known) {
      if (matched[i] != no_event) break;
      TransferDraft& draft = drafts[d];
      const auto legs = draft.legs.all();
      const bool other_item = std::none_of(legs.begin(), legs.end(), [&](RecordRef leg) {
        return leg.item_rank() == payment.record.item_rank();
      });
      if (other_item &&
          same_time(*time, precision, draft.time_us, draft.precision, core::us_per_day) &&
          share_a_selector(report, reports[report_of_draft[d - ledger]])) {
        draft.legs.push_back(payment.record);
        draft.legs.explain("two reports of one victim name the same payment");
        matched[i] = d;
      }
    }
    if (matched[i] == no_event) {
      TransferDraft draft;
      draft.time_us = draft.value_time_us = *time;
      draft.precision = draft.value_precision = precision;
      draft.amount_minor = draft.received_minor = payment.amount_minor;
      draft.asset = draft.received_asset = payment.asset;
      draft.payer = payment.from != no_selector ? payment.from : report.victim;
      draft.payee = payment.to;
      draft.is_reported_only = true;
      draft.legs = DraftLegs(payment.record);
      matched[i] = static_cast<std::uint32_t>(drafts.size());
      known.push_back(matched[i]);
      drafts.push_back(std::move(draft));
      report_of_draft.push_back(places[i].report);
    }
    payment.why = "no ledger in the case shows it: known from the report alone";
  }
  if (untargeted > 0) {
    evidence.problems.push_back({"payment_untargeted", "reports",
                                 std::to_string(untargeted) +
                                     " reported payments name no receiving account, no date or no "
                                     "amount and could not be followed"});
  }
  tell_contradictions(contradicted, evidence);
  return settle_repeats(reports, drafts, matched, evidence);
}

}  // namespace cuibono::evidence
