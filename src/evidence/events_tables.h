#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/events.h"

namespace cuibono::evidence {

/// One item as make_events sees it.
struct ItemView {
  std::uint32_t rank = 0;
  const Item* item = nullptr;
  const RecordBatch* batch = nullptr;
  const Mapping* mapping = nullptr;
  std::string source_system;
  std::vector<std::uint32_t> alive;  ///< positions in the batch that the mask lets live
  [[nodiscard]] RecordRef ref(std::uint32_t row) const { return {rank, batch->ordinals[row]}; }
};

/// A column whose codes have become selectors of the run. Absent columns answer "nothing".
class SelectorColumn {
 public:
  [[nodiscard]] SelectorId at(std::uint32_t row) const {
    const auto ids = all(row);
    return ids.empty() ? no_selector : ids.front();
  }
  /// All values of a cell that holds several.
  [[nodiscard]] std::span<const SelectorId> all(std::uint32_t row) const {
    if (column_ == nullptr || column_->codes[row] == no_value) return {};
    const std::size_t code = column_->codes[row];
    return ids_.subspan(begin_[code], begin_[code + 1] - begin_[code]);
  }

 private:
  friend class Tables;
  const BatchColumn* column_ = nullptr;
  std::span<const std::uint32_t> begin_;  ///< [values + 1] into ids_; borrows from Tables, as ids_
  std::span<const SelectorId> ids_;
};

class TextColumn {
 public:
  [[nodiscard]] TextId at(std::uint32_t row) const {
    if (ids_.empty() || column_->codes[row] == no_value) return TextId{};
    return ids_[column_->codes[row]];
  }
  [[nodiscard]] std::string_view raw(std::uint32_t row) const {
    if (column_ == nullptr || column_->codes[row] == no_value) return {};
    return column_->values[column_->codes[row]];
  }
  [[nodiscard]] bool exists() const { return column_ != nullptr; }

 private:
  friend class Tables;
  const BatchColumn* column_ = nullptr;
  std::span<const TextId> ids_;  ///< [values]; borrows from Tables; empty: not a column of texts
};

class NumberColumn {
 public:
  [[nodiscard]] std::int64_t at(std::uint32_t row) const {
    return column_ == nullptr || column_->numbers.empty() ? no_number : column_->numbers[row];
  }
  [[nodiscard]] core::Precision precision(std::uint32_t row) const {
    return column_ == nullptr || column_->precision.empty() ? core::Precision::second
                                                            : column_->precision[row];
  }
  [[nodiscard]] std::int16_t offset_min(std::uint32_t row) const {
    return column_ == nullptr || column_->offset_min.empty() ? core::no_offset
                                                             : column_->offset_min[row];
  }
  [[nodiscard]] core::AssetId asset(std::uint32_t row) const {
    return column_ == nullptr || column_->assets.empty() ? core::unstated_asset
                                                         : column_->assets[row];
  }
  [[nodiscard]] bool exists() const { return column_ != nullptr; }

 private:
  friend class Tables;
  const BatchColumn* column_ = nullptr;
};

/// What the words of a column of a closed list mean, each looked up once.
template <class Sense>
class Senses {
 public:
  template <class Find>
  Senses(const ItemView& view, Field field, Sense otherwise, const Find& find)
      : column_(view.batch->find(field)), otherwise_(otherwise) {
    if (column_ == nullptr || column_->codes.empty()) column_ = nullptr;
    if (column_ == nullptr) return;
    for (const auto& word : column_->values) by_code_.push_back(find(word).value_or(otherwise));
  }
  [[nodiscard]] Sense at(std::uint32_t row) const {
    if (column_ == nullptr || column_->codes[row] == no_value) return otherwise_;
    return by_code_[column_->codes[row]];
  }

 private:
  const BatchColumn* column_;
  Sense otherwise_;
  std::vector<Sense> by_code_;
};

/// The sorted tables of selectors, texts and cells of all records that live, and readers of columns.
///
/// Use     collect() once; then selectors(), texts(), numbers(), cells() for a column of an item.
/// Laws    1 the tables hold what living records say and nothing else: a mask equals a smaller case.
class Tables {
 public:
  explicit Tables(std::span<const ItemView> views) : views_(views) {}
  /// Names for things that records describe without a selector: "local:<source>.<what>:<id>".
  [[nodiscard]] static std::string local_name(const ItemView& view, std::string_view what,
                                              std::string_view id);
  /// What joins the tables although no column holds it.
  struct Extra {
    std::vector<std::string> names;              ///< such names
    std::span<const NormalForm> mentioned = {};  ///< selectors that running text names
    std::vector<std::string_view> texts = {};    ///< paragraphs of longer texts
  };
  /// Errors  cancelled.
  [[nodiscard]] core::Status collect(const core::RunContext& context, const Extra& extra);
  void move_into(Evidence& evidence);

  [[nodiscard]] SelectorColumn selectors(const ItemView& view, Field field) const;
  [[nodiscard]] TextColumn texts(const ItemView& view, Field field) const;
  [[nodiscard]] static NumberColumn numbers(const ItemView& view, Field field);
  /// Ids of cells by code of the column; empty where the column is not there.
  [[nodiscard]] std::vector<CellId> cells(const ItemView& view, Field field) const;
  [[nodiscard]] SelectorId selector(std::string_view text) const;
  [[nodiscard]] TextId text(std::string_view text) const;
  [[nodiscard]] std::string_view words(TextId id) const { return texts_[id.index()]; }
  [[nodiscard]] SelectorKind kind(SelectorId id) const { return kinds_[id.index()]; }
  [[nodiscard]] Validity validity(SelectorId id) const { return validity_[id.index()]; }

 private:
  /// Where the ids of a column's values are: a value of several lines has several.
  struct SelectorPlaces {
    std::size_t first = 0;             ///< in selector_ids_
    std::vector<std::uint32_t> begin;  ///< [values + 1] from there
  };
  void collect_selectors(const Extra& extra);
  void collect_texts(std::span<const std::string_view> extra);
  void collect_cells();

  std::span<const ItemView> views_;
  std::vector<std::string> selector_texts_, texts_, cells_;
  std::vector<SelectorKind> kinds_;
  std::vector<Validity> validity_;
  std::unordered_map<const BatchColumn*, SelectorPlaces> selectors_of_;
  std::vector<SelectorId> selector_ids_;
  std::unordered_map<const BatchColumn*, std::size_t> texts_of_;  ///< first of its ids in text_ids_
  std::vector<TextId> text_ids_;
};

[[nodiscard]] SelectorKind kind_of(std::string_view selector_text) noexcept;

}  // namespace cuibono::evidence
