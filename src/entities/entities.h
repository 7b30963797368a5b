#pragma once
// entities: who is who. Selectors that one record names together belong to one entity.
//
// In    Evidence.
// Out   Entities: a partition of the selectors; names in every spelling; statements with their records.
//
// entities.cc    entities by equal selectors, canonical ids
// judged.h, match_*.h   what people decided; holders compared by a learned model, and its clusters
// statements.cc  FollowTheMoney statements with their records
// name_*.h       names: mentions in documents; how well two names go together (name_match.h). They join nothing
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
      records;                          ///< sorted, distinct; calls and transfers are not listed
  bool is_victim = false;               ///< a report names it as victim
  std::uint8_t score_percent = 100;     ///< of the weakest join; 100: a single record or equal ids
  std::string weakest;                  ///< the join that holds it together, in words; may be empty
  std::vector<std::string> judgements;  ///< ids of those that joined parts of it, sorted
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
  std::vector<std::string> unheeded;  ///< judgements that were not heeded, each with why
  std::vector<NameMention> mentions;  ///< by (paragraph, place): name_mentions.h
  [[nodiscard]] const Entity* find(evidence::SelectorId selector) const noexcept;
};

/// What a person decided of the holders of two selectors. Unsure joins and parts nothing: it is asked no more.
enum class Verdict : std::uint8_t { same, different, unsure };
[[nodiscard]] std::string_view verdict_name(Verdict verdict) noexcept;
struct Judgement {
  std::string id;    ///< "J3"
  std::string a, b;  ///< selectors in normal form, each of one of the two
  Verdict verdict = Verdict::unsure;
  std::int64_t at_us = 0;              ///< when it was made
  std::int64_t undone_us = INT64_MAX;  ///< when it was undone
  std::string by{}, why{};             ///< who, and on what ground
};

/// Those in force: made by then and not undone by then. Nothing: now.
[[nodiscard]] std::vector<Judgement> judgements_by(std::span<const Judgement> judgements,
                                                   std::optional<std::int64_t> as_of_us);

/// The judgements that say a chain of "the same" from one side of a "different" to its other, that one last;
/// empty: none contradict.
[[nodiscard]] std::vector<Judgement> find_contradiction(std::span<const Judgement> judgements);

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
  std::uint64_t seed = 0, draw = 0;     ///< of drawn
  std::vector<Judgement> judgements{};  ///< in force; none contradict
  std::uint32_t auto_permille =
      0;  ///< holders that are one with this probability join; 0: records are not compared
};

/// Entities by equal selectors.
///
/// In      Evidence: reports, ties, watch entries, account facts name several selectors of one holder.
///         rule: other than usual only where a replay asks what hangs on it.
/// Out     Entities. Names alone join nothing. A selector shared by holders of different names joins them
///         only when it is a document number, an e-mail or a source's own id of the person; a shared
///         phone, account or handset is kept as an edge of the network instead, and said in `weakest`.
///         A shared number of a victim stays with the victim. A company is not its owner, director
///         or staff. Judgements override: "different" parts what any shared selector would join, unless one
///         record itself names both; "same" joins two holders.
/// Laws    1 each selector is in at most one entity.  2 order of records and items does not matter.
///         3 entities of sure_ids are parts of those that are drawn, these of the usual ones, these of any_shared.
///         4 a draw is a function of (seed, draw, selector and names).
///         5 judgements that speak of selectors which are not there change nothing; their order does not matter.
/// Cost    O(selectors α).
/// Errors  cancelled.
[[nodiscard]] core::Result<Entities> make_entities(const core::RunContext& context,
                                                   const evidence::Evidence& evidence,
                                                   const JoinRule& rule = {});

/// Two holders that may be one. A lead: their records decide, and a person.
struct HolderPair {
  std::string a, b;  ///< a selector of each
  std::vector<std::string> names_a, names_b;
  std::vector<evidence::RecordRef> records_a, records_b;
  std::int64_t score =
      0;  ///< log-odds to the base of two in 1/65,536 of a bit: it ranks and has no upper end
  std::uint32_t permille = 0;  ///< as a probability, by the model that the case itself taught
  std::string words{};         ///< what is alike and what is not
  bool is_joined = false;      ///< the rule joins them
};

/// All pairs of holders that are worth a look.
struct ResolvedPairs {
  std::vector<HolderPair>
      pairs;  ///< by doubt and by how many records hang on it; then by selectors
  std::uint64_t holders = 0, compared = 0,
                above = 0;         ///< above: pairs of the least probability or more
  std::uint64_t expected = 0;      ///< pairs that are one, as the model has it
  bool is_learned = false;         ///< from enough pairs; else nothing joins by itself
  std::vector<std::string> notes;  ///< blocks that were too large, and how many pairs they left out
};

/// Compares holders whom no selector joins, and lists those who may be one.
///
/// In      rule: as make_entities; permille_least: which pairs; pairs_max: how many are listed.
/// Laws    1 the order of files and the number of threads do not matter.  2 a pair that is judged is not listed.
/// Cost    that of score_candidates (match_score.h).
/// Errors  cancelled; resources.
[[nodiscard]] core::Result<ResolvedPairs> list_pairs(const core::RunContext& context,
                                                     const evidence::Evidence& evidence,
                                                     const JoinRule& rule,
                                                     std::uint32_t permille_least,
                                                     std::uint64_t pairs_max);

/// One step from the share of pairs that are one to the score of a pair.
struct PairBar {
  std::string what, value_a, value_b, words;
  std::int64_t bits = 0, after = 0;  ///< as HolderPair::score
};
struct ExplainedPair {
  HolderPair pair;
  std::vector<PairBar> bars;       ///< they add up to the score, exactly
  std::vector<std::string> turns;  ///< what alone would change the verdict
};
/// Why two holders have their score. Errors  answered_no: a selector of nobody who has a name; one holder.
[[nodiscard]] core::Result<ExplainedPair> explain_holders(const core::RunContext& context,
                                                          const evidence::Evidence& evidence,
                                                          const JoinRule& rule,
                                                          const std::string& a,
                                                          const std::string& b);

}  // namespace cuibono::entities
