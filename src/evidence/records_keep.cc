// Rows that were read become records of the batch: columns, sums, and remarks over all rows.
#include <algorithm>

#include "evidence/records_layout.h"

namespace cuibono::evidence {
namespace {

constexpr Field own_line_fields[][2] = {{Field::caller_cell, Field::callee_cell},
                                        {Field::caller_imei, Field::callee_imei},
                                        {Field::caller_imsi, Field::callee_imsi}};

/// Several values in one cell ("Vanya; Ivan P.") become lines of one value.
std::string in_parts(std::string_view text, std::string_view mark) {
  std::string out;
  while (true) {
    const auto end = text.find(mark);
    const std::string_view part = core::trim(text.substr(0, end));
    if (!part.empty()) out += (out.empty() ? "" : "\n") + std::string(part);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + mark.size());
  }
}

}  // namespace

void RowTyper::add_ends(const std::optional<SelectorSource>& constant, Field own, Field other,
                        Field own_end, Field other_end) {
  const SelectorSource* own_source = constant ? &*constant : &selectors_.at(own);
  const std::uint32_t own_code = constant ? 0U : row_selectors_.at(own);
  const SelectorSource* other_source = selectors_.find(other);
  const std::uint32_t other_code = other_source == nullptr ? no_value : row_selectors_.at(other);
  // Whose statement a row is of tells two banks' records of one payment apart.
  if (constant) target(own, 0).add_selector(own_source, own_code, 0);
  target(own_end, 0).add_selector(own_source, own_code, 0);
  target(other_end, 0).add_selector(other_source, other_code, 1);
}

void RowTyper::keep() {
  for (const auto& [field, timed] : row_times_) {
    if (field == Field::time_of_day) continue;
    target(field, mapped(field)->column).add_time(timed.time_us, timed.precision, timed.offset_min);
    const bool main = field == Field::time || field == Field::date || field == Field::payment_time;
    if (!main || timed.time_us == no_number) continue;
    tally_.first_us = std::min(tally_.first_us.value_or(timed.time_us), timed.time_us);
    tally_.last_us = std::max(tally_.last_us.value_or(timed.time_us), timed.time_us);
    tally_.coarsest = std::max(tally_.coarsest, timed.precision);
  }
  for (const auto& [field, amount] : row_amounts_) {
    const auto* column = mapped(field);
    target(field, column == nullptr ? 0 : column->column).add_amount(amount.minor, amount.asset);
    const bool is_copied = field == Field::debit || field == Field::credit;  // to Field::amount
    if (amount.dust > 0 && !is_copied) {
      ++tally_.dust[amount.asset].amounts;
      tally_.dust[amount.asset].sum += amount.dust;
    }
    const bool counted = field == Field::amount || field == Field::payment_amount;
    if (counted && amount.minor != no_number) tally_.totals[amount.asset.value] += amount.minor;
  }
  for (const auto& [field, column] : number_fields_) {
    const std::string_view text = cell(*column);
    std::optional<std::int64_t> number;
    if (!is_absent(text)) {
      const bool has_unit = field == Field::duration_s && column->form.unit != exported_unit;
      number = has_unit ? parse_duration_s(text, column->form.unit) : core::parse_int64(text);
      if (field == Field::duration_s && number && *number < 0) number.reset();  // nothing lasts so
      if (!number && tally_.unreadable[field]++ == 0)
        tally_.unreadable_example[field] = quoted(text);
    }
    target(field, column->column).add_number(number.value_or(no_number));
  }
  for (const auto& [field, column] : text_fields_) {
    const bool own_line = one_line_ && (field == Field::caller_cell || field == Field::callee_cell);
    if (own_line) continue;
    const std::string_view text = cell(*column);
    const bool has_parts =
        !column->form.split.empty() && text.find(column->form.split) != std::string_view::npos;
    Target& texts = target(field, column->column);
    if (has_parts)
      texts.add_text(in_parts(text, column->form.split));
    else
      texts.add_text(text, hash(*column));
  }
  for (const auto& [field, code] : row_selectors_) {
    const bool settled =
        (statement_ && (field == Field::other_account)) ||
        (one_line_ && (field == Field::subject_number || field == Field::other_number)) ||
        (one_line_ && (field == Field::caller_imei || field == Field::caller_imsi ||
                       field == Field::callee_imei || field == Field::callee_imsi));
    if (!settled) target(field, mapped(field)->column).add_selector(&selectors_.at(field), code, 0);
  }
  if (statement_) {
    tally_.sides.push_back(own_pays_ ? OwnSide::pays : OwnSide::receives);
    add_ends(own_account_, Field::own_account, Field::other_account,
             own_pays_ ? Field::payer : Field::payee, own_pays_ ? Field::payee : Field::payer);
  }
  if (one_line_) {
    add_ends(own_number_, Field::subject_number, Field::other_number,
             incoming_ ? Field::callee : Field::caller, incoming_ ? Field::caller : Field::callee);
    for (const auto& [mine, theirs] : own_line_fields) {
      const auto *my_column = mapped(mine), *their_column = mapped(theirs);
      if (my_column == nullptr && their_column == nullptr) continue;
      const std::uint32_t column = (my_column != nullptr ? my_column : their_column)->column;
      Target &here = target(incoming_ ? theirs : mine, column),
             &there = target(incoming_ ? mine : theirs, column);
      if (type_of(mine) == FieldType::text) {
        here.add_text(cell(mine));
        there.add_text(cell(theirs));
        continue;
      }
      const auto source_of = [&](const ColumnMapping* of, Field field) {
        return of == nullptr ? nullptr : &selectors_.at(field);
      };
      const auto code_of = [&](const ColumnMapping* of, Field field) {
        return of == nullptr ? no_value : row_selectors_.at(field);
      };
      here.add_selector(source_of(my_column, mine), code_of(my_column, mine), 0);
      there.add_selector(source_of(their_column, theirs), code_of(their_column, theirs), 1);
    }
  }
}

