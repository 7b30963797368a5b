#pragma once
// Labelled public data as tables: fake_1000 and FEBRL 4 (../shared/data/er_splink), Senzing's truth set.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/match_table.h"
#include "measure.h"

namespace cuibono::bench {

struct Labelled {
  std::string name;
  entities::MatchTable table;
  std::vector<std::uint32_t> truth;  ///< [records]: the cluster of the labels
  bool has_sure_ids = false;         ///< dates and ids are not misspelt out of recognition
};

inline std::string data_folder() {
  const char* stated = std::getenv("CUIBONO_DATA");
  return stated != nullptr ? stated : std::string(CUIBONO_SOURCE_DIR) + "/../shared/data";
}

inline std::vector<std::string> split_csv(const std::string& line) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  for (std::string& cell : cells) cell = std::string(core::trim(cell));
  return cells;
}

/// Rows of a CSV file without its header.
inline std::vector<std::vector<std::string>> read_csv(const std::string& path) {
  std::ifstream file(path);
  require(file.good(), "no public data: set CUIBONO_DATA, or put it in ../shared/data");
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) rows.push_back(split_csv(line));
  return rows;
}

inline void add_columns(entities::MatchTable& table,
                        const std::vector<std::pair<const char*, entities::MatchKind>>& columns) {
  for (const auto& [name, kind] : columns) table.columns.emplace_back(name, kind);
}

inline void finish(Labelled& data) {
  data.table.records = static_cast<std::uint32_t>(data.truth.size());
  require(data.table.finish().has_value(), "the table of " + data.name + " is too large");
}

inline Labelled read_fake_1000() {
  using K = entities::MatchKind;
  Labelled data;
  data.name = "fake_1000";
  add_columns(data.table, {{"given name", K::given_name},
                           {"family name", K::family_name},
                           {"date of birth", K::date},
                           {"town", K::place},
                           {"e-mail", K::email}});
  for (const auto& row : read_csv(data_folder() + "/er_splink/fake_1000.csv")) {
    const auto r = static_cast<std::uint32_t>(data.truth.size());
    for (std::size_t c = 0; c < 5; ++c) data.table.columns[c].add(r, row[c + 1]);
    data.table.keys.push_back(core::hash64(row[0]));
    data.truth.push_back(static_cast<std::uint32_t>(std::stoul(row[6])));
  }
  finish(data);
  return data;
}

inline Labelled read_febrl_4() {
  using K = entities::MatchKind;
  Labelled data;
  data.name = "FEBRL 4";
  add_columns(data.table, {{"given name", K::given_name},
                           {"family name", K::family_name},
                           {"street number", K::word},
                           {"street", K::place},
                           {"house", K::place},
                           {"suburb", K::place},
                           {"postcode", K::place},
                           {"state", K::word},
                           {"date of birth", K::date},
                           {"social security number", K::document}});
  for (const std::uint32_t source : {0U, 1U}) {
    const std::string file = source == 0 ? "a" : "b";
    for (auto& row : read_csv(data_folder() + "/er_splink/febrl/dataset4" + file + ".csv")) {
      const auto r = static_cast<std::uint32_t>(data.truth.size());
      if (row[9].size() == 8) row[9].insert(6, "-").insert(4, "-");
      for (std::size_t c = 0; c < 10; ++c) data.table.columns[c].add(r, row[c + 1]);
      data.table.keys.push_back(core::hash64(row[0]));
      data.table.sources.push_back(source);
      data.truth.push_back(static_cast<std::uint32_t>(std::stoul(row[0].substr(4))));
    }
  }
  data.table.is_duplicate_free = {true, true};
  finish(data);
  return data;
}

