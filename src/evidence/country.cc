#include "evidence/country.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <map>

#include "core/core.h"
#include "evidence/fold.h"

namespace cuibono::evidence {
namespace {

using Names = std::map<std::string, std::string, std::less<>>;

Names make_names() {
  constexpr const char* languages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk",
                                       "lt", "lv", "et", "ru", "uk", "bg", "ro", "hu", "tr", "el",
                                       "ka", "he", "ar", "zh", "ko", "ja", "sv", "da", "nb", "fi",
                                       "hr", "sr", "sl", "sq", "hy", "az", "kk"};
  Names names;
  const char* const* codes = icu::Locale::getISOCountries();
  for (; *codes != nullptr; ++codes) {
    const std::string code(*codes);
    const icu::Locale country("", code.c_str());
    names.emplace(core::ascii_lower(code), code);
    names.emplace(core::ascii_lower(country.getISO3Country()), code);
    for (const char* language : languages) {
      icu::UnicodeString name;
      country.getDisplayCountry(icu::Locale(language), name);
      std::string text;
      name.toUTF8String(text);
      names.emplace(fold_words(text), code);
    }
  }
  // Short forms that people write.
  constexpr std::pair<const char*, const char*> more[] = {{"uk", "GB"},
                                                          {"england", "GB"},
                                                          {"scotland", "GB"},
                                                          {"great britain", "GB"},
                                                          {"großbritannien", "GB"},
                                                          {"великобритания", "GB"},
                                                          {"holland", "NL"},
                                                          {"usa", "US"},
                                                          {"u s a", "US"},
                                                          {"america", "US"},
                                                          {"сша", "US"},
                                                          {"el", "GR"},
                                                          {"czech republic", "CZ"},
                                                          {"чехия", "CZ"},
                                                          {"korea", "KR"},
                                                          {"corea", "KR"},
                                                          {"south korea", "KR"},
                                                          {"республика корея", "KR"},
                                                          {"한국", "KR"},
                                                          {"russian federation", "RU"},
                                                          {"рф", "RU"},
                                                          {"macedonia", "MK"},
                                                          {"moldavia", "MD"},
                                                          {"bosnia", "BA"},
                                                          {"uae", "AE"},
                                                          {"emirates", "AE"},
                                                          {"turkey", "TR"},
                                                          {"vietnam", "VN"}};
  for (const auto& [word, code] : more) names.insert_or_assign(fold_words(word), code);
  return names;
}

}  // namespace

std::optional<std::string> find_country(std::string_view text) {
  static const Names names = make_names();
  constexpr std::size_t longest = 80;
  const std::string_view written = core::trim(text);
  if (written.empty() || written.size() > longest) return std::nullopt;
  const auto found = names.find(fold_words(written));
  if (found == names.end()) return std::nullopt;
  return found->second;
}

}  // namespace cuibono::evidence
