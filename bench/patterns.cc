// What the bundled rules find of patterns that others planted: recall for each family and accounts named
// without one, for each 10,000. Use: patterns FOLDER (bench/patterns.py unpacks archives and calls it).
//
// A folder holds nodes.csv and transactions.csv (AMLSim: one family, a step is a day), or a file *_patterns_flat.csv
// (AMLworld: eight families, a pattern id on each transfer). Beside what is found among all transfers stands what
// the same rule finds in the transfers of one planted pattern alone: "fits". What does not fit is a matter of the
// definition and its parameters; what fits and is not found would be a fault.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "measure.h"
#include "money/money.h"
#include "money/pattern_kernels.h"
#include "money/pattern_worlds.h"

namespace cuibono::bench {
namespace {

using money::PatternKind;
using money::PatternRule;
using money::PaymentWorld;

const core::RunContext context;

/// One planted pattern: positions of its transfers.
struct Planted {
  std::string family;
  std::vector<std::uint32_t> transfers;
};

struct DataSet {
  std::string name;
  PaymentWorld world;
  std::vector<Planted> planted;
};

std::vector<std::vector<std::string>> read_csv(const std::string& path) {
  std::ifstream file(path);
  require(file.good(), "cannot read " + path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> cells;
    for (const auto cell : core::split(line, ',')) cells.emplace_back(cell);
    rows.push_back(std::move(cells));
  }
  require(!rows.empty(), path + " is empty");
  rows.erase(rows.begin());
  return rows;
}

std::int64_t minor_of(const std::string& text) {
  // Amounts of AMLworld have up to six decimals, and trailing ones are dropped here: it is a bench.
  const auto point = text.find('.');
  std::string digits = text.substr(0, point);
  std::string decimals = point == std::string::npos ? "" : text.substr(point + 1, 2);
  decimals.resize(2, '0');
  return std::stoll(digits + decimals);
}

/// Transfers in the order of time, with what each is a part of (0: of nothing).
struct Rows {
  struct Row {
    std::int64_t time_us = 0;
    std::uint32_t payer = 0, payee = 0;
    std::int64_t amount_minor = 0;
    std::uint32_t planted = 0;
  };
  std::vector<Row> rows;

  void move_to(DataSet& data) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.time_us < b.time_us; });
    for (const Row& row : rows) {
      if (row.planted > 0)
        data.planted[row.planted - 1].transfers.push_back(
            static_cast<std::uint32_t>(data.world.time_us.size()));
      data.world.pay(row.time_us, row.payer, row.payee, row.amount_minor);
    }
  }
};

/// The transfers of an alert are those between marked accounts that are smaller than all others; an alert is what
/// hangs together by them. AMLSim's own list of alerts is not among these files.
DataSet read_amlsim(const std::string& folder) {
  DataSet data{std::filesystem::path(folder).filename().string(), {}, {}};
  std::ifstream about(folder + "/metadata.txt");
  std::ostringstream words;
  words << about.rdbuf();
  const std::string family = words.str().find("cycle") != std::string::npos ? "cycle" : "fan_in";
  std::vector<bool> marked;
  for (const auto& row : read_csv(folder + "/nodes.csv")) marked.push_back(row.at(1) == "1");
  Rows rows;
  for (const auto& row : read_csv(folder + "/transactions.csv"))
    rows.rows.push_back({std::stoll(row.at(3)) * core::us_per_day,
                         static_cast<std::uint32_t>(std::stoul(row.at(0))),
                         static_cast<std::uint32_t>(std::stoul(row.at(1))), minor_of(row.at(2)),
                         0});
  std::int64_t least_minor = INT64_MAX;
  for (const auto& row : rows.rows)
    if (!marked[row.payer] || !marked[row.payee])
      least_minor = std::min(least_minor, row.amount_minor);
  core::DisjointSets sets(static_cast<std::uint32_t>(marked.size()));
  const auto is_alert = [&](const Rows::Row& row) {
    return marked[row.payer] && marked[row.payee] && row.amount_minor < least_minor;
  };
  for (const auto& row : rows.rows)
    if (is_alert(row)) sets.join(row.payer, row.payee);
  std::map<std::uint32_t, std::uint32_t> number;
  for (auto& row : rows.rows) {
    if (!is_alert(row)) continue;
    const auto [at, fresh] = number.emplace(sets.find(row.payer), 0);
    if (fresh) {
      data.planted.push_back({family, {}});
      at->second = static_cast<std::uint32_t>(data.planted.size());
    }
    row.planted = at->second;
  }
  data.world.accounts = static_cast<std::uint32_t>(marked.size());
  rows.move_to(data);
  return data;
}

