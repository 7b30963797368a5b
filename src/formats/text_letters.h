#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text_encoding.h"

namespace cuibono::formats {

/// The code page whose letters are those of one language, where that is certain: Polish, Czech, Hungarian,
/// Lithuanian … written in Windows-1250, ISO 8859-2, IBM 852 or Windows-1257, Russian in KOI8-R or IBM 866.
///
/// In      text of single bytes that is not UTF-8.
/// Out     nothing where Latin-1, Windows-1252 or Windows-1251 explain the letters as well.
/// Cost    time O(bytes).
[[nodiscard]] std::optional<EncodingGuess> guess_by_letters(std::string_view sample);

/// The letters of one file that says no word about its code page.
///
/// Use     to turn cells into UTF-8 when they are handed over; until then they stay bytes as received.
/// In      the file: its lines that are not UTF-8, up to a MiB of them, tell the encoding.
/// Out     bytes that are UTF-8 stay; others are read in the encoding of the file, else as Latin-1.
/// Cost    time O(bytes) once.
class FileLetters {
 public:
  explicit FileLetters(std::string_view file);
  [[nodiscard]] std::string to_utf8(std::string_view bytes) const;
  void make_utf8(std::vector<std::string>& cells) const;

 private:
  Encoding encoding_ = Encoding::latin1;
};

/// A line from a place on, and where the next begins. Breaks are CR, LF, or both.
struct TextLine {
  std::string_view text;
  std::size_t next = 0;
};
[[nodiscard]] TextLine line_at(std::string_view bytes, std::size_t at) noexcept;

}  // namespace cuibono::formats
