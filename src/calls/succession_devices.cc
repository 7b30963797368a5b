// Succession by what stayed: a handset that carries another number or card from some day on, a card
// under another number, a number in another handset. Two who share a handset in shifts alternate in
// it: their times there overlap, so neither follows the other.
#include <algorithm>
#include <map>
#include <tuple>

#include "calls/succession.h"

namespace cuibono::calls {
namespace {

constexpr std::uint64_t uses_least = 3;
constexpr std::int64_t gap_most_us = 21 * core::us_per_day;
constexpr int hours_shared_least = 40;  // percent of the smaller day profile

/// A number as it was used with one handset and one card.
struct Use {
  std::uint32_t profile = 0;
  evidence::SelectorId number{}, handset = evidence::no_selector, card = evidence::no_selector;
  std::int64_t first_us = 0, last_us = 0;
  std::uint64_t calls = 0;
};

/// One pass over outgoing calls, in order of time: few handsets and cards a number.
std::vector<Use> find_uses(const evidence::Evidence& evidence, const CallProfiles& profiles) {
  const auto& calls = evidence.calls;
  std::vector<std::vector<Use>> of_profile(profiles.profiles.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto number = calls.caller[i];
    if (number == evidence::no_selector || calls.precision[i] > core::Precision::day) continue;
    const auto handset = calls.caller_imei[i], card = calls.caller_imsi[i];
    if (handset == evidence::no_selector && card == evidence::no_selector) continue;
    const auto p = profiles.of_selector[number.index()];
    auto& uses = of_profile[p];
    const auto found = std::find_if(uses.begin(), uses.end(), [&](const Use& use) {
      return use.handset == handset && use.card == card;
    });
    if (found == uses.end()) {
      uses.push_back({p, number, handset, card, calls.time_us[i], calls.time_us[i], 1});
    } else {
      found->last_us = calls.time_us[i];
      ++found->calls;
    }
  }
  std::vector<Use> out;
  for (const auto& uses : of_profile) out.insert(out.end(), uses.begin(), uses.end());
  return out;
}

/// One thing (`what`) as it was seen with what may have stayed (`by`).
struct Seen {
  evidence::SelectorId by{}, what{};
  std::uint32_t profile = 0;
  std::int64_t first_us = 0, last_us = 0;
  std::uint64_t calls = 0;
};

/// Joins uses of the same two things, whatever else they were seen with.
std::vector<Seen> join_seen(std::vector<Seen> seen) {
  std::sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) {
    return std::tie(a.by, a.what, a.profile) < std::tie(b.by, b.what, b.profile);
  });
  std::vector<Seen> out;
  for (const auto& one : seen) {
    const bool same = !out.empty() && out.back().by == one.by && out.back().what == one.what;
    if (!same) {
      out.push_back(one);
      continue;
    }
    out.back().first_us = std::min(out.back().first_us, one.first_us);
    out.back().last_us = std::max(out.back().last_us, one.last_us);
    out.back().calls += one.calls;
  }
  return out;
}

struct Pair {
  std::int64_t gap_us = 0;
  Seen from, to;
};

/// Pairs of things that follow each other with what stayed; each thing once as the old, once as the new.
std::vector<Pair> follow(const std::vector<Seen>& seen, const CallProfiles& profiles) {
  std::vector<Pair> pairs;
  for (std::size_t begin = 0; begin < seen.size();) {
    std::size_t end = begin;
    while (end < seen.size() && seen[end].by == seen[begin].by) ++end;
    constexpr std::size_t things_most = 64;  // a gateway with hundreds of cards is no handset
    if (end - begin <= things_most) {
      for (std::size_t i = begin; i < end; ++i) {
        for (std::size_t j = begin; j < end; ++j) {
          const std::int64_t gap = seen[j].first_us - seen[i].last_us;
          const bool enough = seen[i].calls >= uses_least && seen[j].calls >= uses_least;
          if (i == j || gap < 0 || gap > gap_most_us || !enough) continue;
          const bool same_hours = shared_hours_percent(profiles.profiles[seen[i].profile],
                                                       profiles.profiles[seen[j].profile])
                                      .value_or(hours_shared_least) >=
                                  hours_shared_least;  // no hours: nothing against it
          if (same_hours) pairs.push_back({gap, seen[i], seen[j]});
        }
      }
    }
    begin = end;
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::tie(a.gap_us, a.from.what, a.to.what, a.from.by) <
           std::tie(b.gap_us, b.from.what, b.to.what, b.from.by);
  });
  std::map<evidence::SelectorId, bool> left, taken;
  std::vector<Pair> out;
  for (const auto& pair : pairs) {
    if (left.contains(pair.from.what) || taken.contains(pair.to.what)) continue;
    left[pair.from.what] = true;
    taken[pair.to.what] = true;
    out.push_back(pair);
  }
  return out;
}

