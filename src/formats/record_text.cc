// Records as CSV and as JSON Lines.
#include <nlohmann/json.hpp>

#include "formats/record_columns.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t block_bytes = 1U << 20, digits_any = 64;
constexpr std::uint64_t rows_per_look = 4096;

/// Bytes on their way to the sink, a block at a time.
class Blocks {
 public:
  explicit Blocks(const RecordSink& sink) : sink_(sink) {}
  core::Status add(std::string_view bytes) {
    block_ += bytes;
    return block_.size() < block_bytes ? core::Status{} : flush();
  }
  core::Status flush() {
    if (block_.empty()) return {};
    CB_TRY_STATUS(sink_(block_));
    block_.clear();
    return {};
  }

 private:
  const RecordSink& sink_;  // borrows from the writing
  std::string block_;
};

std::string csv_line(const std::vector<std::string>& cells, const std::vector<bool>& numbers) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    const bool is_number = numbers[i] && is_plain_number(cells[i], digits_any);
    const std::string text = is_number ? cells[i] : defuse(cells[i]);
    const bool needs_quotes = text.find_first_of("\",;\t\r\n ") != std::string::npos;
    if (!needs_quotes) {
      line += text;
      continue;
    }
    line += '"';
    for (const char c : text) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line + "\r\n";
}

/// Hands every row's cells over, looking now and then whether somebody wants to stop.
core::Status each_row(const core::RunContext& context, const RecordSource& source,
                      const std::function<core::Status(const std::vector<std::string>&)>& take) {
  RecordRow row;
  for (std::uint64_t count = 1;; ++count) {
    if (count % rows_per_look == 0) CB_TRY_STATUS(core::check_cancelled(context));
    CB_TRY(const bool more, source.next(row));
    if (!more) return {};
    CB_TRY_STATUS(take(record_cells(source, row)));
  }
}

}  // namespace

core::Status write_record_csv(const core::RunContext& context, const RecordSource& source,
                              const RecordSink& sink) {
  Blocks out(sink);
  const std::vector<bool> numbers = record_numbers(source);
  // Spreadsheets take a CSV without this mark for a file of their country's code page.
  CB_TRY_STATUS(out.add("\xEF\xBB\xBF"));
  CB_TRY_STATUS(out.add(csv_line(record_headers(source), std::vector<bool>(numbers.size()))));
  CB_TRY_STATUS(each_row(context, source, [&](const std::vector<std::string>& cells) {
    return out.add(csv_line(cells, numbers));
  }));
  return out.flush();
}

core::Status write_record_jsonl(const core::RunContext& context, const RecordSource& source,
                                const RecordSink& sink) {
  Blocks out(sink);
  std::vector<std::string> keys;
  const auto in_quotes = [](const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  for (const auto& header : record_headers(source)) keys.push_back(in_quotes(header) + ":");
  CB_TRY_STATUS(each_row(context, source, [&](const std::vector<std::string>& cells) {
    std::string line = "{";
    for (std::size_t i = 0; i < cells.size(); ++i)
      line += (i > 0 ? "," : "") + keys[i] + (cells[i].empty() ? "null" : in_quotes(cells[i]));
    return out.add(line + "}\n");
  }));
  return out.flush();
}

}  // namespace cuibono::formats
