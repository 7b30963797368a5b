#include "investigation/table.h"

namespace cuibono::investigation {
namespace {

constexpr std::size_t bits_per_byte = 8;

bool bit_at(const std::vector<std::uint8_t>& bits, std::size_t at) noexcept {
  return (static_cast<unsigned>(bits[at / bits_per_byte]) >> (at % bits_per_byte) & 1U) != 0;
}

void push_bit(std::vector<std::uint8_t>& bits, std::size_t at, bool value) {
  if (at % bits_per_byte == 0) bits.push_back(0);
  if (value) bits.back() = static_cast<std::uint8_t>(bits.back() | (1U << (at % bits_per_byte)));
}

}  // namespace

void Column::note(bool is_value) {
  if (!is_value && valid_.empty()) {
    for (std::size_t row = 0; row < rows_; ++row) push_bit(valid_, row, true);
  }
  if (!is_value || nulls_ > 0) push_bit(valid_, rows_, is_value);
  if (!is_value) ++nulls_;
  ++rows_;
}

void Column::put(bool value) { push_bit(bits_, rows_, value); }

void Column::put(std::string_view value) {
  bytes_ += value;
  offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
}

void Column::add_texts(const std::vector<std::string>& values) {
  for (const auto& value : values) put(std::string_view(value));
  lists_.push_back(static_cast<std::int32_t>(offsets_.size() - 1));
  note(true);
}

void Column::add_null() {
  switch (type_) {
    case ColumnType::int64:
    case ColumnType::time_us:
      int64_.push_back(0);
      break;
    case ColumnType::uint32:
      uint32_.push_back(0);
      break;
    case ColumnType::float64:
      float64_.push_back(0);
      break;
    case ColumnType::boolean:
      put(false);
      break;
    case ColumnType::text:
      put(std::string_view());
      break;
    case ColumnType::texts:
      lists_.push_back(lists_.back());
      break;
  }
  note(false);
}

template <class T>
void Column::mark_nulls(const std::vector<T>& values, T none) {
  valid_.assign((values.size() + bits_per_byte - 1) / bits_per_byte, 0);
  for (std::size_t row = 0; row < values.size(); ++row) {
    const bool is_value = values[row] != none;
    valid_[row / bits_per_byte] = static_cast<std::uint8_t>(
        valid_[row / bits_per_byte] | (static_cast<unsigned>(is_value) << (row % bits_per_byte)));
    nulls_ += is_value ? 0 : 1;
  }
  if (nulls_ == 0) valid_.clear();
}

void Column::take(std::vector<std::int64_t> values, std::int64_t none) {
  mark_nulls(values, none);
  take(std::move(values));
}

void Column::take(std::vector<std::uint32_t> values, std::uint32_t none) {
  mark_nulls(values, none);
  take(std::move(values));
}

void Column::reserve(std::size_t rows) {
  switch (type_) {
    case ColumnType::int64:
    case ColumnType::time_us:
      int64_.reserve(rows);
      break;
    case ColumnType::uint32:
      uint32_.reserve(rows);
      break;
    case ColumnType::float64:
      float64_.reserve(rows);
      break;
    case ColumnType::boolean:
      bits_.reserve(rows / bits_per_byte + 1);
      break;
    case ColumnType::text:
      offsets_.reserve(rows + 1);
      break;
    case ColumnType::texts:
      lists_.reserve(rows + 1);
      break;
  }
}

bool Column::is_null(std::size_t row) const noexcept { return nulls_ > 0 && !bit_at(valid_, row); }

std::string_view Column::text_at(std::size_t row) const {
  const auto begin = static_cast<std::size_t>(offsets_[row]);
  return std::string_view(bytes_).substr(begin,
                                         static_cast<std::size_t>(offsets_[row + 1]) - begin);
}

const void* Column::values() const noexcept {
  switch (type_) {
    case ColumnType::int64:
    case ColumnType::time_us:
      return int64_.data();
    case ColumnType::uint32:
      return uint32_.data();
    case ColumnType::float64:
      return float64_.data();
    case ColumnType::boolean:
      return bits_.data();
    default:
      return nullptr;
  }
}

}  // namespace cuibono::investigation
