// How well a kind of file fits, once its fields are assigned: what it cannot be without, what speaks
// against it, and how much of the file it explains.
#include <algorithm>
#include <map>
#include <set>

#include "evidence/propose_parts.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

using Weights = std::map<Field, int>;

/// How much a field that was found tells of the kind: 3 hardly any other kind has it.
const Weights& weights_of(ItemKind kind) {
  static const std::map<ItemKind, Weights> tables = {
      {ItemKind::calls,
       {{Field::duration_s, 4},
        {Field::caller_cell, 3},
        {Field::caller_imei, 3},
        {Field::caller_imsi, 3},
        {Field::direction, 3},
        {Field::caller, 3},
        {Field::callee, 3},
        {Field::subject_number, 2},
        {Field::other_number, 3},
        {Field::displayed_number, 3},
        {Field::diverted_from, 3},
        {Field::call_kind, 1},
        {Field::answered, 1},
        {Field::callee_cell, 2},
        {Field::time, 1},
        {Field::date, 1},
        {Field::time_of_day, 1}}},
      {ItemKind::transfers,
       {{Field::amount, 4},     {Field::debit, 3},           {Field::credit, 3},
        {Field::currency, 3},   {Field::balance_after, 3},   {Field::payer, 3},
        {Field::payee, 3},      {Field::own_account, 2},     {Field::other_account, 3},
        {Field::payer_name, 1}, {Field::payee_name, 1},      {Field::other_name, 2},
        {Field::sign, 2},       {Field::reference, 2},       {Field::value_time, 2},
        {Field::channel, 1},    {Field::transfer_kind, 1},   {Field::time, 1},
        {Field::date, 1},       {Field::received_amount, 2}, {Field::received_currency, 2},
        {Field::fee, 1}}},
      {ItemKind::chain,
       {{Field::transaction_hash, 5},
        {Field::block, 3},
        {Field::from_address, 4},
        {Field::to_address, 4},
        {Field::amount, 3},
        {Field::currency, 2},
        {Field::fee, 2},
        {Field::time, 1}}},
      {ItemKind::reports,
       {{Field::report_id, 4},
        {Field::received_time, 2},
        {Field::victim_name, 3},
        {Field::victim_id, 3},
        {Field::victim_country, 2},
        {Field::victim_phone, 2},
        {Field::victim_email, 2},
        {Field::victim_account, 3},
        {Field::platform, 4},
        {Field::numbers, 3},
        {Field::narrative, 4},
        {Field::payment_amount, 2},
        {Field::payment_time, 1},
        {Field::payment_currency, 1},
        {Field::payment_to, 2},
        {Field::payment_from, 2}}},
      {ItemKind::subscribers,
       {{Field::phone, 4},
        {Field::imsi, 3},
        {Field::imei, 1},
        {Field::name, 3},
        {Field::valid_from, 3},
        {Field::valid_to, 2},
        {Field::document_number, 2},
        {Field::account, 3},
        {Field::birth_date, 1},
        {Field::address, 1},
        {Field::country, 1},
        {Field::email, 1}}},
      {ItemKind::watchlist,
       {{Field::name, 3},
        {Field::aliases, 5},
        {Field::listed_by, 4},
        {Field::note, 3},
        {Field::role, 3},
        {Field::birth_date, 2},
        {Field::country, 1},
        {Field::document_number, 1},
        {Field::phone, 1},
        {Field::date, 1}}},
      {ItemKind::persons,
       {{Field::name, 3},
        {Field::birth_date, 3},
        {Field::document_number, 3},
        {Field::address, 2},
        {Field::country, 1},
        {Field::email, 2},
        {Field::phone, 1},
        {Field::account, 2},
        {Field::opening_balance, 4},
        {Field::limit, 3},
        {Field::role, 1},
        {Field::company, 1}}},
      {ItemKind::companies,
       {{Field::name, 2},
        {Field::document_number, 2},
        {Field::address, 2},
        {Field::country, 1},
        {Field::valid_from, 1},
        {Field::domain, 1}}}};
  static const Weights none;
  const auto found = tables.find(kind);
  return found == tables.end() ? none : found->second;
}

