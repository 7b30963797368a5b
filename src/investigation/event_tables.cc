// Items and events as columns: the first part of a run, then each event as a row.
#include "investigation/custody.h"
#include "investigation/files.h"
#include "investigation/investigation.h"
#include "investigation/privileged.h"
#include "investigation/store.h"
#include "investigation/tables.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {
namespace {

using core::AssetId;
using evidence::Evidence;
using evidence::SelectorId;

/// A table that is filled row by row: cells in the order of the columns.
class Rows {
 public:
  explicit Rows(std::vector<Column> columns) : table_{std::move(columns)} {}
  void reserve(std::size_t rows) {
    for (auto& column : table_.columns) column.reserve(rows);
  }
  void text(std::string_view text) { next().add_text(text); }
  void text_or_null(std::string_view text) {
    if (text.empty())
      null();
    else
      next().add_text(text);
  }
  void texts(const std::vector<std::string>& texts) { next().add_texts(texts); }
  void number(std::int64_t value) { next().add_int(value); }
  void count(std::size_t value) { next().add_uint(static_cast<std::uint32_t>(value)); }
  void flag(bool value) { next().add_bool(value); }
  void null() { next().add_null(); }
  template <class T>
  void number_unless(T value, T none) {
    if (value == none)
      null();
    else
      number(value);
  }
  void optional(const std::optional<std::int64_t>& value) {
    if (value)
      number(*value);
    else
      null();
  }
  Table take() { return std::move(table_); }

 private:
  Column& next() {
    Column& column = table_.columns[at_];
    at_ = (at_ + 1) % table_.columns.size();
    return column;
  }
  Table table_;
  std::size_t at_ = 0;
};

constexpr auto text = ColumnType::text, texts = ColumnType::texts, number = ColumnType::int64,
               count = ColumnType::uint32, flag = ColumnType::boolean,
               time_us = ColumnType::time_us;

/// What every row of events needs.
struct Teller {
  const Evidence& evidence;
  const brief::Shown& shown;

  void selector(Rows& rows, SelectorId id) const {
    if (id == evidence::no_selector)
      rows.null();
    else
      rows.text(shown.selectors[id.index()]);
  }
  [[nodiscard]] std::string record(evidence::RecordRef ref) const {
    return evidence.items[ref.item_rank()].label + "#" + std::to_string(ref.ordinal());
  }
  [[nodiscard]] std::vector<std::string> records(std::span<const evidence::RecordRef> refs) const {
    std::vector<std::string> names;
    for (const auto ref : refs) names.push_back(record(ref));
    return names;
  }
  void currency(Rows& rows, std::int64_t amount_minor, AssetId asset) const {
    rows.number_unless(amount_minor, evidence::no_amount);
    rows.text_or_null(core::get_asset(asset).code);
  }
};

Table tell_transfers(const Teller& tell) {
  const auto& t = tell.evidence.transfers;
  Rows rows({{"time", time_us},
             {"seq", number},
             {"payer", text},
             {"payee", text},
             {"amount_minor", number},
             {"currency", text},
             {"received_minor", number},
             {"received_currency", text},
             {"kind", text},
             {"channel", text},
             {"reference", text},
             {"reported_only", flag},
             {"records", texts}});
  rows.reserve(t.size());
  for (std::size_t i = 0; i < t.size(); ++i) {
    rows.number(t.time_us[i]);
    rows.number(t.seq[i]);
    tell.selector(rows, t.payer[i]);
    tell.selector(rows, t.payee[i]);
    tell.currency(rows, t.amount_minor[i], t.asset[i]);
    tell.currency(rows, t.received_minor[i], t.received_asset[i]);
    rows.text(evidence::transfer_kind_name(t.kind[i]));
    rows.text_or_null(tell.shown.texts[t.channel[i].index()]);
    rows.text_or_null(tell.shown.texts[t.reference[i].index()]);
    rows.flag(t.is_reported_only[i] != 0);
    rows.texts(tell.records(t.legs.of(i)));
  }
  return rows.take();
}

std::string_view call_kind_name(evidence::CallKind kind) noexcept {
  switch (kind) {
    case evidence::CallKind::voice:
      return "voice";
    case evidence::CallKind::message:
      return "message";
    case evidence::CallKind::data:
      return "data";
    case evidence::CallKind::other:
      return "other";
  }
  return "other";
}

Table tell_calls(const Teller& tell) {
  const auto& c = tell.evidence.calls;
  Rows rows({{"time", time_us},
             {"caller", text},
             {"callee", text},
             {"displayed", text},
             {"duration_s", number},
             {"kind", text},
             {"answered", flag},
             {"caller_imei", text},
             {"caller_imsi", text},
             {"callee_imei", text},
             {"callee_imsi", text},
             {"caller_cell", text},
             {"callee_cell", text},
             {"records", texts}});
  rows.reserve(c.size());
  for (std::size_t i = 0; i < c.size(); ++i) {
    rows.number(c.time_us[i]);
    for (const auto id : {c.caller[i], c.callee[i], c.displayed[i]}) tell.selector(rows, id);
    rows.number_unless(c.duration_s[i], evidence::no_duration);
    rows.text(call_kind_name(c.kind[i]));
    if (c.answered[i] == evidence::Answered::unknown)
      rows.null();
    else
      rows.flag(c.answered[i] == evidence::Answered::yes);
    for (const auto id : {c.caller_imei[i], c.caller_imsi[i], c.callee_imei[i], c.callee_imsi[i]})
      tell.selector(rows, id);
    for (const auto cell : {c.caller_cell[i], c.callee_cell[i]})
      rows.text_or_null(tell.evidence.cells[cell.index()]);
    rows.texts(tell.records(c.legs.of(i)));
  }
  return rows.take();
}

/// A report is named by its first record: its own number may name the victim.
std::string report_name(const Teller& tell, const evidence::Report& report) {
  return report.records.empty() ? std::string() : tell.record(report.records[0]);
}

Table tell_reports(const Teller& tell) {
  Rows rows({{"report", text},
             {"victim", text},
             {"received", time_us},
             {"platform", text},
             {"numbers", texts},
             {"payments", count},
             {"records", texts}});
  for (const auto& report : tell.evidence.reports) {
    rows.text_or_null(report_name(tell, report));
    tell.selector(rows, report.victim);
    rows.optional(report.received_us);
    rows.text_or_null(tell.shown.texts[report.platform.index()]);
    std::vector<std::string> numbers;
    for (const auto id : report.numbers) {
      if (id != evidence::no_selector) numbers.push_back(tell.shown.selectors[id.index()]);
    }
    rows.texts(numbers);
    rows.count(report.payments.size());
    rows.texts(tell.records(report.records));
  }
  return rows.take();
}

Table tell_reported_payments(const Teller& tell) {
  Rows rows({{"report", text},
             {"victim", text},
             {"time", time_us},
             {"amount_minor", number},
             {"currency", text},
             {"from", text},
             {"to", text},
             {"transfer", number},
             {"score_percent", count},
             {"record", text}});
  for (const auto& report : tell.evidence.reports) {
    for (const auto& payment : report.payments) {
      rows.text_or_null(report_name(tell, report));
      tell.selector(rows, report.victim);
      rows.optional(payment.time_us);
      tell.currency(rows, payment.amount_minor, payment.asset);
      tell.selector(rows, payment.from);
      tell.selector(rows, payment.to);
      if (payment.matched)
        rows.number(payment.matched->value);
      else
        rows.null();
      rows.count(payment.score_percent);
      rows.text(tell.record(payment.record));
    }
  }
  return rows.take();
}

}  // namespace

