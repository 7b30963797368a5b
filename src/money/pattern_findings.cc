// Patterns to findings: what moved victims' money first, one finding a set of accounts, all else counted.
#include "money/pattern_findings.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "money/pattern_words.h"
#include "money/reported.h"

namespace cuibono::money {
namespace {

using claims::Finding;
using claims::FindingKind;
using claims::Reason;

constexpr std::size_t reason_records_max = 50;
/// Victims' money is at least one part in so many of what a pattern that is put forward moved, as of accounts.
constexpr core::Int128 least_share = 5;

FindingKind kind_of(PatternKind kernel) noexcept {
  constexpr std::array<FindingKind, pattern_kinds> kinds = {
      FindingKind::cycle,          FindingKind::fan_in,         FindingKind::fan_out,
      FindingKind::gather_scatter, FindingKind::scatter_gather, FindingKind::bipartite,
      FindingKind::stack,          FindingKind::pass_through,   FindingKind::pass_through,
      FindingKind::pass_through,   FindingKind::cash_out,       FindingKind::structuring,
      FindingKind::dormant,        FindingKind::funnel,         FindingKind::peel_chain,
      FindingKind::payroll,        FindingKind::supplier};
  return kinds[static_cast<std::size_t>(kernel)];
}

bool is_of_all_accounts(PatternKind kernel) noexcept {
  return kernel == PatternKind::cycle || kernel == PatternKind::bipartite ||
         kernel == PatternKind::stack || kernel == PatternKind::peel_chain;
}

bool explains_others(PatternKind kernel) noexcept {
  return kernel == PatternKind::payroll || kernel == PatternKind::supplier;
}

/// Whether the order of payments inside a day matters to what was found.
bool hangs_on_order(PatternKind kernel) noexcept {
  switch (kernel) {
    case PatternKind::fan_in:
    case PatternKind::fan_out:
    case PatternKind::bipartite:
    case PatternKind::structuring:
    case PatternKind::dormant_then_busy:
    case PatternKind::payroll:
    case PatternKind::supplier:
      return false;
    default:
      return true;
  }
}

/// The accounts that a pattern is about, sorted.
std::vector<std::uint32_t> accounts_of(const Pattern& pattern) {
  std::size_t count = 1;
  if (is_of_all_accounts(pattern.kind)) count = pattern.accounts.size();
  if (pattern.kind == PatternKind::scatter_gather) count = 2;
  std::vector<std::uint32_t> accounts(
      pattern.accounts.begin(), pattern.accounts.begin() + static_cast<std::ptrdiff_t>(count));
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  return accounts;
}

/// A pattern that may be told, and how often its accounts have one.
struct Candidate {
  std::vector<std::uint32_t> accounts;
  core::Int128 victims_minor = 0, moved_minor = 0;
  const Pattern* pattern = nullptr;
  std::uint64_t times = 1;
};

/// What is told of one currency.
class LedgerTale {
 public:
  LedgerTale(const evidence::Evidence& evidence, const Reported& reported,
             const std::set<evidence::SelectorId>& services,
             const std::vector<std::int64_t>& victims_minor, const FoundPatterns& all,
             const LedgerPatterns& ledger)
      : evidence_(evidence),
        reported_(reported),
        services_(services),
        victims_minor_(victims_minor),
        all_(all),
        ledger_(ledger),
        code_(core::get_asset(ledger.asset).code) {}

  void tell(PatternFindings& out) {
    note_explanations();
    for (std::size_t r = 0; r < all_.rules.size(); ++r) tell_rule(r, out);
  }

 private:
  void note_explanations() {
    for (const Patterns& patterns : ledger_.found) {
      for (const Pattern& pattern : patterns.found) {
        if (pattern.kind == PatternKind::payroll) payrolls_.insert(pattern.accounts[0]);
        if (pattern.kind == PatternKind::supplier) suppliers_.insert(pattern.accounts[0]);
      }
    }
  }

