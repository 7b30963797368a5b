#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::evidence {

/// What a word of a header speaks of. A header is a set of these: "Empfängerkonto" is side_b and
/// account, whatever its language; the fields of a mapping are rules over them (propose_rules.h).
enum class Concept : std::uint8_t {
  // whose
  side_a,  ///< who calls or pays
  side_b,  ///< who is called or paid
  own,     ///< whose statement or call list it is
  other,   ///< the other party of a statement or call list
  victim,
  payment,
  call,
  // what
  number,
  phone,
  account,
  name,
  cell,
  imei,
  imsi,
  address,
  wallet,
  email,
  country,
  bank,
  company,
  holder,
  alias,
  birth,
  document,
  role,
  domain,
  platform,
  // when
  date,
  time,
  clock,
  start,
  end,
  value,
  received,
  duration,
  // how much
  amount,
  currency,
  debit,
  credit,
  balance,
  sign,
  fee,
  limit,
  opening,
  // which
  id,
  row,
  sequence,
  hash,
  block,
  reference,
  narrative,
  note,
  kind,
  channel,
  status,
  direction,
  displayed,
  diverted,
  reverses,
  asset,
  report,
  listed,
  answer,  ///< the result of somebody else's analysis: never evidence
  zone,
  activated,
  deactivated,
  aside,  ///< understood, and no field takes it: a rate, a place on the map, a number of a terminal
};
inline constexpr std::size_t concept_count = static_cast<std::size_t>(Concept::aside) + 1;
using ConceptSet = std::bitset<concept_count>;

[[nodiscard]] std::string_view concept_name(Concept word) noexcept;
[[nodiscard]] std::optional<Concept> find_concept(std::string_view name) noexcept;

/// A header as concepts.
struct HeaderReading {
  ConceptSet concepts;
  std::string folded;             ///< the header as it was compared
  std::size_t words = 0;          ///< words of it
  std::size_t words_known = 0;    ///< of these, in the list
  std::size_t words_guessed = 0;  ///< of these, in the list with another ending or whole
  std::string unit;               ///< "s", "min", "ms", "h" where the header says so
  std::string currency;  ///< ISO code where the header says so: "Betrag (EUR)", "출금액(원)"
  bool is_hundredths =
      false;         ///< "amount (cents)", "交易金额(分)": its header names a part of a unit
  std::string zone;  ///< "UTC", "+03:00" where the header says so
};

/// As much of a header is read as a name is long; what goes on is a cell that strayed there.
inline constexpr std::size_t header_bytes_read = 512;

/// Reads a header in any of the languages of the lists (words/*.txt).
///
/// In      language: that of the file, "de"; its words come before those of others; empty: not known.
/// Laws    1 upper case, accents, punctuation and camel case do not matter.
///         2 what stands behind header_bytes_read changes `folded` alone, which stays whole.
/// Cost    about 50 us a header, and not more than some milliseconds: asked once a column.
[[nodiscard]] HeaderReading read_header(std::string_view header, std::string_view language = {});

/// Unit, currency, zone and part of a unit that a header names; words: of the folded header (header_marks.cc).
void read_header_marks(std::string_view header, const std::vector<std::string>& words,
                       HeaderReading& out);

/// "s", "min", "h" or "ms" by a folded word; empty: it is none of them. In a cell, beside a number, more
/// words are units than in a header, where "hora" may be a time of day.
[[nodiscard]] std::string_view find_unit_in_header(std::string_view folded_word);
[[nodiscard]] std::string_view find_unit_in_cell(std::string_view folded_word);

/// The language that most words of the headers of a file are of, a word of few languages weighing more.
///
/// In      country: where the file comes from (ISO 3166 alpha-2); settles what words leave open.
/// Out     "de", "uk" …; empty where the headers do not tell.
[[nodiscard]] std::string find_language(const std::vector<std::string>& headers,
                                        std::string_view country);

/// Words of one language, or of "all": a line a concept, "amount: betrag|summe" (words/de.txt, words/all.txt;
/// made into a table by the build). "konto*" begins a word, "*konto" ends one, "*konto*" stands anywhere in
/// one; "=von" is the whole header; words of scripts without spaces stand anywhere.
struct LanguageWords {
  std::string_view language;
  std::string_view lines;
};
[[nodiscard]] const std::vector<LanguageWords>& language_words();

}  // namespace cuibono::evidence
