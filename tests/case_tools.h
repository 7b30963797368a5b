#pragma once
// Case folders for tests: made, copied, spoiled, compared, removed.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "investigation/investigation.h"

namespace cuibono::cross {

/// A folder under the test's temporary folder, removed at the end of its life.
class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

[[nodiscard]] std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);
/// Regular files below a folder, by path relative to it, sorted.
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder);
void copy_folder(const std::string& from, const std::string& to);

/// A simulated case of seed 1, not yet run: made once for a process, copied to `folder`.
void copy_simulated(double scale, const std::string& folder);

/// Files of a folder of results, by name, without what may differ from run to run (metrics.json).
using Files = std::map<std::string, std::string>;
[[nodiscard]] Files results_in(const std::string& folder);
[[nodiscard]] Files results_of(const investigation::RunReport& report);
/// The same with each item's label written as its hash. Without manifest.json, which holds the hashes of the others
/// as they were before.
[[nodiscard]] Files with_hashes_for_labels(const Files& files,
                                           const std::vector<evidence::Item>& items);
/// A table of Parquet as lines of text: a compressed file is not compared byte for byte once labels differ.
[[nodiscard]] std::string parquet_as_text(const std::string& bytes);
/// Whether all files are equal; if not, which differ and where.
[[nodiscard]] testing::AssertionResult same(const Files& a, const Files& b);

/// A new case with the same settings that holds `items` of `from`, added in this order. Their mapping files
/// go along, since they are authored.
[[nodiscard]] investigation::Case case_of(const investigation::Case& from,
                                          const std::vector<evidence::Item>& items,
                                          const std::string& folder);

[[nodiscard]] core::RunContext threads(unsigned count);
/// Opens, runs, and puts the results in place unless told not to; a failure is a failure of the test.
[[nodiscard]] investigation::RunReport run_case(const std::string& folder,
                                                unsigned thread_count = 2,
                                                const evidence::MaskRequest& mask = {},
                                                bool write = true);

[[nodiscard]] nlohmann::json read_json(const std::string& path);
[[nodiscard]] std::vector<nlohmann::json> read_json_lines(const std::string& path);

}  // namespace cuibono::cross
