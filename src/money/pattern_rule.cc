// Rule files: TOML to a PatternRule. What is not understood is refused, with its line and what would help.
#include "money/pattern_rule.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>

namespace cuibono::money {
namespace {

using core::Error;
using core::ErrorCode;

constexpr std::int64_t findings_most = 1000;
constexpr core::DecimalStyle plain_decimal{};

/// A rule file while it is read: it knows its name for messages.
class RuleReader {
 public:
  explicit RuleReader(std::string_view where) : where_(where) {}

  core::Result<PatternRule> read(const toml::table& root, std::string_view id) {
    const bool is_word = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!is_word)
      return refuse(nullptr, "\"" + std::string(id) + "\" is no name of a rule",
                    "name its file with small letters, digits and _: fan_in.toml");
    PatternRule rule;
    rule.id = id;
    rule.file = where_;
    CB_TRY_STATUS(check_keys(
        root, "",
        {"schema", "kernel", "use", "findings_max", "parameters", "least", "thresholds", "words"}));
    CB_TRY_STATUS(read_head(root, rule));
    CB_TRY_STATUS(read_parameters(root, rule));
    CB_TRY_STATUS(read_least(root, rule));
    CB_TRY_STATUS(read_thresholds(root, rule));
    CB_TRY_STATUS(read_words(root, rule));
    return rule;
  }

 private:
  [[nodiscard]] Error refuse(const toml::node* at, std::string what, std::string help) const {
    std::string place = where_;
    if (at != nullptr && at->source().begin.line > 0)
      place += ":" + std::to_string(at->source().begin.line);
    return Error{ErrorCode::bad_input, std::move(what), std::move(place), std::move(help)};
  }

  core::Status check_keys(const toml::table& table, const std::string& section,
                          const std::vector<std::string>& known) const {
    for (const auto& [key, value] : table) {
      const std::string name(key.str());
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const auto nearest = core::find_nearest(name, known);
      return refuse(&value, "unknown key \"" + section + name + "\"",
                    nearest         ? "did you mean \"" + *nearest + "\"?"
                    : known.empty() ? "nothing is read here"
                                    : "known here: " + core::join(known, ", "));
    }
    return {};
  }

  core::Result<const toml::table*> table_of(const toml::table& root, const char* key,
                                            bool is_needed) const {
    const toml::node* node = root.get(key);
    if (node == nullptr && !is_needed) return nullptr;
    if (node == nullptr)
      return refuse(nullptr, "the section [" + std::string(key) + "] is missing",
                    "docs/money.md shows a whole file");
    if (!node->is_table())
      return refuse(node, "\"" + std::string(key) + "\" is no section",
                    "write [" + std::string(key) + "] on a line of its own, and its keys below");
    return node->as_table();
  }

  core::Result<std::int64_t> whole(const toml::table& table, const std::string& section,
                                   const std::string& key, const RuleParameter& range) const {
    const std::string name = section + key;
    const std::string in_words =
        "from " + std::to_string(range.least) + " to " + std::to_string(range.most);
    const toml::node* node = table.get(key);
    if (node == nullptr)
      return refuse(&table, "the key \"" + name + "\" is missing",
                    "state it: a whole number " + in_words);
    const auto value = node->value_exact<std::int64_t>();
    if (!value)
      return refuse(node, "\"" + name + "\" is no whole number", "write a number " + in_words);
    if (*value < range.least || *value > range.most)
      return refuse(node, "\"" + name + "\" is " + std::to_string(*value),
                    "write a number " + in_words);
    return *value;
  }

  core::Result<std::string> text(const toml::table& table, const std::string& section,
                                 const std::string& key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr)
      return refuse(&table, "the key \"" + section + key + "\" is missing", "state it as a text");
    const auto value = node->value_exact<std::string>();
    if (!value || core::trim(*value).empty())
      return refuse(node, "\"" + section + key + "\" is no text", "write it in quotation marks");
    return *value;
  }

