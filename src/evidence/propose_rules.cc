// Which concepts in a header make which field, by kind of file.
#include <algorithm>
#include <map>

#include "core/core.h"
#include "evidence/propose_parts.h"
#include "evidence/propose_rules_table.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

struct Compiled {
  Field field;
  int score;
  ConceptSet wants, allows;
};

char letter_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::calls:
      return 'c';
    case ItemKind::transfers:
      return 't';
    case ItemKind::chain:
      return 'h';
    case ItemKind::reports:
      return 'r';
    case ItemKind::subscribers:
      return 's';
    case ItemKind::watchlist:
      return 'w';
    case ItemKind::persons:
      return 'p';
    case ItemKind::companies:
      return 'o';
    default:
      return '-';
  }
}

ConceptSet set_of(std::string_view words) {
  ConceptSet set;
  for (const auto word : core::split(words, ' ')) {
    if (const auto found = find_concept(word)) set.set(static_cast<std::size_t>(*found));
  }
  return set;
}

const std::vector<Compiled>& rules_of(ItemKind kind) {
  static const auto tables = [] {
    std::map<char, std::vector<Compiled>> out;
    for (const auto& rule : header_rules) {
      for (const char kind_letter : rule.kinds) {
        out[kind_letter].push_back(
            {rule.field, rule.score, set_of(rule.wants), set_of(rule.allows)});
      }
    }
    return out;
  }();
  static const std::vector<Compiled> none;
  const auto found = tables.find(letter_of(kind));
  return found == tables.end() ? none : found->second;
}

/// Concepts that make something else of a header: "Beneficiary bank" is no beneficiary.
ConceptSet turning() {
  static const ConceptSet set = set_of(
      "bank fee balance answer country status limit zone birth reference narrative note imei imsi "
      "cell domain");
  return set;
}

/// What a name may be of, and is not: "Alias type", "Company type" say of which sort it is.
bool is_name_of(Field field) {
  switch (field) {
    case Field::name:
    case Field::aliases:
    case Field::company:
    case Field::holder:
    case Field::platform:
    case Field::address:
    case Field::account:
    case Field::payer_name:
    case Field::payee_name:
    case Field::other_name:
    case Field::own_name:
    case Field::victim_name:
      return true;
    default:
      return false;
  }
}

ConceptSet sides() {
  static const ConceptSet set = set_of("side_a side_b other");
  return set;
}

/// The sides that a rule does not speak of: "Payer / payee" is neither.
ConceptSet other_side(const ConceptSet& wants) {
  const auto bit = [](Concept sense) { return static_cast<std::size_t>(sense); };
  ConceptSet set;
  if (wants.test(bit(Concept::side_a))) set.set(bit(Concept::side_b));
  if (wants.test(bit(Concept::side_b))) set.set(bit(Concept::side_a));
  return set;
}

}  // namespace

int header_fit(ItemKind kind, Field field, const HeaderReading& reading) {
  constexpr int each_stranger = 14, each_turning = 40, bank_too = 20, each_unknown_word = 7;
  static const ConceptSet of_platform = set_of("company platform"), of_kind = set_of("kind"),
                          of_account = set_of("account");
  int best = 0;
  for (const auto& rule : rules_of(kind)) {
    if (rule.field != field || (reading.concepts & rule.wants) != rule.wants) continue;
    const ConceptSet strange = reading.concepts & ~(rule.wants | rule.allows);
    const bool about_victim = field_name(rule.field).starts_with("victim") ||
                              (kind != ItemKind::calls && rule.field == Field::phone);
    ConceptSet turned = strange & (turning() | other_side(rule.wants));
    // "Partner's tax code" is no number of the entry.
    if (about_victim || rule.field == Field::record_id) turned |= strange & sides();
    if (rule.field == Field::victim_phone || rule.field == Field::victim_name)
      turned |= strange & of_platform;
    if (is_name_of(rule.field)) turned |= strange & of_kind;
    // A number of an account may look like that of a line.
    if (rule.field == Field::phone) turned |= strange & of_account;
    const auto strangers = (strange & ~turned).count();
    // Questions of a form have many words: "Z jakiego numeru dzwoniono?"
    const std::size_t unknown_most = reading.words >= 4 ? 2 : 3;
    const auto unknown = std::min(reading.words - reading.words_known, unknown_most);
    const int score = rule.score - each_stranger * static_cast<int>(strangers) -
                      each_turning * static_cast<int>(turned.count()) -
                      (turned.test(static_cast<std::size_t>(Concept::bank)) ? bank_too : 0) -
                      each_unknown_word * static_cast<int>(unknown);
    best = std::max(best, score);
  }
  return best;
}

bool is_plainly_named(ItemKind kind, Field field, const HeaderReading& reading) {
  const auto& rules = rules_of(kind);
  return std::any_of(rules.begin(), rules.end(), [&](const Compiled& rule) {
    return rule.field == field && (reading.concepts & rule.wants) == rule.wants &&
           (reading.concepts & ~(rule.wants | rule.allows)).none();
  });
}

bool may_mislead(Field field) {
  switch (type_of(field)) {
    case FieldType::time:
    case FieldType::amount:
    case FieldType::number:
    case FieldType::selector:
      return true;
    default:
      return field == Field::currency || field == Field::sign || field == Field::direction;
  }
}

const std::vector<Field>& fields_of(ItemKind kind) {
  static const auto tables = [] {
    std::map<char, std::vector<Field>> out;
    for (const auto& rule : header_rules) {
      for (const char kind_letter : rule.kinds) {
        auto& fields = out[kind_letter];
        if (std::find(fields.begin(), fields.end(), rule.field) == fields.end())
          fields.push_back(rule.field);
      }
    }
    return out;
  }();
  static const std::vector<Field> none;
  const auto found = tables.find(letter_of(kind));
  return found == tables.end() ? none : found->second;
}

}  // namespace cuibono::evidence
