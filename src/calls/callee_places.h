#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::calls {

/// Whether an office is open.
enum class OfficeHour : std::uint8_t { unknown, no, yes };

/// What the digits of numbers tell, each read once.
class CalleePlaces {
 public:
  /// Borrows the selectors.
  CalleePlaces(const evidence::SelectorTable& selectors, bool simulated)
      : selectors_(selectors), simulated_(simulated), known_(selectors.size()), clocks_(1) {}

  struct Place {
    std::uint64_t value = 0;  ///< of all digits after "+"; 0: no phone number
    std::uint32_t prefix =
        0;  ///< value of its first seven digits, those of a simulated case after "+999"
    std::uint16_t country = 0;  ///< 0: not known
    std::uint8_t digits = 0;
    bool is_read = false;
  };
  [[nodiscard]] const Place& of(evidence::SelectorId id);
  /// Brings what of() needs for this number nearer.
  void fetch(evidence::SelectorId id) const noexcept { __builtin_prefetch(&known_[id.index()]); }
  /// Whether it is Monday to Friday, 09:00 to 18:00, in the main zone of this country.
  [[nodiscard]] OfficeHour office_hour(std::uint16_t country, std::int64_t time_us);

 private:
  /// The clock of a country, and its distance from UTC on the days asked for last.
  struct Clock {
    core::ZoneId zone{};
    bool is_known = false;
  };
  struct Offset {
    std::int64_t day = 0, offset_us = 0;
    std::uint16_t country = 0;
    bool is_whole = false;  ///< the same from the beginning of the day to its end
  };
  [[nodiscard]] std::uint16_t country_of(const std::string& selector);
  [[nodiscard]] std::int64_t offset_us(std::uint16_t country, std::int64_t time_us);

  const evidence::SelectorTable& selectors_;
  bool simulated_;
  std::vector<Place> known_;  ///< [selectors]
  std::map<std::string, std::uint16_t> countries_;
  std::vector<Clock> clocks_;  ///< [countries]
  std::vector<Offset> offsets_ = std::vector<Offset>(4096);
};

}  // namespace cuibono::calls