std::int64_t time_of(const std::string& text) {  // "2022/09/01 00:03"
  core::CivilTime civil;
  civil.year = std::stoi(text.substr(0, 4));
  civil.month = static_cast<std::uint8_t>(std::stoi(text.substr(5, 2)));
  civil.day = static_cast<std::uint8_t>(std::stoi(text.substr(8, 2)));
  civil.hour = static_cast<std::uint8_t>(std::stoi(text.substr(11, 2)));
  civil.minute = static_cast<std::uint8_t>(std::stoi(text.substr(14, 2)));
  return core::to_utc_us(civil);
}

std::string family_of(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c == '-' ? '_' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  });
  return name;
}

/// All currencies as one, or without the transfers that change it, as a ledger of one currency has them.
DataSet read_amlworld(const std::string& folder, const std::string& file, bool is_one_currency) {
  DataSet data{
      is_one_currency ? "amlworld, currencies as one" : "amlworld, currency by currency", {}, {}};
  std::map<std::string, std::uint32_t> accounts, patterns;
  Rows rows;
  const auto take = [&](const std::vector<std::string>& row, std::uint32_t planted,
                        const std::array<std::size_t, 8>& at) {
    const std::string &paid_in = row.at(at[6]), &received_in = row.at(at[7]);
    if (!is_one_currency && paid_in != received_in) return;
    const std::string mark = is_one_currency ? "" : "|" + paid_in;
    const auto account = [&](std::size_t bank, std::size_t id) {
      return accounts
          .emplace(row.at(bank) + ":" + row.at(id) + mark,
                   static_cast<std::uint32_t>(accounts.size()))
          .first->second;
    };
    const std::uint32_t payer = account(at[1], at[2]), payee = account(at[3], at[4]);
    rows.rows.push_back({time_of(row.at(at[0])), payer, payee, minor_of(row.at(at[5])), planted});
  };
  for (const auto& row : read_csv(folder + "/" + file)) {
    const auto [at, fresh] =
        patterns.emplace(row.at(0), static_cast<std::uint32_t>(patterns.size() + 1));
    if (fresh) data.planted.push_back({family_of(row.at(1)), {}});
    take(row, at->second, {3, 4, 5, 6, 7, 10, 11, 9});
  }
  const std::string clean = folder + "/transactions_sample.csv";
  if (std::filesystem::exists(clean)) {
    for (const auto& row : read_csv(clean))
      if (row.at(12) == "0") take(row, 0, {0, 1, 2, 4, 5, 9, 10, 8});
  }
  rows.move_to(data);
  return data;
}

money::Patterns run(const PatternRule& rule, const PaymentWorld& world) {
  money::KernelInput input;
  input.inner = input.all = world.columns();
  input.asset = *core::find_asset("EUR");
  for (std::uint32_t account = 0; account < world.accounts; ++account)
    input.group.push_back(account);
  auto patterns = money::run_pattern_rule(context, rule, input);
  if (!patterns.has_value()) give_up(rule.id + ": " + patterns.error().what);
  return std::move(*patterns);
}

PaymentWorld part_of(const PaymentWorld& world, const std::vector<std::uint32_t>& transfers) {
  PaymentWorld part;
  part.accounts = world.accounts;
  for (const auto i : transfers)
    part.pay(world.time_us[i], world.payer[i], world.payee[i], world.amount_minor[i]);
  return part;
}

std::set<std::uint32_t> ends_of(const PaymentWorld& world,
                                const std::vector<std::uint32_t>& transfers) {
  std::set<std::uint32_t> accounts;
  for (const auto i : transfers) {
    accounts.insert(world.payer[i]);
    accounts.insert(world.payee[i]);
  }
  return accounts;
}

/// Whether the planted transfers of a pattern join three and more than half of the accounts of a planted one:
/// accounts alone, or a single transfer, would count what happens by chance.
bool is_found(const PaymentWorld& world, const std::vector<std::uint32_t>& planted,
              const money::Patterns& patterns) {
  const std::size_t accounts = ends_of(world, planted).size();
  return std::any_of(patterns.found.begin(), patterns.found.end(), [&](const auto& pattern) {
    std::vector<std::uint32_t> shared;
    std::ranges::set_intersection(pattern.transfers, planted, std::back_inserter(shared));
    const std::size_t joined = ends_of(world, shared).size();
    return joined >= 3 && 2 * joined > accounts;
  });
}

/// Whether half of the accounts lie on one round of payments, in whatever order of time.
bool goes_round(const PaymentWorld& world, const std::vector<std::uint32_t>& planted) {
  const auto accounts = ends_of(world, planted);
  std::map<std::uint32_t, std::set<std::uint32_t>> reached;
  for (const auto account : accounts) {
    std::set<std::uint32_t>& from_here = reached[account];
    for (bool grew = true; grew;) {
      grew = false;
      for (const auto i : planted)
        if (world.payer[i] == account || from_here.contains(world.payer[i]))
          grew = from_here.insert(world.payee[i]).second || grew;
    }
  }
  return std::any_of(accounts.begin(), accounts.end(), [&](std::uint32_t one) {
    const auto together = std::count_if(accounts.begin(), accounts.end(), [&](std::uint32_t other) {
      return reached[one].contains(other) && reached[other].contains(one);
    });
    return together > 1 && 2 * static_cast<std::size_t>(together) >= accounts.size();
  });
}

