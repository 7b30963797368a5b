#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "formats/text_encoding.h"

namespace cuibono::formats {

/// Code points of the bytes 0x80 to 0xFF; 0: none.
using HighTable = std::array<char16_t, 128>;
/// That of a single-byte encoding; Latin-1 of any other.
[[nodiscard]] const HighTable& page_table(Encoding encoding);

/// Encodings whose letters beyond ASCII are pairs of bytes.
[[nodiscard]] bool is_paired(Encoding encoding);
/// The letter of a pair of such an encoding; 0: none.
class PairTable {
 public:
  /// Asked of ICU once a process and page.
  [[nodiscard]] static const PairTable& of(Encoding encoding);
  explicit PairTable(const char* page);
  [[nodiscard]] char16_t letter(unsigned lead, unsigned trail) const {
    const bool is_pair =
        lead >= lead_first && lead <= lead_last && trail >= trail_first && trail <= trail_last;
    return is_pair ? letters_[(lead - lead_first) * trails + trail - trail_first] : u'\0';
  }

 private:
  static constexpr unsigned lead_first = 0x81, lead_last = 0xFE, trail_first = 0x40,
                            trail_last = 0xFE, trails = trail_last - trail_first + 1;
  std::vector<char16_t> letters_;
};

}  // namespace cuibono::formats
