#include "money/roles.h"

#include <algorithm>
#include <string>

#include "money/account_signs.h"

namespace cuibono::money {
namespace {

using core::Int128;

constexpr int diluted_below_percent = 20, pass_least_percent = 70, filled_least_percent = 50;
constexpr int feeder_least_percent = 10;  ///< of what a mule passed on
constexpr std::uint64_t wages_least = 5;
constexpr std::size_t reason_records_max = 50;

int percent_of(Int128 part, Int128 whole) {
  if (whole <= 0) return 0;
  return static_cast<int>(std::min<Int128>(part * 100 / whole, 100));
}

/// What the decisions look at, once for each trail.
struct Signs {
  int share_percent = 0;  ///< of all that came in, victims' money (the larger of both rules)
  int pass_percent =
      0;  ///< of the victims' money, what went on (within a week where times are known)
  bool diluted = false;
  std::uint64_t feeders = 0;  ///< mules and collectors that pay it a tenth and more of theirs
  AccountRole role = AccountRole::unknown;
};

Signs signs_of(const Trail& trail) {
  Signs signs;
  signs.share_percent = percent_of(std::max(trail.fifo_in, trail.prorata_in), trail.in_minor);
  signs.pass_percent = percent_of(trail.fifo_quick.value_or(trail.fifo_out), trail.fifo_in);
  signs.diluted = trail.victims_direct == 0 && signs.share_percent < diluted_below_percent;
  return signs;
}

bool is_ordinary(const Trail& trail) {
  const std::uint64_t words = trail.rent_in + trail.purchase_in + trail.salary_in + trail.loan_in;
  return 2 * words >= trail.payments_in && trail.payments_in > 0;
}

AccountRole first_role(const Trail& trail, const Signs& signs) {
  if (trail.is_victim) return AccountRole::victim;
  if (trail.service == Service::exchange) return AccountRole::exchange;
  if (trail.service == Service::merchant) return AccountRole::merchant;
  if (signs.diluted || trail.fifo_in == 0) return AccountRole::unknown;
  if (trail.salary_out >= wages_least && 2 * trail.salary_out >= trail.payments_out)
    return AccountRole::payroll;
  const bool passes = trail.covered && signs.pass_percent >= pass_least_percent;
  if (passes && trail.victims_direct > 0) return AccountRole::mule;
  return AccountRole::unknown;
}

class Judge {
 public:
  Judge(const TrailQuery& query, const Trails& trails) : q_(query), trails_(trails) {}

  JudgedAccounts run(std::size_t most) {
    for (const Trail& trail : trails_.trails) {
      signs_.push_back(signs_of(trail));
      signs_.back().role = first_role(trail, signs_.back());
    }
    decide_further_layers();
    JudgedAccounts judged;
    judged.total = trails_.trails.size();
    judged.trail = choose(most);
    for (const std::size_t i : judged.trail) {
      judged.accounts.push_back(describe(i));
      judged.feeders.push_back(signs_[i].feeders);
    }
    return judged;
  }

 private:
  [[nodiscard]] const Trail& trail(std::size_t i) const { return trails_.trails[i]; }
  [[nodiscard]] std::string money(Int128 minor) const {
    return core::format_money_for_reader(minor, q_.ledger.asset);
  }

  /// The trails with most victims' money, in their own order.
  [[nodiscard]] std::vector<std::size_t> choose(std::size_t most) const {
    std::vector<std::size_t> order(trails_.trails.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (order.size() <= most) return order;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (trail(a).fifo_in != trail(b).fifo_in) return trail(a).fifo_in > trail(b).fifo_in;
      if (trail(a).prorata_in != trail(b).prorata_in)
        return trail(a).prorata_in > trail(b).prorata_in;
      return a < b;
    });
    order.resize(most);
    std::sort(order.begin(), order.end());
    return order;
  }

  /// Accounts behind the first, nearest first, since who feeds them must be known before.
  void decide_further_layers() {
    std::vector<std::size_t> order(trails_.trails.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return trail(a).layer < trail(b).layer; });
    // A layer is judged at once: what is decided in it counts from the next layer on, so that the
    // order inside a layer does not matter.
    for (std::size_t begin = 0; begin < order.size();) {
      std::size_t end = begin;
      for (; end < order.size() && trail(order[end]).layer == trail(order[begin]).layer; ++end)
        signs_[order[end]].feeders = count_feeders(order[end]);
      for (; begin < end; ++begin) decide_by_feeders(order[begin]);
    }
  }

