// Which documents of a case say the same thing because one has it from the other.
#include "claims/origins.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "claims/cues.h"
#include "claims/tokens.h"

namespace cuibono::claims {
namespace {

constexpr std::size_t texts_paired_max = 64;
constexpr std::size_t name_points_min = 12, title_words_min = 4;

std::uint64_t mix(std::uint64_t hash, std::u32string_view word) {
  for (const char32_t c : word) {
    hash ^= c;
    hash *= 0x100000001B3ULL;
  }
  return (hash ^ U' ') * 0x100000001B3ULL;
}

/// A text as words with one blank between, for looking names up in it.
std::u32string plain_words(std::u32string_view text, std::size_t* count = nullptr) {
  std::u32string out = U" ";
  std::size_t words = 0;
  for (const Token& token : read_tokens(text)) {
    if (token.kind == TokenKind::mark) continue;
    out += token.lower;
    out += U' ';
    ++words;
  }
  if (count != nullptr) *count = words;
  return out;
}
std::u32string plain_words(std::string_view text, std::size_t* count = nullptr) {
  const auto points = core::decode_utf8(text);
  if (!points) return {};
  return plain_words(*points, count);
}

/// What stands for one item in this search.
struct Unit {
  std::uint32_t item = 0;
  WordRuns runs;
  std::vector<std::u32string> names;    ///< title and file name, as words
  std::vector<std::u32string> authors;  ///< as words
  std::vector<std::u32string> texts;    ///< sentences' words, by paragraph
  std::vector<bool> quotes_release;     ///< [texts] the paragraph speaks of a release or statement
};

class OriginFinder {
 public:
  OriginFinder(const core::RunContext& context, const evidence::Evidence& evidence)
      : context_(context), evidence_(evidence) {}

  core::Result<Origins> find() {
    CB_TRY_STATUS(core::check_cancelled(context_));
    CB_TRY_STATUS(read_units());
    find_copies();
    find_named();
    return make_origins();
  }

 private:
  core::Status read_units() {
    std::map<std::uint32_t, std::vector<std::size_t>> documents;  // by item
    for (std::size_t i = 0; i < evidence_.documents.size(); ++i) {
      documents[evidence_.documents[i].item_rank].push_back(i);
    }
    for (const auto& [item, list] : documents) {
      Unit unit;
      unit.item = item;
      const evidence::Item& file = evidence_.items[item];
      add_name(unit, file.name, 1);
      add_author(unit, file.source);
      for (const auto d : list) {
        add_name(unit, evidence_.text(evidence_.documents[d].title), title_words_min);
        add_author(unit, evidence_.text(evidence_.documents[d].author));
      }
      units_.push_back(std::move(unit));
    }
    return core::parallel_blocks(context_, units_.size(), 4, [&](const core::Block& block) {
      for (std::size_t u = block.begin; u < block.end; ++u) {
        for (const auto d : documents.at(units_[u].item))
          read_text(units_[u], evidence_.documents[d]);
        sort_word_runs(units_[u].runs);
      }
      return core::check_cancelled(context_);
    });
  }

  static void add_name(Unit& unit, std::string_view name, std::size_t words_min) {
    std::size_t words = 0;
    auto plain = plain_words(name, &words);
    if (words >= words_min && plain.size() >= name_points_min)
      unit.names.push_back(std::move(plain));
  }
  static void add_author(Unit& unit, std::string_view author) {
    auto plain = plain_words(author);
    if (plain.size() >= 8) unit.authors.push_back(std::move(plain));
  }

  void read_text(Unit& unit, const evidence::Document& document) const {
    for (std::uint32_t p = document.paragraph_begin; p < document.paragraph_end; ++p) {
      const auto& paragraph = evidence_.paragraphs[p];
      if (paragraph.kind == evidence::ParagraphKind::title) continue;
      const std::string& text = evidence_.text(paragraph.text);
      add_word_runs(text, unit.runs);
      const auto points = core::decode_utf8(text);
      if (!points) continue;
      unit.texts.push_back(plain_words(*points));
      const auto tokens = read_tokens(*points);
      const Cues* cues = find_language(tokens);
      unit.quotes_release.push_back(
          std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
            return token.kind == TokenKind::word && cues != nullptr &&
                   cues->is(Cue::release, token.lower);
          }));
    }
  }

  void find_copies() {
    std::vector<WordRuns> texts;
    for (const Unit& unit : units_) texts.push_back(unit.runs);
    for (const auto& pair : find_near_copies(texts)) {
      derivations_.push_back(
          {units_[pair.a].item, units_[pair.b].item, DerivationKind::same_source_suspected});
    }
  }