/// 3/1/70, 20/8/1991, Mar 1 1970, 24-May-11 as 1970-03-01 …; of two digits 00 to 26 are of this century.
inline std::string senzing_date(const std::string& text) {
  static const std::map<std::string, int> months{{"jan", 1}, {"feb", 2},  {"mar", 3},  {"apr", 4},
                                                 {"may", 5}, {"jun", 6},  {"jul", 7},  {"aug", 8},
                                                 {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}};
  std::vector<int> numbers;
  int month = 0;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += c;
      continue;
    }
    if (word.empty()) continue;
    const auto named = months.find(core::ascii_lower(word).substr(0, 3));
    if (named != months.end())
      month = named->second;
    else if (const auto number = core::parse_int64(word); number.has_value())
      numbers.push_back(static_cast<int>(*number));
    word.clear();
  }
  int year = 0, day = 0;
  if (month != 0 && numbers.size() == 2) {
    day = numbers[0], year = numbers[1];
  } else if (numbers.size() == 3 && numbers[0] > 31) {
    year = numbers[0], month = numbers[1], day = numbers[2];
  } else if (numbers.size() == 3) {
    month = numbers[0], day = numbers[1], year = numbers[2];
    if (month > 12) std::swap(month, day);
  } else {
    return {};
  }
  if (year < 100) year += year > 26 ? 1900 : 2000;
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

inline Labelled read_senzing() {
  using K = entities::MatchKind;
  Labelled data;
  data.name = "Senzing truth set";
  data.has_sure_ids = true;
  add_columns(data.table, {{"given name", K::given_name},
                           {"family name", K::family_name},
                           {"firm", K::whole_name},
                           {"date of birth", K::date},
                           {"address", K::place},
                           {"phone", K::phone},
                           {"e-mail", K::email},
                           {"passport", K::document},
                           {"driving licence", K::document},
                           {"social security number", K::document},
                           {"national id", K::document}});
  const std::string folder = data_folder() + "/er_senzing_truthset/demo/";
  std::map<std::string, std::uint32_t> truth;
  for (const auto& row : read_csv(folder + "actual_truthset_key.csv"))
    truth[row[2] + " " + row[3]] = static_cast<std::uint32_t>(std::stoul(row[1]));
  for (const char* file : {"customers", "reference", "watchlist"}) {
    std::ifstream lines(folder + file + ".jsonl");
    std::string line;
    while (std::getline(lines, line)) {
      const auto record = nlohmann::json::parse(line);
      const auto r = static_cast<std::uint32_t>(data.truth.size());
      for (const auto& feature : record.at("FEATURES")) {
        const auto get = [&](const char* key) { return feature.value(key, std::string()); };
        const auto join = [&](std::initializer_list<const char*> keys) {
          std::string out;
          for (const char* key : keys)
            out += (out.empty() || get(key).empty() ? "" : " ") + get(key);
          return out;
        };
        auto& c = data.table.columns;
        c[0].add(r, join({"NAME_FIRST", "NAME_MIDDLE"}));
        c[1].add(r, get("NAME_LAST"));
        const std::string full = get("NAME_FULL");
        const std::size_t space = full.rfind(' ');
        if (space != std::string::npos) {
          c[0].add(r, full.substr(0, space));
          c[1].add(r, full.substr(space + 1));
        }
        c[2].add(r, get("NAME_ORG"));
        c[3].add(r, senzing_date(get("DATE_OF_BIRTH")));
        c[4].add(r, get("ADDR_FULL"));
        c[4].add(r, join({"ADDR_LINE1", "ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE"}));
        c[5].add(r, get("PHONE_NUMBER"));
        c[6].add(r, get("EMAIL_ADDRESS"));
        c[7].add(r, get("PASSPORT_NUMBER"));
        c[8].add(r, get("DRIVERS_LICENSE_NUMBER"));
        c[9].add(r, get("SSN_NUMBER"));
        for (const char* id : {"NATIONAL_ID_NUMBER", "TAX_ID_NUMBER", "LEI_NUMBER"})
          c[10].add(r, get(id));
      }
      const std::string key = record.at("DATA_SOURCE").get<std::string>() + " " +
                              record.at("RECORD_ID").get<std::string>();
      data.table.keys.push_back(core::hash64(key));
      data.truth.push_back(truth.at(key));
    }
  }
  finish(data);
  return data;
}

}  // namespace cuibono::bench
