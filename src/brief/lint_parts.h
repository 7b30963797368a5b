#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "brief/lint.h"
#include "brief/lint_numbers.h"
#include "brief/lint_words.h"

namespace cuibono::brief {

/// One sentence while it is looked at.
struct SentenceUnderLint {
  const LintInput& input;
  const LintSentence& sentence;
  std::u32string points;  ///< with what is not ours blotted out, letter for letter
  std::vector<FoundWord> words;
  std::vector<TextNumber> numbers;  ///< that a rule must account for
  bool is_attributed = false;       ///< it gives the words of whoever made a marked claim
  std::vector<Complaint>& complaints;

  /// The rule's remedy is in lint_rules().
  void complain(std::string_view rule, std::string words_meant);
  [[nodiscard]] std::string words_at(std::size_t begin, std::size_t end) const;
  [[nodiscard]] const FoundWord* find(WordKind kind) const;
  /// Whether what stands at a place is somebody else's words.
  [[nodiscard]] bool is_theirs(std::size_t at) const;
};

/// A sign that stands for what was blotted out: neither letter nor digit.
inline constexpr char32_t blot = U'\uFFFC';
/// Blots out each place where `part` stands as whole words.
void blot_out(std::u32string& points, std::string_view part);

void lint_likelihood(SentenceUnderLint& under);
void lint_numbers(SentenceUnderLint& under);
/// Over all sentences: words of two rows of ICD 203.
void lint_rows(const LintInput& input, std::vector<Complaint>& complaints);

}  // namespace cuibono::brief
