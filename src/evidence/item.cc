#include "evidence/item.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace cuibono::evidence {
namespace {

constexpr std::array<std::string_view, item_kinds> kind_names{
    "calls",     "transfers", "chain", "reports",  "subscribers", "persons", "companies",
    "watchlist", "tags",      "ties",  "document", "archive",     "other"};

}  // namespace

std::string_view item_kind_name(ItemKind kind) noexcept {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<ItemKind> find_item_kind(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kind_names.size(); ++i)
    if (kind_names[i] == name) return static_cast<ItemKind>(i);
  return std::nullopt;
}

core::Sha256 table_hash(const core::Sha256& parent, std::string_view table) {
  core::Sha256Stream stream;
  stream.update_field("table");
  stream.update_field(parent.hex());
  stream.update_field(table);
  return stream.finish();
}

const core::Sha256& file_hash(const Item& item) noexcept {
  return item.is_table && item.parent ? *item.parent : item.sha256;
}

std::vector<Item> rank_items(std::vector<Item> items) {
  // Of items with the same bytes the one with the smallest statements stays: no order of adding
  // can decide it.
  const auto key = [](const Item& item) {
    return std::tie(item.sha256, item.source, item.jurisdiction, item.received_us,
                    item.received_precision, item.handling, item.custodian, item.reliability,
                    item.credibility, item.legal_basis, item.kind, item.parent, item.name,
                    item.path, item.label);
  };
  std::sort(items.begin(), items.end(),
            [&](const Item& a, const Item& b) { return key(a) < key(b); });
  const auto end = std::unique(items.begin(), items.end(),
                               [](const Item& a, const Item& b) { return a.sha256 == b.sha256; });
  items.erase(end, items.end());
  // By words, not by hash: a blank line at the end of a file leaves the order as it was.
  const auto words = [](const Item& item) {
    return std::tie(item.source, item.name, item.jurisdiction, item.custodian, item.sha256);
  };
  std::sort(items.begin(), items.end(),
            [&](const Item& a, const Item& b) { return words(a) < words(b); });
  return items;
}

}  // namespace cuibono::evidence
