// Money by hop: each payment away from the victims is a column, each kind of account a bar in it.
#include <algorithm>
#include <map>

#include "brief/figure_parts.h"
#include "brief/figures.h"
#include "brief/html_parts.h"
#include "brief/letters.h"

namespace cuibono::brief {
namespace {

constexpr std::uint32_t columns_most = 4;

/// Money of one kind of account at one hop; hop 0 is the victims' side.
struct Node {
  core::Int128 in_minor = 0, out_minor = 0;
  // place in the drawing
  Tenths top = 0, height = 0;
  Tenths next_in = 0, next_out = 0;
};
using NodeKey = std::pair<std::uint32_t, std::string>;

struct Picture {
  core::AssetId asset{};
  std::map<NodeKey, Node> nodes;
  std::vector<const money::HopFlow*> edges;  ///< of the columns that are drawn
  std::uint32_t columns = 0;                 ///< last hop that is drawn
  std::uint32_t hops = 0;                    ///< last hop there is
  core::Int128 all_minor = 0;                ///< victims' own payments
};

NodeKey from_of(const money::HopFlow& flow) {
  return {flow.hop - 1, flow.hop == 1 ? "victims" : flow.from};
}

Picture make_picture(const money::Money& money) {
  Picture picture;
  picture.asset = money.hops.front().asset;
  for (const auto& flow : money.hops) {
    if (flow.asset != picture.asset) continue;
    picture.hops = std::max(picture.hops, flow.hop);
    if (flow.hop == 1) picture.all_minor += flow.amount_minor;
    if (flow.hop <= columns_most + 1) picture.nodes[from_of(flow)].out_minor += flow.amount_minor;
    if (flow.hop > columns_most) continue;
    picture.nodes[{flow.hop, flow.to}].in_minor += flow.amount_minor;
    picture.edges.push_back(&flow);
  }
  picture.columns = std::min(picture.hops, columns_most);
  return picture;
}

std::vector<NodeKey> column_of(const Picture& picture, std::uint32_t hop) {
  std::vector<NodeKey> keys;
  for (const auto& [key, node] : picture.nodes) {
    if (key.first == hop) keys.push_back(key);
  }
  std::stable_sort(keys.begin(), keys.end(), [&](const NodeKey& a, const NodeKey& b) {
    const Node &x = picture.nodes.at(a), &y = picture.nodes.at(b);
    return std::max(x.in_minor, x.out_minor) > std::max(y.in_minor, y.out_minor);
  });
  return keys;
}

Tenths scaled(core::Int128 part, core::Int128 whole, Tenths length) {
  return whole == 0 ? 0 : static_cast<Tenths>(part * length / whole);
}

constexpr Tenths bar_width = 14 * px, full_height = 260 * px, slot_least = 34 * px,
                 slot_gap = 10 * px, head_height = 40 * px;

/// Stacks the bars of each column; returns the height that is needed.
Tenths place_nodes(Picture& picture) {
  Tenths bottom = 0;
  for (std::uint32_t hop = 0; hop <= picture.columns; ++hop) {
    Tenths top = head_height;
    for (const auto& key : column_of(picture, hop)) {
      Node& node = picture.nodes.at(key);
      node.top = node.next_in = node.next_out = top;
      node.height = std::max<Tenths>(
          scaled(std::max(node.in_minor, node.out_minor), picture.all_minor, full_height), px);
      top += std::max(node.height, slot_least) + slot_gap;
    }
    bottom = std::max(bottom, top);
  }
  return bottom;
}

Tenths left_of(const Picture& picture, std::uint32_t hop, Tenths width) {
  constexpr Tenths last_label = 118 * px;  // room for the last column's words
  return static_cast<Tenths>(hop) * (width - bar_width - last_label) /
         static_cast<Tenths>(std::max<std::uint32_t>(1, picture.columns));
}

void draw_ribbon(Drawing& drawing, Tenths x1, Tenths y1, Tenths x2, Tenths y2, Tenths height) {
  const Tenths middle = (x1 + x2) / 2;
  const auto t = [](Tenths a, Tenths b) { return tenths_text(a) + " " + tenths_text(b); };
  drawing.raw("<path class=\"ribbon\" d=\"M" + t(x1, y1) + "C" + t(middle, y1) + " " +
              t(middle, y2) + " " + t(x2, y2) + "L" + t(x2, y2 + height) + "C" +
              t(middle, y2 + height) + " " + t(middle, y1 + height) + " " + t(x1, y1 + height) +
              "Z\"></path>");
}

std::string column_head(std::uint32_t hop) {
  if (hop == 0) return "Victims pay";
  constexpr const char* ordinals[] = {"first", "second", "third", "fourth"};
  static_assert(std::size(ordinals) == columns_most);
  return std::string("After the ") + ordinals[hop - 1];
}

Drawing draw_broad(const Exporter& e, Picture& picture) {
  const Tenths height = place_nodes(picture);
  Drawing drawing(720 * px, height, false);
  const Tenths width = drawing.width();
  for (const auto* edge : picture.edges) {
    Node& from = picture.nodes.at(from_of(*edge));
    Node& to = picture.nodes.at({edge->hop, edge->to});
    const Tenths thick =
        std::max<Tenths>(scaled(edge->amount_minor, picture.all_minor, full_height), 5);
    draw_ribbon(drawing, left_of(picture, edge->hop - 1, width) + bar_width, from.next_out,
                left_of(picture, edge->hop, width), to.next_in, thick);
    from.next_out += thick;
    to.next_in += thick;
  }
  for (std::uint32_t hop = 0; hop <= picture.columns; ++hop) {
    const Tenths left = left_of(picture, hop, width);
    drawing.text("quiet", left, 12 * px, column_head(hop));
    if (hop > 0) drawing.text("quiet", left, 25 * px, "payment");
    for (const auto& key : column_of(picture, hop)) {
      const Node& node = picture.nodes.at(key);
      drawing.rect("empty", {left, node.top, left + bar_width, node.top + node.height});
      const core::Int128 rests = hop == 0 ? core::Int128{0} : node.in_minor - node.out_minor;
      if (rests > 0) {
        const Tenths dark = std::max<Tenths>(scaled(rests, picture.all_minor, full_height), 5);
        drawing.rect("full", {left, std::max(node.top, node.top + node.height - dark),
                              left + bar_width, node.top + node.height});
      }
      const Tenths x = left + bar_width + 4 * px;
      drawing.text("name halo", x, node.top + 11 * px, key.second);
      drawing.text("halo", x, node.top + 25 * px,
                   money_text(hop == 0 ? node.out_minor : node.in_minor, picture.asset));
    }
  }
  if (e.input.facts.simulated) drawing.text("quiet end halo", width, height - 2 * px, "SIMULATED");
  return drawing;
}

/// For a phone: no ribbons; bar after bar, hop after hop.
Drawing draw_narrow(const Exporter& e, const Picture& picture) {
  constexpr Tenths row = 36 * px, head = 24 * px;
  Tenths height = head;
  for (std::uint32_t hop = 0; hop <= picture.columns; ++hop)
    height += head + row * static_cast<Tenths>(column_of(picture, hop).size());
  Drawing drawing(350 * px, height, true);
  Tenths top = 0;
  for (std::uint32_t hop = 0; hop <= picture.columns; ++hop) {
    drawing.text("quiet", 0, top + 15 * px, column_head(hop) + (hop == 0 ? "" : " payment"));
    top += head;
    for (const auto& key : column_of(picture, hop)) {
      const Node& node = picture.nodes.at(key);
      const core::Int128 whole = hop == 0 ? node.out_minor : node.in_minor;
      const Tenths length =
          std::max<Tenths>(scaled(whole, picture.all_minor, drawing.width()), 2 * px);
      drawing.text("name", 0, top + 11 * px, key.second);
      drawing.text("end", drawing.width(), top + 11 * px, money_text(whole, picture.asset));
      drawing.rect("empty", {0, top + 15 * px, length, top + 27 * px});
      const core::Int128 rests = hop == 0 ? core::Int128{0} : whole - node.out_minor;
      if (rests > 0)
        drawing.rect("full",
                     {0, top + 15 * px,
                      std::max<Tenths>(scaled(rests, picture.all_minor, drawing.width()), 5),
                      top + 27 * px});
      top += row;
    }
  }
  if (e.input.facts.simulated)
    drawing.text("quiet end", drawing.width(), height - 4 * px, "SIMULATED");
  return drawing;
}

/// Amounts under this part of what was followed of the currency stand together in one row.
constexpr core::Int128 small_part = 200;

std::map<core::AssetId, core::Int128> followed_of(const money::Money& money) {
  std::map<core::AssetId, core::Int128> followed;
  for (const auto& rest : money.rests) followed[rest.asset] += rest.amount_minor;
  return followed;
}

/// Small amounts of one payment of one currency.
struct Small {
  std::uint64_t kinds = 0, payments = 0;
  core::Int128 amount_minor = 0;
};
using SmallOf = std::map<std::pair<core::AssetId, std::uint32_t>, Small>;

std::string flows_of(const Exporter& e, const std::map<core::AssetId, core::Int128>& followed) {
  TableWriter table("The same as a table: victims' money by payment, first in, first out",
                    {"currency", "#payment", "from", "to", "#payments", "#amount"});
  const auto& hops = e.input.money.hops;
  SmallOf smalls;
  std::size_t rows = 0;
  const auto row = [&](const money::HopFlow& of, const std::string& from, const std::string& to,
                       std::uint64_t payments, core::Int128 amount) {
    table.begin();
    table.text(Exporter::currency(of.asset));
    table.number(std::to_string(of.hop));
    table.text(from);
    table.text(to);
    table.number(core::group_digits(payments));
    table.number(money_text(amount, of.asset));
    table.end();
    ++rows;
  };
  for (std::size_t i = 0; i < hops.size(); ++i) {
    const auto& flow = hops[i];
    const auto all = followed.find(flow.asset);
    Small& small = smalls[{flow.asset, flow.hop}];
    if (all != followed.end() && flow.amount_minor * small_part < all->second) {
      ++small.kinds;
      small.payments += flow.payments;
      small.amount_minor += flow.amount_minor;
    } else {
      row(flow,
          flow.hop > 1            ? flow.from
          : flow.from == "victim" ? "victims"
                                  : "victims, from: " + flow.from,
          flow.to, flow.payments, flow.amount_minor);
    }
    const bool is_last =
        i + 1 == hops.size() || hops[i + 1].asset != flow.asset || hops[i + 1].hop != flow.hop;
    if (is_last && small.kinds > 0)
      row(flow, "smaller: " + counted(small.kinds, "way", "ways"), "", small.payments,
          small.amount_minor);
  }
  return table.finish(rows, rows);
}

std::string rests_of(const Exporter& e, const std::map<core::AssetId, core::Int128>& followed) {
  TableWriter table("What went no further", {"currency", "#after payment", "at", "#amount"});
  const auto& rests = e.input.money.rests;
  SmallOf smalls;
  std::size_t rows = 0;
  const auto row = [&](const money::HopRest& of, const std::string& at, core::Int128 amount) {
    table.begin();
    table.text(Exporter::currency(of.asset));
    table.number(std::to_string(of.hop));
    table.text(at);
    table.number(money_text(amount, of.asset));
    table.end();
    ++rows;
  };
  for (std::size_t i = 0; i < rests.size(); ++i) {
    const auto& rest = rests[i];
    Small& small = smalls[{rest.asset, rest.hop}];
    if (rest.amount_minor * small_part < followed.at(rest.asset)) {
      ++small.kinds;
      small.amount_minor += rest.amount_minor;
    } else {
      row(rest, rest.at, rest.amount_minor);
    }
    const bool is_last =
        i + 1 == rests.size() || rests[i + 1].asset != rest.asset || rests[i + 1].hop != rest.hop;
    if (is_last && small.kinds > 0)
      row(rest, "smaller: " + counted(small.kinds, "kind", "kinds") + " of account",
          small.amount_minor);
  }
  for (const auto& [asset, sum] : followed) {
    table.begin_sum();
    table.text(Exporter::currency(asset));
    table.number("");
    table.text("in all = followed");
    table.number(money_text(sum, asset));
    table.end();
  }
  return table.finish(rows, rows);
}

std::string table_of(const Exporter& e) {
  const auto followed = followed_of(e.input.money);
  return flows_of(e, followed) + rests_of(e, followed);
}

std::vector<std::string> captions_of(const Exporter& e, const Picture& picture) {
  const auto& money = e.input.money;
  const std::string code = Exporter::currency(picture.asset);
  std::vector<std::string> out{
      "Victims' payments in " + code +
          ", followed by first in, first out. Another rule gives other amounts; see Money. Tracing "
          "attributes value, it does not discover the same money.",
      "A column holds what one more payment reached; an account that is reached in several ways "
      "stands in several columns. Dark: what rests there or left the records; light: what goes on. "
      "Bars and bands are as high as the amount, and never lower than a line.",
      "Kinds of accounts are readings with reasons for and against, in the table of accounts; "
      "services that many use are set aside there. Unknown: nothing speaks for one reading."};
  if (picture.hops > picture.columns)
    out.push_back("Payments after the " + std::to_string(columns_most) + "th, up to the " +
                  std::to_string(picture.hops) + "th, are in the table alone.");
  std::vector<std::string> others;
  for (const auto& flow : money.hops) {
    const std::string other = Exporter::currency(flow.asset);
    if (flow.asset != picture.asset && (others.empty() || others.back() != other))
      others.push_back(other);
  }
  out.emplace_back(
      "In the tables, ways that carry less than half a percent of what was followed stand "
      "together; "
      "money.json has each.");
  if (!others.empty())
    out.push_back("Not drawn, but in the table: " + core::join(others, ", ") +
                  ". Currencies are not added up.");
  std::vector<evidence::RecordRef> rows;
  std::uint64_t payments = 0;
  const auto& transfers = e.input.evidence.transfers;
  for (const auto& flow : money.flows) {
    const auto event = flow.transfer.index();
    if (flow.fifo_minor == 0 || event >= transfers.size() ||
        (transfers.asset[event] != picture.asset &&
         transfers.received_asset[event] != picture.asset))
      continue;
    ++payments;
    for (const auto record : transfers.legs.of(event)) rows.push_back(record);
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  if (!rows.empty())
    out.push_back("Stands on " + counted(payments, "payment", "payments") + " in " +
                  rows_and_files(e, rows) + ".");
  return out;
}

}  // namespace

std::string money_figure(const Exporter& e) {
  if (e.input.money.hops.empty())
    return e.input.evidence.items.empty()
               ? std::string()
               : figure_left_out(
                     "The way of the money is not drawn: no payment that a victim reports "
                     "could be followed.");
  Picture picture = make_picture(e.input.money);
  Figure figure;
  figure.id = "money-by-hop";
  figure.heading = "Where the money went, payment by payment";
  figure.title = "Victims' money in " + Exporter::currency(picture.asset) + " by payment";
  figure.description =
      "Bars of kinds of accounts for each payment away from the victims, joined by bands. The "
      "tables after the figure hold the same numbers.";
  figure.captions = captions_of(e, picture);
  figure.table = table_of(e);
  const Drawing broad = draw_broad(e, picture);
  return figure_html(e, figure, broad, draw_narrow(e, picture));
}

}  // namespace cuibono::brief
