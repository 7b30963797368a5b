#include "evidence/header_concepts.h"

#include <algorithm>

#include "core/core.h"
#include "evidence/fold.h"
#include "evidence/header_patterns.h"

namespace cuibono::evidence {
namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"side_a",    "side_b",    "own",         "other",   "victim",   "payment",  "call",
     "number",    "phone",     "account",     "name",    "cell",     "imei",     "imsi",
     "address",   "wallet",    "email",       "country", "bank",     "company",  "holder",
     "alias",     "birth",     "document",    "role",    "domain",   "platform", "date",
     "time",      "clock",     "start",       "end",     "value",    "received", "duration",
     "amount",    "currency",  "debit",       "credit",  "balance",  "sign",     "fee",
     "limit",     "opening",   "id",          "row",     "sequence", "hash",     "block",
     "reference", "narrative", "note",        "kind",    "channel",  "status",   "direction",
     "displayed", "diverted",  "reverses",    "asset",   "report",   "listed",   "answer",
     "zone",      "activated", "deactivated", "aside"});
static_assert(names.size() == concept_count);

/// How early a pattern is read: more words first ("value date" is no value and no date), then whole
/// words, those of the file's own language before others.
std::size_t rank_of(const HeaderPattern& pattern, std::size_t language) {
  const bool is_own = pattern.language == language && language != 0;
  const bool is_near = is_own || pattern.language == 0 || language == 0;
  const std::size_t kind = pattern.is_exact() ? (is_near ? 0U : 1U) : (is_near ? 2U : 3U);
  return 1 + 4 * (10 - std::min<std::size_t>(pattern.words.size(), 9)) + kind;
}

/// Short words of another language than the file's are chance: "af" is Dutch for debit.
bool is_chance(const HeaderPattern& pattern, std::size_t language) {
  if (pattern.language == 0 || pattern.language == language || pattern.anywhere) return false;
  constexpr std::size_t least_known = 4, least_unknown = 3;
  return pattern.bytes() < (language == 0 ? least_unknown : least_known);
}

/// Words of a phrase that says whose a thing is still say what it is: "calling number" is a number.
bool says_whose(Concept sense) {
  return sense == Concept::side_a || sense == Concept::side_b || sense == Concept::own ||
         sense == Concept::other || sense == Concept::victim || sense == Concept::company ||
         sense == Concept::holder || sense == Concept::displayed || sense == Concept::diverted ||
         sense == Concept::call;
}
bool leaves_nouns(const HeaderPattern& pattern) {
  return pattern.words.size() > 1 && says_whose(pattern.sense);
}
bool is_noun(Concept sense) {
  for (const Concept noun : {Concept::number, Concept::phone, Concept::account, Concept::name,
                             Concept::wallet, Concept::address, Concept::email, Concept::bank,
                             Concept::imei, Concept::imsi, Concept::cell, Concept::document}) {
    if (sense == noun) return true;
  }
  return false;
}

/// "số máy gọi" speaks of a line, though "máy" by itself is a handset; "network number" of no institution.
bool is_of_another(Concept sense) {
  return sense == Concept::imei || sense == Concept::imsi || sense == Concept::cell ||
         sense == Concept::bank;
}

/// A word that was found within another, in a script without spaces.
struct Within {
  std::size_t word = 0, begin = 0, end = 0;
  Concept sense = Concept::side_a;
};

/// The longest words count: "通話開始日時" is a time, though words for "call" and "first day" are in it.
/// What a word says of whose a thing is leaves what it is: "相手口座" is an account.
void take_within(const std::vector<Within>& found, HeaderReading& out) {
  for (const auto& one : found) {
    const bool hidden = std::any_of(found.begin(), found.end(), [&](const Within& longer) {
      const bool around = longer.word == one.word && longer.begin <= one.begin &&
                          longer.end >= one.end && longer.end - longer.begin > one.end - one.begin;
      const bool stays =
          one.sense == Concept::payment || (says_whose(longer.sense) && is_noun(one.sense));
      return around && !stays;
    });
    if (!hidden) out.concepts.set(static_cast<std::size_t>(one.sense));
  }
}

