// Matching on labelled data and on a million invented people: quality at thresholds fixed beforehand, what blocking
// loses, calibration, time. No label is used but to measure. bench/matching_peer.py measures a peer on the same data.
//
//   matching                      all
//   matching people FILE THREADS  one file of people: in a process of its own, for its memory
#include <sys/resource.h>
#include <unistd.h>

#include <cstring>

#include "entities/match_explain.h"
#include "entities/match_plan.h"
#include "entities/match_worlds.h"
#include "matching_quality.h"

namespace cuibono::bench {
namespace {

constexpr unsigned rounds = 5;

std::vector<Measure>& measures() {
  static std::vector<Measure> all;
  return all;
}

void say(const Measure& line) {
  print_measure(line);
  measures().push_back(line);
}
constexpr std::uint32_t million = 1'000'000;

struct Outcome {
  entities::MatchPlan plan;
  entities::MatchScores scores;
  entities::Clusters clusters;
};

Outcome match(const Labelled& data, unsigned threads) {
  const entities::MatchTable& table = data.table;
  Outcome out;
  out.plan = entities::make_plan(table);
  core::RunContext context;
  context.threads = threads;
  auto scores = entities::score_candidates(context, table, out.plan);
  require(scores.has_value(), "no scores");
  out.scores = std::move(*scores);
  out.clusters = cluster(table, out.scores.pairs, data.has_sure_ids);
  return out;
}

double process_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// True pairs that share no key that is kept.
std::uint64_t lost_to_blocking(const Labelled& data, const entities::MatchPlan& plan) {
  const auto blocks = entities::make_blocks({}, data.table, plan.families);
  require(blocks.has_value(), "no blocks");
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> groups;
  for (std::uint32_t r = 0; r < data.table.records; ++r) groups[data.truth[r]].push_back(r);
  std::uint64_t lost = 0;
  for (const auto& [name, group] : groups) {
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j)
        lost += blocks->share(group[i], group[j]) ? 0U : 1U;
    }
  }
  return lost;
}

void add_counts(Measure& line, const Outcome& outcome) {
  std::uint64_t capped_blocks = 0, capped_pairs = 0;
  for (const auto& family : outcome.scores.families) {
    capped_blocks += family.capped_blocks;
    capped_pairs += family.capped_pairs;
  }
  line["candidates"] = outcome.scores.candidates;
  line["capped_blocks"] = capped_blocks;
  line["capped_pairs"] = capped_pairs;
  line["clusters"] = outcome.clusters.members.size();
}

void measure_labelled(const Labelled& data) {
  const Outcome outcome = match(data, 1);
  Contender contender{
      "match", [&] { return static_cast<std::int64_t>(match(data, 1).scores.pairs.size()); }, {}};
  run_rounds(std::span(&contender, 1), rounds);
  Measure line;
  line["measure"] = "matching: " + data.name;
  line["records"] = data.table.records;
  line["processor_seconds"] = std::round(median(contender.seconds) * 1e3) / 1e3;
  add_counts(line, outcome);
  line["lost_to_blocking"] = lost_to_blocking(data, outcome.plan);
  add_pair_quality(line, data.truth, outcome.scores.pairs);
  add_cluster_quality(line, data.truth, outcome.clusters.of_record);
  if (data.table.records <= 2000)
    line["f1_ceiling_of_patterns"] = four(pattern_ceiling(data, outcome.plan));
  say(line);
  if (std::getenv("CUIBONO_SHOW_PAIRS") == nullptr) return;
  // What differs from the labels, for a person to read.
  const auto show = [&](const char* what, std::uint32_t a, std::uint32_t b) {
    entities::MatchedValues met;
    entities::compare_records(data.table, outcome.plan.comparisons, a, b, met);
    std::printf(
        "%s %s %s", what, data.name.c_str(),
        entities::show_bits(entities::score_pattern(outcome.scores.model, met.pattern)).c_str());
    for (const std::uint32_t r : {a, b}) {
      std::printf("\n  ");
      for (const auto& column : data.table.columns) {
        for (const std::uint32_t value : column.of(r))
          std::printf(" %s;", std::string(column.written(value)).c_str());
        std::printf(" |");
      }
    }
    std::printf("\n");
  };
  for (std::uint32_t a = 0; a < data.table.records; ++a) {
    for (std::uint32_t b = a + 1; b < data.table.records; ++b) {
      const bool is_found = outcome.clusters.of_record[a] == outcome.clusters.of_record[b];
      if (is_found != (data.truth[a] == data.truth[b])) show(is_found ? "joined" : "apart", a, b);
    }
  }
}

