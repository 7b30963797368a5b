// Every record of files that may overlap becomes one number of 64 bits; what shares it is compared field by field.
#include "evidence/same_records.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "evidence/events_tables.h"

namespace cuibono::evidence {
namespace {

/// The columns of an item in the order of their fields, and the hash of each distinct value.
struct Sheet {
  const ItemView* view = nullptr;
  std::vector<const BatchColumn*> columns;
  std::vector<std::vector<std::uint64_t>> hashes;  ///< [columns][values]
};

/// A value without the name of its file, where the file has no other name.
std::string_view plain_value(const ItemView& view, std::string_view value) {
  constexpr std::string_view local = "local:";
  if (!view.item->source.empty() || !value.starts_with(local)) return value;
  std::string_view rest = value.substr(local.size());
  if (!rest.starts_with(view.source_system)) return value;
  return rest.substr(view.source_system.size());
}

std::vector<const BatchColumn*> columns_of(const ItemView& view) {
  std::vector<const BatchColumn*> columns;
  for (const auto& column : view.batch->columns) columns.push_back(&column);
  std::sort(columns.begin(), columns.end(),
            [](const auto* a, const auto* b) { return a->field < b->field; });
  return columns;
}

bool is_numbers(const BatchColumn& column) { return !column.numbers.empty(); }

Sheet make_sheet(const ItemView& view) {
  Sheet sheet{&view, columns_of(view), {}};
  for (const auto* column : sheet.columns) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(column->values.size());
    for (const auto& value : column->values)
      hashes.push_back(core::hash64(plain_value(view, value)));
    sheet.hashes.push_back(std::move(hashes));
  }
  return sheet;
}

std::uint64_t hash_row(const Sheet& sheet, std::uint32_t row) {
  std::uint64_t hash = 0;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    const BatchColumn& column = *sheet.columns[c];
    std::uint64_t value = 0;
    if (is_numbers(column))
      value = static_cast<std::uint64_t>(column.numbers[row]);
    else if (column.codes[row] != no_value)
      value = sheet.hashes[c][column.codes[row]];
    hash = core::mix64(hash ^ (value + c));
  }
  return hash;
}

bool is_same(const Sheet& a, std::uint32_t row_a, const Sheet& b, std::uint32_t row_b) {
  for (std::size_t c = 0; c < a.columns.size(); ++c) {
    const BatchColumn &x = *a.columns[c], &y = *b.columns[c];
    if (is_numbers(x) != is_numbers(y)) return false;
    if (is_numbers(x)) {
      if (x.numbers[row_a] != y.numbers[row_b]) return false;
      const bool is_stated = x.numbers[row_a] != no_number;
      if (is_stated && !x.precision.empty() && !y.precision.empty() &&
          x.precision[row_a] != y.precision[row_b])
        return false;
      if (is_stated && !x.assets.empty() && !y.assets.empty() && x.assets[row_a] != y.assets[row_b])
        return false;
      continue;
    }
    const std::uint32_t code_x = x.codes[row_a], code_y = y.codes[row_b];
    if ((code_x == no_value) != (code_y == no_value)) return false;
    if (code_x != no_value &&
        plain_value(*a.view, x.values[code_x]) != plain_value(*b.view, y.values[code_y]))
      return false;
  }
  return true;
}

/// A record of a group of files that may overlap.
struct Place {
  std::uint32_t sheet = 0, row = 0;
};

using Found = std::map<std::pair<std::uint32_t, std::uint32_t>, SameRecords>;

/// One to one between the first file that has the record and each other.
void link(const std::vector<Sheet>& sheets, std::span<const Place> equal, Found& found) {
  std::vector<std::span<const Place>> files;
  for (std::size_t begin = 0, end = 0; begin < equal.size(); begin = end) {
    while (end < equal.size() && equal[end].sheet == equal[begin].sheet) ++end;
    files.push_back(equal.subspan(begin, end - begin));
  }
  const auto ref = [&](const Place& place) { return sheets[place.sheet].view->ref(place.row); };
  for (std::size_t f = 1; f < files.size(); ++f) {
    const std::size_t count = std::min(files[0].size(), files[f].size());
    const std::uint32_t item = sheets[files[0][0].sheet].view->rank,
                        other = sheets[files[f][0].sheet].view->rank;
    SameRecords& same = found[{item, other}];
    same.item = item;
    same.other = other;
    same.count += count;
    for (std::size_t i = 0; i < count; ++i)
      same.pairs.push_back({ref(files[0][i]), ref(files[f][i])});
  }
}

