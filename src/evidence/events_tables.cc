#include "evidence/events_tables.h"

#include <algorithm>
#include <array>

namespace cuibono::evidence {
namespace {

bool is_selector_column(const BatchColumn& column) {
  return !column.values.empty() && column.kinds.size() == column.values.size();
}

bool is_cell_field(Field field) {
  return field == Field::caller_cell || field == Field::callee_cell;
}

/// Which dictionary codes living records use.
std::vector<bool> used_codes(const ItemView& view, const BatchColumn& column) {
  std::vector<bool> used(column.values.size(), false);
  for (const auto row : view.alive) {
    if (column.codes[row] != no_value) used[column.codes[row]] = true;
  }
  return used;
}

void sort_distinct(std::vector<std::string>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

template <class Id>
Id find_in(const std::vector<std::string>& sorted, std::string_view text, Id absent) {
  const auto found = std::lower_bound(sorted.begin(), sorted.end(), text);
  if (found == sorted.end() || *found != text) return absent;
  return Id::of(found - sorted.begin());
}

struct Entry {
  std::string text;
  Validity validity = Validity::plausible;
};

}  // namespace

SelectorKind kind_of(std::string_view text) noexcept {
  struct Scheme {
    std::string_view name;
    SelectorKind kind;
  };
  constexpr std::array<Scheme, 12> schemes = {{{"tel", SelectorKind::tel},
                                               {"iban", SelectorKind::iban},
                                               {"acct", SelectorKind::acct},
                                               {"card", SelectorKind::card},
                                               {"btc", SelectorKind::btc},
                                               {"eth", SelectorKind::eth},
                                               {"imei", SelectorKind::imei},
                                               {"imsi", SelectorKind::imsi},
                                               {"mailto", SelectorKind::mailto},
                                               {"dns", SelectorKind::dns},
                                               {"doc", SelectorKind::doc},
                                               {"local", SelectorKind::local}}};
  const std::string_view scheme = text.substr(0, text.find(':'));
  for (const auto& known : schemes) {
    if (known.name == scheme) return known.kind;
  }
  return SelectorKind::chain;
}

std::string Tables::local_name(const ItemView& view, std::string_view what, std::string_view id) {
  return local_selector(what, id, {"", view.source_system, false}).text;
}

core::Status Tables::collect(const core::RunContext& context, std::vector<std::string> extra) {
  std::vector<Entry> entries;
  texts_.assign(1, std::string());
  cells_.assign(1, std::string());
  for (const ItemView& view : views_) {
    for (const BatchColumn& column : view.batch->columns) {
      if (column.values.empty()) continue;
      const std::vector<bool> used = used_codes(view, column);
      for (std::size_t code = 0; code < used.size(); ++code) {
        if (!used[code]) continue;
        const std::string& value = column.values[code];
        if (is_selector_column(column)) {
          const Validity validity =
              code < column.validity.size() ? column.validity[code] : Validity::plausible;
          for (const auto part : core::split(value, '\n')) {
            if (!part.empty()) entries.push_back({std::string(part), validity});
          }
        } else if (is_cell_field(column.field)) {
          cells_.push_back(view.source_system + ":" + value);
        } else {
          if (value.find('\n') != std::string::npos)
            for (const auto part : core::split(value, '\n')) texts_.emplace_back(part);
          texts_.push_back(value);
        }
      }
    }
  }
  for (auto& name : extra) entries.push_back({std::move(name), Validity::plausible});
  constexpr std::size_t halves = 2;
  return core::parallel_blocks(context, halves, 1, [&](const core::Block& half) -> core::Status {
    if (half.begin == 1) {
      sort_distinct(texts_);
      sort_distinct(cells_);
      return {};
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return a.text != b.text ? a.text < b.text
                              : a.validity < b.validity;  // the better validity counts
    });
    for (auto& entry : entries) {
      if (!selector_texts_.empty() && selector_texts_.back() == entry.text) continue;
      kinds_.push_back(kind_of(entry.text));
      validity_.push_back(entry.validity);
      selector_texts_.push_back(std::move(entry.text));
    }
    return {};
  });
}

void Tables::move_into(Evidence& evidence) {
  evidence.selectors =
      SelectorTable(std::move(selector_texts_), std::move(kinds_), std::move(validity_));
  evidence.texts = std::move(texts_);
  evidence.cells = std::move(cells_);
}

SelectorId Tables::selector(std::string_view text) const {
  return find_in(selector_texts_, text, no_selector);
}

TextId Tables::text(std::string_view text) const { return find_in(texts_, text, TextId{}); }

SelectorColumn Tables::selectors(const ItemView& view, Field field) const {
  SelectorColumn reader;
  const BatchColumn* column = view.batch->find(field);
  if (column == nullptr || !is_selector_column(*column)) return reader;
  reader.column_ = column;
  reader.begin_.push_back(0);
  const auto add = [&](std::string_view part) {
    const SelectorId id = selector(part);
    if (id != no_selector) reader.ids_.push_back(id);
  };
  for (const auto& value : column->values) {
    if (value.find('\n') == std::string::npos) {
      add(value);
    } else {
      for (const auto part : core::split(value, '\n')) add(part);
    }
    reader.begin_.push_back(static_cast<std::uint32_t>(reader.ids_.size()));
  }
  return reader;
}

TextColumn Tables::texts(const ItemView& view, Field field) const {
  TextColumn reader;
  const BatchColumn* column = view.batch->find(field);
  if (column == nullptr || column->codes.empty()) return reader;
  reader.column_ = column;
  for (const auto& value : column->values) reader.ids_.push_back(text(value));
  return reader;
}

NumberColumn Tables::numbers(const ItemView& view, Field field) {
  NumberColumn reader;
  reader.column_ = view.batch->find(field);
  return reader;
}

std::vector<CellId> Tables::cells(const ItemView& view, Field field) const {
  std::vector<CellId> ids;
  const BatchColumn* column = view.batch->find(field);
  if (column == nullptr) return ids;
  for (const auto& value : column->values) {
    ids.push_back(find_in(cells_, view.source_system + ":" + value, CellId{}));
  }
  return ids;
}

}  // namespace cuibono::evidence
