#pragma once
// What the kernels' bindings share: long work with an answer, columns of names, tables.
#include <nanobind/nanobind.h>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "arrow_read.h"
#include "arrow_write.h"
#include "errors.h"

namespace cuibono::python {

using investigation::Column;
using investigation::ColumnType;
using investigation::Table;

/// An error of a kernel leaves the thread of the work as it is, and is raised with the interpreter's lock.
template <class Answer>
Answer long_answer(unsigned threads, const nb::object& progress,
                   const std::function<core::Result<Answer>(const core::RunContext&)>& work) {
  std::optional<core::Result<Answer>> answer;
  run_long(threads, progress, [&](const core::RunContext& context) { answer = work(context); });
  return value_of(std::move(*answer));
}

/// A column of what ids stand for.
class Labels {
 public:
  Labels(const Ends& ends, const char* name)
      : ends_(ends),
        column_(name, ends.kind == Ends::Kind::text     ? ColumnType::text
                      : ends.kind == Ends::Kind::number ? ColumnType::int64
                                                        : ColumnType::uint32) {}
  void add(std::uint32_t id) {
    if (id >= ends_.count || (ends_.none && *ends_.none == id)) {
      column_.add_null();
    } else if (ends_.kind == Ends::Kind::text) {
      column_.add_text(ends_.texts[id]);
    } else if (ends_.kind == Ends::Kind::number) {
      column_.add_int(ends_.numbers[id]);
    } else {
      column_.add_uint(id);
    }
  }
  Column take() { return std::move(column_); }

 private:
  const Ends& ends_;
  Column column_;
};

template <class... Columns>
Table table_of(Columns... columns) {
  Table table;
  (table.columns.push_back(std::move(columns)), ...);
  return table;
}

template <class T>
Column column_of(const char* name, ColumnType type, std::vector<T> values) {
  Column column(name, type);
  column.take(std::move(values));
  return column;
}

}  // namespace cuibono::python
