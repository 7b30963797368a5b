// Time zones by ICU. Offsets are cached per zone and civil day where the whole day has one offset,
// so that a million readings of one file cost a million table lookups.
#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/text.h"
#include "core/time.h"

namespace cuibono::core {
namespace {

constexpr std::int64_t us_per_ms = 1000;
constexpr std::int64_t mixed_day = INT64_MIN;  ///< the offset changes within the day: ask ICU

struct Zone {
  std::string name;
  std::unique_ptr<icu::BasicTimeZone> icu;  ///< none for UTC and fixed offsets
  std::int64_t fixed_us = 0;
};

/// All zones asked for in this process. Entries are never removed, so references stay.
class Zones {
 public:
  Zones() { zones_.push_back(std::make_unique<Zone>(Zone{"UTC", nullptr, 0})); }

  std::optional<ZoneId> find(std::string_view name) {
    const std::string key(trim(name));
    {
      const std::shared_lock<std::shared_mutex> guard(mutex_);
      const auto found = by_name_.find(key);
      if (found != by_name_.end()) return found->second;
    }
    auto zone = make(key);
    if (!zone) return std::nullopt;
    const std::unique_lock<std::shared_mutex> guard(mutex_);
    const auto [place, fresh] = by_name_.emplace(key, ZoneId::of(zones_.size()));
    if (fresh) {
      if (zone->icu == nullptr && zone->fixed_us == 0) {
        place->second = utc_zone;
      } else {
        zones_.push_back(std::move(zone));
        if (zones_.size() <= fast_.size())
          fast_[zones_.size() - 1].store(zones_.back().get(), std::memory_order_release);
      }
    }
    return place->second;
  }

  const Zone& get(ZoneId id) {
    if (id.index() < fast_.size()) {  // without a lock: it is asked for each row
      if (const Zone* zone = fast_[id.index()].load(std::memory_order_acquire)) return *zone;
    }
    const std::shared_lock<std::shared_mutex> guard(mutex_);
    return *zones_[id.index() < zones_.size() ? id.index() : 0];
  }

 private:
  /// "+02:00", "-0330", "UTC+3", "GMT-5"
  static std::optional<std::int64_t> parse_fixed(std::string_view text) {
    if (starts_with_ascii_nocase(text, "UTC") || starts_with_ascii_nocase(text, "GMT"))
      text.remove_prefix(3);
    if (text.empty() || text == "Z" || text == "z") return 0;
    const char sign = text[0];
    if (sign != '+' && sign != '-') return std::nullopt;
    text.remove_prefix(1);
    std::string digits;
    const std::size_t colon = text.find(':');
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] >= '0' && text[at] <= '9')
        digits += text[at];
      else if (at != colon)
        return std::nullopt;
    }
    if (colon != std::string_view::npos && (colon == 0 || colon + 3 != text.size()))
      return std::nullopt;
    std::int64_t hours = 0, minutes = 0;
    if (digits.size() <= 2 && !digits.empty() && colon == std::string_view::npos) {
      hours = *parse_int64(digits);
    } else if (digits.size() == 3 || digits.size() == 4) {
      hours = *parse_int64(std::string_view(digits).substr(0, digits.size() - 2));
      minutes = *parse_int64(std::string_view(digits).substr(digits.size() - 2));
    } else {
      return std::nullopt;
    }
    if (hours > 18 || minutes > 59) return std::nullopt;
    const std::int64_t size = hours * us_per_hour + minutes * us_per_minute;
    return sign == '+' ? size : -size;
  }

  static std::unique_ptr<Zone> make(const std::string& name) {
    if (const auto fixed = parse_fixed(name); fixed && !name.empty()) {
      return std::make_unique<Zone>(Zone{name, nullptr, *fixed});
    }
    // ICU would take "GMT+19:00", which is no offset that anybody keeps.
    if (name.size() > 3 && (name[3] == '+' || name[3] == '-') &&
        starts_with_ascii_nocase(name, "GMT")) {
      return nullptr;
    }
    const auto text = icu::UnicodeString::fromUTF8(name);
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(text));
    icu::UnicodeString id;
    if (zone == nullptr || *zone == icu::TimeZone::getUnknown() || zone->getID(id) != text)
      return nullptr;
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    if (basic == nullptr) return nullptr;
    std::unique_ptr<icu::BasicTimeZone> owned(basic);
    [[maybe_unused]] const icu::TimeZone* same = zone.release();
    return std::make_unique<Zone>(Zone{name, std::move(owned), 0});
  }

  std::shared_mutex mutex_;
  std::vector<std::unique_ptr<Zone>> zones_;
  std::array<std::atomic<const Zone*>, 64> fast_{};  ///< the first of zones_
  std::unordered_map<std::string, ZoneId> by_name_;
};

