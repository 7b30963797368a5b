#pragma once
// For tests: variants of tables (tests/cases/mapping), read and compared with what is proposed for them.
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace cuibono::evidence {

struct VariantColumn {
  std::string name;
  std::vector<std::string> fields;          ///< each of them is right
  std::vector<std::string> times;           ///< patterns, each right
  std::map<std::string, std::string> form;  ///< "decimal", "group", "unit", "split", "zone"
  bool is_signed = false;
};

struct Variant {
  std::string name;
  std::map<std::string, std::string> keys;
  std::vector<VariantColumn> columns;
  std::uint64_t records = 0;
  std::vector<std::pair<std::string, std::string>> first;
  std::vector<std::string> asks;  ///< columns where a person could not be sure
  std::string table;              ///< UTF-8
  std::string bytes;              ///< as it came
};

/// A case from its text. `fault` tells what of it cannot be read.
[[nodiscard]] Variant read_variant(const std::string& name, const std::string& text,
                                   std::string& fault);

/// What was counted over some variants.
struct VariantScore {
  std::size_t files = 0, columns = 0;
  std::size_t right = 0;          ///< the field is right
  std::size_t right_asked = 0;    ///< of these, a person is asked whether it is
  std::size_t unknown = 0;        ///< not understood and asked
  std::size_t wrong_asked = 0;    ///< wrong, and marked doubtful
  std::size_t wrong_sure = 0;     ///< wrong, and nobody is asked
  std::size_t misread_asked = 0;  ///< times or decimals read otherwise, and marked doubtful
  std::size_t misread_sure = 0;   ///< the same, and nobody is asked
  std::size_t kinds = 0, currencies = 0, owners = 0, counts = 0, firsts = 0;  ///< files right in it
  std::string complaints;                                                     ///< a line each

  [[nodiscard]] double right_percent() const {
    return columns == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(columns);
  }
  [[nodiscard]] std::string summary() const;
};

/// Proposes and reads a variant, and counts.
void score_variant(const Variant& variant, VariantScore& score);

}  // namespace cuibono::evidence
