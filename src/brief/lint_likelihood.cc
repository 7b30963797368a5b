// Likelihood and confidence: one yardstick, a number beside the word, never both in one sentence.
#include <algorithm>

#include "brief/lint_parts.h"

namespace cuibono::brief {
namespace {

bool is_of(const LikelihoodTerm& term, Yardstick yardstick) {
  return yardstick == Yardstick::phia ? term.phia_low >= 0 : term.icd_low >= 0;
}

/// Percent of a number in hundredths, so that 19.99 is below 20.
std::optional<int> hundredths_of(const TextNumber& number) {
  const auto whole = core::parse_uint64(number.whole);
  if (!whole || *whole > 100) return std::nullopt;
  const std::string decimals = (number.decimals + "00").substr(0, 2);
  return static_cast<int>(*whole) * 100 + (decimals[0] - '0') * 10 + (decimals[1] - '0');
}

bool is_in_band(const LikelihoodTerm& term, Yardstick yardstick, int hundredths) {
  const bool is_phia = yardstick == Yardstick::phia;
  const int low = 100 * (is_phia ? term.phia_low : term.icd_low);
  const int high = 100 * (is_phia ? term.phia_high : term.icd_high);
  // ICD 203: bands meet, and hold their lower end; the last holds 99 too. PHIA: bands have gaps, and
  // hold both ends but where it says "less than".
  const bool has_end = is_phia ? !term.phia_open : term.icd_high == 99;
  return hundredths >= low && (has_end ? hundredths <= high : hundredths < high);
}

void check_band(SentenceUnderLint& under, const FoundWord& word) {
  const auto& term = likelihood_terms()[word.term];
  const Yardstick yardstick = under.input.yardstick;
  for (const auto& number : under.numbers) {
    if (!number.is_percent) continue;
    const auto hundredths = hundredths_of(number);
    if (hundredths && is_in_band(term, yardstick, *hundredths)) continue;
    under.complain("likelihood_outside_band", under.words_at(word.begin, word.end) + ", " +
                                                  under.words_at(number.begin, number.end) + " %");
  }
}

}  // namespace

std::optional<Yardstick> find_yardstick(std::string_view name) noexcept {
  std::string letters;
  for (const char c : core::ascii_lower(name))
    if (c != ' ' && c != '-' && c != '_') letters += c;
  if (letters == "phia") return Yardstick::phia;
  if (letters == "icd203" || letters == "icd") return Yardstick::icd203;
  return std::nullopt;
}

std::string_view yardstick_name(Yardstick yardstick) noexcept {
  return yardstick == Yardstick::phia     ? "phia"
         : yardstick == Yardstick::icd203 ? "icd203"
                                          : "undeclared";
}

void lint_likelihood(SentenceUnderLint& under) {
  const FoundWord* likelihood = under.find(WordKind::likelihood);
  const FoundWord* confidence = under.find(WordKind::confidence);
  const auto is_ours = [&](const FoundWord* word) {
    return word != nullptr && !under.is_theirs(word->begin);
  };
  if (is_ours(likelihood) && is_ours(confidence)) {
    under.complain("likelihood_with_confidence",
                   under.words_at(likelihood->begin, likelihood->end) + ", " +
                       under.words_at(confidence->begin, confidence->end));
  } else if (is_ours(confidence) && under.find(WordKind::reason) == nullptr) {
    under.complain("confidence_without_reason", under.words_at(confidence->begin, confidence->end));
  }
  const bool has_number = std::any_of(under.numbers.begin(), under.numbers.end(),
                                      [](const auto& number) { return number.is_percent; });
  for (const auto& word : under.words) {
    if (word.kind != WordKind::likelihood || !is_ours(&word)) continue;
    const std::string meant = under.words_at(word.begin, word.end);
    if (!has_number) under.complain("likelihood_without_number", meant);
    if (under.input.yardstick == Yardstick::undeclared) {
      under.complain("yardstick_undeclared", meant);
    } else if (!is_of(likelihood_terms()[word.term], under.input.yardstick)) {
      under.complain("yardstick_mixed", meant);
    } else {
      check_band(under, word);
    }
  }
}

void lint_rows(const LintInput& input, std::vector<Complaint>& complaints) {
  if (input.yardstick != Yardstick::icd203) return;
  std::uint8_t first_row = 0;
  for (const auto& sentence : input.sentences) {
    const std::u32string points = points_of(sentence.text);
    const auto words = find_words(points);
    SentenceUnderLint under{input, sentence, points, words, {}, false, complaints};
    for (const auto& word : words) {
      if (word.kind != WordKind::likelihood || !sentence.claims.empty()) continue;
      const std::uint8_t row = likelihood_terms()[word.term].icd_row;
      if (row == 0) continue;
      if (first_row == 0) first_row = row;
      if (row != first_row) under.complain("yardstick_mixed", under.words_at(word.begin, word.end));
    }
  }
}

}  // namespace cuibono::brief