  core::Status read_head(const toml::table& root, PatternRule& rule) const {
    CB_TRY(const std::int64_t schema, whole(root, "", "schema", {"schema", 1, 1}));
    static_cast<void>(schema);
    CB_TRY(const std::string kernel, text(root, "", "kernel"));
    std::vector<std::string> kernels;
    for (std::uint32_t kind = 0; kind < pattern_kinds; ++kind)
      kernels.emplace_back(get_pattern_words(static_cast<PatternKind>(kind)).name);
    const auto found = std::find(kernels.begin(), kernels.end(), kernel);
    if (found == kernels.end()) {
      const auto nearest = core::find_nearest(kernel, kernels);
      return refuse(root.get("kernel"), "there is no kernel \"" + kernel + "\"",
                    nearest ? "did you mean \"" + *nearest + "\"?"
                            : "write one of: " + core::join(kernels, ", "));
    }
    rule.kernel = static_cast<PatternKind>(found - kernels.begin());
    const toml::node* use = root.get("use");
    if (use == nullptr || !use->is_boolean())
      return refuse(use == nullptr ? &root : use, "\"use\" is neither true nor false",
                    "write use = true, or use = false to leave this pattern out");
    rule.is_used = use->value_or(false);
    CB_TRY(const std::int64_t most,
           whole(root, "", "findings_max", {"findings_max", 0, findings_most}));
    rule.findings_max = static_cast<std::uint32_t>(most);
    return {};
  }

  core::Status read_parameters(const toml::table& root, PatternRule& rule) const {
    CB_TRY(const toml::table* table, table_of(root, "parameters", true));
    std::vector<std::string> known;
    for (const auto& parameter : rule_parameters(rule.kernel)) known.emplace_back(parameter.name);
    CB_TRY_STATUS(check_keys(*table, "parameters.", known));
    for (const auto& parameter : rule_parameters(rule.kernel)) {
      const std::string name(parameter.name);
      CB_TRY(rule.parameters[name], whole(*table, "parameters.", name, parameter));
    }
    if (rule.kernel == PatternKind::payroll &&
        rule.parameters["gap_days_min"] > rule.parameters["gap_days_max"]) {
      return refuse(table->get("gap_days_min"), "\"parameters.gap_days_min\" is above gap_days_max",
                    "make it the lesser of both");
    }
    return {};
  }

  core::Result<std::int64_t> amount(const toml::node& node, const std::string& name,
                                    core::AssetId asset) const {
    const std::string help = "write it in quotation marks, with a point: \"1000.00\"";
    const auto written = node.value_exact<std::string>();
    if (!written) return refuse(&node, "\"" + name + "\" is no amount", help);
    const auto parsed =
        core::parse_decimal(*written, plain_decimal, core::get_asset(asset).exponent);
    if (parsed.fault || parsed.scaled < 0)
      return refuse(&node, "\"" + name + "\" is \"" + *written + "\", which is no amount", help);
    return parsed.scaled;
  }

  core::Result<core::AssetId> asset_of(const toml::node& node, std::string_view code) const {
    const auto asset = core::find_asset(code);
    if (!asset || core::get_asset(*asset).code != code)
      return refuse(&node, "there is no currency \"" + std::string(code) + "\"",
                    "write a code of ISO 4217 or the ticker of a coin, in capitals");
    return *asset;
  }

  core::Status read_least(const toml::table& root, PatternRule& rule) const {
    CB_TRY(const toml::table* table, table_of(root, "least", false));
    if (table == nullptr) return {};
    for (const auto& [key, value] : *table) {
      CB_TRY(const core::AssetId asset, asset_of(value, key.str()));
      CB_TRY(rule.least_minor[asset], amount(value, "least." + std::string(key.str()), asset));
    }
    return {};
  }

  core::Status read_thresholds(const toml::table& root, PatternRule& rule) const {
    const toml::node* node = root.get("thresholds");
    const bool is_needed = rule.kernel == PatternKind::structuring;
    if (node == nullptr && !is_needed) return {};
    if (node == nullptr || !is_needed || !node->is_array_of_tables())
      return refuse(
          node, is_needed ? "there are no [[thresholds]]" : "this kernel reads no [[thresholds]]",
          is_needed ? "state each with currency, since, amount and source"
                    : "they belong to the kernel structuring");
    for (const auto& entry : *node->as_array()) {
      const toml::table& table = *entry.as_table();
      CB_TRY_STATUS(check_keys(table, "thresholds.", {"currency", "since", "amount", "source"}));
      RuleThreshold threshold;
      CB_TRY(const std::string code, text(table, "thresholds.", "currency"));
      CB_TRY(threshold.asset, asset_of(*table.get("currency"), code));
      const auto since = table["since"].value_exact<std::string>();
      const auto day = since ? core::parse_rfc3339(*since) : std::nullopt;
      if (!day)
        return refuse(table.get("since") == nullptr ? &table : table.get("since"),
                      "\"thresholds.since\" is no day", "write it as \"2019-07-01\"");
      threshold.since_us = day->time_us;
      if (table.get("amount") == nullptr)
        return refuse(&table, "the key \"thresholds.amount\" is missing", "state it as a text");
      CB_TRY(threshold.amount_minor,
             amount(*table.get("amount"), "thresholds.amount", threshold.asset));
      CB_TRY(threshold.source, text(table, "thresholds.", "source"));
      rule.thresholds.push_back(std::move(threshold));
    }
    std::sort(rule.thresholds.begin(), rule.thresholds.end(), [](const auto& a, const auto& b) {
      return a.asset != b.asset ? a.asset < b.asset : a.since_us < b.since_us;
    });
    const auto same = std::adjacent_find(rule.thresholds.begin(), rule.thresholds.end(),
                                         [](const auto& a, const auto& b) {
                                           return a.asset == b.asset && a.since_us == b.since_us;
                                         });
    if (same == rule.thresholds.end()) return {};
    return refuse(node, "two thresholds of one currency begin on one day",
                  "leave one of them out: " + std::string(core::get_asset(same->asset).code) +
                      " of " + core::format_time(same->since_us, core::Precision::day));
  }

