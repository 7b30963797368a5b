// Groups from records, and FollowTheMoney statements from groups.
#include <unicode/uchar.h>

#include <algorithm>

#include "entities/groups.h"

namespace cuibono::entities {
namespace {

void add_selector(Group& group, evidence::SelectorId selector) {
  if (selector == evidence::no_selector) return;
  if (std::find(group.selectors.begin(), group.selectors.end(), selector) != group.selectors.end())
    return;
  group.selectors.push_back(selector);
}

Group of_report(const evidence::Evidence& evidence, const evidence::Report& report) {
  Group group;
  group.is_victim = group.is_person = true;
  group.name = evidence.text(report.victim_name);
  group.country = evidence.text(report.victim_country);
  group.records = report.records;
  add_selector(group, report.victim);
  for (const auto selector : report.victim_selectors) add_selector(group, selector);
  for (const auto& payment : report.payments) add_selector(group, payment.from);
  return group;
}

Group of_tie(const evidence::Evidence& evidence, const evidence::Tie& tie) {
  Group group;
  group.is_person = tie.kind == evidence::TieKind::subscription && tie.birth_date.value != 0;
  group.name = evidence.text(tie.name);
  group.country = evidence.text(tie.country);
  group.birth_date = evidence.text(tie.birth_date);
  group.address = evidence.text(tie.address);
  group.records = {tie.record};
  add_selector(group, tie.holder);
  // A company is not the person who owns it, directs it or works there; a website is its owner's.
  const bool of_a_firm =
      tie.kind == evidence::TieKind::directorship || tie.kind == evidence::TieKind::employment ||
      (tie.kind == evidence::TieKind::ownership && tie.thing != evidence::no_selector &&
       evidence.selectors.kind(tie.thing) != evidence::SelectorKind::dns);
  if (!of_a_firm) add_selector(group, tie.thing);
  for (const auto selector : tie.holder_selectors) add_selector(group, selector);
  return group;
}

Group of_entry(const evidence::Evidence& evidence, const evidence::WatchEntry& entry) {
  Group group;
  group.is_person = entry.birth_date.value != 0;
  group.name = evidence.text(entry.name);
  group.country = evidence.text(entry.country);
  group.birth_date = evidence.text(entry.birth_date);
  group.note = evidence.text(entry.note);
  for (const auto alias : entry.aliases) group.aliases.push_back(evidence.text(alias));
  group.records = {entry.record};
  add_selector(group, entry.subject);
  for (const auto selector : entry.selectors) add_selector(group, selector);
  return group;
}

Group of_account(const evidence::Evidence& evidence, const evidence::Account& account) {
  Group group;
  group.name = evidence.text(account.holder);
  group.country = evidence.text(account.country);
  group.records = {account.record};
  add_selector(group, account.account);
  return group;
}

}  // namespace

std::string name_key(const std::string& name) {
  const auto points = core::decode_utf8(name);
  if (!points) return core::ascii_lower(name);
  std::vector<std::string> words(1);
  for (const char32_t c : *points) {
    const auto code = static_cast<UChar32>(c);
    if (u_isalnum(code) != 0) {
      core::append_utf8(words.back(), static_cast<char32_t>(u_foldCase(code, U_FOLD_CASE_DEFAULT)));
    } else if (!words.back().empty() && c != '\'' && c != 0x2019) {
      words.emplace_back();
    }
  }
  std::sort(words.begin(), words.end());
  std::string key;
  for (const auto& word : words) {
    if (!word.empty()) key += (key.empty() ? "" : " ") + word;
  }
  return key;
}

std::vector<Group> find_groups(const evidence::Evidence& evidence) {
  std::vector<Group> groups;
  for (const auto& report : evidence.reports) groups.push_back(of_report(evidence, report));
  for (const auto& tie : evidence.ties) groups.push_back(of_tie(evidence, tie));
  for (const auto& entry : evidence.watch) groups.push_back(of_entry(evidence, entry));
  for (const auto& account : evidence.account_facts)
    groups.push_back(of_account(evidence, account));
  for (auto& group : groups) {
    group.name_key = name_key(group.name);
    std::sort(group.selectors.begin(), group.selectors.end());
  }
  return groups;
}

void add_statements(const evidence::Evidence& evidence, const Group& group, EntityId entity,
                    std::vector<Statement>& statements) {
  for (const auto record : group.records) {
    const auto say = [&](const char* prop, const std::string& value) {
      if (!value.empty()) statements.push_back({entity, prop, value, record});
    };
    say("name", group.name);
    for (const auto& alias : group.aliases) say("alias", alias);
    say("country", group.country);
    say("birthDate", group.birth_date);
    say("address", group.address);
    say("notes", group.note);
    for (const auto selector : group.selectors) {
      const std::string& text = evidence.selectors.text(selector);
      const std::string value = text.substr(text.find(':') + 1);
      switch (evidence.selectors.kind(selector)) {
        case evidence::SelectorKind::tel:
          say("phone", value);
          break;
        case evidence::SelectorKind::mailto:
          say("email", value);
          break;
        case evidence::SelectorKind::doc:
          say("idNumber", value);
          break;
        case evidence::SelectorKind::dns:
          say("website", value);
          break;
        default:
          break;  // accounts and devices are referents of the entity, not properties of a person
      }
    }
  }
}

}  // namespace cuibono::entities
