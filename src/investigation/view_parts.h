#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "brief/brief.h"
#include "investigation/investigation.h"
#include "investigation/view.h"

namespace cuibono::investigation {

using ViewJson = nlohmann::ordered_json;

[[nodiscard]] std::string dump_view(const ViewJson& json);
/// A text of an object; empty where it has none of this name.
[[nodiscard]] std::string view_text(const ViewJson& json, const char* name);
/// A value of an object; null where it has none of this name.
[[nodiscard]] const ViewJson& view_value(const ViewJson& json, const char* name);
/// Reasons with at most 20 of their records each.
[[nodiscard]] ViewJson reasons_json(const ViewJson& reasons);
/// A name in Latin letters; null where it is in them already.
[[nodiscard]] ViewJson latin_json(const std::string& text);

// ------------------------------------------------------------------------------------------ requests

/// A request as its endpoint understands it. The first thing that cannot be read is kept as fault.
class ViewQuery {
 public:
  explicit ViewQuery(const ViewRequest& request) : request_(request) {}

  /// Names that the endpoint knows besides `revision`; call first.
  void know(const std::vector<std::string_view>& names);
  [[nodiscard]] std::string text(std::string_view name) const;  ///< the first; empty: none
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  [[nodiscard]] std::uint64_t number(std::string_view name, std::uint64_t otherwise,
                                     std::uint64_t most);
  [[nodiscard]] std::optional<std::int64_t> signed_number(std::string_view name);
  [[nodiscard]] bool flag(std::string_view name, bool otherwise);
  [[nodiscard]] std::optional<std::int64_t> time(std::string_view name);
  void refuse(std::string what, std::string help = {});
  [[nodiscard]] const std::optional<core::Error>& fault() const noexcept { return fault_; }

 private:
  const ViewRequest& request_;
  std::optional<core::Error> fault_;
};

[[nodiscard]] ViewAnswer found(std::string json);
[[nodiscard]] ViewAnswer no_such(std::string what, std::string help = {});
[[nodiscard]] ViewAnswer refused(ViewState state, core::Error error);

// -------------------------------------------------------------------------------------------- tables

/// Rows that are ready to be sent, with what they are chosen by.
struct ViewTable {
  std::vector<std::string> rows;   ///< JSON objects
  std::vector<std::string> words;  ///< [rows] folded, for q
  std::unordered_map<std::string, std::uint32_t> by_id;
  std::map<std::string, std::vector<std::string>, std::less<>> fields;  ///< [rows] of each filter

  void add(const std::string& id, const ViewJson& row, std::string_view searched);
  void set(const std::string& field, std::string text);  ///< of the row added last
  [[nodiscard]] const std::string* find(const std::string& id) const;
};

/// One filter of a list: rows whose field is one of these texts.
struct ViewFilter {
  std::string_view field;
  std::vector<std::string> any_of;
};

/// A slice of the rows that pass. `q` and `offset`, `limit` are those of the query.
[[nodiscard]] ViewAnswer list_answer(const ViewTable& table, ViewQuery& query,
                                     const std::vector<ViewFilter>& filters);
/// The frame of a list around rows that are chosen already.
[[nodiscard]] std::string list_json(std::uint64_t total, std::uint64_t offset,
                                    std::span<const std::string* const> rows,
                                    const std::string& omitted_because);
constexpr std::uint64_t list_most = 500, list_usual = 100;

// --------------------------------------------------------------------------------------------- words

[[nodiscard]] std::string counted_words(std::uint64_t number, std::string_view one,
                                        std::string_view many);
/// A number with a unit of the findings: "EUR 12.00", "3 calls", "4 hours 10 minutes".
[[nodiscard]] std::string quantity_words(const ViewJson& value, std::string_view unit);
[[nodiscard]] std::string money_words(core::Int128 minor, std::string_view currency);
/// {amount_minor, currency, text}; null for null.
[[nodiscard]] ViewJson money_json(const ViewJson& minor, const std::string& currency);
[[nodiscard]] ViewJson money_json(core::Int128 minor, const std::string& currency);
[[nodiscard]] core::Int128 minor_of(const ViewJson& text);
/// At most 20 of the records of an object and how many there are.
constexpr std::size_t records_shown = 20;
void put_records(ViewJson& target, const ViewJson& records, std::optional<std::uint64_t> total);
/// Parts that add up to a whole, with the sentence that says so.
struct ReconcilePart {
  std::string label;
  core::Int128 amount_minor = 0;
};
[[nodiscard]] ViewJson reconcile_json(std::string_view what, core::Int128 whole,
                                      const std::vector<ReconcilePart>& parts,
                                      const std::string& currency);

// ------------------------------------------------------------------------------------------- results

/// A finding by a record that it rests on.
struct RestsOn {
  std::string item;
  std::uint64_t row = 0;
  std::uint32_t finding = 0;
  auto operator<=>(const RestsOn&) const = default;
};

/// One thing that a search can find.
struct SearchEntry {
  std::string json;
  std::string id_folded, label_folded, words;
};

struct CaseView::Results {
  std::map<std::string, std::string, std::less<>> files;  ///< emptied when read
  ViewTable findings, leads, claims, sentences, actors, sites, sources;
  ViewTable steps, places, traces, stops, accounts;
  std::map<std::string, std::string, std::less<>> flows;  ///< by currency: the answer
  std::string money, overview;
  ViewJson money_totals;                               ///< [currencies] of the overview
  ViewJson cuts;                                       ///< what money.json leaves out
  std::unordered_map<std::string, ViewJson> trace_of;  ///< "place|EUR" → what a finding says of it
  ViewJson case_facts;                                 ///< /case without what changes
  evidence::MaskRequest mask;
  std::string mask_words;
  std::uint64_t seed = 1;
  std::string stale_hint;         ///< empty: the results are those of the case as it is
  ViewJson intake, staff;         ///< while the files are read
  std::vector<RestsOn> rests_on;  ///< sorted
  std::vector<std::string> finding_ids;
  std::map<std::string, std::uint64_t, std::less<>> rows_of;  ///< physical, by item
  std::vector<SearchEntry> search;
  /// What one node's facts are found by: selector → entity's id, actor's id, account's row.
  std::unordered_map<std::string, std::string> entity_of, actor_of;
  std::unordered_map<std::string, std::vector<std::uint32_t>> accounts_of;
  std::unordered_map<std::string, ViewJson> entity_facts;  ///< by entity id: names, countries
  std::map<std::string, std::vector<std::string>, std::less<>> site_numbers;
  std::vector<std::string> sites_in_order;  ///< "site 1" is the first
  std::unordered_map<std::string, ViewJson>
      records_of_number;  ///< what the run says of who has a site
  std::map<std::string, std::vector<std::string>, std::less<>>
      mentions;  ///< finding or lead → selectors
  brief::StartHints hints;

