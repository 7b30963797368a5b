// Claims side by side that cannot both stand. Nothing is weighed here.
#include "claims/contradictions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "claims/claims.h"
#include "claims/cues.h"
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
  bool of_clause = false;    ///< denies what a clause says of its subject, and nothing else of it
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

/// The beginning of a word by which its forms are one: arrest, arrested; 체포했다, 체포됐다.
std::u32string stem_of(const std::u32string& word) {
  constexpr std::size_t letters = 5, syllables = 2;
  return word.substr(0, is_hangul(word.front()) ? syllables : letters);
}

/// Words for one matter ("arrested", "held", "Festnahme"), each by the beginning of its forms.
const std::map<std::u32string, std::u32string>& alike_words() {
  static const std::map<std::u32string, std::u32string> words = [] {
    std::map<std::u32string, std::u32string> out;
    for (const Cues& cues : all_cues()) {
      for (const auto& phrase : cues.phrases(Cue::alike)) {
        for (const CueMatch& match : cues.find({Token{{}, TokenKind::word, phrase}})) {
          if (match.cue != Cue::alike) continue;
          const auto name = core::decode_utf8(match.value);
          if (name) out.emplace(stem_of(phrase), U"=" + *name);
        }
      }
    }
    return out;
  }();
  return words;
}

/// Phrases of a section in every language.
std::set<std::u32string> phrases_of(std::initializer_list<Cue> sections) {
  std::set<std::u32string> out;
  for (const Cues& cues : all_cues()) {
    for (const Cue cue : sections) {
      const auto& list = cues.phrases(cue);
      out.insert(list.begin(), list.end());
    }
  }
  return out;
}

/// A word of a sentence; one with a capital may be a name.
struct Stem {
  std::u32string text;
  bool capital = false;
};

/// Content words by their stems, sorted, distinct: without the words that only join, and without days.
std::vector<Stem> stems_of(const std::string& text) {
  static const std::set<std::u32string> empty_words =
      phrases_of({Cue::that, Cue::relative, Cue::passive_verb, Cue::active_verb, Cue::article,
                  Cue::preposition, Cue::pronoun, Cue::conjunction, Cue::adverb, Cue::time,
                  Cue::month, Cue::deny, Cue::medium});
  constexpr std::size_t length_min = 4;
  std::vector<Stem> out;
  const auto points = core::decode_utf8(text);
  if (!points) return out;
  for (const Token& token : read_tokens(*points)) {
    const bool long_enough = token.lower.size() >= length_min || is_hangul(token.lower.front());
    if (token.kind == TokenKind::word && long_enough && !empty_words.contains(token.lower)) {
      const auto stem = stem_of(token.lower);
      const auto alike = alike_words().find(stem);
      // A German noun has a capital and is no name.
      if (alike != alike_words().end()) {
        out.push_back({alike->second, false});
      } else {
        out.push_back({stem, is_upper((*points)[token.range.from])});
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const Stem& a, const Stem& b) {
    return std::tie(a.text, a.capital) < std::tie(b.text, b.capital);
  });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const Stem& a, const Stem& b) { return a.text == b.text; }),
            out.end());
  return out;
}

/// Words of a subject that name it: those with a capital, else all of four letters and more.
WordList naming_words(const std::string& subject) {
  WordList names, all;
  const auto points = core::decode_utf8(subject);
  if (!points) return names;
  for (const Token& token : read_tokens(*points)) {
    if (token.kind != TokenKind::word) continue;
    if (is_upper((*points)[token.range.from])) names.push_back(token.lower);
    if (token.lower.size() >= 4 || is_hangul(token.lower.front())) all.push_back(token.lower);
  }
  return names.empty() ? all : names;
}

/// Forms of one name: in Cyrillic its case endings may differ, in Korean a particle may follow.
bool is_form(const std::u32string& name, const std::u32string& word) {
  if (is_hangul(name.front())) return name.size() > 1 && word.starts_with(name);
  const bool cyrillic = name.front() >= 0x400 && name.front() < 0x530;
  if (!cyrillic || name.size() < 4) return name == word;
  constexpr std::size_t ending_max = 3;
  const auto same = static_cast<std::size_t>(
      std::mismatch(name.begin(), name.end(), word.begin(), word.end()).first - name.begin());
  return same + 2 >= name.size() && same >= 3 && word.size() <= same + ending_max;
}

/// A claim as a denial is held against it.
struct Told {
  std::uint32_t claim = 0;
  WordList names, sentence;
  std::vector<Stem> matter;
};

Told told_of(const std::vector<Claim>& claims, std::uint32_t at) {
  const Claim& claim = claims[at];
  return {at, naming_words(claim.subject),
          words_of(claim.sentence.empty() ? claim.subject + " " + claim.object : claim.sentence, 1),
          stems_of(claim.object)};
}

bool is_named_in(const WordList& names, const WordList& sentence) {
  return !names.empty() && std::all_of(names.begin(), names.end(), [&](const auto& name) {
    return std::any_of(sentence.begin(), sentence.end(),
                       [&](const auto& word) { return is_form(name, word); });
  });
}