  [[nodiscard]] std::vector<Candidate> candidates_of(const Patterns& patterns) const {
    std::vector<Candidate> all;
    for (const Pattern& pattern : patterns.found) {
      Candidate one{accounts_of(pattern), 0, 0, &pattern, 1};
      for (const std::uint32_t event : pattern.transfers) {
        one.victims_minor += victims_minor_[event];
        one.moved_minor += std::max<std::int64_t>(0, evidence_.transfers.amount_minor[event]);
      }
      all.push_back(std::move(one));
    }
    const auto larger = [](const Candidate& a, const Candidate& b) {
      return std::tie(b.victims_minor, b.pattern->amount_minor, a.pattern->from_us,
                      a.pattern->transfers) < std::tie(a.victims_minor, a.pattern->amount_minor,
                                                       b.pattern->from_us, b.pattern->transfers);
    };
    std::sort(all.begin(), all.end(), [&](const Candidate& a, const Candidate& b) {
      return a.accounts != b.accounts ? a.accounts < b.accounts : larger(a, b);
    });
    std::vector<Candidate> best;
    for (Candidate& one : all) {
      if (!best.empty() && best.back().accounts == one.accounts) {
        ++best.back().times;
      } else {
        best.push_back(std::move(one));
      }
    }
    std::sort(best.begin(), best.end(), [&](const Candidate& a, const Candidate& b) {
      const auto rank = [](const Candidate& one) {
        return std::pair(one.victims_minor, one.pattern->amount_minor);
      };
      return rank(a) != rank(b) ? rank(a) > rank(b) : a.accounts < b.accounts;
    });
    return best;
  }

  void tell_rule(std::size_t r, PatternFindings& out) const {
    const PatternRule& rule = all_.rules[r];
    const Patterns& patterns = ledger_.found[r];
    auto candidates = candidates_of(patterns);
    const std::string of = " of the rule " + rule.id + " in " + code_;
    if (candidates.size() > rule.findings_max) {
      out.cut.push_back({"findings" + of, rule.findings_max, candidates.size()});
      candidates.resize(rule.findings_max);
    }
    if (patterns.passed_over > 0)
      out.cut.push_back({"look-alikes and hubs" + of + ", passed over", 0, patterns.passed_over});
    if (patterns.truncated)
      out.problems.push_back({"search_limit", rule.file,
                              "a limit of the search was reached in " + code_ +
                                  ": there may be more patterns than were found"});
    for (const Candidate& candidate : candidates)
      out.findings.push_back(make_finding(rule, candidate));
  }

  [[nodiscard]] std::string text(std::uint32_t account) const {
    return evidence_.selectors.text(ledger_.selector[account]);
  }
  [[nodiscard]] bool is_victim(std::uint32_t account) const {
    return reported_.is_victim[ledger_.selector[account].index()] != 0;
  }

  /// Whom a finding is about: of a group the first that is no victim.
  [[nodiscard]] std::uint32_t subject_of(const Pattern& pattern) const {
    if (pattern.kind == PatternKind::scatter_gather) return pattern.accounts[1];
    if (!is_of_all_accounts(pattern.kind)) return pattern.accounts[0];
    const auto other = std::find_if_not(pattern.accounts.begin(), pattern.accounts.end(),
                                        [&](std::uint32_t account) { return is_victim(account); });
    return other == pattern.accounts.end() ? pattern.accounts[0] : *other;
  }

  template <class Wanted>
  [[nodiscard]] std::vector<evidence::RecordRef> records_of(const Pattern& pattern,
                                                            std::size_t most,
                                                            const Wanted& wanted) const {
    std::vector<evidence::RecordRef> records;
    for (const std::uint32_t event : pattern.transfers) {
      if (!wanted(event)) continue;
      for (const auto record : evidence_.transfers.legs.of(event)) {
        if (records.size() == most) return records;
        records.push_back(record);
      }
    }
    return records;
  }

  [[nodiscard]] std::vector<Reason> reasons_for(const PatternRule& rule,
                                                const Candidate& candidate) const {
    const Pattern& pattern = *candidate.pattern;
    std::vector<Reason> reasons;
    for (const auto& words : rule.words.reasons_for)
      reasons.push_back({fill_pattern_words(words, pattern, ledger_.asset), 0, {}});
    reasons.front().records =
        records_of(pattern, reason_records_max, [](std::uint32_t) { return true; });
    if (candidate.victims_minor > 0) {
      reasons.push_back({core::format_money_for_reader(candidate.victims_minor, ledger_.asset) +
                             " that these payments moved is attributable to victims, first in, "
                             "first out, each payment counted",
                         0, records_of(pattern, reason_records_max, [&](std::uint32_t event) {
                           return victims_minor_[event] > 0;
                         })});
    }
    if (candidate.times > 1) {
      reasons.push_back({"the same accounts show it " + core::group_digits(candidate.times) +
                             " times; this is the one that moved most",
                         0,
                         {}});
    }
    return reasons;
  }

