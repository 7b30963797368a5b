// Texts, and the numbering of ends by what names them.
#include <bit>
#include <cstring>
#include <functional>

#include "arrow_read.h"

namespace cuibono::python {
namespace {

constexpr std::uint32_t no_id = 0xFFFFFFFFU;
constexpr std::size_t ask_every = 1U << 16U;  // rows between two questions whether to stop
constexpr std::string_view ends_expected = "texts or whole numbers";

void ask_to_go_on(const core::RunContext& context, std::size_t row) {
  if (row % ask_every == 0 && context.cancelled())
    throw nb::value_error("stopped as asked");  // replaced by what the interpreter says
}

/// Numbers keys in order of first appearance: open addressing, at most half full.
template <class Key>
class Numbering {
 public:
  std::uint32_t id_of(const Key& key) {
    if ((keys_.size() + 1) * 2 > slots_.size()) grow();
    const std::uint64_t hash = hash_of(key);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].id != no_id) {
      if (slots_[at].mark == static_cast<std::uint32_t>(hash >> 32U) && keys_[slots_[at].id] == key)
        return slots_[at].id;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {static_cast<std::uint32_t>(keys_.size()),
                  static_cast<std::uint32_t>(hash >> 32U)};
    keys_.push_back(key);
    return slots_[at].id;
  }
  /// An id that no key has.
  std::uint32_t add_none() {
    keys_.push_back(Key{});
    return static_cast<std::uint32_t>(keys_.size() - 1);
  }
  std::vector<Key>& keys() { return keys_; }

 private:
  struct Slot {
    std::uint32_t id = no_id, mark = 0;
  };
  static std::uint64_t hash_of(const Key& key) {
    if constexpr (std::is_integral_v<Key>) {
      return core::mix64(static_cast<std::uint64_t>(key));
    } else {
      return std::hash<Key>{}(key);
    }
  }
  void grow() {
    const std::vector<Slot> old = std::move(slots_);
    constexpr std::size_t first = 1024;
    slots_.assign(old.empty() ? first : old.size() * 2, Slot{});
    for (std::size_t id = 0; id < keys_.size(); ++id) {
      if (static_cast<std::uint32_t>(id) == none_) continue;
      const std::uint64_t hash = hash_of(keys_[id]);
      std::size_t at = hash & (slots_.size() - 1);
      while (slots_[at].id != no_id) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = {static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(hash >> 32U)};
    }
  }

 public:
  std::uint32_t none() {
    if (none_ == no_id) none_ = add_none();
    return none_;
  }
  [[nodiscard]] bool has_none() const noexcept { return none_ != no_id; }

