// intake.json: every file, with every row and every amount accounted for.
#include <algorithm>
#include <map>

#include "brief/export_parts.h"

namespace cuibono::brief {
namespace {

/// Why a row was set aside, without the value: it may be a victim's. `show E0003#17` has it, audited.
std::string reason_without_value(const std::string& text) {
  const auto end = text.rfind("\" in column \"");
  return text.starts_with('"') && end != std::string::npos ? "a value" + text.substr(end + 1)
                                                           : text;
}

/// Every quarantined row with its reason, rows of one reason together.
Json broken_json(const Exporter& e, std::size_t i) {
  std::vector<Json> groups;  // by first row
  std::map<std::string, std::size_t> group_of;
  for (const auto& row : e.input.evidence.quarantined[i]) {
    const std::string reason = e.privacy.scrub(reason_without_value(row.text));
    const auto [found, is_new] = group_of.emplace(row.kind + "\n" + reason, groups.size());
    if (is_new) groups.push_back({{"kind", row.kind}, {"reason", reason}, {"rows", Json::array()}});
    groups[found->second]["rows"].push_back(row.ordinal);
  }
  return groups;
}

/// How many rows were set aside, by word.
Json quarantined_by_kind(const Exporter& e, std::size_t i) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& row : e.input.evidence.quarantined[i]) ++counts[row.kind];
  Json json = Json::object();
  for (const auto& [kind, count] : counts) json[kind] = count;
  return json;
}

/// A list that may be cut: how many there are, how many are here.
Json counted(std::uint64_t count, const char* name, Json list) {
  Json json;
  json["count"] = count;
  json["shown"] = list.size();
  json[name] = std::move(list);
  return json;
}

Json duplicates_json(const evidence::ItemAccount& account) {
  Json rows = Json::array();
  for (const auto& pair : account.duplicate_rows)
    rows.push_back({{"row", pair.row}, {"same_as", pair.same_as}});
  return counted(account.duplicates, "rows", std::move(rows));
}

/// Records of this file that stand in others too, by the other's name in the case.
Json same_records_json(const Exporter& e, std::size_t i) {
  std::map<std::string, Json> by_label;
  for (const auto& same : e.input.evidence.same_records) {
    if (same.item != i && same.other != i) continue;
    const std::string& label =
        e.input.evidence.items[same.item == i ? same.other : same.item].label;
    Json pairs = Json::array();
    for (const auto& pair : same.pairs) {
      const bool is_here = same.item == i;
      pairs.push_back({{"row", (is_here ? pair.record : pair.other).ordinal()},
                       {"other_row", (is_here ? pair.other : pair.record).ordinal()}});
    }
    Json one;
    one["item"] = label;
    one.update(counted(same.count, "pairs", std::move(pairs)));
    by_label[label] = std::move(one);
  }
  Json list = Json::array();
  for (auto& [label, one] : by_label) list.push_back(std::move(one));
  return list;
}

Json sums_json(const std::vector<evidence::AmountSums>& all) {
  Json list = Json::array();
  for (const auto& sums : all) {
    Json one;
    one["currency"] = Exporter::currency(sums.asset);
    one["before_minor"] = Exporter::money(sums.before_minor);
    one["after_minor"] = Exporter::money(sums.after_minor);
    one["quarantined_minor"] = Exporter::money(sums.quarantined_minor);
    one["before"] = sums.before;
    one["after"] = sums.after;
    one["quarantined"] = sums.quarantined;
    list.push_back(std::move(one));
  }
  return list;
}

Json amounts_json(const evidence::ItemAccount& account) {
  return {{"sums", sums_json(account.sums)},
          {"unreadable", account.amounts_unreadable},
          {"absent", account.amounts_absent}};
}

Json balances_json(const evidence::ItemAccount& account) {
  if (!account.balances) return nullptr;
  const auto& balances = *account.balances;
  Json places = Json::array();
  for (const auto& gap : balances.places) {
    Json one;
    one["row"] = gap.row;
    one["beside"] = gap.beside;
    one["currency"] = Exporter::currency(gap.asset);
    one["expected_minor"] = Exporter::money(gap.expected_minor);
    one["stated_minor"] = Exporter::money(gap.stated_minor);
    one["beside_quarantined"] = gap.is_beside_quarantined;
    places.push_back(std::move(one));
  }
  Json json;
  json["accounts"] = balances.accounts;
  json["compared"] = balances.compared;
  json["newest_first"] = balances.is_newest_first;
  json["repeated"] = balances.repeated;
  json["beside_quarantined"] = balances.gaps_beside_quarantined;
  json["gaps"] = counted(balances.gaps, "places", std::move(places));
  return json;
}

