// trace and features: payments in, rows out.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "investigation/kernels.h"
#include "kernel_parts.h"
#include "modules.h"

namespace cuibono::python {
namespace {

nb::object whole_number(core::Int128 value) {
  const std::string text = core::format_minor(value);
  constexpr int decimal = 10;
  return nb::steal(PyLong_FromString(text.c_str(), nullptr, decimal));
}

/// Names of columns, as the caller has them.
struct TransferNames {
  std::string payer, payee, amount, time, currency;
};

/// Payments as the kernels take them. A payer that is null is where money comes from, a payee that is
/// null is where it goes: two places outside, so that nothing comes back.
struct Payments {
  Ends ends;
  Values<std::int64_t> amount_minor, time_us;
  std::vector<std::uint32_t> payee_own;
  investigation::TransferColumns columns;
};

void check_one_currency(const core::RunContext& context, const Source& source,
                        const std::string& column) {
  if (column.empty() || !source.has(column)) return;
  if (const auto row = find_other_text(context, source, column)) {
    source.refuse_row(column, *row,
                      "another currency than row 0; hand in the payments of one at once");
  }
}

Payments read_payments(const core::RunContext& context, const Source& source,
                       const TransferNames& names) {
  Payments payments;
  check_one_currency(context, source, names.currency);
  payments.amount_minor = read_int64(source, names.amount);
  if (source.has(names.time)) payments.time_us = read_time_us(source, names.time);
  const std::string columns[] = {names.payer, names.payee};
  payments.ends = read_ends(context, source, columns);
  auto& out = payments.columns;
  out.payer = payments.ends.columns[0].span;
  out.payee = payments.ends.columns[1].span;
  out.amount_minor = payments.amount_minor.span;
  out.time_us = payments.time_us.span;
  out.accounts = payments.ends.count;
  if (payments.ends.none) {
    payments.payee_own.assign(out.payee.begin(), out.payee.end());
    for (auto& payee : payments.payee_own) {
      if (payee == *payments.ends.none) payee = out.accounts;
    }
    out.payee = payments.payee_own;
    ++out.accounts;
  }
  return payments;
}

/// Seeds as rows with tags 1, 2, …; `labels` names them.
struct Seeds {
  std::vector<money::Seed> seeds;
  Ends tags;
  std::vector<std::string> own;  ///< texts that `tags` borrows
};

core::Status add_seed(Seeds& seeds, std::int64_t row, std::uint32_t tag, std::size_t rows) {
  if (row < 0 || static_cast<std::size_t>(row) >= rows) {
    return core::Error{core::ErrorCode::bad_input, "a seed names a row that is not there",
                       "row " + std::to_string(row),
                       "transfers has " + std::to_string(rows) + " rows, counted from 0"};
  }
  seeds.seeds.push_back({static_cast<std::uint32_t>(row), tag + 1});
  return {};
}

core::Result<Seeds> read_seeds(const core::RunContext& context, const Source& source,
                               std::size_t rows) {
  Seeds seeds;
  const auto transfers = read_int64(source, "transfer");
  if (source.has("tag")) {
    const std::string columns[] = {"tag"};
    seeds.tags = read_ends(context, source, columns);
  } else {
    seeds.own = {"seed"};
    seeds.tags.kind = Ends::Kind::text;
    seeds.tags.texts = {seeds.own[0]};
    seeds.tags.count = 1;
  }
  for (std::size_t i = 0; i < transfers.span.size(); ++i) {
    const std::uint32_t tag = seeds.tags.columns.empty() ? 0 : seeds.tags.columns[0].span[i];
    CB_TRY_STATUS(add_seed(seeds, transfers.span[i], tag, rows));
  }
  return seeds;
}

core::Result<Seeds> named_seeds(const std::vector<std::int64_t>& transfers,
                                const std::vector<std::string>& tags, std::size_t rows) {
  Seeds seeds;
  seeds.own = tags;
  std::sort(seeds.own.begin(), seeds.own.end());
  seeds.own.erase(std::unique(seeds.own.begin(), seeds.own.end()), seeds.own.end());
  seeds.tags.kind = Ends::Kind::text;
  for (const auto& name : seeds.own) seeds.tags.texts.push_back(name);
  seeds.tags.count = static_cast<std::uint32_t>(seeds.own.size());
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto at = std::lower_bound(seeds.own.begin(), seeds.own.end(), tags[i]);
    CB_TRY_STATUS(
        add_seed(seeds, transfers[i], static_cast<std::uint32_t>(at - seeds.own.begin()), rows));
  }
  return seeds;
}

struct TraceAnswer {
  Table holdings, flows, displaced, balances;
  core::Int128 displaced_minor = 0, unexplained_minor = 0;
};

TraceAnswer tell_trace(const money::Traced& traced, const Ends& accounts, const Ends& tags) {
  TraceAnswer answer;
  answer.displaced_minor = traced.displaced_minor;
  answer.unexplained_minor = traced.unexplained_minor;
  {
    Labels account(accounts, "account"), tag(tags, "tag");
    Column amount("amount_minor", ColumnType::int64);
    for (const auto& holding : traced.holdings)
      account.add(holding.account), tag.add(holding.tag - 1), amount.add_int(holding.amount_minor);
    answer.holdings = table_of(account.take(), tag.take(), std::move(amount));
  }
  {
    Labels tag(tags, "tag");
    Column transfer("transfer", ColumnType::int64), amount("amount_minor", ColumnType::int64);
    transfer.reserve(traced.flows.size()), amount.reserve(traced.flows.size());
    for (const auto& flow : traced.flows)
      transfer.add_int(flow.transfer), tag.add(flow.tag - 1), amount.add_int(flow.amount_minor);
    answer.flows = table_of(std::move(transfer), tag.take(), std::move(amount));
  }
  {
    Labels tag(tags, "tag");
    Column amount("amount_minor", ColumnType::int64);
    for (const auto& one : traced.displaced) tag.add(one.tag - 1), amount.add_int(one.amount_minor);
    answer.displaced = table_of(tag.take(), std::move(amount));
  }
  Labels account(accounts, "account");
  for (std::uint32_t id = 0; id < traced.balance_minor.size(); ++id) account.add(id);
  answer.balances =
      table_of(account.take(), column_of("balance_minor", ColumnType::int64, traced.balance_minor));
  return answer;
}

nb::dict trace(const nb::object& transfers, const nb::object& seeds_table,
               const std::vector<std::int64_t>& seed_rows,
               const std::vector<std::string>& seed_tags, const std::string& rule,
               const TransferNames& names, unsigned threads, const nb::object& progress) {
  if (rule != "fifo" && rule != "prorata") {
    raise({core::ErrorCode::usage, "no rule of tracing is called \"" + rule + "\"", "",
           "fifo or prorata"});
  }
  const Source source(transfers, "transfers");
  std::optional<Source> seeds_source;
  if (!seeds_table.is_none()) seeds_source.emplace(seeds_table, "seeds");
  auto answer = long_answer<TraceAnswer>(
      threads, progress, [&](const core::RunContext& context) -> core::Result<TraceAnswer> {
        const Payments payments = read_payments(context, source, names);
        CB_TRY(Seeds seeds, seeds_source ? read_seeds(context, *seeds_source, source.rows())
                                         : named_seeds(seed_rows, seed_tags, source.rows()));
        CB_TRY(const money::Traced traced,
               investigation::trace_rows(context, payments.columns, std::move(seeds.seeds),
                                         rule == "fifo" ? investigation::TraceRule::fifo
                                                        : investigation::TraceRule::prorata,
                                         seeds.tags.count));
        return tell_trace(traced, payments.ends, seeds.tags);
      });
  nb::dict out;
  out["holdings"] = TableObject::make(std::move(answer.holdings));
  out["flows"] = TableObject::make(std::move(answer.flows));
  out["displaced"] = TableObject::make(std::move(answer.displaced));
  out["balances"] = TableObject::make(std::move(answer.balances));
  out["displaced_minor"] = whole_number(answer.displaced_minor);
  out["unexplained_minor"] = whole_number(answer.unexplained_minor);
  return out;
}

/// A column in which one value stands for null.
template <class T>
Column nullable(const char* name, ColumnType type, std::vector<T> values, T none) {
  Column column(name, type);
  column.take(std::move(values), none);
  return column;
}

TableObject features(const nb::object& transfers, std::int64_t window_us,
                     const TransferNames& names, unsigned threads, const nb::object& progress) {
  const Source source(transfers, "transfers");
  if (!source.has(names.time)) static_cast<void>(source.column(names.time));  // says what there is
  return TableObject::make(long_answer<Table>(
      threads, progress, [&](const core::RunContext& context) -> core::Result<Table> {
        const Payments payments = read_payments(context, source, names);
        CB_TRY(auto f, investigation::describe_rows(context, payments.columns, window_us));
        const auto number = ColumnType::uint32, money = ColumnType::int64;
        return table_of(column_of("payer_out_count", number, std::move(f.payer_out_count)),
                        column_of("payer_payees", number, std::move(f.payer_payees)),
                        column_of("payer_out_minor", money, std::move(f.payer_out_minor)),
                        column_of("payee_in_count", number, std::move(f.payee_in_count)),
                        column_of("payee_payers", number, std::move(f.payee_payers)),
                        column_of("payee_in_minor", money, std::move(f.payee_in_minor)),
                        column_of("payer_in_count", number, std::move(f.payer_in_count)),
                        column_of("payer_in_minor", money, std::move(f.payer_in_minor)),
                        nullable("paid_on_permille", number, std::move(f.paid_on_permille),
                                 money::nothing_received),
                        nullable("since_in_us", money, std::move(f.since_in_us), money::never_us));
      }));
}

/// A column for each size from 2 to length_max, the last for what is larger too.
void add_sizes(Table& table, const std::string& name, std::size_t rows, std::uint32_t length_max,
               const money::SizeCounts& counts) {
  std::vector<std::vector<std::int64_t>> columns(length_max - 1);
  for (auto& column : columns) column.assign(rows, 0);
  for (const auto& one : counts) {
    // A count beyond 2^63 would take longer than anybody waits.
    columns[std::min(one.size, length_max) - 2][one.row] += static_cast<std::int64_t>(one.count);
  }
  for (std::uint32_t size = 2; size <= length_max; ++size)
    table.columns.push_back(column_of((name + "_" + std::to_string(size)).c_str(),
                                      ColumnType::int64, std::move(columns[size - 2])));
}

void add_side(Table& table, const std::string& side, const std::vector<money::EndStatistics>& ends,
              money::AmountStatistics money::EndStatistics::* of) {
  const auto whole = [&](const char* name, const auto& value) {
    Column column(side + "_" + name, ColumnType::int64);
    column.reserve(ends.size());
    for (const auto& end : ends) column.add_int(value(end.*of));
    table.columns.push_back(std::move(column));
  };
  const auto fraction = [&](const char* name, const auto& value) {
    Column column(side + "_" + name, ColumnType::float64);
    for (const auto& end : ends) column.add_float(value(end.*of));
    table.columns.push_back(std::move(column));
  };
  whole("others", [](const auto& s) { return std::int64_t{s.others}; });
  whole("payments", [](const auto& s) { return std::int64_t{s.payments}; });
  whole("sum_minor", [](const auto& s) { return s.sum_minor; });
  whole("least_minor", [](const auto& s) { return s.least_minor; });
  whole("most_minor", [](const auto& s) { return s.most_minor; });
  whole("middle_twice_minor", [](const auto& s) { return s.middle_twice_minor; });
  fraction("payments_an_other", [](const auto& s) { return s.payments_an_other(); });
  fraction("mean", [](const auto& s) { return s.mean(); });
  fraction("variance", [](const auto& s) { return s.variance; });
  fraction("skewness", [](const auto& s) { return s.skewness; });
  fraction("kurtosis", [](const auto& s) { return s.kurtosis; });
}

TableObject shapes(const nb::object& transfers, std::int64_t window_us, std::uint32_t length_max,
                   const TransferNames& names, unsigned threads, const nb::object& progress) {
  const Source source(transfers, "transfers");
  if (!source.has(names.time)) static_cast<void>(source.column(names.time));  // says what there is
  return TableObject::make(long_answer<Table>(
      threads, progress, [&](const core::RunContext& context) -> core::Result<Table> {
        const Payments payments = read_payments(context, source, names);
        CB_TRY(auto found,
               investigation::shape_rows(context, payments.columns, window_us, length_max));
        const std::size_t rows = found.ends.size();
        auto& fans = found.counts.fans;
        const auto number = ColumnType::uint32;
        Table table = table_of(column_of("payers_in", number, std::move(fans.payers_in)),
                               column_of("payees_out", number, std::move(fans.payees_out)),
                               column_of("payments_in", number, std::move(fans.payments_in)),
                               column_of("payments_out", number, std::move(fans.payments_out)));
        add_sizes(table, "scatter_gathers", rows, length_max, found.counts.scatter_gathers);
        add_sizes(table, "temporal_cycles", rows, length_max, found.counts.temporal_cycles);
        add_sizes(table, "short_cycles", rows, length_max, found.counts.short_cycles);
        add_side(table, "payer_out", found.ends, &money::EndStatistics::payer_out);
        add_side(table, "payer_in", found.ends, &money::EndStatistics::payer_in);
        add_side(table, "payee_out", found.ends, &money::EndStatistics::payee_out);
        add_side(table, "payee_in", found.ends, &money::EndStatistics::payee_in);
        return table;
      }));
}

}  // namespace

void add_payment_kernels(nb::module_& module) {
  nb::class_<TransferNames>(module, "TransferNames")
      .def(nb::init<std::string, std::string, std::string, std::string, std::string>());
  module.def("trace", &trace, nb::arg("transfers"), nb::arg("seeds_table").none(),
             nb::arg("seed_rows"), nb::arg("seed_tags"), nb::arg("rule"), nb::arg("names"),
             nb::arg("threads"), nb::arg("progress").none());
  module.def("shapes", &shapes, nb::arg("transfers"), nb::arg("window_us"), nb::arg("length_max"),
             nb::arg("names"), nb::arg("threads"), nb::arg("progress").none());
  module.def("features", &features, nb::arg("transfers"), nb::arg("window_us"), nb::arg("names"),
             nb::arg("threads"), nb::arg("progress").none());
}

}  // namespace cuibono::python