  void decide_by_feeders(std::size_t i) {
    Signs& signs = signs_[i];
    const Trail& t = trail(i);
    const bool open = signs.role == AccountRole::unknown || signs.role == AccountRole::mule;
    if (!open || signs.diluted || t.fifo_in == 0 || is_ordinary(t)) return;
    const bool mostly_fed = 2 * t.direct_minor < t.fifo_in;
    const bool passes = t.covered && signs.pass_percent >= pass_least_percent;
    if (signs.feeders >= 2 && mostly_fed) {
      signs.role = AccountRole::collector;
    } else if (t.covered && 2 * t.cash_minor >= t.fifo_in && t.victims_direct == 0) {
      signs.role = AccountRole::cash_out;
    } else if (passes && signs.share_percent >= filled_least_percent) {
      signs.role = AccountRole::mule;
    }
  }

  [[nodiscard]] std::uint64_t count_feeders(std::size_t i) const {
    std::vector<std::pair<std::uint32_t, std::int64_t>> paid;  // payer's trail, FIFO amount
    for (const std::uint32_t position : trails_.in(i)) {
      const TransferFlow& flow = trails_.flows[position];
      const std::uint32_t payer = trails_.trail_of[q_.ledger.transfers[flow.transfer].payer];
      if (!flow.is_seed && payer != no_trail) paid.emplace_back(payer, flow.fifo_minor);
    }
    std::sort(paid.begin(), paid.end());
    std::uint64_t feeders = 0;
    for (std::size_t begin = 0; begin < paid.size();) {
      const std::uint32_t payer = paid[begin].first;
      Int128 sum = 0;
      for (; begin < paid.size() && paid[begin].first == payer; ++begin) sum += paid[begin].second;
      const AccountRole role = signs_[payer].role;
      const bool passes_on = role == AccountRole::mule || role == AccountRole::collector;
      if (passes_on && percent_of(sum, trail(payer).fifo_out) >= feeder_least_percent) ++feeders;
    }
    return feeders;
  }

  void add(TracedAccount& account, int points, std::string text,
           std::span<const std::uint32_t> flows) const {
    account.score_percent = static_cast<std::uint8_t>(account.score_percent + points);
    account.reasons_for.push_back(
        {std::move(text), points, records_of(q_, trails_, flows, reason_records_max)});
  }

  void add_received(TracedAccount& account, std::size_t i) const {
    const Trail& t = trail(i);
    std::vector<std::uint32_t> direct;
    for (const std::uint32_t flow : trails_.in(i)) {
      if (trails_.flows[flow].is_seed) direct.push_back(flow);
    }
    const auto count = [](std::uint64_t number, const char* one, const char* many) {
      return std::to_string(number) + " " + (number == 1 ? one : many);
    };
    if (t.victims_direct > 0) {
      const int points = t.victims_direct == 1 ? 15 : t.victims_direct == 2 ? 24 : 30;
      add(account, points,
          "received " + money(t.direct_minor) + " from " +
              count(t.victims_direct, "victim", "victims") + " in " +
              count(t.payments_direct, "reported payment", "reported payments"),
          direct);
    }
    if (signs_[i].feeders > 0) {
      const int points = static_cast<int>(std::min<std::uint64_t>(10 * signs_[i].feeders, 30));
      add(account, t.victims_direct > 0 ? 0 : points,
          "received victims' money from " +
              count(signs_[i].feeders, "account that passes it on", "accounts that pass it on"),
          trails_.in(i));
    } else if (t.victims_direct == 0) {
      add(account, 0,
          "received " + money(t.fifo_in) + " attributable to " +
              count(t.victims, "victim", "victims") + " under FIFO and " + money(t.prorata_in) +
              " pro rata",
          trails_.in(i));
    }
    add(account, signs_[i].share_percent / 4,
        std::to_string(signs_[i].share_percent) + " % of what the records show coming in is " +
            "attributable to victims",
        trails_.in(i));
  }

  void add_passed_on(TracedAccount& account, std::size_t i) const {
    const Trail& t = trail(i);
    if (t.fifo_out == 0) return;
    const std::string share = std::to_string(signs_[i].pass_percent) +
                              " % of the victims' money it received went on under FIFO";
    add(account, signs_[i].pass_percent * 3 / 10,
        t.fifo_quick ? share + " within " + std::to_string(pass_days) + " days"
                     : share + "; how fast is not known, since times are steps",
        trails_.out(i));
    const int onward = percent_of(Int128{t.cash_minor} + t.service_minor, t.fifo_out);
    if (onward > 0) {
      add(account, onward * 15 / 100,
          std::to_string(onward) + " % of that went to exchanges, other services or cash",
          trails_.out(i));
    }
  }