 private:
  std::vector<Slot> slots_;
  std::vector<Key> keys_;
  std::uint32_t none_ = no_id;
};

/// The text of a row of an array of texts; `row` counts from the array's own beginning.
std::string_view text_at(const ArrowArray& array, char kind, std::int64_t row) {
  const auto between = [&]<class Offset>(Offset) {
    const auto* offsets = static_cast<const Offset*>(array.buffers[1]) + row;
    const auto* bytes = static_cast<const char*>(array.buffers[2]);
    return offsets[0] == offsets[1]
               ? std::string_view()
               : std::string_view(bytes + offsets[0],
                                  static_cast<std::size_t>(offsets[1] - offsets[0]));
  };
  if (kind == 'u') return between(std::int32_t{});
  if (kind == 'U') return between(std::int64_t{});
  // A view: length, then twelve bytes, or four bytes, the number of a buffer and a place in it.
  constexpr std::int64_t view_bytes = 16;
  constexpr std::int32_t inside_most = 12;
  const char* view = static_cast<const char*>(array.buffers[1]) + row * view_bytes;
  std::int32_t part[4];
  std::memcpy(part, view, sizeof(part));
  const auto length = static_cast<std::size_t>(part[0]);
  if (part[0] <= inside_most) return {view + sizeof(std::int32_t), length};
  return {static_cast<const char*>(array.buffers[2 + part[2]]) + part[3], length};
}

/// 'u', 'U', 'v', or 0 where it is no text.
char text_kind(const ArrowSchema& schema) {
  const std::string_view format = schema.format;
  return format == "u" ? 'u' : format == "U" ? 'U' : format == "vu" ? 'v' : '\0';
}

std::int64_t index_at(const Piece& piece, char width, std::int64_t row) {
  const std::int64_t at = piece.at + row;
  switch (width) {
    case 'c':
      return piece.buffer<std::int8_t>(1)[at];
    case 'C':
      return piece.buffer<std::uint8_t>(1)[at];
    case 's':
      return piece.buffer<std::int16_t>(1)[at];
    case 'S':
      return piece.buffer<std::uint16_t>(1)[at];
    case 'i':
      return piece.buffer<std::int32_t>(1)[at];
    case 'I':
      return piece.buffer<std::uint32_t>(1)[at];
    default:
      return piece.buffer<std::int64_t>(1)[at];
  }
}

bool is_null_at(const ArrowArray& array, std::int64_t row) {
  return Piece{&array, nullptr, 0, 0, 0}.is_null(row);
}

/// Calls body(row of the table, text or nothing) for each row.
template <class Body>
void each_text(const core::RunContext& context, const Source& source, std::string_view column,
               std::string_view expected, const Body& body) {
  for (const auto& piece : source.column(column)) {
    const bool coded = piece.schema->dictionary != nullptr;
    const ArrowSchema& schema = coded ? *piece.schema->dictionary : *piece.schema;
    const char kind = text_kind(schema);
    if (kind == '\0') source.refuse(column, expected, *piece.schema);
    for (std::int64_t row = 0; row < piece.rows; ++row) {
      ask_to_go_on(context, static_cast<std::size_t>(row));
      std::optional<std::string_view> text;
      if (!piece.is_null(row)) {
        if (coded) {
          const ArrowArray& entries = *piece.array->dictionary;
          const std::int64_t entry = index_at(piece, piece.schema->format[0], row) + entries.offset;
          if (!is_null_at(entries, entry)) text = text_at(entries, kind, entry);
        } else {
          text = text_at(*piece.array, kind, piece.at + row);
        }
      }
      body(piece.first_row + static_cast<std::size_t>(row), text);
    }
  }
}

bool is_text(const ArrowSchema& schema) {
  return text_kind(schema.dictionary != nullptr ? *schema.dictionary : schema) != '\0';
}

/// A coded piece: every entry of its dictionary is numbered once, when a row first needs it.
template <class Ids>
void number_coded(const core::RunContext& context, const Piece& piece,
                  Numbering<std::string_view>& names, Ids& ids) {
  const ArrowArray& entries = *piece.array->dictionary;
  const char kind = text_kind(*piece.schema->dictionary);
  std::vector<std::uint32_t> of_entry(static_cast<std::size_t>(entries.length), no_id);
  for (std::int64_t row = 0; row < piece.rows; ++row) {
    ask_to_go_on(context, static_cast<std::size_t>(row));
    if (piece.is_null(row)) {
      ids.push_back(names.none());
      continue;
    }
    const std::int64_t entry = index_at(piece, piece.schema->format[0], row);
    std::uint32_t& id = of_entry[static_cast<std::size_t>(entry)];
    if (id == no_id) {
      const std::int64_t place = entry + entries.offset;
      id = is_null_at(entries, place) ? names.none() : names.id_of(text_at(entries, kind, place));
    }
    ids.push_back(id);
  }
}

Ends number_texts(const core::RunContext& context, const Source& source,
                  std::span<const std::string> columns) {
  Ends ends;
  ends.kind = Ends::Kind::text;
  Numbering<std::string_view> names;
  for (const auto& column : columns) {
    Values<std::uint32_t> ids;
    ids.own.reserve(source.rows());
    for (const auto& piece : source.column(column)) {
      if (!is_text(*piece.schema))
        source.refuse(column, "texts as in " + columns[0], *piece.schema);
      if (piece.schema->dictionary != nullptr && piece.rows > 0) {
        number_coded(context, piece, names, ids.own);
        continue;
      }
      const char kind = text_kind(*piece.schema);
      for (std::int64_t row = 0; row < piece.rows; ++row) {
        ask_to_go_on(context, static_cast<std::size_t>(row));
        ids.own.push_back(piece.is_null(row)
                              ? names.none()
                              : names.id_of(text_at(*piece.array, kind, piece.at + row)));
      }
    }
    ids.span = ids.own;
    ends.columns.push_back(std::move(ids));
  }
  if (names.has_none()) ends.none = names.none();
  ends.texts = std::move(names.keys());
  ends.count = static_cast<std::uint32_t>(ends.texts.size());
  return ends;
}

Ends number_numbers(const core::RunContext& context, const Source& source,
                    std::span<const std::string> columns) {
  Ends ends;
  ends.kind = Ends::Kind::number;
  Numbering<std::int64_t> names;
  for (const auto& column : columns) {
    // INT64_MIN stands for null here, and for no end that anybody has.
    const auto values = read_int64(source, column, Nulls::replaced, INT64_MIN);
    Values<std::uint32_t> ids;
    ids.own.reserve(values.span.size());
    for (std::size_t row = 0; row < values.span.size(); ++row) {
      ask_to_go_on(context, row);
      const std::int64_t value = values.span[row];
      ids.own.push_back(value == INT64_MIN ? names.none() : names.id_of(value));
    }
    ids.span = ids.own;
    ends.columns.push_back(std::move(ids));
  }
  if (names.has_none()) ends.none = names.none();
  ends.numbers = std::move(names.keys());
  ends.count = static_cast<std::uint32_t>(ends.numbers.size());
  return ends;
}

/// Columns that are ids already: 32 bits, one batch, no nulls, none much beyond the number of rows.
std::optional<Ends> take_ids(const Source& source, std::span<const std::string> columns) {
  Ends ends;
  std::uint32_t most = 0;
  for (const auto& column : columns) {
    const auto pieces = source.column(column);
    const std::string_view format = pieces[0].schema->format;
    if ((format != "I" && format != "i") || pieces.size() != 1 || pieces[0].array == nullptr ||
        pieces[0].schema->dictionary != nullptr)
      return std::nullopt;
    for (std::int64_t row = 0; pieces[0].valid() != nullptr && row < pieces[0].rows; ++row) {
      if (pieces[0].is_null(row)) return std::nullopt;
    }
    Values<std::uint32_t> ids;
    ids.span = {pieces[0].buffer<std::uint32_t>(1) + pieces[0].at,
                static_cast<std::size_t>(pieces[0].rows)};
    for (const auto id : ids.span) most = std::max(most, id);
    ends.columns.push_back(std::move(ids));
  }
  constexpr std::size_t sparse_most =
      4;  // ids a row: beyond it, counters of ids cost more than names
  constexpr std::size_t few = 1024;
  if (most >= source.rows() * sparse_most + few) return std::nullopt;
  ends.count = source.rows() == 0 ? 0 : most + 1;
  return ends;
}

}  // namespace

