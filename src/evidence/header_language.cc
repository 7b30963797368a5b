// In which language the headers of a file are written.
#include <algorithm>
#include <map>
#include <set>

#include "core/core.h"
#include "evidence/fold.h"
#include "evidence/header_concepts.h"
#include "evidence/header_patterns.h"

namespace cuibono::evidence {
namespace {

/// Languages in which offices of a country write, the first most often.
std::vector<std::string_view> languages_of(std::string_view country) {
  static const std::map<std::string_view, std::string_view> list = {
      {"DE", "de"},    {"AT", "de"},       {"CH", "de fr it"}, {"LI", "de"},    {"FR", "fr"},
      {"BE", "nl fr"}, {"LU", "fr de"},    {"MC", "fr"},       {"ES", "es"},    {"MX", "es"},
      {"AR", "es"},    {"CO", "es"},       {"CL", "es"},       {"PE", "es"},    {"PT", "pt"},
      {"BR", "pt"},    {"IT", "it"},       {"NL", "nl"},       {"SE", "sv"},    {"NO", "no"},
      {"DK", "da"},    {"FI", "fi sv"},    {"PL", "pl"},       {"CZ", "cs"},    {"SK", "sk cs"},
      {"LT", "lt"},    {"LV", "lv"},       {"EE", "et"},       {"BG", "bg"},    {"RO", "ro"},
      {"MD", "ro ru"}, {"HU", "hu"},       {"GR", "el"},       {"CY", "el en"}, {"TR", "tr"},
      {"IL", "he"},    {"GE", "ka"},       {"UA", "uk ru"},    {"RU", "ru"},    {"BY", "ru be"},
      {"KZ", "ru kk"}, {"KG", "ru"},       {"RS", "sr"},       {"HR", "sr"},    {"BA", "sr"},
      {"ME", "sr"},    {"MK", "mk sr bg"}, {"KR", "ko"},       {"JP", "ja"},    {"CN", "zh"},
      {"TW", "zh"},    {"HK", "zh en"},    {"SA", "ar"},       {"AE", "ar en"}, {"EG", "ar"},
      {"JO", "ar"},    {"MA", "ar fr"},    {"TN", "ar fr"},    {"DZ", "ar fr"}, {"QA", "ar"},
      {"GB", "en"},    {"US", "en"},       {"IE", "en"},       {"IN", "en hi"}, {"NG", "en"},
      {"CA", "en fr"}, {"AU", "en"},       {"NZ", "en"},       {"ZA", "en"},    {"SG", "en zh"},
      {"PH", "en"},    {"MT", "en"},       {"SI", "sl"},       {"AL", "sq"},    {"XK", "sq sr"},
      {"AZ", "az ru"}, {"AM", "hy ru"},    {"IR", "fa"},       {"AF", "fa"},    {"TH", "th"},
      {"VN", "vi"},    {"ID", "id"},       {"MY", "id en"},    {"UZ", "uz ru"}, {"TJ", "ru"},
      {"IS", "is"},    {"AD", "ca"},       {"PK", "ur en"},    {"BD", "bn en"}, {"TZ", "sw en"},
      {"MN", "mn"},    {"KE", "en sw"},    {"UG", "en sw"},    {"GH", "en"},    {"LK", "en"},
      {"EC", "es"},    {"UY", "es"},       {"PY", "es"},       {"BO", "es"},    {"VE", "es"},
      {"GT", "es"},    {"CR", "es"},       {"PA", "es"},       {"DO", "es"},    {"HN", "es"},
      {"SV", "es"},    {"NI", "es"},       {"CU", "es"},       {"AO", "pt"},    {"MZ", "pt"},
      {"CV", "pt"},    {"SN", "fr"},       {"CI", "fr"},       {"CM", "fr en"}, {"BJ", "fr"},
      {"TG", "fr"},    {"ML", "fr"},       {"BF", "fr"},       {"MG", "fr"},    {"CD", "fr"},
      {"GA", "fr"},    {"KW", "ar en"},    {"BH", "ar en"},    {"OM", "ar en"}, {"IQ", "ar"},
      {"LB", "ar fr"}, {"SY", "ar"},       {"YE", "ar"},       {"LY", "ar"},    {"SD", "ar"},
      {"PS", "ar"},    {"MO", "zh pt"},    {"TM", "ru"},       {"GI", "en es"}, {"IM", "en"},
      {"JE", "en"},    {"GG", "en"},       {"BZ", "en"},       {"MU", "en fr"}};
  const auto found = list.find(country);
  return found == list.end() ? std::vector<std::string_view>{} : core::split(found->second, ' ');
}

/// Which languages know which words of a header.
std::vector<std::set<std::size_t>> languages_of_words(const std::vector<std::string>& words) {
  const HeaderPatterns& patterns = HeaderPatterns::get();
  std::vector<std::set<std::size_t>> known(words.size());
  for (const auto i : patterns.candidates(words)) {
    const HeaderPattern& pattern = patterns[i];
    const std::size_t length = pattern.words.size();
    if (pattern.language == 0 || (pattern.alone && length != words.size())) continue;
    for (std::size_t at = 0; at + length <= words.size(); ++at) {
      bool fits = true;
      for (std::size_t k = 0; k < length && fits; ++k) fits = pattern.fits(words[at + k], k);
      for (std::size_t k = 0; k < length && fits; ++k) known[at + k].insert(pattern.language);
    }
  }
  return known;
}

}  // namespace

std::string find_language(const std::vector<std::string>& headers, std::string_view country) {
  const HeaderPatterns& patterns = HeaderPatterns::get();
  std::vector<double> weight(patterns.languages(), 0.0);
  for (const auto& header : headers) {
    const auto words = header_words_of(fold_header(core::cut_utf8(header, header_bytes_read)));
    for (const auto& known : languages_of_words(words)) {
      for (const std::size_t language : known)
        weight[language] += 1.0 / static_cast<double>(known.size());
    }
  }
  double best = 0;
  for (const double one : weight) best = std::max(best, one);
  constexpr double least = 0.9, close = 0.6, ahead = 1.1;
  if (best <= 0) return {};
  for (const auto language : languages_of(country)) {
    const std::size_t number = patterns.number_of(language);
    if (number != 0 && weight[number] >= close * best) return std::string(language);
  }
  double second = 0;
  std::size_t first = 0;
  for (std::size_t i = 1; i < weight.size(); ++i) {
    if (weight[i] == best && first == 0) {
      first = i;
    } else {
      second = std::max(second, weight[i]);
    }
  }
  return best >= least && best >= ahead * second ? std::string(patterns.language(first))
                                                 : std::string();
}

}  // namespace cuibono::evidence
