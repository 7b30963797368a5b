#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/core.h"
#include "formats/json_tree.h"

namespace cuibono::formats {

/// What of a file is handed over. Places are keys with "/" between from a value of the file down, lists
/// passed through: "" is each value of the file or element of its list, "objects" each element of that list.
struct JsonRecordRules {
  std::vector<std::string_view> records;
  /// Objects around records whose own texts stand in JsonRecord::head; handed over when they end.
  std::vector<std::string_view> heads;
};

/// Texts of an object around a record, by their path from it ("info", "Orgc/name").
using JsonHead = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string_view find_in_head(const JsonHead& head, std::string_view path);

struct JsonRecord {
  JsonNode value;         ///< none for a head
  std::string_view path;  ///< which of the places
  std::uint64_t offset = 0, bytes = 0;
  bool is_head = false;
  bool is_whole = true;            ///< the file broke in it
  bool is_in_list = false;         ///< it is an element
  std::string_view fault;          ///< why it is refused; empty: nothing is wrong with it
  const JsonHead* head = nullptr;  ///< of the object around it, as far as it came before
};
using OnJsonRecord = std::function<core::Status(const JsonRecord&)>;

struct JsonEnd {
  std::string fault;  ///< why reading ended early; empty: the file is whole
  std::uint64_t offset = 0;
};

/// Reads a file of JSON: one value, one array, values one after the other or one a line. One value a line:
/// a bad line costs itself alone.
///
/// Out     records in the order of the file. One with a key that stands there twice, a word like NaN, a
///         broken character, over 16 MiB or over a million values is handed over with its fault.
/// Laws    1 a file that is cut anywhere gives the records before the cut, and at most one that is not whole.
/// Cost    time O(bytes), a few ns a byte; memory O(longest record), at most about 100 MB.
/// Errors  cancelled.  whatever on_record returns.
[[nodiscard]] core::Result<JsonEnd> read_json_records(const core::RunContext& context,
                                                      std::string_view bytes,
                                                      const JsonRecordRules& rules,
                                                      const OnJsonRecord& on_record);

/// Whether the first records of a file are of a format: at least three in four of at most `records_max` within
/// the first MiB. A bad line or record among them does not make an export of it.
[[nodiscard]] bool first_json_records(std::string_view bytes, const JsonRecordRules& rules,
                                      std::size_t records_max,
                                      const std::function<bool(const JsonRecord&)>& is_so);

/// Whether a file begins as JSON and holds a text in its first 64 KiB: a cheap look before any other.
[[nodiscard]] bool begins_json_with(std::string_view bytes, std::string_view text);

}  // namespace cuibono::formats