Ends read_ends(const core::RunContext& context, const Source& source,
               std::span<const std::string> columns) {
  if (auto ready = take_ids(source, columns)) return std::move(*ready);
  const auto first = source.column(columns[0]);
  if (is_text(*first[0].schema)) return number_texts(context, source, columns);
  const std::string_view format = first[0].schema->format;
  if (format.size() != 1 || std::string_view("cCsSiIlL").find(format) == std::string_view::npos)
    source.refuse(columns[0], ends_expected, *first[0].schema);
  return number_numbers(context, source, columns);
}

std::vector<std::optional<std::string_view>> read_texts(const core::RunContext& context,
                                                        const Source& source,
                                                        std::string_view column) {
  std::vector<std::optional<std::string_view>> texts;
  texts.reserve(source.rows());
  each_text(context, source, column, "texts",
            [&](std::size_t, const auto& text) { texts.push_back(text); });
  return texts;
}

std::optional<std::size_t> find_other_text(const core::RunContext& context, const Source& source,
                                           std::string_view column) {
  std::optional<std::size_t> other;
  std::optional<std::string_view> first;
  each_text(context, source, column, "texts", [&](std::size_t row, const auto& text) {
    if (row == 0) first = text;
    if (!other && text != first) other = row;
  });
  return other;
}

}  // namespace cuibono::python
