#pragma once
// Inside quantities: numbers are scanned (quantity_numbers.cc), then what they count and how sure the text is
// of them (quantities.cc).
#include <optional>
#include <string>
#include <vector>

#include "claims/quantities.h"

namespace cuibono::claims {

/// What is larger counts nothing here.
inline constexpr std::int64_t value_max = 1'000'000'000'000'000;

/// A number as it stands in a text, before its hedge and unit.
struct Scanned {
  std::int64_t low = 0;
  std::optional<std::int64_t> high;
  bool rough = false;
  std::uint8_t decimals = 0;
  std::size_t end = 0;          ///< the token behind it
  std::size_t unit_offset = 0;  ///< code points of token `end` that belong to the number (Korean)
  std::u32string hedge_tail;    ///< "여" of "500여 명"
};

class QuantityReader {
 public:
  QuantityReader(std::u32string_view text, const std::vector<Token>& tokens,
                 const std::vector<CueMatch>& matches, const Cues& cues)
      : text_(text), tokens_(tokens), matches_(matches), cues_(cues) {}

  std::vector<SaidQuantity> read();

 private:
  [[nodiscard]] const CueMatch* at(Cue cue, std::size_t begin) const;
  [[nodiscard]] const CueMatch* ending(Cue cue, std::size_t end) const;
  [[nodiscard]] bool touches(std::size_t i) const;

  /// The value of a number word, joined ones included: "twenty-five", "fünfundzwanzig".
  [[nodiscard]] std::optional<std::int64_t> word_value(std::u32string_view word) const;

  [[nodiscard]] std::optional<Scanned> scan(std::size_t i) const;

  [[nodiscard]] std::optional<Scanned> with_magnitudes(Scanned s) const;

  static bool scale(Scanned& s, std::int64_t power);

  /// Digits and powers run together: 1억2000만, 500여.
  [[nodiscard]] std::optional<Scanned> hangul(Scanned s) const;

  void take_tail(Scanned& s) const;

  /// 수십 명, 수백만 달러: some tens, some millions.
  [[nodiscard]] std::optional<Scanned> hangul_rough(std::size_t i) const;

  [[nodiscard]] bool counts_nothing(std::size_t i, const Scanned& s) const;

  /// Adds the quantity that begins at a token; returns the token behind it.
  std::size_t take(std::size_t i, Scanned s);

  /// A number word that counts nothing named ("one of them", "ein") is no quantity.
  [[nodiscard]] bool bare(std::size_t i, const Scanned& s) const;

  std::size_t take_unit(const Scanned& s, SaidQuantity& q);

  std::size_t take_hangul_unit(const Scanned& s, SaidQuantity& q);

  void take_currency_before(std::size_t& begin, SaidQuantity& q);

  void take_hedges(std::size_t& begin, const Scanned& s, SaidQuantity& q, std::size_t end);

  std::u32string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<CueMatch>& matches_;
  const Cues& cues_;
  std::vector<SaidQuantity> out_;
  std::uint32_t end_point_ = 0;
};

}  // namespace cuibono::claims