Table item_table(const Case& the_case) {
  Rows rows({{"item", text},
             {"name", text},
             {"sha256", text},
             {"bytes", number},
             {"source", text},
             {"custodian", text},
             {"jurisdiction", text},
             {"received", time_us},
             {"reliability", text},
             {"credibility", text},
             {"handling", text},
             {"legal_basis", text}});
  for (const auto& item : the_case.items) {
    rows.text(item.label);
    rows.text(item.name);
    rows.text(item.sha256.hex());
    rows.number(static_cast<std::int64_t>(item.bytes));
    rows.text_or_null(item.source);
    rows.text_or_null(item.custodian);
    rows.text_or_null(item.jurisdiction);
    rows.optional(item.received_us);
    rows.text_or_null(item.reliability);
    rows.text_or_null(item.credibility);
    rows.text_or_null(item.handling);
    rows.text_or_null(item.legal_basis);
  }
  return rows.take();
}

core::Result<EventTables> read_event_tables(const core::RunContext& context, const Case& the_case,
                                            const evidence::MaskRequest& mask) {
  if (the_case.items.empty()) return EventTables{};
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder, CaseUse::read));
  CB_TRY_STATUS(check_custody(the_case));
  CB_TRY(Store store, Store::open(the_case, CaseUse::read));
  CB_TRY(TakenIn taken, take_in(context, the_case, store, mask));
  close_privileged(the_case.settings.privileged, taken);
  CB_TRY(const Evidence evidence,
         evidence::make_events(context, {taken.items, taken.batches, taken.mappings, &taken.mask,
                                         the_case.settings.simulated}));
  CB_TRY(const entities::Entities entities,
         entities::make_entities(context, evidence, taken.joining));
  brief::CaseFacts facts;
  facts.pseudonym_key = the_case.settings.pseudonym_key;
  facts.pseudonym_keys = std::move(taken.report_digests);
  facts.victims = the_case.settings.victims;
  CB_TRY(const brief::Shown shown, brief::show_evidence(context, facts, evidence, entities));
  const Teller tell{evidence, shown};
  EventTables tables;
  constexpr std::size_t parts = 4;
  CB_TRY_STATUS(
      core::parallel_blocks(context, parts, 1, [&](const core::Block& part) -> core::Status {
        if (part.begin == 0) tables.transfers = tell_transfers(tell);
        if (part.begin == 1) tables.calls = tell_calls(tell);
        if (part.begin == 2) tables.reports = tell_reports(tell);
        if (part.begin == 3) tables.reported_payments = tell_reported_payments(tell);
        return {};
      }));
  return tables;
}

}  // namespace cuibono::investigation
