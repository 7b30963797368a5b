// Names of months in the languages of the mapping, from ICU.
#include <unicode/dtfmtsym.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "evidence/time_pattern.h"

namespace cuibono::evidence {
namespace {

constexpr const char* locales[] = {"en", "de", "ru", "uk", "es", "fr", "pl", "lt", "cs", "tr",
                                   "it", "nl", "pt", "ro", "bg", "ka", "he", "ar", "ko", "ja",
                                   "zh", "lv", "et", "hu", "sk", "sr", "hr", "el", "sv", "fi"};

std::string folded(const icu::UnicodeString& name) {
  icu::UnicodeString text(name);
  text.foldCase();
  std::string out;
  text.toUTF8String(out);
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

/// A name without digits (Korean and Japanese count their months) and long enough to be one.
bool is_name(const icu::UnicodeString& name) {
  for (std::int32_t i = 0; i < name.length(); ++i) {
    if (u_isdigit(name.char32At(i))) return false;
  }
  return name.countChar32() >= 3;
}

std::map<std::string, std::uint8_t> make_names() {
  using Symbols = icu::DateFormatSymbols;
  std::map<std::string, std::uint8_t> names;
  std::set<std::string> contradicted;  // "listopad" is October in one language, November in another
  const auto add = [&](const icu::UnicodeString& name, std::int32_t month) {
    if (!is_name(name)) return;
    const auto [at, is_new] = names.emplace(folded(name), static_cast<std::uint8_t>(month + 1));
    if (!is_new && at->second != month + 1) contradicted.insert(at->first);
  };
  for (const char* locale : locales) {
    UErrorCode status = U_ZERO_ERROR;
    const Symbols symbols(icu::Locale(locale), status);
    if (U_FAILURE(status)) continue;
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
      for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const icu::UnicodeString* months = symbols.getMonths(count, context, width);
        for (std::int32_t month = 0; month < count && month < 12; ++month)
          add(months[month], month);
      }
    }
  }
  add(icu::UnicodeString("sept"), 8);
  for (const auto& name : contradicted) names.erase(name);
  return names;
}

}  // namespace

std::optional<MonthName> find_month_name(std::string_view text) {
  static const std::map<std::string, std::uint8_t> names = make_names();
  // Letters only, so that a name is never the beginning of a longer word.
  std::size_t end = 0;
  while (end < text.size() && end < 40) {
    const auto byte = static_cast<unsigned char>(text[end]);
    const bool is_letter = byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
                           (byte >= 'A' && byte <= 'Z') || byte == '\'';
    if (!is_letter) break;
    ++end;
  }
  if (end < 3) return std::nullopt;
  const auto word =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(end)));
  const auto found = names.find(folded(word));
  if (found == names.end()) return std::nullopt;
  if (end < text.size() && text[end] == '.') ++end;
  return MonthName{found->second, end};
}

}  // namespace cuibono::evidence
