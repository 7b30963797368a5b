// The table of transfers: what an event is, how busy its ends were, and what it is part of.
#include "money/pattern_table.h"

#include <algorithm>
#include <map>

#include "money/ledger.h"
#include "money/shape_counts.h"

namespace cuibono::money {
namespace {

using formats::ColumnType;
using formats::TypedColumn;

TypedColumn narrow(std::string name, std::size_t rows) {
  TypedColumn column{std::move(name), ColumnType::int32, {}, {}, {}, {}};
  column.narrow.assign(rows, 0);
  return column;
}

TypedColumn narrow_or_none(std::string name, std::size_t rows) {
  TypedColumn column = narrow(std::move(name), rows);
  column.is_valid.assign(rows, 0);
  return column;
}

TypedColumn wide(std::string name, std::size_t rows) {
  TypedColumn column{std::move(name), ColumnType::int64, {}, {}, {}, {}};
  column.wide.assign(rows, 0);
  return column;
}

TypedColumn wide_or_none(std::string name, std::size_t rows) {
  TypedColumn column = wide(std::move(name), rows);
  column.is_valid.assign(rows, 0);
  return column;
}

void set(TypedColumn& column, std::size_t row, std::uint32_t value) {
  column.narrow[row] = static_cast<std::int32_t>(std::min<std::uint32_t>(value, INT32_MAX));
  column.is_valid[row] = 1;
}
void set(TypedColumn& column, std::size_t row, std::int64_t value) {
  column.wide[row] = value;
  column.is_valid[row] = 1;
}

/// What each event is, whatever patterns say.
void add_events(const evidence::Evidence& evidence, PatternTable& table) {
  const auto& transfers = evidence.transfers;
  const std::size_t rows = transfers.size();
  TypedColumn event = narrow("event", rows), item = narrow("item", rows), row = wide("row", rows),
              records = narrow("records", rows), time = wide("time", rows),
              currency = narrow("currency", rows), amount = wide_or_none("amount_minor", rows);
  item.type = currency.type = ColumnType::text;
  time.type = ColumnType::time_us;
  for (const auto& one : evidence.items) item.texts.push_back(one.label);
  std::map<core::AssetId, std::int32_t> place;  // of currencies that occur
  for (const auto asset : transfers.asset) place.emplace(asset, 0);
  for (auto& [asset, position] : place) {
    position = static_cast<std::int32_t>(currency.texts.size());
    currency.texts.emplace_back(core::get_asset(asset).code);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const auto legs = transfers.legs.of(i);
    event.narrow[i] = static_cast<std::int32_t>(i);
    item.narrow[i] = static_cast<std::int32_t>(legs[0].item_rank());
    row.wide[i] = static_cast<std::int64_t>(legs[0].ordinal());
    records.narrow[i] = static_cast<std::int32_t>(legs.size());
    time.wide[i] = transfers.time_us[i];
    currency.narrow[i] = place[transfers.asset[i]];
    if (transfers.amount_minor[i] != evidence::no_amount) set(amount, i, transfers.amount_minor[i]);
  }
  for (auto* column : {&event, &item, &row, &records, &time, &currency, &amount})
    table.columns.push_back(std::move(*column));
}

/// The columns of TransferFeatures, by event.
struct FeatureColumns {
  explicit FeatureColumns(std::size_t rows)
      : payer_out_count(narrow_or_none("payer_out_count", rows)),
        payer_payees(narrow_or_none("payer_payees", rows)),
        payer_in_count(narrow_or_none("payer_in_count", rows)),
        payer_out(wide_or_none("payer_out_minor", rows)),
        payer_in(wide_or_none("payer_in_minor", rows)),
        paid_on(narrow_or_none("paid_on_permille", rows)),
        since_in(wide_or_none("since_in_us", rows)),
        payee_in_count(narrow_or_none("payee_in_count", rows)),
        payee_payers(narrow_or_none("payee_payers", rows)),
        payee_in(wide_or_none("payee_in_minor", rows)) {}

  void take(const PaymentList& payments, const TransferFeatures& features) {
    for (std::size_t i = 0; i < payments.event.size(); ++i) {
      const std::size_t row = payments.event[i];
      if (payments.payer[i] >= outside_accounts) {
        set(payer_out_count, row, features.payer_out_count[i]);
        set(payer_payees, row, features.payer_payees[i]);
        set(payer_in_count, row, features.payer_in_count[i]);
        set(payer_out, row, features.payer_out_minor[i]);
        set(payer_in, row, features.payer_in_minor[i]);
        if (features.paid_on_permille[i] != nothing_received)
          set(paid_on, row, features.paid_on_permille[i]);
        if (features.since_in_us[i] != never_us) set(since_in, row, features.since_in_us[i]);
      }
      if (payments.payee[i] >= outside_accounts) {
        set(payee_in_count, row, features.payee_in_count[i]);
        set(payee_payers, row, features.payee_payers[i]);
        set(payee_in, row, features.payee_in_minor[i]);
      }
    }
  }

