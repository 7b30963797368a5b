#pragma once
// For tests: JSON that is nobody's format, which must be left to the reader of plain JSON, and hostile JSON.
#include <string>
#include <vector>

#include "formats/xml_samples.h"

namespace cuibono::formats {

/// Exports of ordinary programs whose keys are those of formats here.
inline std::vector<std::string> plain_json_samples() {
  return {
      "{\"id\":\"1\",\"schema\":\"public\",\"properties\":{\"name\":[\"a\"]}}\n",
      "{\"id\":1,\"schema\":\"Person\",\"properties\":{\"name\":\"Ana\"}}\n",
      "{\"schema\":\"Person\",\"name\":\"Ana\"}\n{\"schema\":\"Person\",\"name\":\"Bo\"}\n",
      "[{\"prop\":\"name\",\"value\":\"Ana\",\"schema\":\"Person\"}]",
      "{\"DATA_SOURCE\":\"ERP\",\"AMOUNT\":\"12.00\",\"DATE\":\"2025-02-03\"}\n",
      "{\"DATA_SOURCE\":\"ERP\",\"RECORD_ID\":\"7\",\"FEATURES\":[\"red\",\"large\"]}\n",
      "{\"type\":\"bundle\",\"objects\":[{\"type\":\"chair\",\"id\":\"1\"}]}",
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{}}]}",
      "{\"Event\":\"login\",\"info\":\"x\",\"uuid\":\"y\"}\n",
      "{\"response\":[{\"Event\":{\"name\":\"fair\"}}]}",
      "{\"originator\":\"Ana\",\"beneficiary\":\"Bo\",\"amount\":5}\n",
      "{\"originator\":{\"name\":\"Ana\"},\"beneficiary\":{\"name\":\"Bo\"}}",
      "{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"Person\",\"name\":\"Ana\"}]}",
      "[{\"statementId\":\"s1\",\"statementDate\":\"2025-02-03\",\"recordType\":\"line\"}]",
      "[{\"statementID\":\"1\",\"statementType\":\"monthly\",\"balance\":5}]",
      "{\"records\":[{\"LEI\":\"X\",\"name\":\"a\"}]}",
      "{\"data\":[{\"type\":\"lei\",\"id\":\"1\"}]}",
      "{}",
      "[]",
      "[{}]",
      "{\"a\":",
      "[",
      "{\"schema\"",
      "[[[[",
      "\"schema\"",
      "null"};
}

/// JSON that tries to break its reader: many brackets, words that are no values, texts that never end.
inline std::vector<std::string> hostile_json_samples() {
  return {std::string(100'000, '['),
          std::string(100'000, '{'),
          "{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}",
          "{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity,\"d\":undefined}",
          "{\"a\":\"\\ud800\",\"b\":\"\\u0000\",\"c\":\"\\x\"}",
          "{\"a\":\"" + std::string(1 << 20, 'x'),
          std::string("{\"a\":\"\xff\xfe\",\"\xc3\":1}"),
          std::string("{\"a\":\"\0\"}", 9),
          "{\"a\":1,\"a\":2,\"a\":{\"a\":1,\"a\":2}}",
          "]]]]}}}}",
          "{]",
          "[}",
          "{\"a\"}",
          "{\"a\":1,}",
          "[1,]",
          "[,]",
          "{,}",
          "[1 2]",
          "{\"a\":01,\"b\":1.,\"c\":.5,\"d\":+1,\"e\":1e}"};
}

/// What is wrong with a format on the samples above, put as they are and in the place of a record's text;
/// empty: nothing.
inline std::string find_fault_on_strangers(const FileFormat& format) {
  for (const auto& sample : plain_json_samples())
    if (format.recognises(sample)) return "takes for its own: " + sample;
  for (const auto& sample : strange_samples())
    if (format.recognises(sample)) return "takes for its own: " + sample;
  for (const auto& sample : hostile_json_samples()) {
    if (format.recognises(sample)) return "takes for its own: " + sample.substr(0, 80);
    const auto tables = format.find_tables({}, sample);
    if (!tables.has_value()) continue;
    for (const auto& table : *tables) static_cast<void>(tell_table(format, sample, table.name));
  }
  return {};
}

/// Rows that are no records, with why: "2: the key …|".
inline std::string tell_refused(const FileFormat& format, std::string_view bytes,
                                std::string_view name) {
  std::string told;
  const auto tables = format.find_tables({}, bytes);
  const Table* table = tables.has_value() ? find_named(*tables, name) : nullptr;
  if (table == nullptr) return "no such table";
  const auto status = format.read_rows({}, bytes, *table, [&](const Row& row) -> core::Status {
    if (!row.refusal.empty())
      told += std::to_string(row.ordinal) + ": " + std::string(row.refusal) + "|";
    return {};
  });
  return status.has_value() ? told : status.error().what;
}

/// The names of all tables with their rows: "people 2, ties 1".
inline std::string tell_tables(const FileFormat& format, std::string_view bytes) {
  const auto tables = format.find_tables({}, bytes);
  if (!tables.has_value()) return "error: " + tables.error().what;
  std::string told;
  for (const auto& table : *tables) {
    told += (told.empty() ? "" : ", ") + table.name + " " +
            std::to_string(tell_table(format, bytes, table.name).size());
  }
  return told;
}

}  // namespace cuibono::formats
