#include "cli/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace cuibono::cli {
namespace {

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60);
}

bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0x200D || c == 0x202F + 0x10000;
}

/// Control characters of evidence never reach the terminal.
std::string printable(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return out;
}

nlohmann::ordered_json row_json(const Table& table, const std::vector<std::string>& row) {
  nlohmann::ordered_json object;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto number = core::parse_int64(row[i]);
    if (number && table.right[i]) {
      object[table.columns[i]] = *number;
    } else {
      object[table.columns[i]] = row[i];
    }
  }
  return object;
}

}  // namespace

std::size_t display_width(const std::string& text) {
  const auto points = core::decode_utf8(text);
  if (!points) return text.size();
  std::size_t width = 0;
  for (const char32_t c : *points) width += is_mark(c) ? 0U : is_wide(c) ? 2U : 1U;
  return width;
}

std::string format_table(const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& column : table.columns) widths.push_back(display_width(column));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(printable(row[i])));
    }
  }
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string cell = printable(cells[i]);
      const std::string space(widths[i] - display_width(cell), ' ');
      text += table.right[i] ? space + cell : cell + space;
      if (i + 1 < widths.size()) text += "  ";
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out += text + "\n";
  };
  line(table.columns);
  for (const auto& row : table.rows) line(row);
  return out;
}

Terminal::Terminal(Shape shape, bool quiet, std::string progress) : quiet_(quiet) {
  table_ = shape == Shape::table || (shape == Shape::automatic && ::isatty(STDOUT_FILENO) == 1);
  json_array_ = shape == Shape::json;
  progress_json_ = progress == "json";
  progress_ = progress_json_ || (progress != "never" && !quiet && ::isatty(STDERR_FILENO) == 1);
}

void Terminal::print(const Table& table) const {
  if (table_) {
    print_text(format_table(table));
    return;
  }
  std::string out;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    auto object = row_json(table, row);
    if (json_array_) {
      all.push_back(std::move(object));
    } else {
      out += object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    }
  }
  if (json_array_)
    out = all.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  print_text(out);
}

void Terminal::print_text(const std::string& text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void Terminal::tell(const std::string& line) const {
  if (quiet_) return;
  std::fprintf(stderr, "%s\n", line.c_str());
}

void Terminal::complain(const core::Error& error) const {
  std::string text = "error: " + error.what + "\n";
  if (!error.where.empty()) text += "where: " + error.where + "\n";
  if (!error.help.empty()) text += "hint:  " + error.help + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Terminal::show_progress(const core::Progress& progress) {
  if (!progress_) return;
  if (progress_json_) {
    nlohmann::ordered_json line;
    line["stage"] = progress.stage;
    line["what"] = progress.what;
    line["done"] = progress.done;
    line["total"] = progress.total;
    std::fprintf(stderr, "%s\n", line.dump().c_str());
    return;
  }
  std::string text = "\r\033[K" + std::string(progress.stage);
  if (!progress.what.empty()) text += "  " + std::string(progress.what);
  if (progress.total > 0) {
    text += "  " + std::to_string(progress.done) + "/" + std::to_string(progress.total);
  }
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
  line_open_ = true;
}

void Terminal::end_progress() {
  if (line_open_) std::fputs("\r\033[K", stderr);
  line_open_ = false;
}

}  // namespace cuibono::cli
