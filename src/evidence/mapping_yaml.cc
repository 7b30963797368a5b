// A mapping from YAML, as a person may have edited it. Every refusal names the line.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "evidence/mapping.h"

namespace cuibono::evidence {
namespace {

using core::Error;
using core::ErrorCode;
using core::Result;
using core::Status;

/// More than this is not a page that a person edits, nor one that this engine wrote.
constexpr std::size_t bytes_max = 64U << 20;
/// No table has a column beyond it; each one before it takes memory when the file is read.
constexpr std::uint64_t column_max = 1U << 20;

/// A value of the page with where it stands.
struct Place {
  YAML::Node node;
  std::string key;  ///< of the value, for messages
  std::string_view where;
};

std::string at_line(const YAML::Mark& mark, std::string_view where) {
  if (mark.is_null()) return std::string(where);
  return fmt::format("{} line {}", where, mark.line + 1);
}

Error refuse(const Place& place, std::string what, std::string help = {}) {
  return Error{ErrorCode::bad_input, std::move(what), at_line(place.node.Mark(), place.where),
               std::move(help)};
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& words,
                         std::string_view otherwise) {
  const auto near = core::find_nearest(word, words);
  return near.has_value() ? "did you mean '" + *near + "'?" : std::string(otherwise);
}

Result<std::string> read_text(const Place& place) {
  if (place.node.IsNull()) return std::string();
  if (!place.node.IsScalar()) return refuse(place, "'" + place.key + "' is not one value");
  if (!core::is_utf8(place.node.Scalar()))
    return refuse(place, "'" + place.key + "' is not valid UTF-8 text");
  return place.node.Scalar();
}

Result<bool> read_bool(const Place& place) {
  CB_TRY(const std::string text, read_text(place));
  if (text == "true") return true;
  if (text == "false") return false;
  return refuse(place, fmt::format("'{}' is '{}'", place.key, text), "write true or false");
}

Result<std::uint64_t> read_number(const Place& place, std::uint64_t low, std::uint64_t high) {
  CB_TRY(const std::string text, read_text(place));
  const auto number = core::parse_uint64(text);
  if (number.has_value() && *number >= low && *number <= high) return *number;
  return refuse(place, fmt::format("'{}' is '{}'", place.key, text),
                fmt::format("write a whole number from {} to {}", low, high));
}

/// One ASCII character; the empty text is 0 where that is allowed.
Result<char> read_char(const Place& place, bool may_be_empty) {
  CB_TRY(const std::string text, read_text(place));
  if (text.empty() && may_be_empty) return '\0';
  if (text.size() == 1 && static_cast<unsigned char>(text[0]) < 0x80) return text[0];
  return refuse(place, fmt::format("'{}' is '{}'", place.key, text),
                "write one character in quotes, \"\\t\" for a tab");
}

/// A word of a closed list.
template <class Value>
Result<Value> read_word(const Place& place, std::optional<Value> (*find)(std::string_view),
                        const std::vector<std::string>& words) {
  CB_TRY(const std::string text, read_text(place));
  if (const auto value = find(text); value.has_value()) return *value;
  return refuse(place, fmt::format("'{}' is '{}', a word not known here", place.key, text),
                did_you_mean(text, words, "known: " + core::join(words, " ")));
}

/// Goes through the keys of a table; a key that is unknown or comes twice is refused.
template <class Take>
Status read_table(const Place& place, const std::vector<std::string>& keys, const Take& take) {
  if (!place.node.IsMap())
    return refuse(place, "'" + place.key + "' is not a table of 'name: value'");
  std::set<std::string> seen;
  for (const auto& entry : place.node) {
    const Place key_place{entry.first, "name", place.where};
    CB_TRY(const std::string key, read_text(key_place));
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      return refuse(key_place, fmt::format("'{}' is not a name known in '{}'", key, place.key),
                    did_you_mean(key, keys, "known: " + core::join(keys, " ")));
    if (!seen.insert(key).second)
      return refuse(key_place, fmt::format("'{}' comes twice in '{}'", key, place.key),
                    "keep one of the two");
    CB_TRY_STATUS(take(key, Place{entry.second, key, place.where}));
  }
  return {};
}

template <class Enum, class Name>
std::vector<std::string> names_of(Enum last, const Name& name) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i)
    names.emplace_back(name(static_cast<Enum>(i)));
  return names;
}

