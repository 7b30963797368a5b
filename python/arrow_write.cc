// The engine's buffers as Arrow arrays. Whoever releases an array last lets go of the table.
#include "arrow_write.h"

#include <array>
#include <cerrno>
#include <vector>

#include "arrow_abi.h"
#include "errors.h"

namespace cuibono::python {
namespace {

using investigation::Column;
using investigation::ColumnType;
using investigation::Table;
using Shared = std::shared_ptr<const Table>;

// ------------------------------------------------------------------------------------------ schemas
/// What a schema owns: itself is the private_data of the struct.
struct SchemaNode {
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> places;
};

void release_schema(ArrowSchema* schema) {
  auto* node = static_cast<SchemaNode*>(schema->private_data);
  for (auto& child : node->children) {
    if (child.release != nullptr) child.release(&child);
  }
  delete node;  // NOLINT(cppcoreguidelines-owning-memory): the C interface owns by pointer
  schema->release = nullptr;
}

const char* format_of(ColumnType type) {
  switch (type) {
    case ColumnType::int64:
      return "l";
    case ColumnType::uint32:
      return "I";
    case ColumnType::float64:
      return "g";
    case ColumnType::boolean:
      return "b";
    case ColumnType::time_us:
      return "tsu:UTC";
    case ColumnType::text:
      return "u";
    case ColumnType::texts:
      return "+l";
  }
  return "n";
}

void make_schema(ArrowSchema& out, const char* format, std::string name,
                 std::vector<ArrowSchema> children) {
  auto node = std::make_unique<SchemaNode>();
  node->name = std::move(name);
  node->children = std::move(children);
  for (auto& child : node->children) node->places.push_back(&child);
  out = {};
  out.format = format;
  out.name = node->name.c_str();
  out.flags = ARROW_FLAG_NULLABLE;
  out.n_children = static_cast<int64_t>(node->places.size());
  out.children = node->places.data();
  out.release = release_schema;
  out.private_data = node.release();
}

void make_table_schema(ArrowSchema& out, const Table& table) {
  std::vector<ArrowSchema> children(table.columns.size());
  for (std::size_t i = 0; i < children.size(); ++i) {
    const Column& column = table.columns[i];
    std::vector<ArrowSchema> items;
    if (column.type() == ColumnType::texts) make_schema(items.emplace_back(), "u", "item", {});
    make_schema(children[i], format_of(column.type()), column.name(), std::move(items));
  }
  make_schema(out, "+s", "", std::move(children));
  out.flags = 0;
}

// ------------------------------------------------------------------------------------------- arrays
struct ArrayNode {
  Shared table;
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> places;
};

void release_array(ArrowArray* array) {
  auto* node = static_cast<ArrayNode*>(array->private_data);
  for (auto& child : node->children) {
    if (child.release != nullptr) child.release(&child);
  }
  delete node;  // NOLINT(cppcoreguidelines-owning-memory)
  array->release = nullptr;
}

ArrayNode& make_array(ArrowArray& out, Shared table, std::size_t rows, std::int64_t buffers,
                      std::vector<ArrowArray> children) {
  auto node = std::make_unique<ArrayNode>();
  node->table = std::move(table);
  node->children = std::move(children);
  for (auto& child : node->children) node->places.push_back(&child);
  out = {};
  out.length = static_cast<int64_t>(rows);
  out.n_buffers = buffers;
  out.buffers = node->buffers.data();
  out.n_children = static_cast<int64_t>(node->places.size());
  out.children = node->places.data();
  out.release = release_array;
  out.private_data = node.get();
  return *node.release();
}

void make_texts_array(ArrowArray& out, const Shared& table, const Column& column) {
  ArrayNode& node = make_array(out, table, column.text_offsets().size() - 1, 3, {});
  node.buffers = {nullptr, column.text_offsets().data(), column.bytes().data()};
}

void make_column_array(ArrowArray& out, const Shared& table, const Column& column) {
  const void* valid = column.nulls() > 0 ? column.valid().data() : nullptr;
  if (column.type() == ColumnType::text) {
    make_texts_array(out, table, column);
    static_cast<ArrayNode*>(out.private_data)->buffers[0] = valid;
  } else if (column.type() == ColumnType::texts) {
    std::vector<ArrowArray> items(1);
    make_texts_array(items[0], table, column);
    ArrayNode& node = make_array(out, table, column.rows(), 2, std::move(items));
    node.buffers = {valid, column.list_offsets().data(), nullptr};
  } else {
    ArrayNode& node = make_array(out, table, column.rows(), 2, {});
    node.buffers = {valid, column.values(), nullptr};
  }
  out.null_count = static_cast<int64_t>(column.nulls());
}

void make_table_array(ArrowArray& out, const Shared& table) {
  std::vector<ArrowArray> children(table->columns.size());
  for (std::size_t i = 0; i < children.size(); ++i)
    make_column_array(children[i], table, table->columns[i]);
  make_array(out, table, table->rows(), 1, std::move(children));
}

// ------------------------------------------------------------------------------------------- stream
struct StreamNode {
  Shared table;
  bool done = false;
};

int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  make_table_schema(*out, *static_cast<StreamNode*>(stream->private_data)->table);
  return 0;
}

int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto* node = static_cast<StreamNode*>(stream->private_data);
  if (node->done) {
    *out = {};
  } else {
    make_table_array(*out, node->table);
    node->done = true;
  }
  return 0;
}

const char* stream_error(ArrowArrayStream* /*stream*/) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamNode*>(stream->private_data);  // NOLINT(cppcoreguidelines-owning-memory)
  stream->release = nullptr;
}

/// A struct of the C interfaces in a capsule, which releases what nobody took.
template <class Struct>
nb::capsule in_capsule(std::unique_ptr<Struct> held, const char* name) {
  PyObject* capsule = PyCapsule_New(held.get(), name, [](PyObject* one) {
    auto* there = static_cast<Struct*>(PyCapsule_GetPointer(one, PyCapsule_GetName(one)));
    if (there->release != nullptr) there->release(there);
    delete there;  // NOLINT(cppcoreguidelines-owning-memory)
  });
  if (capsule == nullptr) {
    if (held->release != nullptr) held->release(held.get());
    throw nb::python_error();
  }
  static_cast<void>(held.release());
  return nb::steal<nb::capsule>(capsule);
}

}  // namespace

TableObject TableObject::make(Table table) {
  for (const auto& column : table.columns) {
    if (column.fits()) continue;
    raise(core::Error{core::ErrorCode::resources,
                      "column " + column.name() + " holds more than 2 GiB of text", "",
                      "hand in fewer rows at once"});
  }
  TableObject object;
  object.table_ = std::make_shared<const Table>(std::move(table));
  return object;
}

nb::capsule TableObject::stream() const {
  auto stream = std::make_unique<ArrowArrayStream>();
  stream->get_schema = stream_schema;
  stream->get_next = stream_next;
  stream->get_last_error = stream_error;
  stream->private_data = std::make_unique<StreamNode>(StreamNode{table_, false}).release();
  stream->release = release_stream;
  return in_capsule(std::move(stream), "arrow_array_stream");
}

nb::capsule TableObject::schema() const {
  auto schema = std::make_unique<ArrowSchema>();
  make_table_schema(*schema, *table_);
  return in_capsule(std::move(schema), "arrow_schema");
}

}  // namespace cuibono::python
