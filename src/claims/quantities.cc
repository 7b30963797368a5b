// What numbers in running text count, and how sure the text is of them.
#include "claims/quantities.h"

#include <algorithm>

#include "claims/quantity_reader.h"
#include "core/core.h"

namespace cuibono::claims {

std::vector<SaidQuantity> QuantityReader::read() {
  std::size_t i = 0;
  while (i < tokens_.size()) {
    const auto scanned = scan(i);
    if (!scanned) {
      ++i;
      continue;
    }
    i = std::max(i + 1, take(i, *scanned));
  }
  return std::move(out_);
}

const CueMatch* QuantityReader::at(Cue cue, std::size_t begin) const {
  const CueMatch* best = nullptr;
  for (const auto& match : matches_) {
    if (match.cue == cue && match.begin == begin && (best == nullptr || match.end > best->end)) {
      best = &match;
    }
  }
  return best;
}

const CueMatch* QuantityReader::ending(Cue cue, std::size_t end) const {
  const CueMatch* best = nullptr;
  for (const auto& match : matches_) {
    if (match.cue == cue && match.end == end && (best == nullptr || match.begin < best->begin)) {
      best = &match;
    }
  }
  return best;
}

bool QuantityReader::touches(std::size_t i) const {
  return i > 0 && i < tokens_.size() && tokens_[i - 1].range.to == tokens_[i].range.from;
}

bool QuantityReader::counts_nothing(std::size_t i, const Scanned& s) const {
  if (i > 0 && (ending(Cue::skip, i) != nullptr || tokens_[i - 1].lower == U"+" ||
                (tokens_[i - 1].lower == U"." && i > 1 && ending(Cue::skip, i - 1) != nullptr) ||
                (tokens_[i - 1].lower == U":" && touches(i)))) {
    return true;
  }
  // "aged 31 and 28"
  for (std::size_t k = i; k > 0 && i - k < 4; --k) {
    if (ending(Cue::age, k) != nullptr) return true;
    if (tokens_[k - 1].kind != TokenKind::number && at(Cue::conjunction, k - 1) == nullptr &&
        tokens_[k - 1].kind != TokenKind::mark)
      break;
  }
  const bool digits = tokens_[i].kind == TokenKind::number;
  if (s.end < tokens_.size()) {
    if (tokens_[s.end].lower == U":" && touches(s.end)) return true;
    if (at(Cue::age, s.end) != nullptr && s.unit_offset == 0) return true;
    if (tokens_[s.end].lower == U"-" && s.end + 1 < tokens_.size() &&
        (at(Cue::age, s.end + 1) != nullptr)) {
      return true;
    }
    if (at(Cue::month, s.end) != nullptr) return true;
    if (tokens_[s.end].lower == U"." && s.end + 1 < tokens_.size() &&
        (at(Cue::month, s.end + 1) != nullptr || at(Cue::ordinal_after, s.end + 1) != nullptr)) {
      return true;
    }
    const std::u32string_view next = tokens_[s.end].lower;
    if (cues_.verb_final() &&
        (next.starts_with(U"월") || next.starts_with(U"일") || next.starts_with(U"심") ||
         (next.starts_with(U"년") && s.low >= 1900 && s.low <= 2100))) {
      return true;
    }
  }
  if (i > 0 && at(Cue::month, i - 1) != nullptr) return true;
  if (digits && s.low >= 1900 && s.low <= 2100 && tokens_[i].lower.size() == 4) {
    // A year, unless something that is counted follows at once.
    return s.end >= tokens_.size() ||
           (at(Cue::kind, s.end) == nullptr && at(Cue::currency, s.end) == nullptr &&
            !(i > 0 && ending(Cue::currency, i) != nullptr));
  }
  if (tokens_[i].lower.size() > 15) return true;
  // The second group of a telephone number.
  if (digits && i > 0 && tokens_[i - 1].kind == TokenKind::number) return true;
  // (42): an age in brackets.
  return digits && i > 0 && s.end < tokens_.size() && tokens_[i - 1].lower == U"(" &&
         tokens_[s.end].lower == U")";
}

std::size_t QuantityReader::take(std::size_t i, Scanned s) {
  if (counts_nothing(i, s)) return s.end;
  std::size_t begin = i;
  SaidQuantity q;
  q.low = s.low;
  q.high = s.high;
  q.decimals = s.decimals;
  // "20 to 30", "20–30", "between 20 and 30"
  if (!s.rough && s.end + 1 < tokens_.size() && s.unit_offset == 0) {
    const bool dash = tokens_[s.end].lower == U"–" || tokens_[s.end].lower == U"-" ||
                      tokens_[s.end].lower == U"~" || tokens_[s.end].lower == U"—";
    const auto* to = at(Cue::to, s.end);
    const bool between = i > 0 && ending(Cue::between, i) != nullptr;
    const std::size_t other = dash ? s.end + 1 : to != nullptr ? to->end : 0;
    const bool joins =
        dash || (to != nullptr && (between || cues_.phrases(Cue::to)[0] == tokens_[s.end].lower) &&
                 !(cues_.phrases(Cue::to).size() > 0 && !between &&
                   at(Cue::conjunction, s.end) != nullptr));
    if (other > 0 && other < tokens_.size() && joins) {
      const auto second = scan(other);
      if (second && !second->rough && second->low >= s.low && second->decimals == s.decimals) {
        q.high = second->low;
        // "20 to 30 million": the power belongs to both.
        if (second->low >= 1000 * std::max<std::int64_t>(s.low, 1) && s.low < 1000) {
          const auto plain = parse_digits(tokens_[other].lower, cues_.language() != "en");
          if (plain && plain->value > 0 && plain->decimals == 0)
            q.low = s.low * (second->low / plain->value);
        }
        s.end = second->end;
        s.unit_offset = second->unit_offset;
        if (between) begin = ending(Cue::between, i)->begin;
      }
    }
  }
  end_point_ = 0;
  if (begin > 0) take_currency_before(begin, q);
  std::size_t end = s.end;
  if (q.currency.empty() && q.unit.empty()) {
    end = take_unit(s, q);
  } else {
    end_point_ = tokens_[s.end - 1].range.to;
  }
  take_hedges(begin, s, q, end);
  if (!q.unit.empty() || !q.currency.empty() || !bare(i, s)) {
    q.range = {tokens_[begin].range.from, end_point_};
    out_.push_back(std::move(q));
  }
  return std::max(end, s.end);
}

bool QuantityReader::bare(std::size_t i, const Scanned& s) const {
  return tokens_[i].kind != TokenKind::number && !s.rough && s.low <= 3;
}

std::size_t QuantityReader::take_unit(const Scanned& s, SaidQuantity& q) {
  std::size_t next = s.end;
  end_point_ = next > 0 ? tokens_[next - 1].range.to : 0;
  if (s.unit_offset > 0)
    end_point_ = tokens_[next].range.from + static_cast<std::uint32_t>(s.unit_offset);
  if (next >= tokens_.size()) return next;
  if (tokens_[next].lower == U"%") {
    q.unit = "%";
    end_point_ = tokens_[next].range.to;
    return next + 1;
  }
  if (cues_.verb_final()) return take_hangul_unit(s, q);
  for (std::size_t k = next; k < std::min(next + 4, tokens_.size()); ++k) {
    if (tokens_[k].kind == TokenKind::mark && at(Cue::currency, k) == nullptr) break;
    // "una pena de dos años": the second number has its own unit.
    if (k > next && (tokens_[k].kind == TokenKind::number || at(Cue::number, k) != nullptr) &&
        at(Cue::kind, k) == nullptr)
      break;
    const CueMatch* money = at(Cue::currency, k);
    const CueMatch* kind = at(Cue::kind, k);
    const CueMatch* found = money != nullptr ? money : kind;
    if (found == nullptr) {
      if (at(Cue::act, k) != nullptr || at(Cue::say, k) != nullptr) break;
      continue;
    }
    q.unit = encode_points(text_.substr(tokens_[k].range.from,
                                        tokens_[found->end - 1].range.to - tokens_[k].range.from));
    if (money != nullptr) q.currency = std::string(money->value);
    end_point_ = tokens_[found->end - 1].range.to;
    return found->end;
  }
  // No word of the lists: the next word, where it is a plain one; behind "one" an article may be meant.
  std::size_t k = next;
  if (!s.rough && s.low == 1 && tokens_[next - 1].kind == TokenKind::word) return next;
  if (tokens_[k].kind == TokenKind::word && at(Cue::preposition, k) != nullptr && s.rough) ++k;
  if (k < tokens_.size() && tokens_[k].kind == TokenKind::word &&
      std::none_of(
          matches_.begin(), matches_.end(),
          [&](const CueMatch& m) { return m.begin <= k && k < m.end; })) {
    q.unit = encode_points(
        text_.substr(tokens_[k].range.from, tokens_[k].range.to - tokens_[k].range.from));
    end_point_ = tokens_[k].range.to;
    return k + 1;
  }
  return next;
}

std::size_t QuantityReader::take_hangul_unit(const Scanned& s, SaidQuantity& q) {
  const Token& token = tokens_[s.end];
  const std::u32string_view rest = std::u32string_view(token.lower).substr(s.unit_offset);
  std::u32string_view best;
  for (const auto& unit : cues_.phrases(Cue::kind)) {
    if (rest.starts_with(unit) && unit.size() > best.size()) best = unit;
  }
  if (best.empty()) return s.end;
  q.unit = encode_points(best);
  for (const auto& match : cues_.find({Token{{}, TokenKind::word, std::u32string(best)}})) {
    if (match.cue == Cue::currency) q.currency = std::string(match.value);
  }
  end_point_ = token.range.from + static_cast<std::uint32_t>(s.unit_offset + best.size());
  return s.end + 1;
}

void QuantityReader::take_currency_before(std::size_t& begin, SaidQuantity& q) {
  const CueMatch* money = ending(Cue::currency, begin);
  if (money == nullptr) return;
  // "US$20 million dollars" has it once; a word before ("euros 20") counts only as a sign or a code.
  const Token& token = tokens_[money->begin];
  const bool sign = token.kind == TokenKind::mark || token.lower.size() <= 3;
  if (!sign) return;
  q.currency = std::string(money->value);
  begin = money->begin;
  q.unit = encode_points(text_.substr(
      tokens_[begin].range.from, tokens_[money->end - 1].range.to - tokens_[begin].range.from));
}

void QuantityReader::take_hedges(std::size_t& begin, const Scanned& s, SaidQuantity& q,
                                 std::size_t end) {
  std::u32string_view tail = s.hedge_tail;
  if (!tail.empty()) q.hedge = encode_points(tail);
  std::vector<const CueMatch*> found;
  for (int guard = 0; guard < 3 && begin > 0; ++guard) {
    const CueMatch* hedge = ending(Cue::hedge, begin);
    if (hedge == nullptr) break;
    found.push_back(hedge);
    begin = hedge->begin;
  }
  // "500명 이상", "20 people or more": behind the unit.
  if (cues_.verb_final() && end < tokens_.size()) {
    if (const auto* hedge = at(Cue::hedge, end)) {
      found.push_back(hedge);
      end_point_ = tokens_[hedge->end - 1].range.to;
    } else if (end > 0 && tokens_[end].lower.starts_with(U"이상")) {
      q.high.reset();
      q.hedge = "이상";
      end_point_ = tokens_[end].range.from + 2;
    }
  }
  for (const CueMatch* hedge : found) {
    if (hedge->value == "min") q.high.reset();
    // "засудив до п'яти років": a term, no bound.
    const bool term = tokens_[hedge->begin].lower == U"до" &&
                      std::any_of(matches_.begin(), matches_.end(), [&](const CueMatch& m) {
                        return m.cue == Cue::convict && m.end <= hedge->begin;
                      });
    if (hedge->value == "max" && !s.rough && !term) q.low.reset();
    if (!q.hedge.empty()) q.hedge.insert(0, " ");
    q.hedge.insert(0, encode_points(text_.substr(
                          tokens_[hedge->begin].range.from,
                          tokens_[hedge->end - 1].range.to - tokens_[hedge->begin].range.from)));
  }
}

std::optional<DigitNumber> parse_digits(std::u32string_view digits, bool comma_is_decimal) {
  std::u32string plain;
  for (const char32_t c : digits) {
    if (is_blank(c) || c == U'\'' || c == 0xA0 || c == 0x202F) continue;
    plain.push_back(c);
  }
  const char32_t decimal_mark = comma_is_decimal ? U',' : U'.';
  const char32_t group_mark = comma_is_decimal ? U'.' : U',';
  // One mark before one, two or more than three digits is a decimal point in any language.
  const auto last = plain.find_last_of(U".,");
  const auto count =
      std::count_if(plain.begin(), plain.end(), [](char32_t c) { return c == U'.' || c == U','; });
  std::size_t decimals_from = std::u32string::npos;
  if (last != std::u32string::npos) {
    const std::size_t behind = plain.size() - last - 1;
    if (plain[last] == decimal_mark && (behind != 3 || count == 1)) {
      decimals_from = last;
      // 1,200 in a language of decimal commas stays a decimal only where it cannot be a group: never silently
      // a thousand times smaller, so three digits behind a lone mark are a group.
      if (behind == 3 && plain[0] != U'0') decimals_from = std::u32string::npos;
    } else if (plain[last] == group_mark && behind != 3 && count == 1) {
      decimals_from = last;
    } else if (behind != 3) {
      return std::nullopt;  // 3.12.2025, 192.168.0.1
    }
  }
  DigitNumber out;
  int used = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (!is_digit(plain[i])) continue;
    if (++used > 15) return std::nullopt;
    out.value = out.value * 10 + static_cast<std::int64_t>(plain[i] - U'0');
    if (decimals_from != std::u32string::npos && i > decimals_from) ++out.decimals;
  }
  while (out.decimals > 0 && out.value % 10 == 0) {
    out.value /= 10;
    --out.decimals;
  }
  return out;
}

std::vector<SaidQuantity> read_quantities(std::u32string_view text,
                                          const std::vector<Token>& tokens,
                                          const std::vector<CueMatch>& matches, const Cues& cues) {
  return QuantityReader(text, tokens, matches, cues).read();
}

}  // namespace cuibono::claims
