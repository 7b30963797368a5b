// Rows that were typed elsewhere are added as if they had been typed here: codes of texts are translated
// in the order of the rows, so that the batch is the same for any number of threads.
#include <utility>

#include "evidence/records_layout.h"

namespace cuibono::evidence {
namespace {

template <class Number>
void append(std::vector<Number>& to, const std::vector<Number>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

template <class Number>
void reserve_used(std::vector<Number>& numbers, std::size_t rows) {
  if (!numbers.empty()) numbers.reserve(rows);
}

}  // namespace

void Target::reserve(std::size_t rows) {
  reserve_used(column_.numbers, rows);
  reserve_used(column_.codes, rows);
  reserve_used(column_.precision, rows);
  reserve_used(column_.offset_min, rows);
  reserve_used(column_.assets, rows);
  if (is_listed_) column_.values.reserve(rows);
}

Target::Rows Target::take_rows() {
  Rows rows;
  BatchColumn& column = rows.column;
  column.field = column_.field;
  column.source_column = column_.source_column;
  column.numbers = std::exchange(column_.numbers, {});
  column.codes = std::exchange(column_.codes, {});
  column.precision = std::exchange(column_.precision, {});
  column.offset_min = std::exchange(column_.offset_min, {});
  column.assets = std::exchange(column_.assets, {});
  if (!is_listed_) {
    rows.listed_from = column_.values.size();
    return rows;
  }
  rows.listed_from = numbered_;
  const auto listed = column_.values.begin() + static_cast<std::ptrdiff_t>(numbered_);
  rows.listed.assign(std::make_move_iterator(listed),
                     std::make_move_iterator(column_.values.end()));
  column_.values.resize(numbered_);
  return rows;
}

void Target::add_texts(Rows& rows, const Target& from, std::vector<std::uint32_t>& translated) {
  for (const std::uint32_t code : rows.column.codes) {
    ++rows_;
    if (code == no_value) {
      column_.codes.push_back(no_value);
      continue;
    }
    const bool was_listed = code >= rows.listed_from;
    std::string* own = was_listed ? &rows.listed[code - rows.listed_from] : nullptr;
    const std::string& text = was_listed ? *own : from.column_.values[code];
    if (is_listed_) {
      column_.codes.push_back(static_cast<std::uint32_t>(column_.values.size()));
      if (was_listed)
        column_.values.push_back(std::move(*own));
      else
        column_.values.push_back(text);
      continue;
    }
    if (was_listed) {
      column_.codes.push_back(intern(text, text, TextTable::hash_of(text)));
    } else {
      if (translated[code] == no_value)
        translated[code] = intern(text, text, TextTable::hash_of(text));
      column_.codes.push_back(translated[code]);
    }
    look_whether_all_differ();
  }
}

void Target::add_rows(Rows rows, const Target& from, std::size_t slot) {
  append(column_.numbers, rows.column.numbers);
  append(column_.precision, rows.column.precision);
  append(column_.offset_min, rows.column.offset_min);
  append(column_.assets, rows.column.assets);
  if (translated_.size() <= slot) translated_.resize(slot + 1);
  auto& translated = translated_[slot];
  translated.resize(from.column_.values.size(), no_value);
  if (type_of(column_.field) == FieldType::text) return add_texts(rows, from, translated);
  for (const std::uint32_t code : rows.column.codes) {
    if (code != no_value && translated[code] == no_value)
      translated[code] = intern_selector(from.column_.values[code], from.column_.kinds[code],
                                         from.column_.validity[code]);
    column_.codes.push_back(code == no_value ? no_value : translated[code]);
  }
}

void RowTyper::close_tally() {
  for (auto& [field, source] : selectors_) {
    for (const SelectorForms::Faults* faults : source.take_faults()) {
      RowTally::Invalid& invalid = tally_.invalid[field];
      if (invalid.parts.empty()) invalid.example = faults->example;
      invalid.parts.emplace(faults->cell_hash, faults->invalid);
    }
  }
  for (auto& [field, source] : times_) {
    const TimeSource::Oddities more = source.take_oddities();
    TimeSource::Oddities& here = tally_.clocks[field];
    here.ambiguous += more.ambiguous;
    here.skipped += more.skipped;
  }
}

void RowTyper::reserve(std::size_t rows) {
  for (auto& [field, target] : targets_) target.reserve(rows);
  reserve_used(tally_.sides, rows);
}

RowTyper::Part RowTyper::take_part() {
  close_tally();
  Part part;
  for (auto& [field, target] : targets_) part.columns.emplace(field, target.take_rows());
  part.tally = std::exchange(tally_, {});
  return part;
}

void RowTyper::add_part(Part part, const RowTyper& typer, std::size_t typer_number) {
  for (auto& [field, rows] : part.columns)
    target(field, rows.column.source_column)
        .add_rows(std::move(rows), typer.targets_.at(field), typer_number);
  tally_.add(std::move(part.tally));
}

}  // namespace cuibono::evidence
