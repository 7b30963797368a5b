#pragma once
// What a run says, as text, to compare two runs.
#include <sstream>
#include <string>

#include "money/money.h"

namespace cuibono::money {

/// Everything that a run says, as text.
inline std::string digest(const Money& money) {
  std::ostringstream out;
  const auto amount = [](const auto& minor) {
    return minor ? core::format_minor(*minor) : std::string("none");
  };
  for (const auto& t : money.totals)
    out << "total " << t.asset.value << ' ' << core::format_minor(t.reported_minor) << ' '
        << core::format_minor(t.traced_minor) << ' ' << core::format_minor(t.unplaced_minor)
        << '\n';
  for (const auto& a : money.accounts) {
    out << "account " << a.account.value << ' ' << account_role_name(a.role) << ' '
        << int{a.score_percent} << ' ' << a.band << ' ' << a.purpose << '\n';
    for (const auto& reason : a.reasons_for) out << "  for " << reason.text << '\n';
    for (const auto& reason : a.reasons_against) out << "  against " << reason.text << '\n';
  }
  for (const auto& p : money.places)
    out << "place " << p.place.value << ' ' << core::format_minor(p.total_minor) << ' '
        << amount(p.fifo_minor) << ' ' << amount(p.prorata_minor) << '\n';
  const auto amounts = [&](const RuleAmounts& rules) {
    for (const auto minor : rules) out << ' ' << core::format_minor(minor);
  };
  for (const auto& p : money.places) {
    for (const auto& minor : {p.lifo_minor, p.own_first_minor, p.own_first_prorata_minor,
                              p.trust_first_minor, p.libr_minor, p.min_minor, p.max_minor})
      out << amount(minor) << ' ';
    if (p.orders) amounts(p.orders->credits_first), amounts(p.orders->debits_first);
    for (const auto& range : {p.gaps, p.rates})
      if (range) out << " range", amounts(range->low), amounts(range->high);
    out << '\n';
  }
  for (const auto& r : money.returns)
    out << "return " << r.victim << ' ' << core::format_minor(r.gross_minor) << ' '
        << core::format_minor(r.returned_minor) << ' ' << core::format_minor(r.reversed_minor)
        << ' ' << core::format_minor(r.traced_minor) << ' ' << r.payments << '\n';
  for (const auto& c : money.conversions)
    out << "conversion " << c.transfer.value << ' ' << c.fifo_paid_minor << ' '
        << c.fifo_received_minor << ' ' << c.is_executed << '\n';
  for (const auto& t : money.totals)
    out << "through " << core::format_minor(t.converted_in_minor) << ' '
        << core::format_minor(t.converted_out_minor) << ' ' << core::format_minor(t.interest_minor)
        << ' ' << core::format_minor(t.returned_minor) << '\n';
  for (const auto& d : money.doubts) out << "doubt " << d.what << ' ' << d.why << '\n';
  for (const auto& t : money.traces)
    out << "trace " << t.victim << ' ' << t.place.value << ' ' << t.fifo_minor.value_or(-1) << ' '
        << t.prorata_minor.value_or(-1) << '\n';
  for (const auto& s : money.stops)
    out << "stop " << s.account.value << ' ' << stop_reason_name(s.reason) << ' '
        << core::format_minor(s.amount_minor) << ' ' << s.why << '\n';
  for (const auto& f : money.flows)
    out << "flow " << f.transfer.value << ' ' << f.hop << ' ' << f.fifo_minor << ' '
        << f.prorata_minor << '\n';
  for (const auto& h : money.hops)
    out << "hop " << h.hop << ' ' << h.from << ' ' << h.to << ' '
        << core::format_minor(h.amount_minor) << ' ' << h.payments << '\n';
  for (const auto& r : money.rests)
    out << "rest " << r.hop << ' ' << r.at << ' ' << core::format_minor(r.amount_minor) << '\n';
  for (const auto& f : money.findings)
    out << "finding " << f.key << ' ' << amount(f.quantity.value) << ' ' << f.records.size()
        << '\n';
  for (const auto& p : money.problems) out << "problem " << p.kind << ' ' << p.text << '\n';
  return out.str();
}

}  // namespace cuibono::money
