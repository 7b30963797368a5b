// Rows in blocks, column by column: a row that is like most is typed here, any other by RowTyper, so that
// what is refused, remarked and asked has one place. What a column holds depends on the rows before alone,
// never on the columns beside; so each is read and kept on whatever thread has time.
#include "evidence/records_block.h"

#include <algorithm>
#include <cstring>

namespace cuibono::evidence {
namespace {

using Form = CellColumn::Form;

/// Bytes of ASCII without NUL are text wherever they are cut.
bool is_plain_ascii(std::string_view bytes) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101ULL, tops = 0x8080808080808080ULL;
  std::uint64_t odd = 0, eight = 0;
  std::size_t at = 0;
  for (; at + sizeof(eight) <= bytes.size(); at += sizeof(eight)) {
    std::memcpy(&eight, bytes.data() + at, sizeof(eight));
    odd |= eight | (eight - ones);  // a top bit where a byte has one, or is 0 and borrows
  }
  bool is_odd = (odd & tops) != 0;
  for (; at < bytes.size(); ++at) is_odd = is_odd || static_cast<signed char>(bytes[at]) < 1;
  return !is_odd;
}

std::string_view bytes_of(const formats::ColumnValues& values, std::size_t texts) noexcept {
  const auto from = values.offsets[0], to = values.offsets[texts];
  return {values.bytes + from, static_cast<std::size_t>(to - from)};
}

std::uint64_t hash_of(core::Int128 number) noexcept {
  constexpr int half = 64;
  const auto high = static_cast<std::uint64_t>(number >> half);
  return core::mix64(static_cast<std::uint64_t>(number) ^ core::mix64(high));
}

}  // namespace

void CellColumn::look(const formats::ColumnValues& given) {
  values = given;
  const std::size_t rows = given.rows;
  marks.assign(rows, is_filled);
  if (!is_text() && !is_coded()) {
    texts.clear(), text_hashes.clear(), text_marks.clear();
    for (std::size_t row = 0; row < rows && given.is_valid != nullptr; ++row)
      if (!given.has(row)) marks[row] = 0;
    return;
  }
  const std::size_t count = is_text() ? rows : given.texts;
  texts.resize(count), text_hashes.resize(count), text_marks.resize(count);
  const bool is_clean = count == 0 || is_plain_ascii(bytes_of(given, count));
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_there = is_coded() || given.has(i);
    const std::string_view text = is_there ? given.text(i) : std::string_view();
    texts[i] = core::trim(text);
    text_hashes[i] = TextTable::hash_of(texts[i]);
    const bool is_unclean = !is_clean && !formats::is_clean_text(text);
    text_marks[i] =
        static_cast<std::uint8_t>((texts[i].empty() ? 0 : is_filled) | (is_unclean ? is_odd : 0));
  }
  if (is_text()) {
    std::copy(text_marks.begin(), text_marks.end(), marks.begin());
    return;
  }
  for (std::size_t row = 0; row < rows; ++row)
    marks[row] = given.has(row) ? text_marks[code(row)] : std::uint8_t{0};
}

void CellColumn::look_at_texts() {
  values = {};
  const std::size_t rows = texts.size();
  values.rows = rows;
  text_hashes.resize(rows), marks.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    texts[row] = core::trim(texts[row]);
    text_hashes[row] = TextTable::hash_of(texts[row]);
    marks[row] = texts[row].empty() ? std::uint8_t{0} : is_filled;
  }
}

std::unique_ptr<BlockTyper> BlockTyper::make(RowTyper& typer) {
  const ItemKind kind = typer.mapping_->kind;
  const auto has = [&](Field field) { return typer.mapped(field) != nullptr; };
  const bool is_calls = kind == ItemKind::calls && !typer.one_line_;
  const bool is_payments = typer.is_payment() && !typer.statement_;
  if (!is_calls && !is_payments) return nullptr;
  if (has(Field::time_of_day) || has(Field::time_zone)) return nullptr;
  for (const Field field : {Field::debit, Field::credit, Field::payment_amount, Field::sign})
    if (has(field)) return nullptr;
  if (is_payments ? !has(Field::amount) : !typer.amount_fields_.empty()) return nullptr;

  std::unique_ptr<BlockTyper> block(new BlockTyper(typer));
  std::vector<MappedField> times, amounts;
  TimesOf of_times{{}, &typer.tally_};
  for (auto& [field, source] : typer.times_) {
    times.push_back({field, typer.mapped(field)});
    of_times.sources.push_back(&source);
  }
  if (!times.empty()) block->fields_.push_back(make_block_times(times, std::move(of_times)));
  AmountsOf of_amounts{{}, typer.default_asset_, &typer.currencies_, &typer.tally_};
  for (const auto& [field, column] : typer.amount_fields_) {
    if (column->form.unit == exported_unit || column->form.has_flow_words) return nullptr;
    const bool is_received =
        field == Field::received_amount && typer.mapped(Field::received_currency) != nullptr;
    of_amounts.currencies.push_back(
        typer.mapped(is_received ? Field::received_currency : Field::currency));
    amounts.push_back({field, column});
  }
  if (!amounts.empty())
    block->fields_.push_back(make_block_amounts(amounts, std::move(of_amounts)));
  std::vector<SelectorForms*> forms;
  std::vector<std::vector<MappedField>> of_forms;
  std::vector<std::vector<SelectorSource*>> sources;
  for (auto& [field, source] : typer.selectors_) {
    const auto found = std::find(forms.begin(), forms.end(), &source.forms());
    const auto at = static_cast<std::size_t>(found - forms.begin());
    if (found == forms.end()) {
      forms.push_back(&source.forms());
      of_forms.emplace_back();
      sources.emplace_back();
    }
    of_forms[at].push_back({field, typer.mapped(field)});
    sources[at].push_back(&source);
  }
  for (std::size_t i = 0; i < forms.size(); ++i)
    block->fields_.push_back(
        make_block_selectors(of_forms[i], {std::move(sources[i]), is_payments}));
  for (const auto& [field, column] : typer.number_fields_)
    block->fields_.push_back(make_block_numbers({field, column}));
  for (const auto& [field, column] : typer.text_fields_) {
    if (!column->form.split.empty()) return nullptr;
    block->fields_.push_back(make_block_texts({field, column}));
  }
  return block;
}

