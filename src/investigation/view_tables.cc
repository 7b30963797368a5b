// What every endpoint of the view needs: reading a query, slices of tables, words for numbers.
#include <algorithm>

#include "investigation/view_parts.h"

namespace cuibono::investigation {

using core::Error;
using core::ErrorCode;

std::string dump_view(const ViewJson& json) {
  return json.dump(-1, ' ', false, ViewJson::error_handler_t::replace);
}

void ViewQuery::refuse(std::string what, std::string help) {
  if (!fault_) fault_ = Error{ErrorCode::bad_input, std::move(what), "", std::move(help)};
}

void ViewQuery::know(const std::vector<std::string_view>& names) {
  for (const auto& parameter : request_.query) {
    if (parameter.name == "revision") continue;
    if (std::find(names.begin(), names.end(), parameter.name) != names.end()) continue;
    std::vector<std::string> known(names.begin(), names.end());
    refuse("there is no parameter \"" + parameter.name + "\" here",
           known.empty() ? "leave it out" : "known: " + core::join(known, ", "));
  }
}

std::vector<std::string> ViewQuery::texts(std::string_view name) const {
  std::vector<std::string> texts;
  for (const auto& parameter : request_.query) {
    if (parameter.name == name && !parameter.text.empty()) texts.push_back(parameter.text);
  }
  return texts;
}

bool ViewQuery::has(std::string_view name) const { return !texts(name).empty(); }

std::string ViewQuery::text(std::string_view name) const {
  auto all = texts(name);
  return all.empty() ? std::string() : std::move(all.front());
}

std::uint64_t ViewQuery::number(std::string_view name, std::uint64_t otherwise,
                                std::uint64_t most) {
  const std::string written = text(name);
  if (written.empty()) return otherwise;
  const auto value = core::parse_uint64(written);
  if (!value || *value > most) {
    refuse("\"" + written + "\" is no number for " + std::string(name),
           "write digits, at most " + std::to_string(most));
    return otherwise;
  }
  return *value;
}

std::optional<std::int64_t> ViewQuery::signed_number(std::string_view name) {
  const std::string written = text(name);
  if (written.empty()) return std::nullopt;
  const auto value = core::parse_int64(written);
  if (!value || *value < 0) {
    refuse("\"" + written + "\" is no number for " + std::string(name), "write digits");
    return std::nullopt;
  }
  return value;
}

bool ViewQuery::flag(std::string_view name, bool otherwise) {
  const std::string written = text(name);
  if (written.empty()) return otherwise;
  if (written != "0" && written != "1")
    refuse("\"" + written + "\" is neither 0 nor 1, for " + std::string(name));
  return written == "1";
}

std::optional<std::int64_t> ViewQuery::time(std::string_view name) {
  const std::string written = text(name);
  if (written.empty()) return std::nullopt;
  const auto value = core::parse_rfc3339(written);
  if (!value) {
    refuse("\"" + written + "\" is no time for " + std::string(name),
           "write 2025-05-01 or 2025-05-01T12:00:00Z");
    return std::nullopt;
  }
  return value->time_us;
}

std::string view_text(const ViewJson& json, const char* name) {
  if (!json.is_object()) return {};
  const auto at = json.find(name);
  return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
}

const ViewJson& view_value(const ViewJson& json, const char* name) {
  static const ViewJson none;
  if (!json.is_object()) return none;
  const auto at = json.find(name);
  return at == json.end() ? none : *at;
}

ViewJson reasons_json(const ViewJson& reasons) {
  ViewJson list = ViewJson::array();
  if (!reasons.is_array()) return list;
  for (const auto& reason : reasons) {
    ViewJson one;
    one["text"] = view_value(reason, "text");
    one["weight_percent"] = view_value(reason, "weight_percent");
    put_records(one, view_value(reason, "records"), std::nullopt);
    list.push_back(std::move(one));
  }
  return list;
}

ViewJson latin_json(const std::string& text) {
  auto latin = brief::latin_of(text);
  return latin ? ViewJson(std::move(*latin)) : ViewJson(nullptr);
}

ViewAnswer found(std::string json) { return {ViewState::found, std::move(json), {}}; }

ViewAnswer refused(ViewState state, Error error) { return {state, {}, std::move(error)}; }

ViewAnswer no_such(std::string what, std::string help) {
  return refused(ViewState::no_such_thing,
                 {ErrorCode::answered_no, std::move(what), "", std::move(help)});
}

void ViewTable::add(const std::string& id, const ViewJson& row, std::string_view searched) {
  by_id.emplace(id, static_cast<std::uint32_t>(rows.size()));
  rows.push_back(dump_view(row));
  words.push_back(evidence::fold_words(searched));
}

void ViewTable::set(const std::string& field, std::string text) {
  auto& column = fields[field];
  column.resize(rows.size());
  column.back() = std::move(text);
}

const std::string* ViewTable::find(const std::string& id) const {
  const auto at = by_id.find(id);
  return at == by_id.end() ? nullptr : &rows[at->second];
}

std::string list_json(std::uint64_t total, std::uint64_t offset,
                      std::span<const std::string* const> rows,
                      const std::string& omitted_because) {
  std::string json = "{\"total\":" + std::to_string(total) +
                     ",\"shown\":" + std::to_string(rows.size()) + ",\"omitted_because\":" +
                     (omitted_because.empty() ? "null" : dump_view(ViewJson(omitted_because))) +
                     ",\"offset\":" + std::to_string(offset) + ",\"rows\":[";
  std::size_t bytes = json.size() + 2;
  for (const auto* row : rows) bytes += row->size() + 1;
  json.reserve(bytes);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) json += ',';
    json += *rows[i];
  }
  return json + "]}";
}

