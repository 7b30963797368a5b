// What the cells of a column say for and against a field.
#include "evidence/propose_parts.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint32_t nearly_all = 900, most = 700, half = 500;  // thousandths of filled cells
constexpr int sure = 2, fits = 1, silent = 0, odd = -1, against = -2;

bool is_time(const ColumnLook& look) { return look.time.permille >= nearly_all; }
bool is_dated(const ColumnLook& look) { return is_time(look) && look.time.has_date; }
bool has_decimals(const ColumnLook& look) {
  return look.numbers >= nearly_all && look.decimals_max > 0;
}
bool is_whole(const ColumnLook& look) { return look.integers >= nearly_all; }

int fit_time(Field field, const ColumnLook& look) {
  const bool count = look.time.is_count;
  if (field == Field::time_of_day)
    return is_time(look) && look.time.has_clock && !look.time.has_date ? sure : against;
  if (field == Field::date && !look.are_spreadsheet_days)
    return is_dated(look) && !look.time.has_clock ? sure : (is_dated(look) ? odd : against);
  if (look.are_spreadsheet_days && !is_dated(look) && field == Field::date)
    return look.decimals_max > 0 ? odd : fits;
  if (is_dated(look)) {
    if (field == Field::time) return look.time.has_clock || count ? sure : odd;
    // Counted seconds are of events; a contract begins on a day.
    const bool counted = look.time.letters.starts_with("epoch");
    if (counted && (field == Field::valid_from || field == Field::valid_to)) return odd;
    return sure;
  }
  // Steps and days of spreadsheets: only the header can say so.
  const bool main = field == Field::time;
  if (look.are_spreadsheet_days) {
    const bool clocked = look.decimals_max > 0;
    return main && !clocked ? silent : fits;
  }
  if (main && is_whole(look) && look.least >= 0) return fits;
  return against;
}

int fit_number(const ColumnLook& look) {
  if (look.phones >= most) return silent;  // "49301234567": digits of a number, or of a count
  return is_whole(look) ? fits : against;
}

int fit_amount(Field field, const ColumnLook& look) {
  constexpr std::uint32_t habit = 100;
  if (look.numbers < nearly_all) return against;
  constexpr std::uint32_t slips = 50;
  if (look.padded >= slips && look.decimals_max == 0) return against;  // "08349078" is a code
  // What a victim paid has no minus: such sums are of a statement.
  if (field == Field::payment_amount && look.negative >= habit) return against;
  if (look.ibans >= half || look.phones_international >= half) return against;
  return has_decimals(look) || look.negative > 0 || look.decimals.group != 0 ? sure : fits;
}

int fit_phone(const ColumnLook& look) {
  if (look.ibans >= half || look.emails >= half || has_decimals(look)) return against;
  if (is_time(look) && !look.time.is_count && look.phones_international < half &&
      look.time.letters.find_first_of(":-/.") != std::string::npos)
    return against;
  if (look.phones >= most) return sure;
  if (look.codes >= nearly_all || is_whole(look)) return fits;
  return look.names >= half || look.prose >= half ? against : odd;
}

int fit_account(const ColumnLook& look) {
  if (has_decimals(look) || look.prose >= half) return against;
  if (is_dated(look) && !look.time.is_count &&
      look.time.letters.find_first_of(":-/.") != std::string::npos)
    return against;
  if (look.ibans >= half || look.addresses >= half) return sure;
  constexpr std::uint32_t card_digits = 12;
  if (look.phones_international >= half && look.plus >= half && look.longest > card_digits)
    return odd;
  if (look.accounts >= most) return sure;
  if (look.handles >= most) return fits;
  if (look.names < half && look.words >= most && look.numbered >= most)
    return odd;  // with its bank
  if (look.codes >= most || is_whole(look) || look.emails >= half) return fits;
  return look.names >= half || look.words >= most ? against : odd;
}

int fit_selector(Field field, const ColumnLook& look) {
  switch (field) {
    case Field::caller_imei:
    case Field::callee_imei:
    case Field::imei:
      return look.imeis >= most ? sure : (look.codes >= nearly_all ? silent : against);
    case Field::caller_imsi:
    case Field::callee_imsi:
    case Field::imsi:
      return look.imsis >= most ? sure : (look.codes >= nearly_all ? silent : against);
    case Field::victim_email:
    case Field::email:
      return look.emails >= most ? sure : against;
    case Field::domain:
      return look.domains >= most ? sure : against;
    case Field::document_number:
      return look.codes >= most ? fits : (look.prose >= half ? against : silent);
    case Field::from_address:
    case Field::to_address:
      if (look.booleans >= nearly_all || has_decimals(look)) return against;
      return look.addresses >= most ? sure : (look.codes >= nearly_all ? silent : against);
    case Field::payer:
    case Field::payee:
    case Field::own_account:
    case Field::other_account:
    case Field::victim_account:
    case Field::payment_from:
    case Field::payment_to:
    case Field::account:
      return fit_account(look);
    default:
      return fit_phone(look);
  }
}

constexpr std::uint64_t few_words = 12;

