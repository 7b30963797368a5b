#pragma once
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "brief/brief.h"

namespace cuibono::brief {

/// Who is shown under which name. Every output goes through here.
///
/// Out     victims are "V-XXXX-XXXX" by a keyed hash of their smallest selector; all their selectors, their
///         entity ids and their names in free text are replaced. In the mode `clear` nothing is.
/// Laws    1 the same victim has the same pseudonym in every output of one key.
///         2 no output of `selector` or `scrub` contains a victim's selector while victims = pseudonym.
class Privacy {
 public:
  Privacy(const CaseFacts& facts, const evidence::Evidence& evidence,
          const entities::Entities& entities);

  /// A selector as outputs may show it: its text, or "victim:V-…".
  [[nodiscard]] std::string selector(evidence::SelectorId id) const;
  /// The same for a reader: "account LT61…", "number +999…", "victim V-…"; `plain` without the noun.
  [[nodiscard]] std::string reader(evidence::SelectorId id) const;
  [[nodiscard]] std::string reader(std::string_view selector_text) const;
  [[nodiscard]] std::string plain(evidence::SelectorId id) const;
  /// An id or selector given as text (subject of a finding, part of a key).
  [[nodiscard]] std::string subject(std::string_view text) const;
  [[nodiscard]] bool is_victim(evidence::SelectorId id) const;
  /// The pseudonym of a victim's entity; empty for others and in the mode `clear`.
  [[nodiscard]] std::string pseudonym(const entities::Entity& entity) const;
  /// Free text of ours or of a record: victims' ids, selectors and numbers replaced.
  [[nodiscard]] std::string scrub(std::string_view text) const;
  /// The same, with selectors as a reader writes them: "LT61…", "+999…".
  [[nodiscard]] std::string readable(std::string_view text) const;
  /// Free text that a victim wrote or that speaks of one: also every part of a victim's name.
  [[nodiscard]] std::string scrub_narrative(std::string_view text) const;
  [[nodiscard]] std::string key(std::string_view finding_key) const;
  [[nodiscard]] bool hides() const noexcept { return hides_; }

 private:
  [[nodiscard]] std::string replace(std::string_view text, bool names) const;
  bool hides_ = true, omits_ = false;
  const evidence::Evidence& evidence_;
  const entities::Entities& entities_;
  std::unordered_map<std::string, std::string>
      by_text_;  ///< selector text or entity id → pseudonym
  std::unordered_map<std::string, std::string> by_digits_;  ///< last digits of a number → pseudonym
  std::unordered_map<std::string, std::string> by_word_;    ///< part of a name, folded → pseudonym
  std::vector<std::string> pseudonyms_;                     ///< [entities]
};

}  // namespace cuibono::brief
