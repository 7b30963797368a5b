// The accounting of intake.json for the page: counts in words, lists cut, nothing left to compute.
#include "investigation/view_intake.h"

#include <algorithm>

namespace cuibono::investigation {
namespace {

constexpr std::size_t places_shown = 20;

std::uint64_t count_of(const ViewJson& json, const char* name) {
  const ViewJson& value = view_value(json, name);
  return value.is_number_unsigned() || value.is_number_integer() ? value.get<std::uint64_t>() : 0;
}

std::string words_of(const ViewJson& json, const char* name) {
  return core::group_digits(count_of(json, name));
}

/// "1 header", "2 headers".
std::string some(const ViewJson& json, const char* name, std::string_view one,
                 std::string_view more) {
  return words_of(json, name) + " " + std::string(count_of(json, name) == 1 ? one : more);
}

/// {total, shown, omitted_because, rows} of a list and how many there are.
ViewJson cut_list(const ViewJson& list, std::uint64_t total) {
  ViewJson rows = ViewJson::array();
  for (const auto& one : list)
    if (rows.size() < places_shown) rows.push_back(one);
  ViewJson json{{"total", total}, {"shown", rows.size()}};
  json["omitted_because"] =
      rows.size() == total ? ViewJson() : ViewJson("the first of them; out/intake.json has more");
  json["rows"] = std::move(rows);
  return json;
}

ViewJson counted_list(const ViewJson& counted, const char* name) {
  return cut_list(view_value(counted, name), count_of(counted, "count"));
}

ViewJson set_aside_json(const ViewJson& item) {
  ViewJson list = ViewJson::array();
  for (const auto& [kind, count] : view_value(item, "quarantined_by_kind").items())
    list.push_back({{"kind", kind}, {"count", count}});
  return list;
}

ViewJson same_json(const ViewJson& item) {
  ViewJson list = ViewJson::array();
  for (const auto& same : view_value(item, "same_records"))
    list.push_back({{"item", view_value(same, "item")}, {"pairs", counted_list(same, "pairs")}});
  return list;
}

ViewJson balances_json(const ViewJson& item) {
  const ViewJson& balances = view_value(item, "balances");
  if (!balances.is_object()) return nullptr;
  const ViewJson& gaps = view_value(balances, "gaps");
  ViewJson places = ViewJson::array();
  for (const auto& gap : view_value(gaps, "places")) {
    const std::string currency = view_text(gap, "currency");
    places.push_back({{"row", view_value(gap, "row")},
                      {"beside", view_value(gap, "beside")},
                      {"expected", money_json(view_value(gap, "expected_minor"), currency)},
                      {"stated", money_json(view_value(gap, "stated_minor"), currency)},
                      {"beside_quarantined", view_value(gap, "beside_quarantined")}});
  }
  return {{"text", some(balances, "compared", "balance", "balances") + " of " +
                       some(balances, "accounts", "account", "accounts") + " compared; " +
                       some(gaps, "count", "does not follow", "do not follow")},
          {"gaps", cut_list(places, count_of(gaps, "count"))}};
}

ViewJson days_json(const ViewJson& item) {
  const ViewJson& days = view_value(item, "days");
  if (!days.is_object()) return nullptr;
  return {{"text",
           words_of(days, "with_records") + " of " + words_of(days, "days") + " days have records"},
          {"longest", view_value(days, "longest")},
          {"gaps", counted_list(view_value(days, "unusual"), "places")}};
}

}  // namespace

ViewJson sums_view(const ViewJson& sums) {
  ViewJson list = ViewJson::array();
  for (const auto& sum : sums) {
    const std::string currency = view_text(sum, "currency");
    list.push_back({{"currency", currency},
                    {"before", money_json(view_value(sum, "before_minor"), currency)},
                    {"after", money_json(view_value(sum, "after_minor"), currency)},
                    {"set_aside", money_json(view_value(sum, "quarantined_minor"), currency)},
                    {"count", count_of(sum, "before")}});
  }
  return list;
}

ViewJson intake_json(const ViewJson& item) {
  ViewJson json;
  json["rows_text"] = words_of(item, "physical_rows") +
                      " in the file = " + some(item, "headers", "header", "headers") + " + " +
                      words_of(item, "preamble") + " above the header + " +
                      words_of(item, "empty") + " empty + " + words_of(item, "records") +
                      " records + " + words_of(item, "quarantined") + " set aside";
  json["set_aside"] = set_aside_json(item);
  json["repeated"] = counted_list(view_value(item, "duplicate_rows"), "rows");
  json["same_records"] = same_json(item);
  const ViewJson& amounts = view_value(item, "amounts");
  json["amounts"] = sums_view(view_value(amounts, "sums"));
  json["amounts_unreadable"] = count_of(amounts, "unreadable");
  json["amounts_absent"] = count_of(amounts, "absent");
  json["balances"] = balances_json(item);
  json["days"] = days_json(item);
  return json;
}

void put_intake_counts(const ViewJson& item, ViewJson& row) {
  std::uint64_t same = 0;
  for (const auto& one : view_value(item, "same_records")) same += count_of(one, "count");
  row["same_records"] = same;
  const ViewJson &balances = view_value(item, "balances"), &days = view_value(item, "days");
  row["balance_gaps"] =
      balances.is_object() ? ViewJson(count_of(view_value(balances, "gaps"), "count")) : ViewJson();
  row["day_gaps"] =
      days.is_object() ? ViewJson(count_of(view_value(days, "unusual"), "count")) : ViewJson();
  row["bytes"] = count_of(item, "bytes");
}

}  // namespace cuibono::investigation