  /// Why it is set aside; empty: it is not.
  [[nodiscard]] std::string set_aside_why(const PatternRule& rule,
                                          const Candidate& candidate) const {
    if (explains_others(rule.kernel))
      return "it is looked for to explain others, not to name anybody";
    const bool victims_alone = std::all_of(candidate.accounts.begin(), candidate.accounts.end(),
                                           [&](std::uint32_t one) { return is_victim(one); });
    if (victims_alone) return "it is about accounts of victims alone";
    if (candidate.victims_minor <= 0)
      return "no payment of it is known to carry victims' money: a shape by itself says nothing of "
             "anybody";
    if (candidate.victims_minor * least_share < candidate.moved_minor)
      return "less than a fifth of what its payments moved is attributable to victims";
    if (services_.contains(ledger_.selector[subject_of(*candidate.pattern)]))
      return "it is about an account of many customers, at which a trace stops";
    return {};
  }

  void add_explanations(const Pattern& pattern, Finding& finding) const {
    const std::uint32_t hub = pattern.accounts[0];
    const bool pays =
        pattern.kind == PatternKind::fan_out || pattern.kind == PatternKind::gather_scatter;
    const bool is_paid =
        pattern.kind == PatternKind::fan_in || pattern.kind == PatternKind::gather_scatter;
    if (pays && payrolls_.contains(hub))
      finding.reasons_against.push_back(
          {"it pays the same accounts month after month, as a payroll does", 0, {}});
    if (is_paid && suppliers_.contains(hub))
      finding.reasons_against.push_back(
          {"several accounts pay it again and again over months, as customers do", 0, {}});
  }

  [[nodiscard]] Finding make_finding(const PatternRule& rule, const Candidate& candidate) const {
    const Pattern& pattern = *candidate.pattern;
    std::vector<std::string> selectors;
    for (const std::uint32_t account : candidate.accounts) selectors.push_back(text(account));
    Finding finding(kind_of(rule.kernel), text(subject_of(pattern)), std::move(selectors),
                    "rule=" + rule.id + "|" + code_,
                    {pattern.amount_minor, std::nullopt, std::nullopt, code_ + "_minor"},
                    rule_in_words(rule), reasons_for(rule, candidate),
                    {rule.words.innocent, rule.words.settles});
    add_explanations(pattern, finding);
    finding.band = finding.reasons_against.empty() ? "moderate" : "weak";
    if (auto why = set_aside_why(rule, candidate); !why.empty()) {
      finding.band = "set_aside";
      finding.reasons_against.push_back({std::move(why), 0, {}});
    }
    for (const auto& words : rule.words.reasons_against)
      finding.reasons_against.push_back({fill_pattern_words(words, pattern, ledger_.asset), 0, {}});
    const bool has_dates =
        std::any_of(pattern.transfers.begin(), pattern.transfers.end(), [&](std::uint32_t event) {
          return evidence_.transfers.precision[event] >= core::Precision::day;
        });
    if (has_dates && hangs_on_order(rule.kernel))
      finding.reasons_against.push_back(
          {"some of its payments have a date and no time: their order inside a day is not known",
           0,
           {}});
    claims::set_records(finding, records_of(pattern, SIZE_MAX, [](std::uint32_t) { return true; }));
    return finding;
  }

  const evidence::Evidence& evidence_;
  const Reported& reported_;
  const std::set<evidence::SelectorId>& services_;
  const std::vector<std::int64_t>& victims_minor_;  ///< [events] by FIFO
  const FoundPatterns& all_;
  const LedgerPatterns& ledger_;
  std::string code_;
  std::set<std::uint32_t> payrolls_, suppliers_;
};

}  // namespace

core::Result<PatternFindings> tell_patterns(const evidence::Evidence& evidence,
                                            const entities::Entities& entities, const Money& money,
                                            const FoundPatterns& patterns) {
  const Reported reported = collect_reported(evidence, entities);
  std::vector<std::int64_t> victims_minor(evidence.transfers.size(), 0);
  for (const TracedFlow& flow : money.flows)
    victims_minor[flow.transfer.index()] += flow.fifo_minor;
  std::set<evidence::SelectorId> services;
  for (const TracedAccount& account : money.accounts) {
    if (account.role == AccountRole::exchange || account.role == AccountRole::merchant)
      services.insert(account.account);
  }
  PatternFindings out;
  out.problems = patterns.problems;
  for (const LedgerPatterns& ledger : patterns.ledgers)
    LedgerTale(evidence, reported, services, victims_minor, patterns, ledger).tell(out);
  CB_TRY_STATUS(claims::sort_findings(out.findings));
  return out;
}

}  // namespace cuibono::money
