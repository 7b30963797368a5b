#pragma once
// Evidence by hand, for the tests of this folder: calls, reports and holders by small numbers.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::calls {

inline constexpr std::int64_t day_minutes = 24 * 60;

/// One call; number 0 is one that the record does not state.
struct CallText {
  unsigned from = 0, to = 0;
  std::int64_t minute = 0;
  std::string cell = {};
  unsigned imei = 0;
  std::int32_t duration_s = 60;
  core::Precision precision = core::Precision::second;
  unsigned imsi = 0;
  evidence::Answered answered = evidence::Answered::yes;
  unsigned callee_imei = 0, callee_imsi = 0;
};

/// A report: the victim's number, the numbers that called, the times of the payments.
struct ReportText {
  unsigned victim = 0;
  std::vector<unsigned> numbers;
  std::vector<std::int64_t> paid_minutes;
  core::Precision precision = core::Precision::second;
};

struct CaseText {
  std::vector<CallText> calls;
  std::vector<ReportText> reports;
  std::map<unsigned, std::string> names = {};  ///< selectors of numbers that have no made-up phone
};

struct HandMade {
  evidence::Evidence evidence;
  entities::Entities entities;
};

inline std::string phone(unsigned number) {
  const std::string digits = std::to_string(number);
  return "tel:+99955" + std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits;
}
inline std::string card(unsigned number) {
  return "imsi:29999000000" + std::to_string(1000 + number);
}
inline std::string handset(unsigned number) { return "imei:3500000000" + std::to_string(number); }

class HandMaker {
 public:
  explicit HandMaker(const CaseText& text) : text_(text) {}

  HandMade make() {
    number_names();
    made_.evidence.items.resize(2);
    add_calls();
    for (std::size_t r = 0; r < text_.reports.size(); ++r) add_report(text_.reports[r], r + 1);
    auto entities = entities::make_entities(core::RunContext{}, made_.evidence);
    if (entities.has_value()) made_.entities = std::move(*entities);
    return std::move(made_);
  }

 private:
  void number_names() {
    std::set<std::string> names, cells{""};
    const auto add = [&](unsigned number) {
      if (number != 0) names.insert(name_of(number));
    };
    for (const auto& call : text_.calls) {
      add(call.from), add(call.to);
      cells.insert(call.cell);
      for (const unsigned imei : {call.imei, call.callee_imei})
        if (imei != 0) names.insert(handset(imei));
      for (const unsigned imsi : {call.imsi, call.callee_imsi})
        if (imsi != 0) names.insert(card(imsi));
    }
    for (std::size_t r = 0; r < text_.reports.size(); ++r) {
      add(text_.reports[r].victim);
      for (const unsigned number : text_.reports[r].numbers) add(number);
      names.insert(victim_name(text_.reports[r]));
    }
    std::vector<evidence::SelectorKind> kinds;
    for (const auto& name : names) {
      kinds.push_back(name.starts_with("tel:")    ? evidence::SelectorKind::tel
                      : name.starts_with("imei:") ? evidence::SelectorKind::imei
                      : name.starts_with("imsi:") ? evidence::SelectorKind::imsi
                                                  : evidence::SelectorKind::local);
    }
    std::vector<evidence::Validity> validity(names.size(), evidence::Validity::valid);
    made_.evidence.selectors =
        evidence::SelectorTable(std::vector<std::string>(names.begin(), names.end()),
                                std::move(kinds), std::move(validity));
    made_.evidence.cells.assign(cells.begin(), cells.end());
  }

  static std::string victim_name(const ReportText& report) {
    return "local:test.victim:" + std::to_string(report.victim);
  }
  [[nodiscard]] evidence::SelectorId id(const std::string& name) const {
    return made_.evidence.selectors.find(name).value_or(evidence::no_selector);
  }
  [[nodiscard]] evidence::SelectorId phone_id(unsigned number) const {
    return number == 0 ? evidence::no_selector : id(name_of(number));
  }
  [[nodiscard]] std::string name_of(unsigned number) const {
    const auto found = text_.names.find(number);
    return found == text_.names.end() ? phone(number) : found->second;
  }

  void add_calls() {
    std::vector<std::size_t> order(text_.calls.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return text_.calls[a].minute < text_.calls[b].minute; });
    auto& calls = made_.evidence.calls;
    const auto& cells = made_.evidence.cells;
    for (const std::size_t row : order) {
      const CallText& call = text_.calls[row];
      calls.time_us.push_back(call.minute * core::us_per_minute);
      calls.precision.push_back(call.precision);
      calls.duration_s.push_back(call.duration_s);
      calls.caller.push_back(phone_id(call.from));
      calls.callee.push_back(phone_id(call.to));
      calls.caller_cell.push_back(evidence::CellId::of(
          std::lower_bound(cells.begin(), cells.end(), call.cell) - cells.begin()));
      calls.callee_cell.push_back({});
      const auto imei = [&](unsigned n) { return n == 0 ? evidence::no_selector : id(handset(n)); };
      const auto imsi = [&](unsigned n) { return n == 0 ? evidence::no_selector : id(card(n)); };
      calls.caller_imei.push_back(imei(call.imei));
      calls.caller_imsi.push_back(imsi(call.imsi));
      calls.callee_imei.push_back(imei(call.callee_imei));
      calls.callee_imsi.push_back(imsi(call.callee_imsi));
      calls.displayed.push_back(evidence::no_selector);
      calls.diverted_from.push_back(evidence::no_selector);
      calls.kind.push_back(evidence::CallKind::voice);
      calls.answered.push_back(call.answered);
      calls.legs.records.push_back(evidence::RecordRef(0, row + 1));
      calls.legs.begin.push_back(calls.legs.records.size());
    }
  }

  void add_report(const ReportText& text, std::uint64_t row) {
    evidence::Report report;
    report.id = "R" + std::to_string(row);
    report.victim = id(victim_name(text));
    if (text.victim != 0) report.victim_selectors = {phone_id(text.victim)};
    for (const unsigned number : text.numbers) report.numbers.push_back(phone_id(number));
    report.records = {evidence::RecordRef(1, row)};
    for (const std::int64_t minute : text.paid_minutes) {
      evidence::ReportPayment payment;
      payment.time_us = minute * core::us_per_minute;
      payment.precision = text.precision;
      payment.record = report.records[0];
      report.payments.push_back(payment);
    }
    made_.evidence.reports.push_back(std::move(report));
  }

  const CaseText& text_;
  HandMade made_;
};

inline HandMade make_evidence(const CaseText& text) { return HandMaker(text).make(); }

}  // namespace cuibono::calls
