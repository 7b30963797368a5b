#pragma once
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "brief/brief.h"
#include "brief/scrub.h"

namespace cuibono::brief {

/// Who is shown under which name. Every output goes through here.
///
/// In      victims are the entities that reports name as such, with the accounts that their reported
///         payments left by the statements.
/// Out     victims are "V-" and twice four letters by a keyed hash of their selector in the first report (of
///         their smallest one where none is theirs); all their selectors, their
///         entity ids and their names in free text are replaced, as far as scrub.h finds them. In the mode
///         `omit` every victim is "a victim", and has no line of its own; in the mode `clear` nothing
///         is replaced.
/// Laws    1 the same victim has the same pseudonym in every output of one key.
///         2 no output of `selector` or `scrub` contains a victim's selector, however it is written, nor a
///           victim's whole name, unless victims = clear.
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
  /// A selector that is shown already, without the noun.
  [[nodiscard]] static std::string label(std::string_view shown);
  /// An id or selector given as text (subject of a finding, part of a key).
  [[nodiscard]] std::string subject(std::string_view text) const;
  [[nodiscard]] bool is_victim(evidence::SelectorId id) const;
  /// The pseudonym of a victim's entity; empty for others and in the mode `clear`.
  [[nodiscard]] std::string pseudonym(const entities::Entity& entity) const;
  /// Text of ours or of a record: victims' ids, selectors, numbers and whole names replaced.
  [[nodiscard]] std::string scrub(std::string_view text) const;
  /// The same, with selectors as a reader writes them: "LT61…", "+999…".
  [[nodiscard]] std::string readable(std::string_view text) const;
  /// Free text that a victim wrote or that speaks of one: also every part of a victim's name.
  [[nodiscard]] std::string scrub_narrative(std::string_view text) const;
  /// Why a column of an item is read as it is: cells of victims' reports are not quoted.
  [[nodiscard]] std::string scrub_reason(std::string_view text, evidence::ItemKind kind) const;
  [[nodiscard]] std::string key(std::string_view finding_key) const;
  [[nodiscard]] bool hides() const noexcept { return hides_; }
  [[nodiscard]] bool omits() const noexcept { return omits_; }

 private:
  /// Names of victims as documents spell them: inflected, in other scripts.
  void add_mentions();

  bool hides_ = true, omits_ = false;
  const evidence::Evidence& evidence_;
  const entities::Entities& entities_;
  /// Accounts of victims that only the statements tell.
  std::map<evidence::SelectorId, const entities::Entity*> payers_;
  std::unordered_map<std::string, std::string> by_text_;  ///< selector or entity id → pseudonym
  Scrubber scrubber_;
};

}  // namespace cuibono::brief