/// The fields that were found, to ask which are there.
class Found {
 public:
  explicit Found(const KindProposal& proposal, const std::vector<ColumnView>& views)
      : proposal_(proposal), views_(views) {}
  [[nodiscard]] bool has(Field field) const { return column(field) != nullptr; }
  [[nodiscard]] bool any(std::initializer_list<Field> fields) const {
    return std::any_of(fields.begin(), fields.end(), [&](Field field) { return has(field); });
  }
  /// Its header says so, and not its cells alone.
  [[nodiscard]] bool is_named(Field field) const {
    const ColumnView* view = column(field);
    return view != nullptr && proposal_.columns[view->column].header > 0;
  }
  [[nodiscard]] const ColumnView* column(Field field) const {
    for (std::size_t i = 0; i < views_.size(); ++i) {
      if (proposal_.columns[i].field == field &&
          proposal_.columns[i].confidence >= confidence_used_percent)
        return &views_[i];
    }
    return nullptr;
  }
  /// Some header speaks of victims.
  [[nodiscard]] bool concept_seen(Concept sense) const {
    return std::any_of(views_.begin(), views_.end(), [&](const ColumnView& view) {
      return view.reading.concepts.test(static_cast<std::size_t>(sense));
    });
  }

 private:
  const KindProposal& proposal_;
  const std::vector<ColumnView>& views_;
};

bool has_concept(const ColumnView& view, Concept sense) {
  return view.reading.concepts.test(static_cast<std::size_t>(sense));
}

/// Sums with dates and with sides, debits or balances: money that moved, and no list of people.
bool shows_movements(const std::vector<ColumnView>& views) {
  constexpr std::uint32_t most = 700;
  bool sums = false, dates = false, sides = false;
  for (const auto& view : views) {
    if (view.reading.words_guessed > 0) continue;
    const bool sum = has_concept(view, Concept::amount) || has_concept(view, Concept::debit) ||
                     has_concept(view, Concept::credit);
    sums = sums || (sum && view.look.numbers >= most);
    dates = dates || (view.look.time.permille >= most && view.look.time.has_date);
    for (const Concept sense : {Concept::side_a, Concept::side_b, Concept::sign, Concept::debit,
                                Concept::credit, Concept::reference, Concept::other})
      sides = sides || has_concept(view, sense);
  }
  return sums && dates && sides;
}