Status read_dialect(const Place& place, Dialect& dialect) {
  return read_table(
      place, {"format", "encoding", "delimiter", "quote", "header_row", "reader", "table"},
      [&](const std::string& key, const Place& value) -> Status {
        if (key == "format") {
          CB_TRY(dialect.format,
                 read_word<Format>(value, find_format, names_of(Format::container, format_name)));
        } else if (key == "encoding") {
          CB_TRY(dialect.encoding, read_word<Encoding>(value, find_encoding,
                                                       names_of(Encoding::binary, encoding_name)));
        } else if (key == "delimiter") {
          CB_TRY(dialect.delimiter, read_char(value, true));
        } else if (key == "quote") {
          CB_TRY(dialect.quote, read_char(value, true));
        } else if (key == "reader") {
          CB_TRY(dialect.reader, read_text(value));
        } else if (key == "table") {
          CB_TRY(dialect.table, read_text(value));
        } else {
          CB_TRY(dialect.header_row, read_number(value, 0, RecordRef::ordinal_max));
        }
        return {};
      });
}

Status read_form(const Place& place, ColumnForm& form) {
  const std::vector<std::string> keys{"point",          "group",  "decimals", "parenthesis_minus",
                                      "trailing_minus", "signed", "time",     "zone",
                                      "flow_words",     "unit",   "selector", "split"};
  return read_table(place, keys, [&](const std::string& key, const Place& value) -> Status {
    if (key == "point") {
      CB_TRY(form.decimals.point, read_char(value, false));
    } else if (key == "group") {
      CB_TRY(form.decimals.group, read_char(value, true));
    } else if (key == "decimals") {
      CB_TRY(const std::uint64_t digits, read_number(value, 0, 18));
      form.decimals_max = static_cast<std::uint8_t>(digits);
    } else if (key == "parenthesis_minus") {
      CB_TRY(form.decimals.parenthesis_minus, read_bool(value));
    } else if (key == "trailing_minus") {
      CB_TRY(form.decimals.trailing_minus, read_bool(value));
    } else if (key == "signed") {
      CB_TRY(form.is_signed, read_bool(value));
    } else if (key == "flow_words") {
      CB_TRY(form.has_flow_words, read_bool(value));
    } else if (key == "time") {
      CB_TRY(form.time_pattern, read_text(value));
    } else if (key == "zone") {
      CB_TRY(form.zone, read_text(value));
    } else if (key == "unit") {
      CB_TRY(form.unit, read_text(value));
    } else if (key == "selector") {
      CB_TRY(form.selector, read_text(value));
    } else {
      CB_TRY(form.split, read_text(value));
    }
    return {};
  });
}

Result<ColumnMapping> read_column(const Place& place) {
  ColumnMapping column;
  bool has_column = false;
  const std::vector<std::string> keys{"column",   "header", "field", "confidence",
                                      "doubtful", "reason", "form"};
  const auto take = [&](const std::string& key, const Place& value) -> Status {
    if (key == "column") {
      CB_TRY(const std::uint64_t number, read_number(value, 1, column_max));
      column.column = static_cast<std::uint32_t>(number - 1);
      has_column = true;
    } else if (key == "header") {
      CB_TRY(column.header, read_text(value));
    } else if (key == "field") {
      CB_TRY(column.field,
             read_word<Field>(value, find_field, names_of(Field::confidence, field_name)));
    } else if (key == "confidence") {
      CB_TRY(const std::uint64_t percent, read_number(value, 0, 100));
      column.confidence_percent = static_cast<std::uint8_t>(percent);
    } else if (key == "doubtful") {
      CB_TRY(column.doubtful, read_bool(value));
    } else if (key == "reason") {
      CB_TRY(column.reason, read_text(value));
    } else {
      return read_form(value, column.form);
    }
    return {};
  };
  CB_TRY_STATUS(read_table(place, keys, take));
  if (!has_column)
    return refuse(place, "a column without its number",
                  "add 'column: 1' for the first column of the file, and so on");
  return column;
}

