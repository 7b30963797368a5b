#include "evidence/records_layout.h"

#include <algorithm>

#include "evidence/exported.h"
#include "evidence/value_words.h"

namespace cuibono::evidence {

std::string quoted(std::string_view cell) {
  return "\"" + std::string(core::cut_utf8(core::trim(cell), 80)) + "\"";
}

std::string column_name(const ColumnMapping& column) {
  return "column \"" + (column.header.empty() ? std::to_string(column.column + 1) : column.header) +
         "\"";
}

namespace {

bool is_needed_time(ItemKind kind, Field field) {
  const bool event =
      kind == ItemKind::calls || kind == ItemKind::transfers || kind == ItemKind::chain;
  return event && (field == Field::time || field == Field::date);
}

}  // namespace

core::Result<RowTyper> RowTyper::make(const ReadRequest& request) {
  RowTyper typer(request);
  CB_TRY_STATUS(typer.prepare());
  return typer;
}

core::Status RowTyper::prepare() {
  for (const auto& column : mapping_->columns) {
    if (type_of(column.field) == FieldType::none) continue;
    by_field_.emplace(column.field, &column);  // the first column of a field counts
  }
  std::vector<std::shared_ptr<SelectorForms>> forms;
  for (const auto& [field, column] : by_field_) {
    if (type_of(field) == FieldType::amount) amount_fields_.push_back({field, column});
    if (type_of(field) == FieldType::number) number_fields_.push_back({field, column});
    if (type_of(field) == FieldType::text) text_fields_.push_back({field, column});
    if (type_of(field) == FieldType::selector)
      selectors_.emplace(field, SelectorSource(*column, *mapping_, *request_, forms));
    if (type_of(field) == FieldType::time) {
      auto source = TimeSource::make(*column, *mapping_);
      if (!source) return std::move(source.error());
      times_.emplace(field, std::move(*source));
    }
  }
  const ItemKind kind = mapping_->kind;
  statement_ = (kind == ItemKind::transfers || kind == ItemKind::chain) &&
               mapped(Field::payer) == nullptr && mapped(Field::payee) == nullptr &&
               mapped(Field::from_address) == nullptr && mapped(Field::to_address) == nullptr;
  if (statement_ && mapped(Field::own_account) == nullptr) {
    own_account_.emplace(mapping_->own_account, "account", *mapping_, *request_);
  }
  one_line_ = kind == ItemKind::calls && mapped(Field::caller) == nullptr &&
              mapped(Field::callee) == nullptr;
  if (one_line_ && mapped(Field::subject_number) == nullptr)
    own_number_.emplace(mapping_->own_number, "tel", *mapping_, *request_);
  default_asset_ = core::find_asset(mapping_->currency).value_or(core::unstated_asset);
  if (!mapping_->currency.empty() && !core::find_asset(mapping_->currency) &&
      core::ascii_lower(mapping_->currency) != "xxx") {
    return core::Error{core::ErrorCode::bad_input,
                       "\"" + mapping_->currency + "\" is no currency that this engine knows",
                       "mapping of " + request_->item->name,
                       "write an ISO 4217 code, or leave it empty"};
  }
  std::uint8_t decimals = 0;
  for (const auto& [field, column] : amount_fields_)
    decimals = std::max(decimals, column->form.decimals_max);
  if (default_asset_ == core::unstated_asset &&
      decimals > core::get_asset(core::unstated_asset).exponent) {
    default_asset_ = core::unstated_fine_asset;
  }
  return {};
}

Target& RowTyper::target(Field field, std::uint32_t source_column) {
  return targets_.emplace(field, field, source_column);
}

std::optional<core::ZoneId> RowTyper::find_zone_of_row() {
  const std::string_view word = cell(Field::time_zone);
  if (is_absent(word)) return std::nullopt;
  const auto zone = zones_.find(word);
  if (!zone && tally_.unreadable[Field::time_zone]++ == 0)
    tally_.unreadable_example[Field::time_zone] = quoted(word);
  return zone;
}

std::optional<RowRefusal> RowTyper::read_times() {
  std::optional<TimeReading> clock;
  if (const TimeSource* found = times_.find(Field::time_of_day);
      found != nullptr && !cell(Field::time_of_day).empty()) {
    clock = found->read(cell(Field::time_of_day));
    if (!clock)
      return RowRefusal{"bad_time", quoted(cell(Field::time_of_day)) + " in " +
                                        column_name(*mapped(Field::time_of_day)) +
                                        " is not a time of day"};
  }
  TimeSource::Beside beside{nullptr, find_zone_of_row()};
  bool is_unzoned = false;
  for (auto& [field, source] : times_) {
    Timed& timed = row_times_[field];
    timed = {};
    const std::string_view text = cell(field);
    if (field == Field::time_of_day || is_absent(text)) continue;
    const auto reading = source.read(text);
    if (!reading) {
      if (is_needed_time(mapping_->kind, field)) {
        return RowRefusal{"bad_time", quoted(text) + " in " + column_name(*mapped(field)) +
                                          " is not a time that exists, written " +
                                          mapped(field)->form.time_pattern};
      }
      if (tally_.unreadable[field]++ == 0) tally_.unreadable_example[field] = quoted(text);
      continue;
    }
    const bool takes_clock = clock && (field == Field::time || field == Field::date);
    beside.clock = takes_clock ? &*clock : nullptr;
    const auto instant = source.instant(*reading, beside);
    timed = {instant.time_us, instant.precision, instant.offset_min};
    is_unzoned = is_unzoned || instant.is_in_zone_of_mapping;
  }
  if (is_unzoned && mapped(Field::time_zone) != nullptr && is_absent(cell(Field::time_zone)))
    ++tally_.unzoned;
  return std::nullopt;
}

/// Coins are moved in units finer than the ledger's: what is finer is cut off, toward zero, and summed.
/// A currency of a state has no such units, and an amount that shows some is not understood.
bool RowTyper::cut_dust(std::string_view text, const core::DecimalStyle& style, Amount& out) {
  constexpr std::size_t dust_digits = 18, coin_exponent = 8;
  const std::size_t exponent = core::get_asset(out.asset).exponent;
  const auto point = text.rfind(style.point);
  if (exponent < coin_exponent || point == std::string_view::npos) return false;
  std::size_t end = point + 1;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const std::size_t decimals = end - point - 1;
  if (decimals <= exponent || decimals > dust_digits) return false;
  const std::size_t cut = point + 1 + exponent;
  std::string kept(text.substr(0, cut));
  kept += text.substr(end);
  const auto parsed = core::parse_decimal(kept, style, static_cast<std::uint8_t>(exponent));
  if (parsed.fault) return false;
  for (std::size_t i = 0; i < dust_digits - exponent; ++i)
    out.dust = out.dust * 10 + (cut + i < end ? text[cut + i] - '0' : 0);
  out.minor = parsed.scaled;
  return true;
}

std::optional<RowRefusal> RowTyper::read_amount(Field field, Field currency, Amount& out) {
  out = {};
  const auto* column = mapped(field);
  std::string_view text = cell(field);
  if (column == nullptr || text.empty() || text == "-" || text == "–") return std::nullopt;
  out.asset = default_asset_;
  std::string_view word = cell(currency);
  if (column->form.unit == exported_unit) {
    word = text.substr(0, text.find(' '));
    const auto asset = currency_from_record(word);
    if (!asset || word.size() == text.size())
      return RowRefusal{"unknown_currency", quoted(text) + " in " + column_name(*column) +
                                                " has no currency that this engine knows"};
    out.asset = *asset;
    text.remove_prefix(word.size() + 1);
  } else if (mapped(currency) != nullptr && !is_absent(word)) {
    const auto asset = currencies_.find(word);
    if (!asset)
      return RowRefusal{"unknown_currency", quoted(word) + " in " + column_name(*mapped(currency)) +
                                                " is no currency that this engine knows"};
    out.asset = *asset;
  }
  bool is_minus = false;
  if (column->form.has_flow_words) {
    if (const auto flow = take_flow_word(text)) is_minus = *flow == FlowWord::out;
  }
  const auto parsed =
      core::parse_decimal(text, column->form.decimals, core::get_asset(out.asset).exponent);
  if (!parsed.fault) {
    out.minor = is_minus ? -parsed.scaled : parsed.scaled;
    return std::nullopt;
  }
  if (*parsed.fault == core::DecimalFault::too_many_decimals &&
      cut_dust(text, column->form.decimals, out))
    return std::nullopt;
  const std::string what = quoted(text) + " in " + column_name(*column);
  if (*parsed.fault == core::DecimalFault::too_many_decimals) {
    return RowRefusal{
        "too_many_decimals",
        what + " has more decimals than " + std::string(core::get_asset(out.asset).code) + " has"};
  }
  if (*parsed.fault == core::DecimalFault::too_large)
    return RowRefusal{"too_large", what + " is too large for an amount"};
  return RowRefusal{"bad_amount", what + " is not an amount"};
}

std::optional<RowRefusal> RowTyper::read_amounts() {
  for (const auto& [field, column] : amount_fields_) {
    const Field currency = field == Field::received_amount  ? Field::received_currency
                           : field == Field::payment_amount ? Field::payment_currency
                                                            : Field::currency;
    const Field used = mapped(currency) != nullptr ? currency : Field::currency;
    Amount amount;
    if (auto refusal = read_amount(field, used, amount)) {
      const bool needed = field == Field::amount || field == Field::debit ||
                          field == Field::credit || field == Field::payment_amount;
      if (needed) return refusal;
      if (tally_.unreadable[field]++ == 0) tally_.unreadable_example[field] = refusal->text;
      amount = {};
    }
    // A fee is kept as it is written; what was received has the sign of the amount beside it.
    const ColumnMapping* main = mapped(Field::amount);
    const bool is_beside =
        field == Field::received_amount && main != nullptr && main->form.is_signed;
    const bool may_be_negative = column->form.is_signed || field == Field::balance_after ||
                                 field == Field::debit || field == Field::credit ||
                                 field == Field::fee || is_beside;
    if (amount.minor != no_number && amount.minor < 0 && !may_be_negative) {
      return RowRefusal{"negative_amount",
                        quoted(cell(field)) + " in " + column_name(*column) +
                            " is negative, and the column is not marked as signed"};
    }
    // The currency in which something arrived says so by itself.
    if (field == Field::received_amount && amount.minor == no_number && used != Field::currency) {
      if (const auto asset = currencies_.find(cell(used))) amount.asset = *asset;
    }
    row_amounts_[field] = amount;
  }
  return std::nullopt;
}

/// Statement layouts: who pays follows from debit and credit, a sign column, or the sign itself.
std::optional<RowRefusal> RowTyper::settle_statement() {
  Amount& amount = row_amounts_[Field::amount];
  if (mapped(Field::amount) == nullptr) amount = {};  // not what the row before was settled to
  own_pays_ = true;
  bool directed = false;
  const Amount* debit = row_amounts_.find(Field::debit);
  const Amount* credit = row_amounts_.find(Field::credit);
  const auto is_set = [](const Amount* found) {
    return found != nullptr && found->minor != no_number && found->minor != 0;
  };
  if (amount.minor == no_number && (is_set(debit) || is_set(credit))) {
    if (is_set(debit) && is_set(credit)) {
      return RowRefusal{"two_amounts", "debit " + quoted(cell(Field::debit)) + " and credit " +
                                           quoted(cell(Field::credit)) + " stand in one row"};
    }
    own_pays_ = is_set(debit);
    amount = own_pays_ ? *debit : *credit;
    // Some banks write debits with a minus in their own column; a minus in the credit column takes it back.
    if (amount.minor < 0 && !own_pays_) own_pays_ = true;
    directed = true;
  }
  if (amount.minor == no_number) return std::nullopt;
  if (mapped(Field::sign) != nullptr) {
    if (const auto word = find_sign_word(cell(Field::sign))) {
      own_pays_ = *word == FlowWord::out;
      directed = true;
    }
  } else if (!directed && mapped(Field::amount) != nullptr &&
             mapped(Field::amount)->form.is_signed) {
    own_pays_ = amount.minor < 0;
    directed = true;
  }
  if (amount.minor < 0) amount.minor = -amount.minor;
  Amount* received = row_amounts_.find(Field::received_amount);
  if (received != nullptr && received->minor != no_number && received->minor < 0)
    received->minor = -received->minor;
  if (statement_ && !directed) ++tally_.undirected;
  return std::nullopt;
}

void RowTyper::settle_direction() {
  incoming_ = false;
  if (!one_line_) return;
  const auto word = find_direction_word(cell(Field::direction));
  if (word) incoming_ = *word == FlowWord::in;
  if (!word) ++tally_.undirected;
}

std::optional<RowRefusal> RowTyper::check_needed() const {
  const auto selector_set = [&](std::initializer_list<Field> fields) {
    return std::any_of(fields.begin(), fields.end(), [&](Field field) {
      const std::uint32_t* found = row_selectors_.find(field);
      return found != nullptr && *found != no_value;
    });
  };
  const auto time_set = [&](std::initializer_list<Field> fields) {
    return std::any_of(fields.begin(), fields.end(), [&](Field field) {
      const Timed* found = row_times_.find(field);
      return found != nullptr && found->time_us != no_number;
    });
  };
  const auto text_set = [&](std::initializer_list<Field> fields) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](Field field) { return !is_absent(cell(field)); });
  };
  const bool timed = time_set({Field::time, Field::date, Field::value_time});
  switch (mapping_->kind) {
    case ItemKind::calls:
      if (!timed) return RowRefusal{"missing_time", "the row has no time"};
      if (!selector_set(
              {Field::caller, Field::callee, Field::subject_number, Field::other_number}) &&
          !own_number_) {
        return RowRefusal{"missing_end", "the row names neither caller nor called number"};
      }
      break;
    case ItemKind::transfers:
    case ItemKind::chain: {
      const Amount* amount = row_amounts_.find(Field::amount);
      if (amount == nullptr || amount->minor == no_number)
        return RowRefusal{"missing_amount", "the row has no amount"};
      if (!timed && !text_set({Field::sequence, Field::block}))
        return RowRefusal{"missing_time", "the row has no time"};
      if (!own_account_ &&
          !selector_set({Field::payer, Field::payee, Field::own_account, Field::other_account,
                         Field::from_address, Field::to_address})) {
        return RowRefusal{"missing_end", "the row names neither payer nor payee"};
      }
      break;
    }
    case ItemKind::reports:
      if (!text_set({Field::report_id, Field::victim_id, Field::victim_name, Field::narrative}) &&
          !selector_set({Field::victim_phone, Field::victim_email, Field::victim_account})) {
        return RowRefusal{"missing_victim", "the row names neither a report nor a victim"};
      }
      break;
    case ItemKind::subscribers:
      if (!selector_set({Field::phone, Field::imsi, Field::imei, Field::account}) &&
          !text_set({Field::name, Field::holder})) {
        return RowRefusal{"missing_holder", "the row names neither a number nor a holder"};
      }
      break;
    case ItemKind::watchlist:
      if (!text_set({Field::name, Field::holder, Field::aliases}) &&
          !selector_set({Field::phone, Field::account, Field::email, Field::domain})) {
        return RowRefusal{"missing_name", "the row names nobody"};
      }
      break;
    default:
      break;
  }
  return std::nullopt;
}

std::optional<RowRefusal> RowTyper::take(std::span<const std::string_view> cells) {
  cells_.resize(cells.size());
  hashes_.resize(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells_[i] = core::trim(cells[i]);
    hashes_[i] = TextTable::hash_of(cells_[i]);
  }
  if (auto refusal = read_times()) return refusal;
  if (auto refusal = read_amounts()) return refusal;
  for (auto& [field, source] : selectors_) {
    const ColumnMapping& column = *by_field_.at(field);
    row_selectors_[field] = source.code(cell(column), hash(column));
  }
  if (mapping_->kind == ItemKind::transfers || mapping_->kind == ItemKind::chain) {
    if (auto refusal = settle_statement()) return refusal;
  }
  settle_direction();
  if (auto refusal = check_needed()) return refusal;
  keep();
  return std::nullopt;
}

}  // namespace cuibono::evidence