/// Pairs of records that state much, by one thread.
void measure_pairs_a_second() {
  entities::PeopleOptions options;
  options.records = 2000;
  const auto table = entities::table_of(entities::make_people(options).rows);
  const auto plan = entities::make_plan(table);
  constexpr std::int64_t pairs = 200'000;
  Contender contender{"pairs",
                      [&] {
                        entities::MatchedValues met;
                        std::int64_t sum = 0;
                        for (std::uint32_t i = 0; i < pairs; ++i) {
                          entities::compare_records(table, plan.comparisons, i % 2000, i * 7 % 1999,
                                                    met);
                          sum += static_cast<std::int64_t>(met.pattern & 15U);
                        }
                        return sum;
                      },
                      {}};
  run_rounds(std::span(&contender, 1), rounds);
  Measure line;
  line["measure"] = "matching: pairs with eight comparisons";
  line["pairs_a_second_a_thread"] = std::round(pairs / median(contender.seconds));
  print_measure(line);
}

void write_people(const std::string& name, std::uint32_t records) {
  entities::PeopleOptions options;
  options.records = records;
  const entities::InventedPeople people = entities::make_people(options);
  std::string text = "unique_id,given,family,birth,town,street,phone,email,number,person\n";
  for (std::size_t r = 0; r < people.rows.size(); ++r) {
    const entities::PersonRow& row = people.rows[r];
    text += std::to_string(r);
    for (const std::string* cell : {&row.given, &row.family, &row.birth, &row.town, &row.street,
                                    &row.phone, &row.email, &row.number})
      text += "," + *cell;
    text += "," + std::to_string(people.person_of[r]) + "\n";
  }
  write_scratch(name, text);
}

/// A file of people, read a line at a time.
Labelled read_people(const std::string& path) {
  using K = entities::MatchKind;
  Labelled data;
  data.name = "people";
  add_columns(data.table, {{"given name", K::given_name},
                           {"family name", K::family_name},
                           {"date of birth", K::date},
                           {"town", K::place},
                           {"street", K::place},
                           {"phone", K::phone},
                           {"e-mail", K::email},
                           {"national number", K::document}});
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto r = static_cast<std::uint32_t>(data.truth.size());
    std::string_view rest = line;
    for (std::size_t c = 0; c < 10; ++c) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      const std::string_view cell = rest.substr(0, end);
      if (c > 0 && c < 9) data.table.columns[c - 1].add(r, cell);
      if (c == 9)
        data.truth.push_back(static_cast<std::uint32_t>(core::parse_uint64(cell).value_or(0)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    data.table.keys.push_back(core::mix64(r + 1));
  }
  finish(data);
  return data;
}

void measure_people(const std::string& path, unsigned threads) {
  timespec began{}, ended{};
  clock_gettime(CLOCK_MONOTONIC, &began);
  const double before = process_seconds();
  const Labelled data = read_people(path);
  const Outcome outcome = match(data, threads);
  const double seconds = process_seconds() - before;
  clock_gettime(CLOCK_MONOTONIC, &ended);
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  Measure line;
  line["measure"] = "matching: people";
  line["records"] = data.table.records;
  line["threads"] = threads;
  line["processor_seconds"] = rounded(seconds);
  line["wall_seconds"] = rounded(static_cast<double>(ended.tv_sec - began.tv_sec) +
                                 1e-9 * static_cast<double>(ended.tv_nsec - began.tv_nsec));
  line["peak_mb"] = used.ru_maxrss / 1024;
  add_counts(line, outcome);
  line["lost_to_blocking"] = lost_to_blocking(data, outcome.plan);
  add_pair_quality(line, data.truth, outcome.scores.pairs);
  add_cluster_quality(line, data.truth, outcome.clusters.of_record);
  print_measure(line);
}

/// One to four million people, each by a process of its own.
void measure_growth() {
  for (const std::uint32_t millions : {1U, 2U, 4U}) {
    const std::string name = "people_" + std::to_string(millions) + ".csv";
    write_people(name, millions * million);
    const std::string command =
        "/proc/" + std::to_string(getpid()) + "/exe people '" + scratch(name) + "' 1";
    std::FILE* child = popen(command.c_str(), "r");  // NOLINT: our own program
    require(child != nullptr, "people were not matched");
    std::string said;
    for (int c = std::fgetc(child); c != EOF; c = std::fgetc(child)) said += static_cast<char>(c);
    require(pclose(child) == 0, "people were not matched");
    Measure line = Measure::parse(said);
    if (millions > 1) {
      const auto& first = measures()[measures().size() - (millions == 2 ? 1 : 2)];
      line["times_linear"] = rounded(line["processor_seconds"].get<double>() /
                                     first["processor_seconds"].get<double>() / millions);
    }
    say(line);
  }
}

}  // namespace
}  // namespace cuibono::bench

int main(int count, char** words) {
  using namespace cuibono::bench;
  if (count == 4 && std::strcmp(words[1], "people") == 0) {
    measure_people(words[2], static_cast<unsigned>(std::atoi(words[3])));
    return 0;
  }
  measure_labelled(read_fake_1000());
  measure_labelled(read_febrl_4());
  measure_labelled(read_senzing());
  measure_pairs_a_second();
  if (count < 2) measure_growth();
  write_scratch("matching.json", Measure(measures()).dump());
}
