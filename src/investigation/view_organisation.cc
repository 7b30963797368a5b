// organisation.json and entities.jsonl: actors, sites, who is known by which selector; and the search.
#include <algorithm>
#include <set>
#include <tuple>

#include "investigation/view_parts.h"

namespace cuibono::investigation {
namespace {

ViewJson names_json(const ViewJson& names, std::string& searched) {
  ViewJson list = ViewJson::array();
  for (const auto& name : names) {
    if (!name.is_string()) continue;
    const auto text = name.get<std::string>();
    ViewJson latin = latin_json(text);
    searched += text + "\n" + (latin.is_string() ? latin.get<std::string>() + "\n" : "");
    list.push_back({{"text", text}, {"latin", std::move(latin)}});
  }
  return list;
}

/// The role of the highest score; null: none.
ViewJson role_of(const ViewJson& roles) {
  ViewJson best = nullptr;
  double most = 0;
  for (const auto& [role, score] : roles.items()) {
    if (!score.is_number() || score.get<double>() <= most) continue;
    most = score.get<double>();
    best = role;
  }
  return best;
}

/// The records of all reasons for an actor, each once.
ViewJson records_of(const ViewJson& reasons) {
  ViewJson list = ViewJson::array();
  for (const auto& reason : reasons) {
    for (const auto& record : view_value(reason, "records")) {
      if (std::find(list.begin(), list.end(), record) == list.end()) list.push_back(record);
    }
  }
  return list;
}

void add_actor(CaseView::Results& results, const ViewJson& actor) {
  const std::string id = view_text(actor, "id");
  std::string searched = id + "\n";
  ViewJson row{{"id", id}};
  const ViewJson names = names_json(view_value(actor, "names"), searched);
  std::string label = id;
  for (const auto& selector : view_value(actor, "selectors")) {
    const auto text = selector.get<std::string>();
    if (label == id) label = brief::selector_label(text);
    searched += text + "\n";
    results.actor_of.emplace(text, id);
    if (view_value(actor, "site").is_string())
      results.records_of_number.emplace(text, records_of(view_value(actor, "for")));
  }
  row["label"] = label;
  row["selectors"] = view_value(actor, "selectors");
  row["names"] = names;
  const int percent = static_cast<int>(actor.value("score", 0.0) * 100.0 + 0.5);
  row["score_percent"] = percent;
  row["score_text"] = std::to_string(percent) + " of 100";
  for (const char* name : {"band", "site"}) row[name] = view_value(actor, name);
  row["role"] = role_of(view_value(actor, "roles"));
  row["is_victim"] = view_value(actor, "is_victim");
  row["for"] = reasons_json(view_value(actor, "for"));
  row["against"] = reasons_json(view_value(actor, "against"));
  results.actors.add(id, row, searched);
  const std::string band = view_text(actor, "band");
  results.actors.set("band", band);
  results.actors.set("site", view_text(actor, "site"));
  results.actors.set("role", row["role"].is_string() ? row["role"].get<std::string>() : "");
  results.actors.set("set_aside", band == "set_aside" ? "1" : "0");
  if (view_value(actor, "is_victim") == true) return;  // its entity is found
  const ViewJson& first = names.empty() ? view_value(row, "none") : names.front();
  results.search.push_back({dump_view({{"kind", "number"},
                                       {"id", view_value(actor, "selectors").empty()
                                                  ? ViewJson(id)
                                                  : view_value(actor, "selectors").front()},
                                       {"label", label},
                                       {"label_latin", view_value(first, "latin")},
                                       {"extra", band + " desk"}}),
                            evidence::fold_words(id), evidence::fold_words(label), searched});
}

/// Numbers of actors, the strongest of each site in turn: whom a drawing shows first.
std::vector<std::string> strongest(const ViewJson& actors) {
  struct Ranked {
    int percent = 0;
    std::size_t reasons = 0;
    std::string selector;
  };
  std::map<std::string, std::vector<Ranked>> of_site;
  for (const auto& actor : actors) {
    if (view_value(actor, "is_victim") == true || view_text(actor, "band") == "set_aside" ||
        view_value(actor, "selectors").empty())
      continue;
    of_site[view_text(actor, "site")].push_back(
        {static_cast<int>(actor.value("score", 0.0) * 100.0 + 0.5), view_value(actor, "for").size(),
         view_value(actor, "selectors").front().get<std::string>()});
  }
  std::size_t longest = 0;
  for (auto& [site, ranked] : of_site) {
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
      return std::tie(b.percent, b.reasons, a.selector) <
             std::tie(a.percent, a.reasons, b.selector);
    });
    longest = std::max(longest, ranked.size());
  }
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < longest; ++i) {
    for (const auto& [site, ranked] : of_site) {
      if (!site.empty() && i < ranked.size()) numbers.push_back(ranked[i].selector);
    }
  }
  for (const auto& one : of_site[""]) numbers.push_back(one.selector);  // of no site: at the end
  return numbers;
}