ViewAnswer list_answer(const ViewTable& table, ViewQuery& query,
                       const std::vector<ViewFilter>& filters) {
  const std::uint64_t offset = query.number("offset", 0, UINT64_MAX >> 1U);
  const std::uint64_t limit = query.number("limit", list_usual, list_most);
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  std::vector<std::string> words;
  for (const auto word : core::split(evidence::fold_words(query.text("q")), ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  std::vector<std::pair<const std::vector<std::string>*, const ViewFilter*>> columns;
  for (const auto& filter : filters) {
    if (filter.any_of.empty()) continue;
    const auto column = table.fields.find(filter.field);
    if (column == table.fields.end()) continue;  // no row was ever added
    columns.emplace_back(&column->second, &filter);
  }
  std::uint64_t total = 0;
  std::vector<const std::string*> rows;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const bool fits = std::all_of(columns.begin(), columns.end(), [&](const auto& column) {
      const auto& any = column.second->any_of;
      return std::find(any.begin(), any.end(), (*column.first)[r]) != any.end();
    });
    if (!fits) continue;
    if (!std::all_of(words.begin(), words.end(), [&](const std::string& word) {
          return table.words[r].find(word) != std::string::npos;
        }))
      continue;
    if (total >= offset && rows.size() < limit) rows.push_back(&table.rows[r]);
    ++total;
  }
  const std::string why = rows.size() == total
                              ? std::string()
                              : "a list is shown in pages: offset and limit ask for the others";
  return found(list_json(total, offset, rows, why));
}

std::string counted_words(std::uint64_t number, std::string_view one, std::string_view many) {
  return core::group_digits(number) + " " + std::string(number == 1 ? one : many);
}

std::string money_words(core::Int128 minor, std::string_view currency) {
  // XXX stands for no currency; find_asset knows none of that name.
  const auto asset = core::find_asset(currency);
  return core::format_money_for_reader(minor, asset.value_or(core::unstated_asset));
}

core::Int128 minor_of(const ViewJson& text) {
  if (!text.is_string()) return 0;
  return core::parse_minor(text.get_ref<const std::string&>()).value_or(0);
}

ViewJson money_json(core::Int128 minor, const std::string& currency) {
  return {{"amount_minor", core::format_minor(minor)},
          {"currency", currency},
          {"text", money_words(minor, currency)}};
}

ViewJson money_json(const ViewJson& minor, const std::string& currency) {
  return minor.is_string() ? money_json(minor_of(minor), currency) : ViewJson(nullptr);
}

std::string quantity_words(const ViewJson& value, std::string_view unit) {
  if (value.is_null()) return {};
  constexpr std::string_view of_money = "_minor";
  if (unit.ends_with(of_money))
    return money_words(minor_of(value), unit.substr(0, unit.size() - of_money.size()));
  if (!value.is_number_integer()) return {};
  const auto number = value.get<std::int64_t>();
  const auto size = static_cast<std::uint64_t>(number < 0 ? -number : number);
  const std::string digits = (number < 0 ? "-" : "") + core::group_digits(size);
  if (unit == "similarity_permille") {
    constexpr std::size_t places = 3;
    std::string after = std::to_string(size % 1000);
    return "similarity " + std::to_string(size / 1000) + "." +
           after.insert(0, places - after.size(), '0');
  }
  if (unit == "score_percent") return digits + " of 100";
  if (unit == "hours_between") return counted_words(size, "hour", "hours") + " between";
  if (unit == "people") return counted_words(size, "person", "people");
  if (unit == "countries") return counted_words(size, "country", "countries");
  if (size == 1 && unit.ends_with('s')) unit.remove_suffix(1);
  std::string words(unit);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words.empty() ? digits : digits + " " + words;
}

void put_records(ViewJson& target, const ViewJson& records, std::optional<std::uint64_t> total) {
  ViewJson few = ViewJson::array();
  std::uint64_t there = 0;
  if (records.is_array()) {
    there = records.size();
    for (const auto& record : records) {
      if (few.size() < records_shown) few.push_back(record);
    }
  }
  target["records"] = std::move(few);
  target["records_total"] = std::max(there, total.value_or(there));
}

ViewJson reconcile_json(std::string_view what, core::Int128 whole,
                        const std::vector<ReconcilePart>& parts, const std::string& currency) {
  core::Int128 sum = 0;
  ViewJson list = ViewJson::array();
  std::vector<std::string> words;
  for (const auto& part : parts) {
    sum += part.amount_minor;
    const std::string text = money_words(part.amount_minor, currency);
    list.push_back({{"label", part.label},
                    {"amount_minor", core::format_minor(part.amount_minor)},
                    {"text", text}});
    words.push_back(text + " " + part.label);
  }
  const bool balanced = sum == whole;
  std::string text = std::string(what) + " " + money_words(whole, currency) +
                     (balanced ? " = " : ", but the parts are ") + core::join(words, " + ");
  if (!balanced) text += ": they add up to " + money_words(sum, currency);
  return {{"text", std::move(text)}, {"balanced", balanced}, {"parts", std::move(list)}};
}

}  // namespace cuibono::investigation
