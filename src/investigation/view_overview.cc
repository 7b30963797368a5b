// Files of out/ as objects; the case itself, its overview, its items.
#include <algorithm>

#include "investigation/view_intake.h"
#include "investigation/view_parts.h"

namespace cuibono::investigation {

using core::Error;
using core::ErrorCode;

namespace {

Error unreadable(const char* name) {
  return Error{ErrorCode::bad_input, "this file of the results cannot be read",
               std::string("out/") + name, "run again: it is derived"};
}

std::string take_file(CaseView::Results& results, const char* name) {
  const auto at = results.files.find(name);
  if (at == results.files.end()) return {};
  return std::exchange(at->second, std::string());
}

/// A count of the case with where it opens; nothing where no finding holds it.
struct CountOf {
  const char* id;
  const char* key;
  const char* label;
  const char* screen;
};
constexpr CountOf counts_of_case[] = {
    {"reports", "count|case|reports", "reports of victims", "sources"},
    {"victims", "count|case|victims", "victims who reported", "network"},
    {"desks", "count|case|desks", "numbers that behave as a desk", "network"},
    {"sites", "count|case|sites", "sites", "network"},
    {"mules", "count|case|mules", "accounts that pass victims' money on", "money"},
    {"countries", "count|case|countries", "countries of victims", "sources"},
    {"files", "count|case|files", "files", "sources"},
    {"rows", "count|case|rows", "rows", "sources"},
    {"quarantined", "count|case|quarantined", "rows set aside as unreadable", "sources"},
};

ViewJson counts_json(const std::vector<ViewJson>& findings, const CaseView::Results& results) {
  ViewJson list = ViewJson::array();
  for (const auto& count : counts_of_case) {
    const auto at = std::find_if(findings.begin(), findings.end(), [&](const ViewJson& finding) {
      return view_text(finding, "key") == count.key;
    });
    if (at == findings.end()) continue;
    ViewJson one{{"id", count.id}, {"label", count.label}};
    one["text"] = quantity_words(view_value(*at, "value"), "");
    one["value"] = view_value(*at, "value");
    one["finding"] = view_value(*at, "id");
    ViewJson params = ViewJson::object();
    if (std::string_view(count.id) == "mules") params["role"] = "mule";
    one["open"] = {{"screen", count.screen}, {"params", std::move(params)}};
    put_records(one, view_value(*at, "records"), at->value("records_total", std::uint64_t{0}));
    list.push_back(std::move(one));
  }
  // Kinds of accounts, counted where they are listed.
  const auto roles = results.accounts.fields.find("role");
  for (const char* role : {"collector", "exchange", "shell", "payroll"}) {
    std::uint64_t number = 0;
    if (roles != results.accounts.fields.end())
      number =
          static_cast<std::uint64_t>(std::count(roles->second.begin(), roles->second.end(), role));
    if (number == 0) continue;
    list.push_back({{"id", std::string("accounts_") + role},
                    {"label", std::string("accounts read as ") + role},
                    {"text", core::group_digits(number)},
                    {"value", number},
                    {"finding", nullptr},
                    {"open", {{"screen", "money"}, {"params", {{"role", role}}}}},
                    {"records", ViewJson::array()},
                    {"records_total", 0}});
  }
  return list;
}

ViewJson staff_json(const ViewJson& staff, const std::vector<ViewJson>& findings) {
  if (!view_value(staff, "low").is_number() || !view_value(staff, "high").is_number())
    return nullptr;
  ViewJson json;
  for (const char* name : {"low", "estimate", "high", "lower_bound"})
    json[name] = view_value(staff, name);
  json["text"] =
      quantity_words(staff["low"], "") + " to " + quantity_words(staff["high"], "people");
  json["warnings"] = view_value(staff, "warnings");
  json["models"] = view_value(staff, "models");
  const auto size = std::find_if(findings.begin(), findings.end(), [](const ViewJson& finding) {
    return view_text(finding, "key").starts_with("count|case|staff_low");
  });
  const ViewJson& of = size == findings.end() ? view_value(json, "none") : *size;
  put_records(json, view_value(of, "records"),
              of.is_object() ? of.value("records_total", std::uint64_t{0}) : 0);
  return json;
}

ViewJson raw(const std::string& json) { return ViewJson::parse(json, nullptr, false); }

}  // namespace

core::Result<ViewJson> parse_results(CaseView::Results& results, const char* name) {
  const std::string bytes = take_file(results, name);
  ViewJson json = ViewJson::parse(bytes, nullptr, false);
  if (!json.is_object()) return unreadable(name);
  return json;
}

core::Result<std::vector<ViewJson>> parse_result_lines(CaseView::Results& results,
                                                       const char* name) {
  const std::string bytes = take_file(results, name);
  std::vector<ViewJson> lines;
  for (const auto line : core::split(bytes, '\n')) {
    if (line.empty()) continue;
    lines.push_back(ViewJson::parse(line.begin(), line.end(), nullptr, false));
    if (!lines.back().is_object()) return unreadable(name);
  }
  return lines;
}

core::Status read_sources(CaseView::Results& results) {
  CB_TRY(results.intake, parse_results(results, "intake.json"));
  for (const auto& item : view_value(results.intake, "items")) {
    ViewJson row;
    const std::string id = view_text(item, "id");
    row["item"] = id;
    for (const char* name :
         {"name",     "kind",        "source",      "custodian",  "jurisdiction",
          "received", "reliability", "credibility", "handling",   "legal_basis",
          "sha256",   "bytes",       "format",      "encoding",   "physical_rows",
          "rows",     "records",     "quarantined", "duplicates", "empty",
          "first",    "last"})
      row[name] = view_value(item, name);
    row["text"] = quantity_words(row["rows"], "") +
                  " rows = " + quantity_words(row["records"], "") + " records + " +
                  quantity_words(row["quarantined"], "") + " set aside";
    row["totals"] = ViewJson::array();
    for (const auto& total : view_value(item, "totals"))
      row["totals"].push_back(
          money_json(view_value(total, "amount_minor"), view_text(total, "currency")));
    row["mapping"] = view_value(item, "mapping");
    row["questions"] = view_value(item, "questions");
    row["broken"] = view_value(item, "broken");
    row["intake"] = intake_json(item);
    const std::string name = view_text(item, "name"), source = view_text(item, "source");
    results.rows_of[id] = item.value("physical_rows", std::uint64_t{0});
    results.sources.add(id, row, id + "\n" + name + "\n" + source);
    results.search.push_back({dump_view({{"kind", "item"},
                                         {"id", id},
                                         {"label", name},
                                         {"label_latin", latin_json(name)},
                                         {"extra", view_value(item, "source")}}),
                              evidence::fold_words(id), evidence::fold_words(name), source});
  }
  return {};
}

namespace {

ViewJson health_json(const CaseView::Results& results, const ViewJson& run) {
  ViewJson health{{"items", ViewJson::array()}, {"questions", ViewJson::array()}};
  std::vector<std::string> rows;
  std::uint64_t quarantined = 0;
  for (const auto& item : view_value(results.intake, "items")) {
    ViewJson one{{"item", view_value(item, "id")}};
    for (const char* name :
         {"name", "kind", "rows", "records", "quarantined", "duplicates", "first", "last"})
      one[name] = view_value(item, name);
    std::uint64_t doubtful = 0;
    for (const auto& column : view_value(item, "mapping"))
      doubtful += view_value(column, "doubtful") == true ? 1U : 0U;
    one["doubtful"] = doubtful;
    put_intake_counts(item, one);
    one["questions"] = view_value(item, "questions").size();
    for (const auto& question : view_value(item, "questions"))
      health["questions"].push_back(view_text(item, "name") + ": " + question.get<std::string>());
    health["items"].push_back(std::move(one));
    for (const auto& group : view_value(item, "broken")) {
      for (const auto& row : view_value(group, "rows")) {
        ++quarantined;
        if (rows.size() < list_usual)
          rows.push_back(dump_view({{"item", view_value(item, "id")},
                                    {"row", row},
                                    {"kind", view_value(group, "kind")},
                                    {"reason", view_value(group, "reason")}}));
      }
    }
  }
  for (const auto& question : view_value(results.intake, "questions")) {
    if (std::find(health["questions"].begin(), health["questions"].end(), question) ==
        health["questions"].end())
      health["questions"].push_back(question);
  }
  health["amounts"] = sums_view(view_value(results.intake, "amounts"));
  health["same_records"] = view_value(results.intake, "same_records");
  health["cuts"] = results.cuts;
  health["notes"] = view_value(run, "notes");
  std::vector<const std::string*> shown;
  for (const auto& row : rows) shown.push_back(&row);
  health["quarantined"] = raw(list_json(
      quarantined, 0, shown,
      rows.size() == quarantined ? "" : "the first rows; /sources/{item}/rows shows them all"));
  return health;
}

}  // namespace

core::Status read_overview(CaseView::Results& results, const Case& the_case) {
  CB_TRY(const ViewJson run, parse_results(results, "run.json"));
  const ViewJson& request = view_value(run, "request");
  const auto texts = [&](const char* name) {
    std::vector<std::string> list;
    for (const auto& text : view_value(request, name)) list.push_back(text.get<std::string>());
    return list;
  };
  if (const std::string as_of = view_text(request, "as_of"); !as_of.empty()) {
    const auto parsed = core::parse_rfc3339(as_of);
    if (!parsed) return unreadable("run.json");
    results.mask.as_of_us = parsed->time_us;
  }
  results.mask.jurisdictions = texts("jurisdictions");
  results.mask.without_items = texts("without_items");
  results.mask.without_sources = texts("without_sources");
  results.mask.handling_allowed = texts("handling_allowed");
  results.mask.without_records = texts("without_records");
  results.mask_words = view_text(run, "mask");
  results.seed = run.value("seed", the_case.settings.seed);

  ViewJson& facts = results.case_facts;
  const auto& settings = the_case.settings;
  facts["id"] = settings.id;
  facts["title"] = settings.title;
  facts["marking"] = settings.marking;
  facts["simulated"] = settings.simulated;
  facts["engine"] = view_value(run, "engine");
  facts["revision"] = nullptr;
  facts["zone"] = settings.zone.empty() ? "UTC" : settings.zone;
  facts["read_only"] = nullptr;
  // When calls and payments happened; a register may go back for years.
  std::string first, last;  // RFC 3339 in UTC: the order of texts is that of times
  for (const auto& item : view_value(results.intake, "items")) {
    const std::string kind = view_text(item, "kind");
    if (kind != "calls" && kind != "transfers" && kind != "chain") continue;
    const std::string from = view_text(item, "first"), to = view_text(item, "last");
    if (!from.empty() && !from.starts_with("step") && (first.empty() || from < first)) first = from;
    if (!to.starts_with("step")) last = std::max(last, to);
  }
  facts["window"] = {{"first", first.empty() ? ViewJson(nullptr) : ViewJson(first)},
                     {"last", last.empty() ? ViewJson(nullptr) : ViewJson(last)}};
  const ViewJson& by_kind = view_value(results.intake, "events_by_kind");
  ViewJson counts{{"items", view_value(results.intake, "items").size()}};
  for (const char* name : {"rows", "records", "quarantined", "events"})
    counts[name] = view_value(results.intake, name);
  for (const char* name : {"transfers", "calls", "reports"})
    counts[name] = view_value(by_kind, name);
  std::vector<ViewJson> findings;
  const auto& subjects = results.findings.fields["subject"];
  for (std::size_t f = 0; f < subjects.size(); ++f) {
    if (subjects[f] == "case") findings.push_back(raw(results.findings.rows[f]));
  }
  counts["victims"] = nullptr;
  for (const auto& finding : findings) {
    if (view_text(finding, "key") == "count|case|victims")
      counts["victims"] = view_value(finding, "value");
  }
  facts["counts"] = std::move(counts);
  facts["network"] = nullptr;
  facts["mask"] = view_value(run, "mask");
  facts["victims"] = settings.victims == brief::VictimNames::clear  ? "clear"
                     : settings.victims == brief::VictimNames::omit ? "omit"
                                                                    : "pseudonym";
  facts["languages"] = {"en", "he"};

  ViewJson overview;
  overview["bottom_line"] = ViewJson::array();
  for (std::size_t s = 0; s < results.sentences.rows.size(); ++s) {
    if (results.sentences.fields["section"][s] == "summary")
      overview["bottom_line"].push_back(raw(results.sentences.rows[s]));
  }
  overview["counts"] = counts_json(findings, results);
  overview["money"] = results.money_totals;
  overview["staff"] = staff_json(results.staff, findings);
  std::vector<const std::string*> leads;
  constexpr std::size_t leads_shown = 9;
  for (std::size_t l = 0; l < std::min(leads_shown, results.leads.rows.size()); ++l)
    leads.push_back(&results.leads.rows[l]);
  overview["leads"] =
      raw(list_json(results.leads.rows.size(), 0, leads,
                    leads.size() == results.leads.rows.size() ? "" : "those on which most hangs"));
  overview["health"] = health_json(results, run);
  results.overview = dump_view(overview);
  return {};
}

}  // namespace cuibono::investigation
