#pragma once
// For tests: rows kept, text in any encoding, and the laws of read_rows on one file.
#include <algorithm>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "evidence/rows.h"

namespace cuibono::evidence {

/// A row as it was handed over, owned.
struct KeptRow {
  std::uint64_t ordinal = 0, offset = 0;
  std::vector<std::string> cells;
  RowFault fault = RowFault::none;
  bool operator==(const KeptRow&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const KeptRow& row) {
  out << "#" << row.ordinal << "@" << row.offset << " " << row_fault_name(row.fault);
  for (const auto& cell : row.cells) out << " [" << cell.substr(0, 60) << "]";
  return out;
}

struct KeptRows {
  RowCount count;
  std::vector<KeptRow> rows;
  std::string error;  ///< what stopped the reading; empty
};

template <class Read>
KeptRows keep_rows(const Read& read) {
  KeptRows kept;
  const auto count = read([&](const Row& row, RowFault fault) -> core::Status {
    kept.rows.push_back({row.ordinal, row.offset, {row.cells.begin(), row.cells.end()}, fault});
    return {};
  });
  if (count.has_value()) {
    kept.count = *count;
  } else {
    kept.error = count.error().what;
  }
  return kept;
}
inline KeptRows fast_rows(const RowsRequest& request) {
  return keep_rows([&](const auto& on_row) { return read_rows({}, request, on_row); });
}
inline KeptRows slow_rows(const RowsRequest& request) {
  return keep_rows([&](const auto& on_row) { return read_rows_reference(request, on_row); });
}

/// Bytes of each character beyond ASCII in a code page, found by reading all of them.
inline std::map<std::string, std::string> letters_of(Encoding encoding) {
  std::map<std::string, std::string> letters;
  for (unsigned lead = 0x80; lead < 0x100; ++lead) {
    const std::string first(1, static_cast<char>(lead));
    if (encoding != Encoding::euckr) {
      letters.emplace(decode_text(first, encoding), first);
      continue;
    }
    for (unsigned trail = 0xA1; trail < 0xFF && lead >= 0xA1; ++trail) {
      const std::string pair = first + static_cast<char>(trail);
      letters.emplace(decode_text(pair, encoding), pair);
    }
  }
  return letters;
}

/// UTF-8 to the bytes of any encoding; "?" for what it does not have.
inline std::string encode(std::string_view text, Encoding encoding, bool has_mark = false) {
  std::string out;
  if (encoding == Encoding::utf8) return (has_mark ? "\xEF\xBB\xBF" : "") + std::string(text);
  const bool is_big = encoding == Encoding::utf16be;
  const bool is_utf16 = is_big || encoding == Encoding::utf16le;
  const auto unit = [&](char32_t value) {
    const char high = static_cast<char>(value >> 8), low = static_cast<char>(value & 0xFF);
    out += is_big ? high : low;
    out += is_big ? low : high;
  };
  if (is_utf16 && has_mark) unit(0xFEFF);
  static std::map<Encoding, std::map<std::string, std::string>> pages;
  auto& page = pages[encoding];
  if (page.empty() && !is_utf16) page = letters_of(encoding);
  const auto points = core::decode_utf8(text);
  for (const char32_t point : points.value_or(std::u32string())) {
    std::string letter;
    core::append_utf8(letter, point);
    if (is_utf16 && point >= 0x10000) {
      unit(0xD800 + ((point - 0x10000) >> 10));
      unit(0xDC00 + ((point - 0x10000) & 0x3FF));
    } else if (is_utf16) {
      unit(point);
    } else if (point < 0x80) {
      out += letter;
    } else {
      const auto found = page.find(letter);
      out += found == page.end() ? "?" : found->second;
    }
  }
  return out;
}

/// What is not as promised, one line each; nothing where all is.
class Complaints {
 public:
  template <class... Parts>
  void unless(bool is_right, const Parts&... parts) {
    if (is_right) return;
    std::ostringstream line;
    (line << ... << parts);
    text_ += line.str() + "\n";
  }
  void add(const std::string& more) { text_ += more; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

/// Laws 1 and 2, and what is promised of each row.
[[nodiscard]] inline std::string check_laws(const RowsRequest& request, const KeptRows& kept) {
  Complaints complaints;
  const RowCount& count = kept.count;
  complaints.unless(kept.error.empty(), "error: ", kept.error);
  complaints.unless(count.physical == count.data + count.headers + count.preamble + count.empty,
                    "law 1: ", count.physical, " rows are not all counted");
  complaints.unless(count.data == kept.rows.size(), count.data, " rows, but ", kept.rows.size());
  std::uint64_t last = 0;
  for (const KeptRow& row : kept.rows) {
    complaints.unless(row.ordinal > last, "law 2: ", row);
    last = row.ordinal;
    complaints.unless(row.ordinal <= count.physical, "beyond the last row: ", row);
    complaints.unless(row.offset < request.bytes.size(), "beyond the file: ", row);
    const bool has_columns = row.fault == RowFault::none && !request.columns.empty() &&
                             request.dialect.format != Format::text;
    complaints.unless(!has_columns || row.cells.size() == request.columns.size(),
                      "other cells than columns: ", row);
    for (const std::string& cell : row.cells) {
      complaints.unless(core::is_utf8(cell), "no UTF-8: ", row);
      complaints.unless(cell.find('\0') == std::string::npos, "a NUL: ", row);
    }
  }
  return complaints.text();
}

/// Law 3: the twins agree in every row and count.
[[nodiscard]] inline std::string check_twins(const RowsRequest& request) {
  Complaints complaints;
  const KeptRows fast = fast_rows(request), slow = slow_rows(request);
  complaints.add(check_laws(request, fast));
  complaints.unless(fast.rows.size() == slow.rows.size(), "law 3: ", fast.rows.size(),
                    " rows, but the twin has ", slow.rows.size());
  for (std::size_t i = 0; i < std::min(fast.rows.size(), slow.rows.size()); ++i)
    complaints.unless(fast.rows[i] == slow.rows[i], "law 3: ", fast.rows[i], " but the twin ",
                      slow.rows[i]);
  complaints.unless(
      fast.count.physical == slow.count.physical && fast.count.data == slow.count.data &&
          fast.count.headers == slow.count.headers && fast.count.preamble == slow.count.preamble &&
          fast.count.empty == slow.count.empty,
      "law 3: the twins count differently");
  return complaints.text();
}

/// Laws 1 and 2 for JSON; what lies between two original rows is white space, commas and brackets.
[[nodiscard]] inline std::string check_json(const RowsRequest& request) {
  Complaints complaints;
  const KeptRows kept = fast_rows(request);
  complaints.add(check_laws(request, kept));
  std::map<std::uint64_t, std::uint64_t> offsets;
  for (const KeptRow& row : kept.rows) offsets[row.ordinal] = row.offset;
  std::size_t at = mark_length(request.bytes, request.dialect.encoding);
  for (std::uint64_t ordinal = 1; ordinal <= kept.count.physical + 1; ++ordinal) {
    const auto row = read_original_row(request.bytes, request.dialect, ordinal);
    complaints.unless(row.has_value() == (ordinal <= kept.count.physical), "row ", ordinal,
                      " is there or not");
    std::size_t begin = request.bytes.size();
    if (row.has_value()) {
      begin = offsets.count(ordinal) > 0 ? offsets[ordinal] : request.bytes.find(*row, at);
      complaints.unless(request.bytes.substr(begin, row->size()) == *row, "bytes of row ", ordinal);
    }
    complaints.unless(at <= begin, "row ", ordinal, " begins in the one before");
    if (at > begin) break;
    const std::string between =
        decode_text(request.bytes.substr(at, begin - at), request.dialect.encoding);
    complaints.unless(between.find_first_not_of(" \t\r\n,[]\x1E") == std::string::npos,
                      "before row ", ordinal, ": ", between);
    if (row.has_value()) at = begin + row->size();
  }
  return complaints.text();
}

/// The original rows of a file of delimited text, with line ends between them, are the file.
[[nodiscard]] inline std::string check_original_rows(const RowsRequest& request) {
  Complaints complaints;
  const KeptRows kept = fast_rows(request);
  const Encoding encoding = request.dialect.encoding;
  std::map<std::uint64_t, std::uint64_t> offsets;
  for (const KeptRow& row : kept.rows) offsets[row.ordinal] = row.offset;
  std::size_t at = mark_length(request.bytes, encoding);
  for (std::uint64_t ordinal = 1; ordinal <= kept.count.physical; ++ordinal) {
    const auto row = read_original_row(request.bytes, request.dialect, ordinal);
    const bool is_there = row.has_value() && request.bytes.substr(at, row->size()) == *row;
    complaints.unless(is_there, "bytes of row ", ordinal);
    if (!is_there) return complaints.text();
    complaints.unless(offsets.count(ordinal) == 0 || offsets[ordinal] == at, "offset of row ",
                      ordinal);
    at += row->size();
    for (const char* end : {"\r\n", "\n", "\r", ""}) {
      const std::string bytes = encode(end, encoding);
      if (request.bytes.substr(at, bytes.size()) != bytes) continue;
      at += bytes.size();
      break;
    }
  }
  complaints.unless(at == request.bytes.size(), "the rows end at ", at);
  for (const std::uint64_t beyond : {std::uint64_t{0}, kept.count.physical + 1}) {
    const auto none = read_original_row(request.bytes, request.dialect, beyond);
    complaints.unless(!none.has_value() && none.error().code == core::ErrorCode::bad_input,
                      "there is a row ", beyond);
  }
  return complaints.text();
}

}  // namespace cuibono::evidence
