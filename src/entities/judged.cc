#include "entities/judged.h"

#include <algorithm>
#include <queue>

namespace cuibono::entities {

std::string_view verdict_name(Verdict verdict) noexcept {
  constexpr std::string_view names[] = {"same", "different", "unsure"};
  return names[static_cast<std::size_t>(verdict)];
}

std::vector<Judgement> judgements_by(std::span<const Judgement> judgements,
                                     std::optional<std::int64_t> as_of_us) {
  std::vector<Judgement> in_force;
  for (const auto& one : judgements) {
    const bool undone = as_of_us ? one.undone_us <= *as_of_us : one.undone_us != INT64_MAX;
    if (!undone && (!as_of_us || one.at_us <= *as_of_us)) in_force.push_back(one);
  }
  return in_force;
}

bool JudgedSets::part(std::span<const std::uint32_t> side, std::span<const std::uint32_t> other) {
  for (const auto one : side) {
    for (const auto two : other)
      if (sets_.find(one) == sets_.find(two)) return false;
  }
  const auto mark = [&](std::uint32_t member, std::uint32_t value) {
    auto& marks = marks_[sets_.find(member)];
    const auto at = std::lower_bound(marks.begin(), marks.end(), value);
    if (at == marks.end() || *at != value) marks.insert(at, value);
  };
  for (const auto one : side) mark(one, 2 * judgements_);
  for (const auto two : other) mark(two, 2 * judgements_ + 1);
  ++judgements_;
  return true;
}

JudgedSets::Joined JudgedSets::join(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t one = sets_.find(a), two = sets_.find(b);
  if (one == two) return Joined::before;
  const auto first = marks_.find(one), second = marks_.find(two);
  std::vector<std::uint32_t> marks;
  if (first != marks_.end() && second != marks_.end()) {
    for (const auto mark : first->second) {
      if (std::binary_search(second->second.begin(), second->second.end(), mark ^ 1U))
        return Joined::never;
    }
  }
  for (const auto at : {first, second}) {
    if (at == marks_.end()) continue;
    marks.insert(marks.end(), at->second.begin(), at->second.end());
    marks_.erase(at);
  }
  sets_.join(one, two);
  if (!marks.empty()) {
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    marks_.emplace(sets_.find(one), std::move(marks));
  }
  return Joined::now;
}

std::vector<Judgement> find_contradiction(std::span<const Judgement> judgements) {
  std::map<std::string_view, std::vector<const Judgement*>> same;
  for (const auto& one : judgements) {
    if (one.verdict != Verdict::same) continue;
    same[one.a].push_back(&one);
    same[one.b].push_back(&one);
  }
  for (const auto& apart : judgements) {
    if (apart.verdict != Verdict::different) continue;
    std::map<std::string_view, const Judgement*> came{{apart.a, nullptr}};
    std::queue<std::string_view> next;
    next.push(apart.a);
    while (!next.empty() && !came.contains(apart.b)) {
      const std::string_view at = next.front();
      next.pop();
      for (const Judgement* one : same[at]) {
        const std::string_view to = one->a == at ? one->b : one->a;
        if (came.emplace(to, one).second) next.push(to);
      }
    }
    if (!came.contains(apart.b)) continue;
    std::vector<Judgement> chain{apart};
    for (std::string_view at = apart.b; came.at(at) != nullptr;) {
      const Judgement& one = *came.at(at);
      chain.push_back(one);
      at = one.a == at ? one.b : one.a;
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }
  return {};
}

}  // namespace cuibono::entities