  /// The texts by which findings, claims and leads may name a selector.
  [[nodiscard]] std::vector<std::string> subjects_of(const std::string& selector) const;
};

/// Everything that takes the events: made once, read by many.
struct CaseView::Events {
  evidence::Evidence evidence;
  entities::Entities entities;
  network::Network network;
  money::Money money;
  brief::CaseFacts facts;
  std::unique_ptr<brief::NetworkView> view;
};

/// What a view knows when it reads rows.
struct RowReading {
  const Case& the_case;
  const std::vector<RestsOn>& rests_on;
  const std::vector<std::string>& finding_ids;
  const std::map<std::string, std::uint64_t, std::less<>>& rows_of;  ///< physical, by item
  std::mutex& one_by_one;  ///< two who read at once would both write the next line of the audit
};

// The parts of the answer, a file each or two.
[[nodiscard]] core::Status read_statements(CaseView::Results& results);  // findings, claims, leads
[[nodiscard]] core::Status read_money(CaseView::Results& results);       // money.json
[[nodiscard]] core::Status read_organisation(
    CaseView::Results& results);                                      // actors, sites, entities
[[nodiscard]] core::Status read_sources(CaseView::Results& results);  // intake.json
[[nodiscard]] core::Status read_overview(CaseView::Results& results, const Case& the_case);
[[nodiscard]] core::Result<ViewJson> parse_results(CaseView::Results& results, const char* name);
[[nodiscard]] core::Result<std::vector<ViewJson>> parse_result_lines(CaseView::Results& results,
                                                                     const char* name);

/// `view`: also selectors that stand in events alone; nullptr while they are being read.
[[nodiscard]] ViewAnswer answer_search(const CaseView::Results& results,
                                       const brief::NetworkView* view, ViewQuery& query);
[[nodiscard]] ViewAnswer answer_money(const CaseView::Results& results, ViewQuery& query,
                                      const std::vector<std::string>& path);
[[nodiscard]] ViewAnswer answer_row(const RowReading& reading, ViewQuery& query,
                                    const std::string& item, const std::string& row);
[[nodiscard]] ViewAnswer answer_rows(const RowReading& reading, ViewQuery& query,
                                     const std::string& item);
[[nodiscard]] ViewAnswer answer_graph(const CaseView::Results& results,
                                      const CaseView::Events& events, ViewQuery& query,
                                      const std::vector<std::string>& path,
                                      const std::string& revision);
[[nodiscard]] ViewAnswer answer_node(const CaseView::Results& results,
                                     const CaseView::Events& events, ViewQuery& query,
                                     const std::string& selector);
[[nodiscard]] ViewAnswer answer_timeline(const CaseView::Events& events, ViewQuery& query);

}  // namespace cuibono::investigation
