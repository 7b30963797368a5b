// The JSON of out/ as columns, as result_fields.h writes them down.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "investigation/files.h"
#include "investigation/investigation.h"
#include "investigation/result_fields.h"
#include "investigation/tables.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::json;
using core::Error;
using core::ErrorCode;

constexpr std::size_t refs_most = 20;  // of one row; records_total tells how many there are

ColumnType type_of(Field field) {
  switch (field) {
    case Field::text:
      return ColumnType::text;
    case Field::texts:
    case Field::reasons:
    case Field::refs:
      return ColumnType::texts;
    case Field::number:
      return ColumnType::int64;
    case Field::total:
      return ColumnType::uint32;
    case Field::share:
      return ColumnType::float64;
    case Field::flag:
      return ColumnType::boolean;
  }
  return ColumnType::text;
}

const Json* find_field(const Json& row, std::string_view path) {
  const Json* at = &row;
  while (true) {
    const auto slash = path.find('/');
    const auto found = at->is_object() ? at->find(std::string(path.substr(0, slash))) : at->end();
    if (!at->is_object() || found == at->end()) return nullptr;
    at = &*found;
    if (slash == std::string_view::npos) return at->is_null() ? nullptr : at;
    path.remove_prefix(slash + 1);
  }
}

std::string ref_text(const Json& ref) {
  return ref.value("item", "") + "#" + std::to_string(ref.value("row", std::uint64_t{0}));
}

/// The texts of a list, each as `tell` reads it; a thing that is no list is a list of itself.
template <class Tell>
std::vector<std::string> list_of(const Json& value, std::size_t most, const Tell& tell) {
  std::vector<std::string> texts;
  if (!value.is_array()) return {tell(value)};
  for (const auto& one : value) {
    if (texts.size() == most) break;
    texts.push_back(tell(one));
  }
  return texts;
}

std::string plain_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Whole numbers, or nothing where it is none.
std::optional<std::int64_t> whole_number(const Json& value) {
  if (value.is_string()) {
    const auto& digits = value.get_ref<const std::string&>();
    const bool is_negative = digits.starts_with('-');
    const auto number = core::parse_uint64(std::string_view(digits).substr(is_negative ? 1 : 0));
    if (!number || *number > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    return is_negative ? -static_cast<std::int64_t>(*number) : static_cast<std::int64_t>(*number);
  }
  if (!value.is_number_integer()) return std::nullopt;
  return value.get<std::int64_t>();
}

core::Status add_cell(Column& column, const FieldOf& field, const Json& row) {
  const Json* value = find_field(row, field.path.empty() ? field.column : field.path);
  if (value == nullptr) {
    column.add_null();
    return {};
  }
  switch (field.field) {
    case Field::text:
      column.add_text(plain_text(*value));
      break;
    case Field::texts:
      column.add_texts(list_of(*value, SIZE_MAX, plain_text));
      break;
    case Field::reasons:
      column.add_texts(
          list_of(*value, SIZE_MAX, [](const Json& one) { return one.value("text", ""); }));
      break;
    case Field::refs:
      column.add_texts(list_of(*value, refs_most, ref_text));
      break;
    case Field::total:
      column.add_uint(static_cast<std::uint32_t>(value->size()));
      break;
    case Field::share:
      column.add_float(value->is_number() ? value->get<double>() : 0.0);
      break;
    case Field::flag:
      column.add_bool(value->is_boolean() && value->get<bool>());
      break;
    case Field::number: {
      const auto number = whole_number(*value);
      if (!number) {
        return Error{ErrorCode::integrity,
                     "\"" + value->dump() + "\" is no whole number below 2^63",
                     std::string(field.column), "read it in out/ as it stands"};
      }
      column.add_int(*number);
      break;
    }
  }
  return {};
}

core::Status add_row(Table& table, const TableOf& spec, const Json& row) {
  for (std::size_t i = 0; i < spec.fields.size(); ++i)
    CB_TRY_STATUS(add_cell(table.columns[i], spec.fields[i], row));
  return {};
}

Error no_json(std::string_view file) {
  return {ErrorCode::integrity, "this file is not the JSON that a run writes",
          "out/" + std::string(file), "run again"};
}

core::Status add_lines(Table& table, const TableOf& spec, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    const Json row = Json::parse(bytes.substr(0, end), nullptr, false);
    if (!row.is_object()) return no_json(spec.file);
    CB_TRY_STATUS(add_row(table, spec, row));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  return {};
}

/// Sections of the brief hold sentences: a sentence is a row, and knows its section.
core::Status add_sentences(Table& table, const TableOf& spec, const Json& sections) {
  for (const auto& section : sections) {
    const Json* sentences = find_field(section, "sentences");
    if (sentences == nullptr) return no_json(spec.file);
    for (Json row : *sentences) {
      row["section"] = section.value("id", "");
      CB_TRY_STATUS(add_row(table, spec, row));
    }
  }
  return {};
}

}  // namespace

std::span<const std::string_view> result_table_names() noexcept {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const auto& spec : table_specs()) all.push_back(spec.name);
    return all;
  }();
  return names;
}

core::Result<Table> result_table(std::span<const brief::OutputFile> files, std::string_view name) {
  const auto& specs = table_specs();
  const auto spec =
      std::find_if(specs.begin(), specs.end(), [&](const auto& one) { return one.name == name; });
  if (spec == specs.end()) {
    return Error{ErrorCode::usage, "no table of results is called \"" + std::string(name) + "\"",
                 "", "result_table_names() names them"};
  }
  const auto file = std::find_if(files.begin(), files.end(),
                                 [&](const auto& one) { return one.name == spec->file; });
  if (file == files.end()) return no_json(spec->file);
  Table table;
  for (const auto& field : spec->fields)
    table.columns.emplace_back(std::string(field.column), type_of(field.field));
  if (spec->list.empty()) {
    CB_TRY_STATUS(add_lines(table, *spec, file->bytes));
    return table;
  }
  const Json document = Json::parse(file->bytes, nullptr, false);
  const Json* rows = find_field(document, spec->list);
  if (rows == nullptr || !rows->is_array()) return no_json(spec->file);
  if (name == "sentences") {
    CB_TRY_STATUS(add_sentences(table, *spec, *rows));
    return table;
  }
  for (const auto& row : *rows) CB_TRY_STATUS(add_row(table, *spec, row));
  return table;
}

core::Result<std::vector<brief::OutputFile>> read_results(const Case& the_case) {
  const std::string manifest_path = the_case.path("out/manifest.json");
  if (!exists(manifest_path)) {
    return Error{ErrorCode::answered_no, "this case has no results yet", the_case.folder,
                 "run first: cuibono run"};
  }
  CB_TRY(const std::string manifest, read_file(manifest_path));
  const Json listed = Json::parse(manifest, nullptr, false);
  const Json* hashes = find_field(listed, "files");
  if (hashes == nullptr || !hashes->is_object()) return no_json("manifest.json");
  std::vector<brief::OutputFile> files;
  for (const auto& [name, hash] : hashes->items()) {
    CB_TRY(std::string bytes, read_file(the_case.path("out/" + name)));
    if (core::sha256(bytes).hex() != plain_text(hash)) {
      return Error{ErrorCode::integrity, "this file is not the one that the run wrote",
                   "out/" + name, "run again, or look with: cuibono verify"};
    }
    files.push_back({name, std::move(bytes)});
  }
  return files;
}

}  // namespace cuibono::investigation