void measure(const DataSet& data, const std::string& family, const PatternRule& rule,
             const std::string& variant) {
  const money::Patterns patterns = run(rule, data.world);
  std::set<std::uint32_t> planted_accounts, named;
  std::uint64_t planted = 0, round = 0, fits = 0, found = 0, lost = 0;
  for (const auto& one : data.planted) {
    const auto accounts = ends_of(data.world, one.transfers);
    planted_accounts.insert(accounts.begin(), accounts.end());
    if (one.family != family || accounts.size() < 3) continue;  // two accounts are no shape
    ++planted;
    const PaymentWorld part = part_of(data.world, one.transfers);
    std::vector<std::uint32_t> all(one.transfers.size());
    std::iota(all.begin(), all.end(), 0U);
    const bool does_fit = is_found(part, all, run(rule, part));
    const bool is_seen = is_found(data.world, one.transfers, patterns);
    round += family == "cycle" && goes_round(data.world, one.transfers) ? 1U : 0U;
    fits += does_fit ? 1U : 0U;
    found += is_seen ? 1U : 0U;
    lost += does_fit && !is_seen ? 1U : 0U;
  }
  for (const auto& pattern : patterns.found) {
    const bool of_all = pattern.kind == PatternKind::cycle || pattern.kind == PatternKind::stack ||
                        pattern.kind == PatternKind::bipartite;
    for (std::size_t i = 0; i < (of_all ? pattern.accounts.size() : 1); ++i)
      if (!planted_accounts.contains(pattern.accounts[i])) named.insert(pattern.accounts[i]);
  }
  const auto ratio = [](std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0.0 : rounded(static_cast<double>(part) / static_cast<double>(whole));
  };
  Measure line({{"bench", "patterns"},
                {"data", data.name},
                {"family", family},
                {"rule", rule.id},
                {"variant", variant},
                {"planted", planted},
                {"fits", fits},
                {"found", found},
                {"fits_but_not_found", lost},
                {"recall", ratio(found, planted)},
                {"patterns", patterns.found.size()},
                {"false_per_10000_accounts", ratio(named.size() * 10'000, data.world.accounts)}});
  if (family == "cycle") line["rounds_in_any_order"] = round;
  print_measure(line);
}

/// The window of a rule as wide as may be, and the least counts that make a shape.
PatternRule widened(PatternRule rule) {
  for (auto& [name, value] : rule.parameters) {
    const bool is_window = name.ends_with("_days") || name.ends_with("_hours");
    const auto parameters = money::rule_parameters(rule.kernel);
    const auto range = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const auto& one) { return one.name == name; });
    if (is_window)
      value = std::min<std::int64_t>(range->most, name.ends_with("_days") ? 200 : 4'800);
    if (name.ends_with("s_min")) value = std::max<std::int64_t>(range->least, 2);
    if (name.ends_with("_permille_min")) value = 0;
    if (name == "tolerance_permille") value = 1000;
    if (name == "length_max") value = 10;
    if (name == "counterparties_max") value = range->most;
  }
  return rule;
}

void measure_all(const DataSet& data, const std::vector<PatternRule>& rules) {
  std::set<std::string> families;
  for (const auto& one : data.planted) families.insert(one.family);
  for (const auto& family : families) {
    for (PatternRule rule : rules) {
      if (rule.id != family) continue;
      rule.least_minor.clear();
      measure(data, family, rule, "as bundled");
      measure(data, family, widened(rule), "widest window, least counts");
    }
  }
}

int run_bench(const std::string& folder) {
  const auto rules = money::read_pattern_rules({});
  require(rules.has_value(), "the bundled rules cannot be read");
  std::set<std::string> folders = {folder}, flat;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_directory()) folders.insert(entry.path().string());
    const std::string name = entry.path().filename().string();
    if (name.ends_with("_patterns_flat.csv")) flat.insert(name);
  }
  for (const auto& place : folders)
    if (std::filesystem::exists(place + "/nodes.csv")) measure_all(read_amlsim(place), *rules);
  for (const auto& name : flat)
    for (const bool is_one : {false, true})
      measure_all(read_amlworld(folder, name, is_one), *rules);
  return 0;
}

}  // namespace
}  // namespace cuibono::bench

int main(int argc, char** argv) {
  cuibono::bench::require(argc == 2, "use: patterns FOLDER");
  return cuibono::bench::run_bench(argv[1]);
}