  /// Every {name} must be one that the kernel gives.
  core::Status check_names(const toml::node& node, std::string_view words,
                           PatternKind kernel) const {
    std::vector<std::string> known = {"amount", "size", "accounts", "transfers",
                                      "from",   "to",   "time"};
    for (const auto number : rule_numbers(kernel)) known.emplace_back(number);
    for (std::size_t at = words.find_first_of("{}"); at != std::string_view::npos;
         at = words.find_first_of("{}", at)) {
      const std::size_t end = words[at] == '{' ? words.find('}', at) : std::string_view::npos;
      if (end == std::string_view::npos)
        return refuse(&node, "a brace is open or alone in \"" + std::string(words) + "\"",
                      "write names as {amount}");
      const std::string name(words.substr(at + 1, end - at - 1));
      if (std::find(known.begin(), known.end(), name) == known.end())
        return refuse(&node, "this kernel gives no {" + name + "}",
                      "known here: " + core::join(known, ", "));
      at = end + 1;
    }
    return {};
  }

  core::Status read_sentences(const toml::table& table, const char* key, bool is_needed,
                              PatternKind kernel, std::vector<std::string>& sentences) const {
    const toml::node* node = table.get(key);
    const std::string name = "words." + std::string(key);
    if (node == nullptr && !is_needed) return {};
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (list == nullptr || (is_needed && list->empty()))
      return refuse(node == nullptr ? &table : node, "\"" + name + "\" is no list of sentences",
                    "write it as [\"{size} accounts paid it {amount}\"]");
    for (const auto& entry : *list) {
      const auto sentence = entry.value_exact<std::string>();
      if (!sentence || core::trim(*sentence).empty())
        return refuse(&entry, "\"" + name + "\" holds what is no text",
                      "write each in quotation marks");
      CB_TRY_STATUS(check_names(entry, *sentence, kernel));
      sentences.push_back(*sentence);
    }
    return {};
  }

  core::Status read_words(const toml::table& root, PatternRule& rule) const {
    CB_TRY(const toml::table* table, table_of(root, "words", true));
    CB_TRY_STATUS(check_keys(*table, "words.", {"for", "against", "innocent", "settles"}));
    CB_TRY_STATUS(read_sentences(*table, "for", true, rule.kernel, rule.words.reasons_for));
    CB_TRY_STATUS(
        read_sentences(*table, "against", false, rule.kernel, rule.words.reasons_against));
    CB_TRY(rule.words.innocent, text(*table, "words.", "innocent"));
    CB_TRY(rule.words.settles, text(*table, "words.", "settles"));
    return {};
  }

  std::string where_;
};

}  // namespace

core::Result<PatternRule> read_pattern_rule(std::string_view toml, std::string_view id,
                                            std::string_view where) {
  try {
    const toml::table root = toml::parse(toml, where);
    return RuleReader(where).read(root, id);
  } catch (const toml::parse_error& fault) {
    return Error{ErrorCode::bad_input, "not TOML: " + std::string(fault.description()),
                 std::string(where) + ":" + std::to_string(fault.source().begin.line),
                 "correct the line; docs/money.md shows a whole file"};
  }
}

core::Result<std::vector<PatternRule>> read_pattern_rules(std::span<const RuleFile> of_case) {
  std::map<std::string_view, std::string_view> texts;
  std::map<std::string_view, std::string> places;
  for (const auto& file : bundled_rule_files()) {
    texts[file.id] = file.text;
    places[file.id] = "bundled rules/" + std::string(file.id) + ".toml";
  }
  for (const auto& file : of_case) {
    texts[file.id] = file.text;
    places[file.id] = "rules/" + std::string(file.id) + ".toml";
  }
  std::vector<PatternRule> rules;
  for (const auto& [id, text] : texts) {
    CB_TRY(PatternRule rule, read_pattern_rule(text, id, places[id]));
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace cuibono::money