Status read_columns(const Place& place, std::vector<ColumnMapping>& columns) {
  if (place.node.IsNull()) return {};
  if (!place.node.IsSequence()) return refuse(place, "'columns' is not a list");
  std::set<std::uint32_t> seen;
  for (const auto& node : place.node) {
    const Place item{node, "columns", place.where};
    CB_TRY(ColumnMapping column, read_column(item));
    if (!seen.insert(column.column).second)
      return refuse(item, fmt::format("column {} comes twice", column.column + std::uint64_t{1}),
                    "keep one of the two");
    columns.push_back(std::move(column));
  }
  return {};
}

Status read_questions(const Place& place, std::vector<std::string>& questions) {
  if (place.node.IsNull()) return {};
  if (!place.node.IsSequence()) return refuse(place, "'questions' is not a list");
  for (const auto& node : place.node) {
    CB_TRY(std::string question, read_text(Place{node, "questions", place.where}));
    questions.push_back(std::move(question));
  }
  return {};
}

Status check_schema(const Place& root) {
  const YAML::Node schema = root.node["schema"];
  if (!schema.IsDefined())
    return refuse(root, "the page does not say which schema it has",
                  fmt::format("add the line 'schema: {}'", Mapping::schema));
  const Place place{schema, "schema", root.where};
  CB_TRY(const std::string text, read_text(place));
  if (text == std::to_string(Mapping::schema)) return {};
  return refuse(
      place, fmt::format("this mapping has schema {}; this engine reads {}", text, Mapping::schema),
      "delete the file to have it proposed anew, or use the engine that wrote it");
}

Status read_entry(const std::string& key, const Place& value, Mapping& mapping) {
  if (key == "accepted") {
    CB_TRY(mapping.accepted, read_bool(value));
  } else if (key == "kind") {
    CB_TRY(mapping.kind,
           read_word<ItemKind>(value, find_item_kind, names_of(ItemKind::other, item_kind_name)));
  } else if (key == "kind_confidence") {
    CB_TRY(const std::uint64_t percent, read_number(value, 0, 100));
    mapping.kind_confidence_percent = static_cast<std::uint8_t>(percent);
  } else if (key == "kind_reason") {
    CB_TRY(mapping.kind_reason, read_text(value));
  } else if (key == "questions") {
    return read_questions(value, mapping.questions);
  } else if (key == "currency") {
    CB_TRY(mapping.currency, read_text(value));
  } else if (key == "region") {
    CB_TRY(mapping.region, read_text(value));
  } else if (key == "zone") {
    CB_TRY(mapping.zone, read_text(value));
  } else if (key == "own_account") {
    CB_TRY(mapping.own_account, read_text(value));
  } else if (key == "own_number") {
    CB_TRY(mapping.own_number, read_text(value));
  } else if (key == "file") {
    return read_dialect(value, mapping.dialect);
  } else if (key == "columns") {
    return read_columns(value, mapping.columns);
  } else if (key == "fingerprint") {
    CB_TRY(mapping.fingerprint, read_text(value));
  }
  return {};
}

Result<Mapping> read_page(const Place& root) {
  if (!root.node.IsMap())
    return refuse(root, "this is not a mapping", "delete the file to have it proposed anew");
  CB_TRY_STATUS(check_schema(root));
  Mapping mapping;
  const std::vector<std::string> keys{"schema",      "accepted",    "kind",       "kind_confidence",
                                      "kind_reason", "questions",   "currency",   "region",
                                      "zone",        "own_account", "own_number", "file",
                                      "columns",     "fingerprint"};
  const auto take = [&](const std::string& key, const Place& value) {
    return read_entry(key, value, mapping);
  };
  CB_TRY_STATUS(read_table(root, keys, take));
  return mapping;
}

}  // namespace

Result<Mapping> mapping_from_yaml(std::string_view yaml, std::string_view where) {
  if (yaml.size() > bytes_max)
    return Error{ErrorCode::bad_input, "the mapping is larger than 64 MiB", std::string(where),
                 "delete the file to have it proposed anew"};
  // yaml-cpp reports by exception; none leaves this function.
  try {
    return read_page(Place{YAML::Load(std::string(yaml)), "mapping", where});
  } catch (const YAML::Exception& problem) {
    return Error{ErrorCode::bad_input, "the mapping is not valid YAML: " + problem.msg,
                 at_line(problem.mark, where),
                 "mend that line, or delete the file to have it proposed anew"};
  }
}

}  // namespace cuibono::evidence
