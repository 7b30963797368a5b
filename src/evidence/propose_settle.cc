// What the columns of one kind say of each other, once each has its field: whose statement or call list it
// is, and which of two texts is the purpose.
#include <algorithm>
#include <utility>

#include "evidence/propose_parts.h"

namespace cuibono::evidence {
namespace {

bool has_concept(const ColumnView& view, Concept sense) {
  return view.reading.concepts.test(static_cast<std::size_t>(sense));
}

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
    // The holders of several accounts change as the accounts do.
    const Assigned* account = find(Field::own_account);
    const bool is_of_account =
        account != nullptr &&
        has_concept(views[static_cast<std::size_t>(name - proposal.columns.data())],
                    Concept::account) &&
        views[static_cast<std::size_t>(account - proposal.columns.data())].look.distinct >=
            look.distinct;
    if (look.distinct > own_most && look.distinct * 6 > look.filled && !is_of_account) {
      name->field = Field::other_name;
      name->doubt = "it changes from row to row: it may be the other party's";
    }
  }
  // So with an account, where no other end has one but some name stands beside it.
  const bool is_named = find(Field::other_name) != nullptr || find(Field::payer_name) != nullptr ||
                        find(Field::payee_name) != nullptr;
  if (Assigned* account = find(Field::own_account);
      account != nullptr && is_named && find(Field::other_account) == nullptr &&
      find(Field::payer) == nullptr && find(Field::payee) == nullptr) {
    const auto& look = views[static_cast<std::size_t>(account - proposal.columns.data())].look;
    constexpr std::uint64_t own_most = 2;
    const bool changes = look.distinct > own_most && look.distinct * 3 > look.filled;
    if (changes) account->field = Field::other_account;
    if (look.distinct > own_most)
      account->doubt = changes ? "it changes from row to row: it may be the other party's"
                               : "several accounts stand in it: own ones or the other party's";
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
  // A minus tells the direction, too: one end beside such amounts is the other party.
  if (Assigned* sum = find(Field::amount); sum != nullptr && own == nullptr && end != nullptr &&
                                           (payer == nullptr || payee == nullptr) &&
                                           find(Field::other_account) == nullptr) {
    constexpr std::uint32_t some = 100;
    const auto& look = views[static_cast<std::size_t>(sum - proposal.columns.data())].look;
    if (look.negative >= some && !directed) {
      end->field = Field::other_account;
      return;
    }
  }
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
    if (payer == nullptr && payee == nullptr && one_name && find(Field::other_name) == nullptr) {
      Assigned* name = payer_name != nullptr ? payer_name : payee_name;
      name->field = Field::other_name;
      if (own != nullptr && !own->doubt.empty())
        name->doubt = "whose account stands beside is open";
    }
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

/// A wallet's own list: a minus tells the direction, and its one address is the other end's.
void settle_wallet(KindProposal& proposal, const std::vector<ColumnView>& views) {
  Assigned* end = nullptr;
  std::size_t ends = 0;
  bool has_minus = false;
  constexpr std::uint32_t some = 100;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Assigned& column = proposal.columns[i];
    if (column.confidence < confidence_used_percent) continue;
    if (column.field == Field::other_account) return;
    has_minus = has_minus || (column.field == Field::amount && views[i].look.negative >= some);
    if (column.field != Field::from_address && column.field != Field::to_address) continue;
    end = &column;
    ++ends;
  }
  if (!has_minus || ends != 1) return;
  end->field = Field::other_account;
}

/// Whose statement it is, where two columns could say so; of which sum a currency is, where there are two.
void doubt_owners(const std::vector<ColumnView>& views, KindProposal& proposal) {
  bool is_rival = false, is_sum_doubtful = false;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const Assigned& column = proposal.columns[i];
    const bool free = column.field == Field::unknown || column.field == Field::text;
    is_rival = is_rival || (free && !views[i].look.blank() && has_concept(views[i], Concept::own));
    is_sum_doubtful = is_sum_doubtful || (column.field == Field::amount && !column.doubt.empty());
  }
  // "Soll", "Haben" and "S/H": which of them tells the way, the rows may say differently.
  const auto has_field = [&](Field field) {
    return std::any_of(proposal.columns.begin(), proposal.columns.end(),
                       [&](const Assigned& column) { return column.field == field; });
  };
  // What is traded for what: a sum may be of either.
  static constexpr std::string_view of_trades[] = {
      "pair",          "market",      "trading pair", "price", "avg price",
      "average price", "order price", "交易对",       "価格",  "체결가"};
  const bool is_trade = std::any_of(views.begin(), views.end(), [](const ColumnView& view) {
    return std::find(std::begin(of_trades), std::end(of_trades), view.reading.folded) !=
           std::end(of_trades);
  });
  const bool told_twice =
      has_field(Field::debit) && has_field(Field::credit) && has_field(Field::sign);
  for (auto& column : proposal.columns) {
    const bool tells = column.field == Field::debit || column.field == Field::credit ||
                       column.field == Field::sign;
    if (told_twice && tells) column.doubt = "two kinds of columns tell which way the money goes";
    if (is_trade && column.field == Field::amount)
      column.doubt = "a price stands beside: it may be of what is bought or of what is paid";
    if (column.field == Field::own_account && is_rival && column.doubt.empty())
      column.doubt = "another column speaks of the own side, too";
    if (column.field == Field::currency && is_sum_doubtful && column.doubt.empty())
      column.doubt = "it may be of another sum";
  }
}

