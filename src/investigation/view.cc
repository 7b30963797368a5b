// The door: out/ read once and checked against its manifest, the events below it read in a second step, and
// every request led to what answers it.
#include "investigation/view.h"

#include <algorithm>
#include <set>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/privileged.h"
#include "investigation/run_parts.h"
#include "investigation/take_in.h"
#include "investigation/view_parts.h"

namespace cuibono::investigation {

using core::Error;
using core::ErrorCode;

namespace {

/// What differs between the case as it lies there and as it was when the results were made; empty: nothing.
std::string find_stale(const Case& the_case, const std::string& manifest_hash,
                       const ViewJson& intake) {
  const auto lines = read_audit(the_case);
  if (!lines.has_value()) return "the audit of the case cannot be read: cuibono verify says why";
  std::string authored;
  bool is_there = false;
  for (auto line = lines->rbegin(); line != lines->rend() && !is_there; ++line) {
    const auto entry = ViewJson::parse(line->entry, nullptr, false);
    is_there =
        view_text(entry, "op") == "run" && view_text(entry, "out_manifest_sha256") == manifest_hash;
    if (is_there) authored = view_text(entry, "authored");
  }
  if (!is_there) return "no run in the audit made these results: run again";
  if (authored != authored_hashes(the_case))
    return "the case file, a mapping or a judgement changed since these results were made: run "
           "again";
  std::set<std::string> known;
  for (const auto& item : view_value(intake, "items")) known.insert(view_text(item, "sha256"));
  const bool has_new =
      std::any_of(the_case.items.begin(), the_case.items.end(),
                  [&](const auto& item) { return !known.contains(item.sha256.hex()); });
  return has_new ? "there is evidence that these results do not know: run again" : "";
}

core::Status read_files(const Case& the_case, const std::string& manifest,
                        std::map<std::string, std::string, std::less<>>& files) {
  const auto json = ViewJson::parse(manifest, nullptr, false);
  if (!view_value(json, "files").is_object())
    return Error{ErrorCode::bad_input, "the manifest of the results cannot be read",
                 the_case.path("out/manifest.json"), "run again: it is derived"};
  for (const char* name :
       {"intake.json", "entities.jsonl", "organisation.json", "money.json", "findings.jsonl",
        "claims.jsonl", "leads.jsonl", "brief.json", "run.json"}) {
    const std::string path = the_case.path(std::string("out/") + name);
    CB_TRY(std::string bytes, read_file(path));
    if (core::sha256(bytes).hex() != view_text(view_value(json, "files"), name))
      return Error{ErrorCode::integrity, "this file is not the one that the run wrote", path,
                   "run again: it is derived"};
    files.emplace(name, std::move(bytes));
  }
  return {};
}

}  // namespace

CaseView::~CaseView() = default;

core::Result<std::unique_ptr<CaseView>> CaseView::open(const core::RunContext& context,
                                                       Case the_case, Options options) {
  std::unique_ptr<CaseView> view(new CaseView());  // NOLINT: the constructor is private
  view->case_ = std::move(the_case);
  view->options_ = options;
  const std::string manifest_path = view->case_.path("out/manifest.json");
  if (!exists(manifest_path))
    return Error{ErrorCode::answered_no, "this case has no results yet", view->case_.folder,
                 "run first: cuibono -C " + view->case_.folder + " run"};
  CB_TRY(const std::string manifest, read_file(manifest_path));
  const std::string hash = core::sha256(manifest).hex();
  view->revision_ = hash.substr(0, 16);
  auto results = std::make_unique<Results>();
  CB_TRY_STATUS(read_files(view->case_, manifest, results->files));
  for (const auto step : {read_statements, read_money, read_organisation, read_sources}) {
    CB_TRY_STATUS(core::check_cancelled(context));
    CB_TRY_STATUS(step(*results));
  }
  CB_TRY_STATUS(read_overview(*results, view->case_));
  for (auto& entry : results->search) entry.words = evidence::fold_words(entry.words);
  results->stale_hint = find_stale(view->case_, hash, results->intake);
  results->intake = nullptr;
  view->results_ = std::move(results);
  return view;
}

core::Status CaseView::load_network(const core::RunContext& context) {
  const std::lock_guard<std::mutex> alone(loading_);
  if (state_.load() == NetworkState::ready) return {};
  core::Status status = read_events(context);
  state_.store(status.has_value() ? NetworkState::ready : NetworkState::failed);
  return status;
}

core::Status CaseView::read_events(const core::RunContext& context) {
  CB_TRY(Store store, Store::open(case_, CaseUse::read));
  CB_TRY(TakenIn taken, take_in(context, case_, store, results_->mask));
  CB_TRY_STATUS(core::check_cancelled(context));
  close_privileged(case_.settings.privileged, taken);
  auto events = std::make_unique<Events>();
  events->facts.simulated = case_.settings.simulated;
  events->facts.zone = case_.settings.zone;
  events->facts.pseudonym_key = case_.settings.pseudonym_key;
  events->facts.pseudonym_keys = std::move(taken.report_digests);
  events->facts.victims = case_.settings.victims;
  CB_TRY(events->evidence,
         evidence::make_events(context, {taken.items, taken.batches, taken.mappings, &taken.mask,
                                         case_.settings.simulated}));
  taken.batches.clear();
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_TRY(events->entities, entities::make_entities(context, events->evidence, taken.joining));
  CB_TRY(events->network, network::make_network(context, events->evidence));
  CB_TRY(const auto rates, read_rates(case_));
  CB_TRY(events->money,
         money::trace_money(context, events->evidence, events->entities,
                            {false, money::MoneyDepth::full, rates.get(), currency_of(case_)}));
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_TRY(events->view,
         brief::NetworkView::make(context, {events->facts, events->evidence, events->entities,
                                            events->network, events->money}));
  events_ = std::move(events);
  return {};
}

bool CaseView::is_current() const {
  const auto manifest = read_file(case_.path("out/manifest.json"));
  return manifest.has_value() && core::sha256(*manifest).hex().starts_with(revision_);
}

bool CaseView::may_be_kept(const ViewRequest& request) noexcept {
  if (request.path.empty()) return false;
  const std::string& what = request.path.front();
  // A search finds more once the events are read.
  return what != "case" && what != "search" && what != "records" &&
         !(what == "sources" && request.path.size() > 1);
}

namespace {

/// One row of a table by its id, or a list of the rows that pass.
ViewAnswer answer_table(const ViewTable& table, ViewQuery& query,
                        const std::vector<std::string>& path, const char* what,
                        std::initializer_list<std::string_view> filters,
                        const CaseView::Results& results) {
  if (path.size() == 2) {
    query.know({});
    if (query.fault()) return refused(ViewState::bad_request, *query.fault());
    const std::string* row = table.find(path[1]);
    if (row == nullptr) return no_such(std::string("there is no ") + what + " " + path[1]);
    return found(*row);
  }
  std::vector<std::string_view> known{"q", "offset", "limit"};
  known.insert(known.end(), filters.begin(), filters.end());
  query.know(known);
  std::vector<ViewFilter> chosen;
  for (const auto name : filters) {
    ViewFilter filter{name, query.texts(name)};
    if (name == "subject" && !filter.any_of.empty())
      filter.any_of = results.subjects_of(filter.any_of.front());
    if (name == "set_aside") (void)query.flag(name, true);  // 0 or 1
    chosen.push_back(std::move(filter));
  }
  return list_answer(table, query, chosen);
}

bool needs_network(const std::vector<std::string>& path, const ViewQuery& query) {
  return path[0] == "graph" || path[0] == "nodes" || path[0] == "timeline" ||
         (path.size() == 2 && path[0] == "money" && path[1] == "steps" && query.has("account"));
}

}  // namespace

ViewAnswer CaseView::answer(const ViewRequest& request) const {
  const auto& path = request.path;
  ViewQuery query(request);
  if (path.empty()) return no_such("nothing was asked for");
  if (const std::string asked = query.text("revision"); !asked.empty() && asked != revision_)
    return refused(ViewState::stale,
                   {ErrorCode::answered_no, "these results are of revision " + revision_, "",
                    "load the page again: the results were made anew"});
  const Results& results = *results_;
  if (needs_network(path, query)) {
    if (state_.load() == NetworkState::loading)
      return refused(
          ViewState::still_loading,
          {ErrorCode::resources, "the network is still being read", "", "still loading"});
    if (state_.load() == NetworkState::failed)
      return refused(ViewState::failed, {ErrorCode::integrity, "the network could not be read",
                                         case_.folder, "cuibono verify says what is wrong"});
    if (path[0] == "graph" || path[0] == "money")
      return answer_graph(results, *events_, query, path, revision_);
    if (path[0] == "timeline" && path.size() == 1) return answer_timeline(*events_, query);
    if (path[0] == "nodes" && path.size() == 2)
      return answer_node(results, *events_, query, path[1]);
  }
  if (path[0] == "money" && path.size() <= 2) return answer_money(results, query, path);
  if (path[0] == "records" && path.size() == 3)
    return answer_row({case_, results.rests_on, results.finding_ids, results.rows_of, reading_},
                      query, path[1], path[2]);
  if (path[0] == "sources" && path.size() == 3 && path[2] == "rows")
    return answer_rows({case_, results.rests_on, results.finding_ids, results.rows_of, reading_},
                       query, path[1]);
  if (path.size() == 1 && path[0] == "search") {
    const bool ready = state_.load() == NetworkState::ready;
    return answer_search(results, ready ? events_->view.get() : nullptr, query);
  }
  if (path.size() == 1 && (path[0] == "case" || path[0] == "overview")) {
    query.know({});
    if (query.fault()) return refused(ViewState::bad_request, *query.fault());
    if (path[0] == "overview") return found(results.overview);
    ViewJson json = results.case_facts;
    json["revision"] = revision_;
    json["read_only"] = options_.read_only;
    json["network"] = state_.load() == NetworkState::ready     ? "ready"
                      : state_.load() == NetworkState::loading ? "loading"
                                                               : "failed";
    json["stale"] = !results.stale_hint.empty();
    json["hint"] = results.stale_hint.empty() ? ViewJson(nullptr) : ViewJson(results.stale_hint);
    return found(dump_view(json));
  }
  if (path.size() <= 2) {
    if (path[0] == "findings")
      return answer_table(results.findings, query, path, "finding",
                          {"kind", "subject", "band", "set_aside"}, results);
    if (path[0] == "leads")
      return answer_table(results.leads, query, path, "lead", {"subject"}, results);
    if (path[0] == "claims")
      return answer_table(results.claims, query, path, "claim", {"subject"}, results);
    if (path[0] == "sentences")
      return answer_table(results.sentences, query, path, "sentence", {"section"}, results);
    if (path[0] == "actors")
      return answer_table(results.actors, query, path, "actor",
                          {"band", "site", "role", "set_aside"}, results);
    if (path[0] == "sites") return answer_table(results.sites, query, path, "site", {}, results);
    if (path[0] == "sources")
      return answer_table(results.sources, query, path, "item", {}, results);
  }
  return no_such("there is no such page: " + core::join(path, "/"),
                 "openapi.yaml lists what there is");
}

}  // namespace cuibono::investigation
