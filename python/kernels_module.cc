// The kernels over tables of other programs: columns in, columns out.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <unordered_map>

#include "arrow_read.h"
#include "arrow_write.h"
#include "errors.h"
#include "investigation/kernels.h"
#include "modules.h"

namespace cuibono::python {
namespace {

using investigation::Column;
using investigation::ColumnType;
using investigation::Table;

/// An error of a kernel leaves the thread of the work as it is, and is raised with the interpreter's lock.
template <class Answer>
Answer long_answer(unsigned threads, const nb::object& progress,
                   const std::function<core::Result<Answer>(const core::RunContext&)>& work) {
  std::optional<core::Result<Answer>> answer;
  run_long(threads, progress, [&](const core::RunContext& context) { answer = work(context); });
  return value_of(std::move(*answer));
}

/// A column of what ids stand for.
class Labels {
 public:
  Labels(const Ends& ends, const char* name)
      : ends_(ends),
        column_(name, ends.kind == Ends::Kind::text     ? ColumnType::text
                      : ends.kind == Ends::Kind::number ? ColumnType::int64
                                                        : ColumnType::uint32) {}
  void add(std::uint32_t id) {
    if (id >= ends_.count || (ends_.none && *ends_.none == id)) {
      column_.add_null();
    } else if (ends_.kind == Ends::Kind::text) {
      column_.add_text(ends_.texts[id]);
    } else if (ends_.kind == Ends::Kind::number) {
      column_.add_int(ends_.numbers[id]);
    } else {
      column_.add_uint(id);
    }
  }
  Column take() { return std::move(column_); }

 private:
  const Ends& ends_;
  Column column_;
};

template <class... Columns>
Table table_of(Columns... columns) {
  Table table;
  (table.columns.push_back(std::move(columns)), ...);
  return table;
}

template <class T>
Column column_of(const char* name, ColumnType type, std::vector<T> values) {
  Column column(name, type);
  column.take(std::move(values));
  return column;
}

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

void check_one_currency(const Source& source, const std::string& column) {
  if (column.empty() || !source.has(column)) return;
  const auto texts = read_texts(source, column);
  for (std::size_t row = 1; row < texts.size(); ++row) {
    if (texts[row] != texts[0])
      source.refuse_row(column, row,
                        "another currency than row 0; hand in the payments of one at once");
  }
}

Payments read_payments(const core::RunContext& context, const Source& source,
                       const TransferNames& names) {
  Payments payments;
  check_one_currency(source, names.currency);
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

std::uint32_t row_number(std::int64_t row, std::size_t rows) {
  // A row that is not there is told by the kernel, which counts rows in 32 bits.
  return row < 0 || static_cast<std::size_t>(row) >= rows ? UINT32_MAX
                                                          : static_cast<std::uint32_t>(row);
}

Seeds read_seeds(const core::RunContext& context, const Source& source, std::size_t rows) {
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
    seeds.seeds.push_back({row_number(transfers.span[i], rows), tag + 1});
  }
  return seeds;
}

Seeds named_seeds(const std::vector<std::int64_t>& transfers, const std::vector<std::string>& tags,
                  std::size_t rows) {
  Seeds seeds;
  seeds.own = tags;
  std::sort(seeds.own.begin(), seeds.own.end());
  seeds.own.erase(std::unique(seeds.own.begin(), seeds.own.end()), seeds.own.end());
  seeds.tags.kind = Ends::Kind::text;
  for (const auto& name : seeds.own) seeds.tags.texts.push_back(name);
  seeds.tags.count = static_cast<std::uint32_t>(seeds.own.size());
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto at = std::lower_bound(seeds.own.begin(), seeds.own.end(), tags[i]);
    seeds.seeds.push_back(
        {row_number(transfers[i], rows), static_cast<std::uint32_t>(at - seeds.own.begin()) + 1});
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
        Seeds seeds = seeds_source ? read_seeds(context, *seeds_source, source.rows())
                                   : named_seeds(seed_rows, seed_tags, source.rows());
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
Column nullable(const char* name, ColumnType type, const std::vector<T>& values, T none) {
  Column column(name, type);
  column.reserve(values.size());
  for (const T value : values) {
    if (value == none) {
      column.add_null();
    } else if constexpr (std::is_same_v<T, std::uint32_t>) {
      column.add_uint(value);
    } else {
      column.add_int(value);
    }
  }
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
        return table_of(
            column_of("payer_out_count", number, std::move(f.payer_out_count)),
            column_of("payer_payees", number, std::move(f.payer_payees)),
            column_of("payer_out_minor", money, std::move(f.payer_out_minor)),
            column_of("payee_in_count", number, std::move(f.payee_in_count)),
            column_of("payee_payers", number, std::move(f.payee_payers)),
            column_of("payee_in_minor", money, std::move(f.payee_in_minor)),
            column_of("payer_in_count", number, std::move(f.payer_in_count)),
            column_of("payer_in_minor", money, std::move(f.payer_in_minor)),
            nullable("paid_on_permille", number, f.paid_on_permille, money::nothing_received),
            nullable("since_in_us", money, f.since_in_us, money::never_us));
      }));
}

