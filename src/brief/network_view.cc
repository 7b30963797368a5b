// Marks are selectors; those of one victim fold into the smallest of them. All events of a pair, direction,
// layer and asset lie side by side, by time, so that any sum of any window is one walk over its events.
#include "brief/network_view.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "brief/network_view_parts.h"
#include "brief/privacy.h"

namespace cuibono::brief {

using network::EventRef;
using network::Layer;

std::string selector_label(std::string_view shown) { return Privacy::label(shown); }

NetworkView::NetworkView(const Input& input)
    : input_(input),
      privacy_(std::make_unique<Privacy>(input.facts, input.evidence, input.entities)) {}

NetworkView::~NetworkView() = default;

core::Result<std::unique_ptr<NetworkView>> NetworkView::make(const core::RunContext& context,
                                                             const Input& input) {
  std::unique_ptr<NetworkView> view(new NetworkView(input));  // NOLINT: the constructor is private
  CB_TRY_STATUS(view->build(context));
  return view;
}

void NetworkView::fold_victims() {
  const auto& selectors = input_.evidence.selectors;
  mark_.resize(selectors.size());
  for (std::uint32_t s = 0; s < selectors.size(); ++s) {
    const evidence::SelectorId id(s);
    mark_[s] = ViewNode(s);
    if (!privacy_->hides() || !privacy_->is_victim(id)) continue;
    if (privacy_->omits()) {
      mark_[s] = no_mark;
      continue;
    }
    mark_[s] = victim_marks_.emplace(privacy_->selector(id), ViewNode(s)).first->second;
  }
}

void NetworkView::weigh_events() {
  traced_.assign(input_.evidence.transfers.size(), 0);
  traced_in_.assign(core::asset_table().size(), 0);
  for (const auto& flow : input_.money.flows) {
    traced_[flow.transfer.index()] += flow.fifo_minor;
    traced_in_[input_.evidence.transfers.asset[flow.transfer.index()].index()] += flow.fifo_minor;
  }
  is_cut_.assign(core::asset_table().size(), false);
  for (std::size_t a = 0; a < is_cut_.size(); ++a) {
    const std::string words =
        "payments in " + std::string(core::asset_table()[a].code) + " that carried victims' money";
    is_cut_[a] = std::any_of(input_.money.cut.begin(), input_.money.cut.end(),
                             [&](const money::Cut& cut) { return cut.what == words; });
  }
}

void NetworkView::order_by_time() {
  // Calls and payments are sorted by time each: two lists are merged.
  const auto& calls = input_.evidence.calls;
  const auto& transfers = input_.evidence.transfers;
  const auto add = [&](EventRef event, evidence::SelectorId from, evidence::SelectorId to) {
    const auto a = mark_of(from), b = mark_of(to);
    if (a && b && *a != *b) by_time_.push_back({event, *a, *b});
  };
  std::uint32_t c = 0, t = 0;
  while (c < calls.size() || t < transfers.size()) {
    const bool is_call =
        t == transfers.size() || (c < calls.size() && calls.time_us[c] <= transfers.time_us[t]);
    if (is_call) {
      add({Layer::call, c}, calls.caller[c], calls.callee[c]);
      ++c;
    } else {
      add({Layer::payment, t}, transfers.payer[t], transfers.payee[t]);
      ++t;
    }
  }
}

core::Status NetworkView::build(const core::RunContext& context) {
  fold_victims();
  weigh_events();
  struct Entry {
    std::uint32_t a, b;
    Layer layer;
    std::uint16_t asset;
    std::uint32_t event;
    auto operator<=>(const Entry&) const = default;
  };
  std::vector<Entry> entries;
  const auto& rows = input_.network.out;
  entries.reserve(rows.event.size());
  for (std::uint32_t s = 0; s < input_.network.nodes; ++s) {
    for (auto e = rows.begin[s]; e < rows.begin[s + 1]; ++e) {
      const ViewNode a = mark_[s], b = mark_[rows.neighbour[e]];
      if (a == no_mark || b == no_mark || a == b) continue;
      const EventRef event = rows.event[e];
      const std::uint16_t asset = event.layer == Layer::payment
                                      ? input_.evidence.transfers.asset[event.event].value
                                      : std::uint16_t{0};
      entries.push_back({a.value, b.value, event.layer, asset, event.event});
    }
  }
  CB_TRY_STATUS(core::check_cancelled(context));
  std::sort(entries.begin(), entries.end());
  CB_TRY_STATUS(core::check_cancelled(context));
  events_.reserve(entries.size());
  for (const Entry& entry : entries) {
    const bool is_new = heads_.empty() || heads_.back().a.value != entry.a ||
                        heads_.back().b.value != entry.b || heads_.back().layer != entry.layer ||
                        heads_.back().asset.value != entry.asset;
    if (is_new)
      heads_.push_back({ViewNode(entry.a), ViewNode(entry.b), entry.layer,
                        core::AssetId(entry.asset), static_cast<std::uint32_t>(events_.size()), 0,
                        time_of({entry.layer, entry.event}).value_or(0), 0});
    events_.push_back(entry.event);
    heads_.back().end = static_cast<std::uint32_t>(events_.size());
    heads_.back().last_us = time_of({entry.layer, entry.event}).value_or(0);
  }
  order_by_time();
  CB_TRY_STATUS(core::check_cancelled(context));
  const std::size_t count = mark_.size();
  out_begin_.assign(count + 1, 0);
  in_begin_.assign(count + 1, 0);
  for (const Head& head : heads_) {
    ++out_begin_[head.a.index() + 1];
    ++in_begin_[head.b.index() + 1];
  }
  std::partial_sum(out_begin_.begin(), out_begin_.end(), out_begin_.begin());
  std::partial_sum(in_begin_.begin(), in_begin_.end(), in_begin_.begin());
  in_heads_.resize(heads_.size());
  std::vector<std::uint64_t> next(in_begin_.begin(), in_begin_.end() - 1);
  for (std::uint32_t h = 0; h < heads_.size(); ++h) in_heads_[next[heads_[h].b.index()]++] = h;
  degree_.assign(count, 0);
  std::vector<std::uint32_t> near;
  for (std::uint32_t s = 0; s < count; ++s) {
    near.clear();
    for (const Head& head : out_of(ViewNode(s))) near.push_back(head.b.value);
    for (const auto h : into(ViewNode(s))) near.push_back(heads_[h].a.value);
    std::sort(near.begin(), near.end());
    degree_[s] = static_cast<std::uint32_t>(std::unique(near.begin(), near.end()) - near.begin());
  }
  return {};
}

std::span<const NetworkView::Head> NetworkView::out_of(ViewNode node) const {
  return std::span(heads_).subspan(out_begin_[node.index()],
                                   out_begin_[node.index() + 1] - out_begin_[node.index()]);
}

std::span<const std::uint32_t> NetworkView::into(ViewNode node) const {
  return std::span(in_heads_).subspan(in_begin_[node.index()],
                                      in_begin_[node.index() + 1] - in_begin_[node.index()]);
}

std::optional<ViewNode> NetworkView::find(std::string_view shown) const {
  const auto victim = victim_marks_.find(std::string(shown));
  if (victim != victim_marks_.end()) return victim->second;
  const auto id = input_.evidence.selectors.find(shown);
  if (!id || (privacy_->hides() && privacy_->is_victim(*id))) return std::nullopt;
  return mark_[id->index()];
}

std::optional<ViewNode> NetworkView::mark_of(evidence::SelectorId selector) const {
  if (selector == evidence::no_selector || mark_[selector.index()] == no_mark) return std::nullopt;
  return mark_[selector.index()];
}

std::string NetworkView::text(ViewNode node) const {
  return privacy_->selector(evidence::SelectorId(node.value));
}

std::vector<std::string> NetworkView::names(ViewNode node) const {
  std::vector<std::string> names;
  const auto* entity = input_.entities.find(evidence::SelectorId(node.value));
  if (entity == nullptr || (is_victim(node) && privacy_->hides())) return names;
  for (const auto& name : entity->names) names.push_back(privacy_->scrub(name));
  return names;
}

std::string NetworkView::label(ViewNode node) const {
  const std::string of_kind = kind(node);
  if (of_kind == "person" || of_kind == "company") {
    if (auto all = names(node); !all.empty()) return std::move(all.front());
  }
  return selector_label(text(node));
}

std::string NetworkView::kind(ViewNode node) const {
  if (is_victim(node) && privacy_->hides()) return "victim";
  const std::string text = input_.evidence.selectors.text(evidence::SelectorId(node.value));
  const std::string scheme = text.substr(0, text.find(':'));
  if (scheme == "tel") return "number";
  if (scheme == "iban" || scheme == "acct") return "account";
  if (scheme == "card") return "card";
  if (scheme == "imei" || scheme == "imsi") return "handset";
  if (scheme == "mailto" || scheme == "dns") return "other";
  if (scheme != "local" && scheme != "doc") return "address";
  const std::string rest = text.substr(text.find(':') + 1);
  const std::string what = rest.substr(0, rest.find(':'));
  if (what.ends_with(".tel")) return "number";
  if (what.ends_with(".acct")) return "account";
  const auto* entity = input_.entities.find(evidence::SelectorId(node.value));
  if (what.ends_with(".company") || (entity != nullptr && entity->schema == "Company"))
    return "company";
  return what.ends_with(".person") || what.ends_with(".listed") || what.ends_with(".victim")
             ? "person"
             : "other";
}

bool NetworkView::is_victim(ViewNode node) const {
  return privacy_->is_victim(evidence::SelectorId(node.value));
}

std::uint64_t NetworkView::degree(ViewNode node) const { return degree_[node.index()]; }

std::string NetworkView::scrub(std::string_view text) const { return privacy_->scrub(text); }

bool NetworkView::traced_whole(core::AssetId asset) const {
  return asset.index() < is_cut_.size() && !is_cut_[asset.index()];
}

std::vector<ViewNode> NetworkView::search(std::string_view part, std::size_t most) const {
  std::vector<ViewNode> found;
  const auto& selectors = input_.evidence.selectors;
  for (std::uint32_t s = 0; s < selectors.size() && found.size() < most; ++s) {
    if (mark_[s] != ViewNode(s) ||
        selectors.text(evidence::SelectorId(s)).find(part) == std::string::npos)
      continue;
    if (!is_victim(ViewNode(s)) || !privacy_->hides()) found.push_back(ViewNode(s));
  }
  return found;
}

}  // namespace cuibono::brief
