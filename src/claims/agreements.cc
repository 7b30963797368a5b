// What is said more than once. Two documents agree where most content words of a sentence are in both.
#include "claims/agreements.h"

#include <algorithm>
#include <map>
#include <set>

#include "claims/matter.h"
#include "claims/origins.h"

namespace cuibono::claims {
namespace {

/// A claim's content words as numbers, the rarest first.
struct Worded {
  std::uint32_t claim = 0;
  std::vector<std::uint32_t> words;
};

std::vector<Worded> words_of(const std::vector<Claim>& claims) {
  std::vector<std::vector<std::u32string>> stems(claims.size());
  std::map<std::u32string, std::uint32_t> counts;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (claims[i].sentence.empty() || !asserts(claims[i].force)) continue;
    for (auto& stem : stems_of(claims[i].sentence)) stems[i].push_back(std::move(stem.text));
    for (const auto& stem : stems[i]) ++counts[stem];
  }
  std::vector<std::pair<std::uint32_t, const std::u32string*>> order;
  for (const auto& [stem, count] : counts) order.emplace_back(count, &stem);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : *a.second < *b.second;
  });
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) counts[*order[rank].second] = rank;
  std::vector<Worded> out;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (stems[i].size() < agreeing_words_min) continue;
    Worded worded{static_cast<std::uint32_t>(i), {}};
    for (const auto& stem : stems[i]) worded.words.push_back(counts[stem]);
    std::sort(worded.words.begin(), worded.words.end());
    out.push_back(std::move(worded));
  }
  return out;
}

bool agree(const Worded& a, const Worded& b, const std::vector<Claim>& claims) {
  const Claim &x = claims[a.claim], &y = claims[b.claim];
  if (x.record.item_rank() == y.record.item_rank()) return false;
  std::vector<std::uint32_t> shared;
  std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(),
                        std::back_inserter(shared));
  const std::size_t shorter = std::min(a.words.size(), b.words.size());
  return shared.size() >= agreeing_words_min &&
         agreeing_denominator * shared.size() >= agreeing_numerator * shorter &&
         !quantities_part(x, y);
}

/// Two that agree with each other, and not by way of a third that copied both.
bool has_confirmed_pair(const std::vector<const Worded*>& members,
                        const std::vector<Claim>& claims) {
  for (std::size_t a = 0; a < members.size(); ++a) {
    for (std::size_t b = a + 1; b < members.size(); ++b) {
      if (is_confirmed({&claims[members[a]->claim], &claims[members[b]->claim]}) &&
          agree(*members[a], *members[b], claims))
        return true;
    }
  }
  return false;
}

Agreement make_agreement(const std::vector<const Worded*>& members,
                         const std::vector<Claim>& claims) {
  Agreement agreement;
  std::set<std::string> roots;
  for (const auto* member : members) {
    agreement.claims.push_back(member->claim);
    for (auto& part : split_root(claims[member->claim].root)) roots.insert(std::move(part));
  }
  agreement.roots.assign(roots.begin(), roots.end());
  agreement.confirmed = has_confirmed_pair(members, claims);
  return agreement;
}

}  // namespace

std::vector<Agreement> find_agreements(const std::vector<Claim>& claims) {
  const auto worded = words_of(claims);
  // Two that share so many words share one among the rarest of either: as many as may be missing, and one.
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_word;
  for (std::uint32_t i = 0; i < worded.size(); ++i) {
    const auto& words = worded[i].words;
    // The other may be the shorter one, and share no more than the least.
    const std::size_t first = words.size() - agreeing_words_min + 1;
    for (std::size_t w = 0; w < first; ++w) by_word[words[w]].push_back(i);
  }
  core::DisjointSets sets(worded.size());
  for (const auto& [word, places] : by_word) {
    for (std::size_t a = 0; a < places.size(); ++a) {
      for (std::size_t b = a + 1; b < places.size(); ++b) {
        if (sets.find(places[a]) != sets.find(places[b]) &&
            agree(worded[places[a]], worded[places[b]], claims))
          sets.join(places[a], places[b]);
      }
    }
  }
  std::map<std::uint32_t, std::vector<const Worded*>> groups;
  for (std::uint32_t i = 0; i < worded.size(); ++i) groups[sets.find(i)].push_back(&worded[i]);
  std::vector<Agreement> out;
  for (const auto& [least, members] : groups) {
    if (members.size() > 1) out.push_back(make_agreement(members, claims));
  }
  return out;
}

}  // namespace cuibono::claims
