#include "evidence/events.h"

#include <algorithm>
#include <array>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

std::vector<ItemView> make_views(const EventsRequest& request, Evidence& evidence) {
  std::vector<ItemView> views;
  for (std::uint32_t rank = 0; rank < request.items.size(); ++rank) {
    ItemView view;
    view.rank = rank;
    view.item = &request.items[rank];
    view.batch = &request.batches[rank];
    view.mapping = &request.mappings[rank];
    view.source_system = source_system_of(*view.item);
    const bool any = request.mask->contains_item(rank);
    for (std::uint32_t row = 0; any && row < view.batch->ordinals.size(); ++row) {
      if (request.mask->contains(view.ref(row))) view.alive.push_back(row);
    }
    evidence.quarantined.emplace_back();
    for (const auto& row : view.batch->quarantined) {
      if (request.mask->contains({rank, row.ordinal})) evidence.quarantined.back().push_back(row);
    }
    evidence.records += view.alive.size();
    evidence.item_alive.push_back(any);
    views.push_back(std::move(view));
  }
  return views;
}

void gather_words(const EventsRequest& request, Evidence& evidence) {
  for (std::size_t rank = 0; rank < request.items.size(); ++rank) {
    if (!evidence.item_alive[rank]) continue;
    const RecordBatch& batch = request.batches[rank];
    const Mapping& mapping = request.mappings[rank];
    const std::string& name = request.items[rank].name;
    evidence.problems.insert(evidence.problems.end(), batch.problems.begin(), batch.problems.end());
    for (const auto* questions : {&mapping.questions, &batch.questions}) {
      for (const auto& question : *questions) {
        evidence.questions.push_back(
            question.find(name) == std::string::npos ? name + ": " + question : question);
      }
    }
    if (!request.items[rank].received_us) {
      evidence.questions.push_back(name +
                                   ": when was it received? (state it at add: --received DATE)");
    }
  }
}

/// Clocks that differ by more than a clock is wrong speak of a zone that is not the file's.
void ask_of_clocks(const Clocks& clocks, const std::string& what, Evidence& evidence) {
  for (const auto& difference : clocks.differences) {
    const std::int64_t apart_us =
        difference.apart_us < 0 ? -difference.apart_us : difference.apart_us;
    constexpr std::int64_t wrong_most_us = 10 * core::us_per_minute;
    if (apart_us <= wrong_most_us) continue;
    evidence.questions.push_back(
        evidence.items[difference.item].name + " and " + evidence.items[difference.other].name +
        ": " + std::to_string(difference.events) + " of their " + what + " are the same but for " +
        std::to_string(apart_us / core::us_per_minute) +
        " minutes: is the time zone of both stated rightly? (zone, in the mapping)");
  }
}

/// Which records were seen: a bit a row of each item.
class MarkedRecords {
 public:
  explicit MarkedRecords(std::span<const ItemView> views) {
    for (const ItemView& view : views) {
      const auto& ordinals = view.batch->ordinals;
      marks_.emplace_back(ordinals.empty() ? 0 : ordinals.back() + 1, false);
    }
  }
  /// False where it was marked before.
  bool mark(RecordRef record) {
    auto&& bit = marks_[record.item_rank()][record.ordinal()];
    if (bit) return false;
    bit = true;
    ++count_;
    return true;
  }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

 private:
  std::vector<std::vector<bool>> marks_;  ///< [items][ordinal]
  std::uint64_t count_ = 0;
};

}  // namespace

