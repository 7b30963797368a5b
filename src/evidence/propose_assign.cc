// Columns to fields under one kind of file: the surest pair first, each field and column once.
#include <algorithm>
#include <tuple>

#include "evidence/propose_parts.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

/// Weight of reasons out of 100, from header and content together. Not a probability.
int confidence_of(int header, int content, bool nameless) {
  constexpr int named = 85, half_named = 60;
  static constexpr int with_strong_name[] = {30, 55, -5, 1, 4};  // by content -2 … 2
  static constexpr int with_weak_name[] = {20, 45, -8, 2, 10};
  static constexpr int with_hint[] = {5, 10, -15, 0, 12};
  const int at = content + 2;
  if (header >= named)
    return content < 0 ? with_strong_name[at] : std::min(97, header + with_strong_name[at]);
  if (header >= half_named) return content < 0 ? with_weak_name[at] : header + with_weak_name[at];
  if (header > 0) return content < 0 ? with_hint[at] : std::max(5, header + with_hint[at]);
  constexpr int by_content_alone = 56;
  return nameless && content == 2 ? by_content_alone : 0;
}

/// Fields that cells alone may settle, where a file has no header: the order is that of the columns.
bool may_be_nameless(ItemKind kind, Field field) {
  switch (field) {
    case Field::time:
    case Field::date:
    case Field::time_of_day:
    case Field::caller_imei:
    case Field::caller_imsi:
    case Field::currency:
    case Field::amount:
    case Field::transaction_hash:
    case Field::from_address:
    case Field::to_address:
    case Field::email:
    case Field::phone:
    case Field::imei:
    case Field::imsi:
      return true;
    case Field::caller:
    case Field::callee:
      return kind == ItemKind::calls;
    case Field::payer:
    case Field::payee:
      return kind == ItemKind::transfers;
    default:
      return false;
  }
}

/// What cells tell beside headers that are understood: hardly anything else looks so.
bool are_self_evident(Field field, const ColumnLook& look) {
  constexpr std::uint32_t most = 700;
  constexpr std::uint64_t values_least = 3;
  switch (field) {
    case Field::caller:
    case Field::callee:
    case Field::phone:
      return look.phones_international >= most;
    case Field::payer:
    case Field::payee:
      return look.ibans >= most;
    case Field::amount:
      // "2.1" of every row is a version; sums differ.
      return look.decimals_max > 0 && look.decimals_max <= 2 && look.distinct >= values_least;
    case Field::time_of_day:
      return look.durations >= most;  // with colons: "1430" may be an id
    default:
      return true;
  }
}

bool is_event(ItemKind kind) {
  return kind == ItemKind::calls || kind == ItemKind::transfers || kind == ItemKind::chain;
}

/// A number alone may be that of an article.
bool names_a_phone(const ColumnView& view) {
  return view.reading.concepts.test(static_cast<std::size_t>(Concept::phone)) ||
         view.reading.concepts.test(static_cast<std::size_t>(Concept::own));
}

/// A column that is blank as far as one looks may hold something further on. It takes no field on which
/// the layout of the file hangs.
bool may_be_blank(Field field) {
  switch (field) {
    case Field::end_time:
    case Field::value_time:
    case Field::valid_from:
    case Field::valid_to:
    case Field::received_time:
    case Field::balance_after:
    case Field::fee:
    case Field::diverted_from:
    case Field::displayed_number:
    case Field::caller_imei:
    case Field::caller_imsi:
    case Field::callee_imei:
    case Field::callee_imsi:
    case Field::imei:
    case Field::imsi:
    case Field::phone:
    case Field::email:
    case Field::domain:
    case Field::document_number:
    case Field::victim_phone:
    case Field::victim_email:
      return true;
    default:
      return type_of(field) == FieldType::text;
  }
}

/// Nearly every row has a value of its own.
bool is_key(const ColumnLook& look) {
  return look.filled * 10 >= look.cells * 7 && look.distinct * 10 >= look.filled * 9;
}

/// Words of debit and credit, or of in and out, name their column whatever its header is.
int cells_name(Field field, const ColumnView& view) {
  constexpr int by_cells = 68;
  constexpr std::uint32_t nearly_all = 900;
  const ColumnLook& look = view.look;
  if (look.distinct < 2 || look.integers >= nearly_all) return 0;
  const bool sign = field == Field::sign && look.signs >= nearly_all && look.distinct <= 4;
  const bool way = field == Field::direction && look.directions >= nearly_all;
  const auto has = [&](Concept sense) {
    return view.reading.concepts.test(static_cast<std::size_t>(sense));
  };
  const bool named = has(Concept::name) || has(Concept::account) || has(Concept::phone) ||
                     has(Concept::currency) || has(Concept::status);
  return (sign || way) && !named ? by_cells : 0;
}

struct Pair {
  int confidence = 0, header = 0, content = 0;
  std::size_t field = 0;
  std::size_t column = 0;
};

