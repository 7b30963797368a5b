// Amounts and numbers of a block of rows: read from text as RowTyper reads them, or taken over where
// the file keeps them as numbers and their text would be read as just that number.
#include <algorithm>
#include <array>

#include "evidence/records_block.h"

namespace cuibono::evidence {
namespace {

using Form = CellColumn::Form;

/// Currencies of a column, each word looked up once a block.
class BlockCurrencies {
 public:
  BlockCurrencies(const CellColumn* cells, const AmountsOf& of) : cells_(cells), of_(&of) {
    if (cells != nullptr && cells->is_coded()) of_text_.resize(cells->texts.size());
  }
  /// Nothing for a word that is no currency.
  [[nodiscard]] std::optional<core::AssetId> find(std::size_t row) {
    if (cells_ == nullptr) return of_->default_asset;
    if (cells_->is_text()) {
      const std::uint64_t hash = cells_->text_hashes[row];
      Known& known = recent_[hash % recent_.size()];
      if (!known.is_asked || known.text != cells_->texts[row]) {
        known = ask(cells_->texts[row]);
      }
      return known.asset;
    }
    if (!cells_->values.has(row)) return of_->default_asset;
    Known& known = of_text_[cells_->code(row)];
    if (!known.is_asked) known = ask(cells_->text(row));
    return known.asset;
  }

 private:
  struct Known {
    bool is_asked = false;
    std::string_view text;
    std::optional<core::AssetId> asset;
  };
  [[nodiscard]] Known ask(std::string_view word) const {
    return {true, word, is_absent(word) ? of_->default_asset : of_->source->find(word)};
  }
  const CellColumn* cells_;
  const AmountsOf* of_;
  std::vector<Known> of_text_;
  std::array<Known, 64> recent_{};
};

constexpr std::array<std::int64_t, 19> powers_of_ten = [] {
  std::array<std::int64_t, 19> powers{};
  std::int64_t power = 1;
  for (std::int64_t& place : powers) {
    place = power;
    if (power <= INT64_MAX / 10) power *= 10;
  }
  return powers;
}();

/// A whole number of 10^-scale as one of 10^-exponent; nothing where that is not one, or over 63 bits.
std::optional<std::int64_t> find_minor(core::Int128 number, std::int32_t scale,
                                       std::int32_t exponent) {
  constexpr core::Int128 most = INT64_MAX;
  const std::int32_t places = exponent - scale;
  const bool is_in_table = places < static_cast<std::int32_t>(powers_of_ten.size()) &&
                           -places < static_cast<std::int32_t>(powers_of_ten.size());
  if (!is_in_table) return number == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
  if (places >= 0) {
    if (number > most || number < -most) return std::nullopt;
    number *= powers_of_ten[static_cast<std::size_t>(places)];
  } else {
    const core::Int128 power = powers_of_ten[static_cast<std::size_t>(-places)];
    const bool is_short =
        number <= most && number >= -most;  // a division of 64 bits is ten times as fast
    const core::Int128 rest =
        is_short
            ? core::Int128{static_cast<std::int64_t>(number) % static_cast<std::int64_t>(power)}
            : number % power;
    if (rest != 0) return std::nullopt;
    number /= power;
  }
  if (number > most || number < -most) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

bool is_typed(const formats::ColumnValues& values) noexcept {
  return values.form == Form::decimal || values.form == Form::whole;
}

core::Int128 stated_number(const formats::ColumnValues& values, std::size_t row) noexcept {
  return values.form == Form::decimal ? values.decimals[row] : core::Int128{values.numbers[row]};
}

std::int32_t scale_of(const formats::ColumnValues& values) noexcept {
  return values.form == Form::decimal ? values.scale : 0;
}

class BlockAmounts : public BlockField {
 public:
  BlockAmounts(std::vector<MappedField> fields, AmountsOf of)
      : BlockField(std::move(fields)), of_(std::move(of)), read_(fields_.size()) {}
  [[nodiscard]] bool takes(const MappedField& field,
                           const formats::ColumnValues& values) const override {
    constexpr std::int32_t scale_most = 18;
    if (values.form == Form::whole) return true;
    return values.form == Form::decimal && field.column->form.decimals.point == '.' &&
           values.scale > 0 && values.scale <= scale_most;
  }
  void read(const CellBlock& block) override {
    marks_.assign(block.rows, 0);
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      read_[f].minor.assign(block.rows, no_number);
      read_[f].assets.assign(block.rows, core::AssetId{});
      const ColumnMapping* currency = of_.currencies[f];
      BlockCurrencies currencies(currency == nullptr ? nullptr : &block.columns[currency->column],
                                 of_);
      read_field(fields_[f], fields_[f].cells(block), currencies, read_[f]);
    }
  }
  void keep(const CellBlock& block, RowSpan rows) override {
    const std::size_t count = rows.to - rows.from;
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      const Read& read = read_[f];
      targets_[f]->add_amounts(std::span(read.minor).subspan(rows.from, count),
                               std::span(read.assets).subspan(rows.from, count));
      if (fields_[f].field == Field::amount) weigh(block, fields_[f], read, rows);
    }
  }

