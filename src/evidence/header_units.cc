// Words for seconds, minutes and hours, in headers and in cells.
#include <map>

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

}  // namespace cuibono::evidence