Json day_gap_json(const evidence::DayGap& gap) {
  const auto day = [](std::int64_t number) {
    return core::format_time(number * core::us_per_day, core::Precision::day);
  };
  return {{"from", day(gap.from_day)},
          {"to", day(gap.from_day + gap.days - 1)},
          {"days", gap.days},
          {"row_before", gap.row_before},
          {"row_after", gap.row_after}};
}

Json days_json(const evidence::ItemAccount& account) {
  if (!account.days) return nullptr;
  const auto& days = *account.days;
  Json places = Json::array();
  for (const auto& gap : days.places) places.push_back(day_gap_json(gap));
  Json json;
  json["days"] = days.days;
  json["with_records"] = days.with_records;
  json["without"] = days.days - days.with_records;
  json["usual_gap"] = days.usual_days ? Json(*days.usual_days) : Json(nullptr);
  json["longest"] = days.longest ? day_gap_json(*days.longest) : Json(nullptr);
  json["unusual"] = counted(days.unusual, "places", std::move(places));
  return json;
}

Json item_json(const Exporter& e, std::size_t i) {
  const auto& evidence = e.input.evidence;
  const auto& item = evidence.items[i];
  const auto& account = evidence.accounts[i];
  const auto& mapping = evidence.mappings[i];
  Json json;
  json["id"] = item.label;
  json["path"] = e.privacy.scrub(item.linked ? item.name : item.path);
  json["name"] = e.privacy.scrub(item.name);
  json["sha256"] = item.sha256.hex();
  json["bytes"] = item.bytes;
  json["format"] = std::string(evidence::format_word(mapping.dialect));
  json["part"] = Exporter::text_or_null(e.privacy.scrub(item.part));
  json["parent"] = item.parent ? Json(item.parent->hex()) : Json(nullptr);
  json["encoding"] = std::string(evidence::encoding_name(mapping.dialect.encoding));
  json["kind"] = std::string(evidence::item_kind_name(mapping.kind));
  json["source"] = Exporter::text_or_null(e.privacy.scrub(item.source));
  json["custodian"] = Exporter::text_or_null(e.privacy.scrub(item.custodian));
  json["jurisdiction"] = Exporter::text_or_null(e.privacy.scrub(item.jurisdiction));
  json["received"] = Exporter::time_or_null(item.received_us, item.received_precision);
  json["reliability"] = Exporter::text_or_null(e.privacy.scrub(item.reliability));
  json["credibility"] = Exporter::text_or_null(e.privacy.scrub(item.credibility));
  json["handling"] = Exporter::text_or_null(e.privacy.scrub(item.handling));
  json["legal_basis"] = Exporter::text_or_null(e.privacy.scrub(item.legal_basis));
  json["physical_rows"] = account.physical;
  json["headers"] = account.headers;
  json["preamble"] = account.preamble;
  json["empty"] = account.empty;
  json["rows"] = account.rows;
  json["records"] = account.records;
  json["quarantined"] = account.quarantined;
  json["duplicates"] = account.duplicates;
  json["quarantined_by_kind"] = quarantined_by_kind(e, i);
  json["duplicate_rows"] = duplicates_json(account);
  json["same_records"] = same_records_json(e, i);
  json["amounts"] = amounts_json(account);
  json["balances"] = balances_json(account);
  json["days"] = days_json(account);
  json["first"] = Exporter::time_or_null(account.first_us, account.time_precision);
  json["last"] = Exporter::time_or_null(account.last_us, account.time_precision);
  json["totals"] = Json::array();
  for (const auto& total : account.totals) {
    json["totals"].push_back({{"currency", Exporter::currency(total.asset)},
                              {"amount_minor", Exporter::money(total.amount_minor)}});
  }
  json["mapping"] = Json::array();
  for (const auto& column : mapping.columns) {
    Json one;
    one["column"] =
        column.header.empty() ? std::to_string(column.column + 1) : e.privacy.scrub(column.header);
    one["field"] = std::string(evidence::field_name(column.field));
    one["confidence"] = static_cast<double>(column.confidence_percent) / 100.0;
    one["doubtful"] = column.doubtful;
    one["reason"] = e.privacy.scrub_reason(column.reason, mapping.kind);
    json["mapping"].push_back(std::move(one));
  }
  json["broken"] = broken_json(e, i);
  json["questions"] = Json::array();
  for (const auto& question : mapping.questions)
    json["questions"].push_back(e.privacy.scrub(question));
  return json;
}

