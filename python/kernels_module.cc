// components, successions, normalise; and the class of tables.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <unordered_map>

#include "investigation/kernels.h"
#include "kernel_parts.h"
#include "modules.h"

namespace cuibono::python {
namespace {

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

constexpr std::size_t ask_every = 1U << 16U;  // rows between two questions whether to stop

struct CallNames {
  std::string caller, callee, time, duration, imei, imsi;
};

TableObject successions(const nb::object& calls, const CallNames& names, unsigned threads,
                        const nb::object& progress) {
  const Source source(calls, "calls");
  const auto texts = [&](const core::RunContext& context, const std::string& column) {
    std::vector<std::string_view> out;
    for (const auto& text : read_texts(context, source, column))
      out.push_back(text.value_or(std::string_view()));
    return out;
  };
  return TableObject::make(long_answer<Table>(
      threads, progress, [&](const core::RunContext& context) -> core::Result<Table> {
        investigation::CallColumns columns;
        const auto time_us = read_time_us(source, names.time);
        columns.time_us = time_us.span;
        columns.caller = texts(context, names.caller);
        columns.callee = texts(context, names.callee);
        if (source.has(names.imei)) columns.imei = texts(context, names.imei);
        if (source.has(names.imsi)) columns.imsi = texts(context, names.imsi);
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
        if (source) values = read_texts(context, *source, "values");
        // Columns repeat themselves, and a numbering plan is slow to ask: each text once.
        std::unordered_map<std::string_view, std::size_t> place;
        std::vector<std::string_view> distinct;
        for (std::size_t row = 0; row < values.size(); ++row) {
          if (row % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
          const auto& value = values[row];
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
        for (std::size_t row = 0; row < values.size(); ++row) {
          if (row % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
          const auto& value = values[row];
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
  nb::class_<TableObject>(module, "Table",
                          "Columns of one length, offered through the Arrow C stream interface "
                          "without a copy.")
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
  nb::class_<CallNames>(module, "CallNames")
      .def(
          nb::init<std::string, std::string, std::string, std::string, std::string, std::string>());
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