/// The two ends never stand in one row: the other party of a statement, in two columns.
void doubt_split_ends(const std::vector<ColumnView>& views, KindProposal& proposal) {
  Assigned *payer = nullptr, *payee = nullptr;
  std::uint64_t filled = 0, cells = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Assigned& column = proposal.columns[i];
    if (column.field != Field::payer && column.field != Field::payee) continue;
    (column.field == Field::payer ? payer : payee) = &column;
    filled += views[i].look.filled;
    cells = views[i].look.cells;
  }
  if (payer == nullptr || payee == nullptr || filled > cells) return;
  for (Assigned* end : {payer, payee}) end->doubt = "no row has both ends";
}

/// Currencies stand beside their sums: one beside what the payee got is of that.
void settle_currencies(KindProposal& proposal, const std::vector<ColumnView>& views) {
  const auto index = [&](Field field) {
    std::size_t at = 0;
    while (at < views.size() && proposal.columns[at].field != field) ++at;
    return at;
  };
  const std::size_t none = views.size(), got = index(Field::received_amount);
  if (got == none || got + 1 >= none) return;
  Assigned& beside = proposal.columns[got + 1];
  const bool is_currency = has_concept(views[got + 1], Concept::currency);
  if (!is_currency || index(Field::received_currency) != none) return;
  const std::size_t paid = index(Field::amount);
  const bool is_of_both = paid != none && paid + 2 == none;
  if (is_of_both) return;
  if (beside.field == Field::currency) {
    // The currency of the account's own sums is then elsewhere: in a header, or in another column.
    beside.field = Field::received_currency;
    for (std::size_t i = 0; i < none; ++i) {
      Assigned& other = proposal.columns[i];
      if (i == got + 1 || !has_concept(views[i], Concept::currency) ||
          other.field != Field::unknown || views[i].look.currencies < 900)
        continue;
      other = {Field::currency, beside.confidence, beside.header, beside.content, {}};
      break;
    }
  } else if (beside.field == Field::unknown && views[got + 1].look.currencies >= 900) {
    beside = {Field::received_currency, 84, 84, 2, {}};
  }
}

/// One number that never changes, and calls both ways: a list of that line, whatever its headers say.
void settle_constant_caller(KindProposal& proposal, const std::vector<ColumnView>& views) {
  Assigned *caller = nullptr, *callee = nullptr;
  bool goes_both_ways = false, one_caller = false, many_callees = false;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Assigned& column = proposal.columns[i];
    const ColumnLook& look = views[i].look;
    constexpr std::uint64_t rows_least = 3;
    constexpr std::uint32_t most = 600;  // diverted calls are neither
    if (column.field == Field::subject_number || column.field == Field::other_number) return;
    if (column.field == Field::caller) {
      caller = &column;
      one_caller = look.distinct == 1 && look.filled >= rows_least;
    } else if (column.field == Field::callee) {
      callee = &column;
      many_callees = look.distinct > 1;
    } else if (look.directions >= most && look.distinct > 1) {
      goes_both_ways = true;
    }
  }
  if (caller == nullptr || callee == nullptr || !goes_both_ways || !one_caller || !many_callees)
    return;
  caller->field = Field::subject_number;
  callee->field = Field::other_number;
  for (Assigned* end : {caller, callee})
    end->doubt = "one number stands in all rows, and the calls go both ways";
}

