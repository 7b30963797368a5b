#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brief/brief.h"
#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::investigation {

/// case.toml: what people decided about the case as a whole.
struct CaseSettings {
  static constexpr int schema = 1;
  std::string id, title, marking;
  std::string zone;      ///< IANA; empty: not stated
  std::string currency;  ///< in which sums are told as well, a code; empty: in none
  std::vector<std::string> rate_order = {"case", "ecb"};
  static constexpr std::int64_t rate_age_usual = 5;
  std::int64_t rate_age_days = rate_age_usual;  ///< how old a reference rate may be
  bool simulated = false;
  brief::VictimNames victims = brief::VictimNames::pseudonym;
  std::string pseudonym_key;            ///< empty: taken from the reports' own bytes
  std::vector<std::string> privileged;  ///< contacts whose calls stay closed: "tel:+999…", sorted
  std::string grading_scheme;           ///< "admiralty", "3x5x2", "4x4"; empty: as given
  std::string yardstick;                ///< of words of likelihood: "phia", "icd203"; empty: none
  static constexpr std::uint64_t draws_usual = 200, draws_most = 100'000;
  std::vector<std::string> replay;    ///< families that a run includes
  std::uint64_t draws = draws_usual;  ///< of the family bootstrap
  std::uint64_t seed = 1;
  std::uint32_t auto_permille = 0;  ///< from which probability on holders join; 0: none by itself
  static constexpr std::uint32_t review_usual = 600, auto_least = 500;
  std::uint32_t review_permille = review_usual;  ///< from which on a pair is listed for a person
};

/// A case folder that has been opened: its place, its settings, its items in order of `add`.
struct Case {
  std::string folder;
  CaseSettings settings;
  std::vector<evidence::Item> items;
  [[nodiscard]] std::string path(std::string_view relative) const {
    return folder + "/" + std::string(relative);
  }
  /// Where the bytes of an item lie.
  [[nodiscard]] std::string path_of(const evidence::Item& item) const {
    return item.linked ? item.path : path(item.path);
  }
};

/// Errors  bad_input: case.toml is not TOML, has an unknown key or another schema; `where` has the line.
[[nodiscard]] core::Result<CaseSettings> settings_from_toml(std::string_view toml,
                                                            std::string_view where);
[[nodiscard]] std::string settings_to_toml(const CaseSettings& settings);

/// Looks for case.toml in `folder`, or when that is empty here and upwards.
/// Errors  bad_input: no case.toml; a manifest line that cannot be read (integrity).
[[nodiscard]] core::Result<Case> open_case(const std::string& folder);

/// Makes a case folder. Errors  usage: there is a case already.
[[nodiscard]] core::Result<Case> make_case(const std::string& folder, const CaseSettings& settings);

/// One line of evidence/manifest.jsonl, and back.
[[nodiscard]] std::string item_to_json(const evidence::Item& item);
[[nodiscard]] core::Result<evidence::Item> item_from_json(std::string_view line,
                                                          std::string_view where);
/// Mapping file of an item: mappings/<label>.yml.
[[nodiscard]] std::string mapping_path(const Case& the_case, const evidence::Item& item);

}  // namespace cuibono::investigation
