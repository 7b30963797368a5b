// Texts and selectors of a block of rows.
#include <algorithm>

#include "evidence/records_block.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint32_t not_asked = no_value - 1;  // of a text of the block

/// Texts and hashes that are looked up are fetched so many rows ahead: first the slot, then the text.
constexpr std::size_t slots_ahead = 16, texts_ahead = 8;

bool is_end(Field field, bool is_of_payments) noexcept {
  switch (field) {
    case Field::payer:
    case Field::payee:
    case Field::own_account:
    case Field::other_account:
    case Field::from_address:
    case Field::to_address:
      return is_of_payments;
    case Field::caller:
    case Field::callee:
    case Field::subject_number:
    case Field::other_number:
      return !is_of_payments;
    default:
      return false;
  }
}

class BlockSelectors : public BlockField {
 public:
  BlockSelectors(std::vector<MappedField> fields, SelectorsOf of)
      : BlockField(std::move(fields)), of_(std::move(of)), codes_(fields_.size()) {}
  [[nodiscard]] bool takes(const MappedField& /*field*/,
                           const formats::ColumnValues& /*values*/) const override {
    return false;
  }
  void read(const CellBlock& block) override {
    marks_.assign(block.rows, 0);
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      std::vector<std::uint32_t>& codes = codes_[f];
      codes.resize(block.rows);
      const CellColumn& cells = fields_[f].cells(block);
      if (cells.is_text())
        read_texts(cells, codes);
      else
        read_coded(cells, codes);
      if (!is_end(fields_[f].field, of_.are_of_payments)) continue;
      for (std::size_t row = 0; row < block.rows; ++row)
        if (codes[row] != no_value) marks_[row] |= has_end;
    }
  }
  void keep(const CellBlock& /*block*/, RowSpan rows) override {
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      SelectorSource& source = *of_.sources[f];
      Target& target = *targets_[f];
      for (std::size_t row = rows.from; row < rows.to; ++row) {
        source.note(codes_[f][row]);
        target.add_selector(&source, codes_[f][row], 0);
      }
    }
  }

 private:
  void read_texts(const CellColumn& cells, std::vector<std::uint32_t>& codes) {
    SelectorForms& forms = of_.sources.front()->forms();
    const std::size_t rows = codes.size();
    for (std::size_t row = 0; row < rows; ++row) {
      if (row + slots_ahead < rows) forms.cells().expect(cells.text_hashes[row + slots_ahead]);
      if (row + texts_ahead < rows) forms.cells().expect_text(cells.text_hashes[row + texts_ahead]);
      codes[row] = forms.code(cells.texts[row], cells.text_hashes[row]);
    }
  }
  void read_coded(const CellColumn& cells, std::vector<std::uint32_t>& codes) {
    SelectorForms& forms = of_.sources.front()->forms();
    of_text_.assign(cells.texts.size(), not_asked);
    for (std::size_t row = 0; row < codes.size(); ++row) {
      if (!cells.values.has(row)) {
        codes[row] = no_value;
        continue;
      }
      std::uint32_t& code = of_text_[cells.code(row)];
      if (code == not_asked) code = forms.code(cells.text(row), cells.text_hashes[cells.code(row)]);
      codes[row] = code;
    }
  }
  SelectorsOf of_;
  std::vector<std::vector<std::uint32_t>> codes_;  ///< [fields][rows]
  std::vector<std::uint32_t> of_text_;             ///< [texts of a coded column]
};

class BlockTexts : public BlockField {
 public:
  explicit BlockTexts(MappedField field) : BlockField({field}) {}
  [[nodiscard]] bool takes(const MappedField& /*field*/,
                           const formats::ColumnValues& /*values*/) const override {
    return false;
  }
  void read(const CellBlock& block) override {
    of_text_.assign(fields_[0].cells(block).texts.size(), not_asked);
  }
  void keep(const CellBlock& block, RowSpan rows) override {
    const CellColumn& cells = fields_[0].cells(block);
    Target& target = *targets_[0];
    if (cells.is_text()) {
      const std::size_t count = rows.to - rows.from;
      target.add_texts(std::span(cells.texts).subspan(rows.from, count),
                       std::span(cells.text_hashes).subspan(rows.from, count));
      return;
    }
    for (std::size_t row = rows.from; row < rows.to; ++row) {
      if (!cells.values.has(row)) {
        target.add_text({});
        continue;
      }
      const std::size_t at = cells.code(row);
      if (of_text_[at] != not_asked && target.is_numbered()) {
        target.add_text_again(of_text_[at]);
        continue;
      }
      target.add_text(cells.texts[at], cells.text_hashes[at]);
      of_text_[at] = target.last_code();
    }
  }

 private:
  std::vector<std::uint32_t> of_text_;  ///< [texts of a coded column] their codes in the target
};

}  // namespace

std::unique_ptr<BlockField> make_block_selectors(std::vector<MappedField> fields, SelectorsOf of) {
  return std::make_unique<BlockSelectors>(std::move(fields), std::move(of));
}

std::unique_ptr<BlockField> make_block_texts(MappedField field) {
  return std::make_unique<BlockTexts>(field);
}

}  // namespace cuibono::evidence