/// A line's own calls: its number is the same in all rows, and what reads as caller or called is the other.
void settle_calls(KindProposal& proposal) {
  const auto find = [&](Field field) -> Assigned* {
    for (auto& column : proposal.columns)
      if (column.field == field && column.confidence >= confidence_used_percent) return &column;
    return nullptr;
  };
  Assigned* displayed = find(Field::displayed_number);
  Assigned* caller = find(Field::caller);
  Assigned* callee = find(Field::callee);
  const bool one_line =
      find(Field::subject_number) != nullptr || find(Field::other_number) != nullptr;
  if (displayed != nullptr && caller == nullptr && callee != nullptr && !one_line) {
    displayed->field = Field::caller;
    displayed->doubt = "no other column names the caller";
    return;
  }
  Assigned* end = caller != nullptr ? caller : callee;
  if (find(Field::subject_number) == nullptr || end == nullptr ||
      (caller != nullptr && callee != nullptr))
    return;
  if (find(Field::other_number) == nullptr && find(Field::direction) != nullptr) {
    end->field = Field::other_number;
    end->doubt = "a direction stands beside: it is the other line, whoever calls";
  } else if (find(Field::other_number) == nullptr) {
    end->doubt = "it stands beside the own line, and nothing says who calls";
  }
}

/// Two columns of texts: few that come again are perhaps kinds of an entry, the others its purpose.
void settle_texts(KindProposal& proposal, const std::vector<ColumnView>& views) {
  // Of two words alone, as buy and sell, one may mean in and the other out.
  for (std::size_t i = 0; i < views.size(); ++i) {
    const ColumnLook& look = views[i].look;
    constexpr std::uint32_t known = 500;
    const bool two = look.distinct == 2 && look.filled > 2 && look.transfer_kinds < known;
    if (proposal.columns[i].field == Field::transfer_kind && two)
      proposal.columns[i].doubt = "one of its two words may mean in, the other out";
  }
  Assigned *first = nullptr, *second = nullptr;
  std::size_t at = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Assigned& column = proposal.columns[i];
    if (column.confidence < confidence_used_percent || views[i].look.blank()) continue;
    if (column.field != Field::reference) continue;
    first = &column;
    at = i;
  }
  if (first == nullptr) return;
  const ColumnLook& look = views[at].look;
  constexpr std::uint32_t half = 500, some = 300;
  const bool few = look.distinct * 2 <= look.filled && look.words >= half && look.prose < half;
  if (!few) return;
  bool has_kind = false, has_text = false;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Assigned& column = proposal.columns[i];
    const ColumnLook& other = views[i].look;
    has_kind = has_kind || column.field == Field::transfer_kind;
    if (i == at || other.blank() || other.words < half) continue;
    const bool telling = has_concept(views[i], Concept::reference) ||
                         has_concept(views[i], Concept::note) ||
                         has_concept(views[i], Concept::narrative);
    has_text = has_text || telling || column.field == Field::unknown;
    const bool text = column.field == Field::note || column.field == Field::text;
    if (text && other.distinct > look.distinct) second = &column;
  }
  if (second != nullptr && !has_kind && look.transfer_kinds >= some) {
    first->field = Field::transfer_kind;
    second->field = Field::reference;
  }
  if (has_text || look.transfer_kinds >= half)
    first->doubt = "few texts come again and again: they may be kinds of an entry";
}

}  // namespace

void settle_layout(KindProposal& proposal, const std::vector<ColumnView>& views) {
  if (proposal.kind == ItemKind::calls) {
    settle_constant_caller(proposal, views);
    settle_calls(proposal);
  }
  if (proposal.kind == ItemKind::chain) settle_wallet(proposal, views);
  if (proposal.kind != ItemKind::transfers) return;
  settle_statement(proposal, views);
  settle_currencies(proposal, views);
  doubt_split_ends(views, proposal);
  doubt_owners(views, proposal);
  settle_texts(proposal, views);
}

}  // namespace cuibono::evidence
