#include "evidence/sum_rows.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

/// Words that begin the label of a sum, in small letters.
constexpr std::string_view sum_words =
    "total|totals|grand total|sum|subtotal|summe|gesamt|gesamtsumme|итого|всего|разом|"
    "усього|total general|somme|suma|razem|iš viso|celkem|합계|총계|totale|totaal|period total|"
    "page total|total debits|total credits|turnover|totals for the period|сумма за период|"
    "обороты|оборот|обороти|zwischensumme|obrót|obroty|obrat|součet|összesen|yhteensä|summa|"
    "kokku|kopā|ukupno|укупно|вкупно|skupaj|i alt|sammanlagt|σύνολο|cəmi|ընդամենը|სულ|جمع|"
    "รวม|tổng cộng|jumlah|कुल|barlığı|барлығы|총합계|小计|小計|общо|סה\"כ|المجموع|合计|合計|toplam";

}  // namespace

bool looks_like_sum(std::span<const std::string_view> cells) {
  static const std::vector<std::string_view> words = core::split(sum_words, '|');
  constexpr std::size_t letters_most = 40;
  for (const auto cell : cells) {
    std::string lower;
    const auto points = core::decode_utf8(core::trim(cell));
    if (!points || points->size() > letters_most) continue;
    for (char32_t c : *points) {
      const bool capital =
          (c >= 'A' && c <= 'Z') || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
      if (capital) c += 32;
      core::append_utf8(lower, c);
    }
    for (const auto word : words) {
      const bool whole =
          lower.starts_with(word) &&
          (lower.size() == word.size() || lower[word.size()] == ':' || lower[word.size()] == ' ');
      if (whole) return true;
    }
  }
  return false;
}

}  // namespace cuibono::evidence