Zones& zones() {
  static Zones all;
  return all;
}

std::int64_t offset_at_utc(const Zone& zone, std::int64_t time_us) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0, dst = 0;
  const std::int64_t time_ms = time_us / us_per_ms;
  zone.icu->getOffset(static_cast<double>(time_ms), 0, raw, dst, status);
  return static_cast<std::int64_t>(raw + dst) * us_per_ms;
}

/// Local reading to UTC by the offsets that hold before and after: both fit, one fits, or none
/// does.
UtcInstant resolve(const Zone& zone, std::int64_t local_us) {
  const std::int64_t before = offset_at_utc(zone, local_us - us_per_day);
  const std::int64_t after = offset_at_utc(zone, local_us + us_per_day);
  const std::int64_t early = local_us - std::max(before, after);
  const std::int64_t late = local_us - std::min(before, after);
  const bool early_fits = early + offset_at_utc(zone, early) == local_us;
  const bool late_fits = late + offset_at_utc(zone, late) == local_us;
  if (early_fits && late_fits && early != late) return {early, LocalFit::ambiguous_earlier_taken};
  if (early_fits) return {early, LocalFit::exact};
  if (late_fits) return {late, LocalFit::exact};
  // The reading falls into the gap: reading it by the offset before the change lands past the gap.
  return {local_us - before, LocalFit::skipped_moved_forward};
}

/// The offset of a whole civil day, or mixed_day. One small table a thread, overwritten freely.
std::int64_t offset_of_day(ZoneId id, const Zone& zone, std::int64_t day) {
  struct Entry {
    std::uint32_t zone = 0xFFFFFFFFU;
    std::int64_t day = 0, offset_us = 0;
  };
  constexpr std::size_t entries = 4096;
  thread_local std::vector<Entry> table(entries);
  Entry& entry = table[(static_cast<std::size_t>(day) * 31U + id.index()) % entries];
  if (entry.zone == id.value && entry.day == day) return entry.offset_us;
  const std::int64_t begin = day * us_per_day;
  const UtcInstant first = resolve(zone, begin);
  const UtcInstant last = resolve(zone, begin + us_per_day - 1);
  const std::int64_t offset = begin - first.time_us;
  const bool whole = first.fit == LocalFit::exact && last.fit == LocalFit::exact &&
                     begin + us_per_day - 1 - last.time_us == offset;
  entry = {id.value, day, whole ? offset : mixed_day};
  return entry.offset_us;
}

}  // namespace

std::optional<ZoneId> find_zone(std::string_view name) {
  if (trim(name).empty()) return std::nullopt;
  return zones().find(name);
}

std::string zone_name(ZoneId zone) { return zones().get(zone).name; }

UtcInstant to_utc(const CivilTime& local, ZoneId id) {
  const std::int64_t local_us = to_utc_us(local);
  if (id == utc_zone) return {local_us, LocalFit::exact};
  const Zone& zone = zones().get(id);
  if (zone.icu == nullptr) return {local_us - zone.fixed_us, LocalFit::exact};
  const std::int64_t offset = offset_of_day(id, zone, day_of(local_us));
  if (offset != mixed_day) return {local_us - offset, LocalFit::exact};
  return resolve(zone, local_us);
}

CivilTime to_local(std::int64_t time_us, ZoneId id) {
  if (id == utc_zone) return from_utc_us(time_us);
  const Zone& zone = zones().get(id);
  const std::int64_t offset = zone.icu == nullptr ? zone.fixed_us : offset_at_utc(zone, time_us);
  return from_utc_us(time_us + offset);
}

}  // namespace cuibono::core