bool BlockTyper::takes(std::size_t column, const formats::ColumnValues& values) const {
  if (values.form == Form::text || values.form == Form::coded) return true;
  for (const auto& reader : fields_) {
    for (const MappedField& field : reader->fields())
      if (field.column->column == column && !reader->takes(field, values)) return false;
  }
  return true;
}

core::Status BlockTyper::read(const core::RunContext& context) {
  CB_TRY_STATUS(
      core::parallel_blocks(context, fields_.size() + 1, 1, [&](const core::Block& piece) {
        if (piece.begin == fields_.size())
          hash_rows();
        else
          fields_[piece.begin]->read(block_);
        return core::Status();
      }));
  find_odd();
  return {};
}

/// What RowTyper::check_needed, is_sparse and the judge of rows ask, for all rows at once: where one of them
/// would say no, the row is odd.
void BlockTyper::find_odd() {
  constexpr unsigned sparse_most = 3;
  const std::size_t rows = block_.rows, columns = block_.columns.size();
  std::vector<std::uint16_t> filled(rows, 0);
  odd_.assign(rows, 0);
  for (std::size_t row = 0; row < block_.alone.size(); ++row)
    if (block_.alone[row] != 0) odd_[row] = CellColumn::is_odd;
  for (const CellColumn& column : block_.columns) {
    for (std::size_t row = 0; row < rows; ++row) {
      filled[row] = static_cast<std::uint16_t>(filled[row] + (column.marks[row] & 1U));
      odd_[row] |= column.marks[row];
    }
  }
  for (const auto& field : fields_) {
    if (field->marks().empty()) continue;
    for (std::size_t row = 0; row < rows; ++row) odd_[row] |= field->marks()[row];
  }
  const unsigned needed = typer_->is_payment()
                              ? BlockField::has_end | BlockField::has_time | BlockField::has_amount
                              : BlockField::has_end | BlockField::has_time;
  for (std::size_t row = 0; row < rows; ++row) {
    const bool is_sparse = filled[row] <= sparse_most && filled[row] * 2U <= columns;
    const bool is_odd = (odd_[row] & CellColumn::is_odd) != 0 || (odd_[row] & needed) != needed ||
                        is_sparse || filled[row] == 0;
    odd_[row] = is_odd ? 1 : 0;
  }
}

void BlockTyper::hash_rows() {
  const std::uint64_t nothing = TextTable::hash_of({});
  hashes_.assign(block_.rows, {});
  for (const CellColumn& column : block_.columns) {
    const formats::ColumnValues& values = column.values;
    for (std::size_t row = 0; row < block_.rows; ++row) {
      if (!values.has(row))
        hashes_[row].add(nothing);
      else if (column.is_text())
        hashes_[row].add(column.text_hashes[row]);
      else if (column.is_coded())
        hashes_[row].add(column.text_hashes[column.code(row)]);
      else if (values.form == Form::decimal)
        hashes_[row].add(hash_of(values.decimals[row]));
      else
        hashes_[row].add(core::mix64(static_cast<std::uint64_t>(values.numbers[row])));
    }
  }
  for (RowHash& hash : hashes_) hash.finish();
}

void BlockTyper::set_targets() {
  for (const auto& reader : fields_) {
    if (reader->has_targets()) continue;
    std::vector<Target*> targets;
    for (const MappedField& field : reader->fields())
      targets.push_back(&typer_->target(field.field, field.column->column));
    reader->set_targets(std::move(targets));
  }
}

core::Status BlockTyper::keep(const core::RunContext& context, RowSpan rows) {
  if (rows.from == rows.to) return {};
  set_targets();
  constexpr std::size_t rows_of_threads = 1U << 12;  // fewer are kept before a thread is there
  if (rows.to - rows.from < rows_of_threads) {
    for (const auto& field : fields_) field->keep(block_, rows);
    return {};
  }
  return core::parallel_blocks(context, fields_.size(), 1, [&](const core::Block& piece) {
    fields_[piece.begin]->keep(block_, rows);
    return core::Status();
  });
}

}  // namespace cuibono::evidence
