#include "calls/callee_places.h"

namespace cuibono::calls {
namespace {

constexpr std::string_view start = "tel:+", fictional = "999";
constexpr std::size_t prefix_digits = 7, digits_max = 18;  // what a whole number of 64 bits holds

std::int64_t offset_at(std::int64_t time_us, core::ZoneId zone) {
  return core::to_utc_us(core::to_local(time_us, zone)) - time_us;
}

std::uint64_t value_of(std::string_view digits) {
  return static_cast<std::uint64_t>(core::parse_int64(digits).value_or(0));
}

}  // namespace

const CalleePlaces::Place& CalleePlaces::of(evidence::SelectorId id) {
  Place& place = known_[id.index()];
  if (place.is_read) return place;
  place.is_read = true;
  const std::string& text = selectors_.text(id);
  if (!text.starts_with(start)) return place;
  std::string_view digits = std::string_view(text).substr(start.size());
  if (digits.size() > digits_max) return place;
  place.value = value_of(digits);
  place.digits = static_cast<std::uint8_t>(digits.size());
  if (simulated_ && digits.starts_with(fictional)) digits.remove_prefix(fictional.size());
  place.prefix = static_cast<std::uint32_t>(value_of(digits.substr(0, prefix_digits)));
  place.country = country_of(text);
  return place;
}

std::uint16_t CalleePlaces::country_of(const std::string& selector) {
  const auto code = evidence::find_phone_country(selector, simulated_);
  if (!code) return 0;
  const auto [found, fresh] = countries_.emplace(*code, static_cast<std::uint16_t>(clocks_.size()));
  if (fresh) {
    const auto zone = core::find_zone(evidence::main_zone_of_country(*code));
    clocks_.push_back({zone.value_or(core::utc_zone), zone.has_value()});
  }
  return found->second;
}

std::int64_t CalleePlaces::offset_us(std::uint16_t country, std::int64_t time_us) {
  const core::ZoneId zone = clocks_[country].zone;
  const std::int64_t day = core::day_of(time_us);
  Offset& entry = offsets_[(static_cast<std::size_t>(day) * 31U + country) % offsets_.size()];
  if (entry.country != country || entry.day != day) {
    const std::int64_t begin = day * core::us_per_day;
    entry = {day, offset_at(begin, zone), country, false};
    entry.is_whole = offset_at(begin + core::us_per_day - 1, zone) == entry.offset_us;
  }
  return entry.is_whole ? entry.offset_us : offset_at(time_us, zone);
}

OfficeHour CalleePlaces::office_hour(std::uint16_t country, std::int64_t time_us) {
  if (!clocks_[country].is_known) return OfficeHour::unknown;
  constexpr int saturday = 5;
  constexpr std::int64_t opens = 9 * core::us_per_hour, closes = 18 * core::us_per_hour;
  const std::int64_t local_us = time_us + offset_us(country, time_us);
  const std::int64_t of_day = local_us - core::day_of(local_us) * core::us_per_day;
  const bool is_open = core::weekday_of(local_us) < saturday && of_day >= opens && of_day < closes;
  return is_open ? OfficeHour::yes : OfficeHour::no;
}

}  // namespace cuibono::calls