  void move_to(PatternTable& table) {
    for (auto* column : {&payer_out_count, &payer_payees, &payer_in_count, &payer_out, &payer_in,
                         &paid_on, &since_in, &payee_in_count, &payee_payers, &payee_in})
      table.columns.push_back(std::move(*column));
  }

  TypedColumn payer_out_count, payer_payees, payer_in_count, payer_out, payer_in, paid_on, since_in,
      payee_in_count, payee_payers, payee_in;
};

constexpr std::uint32_t short_cycle_accounts = 3;

/// Fans and how many shapes each transfer completes, by event. Payments with an end outside have no shape.
struct ShapeColumns {
  explicit ShapeColumns(std::size_t rows)
      : payers_in(narrow_or_none("payers_in_day", rows)),
        payees_out(narrow_or_none("payees_out_day", rows)),
        payments_in(narrow_or_none("payments_in_day", rows)),
        payments_out(narrow_or_none("payments_out_day", rows)),
        scatter_gathers(wide_or_none("scatter_gathers_day", rows)),
        temporal_cycles(wide_or_none("temporal_cycles_day", rows)),
        short_cycles(wide_or_none("short_cycles_day", rows)) {}

  core::Status take(const core::RunContext& context, const PaymentList& payments) {
    PaymentList inner;
    inner.accounts = payments.accounts;
    for (std::size_t i = 0; i < payments.event.size(); ++i) {
      if (payments.payer[i] < outside_accounts || payments.payee[i] < outside_accounts) continue;
      inner.time_us.push_back(payments.time_us[i]);
      inner.amount_minor.push_back(payments.amount_minor[i]);
      inner.payer.push_back(payments.payer[i]), inner.payee.push_back(payments.payee[i]);
      inner.event.push_back(payments.event[i]);
    }
    // Longer cycles in any order are too many where a day is one instant.
    ShapeOptions options;
    options.length_max = short_cycle_accounts;
    CB_TRY(const ShapeCounts shapes, count_shapes(context, inner.columns(), options));
    for (std::size_t i = 0; i < inner.event.size(); ++i) {
      const std::size_t row = inner.event[i];
      set(payers_in, row, shapes.fans.payers_in[i]);
      set(payees_out, row, shapes.fans.payees_out[i]);
      set(payments_in, row, shapes.fans.payments_in[i]);
      set(payments_out, row, shapes.fans.payments_out[i]);
      for (auto* column : {&scatter_gathers, &temporal_cycles, &short_cycles})
        column->is_valid[row] = 1;
    }
    const auto add = [&](TypedColumn& column, const SizeCounts& counts) {
      for (const SizeCount& one : counts)
        column.wide[inner.event[one.row]] += static_cast<std::int64_t>(one.count);
    };
    add(scatter_gathers, shapes.scatter_gathers);
    add(temporal_cycles, shapes.temporal_cycles);
    add(short_cycles, shapes.short_cycles);
    return {};
  }

  void move_to(PatternTable& table) {
    for (auto* column : {&payers_in, &payees_out, &payments_in, &payments_out, &scatter_gathers,
                         &temporal_cycles, &short_cycles})
      table.columns.push_back(std::move(*column));
  }

  TypedColumn payers_in, payees_out, payments_in, payments_out, scatter_gathers, temporal_cycles,
      short_cycles;
};

void add_hits(const FoundPatterns& patterns, PatternTable& table) {
  for (std::size_t r = 0; r < patterns.rules.size(); ++r) {
    TypedColumn hits = narrow("hits_" + patterns.rules[r].id, table.rows);
    for (const auto& ledger : patterns.ledgers) {
      for (const auto& pattern : ledger.found[r].found)
        for (const std::uint32_t event : pattern.transfers) ++hits.narrow[event];
    }
    table.columns.push_back(std::move(hits));
  }
}

}  // namespace

core::Result<PatternTable> make_pattern_table(const core::RunContext& context,
                                              const evidence::Evidence& evidence,
                                              const FoundPatterns& patterns) {
  PatternTable table;
  table.rows = evidence.transfers.size();
  table.notes = {{"schema", "1"},
                 {"window_us", std::to_string(table_window_us)},
                 {"amounts", "in the smallest unit of the currency"}};
  add_events(evidence, table);
  FeatureColumns columns(table.rows);
  ShapeColumns shapes(table.rows);
  for (const auto& ledger : patterns.ledgers) {
    CB_TRY_STATUS(shapes.take(context, ledger.payments));
    const auto features =
        find_transfer_features(context, ledger.payments.columns(), table_window_us);
    if (features.has_value()) {
      columns.take(ledger.payments, *features);
    } else if (features.error().code == core::ErrorCode::bad_input) {
      const std::string code(core::get_asset(ledger.asset).code);
      table.notes.push_back({"not computed for " + code, features.error().what});
    } else {
      return core::Error(features.error());
    }
  }
  columns.move_to(table);
  shapes.move_to(table);
  add_hits(patterns, table);
  return table;
}

}  // namespace cuibono::money
