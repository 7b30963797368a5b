// show intake: every row and every amount of every file, and what the files themselves show to be missing.
#include "investigation/show_intake.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "investigation/files.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

constexpr std::size_t places_shown = 5;

std::string number(const Json& value) { return std::to_string(value.get<std::uint64_t>()); }

std::string money(const Json& minor, const std::string& currency) {
  const auto amount = core::parse_minor(minor.get<std::string>());
  const auto asset = core::find_asset(currency);
  if (!amount || !asset) return minor.get<std::string>();
  return core::format_amount(*amount, *asset);
}

/// " … 5 of 120 shown" where a list is cut.
std::string cut(std::size_t shown, std::uint64_t all) {
  return all > shown ? " … " + std::to_string(shown) + " of " + std::to_string(all) + " shown" : "";
}

/// The first places of a list, each in words.
template <class Words>
std::string places(const Json& list, std::uint64_t all, const Words& words) {
  std::string text;
  const std::size_t shown = std::min(places_shown, list.size());
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + words(list[i]);
  return text + cut(shown, all);
}

std::string rows_in_words(const Json& item) {
  std::string text = "  rows        " + number(item["physical_rows"]) +
                     " in the file = " + number(item["headers"]) + " headers + " +
                     number(item["preamble"]) + " above the header + " + number(item["empty"]) +
                     " empty + " + number(item["records"]) + " records + " +
                     number(item["quarantined"]) + " set aside\n";
  for (const auto& [kind, count] : item["quarantined_by_kind"].items())
    text += "  set aside   " + number(count) + " " + kind + "\n";
  const Json& duplicates = item["duplicate_rows"];
  if (duplicates["count"] > 0)
    text += "  repeated    " + number(duplicates["count"]) + ": " +
            places(duplicates["rows"], duplicates["count"],
                   [](const Json& pair) {
                     return "row " + number(pair["row"]) + " is row " + number(pair["same_as"]);
                   }) +
            "\n";
  for (const auto& same : item["same_records"])
    text += "  also in     " + same["item"].get<std::string>() + ", " + number(same["count"]) +
            " records: " +
            places(same["pairs"], same["count"],
                   [](const Json& pair) {
                     return "row " + number(pair["row"]) + " is row " + number(pair["other_row"]);
                   }) +
            "\n";
  return text;
}

std::string amounts_in_words(const Json& item) {
  std::string text;
  for (const auto& sums : item["amounts"]["sums"]) {
    const std::string currency = sums["currency"];
    text += "  amounts     " + currency + " " + money(sums["before_minor"], currency) +
            " before = " + money(sums["after_minor"], currency) + " after + " +
            money(sums["quarantined_minor"], currency) + " set aside, in " +
            number(sums["before"]) + " amounts\n";
  }
  const Json &unreadable = item["amounts"]["unreadable"], &absent = item["amounts"]["absent"];
  if (unreadable > 0) text += "  amounts     of " + number(unreadable) + " rows cannot be read\n";
  if (absent > 0) text += "  amounts     " + number(absent) + " rows state none\n";
  return text;
}

std::string gaps_in_words(const Json& item) {
  std::string text;
  if (const Json& balances = item["balances"]; balances.is_object()) {
    const Json& gaps = balances["gaps"];
    text += "  balances    " + number(gaps["count"]) + " of " + number(balances["compared"]) +
            " do not follow from the one before (" +
            (balances["newest_first"].get<bool>() ? "newest" : "oldest") + " first)";
    if (gaps["count"] > 0)
      text +=
          ": " + places(gaps["places"], gaps["count"], [](const Json& gap) {
            const std::string currency = gap["currency"];
            return "row " + number(gap["row"]) + " after row " + number(gap["beside"]) +
                   ", expected " + currency + " " + money(gap["expected_minor"], currency) +
                   ", stated " + money(gap["stated_minor"], currency) +
                   (gap["beside_quarantined"].get<bool>() ? " (a row between was set aside)" : "");
          });
    text += "\n";
  }
  if (const Json& days = item["days"]; days.is_object()) {
    text += "  days        " + number(days["with_records"]) + " of " + number(days["days"]) +
            " have records";
    if (days["unusual"]["count"] > 0)
      text += "; long gaps: " +
              places(days["unusual"]["places"], days["unusual"]["count"], [](const Json& gap) {
                return gap["from"].get<std::string>() + " to " + gap["to"].get<std::string>() +
                       " (" + number(gap["days"]) + " days)";
              });
    text += "\n";
  }
  return text;
}

std::string item_in_words(const Json& item) {
  const auto time = [&](const char* key) {
    return item[key].is_string() ? item[key].get<std::string>() : std::string("not stated");
  };
  return item["id"].get<std::string>() + "   " + item["name"].get<std::string>() + "   " +
         item["kind"].get<std::string>() + ", " + number(item["bytes"]) + " bytes\n" +
         "  times       " + time("first") + " to " + time("last") + "\n" + rows_in_words(item) +
         amounts_in_words(item) + gaps_in_words(item);
}

std::string legs_in_words(const Json& intake) {
  std::string text;
  for (const auto& legs : intake["legs"])
    text += number(legs["count"]) + " " + legs["of"].get<std::string>() +
            " of several records: " + legs["why"].get<std::string>() + "\n";
  return text;
}

core::Result<Json> read_intake(const Case& the_case) {
  const std::string path = the_case.path("out/intake.json");
  if (!exists(path))
    return Error{ErrorCode::answered_no, "nothing was taken in yet", the_case.folder,
                 "run first: cuibono run"};
  CB_TRY(const std::string bytes, read_file(path));
  Json intake = Json::parse(bytes, nullptr, false);
  const bool is_ours = intake.is_object() && intake.contains("items") && intake.contains("legs");
  if (!is_ours)
    return Error{ErrorCode::integrity, "out/intake.json was not written by this engine", path,
                 "run again: cuibono run"};
  return intake;
}

std::vector<Json> items_by_label(const Json& intake) {
  std::vector<Json> items(intake["items"].begin(), intake["items"].end());
  std::sort(items.begin(), items.end(), [](const Json& a, const Json& b) {
    return a["id"].get<std::string>() < b["id"].get<std::string>();
  });
  return items;
}

}  // namespace

core::Result<std::string> show_intake(const Case& the_case) {
  CB_TRY(const Json intake, read_intake(the_case));
  std::string text;
  for (const auto& item : items_by_label(intake)) text += item_in_words(item) + "\n";
  text += legs_in_words(intake);
  return text + "in all      " + number(intake["rows"]) + " rows = " + number(intake["records"]) +
         " records + " + number(intake["quarantined"]) + " set aside; " + number(intake["events"]) +
         " events\n";
}

core::Result<std::vector<std::string>> intake_objects(const Case& the_case) {
  CB_TRY(const Json intake, read_intake(the_case));
  std::vector<std::string> objects;
  for (const auto& item : items_by_label(intake))
    objects.push_back(item.dump(-1, ' ', false, Json::error_handler_t::replace));
  return objects;
}

}  // namespace cuibono::investigation
