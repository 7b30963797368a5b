// A trace as one page: what was planned, the picture, the table, what sums to what.
#include <algorithm>

#include "brief/figures.h"
#include "brief/html_parts.h"
#include "brief/trace_parts.h"

namespace cuibono::brief {
namespace {

using money::AskedLedger;
using money::AskedPlace;

constexpr std::size_t places_drawn = 15, rows_most = 200;

/// A mark of its own for each rule: shapes, so that grey paper tells them apart.
std::string mark_of(money::TraceRule rule, Tenths x, Tenths y) {
  const auto at = [&](Tenths dx, Tenths dy) {
    return tenths_text(x + dx) + " " + tenths_text(y + dy);
  };
  constexpr Tenths r = 45;
  std::string path;
  bool is_full = false;
  switch (rule) {
    case money::TraceRule::fifo:  // full circle
      return "<circle class=full cx=\"" + tenths_text(x) + "\" cy=\"" + tenths_text(y) +
             "\" r=\"4\"></circle>";
    case money::TraceRule::prorata:  // empty circle
      return "<circle class=empty cx=\"" + tenths_text(x) + "\" cy=\"" + tenths_text(y) +
             "\" r=\"4\"></circle>";
    case money::TraceRule::lifo:  // full triangle
      path = "M" + at(-r, r) + "L" + at(r, r) + "L" + at(0, -r) + "Z";
      is_full = true;
      break;
    case money::TraceRule::own_first:  // full square
      path = "M" + at(-r, -r) + "L" + at(r, -r) + "L" + at(r, r) + "L" + at(-r, r) + "Z";
      is_full = true;
      break;
    case money::TraceRule::own_first_prorata:  // empty square
      path = "M" + at(-r, -r) + "L" + at(r, -r) + "L" + at(r, r) + "L" + at(-r, r) + "Z";
      break;
    case money::TraceRule::trust_first:  // empty diamond
      path = "M" + at(0, -r) + "L" + at(r, 0) + "L" + at(0, r) + "L" + at(-r, 0) + "Z";
      break;
  }
  return std::string("<path class=") + (is_full ? "full" : "empty") + " d=\"" + path + "\"></path>";
}

core::Int128 widest_of(const std::vector<ShownPlace>& places) {
  core::Int128 most = 1;
  for (const ShownPlace& shown : places) {
    most = std::max(most, money::largest_of(shown.place->amounts));
    most = std::max(most, shown.place->max_minor.value_or(0));
  }
  return most;
}

std::string shortened(const std::string& label, Tenths room) {
  auto points = core::decode_utf8(label).value_or(U"");
  constexpr Tenths letter = 62;
  const auto most = static_cast<std::size_t>(room / letter);
  if (points.size() <= most) return label;
  std::string out;
  for (std::size_t i = 0; i + 1 < most; ++i) core::append_utf8(out, points[i]);
  return out + "…";
}

void draw_place(const TraceShow& show, const ShownPlace& shown, core::Int128 widest, Tenths left,
                Tenths right, Tenths y, Drawing& drawing) {
  const AskedPlace& place = *shown.place;
  const auto at = [&](core::Int128 amount) {
    return left + static_cast<Tenths>(amount * (right - left) / widest);
  };
  drawing.line("rule", left, y, right, y);
  if (place.min_minor && place.max_minor) {
    const Tenths from = at(*place.min_minor), to = std::max(at(*place.max_minor), from + 1);
    drawing.rect("ribbon", {from, y - 60, to, y + 60});
  }
  for (const money::TraceRule rule : show.telling.rules) {
    if (const auto& amount = place.amounts[static_cast<std::size_t>(rule)])
      drawing.raw(mark_of(rule, at(*amount), y));
  }
}

Drawing draw(const TraceShow& show, std::size_t position, bool narrow) {
  const AskedLedger& ledger = show.trace.ledgers[position];
  const auto& places = show.places[position];
  const std::size_t count = std::min(places.size(), places_drawn);
  const Tenths width = (narrow ? 360 : 760) * px, label_room = narrow ? 0 : 250 * px;
  const Tenths slot = (narrow ? 42 : 26) * px, head = 56 * px;
  Drawing drawing(width, head + static_cast<Tenths>(count) * slot + 30 * px, narrow);
  const Tenths left = narrow ? 8 * px : label_room + 10 * px, right = width - 14 * px;
  const core::Int128 widest = widest_of(places);
  Tenths x = 8 * px, y = 14 * px;
  for (const money::TraceRule rule : show.telling.rules) {
    const std::string words(rule_in_words(rule));
    if (x + width_of(words) + 24 * px > width) {
      x = 8 * px;
      y += 18 * px;
    }
    drawing.raw(mark_of(rule, x, y - 4 * px));
    drawing.text("quiet", x + 9 * px, y, words);
    x += width_of(words) + 26 * px;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Tenths row = head + static_cast<Tenths>(i) * slot + slot / 2;
    const Tenths room = narrow ? width - 16 * px : label_room;
    drawing.text("name", narrow ? left : 0, narrow ? row - 14 * px : row + 4 * px,
                 shortened(places[i].label, room));
    draw_place(show, places[i], widest, left, right, row, drawing);
  }
  const Tenths foot = head + static_cast<Tenths>(count) * slot + 16 * px;
  drawing.line("base", left, foot - 12 * px, right, foot - 12 * px);
  drawing.text("quiet", left, foot, "0");
  drawing.text("quiet end", right, foot, money_text(widest, ledger.asset));
  return drawing;
}

std::string marking_line(const TraceShow& show) {
  std::string marking = show.privacy.scrub(show.facts.marking);
  if (show.facts.simulated && marking.find("SIMULATED") == std::string::npos)
    marking = marking.empty() ? "SIMULATED" : "SIMULATED – " + marking;
  return marking;
}

std::string rows_in_words(const TraceShow& show, const AskedPlace& place) {
  std::vector<std::string> records;
  for (const auto record : place.records) {
    records.push_back(show.evidence.items[record.item_rank()].label + "#" +
                      std::to_string(record.ordinal()));
  }
  return core::join(records, " ");
}

/// Each place under each rule, and their sum.
std::string rules_table(const TraceShow& show, std::size_t position) {
  const AskedLedger& ledger = show.trace.ledgers[position];
  const auto& places = show.places[position];
  std::vector<std::string> heads = {show.is_back() ? "Came from" : "Reached"};
  for (const auto rule : show.telling.rules) {
    std::string words(rule_in_words(rule));
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
    heads.push_back("#" + words);
  }
  TableWriter table("Under each rule, in " + Exporter::currency(ledger.asset), heads, "intake");
  std::vector<std::optional<core::Int128>> sums(show.telling.rules.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool is_shown = i < rows_most;
    if (is_shown) {
      table.begin();
      table.id(places[i].label);
    }
    for (std::size_t r = 0; r < sums.size(); ++r) {
      const auto& amount =
          places[i].place->amounts[static_cast<std::size_t>(show.telling.rules[r])];
      if (amount) sums[r] = sums[r].value_or(0) + *amount;
      if (is_shown) table.number(amount_or_dash(amount, ledger.asset));
    }
    if (is_shown) table.end();
  }
  table.begin_sum();
  table.text(show.is_back() ? "All sources" : "All places");
  for (const auto& sum : sums) table.number(amount_or_dash(sum, ledger.asset));
  table.end();
  return table.finish(std::min(places.size(), rows_most), places.size());
}

/// Each place with its least and most, and why the trace ends there.
std::string reasons_table(const TraceShow& show, std::size_t position) {
  const AskedLedger& ledger = show.trace.ledgers[position];
  const auto& places = show.places[position];
  std::vector<std::string> heads = {show.is_back() ? "Came from" : "Reached", "#Least", "#Most"};
  if (!show.is_back()) heads.emplace_back("#Lowest balance");
  heads.insert(heads.end(),
               {show.is_back() ? "Why it is a source" : "Why it goes no further", "Rows"});
  TableWriter table("Under any attribution, in " + Exporter::currency(ledger.asset), heads,
                    "intake");
  for (std::size_t i = 0; i < std::min(places.size(), rows_most); ++i) {
    const AskedPlace& place = *places[i].place;
    table.begin();
    table.id(places[i].label);
    table.number(amount_or_dash(place.min_minor, ledger.asset));
    table.number(amount_or_dash(place.max_minor, ledger.asset));
    if (!show.is_back()) table.number(amount_or_dash(place.libr_minor, ledger.asset));
    table.text(show.privacy.readable(place.why));
    table.text(rows_in_words(show, place));
    table.end();
  }
  return table.finish(std::min(places.size(), rows_most), places.size());
}

}  // namespace

std::string trace_figure(const TraceShow& show, std::size_t ledger) {
  const auto& places = show.places[ledger];
  if (places.empty()) return {};
  const std::string title =
      show.is_back() ? "Where it came from, rule by rule" : "Where it is, rule by rule";
  const std::string description =
      "Each line is a place. The band runs from the least to the most that any attribution can "
      "leave "
      "there; each mark is one rule. The same numbers are in the table below.";
  std::string out = "<figure>\n<h3>" + title + "</h3>\n" +
                    draw(show, ledger, false).finish(title, description) +
                    draw(show, ledger, true).finish(title, description) + "<figcaption>";
  if (show.facts.simulated) out += "<b>SIMULATED.</b> ";
  out +=
      "The band runs from the least to the most that any attribution can leave there; each mark is "
      "one rule.";
  if (places.size() > places_drawn)
    out += " Drawn are " + std::to_string(places_drawn) + " of " + std::to_string(places.size()) +
           "; all are in the table or in places.csv.";
  return out + "</figcaption>\n</figure>\n";
}

std::string trace_page(const TraceShow& show) {
  const std::string title = "Trace " + show.telling.id;
  const std::string marking = core::escape_html(marking_line(show));
  std::string out =
      "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta name=viewport "
      "content=\"width=device-width,initial-scale=1\">\n<meta http-equiv=Content-Security-Policy "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=referrer "
      "content=no-referrer>\n<title>" +
      title + "</title>\n<style>" + html_style() + figure_style() + "</style>\n</head>\n<body>\n";
  if (!marking.empty()) out += "<div class=marking>" + marking + "</div>\n";
  out += "<header class=top>\n<h1>" + title + "</h1>\n<p class=facts>Case " +
         html_text(show.privacy.scrub(show.facts.id)) + " · made by " +
         core::escape_html(show.facts.engine) + " · times in UTC</p>\n";
  if (!show.telling.departures.empty()) {
    out += "<div class=mask><b>It departs from an earlier plan:</b>";
    for (const auto& line : show.telling.departures)
      out += "<br>" + html_text(show.privacy.readable(line));
    out += "</div>\n";
  }
  out += "</header>\n<main>\n<section><h2>What was planned before it was looked at</h2>\n<ul>\n";
  for (const auto& line : show.telling.plan)
    out += "<li>" + html_text(show.privacy.readable(line)) + "</li>\n";
  out += "</ul></section>\n";
  for (std::size_t i = 0; i < show.trace.ledgers.size(); ++i) {
    out += "<section><h2>" + html_text(title_of(show, show.trace.ledgers[i])) + "</h2>\n" +
           trace_figure(show, i) + rules_table(show, i) + reasons_table(show, i) +
           freeze_part(show, i);
    for (const auto& remark : remarks_of(show, show.trace.ledgers[i]))
      out += "<p class=soft>" + html_text(remark) + "</p>\n";
    out += "</section>\n";
  }
  if (!show.trace.cut.empty()) {
    out += "<section><h2>What a limit cut off</h2>\n<ul>\n";
    for (const auto& cut : show.trace.cut)
      out += "<li>" + html_text(cut.what) + ": " + std::to_string(cut.shown) + " of " +
             std::to_string(cut.total) + "</li>\n";
    out += "</ul></section>\n";
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace cuibono::brief
