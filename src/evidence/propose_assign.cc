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

/// "value_usd" beside "value": what coins were worth, and not how many moved.
bool names_state_money(const ColumnView& view) {
  for (const auto word : core::split(view.reading.folded, ' ')) {
    for (const std::string_view money :
         {"usd", "eur", "gbp", "fiat", "krw", "jpy", "rub", "dollars"})
      if (word == money) return true;
  }
  return view.reading.folded.starts_with("usd") || view.reading.folded.starts_with("fiat");
}
bool is_worth_of_coins(ItemKind kind, Field field, const ColumnView& view,
                       const std::vector<ColumnView>& views) {
  if (kind != ItemKind::chain || field != Field::amount || !names_state_money(view)) return false;
  return std::any_of(views.begin(), views.end(), [](const ColumnView& other) {
    return other.reading.concepts.test(static_cast<std::size_t>(Concept::amount)) &&
           !names_state_money(other);
  });
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
    case Field::note:
    case Field::text:
    case Field::aliases:
    case Field::narrative:
    case Field::payer_name:
    case Field::payee_name:
    case Field::country:
    case Field::address:
      return true;
    default:
      return false;
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
  const bool coins = field == Field::currency && look.currencies >= nearly_all;
  if ((look.distinct < 2 && !coins) || look.integers >= nearly_all) return 0;
  const bool sign = field == Field::sign && look.signs >= nearly_all && look.distinct <= 4;
  const bool way = field == Field::direction && look.directions >= nearly_all;
  const auto has = [&](Concept sense) {
    return view.reading.concepts.test(static_cast<std::size_t>(sense));
  };
  const bool named = has(Concept::name) || has(Concept::account) || has(Concept::phone) ||
                     has(Concept::currency) || has(Concept::status);
  const bool money = field == Field::currency && look.currencies >= nearly_all &&
                     !has(Concept::received) && !has(Concept::balance);
  if (money && look.numbers == 0 && look.longest >= 3) return by_cells;
  return (sign || way) && !named ? by_cells : 0;
}

struct Pair {
  int confidence = 0, header = 0, content = 0;
  std::size_t field = 0;
  std::size_t column = 0;
};

/// Another column has the same claim to a field, and got nothing better: which of them is meant is chance.
void doubt_equal_claims(const std::vector<Pair>& pairs, const std::vector<Field>& fields,
                        const std::vector<ColumnView>& views, KindProposal& proposal) {
  constexpr int near = 8;
  for (const auto& pair : pairs) {
    Assigned& taken = proposal.columns[pair.column];
    const Field field = fields[pair.field];
    if (taken.field != field || !may_mislead(field)) continue;
    for (const auto& rival : pairs) {
      if (rival.field != pair.field || rival.column == pair.column) continue;
      const Assigned& other = proposal.columns[rival.column];
      const bool as_good = rival.header >= pair.header - near && rival.content >= pair.content;
      const bool has_better =
          other.field != Field::unknown && other.confidence >= confidence_sure_percent - 10;
      if (!as_good || has_better) continue;
      taken.doubt = "\"" + views[rival.column].header + "\" could be it as well";
      break;
    }
  }
}

}  // namespace

KindProposal assign_fields(ItemKind kind, const std::vector<ColumnView>& views) {
  KindProposal proposal{kind, std::vector<Assigned>(views.size()), 0};
  const auto& fields = fields_of(kind);
  std::vector<Pair> pairs;
  const bool any_dated = std::any_of(views.begin(), views.end(), [](const ColumnView& view) {
    return view.look.time.permille >= 900 && view.look.time.has_date;
  });
  const auto nameless_ends = std::count_if(views.begin(), views.end(), [](const ColumnView& view) {
    return view.reading.words_known == 0 && view.look.addresses >= 700;
  });
  const bool all_nameless = std::all_of(views.begin(), views.end(), [](const ColumnView& view) {
    return view.reading.words_known == 0;
  });
  for (std::size_t c = 0; c < views.size(); ++c) {
    const ColumnView& view = views[c];
    if (view.reading.concepts.test(static_cast<std::size_t>(Concept::answer)) ||
        view.reading.concepts.test(static_cast<std::size_t>(Concept::aside)))
      continue;
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
      // One column of addresses alone is where coins went, or the other end of a wallet's own list.
      if (header == 0 && fields[f] == Field::from_address && nameless_ends < 2) continue;
      const int content = content_fit(fields[f], view.look);
      // Counts are steps of time only where no column has a calendar.
      const bool steps = fields[f] == Field::time && content < 2 && view.look.integers >= 900 &&
                         !view.look.are_spreadsheet_days;
      if (steps && any_dated) continue;
      if (is_worth_of_coins(kind, fields[f], view, views)) continue;
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
    const bool bare_day = !views[pair.column].look.time.has_clock && pair.content < 2;
    if (field == Field::time && has(Field::date) && bare_day) continue;
    column = {field, pair.confidence, pair.header, pair.content, {}};
    used[pair.field] = true;
  }
  doubt_equal_claims(pairs, fields, views, proposal);
  settle_layout(proposal, views);
  proposal.score = score_of(proposal, views);
  return proposal;
}

}  // namespace cuibono::evidence
