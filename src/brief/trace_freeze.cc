// What of a trace could be asked to be frozen, how fast it may leave, which accounts it passed.
#include <algorithm>

#include "brief/html_parts.h"
#include "brief/trace_parts.h"

namespace cuibono::brief {
namespace {

using money::AskedLedger;
using money::AskedPlace;

std::string in_hours(std::int64_t seconds) {
  constexpr std::int64_t hour = 3'600;
  return counted(static_cast<std::uint64_t>((seconds + hour / 2) / hour), "hour", "hours");
}

}  // namespace

std::string amount_or_dash(const std::optional<core::Int128>& amount, core::AssetId asset) {
  if (!amount) return "–";
  const std::string whole = money_text(*amount, asset);
  const auto blank = whole.find_first_of("0123456789-");
  return blank == std::string::npos ? whole : whole.substr(blank);
}

std::vector<FreezeLine> freeze_lines(const TraceShow& show, std::size_t position) {
  constexpr std::int64_t seconds_per_day = 86'400;
  const AskedLedger& ledger = show.trace.ledgers[position];
  const auto first_rule = static_cast<std::size_t>(show.telling.rules.front());
  std::vector<FreezeLine> lines;
  for (const ShownPlace& shown : show.places[position]) {
    const AskedPlace& place = *shown.place;
    const bool may_rest = place.kind == AskedPlace::Kind::account && place.reason &&
                          *place.reason != money::StopReason::service &&
                          !show.privacy.is_victim(place.account);
    const core::Int128 now = place.amounts[first_rule].value_or(0);
    if (!may_rest || now <= 0) continue;
    FreezeLine& line = lines.emplace_back();
    line.place = &shown;
    line.now_minor = now;
    if (!ledger.half_life_s || *ledger.half_life_s <= 0) continue;
    for (const std::int64_t days : freeze_days)
      line.later_minor.push_back(
          money::left_after(now, days * seconds_per_day, *ledger.half_life_s));
  }
  std::stable_sort(lines.begin(), lines.end(), [](const FreezeLine& a, const FreezeLine& b) {
    return a.now_minor > b.now_minor;
  });
  return lines;
}

Json freeze_json(const TraceShow& show, std::size_t position) {
  const AskedLedger& ledger = show.trace.ledgers[position];
  const auto number = [](const std::optional<std::int64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
  };
  Json json{{"records_end",
             Exporter::text_or_null(day_or_empty(ledger.records_end_us, ledger.precision))},
            {"half_life_seconds", number(ledger.half_life_s)},
            {"low_seconds", number(ledger.half_life_low_s)},
            {"high_seconds", number(ledger.half_life_high_s)},
            {"accounts", Json::array()},
            {"passages", Json::array()}};
  for (const FreezeLine& line : freeze_lines(show, position)) {
    Json one{{"account", line.place->id}, {"now_minor", Exporter::money(line.now_minor)}};
    for (std::size_t i = 0; i < freeze_days.size(); ++i)
      one["after_" + std::to_string(freeze_days[i]) + "_days_minor"] =
          line.later_minor.empty() ? Json(nullptr) : Json(Exporter::money(line.later_minor[i]));
    json["accounts"].push_back(std::move(one));
  }
  for (const money::AskedChoke& choke : ledger.chokes) {
    Json accounts = Json::array();
    for (const auto account : choke.accounts) accounts.push_back(show.privacy.selector(account));
    json["passages"].push_back({{"accounts", std::move(accounts)},
                                {"passed_minor", Exporter::money(choke.passed_minor)},
                                {"left_minor", Exporter::money(choke.left_minor)}});
  }
  return json;
}

std::string freeze_part(const TraceShow& show, std::size_t position) {
  const AskedLedger& ledger = show.trace.ledgers[position];
  const auto lines = freeze_lines(show, position);
  if (show.is_back() || lines.empty()) return {};
  std::string out = "<h3>What could be asked to be frozen</h3>\n<p>";
  const std::string end = ledger.records_end_us
                              ? core::format_time(*ledger.records_end_us, ledger.precision)
                              : std::string("its last record");
  out += "Under " + std::string(rule_in_words(show.telling.rules.front())) +
         ", as of the end of the records on " + end + ". ";
  if (ledger.half_life_s) {
    out +=
        "Going by all accounts whose payments are in the records, half of what comes leaves "
        "within " +
        in_hours(*ledger.half_life_s);
    if (ledger.half_life_low_s)
      out += " (between " + in_hours(*ledger.half_life_low_s) + " and " +
             in_hours(*ledger.half_life_high_s) + ")";
    out += "; the later amounts go by that. One account may be emptied at once or never.";
  } else {
    out += "No record shows money leaving such accounts, so nothing is said of later.";
  }
  out += "</p>\n";
  TableWriter table(
      "May rest there, in " + Exporter::currency(ledger.asset),
      {"Account", "#At the end", "#A day later", "#Three days", "#Ten days", "#Thirty days"},
      "intake");
  constexpr std::size_t accounts_most = 40;
  for (std::size_t i = 0; i < std::min(lines.size(), accounts_most); ++i) {
    table.begin();
    table.id(lines[i].place->label);
    table.number(amount_or_dash(lines[i].now_minor, ledger.asset));
    for (std::size_t d = 0; d < freeze_days.size(); ++d)
      table.number(lines[i].later_minor.empty()
                       ? std::string("–")
                       : amount_or_dash(lines[i].later_minor[d], ledger.asset));
    table.end();
  }
  out += table.finish(std::min(lines.size(), accounts_most), lines.size());
  if (ledger.chokes.empty()) return out;
  TableWriter passages("Which accounts it passed, in " + Exporter::currency(ledger.asset) +
                           ": had they been closed, and nothing paid another way",
                       {"Accounts", "#Could leave", "#Without them"}, "intake");
  for (const money::AskedChoke& choke : ledger.chokes) {
    std::vector<std::string> names;
    for (const auto account : choke.accounts) names.push_back(show.privacy.plain(account));
    passages.begin();
    passages.id(core::join(names, " "));
    passages.number(amount_or_dash(choke.passed_minor, ledger.asset));
    passages.number(amount_or_dash(choke.left_minor, ledger.asset));
    passages.end();
  }
  return out + passages.finish(ledger.chokes.size(), ledger.chokes.size());
}

}  // namespace cuibono::brief
