#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace cuibono::investigation {

// Which fields of out/ become which columns: a column is a name, a way of reading and the way to its field.

/// How a field is read.
enum class Field : std::uint8_t {
  text,
  texts,
  number,  ///< a count, or money as a string of digits
  share,   ///< a number with a fraction
  flag,
  reasons,  ///< a list of {text, …}: their texts
  refs,     ///< a list of {item, row}, or one: "E0003#17"
  total,    ///< how many are in a list
};

struct FieldOf {
  std::string_view column,
      path;  ///< path: fields from the outside in, with "/" between; empty: column
  Field field = Field::text;
};

struct TableOf {
  std::string_view name, file;
  std::string_view list;  ///< the field that holds the rows; empty: a line is a row
  std::vector<FieldOf> fields;
};

[[nodiscard]] const std::vector<TableOf>& table_specs();

}  // namespace cuibono::investigation