/// Records put together as one event, by the reason; the first few of each with their records.
Json legs_json(const Exporter& e) {
  constexpr std::size_t examples_most = 20;
  const auto& evidence = e.input.evidence;
  std::map<std::pair<bool, std::string>, std::vector<std::uint32_t>> by_reason;
  for (const auto& match : evidence.leg_matches)
    by_reason[{!match.is_transfer, match.why}].push_back(match.event);
  Json list = Json::array();
  for (const auto& [reason, events] : by_reason) {
    const auto& legs = reason.first ? evidence.calls.legs : evidence.transfers.legs;
    Json examples = Json::array();
    for (std::size_t k = 0; k < std::min(examples_most, events.size()); ++k) {
      const auto of = legs.of(events[k]);
      examples.push_back(e.records({of.begin(), of.end()}));
    }
    Json one;
    one["of"] = reason.first ? "calls" : "transfers";
    one["why"] = e.privacy.scrub(reason.second);
    one.update(counted(events.size(), "events", std::move(examples)));
    list.push_back(std::move(one));
  }
  return list;
}

/// The amounts of all files together, by currency.
std::vector<evidence::AmountSums> sums_of_all(const evidence::Evidence& evidence) {
  std::map<core::AssetId, evidence::AmountSums> all;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    for (const auto& sums : evidence.accounts[i].sums) {
      auto& sum = all[sums.asset];
      sum.asset = sums.asset;
      sum.before_minor += sums.before_minor;
      sum.after_minor += sums.after_minor;
      sum.quarantined_minor += sums.quarantined_minor;
      sum.before += sums.before;
      sum.after += sums.after;
      sum.quarantined += sums.quarantined;
    }
  }
  std::vector<evidence::AmountSums> list;
  for (const auto& [asset, sums] : all) list.push_back(sums);
  return list;
}

}  // namespace

std::string export_intake(const Exporter& e) {
  const auto& evidence = e.input.evidence;
  Json json;
  json["engine"] = e.input.facts.engine;
  json["items"] = Json::array();
  std::uint64_t rows = 0, records = 0, quarantined = 0;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    json["items"].push_back(item_json(e, i));
    rows += evidence.accounts[i].rows;
    records += evidence.accounts[i].records;
    quarantined += evidence.accounts[i].quarantined;
  }
  json["rows"] = rows;
  json["records"] = records;
  json["quarantined"] = quarantined;
  json["events"] = evidence.transfers.size() + evidence.calls.size();
  json["events_by_kind"] = {
      {"transfers", evidence.transfers.size()}, {"calls", evidence.calls.size()},
      {"reports", evidence.reports.size()},     {"ties", evidence.ties.size()},
      {"watch_entries", evidence.watch.size()}, {"tags", evidence.tags.size()}};
  json["records_in_events"] = evidence.records_in_events;
  json["merged"] = evidence.leg_matches.size();
  json["legs"] = legs_json(e);
  std::uint64_t same_records = 0, bytes = 0;
  for (const auto& same : evidence.same_records) same_records += same.count;
  for (std::size_t i = 0; i < evidence.items.size(); ++i)
    bytes += evidence.item_alive[i] ? evidence.items[i].bytes : 0U;
  json["same_records"] = same_records;
  json["bytes"] = bytes;
  json["amounts"] = sums_json(sums_of_all(evidence));
  json["questions"] = Json::array();
  for (const auto& question : e.input.evidence.questions)
    json["questions"].push_back(e.privacy.scrub(question));
  return dump(json);
}

}  // namespace cuibono::brief
