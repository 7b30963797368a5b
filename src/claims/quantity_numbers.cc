// Numbers of running text: digits, words, magnitudes, and powers that follow digits without a blank.
#include <algorithm>

#include "claims/quantity_reader.h"
#include "core/core.h"

namespace cuibono::claims {
namespace {

/// Korean powers that follow digits without a blank: 1억2000만.
std::int64_t hangul_power(std::u32string_view word) noexcept {
  if (word.empty()) return 0;
  switch (word.front()) {
    case U'천':
      return 1'000;
    case U'만':
      return 10'000;
    case U'억':
      return 100'000'000;
    case U'조':
      return 1'000'000'000'000;
    default:
      return 0;
  }
}

}  // namespace

std::optional<std::int64_t> QuantityReader::word_value(std::u32string_view word) const {
  const auto plain = [&](std::u32string_view part) -> std::optional<std::int64_t> {
    if (part.empty()) return std::nullopt;
    Token token;
    token.lower = part;
    for (const auto& match : cues_.find({token})) {
      if (match.cue == Cue::number) return core::parse_int64(match.value);
    }
    return std::nullopt;
  };
  if (const auto value = plain(word)) return value;
  for (const std::u32string_view joint : {U"-", U"und"}) {
    const auto place = word.find(joint);
    if (place == std::u32string_view::npos || place == 0) continue;
    const auto a = plain(word.substr(0, place)), b = plain(word.substr(place + joint.size()));
    if (a && b && ((*a < 10 && *b >= 20) || (*b < 10 && *a >= 20))) return *a + *b;
  }
  for (const std::u32string_view power : {U"hundert", U"tausend"}) {
    if (word.size() <= power.size() || !word.ends_with(power)) continue;
    const auto a = word_value(word.substr(0, word.size() - power.size()));
    if (a) return *a * (power == U"hundert" ? 100 : 1000);
  }
  return std::nullopt;
}

std::optional<Scanned> QuantityReader::scan(std::size_t i) const {
  Scanned s;
  if (const auto* rough = at(Cue::rough, i)) {
    const auto parts = core::split(rough->value, ' ');
    s.low = core::parse_int64(parts[0]).value_or(0);
    if (parts.size() > 1) s.high = core::parse_int64(parts[1]);
    s.rough = true;
    s.end = rough->end;
    return with_magnitudes(s);
  }
  if (tokens_[i].kind == TokenKind::number) {
    const auto digits =
        parse_digits(tokens_[i].lower, cues_.language() != "en" && cues_.language() != "ko");
    if (!digits) return std::nullopt;
    s.low = digits->value;
    s.decimals = digits->decimals;
    s.end = i + 1;
    if (cues_.verb_final()) return hangul(s);
  } else if (const auto* number = at(Cue::number, i)) {
    s.low = core::parse_int64(number->value).value_or(0);
    s.end = number->end;
    // "sixty five", "сорок два": tens before ones.
    if (s.low >= 20 && s.low % 10 == 0 && s.end < tokens_.size()) {
      const auto ones = at(Cue::number, s.end);
      const auto value = ones != nullptr ? core::parse_int64(ones->value) : std::nullopt;
      if (value && *value > 0 && *value < 10) {
        s.low += *value;
        s.end = ones->end;
      }
    }
  } else if (const auto value =
                 tokens_[i].kind == TokenKind::word ? word_value(tokens_[i].lower) : std::nullopt) {
    s.low = *value;
    s.end = i + 1;
  } else if (const auto* magnitude = at(Cue::magnitude, i);
             magnitude != nullptr && magnitude->end > i) {
    // "a million", "тысяча": one of it. Behind a number it has been taken already.
    s.low = 1;
    s.end = i;
    return with_magnitudes(s);
  } else if (cues_.verb_final() && tokens_[i].kind == TokenKind::word) {
    return hangul_rough(i);
  } else {
    return std::nullopt;
  }
  s.high = s.low;
  return with_magnitudes(s);
}

std::optional<Scanned> QuantityReader::with_magnitudes(Scanned s) const {
  if (!s.rough) s.high = s.low;
  for (std::size_t guard = 0; guard < 3 && s.end < tokens_.size(); ++guard) {
    std::size_t next = s.end;
    if (tokens_[next].lower == U"." && next + 1 < tokens_.size()) {
      // "тыс." stands before its point; the point is passed over behind it, never here.
      break;
    }
    if (s.rough && (tokens_[next].lower == U"of" || tokens_[next].lower == U"de" ||
                    tokens_[next].lower == U"von")) {
      ++next;
    }
    const CueMatch* magnitude = next < tokens_.size() ? at(Cue::magnitude, next) : nullptr;
    if (magnitude == nullptr && s.rough && next < tokens_.size()) {
      // "tens of thousands": the second rough word is a power.
      const CueMatch* power = at(Cue::rough, next);
      const auto low =
          power != nullptr ? core::parse_int64(core::split(power->value, ' ')[0]) : std::nullopt;
      if (!low || *low < 1000) break;
      scale(s, *low);
      s.end = power->end;
      continue;
    }
    if (magnitude == nullptr) break;
    const auto power = core::parse_int64(magnitude->value).value_or(1);
    if (!scale(s, power)) return std::nullopt;
    s.end = magnitude->end;
    if (s.end < tokens_.size() && tokens_[s.end].lower == U"." && touches(s.end) &&
        s.end + 1 < tokens_.size()) {
      ++s.end;
    }
  }
  if (s.low > value_max) return std::nullopt;
  return s;
}

bool QuantityReader::scale(Scanned& s, std::int64_t power) {
  while (s.decimals > 0 && power % 10 == 0) {
    --s.decimals;
    power /= 10;
  }
  if (s.low > value_max / power || (s.high && *s.high > value_max / power)) return false;
  s.low *= power;
  if (s.high) *s.high *= power;
  return true;
}

std::optional<Scanned> QuantityReader::hangul(Scanned s) const {
  std::int64_t total = 0, part = s.low;
  std::uint8_t decimals = s.decimals;
  while (s.end < tokens_.size() && (touches(s.end) || total > 0)) {
    const Token& token = tokens_[s.end];
    if (token.kind == TokenKind::number && part == 0) {
      const auto digits = parse_digits(token.lower, false);
      if (!digits || digits->decimals > 0) break;
      part = digits->value;
      ++s.end;
      continue;
    }
    std::size_t used = 0;
    std::int64_t power = 1;
    while (token.kind == TokenKind::word && used < token.lower.size()) {
      const auto step = hangul_power(std::u32string_view(token.lower).substr(used));
      if (step == 0) break;
      power *= step;
      ++used;
      if (power > value_max) return std::nullopt;
    }
    if (used == 0 || part == 0) break;
    while (decimals > 0 && power % 10 == 0) {
      --decimals;
      power /= 10;
    }
    if (part > value_max / power) return std::nullopt;
    total += part * power;
    part = 0;
    if (used < token.lower.size()) {
      s.unit_offset = used;
      break;
    }
    ++s.end;
  }
  s.low = total + part;
  s.decimals = decimals;
  s.high = s.low;
  take_tail(s);
  return s;
}

void QuantityReader::take_tail(Scanned& s) const {
  if (s.end >= tokens_.size()) return;
  const std::u32string_view rest = std::u32string_view(tokens_[s.end].lower).substr(s.unit_offset);
  if (rest.starts_with(U"여") && (touches(s.end) || s.unit_offset > 0)) {
    s.hedge_tail = U"여";
    ++s.unit_offset;
    if (s.unit_offset >= tokens_[s.end].lower.size()) {
      s.unit_offset = 0;
      ++s.end;
    }
  }
}

std::optional<Scanned> QuantityReader::hangul_rough(std::size_t i) const {
  const std::u32string& word = tokens_[i].lower;
  if (word.size() < 2 || word[0] != U'수') return std::nullopt;
  Scanned s;
  s.rough = true;
  std::int64_t lead = 1, power = 1;  // 수백만: hundreds (100 to 999) of ten thousand
  std::size_t used = 1;
  for (; used < word.size(); ++used) {
    const std::int64_t large = hangul_power(std::u32string_view(word).substr(used));
    const std::int64_t small = word[used] == U'십'   ? 10
                               : word[used] == U'백' ? 100
                               : large == 1000       ? 1000
                                                     : 0;
    if (small > 0 && power == 1) {
      lead *= small;
    } else if (large > 1000 && lead <= value_max / large / power) {
      power *= large;
    } else {
      break;
    }
  }
  if (used == 1 || lead > 1'000'000) return std::nullopt;
  s.low = lead * power;
  s.high = (lead * 10 - 1) * power;
  s.end = i;
  s.unit_offset = used;
  if (used >= word.size()) {
    s.end = i + 1;
    s.unit_offset = 0;
  }
  take_tail(s);
  return s;
}

}  // namespace cuibono::claims
