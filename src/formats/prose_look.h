#pragma once
#include <string_view>

namespace cuibono::formats {

/// Whether a text is running text: sentences, as people write them.
///
/// Use     after every other format was asked: a table, a log, a list of values that is taken for prose is lost
///         as evidence of money and calls; a prose that is not known is still shown line by line. So: in doubt no.
/// In      the beginning of a text as UTF-8, whole lines.
/// Out     true where there are at least eight words (or as many letters of a script without blanks) with
///         sentences that end, and nothing speaks of a table: marks that part cells in most lines or as often in
///         each, times or numbers at the front of most lines, columns of blanks, signs of program text, more
///         digits than letters carry.
[[nodiscard]] bool is_prose(std::string_view text);

}  // namespace cuibono::formats
