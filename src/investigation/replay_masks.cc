// Families of masks.
#include "investigation/replay_masks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>

namespace cuibono::investigation {
namespace {

using evidence::Item;
using evidence::MaskRequest;

constexpr std::array<std::string_view, 6> names = {"bootstrap", "without-source", "jurisdictions",
                                                   "as-of",     "handling",       "identity"};
constexpr std::size_t coalitions_of_all_most = 8;

/// Codes from the widest circle to the narrowest, where a scheme has such an order.
const std::vector<std::vector<std::string>>& ordered_codes() {
  static const std::vector<std::vector<std::string>> schemes = {
      {"TLP:CLEAR", "TLP:WHITE", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"},
      {"P", "C"}};
  return schemes;
}

/// Codes of the case that who may see `code` may see.
std::vector<std::string> codes_up_to(const std::string& code, const std::set<std::string>& codes) {
  for (const auto& scheme : ordered_codes()) {
    const auto last = std::find(scheme.begin(), scheme.end(), code);
    if (last == scheme.end()) continue;
    std::vector<std::string> allowed;
    for (auto it = scheme.begin(); it != last + 1; ++it) {
      if (codes.contains(*it)) allowed.push_back(*it);
    }
    return allowed;
  }
  return {code};
}

std::vector<ReplayMask> without_each_source(std::span<const Item> items, const MaskRequest& base) {
  std::set<std::string> sources;
  std::vector<ReplayMask> masks;
  for (const auto& item : items) {
    MaskRequest request = base;
    if (item.source.empty()) {
      request.without_items.push_back(item.sha256.hex());
      masks.push_back({"without " + item.label, request});
    } else if (sources.insert(item.source).second) {
      request.without_sources.push_back(item.source);
      masks.push_back({"without source " + item.source, request});
    }
  }
  std::sort(masks.begin(), masks.end(),
            [](const auto& a, const auto& b) { return a.words < b.words; });
  return masks;
}

ReplayMask coalition_mask(const std::vector<std::string>& places, std::uint64_t coalition,
                          const MaskRequest& base) {
  ReplayMask mask{"", base, coalition};
  mask.request.jurisdictions.clear();
  for (std::size_t i = 0; i < places.size(); ++i) {
    if ((coalition >> i & 1U) != 0) mask.request.jurisdictions.push_back(places[i]);
  }
  mask.words = "only " + core::join(mask.request.jurisdictions, ", ");
  return mask;
}

std::vector<ReplayMask> coalitions(std::span<const Item> items, const MaskRequest& base) {
  const auto places = jurisdictions_of(items);
  constexpr std::size_t bits = 63;
  if (places.empty() || places.size() > bits) return {};
  const std::uint64_t all = (std::uint64_t{1} << places.size()) - 1;
  std::vector<std::uint64_t> chosen;
  if (places.size() <= coalitions_of_all_most) {
    for (std::uint64_t coalition = 1; coalition <= all; ++coalition) chosen.push_back(coalition);
  } else {
    for (std::size_t i = 0; i < places.size(); ++i) {
      chosen.push_back(std::uint64_t{1} << i);
      chosen.push_back(all ^ (std::uint64_t{1} << i));
    }
    chosen.push_back(all);
  }
  std::sort(chosen.begin(), chosen.end(), [](std::uint64_t a, std::uint64_t b) {
    const int left = std::popcount(a), right = std::popcount(b);
    return left != right ? left < right : a < b;
  });
  std::vector<ReplayMask> masks;
  for (const std::uint64_t coalition : chosen)
    masks.push_back(coalition_mask(places, coalition, base));
  return masks;
}

std::vector<ReplayMask> by_each_day(std::span<const Item> items, const MaskRequest& base) {
  std::set<std::int64_t> days;
  for (const auto& item : items) {
    if (item.received_us) days.insert(*item.received_us);
  }
  std::vector<ReplayMask> masks;
  for (const std::int64_t day : days) {
    MaskRequest request = base;
    request.as_of_us = base.as_of_us ? std::min(*base.as_of_us, day) : day;
    masks.push_back({"received by " + core::format_rfc3339(day), request});
  }
  return masks;
}

std::vector<ReplayMask> up_to_each_code(std::span<const Item> items, const MaskRequest& base) {
  std::set<std::string> codes;
  for (const auto& item : items) {
    if (!item.handling.empty()) codes.insert(item.handling);
  }
  std::vector<ReplayMask> masks;
  for (const auto& code : codes) {
    MaskRequest request = base;
    request.handling_allowed = codes_up_to(code, codes);
    masks.push_back({"handling " + core::join(request.handling_allowed, ", "), request});
  }
  return masks;
}

/// The two thresholds beside that of the run, and clusterings between the first and the run's.
std::vector<ReplayMask> by_rule_of_joining(const MaskRequest& base) {
  using entities::Joining;
  std::vector<ReplayMask> masks(2 + clusterings_drawn);
  masks[0].words = "joined by documents, e-mails and sources' own ids alone";
  masks[0].joining.joining = Joining::sure_ids;
  masks[1].words = "joined by any shared selector, whatever the names";
  masks[1].joining.joining = Joining::any_shared;
  for (std::uint64_t draw = 0; draw < clusterings_drawn; ++draw) {
    masks[2 + draw].words = "clustering drawn, " + std::to_string(draw + 1);
    masks[2 + draw].joining = {Joining::drawn, 0, draw};
  }
  for (auto& mask : masks) mask.request = base;
  return masks;
}

}  // namespace

std::string_view family_name(Family family) noexcept {
  return names[static_cast<std::size_t>(family)];
}

core::Result<Family> parse_family(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<Family>(found - names.begin());
  return core::Error{core::ErrorCode::usage,
                     "there is no family of replays \"" + std::string(name) + "\"", "replay",
                     "bootstrap, without-source, jurisdictions, as-of, handling or identity"};
}

std::vector<std::string> jurisdictions_of(std::span<const Item> items) {
  std::set<std::string> places;
  for (const auto& item : items) {
    if (!item.jurisdiction.empty()) places.insert(item.jurisdiction);
  }
  return {places.begin(), places.end()};
}

std::vector<ReplayMask> masks_of(Family family, std::span<const Item> items,
                                 const MaskRequest& base) {
  std::vector<ReplayMask> masks;
  switch (family) {
    case Family::bootstrap:
      return {};
    case Family::without_source:
      masks = without_each_source(items, base);
      break;
    case Family::jurisdictions:
      return coalitions(items, base);
    case Family::as_of:
      masks = by_each_day(items, base);
      break;
    case Family::handling:
      masks = up_to_each_code(items, base);
      break;
    case Family::identity:
      return by_rule_of_joining(base);
  }
  std::erase_if(masks, [&](const ReplayMask& mask) {
    const auto plan = evidence::plan_mask(items, mask.request);
    if (!plan.has_value()) return true;
    std::size_t living = 0;
    for (std::uint32_t i = 0; i < items.size(); ++i)
      living += plan->mask.contains_item(i) ? 1U : 0U;
    return living == 0 || living == items.size();
  });
  return masks;
}

}  // namespace cuibono::investigation
