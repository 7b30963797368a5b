#include "cli/terminal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
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

/// What commands a terminal, or makes a line read otherwise than it is written.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C ||
         (c >= 0x200B && c <= 0x200F && c != 0x200D) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// Control characters of evidence never reach the terminal; ends of lines may be ours.
std::string printable(std::string_view text, bool keeps_lines = false) {
  std::string out;
  const auto put = [&](char32_t c) {
    if (is_control(c) && !(keeps_lines && (c == '\n' || c == '\t'))) c = ' ';
    core::append_utf8(out, c);
  };
  if (const auto points = core::decode_utf8(text)) {
    for (const char32_t c : *points) put(c);
  } else {
    for (const char c : text)
      put(static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'?');
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

int stdout_errno = 0;  // of the first write that failed; one thread prints

}  // namespace

void hold_standard_handles() {
  for (const int handle : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(handle, F_GETFD) != -1 || errno != EBADF) continue;
    // stdout for reading: that nobody can read the answer is told as a failed write.
    const int mode = handle == STDERR_FILENO ? O_WRONLY : O_RDONLY;
    static_cast<void>(::open("/dev/null", mode));
  }
}

void write_stdout(std::string_view text) {
  errno = 0;
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) == 0 && whole) return;
  if (stdout_errno == 0) stdout_errno = errno;
}

std::optional<core::Error> find_stdout_fault() {
  // A reader that has seen enough, as `head` has, is no fault.
  if (stdout_errno == 0 || stdout_errno == EPIPE) return std::nullopt;
  return core::Error{core::ErrorCode::resources,
                     std::string("cannot write to stdout: ") + std::strerror(stdout_errno), "",
                     "free space or name another file; what was computed is in the case folder"};
}

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
  json_asked_ = json_array_ || shape == Shape::jsonl;
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

void Terminal::print(const Table& table, const std::vector<std::string>& objects) const {
  if (table_) {
    print_text(format_table(table));
    return;
  }
  if (json_array_) {
    print_text("[" + core::join(objects, ",\n ") + "]\n");
    return;
  }
  std::string out;
  for (const auto& object : objects) out += object + "\n";
  print_text(out);
}

void Terminal::print_text(const std::string& text) const {
  write_stdout(::isatty(STDOUT_FILENO) == 1 ? printable(text, true) : text);
}

void Terminal::tell(const std::string& line) const {
  if (quiet_) return;
  std::fprintf(stderr, "%s\n", printable(line).c_str());
}

void Terminal::complain(const core::Error& error) const {
  std::string text = "error: " + printable(error.what, true) + "\n";
  if (!error.where.empty()) text += "where: " + printable(error.where, true) + "\n";
  if (!error.help.empty()) text += "hint:  " + printable(error.help, true) + "\n";
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