/// Half of the content words of the shorter matter, the names left out, and one word that is no name.
bool meets_matter(const Told& a, const Told& b) {
  const auto is_name = [&](const Stem& stem) {
    const auto begins = [&](const std::u32string& name) { return stem_of(name) == stem.text; };
    return std::any_of(a.names.begin(), a.names.end(), begins) ||
           std::any_of(b.names.begin(), b.names.end(), begins);
  };
  std::size_t in_a = 0, in_b = 0, shared = 0;
  bool verb = false;
  for (const Stem& x : a.matter) in_a += is_name(x) ? 0U : 1U;
  for (const Stem& y : b.matter) {
    if (is_name(y)) continue;
    ++in_b;
    for (const Stem& x : a.matter) {
      if (x.text != y.text) continue;
      ++shared;
      verb = verb || (!x.capital && !y.capital);
    }
  }
  return verb && 2 * shared >= std::min(in_a, in_b);
}

/// A denial and a claim of other subjects: of one the subject stands in the other's sentence.
void add_denials(const std::vector<Claim>& claims, std::vector<Contradiction>& out) {
  // By the first letters of the words of each sentence.
  constexpr std::size_t key_letters = 2;
  std::vector<Told> told;
  std::map<std::u32string, std::vector<std::uint32_t>> by_word;
  std::vector<Told> denials;
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    if (claims[i].force == Force::denied) denials.push_back(told_of(claims, i));
  }
  if (denials.empty()) return;
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    if (!asserts(claims[i].force)) continue;
    told.push_back(told_of(claims, i));
    const auto at = static_cast<std::uint32_t>(told.size() - 1);
    std::set<std::u32string> keys;
    for (const auto& word : told.back().sentence) keys.insert(word.substr(0, key_letters));
    for (const auto& key : keys) by_word[key].push_back(at);
  }
  for (const Told& denial : denials) {
    // Wherever the subject of one stands in the other, the last word of either subject is in both sentences.
    std::set<std::uint32_t> near;
    for (const auto& word : denial.sentence) {
      const auto found = by_word.find(word.substr(0, key_letters));
      if (found == by_word.end()) continue;
      for (const auto at : found->second) {
        const auto named = [&](const WordList& names) {
          return !names.empty() && is_form(names.back(), word);
        };
        if (named(denial.names) || named(told[at].names)) near.insert(at);
      }
    }
    for (const auto at : near) {
      const Told& said = told[at];
      if ((is_named_in(denial.names, said.sentence) || is_named_in(said.names, denial.sentence)) &&
          meets_matter(denial, said))
        out.push_back({std::min(denial.claim, said.claim), std::max(denial.claim, said.claim),
                       ContradictionKind::denied});
    }
  }
}

/// "overturned the verdict": of the one person whom the document says a court found something of. Where it says
/// so of two, the verdict may be either's.
void add_overturned(const std::vector<Claim>& claims, std::vector<Contradiction>& out) {
  static const std::set<std::u32string> judgments = phrases_of({Cue::judgment});
  std::map<std::uint32_t, std::vector<std::uint32_t>> found, overturned;
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    const Claim& claim = claims[i];
    if (claim.force == Force::found) found[claim.record.item_rank()].push_back(i);
    if (claim.force != Force::overturned) continue;
    const auto points = core::decode_utf8(claim.subject);
    if (points && judgments.contains(lower_points(*points)))
      overturned[claim.record.item_rank()].push_back(i);
  }
  for (const auto& [item, list] : overturned) {
    const auto said = found.find(item);
    if (said == found.end()) continue;
    const auto whose = words_of(claims[said->second.front()].subject, 1);
    const bool one = std::all_of(said->second.begin(), said->second.end(), [&](std::uint32_t i) {
      return words_of(claims[i].subject, 1) == whose;
    });
    if (!one) continue;
    for (const auto a : list) {
      for (const auto b : said->second)
        out.push_back({std::min(a, b), std::max(a, b), ContradictionKind::overturned});
    }
  }
}

std::optional<ContradictionKind> find_kind(const Entry& a, const Entry& b, const Claim& x,
                                           const Claim& y) {
  const auto takes_back = [&](const Entry& back, const Entry& said, const Claim& p,
                              const Claim& q) -> std::optional<ContradictionKind> {
    if (!unsays(p.force) || !asserts(q.force) || back.of_clause) return std::nullopt;
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
    entry.of_clause = claims[i].force == Force::denied &&
                      is_named_in(naming_words(claims[i].subject), words_of(claims[i].object, 1));
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
  add_denials(claims, out);
  add_overturned(claims, out);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tie(a.a, a.b, a.kind) < std::tie(b.a, b.b, b.kind);
  });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const auto& a, const auto& b) {
                          return std::tie(a.a, a.b, a.kind) == std::tie(b.a, b.b, b.kind);
                        }),
            out.end());
  return out;
}

}  // namespace cuibono::claims
