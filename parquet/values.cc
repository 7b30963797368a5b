#include "values.h"

#include <arrow/compute/api.h>

#include <algorithm>
#include <cstring>

namespace cuibono_parquet {
namespace {

/// Values that no cast writes: lists, maps and the like, one by one.
arrow::Result<std::shared_ptr<arrow::Array>> write_each(const arrow::Array& values) {
  arrow::StringBuilder builder;
  for (std::int64_t i = 0; i < values.length(); ++i) {
    if (values.IsNull(i)) {
      ARROW_RETURN_NOT_OK(builder.AppendNull());
      continue;
    }
    ARROW_ASSIGN_OR_RAISE(const auto value, values.GetScalar(i));
    ARROW_RETURN_NOT_OK(builder.Append(value->ToString()));
  }
  return builder.Finish();
}

/// Digits with the point where the scale sets it: Arrow would write 0 of scale 18 as 0E-18, which is no
/// amount for anybody.
std::string place_point(std::string digits, std::int32_t scale) {
  const std::size_t sign = digits.starts_with('-') ? 1 : 0;
  if (scale <= 0) {
    if (digits != "0") digits.append(static_cast<std::size_t>(-scale), '0');
    return digits;
  }
  const auto decimals = static_cast<std::size_t>(scale);
  if (digits.size() - sign <= decimals)
    digits.insert(sign, decimals + 1 - (digits.size() - sign), '0');
  digits.insert(digits.size() - decimals, 1, '.');
  return digits;
}

template <class Array, class Decimal>
arrow::Result<std::shared_ptr<arrow::Array>> write_decimals(const arrow::Array& values) {
  const auto& decimals = static_cast<const Array&>(values);
  const std::int32_t scale = static_cast<const arrow::DecimalType&>(*values.type()).scale();
  arrow::StringBuilder builder;
  ARROW_RETURN_NOT_OK(builder.Reserve(values.length()));
  for (std::int64_t i = 0; i < values.length(); ++i) {
    if (values.IsNull(i)) {
      ARROW_RETURN_NOT_OK(builder.AppendNull());
      continue;
    }
    const Decimal decimal(decimals.GetValue(i));
    ARROW_RETURN_NOT_OK(builder.Append(place_point(decimal.ToIntegerString(), scale)));
  }
  return builder.Finish();
}

}  // namespace

arrow::Result<std::shared_ptr<arrow::Array>> write_values(std::shared_ptr<arrow::Array> values) {
  switch (values->type_id()) {
    case arrow::Type::STRING:
      return values;
    case arrow::Type::DECIMAL128:
      return write_decimals<arrow::Decimal128Array, arrow::Decimal128>(*values);
    case arrow::Type::DECIMAL256:
      return write_decimals<arrow::Decimal256Array, arrow::Decimal256>(*values);
    default:
      break;
  }
  auto text = arrow::compute::Cast(*values, arrow::utf8());
  return text.ok() ? text : write_each(*values);
}

int say(const std::string& sentence, char* fault, std::uint64_t size) {
  const std::size_t length = std::min<std::size_t>(sentence.size(), size - 1);
  std::memcpy(fault, sentence.data(), length);
  fault[length] = '\0';
  return 2;
}

}  // namespace cuibono_parquet
