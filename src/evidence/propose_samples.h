#pragma once
// For tests: a file as somebody writes it, and what its columns should be taken for.
#include <map>
#include <string>

#include "evidence/mapping.h"
#include "evidence/records.h"

namespace cuibono::evidence {

struct Sample {
  std::string name;          ///< of the maker's habit
  std::string jurisdiction;  ///< as stated at add
  ItemKind kind;
  std::string text;
  std::map<std::string, Field> fields;  ///< by header; "#3" is the third column
};

inline Mapping propose(const std::string& text, const std::string& jurisdiction = {},
                       const std::string& name = "file.csv") {
  Item item;
  item.name = name;
  item.jurisdiction = jurisdiction;
  item.sha256 = core::sha256(text);
  return propose_mapping(item, text, {"", true});
}

/// What is wrong with the proposal for a sample, a line each; empty: nothing.
inline std::string complaints(const Sample& sample) {
  std::string out;
  const auto complain = [&](const std::string& text) { out += sample.name + ": " + text + "\n"; };
  const Mapping mapping = propose(sample.text, sample.jurisdiction);
  if (mapping.kind != sample.kind)
    complain("read as " + std::string(item_kind_name(mapping.kind)) + ": " + mapping.kind_reason);
  std::map<std::string, const ColumnMapping*> columns;
  for (const auto& column : mapping.columns) {
    columns.emplace(column.header, &column);
    columns.emplace("#" + std::to_string(column.column + 1), &column);
  }
  for (const auto& [header, field] : sample.fields) {
    const auto found = columns.find(header);
    if (found == columns.end()) {
      complain("no column " + header);
    } else if (found->second->field != field) {
      complain(header + " is " + std::string(field_name(found->second->field)) + ", not " +
               std::string(field_name(field)) + ": " + found->second->reason);
    }
  }
  // Whatever is proposed can be read back and applied.
  const std::string yaml = mapping_to_yaml(mapping);
  const auto again = mapping_from_yaml(yaml, "mapping");
  if (!again.has_value() || mapping_to_yaml(*again) != yaml)
    complain("its YAML does not come back");
  Item item;
  item.name = sample.name;
  const auto batch =
      read_records(core::RunContext{}, {&item, sample.text, &mapping, "source", true});
  if (!batch.has_value() || batch->account.records == 0) complain("no record comes of it");
  if (batch.has_value() && !batch->quarantined.empty()) complain(batch->quarantined[0].text);
  return out;
}

}  // namespace cuibono::evidence
