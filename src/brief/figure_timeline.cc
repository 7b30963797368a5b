// Small multiples over one axis: calls, payments, reports, reported payments.
#include <algorithm>

#include "brief/figure_parts.h"
#include "brief/figures.h"
#include "brief/html_parts.h"
#include "brief/timeline_counts.h"

namespace cuibono::brief {
namespace {

struct SeriesWords {
  Series series;
  const char* name;    ///< above its row
  const char* column;  ///< head of its column
  bool is_stated;      ///< what victims report, not what a record shows
  const char *one, *many;
};
constexpr SeriesWords all_series[] = {
    {Series::calls, "Calls in records", "calls", false, "call", "calls"},
    {Series::payments, "Payments in records", "payments", false, "payment", "payments"},
    {Series::reports, "Reports received", "reports", true, "report", "reports"},
    {Series::reported_payments, "Payments that victims report", "reported payments", true,
     "reported payment", "reported payments"}};

std::vector<SeriesWords> series_with_events(const Timeline& timeline) {
  std::vector<SeriesWords> out;
  for (const auto& words : all_series) {
    if (timeline.of(words.series).total > 0) out.push_back(words);
  }
  return out;
}

constexpr Tenths title_height = 16 * px, label_height = 15 * px, bars_height = 46 * px,
                 row_gap = 12 * px, axis_height = 22 * px;
constexpr Tenths row_height = title_height + label_height + bars_height + row_gap;
constexpr std::size_t bars_labelled_max = 12;  ///< where so few, each has its number

/// Place of the left edge of a period; of the right edge of the last one for period = periods.
Tenths left_of(const Drawing& drawing, const Timeline& timeline, std::size_t period) {
  return static_cast<Tenths>(period) * drawing.width() / static_cast<Tenths>(timeline.periods());
}

/// How many periods from one label of the axis to the next, so that labels do not touch.
std::size_t label_step(const Drawing& drawing, const Timeline& timeline) {
  constexpr Tenths room = 24 * px;
  const Tenths label = width_of(period_label(timeline.unit, timeline.first_days[0])) + room;
  const auto most = static_cast<std::size_t>(std::max<Tenths>(1, drawing.width() / label));
  const std::size_t least = (timeline.periods() + most - 1) / most;
  for (const std::size_t step : {1U, 2U, 3U, 4U, 6U, 8U, 10U, 12U, 15U, 20U, 26U}) {
    if (step >= least) return step;
  }
  return std::max<std::size_t>(least, 1);
}

void draw_axis(Drawing& drawing, const Timeline& timeline, Tenths bottom) {
  const std::size_t step = label_step(drawing, timeline);
  for (std::size_t period = 0; period < timeline.periods(); period += step) {
    const Tenths x = left_of(drawing, timeline, period);
    const std::string label = period_label(timeline.unit, timeline.first_days[period]);
    drawing.line("rule", x, title_height, x, bottom + 5 * px);
    if (x + width_of(label) <= drawing.width()) drawing.text("quiet", x, bottom + 17 * px, label);
  }
}

void draw_row(Drawing& drawing, const Timeline& timeline, const SeriesWords& words, Tenths top) {
  const auto& counts = timeline.of(words.series).in_period;
  const Tenths base = top + title_height + label_height + bars_height;
  drawing.text(
      "name halo", 0, top + 12 * px,
      std::string(words.name) + ": " + core::group_digits(timeline.of(words.series).on_axis()));
  const auto peak = std::max_element(counts.begin(), counts.end());
  const bool label_all = drawing.width() / static_cast<Tenths>(counts.size()) >= 40 * px &&
                         counts.size() <= bars_labelled_max;
  for (std::size_t period = 0; period < counts.size(); ++period) {
    if (counts[period] == 0) continue;
    const Tenths left = left_of(drawing, timeline, period);
    const Tenths right = left_of(drawing, timeline, period + 1);
    const Tenths gap = right - left >= 4 * px ? px : right - left >= 2 * px ? 5 : 0;
    const auto height = static_cast<Tenths>(static_cast<core::Int128>(counts[period]) *
                                            bars_height / static_cast<core::Int128>(*peak));
    drawing.rect(words.is_stated ? "empty" : "full",
                 {left, base - std::max(height, px), std::max(right - gap, left + 5), base});
    const bool is_peak = counts.begin() + static_cast<std::ptrdiff_t>(period) == peak;
    if (!is_peak && !label_all) continue;
    const std::string number = core::group_digits(counts[period]);
    const Tenths half = width_of(number) / 2;
    const Tenths middle = std::clamp((left + right) / 2, half, drawing.width() - half);
    drawing.text("mid halo", middle, base - std::max(height, px) - 4 * px, number);
  }
  drawing.line("base", 0, base, drawing.width(), base);
}

Drawing draw(const Exporter& e, const Timeline& timeline, bool narrow) {
  const auto shown = series_with_events(timeline);
  const Tenths rows = static_cast<Tenths>(shown.size()) * row_height;
  Drawing drawing((narrow ? 350 : 720) * px, rows - row_gap + axis_height, narrow);
  draw_axis(drawing, timeline, rows - row_gap);
  if (e.input.facts.simulated)
    drawing.text("quiet end halo", drawing.width(), 12 * px, "SIMULATED");
  Tenths top = 0;
  for (const auto& words : shown) {
    draw_row(drawing, timeline, words, top);
    top += row_height;
  }
  return drawing;
}

std::string period_head(TimeUnit unit) {
  return unit == TimeUnit::week ? "week from Monday" : time_unit_name(unit);
}

std::string table_of(const Timeline& timeline) {
  const auto shown = series_with_events(timeline);
  std::vector<std::string> heads{period_head(timeline.unit)};
  for (const auto& words : shown) heads.push_back(std::string("#") + words.column);
  TableWriter table(
      "The same as a table: events in each " + std::string(time_unit_name(timeline.unit)) + ", UTC",
      heads);
  const auto row = [&](const std::string& label, auto&& count, bool sum) {
    std::vector<std::uint64_t> numbers;
    for (const auto& words : shown) numbers.push_back(count(timeline.of(words.series)));
    if (sum) {
      table.begin_sum();
    } else {
      table.begin();
    }
    table.text(label);
    for (const auto number : numbers) table.number(core::group_digits(number));
    table.end();
  };
  const auto row_if_any = [&](const std::string& label, std::uint64_t SeriesCounts::* field) {
    const bool any = std::any_of(timeline.series.begin(), timeline.series.end(),
                                 [&](const SeriesCounts& counts) { return counts.*field > 0; });
    if (any) row(label, [&](const SeriesCounts& counts) { return counts.*field; }, false);
  };
  for (std::size_t period = 0; period < timeline.periods(); ++period) {
    row(
        period_label(timeline.unit, timeline.first_days[period]),
        [&](const SeriesCounts& counts) { return counts.in_period[period]; }, false);
  }
  row("on the axis", [](const SeriesCounts& counts) { return counts.on_axis(); }, true);
  row_if_any("before the axis", &SeriesCounts::before);
  row_if_any("after the axis", &SeriesCounts::after);
  row_if_any("known by the month or year alone", &SeriesCounts::too_coarse);
  row_if_any("without a calendar time", &SeriesCounts::no_time);
  row("in all", [](const SeriesCounts& counts) { return counts.total; }, true);
  return table.finish(0, 0);
}

/// "3 calls and 1 report", by one of the fields; empty where there are none.
std::string list_of(const Timeline& timeline, std::uint64_t SeriesCounts::* field) {
  std::vector<std::string> parts;
  for (const auto& words : all_series) {
    const std::uint64_t number = timeline.of(words.series).*field;
    if (number > 0) parts.push_back(counted(number, words.one, words.many));
  }
  return core::join(parts, ", ");
}

std::vector<std::string> captions_of(const Exporter& e, const Timeline& timeline) {
  const std::string unit = time_unit_name(timeline.unit);
  std::vector<std::string> out{
      "Events in each " + unit + (timeline.unit == TimeUnit::week ? ", Monday to Sunday" : "") +
      ", in UTC; the first and the last may be cut off by the files. Each row has its own scale: "
      "its largest number stands above its tallest bar, and no bar is lower than one pixel."};
  out.emplace_back(
      "Full bars are events in records of operators and banks. Bars in outline are what victims "
      "report; a reported payment that a record also shows is in both rows.");
  if (timeline.of(Series::payments).total > 0 || timeline.of(Series::reported_payments).total > 0)
    out.emplace_back("Payments are counted, not added up: currencies are not mixed.");
  std::vector<std::string> missing, sources;
  for (const auto& words : all_series) {
    const auto& counts = timeline.of(words.series);
    if (counts.total == 0) {
      missing.emplace_back(words.many);
    } else {
      sources.push_back(std::string(words.many) + ": " + rows_and_files(e, counts.records));
    }
  }
  if (!missing.empty())
    out.push_back("Not among the files, and without a row: " + core::join(missing, ", ") + ".");
  const auto left_out = [&](const std::string& list, const std::string& why) {
    if (!list.empty()) out.push_back("Not on the axis, " + why + ": " + list + ".");
  };
  left_out(list_of(timeline, &SeriesCounts::no_time),
           "without a time or in steps of unknown length");
  left_out(list_of(timeline, &SeriesCounts::too_coarse), "as only the month or year is known");
  left_out(list_of(timeline, &SeriesCounts::before), "long before all others");
  left_out(list_of(timeline, &SeriesCounts::after), "long after all others");
  out.push_back("Stands on " + core::join(sources, "; ") + ".");
  return out;
}

}  // namespace

std::string timeline_figure(const Exporter& e) {
  const Timeline timeline = count_timeline(e.input.evidence);
  const auto shown = series_with_events(timeline);
  if (shown.empty())
    return e.input.evidence.items.empty()
               ? std::string()
               : figure_left_out(
                     "No timeline is drawn: there are no calls, payments or reports in the files.");
  if (timeline.periods() == 0)
    return figure_left_out("No timeline is drawn, as nothing has a time on a calendar: " +
                           list_of(timeline, &SeriesCounts::total) +
                           " without a time or in steps of unknown length.");
  const std::string unit = time_unit_name(timeline.unit);
  const std::string first = period_label(timeline.unit, timeline.first_days.front());
  const std::string last = period_label(timeline.unit, *std::prev(timeline.first_days.end(), 2));
  Figure figure;
  figure.id = "timeline";
  figure.heading = "What happened when, by " + unit;
  std::vector<std::string> columns;
  for (const auto& words : shown) columns.emplace_back(words.column);
  figure.title = "Timeline of " + core::join(columns, ", ") + " by " + unit;
  figure.description = "Bars for each " + unit + " from " + first + " to " + last +
                       ". The table after the figure holds the same numbers.";
  figure.captions = captions_of(e, timeline);
  figure.table = table_of(timeline);
  return figure_html(e, figure, draw(e, timeline, false), draw(e, timeline, true));
}

}  // namespace cuibono::brief
