// Names across writings: how often the matcher is right on labelled pairs of others, and how fast it is.
//
// Data are looked for in CUIBONO_DATA, else in ../shared/data; a set that is not there is passed over, with its
// reason. Where weights were chosen, a fixed hash of the pair tells the development half from the half held back:
// weights saw the first alone, and the threshold is fits_millionths of name_match.h.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/core.h"
#include "entities/name_letters.h"
#include "entities/name_match.h"
#include "measure.h"

namespace cuibono::bench {
namespace {

using namespace entities;
constexpr unsigned rounds = 5;

struct Labelled {
  PreparedName a, b;
  bool is_same = false, is_held = false;
};

struct Scored {
  double score = 0;
  bool is_same = false;
};

std::filesystem::path data_folder() {
  const char* named = std::getenv("CUIBONO_DATA");
  return named != nullptr ? std::filesystem::path(named)
                          : std::filesystem::path(CUIBONO_SOURCE_DIR) / "../shared/data";
}

std::vector<std::string> csv_cells(const std::string& line) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      if (is_quoted && i + 1 < line.size() && line[i + 1] == '"')
        cells.back() += line[++i];
      else
        is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

NameKind kind_of(std::string_view schema) {
  return schema == "Person" ? NameKind::person : NameKind::organisation;
}

void add_pair(NameBook& book, std::vector<Labelled>& pairs, NameKind kind, const std::string& a,
              const std::string& b, bool is_same) {
  pairs.push_back({prepare_name(book, a, kind), prepare_name(book, b, kind), is_same,
                   (core::hash64(a + "|" + b) & 1U) != 0});
}

std::vector<Labelled> read_csv(NameBook& book, const std::filesystem::path& path, bool has_schema) {
  std::vector<Labelled> pairs;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = csv_cells(line);
    require(cells.size() >= 5, "a line of " + path.string() + " has too few cells");
    if (has_schema)
      add_pair(book, pairs, kind_of(cells[1]), cells[2], cells[3], cells[4] == "true");
    else
      add_pair(book, pairs, NameKind::person, cells[1], cells[2], cells[3] == "true");
  }
  return pairs;
}

std::string name_of(const YAML::Node& entity) {
  if (entity["name"]) return entity["name"].as<std::string>();
  std::string name;
  for (const char* part : {"firstName", "middleName", "fatherName", "lastName"}) {
    if (entity[part]) name += (name.empty() ? "" : " ") + entity[part].as<std::string>();
  }
  return name;
}

std::vector<Labelled> read_checks(NameBook& book, const std::filesystem::path& path) {
  std::vector<Labelled> pairs;
  for (const YAML::Node& check : YAML::LoadFile(path.string())["checks"])
    add_pair(book, pairs, kind_of(check["schema"].as<std::string>()), name_of(check["query"]),
             name_of(check["candidate"]), check["match"].as<bool>());
  return pairs;
}

double f1_at(const std::vector<Scored>& scored, double threshold) {
  double both = 0, found = 0, same = 0;
  for (const Scored& one : scored) {
    const bool is_found = one.score >= threshold;
    both += is_found && one.is_same ? 1 : 0;
    found += is_found ? 1 : 0;
    same += one.is_same ? 1 : 0;
  }
  return 2 * both / (found + same);
}

double f1_best(const std::vector<Scored>& scored) {
  std::vector<double> thresholds;
  for (const Scored& one : scored) thresholds.push_back(one.score);
  std::sort(thresholds.begin(), thresholds.end());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  double best = 0;
  for (std::size_t i = 0; i < thresholds.size();
       i += std::max<std::size_t>(thresholds.size() / 2'000, 1))
    best = std::max(best, f1_at(scored, thresholds[i]));
  return best;
}

double four(double value) {
  return static_cast<double>(static_cast<std::int64_t>(value * 10'000 + 0.5)) / 10'000;
}

void measure_quality(const std::string& name, const NameBook& book,
                     const std::vector<Labelled>& pairs, const std::string& peer) {
  std::vector<Scored> all, halves[2];
  for (const Labelled& pair : pairs) {
    const std::uint32_t millionths = score_pair(book, pair.a, pair.b);
    require(millionths == compare_names_reference(book, pair.a, pair.b).score_millionths,
            "the twin has another score for " + pair.a.written + " and " + pair.b.written);
    all.push_back({millionths / 1e6, pair.is_same});
    halves[pair.is_held ? 1 : 0].push_back(all.back());
  }
  const double threshold = fits_millionths / 1e6;
  Measure measure;
  measure["measure"] = name;
  measure["pairs"] = all.size();
  measure["f1_best"] = four(f1_best(all));
  measure["f1_fixed"] = four(f1_at(all, threshold));
  measure["development_best"] = four(f1_best(halves[0]));
  measure["development_fixed"] = four(f1_at(halves[0], threshold));
  measure["held_best"] = four(f1_best(halves[1]));
  measure["held_fixed"] = four(f1_at(halves[1], threshold));
  measure["peer"] = peer;
  print_measure(measure);
}

/// Pairs a second of this thread, beside bit-parallel Jaro–Winkler on the whole names in the same run.
void measure_speed(const std::string& name, const NameBook& book,
                   const std::vector<Labelled>& pairs) {
  std::vector<std::u32string> a, b;
  std::vector<PreparedName> many;
  for (const Labelled& pair : pairs) {
    a.push_back(points_of_text(pair.a.written));
    b.push_back(points_of_text(pair.b.written));
    many.push_back(pair.b);
  }
  constexpr std::size_t repeats = 20;
  std::vector<Contender> contenders(3);
  contenders[0] = {"jaro_winkler",
                   [&] {
                     double sum = 0;
                     for (std::size_t r = 0; r < repeats; ++r) {
                       for (std::size_t i = 0; i < a.size(); ++i) sum += jaro_winkler(a[i], b[i]);
                     }
                     return static_cast<std::int64_t>(sum);
                   },
                   {}};
  contenders[1] = {"pairs",
                   [&] {
                     std::int64_t sum = 0;
                     for (std::size_t r = 0; r < repeats; ++r) {
                       for (const Labelled& pair : pairs) sum += score_pair(book, pair.a, pair.b);
                     }
                     return sum;
                   },
                   {}};
  contenders[2] = {"one to many",
                   [&] {
                     std::int64_t sum = 0;
                     for (std::size_t r = 0; r < repeats; ++r)
                       sum += score_names(book, pairs[r * 31 % pairs.size()].a, many).front();
                     return sum;
                   },
                   {}};
  run_rounds(contenders, rounds);
  const auto per_second = [&](std::size_t which) {
    return static_cast<std::int64_t>(static_cast<double>(repeats * pairs.size()) /
                                     median(contenders[which].seconds));
  };
  Measure measure;
  measure["measure"] = name + ": speed of one thread";
  measure["pairs_a_second"] = per_second(1);
  measure["one_to_many_a_second"] = per_second(2);
  measure["jaro_winkler_a_second"] = per_second(0);
  measure["times_jaro_winkler"] = rounded(ratio_to(contenders[1], contenders[0]));
  print_measure(measure);
}

void run() {
  const std::filesystem::path data = data_folder();
  const auto cases = data / "er_opensanctions_namebench/name_bench_cases.csv";
  const auto checks = data / "er_opensanctions_namebench/entity_bench_checks.yml";
  const auto across = data / "er_xscript/given_names_wikidata.csv";
  std::size_t measured = 0;
  const auto is_there = [&](const std::filesystem::path& path) {
    if (std::filesystem::exists(path)) return ++measured > 0;
    std::printf("passed over: %s is not there\n", path.filename().c_str());
    return false;
  };
  if (is_there(cases)) {
    NameBook book;
    const auto pairs = read_csv(book, cases, true);
    measure_quality("name_bench, 826 pairs", book, pairs, "logic-v2 0.804 best, 0.796 at its 0.7");
    measure_speed("name_bench", book, pairs);
  }
  if (is_there(checks)) {
    NameBook book;
    measure_quality("entity checks, 228", book, read_checks(book, checks),
                    "logic-v2 0.922 best, 0.915 at its 0.7");
  }
  if (is_there(across)) {
    // By rules alone: the list of persons holds these items, and the letter tables were counted without them.
    NameBook book({.uses_persons = false});
    measure_quality("given names across scripts", book, read_csv(book, across, false),
                    "0.737 by rules; 0.9997 by looking the pairs up");
  }
  if (measured > 0) return;
  Measure measure;
  measure["measure"] = "names";
  measure["passed_over"] =
      "no data: CUIBONO_DATA names the folder with er_opensanctions_namebench and er_xscript";
  print_measure(measure);
}

}  // namespace
}  // namespace cuibono::bench

int main() { cuibono::bench::run(); }
