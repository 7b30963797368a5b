#include "evidence/mask.h"

#include <algorithm>

#include "core/core.h"

namespace cuibono::evidence {

void OrdinalSet::insert(std::uint64_t ordinal) {
  const auto word = static_cast<std::size_t>(ordinal / 64);
  if (word >= words_.size()) words_.resize(word + 1, 0);
  words_[word] |= 1ULL << (ordinal % 64);
}

bool OrdinalSet::contains(std::uint64_t ordinal) const noexcept {
  const auto word = static_cast<std::size_t>(ordinal / 64);
  return word < words_.size() && ((words_[word] >> (ordinal % 64)) & 1U) != 0;
}

// Words are only ever made to hold a bit, so that equal sets are equal vectors.
bool OrdinalSet::empty() const noexcept { return words_.empty(); }

void OrdinalSet::insert_all(const OrdinalSet& other) {
  if (other.words_.size() > words_.size()) words_.resize(other.words_.size(), 0);
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
}

Mask Mask::all(std::size_t items) {
  Mask mask;
  mask.item_in_.assign(items, true);
  return mask;
}

Mask Mask::none(std::size_t items) {
  Mask mask;
  mask.item_in_.assign(items, false);
  return mask;
}

void Mask::exclude_item(std::uint32_t item_rank) {
  CB_ASSERT(item_rank < item_in_.size());
  item_in_[item_rank] = false;
  excluded_.erase(item_rank);
}

void Mask::exclude(RecordRef record) {
  CB_ASSERT(record.item_rank() < item_in_.size());
  if (item_in_[record.item_rank()]) excluded_[record.item_rank()].insert(record.ordinal());
}

void Mask::intersect(const Mask& other) {
  CB_ASSERT(items() == other.items());
  for (std::size_t i = 0; i < item_in_.size(); ++i)
    if (!other.item_in_[i]) exclude_item(static_cast<std::uint32_t>(i));
  for (const auto& [item, ordinals] : other.excluded_)
    if (item_in_[item]) excluded_[item].insert_all(ordinals);
}

bool Mask::contains_item(std::uint32_t item_rank) const noexcept {
  return item_rank < item_in_.size() && item_in_[item_rank];
}

bool Mask::contains(RecordRef record) const noexcept {
  if (!contains_item(record.item_rank())) return false;
  if (excluded_.empty()) return true;
  const auto found = excluded_.find(record.item_rank());
  return found == excluded_.end() || !found->second.contains(record.ordinal());
}

bool Mask::is_all() const noexcept {
  return excluded_.empty() && std::find(item_in_.begin(), item_in_.end(), false) == item_in_.end();
}

bool MaskRequest::empty() const noexcept {
  return !as_of_us && jurisdictions.empty() && without_items.empty() && without_sources.empty() &&
         handling_allowed.empty() && without_records.empty();
}

namespace {

core::Error not_in_case(std::string_view what, const std::string& asked,
                        const std::vector<std::string>& known) {
  core::Error error{core::ErrorCode::usage,
                    "The case holds no " + std::string(what) + " \"" + asked + "\"", asked, ""};
  if (const auto nearest = core::find_nearest(asked, known)) {
    error.help = "Did you mean \"" + *nearest + "\"?";
  } else {
    error.help = known.empty() ? "No item states one" : "Known: " + core::join(known, ", ");
  }
  return error;
}

bool equals_nocase(std::string_view a, std::string_view b) {
  return core::ascii_lower(a) == core::ascii_lower(b);
}

bool is_one_of(const std::vector<std::string>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& known) { return equals_nocase(known, word); });
}