 private:
  struct Read {
    std::vector<std::int64_t> minor;  ///< [rows]
    std::vector<core::AssetId> assets;
  };
  struct Sum {
    core::AssetId asset{};
    core::Int128 kept_minor = 0, stated = 0;
    std::uint64_t amounts = 0;
  };

  void read_field(const MappedField& field, const CellColumn& cells, BlockCurrencies& currencies,
                  Read& read) {
    const core::DecimalStyle& style = field.column->form.decimals;
    const bool is_amount = field.field == Field::amount,
               is_received = field.field == Field::received_amount;
    const bool may_be_negative = field.column->form.is_signed || is_received ||
                                 field.field == Field::balance_after || field.field == Field::fee;
    const bool is_stated_as_number = is_typed(cells.values);
    for (std::size_t row = 0; row < marks_.size(); ++row) {
      std::optional<std::int64_t> minor;
      std::string_view text;
      const bool is_none = is_stated_as_number ? !cells.values.has(row)
                                               : (text = cells.text(row),
                                                  text.empty() || text == "-" || text == "–");
      if (is_none) {
        if (is_received) marks_[row] |= CellColumn::is_odd;  // its currency may stand alone
        continue;
      }
      const auto asset = currencies.find(row);
      if (asset) {
        const std::uint8_t exponent = core::get_asset(*asset).exponent;
        if (is_stated_as_number) {
          minor = find_minor(stated_number(cells.values, row), scale_of(cells.values), exponent);
        } else {
          const auto parsed = core::parse_decimal(text, style, exponent);
          if (!parsed.fault) minor = parsed.scaled;
        }
      }
      // A sign that RowTyper would have to judge: whether it is meant, and of what.
      if (!minor || (*minor < 0 && (!may_be_negative || is_received))) {
        marks_[row] |= CellColumn::is_odd;
        continue;
      }
      read.minor[row] = is_amount && *minor < 0 ? -*minor : *minor;
      read.assets[row] = *asset;
      if (is_amount) marks_[row] |= has_amount;
    }
  }