  /// Titles, file names and authors are looked up by their first word, so that a text is read once.
  struct Name {
    const std::u32string* words;
    std::uint32_t unit;
    bool author;
  };
  void find_named() {
    std::unordered_map<std::u32string, std::vector<Name>> by_word;
    for (std::uint32_t u = 0; u < units_.size(); ++u) {
      for (const auto& name : units_[u].names)
        by_word[first_word(name, 1)].push_back({&name, u, false});
      for (const auto& name : units_[u].authors)
        by_word[first_word(name, 1)].push_back({&name, u, true});
    }
    for (const Unit& unit : units_) {
      for (std::size_t t = 0; t < unit.texts.size(); ++t) {
        const auto& text = unit.texts[t];
        for (std::size_t at = 1; at < text.size(); at = text.find(U' ', at) + 1) {
          const auto found = by_word.find(first_word(text, at));
          if (found == by_word.end()) continue;
          for (const Name& name : found->second) {
            if (text.compare(at - 1, name.words->size(), *name.words) == 0)
              take_named(unit, name, unit.quotes_release[t]);
          }
        }
      }
    }
    const auto order = [](const Derivation& a, const Derivation& b) {
      return std::tie(a.from, a.to, a.kind) < std::tie(b.from, b.to, b.kind);
    };
    std::sort(derivations_.begin(), derivations_.end(), order);
    derivations_.erase(
        std::unique(derivations_.begin(), derivations_.end(),
                    [&](const auto& a, const auto& b) { return !order(a, b) && !order(b, a); }),
        derivations_.end());
  }
  static std::u32string first_word(const std::u32string& words, std::size_t at) {
    return words.substr(at, words.find(U' ', at) - at);
  }
  void take_named(const Unit& unit, const Name& name, bool release) {
    const Unit& other = units_[name.unit];
    if (other.item == unit.item || (name.author && !release)) return;
    // A name that both bear tells nothing ("statement.pdf"), nor does one's own.
    const auto& own = name.author ? unit.authors : unit.names;
    if (std::find(own.begin(), own.end(), *name.words) != own.end()) return;
    derivations_.push_back({unit.item, other.item,
                            name.author ? DerivationKind::quotes : DerivationKind::derived_from});
  }

  core::Result<Origins> make_origins() {
    Origins out;
    const auto count = static_cast<std::uint32_t>(evidence_.items.size());
    out.root_of.resize(count);
    out.unknown.assign(count, false);
    // Roots are numbered by their least member; with items in the order of their hashes that is a hash.
    std::vector<std::uint32_t> order(count), place(count);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return std::tie(evidence_.items[a].sha256, a) < std::tie(evidence_.items[b].sha256, b);
    });
    for (std::uint32_t i = 0; i < count; ++i) place[order[i]] = i;
    for (const Unit& unit : units_) out.unknown[unit.item] = unit.authors.empty();
    std::vector<bool> unknown(count, false);
    for (std::uint32_t i = 0; i < count; ++i) unknown[place[i]] = out.unknown[i];
    std::vector<Derivation> placed;
    for (const auto& d : derivations_) placed.push_back({place[d.from], place[d.to], d.kind});
    CB_TRY(const Roots roots, find_roots(count, placed, unknown));
    for (std::uint32_t i = 0; i < count; ++i) {
      std::vector<std::string> names;
      for (const auto root : roots.of[place[i]]) {
        names.push_back(evidence_.items[order[roots.sink[root]]].sha256.hex());
      }
      std::sort(names.begin(), names.end());
      out.root_of[i] = core::join(names, "+");
    }
    out.derivations = std::move(derivations_);
    return out;
  }

  const core::RunContext& context_;
  const evidence::Evidence& evidence_;
  std::vector<Unit> units_;
  std::vector<Derivation> derivations_;
};

}  // namespace

void add_word_runs(std::string_view paragraph, WordRuns& runs) {
  const auto points = core::decode_utf8(paragraph);
  if (!points) return;
  std::vector<std::u32string> words;
  for (Token& token : read_tokens(*points)) {
    if (token.kind != TokenKind::mark) words.push_back(std::move(token.lower));
  }
  for (std::size_t i = 0; i + run_words <= words.size(); ++i) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (std::size_t k = 0; k < run_words; ++k) hash = mix(hash, words[i + k]);
    runs.push_back(hash);
  }
}

void sort_word_runs(WordRuns& runs) {
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
}

std::vector<SharedRuns> find_near_copies(const std::vector<WordRuns>& texts) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> all;  // run, text
  for (std::uint32_t t = 0; t < texts.size(); ++t) {
    for (const auto run : texts[t]) all.emplace_back(run, t);
  }
  std::sort(all.begin(), all.end());
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> shared;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end].first == all[i].first) ++end;
    const std::size_t firsts = end - i > texts_paired_max ? 3 : end - i;
    for (std::size_t a = i; a < i + firsts; ++a) {
      for (std::size_t b = a + 1; b < end; ++b) ++shared[{all[a].second, all[b].second}];
    }
    i = end;
  }
  std::vector<SharedRuns> out;
  for (const auto& [pair, count] : shared) {
    const std::uint64_t shorter = std::min(texts[pair.first].size(), texts[pair.second].size());
    if (count >= shared_runs_min && count * shared_denominator >= shorter * shared_numerator) {
      out.push_back({pair.first, pair.second, count, shorter});
    }
  }
  return out;
}

core::Result<Origins> find_origins(const core::RunContext& context,
                                   const evidence::Evidence& evidence) {
  return OriginFinder(context, evidence).find();
}

std::vector<std::string> split_root(const std::string& root) {
  std::vector<std::string> out;
  for (const auto part : core::split(root, '+')) {
    if (!part.empty()) out.emplace_back(part);
  }
  return out;
}

}  // namespace cuibono::claims
