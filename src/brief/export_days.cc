// days.jsonl: what the records say of each number of an actor or a group, day by day. The lines are many and
// plain, so they are put together by hand.
#include <array>

#include "brief/export_parts.h"

namespace cuibono::brief {
namespace {

using calls::DayCounts;

/// A field of a line: a count, a sum, or a number that may be missing.
struct Column {
  std::string_view name;
  std::uint32_t DayCounts::* count = nullptr;
  std::int32_t DayCounts::* or_none = nullptr;
  std::int64_t DayCounts::* sum = nullptr;
};
constexpr Column counted(std::string_view name, std::uint32_t DayCounts::* member) {
  return {name, member, nullptr, nullptr};
}
constexpr Column or_none(std::string_view name, std::int32_t DayCounts::* member) {
  return {name, nullptr, member, nullptr};
}

constexpr auto columns = std::to_array<Column>({
    counted("age_days", &DayCounts::age_days),
    counted("calls_out", &DayCounts::calls_out),
    counted("calls_in", &DayCounts::calls_in),
    counted("withheld_in", &DayCounts::withheld_in),
    counted("callees", &DayCounts::callees),
    counted("callers", &DayCounts::callers),
    counted("new_callees", &DayCounts::new_callees),
    counted("called_back", &DayCounts::called_back),
    counted("called_back_today", &DayCounts::called_back_today),
    counted("again_today", &DayCounts::again_today),
    counted("again_earlier", &DayCounts::again_earlier),
    counted("shared_callees", &DayCounts::shared_callees),
    counted("shared_in_set", &DayCounts::shared_in_set),
    counted("answered", &DayCounts::answered),
    counted("unanswered", &DayCounts::unanswered),
    counted("with_duration", &DayCounts::with_duration),
    counted("up_to_5s", &DayCounts::up_to_5s),
    counted("up_to_20s", &DayCounts::up_to_20s),
    counted("from_10min", &DayCounts::from_10min),
    {"talk_s", nullptr, nullptr, &DayCounts::talk_s},
    or_none("talk_p50_s", &DayCounts::talk_p50_s),
    or_none("talk_p90_s", &DayCounts::talk_p90_s),
    or_none("talk_max_s", &DayCounts::talk_max_s),
    or_none("first_s", &DayCounts::first_s),
    or_none("last_s", &DayCounts::last_s),
    or_none("pause_median_s", &DayCounts::pause_median_s),
    or_none("hour_entropy_permille", &DayCounts::hour_entropy_permille),
    counted("office", &DayCounts::office),
    counted("office_unknown", &DayCounts::office_unknown),
    counted("sequential", &DayCounts::sequential),
    counted("countries", &DayCounts::countries),
    or_none("top_country_permille", &DayCounts::top_country_permille),
    or_none("prefix_entropy_permille", &DayCounts::prefix_entropy_permille),
    counted("cells", &DayCounts::cells),
    or_none("top_cell_permille", &DayCounts::top_cell_permille),
    counted("handsets", &DayCounts::handsets),
    counted("cards", &DayCounts::cards),
    counted("cards_in_handset", &DayCounts::cards_in_handset),
});

void add_value(const DayCounts& day, const Column& column, std::string& out) {
  if (column.count != nullptr) {
    out += std::to_string(day.*column.count);
  } else if (column.sum != nullptr) {
    out += std::to_string(day.*column.sum);
  } else if (const std::int32_t value = day.*column.or_none; value < 0) {
    out += "null";
  } else {
    out += std::to_string(value);
  }
}

}  // namespace

std::string export_days(const Exporter& e) {
  std::string out, number;
  evidence::SelectorId written = evidence::no_selector;
  for (const DayCounts& day : e.input.organisation.days) {
    if (e.privacy.is_victim(day.number)) continue;  // by what the brief alone knows, in no case
    if (day.number != written) {
      written = day.number;
      number = dump_line(Json(e.privacy.selector(day.number)));
      number.pop_back();  // the end of its line
    }
    out += R"({"number":)" + number + R"(,"day":")" +
           core::format_time(day.day * core::us_per_day, core::Precision::day) + '"';
    for (const Column& column : columns) {
      out += ",\"";
      out += column.name;
      out += "\":";
      add_value(day, column, out);
    }
    out += "}\n";
  }
  return out;
}

}  // namespace cuibono::brief