/// Words of a closed list in a language that is not known here: a person may say which is which.
bool are_few_words(const ColumnLook& look) {
  constexpr std::uint64_t most_words = 6;
  return look.distinct >= 2 && look.distinct <= most_words && look.numbers < half &&
         look.distinct * 2 <= look.filled && look.prose < half;
}

int fit_text(Field field, const ColumnLook& look) {
  const bool few = look.distinct <= 60;
  switch (field) {
    case Field::currency:
    case Field::received_currency:
    case Field::payment_currency:
      if (look.currencies >= most) return sure;
      if (look.currency_numbers >= nearly_all && look.distinct <= few_words) return fits;
      if (!look.split.empty() && look.numbers < half) return against;  // "BTC / EUR" is a pair
      // Tickers of coins that are not in the table: short, in capitals, few, and beside nearly every sum.
      return look.tickers >= nearly_all && look.filled * 2 > look.cells ? silent : against;
    case Field::sign:
      if (look.signs >= nearly_all && look.distinct <= 6) return look.distinct > 1 ? sure : silent;
      return are_few_words(look) ? odd : against;
    case Field::direction:
      if (look.directions >= nearly_all && look.distinct <= few_words) return sure;
      if (look.directions >= most && look.distinct <= few_words) return fits;
      return are_few_words(look) ? odd : against;
    case Field::call_kind:
      if (look.directions >= nearly_all && look.call_kinds < half) return odd;
      if (look.call_kinds >= half) return sure;
      // "BLOCK", "PASS" are no services: one of the words must be known, or be a direction.
      return few && look.words >= half && look.call_kinds + look.directions > 0 ? fits : odd;
    case Field::transfer_kind:
      // Texts that hardly come again are no kinds.
      if (look.transfer_kinds < half && look.distinct * 3 > look.filled * 2 && look.longest > 30)
        return odd;
      if (look.currencies >= nearly_all && look.transfer_kinds < half) return against;
      if (look.signs >= nearly_all && look.distinct <= 4) return odd;
      if (look.transfer_kinds >= half) return sure;
      return few && look.words >= half ? fits : odd;
    case Field::channel:
      if (look.currencies >= nearly_all) return against;
      return few && look.words >= half ? fits : odd;
    case Field::answered:
      // A cause of release in numbers may be of any table of causes.
      if (look.numbers >= half && look.booleans < nearly_all) return odd;
      return look.answers >= half || look.booleans >= nearly_all ? sure : (few ? silent : odd);
    case Field::is_asset:
      return look.booleans >= nearly_all ? sure : against;
    case Field::payer_name:
    case Field::payee_name:
    case Field::own_name:
    case Field::other_name:
    case Field::victim_name:
    case Field::name:
    case Field::aliases:
    case Field::holder:
    case Field::company:
      if (look.names >= half) return sure;
      if (look.addresses >= half || (look.codes >= nearly_all && look.words < half)) return against;
      return look.words >= most ? fits
                                : (look.numbers >= half || look.ibans >= half ? against : silent);
    case Field::caller_cell:
    case Field::callee_cell:
      if (has_decimals(look) || is_dated(look)) return against;
      return look.codes >= nearly_all && look.words < half ? fits : silent;
    case Field::platform:
    case Field::role:
    case Field::listed_by:
    case Field::address:
      return look.words >= half ? fits : (look.numbers >= nearly_all ? against : silent);
    case Field::country:
    case Field::victim_country:
      return look.countries >= most ? sure : (few && look.words >= nearly_all ? fits : against);
    case Field::reference:
    case Field::note:
    case Field::narrative:
    case Field::text:
      if (field == Field::narrative && look.codes >= nearly_all && look.words < half) return odd;
      if (look.signs >= nearly_all && look.distinct <= 4) return odd;
      return look.prose >= half ? sure : (look.words >= half ? fits : silent);
    case Field::birth_date:
      if (is_dated(look)) return sure;
      return look.words >= half || look.emails >= half ? against : silent;
    case Field::transaction_hash:
      if (look.hashes >= most) return sure;
      return look.codes >= nearly_all && look.longest >= 32 ? silent : against;
    case Field::record_id:
    case Field::report_id:
    case Field::victim_id:
      if (has_decimals(look) || look.prose >= half) return against;
      if (look.codes < most) return silent;
      return look.distinct * 3 >= look.filled ? sure : fits;
    case Field::time_zone: {
      for (const auto& example : look.examples) {
        if (!core::find_zone(example)) return against;
      }
      return sure;
    }
    default:
      return silent;
  }
}

}  // namespace

int content_fit(Field field, const ColumnLook& look) {
  if (look.blank()) return silent;
  switch (type_of(field)) {
    case FieldType::time:
      return fit_time(field, look);
    case FieldType::amount:
      return fit_amount(field, look);
    case FieldType::number:
      if (field == Field::duration_s) {
        if (look.durations >= nearly_all) return sure;
        return look.numbers >= nearly_all && look.negative == 0 ? fits : against;
      }
      return fit_number(look);
    case FieldType::selector:
      return fit_selector(field, look);
    case FieldType::text:
      return fit_text(field, look);
    case FieldType::none:
      break;
  }
  return silent;
}

}  // namespace cuibono::evidence