TableObject components(const nb::object& edges, const std::string& from, const std::string& to,
                       unsigned threads, const nb::object& progress) {
  const Source source(edges, "edges");
  return TableObject::make(long_answer<Table>(
      threads, progress, [&](const core::RunContext& context) -> core::Result<Table> {
        const std::string columns[] = {from, to};
        const Ends ends = read_ends(context, source, columns);
        std::vector<std::uint8_t> is_named(ends.count, 0);
        for (const auto& column : ends.columns) {
          for (std::size_t row = 0; row < column.span.size(); ++row) {
            if (ends.none && column.span[row] == *ends.none)
              source.refuse_row(columns[&column - ends.columns.data()], row, "is null");
            is_named[column.span[row]] = 1;
          }
        }
        CB_TRY(const auto least, investigation::connect_rows(context, ends.columns[0].span,
                                                             ends.columns[1].span, ends.count));
        // Components are numbered in the order of their first nodes, and counted.
        std::vector<std::uint32_t> number(ends.count, 0), size(ends.count, 0);
        std::uint32_t components = 0;
        for (std::uint32_t node = 0; node < ends.count; ++node) {
          if (is_named[node] == 0) continue;
          if (size[least[node]]++ == 0) number[least[node]] = components++;
        }
        Labels label(ends, "node");
        Column component("component", ColumnType::uint32), nodes("nodes", ColumnType::uint32);
        for (std::uint32_t node = 0; node < ends.count; ++node) {
          if (is_named[node] == 0) continue;
          label.add(node);
          component.add_uint(number[least[node]]);
          nodes.add_uint(size[least[node]]);
        }
        return table_of(label.take(), std::move(component), std::move(nodes));
      }));
}

struct CallNames {
  std::string caller, callee, time, duration, imei, imsi;
};

TableObject successions(const nb::object& calls, const CallNames& names, unsigned threads,
                        const nb::object& progress) {
  const Source source(calls, "calls");
  const auto texts = [&](const std::string& column) {
    std::vector<std::string_view> out;
    for (const auto& text : read_texts(source, column))
      out.push_back(text.value_or(std::string_view()));
    return out;
  };
  return TableObject::make(long_answer<Table>(
      threads, progress, [&](const core::RunContext& context) -> core::Result<Table> {
        investigation::CallColumns columns;
        const auto time_us = read_time_us(source, names.time);
        columns.time_us = time_us.span;
        columns.caller = texts(names.caller);
        columns.callee = texts(names.callee);
        if (source.has(names.imei)) columns.imei = texts(names.imei);
        if (source.has(names.imsi)) columns.imsi = texts(names.imsi);
        Values<std::int64_t> duration;
        if (source.has(names.duration)) {
          duration = read_int64(source, names.duration, Nulls::replaced, -1);
          columns.duration_s = duration.span;
        }
        CB_TRY(const auto found, investigation::find_call_successions(context, columns));
        Column kind("kind", ColumnType::text), old("old", ColumnType::text),
            fresh("new", ColumnType::text), by("by", ColumnType::text),
            last("old_last", ColumnType::time_us), first("new_first", ColumnType::time_us),
            similarity("similarity_permille", ColumnType::uint32),
            runner_up("runner_up_permille", ColumnType::uint32),
            shared("shared_contacts", ColumnType::uint32), of("old_contacts", ColumnType::uint32);
        for (const auto& one : found) {
          kind.add_text(one.kind == calls::SuccessionKind::number ? "number"
                        : one.kind == calls::SuccessionKind::sim  ? "sim"
                                                                  : "handset");
          old.add_text(one.from), fresh.add_text(one.to);
          if (one.by.empty())
            by.add_null();
          else
            by.add_text(one.by);
          last.add_int(one.last_us), first.add_int(one.first_us);
          similarity.add_uint(one.similarity_permille);
          runner_up.add_uint(one.runner_up_permille);
          shared.add_uint(one.shared), of.add_uint(one.of);
        }
        return table_of(std::move(kind), std::move(old), std::move(fresh), std::move(by),
                        std::move(last), std::move(first), std::move(similarity),
                        std::move(runner_up), std::move(shared), std::move(of));
      }));
}

const char* validity_name(evidence::Validity validity) {
  return validity == evidence::Validity::valid       ? "valid"
         : validity == evidence::Validity::plausible ? "plausible"
                                                     : "invalid";
}

