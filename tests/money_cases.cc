#include "money_cases.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace cuibono::money_cases {
namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line.substr(0, line.find('#')));
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::map<std::string, std::string> options_of(const std::vector<std::string>& words,
                                              std::size_t first) {
  std::map<std::string, std::string> options;
  for (std::size_t i = first; i < words.size(); ++i) {
    const auto equals = words[i].find('=');
    if (equals != std::string::npos)
      options[words[i].substr(0, equals)] = words[i].substr(equals + 1);
  }
  return options;
}

std::string read_payment(const std::vector<std::string>& words, Case& the_case) {
  if (words.size() < 4) return "a payment has four columns and notes";
  const auto when = core::parse_int64(words[0]);
  const auto amount = core::parse_decimal(words[3], {}, 2);
  if (!when || amount.fault) return "a payment is 'when from to amount'";
  the_case.payments.push_back({*when, words[1], words[2], amount.scaled, options_of(words, 4)});
  return {};
}

std::string read_account(const std::vector<std::string>& words, Case& the_case) {
  if (words.size() != 3) return "an account is 'account opening limit'";
  const auto opening = core::parse_decimal(words[1], {}, 2);
  const auto limit = core::parse_decimal(words[2], {}, 2);
  if (opening.fault || limit.fault) return "an opening and a limit are amounts";
  the_case.accounts.push_back({words[0], opening.scaled, limit.scaled});
  return {};
}

std::string read_jump(const std::vector<std::string>& words, Case& the_case) {
  if (words.size() != 3) return "a jump is 'account before amount'";
  const auto row = core::parse_uint64(words[1]);
  const auto amount = core::parse_decimal(words[2], {}, 2);
  if (!row || amount.fault) return "a jump stands before a row and has an amount";
  the_case.jumps.push_back({words[0], *row, amount.scaled});
  return {};
}

}  // namespace

bool Case::has_records() const {
  return !accounts.empty() || !jumps.empty() ||
         std::any_of(payments.begin(), payments.end(), [](const Payment& p) {
           return !p.notes.empty() || p.from == "-" || p.to == "-";
         });
}

Case read_case(const std::filesystem::path& path) {
  Case the_case;
  the_case.name = path.stem().string();
  std::ifstream file(path);
  if (!file) the_case.fault = "cannot be opened";
  std::string block;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line) && the_case.fault.empty();) {
    ++number;
    const auto words = words_of(line);
    if (words.empty()) continue;
    const bool indented = line[0] == ' ';
    std::string fault;
    if (!indented) {
      block = words[0];
      if (block == "ask" && words.size() > 1) {
        the_case.questions.push_back({words[1], options_of(words, 2), {}, {}});
      } else if (block == "worlds") {
        auto options = options_of(words, 1);
        the_case.worlds = core::parse_uint64(options["count"]).value_or(0);
        the_case.worlds_seed = core::parse_uint64(options["seed"]).value_or(0);
      } else if (block != "transfers" && block != "accounts" && block != "jumps") {
        fault = "'" + block + "' is not known: transfers, accounts, jumps, worlds, ask";
      }
    } else if (block == "accounts") {
      if (words[0] != "account") fault = read_account(words, the_case);
    } else if (block == "jumps") {
      if (words[0] != "account") fault = read_jump(words, the_case);
    } else if (block == "transfers") {
      if (words[0] != "when") fault = read_payment(words, the_case);
    } else if (block == "ask") {
      Question& question = the_case.questions.back();
      if (question.columns.empty()) {
        question.columns = words;
      } else {
        question.rows.push_back(words);
      }
    } else {
      fault = "an indented line belongs to transfers, accounts, jumps or ask";
    }
    if (!fault.empty()) the_case.fault = "line " + std::to_string(number) + ": " + fault;
  }
  if (the_case.fault.empty() && the_case.questions.empty()) the_case.fault = "asks nothing";
  return the_case;
}

std::vector<std::filesystem::path> find_cases() {
  std::vector<std::filesystem::path> paths;
  const auto folder = std::filesystem::path(CUIBONO_SOURCE_DIR) / "tests/cases/money";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace cuibono::money_cases