/// All that was seen of one relation among uses.
std::vector<Seen> relate(const std::vector<Use>& uses, evidence::SelectorId Use::* by,
                         evidence::SelectorId Use::* what) {
  std::vector<Seen> seen;
  for (const auto& use : uses) {
    if (use.*by == evidence::no_selector || use.*what == evidence::no_selector) continue;
    seen.push_back({use.*by, use.*what, use.profile, use.first_us, use.last_us, use.calls});
  }
  return join_seen(std::move(seen));
}

Succession make_succession(SuccessionKind kind, const Pair& pair) {
  Succession out;
  out.kind = kind;
  out.from = pair.from.what;
  out.to = pair.to.what;
  out.by = pair.from.by;
  out.last_us = pair.from.last_us;
  out.first_us = pair.to.first_us;
  return out;
}

/// The last outgoing call of each number, wherever it was used.
std::vector<std::int64_t> last_uses(const std::vector<Use>& uses, std::size_t profiles) {
  std::vector<std::int64_t> last(profiles, INT64_MIN);
  for (const auto& use : uses) last[use.profile] = std::max(last[use.profile], use.last_us);
  return last;
}

}  // namespace

std::vector<Succession> find_device_successions(const evidence::Evidence& evidence,
                                                const CallProfiles& profiles) {
  const std::vector<Use> uses = find_uses(evidence, profiles);
  const std::vector<std::int64_t> last = last_uses(uses, profiles.profiles.size());
  std::vector<Succession> out;
  std::map<std::pair<evidence::SelectorId, evidence::SelectorId>, std::size_t> numbers;
  const auto add_numbers = [&](evidence::SelectorId Use::* by, bool card) {
    for (const auto& pair : follow(relate(uses, by, &Use::number), profiles)) {
      // The old number must have fallen silent everywhere, not in this handset alone.
      if (last[pair.from.profile] > pair.to.first_us) continue;
      const auto [place, fresh] =
          numbers.emplace(std::pair(pair.from.what, pair.to.what), out.size());
      if (fresh) out.push_back(make_succession(SuccessionKind::number, pair));
      Succession& one = out[place->second];
      (card ? one.same_card : one.same_handset) = true;
    }
  };
  add_numbers(&Use::card, true);
  add_numbers(&Use::handset, false);
  // A number follows one and is followed by one: the card decides over the handset.
  std::map<evidence::SelectorId, bool> left, taken;
  std::erase_if(out, [&](const Succession& one) {
    if (left.contains(one.from) || taken.contains(one.to)) return true;
    left[one.from] = true;
    taken[one.to] = true;
    return false;
  });
  std::map<std::tuple<SuccessionKind, evidence::SelectorId, evidence::SelectorId>, bool> known;
  const auto add_others = [&](SuccessionKind kind, evidence::SelectorId Use::* by,
                              evidence::SelectorId Use::* what) {
    for (const auto& pair : follow(relate(uses, by, what), profiles)) {
      if (known.emplace(std::tuple(kind, pair.from.what, pair.to.what), true).second)
        out.push_back(make_succession(kind, pair));
    }
  };
  add_others(SuccessionKind::sim, &Use::handset, &Use::card);
  add_others(SuccessionKind::sim, &Use::number, &Use::card);
  add_others(SuccessionKind::handset, &Use::number, &Use::handset);
  add_others(SuccessionKind::handset, &Use::card, &Use::handset);
  return out;
}

core::Status find_successions(const core::RunContext& context, const evidence::Evidence& evidence,
                              const network::Network& network, CallProfiles& profiles) {
  profiles.successions = find_device_successions(evidence, profiles);
  CB_TRY(const auto by_contacts, find_contact_successions(context, evidence, network, profiles));
  for (const auto& pair : by_contacts) {
    const auto from = profiles.profiles[pair.from].number, to = profiles.profiles[pair.to].number;
    const auto known = std::find_if(
        profiles.successions.begin(), profiles.successions.end(), [&](const Succession& one) {
          return one.kind == SuccessionKind::number && (one.from == from || one.to == to);
        });
    const bool is_new = known == profiles.successions.end();
    if (!is_new && (known->from != from || known->to != to)) continue;  // a card says otherwise
    if (is_new) {
      Succession fresh;
      fresh.from = from;
      fresh.to = to;
      fresh.last_us = fresh.first_us = pair.day * core::us_per_day;
      profiles.successions.push_back(fresh);
    }
    Succession& one = is_new ? profiles.successions.back() : *known;
    one.similarity_permille = pair.similarity_permille;
    one.runner_up_permille = pair.runner_up_permille;
    one.shared = pair.shared;
    one.of = pair.of;
  }
  std::sort(profiles.successions.begin(), profiles.successions.end(),
            [](const Succession& a, const Succession& b) {
              return std::tie(a.kind, a.from, a.to) < std::tie(b.kind, b.from, b.to);
            });
  return {};
}

}  // namespace cuibono::calls