TableObject normalise(const nb::object& column,
                      const std::vector<std::optional<std::string>>& listed,
                      const std::string& kind, const std::string& country, bool simulated,
                      unsigned threads, const nb::object& progress) {
  std::optional<Source> source;
  if (!column.is_none()) source.emplace(column, "values", Source::Shape::column);
  return TableObject::make(long_answer<Table>(
      threads, progress, [&](const core::RunContext& context) -> core::Result<Table> {
        std::vector<std::optional<std::string_view>> values(listed.begin(), listed.end());
        if (source) values = read_texts(*source, "values");
        // Columns repeat themselves, and a numbering plan is slow to ask: each text once.
        std::unordered_map<std::string_view, std::size_t> place;
        std::vector<std::string_view> distinct;
        for (const auto& value : values) {
          if (value && place.try_emplace(*value, distinct.size()).second)
            distinct.push_back(*value);
        }
        CB_TRY(const auto checked, investigation::normalise_text(kind, "", country, simulated));
        static_cast<void>(checked);  // the kind exists
        std::vector<evidence::NormalForm> forms(distinct.size());
        constexpr std::size_t block = 1024;
        CB_TRY_STATUS(core::parallel_blocks(
            context, distinct.size(), block, [&](const core::Block& some) -> core::Status {
              for (std::size_t i = some.begin; i < some.end; ++i) {
                CB_TRY(forms[i],
                       investigation::normalise_text(kind, distinct[i], country, simulated));
              }
              return {};
            }));
        Column written("written", ColumnType::text), selector("selector", ColumnType::text),
            validity("validity", ColumnType::text), reason("reason", ColumnType::text);
        for (const auto& value : values) {
          if (!value) {
            for (auto* one : {&written, &selector, &validity, &reason}) one->add_null();
            continue;
          }
          const auto& form = forms[place[*value]];
          written.add_text(*value);
          selector.add_text(form.text);
          validity.add_text(validity_name(form.validity));
          if (form.reason.empty())
            reason.add_null();
          else
            reason.add_text(form.reason);
        }
        return table_of(std::move(written), std::move(selector), std::move(validity),
                        std::move(reason));
      }));
}

/// Where the kernels read a column of whole numbers or times: for tests of "no copy".
nb::tuple where_read(const nb::object& table, const std::string& column, bool is_time) {
  const Source source(table, "table");
  const auto values = is_time ? read_time_us(source, column) : read_int64(source, column);
  return nb::make_tuple(reinterpret_cast<std::uintptr_t>(values.span.data()), values.copied(),
                        source.rows(), source.batches());
}

/// Where the kernels read ends: (address or 0 where they were numbered, copied).
nb::tuple where_ends_read(const nb::object& table, const std::vector<std::string>& columns) {
  const Source source(table, "table");
  const Ends ends = read_ends({}, source, columns);
  return nb::make_tuple(reinterpret_cast<std::uintptr_t>(ends.columns[0].span.data()),
                        ends.columns[0].copied());
}

}  // namespace

void add_kernels(nb::module_& module) {
  nb::class_<TableObject>(module, "Table")
      .def(
          "__arrow_c_stream__",
          [](const TableObject& table, const nb::object&) { return table.stream(); },
          nb::arg("requested_schema") = nb::none())
      .def("__arrow_c_schema__", &TableObject::schema)
      .def("__len__", [](const TableObject& table) { return table.table().rows(); })
      .def("__getitem__", &TableObject::row)
      .def("column", &TableObject::column)
      .def_prop_ro("column_names", &TableObject::column_names)
      .def("__repr__", &TableObject::text)
      .def("_repr_html_", &TableObject::html);
  nb::class_<TransferNames>(module, "TransferNames")
      .def(nb::init<std::string, std::string, std::string, std::string, std::string>());
  nb::class_<CallNames>(module, "CallNames")
      .def(
          nb::init<std::string, std::string, std::string, std::string, std::string, std::string>());
  module.def("trace", &trace, nb::arg("transfers"), nb::arg("seeds_table").none(),
             nb::arg("seed_rows"), nb::arg("seed_tags"), nb::arg("rule"), nb::arg("names"),
             nb::arg("threads"), nb::arg("progress").none());
  module.def("features", &features, nb::arg("transfers"), nb::arg("window_us"), nb::arg("names"),
             nb::arg("threads"), nb::arg("progress").none());
  module.def("components", &components, nb::arg("edges"), nb::arg("source"), nb::arg("target"),
             nb::arg("threads"), nb::arg("progress").none());
  module.def("successions", &successions, nb::arg("calls"), nb::arg("names"), nb::arg("threads"),
             nb::arg("progress").none());
  module.def("normalise", &normalise, nb::arg("column").none(), nb::arg("listed"), nb::arg("kind"),
             nb::arg("country"), nb::arg("simulated"), nb::arg("threads"),
             nb::arg("progress").none());
  module.def("where_read", &where_read);
  module.def("where_ends_read", &where_ends_read);
}

}  // namespace cuibono::python