/// Records whose hashes are equal, apart by what they say.
void link_equal(const std::vector<Sheet>& sheets, std::vector<Place> left, Found& found) {
  while (left.size() > 1) {
    std::vector<Place> equal, rest;
    for (const Place& place : left) {
      const bool same = is_same(sheets[left[0].sheet], left[0].row, sheets[place.sheet], place.row);
      (same ? equal : rest).push_back(place);
    }
    link(sheets, equal, found);
    left = std::move(rest);
  }
}

/// Whether each record has a time, so that files of different days share none.
bool has_all_times(const ItemView& view) {
  for (const Field field : {Field::time, Field::date}) {
    const BatchColumn* times = view.batch->find(field);
    if (times == nullptr) continue;
    return std::find(times->numbers.begin(), times->numbers.end(), no_number) ==
           times->numbers.end();
  }
  return false;
}

bool overlap(const ItemView& a, const ItemView& b) {
  if (!has_all_times(a) || !has_all_times(b)) return true;
  const ItemAccount &x = a.batch->account, &y = b.batch->account;
  if (!x.first_us || !y.first_us || !x.last_us || !y.last_us) return true;
  return *x.first_us <= *y.last_us && *y.first_us <= *x.last_us;
}

void find_in_group(std::span<const ItemView* const> group, Found& found) {
  std::vector<Sheet> sheets;
  for (const ItemView* view : group) {
    const bool meets = std::any_of(group.begin(), group.end(), [&](const ItemView* other) {
      return other != view && overlap(*view, *other);
    });
    if (meets) sheets.push_back(make_sheet(*view));
  }
  std::vector<std::uint64_t> hashes;
  std::vector<Place> places;
  for (std::uint32_t s = 0; s < sheets.size(); ++s) {
    for (const std::uint32_t row : sheets[s].view->alive) {
      hashes.push_back(hash_row(sheets[s], row));
      places.push_back({s, row});
    }
  }
  const auto order = core::order_by_keys(hashes);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    bool is_one_file = true;
    for (end = begin; end < order.size() && hashes[order[end]] == hashes[order[begin]]; ++end)
      is_one_file = is_one_file && places[order[end]].sheet == places[order[begin]].sheet;
    if (is_one_file) continue;
    std::vector<Place> same;
    for (std::size_t i = begin; i < end; ++i) same.push_back(places[order[i]]);
    link_equal(sheets, std::move(same), found);
  }
}

}  // namespace

std::vector<SameRecords> find_same_records(std::span<const ItemView> views) {
  std::map<std::pair<ItemKind, std::vector<Field>>, std::vector<const ItemView*>> groups;
  for (const ItemView& view : views) {
    if (view.alive.empty() || view.batch->kind == ItemKind::other) continue;
    std::vector<Field> fields;
    for (const auto* column : columns_of(view)) fields.push_back(column->field);
    groups[{view.batch->kind, std::move(fields)}].push_back(&view);
  }
  Found found;
  for (const auto& [key, group] : groups)
    if (group.size() > 1) find_in_group(group, found);
  std::vector<SameRecords> out;
  for (auto& [items, same] : found) {
    std::sort(same.pairs.begin(), same.pairs.end(), [](const SamePair& a, const SamePair& b) {
      return std::tie(a.record, a.other) < std::tie(b.record, b.other);
    });
    if (same.pairs.size() > places_kept) same.pairs.resize(places_kept);
    out.push_back(std::move(same));
  }
  return out;
}

}  // namespace cuibono::evidence