std::string RowTyper::zone_of_mapping() const {
  return mapping_->zone.empty() ? "UTC, since the mapping names no zone"
                                : mapping_->zone + ", the zone of the mapping";
}

void RowTyper::finish(RecordBatch& batch) {
  const std::string& name = request_->item->name;
  close_tally();
  for (auto& [field, target] : targets_) batch.columns.push_back(std::move(target).finish());
  for (const auto& [asset, total] : tally_.totals)
    batch.account.totals.push_back({core::AssetId(asset), total});
  finish_sums(batch);
  batch.account.first_us = tally_.first_us;
  batch.account.last_us = tally_.last_us;
  if (tally_.first_us) batch.account.time_precision = tally_.coarsest;
  for (const auto& [field, invalid] : tally_.invalid) {
    if (invalid.parts.empty()) continue;
    batch.problems.push_back(
        {"invalid_" + std::string(field_name(field)), name,
         std::to_string(invalid.values()) + " values of " + column_name(*mapped(field)) +
             " fail their checks and are kept as written (first: " + invalid.example + ")"});
  }
  for (const auto& [field, clock] : tally_.clocks) {
    if (clock.ambiguous > 0) {
      batch.problems.push_back(
          {"ambiguous_time", name,
           std::to_string(clock.ambiguous) + " local times of " + column_name(*mapped(field)) +
               " happen twice when the clocks go back; the earlier reading is used"});
    }
    if (clock.skipped > 0) {
      batch.problems.push_back(
          {"skipped_time", name,
           std::to_string(clock.skipped) + " local times of " + column_name(*mapped(field)) +
               " never happen, the clocks having gone forward; they are moved forward"});
    }
  }
  for (const auto& [field, count] : tally_.unreadable) {
    if (count == 0) continue;
    if (field == Field::time_zone) {
      batch.problems.push_back(
          {"unreadable_time_zone", name,
           std::to_string(count) + " values of " + column_name(*mapped(field)) +
               " are no time zone; the local times of these rows are read in " + zone_of_mapping() +
               " (first: " + tally_.unreadable_example[field] + ")"});
      continue;
    }
    batch.problems.push_back(
        {"unreadable_" + std::string(field_name(field)), name,
         std::to_string(count) + " values of " + column_name(*mapped(field)) +
             " cannot be read and are left out (first: " + tally_.unreadable_example[field] + ")"});
  }
  for (const auto& [asset, dust] : tally_.dust) {
    constexpr core::Int128 coin = 1'000'000'000'000'000'000;
    std::string fraction = core::format_minor(dust.sum % coin);
    fraction.insert(0, 18 - fraction.size(), '0');
    const core::Asset& coins = core::get_asset(asset);
    batch.problems.push_back({"dust", name,
                              std::to_string(dust.amounts) + " amounts of " +
                                  std::string(coins.code) + " have more than " +
                                  std::to_string(coins.exponent) +
                                  " decimals: the digits after that are cut off, " +
                                  core::format_minor(dust.sum / coin) + "." + fraction + " " +
                                  std::string(coins.code) + " in all"});
  }
  if (tally_.unzoned > 0) {
    batch.problems.push_back(
        {"missing_time_zone", name,
         std::to_string(tally_.unzoned) + " rows with local times state no zone in " +
             column_name(*mapped(Field::time_zone)) + "; they are read in " + zone_of_mapping()});
  }
  if (tally_.undirected > 0 && (statement_ || one_line_)) {
    batch.questions.push_back(
        name + ": " + std::to_string(tally_.undirected) + " rows do not say who " +
        (statement_ ? "pays; the statement's own account is taken as payer"
                    : "calls; the own line is taken as caller") +
        " (set the field \"" + (statement_ ? "sign" : "direction") + "\" in the mapping)");
  }
}

}  // namespace cuibono::evidence
