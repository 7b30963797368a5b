// Cases and runs: what src/cli does with words, done with objects.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "arrow_write.h"
#include "errors.h"
#include "investigation/investigation.h"
#include "investigation/tables.h"
#include "modules.h"

namespace cuibono::python {
namespace {

namespace in = investigation;
using evidence::MaskWords;

/// The results of a run, in memory.
class RunObject {
 public:
  explicit RunObject(in::RunReport report) : report_(std::move(report)) {}

  [[nodiscard]] TableObject table(const std::string& name) const {
    return TableObject::make(value_of(in::result_table(report_.files, name)));
  }
  [[nodiscard]] nb::list file_names() const {
    nb::list names;
    for (const auto& file : report_.files) names.append(nb::str(file.name.c_str()));
    return names;
  }
  [[nodiscard]] nb::bytes file(const std::string& name) const {
    for (const auto& one : report_.files) {
      if (one.name == name) return nb::bytes(one.bytes.data(), one.bytes.size());
    }
    throw nb::key_error(name.c_str());
  }
  [[nodiscard]] const in::RunReport& report() const noexcept { return report_; }

 private:
  in::RunReport report_;
};

class CaseObject {
 public:
  explicit CaseObject(in::Case the_case) : case_(std::move(the_case)) {}
  static CaseObject open(const std::string& path) {
    return CaseObject(value_of(in::open_case(path)));
  }

  [[nodiscard]] const in::Case& the_case() const noexcept { return case_; }
  [[nodiscard]] TableObject items() const { return TableObject::make(in::item_table(case_)); }

  [[nodiscard]] nb::dict events(const MaskWords& words, unsigned threads,
                                const nb::object& progress) const {
    const auto mask = value_of(evidence::parse_mask(words));
    std::optional<core::Result<in::EventTables>> found;
    run_long(threads, progress, [&](const core::RunContext& context) {
      found = in::read_event_tables(context, case_, mask);
    });
    in::EventTables tables = value_of(std::move(*found));
    nb::dict out;
    out["transfers"] = TableObject::make(std::move(tables.transfers));
    out["calls"] = TableObject::make(std::move(tables.calls));
    out["reports"] = TableObject::make(std::move(tables.reports));
    out["reported_payments"] = TableObject::make(std::move(tables.reported_payments));
    return out;
  }

  [[nodiscard]] RunObject run(const MaskWords& words, bool write, const std::string& out_folder,
                              bool strict, unsigned threads, const nb::object& progress) const {
    in::RunRequest request;
    request.mask = value_of(evidence::parse_mask(words));
    request.write = write;
    request.out_folder = out_folder;
    request.strict = strict;
    std::optional<core::Result<in::RunReport>> report;
    run_long(threads, progress, [&](const core::RunContext& context) {
      report = in::run_case(context, case_, request);
    });
    return RunObject(value_of(std::move(*report)));
  }

  [[nodiscard]] RunObject results() const {
    in::RunReport report;
    report.files = value_of(in::read_results(case_));
    report.out_folder = case_.path("out");
    return RunObject(std::move(report));
  }

  [[nodiscard]] std::string show(const std::string& what) const {
    return value_of(in::show_thing(case_, what));
  }

 private:
  in::Case case_;
};

CaseObject simulate(const std::string& folder, std::uint64_t seed, double scale, unsigned threads,
                    const nb::object& progress) {
  in::SimulateRequest request;
  request.folder = folder;
  request.seed = seed;
  request.scale = scale;
  std::optional<core::Result<in::Case>> made;
  run_long(threads, progress,
           [&](const core::RunContext& context) { made = in::simulate_case(context, request); });
  return CaseObject(value_of(std::move(*made)));
}

}  // namespace

void add_case(nb::module_& module) {
  nb::class_<MaskWords>(module, "MaskWords")
      .def(
          "__init__",
          [](MaskWords* words, std::string as_of, std::vector<std::string> only_jurisdiction,
             std::vector<std::string> without, std::vector<std::string> without_source,
             std::vector<std::string> handling) {
            new (words)
                MaskWords{std::move(as_of), std::move(only_jurisdiction), std::move(without),
                          std::move(without_source), std::move(handling)};
          },
          nb::arg("as_of"), nb::arg("only_jurisdiction"), nb::arg("without"),
          nb::arg("without_source"), nb::arg("handling"));
  nb::class_<RunObject>(module, "Run")
      .def("table", &RunObject::table)
      .def("file", &RunObject::file)
      .def_prop_ro("file_names", &RunObject::file_names)
      .def_prop_ro("summary", [](const RunObject& run) { return run.report().summary; })
      .def_prop_ro("questions", [](const RunObject& run) { return run.report().questions; })
      .def_prop_ro("out_folder", [](const RunObject& run) { return run.report().out_folder; })
      .def_prop_ro("rows", [](const RunObject& run) { return run.report().rows; })
      .def_prop_ro("records", [](const RunObject& run) { return run.report().records; })
      .def_prop_ro("quarantined", [](const RunObject& run) { return run.report().quarantined; })
      .def_prop_ro("events", [](const RunObject& run) { return run.report().events; })
      .def_prop_ro("seconds", [](const RunObject& run) { return run.report().seconds; });
  nb::class_<CaseObject>(module, "Case")
      .def_prop_ro("folder", [](const CaseObject& one) { return one.the_case().folder; })
      .def_prop_ro("id", [](const CaseObject& one) { return one.the_case().settings.id; })
      .def_prop_ro("title", [](const CaseObject& one) { return one.the_case().settings.title; })
      .def_prop_ro("marking", [](const CaseObject& one) { return one.the_case().settings.marking; })
      .def_prop_ro("simulated",
                   [](const CaseObject& one) { return one.the_case().settings.simulated; })
      .def("items", &CaseObject::items)
      .def("events", &CaseObject::events, nb::arg("mask"), nb::arg("threads"),
           nb::arg("progress").none())
      .def("run", &CaseObject::run, nb::arg("mask"), nb::arg("write"), nb::arg("out"),
           nb::arg("strict"), nb::arg("threads"), nb::arg("progress").none())
      .def("results", &CaseObject::results)
      .def("show", &CaseObject::show);
  module.def("open", &CaseObject::open, nb::arg("path"));
  module.def("simulate", &simulate, nb::arg("folder"), nb::arg("seed"), nb::arg("scale"),
             nb::arg("threads"), nb::arg("progress").none());
  module.def("engine", &in::engine_name);
  module.def("result_table_names", [] {
    std::vector<std::string> names;
    for (const auto name : in::result_table_names()) names.emplace_back(name);
    return names;
  });
}

}  // namespace cuibono::python