/// A statement names its own account and one other end: what reads "recipient" is the other party.
void settle_statement(KindProposal& proposal, const std::vector<ColumnView>& views) {
  const auto find = [&](Field field) -> Assigned* {
    for (auto& column : proposal.columns) {
      if (column.field == field && column.confidence >= confidence_used_percent) return &column;
    }
    return nullptr;
  };
  // Its own name is the same in all rows; a name that changes is the other party's.
  if (Assigned* name = find(Field::own_name);
      name != nullptr && find(Field::other_name) == nullptr) {
    const auto& look = views[static_cast<std::size_t>(name - proposal.columns.data())].look;
    constexpr std::uint64_t own_most = 2;
    if (look.distinct > own_most && look.distinct * 6 > look.filled)
      name->field = Field::other_name;
  }
  // So with an account, where no other end has one but some name stands beside it.
  const bool is_named = find(Field::other_name) != nullptr || find(Field::payer_name) != nullptr ||
                        find(Field::payee_name) != nullptr;
  if (Assigned* account = find(Field::own_account);
      account != nullptr && is_named && find(Field::other_account) == nullptr &&
      find(Field::payer) == nullptr && find(Field::payee) == nullptr) {
    const auto& look = views[static_cast<std::size_t>(account - proposal.columns.data())].look;
    constexpr std::uint64_t own_most = 2;
    if (look.distinct > own_most && look.distinct * 2 > look.filled)
      account->field = Field::other_account;
  }
  const bool directed = find(Field::debit) != nullptr || find(Field::credit) != nullptr ||
                        find(Field::sign) != nullptr;
  Assigned* own = find(Field::own_account);
  // Of two columns that both say "account", the one with gaps is the other party's.
  if (Assigned* other = find(Field::other_account); own != nullptr && other != nullptr) {
    const auto filled = [&](const Assigned* column) {
      return views[static_cast<std::size_t>(column - proposal.columns.data())].look.filled;
    };
    constexpr int plainly_named = 90;
    if (own->header < plainly_named && other->header < plainly_named && filled(other) > filled(own))
      std::swap(own->field, other->field);
    own = find(Field::own_account);
  }
  Assigned* payer = find(Field::payer);
  Assigned* payee = find(Field::payee);
  if (own != nullptr && payer != nullptr && payee != nullptr) {
    own->field = Field::ignored;
    return;
  }
  Assigned* end = payer != nullptr ? payer : payee;
  if (own == nullptr && directed && end != nullptr && (payer == nullptr || payee == nullptr) &&
      find(Field::other_account) == nullptr) {
    end->field = Field::other_account;
    return;
  }
  if (own == nullptr || end == nullptr) {
    // Names of one side alone, beside an own account or a signed amount, are of the other party.
    Assigned* payer_name = find(Field::payer_name);
    Assigned* payee_name = find(Field::payee_name);
    const bool one_name = (payer_name == nullptr) != (payee_name == nullptr);
    if (payer == nullptr && payee == nullptr && one_name && find(Field::other_name) == nullptr)
      (payer_name != nullptr ? payer_name : payee_name)->field = Field::other_name;
    return;
  }
  if (find(Field::other_account) != nullptr) return;
  if (directed || payer != nullptr) {
    end->field = Field::other_account;
    if (Assigned* name = find(payer != nullptr ? Field::payer_name : Field::payee_name);
        name != nullptr && find(Field::other_name) == nullptr) {
      name->field = Field::other_name;
    }
  } else {
    end->field = Field::other_account;  // a signed or undirected statement is settled by the reader
    if (Assigned* name = find(Field::payee_name);
        name != nullptr && find(Field::other_name) == nullptr)
      name->field = Field::other_name;
  }
}

}  // namespace

KindProposal assign_fields(ItemKind kind, const std::vector<ColumnView>& views) {
  KindProposal proposal{kind, std::vector<Assigned>(views.size()), 0};
  const auto& fields = fields_of(kind);
  std::vector<Pair> pairs;
  const bool all_nameless = std::all_of(views.begin(), views.end(), [](const ColumnView& view) {
    return view.reading.words_known == 0;
  });
  for (std::size_t c = 0; c < views.size(); ++c) {
    const ColumnView& view = views[c];
    if (view.reading.concepts.test(static_cast<std::size_t>(Concept::answer))) continue;
    // Cells alone decide only where the header is not understood, or there is none.
    const bool nameless = view.reading.words_known == 0;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      if (view.look.blank() && !may_be_blank(fields[f])) continue;
      if (fields[f] == Field::record_id && is_event(kind) && !is_key(view.look)) continue;
      const int header =
          std::max(header_fit(kind, fields[f], view.reading), cells_name(fields[f], view));
      const bool by_cells = nameless && may_be_nameless(kind, fields[f]) &&
                            (all_nameless || are_self_evident(fields[f], view.look));
      if (header == 0 && !by_cells) continue;
      const int content = content_fit(fields[f], view.look);
      if (fields[f] == Field::phone && content < 2 && !names_a_phone(view)) continue;
      const int confidence = confidence_of(header, content, nameless);
      if (confidence > 0) pairs.push_back({confidence, header, content, f, c});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::tie(b.confidence, b.content, a.column, a.field) <
           std::tie(a.confidence, a.content, b.column, b.field);
  });
  std::vector<bool> used(fields.size(), false);
  const auto has = [&](Field field) {
    const auto at = std::find(fields.begin(), fields.end(), field);
    return at != fields.end() && used[static_cast<std::size_t>(at - fields.begin())];
  };
  for (const auto& pair : pairs) {
    Assigned& column = proposal.columns[pair.column];
    const Field field = fields[pair.field];
    if (column.field != Field::unknown || used[pair.field]) continue;
    // Both ends, or a statement: an own account beside payer and payee would be a third end.
    const bool third = field == Field::own_account || field == Field::other_account;
    if (third && has(Field::payer) && has(Field::payee)) continue;
    if (field == Field::subject_number && has(Field::caller) && has(Field::callee)) continue;
    if (field == Field::date && has(Field::time)) continue;
    column = {field, pair.confidence, pair.header, pair.content};
    used[pair.field] = true;
  }
  if (kind == ItemKind::transfers) settle_statement(proposal, views);
  proposal.score = score_of(proposal, views);
  return proposal;
}

}  // namespace cuibono::evidence
