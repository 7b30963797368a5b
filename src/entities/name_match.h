#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entities/name_likeness.h"

namespace cuibono::entities {

/// Whom a name is of, as far as the records tell.
enum class NameKind : std::uint8_t { person, organisation, unknown };

/// What a name part is.
enum class PartRole : std::uint8_t {
  word,        ///< of a person: given or family name; of a firm: what tells it from others
  initial,     ///< one letter
  patronymic,  ///< "Petrovich", "Петровна"
  particle,    ///< "al", "van", "bin"; "of", "and"
  common,      ///< of a firm: "bank", "trade"
  place,       ///< a country
  number,      ///< digits
};

/// One part of a name.
struct NamePart {
  std::uint32_t word = 0;          ///< in the book
  std::uint32_t from = 0, to = 0;  ///< bytes of the name as written
  PartRole role = PartRole::word;
  std::uint8_t weight = 0;  ///< what it tells, in hundredths of a word's
};

inline constexpr std::size_t parts_max = 20;         ///< parts behind them are not compared
inline constexpr std::size_t name_points_max = 600;  ///< code points behind them are not read

/// A name, read once.
struct PreparedName {
  std::string written;  ///< as in the record, whole
  NameKind kind = NameKind::unknown;
  std::vector<NamePart> parts;
  std::vector<std::string> titles;  ///< left out: "Dr", "г-н"
  std::uint16_t legal_form = 0;     ///< its kind (name_lexicon.h); 0: none
  std::uint16_t generation = 0;     ///< "junior"; 0: none
  bool has_lineage = false;  ///< "bin", "bint" and their like: the order tells who is whose child
  bool is_cut = false;       ///< longer than what is compared
};

struct NameOptions {
  bool uses_persons = true;  ///< names that lists know as forms of one name: "Bill" and "William"
};

/// The distinct words of many names: each is made ready once.
class NameBook {
 public:
  explicit NameBook(NameOptions options = {});
  ~NameBook();
  NameBook(NameBook&&) noexcept;
  NameBook& operator=(NameBook&&) noexcept;
  NameBook(const NameBook&) = delete;
  NameBook& operator=(const NameBook&) = delete;

  /// Law   same words, same numbers, whatever the names that bring them; the order is that of the first use.
  std::uint32_t add_word(std::u32string_view written);
  [[nodiscard]] const SpelledWord& word(std::uint32_t number) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> persons(std::uint32_t number) const noexcept;
  [[nodiscard]] std::uint16_t common_word(std::uint32_t number) const noexcept;
  [[nodiscard]] std::uint16_t place(std::uint32_t number) const noexcept;
  [[nodiscard]] std::size_t words() const noexcept;

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

/// Reads a name: parts with their roles; titles, legal forms and generations apart.
///
/// In      any bytes; what is not UTF-8 parts words, what shows nothing is passed over.
/// Out     PreparedName; the name as written stays whole.
/// Laws    1 the same name gives the same parts.  2 at most parts_max parts, in the order of the name.
///         3 signs of direction and zero width change no part.
/// Cost    1 to 20 us a name with words that the book has; 5 us more a new word.
[[nodiscard]] PreparedName prepare_name(NameBook& book, std::string_view written, NameKind kind);

/// How two parts met, or that one met none.
enum class PartFit : std::uint8_t {
  same,          ///< equal but for case and marks
  respelled,     ///< one writing, another spelling
  other_script,  ///< in another writing
  other_form,    ///< lists know them as forms of one name or as one word in two languages
  initial,       ///< one is the first letter of the other
  joined,        ///< written as one word on one side, as several on the other
  acronym,       ///< the first letters of the other side's words
  other,         ///< both sides have a part here, and they differ: a contradiction
  silent,        ///< the other side has nothing here: an omission
};
[[nodiscard]] std::string_view part_fit_name(PartFit fit) noexcept;

/// A line of the alignment.
struct PartMatch {
  std::uint8_t a_from = 0, a_to = 0, b_from = 0,
               b_to = 0;  ///< parts of each side; empty where it is silent
  PartFit fit = PartFit::silent;
  std::uint16_t likeness = 0;  ///< thousandths
  std::uint16_t weight = 0;    ///< in hundredths of a word's
};

/// What a comparison says of two names. A score is a rank, no probability; equal names are no equal persons.
struct NameComparison {
  std::uint32_t score_millionths = 0;
  std::vector<PartMatch> parts;  ///< by the parts of the first name, then of the second
  bool legal_forms_differ = false, generations_differ = false, order_differs = false;
  [[nodiscard]] double score() const noexcept { return score_millionths / 1e6; }
};

/// From this score on two names fit one person or firm: fixed before the held half of the bench was looked at.
inline constexpr std::uint32_t fits_millionths = 700'000;

/// Compares two names part by part.
///
/// Use     to rank who may be meant; names alone join nothing.
/// In      two names of one book.
/// Out     score in [0, 1]; 1 only where all parts of both sides are the same.
/// Laws    1 symmetric: compare(a, b) and compare(b, a) have one score and mirrored parts.  2 a name with parts
///         has score 1 with itself.  3 a part that one side leaves out costs less than one that contradicts.
///         4 titles, marks and case change nothing.
/// Cost    O(parts of a x parts of b) word likenesses, then the best assignment (exact up to 6 parts on the shorter
///         side, by descending gain above that): 1 to 4 us for two names of three words.
/// Check   compare_names_reference
[[nodiscard]] NameComparison compare_names(const NameBook& book, const PreparedName& a,
                                           const PreparedName& b);
[[nodiscard]] NameComparison compare_names_reference(const NameBook& book, const PreparedName& a,
                                                     const PreparedName& b);

/// The score alone, without an allocation.
[[nodiscard]] std::uint32_t score_pair(const NameBook& book, const PreparedName& a,
                                       const PreparedName& b);

/// The scores alone, of one name against many: a word that several names have is compared once.
/// Out     [many] millionths, as compare_names has them.
[[nodiscard]] std::vector<std::uint32_t> score_names(const NameBook& book, const PreparedName& one,
                                                     std::span<const PreparedName> many);

/// The alignment in words, a sentence a part: `"Егор" and "Yegor" agree in two writings`.
[[nodiscard]] std::vector<std::string> explain_comparison(const PreparedName& a,
                                                          const PreparedName& b,
                                                          const NameComparison& comparison);

}  // namespace cuibono::entities
