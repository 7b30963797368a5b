#include "evidence/rows_json.h"

#include <simdjson.h>

#include <algorithm>
#include <unordered_map>

#include "core/core.h"
#include "evidence/rows_split.h"

namespace cuibono::evidence {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t depth_max = 64;
constexpr std::size_t columns_max = 1000;  // of a file; values beyond are counted as without column
constexpr std::size_t paths_told_max = 100;
constexpr std::size_t rows_sniffed_max = 5000;
constexpr std::uint64_t rows_between_looks = 4096;
constexpr std::string_view value_path = "value";  // of a row that is no object
constexpr std::string_view joint = "; ";

}  // namespace

struct JsonFlattener::State {
  using OnValue = std::function<void(std::string_view, std::string_view)>;
  ondemand::parser parser;
  std::string buffer;
  std::string path;

  void add(std::string_view text, const OnValue& on_value) const {
    on_value(path.empty() ? value_path : std::string_view(path), text);
  }
  simdjson::error_code add_object(ondemand::value value, std::size_t depth,
                                  const OnValue& on_value);
  simdjson::error_code add_array(ondemand::value value, std::size_t depth, const OnValue& on_value);
  simdjson::error_code add_value(ondemand::value value, std::size_t depth, const OnValue& on_value);
};

simdjson::error_code JsonFlattener::State::add_object(ondemand::value value, std::size_t depth,
                                                      const OnValue& on_value) {
  ondemand::object object;
  if (const auto error = value.get_object().get(object)) return error;
  for (auto result : object) {
    ondemand::field field;
    if (const auto error = std::move(result).get(field)) return error;
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) return error;
    const std::size_t length = path.size();
    if (!path.empty()) path.push_back('.');
    path.append(key);
    const auto error = add_value(field.value(), depth + 1, on_value);
    path.resize(length);
    if (error) return error;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code JsonFlattener::State::add_array(ondemand::value value, std::size_t depth,
                                                     const OnValue& on_value) {
  ondemand::array array;
  if (const auto error = value.get_array().get(array)) return error;
  for (auto result : array) {
    ondemand::value element;
    if (const auto error = std::move(result).get(element)) return error;
    if (const auto error = add_value(element, depth + 1, on_value)) return error;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code JsonFlattener::State::add_value(ondemand::value value, std::size_t depth,
                                                     const OnValue& on_value) {
  if (depth > depth_max) return simdjson::DEPTH_ERROR;
  ondemand::json_type type;
  if (const auto error = value.type().get(type)) return error;
  switch (type) {
    case ondemand::json_type::object:
      return add_object(value, depth, on_value);
    case ondemand::json_type::array:
      return add_array(value, depth, on_value);
    case ondemand::json_type::string: {
      std::string_view text;
      if (const auto error = value.get_string().get(text)) return error;
      add(text, on_value);
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::number: {
      // Taken by another name than the text: asking for the number moves on and refuses big ones.
      std::string_view text = core::trim(value.raw_json_token());
      // simdjson hands numbers over unread: whether they are numbers is seen here.
      if (!core::is_json_number(text)) return simdjson::NUMBER_ERROR;
      add(text, on_value);
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::boolean: {
      bool is_true = false;
      if (const auto error = value.get_bool().get(is_true)) return error;
      add(is_true ? "true" : "false", on_value);
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::null: {
      bool is_null = false;
      if (const auto error = value.is_null().get(is_null)) return error;
      return is_null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    }
  }
  return simdjson::INCORRECT_TYPE;
}

JsonFlattener::JsonFlattener() : state_(std::make_unique<State>()) {}
JsonFlattener::~JsonFlattener() = default;

JsonFault JsonFlattener::flatten(
    std::string_view value,
    const std::function<void(std::string_view path, std::string_view text)>& on_value) {
  State& state = *state_;
  state.path.clear();
  // Between brackets any value is a document, and a second value beside it is seen.
  state.buffer.assign("[").append(value).append("]");
  const std::size_t length = state.buffer.size();
  state.buffer.append(simdjson::SIMDJSON_PADDING, ' ');
  const auto fault_of = [](simdjson::error_code error) {
    return error == simdjson::UTF8_ERROR ? JsonFault::bad_encoding : JsonFault::bad_json;
  };
  ondemand::document document;
  const simdjson::padded_string_view padded(state.buffer.data(), length, state.buffer.size());
  if (const auto error = state.parser.iterate(padded).get(document)) return fault_of(error);
  ondemand::array elements;
  if (const auto error = document.get_array().get(elements)) return fault_of(error);
  std::size_t count = 0;
  for (auto result : elements) {
    ondemand::value element;
    if (const auto error = std::move(result).get(element)) return fault_of(error);
    if (++count > 1) return JsonFault::bad_json;
    if (const auto error = state.add_value(element, 0, on_value)) return fault_of(error);
  }
  const bool is_at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return count == 1 && is_at_end ? JsonFault::none : JsonFault::bad_json;
}

std::optional<std::vector<std::string>> sniff_json(std::string_view text, bool is_cut) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\x1E");
  if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '['))
    return std::nullopt;
  std::vector<std::string> paths;
  std::unordered_map<std::string, bool> known;
  JsonFlattener flattener;
  JsonRows rows(text);
  std::size_t good = 0, bad = 0;
  while (good + bad < rows_sniffed_max && rows.next()) {
    if (is_blank(rows.line())) continue;
    const bool is_last_of_cut =
        is_cut && rows.line().data() + rows.line().size() >= text.data() + text.size();
    if (is_last_of_cut && good > 0) break;
    std::vector<std::string> found;
    const auto fault = flattener.flatten(
        rows.line(), [&](std::string_view path, std::string_view) { found.emplace_back(path); });
    (fault == JsonFault::none ? good : bad) += 1;
    if (fault != JsonFault::none && !is_last_of_cut) continue;
    for (std::string& path : found)
      if (paths.size() < columns_max && known.emplace(path, true).second)
        paths.push_back(std::move(path));
  }
  // A single value larger than the sample can only be known by how it begins.
  const std::size_t inner = text.find_first_not_of(" \t\r\n", begin + 1);
  const bool begins_like_json =
      inner != std::string_view::npos && text[inner] == (text[begin] == '{' ? '"' : '{');
  const bool is_one_large_value = is_cut && good == 0 && bad <= 1 && begins_like_json;
  if (!is_one_large_value && (good == 0 || bad > good)) return std::nullopt;
  return paths;
}

namespace {

// Values of one row into the cells of their columns.
class JsonCells {
 public:
  JsonCells(const std::vector<std::string>& columns, RowCount& count)
      : columns_(columns), count_(count), texts_(columns.size()), is_set_(columns.size()) {
    for (std::size_t i = 0; i < columns.size(); ++i) index_.emplace(columns[i], i);
    cells_.resize(columns.size());
  }
  void begin_row() {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      texts_[i].clear();
      is_set_[i] = false;
    }
    next_ = 0;
    is_all_blank_ = true;
  }
  void add(std::string_view path, std::string_view text) {
    is_all_blank_ = is_all_blank_ && is_blank(text);
    // Rows of one maker have their fields in one order: the next column is tried first.
    if (next_ >= columns_.size() || columns_[next_] != path) {
      const auto found = index_.find(std::string(path));
      if (found == index_.end()) return add_without_column(path);
      next_ = found->second;
    }
    std::string& cell = texts_[next_];
    if (is_set_[next_]) cell.append(joint);
    cell.append(text);
    is_set_[next_] = true;
    ++next_;
  }
  [[nodiscard]] bool is_all_blank() const noexcept { return is_all_blank_; }
  [[nodiscard]] RowFault finish() {
    RowFault fault = RowFault::none;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].find('\0') != std::string::npos) {
        std::string readable;
        append_readable(readable, texts_[i]);
        texts_[i] = std::move(readable);
        fault = RowFault::bad_encoding;
      }
      if (texts_[i].size() > cell_bytes_max) fault = RowFault::too_long;
      cells_[i] = texts_[i];
    }
    return fault;
  }
  [[nodiscard]] std::span<const std::string_view> cells() const noexcept { return cells_; }

 private:
  void add_without_column(std::string_view path) {
    count_.cells_without_column += 1;
    auto& paths = count_.paths_without_column;
    const bool is_new = std::find(paths.begin(), paths.end(), path) == paths.end();
    if (is_new && paths.size() < paths_told_max) paths.emplace_back(path);
  }
  const std::vector<std::string>& columns_;
  RowCount& count_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::string> texts_;
  std::vector<bool> is_set_;
  std::vector<std::string_view> cells_;
  std::size_t next_ = 0;
  bool is_all_blank_ = true;
};

