// The amounts of a file before and after: what the cells say, by a reading of its own, beside what became of it.
#include <algorithm>

#include "evidence/records_layout.h"

namespace cuibono::evidence {
namespace {

/// A cell that read_amount takes for no amount.
bool states_none(std::string_view text) { return text.empty() || text == "-" || text == "–"; }

core::Int128 size_of(core::Int128 minor) { return minor < 0 ? -minor : minor; }

}  // namespace

bool RowTyper::weigh_cell(Field field, std::uint64_t ordinal, bool is_record) {
  const ColumnMapping* column = mapped(field);
  std::string_view text = cell(field);
  if (column == nullptr || states_none(text)) return false;
  Amount amount;
  if (is_record) {
    amount = row_amounts_.at(field);
  } else {
    const bool is_of_report =
        field == Field::payment_amount && mapped(Field::payment_currency) != nullptr;
    if (read_amount(field, is_of_report ? Field::payment_currency : Field::currency, amount) ||
        amount.minor == no_number) {
      ++tally_.amounts_unreadable;
      return true;
    }
  }
  if (column->form.unit == exported_unit) text = text.substr(text.find(' ') + 1);
  const auto digits =
      read_plain_digits(text, column->form.decimals.point, core::get_asset(amount.asset).exponent);
  core::Int128 minor = digits ? *digits : size_of(amount.minor);
  // What a payment's cells say is settled into one amount of no sign: that is what the record holds.
  const bool is_settled = is_payment() && field != Field::payment_amount;
  const Amount& kept = is_record && is_settled ? row_amounts_.at(Field::amount) : amount;
  if (minor != size_of(kept.minor) && tally_.misread.empty())
    tally_.misread = "row " + std::to_string(ordinal) + ", " + column_name(*column);
  if (!is_settled && amount.minor < 0) minor = -minor;
  AmountSums& sums = tally_.sums_of(amount.asset);
  sums.before_minor += minor;
  ++sums.before;
  if (!is_record) {
    sums.quarantined_minor += minor;
    ++sums.quarantined;
  }
  return true;
}

void RowTyper::weigh(std::uint64_t ordinal, bool is_record) {
  bool is_stated = false, is_mapped = false;
  for (const Field field : {Field::amount, Field::payment_amount}) {
    is_mapped = is_mapped || mapped(field) != nullptr;
    is_stated = weigh_cell(field, ordinal, is_record) || is_stated;
  }
  for (const Field field : {Field::debit, Field::credit}) {
    if (mapped(field) == nullptr || !is_payment()) continue;
    is_mapped = true;
    const bool has_amount = mapped(Field::amount) != nullptr && !states_none(cell(Field::amount));
    if (has_amount) continue;  // it is what the row says
    const Amount* here = is_record ? row_amounts_.find(field) : nullptr;
    const bool is_zero_beside = here != nullptr && here->minor == 0;
    if (!is_zero_beside) is_stated = weigh_cell(field, ordinal, is_record) || is_stated;
  }
  if (is_mapped && !is_stated) ++tally_.amounts_absent;
}

void RowTyper::weigh_unsplit() {
  const auto has = [&](Field field) { return mapped(field) != nullptr; };
  if (has(Field::amount) || has(Field::payment_amount) || has(Field::debit) || has(Field::credit))
    ++tally_.amounts_unreadable;
}

void RowTyper::finish_sums(RecordBatch& batch) {
  for (const Field field : {Field::amount, Field::payment_amount}) {
    const BatchColumn* column = batch.find(field);
    if (column == nullptr) continue;
    for (std::size_t row = 0; row < column->numbers.size(); ++row) {
      if (column->numbers[row] == no_number) continue;
      AmountSums& sums = tally_.sums_of(column->assets[row]);
      sums.after_minor += column->numbers[row];
      ++sums.after;
    }
  }
  std::sort(tally_.sums.begin(), tally_.sums.end(),
            [](const AmountSums& a, const AmountSums& b) { return a.asset < b.asset; });
  batch.account.sums = std::move(tally_.sums);
  batch.account.amounts_unreadable = tally_.amounts_unreadable;
  batch.account.amounts_absent = tally_.amounts_absent;
}

std::vector<OwnSide> RowTyper::sides(const RecordBatch& batch) const {
  if (statement_) return tally_.sides;
  const BatchColumn *own = batch.find(Field::own_account), *payer = batch.find(Field::payer),
                    *payee = batch.find(Field::payee);
  if (own == nullptr || (payer == nullptr && payee == nullptr)) return {};
  std::vector<OwnSide> sides(batch.ordinals.size(), OwnSide::unknown);
  const auto is_own = [&](const BatchColumn* end, std::size_t row) {
    return end != nullptr && end->codes[row] != no_value &&
           end->values[end->codes[row]] == own->values[own->codes[row]];
  };
  for (std::size_t row = 0; row < sides.size(); ++row) {
    if (own->codes[row] == no_value) continue;
    const bool pays = is_own(payer, row), receives = is_own(payee, row);
    if (pays != receives) sides[row] = pays ? OwnSide::pays : OwnSide::receives;
  }
  return sides;
}

}  // namespace cuibono::evidence
