#include "evidence/events_tables.h"

#include <algorithm>
#include <array>

#include "evidence/text_order.h"

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

/// Visits what stands between line breaks.
template <class Visit>
void each_part(std::string_view value, const Visit& visit) {
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find('\n', begin), value.size());
    visit(value.substr(begin, end - begin));
    begin = end + 1;
  }
}

template <class Id>
Id find_in(const std::vector<std::string>& sorted, std::string_view text, Id absent) {
  const auto found = std::lower_bound(sorted.begin(), sorted.end(), text);
  if (found == sorted.end() || *found != text) return absent;
  return Id::of(found - sorted.begin());
}

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

core::Status Tables::collect(const core::RunContext& context, const Extra& extra) {
  constexpr std::size_t halves = 2;
  return core::parallel_blocks(context, halves, 1, [&](const core::Block& half) -> core::Status {
    if (half.begin == 1) {
      collect_texts(extra.texts);
      collect_cells();
    } else {
      collect_selectors(extra);
    }
    return {};
  });
}

void Tables::collect_selectors(const Extra& extra) {
  std::vector<std::string_view> parts;
  std::vector<Validity> validity;
  for (const ItemView& view : views_) {
    for (const BatchColumn& column : view.batch->columns) {
      if (!is_selector_column(column)) continue;
      SelectorPlaces& places = selectors_of_[&column];
      places.first = parts.size();
      places.begin.reserve(column.values.size() + 1);
      const std::vector<bool> used = used_codes(view, column);
      for (std::size_t code = 0; code < used.size(); ++code) {
        places.begin.push_back(static_cast<std::uint32_t>(parts.size() - places.first));
        if (!used[code]) continue;
        each_part(column.values[code], [&](std::string_view part) {
          if (part.empty()) return;
          parts.push_back(part);
          validity.push_back(column.validity.empty() ? Validity::plausible : column.validity[code]);
        });
      }
      places.begin.push_back(static_cast<std::uint32_t>(parts.size() - places.first));
    }
  }
  parts.insert(parts.end(), extra.names.begin(), extra.names.end());
  validity.resize(parts.size(), Validity::plausible);
  for (const NormalForm& form : extra.mentioned) {
    parts.push_back(form.text);
    validity.push_back(form.validity);
  }
  selector_ids_.resize(parts.size());
  for (const auto at : order_texts(parts)) {
    if (selector_texts_.empty() || selector_texts_.back() != parts[at]) {
      kinds_.push_back(kind_of(parts[at]));
      validity_.push_back(validity[at]);
      selector_texts_.emplace_back(parts[at]);
    }
    validity_.back() = std::min(validity_.back(), validity[at]);  // the better validity counts
    selector_ids_[at] = SelectorId::of(selector_texts_.size() - 1);
  }
}

void Tables::collect_texts(std::span<const std::string_view> extra) {
  std::vector<std::string_view> values, parts;
  for (const ItemView& view : views_) {
    for (const BatchColumn& column : view.batch->columns) {
      if (column.values.empty() || is_selector_column(column) || is_cell_field(column.field))
        continue;
      texts_of_[&column] = values.size();
      const std::vector<bool> used = used_codes(view, column);
      for (std::size_t code = 0; code < used.size(); ++code) {
        const std::string_view value = column.values[code];
        values.push_back(used[code] ? value : std::string_view());
        const bool is_list = column.field != Field::text && value.find('\n') != value.npos;
        if (used[code] && is_list)
          each_part(value, [&](std::string_view part) { parts.push_back(part); });
      }
    }
  }
  values.emplace_back();  // TextId 0
  values.insert(values.end(), parts.begin(), parts.end());
  values.insert(values.end(), extra.begin(), extra.end());
  text_ids_.resize(values.size());
  for (const auto at : order_texts(values)) {
    if (texts_.empty() || texts_.back() != values[at]) texts_.emplace_back(values[at]);
    text_ids_[at] = TextId::of(texts_.size() - 1);
  }
}

void Tables::collect_cells() {
  cells_.assign(1, std::string());
  for (const ItemView& view : views_) {
    for (const BatchColumn& column : view.batch->columns) {
      if (column.values.empty() || is_selector_column(column) || !is_cell_field(column.field))
        continue;
      const std::vector<bool> used = used_codes(view, column);
      for (std::size_t code = 0; code < used.size(); ++code)
        if (used[code]) cells_.push_back(view.source_system + ":" + column.values[code]);
    }
  }
  std::sort(cells_.begin(), cells_.end());
  cells_.erase(std::unique(cells_.begin(), cells_.end()), cells_.end());
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
  const SelectorPlaces& places = selectors_of_.at(column);
  reader.column_ = column;
  reader.begin_ = places.begin;
  reader.ids_ = std::span(selector_ids_).subspan(places.first, places.begin.back());
  return reader;
}

TextColumn Tables::texts(const ItemView& view, Field field) const {
  TextColumn reader;
  const BatchColumn* column = view.batch->find(field);
  if (column == nullptr || column->codes.empty()) return reader;
  reader.column_ = column;
  if (const auto place = texts_of_.find(column); place != texts_of_.end())
    reader.ids_ = std::span(text_ids_).subspan(place->second, column->values.size());
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