  /// Totals of records, and what their cells say by a second reading: digit by digit in a text; of numbers
  /// the sum as it stands, brought to the unit of the currency once.
  void weigh(const CellBlock& block, const MappedField& field, const Read& read, RowSpan rows) {
    const CellColumn& cells = field.cells(block);
    const bool is_stated_as_number = is_typed(cells.values);
    std::vector<Sum> sums;
    std::size_t at = 0;
    for (std::size_t row = rows.from; row < rows.to; ++row) {
      const core::AssetId asset = read.assets[row];
      if (at >= sums.size() || sums[at].asset != asset) {
        const auto found = std::find_if(sums.begin(), sums.end(),
                                        [&](const Sum& sum) { return sum.asset == asset; });
        at = static_cast<std::size_t>(found - sums.begin());
        if (found == sums.end()) sums.push_back({asset});
      }
      Sum& sum = sums[at];
      sum.kept_minor += read.minor[row];
      ++sum.amounts;
      if (is_stated_as_number) {
        const core::Int128 stated = stated_number(cells.values, row);
        sum.stated += stated < 0 ? -stated : stated;
        continue;
      }
      const auto digits = read_plain_digits(cells.text(row), field.column->form.decimals.point,
                                            core::get_asset(asset).exponent);
      const core::Int128 stated = digits ? *digits : core::Int128{read.minor[row]};
      sum.stated += stated;
      if (stated != read.minor[row]) say_misread(block, field, {row, row + 1});
    }
    RowTally& tally = *of_.tally;
    for (Sum& sum : sums) {
      if (is_stated_as_number) {
        std::int32_t places = core::get_asset(sum.asset).exponent - scale_of(cells.values);
        for (; places > 0; --places) sum.stated *= 10;
        for (; places < 0; ++places) sum.stated /= 10;
        if (sum.stated != sum.kept_minor) say_misread(block, field, rows);
      }
      tally.totals[sum.asset.value] += sum.kept_minor;
      AmountSums& of_asset = tally.sums_of(sum.asset);
      of_asset.before_minor += sum.stated;
      of_asset.before += sum.amounts;
    }
  }
  void say_misread(const CellBlock& block, const MappedField& field, RowSpan rows) {
    if (!of_.tally->misread.empty()) return;
    const std::string first = std::to_string(block.ordinals[rows.from]);
    of_.tally->misread =
        (rows.to - rows.from == 1
             ? "row " + first
             : "rows " + first + " to " + std::to_string(block.ordinals[rows.to - 1])) +
        ", " + column_name(*field.column);
  }
  AmountsOf of_;
  std::vector<Read> read_;  ///< [fields]
};

class BlockNumbers : public BlockField {
 public:
  explicit BlockNumbers(MappedField field)
      : BlockField({field}),
        has_unit_(field.field == Field::duration_s && field.column->form.unit != exported_unit) {}
  [[nodiscard]] bool takes(const MappedField& /*field*/,
                           const formats::ColumnValues& values) const override {
    return values.form == Form::whole && !has_unit_ && fields_[0].field != Field::duration_s;
  }
  void read(const CellBlock& block) override {
    marks_.assign(block.rows, 0);
    numbers_.assign(block.rows, no_number);
    const CellColumn& cells = fields_[0].cells(block);
    for (std::size_t row = 0; row < block.rows; ++row) {
      if (cells.values.form == Form::whole) {
        if (cells.values.has(row)) numbers_[row] = cells.values.numbers[row];
        continue;
      }
      const std::string_view text = cells.text(row);
      if (is_absent(text)) continue;
      auto number = has_unit_ ? parse_duration_s(text, fields_[0].column->form.unit)
                              : core::parse_int64(text);
      if (fields_[0].field == Field::duration_s && number && *number < 0) number.reset();
      if (number)
        numbers_[row] = *number;
      else
        marks_[row] |= CellColumn::is_odd;
    }
  }
  void keep(const CellBlock& /*block*/, RowSpan rows) override {
    targets_[0]->add_numbers(std::span(numbers_).subspan(rows.from, rows.to - rows.from));
  }

 private:
  bool has_unit_;
  std::vector<std::int64_t> numbers_;
};

}  // namespace

std::unique_ptr<BlockField> make_block_amounts(std::vector<MappedField> fields, AmountsOf of) {
  return std::make_unique<BlockAmounts>(std::move(fields), std::move(of));
}

std::unique_ptr<BlockField> make_block_numbers(MappedField field) {
  return std::make_unique<BlockNumbers>(field);
}

}  // namespace cuibono::evidence
