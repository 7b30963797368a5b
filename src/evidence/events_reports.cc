// Reports of victims, row by row.
#include <algorithm>
#include <map>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

std::string victim_name(const ItemView& view, const TextColumn& victim_id,
                        const TextColumn& report_id, std::uint32_t row) {
  std::string_view id = victim_id.raw(row);
  std::string_view what = "victim";
  if (id.empty()) {
    id = report_id.raw(row);
    what = "report";
  }
  if (!id.empty()) return Tables::local_name(view, what, id);
  return Tables::local_name(
      view, "report",
      view.item->sha256.hex().substr(0, 8) + "-" + std::to_string(view.batch->ordinals[row]));
}

/// A raw reader that needs no tables: for naming before the tables exist.
std::string_view raw_at(const ItemView& view, Field field, std::uint32_t row) {
  const BatchColumn* column = view.batch->find(field);
  if (column == nullptr || column->codes.empty() || column->codes[row] == no_value) return {};
  return column->values[column->codes[row]];
}

std::string victim_name_raw(const ItemView& view, std::uint32_t row) {
  std::string_view id = raw_at(view, Field::victim_id, row), what = "victim";
  if (id.empty()) {
    id = raw_at(view, Field::report_id, row);
    what = "report";
  }
  if (!id.empty()) return Tables::local_name(view, what, id);
  return Tables::local_name(
      view, "report",
      view.item->sha256.hex().substr(0, 8) + "-" + std::to_string(view.batch->ordinals[row]));
}

std::string row_name(const ItemView& view, std::string_view what, std::uint32_t row) {
  std::string_view id = raw_at(view, Field::record_id, row);
  if (id.empty()) id = raw_at(view, Field::holder, row);
  if (!id.empty()) return Tables::local_name(view, what, id);
  return Tables::local_name(
      view, what,
      view.item->sha256.hex().substr(0, 8) + "-" + std::to_string(view.batch->ordinals[row]));
}

void add_distinct(std::vector<SelectorId>& list, SelectorId id) {
  if (id != no_selector && std::find(list.begin(), list.end(), id) == list.end())
    list.push_back(id);
}

/// The rows of a view as the mapping understands them: equal means that no field tells them apart.
int compare_rows(const RecordBatch& batch, std::uint32_t a, std::uint32_t b) {
  const auto compare = [&](const auto& values) {
    if (values.empty() || values[a] == values[b]) return 0;
    return values[a] < values[b] ? -1 : 1;
  };
  for (const BatchColumn& column : batch.columns) {
    if (const int order = compare(column.numbers)) return order;
    if (const int order = compare(column.codes)) return order;
    if (const int order = compare(column.precision)) return order;
    if (const int order = compare(column.assets)) return order;
  }
  return 0;
}

/// A payment of a report and its row in the batch.
struct PaymentRow {
  std::size_t report = 0, payment = 0;
  std::uint32_t row = 0;
};

/// Marks payments whose row says exactly what an earlier row of the same report says.
void find_equal_rows(const ItemView& view, std::vector<PaymentRow> rows,
                     std::vector<Report>& reports) {
  std::sort(rows.begin(), rows.end(), [&](const PaymentRow& a, const PaymentRow& b) {
    if (a.report != b.report) return a.report < b.report;
    const int order = compare_rows(*view.batch, a.row, b.row);
    return order != 0 ? order < 0 : a.row < b.row;
  });
  std::size_t first = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const bool is_equal = rows[i].report == rows[first].report &&
                          compare_rows(*view.batch, rows[first].row, rows[i].row) == 0;
    if (is_equal)
      reports[rows[i].report].payments[rows[i].payment].equal_row = view.ref(rows[first].row);
    else
      first = i;
  }
}

}  // namespace

void name_people(const ItemView& view, std::vector<std::string>& names) {
  for (const auto row : view.alive) {
    switch (view.batch->kind) {
      case ItemKind::reports:
        names.push_back(victim_name_raw(view, row));
        break;
      case ItemKind::subscribers:
      case ItemKind::persons:
      case ItemKind::companies:
      case ItemKind::ties:
        names.push_back(row_name(view, "person", row));
        break;
      case ItemKind::watchlist:
        names.push_back(row_name(view, "listed", row));
        break;
      default:
        return;
    }
  }
}

void read_reports(const ItemView& view, const Tables& tables, std::vector<Report>& reports) {
  if (view.batch->kind != ItemKind::reports) return;
  const TextColumn report_id = tables.texts(view, Field::report_id),
                   victim_id = tables.texts(view, Field::victim_id);
  const TextColumn name = tables.texts(view, Field::victim_name),
                   country = tables.texts(view, Field::victim_country);
  const TextColumn platform = tables.texts(view, Field::platform),
                   narrative = tables.texts(view, Field::narrative);
  const SelectorColumn numbers = tables.selectors(view, Field::numbers),
                       caller = tables.selectors(view, Field::caller);
  const SelectorColumn from = tables.selectors(view, Field::payment_from),
                       to = tables.selectors(view, Field::payment_to);
  std::vector<SelectorColumn> own;
  for (const Field field : {Field::victim_phone, Field::victim_email, Field::victim_account,
                            Field::phone, Field::email, Field::account, Field::document_number}) {
    own.push_back(tables.selectors(view, field));
  }
  NumberColumn received = Tables::numbers(view, Field::received_time);
  if (!received.exists()) received = Tables::numbers(view, Field::time);
  const NumberColumn time = Tables::numbers(view, Field::payment_time);
  NumberColumn amount = Tables::numbers(view, Field::payment_amount);
  if (!amount.exists()) amount = Tables::numbers(view, Field::amount);
  std::map<std::string, std::size_t> by_id;  // report id → position, within this item
  std::vector<PaymentRow> payment_rows;
  for (const auto row : view.alive) {
    const std::string id(report_id.raw(row));
    const auto known = id.empty() ? by_id.end() : by_id.find(id);
    const bool fresh = known == by_id.end();
    if (fresh) {
      if (!id.empty()) by_id.emplace(id, reports.size());
      reports.emplace_back();
    }
    const std::size_t place = fresh ? reports.size() - 1 : known->second;
    Report& report = reports[place];
    if (fresh) {
      report.id = id;
      report.victim = tables.selector(victim_name(view, victim_id, report_id, row));
      if (received.at(row) != no_number) {
        report.received_us = received.at(row);
        report.precision = received.precision(row);
      }
    }
    const auto take = [&](TextId& field, const TextColumn& column) {
      if (field.value == 0) field = column.at(row);
    };
    take(report.victim_name, name);
    take(report.victim_country, country);
    take(report.platform, platform);
    take(report.narrative, narrative);
    for (const auto& column : own) {
      for (const auto id_of_victim : column.all(row))
        add_distinct(report.victim_selectors, id_of_victim);
    }
    for (const auto number : numbers.all(row)) add_distinct(report.numbers, number);
    for (const auto number : caller.all(row)) add_distinct(report.numbers, number);
    report.records.push_back(view.ref(row));
    if (amount.at(row) == no_number) continue;
    ReportPayment payment;
    payment.amount_minor = amount.at(row);
    payment.asset = amount.asset(row);
    if (time.at(row) != no_number) {
      payment.time_us = time.at(row);
      payment.precision = time.precision(row);
    }
    payment.from = from.at(row);
    payment.to = to.at(row);
    payment.record = view.ref(row);
    payment_rows.push_back({place, report.payments.size(), row});
    report.payments.push_back(std::move(payment));
  }
  find_equal_rows(view, std::move(payment_rows), reports);
}

}  // namespace cuibono::evidence
