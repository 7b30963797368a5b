#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::money {

/// A step of a tree: a sign at most `threshold` goes to `left`, any other to `right`. `value` is the sum that
/// the tree gives to what reaches the step, in millionths of log-odds; at a leaf (left = 0) that is its answer.
struct ModelStep {
  std::uint32_t sign = 0;
  std::int32_t threshold = 0;
  std::uint32_t left = 0, right = 0;
  std::int64_t value = 0;
};

/// Of 1,000 simulated accounts with a sum of at least `from`, and below the next, so many were of the purpose.
struct ModelBand {
  std::int64_t from = 0;
  std::uint16_t of_1000 = 0;
};

/// What tells one purpose of an account from all others: trees whose answers are added, then a table.
struct PurposeModel {
  std::string purpose;
  std::vector<std::vector<ModelStep>> trees;  ///< the first step of each is its root
  std::vector<ModelBand> bands;               ///< ascending; the first begins at INT64_MIN
};

/// A model file: what was learned from simulated cases (docs/model_card.md).
struct AccountModel {
  std::string basis;               ///< on what it was calibrated, as outputs must say it
  std::vector<std::string> signs;  ///< names of what it looks at, in order
  std::vector<PurposeModel> purposes;
};

/// Reads a model file.
///
/// In      text of tools/train_accounts.py: a line a tree, whole numbers only.
/// Errors  bad_input with the line: a word that is not known, a number that is none, a step that leads back or
///         out of its tree, a sign that is not there, bands that do not ascend.
/// Laws    1 every walk through a tree of the answer ends: steps lead forward.
[[nodiscard]] core::Result<AccountModel> read_account_model(std::string_view text);

/// What one sign added, over all trees: what the sums of the steps changed by where the walk split on it.
struct SignWeight {
  std::uint32_t sign = 0;
  std::int64_t millionths = 0;
  bool operator==(const SignWeight&) const = default;
};
struct ModelAnswer {
  std::int64_t millionths = 0;       ///< log-odds by the trees
  std::int64_t base_millionths = 0;  ///< before any sign was looked at
  std::uint16_t of_1000 = 0;         ///< of simulated accounts with such a sum
  std::vector<SignWeight> weights;   ///< by size, then sign; none is 0
  bool operator==(const ModelAnswer&) const = default;
};

/// What a model says of one account.
///
/// In      signs in the order of the model's.
/// Laws    1 the base and all weights sum to the log-odds, exactly.  2 no fraction is computed: the same
///         bytes anywhere.  3 of_1000 never falls where the log-odds rise.
/// Cost    a step for each level of each tree, about 5 ns.
/// Source  trees by gradient boosting (Friedman 2001), learned outside; weights by the way (Saabas 2014): they
///         sum to the answer and say what this model used, not what causes anything.
/// Check   ask_model_reference.
[[nodiscard]] ModelAnswer ask_model(const PurposeModel& model, std::span<const std::int32_t> signs);
[[nodiscard]] ModelAnswer ask_model_reference(const PurposeModel& model,
                                              std::span<const std::int32_t> signs);

/// A file of src/money/models.
struct ModelFile {
  std::string_view name, text;
};
[[nodiscard]] const std::vector<ModelFile>& bundled_model_files();
/// The one that the program brings. Errors  integrity: it does not fit this program.
[[nodiscard]] core::Result<AccountModel> bundled_account_model();

}  // namespace cuibono::money