void add_site(CaseView::Results& results, const ViewJson& site) {
  const std::string id = view_text(site, "id");
  const ViewJson& numbers = view_value(site, "numbers");
  results.sites_in_order.push_back(id);
  ViewJson row{{"id", id},
               {"label", "site " + std::to_string(results.sites_in_order.size())},
               {"numbers_total", numbers.size()},
               {"numbers", ViewJson::array()}};
  results.site_numbers[id];
  for (const auto& number : numbers) {
    results.site_numbers[id].push_back(number.get<std::string>());
    if (row["numbers"].size() < 20) row["numbers"].push_back(number);
  }
  row["text"] = counted_words(numbers.size(), "number", "numbers");
  row["cells"] = view_value(site, "cells");
  ViewJson staff = view_value(site, "staff");
  if (staff.is_object() && view_value(staff, "low").is_number() &&
      view_value(staff, "high").is_number())
    staff["text"] =
        quantity_words(staff["low"], "") + " to " + quantity_words(staff["high"], "people");
  row["staff"] = std::move(staff);
  // The findings of the site hold its records.
  const std::string* finding = nullptr;
  for (std::size_t f = 0; f < results.findings.rows.size() && finding == nullptr; ++f) {
    if (results.findings.fields["subject"][f] == id && results.findings.fields["kind"][f] == "site")
      finding = &results.findings.rows[f];
  }
  const ViewJson of = finding == nullptr ? ViewJson() : ViewJson::parse(*finding, nullptr, false);
  row["finding"] = view_value(of, "id");
  put_records(row, view_value(of, "records"),
              of.is_object() ? of.value("records_total", std::uint64_t{0}) : 0);
  results.sites.add(id, row, id);
  const std::string label = view_text(row, "label");
  results.search.push_back({dump_view({{"kind", "site"},
                                       {"id", id},
                                       {"label", label},
                                       {"label_latin", nullptr},
                                       {"extra", view_text(row, "text")}}),
                            evidence::fold_words(id),
                            evidence::fold_words(label),
                            {}});
}

void add_entity(CaseView::Results& results, const ViewJson& entity) {
  const std::string id = view_text(entity, "id");
  const ViewJson& properties = view_value(entity, "properties");
  std::string searched = id + "\n";
  const ViewJson names = names_json(view_value(properties, "name"), searched);
  for (const auto& [name, values] : properties.items()) {
    for (const auto& value : values) searched += value.get<std::string>() + "\n";
  }
  std::string open = id;
  if (id.starts_with("V-")) {
    open = "victim:" + id;
    results.entity_of.emplace(open, id);
  }
  for (const auto& referent : view_value(entity, "referents")) {
    const auto text = referent.get<std::string>();
    // What a reader would open first: a number or an account.
    if (open == id || (!open.starts_with("tel:") && text.starts_with("tel:"))) open = text;
    searched += text + "\n";
    results.entity_of.emplace(text, id);
  }
  ViewJson facts{{"names", names}, {"schema", view_value(entity, "schema")}};
  facts["countries"] = view_value(properties, "country");
  const ViewJson& own = view_value(entity, "cuibono");
  facts["weakest"] = view_value(own, "weakest");
  put_records(facts, view_value(own, "records"), std::nullopt);
  const ViewJson& first = names.empty() ? view_value(facts, "none") : names.front();
  const std::string label = names.empty() ? brief::selector_label(open) : view_text(first, "text");
  results.search.push_back({dump_view({{"kind", "entity"},
                                       {"id", open},
                                       {"label", label},
                                       {"label_latin", view_value(first, "latin")},
                                       {"extra", view_value(entity, "schema")}}),
                            evidence::fold_words(open), evidence::fold_words(label), searched});
  results.entity_facts.emplace(id, std::move(facts));
}

}  // namespace

core::Status read_organisation(CaseView::Results& results) {
  CB_TRY(const ViewJson organisation, parse_results(results, "organisation.json"));
  for (const auto& actor : view_value(organisation, "actors")) add_actor(results, actor);
  for (const auto& site : view_value(organisation, "sites")) add_site(results, site);
  results.hints.numbers = strongest(view_value(organisation, "actors"));
  results.staff = view_value(view_value(organisation, "size"), "staff");
  CB_TRY(const auto entities, parse_result_lines(results, "entities.jsonl"));
  for (const auto& entity : entities) add_entity(results, entity);
  return {};
}

