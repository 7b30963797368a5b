// Taking batches over from whoever made them, and giving them back on every way out.
#include <nanobind/stl/string.h>

#include "arrow_read.h"

namespace cuibono::python {
namespace {

constexpr int bits_per_byte = 8;

/// Releases a struct of the C interfaces when its scope ends.
template <class Struct>
struct Guard {
  Struct value{};
  Guard() = default;
  ~Guard() {
    if (value.release != nullptr) value.release(&value);
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  /// Out of the capsule, which then holds nothing.
  void take(nb::handle capsule, const char* name) {
    auto* there = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (there == nullptr) throw nb::python_error();
    if (there->release == nullptr) throw nb::value_error("this Arrow capsule was read already");
    value = *there;
    there->release = nullptr;
  }
};

std::int64_t count_nulls(const std::uint8_t* valid, std::int64_t begin, std::int64_t rows) {
  std::int64_t nulls = 0;
  for (std::int64_t row = begin; row < begin + rows; ++row) {
    if (((valid[row / bits_per_byte] >> (row % bits_per_byte)) & 1) == 0) ++nulls;
  }
  return nulls;
}

}  // namespace

const std::uint8_t* Piece::valid() const noexcept {
  return array->null_count == 0 || array->n_buffers == 0
             ? nullptr
             : static_cast<const std::uint8_t*>(array->buffers[0]);
}

bool Piece::is_null(std::int64_t row) const noexcept {
  const std::uint8_t* bits = valid();
  if (bits == nullptr) return false;
  const std::int64_t place = at + row;
  return ((bits[place / bits_per_byte] >> (place % bits_per_byte)) & 1) == 0;
}

Source::Source(nb::handle object, std::string_view argument, Shape shape) : argument_(argument) {
  try {
    if (nb::hasattr(object, "__arrow_c_stream__")) {
      const nb::object capsule = object.attr("__arrow_c_stream__")();
      Guard<ArrowArrayStream> stream;
      stream.take(capsule, "arrow_array_stream");
      read_stream(stream.value);
    } else if (nb::hasattr(object, "__arrow_c_array__")) {
      const nb::object pair = object.attr("__arrow_c_array__")();
      Guard<ArrowSchema> schema;
      Guard<ArrowArray> batch;
      schema.take(nb::object(pair[0]), "arrow_schema");
      batch.take(nb::object(pair[1]), "arrow_array");
      std::swap(schema_, schema.value);
      take(batch.value);
    } else {
      const std::string got = nb::cast<std::string>(object.type().attr("__name__"));
      throw nb::type_error((argument_ +
                            ": expected a table that offers __arrow_c_stream__ (pyarrow, polars, "
                            "pandas 2.2 or newer, DuckDB), got " +
                            got)
                               .c_str());
    }
    is_column_ = std::string_view(schema_.format) != "+s";
    if (is_column_ && shape == Shape::table) {
      throw nb::type_error((argument_ + ": expected a table of named columns, got one column of " +
                            type_name(schema_))
                               .c_str());
    }
  } catch (...) {
    let_go();
    throw;
  }
}

Source::~Source() { let_go(); }

void Source::let_go() noexcept {
  for (auto& batch : batches_) {
    if (batch.release != nullptr) batch.release(&batch);
  }
  batches_.clear();
  if (schema_.release != nullptr) schema_.release(&schema_);
}

void Source::read_stream(ArrowArrayStream& stream) {
  const auto check = [&](int code) {
    if (code == 0) return;
    const char* said = stream.get_last_error(&stream);
    throw nb::value_error((argument_ + ": its producer says: " +
                           (said == nullptr ? "error " + std::to_string(code) : std::string(said)))
                              .c_str());
  };
  // A producer may run a query on threads of its own that need the interpreter.
  const auto without_lock = [](auto&& step) {
    const nb::gil_scoped_release released;
    return step();
  };
  check(without_lock([&] { return stream.get_schema(&stream, &schema_); }));
  while (true) {
    Guard<ArrowArray> batch;
    check(without_lock([&] { return stream.get_next(&stream, &batch.value); }));
    if (batch.value.release == nullptr) return;
    take(batch.value);
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
  }
}

void Source::take(ArrowArray& batch) {
  batches_.push_back(batch);
  batch.release = nullptr;
  const ArrowArray& mine = batches_.back();
  rows_ += static_cast<std::size_t>(mine.length);
  if (std::string_view(schema_.format) != "+s") return;
  if (mine.n_buffers > 0 && mine.null_count != 0 && mine.buffers[0] != nullptr &&
      count_nulls(static_cast<const std::uint8_t*>(mine.buffers[0]), mine.offset, mine.length) > 0)
    throw nb::value_error((argument_ + ": rows that are null as a whole cannot be read").c_str());
}

std::optional<std::size_t> Source::position(std::string_view column) const noexcept {
  for (std::int64_t i = 0; i < schema_.n_children; ++i) {
    const char* name = schema_.children[i]->name;
    if (name != nullptr && column == name) return static_cast<std::size_t>(i);
  }
  return std::nullopt;
}

bool Source::has(std::string_view column) const noexcept { return position(column).has_value(); }

std::string Source::pick(std::initializer_list<std::string_view> names) const {
  for (const auto name : names) {
    if (has(name)) return std::string(name);
  }
  return std::string(*names.begin());
}

std::vector<Piece> Source::column(std::string_view name) const {
  std::vector<Piece> pieces;
  std::size_t first_row = 0;
  if (is_column_) {
    for (const auto& batch : batches_) {
      if (batch.length > 0)
        pieces.push_back({&batch, &schema_, batch.offset, batch.length, first_row});
      first_row += static_cast<std::size_t>(batch.length);
    }
    if (pieces.empty()) pieces.push_back({nullptr, &schema_, 0, 0, 0});
    return pieces;
  }
  const auto place = position(name);
  if (!place) {
    std::string there;
    for (std::int64_t i = 0; i < schema_.n_children; ++i) {
      there += (i == 0 ? "" : ", ") + std::string(schema_.children[i]->name);
    }
    throw nb::type_error((argument_ + ": expected a column " + std::string(name) +
                          ", got the columns " + (there.empty() ? "of an empty table" : there))
                             .c_str());
  }
  for (const auto& batch : batches_) {
    const ArrowArray* array = batch.children[*place];
    if (batch.length > 0)
      pieces.push_back(
          {array, schema_.children[*place], array->offset + batch.offset, batch.length, first_row});
    first_row += static_cast<std::size_t>(batch.length);
  }
  if (pieces.empty()) pieces.push_back({nullptr, schema_.children[*place], 0, 0, 0});
  return pieces;
}

void Source::refuse(std::string_view column, std::string_view expected,
                    const ArrowSchema& got) const {
  throw nb::type_error((argument_ + ": column " + std::string(column) + ": expected " +
                        std::string(expected) + ", got " + type_name(got))
                           .c_str());
}

void Source::refuse_row(std::string_view column, std::size_t row, std::string_view why) const {
  throw nb::value_error((argument_ + ": column " + std::string(column) + ", row " +
                         std::to_string(row) + ": " + std::string(why))
                            .c_str());
}

std::string type_name(const ArrowSchema& schema) {
  const std::string_view format = schema.format;
  if (schema.dictionary != nullptr) return "dictionary of " + type_name(*schema.dictionary);
  constexpr std::string_view plain[][2] = {{"n", "null"},
                                           {"b", "bool"},
                                           {"c", "int8"},
                                           {"C", "uint8"},
                                           {"s", "int16"},
                                           {"S", "uint16"},
                                           {"i", "int32"},
                                           {"I", "uint32"},
                                           {"l", "int64"},
                                           {"L", "uint64"},
                                           {"e", "halffloat"},
                                           {"f", "float"},
                                           {"g", "double"},
                                           {"z", "binary"},
                                           {"Z", "large_binary"},
                                           {"u", "string"},
                                           {"U", "large_string"},
                                           {"vu", "string_view"},
                                           {"vz", "binary_view"},
                                           {"tdD", "date32"},
                                           {"tdm", "date64"},
                                           {"+s", "struct"},
                                           {"+l", "list"},
                                           {"+L", "large_list"},
                                           {"+r", "run-end encoded"}};
  for (const auto& [letter, name] : plain) {
    if (format == letter) return std::string(name);
  }
  if (format.starts_with("ts") && format.size() >= 4) {
    const std::string unit = format[2] == 's' ? "s" : std::string(1, format[2]) + "s";
    const std::string zone(format.substr(4));
    return "timestamp[" + unit + (zone.empty() ? "" : ", " + zone) + "]";
  }
  if (format.starts_with("d:")) return "decimal(" + std::string(format.substr(2)) + ")";
  return "the Arrow type \"" + std::string(format) + "\"";
}

}  // namespace cuibono::python