/// Which words are taken, and at which rank: a taken word is not read again at a later rank.
void take_patterns(const std::vector<std::string>& words, std::size_t language,
                   std::vector<std::size_t>& taken, HeaderReading& out) {
  const HeaderPatterns& patterns = HeaderPatterns::get();
  std::vector<std::pair<std::size_t, std::uint32_t>> order;
  for (const auto i : patterns.candidates(words)) {
    if (!is_chance(patterns[i], language)) order.emplace_back(rank_of(patterns[i], language), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<bool> soft(words.size(), false);
  std::vector<Within> within;
  for (const auto& [rank, i] : order) {
    const HeaderPattern& pattern = patterns[i];
    const std::size_t length = pattern.words.size();
    if (pattern.alone && length != words.size()) continue;
    for (std::size_t at = 0; at + length <= words.size(); ++at) {
      bool fits = true;
      for (std::size_t k = 0; k < length && fits; ++k) {
        const bool free = taken[at + k] == 0 || taken[at + k] == rank || pattern.anywhere ||
                          (soft[at + k] && is_noun(pattern.sense) && !is_of_another(pattern.sense));
        fits = free && pattern.fits(words[at + k], k);
      }
      if (!fits) continue;
      for (std::size_t k = 0; k < length; ++k) {
        if (taken[at + k] == 0) {
          taken[at + k] = rank;
          soft[at + k] = leaves_nouns(pattern);
        }
      }
      if (!pattern.anywhere || length > 1) {
        out.concepts.set(static_cast<std::size_t>(pattern.sense));
        continue;
      }
      const std::size_t begin = words[at].find(pattern.words.front());
      within.push_back({at, begin, begin + pattern.words.front().size(), pattern.sense});
    }
  }
  take_within(within, out);
}

/// What one word means by itself; empty where no list knows it.
ConceptSet senses_of(const std::string& word, std::size_t language) {
  std::vector<std::size_t> taken(1, 0);
  HeaderReading reading;
  take_patterns({word}, language, taken, reading);
  return reading.concepts;
}

/// A word of languages that write words together, as two that are known: "rekeninghoudernaam".
ConceptSet read_compound(const std::string& word, std::string_view language) {
  static constexpr std::string_view together = "de nl sv da no fi et hu en";
  constexpr std::size_t least = 3;
  if (language.empty() || together.find(language) == std::string_view::npos) return {};
  const std::size_t number = HeaderPatterns::get().number_of(language);
  for (std::size_t at = least; at + least <= word.size(); ++at) {
    const ConceptSet behind = senses_of(word.substr(at), number);
    if (behind.none()) continue;
    std::string front = word.substr(0, at);
    for (const std::string_view link : {"", "s", "es", "n", "en", "e"}) {
      if (!front.ends_with(link) || front.size() < least + link.size()) continue;
      const ConceptSet before = senses_of(front.substr(0, front.size() - link.size()), number);
      if (before.any()) return before | behind;
    }
  }
  return {};
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::size_t common_letters(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  while (i > 0 && i < a.size() && (static_cast<unsigned char>(a[i]) & 0xC0) == 0x80) --i;
  return letters_in(a.substr(0, i));
}

/// A word that no list holds in this form: another ending ("platności"), or cut short ("empf").
///
/// Out     the senses of the listed words nearest to it; empty where they are of many senses.
ConceptSet read_inflected(const std::string& word, std::size_t language) {
  constexpr std::size_t least = 4, short_least = 3, share = 70;
  const HeaderPatterns& patterns = HeaderPatterns::get();
  const std::size_t own = letters_in(word);
  if (own < short_least) return {};
  std::size_t best = 0;
  ConceptSet senses;
  for (const auto i : patterns.candidates({word})) {
    const HeaderPattern& pattern = patterns[i];
    const bool near = pattern.language == 0 || pattern.language == language || language == 0;
    if (!near || pattern.words.size() != 1 || pattern.ends || pattern.anywhere || pattern.alone)
      continue;
    const std::string& listed = pattern.words.front();
    const std::size_t length = letters_in(listed), common = common_letters(word, listed);
    const bool cut = common == own && length > own && own >= short_least;
    const bool inflected = common >= least && common * 100 >= share * std::max(own, length);
    if (!cut && !inflected) continue;
    // A word that is cut counts less than one with another ending.
    const std::size_t weight = 2 * common + (inflected ? 1U : 0U);
    if (weight > best) senses.reset();
    if (weight < best) continue;
    best = weight;
    if (pattern.sense != Concept::answer) senses.set(static_cast<std::size_t>(pattern.sense));
  }
  constexpr std::size_t senses_most = 2;
  return senses.count() <= senses_most ? senses : ConceptSet{};
}

/// What a guessed word may add to words that are sure: who, what, when, how much; nothing that turns it.
ConceptSet addable() {
  ConceptSet set;
  for (const Concept sense :
       {Concept::side_a,   Concept::side_b, Concept::own,     Concept::other,  Concept::victim,
        Concept::payment,  Concept::call,   Concept::account, Concept::number, Concept::name,
        Concept::phone,    Concept::date,   Concept::time,    Concept::amount, Concept::currency,
        Concept::balance,  Concept::debit,  Concept::credit,  Concept::value,  Concept::received,
        Concept::duration, Concept::start,  Concept::end,     Concept::birth,  Concept::document,
        Concept::address,  Concept::email,  Concept::report,  Concept::cell})
    set.set(static_cast<std::size_t>(sense));
  return set;
}

void read_concepts(const std::vector<std::string>& words, std::string_view language,
                   HeaderReading& out) {
  std::vector<std::size_t> taken(words.size(), 0);  // 0: free, else its rank
  take_patterns(words, HeaderPatterns::get().number_of(language), taken, out);
  const ConceptSet sure = out.concepts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (taken[i] != 0) continue;
    ConceptSet parts = read_compound(words[i], language);
    if (parts.none() && find_unit_in_header(words[i]).empty()) {
      parts = read_inflected(words[i], HeaderPatterns::get().number_of(language));
      if (sure.any()) parts &= addable();
      if (parts.any()) ++out.words_guessed;
    }
    if (parts.none()) continue;
    out.concepts |= parts;
    taken[i] = 1;
  }
  constexpr std::size_t filler_letters = 3;  // "of", "de", "для" say nothing by themselves
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool known = taken[i] != 0;
    const bool digits = words[i].find_first_not_of("0123456789") == std::string::npos;
    const bool filler = words[i] == "primary" || words[i] == "full" || words[i] == "features";
    if (!known && (letters_in(words[i]) <= filler_letters || digits || filler)) continue;
    ++out.words;
    if (known) ++out.words_known;
  }
}

}  // namespace

