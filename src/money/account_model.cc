// A model as text: `cuibono-account-model 1`, `basis …`, `signs a b c`, and for each purpose a line `purpose NAME`,
// a line for each tree (`tree`, then five numbers a step), and a line `bands` (pairs: from, of_1000).
#include "money/account_model.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <utility>

#include "money/account_signs.h"

namespace cuibono::money {
namespace {

constexpr std::string_view title = "cuibono-account-model 1";
constexpr std::size_t numbers_a_step = 5;
constexpr std::uint16_t of_1000_max = 1000;

core::Error broken(std::size_t line, std::string what) {
  return {core::ErrorCode::bad_input, std::move(what), "line " + std::to_string(line),
          "make the model again: tools/train_accounts.py"};
}

/// The first word of `rest`, taken from it; empty at the end.
std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

core::Result<std::vector<std::int64_t>> numbers_of(std::string_view rest, std::size_t line) {
  std::vector<std::int64_t> numbers;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size())
      return broken(line, "this is no whole number: " + std::string(word));
    numbers.push_back(value);
  }
  return numbers;
}

core::Result<std::vector<ModelStep>> tree_of(const std::vector<std::int64_t>& numbers,
                                             std::size_t signs, std::size_t line) {
  const std::size_t steps = numbers.size() / numbers_a_step;
  if (steps == 0 || numbers.size() % numbers_a_step != 0)
    return broken(line, "a tree is five numbers a step");
  std::vector<ModelStep> tree;
  for (std::size_t i = 0; i < steps; ++i) {
    const auto* n = numbers.data() + i * numbers_a_step;
    const bool is_leaf = n[2] == 0 && n[3] == 0;
    const auto leads_on = [&](std::int64_t to) {
      return to > static_cast<std::int64_t>(i) && to < static_cast<std::int64_t>(steps);
    };
    if (!is_leaf && (!leads_on(n[2]) || !leads_on(n[3])))
      return broken(line, "a step of a tree leads back, or out of it");
    constexpr std::int64_t narrow = std::numeric_limits<std::int32_t>::max();
    constexpr std::int64_t value_max = 1'000'000'000'000;
    if (n[0] < 0 || n[0] >= static_cast<std::int64_t>(signs) || n[1] < -narrow || n[1] > narrow ||
        n[4] < -value_max || n[4] > value_max)
      return broken(line, "a step of a tree names a sign or number out of range");
    tree.push_back({static_cast<std::uint32_t>(n[0]), static_cast<std::int32_t>(n[1]),
                    static_cast<std::uint32_t>(n[2]), static_cast<std::uint32_t>(n[3]), n[4]});
  }
  return tree;
}

core::Result<std::vector<ModelBand>> bands_of(const std::vector<std::int64_t>& numbers,
                                              std::size_t line) {
  std::vector<ModelBand> bands;
  if (numbers.empty() || numbers.size() % 2 != 0 || numbers[0] != INT64_MIN)
    return broken(line, "bands are pairs, the first from the least number on");
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    const bool ascends =
        i == 0 || (numbers[i] > numbers[i - 2] && numbers[i + 1] >= numbers[i - 1]);
    if (!ascends || numbers[i + 1] < 0 || numbers[i + 1] > of_1000_max)
      return broken(line, "bands do not ascend from 0 to 1000");
    bands.push_back({numbers[i], static_cast<std::uint16_t>(numbers[i + 1])});
  }
  return bands;
}

core::Status read_line(AccountModel& model, std::string_view rest, std::size_t line) {
  const std::string_view word = next_word(rest);
  if (word == "basis") {
    model.basis = core::trim(rest);
    return {};
  }
  if (word == "signs") {
    for (auto name = next_word(rest); !name.empty(); name = next_word(rest))
      model.signs.emplace_back(name);
    return {};
  }
  if (word == "purpose") {
    model.purposes.push_back({std::string(next_word(rest)), {}, {}});
    return {};
  }
  if ((word != "tree" && word != "bands") || model.purposes.empty())
    return broken(line, "this line of a model is not understood: " + std::string(word));
  PurposeModel& purpose = model.purposes.back();
  CB_TRY(const auto numbers, numbers_of(rest, line));
  if (word == "tree") {
    CB_TRY(auto tree, tree_of(numbers, model.signs.size(), line));
    purpose.trees.push_back(std::move(tree));
    return {};
  }
  CB_TRY(purpose.bands, bands_of(numbers, line));
  return {};
}

}  // namespace

core::Result<AccountModel> read_account_model(std::string_view text) {
  AccountModel model;
  std::size_t number = 0;
  for (const std::string_view line : core::split(text, '\n')) {
    ++number;
    if (number == 1) {
      if (line != title) return broken(number, "this is no model of accounts");
    } else if (!line.empty() && line[0] != '#') {
      CB_TRY_STATUS(read_line(model, line, number));
    }
  }
  if (model.basis.empty())
    return broken(number, "the model does not say on what it was calibrated");
  for (const PurposeModel& purpose : model.purposes) {
    if (purpose.bands.empty() || purpose.trees.empty())
      return broken(number, "a purpose lacks its trees or its bands: " + purpose.purpose);
  }
  return model;
}

ModelAnswer ask_model(const PurposeModel& model, std::span<const std::int32_t> signs) {
  ModelAnswer answer;
  std::vector<std::int64_t> weight(signs.size(), 0);
  for (const auto& tree : model.trees) {
    const ModelStep* step = tree.data();
    answer.base_millionths += step->value;
    while (step->left != 0) {
      const ModelStep* next =
          tree.data() + (signs[step->sign] <= step->threshold ? step->left : step->right);
      weight[step->sign] += next->value - step->value;
      step = next;
    }
    answer.millionths += step->value;
  }
  for (std::uint32_t sign = 0; sign < weight.size(); ++sign)
    if (weight[sign] != 0) answer.weights.push_back({sign, weight[sign]});
  std::stable_sort(answer.weights.begin(), answer.weights.end(), [](const auto& a, const auto& b) {
    return std::abs(a.millionths) > std::abs(b.millionths);
  });
  const auto band =
      std::partition_point(model.bands.begin(), model.bands.end(),
                           [&](const ModelBand& one) { return one.from <= answer.millionths; });
  answer.of_1000 = band == model.bands.begin() ? std::uint16_t{0} : std::prev(band)->of_1000;
  return answer;
}

core::Result<AccountModel> bundled_account_model() {
  for (const ModelFile& file : bundled_model_files()) {
    if (file.name != "accounts") continue;
    CB_TRY(AccountModel model, read_account_model(file.text));
    const auto& table = account_sign_table();
    if (!std::equal(
            model.signs.begin(), model.signs.end(), table.begin(), table.end(),
            [](const std::string& name, const AccountSign& sign) { return name == sign.name; })) {
      return core::Error{core::ErrorCode::integrity,
                         "the bundled model looks at other signs than this program has", "",
                         "make the model again: tools/train_accounts.py"};
    }
    return model;
  }
  return core::Error{core::ErrorCode::integrity, "the program brings no model of accounts", "",
                     "build it again"};
}

}  // namespace cuibono::money
