#include "evidence/header_concepts.h"

#include <algorithm>
#include <map>

#include "core/core.h"
#include "evidence/fold.h"

namespace cuibono::evidence {
namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"side_a",    "side_b",    "own",        "other",   "victim",   "payment",  "call",
     "number",    "phone",     "account",    "name",    "cell",     "imei",     "imsi",
     "address",   "wallet",    "email",      "country", "bank",     "company",  "holder",
     "alias",     "birth",     "document",   "role",    "domain",   "platform", "date",
     "time",      "clock",     "start",      "end",     "value",    "received", "duration",
     "amount",    "currency",  "debit",      "credit",  "balance",  "sign",     "fee",
     "limit",     "opening",   "id",         "row",     "sequence", "hash",     "block",
     "reference", "narrative", "note",       "kind",    "channel",  "status",   "direction",
     "displayed", "diverted",  "reverses",   "asset",   "report",   "listed",   "answer",
     "zone",      "activated", "deactivated"});
static_assert(names.size() == concept_count);

/// Scripts written without spaces between words: their words are looked for anywhere.
bool is_unspaced(std::string_view text) {
  const auto points = core::decode_utf8(text);
  if (!points) return false;
  return std::any_of(points->begin(), points->end(), [](char32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF);
  });
}

struct Pattern {
  Concept sense = Concept::side_a;
  std::vector<std::string> words;
  std::vector<bool> begins;  ///< [words] the word begins so
  bool ends = false, anywhere = false;

  [[nodiscard]] bool fits(std::string_view word, std::size_t at) const {
    const std::string& wanted = words[at];
    const bool last = at + 1 == words.size();
    if (anywhere) return word.find(wanted) != std::string_view::npos;
    if (begins[at]) return word.starts_with(wanted);
    if (ends) return word.ends_with(wanted) && word.size() > wanted.size();
    if (word == wanted) return true;
    constexpr std::size_t plural_from =
        4;  // "numbers", "transaktionen" are listed where they differ
    return last && wanted.size() >= plural_from && word.size() <= wanted.size() + 2 &&
           word.starts_with(wanted) && (word.ends_with("s") || word.ends_with("es"));
  }
  [[nodiscard]] bool exact() const {
    return !ends && !anywhere && std::find(begins.begin(), begins.end(), true) == begins.end();
  }
};

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  for (const auto word : core::split(folded, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::vector<Pattern> make_patterns() {
  std::vector<Pattern> patterns;
  for (const auto& row : concept_words()) {
    for (const auto text : core::split(row.words, '|')) {
      std::string_view bare = text;
      Pattern pattern;
      pattern.sense = row.sense;
      if (bare.starts_with("*")) {
        pattern.ends = true;
        bare.remove_prefix(1);
      }
      for (const auto part : core::split(bare, ' ')) {
        const bool open = part.ends_with("*");
        const auto folded = words_of(fold_words(part));
        for (std::size_t i = 0; i < folded.size(); ++i) {
          pattern.words.push_back(folded[i]);
          pattern.begins.push_back(open && i + 1 == folded.size());
        }
      }
      if (pattern.words.empty()) continue;
      pattern.anywhere = is_unspaced(bare) || (pattern.begins.back() && pattern.ends);
      patterns.push_back(std::move(pattern));
    }
  }
  // More words first: "value date" is no value and no date. Then whole words before parts of words.
  std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern& a, const Pattern& b) {
    if (a.words.size() != b.words.size()) return a.words.size() > b.words.size();
    return a.exact() && !b.exact();
  });
  return patterns;
}

/// Which words are taken, and at which rank: a taken word is not read again at a later rank.
void read_concepts(const std::vector<std::string>& words, HeaderReading& out) {
  static const std::vector<Pattern> patterns = make_patterns();
  std::vector<std::size_t> taken(words.size(), 0);  // 0: free, else 1 + rank
  const auto rank_of = [](const Pattern& pattern) {
    return 2 * (10 - std::min<std::size_t>(pattern.words.size(), 9)) + (pattern.exact() ? 0U : 1U);
  };
  for (const auto& pattern : patterns) {
    const std::size_t rank = 1 + rank_of(pattern), length = pattern.words.size();
    for (std::size_t at = 0; at + length <= words.size(); ++at) {
      bool fits = true;
      for (std::size_t i = 0; i < length && fits; ++i) {
        const bool free = taken[at + i] == 0 || taken[at + i] == rank || pattern.anywhere;
        fits = free && pattern.fits(words[at + i], i);
      }
      if (!fits) continue;
      for (std::size_t i = 0; i < length; ++i) {
        if (taken[at + i] == 0) taken[at + i] = rank;
      }
      out.concepts.set(static_cast<std::size_t>(pattern.sense));
    }
  }
  constexpr std::size_t filler_bytes = 3;  // "of", "de", "для" say nothing by themselves
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool known = taken[i] != 0;
    const bool digits = words[i].find_first_not_of("0123456789") == std::string::npos;
    const bool filler = words[i] == "primary" || words[i] == "full" || words[i] == "features";
    if (!known && (words[i].size() <= filler_bytes || digits || filler)) continue;
    ++out.words;
    if (known) ++out.words_known;
  }
}

