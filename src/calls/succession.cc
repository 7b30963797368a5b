// Number succession by contacts. A change of number shows twice: one number falls silent when another
// begins, and the new one calls whom the old one called. Numbers that change are left out of each
// other's contacts at first; in further passes the matched ones count as one number, so that a member of
// a ring whose contacts all changed is found as well.
#include "calls/succession.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace cuibono::calls {
namespace {

constexpr std::uint32_t calls_least = 8, days_least = 4, shared_least = 3;
constexpr double sure_ratio = 10.83, weak_ratio = 3.84, strong_ratio = 15.0;  // chi², one degree
constexpr double quiet_share = 0.2;  // a rate that falls below this share of what it was
constexpr std::uint32_t days_apart_most = 3;
constexpr std::uint32_t similar_permille = 300, margin_permille = 100;
constexpr unsigned passes_most = 5;
constexpr std::size_t numbers_per_block = 128;

struct Weighted {
  std::uint32_t contact = 0;  ///< selector
  double weight = 0;
};

class Matcher {
 public:
  Matcher(const evidence::Evidence& evidence, const network::Network& network,
          const CallProfiles& profiles)
      : evidence_(evidence), network_(network), profiles_(profiles) {}

  core::Result<std::vector<ContactSuccession>> run(const core::RunContext& context) {
    CB_TRY(const bool any, count_days(context));
    if (!any) return pairs_;
    choose_candidates();
    for (unsigned pass = 1; pass <= passes_most; ++pass) {
      CB_TRY_STATUS(core::check_cancelled(context));
      CB_TRY(const bool found, match(context, pass));
      if (!found) break;
    }
    std::sort(pairs_.begin(), pairs_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.from, a.to) < std::tie(b.from, b.to);
    });
    return pairs_;
  }

 private:
  /// Visits every call of a number with a known other end: selector of the other, position and time of
  /// the call.
  template <class Visit>
  void each_call(std::uint32_t profile, const Visit& visit) const {
    const std::size_t node = profiles_.profiles[profile].number.index();
    for (const auto* rows : {&network_.out, &network_.in}) {
      for (auto e = rows->begin[node]; e < rows->begin[node + 1]; ++e) {
        if (rows->event[e].layer != network::Layer::call) continue;
        if (rows->neighbour[e] == node) continue;
        visit(rows->neighbour[e], rows->event[e].event, rows->time_us[e]);
      }
    }
  }

  [[nodiscard]] std::uint32_t day_of(std::int64_t time_us) const {
    return static_cast<std::uint32_t>(core::day_of(time_us) - first_day_);
  }

  /// False where the calls span too few days, or are known only by month or step.
  core::Result<bool> count_days(const core::RunContext& context) {
    const auto& calls = evidence_.calls;
    if (calls.size() == 0) return false;
    std::int64_t last = INT64_MIN;
    first_day_ = INT64_MAX;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      if (calls.precision[i] > core::Precision::day) continue;
      first_day_ = std::min(first_day_, core::day_of(calls.time_us[i]));
      last = std::max(last, core::day_of(calls.time_us[i]));
    }
    constexpr std::int64_t days_most = 20'000;
    if (first_day_ > last || last - first_day_ + 1 < days_least || last - first_day_ > days_most)
      return false;
    const auto days = static_cast<std::uint32_t>(last - first_day_ + 1);
    changes_.resize(profiles_.profiles.size());
    contacts_of_.assign(evidence_.selectors.size(), 0);
    constexpr std::size_t block = 512;
    const auto count_block = [&](const core::Block& some) -> core::Status {
      std::vector<std::uint32_t> per_day(days), others;
      RateCuts cuts(days);
      for (std::size_t p = some.begin; p < some.end; ++p) {
        std::fill(per_day.begin(), per_day.end(), 0U);
        others.clear();
        std::uint32_t all = 0;
        each_call(static_cast<std::uint32_t>(p),
                  [&](std::uint32_t other, std::uint32_t call, std::int64_t time_us) {
                    others.push_back(other);
                    if (calls.precision[call] > core::Precision::day) return;
                    ++per_day[day_of(time_us)];
                    ++all;
                  });
        std::sort(others.begin(), others.end());
        const auto distinct = std::unique(others.begin(), others.end()) - others.begin();
        contacts_of_[profiles_.profiles[p].number.index()] = static_cast<std::uint32_t>(distinct);
        if (all < calls_least) continue;
        const RateChange change = cuts.find(per_day);
        changes_[p] = {change, falls_silent(per_day, change.cut)};
      }
      return {};
    };
    CB_TRY_STATUS(core::parallel_blocks(context, profiles_.profiles.size(), block, count_block));
    return true;
  }

  struct Change {
    RateChange change;
    bool silent = false;
  };

  /// Whether the quieter side of the cut has less than a fifth of the rate of the other.
  static bool falls_silent(std::span<const std::uint32_t> per_day, std::uint32_t cut) {
    if (cut == 0) return false;
    double before = 0, after = 0;
    for (std::uint32_t d = 0; d < per_day.size(); ++d) (d < cut ? before : after) += per_day[d];
    before /= cut;
    after /= static_cast<double>(per_day.size() - cut);
    return settled(std::min(before, after)) <= settled(quiet_share * std::max(before, after));
  }

  void choose_candidates() {
    old_state_.assign(profiles_.profiles.size(), State::no);
    new_state_ = old_state_;
    for (std::uint32_t p = 0; p < changes_.size(); ++p) {
      const auto& [change, silent] = changes_[p];
      if (change.cut == 0 || settled(change.ratio) < sure_ratio || !silent) continue;
      (change.rises ? new_state_ : old_state_)[p] = State::open;
    }
    const auto numbers = static_cast<double>(profiles_.profiles.size());
    for (const auto callers : contacts_of_) {
      const double known = std::max<std::uint32_t>(1, callers);
      rarity_.push_back(std::log(std::max(numbers / known, 1.0)));
    }
    renamed_.resize(evidence_.selectors.size());
    for (std::uint32_t s = 0; s < renamed_.size(); ++s) renamed_[s] = s;
  }

  /// The contacts of a number, without numbers that change and are not matched yet.
  [[nodiscard]] std::vector<Weighted> contacts(std::uint32_t profile) const {
    std::vector<std::uint32_t> others;
    each_call(profile, [&](std::uint32_t other, std::uint32_t, std::int64_t) {
      const auto p = profiles_.of_selector[other];
      const bool open =
          p != no_profile && (old_state_[p] == State::open || new_state_[p] == State::open);
      if (!open) others.push_back(renamed_[other]);
    });
    std::sort(others.begin(), others.end());
    std::vector<Weighted> out;
    for (std::size_t begin = 0; begin < others.size();) {
      std::size_t end = begin;
      while (end < others.size() && others[end] == others[begin]) ++end;
      const double rarity = rarity_[others[begin]];
      if (rarity > 0) out.push_back({others[begin], static_cast<double>(end - begin) * rarity});
      begin = end;
    }
    return out;
  }

  struct Scored {
    std::uint32_t from = 0, to = 0, permille = 0, shared = 0, of = 0;
  };

  /// One pass: compares all open old and new numbers; true when pairs were found.
  core::Result<bool> match(const core::RunContext& context, unsigned pass) {
    std::vector<std::uint32_t> olds, news;
    for (std::uint32_t p = 0; p < changes_.size(); ++p) {
      const auto& change = changes_[p].change;
      if (new_state_[p] == State::open && (pass == 1 || settled(change.ratio) >= strong_ratio))
        news.push_back(p);
      const bool weak = pass > 1 && old_state_[p] == State::no && new_state_[p] == State::no &&
                        change.cut > 0 && !change.rises && settled(change.ratio) >= weak_ratio;
      if (old_state_[p] == State::open || weak) olds.push_back(p);
    }
    CB_TRY(const std::vector<Scored> scores, compare(context, olds, news));
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_old, by_new;
    for (const auto& score : scores) {
      by_old[score.from].push_back(score.permille);
      by_new[score.to].push_back(score.permille);
    }
    std::vector<Scored> best = scores;
    std::sort(best.begin(), best.end(), [](const Scored& a, const Scored& b) {
      return std::tie(b.permille, a.from, a.to) < std::tie(a.permille, b.from, b.to);
    });
    bool found = false;
    for (const auto& score : best) {
      if (score.permille < similar_permille || score.shared < shared_least) continue;
      if (old_state_[score.from] == State::matched || new_state_[score.to] == State::matched)
        continue;
      const std::uint32_t rival = std::max(runner_up(by_old[score.from], score.permille),
                                           runner_up(by_new[score.to], score.permille));
      if (score.permille < rival + margin_permille) continue;
      old_state_[score.from] = State::matched;
      new_state_[score.to] = State::matched;
      const std::uint32_t cut = changes_[score.to].change.cut;
      pairs_.push_back({score.from, score.to, cut, first_day_ + cut, score.permille, rival,
                        score.shared, score.of, pass});
      found = true;
    }
    for (const auto& pair : pairs_) {
      renamed_[profiles_.profiles[pair.from].number.index()] =
          profiles_.profiles[pair.to].number.value;
    }
    return found;
  }

  /// The largest of the others; `own` itself counts once.
  static std::uint32_t runner_up(const std::vector<std::uint32_t>& all, std::uint32_t own) {
    std::uint32_t best = 0;
    bool passed = false;
    for (const auto value : all) {
      if (value == own && !passed) {
        passed = true;
        continue;
      }
      best = std::max(best, value);
    }
    return best;
  }

  /// Contacts of some numbers, side by side.
  core::Result<std::vector<std::vector<Weighted>>> contacts_of(
      const core::RunContext& context, const std::vector<std::uint32_t>& some) const {
    std::vector<std::vector<Weighted>> out(some.size());
    CB_TRY_STATUS(core::parallel_blocks(context, some.size(), numbers_per_block,
                                        [&](const core::Block& block) -> core::Status {
                                          for (std::size_t i = block.begin; i < block.end; ++i)
                                            out[i] = contacts(some[i]);
                                          return {};
                                        }));
    return out;
  }

  /// What new numbers have a contact, by contact and then by place.
  struct Postings {
    struct One {
      std::uint32_t place = 0;  ///< in the new numbers
      double weight = 0;
    };
    std::vector<std::uint32_t> begin;  ///< [selectors + 1] into all
    std::vector<One> all;
    std::vector<double> lengths;  ///< [new numbers]
  };

  [[nodiscard]] Postings post(const std::vector<std::vector<Weighted>>& of_news) const {
    Postings out;
    out.begin.assign(contacts_of_.size() + 1, 0);
    for (const auto& mine : of_news)
      for (const auto& one : mine) ++out.begin[one.contact + 1U];
    std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
    out.all.resize(out.begin.back());
    std::vector<std::uint32_t> next(out.begin.begin(), out.begin.end() - 1);
    for (std::uint32_t n = 0; n < of_news.size(); ++n) {
      double square = 0;
      for (const auto& one : of_news[n]) {
        out.all[next[one.contact]++] = {n, one.weight};
        square += one.weight * one.weight;
      }
      out.lengths.push_back(std::sqrt(square));
    }
    return out;
  }

  /// All pairs of an old and a new number that share a contact and changed within a few days.
  core::Result<std::vector<Scored>> compare(const core::RunContext& context,
                                            const std::vector<std::uint32_t>& olds,
                                            const std::vector<std::uint32_t>& news) const {
    CB_TRY(const auto of_news, contacts_of(context, news));
    const Postings postings = post(of_news);
    std::vector<std::vector<Scored>> of_block((olds.size() + numbers_per_block - 1) /
                                              numbers_per_block);
    const auto compare_block = [&](const core::Block& block) -> core::Status {
      std::vector<double> dots(news.size());
      std::vector<std::uint32_t> shared(news.size()), touched;  // touched: shared is above zero
      for (std::size_t o = block.begin; o < block.end; ++o) {
        const std::uint32_t old = olds[o];
        for (const auto n : touched) dots[n] = 0, shared[n] = 0;
        touched.clear();
        double square = 0;
        const auto mine = contacts(old);
        for (const auto& one : mine) {
          square += one.weight * one.weight;
          for (auto at = postings.begin[one.contact]; at < postings.begin[one.contact + 1U]; ++at) {
            const auto& [place, weight] = postings.all[at];
            dots[place] += one.weight * weight;
            if (shared[place]++ == 0) touched.push_back(place);
          }
        }
        const double length = std::sqrt(square);
        const std::uint32_t cut = changes_[old].change.cut;
        std::sort(touched.begin(), touched.end());
        for (const auto n : touched) {
          if (news[n] == old) continue;
          const std::uint32_t began = changes_[news[n]].change.cut;
          if (std::max(cut, began) - std::min(cut, began) > days_apart_most) continue;
          const double cosine = dots[n] / (length * postings.lengths[n]);
          of_block[block.number].push_back({old, news[n],
                                            static_cast<std::uint32_t>(std::lround(cosine * 1000)),
                                            shared[n], static_cast<std::uint32_t>(mine.size())});
        }
      }
      return {};
    };
    CB_TRY_STATUS(core::parallel_blocks(context, olds.size(), numbers_per_block, compare_block));
    std::vector<Scored> out;
    for (const auto& some : of_block) out.insert(out.end(), some.begin(), some.end());
    return out;
  }

  enum class State : std::uint8_t { no, open, matched };
  const evidence::Evidence& evidence_;
  const network::Network& network_;
  const CallProfiles& profiles_;
  std::int64_t first_day_ = 0;
  std::vector<Change> changes_;             ///< [profiles]
  std::vector<std::uint32_t> contacts_of_;  ///< [selectors] distinct
  std::vector<double> rarity_;              ///< [selectors] ln of all numbers over those
  std::vector<State> old_state_, new_state_;
  std::vector<std::uint32_t> renamed_;  ///< [selectors] a matched old number counts as its new one
  std::vector<ContactSuccession> pairs_;
};

}  // namespace

core::Result<std::vector<ContactSuccession>> find_contact_successions(
    const core::RunContext& context, const evidence::Evidence& evidence,
    const network::Network& network, const CallProfiles& profiles) {
  return Matcher(evidence, network, profiles).run(context);
}

}  // namespace cuibono::calls
