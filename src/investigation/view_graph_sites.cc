// Sites as marks of the network: beside their numbers, and folded in their place.
#include "investigation/view_graph_parts.h"

namespace cuibono::investigation {

using brief::ViewNode;
using network::LayoutPoint;

std::string site_id(const std::string& site) { return "site:" + site; }

namespace {

std::string group_id(const std::string& of) { return "group:" + of; }

/// The row of a site as /sites tells it.
ViewJson row_of(const CaseView::Results& results, const std::string& site) {
  const std::string* row = results.sites.find(site);
  return row == nullptr ? ViewJson() : ViewJson::parse(*row, nullptr, false);
}

/// A mark of which nothing is known but what it stands for.
ViewJson bare_node(const std::string& id, const std::string& label, const char* kind,
                   std::uint64_t count, LayoutPoint at) {
  ViewJson node{{"id", id}, {"label", label}, {"label_latin", nullptr}, {"kind", kind}};
  for (const char* name : {"role", "band", "site"}) node[name] = nullptr;
  node["is_victim"] = false;
  node["x"] = at.x;
  node["y"] = at.y;
  node["size"] = size_of(count);
  node["degree"] = count;
  node["degree_text"] = "";
  node["hidden"] = 0;
  for (const char* name : {"first", "last", "money", "calls"}) node[name] = nullptr;
  node["count"] = count;
  return node;
}

/// From a number to the site that it is counted to.
ViewJson link_json(const CaseView::Results& results, const std::string& number,
                   const std::string& site) {
  ViewJson json{{"id", number + "|" + site + "|site|"},
                {"a", number},
                {"b", site},
                {"layer", "site"},
                {"events", 1},
                {"text", "counted to this site"}};
  for (const char* name : {"amount_minor", "currency", "duration_s", "first", "last"})
    json[name] = nullptr;
  json["weight"] = 1;
  json["traced"] = nullptr;
  const auto records = results.records_of_number.find(number);
  put_records(json, records == results.records_of_number.end() ? ViewJson() : records->second,
              std::nullopt);
  return json;
}

}  // namespace

ViewJson GraphWriter::group(const std::string& id, const std::string& label, const std::string& of,
                            std::uint64_t count, LayoutPoint at) const {
  ViewJson node = bare_node(id, label, "group", count, at);
  node["is_victim"] = true;
  node["degree"] = 1;
  node["degree_text"] = counted_words(1, "neighbour", "neighbours");
  node["of"] = of;
  return node;
}

void GraphWriter::add_sites(ViewJson& json, const brief::StartGraph& graph,
                            std::span<const LayoutPoint> taken,
                            std::span<const LayoutPoint> at) const {
  json["sites"] = ViewJson::array();
  std::vector<std::string> ids;
  for (const auto& mark : graph.sites) ids.push_back(site_id(results.sites_in_order[mark.site]));
  for (std::size_t s = 0; s < graph.sites.size(); ++s) {
    const auto& mark = graph.sites[s];
    const std::string& name = results.sites_in_order[mark.site];
    const ViewJson row = row_of(results, name);
    const auto numbers = row.value("numbers_total", std::uint64_t{0});
    ViewJson node = bare_node(ids[s], view_text(row, "label") + ", " + view_text(row, "text"),
                              "site", numbers, at[s]);
    node["degree_text"] =
        counted_words(numbers, "number is counted", "numbers are counted") + " to this site";
    node["site"] = name;
    node["hidden"] = numbers - std::min<std::uint64_t>(numbers, mark.drawn.size());
    ViewJson site{{"id", ids[s]}, {"site", name}, {"label", node["label"]}, {"count", numbers}};
    site["numbers"] = ViewJson::array();
    json["nodes"].push_back(std::move(node));
    for (const ViewNode number : mark.drawn) {
      site["numbers"].push_back(view.text(number));
      json["edges"].push_back(link_json(results, view.text(number), ids[s]));
    }
    site["finding"] = view_value(row, "finding");
    site["records"] = view_value(row, "records");
    site["records_total"] = view_value(row, "records_total");
    ViewJson folded{{"total", mark.folded_total}, {"shown", mark.folded.size()}};
    folded["omitted_because"] =
        mark.folded_total == mark.folded.size()
            ? ViewJson(nullptr)
            : ViewJson(counted_words(mark.folded_total - mark.folded.size(),
                                     "edge of the least weight is left out",
                                     "edges of the least weight are left out"));
    folded["nodes"] = ViewJson::array();
    if (mark.victims > 0)
      folded["nodes"].push_back(group(
          group_id(ids[s]), counted_words(mark.victims, "victim", "victims") + " of this site",
          ids[s], mark.victims, network::place_round(at[s], taken, 1).front()));
    std::vector<brief::EdgeSum> sums;
    for (const auto& edge : mark.folded) sums.push_back(edge.sum);
    const Largest largest = largest_of(sums);
    folded["edges"] = ViewJson::array();
    for (const auto& edge : mark.folded) {
      const std::string other = edge.other        ? view.text(*edge.other)
                                : edge.other_site ? ids[*edge.other_site]
                                                  : group_id(ids[s]);
      const auto widest = largest.find(edge.sum.asset);
      folded["edges"].push_back(
          this->edge(edge.sum, edge.goes_out ? ids[s] : other, edge.goes_out ? other : ids[s],
                     widest == largest.end() ? core::Int128{0} : widest->second));
    }
    site["folded"] = std::move(folded);
    json["sites"].push_back(std::move(site));
  }
}

}  // namespace cuibono::investigation
