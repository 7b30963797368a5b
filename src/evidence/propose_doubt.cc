// Which columns a person should look at, whatever their weight.
#include <algorithm>

#include "evidence/propose_parts.h"

namespace cuibono::evidence {
namespace {

/// Fields that a word of a header turns into those of the other side.
bool depends_on_side(Field field) {
  switch (field) {
    case Field::caller:
    case Field::callee:
    case Field::subject_number:
    case Field::other_number:
    case Field::payer:
    case Field::payee:
    case Field::payer_name:
    case Field::payee_name:
    case Field::own_account:
    case Field::own_name:
    case Field::other_account:
    case Field::other_name:
    case Field::payment_from:
    case Field::payment_to:
      return true;
    default:
      return false;
  }
}

}  // namespace

/// A field of a doubtful kind, and a header of which half is not understood, are doubtful whatever the
/// weight; check digits and country codes tell by themselves.
void doubt_columns(const KindChoice& choice, const std::vector<ColumnView>& views,
                   Mapping& mapping) {
  constexpr std::uint32_t most = 700;
  for (std::size_t i = 0; i < views.size(); ++i) {
    ColumnMapping& column = mapping.columns[i];
    if (column.field == Field::unknown || column.field == Field::ignored) continue;
    const ColumnLook& look = views[i].look;
    const HeaderReading& reading = views[i].reading;
    const bool by_cells = look.ibans >= most || look.addresses >= most || look.emails >= most ||
                          look.currencies >= most || look.hashes >= most;
    const std::size_t sure =
        reading.words_known - std::min(reading.words_known, reading.words_guessed);
    const std::size_t strange = reading.words - std::min(reading.words, sure);
    // A word that is not known may say whose it is, or that it is something else.
    constexpr std::size_t long_header = 4;
    const bool half_read =
        reading.words > 0 && !by_cells &&
        (strange * 2 >= reading.words ||
         (strange > 0 && (depends_on_side(column.field) || may_mislead(column.field)) &&
          reading.words < long_header));
    const bool says_more = choice.best.kind == mapping.kind && reading.words_known > 0 &&
                           may_mislead(column.field) && !by_cells &&
                           choice.best.columns[i].header > 0 &&
                           !is_plainly_named(mapping.kind, column.field, reading);
    const bool odd_kind = mapping.kind_confidence_percent < kind_asked_percent;
    // Where another kind fits half as well and takes the column for something else, that is a doubt.
    const bool rival = choice.second_score * 2 >= choice.best.score && choice.second_score > 0 &&
                       i < choice.second_columns.size() &&
                       choice.second_columns[i].confidence >= confidence_used_percent &&
                       choice.second_columns[i].field != column.field;
    std::string claim =
        i < choice.best.columns.size() ? choice.best.columns[i].doubt : std::string();
    constexpr std::int64_t large = 10'000;
    constexpr std::uint32_t all = 990;
    const bool may_be_smallest = mapping.kind == ItemKind::chain && column.field == Field::amount &&
                                 look.integers >= all && look.most >= large;
    if (may_be_smallest) claim = "whole numbers alone may be of the smallest unit of a coin";
    if (!half_read && !odd_kind && !rival && !says_more && claim.empty()) continue;
    column.doubtful = true;
    column.confidence_percent = std::min<std::uint8_t>(column.confidence_percent, 79);
    column.reason += !claim.empty() ? "; " + claim
                     : odd_kind     ? "; the kind of the file is doubtful"
                     : rival ? "; in a file of " + std::string(item_kind_name(choice.second)) +
                                   " it would be " +
                                   std::string(field_name(choice.second_columns[i].field))
                     : half_read ? "; half of the header is not understood"
                                 : "; the header says more than that";
  }
}

}  // namespace cuibono::evidence
