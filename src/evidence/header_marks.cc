// What a header says beside its words: unit, currency, zone, a part of a unit; and words for seconds,
// minutes and hours, in headers and in cells.
#include <algorithm>
#include <map>
#include <set>

#include "core/core.h"
#include "evidence/fold.h"
#include "evidence/header_concepts.h"

namespace cuibono::evidence {
namespace {

using Units = std::map<std::string, std::string_view, std::less<>>;

void add_units(std::string_view unit, std::string_view words, Units& list) {
  for (const auto word : core::split(words, '|')) list.emplace(fold_words(word), unit);
}

constexpr std::string_view seconds =
    "s|sec|secs|second|seconds|sek|sekund|sekunde|sekunden|sekunder|sekundes|sekundy|sekundi|"
    "sekundit|sekuntia|sekundžių|sekundės|seg|segs|segundo|segundos|seconde|secondes|secondo|"
    "secondi|secunde|secunda|seconden|saniye|sn|saniyə|másodperc|mp|sekonda|с|сек|секунд|секунды|"
    "секунда|секунди|секундах|δευτ|δευτερόλεπτα|초|秒|秒钟|שניות|שנ|בשניות|ثانية|ثواني|بالثواني|"
    "วินาที|giây|detik|წამი|წმ|սեկ|վրկ|सेकंड|секунд|ثانیه";
constexpr std::string_view minutes =
    "min|mins|minute|minutes|minuten|minut|minuto|minutos|minuti|minuta|minuty|minuter|minutter|"
    "minuuttia|minutit|minučių|minūtes|perc|λεπτά|dakika|dk|dəqiqə|мин|минут|минуты|минута|хв|"
    "хвилин|хвилини|분|分|分钟|分鐘|דקות|דק|בדקות|دقيقة|دقائق|بالدقائق|دقیقه|นาที|phút|menit|წუთი|"
    "წთ|րոպե|मिनट|minutë|minuta";
constexpr std::string_view hours =
    "h|hr|hrs|hours|stunden|heures|godz|hod|ч|часов|小时|小時|שעות|بالساعات|ชั่วโมง|giờ";
constexpr std::string_view thousandths =
    "ms|msec|millis|milliseconds|millisekunden|millisecondes|milisegundos|миллисекунд|мс|毫秒|"
    "밀리초|ミリ秒";
// Beside a number only: in a header they may be a time of day.
constexpr std::string_view hours_of_cells =
    "hour|std|stunde|heure|hora|horas|ora|ore|час|часа|год|годин|saat|sa|óra|시간|時間|时|時|jam|"
    "ساعة|ساعات|საათი|st";
constexpr std::string_view minutes_of_cells = "m|м";

Units make_units(bool is_cell) {
  Units list;
  add_units("s", seconds, list);
  add_units("min", minutes, list);
  add_units("h", hours, list);
  add_units("ms", thousandths, list);
  if (is_cell) {
    add_units("h", hours_of_cells, list);
    add_units("min", minutes_of_cells, list);
  }
  return list;
}

std::string unit_of(const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (const auto unit = find_unit_in_header(word); !unit.empty()) return std::string(unit);
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
  // Short names that mean one zone, as words of their own: "Beginn (MEZ)".
  static const std::map<std::string, std::string, std::less<>> short_names = {
      {"MEZ", "CET"},
      {"CET", "CET"},
      {"EET", "EET"},
      {"WET", "WET"},
      {"MSK", "Europe/Moscow"},
      {"МСК", "Europe/Moscow"},
      {"KST", "Asia/Seoul"},
      {"JST", "Asia/Tokyo"},
      {"SEČ", "CET"},
      {"CEST", "+02:00"},
      {"EEST", "+03:00"},
      {"MESZ", "+02:00"},
      {"Eastern", "America/New_York"},
      {"ET", "America/New_York"},
      {"Central", "America/Chicago"},
      {"CT", "America/Chicago"},
      {"Mountain", "America/Denver"},
      {"MT", "America/Denver"},
      {"Pacific", "America/Los_Angeles"},
      {"PT", "America/Los_Angeles"},
      {"EST", "-05:00"},
      {"EDT", "-04:00"},
      {"CDT", "-05:00"},
      {"PST", "-08:00"},
      {"PDT", "-07:00"},
      {"MDT", "-06:00"},
      {"IST", "Asia/Kolkata"},
      {"SGT", "Asia/Singapore"},
      {"HKT", "Asia/Hong_Kong"},
      {"GST", "Asia/Dubai"},
      {"TRT", "Europe/Istanbul"},
      {"AEST", "+10:00"},
      {"BRT", "-03:00"},
      {"WIB", "Asia/Jakarta"},
      {"PHT", "Asia/Manila"}};
  // Two letters and words of places are zones only in brackets: "Wire Time (ET)", "Date (Pacific)".
  const auto is_bracketed = [&](std::size_t end, std::size_t size) {
    return end < header.size() && end > size &&
           (header[end - size - 1] == '(' || header[end - size - 1] == '[') &&
           (header[end] == ')' || header[end] == ']');
  };
  std::string word;
  const std::string ended = std::string(header) + " ";
  for (std::size_t i = 0; i < ended.size(); ++i) {
    if (std::string_view(" ()[]/,;:-").find(ended[i]) == std::string_view::npos) {
      word += ended[i];
      continue;
    }
    const bool may_be_else = word.size() == 2 || word.size() > 5;
    if (const auto found = short_names.find(word); found != short_names.end() &&
                                                   word.size() < header.size() &&
                                                   (!may_be_else || is_bracketed(i, word.size())))
      return found->second;
    word.clear();
  }
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
    if (offset.find_first_of("123456789") == std::string::npos) return "UTC";
    if (offset.find(':') != std::string::npos && core::find_zone(offset)) return offset;
    if (core::find_zone("UTC" + offset)) return "UTC" + offset;
    if (core::find_zone(offset)) return offset;
  }
  return {};
}

}  // namespace

std::string_view find_unit_in_header(std::string_view folded_word) {
  static const Units list = make_units(false);
  const auto found = list.find(folded_word);
  return found == list.end() ? std::string_view() : found->second;
}

std::string_view find_unit_in_cell(std::string_view folded_word) {
  static const Units list = make_units(true);
  const auto found = list.find(folded_word);
  return found == list.end() ? std::string_view() : found->second;
}

void read_header_marks(std::string_view header, const std::vector<std::string>& words,
                       HeaderReading& out) {
  static const std::set<std::string, std::less<>> parts = {
      "cents",    "cent",     "pence",    "分",     "kopecks", "копейки",    "копеек", "коп",
      "копійок",  "groszy",   "grosze",   "agorot", "אגורות",  "paise",      "fils",   "halalas",
      "centimes", "centimos", "centavos", "kurus",  "minor",   "minorunits", "öre",    "ore",
      "bani",     "стотинки", "centų",    "centi",  "satang"};
  out.is_hundredths = std::any_of(words.begin(), words.end(),
                                  [](const std::string& word) { return parts.contains(word); });
  out.unit = unit_of(words);
  out.currency = currency_of(header);
  out.zone = zone_of(header);
}

}  // namespace cuibono::evidence
