// Statements held against the members of their standard.
#include "formats/bods_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>
#include <span>

#include "formats/bods_members.h"

namespace cuibono::formats {
namespace {

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
int number_of(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !is_digits(text.substr(0, 4)) ||
      !is_digits(text.substr(5, 2)) || !is_digits(text.substr(8, 2)))
    return false;
  const int year = number_of(text.substr(0, 4)), month = number_of(text.substr(5, 2)),
            day = number_of(text.substr(8, 2));
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return false;
  const int most = days.at(static_cast<std::size_t>(month - 1)) + (month == 2 && is_leap ? 1 : 0);
  return day >= 1 && day <= most;
}
bool is_date_or_time(std::string_view text) {
  if (text.size() <= 10) return is_date(text);
  const char last = text.back();
  const bool has_zone = last == 'Z' || last == 'z' || text.find_last_of("+-") > 10;
  return is_date(text.substr(0, 10)) && (text[10] == 'T' || text[10] == 't') && text.size() >= 17 &&
         text[13] == ':' && is_digits(text.substr(11, 2)) && is_digits(text.substr(14, 2)) &&
         has_zone;
}
bool is_short_date(std::string_view text) {
  if (text.size() == 4) return is_digits(text);
  return text.size() == 7 ? is_date(std::string(text) + "-01") : is_date(text);
}
bool is_web_address(std::string_view text) {
  const auto colon = text.find(':');
  return colon != std::string_view::npos && colon > 1 && colon + 1 < text.size() &&
         text.find_first_of("/ ") > colon && text.find(' ') == std::string_view::npos;
}
bool is_percent(std::string_view text) {
  double value = -1;  // a share, no money
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && value >= 0 && value <= 100;
}
bool is_version(std::string_view text) {
  const auto point = text.find('.');
  return point != std::string_view::npos && point > 0 && point + 1 < text.size() &&
         is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

/// What is wrong with a value that is there; empty: nothing.
std::string_view find_fault_of(const JsonNode& value, const BodsRule& rule) {
  const bool is_text = value.is(JsonKind::text);
  switch (rule.must) {
    case BodsMust::truth:
      return value.is(JsonKind::truth) ? "" : "is neither true nor false";
    case BodsMust::object:
      return value.is(JsonKind::object) ? "" : "is no object";
    case BodsMust::list:
      return value.is(JsonKind::list) ? "" : "is no list";
    case BodsMust::party:
      return is_text || value.is(JsonKind::object) ? "" : "is neither an id nor an object";
    case BodsMust::percent:
      if (!value.is(JsonKind::number)) return "is no number";
      return is_percent(value.text()) ? "" : "is no share from 0 to 100";
    default:
      break;
  }
  if (!is_text) return "is no text";
  const std::string_view text = value.text();
  if (rule.must == BodsMust::date) return is_date(text) ? "" : "is no date YYYY-MM-DD";
  if (rule.must == BodsMust::date_or_time)
    return is_date_or_time(text) ? "" : "is no date YYYY-MM-DD, nor one with a time and zone";
  if (rule.must == BodsMust::short_date)
    return is_short_date(text) ? "" : "is no date, month or year";
  if (rule.must == BodsMust::address) return is_web_address(text) ? "" : "is no address of the web";
  if (rule.must == BodsMust::version) return is_version(text) ? "" : "is no version such as 0.4";
  if (text.size() < rule.shortest) return "is too short";
  if (text.size() > rule.longest) return "is too long";
  if (!rule.words.empty() &&
      (text.empty() || rule.words.find("|" + std::string(text) + "|") == std::string_view::npos))
    return "is none of the words of the standard";
  return {};
}

/// Calls see with every place of the path; none where an object lacks its last member.
void walk(const JsonNode& node, std::string_view path,
          const std::function<void(const JsonNode&)>& see) {
  const auto end = std::min(path.find('/'), path.size());
  std::string_view key = path.substr(0, end);
  const bool is_each = key.ends_with("[]");
  if (is_each) key.remove_suffix(2);
  if (!node.is(JsonKind::object)) return;
  const JsonNode value = node.at(key);
  const bool is_last = end == path.size();
  const auto go_on = [&](const JsonNode& one) {
    is_last ? see(one) : walk(one, path.substr(end + 1), see);
  };
  if (!is_each) return go_on(value);
  if (value.is(JsonKind::list)) value.each_child(go_on);
}

std::string find_fault(const JsonNode& node, std::span<const BodsRule> rules) {
  std::string fault;
  for (const BodsRule& rule : rules) {
    walk(node, rule.path, [&](const JsonNode& value) {
      if (!fault.empty()) return;
      const std::string place = "\"" + std::string(rule.path) + "\" ";
      if (!value.is_there()) {
        if (rule.is == BodsIs::needed) fault = place + "is missing";
        return;
      }
      const std::string_view why = find_fault_of(value, rule);
      if (!why.empty()) fault = place + std::string(why);
    });
    if (!fault.empty()) break;
  }
  return fault;
}

/// Which subtypes an entity of a type may have.
std::string find_subtype_fault(const JsonNode& details) {
  const JsonNode type = details.at("entityType");
  const std::string_view subtype = type.at("subtype").text(), name = type.at("type").text();
  if (subtype.empty() || subtype == "other") return {};
  std::string_view allowed;
  if (name == "arrangement") allowed = "|trust|nomination|";
  if (name == "legalEntity") allowed = "|trust|";
  if (name == "stateBody") allowed = "|governmentDepartment|stateAgency|";
  if (allowed.find("|" + std::string(subtype) + "|") != std::string_view::npos) return {};
  return "\"entityType/subtype\" does not go with the type " + std::string(name);
}

std::string find_fault_of_details(const JsonNode& details, std::string_view type) {
  if (type == "relationship") {
    std::string fault = find_fault(details, bods_relationship_rules);
    if (fault.empty() && details.at("isComponent").text() == "true" &&
        details.find("componentRecords").is_there())
      fault = "\"componentRecords\" is not empty, but the relationship is itself a component";
    return fault;
  }
  std::string fault = find_fault(details, bods_party_rules);
  if (fault.empty())
    fault = type == "person" ? find_fault(details, bods_person_rules)
                             : find_fault(details, bods_entity_rules);
  if (fault.empty() && type == "entity") fault = find_subtype_fault(details);
  walk(details, "identifiers[]", [&](const JsonNode& one) {
    if (fault.empty() && !one.at("scheme").is_there() && !one.at("schemeName").is_there())
      fault = "\"identifiers[]\" has neither scheme nor schemeName";
  });
  return fault;
}

std::string find_fault_of_annotations(const JsonNode& statement) {
  std::string fault;
  walk(statement, "annotations[]", [&](const JsonNode& one) {
    const std::string_view motivation = one.at("motivation").text();
    if (fault.empty() && motivation == "linking" && !one.at("url").is_there())
      fault = "\"annotations[]/url\" is missing, and the annotation is for linking";
    if (fault.empty() && motivation != "transformation" &&
        !one.at("transformedContent").text().empty())
      fault = "\"annotations[]/transformedContent\" goes with the motivation transformation alone";
  });
  return fault;
}

}  // namespace

bool is_old_bods(const JsonNode& statement) {
  return statement.at("statementType").is_there() || statement.at("statementID").is_there();
}

bool is_bods_statement(const JsonNode& statement) {
  if (is_old_bods(statement)) {
    constexpr std::string_view types =
        "|personStatement|entityStatement|ownershipOrControlStatement|";
    const std::string type = "|" + std::string(statement.at("statementType").text()) + "|";
    return type.size() > 2 && types.find(type) != std::string_view::npos;
  }
  int members = 0;
  for (const std::string_view key : {"statementId", "recordId", "recordType", "declarationSubject",
                                     "recordDetails", "statementDate"})
    members += statement.at(key).is_there() ? 1 : 0;
  return members >= 5;
}

std::string find_bods_fault(const JsonNode& statement) {
  if (!statement.is(JsonKind::object)) return "it is no object";
  if (is_old_bods(statement)) {
    std::string fault = find_fault(statement, bods_old_rules);
    if (fault.empty() && statement.at("statementType").text() == "ownershipOrControlStatement")
      fault = find_fault(statement, bods_old_tie_rules);
    return fault;
  }
  std::string fault = find_fault(statement, bods_statement_rules);
  const JsonNode publisher = statement.at("publicationDetails").at("publisher");
  if (fault.empty() && publisher.is_there() && !publisher.at("name").is_there() &&
      !publisher.at("url").is_there())
    fault = "\"publicationDetails/publisher\" has neither name nor url";
  if (fault.empty()) fault = find_fault_of_annotations(statement);
  if (!fault.empty()) return fault;
  fault = find_fault_of_details(statement.at("recordDetails"), statement.at("recordType").text());
  return fault.empty() ? fault : "in recordDetails " + fault;
}

}  // namespace cuibono::formats