std::string_view transfer_kind_name(TransferKind kind) noexcept {
  constexpr std::array<std::string_view, 6> names = {"payment",  "fee", "interest",
                                                     "reversal", "fx",  "opening"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view tie_kind_name(TieKind kind) noexcept {
  constexpr std::array<std::string_view, 6> names = {
      "subscription", "device", "ownership", "directorship", "employment", "account_holder"};
  return names[static_cast<std::size_t>(kind)];
}

core::Result<Evidence> make_events(const core::RunContext& context, const EventsRequest& request) {
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_CHECK(request.items.size() == request.batches.size() &&
               request.items.size() == request.mappings.size(),
           "items, batches and mappings differ in number");
  Evidence evidence;
  evidence.items.assign(request.items.begin(), request.items.end());
  evidence.mappings.assign(request.mappings.begin(), request.mappings.end());
  for (const auto& batch : request.batches) evidence.accounts.push_back(batch.account);
  const std::vector<ItemView> views = make_views(request, evidence);
  if (evidence.records > no_event - 1U) {
    return core::Error{core::ErrorCode::resources, "more than four billion records in one run",
                       std::to_string(evidence.records),
                       "split the case, or aggregate first (docs/scale.md)"};
  }
  gather_words(request, evidence);

  std::vector<std::string> names;
  for (const auto& view : views) name_people(view, names);
  CB_TRY(const DocumentDrafts documents, draft_documents(context, views, request.simulated));
  Tables::Extra extra{std::move(names), documents.mentioned};
  for (const auto& paragraph : documents.paragraphs) extra.texts.push_back(paragraph.text);
  Tables tables(views);
  CB_TRY_STATUS(tables.collect(context, extra));

  // Payments with the reports that name them, calls, registers and documents, and the comparison of files share the
  // tables alone.
  std::size_t ledger_records = 0;
  std::vector<LegMatch> call_matches;
  Clocks payment_clocks, call_clocks;
  constexpr std::size_t parts = 4;
  CB_TRY_STATUS(
      core::parallel_blocks(context, parts, 1, [&](const core::Block& part) -> core::Status {
        if (part.begin == 1) {
          call_clocks = make_calls(views, tables, evidence.calls, call_matches);
          return {};
        }
        if (part.begin == 2) {
          for (const auto& view : views) read_people(view, tables, evidence);
          place_documents(documents, views, tables, evidence);
          return {};
        }
        if (part.begin == 3) {
          evidence.same_records = find_same_records(views);
          return {};
        }
        for (const auto& view : views) read_reports(view, tables, evidence.reports);
        DraftExtras extras;
        std::vector<TransferDraft> drafts = draft_transfers(views, tables, extras);
        ledger_records = drafts.size();
        make_statements(drafts, extras, evidence);
        payment_clocks = merge_transfer_legs(drafts, views, tables);
        const auto matched = match_reports(tables, evidence.reports, drafts, evidence);
        const auto order = order_transfers(drafts, views);
        const TransferIds ids =
            place_transfers(drafts, extras, matched, order, evidence.reports, evidence);
        link_reversals(ids, evidence.transfers);
        return {};
      }));
  ask_of_clocks(payment_clocks, "payments", evidence);
  ask_of_clocks(call_clocks, "calls", evidence);
  evidence.leg_matches.insert(evidence.leg_matches.end(), call_matches.begin(), call_matches.end());
  tables.move_into(evidence);

  // Law 1: each record is a leg of at most one event; nothing that went in has been lost.
  MarkedRecords marked(views);
  bool is_leg_twice = false;
  for (const auto* legs : {&evidence.transfers.legs, &evidence.calls.legs})
    for (const auto record : legs->records) is_leg_twice = !marked.mark(record) || is_leg_twice;
  CB_CHECK(!is_leg_twice, "a record is a leg of two events");
  CB_CHECK(evidence.transfers.legs.records.size() >= ledger_records,
           "a ledger record has no event");
  for (const auto& report : evidence.reports)
    for (const auto record : report.records) marked.mark(record);
  for (const auto& tie : evidence.ties) marked.mark(tie.record);
  for (const auto& entry : evidence.watch) marked.mark(entry.record);
  for (const auto& tag : evidence.tags) marked.mark(tag.record);
  for (const auto& fact : evidence.account_facts) marked.mark(fact.record);
  evidence.records_in_events = marked.count();
  CB_CHECK(evidence.records_in_events <= evidence.records, "more records in events than there are");
  return evidence;
}

}  // namespace cuibono::evidence