std::vector<std::string> stated(std::span<const Item> items, std::string Item::* field) {
  std::vector<std::string> words;
  for (const Item& item : items)
    if (!(item.*field).empty()) words.push_back(item.*field);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::optional<std::uint32_t> find_item(std::span<const Item> items, std::string_view name) {
  for (std::size_t i = 0; i < items.size(); ++i)
    if (equals_nocase(items[i].label, name) || items[i].sha256.hex() == core::ascii_lower(name))
      return static_cast<std::uint32_t>(i);
  return std::nullopt;
}

core::Result<RecordRef> find_record(std::span<const Item> items, const std::string& name) {
  const std::size_t mark = name.find('#');
  const auto ordinal = mark == std::string::npos
                           ? std::nullopt
                           : core::parse_uint64(std::string_view(name).substr(mark + 1));
  if (!ordinal || *ordinal == 0)
    return core::Error{core::ErrorCode::usage, "\"" + name + "\" does not name a record", name,
                       "Write the item, a #, and the row, like E0003#17"};
  const auto item = find_item(items, std::string_view(name).substr(0, mark));
  if (!item) return not_in_case("item", name.substr(0, mark), stated(items, &Item::label));
  if (*ordinal > items[*item].bytes)  // a row takes a byte at least
    return core::Error{core::ErrorCode::usage, "The item has no row " + std::to_string(*ordinal),
                       name, "Rows are counted from 1 and a header is a row"};
  return RecordRef(*item, *ordinal);
}

core::Status check_known(std::span<const Item> items, const MaskRequest& request) {
  const auto sources = stated(items, &Item::source);
  for (const std::string& source : request.without_sources)
    if (!is_one_of(sources, source)) return not_in_case("source", source, sources);
  const auto jurisdictions = stated(items, &Item::jurisdiction);
  for (const std::string& place : request.jurisdictions)
    if (!is_one_of(jurisdictions, place)) return not_in_case("jurisdiction", place, jurisdictions);
  return {};
}

/// Whether an item stays; a note where what decides it is not stated.
bool keeps(const Item& item, const MaskRequest& request, std::vector<core::Problem>& notes) {
  const auto note = [&](std::string_view kind, std::string_view text) {
    notes.push_back({std::string(kind), item.label, std::string(text)});
    return false;
  };
  if (request.as_of_us && item.received_us && *item.received_us > *request.as_of_us) return false;
  const bool is_elsewhere = !request.jurisdictions.empty() && !item.jurisdiction.empty() &&
                            !is_one_of(request.jurisdictions, item.jurisdiction);
  if (is_elsewhere) return false;
  if (!item.source.empty() && is_one_of(request.without_sources, item.source)) return false;
  const bool is_closed = !request.handling_allowed.empty() && !item.handling.empty() &&
                         !is_one_of(request.handling_allowed, item.handling);
  if (is_closed) return false;
  if (request.as_of_us && !item.received_us)
    return note("received_not_stated",
                "Left out: when the item was received is not stated, so that it cannot be said to "
                "have been there by the date asked for");
  if (!request.jurisdictions.empty() && item.jurisdiction.empty())
    return note("jurisdiction_not_stated", "Left out: the jurisdiction of the item is not stated");
  return true;
}

}  // namespace

core::Result<MaskRequest> parse_mask(const MaskWords& words) {
  MaskRequest mask;
  if (!words.as_of.empty()) {
    const auto date = core::parse_rfc3339(words.as_of);
    if (!date) {
      return core::Error{core::ErrorCode::usage, "\"" + words.as_of + "\" is not a date", "as-of",
                         "write 2025-05-04 or 2025-05-04T12:00:00Z"};
    }
    // A bare date means the whole of that day.
    mask.as_of_us = date->precision == core::Precision::day ? date->time_us + core::us_per_day - 1
                                                            : date->time_us;
  }
  mask.jurisdictions = words.only_jurisdiction;
  mask.without_sources = words.without_source;
  mask.handling_allowed = words.handling;
  for (const auto& what : words.without) {
    (what.find('#') == std::string::npos ? mask.without_items : mask.without_records)
        .push_back(what);
  }
  return mask;
}

core::Result<MaskPlan> plan_mask(std::span<const Item> ranked_items, const MaskRequest& request) {
  CB_TRY_STATUS(check_known(ranked_items, request));
  MaskPlan plan{Mask::all(ranked_items.size()), {}};
  for (const std::string& name : request.without_items) {
    const auto item = find_item(ranked_items, name);
    if (!item) return not_in_case("item", name, stated(ranked_items, &Item::label));
    plan.mask.exclude_item(*item);
  }
  for (std::size_t i = 0; i < ranked_items.size(); ++i) {
    const auto rank = static_cast<std::uint32_t>(i);
    const bool is_in = plan.mask.contains_item(rank);
    if (is_in && !keeps(ranked_items[i], request, plan.notes)) plan.mask.exclude_item(rank);
  }
  for (const std::string& name : request.without_records) {
    CB_TRY(const RecordRef record, find_record(ranked_items, name));
    plan.mask.exclude(record);
  }
  std::sort(plan.notes.begin(), plan.notes.end());
  return plan;
}

}  // namespace cuibono::evidence