/// What a file of a kind cannot be without.
bool has_essentials(ItemKind kind, const Found& found, const std::vector<ColumnView>& views) {
  const bool people = kind == ItemKind::persons || kind == ItemKind::companies ||
                      kind == ItemKind::subscribers || kind == ItemKind::watchlist;
  if (people && !found.has(Field::birth_date) && shows_movements(views)) return false;
  const ColumnView* named = found.column(Field::name);
  const bool firms =
      found.has(Field::company) || (named != nullptr && has_concept(*named, Concept::company));
  if (kind == ItemKind::persons && firms && !found.has(Field::birth_date) &&
      (named == nullptr ? !found.has(Field::account) : has_concept(*named, Concept::company)))
    return false;
  const bool timed = found.any({Field::time, Field::date, Field::value_time});
  switch (kind) {
    case ItemKind::calls: {
      const bool ends =
          found.any({Field::caller, Field::callee, Field::other_number, Field::subject_number});
      const ColumnView* end = found.column(Field::caller);
      const bool accounts =
          end != nullptr && (end->look.ibans >= 300 || end->look.addresses >= 300);
      const ColumnView* kinds = found.column(Field::call_kind);
      const bool is_kind_known =
          kinds != nullptr && (kinds->look.call_kinds > 0 || kinds->look.directions > 0);
      const bool talks =
          is_kind_known || found.any({Field::duration_s, Field::direction,
                                      Field::caller_cell});  // handsets are seized, too
      const bool both = found.has(Field::caller) && found.has(Field::callee);
      const bool amounts = found.concept_seen(Concept::amount) && !found.has(Field::duration_s);
      const bool hashes = std::any_of(views.begin(), views.end(), [](const ColumnView& view) {
        return view.look.hashes >= 500 || view.look.addresses >= 500;
      });
      return timed && ends && (both || talks || found.has(Field::other_number)) && !accounts &&
             !amounts && !hashes;
    }
    case ItemKind::transfers: {
      // An amount beside an account and a date may be a loan or a limit: something must say that it
      // moved, and from where or to whom.
      const ColumnView* sum = found.column(Field::amount);
      const bool moved =
          (found.has(Field::own_account) && sum != nullptr &&
           has_concept(*sum, Concept::payment)) ||
          (found.has(Field::payer) && found.has(Field::payee)) ||
          found.any({Field::other_account, Field::other_name, Field::debit, Field::credit,
                     Field::balance_after, Field::sign, Field::reference, Field::transfer_kind,
                     Field::payee_name, Field::payer_name});
      const bool one_sum = found.any({Field::amount, Field::credit}) ||
                           (found.has(Field::debit) && found.has(Field::balance_after));
      // Numbers that no header calls a sum may be weights: senders and receivers are of parcels, too.
      const bool is_priced = sum != nullptr && (sum->look.negative > 0 || !sum->look.unit.empty() ||
                                                !sum->reading.currency.empty());
      const bool is_money =
          is_priced || found.is_named(Field::amount) || found.has(Field::credit) ||
          found.has(Field::debit) || found.has(Field::currency) ||
          std::all_of(views.begin(), views.end(),
                      [](const ColumnView& view) { return view.reading.words_known == 0; });
      return timed && one_sum && moved && is_money;
    }
    case ItemKind::chain: {
      const auto fits = [&](Field field) {
        const ColumnView* view = found.column(field);
        return view != nullptr && (view->look.addresses >= 500 || view->look.hashes >= 500);
      };
      return found.has(Field::amount) && (fits(Field::from_address) || fits(Field::to_address));
    }
    case ItemKind::reports: {
      const bool who = found.any({Field::report_id, Field::victim_name, Field::victim_id,
                                  Field::victim_phone, Field::victim_email});
      const bool what = found.any({Field::narrative, Field::platform, Field::payment_amount,
                                   Field::numbers, Field::domain});
      const bool reports = found.concept_seen(Concept::victim) ||
                           found.concept_seen(Concept::report) ||
                           found.concept_seen(Concept::narrative);
      // "Narrative" stands in statements, too.
      const bool books = found.concept_seen(Concept::balance) ||
                         found.concept_seen(Concept::debit) || found.concept_seen(Concept::value);
      const ColumnView* told = found.column(Field::narrative);
      const bool is_told = told != nullptr && told->look.prose >= 300;
      return who && what && reports && (found.concept_seen(Concept::victim) || is_told || !books);
    }
    case ItemKind::subscribers:
      // A register of accounts names who holds them since when, as one of lines does.
      if (found.has(Field::account) && found.any({Field::name, Field::holder}) &&
          found.any({Field::valid_from, Field::valid_to}) && !found.has(Field::opening_balance) &&
          !found.concept_seen(Concept::listed) && !found.has(Field::aliases))
        return true;
      if (found.concept_seen(Concept::alias)) return false;
      // People with a phone here and there are no lines.
      if (const ColumnView* phone = found.column(Field::phone);
          phone != nullptr && phone->look.filled * 10 < phone->look.cells * 7 &&
          !found.has(Field::imsi))
        return false;
      return found.any({Field::phone, Field::imsi}) &&
             found.any({Field::name, Field::valid_from, Field::document_number});
    case ItemKind::watchlist:
      // Aliases, roles, phones and accounts without anybody who lists them are those of a staff.
      if (found.has(Field::account) && found.has(Field::role) && !found.has(Field::listed_by))
        return false;
      return found.has(Field::name) &&
             found.any({Field::aliases, Field::listed_by, Field::note, Field::role});
    case ItemKind::persons:
      return (found.has(Field::name) &&
              found.any({Field::birth_date, Field::document_number, Field::address, Field::email,
                         Field::account, Field::phone, Field::country})) ||
             (found.has(Field::account) &&
              found.any({Field::opening_balance, Field::limit, Field::name}));
    case ItemKind::companies:
      return found.has(Field::name) && found.concept_seen(Concept::company) &&
             found.any({Field::document_number, Field::address, Field::country});
    default:
      return false;
  }
}