std::vector<std::string> CaseView::Results::subjects_of(const std::string& selector) const {
  std::vector<std::string> subjects{selector};
  constexpr std::string_view victim = "victim:";
  if (selector.starts_with(victim)) subjects.push_back(selector.substr(victim.size()));
  if (selector.starts_with("V-")) subjects.push_back(std::string(victim) + selector);
  for (const auto* map : {&entity_of, &actor_of}) {
    const auto at = map->find(selector);
    if (at != map->end()) subjects.push_back(at->second);
  }
  return subjects;
}

namespace {

constexpr std::size_t event_hits_most = 200;

/// A hit and how well it fits: 0 it is the id, 1 it is the name, 2 the name begins so, 3 the name holds it,
/// 4 something else does.
using Hit = std::pair<int, std::string>;

/// Numbers, accounts … that only events tell of. True: there may be more.
bool add_event_hits(const CaseView::Results& results, const brief::NetworkView& view,
                    const std::string& asked, const std::vector<std::string>& kinds,
                    std::vector<Hit>& hits) {
  // Selectors hold neither spaces nor hyphens, and their letters are capitals or as the source has them.
  std::string part;
  for (const char letter : asked) {
    if (std::string_view(" -()/").find(letter) == std::string_view::npos) part += letter;
  }
  if (part.empty()) return false;
  auto nodes = view.search(part, event_hits_most);
  std::string capitals = part;
  for (char& letter : capitals)
    letter = letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
  if (capitals != part) {
    for (const auto node : view.search(capitals, event_hits_most)) nodes.push_back(node);
  }
  for (const auto node : nodes) {
    const std::string id = view.text(node), label = view.label(node);
    if (results.entity_of.contains(id) || results.actor_of.contains(id) ||
        results.accounts_of.contains(id))
      continue;
    const std::string shown = view.kind(node);
    const std::string kind = shown == "number" || shown == "account" ? shown : "entity";
    if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) continue;
    const std::string plain = id.substr(id.rfind(':') + 1);
    const int fits = plain == part || plain == capitals                       ? 1
                     : plain.starts_with(part) || plain.starts_with(capitals) ? 2
                                                                              : 3;
    hits.emplace_back(
        fits, dump_view({{"kind", kind},
                         {"id", id},
                         {"label", label},
                         {"label_latin", latin_json(label)},
                         {"extra", counted_words(view.degree(node), "neighbour", "neighbours")}}));
  }
  return nodes.size() >= event_hits_most;
}

}  // namespace

ViewAnswer answer_search(const CaseView::Results& results, const brief::NetworkView* view,
                         ViewQuery& query) {
  query.know({"q", "offset", "limit", "kind"});
  const std::uint64_t offset = query.number("offset", 0, UINT64_MAX >> 1U);
  const std::uint64_t limit = query.number("limit", list_usual, list_most);
  const std::string folded = evidence::fold_words(query.text("q"));
  if (folded.empty()) query.refuse("q is empty", "write a name, a number or an id");
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  std::vector<std::string> words;
  for (const auto word : core::split(folded, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  const auto kinds = query.texts("kind");
  std::vector<Hit> hits;
  for (const auto& entry : results.search) {
    if (!kinds.empty() && std::none_of(kinds.begin(), kinds.end(), [&](const std::string& kind) {
          return entry.json.starts_with("{\"kind\":\"" + kind + "\"");
        }))
      continue;
    const bool in_label = entry.label_folded.find(folded) != std::string::npos;
    const auto all = [&](const std::string& text) {
      return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return text.find(word) != std::string::npos;
      });
    };
    if (entry.id_folded == folded)
      hits.emplace_back(0, entry.json);
    else if (entry.label_folded == folded)
      hits.emplace_back(1, entry.json);
    else if (in_label && entry.label_folded.starts_with(folded))
      hits.emplace_back(2, entry.json);
    else if (in_label || all(entry.label_folded))
      hits.emplace_back(3, entry.json);
    else if (all(entry.words) || entry.id_folded.find(folded) != std::string::npos)
      hits.emplace_back(4, entry.json);
  }
  std::string omitted;
  if (view == nullptr) {
    omitted = "what stands in events alone is found when they are read";
  } else if (add_event_hits(results, *view, query.text("q"), kinds, hits)) {
    omitted = "of what stands in events alone the first " + core::group_digits(event_hits_most) +
              " by text are counted";
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const std::string*> rows;
  for (std::uint64_t i = offset; i < hits.size() && rows.size() < limit; ++i)
    rows.push_back(&hits[i].second);
  if (rows.size() < hits.size())
    omitted = (omitted.empty() ? "" : omitted + "; ") + "the best fits; more words narrow it";
  return found(list_json(hits.size(), offset, rows, omitted));
}

}  // namespace cuibono::investigation
