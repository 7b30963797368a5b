#pragma once
// Tables of the engine, handed on where they lie: objects with __arrow_c_stream__.
#include <nanobind/nanobind.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "core/core.h"
#include "investigation/table.h"

namespace cuibono::python {

namespace nb = nanobind;

/// A result as Python holds it: it never changes, and lives as long as anybody reads its buffers.
class TableObject {
 public:
  /// Errors  resources: a column of text beyond 2^31 - 1 bytes.
  static TableObject make(investigation::Table table);

  [[nodiscard]] nb::capsule stream() const;  ///< "arrow_array_stream", one batch, no copy
  [[nodiscard]] nb::capsule schema() const;  ///< "arrow_schema"
  [[nodiscard]] const investigation::Table& table() const noexcept { return *table_; }
  [[nodiscard]] nb::list column_names() const;
  [[nodiscard]] nb::dict row(std::int64_t place) const;  ///< negative: from the end; IndexError
  [[nodiscard]] nb::list column(const std::string& name) const;  ///< as Python values; KeyError
  [[nodiscard]] std::string text() const;                        ///< for a terminal
  [[nodiscard]] std::string html() const;                        ///< for a notebook; no script

 private:
  std::shared_ptr<const investigation::Table> table_;
};

}  // namespace cuibono::python