/// Most columns are understood, and they are of something that happened: which of its parts are missing
/// a person may see.
bool has_outline(const KindProposal& proposal, const Found& found,
                 const std::vector<ColumnView>& views) {
  std::size_t filled = 0, explained = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    filled += views[i].look.blank() ? 0U : 1U;
    explained += proposal.columns[i].field != Field::unknown &&
                         proposal.columns[i].confidence >= confidence_used_percent
                     ? 1U
                     : 0U;
  }
  constexpr std::size_t explained_least = 4;
  if (explained < explained_least || explained * 2 < filled) return false;
  const bool timed = found.any({Field::time, Field::date});
  const bool sum = found.any({Field::amount, Field::debit, Field::credit});
  switch (proposal.kind) {
    case ItemKind::calls:
      return found.any({Field::duration_s, Field::direction, Field::caller_cell}) &&
             found.any(
                 {Field::caller, Field::callee, Field::other_number, Field::subject_number}) &&
             (timed || found.has(Field::duration_s)) && !found.concept_seen(Concept::amount);
    case ItemKind::transfers:
      return timed && sum &&
             found.any({Field::balance_after, Field::payer, Field::payee, Field::other_account,
                        Field::other_name, Field::sign, Field::debit, Field::credit});
    case ItemKind::chain:
      return found.has(Field::transaction_hash) && (timed || sum);
    default:
      return false;
  }
}

}  // namespace

int score_of(const KindProposal& proposal, const std::vector<ColumnView>& views,
             Essentials essentials) {
  const Found found(proposal, views);
  const bool fits = essentials == Essentials::all ? has_essentials(proposal.kind, found, views)
                                                  : has_outline(proposal, found, views);
  if (!fits) return 0;
  const Weights& weights = weights_of(proposal.kind);
  int score = 0;
  std::size_t filled = 0, explained = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const Assigned& assigned = proposal.columns[i];
    if (views[i].look.blank()) continue;
    ++filled;
    if (assigned.confidence < confidence_used_percent) continue;
    ++explained;
    const auto weight = weights.find(assigned.field);
    if (weight != weights.end()) score += weight->second * assigned.confidence;
  }
  // Half of the weight by how much of the file this kind explains.
  if (filled == 0) return 0;
  score = score * static_cast<int>(filled + explained) / static_cast<int>(2 * filled);
  const bool told = found.has(Field::report_id) && found.has(Field::narrative);
  if (proposal.kind == ItemKind::reports) {
    const auto telling = std::count_if(views.begin(), views.end(), [](const ColumnView& view) {
      return has_concept(view, Concept::victim) || has_concept(view, Concept::report) ||
             has_concept(view, Concept::narrative) || has_concept(view, Concept::platform);
    });
    constexpr int least = 2, most = 4, base = 10;
    if (telling >= least)
      score = score * (base + static_cast<int>(std::min<std::ptrdiff_t>(telling, most))) / base;
  }
  if (proposal.kind == ItemKind::reports && (found.concept_seen(Concept::victim) || told))
    score = score * 6 / 5;
  return score;
}

}  // namespace cuibono::evidence
