// XLS (before 2007): read by FreeXL, which opens by name: the bytes stand in a file that is in memory only.
#include <freexl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "formats/format_list.h"
#include "formats/sheet_values.h"

namespace cuibono::formats {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view ole_magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;

bool recognises(std::string_view bytes) {
  if (!bytes.starts_with(ole_magic)) return false;
  return bytes.find("W\0o\0r\0k\0b\0o\0o\0k\0"sv) != std::string_view::npos ||
         bytes.find("B\0o\0o\0k\0\0\0"sv) != std::string_view::npos;
}

/// An open workbook; closed with the object.
class Book {
 public:
  Book() = default;
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book() {
    if (handle_ != nullptr) freexl_close(handle_);
    if (file_ >= 0) ::close(file_);
  }
  core::Status open(std::string_view bytes) {
    file_ = ::memfd_create("workbook", MFD_CLOEXEC);
    std::size_t written = 0;
    while (file_ >= 0 && written < bytes.size()) {
      const ::ssize_t some = ::write(file_, bytes.data() + written, bytes.size() - written);
      if (some <= 0) break;
      written += static_cast<std::size_t>(some);
    }
    if (written < bytes.size())
      return core::Error{core::ErrorCode::resources, "there is no memory for the workbook", "",
                         "export its sheets as CSV"};
    const std::string path = "/proc/self/fd/" + std::to_string(file_);
    const int code = freexl_open(path.c_str(), &handle_);
    if (code == FREEXL_OK) return {};
    const bool is_locked = code == FREEXL_CRAFTED_FILE;
    return core::Error{core::ErrorCode::bad_input,
                       "the XLS workbook cannot be read: FreeXL says " + std::to_string(code) +
                           (is_locked ? ", it is encrypted or made to harm" : ""),
                       "", "open it in a spreadsheet and save it as XLSX, or export CSV"};
  }
  [[nodiscard]] const void* get() const noexcept { return handle_; }

 private:
  const void* handle_ = nullptr;
  int file_ = -1;
};

std::vector<std::string> sheet_names(const Book& book) {
  unsigned int count = 0;
  std::vector<std::string> names;
  if (freexl_get_info(book.get(), FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK) return names;
  for (unsigned short i = 0; i < std::min(count, 10'000U); ++i) {
    const char* name = nullptr;
    const bool is_there =
        freexl_get_worksheet_name(book.get(), i, &name) == FREEXL_OK && name != nullptr;
    names.push_back(is_there ? name : "sheet " + std::to_string(i + 1));
  }
  return names;
}

std::string written(const FreeXL_CellValue& cell) {
  switch (cell.type) {
    case FREEXL_CELL_INT:
      return std::to_string(cell.value.int_value);
    case FREEXL_CELL_DOUBLE: {
      char buffer[40];
      std::snprintf(buffer, sizeof buffer, "%.17g", cell.value.double_value);
      return write_number(buffer, NumberShape::number, false);
    }
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
      return cell.value.text_value == nullptr ? std::string() : cell.value.text_value;
    default:
      return {};
  }
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& /*context*/,
                                             std::string_view bytes) {
  Book book;
  CB_TRY_STATUS(book.open(bytes));
  std::vector<Table> tables;
  const auto names = sheet_names(book);
  for (std::size_t i = 0; i < names.size(); ++i) {
    unsigned int rows = 0;
    unsigned short columns = 0;
    const bool holds_rows =
        freexl_select_active_worksheet(book.get(), static_cast<unsigned short>(i)) == FREEXL_OK &&
        freexl_worksheet_dimensions(book.get(), &rows, &columns) == FREEXL_OK && rows > 0 &&
        columns > 0;
    if (!holds_rows) continue;
    Table table;
    table.name = names[i];
    tables.push_back(std::move(table));
  }
  return tables;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  Book book;
  CB_TRY_STATUS(book.open(bytes));
  const auto names = sheet_names(book);
  const auto found = std::find(names.begin(), names.end(), table.name);
  const auto index = static_cast<unsigned short>(found - names.begin());
  unsigned int rows = 0;
  unsigned short columns = 0;
  if (found == names.end() || freexl_select_active_worksheet(book.get(), index) != FREEXL_OK ||
      freexl_worksheet_dimensions(book.get(), &rows, &columns) != FREEXL_OK)
    return core::Error{core::ErrorCode::bad_input, "there is no sheet \"" + table.name + "\"", "",
                       ""};
  std::vector<std::string> cells(columns);
  std::vector<std::string_view> views(columns);
  constexpr unsigned int rows_per_look = 4096;
  for (unsigned int row = 0; row < rows; ++row) {
    if (row % rows_per_look == 0) CB_TRY_STATUS(core::check_cancelled(context));
    for (unsigned short column = 0; column < columns; ++column) {
      FreeXL_CellValue cell{};
      const bool is_there = freexl_get_cell_value(book.get(), row, column, &cell) == FREEXL_OK;
      cells[column] = is_there ? written(cell) : std::string();
      views[column] = cells[column];
    }
    CB_TRY_STATUS(on_row(Row{row + 1ULL, 0, 0, views, false}));
  }
  return {};
}

}  // namespace

const FileFormat xls_format{
    .name = "xls",
    .title = "Excel workbook of before 2007 (XLS)",
    .gives =
        "a table a sheet, with the sheet's own row numbers; dates as ISO text, formulas by their "
        "saved value",
    .standard = "BIFF5 and BIFF8",
    .library = "FreeXL",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
