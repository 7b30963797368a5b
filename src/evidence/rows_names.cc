#include <array>

#include "evidence/rows.h"

namespace cuibono::evidence {
namespace {

constexpr std::array<std::string_view, 7> format_names{"csv",   "jsonl",      "text",     "binary",
                                                       "empty", "structured", "container"};
constexpr std::array<std::string_view, 12> fault_names{
    "none",         "empty",     "header",   "preamble", "repeated_header", "cell_count",
    "bad_encoding", "bad_quote", "bad_json", "too_long", "damaged",         "refused"};

template <class Word, std::size_t count>
std::optional<Word> find_word(const std::array<std::string_view, count>& names,
                              std::string_view name) {
  for (std::size_t i = 0; i < count; ++i)
    if (names[i] == name) return static_cast<Word>(i);
  return std::nullopt;
}

}  // namespace

std::string_view format_name(Format format) noexcept {
  return format_names[static_cast<std::size_t>(format)];
}
std::string_view format_word(const Dialect& dialect) noexcept {
  return dialect.reader.empty() ? format_name(dialect.format) : std::string_view(dialect.reader);
}
std::optional<Format> find_format(std::string_view name) noexcept {
  return find_word<Format>(format_names, name);
}
std::string_view row_fault_name(RowFault fault) noexcept {
  return fault_names[static_cast<std::size_t>(fault)];
}

}  // namespace cuibono::evidence