std::string unit_of(const std::vector<std::string>& words) {
  static const std::map<std::string, std::string, std::less<>> units = {
      {"s", "s"},         {"sec", "s"},
      {"secs", "s"},      {"seconds", "s"},
      {"sek", "s"},       {"sekunden", "s"},
      {"сек", "s"},       {"секунд", "s"},
      {"секунды", "s"},   {"seg", "s"},
      {"segundos", "s"},  {"secondes", "s"},
      {"초", "s"},        {"秒", "s"},
      {"min", "min"},     {"mins", "min"},
      {"minutes", "min"}, {"minuten", "min"},
      {"мин", "min"},     {"минут", "min"},
      {"minutos", "min"}, {"분", "min"},
      {"分", "min"},      {"ms", "ms"},
      {"msec", "ms"},     {"milliseconds", "ms"},
      {"мс", "ms"},       {"h", "h"},
      {"hours", "h"},     {"sekundes", "s"},
      {"sekundy", "s"},   {"sekund", "s"},
      {"minut", "min"},   {"saniye", "s"},
      {"dakika", "min"},  {"second", "s"},
      {"minute", "min"},  {"millis", "ms"},
      {"sn", "s"},        {"с", "s"}};
  for (const auto& word : words) {
    if (const auto found = units.find(word); found != units.end()) return found->second;
  }
  return {};
}

/// A currency as a word of its own: codes in capitals as written, signs and names in brackets.
std::string currency_of(std::string_view header) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (const char c : header) {
    if (std::string_view(" ()[]{}_-/.,:;\t").find(c) != std::string_view::npos) {
      end_word();
    } else {
      word += c;
    }
  }
  end_word();
  for (const auto& part : words) {
    const bool capitals =
        part.size() >= 3 && part.size() <= 5 && std::all_of(part.begin(), part.end(), [](char c) {
          return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        });
    const bool sign = !capitals && !part.empty() && static_cast<unsigned char>(part[0]) >= 0x80;
    if (!capitals && !sign && part != "$") continue;
    if (part == "ALL" || part == "TOP" || part == "MAX" || part == "SOL") continue;  // words too
    if (const auto asset = core::find_asset(part)) return std::string(core::get_asset(*asset).code);
  }
  return {};
}

std::string zone_of(std::string_view header) {
  const std::string lower = core::ascii_lower(header);
  for (const std::string_view mark : {"utc", "gmt"}) {
    const auto at = lower.find(mark);
    if (at == std::string::npos) continue;
    const bool begins = at == 0 || !((lower[at - 1] >= 'a' && lower[at - 1] <= 'z'));
    std::size_t end = at + mark.size();
    if (!begins || (end < lower.size() && lower[end] >= 'a' && lower[end] <= 'z')) continue;
    std::string offset;
    while (end < lower.size() &&
           std::string_view("+-0123456789:").find(lower[end]) != std::string_view::npos) {
      offset += lower[end++];
    }
    if (offset.empty()) return "UTC";
    if (core::find_zone("UTC" + offset)) return "UTC" + offset;
    if (core::find_zone(offset)) return offset;
  }
  return {};
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

HeaderReading read_header(std::string_view header) {
  HeaderReading out;
  out.folded = fold_header(header);
  const auto words = words_of(out.folded);
  read_concepts(words, out);
  if (out.words_known < out.words) {
    // Written together or in capitals, the whole may be known where its parts are not.
    HeaderReading whole;
    read_concepts(words_of(fold_words(header)), whole);
    if (whole.words > 0 && whole.words_known == whole.words) {
      out.concepts = whole.concepts;
      out.words = whole.words;
      out.words_known = whole.words_known;
    } else {
      out.concepts |= whole.concepts;
    }
  }
  out.unit = unit_of(words);
  out.currency = currency_of(header);
  out.zone = zone_of(header);
  return out;
}

}  // namespace cuibono::evidence
