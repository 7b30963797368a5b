#pragma once
// Evidence by hand, for the tests of this folder: payments by name, reports, entities.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::money {

/// One payment by name; an empty name is an end that no record states.
struct PaymentText {
  std::int64_t day = 0;
  std::string from, to;
  std::int64_t amount_minor = 0;
  std::string reference = {};
  std::string currency = "EUR";
  std::int64_t received_minor = -1;  ///< where it arrives in another currency
  std::string received_currency = {};
};

/// A report: the victim, and the payments that it names by their position.
struct ReportText {
  std::string victim;
  std::vector<std::size_t> payments;
};

struct CaseText {
  std::vector<PaymentText> payments;  ///< in order of time
  std::vector<ReportText> reports;
  std::map<std::string, std::string> holders;  ///< names that a register gives to accounts
  core::Precision precision = core::Precision::second;
};

struct HandMade {
  evidence::Evidence evidence;
  entities::Entities entities;
  [[nodiscard]] evidence::SelectorId id(const std::string& name) const {
    return evidence.selectors.find("acct:XX:" + name).value_or(evidence::no_selector);
  }
};

inline core::AssetId asset_of(const std::string& code) {
  return code.empty() ? core::unstated_asset : core::find_asset(code).value_or(core::AssetId{});
}

class HandMaker {
 public:
  explicit HandMaker(const CaseText& text) : text_(text) {}

  HandMade make() {
    made_.evidence.items.resize(3);
    number_names();
    for (const PaymentText& payment : text_.payments) add_payment(payment);
    for (std::size_t r = 0; r < text_.reports.size(); ++r) add_report(r);
    for (const auto& [account, holder] : text_.holders) {
      evidence::Account fact;
      fact.account = made_.id(account);
      fact.holder = text_id(holder);
      made_.evidence.account_facts.push_back(fact);
    }
    make_entities();
    return std::move(made_);
  }

 private:
  void number_names() {
    std::set<std::string> names, texts{""};
    for (const auto& payment : text_.payments) {
      for (const auto* name : {&payment.from, &payment.to}) {
        if (!name->empty()) names.insert("acct:XX:" + *name);
      }
      texts.insert(payment.reference);
    }
    for (const auto& report : text_.reports) names.insert("local:test.victim:" + report.victim);
    for (const auto& [account, holder] : text_.holders) texts.insert(holder);
    made_.evidence.texts.assign(texts.begin(), texts.end());
    std::vector<evidence::SelectorKind> kinds(names.size(), evidence::SelectorKind::acct);
    std::vector<evidence::Validity> validity(names.size(), evidence::Validity::plausible);
    made_.evidence.selectors =
        evidence::SelectorTable(std::vector<std::string>(names.begin(), names.end()),
                                std::move(kinds), std::move(validity));
  }

  [[nodiscard]] evidence::TextId text_id(const std::string& text) const {
    const auto& texts = made_.evidence.texts;
    return evidence::TextId::of(std::lower_bound(texts.begin(), texts.end(), text) - texts.begin());
  }

  void add_payment(const PaymentText& p) {
    auto& t = made_.evidence.transfers;
    const auto row = static_cast<std::int64_t>(t.size());
    const bool steps = text_.precision == core::Precision::step;
    const std::int64_t unit = steps ? core::us_per_step : core::us_per_day;
    t.time_us.push_back(p.day * unit + (steps ? 0 : row * core::us_per_second));
    t.value_time_us.push_back(t.time_us.back());
    t.value_precision.push_back(core::Precision::second);
    t.offset_min.push_back(0);
    t.precision.push_back(text_.precision);
    t.seq.push_back(row);
    t.payer.push_back(made_.id(p.from));
    t.payee.push_back(made_.id(p.to));
    t.amount_minor.push_back(p.amount_minor);
    t.asset.push_back(asset_of(p.currency));
    t.received_minor.push_back(p.received_minor < 0 ? p.amount_minor : p.received_minor);
    t.received_asset.push_back(p.received_currency.empty() ? t.asset.back()
                                                           : asset_of(p.received_currency));
    t.balance_after_minor.push_back(evidence::no_amount);
    t.payee_balance_after_minor.push_back(evidence::no_amount);
    t.kind.push_back(evidence::TransferKind::payment);
    t.reference.push_back(text_id(p.reference));
    t.channel.push_back(evidence::TextId{});
    t.reverses.push_back(evidence::no_event);
    t.is_asset.push_back(0);
    t.is_reported_only.push_back(0);
    t.legs.records.push_back(evidence::RecordRef(0, static_cast<std::uint64_t>(row) + 1));
    t.legs.begin.push_back(t.legs.records.size());
  }

  void add_report(std::size_t number) {
    const ReportText& r = text_.reports[number];
    const auto& t = made_.evidence.transfers;
    evidence::Report report;
    report.id = "R" + std::to_string(number + 1);
    report.victim = *made_.evidence.selectors.find("local:test.victim:" + r.victim);
    const evidence::RecordRef record(1, number + 1);
    report.records = {record};
    for (const std::size_t position : r.payments) {
      evidence::ReportPayment payment;
      payment.time_us = t.time_us[position];
      payment.amount_minor = t.amount_minor[position];
      payment.asset = t.asset[position];
      payment.from = t.payer[position];
      payment.to = t.payee[position];
      payment.matched = evidence::TransferId::of(position);
      payment.record = record;
      report.payments.push_back(payment);
    }
    made_.evidence.reports.push_back(std::move(report));
  }

  /// Each victim is an entity of the report's selector and of the account it pays from.
  void make_entities() {
    std::map<evidence::SelectorId, std::set<evidence::SelectorId>> of_victim;
    for (const auto& report : made_.evidence.reports) {
      auto& selectors = of_victim[report.victim];
      selectors.insert(report.victim);
      for (const auto& payment : report.payments) {
        if (payment.from != evidence::no_selector) selectors.insert(payment.from);
      }
    }
    made_.entities.of_selector.assign(made_.evidence.selectors.size(), entities::no_entity);
    for (const auto& [victim, selectors] : of_victim) {
      entities::Entity entity;
      entity.id = "cb-" + made_.evidence.selectors.text(victim);
      entity.is_victim = true;
      entity.selectors.assign(selectors.begin(), selectors.end());
      for (const auto selector : selectors) {
        made_.entities.of_selector[selector.index()] =
            entities::EntityId::of(made_.entities.entities.size());
      }
      made_.entities.entities.push_back(std::move(entity));
    }
  }

  const CaseText& text_;
  HandMade made_;
};

inline HandMade make_evidence(const CaseText& text) { return HandMaker(text).make(); }

/// 3–12 accounts of any role, 10–80 payments, some reported.
inline CaseText random_case(std::uint64_t seed) {
  core::CounterRandom random(seed, 11);
  CaseText text;
  const std::uint64_t accounts = 3 + random.below(10), payments = 10 + random.below(71);
  const std::vector<std::string> references = {"", "ATM", "deposit UID 7", "rent", "salary"};
  for (std::uint64_t i = 0; i < payments; ++i) {
    const auto name = [&] {
      const std::uint64_t n = random.below(accounts + 1);
      return n == accounts ? std::string() : "a" + std::to_string(10 + n);
    };
    PaymentText p{static_cast<std::int64_t>(i / 3),
                  name(),
                  name(),
                  random.between(0, 9'999),
                  references[random.below(references.size())],
                  random.chance(0.8) ? "EUR" : "USD"};
    text.payments.push_back(p);
    if (random.chance(0.2)) text.reports.push_back({"V" + std::to_string(random.below(4)), {i}});
  }
  return text;
}

}  // namespace cuibono::money
