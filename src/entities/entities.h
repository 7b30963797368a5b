#pragma once
// entities: who is who. Selectors that one record names together belong to one entity.
//
// In    Evidence.
// Out   Entities: a partition of the selectors; names in every spelling; statements with their records.
//
// entities.cc    entities by equal selectors, canonical ids
// statements.cc  FollowTheMoney statements with their records
// name_*.h       names of entities in the documents, in any script: leads, which join nothing
// match_*.h      records of plain columns: comparisons, candidate pairs, a learned model, clusters
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::entities {

struct EntityTag;
/// Position in Entities::entities, which is sorted by canonical id.
using EntityId = core::Id<EntityTag, std::uint32_t>;
inline constexpr EntityId no_entity{0xFFFFFFFFU};

/// FollowTheMoney statement with the record it stands on.
struct Statement {
  EntityId entity{};
  std::string prop;  ///< FollowTheMoney property: name, alias, phone, email, country, notes …
  std::string value;
  evidence::RecordRef record;
  auto operator<=>(const Statement&) const = default;
};

/// A person, firm or thing as far as equal selectors tell. A lead, never an identity.
struct Entity {
  std::string id;  ///< "cb-" and 16 hex digits of the smallest selector: stable under new files
  std::string
      schema;  ///< FollowTheMoney: Person, Company, LegalEntity, BankAccount, CryptoWallet …
  std::vector<evidence::SelectorId> selectors;  ///< sorted
  std::vector<std::string> names;               ///< distinct spellings, sorted
  std::vector<std::string> countries;
  std::vector<std::uint32_t> items;  ///< item ranks that speak of it, sorted
  std::vector<evidence::RecordRef>
      records;                       ///< sorted, distinct; calls and transfers are not listed
  bool is_victim = false;            ///< a report names it as victim
  std::uint8_t score_percent = 100;  ///< of the weakest join; 100: a single record or equal ids
  std::string weakest;               ///< the join that holds it together, in words; may be empty
};

/// How well words of a text are a name of the case; stronger first. None is an identity.
enum class MentionGrade : std::uint8_t { exact, inflected, other_script, possible };
[[nodiscard]] std::string_view mention_grade_name(MentionGrade grade) noexcept;

/// Whom a name in a text may be of.
struct Candidate {
  MentionGrade grade = MentionGrade::possible;
  EntityId entity = no_entity;  ///< no_entity: a platform that reports name
  evidence::TextId platform{};
  std::string name;  ///< its first spelling in the records
  std::string why;   ///< "same words in another script", …
};

/// A name of the case in running text. A lead: it joins nothing and states no fact.
struct NameMention {
  std::uint32_t paragraph = 0;                  ///< in Evidence::paragraphs
  std::uint32_t from = 0, to = 0;               ///< code points of the paragraph's text
  MentionGrade grade = MentionGrade::possible;  ///< of its strongest candidate
  std::string text;                             ///< as written
  std::vector<Candidate> candidates;            ///< rivals, all that fit: none is chosen
  bool may_be_victim = false;                   ///< one of all candidates is a victim
  std::uint32_t candidates_all = 0;             ///< how many there are, where more than are listed
};

/// All entities that more than a bare selector is known of, and the partition.
struct Entities {
  std::vector<Entity> entities;       ///< sorted by id
  std::vector<EntityId> of_selector;  ///< [selectors]; no_entity: a bare selector
  std::vector<Statement> statements;  ///< sorted
  std::uint64_t doubtful_joins =
      0;  ///< records that a shared phone, account, handset or card alone joined
  std::uint64_t kept_apart = 0;       ///< shared selectors that did not join all their holders
  std::vector<NameMention> mentions;  ///< by (paragraph, place): name_mentions.h
  [[nodiscard]] const Entity* find(evidence::SelectorId selector) const noexcept;
};

/// Which shared selectors join their holders. Documents, e-mails and a source's own ids of a person always do;
/// what families and firms share (phones, accounts, handsets, cards) is where identity is in doubt.
enum class Joining : std::uint8_t {
  usual,       ///< where the names agree, or no more than one is stated
  sure_ids,    ///< never
  any_shared,  ///< always, whatever the names
  drawn,       ///< half of those that are usual, by the seed
};
struct JoinRule {
  Joining joining = Joining::usual;
  std::uint64_t seed = 0, draw = 0;  ///< of drawn
};

/// Entities by equal selectors.
///
/// In      Evidence: reports, ties, watch entries, account facts name several selectors of one holder.
///         rule: other than usual only where a replay asks what hangs on it.
/// Out     Entities. Names alone join nothing. A selector shared by holders of different names joins them
///         only when it is a document number, an e-mail or a source's own id of the person; a shared
///         phone, account or handset is kept as an edge of the network instead, and said in `weakest`.
///         A shared number of a victim stays with the victim. A company is not its owner, director
///         or staff.
/// Laws    1 each selector is in at most one entity.  2 order of records and items does not matter.
///         3 entities of sure_ids are parts of those that are drawn, these of the usual ones, these of any_shared.
///         4 a draw is a function of (seed, draw, selector and names).
/// Cost    O(selectors α).
/// Errors  cancelled.
[[nodiscard]] core::Result<Entities> make_entities(const core::RunContext& context,
                                                   const evidence::Evidence& evidence,
                                                   const JoinRule& rule = {});

}  // namespace cuibono::entities
