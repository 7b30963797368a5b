#pragma once
// Evidence by hand, for the tests of this folder: who is named beside which numbers, in few words.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entities/entities.h"

namespace cuibono::entities {

/// What one record says of one holder. Selectors are written in normal form ("tel:+99955512345").
struct PersonText {
  enum class What : std::uint8_t { report, tie, watch, account };
  What what = What::tie;
  std::string name;
  std::vector<std::string> selectors;  ///< the first: holder, victim, subject or account
  std::string thing;                   ///< of a tie
  evidence::TieKind tie = evidence::TieKind::subscription;
  std::string country, birth_date, alias, note;
};

class PeopleMaker {
 public:
  explicit PeopleMaker(const std::vector<PersonText>& people) : people_(people) {}

  evidence::Evidence make() {
    number_texts();
    made_.items.resize(1);
    for (std::uint64_t row = 0; row < people_.size(); ++row) {
      add(people_[row], evidence::RecordRef(0, row + 1));
    }
    return std::move(made_);
  }

 private:
  static evidence::SelectorKind kind_of(const std::string& text) {
    using Kind = evidence::SelectorKind;
    const std::pair<const char*, Kind> kinds[] = {{"tel:", Kind::tel},    {"acct:", Kind::acct},
                                                  {"imei:", Kind::imei},  {"mailto:", Kind::mailto},
                                                  {"doc:", Kind::doc},    {"dns:", Kind::dns},
                                                  {"local:", Kind::local}};
    for (const auto& [scheme, kind] : kinds) {
      if (text.starts_with(scheme)) return kind;
    }
    return Kind::local;
  }

  void number_texts() {
    std::set<std::string> selectors, texts{""};
    for (const auto& person : people_) {
      selectors.insert(person.selectors.begin(), person.selectors.end());
      if (!person.thing.empty()) selectors.insert(person.thing);
      texts.insert({person.name, person.country, person.birth_date, person.alias, person.note});
    }
    std::vector<evidence::SelectorKind> kinds;
    for (const auto& text : selectors) kinds.push_back(kind_of(text));
    std::vector<evidence::Validity> validity(selectors.size(), evidence::Validity::plausible);
    made_.selectors =
        evidence::SelectorTable(std::vector<std::string>(selectors.begin(), selectors.end()),
                                std::move(kinds), std::move(validity));
    made_.texts.assign(texts.begin(), texts.end());
  }

  [[nodiscard]] evidence::TextId text_id(const std::string& text) const {
    return evidence::TextId::of(std::lower_bound(made_.texts.begin(), made_.texts.end(), text) -
                                made_.texts.begin());
  }
  [[nodiscard]] evidence::SelectorId id(const std::string& text) const {
    return made_.selectors.find(text).value_or(evidence::no_selector);
  }
  [[nodiscard]] std::vector<evidence::SelectorId> others(const PersonText& person) const {
    std::vector<evidence::SelectorId> ids;
    for (std::size_t i = 1; i < person.selectors.size(); ++i)
      ids.push_back(id(person.selectors[i]));
    return ids;
  }

  void add(const PersonText& person, evidence::RecordRef record) {
    const auto first = person.selectors.empty() ? evidence::no_selector : id(person.selectors[0]);
    switch (person.what) {
      case PersonText::What::report: {
        evidence::Report report;
        report.victim = first;
        report.victim_selectors = others(person);
        report.victim_name = text_id(person.name);
        report.victim_country = text_id(person.country);
        report.records = {record};
        made_.reports.push_back(std::move(report));
        break;
      }
      case PersonText::What::tie: {
        evidence::Tie tie;
        tie.kind = person.tie;
        tie.holder = first;
        tie.thing = id(person.thing);
        tie.holder_selectors = others(person);
        tie.name = text_id(person.name);
        tie.country = text_id(person.country);
        tie.birth_date = text_id(person.birth_date);
        tie.record = record;
        made_.ties.push_back(std::move(tie));
        break;
      }
      case PersonText::What::watch: {
        evidence::WatchEntry entry;
        entry.subject = first;
        entry.selectors = others(person);
        entry.name = text_id(person.name);
        entry.country = text_id(person.country);
        entry.birth_date = text_id(person.birth_date);
        entry.note = text_id(person.note);
        if (!person.alias.empty()) entry.aliases = {text_id(person.alias)};
        entry.record = record;
        made_.watch.push_back(std::move(entry));
        break;
      }
      case PersonText::What::account: {
        evidence::Account account;
        account.account = first;
        account.holder = text_id(person.name);
        account.country = text_id(person.country);
        account.record = record;
        made_.account_facts.push_back(account);
        break;
      }
    }
  }

  const std::vector<PersonText>& people_;
  evidence::Evidence made_;
};

inline evidence::Evidence make_evidence(const std::vector<PersonText>& people) {
  return PeopleMaker(people).make();
}

}  // namespace cuibono::entities
