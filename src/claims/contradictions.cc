// Claims side by side that cannot both stand. Nothing is weighed here.
#include "claims/contradictions.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>

#include "claims/claims.h"
#include "claims/tokens.h"

namespace cuibono::claims {
namespace {

using WordList = std::vector<std::u32string>;

WordList words_of(const std::string& text, std::size_t length_min) {
  WordList words;
  const auto points = core::decode_utf8(text);
  if (!points) return words;
  for (Token& token : read_tokens(*points)) {
    if (token.kind == TokenKind::word &&
        (token.lower.size() >= length_min || is_hangul(token.lower.front()))) {
      words.push_back(std::move(token.lower));
    }
  }
  return words;
}

bool asserts(Force force) {
  return force == Force::alleged || force == Force::charged || force == Force::found ||
         force == Force::stated || force == Force::admitted;
}
/// What unsays another claim by its force alone.
bool unsays(Force force) {
  return force == Force::denied || force == Force::overturned || force == Force::withdrawn;
}

bool ends_with(const WordList& longer, const WordList& shorter) {
  return !shorter.empty() && shorter.size() < longer.size() &&
         std::equal(shorter.rbegin(), shorter.rend(), longer.rbegin());
}

struct Entry {
  std::uint32_t claim = 0;
  WordList subject, matter;  ///< matter: sorted, distinct
};

std::size_t shared_words(const WordList& a, const WordList& b) {
  std::size_t shared = 0;
  for (const auto& word : a) {
    if (std::binary_search(b.begin(), b.end(), word)) ++shared;
  }
  return shared;
}

bool same_matter(const Entry& a, const Entry& b) {
  const std::size_t shorter = std::min(a.matter.size(), b.matter.size());
  return shorter > 0 && 2 * shared_words(a.matter, b.matter) >= shorter;
}

bool same_subject(const Entry& a, const Entry& b, const Claim& x, const Claim& y) {
  if (a.subject == b.subject) return true;
  return x.record.item_rank() == y.record.item_rank() &&
         (ends_with(a.subject, b.subject) || ends_with(b.subject, a.subject));
}

bool quantities_part(const Claim& a, const Claim& b) {
  for (const auto& x : a.quantities) {
    for (const auto& y : b.quantities) {
      if (x.decimals != y.decimals ||
          (x.unit != y.unit && (x.currency.empty() || x.currency != y.currency)))
        continue;
      if (x.unit.empty() && x.currency.empty()) continue;
      const bool apart =
          (x.high && y.low && *x.high < *y.low) || (y.high && x.low && *y.high < *x.low);
      if (apart) return true;
    }
  }
  return false;
}

std::optional<ContradictionKind> find_kind(const Entry& a, const Entry& b, const Claim& x,
                                           const Claim& y) {
  const auto takes_back = [&](const Entry& back, const Entry& said, const Claim& p,
                              const Claim& q) -> std::optional<ContradictionKind> {
    if (!unsays(p.force) || !asserts(q.force)) return std::nullopt;
    // A plain statement of somebody is unsaid only where it is of the same matter.
    if (q.force == Force::stated && !same_matter(back, said)) return std::nullopt;
    if (p.force == Force::overturned) {
      return q.force == Force::found ? std::optional(ContradictionKind::overturned) : std::nullopt;
    }
    return p.force == Force::denied ? ContradictionKind::denied : ContradictionKind::withdrawn;
  };
  if (const auto kind = takes_back(a, b, x, y)) return kind;
  if (const auto kind = takes_back(b, a, y, x)) return kind;
  const bool one_day = !x.said_us || !y.said_us || *x.said_us == *y.said_us;
  if (asserts(x.force) && asserts(y.force) && one_day && same_matter(a, b) &&
      quantities_part(x, y)) {
    return ContradictionKind::quantity;
  }
  return std::nullopt;
}

}  // namespace

std::string_view contradiction_kind_name(ContradictionKind kind) noexcept {
  constexpr std::array<std::string_view, 4> names = {"denied", "overturned", "withdrawn",
                                                     "quantity"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Contradiction> find_contradictions(const std::vector<Claim>& claims) {
  // By the last word of the subject: a surname, a noun.
  std::map<std::u32string, std::vector<Entry>> groups;
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    Entry entry{i, words_of(claims[i].subject, 1), words_of(claims[i].object, 4)};
    if (entry.subject.empty()) continue;
    std::sort(entry.matter.begin(), entry.matter.end());
    entry.matter.erase(std::unique(entry.matter.begin(), entry.matter.end()), entry.matter.end());
    groups[entry.subject.back()].push_back(std::move(entry));
  }
  std::vector<Contradiction> out;
  for (auto& [last, group] : groups) {
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j) {
        const Claim &x = claims[group[i].claim], &y = claims[group[j].claim];
        const bool may =
            unsays(x.force) || unsays(y.force) || (!x.quantities.empty() && !y.quantities.empty());
        if (!may || !same_subject(group[i], group[j], x, y)) continue;
        if (const auto kind = find_kind(group[i], group[j], x, y))
          out.push_back({group[i].claim, group[j].claim, *kind});
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tie(a.a, a.b, a.kind) < std::tie(b.a, b.b, b.kind);
  });
  return out;
}

}  // namespace cuibono::claims
