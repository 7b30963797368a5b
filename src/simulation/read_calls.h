#pragma once
// For the tests: the operators' files as one table of calls by number.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulation/read_back.h"

namespace cuibono::simulation {

using Texts = std::set<std::string>;

inline Texts texts_of(const nlohmann::json& array) {
  Texts texts;
  for (const auto& one : array) texts.insert(one.get<std::string>());
  return texts;
}

inline WorldRequest small_request() {
  WorldRequest request;
  request.seed = 7;
  request.scale = 0.02;
  return request;
}

/// A call of a number, as the operators' files tell of it.
struct Told {
  std::int64_t time_us = 0;
  std::string cell, handset, card;  ///< empty when the number was rung, or is another operator's
};

/// The calls of and to each number, by time, from both files; broken rows are left out.
inline std::map<std::string, std::vector<Told>> read_calls(const ReadWorld& read) {
  struct Columns {
    const char* file = nullptr;
    const char* zone = nullptr;
    std::size_t first = 0, date = 0, clock = 0, cell = 0, count = 0;
    std::int64_t late_us = 0;
  };
  std::map<std::string, std::vector<Told>> told;
  for (const Columns& columns :
       {Columns{"telefonie_nordfunk_verbindungsdaten.csv", "Europe/Berlin", 1, 3, 4, 8, 12, 0},
        Columns{"operator_lanmobile_zvonki.csv", "Europe/Vilnius", 0, 2, 2, 5, 9,
                2 * core::us_per_second}}) {
    const auto zone = *core::find_zone(columns.zone);
    for (const auto& row : read.table(columns.file, ';')) {
      if (row.size() < columns.count) continue;
      const std::string& date = row[columns.date];
      if (date.size() < 10) continue;  // the header
      const std::string clock =
          columns.clock == columns.date ? date.substr(11) : row[columns.clock];
      const auto part = [](const std::string& text, std::size_t at, std::size_t size) {
        return static_cast<int>(
            core::parse_int64(std::string_view(text).substr(at, size)).value_or(0));
      };
      core::CivilTime civil;
      civil.year = part(date, 6, 4);
      civil.month = static_cast<std::uint8_t>(part(date, 3, 2));
      civil.day = static_cast<std::uint8_t>(part(date, 0, 2));
      civil.hour = static_cast<std::uint8_t>(part(clock, 0, 2));
      civil.minute = static_cast<std::uint8_t>(part(clock, 3, 2));
      civil.second = static_cast<std::uint8_t>(part(clock, 6, 2));
      if (!core::is_valid(civil)) continue;  // a date that does not exist
      const std::int64_t time_us = core::to_utc(civil, zone).time_us - columns.late_us;
      const auto selector = [](std::string digits) {
        if (digits.starts_with("00")) digits.erase(0, 2);
        return "tel:+" + digits;
      };
      const std::size_t last = columns.count - 1;
      told[selector(row[columns.first])].push_back(
          {time_us, row[columns.cell], row[last - 1], row[last]});
      told[selector(row[columns.first + 1])].push_back({time_us, {}, {}, {}});
    }
  }
  for (auto& [number, calls] : told) {
    std::stable_sort(calls.begin(), calls.end(),
                     [](const Told& x, const Told& y) { return x.time_us < y.time_us; });
  }
  return told;
}

inline Texts seen(const std::vector<Told>& calls, std::string Told::* what) {
  Texts values;
  for (const Told& call : calls) {
    if (!(call.*what).empty()) values.insert(call.*what);
  }
  return values;
}

}  // namespace cuibono::simulation