  void add_against(TracedAccount& account, std::size_t i) const {
    const Trail& t = trail(i);
    const auto against = [&](std::string text) {
      account.reasons_against.push_back({std::move(text), 0, {}});
    };
    const Int128 other = t.in_minor - std::max(t.fifo_in, t.prorata_in);
    if (other > 0 && !t.is_victim)
      against(money(other) + " came from elsewhere: the account is not used for this alone");
    if (t.salary_in > 0) against("receives wages, by the words of payments to it");
    if (t.rent_in > 0) against("receives rent, by the words of payments to it");
    if (t.purchase_in > 0) against("is paid for purchases, by the words of payments to it");
    if (t.loan_in > 0) against("receives loans or instalments, by the words of payments to it");
    if (t.victims_direct == 1 && t.victims == 1) against("a single victim's money reached it");
    if (!t.covered && t.service == Service::none)
      against("its own statement is not among the files: what it did with the money is not known");
  }

  [[nodiscard]] std::string band_of(const TracedAccount& account, std::size_t i) const {
    const Trail& t = trail(i);
    const bool service =
        account.role == AccountRole::exchange || account.role == AccountRole::merchant;
    if (t.is_victim || service || signs_[i].diluted || t.fifo_in == 0) return "set_aside";
    if (account.role == AccountRole::unknown || account.role == AccountRole::payroll) return "weak";
    const bool several = t.victims >= 2;
    if (account.score_percent >= 70 && several) return "strong";
    return account.score_percent >= 45 ? "moderate" : "weak";
  }

  [[nodiscard]] std::string purpose_of(const TracedAccount& account, std::size_t i) const {
    if (signs_[i].diluted || trail(i).fifo_in == 0)
      return "touched by a small share of victims' money only";
    switch (account.role) {
      case AccountRole::victim:
        return "an account of a victim: money was paid back to it";
      case AccountRole::exchange:
        return "a service for coins: ask it for its ledger of the customer";
      case AccountRole::merchant:
        return "an account of many customers: victims' money is a small part of what it takes";
      case AccountRole::mule:
        return "receives victims' money and passes it on";
      case AccountRole::collector:
        return "gathers what other accounts pass on";
      case AccountRole::cash_out:
        return "turns victims' money into cash";
      case AccountRole::payroll:
        return "pays wages, in part with victims' money";
      default:
        return trail(i).covered ? "holds victims' money by the records"
                                : "received victims' money; what followed is not among the files";
    }
  }

  [[nodiscard]] TracedAccount describe(std::size_t i) const {
    const Trail& t = trail(i);
    TracedAccount account;
    account.account = t.selector;
    account.asset = q_.ledger.asset;
    account.role = signs_[i].role;
    account.layer = t.layer;
    account.in_minor = t.in_minor;
    account.out_minor = t.out_minor;
    add_received(account, i);
    add_passed_on(account, i);
    add_against(account, i);
    account.band = band_of(account, i);
    account.purpose = purpose_of(account, i);
    return account;
  }

  const TrailQuery& q_;
  const Trails& trails_;
  std::vector<Signs> signs_;
};

}  // namespace

std::vector<evidence::RecordRef> records_of(const TrailQuery& q, const Trails& trails,
                                            std::span<const std::uint32_t> flows,
                                            std::size_t most) {
  std::vector<evidence::RecordRef> records;
  for (const std::uint32_t flow : flows) {
    const std::uint32_t event = q.ledger.event[trails.flows[flow].transfer];
    for (const auto record : q.evidence.transfers.legs.of(event)) {
      if (records.size() == most) return records;
      records.push_back(record);
    }
  }
  return records;
}

core::Result<std::vector<SignedAccount>> score_accounts(const core::RunContext& context,
                                                        const TrailQuery& query,
                                                        const Trails& trails,
                                                        const AccountModel& model,
                                                        JudgedAccounts& judged) {
  CB_TRY(const AccountTraffic traffic, find_account_traffic(context, query.evidence, query.ledger));
  std::vector<SignedAccount> all;
  for (std::size_t i = 0; i < judged.accounts.size(); ++i) {
    TracedAccount& account = judged.accounts[i];
    SignedAccount& one = all.emplace_back();
    one.account = account.account, one.asset = account.asset;
    one.role = account.role, one.band = account.band;
    one.score_percent = account.score_percent;
    one.signs = signs_of_account(trails.trails[judged.trail[i]], traffic, judged.feeders[i]);
    one.score = score_account(model, one.signs);
    std::string words = score_in_words(model, one.score);
    // Whoever reported a loss is not told what others who look alike did.
    if (words.empty() || account.role == AccountRole::victim) continue;
    constexpr std::uint16_t even = 500;
    auto& reasons =
        one.score.purposes.front().of_1000 >= even ? account.reasons_for : account.reasons_against;
    reasons.push_back({std::move(words), 0, {}});
  }
  return all;
}

JudgedAccounts judge_accounts(const TrailQuery& query, const Trails& trails, std::size_t most) {
  return Judge(query, trails).run(most);
}

}  // namespace cuibono::money