std::string_view concept_name(Concept word) noexcept {
  return names[static_cast<std::size_t>(word)];
}

std::optional<Concept> find_concept(std::string_view name) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Concept>(i);
  }
  return std::nullopt;
}

HeaderReading read_header(std::string_view header, std::string_view language) {
  HeaderReading out;
  out.folded = fold_header(header);
  const bool is_long = header.size() > header_bytes_read;
  if (is_long) header = core::cut_utf8(header, header_bytes_read);
  const auto words = header_words_of(is_long ? fold_header(header) : out.folded);
  read_concepts(words, language, out);
  // "DoB", "DrCr": capitals within a short word part nothing.
  constexpr std::size_t short_word = 6;
  const bool is_one_word =
      header.size() <= short_word && header.find_first_of(" _-./") == std::string_view::npos;
  if (out.words_known < out.words || (is_one_word && words.size() > 1)) {
    // Written together or in capitals, the whole may be known where its parts are not.
    HeaderReading whole;
    read_concepts(header_words_of(fold_words(header)), language, whole);
    if (whole.words > 0 && whole.words_known == whole.words) {
      out.concepts = whole.concepts;
      out.words = whole.words;
      out.words_known = whole.words_known;
      out.words_guessed = whole.words_guessed;
    } else {
      out.concepts |= whole.concepts;
    }
  }
  read_header_marks(header, words, out);
  return out;
}

}  // namespace cuibono::evidence
