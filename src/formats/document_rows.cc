#include "formats/document_rows.h"

#include <algorithm>

#include "core/core.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t code_points_max = 30'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number that so many digits make; -1: they are no digits.
int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return -1;
  int number = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (!is_digit(text[i])) return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

/// "+01:00" of "Z", "+01", "+0100", "-05:30"; empty: it is no zone.
std::string zone_of(std::string_view text) {
  if (text == "Z" || text == "z") return "+00:00";
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return {};
  const int hours = number_at(text, 1, 2);
  std::string_view rest = text.substr(3);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  const int minutes = rest.empty() ? 0 : rest.size() == 2 ? number_at(rest, 0, 2) : -1;
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return {};
  return std::string(text.substr(0, 3)) + (minutes < 10 ? ":0" : ":") + std::to_string(minutes);
}

/// Where to cut a text that is too long: after at most so many code points, at a blank if there is one.
std::size_t cut_of(std::string_view text) {
  std::size_t at = 0, blank = 0;
  for (std::size_t points = 0; at < text.size() && points < code_points_max; ++points) {
    if (text[at] == ' ') blank = at;
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  }
  return at == text.size() || blank == 0 ? at : blank;
}

}  // namespace

std::string written_time(std::string_view text) {
  text = core::trim(text);
  const int year = number_at(text, 0, 4), month = number_at(text, 5, 2),
            day = number_at(text, 8, 2);
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' || year < 1) return {};
  const core::CivilTime date{.year = year,
                             .month = static_cast<std::uint8_t>(std::max(month, 0)),
                             .day = static_cast<std::uint8_t>(std::max(day, 0))};
  if (!core::is_valid(date)) return {};
  std::string out(text.substr(0, 10));
  const int hour = number_at(text, 11, 2), minute = number_at(text, 14, 2);
  const bool has_clock = text.size() > 16 && (text[10] == 'T' || text[10] == ' ') &&
                         text[13] == ':' && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  if (!has_clock) return out;
  std::size_t at = 16;
  int second = 0;
  if (text[at] == ':') {
    second = number_at(text, at + 1, 2);
    if (second < 0 || second > 59) return out;
    at += 3;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) do
        ++at;
      while (at < text.size() && is_digit(text[at]));
  }
  const std::string zone = zone_of(core::trim(text.substr(at)));
  if (zone.empty()) return out;
  return out + "T" + std::string(text.substr(11, 5)) + (second < 10 ? ":0" : ":") +
         std::to_string(second) + zone;
}

Table document_table(std::string note) {
  Table table;
  table.kind = "document";
  table.note = std::move(note);
  const auto add = [&](std::string_view name, std::string_view field, std::string_view reason) {
    Column column;
    column.name = name;
    column.field = field;
    column.reason = reason;
    table.columns.push_back(std::move(column));
  };
  add("kind", "text_kind", "what the paragraph is in its document");
  add("page", "page", "the page that it begins on; empty where the document has none");
  add("text", "text", "the paragraph, its line breaks made blanks");
  add("title", "title", "what the document calls itself");
  add("author", "author", "whom the document names as its author; often a program's user");
  add("created", "time", "when the document says that it was written");
  table.columns.back().time_pattern = "YYYY-MM-DD['T'hh:mm:ssZ]";
  return table;
}

core::Status DocumentWriter::hand_over(const DocumentRow& row, std::string_view text,
                                       bool is_damaged) {
  const std::string page = row.page == 0 ? std::string() : std::to_string(row.page);
  const std::string_view cells[] = {row.kind,     page,          text,
                                    facts_.title, facts_.author, facts_.created};
  Row out;
  out.ordinal = ++rows_;
  out.offset = std::min(row.offset, file_bytes_);
  out.bytes = std::min(row.bytes, file_bytes_ - out.offset);
  out.cells = cells;
  out.is_damaged = is_damaged;
  return on_row_(out);
}

core::Status DocumentWriter::write(const DocumentRow& row) {
  std::string_view rest = core::trim(row.text);
  while (!rest.empty()) {
    const std::size_t cut = cut_of(rest);
    CB_TRY_STATUS(hand_over(row, rest.substr(0, cut), false));
    rest = core::trim(rest.substr(cut));
  }
  return {};
}

core::Status DocumentWriter::write_broken(std::uint64_t offset) {
  DocumentRow row;
  row.kind = {};
  row.offset = offset;
  row.bytes = file_bytes_;
  return hand_over(row, {}, true);
}

}  // namespace cuibono::formats