// The text of a JSON file: the bytes themselves when they are UTF-8.
class JsonText {
 public:
  JsonText(std::string_view bytes, Encoding encoding) : bytes_(bytes), encoding_(encoding) {
    const std::size_t mark = mark_length(bytes, encoding);
    text_ = bytes.substr(mark);
    if (encoding == Encoding::utf8) return;
    Decoder decoder(bytes, encoding);
    while (!decoder.done()) decoder.append_block(decoded_, bytes.size());
    text_ = decoded_;
    raw_offset_ = mark;
  }
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  /// Place of a part of the text in the file as received. To be asked in increasing order.
  [[nodiscard]] std::uint64_t offset_of(const char* place) {
    if (encoding_ == Encoding::utf8) return static_cast<std::uint64_t>(place - bytes_.data());
    const auto position = static_cast<std::size_t>(place - text_.data());
    raw_offset_ += raw_length(text_.substr(position_, position - position_), encoding_);
    position_ = position;
    return raw_offset_;
  }

 private:
  std::string_view bytes_, text_;
  Encoding encoding_;
  std::string decoded_;
  std::size_t position_ = 0;
  std::uint64_t raw_offset_ = 0;
};

}  // namespace

core::Result<RowCount> read_json_rows(
    const core::RunContext& context, const RowsRequest& request,
    const std::function<core::Status(const Row&, RowFault)>& on_row) {
  JsonText text(request.bytes, request.dialect.encoding);
  std::vector<std::string> columns = request.columns;
  if (columns.empty())
    columns = sniff_json(text.text().substr(0, 1U << 20), true).value_or(columns);
  RowCount count;
  JsonCells cells(columns, count);
  const std::function<void(std::string_view, std::string_view)> add =
      [&cells](std::string_view path, std::string_view value) { cells.add(path, value); };
  JsonFlattener flattener;
  JsonRows rows(text.text());
  while (rows.next()) {
    if (++count.physical % rows_between_looks == 0) CB_TRY_STATUS(core::check_cancelled(context));
    if (is_blank(rows.line())) {
      count.empty += 1;
      continue;
    }
    RowFault fault = RowFault::none;
    cells.begin_row();
    if (rows.line().size() > row_bytes_max) {
      fault = RowFault::too_long;
    } else if (!rows.is_closed()) {
      fault = RowFault::bad_json;
    } else if (const auto json = flattener.flatten(rows.line(), add); json != JsonFault::none) {
      fault = json == JsonFault::bad_encoding ? RowFault::bad_encoding : RowFault::bad_json;
    } else if (cells.is_all_blank()) {
      count.empty += 1;
      continue;
    }
    count.data += 1;
    Row row{count.physical, text.offset_of(rows.line().data()), {}};
    if (fault == RowFault::none) {
      fault = cells.finish();
      row.cells = cells.cells();
      CB_TRY_STATUS(on_row(row, fault));
      continue;
    }
    std::string readable;
    append_readable(readable, rows.line().substr(0, row_bytes_max));
    const std::string_view whole = readable;
    row.cells = {&whole, 1};
    CB_TRY_STATUS(on_row(row, fault));
  }
  return count;
}

std::optional<std::string> find_json_row(std::string_view bytes, const Dialect& dialect,
                                         std::uint64_t ordinal) {
  JsonText text(bytes, dialect.encoding);
  JsonRows rows(text.text());
  for (std::uint64_t row = 1; rows.next(); ++row) {
    if (row != ordinal) continue;
    const auto offset = text.offset_of(rows.line().data());
    return std::string(bytes.substr(offset, raw_length(rows.line(), dialect.encoding)));
  }
  return std::nullopt;
}

}  // namespace cuibono::evidence
