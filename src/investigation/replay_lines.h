#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "investigation/replay_pairs.h"

namespace cuibono::investigation {

/// out/replay/<family>.jsonl: {family, draw, key, present, value}.
///
/// Out     for each draw, by key, a line for each key of the run and for each that only the draw has. Amounts
///         are strings of the ledger unit, counts are numbers; value is null where there is none. Keys
///         are shown as outputs show them: victims are pseudonyms.
class ReplayLines {
 public:
  /// In  run: borrows; of_run: what the run found, sorted by key.
  ReplayLines(std::string family, const brief::BriefInput& run, const std::vector<Found>& of_run);
  /// What a draw stands for: a line with the key "mask".
  void name(std::uint64_t draw, const std::string& mask);
  void add(std::uint64_t draw, const std::vector<Found>& found);  ///< sorted by key
  [[nodiscard]] std::string take();  ///< what was added since it was last taken
  [[nodiscard]] brief::OutputFile finish() &&;

 private:
  void line(std::uint64_t draw, const std::string& key, const Found* found);
  const std::string& shown(const std::string& key);

  std::string family_, bytes_;
  const brief::BriefInput& run_;
  std::vector<std::string> keys_;  // of the run, sorted
  std::map<std::string, std::string> shown_;
};

/// A line whose value is a word of ours.
[[nodiscard]] std::string plain_line(const std::string& family, std::uint64_t draw,
                                     const std::string& key, const std::string& value);

}  // namespace cuibono::investigation
