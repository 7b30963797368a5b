// Court, level, appeal, and the day on which something was said.
#include <algorithm>

#include "claims/assertion_parts.h"
#include "core/core.h"

namespace cuibono::claims {
namespace {

bool joins_name(const SentenceView& view, std::size_t token) {
  return view.is_word(token) && (view.capital(token) || view.is(Cue::court, token));
}

/// The whole name of a court around its cue: "Northhaven District Court", "Landgericht Musterstadt".
Span court_name(const SentenceView& view, const CueMatch& match) {
  Span span{match.begin, match.end};
  while (span.begin > 0 && view.is_word(span.begin - 1) &&
         !view.is(Cue::preposition, span.begin - 1) && !view.is(Cue::article, span.begin - 1) &&
         !view.is(Cue::passive_verb, span.begin - 1) && !view.is(Cue::convict, span.begin - 1) &&
         !view.is(Cue::overturn, span.begin - 1) && !view.is(Cue::say, span.begin - 1) &&
         !view.is(Cue::time, span.begin - 1) && view.capital(span.begin - 1)) {
    --span.begin;
  }
  const std::size_t count = view.tokens.size();
  while (span.end < count) {
    if (joins_name(view, span.end) && !view.is(Cue::convict, span.end)) {
      ++span.end;
    } else if (span.end + 1 < count && view.is(Cue::preposition, span.end) &&
               view.capital(span.end + 1) && !view.cues->verb_final() &&
               !view.is(Cue::time, span.end + 1) && !view.is(Cue::month, span.end + 1) &&
               view.tokens[span.end].lower.size() <= 3 && view.tokens[span.end].lower != U"to" &&
               view.tokens[span.end].lower != U"por") {
      span.end += 2;
    } else {
      break;
    }
  }
  return span;
}

std::optional<std::int64_t> number_of(const Token& token) {
  std::string digits;
  for (const char32_t c : token.lower) {
    if (!is_digit(c)) return std::nullopt;
    digits.push_back(static_cast<char>(c));
  }
  return core::parse_int64(digits);
}

std::optional<std::int64_t> day_us(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr std::int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day > days[month - 1] + (month == 2 && leap ? 1 : 0)) return std::nullopt;
  // Days since 1970 (Gregorian), by counting in eras of 400 years.
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = y / 400, in_era = y % 400;
  const std::int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t in_eras = in_era * 365 + in_era / 4 - in_era / 100 + in_year;
  return (era * 146097 + in_eras - 719468) * core::us_per_day;
}

}  // namespace

void set_court(const SentenceView& view, Span part, Assertion& assertion) {
  const Span all{0, view.tokens.size()};
  for (const Cue cue : {Cue::appeal_closed, Cue::appeal_open}) {
    const CueMatch* appeal = view.first(cue, all);
    // Behind a later judgment it is that one's.
    if (appeal != nullptr &&
        std::none_of(view.matches.begin(), view.matches.end(), [&](const CueMatch& match) {
          return (match.cue == Cue::convict || match.cue == Cue::overturn) &&
                 match.begin >= part.end && match.begin < appeal->begin;
        }))
      assertion.appeal_open = cue == Cue::appeal_open;
  }
  const CueMatch* best = nullptr;
  int best_rank = -1;
  for (const auto& match : view.matches) {
    if (match.cue != Cue::court || match.begin < part.begin || match.end > part.end) continue;
    const Range at{view.tokens[match.begin].range.from, view.tokens[match.end - 1].range.to};
    const auto meets = [&](const Words& words) {
      return words.range.from < at.to && at.from < words.range.to;
    };
    if (assertion.force == Force::overturned && meets(assertion.subject)) continue;
    const int rank = (meets(assertion.speaker) ? 2 : 0) + (match.value.empty() ? 0 : 1);
    if (rank <= best_rank) continue;
    best = &match;
    best_rank = rank;
  }
  if (best == nullptr) return;
  assertion.level = std::string(best->value);
  assertion.court = view.words(court_name(view, *best));
}

std::optional<std::int64_t> find_day(const SentenceView& view, Span span) {
  const auto& tokens = view.tokens;
  span.end = std::min(span.end, tokens.size());
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (tokens[i].kind != TokenKind::number) {
      // March 3, 2026
      const auto* month = view.at(Cue::month, i);
      if (month == nullptr || i + 3 >= tokens.size() || !view.is_mark(i + 2, U",")) continue;
      const auto day = number_of(tokens[i + 1]), year = number_of(tokens[i + 3]);
      if (day && year) {
        if (const auto us = day_us(*year, core::parse_int64(month->value).value_or(0), *day))
          return us;
      }
      continue;
    }
    // 03.03.2026: one token.
    const auto& digits = tokens[i].lower;
    const auto dots = std::count(digits.begin(), digits.end(), U'.');
    if (dots == 2) {
      const auto parts = core::split(encode_points(digits), '.');
      const std::vector<std::string> kept = {std::string(parts[0]), std::string(parts[1]),
                                             std::string(parts[2])};
      const auto day = core::parse_int64(kept[0]), month = core::parse_int64(kept[1]),
                 year = core::parse_int64(kept[2]);
      if (day && month && year) {
        if (const auto us = day_us(*year, *month, *day)) return us;
      }
      continue;
    }
    const auto first = number_of(tokens[i]);
    if (!first) continue;
    // 2026-03-03
    if (i + 4 < tokens.size() && tokens[i + 1].lower == U"-" && tokens[i + 3].lower == U"-") {
      const auto month = number_of(tokens[i + 2]), day = number_of(tokens[i + 4]);
      if (month && day) {
        if (const auto us = day_us(*first, *month, *day)) return us;
      }
    }
    // 2026년 3월 3일
    if (i + 5 < tokens.size() && tokens[i + 1].lower == U"년" && tokens[i + 3].lower == U"월" &&
        tokens[i + 5].lower.starts_with(U"일")) {
      const auto month = number_of(tokens[i + 2]), day = number_of(tokens[i + 4]);
      if (month && day) {
        if (const auto us = day_us(*first, *month, *day)) return us;
      }
    }
    // 3 March 2026, 3. März 2026, 3 de marzo de 2026, 3 марта 2026 года
    std::size_t next = i + 1;
    const auto skip = [&] {
      if (next < tokens.size() && (tokens[next].lower == U"." || tokens[next].lower == U"de" ||
                                   tokens[next].lower == U"of"))
        ++next;
    };
    skip();
    const auto* month = next < tokens.size() ? view.at(Cue::month, next) : nullptr;
    if (month == nullptr) continue;
    next = month->end;
    skip();
    const auto year = next < tokens.size() ? number_of(tokens[next]) : std::nullopt;
    if (!year) continue;
    if (const auto us = day_us(*year, core::parse_int64(month->value).value_or(0), *first))
      return us;
  }
  return std::nullopt;
}

}  // namespace cuibono::claims
